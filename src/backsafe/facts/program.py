"""What is judged once for a whole document: weeks, days, progressions, pairs of sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.facts.fact import Absent, Fact, Need, Session
from backsafe.facts.pairs import pair_facts
from backsafe.facts.progressions import progression_facts
from backsafe.facts.weeks import day_facts, week_facts
from backsafe.model import Program

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backsafe.facts.timeline import Moment
    from backsafe.model import Log, Workout

__all__ = ["document_parts"]

_NO_DATES = Absent(Need("workouts.date", "the date of each session"))


def document_parts(
    content: Workout | Program | Log, moments: Sequence[Moment], athlete: Fact, program: Fact
) -> tuple[Session, ...]:
    """Returns what is judged once for the document: each week, then what compares sessions.

    Args:
        content: The document.
        moments: All sessions in the order of time, those of the history too.
        athlete: Who trains.
        program: The fact of the document itself.
    """

    def part(**collections: tuple[Fact, ...] | Absent) -> Session:
        return Session("", "", (), program, athlete, program, collections)

    listed = [moment for moment in moments if moment.slot.place is not None]
    parts: list[Session] = []
    # A single workout is no program, and neither is a log of one.
    if len(listed) > 1 or isinstance(content, Program):
        if any(moment.slot.week is None for moment in listed if moment.plan.entries):
            parts.append(part(weeks=_NO_DATES, days=_NO_DATES))
        else:
            weeks = week_facts(moments, partial=content.kind == "log")
            parts += [part(weeks=(fact,), days=day_facts(own)) for fact, own in weeks]
    if len(moments) > 1:
        compared = part(progressions=progression_facts(moments), pairs=pair_facts(listed))
        if any(compared.collections.values()):
            parts.append(compared)
    return tuple(parts)
