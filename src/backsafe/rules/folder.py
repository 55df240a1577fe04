"""Where the rules are that BackSafe ships."""

from __future__ import annotations

from pathlib import Path

from backsafe.errors import Problem, RuleError

__all__ = ["rule_book_folder"]


def rule_book_folder() -> Path:
    """Returns the folder of the rules that BackSafe ships.

    Raises:
        RuleError: The installation lacks them.
    """
    package = Path(__file__).resolve().parents[1]
    shipped = package / "_rulebook"
    checkout = package.parents[1] / "rules"
    for folder in (shipped, checkout):
        if (folder / "sources.yaml").is_file():
            return folder
    raise RuleError(Problem("the rules are missing; reinstall backsafe", str(shipped)))
