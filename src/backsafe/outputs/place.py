"""What is judged at one place of a document, as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backsafe.outputs.values import judgement_as_mapping, shown_values, wrapped
from backsafe.outputs.wording import clean
from backsafe.report.judging import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backsafe.report.judging import JudgedAs, Judgement
    from backsafe.report.place import PlaceReport, Spot

__all__ = ["FORMAT", "as_mapping", "render"]

FORMAT = "backsafe-place/1"

_MARGIN = 12
_COLORS = {"error": "31;1", "warning": "33;1", "advice": "36", "pass": "32", "dim": "2"}
_FACTS = {"workout": "session", "pair": "sessions compared", "progression": "progress"}
# What applies says more than what does not.
_LISTED: tuple[JudgedAs, ...] = ("fail", "unknown", "pass")


def render(report: PlaceReport, *, color: bool = False) -> str:
    """Returns what is judged at a place as text, at most 100 columns wide where words allow.

    Args:
        report: What is judged there.
        color: Whether to use terminal colors.
    """
    return "\n".join(_Writer(color=color).lines(report))


class _Writer:
    def __init__(self, *, color: bool) -> None:
        self._color = color

    def lines(self, report: PlaceReport) -> Iterator[str]:
        for note in report.notes:
            yield from self._field("notice", note)
        if report.notes:
            yield ""
        for spot in report.spots:
            yield from self._spot(spot)
        if report.around:
            yield "also judged around it"
            yield from self._around(report.around)
            yield ""
        yield from wrapped(" · ".join(_summary(report)), "")

    def _spot(self, spot: Spot) -> Iterator[str]:
        head = (str(spot.location), spot.what, spot.session)
        yield from wrapped(" · ".join(part for part in head if part), "")
        if not spot.judgements:
            yield "  no active rule judges it"
        for judgement in spot.judgements:
            yield from self._judgement(judgement)
        yield ""

    def _judgement(self, found: Judgement) -> Iterator[str]:
        label = found.outcome if found.severity is None else f"{found.outcome} {found.severity}"
        style = found.severity or ("pass" if found.outcome == "pass" else "dim")
        check = f" ({found.check})" if found.check else ""
        yield f"{self._paint(f'{label:<15}', style)}{found.code} {found.name}{check}"
        if found.set_aside is not None:
            reason = f": {found.set_aside.reason}" if found.set_aside.reason else ""
            yield from self._field("set aside", f"by {found.set_aside.kind}{reason}")
        if found.outcome == "fail":
            yield from self._field("says", found.text)
        where, must = found.conditions.get("when"), found.conditions.get("require")
        if where is not None:
            aside = " (false here)" if found.outcome == "not applicable" else ""
            yield from self._field("where", f"{where}{aside}")
        if must is not None:
            yield from self._field("must hold", must)
        yield from self._field("values", shown_values(found.values))
        if found.outcome == "unknown":
            yield from self._field("missing", ", ".join(found.missing))
            for need in found.needs:
                yield from self._field("add", f"{need.sentence}: {need.path}")
            if not found.needs:
                yield from self._field("why", found.text)

    def _around(self, judgements: Iterable[Judgement]) -> Iterator[str]:
        """Yields a line per part around the place, with the outcomes of its checks only."""
        parts: dict[tuple[str, str], list[Judgement]] = {}
        for it in judgements:
            parts.setdefault((it.fact, it.location.pointer), []).append(it)
        names = {key: _named(key[0], own[0].location.line) for key, own in parts.items()}
        width = max(map(len, names.values())) + 2
        for key, own in parts.items():
            told = [
                f"{outcome}: {' '.join(dict.fromkeys(codes))}"
                for outcome in _LISTED
                if (codes := [it.code for it in own if it.outcome == outcome])
            ]
            idle = sum(it.outcome == "not applicable" for it in own)
            told += [f"{idle} not applicable"] if idle else []
            yield from wrapped("; ".join(told), f"  {names[key]:<{width}}")

    def _field(self, label: str, text: str) -> Iterator[str]:
        if not text:
            return
        first, *rest = wrapped(text, f"  {label:<{_MARGIN - 2}}")
        yield "  " + self._paint(first[2:_MARGIN], "dim") + first[_MARGIN:]
        yield from rest

    def _paint(self, text: str, style: str) -> str:
        return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if self._color else text


def _named(fact: str, line: int | None) -> str:
    return _FACTS.get(fact, fact) + ("" if line is None else f", line {line}")


def _summary(report: PlaceReport) -> Iterator[str]:
    outcomes = [it.outcome for spot in report.spots for it in spot.judgements]
    for outcome in OUTCOMES:
        if outcome in outcomes:
            yield f"{outcomes.count(outcome)} {outcome}"
    yield f"{report.profile} profile"


def as_mapping(report: PlaceReport) -> dict[str, Any]:
    """Returns what is judged at a place as plain data."""
    return {
        "format": FORMAT,
        "path": report.path,
        "line": report.line,
        "column": report.column,
        "profile": report.profile,
        "engine": report.engine,
        "places": [
            {
                "what": clean(spot.what),
                "location": spot.location.model_dump(mode="json"),
                "session": spot.session or None,
                "judgements": [judgement_as_mapping(it) for it in spot.judgements],
            }
            for spot in report.spots
        ],
        "around": [
            {
                "fact": it.fact,
                "location": it.location.model_dump(mode="json"),
                "code": it.code,
                "check": it.check,
                "outcome": it.outcome.replace(" ", "_"),
                "severity": it.severity,
            }
            for it in report.around
        ],
        "notes": list(report.notes),
    }
