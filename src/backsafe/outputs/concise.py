"""A report in one line a finding, for editors, ``grep`` and quiet runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.outputs.wording import clean, counted, not_judged
from backsafe.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backsafe.errors import Problem
    from backsafe.report import FileReport, Report

__all__ = ["render"]

# So many times more is open than decided in a plan that says next to nothing.
_SCARCE = 3


def render(report: Report, *, problems: Sequence[Problem] = ()) -> str:
    """Returns a line ``path:line:column: severity CODE name message`` per violation.

    Where nothing is wrong there is nothing to say, but a file in which something could not be
    decided has a line too: silence must not pass for a good plan.

    Args:
        report: What was found.
        problems: Why files could not be read, a line each.
    """
    lines = [clean(str(it)) for it in problems]
    lines += [line for part in report.files for line in _lines(part)]
    return "\n".join(lines)


def _lines(part: FileReport) -> Iterator[str]:
    for it in part.violations:
        session = f"{clean(it.session)}: " if part.workouts > 1 and it.session else ""
        place = clean(str(it.location))
        yield f"{place}: {it.severity} {it.code} {it.name} {session}{clean(it.message)}"
    note = "; ".join(filter(None, (_undecided(part), _unknown_exercises(part))))
    if note:
        yield f"{visible(part.path)}: {'note: ' if part.judged else ''}{note}"


def _undecided(part: FileReport) -> str:
    if not part.judged:
        return not_judged(part)
    # Whoever reads of a violation does not take the file for good.
    if part.violations or not part.unknown:
        return ""
    # Of a plan that is well described some things are always left open.
    scarce = part.unknown > _SCARCE * part.passed
    hint = " (backsafe check shows what is missing)" if scarce else ""
    return f"{counted(part.unknown, 'check')} undecided{hint}"


def _unknown_exercises(part: FileReport) -> str:
    """Returns the first exercise that is not known, and how many more there are."""
    found = [clean(it.message) for it in part.notices if it.kind == "unknown-exercise"]
    if not found:
        return ""
    return found[0] + (f"; {len(found) - 1} more unknown" if len(found) > 1 else "")
