"""``backsafe profiles``: the profiles, and what each changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.cli.status import OK
from backsafe.outputs.profiles import profiles_text
from backsafe.rules.loader import default_rule_book

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(_: argparse.Namespace) -> int:
    """Lists the profiles and returns the exit status."""
    print(profiles_text(default_rule_book()))
    return OK
