"""What is judged once for a whole document: weeks, days, progressions, pairs of sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.facts.fact import Absent, Fact, Need, Session
from backsafe.facts.pairs import Pairs
from backsafe.facts.progressions import Progressions
from backsafe.facts.weeks import Week, Weeks, day_facts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backsafe.facts.timeline import Moment

__all__ = ["Course"]

_NO_DATES = Absent(Need("workouts.date", "the date of each session"))


class Course:
    """Takes the sessions of a document in the order of time, and judges them beyond each by itself.

    Args:
        athlete: Who trains.
        weekly: Whether the document has weeks: a single workout is no program.
        partial: Whether the first and the last week may hold more sessions than are known.
        timed: Whether time alone orders the sessions, as in exports, and not their list.
    """

    def __init__(self, athlete: Fact, *, weekly: bool, partial: bool, timed: bool) -> None:
        self._athlete = athlete
        self._timed = timed
        self._weekly = weekly
        self._undated = False
        self._seen = False
        self._weeks = Weeks(partial=partial)
        self._ended: list[Week] = []
        self._progressions = Progressions()
        self._pairs = Pairs()
        self._compared: dict[str, list[Fact]] = {"progressions": [], "pairs": []}

    def add(self, moment: Moment) -> None:
        """Takes the next session."""
        if moment.slot.place is not None and moment.slot.week is None and moment.plan.entries:
            self._undated = True
        if self._timed and moment.slot.day is None:
            return  # nobody knows what was before it
        self._compared["progressions"] += self._progressions.add(moment)
        self._compared["pairs"] += self._pairs.add(moment)

    def add_to_week(self, moment: Moment) -> None:
        """Takes the next session in the order of weeks."""
        self._keep(self._weeks.add(moment))

    def _keep(self, week: Week | None) -> None:
        if week is not None:
            self._ended.append(week)

    def parts(self, program: Fact, *, last: bool) -> tuple[Session, ...]:
        """Returns what is judged of what was taken since the last time: weeks, then comparisons.

        Args:
            program: The fact of the document itself.
            last: Whether no session follows.
        """
        if last:
            self._keep(self._weeks.close())
        found = list(self._weekly_parts(program, last=last)) if self._weekly else []
        compared = {name: tuple(facts) for name, facts in self._compared.items()}
        if any(compared.values()):
            found.append(self._part(program, **compared))
        self._ended = []
        self._compared = {name: [] for name in self._compared}
        return tuple(found)

    def _weekly_parts(self, program: Fact, *, last: bool) -> Iterable[Session]:
        if self._undated:
            if last:
                yield self._part(program, weeks=_NO_DATES, days=_NO_DATES)
            return
        for fact, own in self._ended:
            yield self._part(program, weeks=(fact,), days=day_facts(own))

    def _part(self, program: Fact, **collections: tuple[Fact, ...] | Absent) -> Session:
        return Session("", "", (), program, self._athlete, program, collections)
