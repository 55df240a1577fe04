"""A session that is going on → facts, without what it has not settled yet.

What is still to come can change what is known of what was done: a stretch has no lift after it
until there is one. A field that later entries can change has no value here. Numbers that only
grow keep theirs, for a rule may be broken by them already: see :data:`GROWING`.

Entries are only ever added at the end: an activity, a set of the last lift, an observation of it.
"""

from __future__ import annotations

from collections import Counter
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from backsafe.facts.build import Totals, athlete_for, sessions_left_out
from backsafe.facts.clearances import with_clearances_in_force
from backsafe.facts.fact import Absent, Fact, Facts, Session
from backsafe.facts.history import History
from backsafe.facts.pairs import Pairs
from backsafe.facts.people import person
from backsafe.facts.plan import Context, make_plan
from backsafe.facts.progressions import Progressions
from backsafe.facts.sessions import session_facts
from backsafe.facts.timeline import Moment, timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from backsafe.facts.fact import Pointer
    from backsafe.facts.names import Remark
    from backsafe.facts.plan import Entry, Plan
    from backsafe.facts.sets import LiftFacts
    from backsafe.facts.timeline import EarlierSessions, Slot
    from backsafe.model import Athlete, Level, Workout

__all__ = [
    "ENDED",
    "GROWING",
    "OF_THE_PERCENT",
    "REVISABLE",
    "TURNING",
    "OngoingSession",
    "SoFar",
]

ENDED = "ended"
"""Field of the program that is missing as long as the session goes on."""

GROWING = frozenset(
    {
        "activity.lifts_after",
        "lift.exercise_work_sets",
        "lift.work_sets",
        "program.heaviest_percent",
        "program.lifts",
        "stretch.exercise_seconds",
        "stretch.lifts_after",
        "stretch.total_seconds",
        "stretch.total_seconds_stated",
        "workout.dynamic_stretches_later",
        "workout.lifts",
        "workout.work_sets",
    }
)
"""Numbers that later entries can make greater, never smaller."""

TURNING = frozenset({"workout.loaded_bending", "workout.loaded_hinge", "workout.trains_back"})
"""Truth values that later entries can make true, never false."""

REVISABLE = frozenset(
    {
        "observation.load_percent",
        "pair.both_loaded",
        "program.heaviest_percent",
        "progression.increase_kg",
        "progression.increase_percent",
        "progression.last_increase_percent",
        "progression.load_kg",
        "progression.load_of_fault_percent",
        "progression.measure",
        "progression.rest_cut_percent",
        "set.chart_reps",
        "set.effort_measure",
        "set.lighter_set_before",
        "set.load_percent",
        "set.opens_load",
        "set.percent_stated",
        "stretch.exercise_seconds",
        "stretch.total_seconds",
    }
)
"""What is known as far as the session has come, and what later entries can make another.

A set at the limit raises the estimate of the one-rep max, and with it all loads are less of it. A
stretch that does not say how long it is held makes a sum of seconds unknown.
"""

OF_THE_PERCENT = frozenset(
    {"set.chart_reps", "set.effort_measure", "set.load_percent", "set.percent_stated"}
)
"""What of that stays where the load percent of the set is stated."""

_BEFORE_WORK = (
    "warm_ups",
    "warm_up_minutes",
    "warm_up_minutes_stated",
    "dynamic_stretch_minutes",
    "dynamic_stretch_minutes_stated",
)


class _Before(NamedTuple):
    """What earlier sessions tell, and where the session stands among them."""

    slot: Slot
    history: History
    progressions: Progressions
    pairs: Pairs


class SoFar(NamedTuple):
    """The facts of a session as far as it has come.

    Attributes:
        known: As they would be if it ended here.
        settled: The same facts in the same places, without the values that can still change.
    """

    known: Facts
    settled: Facts


class OngoingSession:
    """Who trains, and what came before: all that the facts of a session rest on beside itself.

    An object is for one thread at a time: it remembers what it has made.

    Args:
        head: The session without its activities.
        athlete: What is known of the athlete beside it; it decides where both speak.
        history: Earlier sessions.
        assumed_level: Training level to take where nothing tells one.

    Raises:
        ContentError: What is known of the athlete contradicts itself.

    Attributes:
        notices: What is worth telling of the athlete and the earlier sessions.
    """

    def __init__(
        self,
        head: Workout,
        *,
        athlete: Athlete | None = None,
        history: EarlierSessions = (),
        assumed_level: Level | None = None,
    ) -> None:
        self._records = frozenset(head.records or ())
        notices: list[Remark] = []
        pointer = ("athlete",) if head.athlete is not None else ()
        merged = with_clearances_in_force(athlete_for(head, athlete), head, None, pointer, notices)
        self._person = person(merged, pointer, notices, assumed_level)
        seen = History(merged.training_months, merged.days_since_back_session)
        left_out: Counter[str] = Counter()
        self._before = self._follow(timeline(head, history, left_out=left_out), seen)
        if left_out.total():
            notices.append(sessions_left_out(left_out.total()))
        self.notices = tuple(notices)
        self._lifts: dict[Pointer, LiftFacts] = {}

    def _follow(self, slots: Iterable[Slot], seen: History) -> _Before:
        progressions, pairs = Progressions(), Pairs()
        for slot in slots:
            if slot.place is not None:
                return _Before(slot, seen, progressions, pairs)
            moment = self._moment(slot, slot.workout, seen)
            progressions.add(moment)
            pairs.add(moment)
            seen.add(moment.plan, slot.day)
        raise ValueError("a timeline ends with the session itself")

    def _moment(self, slot: Slot, workout: Workout, seen: History) -> Moment:
        records = self._records | frozenset(workout.records or ())
        past = seen.past(slot.day, workout, listed=slot.place is not None)
        context = Context(slot.pointer, workout.kind, records, self._person, past)
        return Moment(slot, make_plan(workout, context))

    def facts(self, workout: Workout) -> SoFar:
        """Returns the facts of a session as far as it has come.

        Args:
            workout: The session with the activities so far.
        """
        before = self._before
        # The history counts the sessions that it is asked about.
        moment = self._moment(before.slot, workout, copy(before.history))
        totals = Totals(1, moment.plan.context.kind)
        totals.add(moment)
        program = totals.fact(whole=True)
        session = session_facts(moment.plan, program, self._lifts)
        compared = {
            "progressions": tuple(before.progressions.compared(moment)),
            "pairs": tuple(before.pairs.paired(moment)),
        }
        parts = [self._part(program, compared)] if any(compared.values()) else []
        known = Facts((session,), self._person.clearances, 1, tuple(parts))
        open_program = replace(program, values={**program.values, ENDED: None})
        settled = _settled(session, moment.plan, open_program)
        open_parts = [replace(it, workout=open_program, program=open_program) for it in parts]
        return SoFar(known, replace(known, sessions=(settled,), parts=tuple(open_parts)))

    def _part(self, program: Fact, collections: Mapping[str, tuple[Fact, ...]]) -> Session:
        return Session("", "", (), program, self._person.fact, program, collections)


def _settled(session: Session, plan: Plan, program: Fact) -> Session:
    """Returns a session without the values that later entries can change."""
    entries = {entry.pointer: entry for entry in plan.entries}
    workout = _without(session.workout, _open_of_workout(session.workout))
    last = plan.entries[-1] if plan.entries else None
    openings: dict[str, Callable[[Fact], Sequence[str]]] = {
        "activities": lambda fact: _open_of_activity(entries[fact.pointer]),
        "lifts": lambda fact: _open_of_activity(entries[fact.pointer]),
        "sets": _open_of_set,
        "static_stretches": lambda fact: _open_of_stretch(entries[fact.pointer], plan),
        "observations": lambda fact: _open_of_observation(fact, last),
    }
    collections = dict(session.collections)
    collections["workout"] = (workout,)
    for name, opening in openings.items():
        found = collections[name]
        if not isinstance(found, Absent):
            collections[name] = tuple(_without(fact, opening(fact)) for fact in found)
    return replace(session, workout=workout, program=program, collections=collections)


def _without(fact: Fact, names: Iterable[str]) -> Fact:
    gone = dict.fromkeys(names)
    return replace(fact, values={**fact.values, **gone}) if gone else fact


def _open_of_workout(fact: Fact) -> list[str]:
    found = ["trained_region_stretched"]
    if not fact.values["lifts"]:
        found += _BEFORE_WORK
    if fact.values["loaded_hinge"] is not True:
        found.append("activation_before_hinge")
    return found


def _open_of_activity(entry: Entry) -> tuple[str, ...]:
    return () if entry.works or entry.lifts_after else ("phase",)


def _open_of_set(fact: Fact) -> list[str]:
    """Returns what the work can change that a warm-up set leads up to, which may still come."""
    if not fact.values["warm_up"]:
        return []
    return ["leads_up"] if fact.values["exercise_works"] else ["leads_up", "exercise_works"]


def _open_of_stretch(entry: Entry, plan: Plan) -> tuple[str, ...]:
    if any(it.lift is not None for it in plan.entries[int(entry.pointer[-1]) + 1 :]):
        return () if entry.lifts_after else ("phase", "total_seconds", "total_seconds_stated")
    return ("phase", "total_seconds", "total_seconds_stated", "dynamic_after")


def _open_of_observation(fact: Fact, last: Entry | None) -> tuple[str, ...]:
    going_on = last is not None and fact.pointer[: len(last.pointer)] == last.pointer
    return ("unloaded",) if going_on and fact.values["unloaded"] else ()
