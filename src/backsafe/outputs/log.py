"""The summary of a log: its sessions, rules over the months, and the worst sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.outputs.wording import clean, violated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from backsafe.report.log import LogSummary, RuleCount, SessionCount

__all__ = ["summary_lines"]

_MOST_MONTHS = 6
_NAME_WIDTH = 43


def summary_lines(log: LogSummary, paint: Callable[[str, str], str]) -> Iterator[str]:
    """Yields the lines of a summary.

    Args:
        log: The summary.
        paint: Colors a text in a style.
    """
    known = [month for month in log.months if month]
    span = f", {known[0]}" if known else ""
    if len(known) > 1:
        span += f" to {known[-1]}"
    yield f"{log.sessions} sessions{span}, {log.without_violation} of them without a violation"
    if not log.rules:
        return
    months = known[-_MOST_MONTHS:]
    yield paint(_row("violations by rule", "in all", months), "dim")
    counts = [str(log.months[month]) for month in months]
    yield paint(_row("  sessions", str(log.sessions), counts), "dim")
    for rule in log.rules:
        yield from _rule(rule, months, paint)
    yield paint("sessions with the worst findings", "dim")
    for session in log.worst:
        yield from _session(session)


def _row(label: str, total: str, cells: list[str]) -> str:
    return f"  {label:<{_NAME_WIDTH}}{total:>6}" + "".join(f"{cell:>8}" for cell in cells)


def _rule(rule: RuleCount, months: list[str], paint: Callable[[str, str], str]) -> Iterator[str]:
    cells = [str(rule.by_month.get(month) or "\u00b7") for month in months]
    label = f"{rule.severity:<8}{rule.code} {rule.name}"
    shown = label if len(label) < _NAME_WIDTH else f"{label[: _NAME_WIDTH - 2]}\u2026"
    line = _row(shown, str(rule.count), cells)
    yield line.replace(rule.severity, paint(rule.severity, rule.severity), 1)


def _session(session: SessionCount) -> Iterator[str]:
    title = clean(session.title)[:30]
    yield f"  {session.date or 'no date':<11}{title:<32}{violated(session.violated)}"
    yield f"  {'':<11}{' '.join(session.codes)}  {clean(str(session.location))}"
