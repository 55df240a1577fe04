"""A report as one page that needs nothing beside itself."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from backsafe.outputs.html import drawings
from backsafe.outputs.html.document import document
from backsafe.outputs.html.elements import el, markup
from backsafe.outputs.html.placing import allotted
from backsafe.outputs.html.tables import index
from backsafe.outputs.html.verdict import counted, headline, standing, unread_verdict
from backsafe.outputs.places import problems_by_path
from backsafe.outputs.text import DISCLAIMER, ENGINES
from backsafe.rules.expression import SEVERITIES
from backsafe.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backsafe.errors import Problem
    from backsafe.outputs.html.elements import Element
    from backsafe.report import FileReport, Report

__all__ = ["render"]

# More than this is no page any more: browsers get slow, and nobody reads on.
_MOST_FINDINGS = 1000
_MOST_ROWS = 8000
_MOST_DOCUMENTS = 200
_FEWEST_ROWS = 100
_MOST_PROBLEMS = 200
_ORDER = (*SEVERITIES[:2], "unknown", SEVERITIES[2], "open", "sound")
# Whatever a document smuggles in, the page loads nothing and runs nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render(report: Report, *, problems: Sequence[Problem] = ()) -> str:
    """Returns a report as HTML: one page, without scripts, that loads nothing.

    What there is no room for (of a thousand findings, or of hundreds of documents the soundest) is
    counted on the page.

    Args:
        report: What was found.
        problems: Why files could not be read.
    """
    main = el("main", None, *_content(report, problems))
    body = el("body", None, drawings.sheet(), main, _footer(report))
    page = el("html", {"lang": "en"}, _head(report, problems), body)
    return f"<!doctype html>\n{markup([page])}"


def _alone(report: Report, problems: Sequence[Problem]) -> bool:
    """Returns whether the verdict on one document is that of the page."""
    return len(report.files) == 1 and not problems


def _head(report: Report, problems: Sequence[Problem]) -> Element:
    parts, alone = report.files, _alone(report, problems)
    name = parts[0].title or visible(parts[0].path) if alone else _title(report, problems)
    verdict = f": {headline(parts[0])}" if alone else ""
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


def _title(report: Report, problems: Sequence[Problem]) -> str:
    count = len(report.files)
    read = "1 document" if count == 1 else f"{count} documents"
    return f"{read}, {_unread(problems)}" if problems else read


def _unread(problems: Sequence[Problem]) -> str:
    count = len(problems_by_path(problems))
    return f"{count} file{'' if count == 1 else 's'} that could not be read"


def _content(report: Report, problems: Sequence[Problem]) -> list[Element]:
    parts = report.files
    shown = _shown(parts)
    anchors = {number: f"d{number + 1}" for number in shown}
    alone = _alone(report, problems)
    level = 1 if alone else 2
    rows = max(_FEWEST_ROWS, _MOST_ROWS // max(1, len(shown)))
    found = allotted([parts[number] for number in shown], _MOST_FINDINGS)
    made = [
        document(parts[number], violations, anchors[number], level, rows, partial=bool(problems))
        for number, violations in zip(shown, found, strict=True)
    ]
    if alone:
        return made
    unreadable = [_unreadable(problems)] if problems else []
    return [_overview(report, anchors, problems), *unreadable, *made]


def _unreadable(problems: Sequence[Problem]) -> Element:
    """Returns which files could not be read, and why."""
    items = [el("li", None, el("bdi", None, str(it))) for it in problems[:_MOST_PROBLEMS]]
    if len(problems) > _MOST_PROBLEMS:
        items.append(el("li", {"class": "left-out"}, f"{len(problems) - _MOST_PROBLEMS} more."))
    return el(
        "section",
        {"class": "unreadable"},
        el("h2", None, "Could not be read"),
        el(
            "p",
            {"class": "hint"},
            "Nothing of this is judged. That does not make it safe.",
        ),
        el("ul", None, *items),
    )


def _shown(parts: tuple[FileReport, ...]) -> list[int]:
    """Returns the numbers of the documents that there is room for, in their order."""
    worst = sorted(range(len(parts)), key=lambda number: _ORDER.index(standing(parts[number])))
    return sorted(worst[:_MOST_DOCUMENTS])


def _overview(report: Report, anchors: dict[int, str], problems: Sequence[Problem]) -> Element:
    parts, counts = report.files, report.summary.model_dump()
    violated = {name: counts[name if name == "advice" else f"{name}s"] for name in SEVERITIES}
    left_out = len(parts) - len(anchors)
    # Of what could not be read nobody knows whether there is anything to find.
    nothing = "no finding in what could be read" if problems else "no finding"
    if problems and not parts:
        nothing = "nothing could be judged"
    return el(
        "header",
        {"class": "overview"},
        el("p", {"class": "path"}, "BackSafe report"),
        el("h1", None, _title(report, problems)),
        el("p", {"class": "known"}, counted(violated) or nothing),
        unread_verdict(len(problems_by_path(problems))) if problems else None,
        el("nav", {"aria-label": "Documents"}, index(parts, anchors, partial=bool(problems))),
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
