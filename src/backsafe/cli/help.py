"""How the command says what it takes: the layout of its help, and the nearest right word."""

from __future__ import annotations

import argparse
import textwrap
from os.path import exists
from typing import Any

from backsafe.errors import did_you_mean
from backsafe.outputs.wording import columns

__all__ = ["Help", "Parser"]


class Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as reports are; what is written in lines is broken where they do not fit."""

    def __init__(self, prog: str) -> None:
        wide = columns()
        super().__init__(prog, max_help_position=min(30, wide // 3), width=wide)
        # Names of commands stand deeper than options, which argparse does not allow for.
        self._action_max_length = 14

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(
            piece for line in text.splitlines() for piece in _broken(indent + line, width)
        )

    def _format_action_invocation(self, action: argparse.Action) -> str:
        # As Python 3.13 and later have it, so that pages hold on every Python.
        if not action.option_strings or action.nargs == 0:
            return super()._format_action_invocation(action)
        default = self._get_default_metavar_for_optional(action)
        return f"{', '.join(action.option_strings)} {self._format_args(action, default)}"


def _broken(line: str, width: int) -> list[str]:
    """Returns a line in as many as it takes, below where its words began."""
    if len(line) <= width:
        return [line]
    start = len(line) - len(line.lstrip())
    # In a list the words stand in a second column.
    gap = line.find("  ", start)
    at = start if gap < 0 else len(line) - len(line[gap:].lstrip())
    indent = at if at <= width // 2 else start + 2
    return textwrap.wrap(
        line,
        width,
        subsequent_indent=" " * indent,
        drop_whitespace=True,
        break_long_words=False,
        break_on_hyphens=False,
    )


class Parser(argparse.ArgumentParser):
    """A parser that names the nearest right word where a command or an option is wrong."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Returns what was parsed, and nothing that was not; see :mod:`argparse`."""
        # Each command has a parser of this class, so its usage and its options are at hand here.
        found, rest = super().parse_known_args(args, namespace)
        if rest:
            options = [word.partition("=")[0] for word in rest if word.startswith("-")]
            known = [word for word in self._option_string_actions if word.startswith("--")]
            hints = (did_you_mean(option, known) for option in options)
            hint = next((it for it in hints if it), "")
            self.error(f"unrecognized arguments: {' '.join(rest)}{hint}")
        return found, rest

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        known = [str(it) for it in action.choices]
        hint = did_you_mean(str(value), known)
        command = isinstance(action, argparse._SubParsersAction)  # noqa: SLF001
        if not hint and command and exists(value):  # noqa: PTH110  # any text may be given
            hint = f"; did you mean 'backsafe check {value}'?"
        there = f"there are {', '.join(known)}"
        raise argparse.ArgumentError(action, f"invalid choice: {value!r}; {there}{hint}")
