"""How the help of the command is laid out."""

from __future__ import annotations

import argparse

__all__ = ["Help"]

_WIDE = 100


class Help(argparse.RawDescriptionHelpFormatter):
    """Help of a width that does not depend on the terminal, so that pages can quote it."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=_WIDE)
        # Names of commands stand deeper than options, which argparse does not allow for.
        self._action_max_length = 14

    def _format_action_invocation(self, action: argparse.Action) -> str:
        # As Python 3.13 and later have it, so that pages hold on every Python.
        if not action.option_strings or action.nargs == 0:
            return super()._format_action_invocation(action)
        default = self._get_default_metavar_for_optional(action)
        return f"{', '.join(action.option_strings)} {self._format_args(action, default)}"
