"""``backsafe init``: a workout and a configuration to start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.cli.status import OK
from backsafe.starter import write_starter

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Writes the files and returns the exit status."""
    for path in write_starter(options.folder, force=options.force):
        print(f"{path} written")
    return OK
