"""What stands below the sessions: what is not decided, set aside, passed and noticed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from backsafe.errors import UsageError
from backsafe.outputs.html.cards import set_aside
from backsafe.outputs.html.elements import el
from backsafe.outputs.needs import MOST_NEEDS, beyond, by_need, checks_need, what, where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backsafe.outputs.html.elements import Element
    from backsafe.report import FileReport, Notice

__all__ = ["notices", "passed", "repaired", "suppressed", "undecided"]

_MOST_SUPPRESSED = 200
_MOST_NOTICES = 100


def undecided(part: FileReport, level: int, anchor: str) -> Element | None:
    """Returns what could not be decided, by what would resolve it."""
    if not part.unknown:
        return None
    groups = by_need(part.unknowns)
    items = []
    for needs, entries in groups[:MOST_NEEDS]:
        codes = " ".join(sorted({entry.code for entry in entries}))
        limit = " This format cannot record it." if beyond(needs, part.recordable) else None
        items.append(
            el(
                "li",
                None,
                f"{checks_need(len(entries))} ",
                el("bdi", None, what(needs)),
                ": ",
                el("code", None, where(needs)),
                f".{limit or ''} ",
                el("span", {"class": "codes"}, codes),
            )
        )
    rest = {id(entry) for _, entries in groups[MOST_NEEDS:] for entry in entries}
    if rest:
        more = len(groups) - MOST_NEEDS
        things = "thing" if more == 1 else "things"
        items.append(el("li", None, f"{checks_need(len(rest))} {more} more {things}."))
    title = f"Not decided: {part.unknown} checks" if part.unknown != 1 else "Not decided: 1 check"
    return el(
        "section",
        {"class": "undecided", "id": anchor},
        el(f"h{level}", None, title),
        el("p", {"class": "hint"}, "What is not known is not taken for safe. This would decide:"),
        el("ul", None, *items),
    )


def repaired(part: FileReport, level: int) -> Element | None:
    """Returns the repairs that were made before the document was judged, those alike once."""
    if not part.applied:
        return None
    made = Counter((it.code, it.name, it.summary, it.safe) for it in part.applied)
    items = [
        el(
            "li",
            None,
            el("span", {"class": "code", "title": name}, code),
            " ",
            el("bdi", None, summary),
            "" if safe else " This changes what the plan asks for.",
            el("span", {"class": "codes"}, f" {count} times") if count > 1 else None,
        )
        for (code, name, summary, safe), count in made.items()
    ]
    count = len(part.applied)
    title = f"Repaired before this check: {count} finding{'' if count == 1 else 's'}"
    return el(
        "section", {"class": "repaired"}, el(f"h{level}", None, title), el("ul", None, *items)
    )


def suppressed(part: FileReport, level: int) -> Element | None:
    """Returns the findings that are set aside, folded."""
    if not part.suppressed:
        return None
    entries = part.suppressions
    items = [set_aside(entry) for entry in entries[:_MOST_SUPPRESSED]]
    left_out = part.suppressed - len(items)
    if left_out > 0:
        items.append(el("li", {"class": "left-out"}, f"{left_out} more are left out here."))
    noun = "finding" if part.suppressed == 1 else "findings"
    return _folded(f"Set aside: {part.suppressed} {noun}", level, items, "set-aside printed")


def passed(part: FileReport, level: int) -> Element | None:
    """Returns what holds, folded; nothing where that stayed in the process that judged."""
    if not part.passed or not part.outline:
        return None
    try:
        found = part.passes
    except UsageError:
        return None
    times = Counter((entry.code, entry.name, entry.title) for entry in found)
    items = [
        el(
            "li",
            None,
            el("span", {"class": "code", "title": name}, code),
            f" {title}",
            el("span", {"class": "codes"}, f" {count} times") if count > 1 else None,
        )
        for (code, name, title), count in sorted(times.items())
    ]
    noun = "check" if part.passed == 1 else "checks"
    return _folded(f"Passed: {part.passed} {noun}", level, items, "passed")


def notices(found: Sequence[Notice], level: int) -> Element | None:
    """Returns what is worth telling beside."""
    if not found:
        return None
    items = []
    for notice in found[:_MOST_NOTICES]:
        line = None if notice.kind == "account" else notice.location.line
        where_ = el("span", {"class": "place"}, f" line {line}") if line is not None else None
        items.append(el("li", {"data-kind": notice.kind}, el("bdi", None, notice.message), where_))
    if len(found) > _MOST_NOTICES:
        items.append(el("li", {"class": "left-out"}, f"{len(found) - _MOST_NOTICES} more."))
    return el(
        "section", {"class": "notices"}, el(f"h{level}", None, "Notices"), el("ul", None, *items)
    )


def _folded(title: str, level: int, items: Sequence[Element], kind: str) -> Element:
    return el(
        "details",
        {"class": kind},
        el("summary", None, el(f"h{level}", None, title)),
        el("ul", None, *items),
    )
