"""A report in one line a finding, for editors, ``grep`` and quiet runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.outputs.wording import clean, not_judged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backsafe.report import FileReport, Report

__all__ = ["render"]


def render(report: Report) -> str:
    """Returns a line ``path:line:column: severity CODE name message`` per violation.

    Where nothing is wrong there is nothing to say, but a file in which nothing could be judged has
    a line too: silence must not pass for a good plan.
    """
    return "\n".join(line for part in report.files for line in _lines(part))


def _lines(part: FileReport) -> Iterator[str]:
    for it in part.violations:
        session = f"{clean(it.session)}: " if part.workouts > 1 and it.session else ""
        place = clean(str(it.location))
        yield f"{place}: {it.severity} {it.code} {it.name} {session}{clean(it.message)}"
    if not part.judged:
        yield f"{clean(part.path)}: {not_judged(part)}"
