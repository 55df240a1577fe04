"""The summary of a log: its sessions, rules over the months, and the worst sessions."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from backsafe.outputs.wording import clean, violated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from backsafe.report.log import LogSummary, RuleCount, SessionCount

__all__ = ["summary_lines"]

_MOST_MONTHS = 6
_NAME_WIDTH = 43
_COUNT_WIDTH = 6
_MONTH_WIDTH = 8
_INDENT = 2
# What stands beside the title of a session: its day, and most of what it breaks.
_BESIDE_TITLE = 45


def summary_lines(
    log: LogSummary, paint: Callable[[str, str], str], width: int = 100
) -> Iterator[str]:
    """Yields the lines of a summary.

    Args:
        log: The summary.
        paint: Colors a text in a style.
        width: How many columns there are, at least 40: of narrow ones the earlier months go first.
    """
    known = [month for month in log.months if month]
    span = f", {known[0]}" if known else ""
    if len(known) > 1:
        span += f" to {known[-1]}"
    told = f"{log.sessions} sessions{span}, {log.without_violation} of them without a violation"
    yield from textwrap.wrap(told, width)
    if not log.rules:
        return
    name = min(_NAME_WIDTH, width - _INDENT - _COUNT_WIDTH)
    room = (width - _INDENT - name - _COUNT_WIDTH) // _MONTH_WIDTH
    months = known[-min(_MOST_MONTHS, room) :] if room else []
    yield paint(_row(name, "violations by rule", "in all", months), "dim")
    counts = [str(log.months[month]) for month in months]
    yield paint(_row(name, "  sessions", str(log.sessions), counts), "dim")
    for rule in log.rules:
        yield from _rule(rule, name, months, paint)
    yield paint("sessions with the worst findings", "dim")
    for session in log.worst:
        yield from _session(session, width)


def _row(name: int, label: str, total: str, cells: list[str]) -> str:
    months = "".join(f"{cell:>{_MONTH_WIDTH}}" for cell in cells)
    return f"{'':<{_INDENT}}{label:<{name}}{total:>{_COUNT_WIDTH}}{months}"


def _rule(
    rule: RuleCount, name: int, months: list[str], paint: Callable[[str, str], str]
) -> Iterator[str]:
    cells = [str(rule.by_month.get(month) or "\u00b7") for month in months]
    label = f"{rule.severity:<8}{rule.code} {rule.name}"
    shown = label if len(label) < name else f"{label[: name - 2]}\u2026"
    line = _row(name, shown, str(rule.count), cells)
    yield line.replace(rule.severity, paint(rule.severity, rule.severity), 1)


def _session(session: SessionCount, width: int) -> Iterator[str]:
    most = 30
    title, found = clean(session.title)[:most], violated(session.violated)
    head, indent = f"  {session.date or 'no date':<11}", " " * 13
    if width - most < _BESIDE_TITLE:
        yield f"{head}{title[: width - len(head)]}".rstrip()
        yield from textwrap.wrap(found, width, initial_indent=indent, subsequent_indent=indent)
    else:
        yield f"{head}{title:<{most + 2}}{found}"
    codes = f"{' '.join(session.codes)}  {clean(str(session.location))}"
    if len(indent) + len(codes) <= width:
        yield indent + codes
    else:
        yield from textwrap.wrap(
            codes,
            width,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
