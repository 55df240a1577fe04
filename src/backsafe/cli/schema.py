"""``backsafe schema``: the JSON Schema of the workout document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from backsafe.cli.status import OK
from backsafe.model import json_schema

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(_: argparse.Namespace) -> int:
    """Prints the schema and returns the exit status."""
    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return OK
