"""``backsafe convert``: a file of any format as a BackSafe document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from backsafe.cli.printing import tell
from backsafe.cli.status import OK, UNUSABLE
from backsafe.errors import UsageError
from backsafe.facts.timeline import session_count
from backsafe.model import MOST_SESSIONS
from backsafe.outputs.document import as_json, as_yaml
from backsafe.readers import read
from backsafe.syntax.text import DOCUMENT_CAP

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Writes a document and returns the exit status."""
    document = read(options.path, options.reader, unit=options.unit)
    form = as_json if options.output.casefold().endswith(".json") else as_yaml
    if options.output == "-":
        size = sum(map(sys.stdout.write, form(document.content)))
    else:
        try:
            mode = "w" if options.force else "x"
            with Path(options.output).open(mode, encoding="utf-8") as file:
                size = sum(map(file.write, form(document.content)))
        except FileExistsError:
            raise UsageError(f"{options.output} exists; --force writes over it") from None
    for notice in document.notices:
        place = "" if notice.line is None else f"{notice.line}:{notice.column or 1}: "
        tell(f"{document.path}:{place} {notice.message}")
    if document.account is not None:
        tell(f"{document.path}: {document.account}")
    if size > DOCUMENT_CAP or session_count(document.content) > MOST_SESSIONS:
        wrong = "is larger than a document that check reads"
        tell(f"{options.output}: {wrong} ({DOCUMENT_CAP >> 20} MiB, {MOST_SESSIONS:,} sessions)")
        return UNUSABLE
    return OK
