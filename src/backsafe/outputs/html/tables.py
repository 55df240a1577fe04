"""Tables: the documents of a report, and what a log shows as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.outputs.html.cards import severity_mark
from backsafe.outputs.html.elements import el, icon
from backsafe.outputs.html.verdict import counted, headline, standing
from backsafe.rules.expression import SEVERITIES
from backsafe.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from backsafe.outputs.html.elements import Child, Element
    from backsafe.report import FileReport
    from backsafe.report.log import LogSummary

__all__ = ["index", "log_tables"]

_MOST_MONTHS = 12
_MOST_FILES = 2000


def index(
    parts: Sequence[FileReport], anchors: Mapping[int, str], *, partial: bool = False
) -> Element:
    """Returns the table of all documents.

    Args:
        parts: The documents.
        anchors: Number of a document → what a link to it names, where the page shows it.
        partial: Whether others could not be read.
    """
    rows: list[list[Child]] = []
    for number, part in enumerate(parts[:_MOST_FILES]):
        state = standing(part, partial=partial)
        name = el("bdi", None, visible(part.path))
        linked = el("a", {"href": f"#{anchors[number]}"}, name) if number in anchors else name
        title = el("bdi", {"class": "title"}, part.title) if part.title else None
        words = counted(part.violated) or headline(part, partial=partial)
        verdict = el("span", {"class": f"severity is-{state}"}, icon(state), f" {words}")
        rows.append([el("span", None, linked, " ", title), verdict, str(part.unknown)])
    table = _table("Documents", ["document", "verdict", "not decided"], rows, texts=2)
    if len(parts) > _MOST_FILES:
        more = f"{len(parts) - _MOST_FILES} more documents are left out."
        return el("div", None, table, el("p", {"class": "left-out"}, more))
    return table


def log_tables(log: LogSummary, anchors: Mapping[str, str], level: int) -> Element:
    """Returns what a log shows as a whole.

    Args:
        log: The summary of the log.
        anchors: Pointer of a session → what a link to it names, where the page draws it.
        level: Level of the heading.
    """
    months = [month for month in log.months if month]
    shown = months[-_MOST_MONTHS:]
    span = f", {months[0]}" if months else ""
    if len(months) > 1:
        span += f" to {months[-1]}"
    clean = f"{log.sessions} sessions{span}; {log.without_violation} of them without a finding."
    section = [el(f"h{level}", None, "The log as a whole"), el("p", {"class": "hint"}, clean)]
    if log.rules:
        heads = ["rule", "in all", *shown]
        section += [_table("Findings by rule and month", heads, _by_month(log, shown))]
        heads = ["session", "rules", *SEVERITIES]
        section += [_table("The worst sessions", heads, _worst(log, anchors), texts=2)]
    return el("section", {"class": "log"}, *section)


def _by_month(log: LogSummary, months: Sequence[str]) -> list[list[Child]]:
    rows: list[list[Child]] = [
        ["sessions", str(log.sessions), *(str(log.months[month]) for month in months)]
    ]
    for rule in log.rules:
        label = el("span", None, severity_mark(rule.severity), f" {rule.code} {rule.name}")
        cells = [_cell(rule.by_month.get(month, 0)) for month in months]
        rows.append([label, str(rule.count), *cells])
    return rows


def _worst(log: LogSummary, anchors: Mapping[str, str]) -> list[list[Child]]:
    rows: list[list[Child]] = []
    for session in log.worst:
        anchor = anchors.get(session.location.pointer)
        name = el("bdi", None, " · ".join(filter(None, (session.date, session.title))) or "session")
        label = name if anchor is None else el("a", {"href": f"#{anchor}"}, name)
        codes = el("span", {"class": "codes"}, " ".join(session.codes))
        rows.append([label, codes, *(_cell(session.violated[name]) for name in SEVERITIES)])
    return rows


def _cell(count: int) -> str:
    return str(count) if count else "\u00b7"


def _table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[Child]], *, texts: int = 1
) -> Element:
    """Returns a table that scrolls by itself where it is wider than the page.

    Args:
        caption: What it shows.
        heads: The heads of its columns.
        rows: Its rows.
        texts: How many columns hold text; the others hold numbers.
    """
    kinds = [None if number < texts else "count" for number in range(len(heads))]
    columns = list(zip(heads, kinds, strict=True))
    body = []
    for row in rows:
        first, *rest = zip(row, kinds, strict=True)
        cells = [el("td", {"class": kind}, cell) for cell, kind in rest]
        body.append(el("tr", None, el("th", {"scope": "row"}, first[0]), *cells))
    return el(
        "div",
        {"class": "scrolls", "role": "region", "aria-label": caption, "tabindex": "0"},
        el(
            "table",
            None,
            el("caption", None, caption),
            el(
                "thead",
                None,
                el(
                    "tr",
                    None,
                    *(el("th", {"scope": "col", "class": kind}, head) for head, kind in columns),
                ),
            ),
            el("tbody", None, *body),
        ),
    )
