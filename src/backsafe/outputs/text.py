"""A report as a lifter reads it: worst first, what, where, why, what to do, and what is unknown."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Literal

from backsafe.outputs.log import summary_lines
from backsafe.outputs.needs import MOST_NEEDS, beyond, by_need, checks_need, what, where
from backsafe.outputs.wording import (
    DISCLAIMER,
    ENGINES,
    NOT_JUDGED,
    by_rule,
    cited,
    clean,
    columns,
    counted,
    do,
    long_log,
    none_found,
    repaired_by,
    screens,
    summary,
    suppressed,
    thresholds,
)
from backsafe.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backsafe.errors import Problem
    from backsafe.report import (
        Applied,
        FileReport,
        Location,
        Pass,
        Report,
        Unknown,
        Violation,
    )
    from backsafe.report.log import LogSummary

__all__ = ["DISCLAIMER", "ENGINES", "counted", "render", "thresholds"]

_LABEL = 8
_MARGIN = 15
_INDENT = 2
_NARROW = 60
_COLORS = {"error": "31;1", "warning": "33;1", "advice": "36", "dim": "2", "ok": "32"}
_MOST_NOTICES = 12
# Notices of these kinds speak of a file, and of no place in it.
_OF_THE_WHOLE = ("account", "baseline")
_MOST_OF_A_RULE = 5
_MOST_PLACES = 4


def render(
    report: Report,
    *,
    color: bool = False,
    findings: Literal["all", "few", "none"] = "few",
    show_passed: bool = False,
    problems: Sequence[Problem] = (),
) -> str:
    """Returns a report as text, as wide as the terminal where words allow: 40 to 100 columns.

    Args:
        report: What was found.
        color: Whether to use terminal colors.
        findings: Which logs show their findings one by one and not as a summary only: ``all``,
            those that are ``few`` enough sessions to be read, or ``none``.
        show_passed: Whether to tell what holds, too, where findings are shown one by one.
        problems: Why files could not be read, where nothing else tells it.
    """
    writer = _Writer(
        report, color=color, findings=findings, show_passed=show_passed, problems=problems
    )
    return "\n".join(writer.lines()).rstrip("\n")


class _Writer:
    def __init__(
        self,
        report: Report,
        *,
        color: bool,
        findings: Literal["all", "few", "none"],
        show_passed: bool,
        problems: Sequence[Problem],
    ) -> None:
        self.report = report
        self.problems = problems
        self.findings = findings
        self.color = color
        self.show_passed = show_passed
        self.width = columns()

    def lines(self) -> Iterator[str]:
        for part in self.report.files:
            yield from self._file(part)
        yield from (clean(str(it)) for it in self.problems)
        yield from self._wrapped(summary(self.report))
        yield from self._repairs()
        if any(screens(part, self._summed_up(part)) for part in self.report.files):
            yield from self._wrapped(DISCLAIMER)

    def _repairs(self) -> Iterator[str]:
        """Yields which options would repair how many of the findings."""
        told = [
            it for part in self.report.files if not self._summed_up(part) for it in part.violations
        ]
        options = Counter(option for option in map(repaired_by, told) if option)
        parts = [f"{option} repairs {options[option]}" for option in sorted(options)]
        if parts:
            yield from self._wrapped(", ".join(parts), "dim")

    def _summed_up(self, part: FileReport) -> LogSummary | None:
        """Returns the summary of a log whose findings are not shown one by one."""
        if self.findings == "few":
            return long_log(part)
        return long_log(part, 1 if self.findings == "none" else None)

    def paint(self, text: str, style: str) -> str:
        return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if self.color else text

    def _wrapped(self, text: str, style: str = "") -> Iterator[str]:
        lines = textwrap.wrap(text, self.width, break_long_words=False, break_on_hyphens=False)
        yield from (self.paint(line, style) if style else line for line in lines)

    def _file(self, part: FileReport) -> Iterator[str]:
        count = f"{part.workouts} sessions" if part.workouts != 1 else ""
        words = (visible(part.path), clean(part.title), part.kind, count)
        yield from self._wrapped(" · ".join(word for word in words if word))
        yield from self._applied(part.applied)
        if part.log is not None and part.workouts > 1:
            yield from summary_lines(part.log, self.paint, self.width)
        if self._summed_up(part) is not None:
            message = "findings one by one: --full, --last N, --since DATE or --format json"
            yield from self._field("more", message)
            # Which findings a long log has set aside is told where they are told one by one.
            yield from self._field("suppressed", str(part.suppressed or ""))
            yield from self._notices(part)
            yield ""
            return
        for group in by_rule(part.violations):
            yield from self._violations(group, several=part.workouts > 1)
        if not part.judged:
            yield from self._wrapped(NOT_JUDGED, "warning")
        elif not part.violations:
            yield from self._wrapped(none_found(part.unknown, part.suppressed), "ok")
        if self.show_passed:
            yield from self._passed(part.passes)
        yield from self._field("suppressed", suppressed(part))
        yield from self._unknown(part.unknowns, part.recordable)
        yield from self._notices(part)
        yield ""

    def _applied(self, applied: Sequence[Applied]) -> Iterator[str]:
        """Yields the repairs that were made before, one line for those alike."""
        for (code, name, done), times in Counter(
            (it.code, it.name, clean(it.summary)) for it in applied
        ).items():
            more = f" ({times} times)" if times > 1 else ""
            yield from self._named("fixed", "ok", f"{code} {name}{more}")
            yield from self._field("done", done)

    def _named(self, label: str, style: str, words: str) -> Iterator[str]:
        """Yields what a paragraph is on, in more lines where the terminal is narrow."""
        first, *rest = textwrap.wrap(
            words, self.width - _LABEL, break_long_words=False, break_on_hyphens=False
        )
        yield f"{self.paint(f'{label:<{_LABEL}}', style)}{first}"
        yield from (" " * _LABEL + line for line in rest)

    def _violations(self, group: Sequence[Violation], *, several: bool) -> Iterator[str]:
        """Yields one rule's findings of one severity: each with its place, the reasons once."""
        first = group[0]
        yield from self._named(first.severity, first.severity, f"{first.code} {first.name}")
        told: dict[str, list[Violation]] = {}
        for violation in group:
            session = f"{clean(violation.session)}: " if several and violation.session else ""
            told.setdefault(session + clean(violation.message), []).append(violation)
        for text, same in list(told.items())[:_MOST_OF_A_RULE]:
            yield from self._placed(text, same)
        if len(told) > _MOST_OF_A_RULE:
            rest = len(told) - _MOST_OF_A_RULE
            yield from self._field("", f"and {rest} more like this; --format json lists them")
        yield from self._field("why", first.why)
        yield from self._field("limit", "; ".join(thresholds(first)))
        yield from self._field("do", do(group))
        yield from self._field("from", cited(first))

    def _placed(self, text: str, same: Sequence[Violation]) -> Iterator[str]:
        """Yields a message with the places it holds of, the first one in full."""
        lines = textwrap.wrap(text, self.width - _INDENT, break_long_words=False) or [""]
        places = [str(same[0].location)]
        places += [_place(it.location) for it in same[1:_MOST_PLACES]]
        place = clean(", ".join(places)) + (", …" if len(same) > _MOST_PLACES else "")
        if lines[-1] and _INDENT + len(lines[-1]) + len(place) + 2 > self.width:
            lines.append("")
        gap = " " * max(2, self.width - _INDENT - len(lines[-1]) - len(place))
        lines[-1] += gap + self.paint(place, "dim")
        yield from (" " * _INDENT + line for line in lines)

    def _field(self, label: str, text: str) -> Iterator[str]:
        if not text:
            return
        margin = _MARGIN
        if self.width < _NARROW:
            # There a label stands on a line of its own.
            if label:
                yield f"  {self.paint(label, 'dim')}"
            label, margin = "", 2 * _INDENT
        body = textwrap.wrap(
            clean(text), self.width - margin, break_long_words=False, break_on_hyphens=False
        )
        for number, line in enumerate(body):
            shown = label if number == 0 else ""
            yield f"  {self.paint(f'{shown:<{margin - 2}}', 'dim')}{line}"

    def _passed(self, passes: Sequence[Pass]) -> Iterator[str]:
        """Yields what holds: each rule once, of how many facts, and where the first ones stand."""
        groups: dict[str, list[Pass]] = {}
        for entry in passes:
            groups.setdefault(entry.code, []).append(entry)
        label = "passed"
        for code, same in sorted(groups.items()):
            places = dict.fromkeys(_place(it.location) for it in same)
            shown = ", ".join(list(places)[:_MOST_PLACES])
            more = ", …" if len(places) > _MOST_PLACES else ""
            facts = counted(len(same), "time")
            yield from self._field(label, f"{code} {same[0].title}  [{facts}: {shown}{more}]")
            label = ""

    def _unknown(
        self, unknown: Iterable[Unknown], recordable: frozenset[str] | None
    ) -> Iterator[str]:
        groups = by_need(unknown)
        label = "not checked"
        for needs, entries in groups[:MOST_NEEDS]:
            codes = " ".join(sorted({entry.code for entry in entries}))
            wanted = f"{what(needs)}: {where(needs)}"
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

    def _notices(self, part: FileReport) -> Iterator[str]:
        notices = part.notices
        for notice in notices[:_MOST_NOTICES]:
            place = None if notice.kind in _OF_THE_WHOLE else notice.location.line
            where = f"line {place}: " if place is not None else ""
            if notice.location.path != part.path:
                where = f"{notice.location}: "
            yield from self._field("notice", where + notice.message)
        if len(notices) > _MOST_NOTICES:
            yield from self._field(
                "notice", f"{len(notices) - _MOST_NOTICES} more; --format json lists them"
            )


def _place(location: Location) -> str:
    """Returns a place in a file that was named before."""
    if location.line is None:
        return location.pointer or "the document"
    return f"{location.line}:{location.column}"
