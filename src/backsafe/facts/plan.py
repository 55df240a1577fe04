"""A workout with its exercises looked up, its order told and its loads reckoned.

All facts are drawn from it: those of the session and those that compare sessions.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from backsafe.facts.loads import Load, greatest_estimate, load_of, load_percent
from backsafe.facts.names import identify
from backsafe.kleene import any_
from backsafe.model import Lift, StaticStretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from backsafe.exercises import Exercise
    from backsafe.facts.fact import Pointer
    from backsafe.facts.names import Named
    from backsafe.facts.people import Person
    from backsafe.model import Activity, Set, Workout

__all__ = ["Context", "Entry", "LiftSet", "Past", "Plan", "make_plan"]


class Past(NamedTuple):
    """What earlier sessions tell.

    Attributes:
        known: Whether any earlier session is known.
        sessions: Exercise key → number of earlier sessions with it.
        estimates: Exercise key → greatest estimate of the one-rep max in kg.
        practiced: Exercise key → number of earlier sessions whose work sets with it were all known
            to be light or moderate.
        sound: Exercise key → latest earlier sessions in a row whose observed form had no fault.
        back_before: Whether an earlier session trains the back.
        days_since_back: Days since the last one that does; ``None`` if unknown.
        training_weeks: Weeks of training before the session; ``None`` if unknown.
    """

    known: bool = False
    sessions: Mapping[str, int] = MappingProxyType({})
    estimates: Mapping[str, float] = MappingProxyType({})
    practiced: Mapping[str, int] = MappingProxyType({})
    sound: Mapping[str, int] = MappingProxyType({})
    back_before: bool = False
    days_since_back: float | None = None
    training_weeks: float | None = None


class Context(NamedTuple):
    """What a workout does not say itself.

    Attributes:
        pointer: Where the workout stands in the document.
        kind: plan or log.
        records: What a log says it records.
        person: Who trains.
        past: What earlier sessions tell.
    """

    pointer: Pointer
    kind: str
    records: frozenset[str]
    person: Person
    past: Past

    def tells(self, what: str) -> bool:
        """Returns whether the absence of ``what`` means that there was none."""
        return self.kind == "plan" or what in self.records


# There are many entries and sets, and freezing one takes longer than making it.
@dataclass(slots=True)
class Entry:
    """An activity with its exercise looked up and its place in the session.

    Attributes:
        activity: As the document gives it.
        lift: The same, where it is a lift.
        named: Its exercise.
        pointer: Where it stands.
        phase: warm_up, work, cool_down or no_lifts.
        lifts_before: Lifts with work sets before it.
        lifts_after: Lifts with work sets after it.
        works: Whether it is a lift with work sets.
    """

    activity: Activity
    lift: Lift | None
    named: Named
    pointer: Pointer
    phase: str
    lifts_before: int
    lifts_after: int
    works: bool

    @property
    def exercise(self) -> Exercise | None:
        """Its entry in the catalogue, or ``None``."""
        return self.named.exercise

    @property
    def minutes(self) -> float | None:
        """Minutes that it takes, where it says so; lifts and held stretches never do."""
        activity = self.activity
        if isinstance(activity, Lift | StaticStretch) or activity.minutes is None:
            return None
        return float(activity.minutes)

    @property
    def trains_back(self) -> bool | None:
        """Whether it is back work; ``None`` for a lift that the catalogue does not know."""
        return self.works and self.named.trains_back


@dataclass(slots=True)
class LiftSet:
    """A set with its load, and where it stands."""

    entry: Entry
    number: int
    stated: Set
    load: Load


class Plan(NamedTuple):
    """A session ready to draw facts from.

    Attributes:
        workout: As the document gives it.
        context: What surrounds it.
        entries: Its activities in order.
        sets: Place of a lift → its sets with their loads, in order.
    """

    workout: Workout
    context: Context
    entries: tuple[Entry, ...]
    sets: Mapping[Pointer, tuple[LiftSet, ...]]

    @property
    def lifts(self) -> Iterator[Entry]:
        """The entries that are lifts with work sets."""
        return (entry for entry in self.entries if entry.works)

    @property
    def trains_back(self) -> bool | None:
        """Whether some lift is back work; ``None`` if that is unknown."""
        return any_(entry.trains_back for entry in self.lifts)

    @property
    def work_sets(self) -> Iterator[LiftSet]:
        """All sets that are no warm-up."""
        return (one for sets in self.sets.values() for one in sets if not one.stated.warm_up)


def make_plan(workout: Workout, context: Context) -> Plan:
    """Looks the exercises of a workout up and reckons its loads.

    Args:
        workout: The workout.
        context: What surrounds it.
    """
    entries = _entries(workout, context.pointer)
    sets = {
        entry.pointer: _sets(entry, entry.lift, planned=context.kind == "plan")
        for entry in entries
        if entry.lift is not None
    }
    _reckon_percents(sets.values(), context)
    return Plan(workout, context, entries, sets)


def _entries(workout: Workout, pointer: Pointer) -> tuple[Entry, ...]:
    lifts = [it if isinstance(it, Lift) else None for it in workout.activities]
    work = [lift is not None and not all(one.warm_up for one in lift.sets) for lift in lifts]
    total, before = sum(work), 0
    entries: list[Entry] = []
    for number, activity in enumerate(workout.activities):
        place = (*pointer, "activities", number)
        works = work[number]
        after = total - before - works
        named = identify(activity.exercise)
        phase = _phase(total, before, after, works=works)
        entries.append(Entry(activity, lifts[number], named, place, phase, before, after, works))
        before += works
    return tuple(entries)


def _phase(total: int, before: int, after: int, *, works: bool) -> str:
    if total == 0:
        return "no_lifts"
    if works or (before and after):
        return "work"
    return "warm_up" if before == 0 else "cool_down"


def _sets(entry: Entry, lift: Lift, *, planned: bool) -> tuple[LiftSet, ...]:
    exercise = entry.exercise
    return tuple(
        [
            LiftSet(entry, number, one, load_of(one, exercise, planned=planned))
            for number, one in enumerate(lift.sets)
        ]
    )


def _reckon_percents(lifts: Iterable[tuple[LiftSet, ...]], context: Context) -> None:
    """Gives each load its percentage, which all sets of the exercise may bear on."""
    by_exercise: dict[str, list[LiftSet]] = {}
    for sets in lifts:
        by_exercise.setdefault(sets[0].entry.named.key, []).extend(sets)
    for key, own in by_exercise.items():
        maximum = context.person.maxima.get(key)
        estimate = None
        if maximum is None:
            own_estimate = greatest_estimate((one.stated, one.load) for one in own)
            known = (own_estimate, context.past.estimates.get(key))
            estimate = max((value for value in known if value is not None), default=None)
        for one in own:
            one.load.percent = load_percent(one.stated, one.load, maximum, estimate)
