"""What is judged once for a whole document: weeks, days, progressions, pairs of sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.facts.fact import Absent, Fact, Need, Session
from backsafe.facts.pairs import pair_facts
from backsafe.facts.progressions import progression_facts
from backsafe.facts.weeks import day_facts, week_facts
from backsafe.model import Log, Workout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backsafe.facts.timeline import Moment
    from backsafe.model import Program

__all__ = ["whole_facts"]

_NO_DATES = Absent(Need("workouts.date", "the date of each session"))


def whole_facts(
    content: Workout | Program | Log, moments: Sequence[Moment], athlete: Fact, program: Fact
) -> Session | None:
    """Returns what is judged once for the document; ``None`` where there is nothing of it.

    Args:
        content: The document.
        moments: All sessions in the order of time, those of the history too.
        athlete: Who trains.
        program: The fact of the document itself.
    """
    progressions = progression_facts(moments)
    listed = [moment for moment in moments if moment.slot.place is not None]
    if isinstance(content, Workout) or not any(moment.plan.entries for moment in listed):
        if not progressions:
            return None
        return Session("", "", (), program, athlete, program, {"progressions": progressions})
    undated = isinstance(content, Log) and any(moment.slot.week is None for moment in listed)
    # One session of a log is no program.
    alone = isinstance(content, Log) and len(listed) == 1
    known = not undated and not alone
    weeks = week_facts(moments, partial=content.kind == "log") if known else ()
    return Session(
        title="",
        date="",
        pointer=(),
        workout=program,
        athlete=athlete,
        program=program,
        collections={
            "weeks": _NO_DATES if undated and not alone else weeks,
            "days": _NO_DATES if undated and not alone else day_facts(listed) if known else (),
            "progressions": progressions,
            "pairs": pair_facts(listed),
        },
    )
