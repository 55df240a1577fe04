"""``backsafe schema``: the JSON Schema of the workout document, or of a file of answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from backsafe.cli.status import OK
from backsafe.model import answers_schema, json_schema

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Prints the schema and returns the exit status."""
    schema = answers_schema() if options.answers else json_schema()
    print(json.dumps(schema, indent=2, ensure_ascii=False))
    return OK
