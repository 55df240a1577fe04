"""``backsafe rules``: the rules are listed, or a folder of them is checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from backsafe.cli.project import Project
from backsafe.cli.status import FOUND, OK

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Lists or checks rules and returns the exit status."""
    from backsafe.outputs.rules import listing, listing_json
    from backsafe.rules.profiles import activate_all

    if options.lint is not None:
        return _lint(options.lint)
    settings = Project(options).settings("-")
    choice = settings.choice()
    running = {active.rule.code: active for active in choice.ready().rules}
    every = activate_all(choice.book(), settings.profile)
    show = listing_json if options.format == "json" else listing
    # What does not run is told as the profile alone has it.
    print(show([running.get(it.rule.code, it) for it in every], running))
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
