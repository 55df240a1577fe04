"""Which clearances are in force: none speaks of sessions before it was given."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from backsafe.facts.names import Remark
from backsafe.facts.timeline import document_sessions
from backsafe.model import Log, Program, Workout

if TYPE_CHECKING:
    from backsafe.facts.fact import Pointer
    from backsafe.facts.timeline import Content
    from backsafe.model import Athlete

__all__ = ["with_clearances_in_force"]


def with_clearances_in_force(
    athlete: Athlete,
    content: Content,
    today: date | None,
    pointer: Pointer,
    notices: list[Remark],
) -> Athlete:
    """Returns an athlete without the clearances that are given later than they would be needed.

    They have to be there by the first session of a plan that has a date, and by the last one of a
    log, whose athlete is the one of now. Where no session has a date, they have to be there today.

    Args:
        athlete: As documents and call say together.
        content: The document.
        today: The day to take where no session has a date; ``None`` for that of the clock, which is
            looked at only then.
        pointer: Where the document speaks of the athlete.
        notices: Takes a notice for each that is left out.
    """
    if not athlete.clearance:
        return athlete
    day, what = _needed(content, today)
    late = [it for it in athlete.clearance if it.date > day]
    if not late:
        return athlete
    for it in late:
        message = f"the clearance of {it.rule} by {it.by} is of {it.date}, after {what}: not used"
        notices.append(Remark("clearance", message, pointer))
    kept = tuple(it for it in athlete.clearance if it.date <= day)
    return athlete.model_copy(update={"clearance": kept})


def _needed(content: Content, today: date | None) -> tuple[date, str]:
    """Returns the day by which a clearance must be there, and what that is."""
    if isinstance(content, Workout | Program | Log):
        days = [it.date for _, it in document_sessions(content) if it.date is not None]
    else:
        days = [] if content.last_day is None else [content.last_day]
    if not days:
        day = today or date.today()  # sessions are done by the clock on the wall
        return day, f"today ({day}), and no session has a date"
    if isinstance(content, Workout):
        return days[0], f"the session of {days[0]}"
    if content.kind == "log":
        return max(days), f"the last session, of {max(days)}"
    return min(days), f"the first session, of {min(days)}"
