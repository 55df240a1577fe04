"""A document → what comes of repairing it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from backsafe.fixes import why_not
from backsafe.fixes.mending import mend, red_flags
from backsafe.fixes.result import FixResult
from backsafe.fixes.source import Source
from backsafe.readers import read_mapping, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from backsafe.readers import Document
    from backsafe.report import Report
    from backsafe.report.build import Judged
    from backsafe.rules.profiles import ActiveRule

__all__ = ["fix_document"]


def fix_document(
    document: Document,
    judge: Callable[[Document], Judged],
    check: Callable[[Document], Report],
    rules: Mapping[str, ActiveRule],
    *,
    unsafe: bool,
) -> FixResult:
    """Repairs a document and checks what comes out.

    Args:
        document: The document; nothing is written to its file.
        judge: Returns what a check finds, with the verdicts behind it.
        check: Returns the report on a document.
        rules: Code → rule, for every code among the findings.
        unsafe: Whether to make repairs, too, that change what the plan asks for.

    Raises:
        DocumentError: Its parts contradict each other.
    """
    text, path = _text_of(document), document.path
    syntax = "json" if document.reader == "mapping" else document.reader
    refused = why_not(document.reader, document.content.kind, path)
    if not refused:
        flags = red_flags(judge(document), rules)
        if flags:
            refused = f"nothing is repaired while {', '.join(flags)} stands: see to that first"
    if refused:
        return FixResult(path, syntax, text, text, (), refused, check(document))

    def read(changed: str) -> Document:
        if document.reader == "mapping":
            return read_mapping(json.loads(changed), path)
        return read_text(changed, path, document.reader)

    source = Source(text, syntax)
    mended, applied = mend(source, lambda changed: judge(read(changed)), rules, unsafe=unsafe)
    report = check(read(mended) if applied else document).with_applied(applied)
    return FixResult(path, syntax, text, mended, applied, "", report)


def _text_of(document: Document) -> str:
    """Returns the text of a document; one that never was a file is written as JSON."""
    if document.text or document.reader not in ("mapping", "json", "yaml"):
        return document.text
    from backsafe.outputs.document import as_json

    return "".join(as_json(document.content))
