"""``backsafe completion``: what makes a shell complete the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shtab

from backsafe.cli.arguments import parser
from backsafe.cli.status import OK
from backsafe.engines import ENGINE_NAMES
from backsafe.readers.formats import READERS
from backsafe.readiness.questions import QUESTIONS
from backsafe.rules.loader import default_rule_book

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

__all__ = ["run"]

_FILES = ("PATH", "FILE", "IN", "OUT", "RULE|FILE:LINE")
_FOLDERS = ("FOLDER",)


def run(options: argparse.Namespace) -> int:
    """Prints a script for a shell and returns the exit status."""
    described = parser()
    # No choices of the parser: what is wrong with these is told better than it would tell it.
    choices = {
        "reader": READERS,
        "engine": ENGINE_NAMES,
        "profile": tuple(default_rule_book().profiles),
        **{it.name: ("none", *it.choices) for it in QUESTIONS if it.choices},
    }
    for action in _actions(described):
        if action.dest in choices:
            action.choices = choices[action.dest]
        elif action.metavar in _FILES or (action.dest == "rules" and not action.option_strings):
            action.complete = shtab.FILE
        elif action.metavar in _FOLDERS:
            action.complete = shtab.DIRECTORY
    print(shtab.complete(described, shell=options.shell))
    return OK


def _actions(described: argparse.ArgumentParser) -> Iterator[Any]:
    """Yields the arguments of a parser and of its commands."""
    for action in described._actions:  # noqa: SLF001
        if isinstance(action.choices, dict):
            for command in action.choices.values():
                yield from _actions(command)
        else:
            yield action
