"""A report as one page that needs nothing beside itself."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from backsafe.outputs.html import drawings
from backsafe.outputs.html.document import document
from backsafe.outputs.html.elements import el, markup
from backsafe.outputs.html.placing import allotted
from backsafe.outputs.html.tables import index
from backsafe.outputs.html.verdict import counted, headline, standing
from backsafe.outputs.text import DISCLAIMER, ENGINES
from backsafe.rules.expression import SEVERITIES

if TYPE_CHECKING:
    from backsafe.outputs.html.elements import Element
    from backsafe.report import FileReport, Report

__all__ = ["render"]

# More than this is no page any more: browsers get slow, and nobody reads on.
_MOST_FINDINGS = 1000
_MOST_ROWS = 8000
_MOST_DOCUMENTS = 200
_FEWEST_ROWS = 100
_ORDER = (*SEVERITIES[:2], "unknown", SEVERITIES[2], "open", "sound")
# Whatever a document smuggles in, the page loads nothing and runs nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render(report: Report) -> str:
    """Returns a report as HTML: one page, without scripts, that loads nothing.

    What there is no room for (of a thousand findings, or of hundreds of documents the soundest) is
    counted on the page.
    """
    body = el("body", None, drawings.sheet(), el("main", None, *_content(report)), _footer(report))
    page = el("html", {"lang": "en"}, _head(report), body)
    return f"<!doctype html>\n{markup([page])}"


def _head(report: Report) -> Element:
    parts = report.files
    name = _title(report) if len(parts) != 1 else parts[0].title or parts[0].path
    verdict = f": {headline(parts[0])}" if len(parts) == 1 else ""
    style = files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    return el(
        "head",
        None,
        el("meta", {"charset": "utf-8"}),
        el("meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY}),
        el("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        el("meta", {"name": "color-scheme", "content": "light dark"}),
        el("meta", {"name": "referrer", "content": "no-referrer"}),
        el("title", None, f"{name}{verdict} · BackSafe"),
        el("style", None, style),
    )


def _title(report: Report) -> str:
    return f"{len(report.files)} documents"


def _content(report: Report) -> list[Element]:
    parts = report.files
    shown = _shown(parts)
    anchors = {number: f"d{number + 1}" for number in shown}
    level = 1 if len(parts) == 1 else 2
    rows = max(_FEWEST_ROWS, _MOST_ROWS // max(1, len(shown)))
    found = allotted([parts[number] for number in shown], _MOST_FINDINGS)
    made = [
        document(parts[number], violations, anchors[number], level, rows)
        for number, violations in zip(shown, found, strict=True)
    ]
    return made if len(parts) == 1 else [_overview(report, anchors), *made]


def _shown(parts: tuple[FileReport, ...]) -> list[int]:
    """Returns the numbers of the documents that there is room for, in their order."""
    worst = sorted(range(len(parts)), key=lambda number: _ORDER.index(standing(parts[number])))
    return sorted(worst[:_MOST_DOCUMENTS])


def _overview(report: Report, anchors: dict[int, str]) -> Element:
    parts, counts = report.files, report.summary._asdict()
    violated = {name: counts[name if name == "advice" else f"{name}s"] for name in SEVERITIES}
    left_out = len(parts) - len(anchors)
    return el(
        "header",
        {"class": "overview"},
        el("p", {"class": "path"}, "BackSafe report"),
        el("h1", None, _title(report)),
        el("p", {"class": "known"}, counted(violated) or "no finding"),
        el("nav", {"aria-label": "Documents"}, index(parts, anchors)),
        el("p", {"class": "left-out"}, f"{left_out} documents are not shown one by one.")
        if left_out
        else None,
    )


def _footer(report: Report) -> Element:
    engine = ENGINES.get(report.engine, report.engine)
    return el(
        "footer",
        None,
        el("p", None, DISCLAIMER),
        el("p", None, f"{report.profile} profile · {engine}"),
    )
