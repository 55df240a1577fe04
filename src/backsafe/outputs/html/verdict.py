"""The verdict on a document in a headline, and its counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.outputs.html.elements import el, icon
from backsafe.rules.expression import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backsafe.outputs.html.elements import Element
    from backsafe.report import FileReport
    from backsafe.rules.expression import Severity

__all__ = ["counted", "headline", "remark", "standing", "unread_verdict", "verdict", "withheld"]

_SCREEN_FIRST = "Everything else is withheld until this is cleared."
_NOT_SAFE = "Nothing about the training itself could be decided. That does not make it safe."


def standing(part: FileReport, *, partial: bool = False) -> str:
    """Returns the worst severity of a document, or what its silence means.

    That is ``unknown`` if nothing is judged, ``open`` if some checks could not be decided, and
    ``sound`` only if all could.

    Args:
        part: The document.
        partial: Whether others could not be read; beside them none looks sound.
    """
    worst = next((it for it in SEVERITIES if part.violated[it]), None)
    if worst is not None:
        return worst
    if not part.judged:
        return "unknown"
    return "open" if part.unknown or partial else "sound"


def counted(violated: Mapping[Severity, int]) -> str:
    """Returns counts of findings by severity in words, such as ``2 errors and 1 warning``."""
    found = [
        f"{violated[it]} {it}{'s' if violated[it] > 1 and it != 'advice' else ''}"
        for it in SEVERITIES
        if violated[it]
    ]
    return " and ".join(part for part in (", ".join(found[:-1]), *found[-1:]) if part)


def headline(part: FileReport, *, partial: bool = False) -> str:
    """Returns the verdict in a few words; ``partial`` as for :func:`standing`."""
    if withheld(part):
        return next((it.title for it in part.violations), _SCREEN_FIRST)
    found = sum(part.violated.values())
    if found:
        return f"{found} findings" if found > 1 else "1 finding"
    if not part.judged:
        return "Could not be judged"
    if part.unknown:
        return "No finding in what could be decided"
    return "No finding in this file" if partial else "No finding"


def withheld(part: FileReport) -> bool:
    """Returns whether a screening keeps everything else from being told."""
    return bool(part.violated["error"]) and not part.passed and not part.unknown


def remark(part: FileReport) -> str:
    """Returns the sentence below the verdict, which keeps what is unknown from looking sound."""
    if withheld(part):
        return _SCREEN_FIRST
    if not part.judged:
        return _NOT_SAFE
    if not part.unknown:
        return "Every check could be decided."
    noun = "check" if part.unknown == 1 else "checks"
    return f"{part.unknown} {noun} could not be decided."


def unread_verdict(count: int) -> Element:
    """Returns what a page says first where files could not be read.

    Args:
        count: How many.
    """
    files = "1 file" if count == 1 else f"{count} files"
    return el(
        "div",
        {"class": "verdict is-unknown"},
        icon("unknown", "stamp"),
        el("p", {"class": "headline"}, f"{files} could not be read"),
        el("p", {"class": "remark"}, "Nobody knows what is in there. That does not make it safe."),
    )


def verdict(part: FileReport, missing: str, *, partial: bool = False) -> Element:
    """Returns the verdict with its counts.

    Args:
        part: The document.
        missing: Address of what is missing to decide more.
        partial: Whether others could not be read.
    """
    state = standing(part, partial=partial)
    more = el("a", {"href": missing}, "What is missing") if part.unknown else None
    return el(
        "div",
        {"class": f"verdict is-{state}"},
        icon(state, "stamp"),
        el("p", {"class": "headline"}, headline(part, partial=partial)),
        el("p", {"class": "remark"}, f"{remark(part)} ", more),
        None if withheld(part) else el("dl", {"class": "counts"}, *_counts(part)),
    )


def _counts(part: FileReport) -> Iterator[Element]:
    for name in SEVERITIES:
        count = part.violated[name]
        if count:
            words = counted({**dict.fromkeys(SEVERITIES, 0), name: count}).partition(" ")[2]
            yield _count(words, count, f"is-{name}")
    yield _count("passed", part.passed)
    yield _count("not decided", part.unknown)
    if part.suppressed:
        yield _count("set aside", part.suppressed)


def _count(name: str, count: int, kind: str | None = None) -> Element:
    return el("div", {"class": kind}, el("dt", None, name), el("dd", None, str(count)))
