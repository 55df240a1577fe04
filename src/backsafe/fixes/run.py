"""A document → what comes of repairing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backsafe.fixes import why_not
from backsafe.fixes.mending import mend, red_flags
from backsafe.fixes.result import FixResult
from backsafe.fixes.source import Source
from backsafe.readers import Document, read_mapping
from backsafe.readers.problems import validate
from backsafe.report import with_applied

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from backsafe.report import Report
    from backsafe.report.build import Judged
    from backsafe.rules.profiles import ActiveRule

__all__ = ["Opened", "fix_document", "opened"]


class Opened(NamedTuple):
    """A document made ready to be repaired.

    Attributes:
        source: Its text and what that says.
        syntax: How it is written.
        refused: Why it is not repaired, or an empty text.
        read: Returns a changed source as a document.
        judge: Returns what a check finds in a source.
    """

    source: Source
    syntax: str
    refused: str
    read: Callable[[Source], Document]
    judge: Callable[[Source], Judged]


def opened(
    document: Document,
    judge: Callable[[Document], Judged],
    rules: Mapping[str, ActiveRule],
) -> Opened:
    """Returns a document made ready to be repaired; see :func:`fix_document`."""

    def read(source: Source) -> Document:
        path = document.path
        if document.reader == "mapping":
            return read_mapping(source.data, path)
        content = validate(source.data, path, source.positions, needs_version=True)
        return Document(path, content, source.positions, reader=source.syntax, text=source.text)

    refused = why_not(document.reader, document.content.kind, document.path)
    if not refused:
        flags = red_flags(judge(document), rules)
        if flags:
            refused = f"nothing is repaired while {', '.join(flags)} stands: see to that first"
    syntax = "json" if document.reader == "mapping" else document.reader
    source = Source("{}", "json") if refused else Source(_text_of(document), syntax)
    return Opened(source, syntax, refused, read, lambda changed: judge(read(changed)))


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
    plan, path, mark = opened(document, judge, rules), document.path, document.mark
    if plan.refused:
        text = _text_of(document)
        return FixResult(
            path=path,
            syntax=plan.syntax,
            before=text,
            text=text,
            applied=(),
            refused=plan.refused,
            report=check(document),
            mark=mark,
        )
    before = plan.source.text
    mended, applied = mend(plan.source, plan.judge, rules, unsafe=unsafe)
    report = with_applied(check(plan.read(mended) if applied else document), applied)
    return FixResult(
        path=path,
        syntax=plan.syntax,
        before=before,
        text=mended.text,
        applied=applied,
        refused="",
        report=report,
        mark=mark,
    )


def _text_of(document: Document) -> str:
    """Returns the text of a document; one that never was a file is written as JSON."""
    if document.text or document.reader not in ("mapping", "json", "yaml"):
        return document.text
    from backsafe.outputs.document import as_json

    return "".join(as_json(document.content))
