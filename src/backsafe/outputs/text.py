"""A report as a lifter reads it: worst first, what, where, why, what to do, and what is unknown."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING, Literal

from backsafe.outputs.log import summary_lines
from backsafe.outputs.needs import MOST_NEEDS, beyond, by_need, checks_need, what, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backsafe.report import FileReport, LogSummary, Notice, Report, Unknown, Violation

__all__ = ["DISCLAIMER", "ENGINES", "counted", "render", "thresholds"]

DISCLAIMER = "BackSafe checks plans against published guidance; it is not medical advice."

_WIDTH = 100
_MARGIN = 15
_INDENT = 2
_COLORS = {"error": "31;1", "warning": "33;1", "advice": "36", "dim": "2", "ok": "32"}
ENGINES = {"durable": "durable-rules", "compiled": "compiled engine"}
_MOST_NOTICES = 12
_MOST_OF_A_RULE = 5
_MOST_PLACES = 4
_MOST_SOURCES = 2
# Of more sessions nobody reads the findings one by one.
_FEW_SESSIONS = 100


def render(
    report: Report, *, color: bool = False, findings: Literal["all", "few", "none"] = "few"
) -> str:
    """Returns a report as text, at most 100 columns wide where words allow.

    Args:
        report: What was found.
        color: Whether to use terminal colors.
        findings: Which logs show their findings one by one and not as a summary only: ``all``,
            those that are ``few`` enough sessions to be read, or ``none``.
    """
    writer = _Writer(report, color=color, findings=findings)
    return "\n".join(writer.lines()).rstrip("\n")


class _Writer:
    def __init__(
        self, report: Report, *, color: bool, findings: Literal["all", "few", "none"] = "few"
    ) -> None:
        self.report = report
        self.most_sessions = {"all": None, "few": _FEW_SESSIONS, "none": 1}[findings]
        self.color = color
        self.width = min(_WIDTH, max(60, shutil.get_terminal_size((_WIDTH, 40)).columns))

    def lines(self) -> Iterator[str]:
        for part in self.report.files:
            yield from self._file(part)
        yield self._summary()
        if any(map(self._screens, self.report.files)):
            yield DISCLAIMER

    def _summed_up(self, part: FileReport) -> LogSummary | None:
        """Returns the summary of a log whose findings are not shown one by one."""
        most = self.most_sessions
        return part.log if most is not None and part.workouts > most else None

    def _screens(self, part: FileReport) -> bool:
        log = self._summed_up(part)
        return any(it.code.startswith("AT") for it in (log.rules if log else part.violations))

    def paint(self, text: str, style: str) -> str:
        return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if self.color else text

    def _file(self, part: FileReport) -> Iterator[str]:
        count = f"{part.workouts} sessions" if part.workouts != 1 else ""
        yield " · ".join(word for word in (part.path, _clean(part.title), part.kind, count) if word)
        if part.log is not None and part.workouts > 1:
            yield from summary_lines(part.log, self.paint)
        if self._summed_up(part) is not None:
            message = "findings one by one: --full, --last N, --since DATE or --format json"
            yield from self._field("more", message)
            yield from self._notices(part.notices)
            yield ""
            return
        for group in _by_rule(part.violations):
            yield from self._violations(group, several=part.workouts > 1)
        if not part.violations:
            yield self.paint(
                "no violation found" if part.judged else "nothing could be judged",
                "ok" if part.judged else "warning",
            )
        yield from self._unknown(part.unknowns, part.recordable)
        yield from self._notices(part.notices)
        yield ""

    def _violations(self, group: Sequence[Violation], *, several: bool) -> Iterator[str]:
        """Yields one rule's findings of one severity: each with its place, the reasons once."""
        first = group[0]
        label = self.paint(f"{first.severity:<8}", first.severity)
        yield f"{label}{first.code} {first.name}"
        told: dict[str, list[Violation]] = {}
        for violation in group:
            session = f"{_clean(violation.session)}: " if several and violation.session else ""
            told.setdefault(session + _clean(violation.message), []).append(violation)
        for text, same in list(told.items())[:_MOST_OF_A_RULE]:
            yield from self._placed(text, same)
        if len(told) > _MOST_OF_A_RULE:
            rest = len(told) - _MOST_OF_A_RULE
            yield from self._field("", f"and {rest} more like this; --format json lists them")
        yield from self._field("why", first.why)
        yield from self._field("limit", "; ".join(thresholds(first)))
        fixes = dict.fromkeys(_clean(it.fix.summary) for it in group if it.fix is not None)
        yield from self._field("do", " ".join(list(fixes)[:_MOST_OF_A_RULE]))
        yield from self._field("from", _cited(first))

    def _placed(self, text: str, same: Sequence[Violation]) -> Iterator[str]:
        """Yields a message with the places it holds of, the first one in full."""
        lines = textwrap.wrap(text, self.width - _INDENT, break_long_words=False)
        places = [str(same[0].location)]
        places += [f"{it.location.line}:{it.location.column}" for it in same[1:_MOST_PLACES]]
        place = ", ".join(places) + (", …" if len(same) > _MOST_PLACES else "")
        if lines and _INDENT + len(lines[-1]) + len(place) + 2 > self.width:
            lines.append("")
        gap = " " * max(2, self.width - _INDENT - len(lines[-1]) - len(place))
        lines[-1] += gap + self.paint(place, "dim")
        yield from (" " * _INDENT + line for line in lines)

    def _field(self, label: str, text: str) -> Iterator[str]:
        if not text:
            return
        body = textwrap.wrap(
            text, self.width - _MARGIN, break_long_words=False, break_on_hyphens=False
        )
        for number, line in enumerate(body):
            shown = label if number == 0 else ""
            yield f"  {self.paint(f'{shown:<{_MARGIN - 2}}', 'dim')}{line}"

    def _unknown(
        self, unknown: Iterable[Unknown], recordable: frozenset[str] | None
    ) -> Iterator[str]:
        groups = by_need(unknown)
        label = "not checked"
        for needs, entries in groups[:MOST_NEEDS]:
            codes = " ".join(sorted({entry.code for entry in entries}))
            wanted = _clean(f"{what(needs)}: {where(needs)}")
            if beyond(needs, recordable):
                wanted += " (this format cannot record it)"
            yield from self._field(label, f"{checks_need(len(entries))} {wanted}  [{codes}]")
            label = ""
        rest = {id(entry) for _, entries in groups[MOST_NEEDS:] for entry in entries}
        if rest:
            more = len(groups) - MOST_NEEDS
            things = "thing" if more == 1 else "things"
            yield from self._field(
                "", f"{checks_need(len(rest))} {more} more {things}; --format json lists them"
            )

    def _notices(self, notices: tuple[Notice, ...]) -> Iterator[str]:
        for notice in notices[:_MOST_NOTICES]:
            place = None if notice.kind == "account" else notice.location.line
            where = f"line {place}: " if place is not None else ""
            yield from self._field("notice", where + _clean(notice.message))
        if len(notices) > _MOST_NOTICES:
            yield from self._field(
                "notice", f"{len(notices) - _MOST_NOTICES} more; --format json lists them"
            )

    def _summary(self) -> str:
        counts = self.report.summary
        parts = [
            counted(counts.errors, "error"),
            counted(counts.warnings, "warning"),
            f"{counts.advice} advice" if counts.advice else "",
            f"{counts.passed} passed",
            f"{counts.unknown} unknown" if counts.unknown else "",
            f"{counts.suppressed} suppressed" if counts.suppressed else "",
            f"{counts.files} files" if counts.files != 1 else "",
            f"{self.report.profile} profile",
            ENGINES.get(self.report.engine, self.report.engine),
        ]
        return " · ".join(part for part in parts if part)


def _by_rule(violations: Iterable[Violation]) -> list[list[Violation]]:
    groups: dict[tuple[str, str], list[Violation]] = {}
    for violation in violations:
        groups.setdefault((violation.severity, violation.code), []).append(violation)
    return list(groups.values())


def _cited(violation: Violation) -> str:
    """Returns the first sources of a rule; the rest is a page of its own."""
    cited = [
        f"{source.title}, {source.section}" if source.section else source.title
        for source in violation.sources
    ]
    shown = "; ".join(cited[:_MOST_SOURCES])
    more = len(cited) - _MOST_SOURCES
    return f"{shown}; {more} more: backsafe explain {violation.code}" if more > 0 else shown


def counted(number: int, word: str) -> str:
    """Returns a number of things, or an empty text for none."""
    if not number:
        return ""
    return f"{number} {word}" + ("" if number == 1 else "s")


def _clean(text: str) -> str:
    """Takes out what would steer a terminal; documents may come from strangers."""
    return "".join(character if character.isprintable() else " " for character in text)


def thresholds(violation: Violation) -> Iterator[str]:
    """Yields the thresholds that no source gives: ours, the profile's, the caller's."""
    for name, values in violation.parameters.items():
        if values["origin"] in ("project", "profile"):
            owner = "our own figure" if values["origin"] == "project" else "set by profile or call"
            unit = f" {values['unit']}" if values["unit"] else ""
            yield f"{name.replace('_', ' ')} {values['value']:g}{unit} ({owner})"
