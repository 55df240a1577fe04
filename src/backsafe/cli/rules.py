"""``backsafe rules``: the rules are listed, or a folder of them is checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from backsafe.cli.status import FOUND, OK

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Lists or checks rules and returns the exit status."""
    from backsafe.outputs.rules import listing, listing_json
    from backsafe.rules.loader import default_rule_book
    from backsafe.rules.profiles import activate, activate_all

    if options.lint is not None:
        return _lint(options.lint)
    book = default_rule_book()
    running = {active.rule.code for active in activate(book, options.profile)}
    show = listing_json if options.format == "json" else listing
    print(show(activate_all(book, options.profile), running))
    return OK


def _lint(folder: str) -> int:
    from backsafe.linter import lint_rule_book
    from backsafe.rules.folder import rule_book_folder
    from backsafe.rules.loader import rule_files

    path = Path(folder) if folder else rule_book_folder()
    problems = lint_rule_book(path)
    for problem in problems:
        print(problem)
    count = len(rule_files(path))
    print(
        f"{count} rule{'' if count == 1 else 's'}, {len(problems) or 'no'} problem"
        f"{'' if len(problems) == 1 else 's'}"
    )
    return FOUND if problems else OK
