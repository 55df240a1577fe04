"""``backsafe completion``: what makes a shell complete the command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shtab

from backsafe.cli.arguments import parser
from backsafe.cli.status import OK

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Prints a script for a shell and returns the exit status."""
    print(shtab.complete(parser(), shell=options.shell))
    return OK
