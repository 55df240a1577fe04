"""A workout with its exercises looked up, its order told and its loads reckoned.

All facts are drawn from it: those of the session and those that compare sessions.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from backsafe.exercises import find
from backsafe.facts.loads import Load, greatest_estimate, load_of, load_percent
from backsafe.facts.names import exercise_key, unknown_exercise
from backsafe.facts.regions import is_back_work
from backsafe.kleene import any_
from backsafe.model import Lift

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backsafe.exercises import Exercise
    from backsafe.facts.fact import Pointer
    from backsafe.facts.names import Notice
    from backsafe.facts.people import Person
    from backsafe.model import Activity, Set, Workout

__all__ = ["Context", "Entry", "LiftSet", "Past", "Plan", "is_work", "make_plan"]


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier sessions tell.

    Attributes:
        known: Whether any earlier session is known.
        sessions: Exercise key → number of earlier sessions with it.
        estimates: Exercise key → greatest estimate of the one-rep max in kg.
        sound: Exercise key → latest earlier sessions in a row whose observed form had no fault.
        back_before: Whether an earlier session trains the back.
        days_since_back: Days since the last one that does; ``None`` if unknown.
        training_weeks: Weeks of training before the session; ``None`` if unknown.
    """

    known: bool = False
    sessions: Mapping[str, int] = field(default_factory=dict)
    estimates: Mapping[str, float] = field(default_factory=dict)
    sound: Mapping[str, int] = field(default_factory=dict)
    back_before: bool = False
    days_since_back: float | None = None
    training_weeks: float | None = None


@dataclass(frozen=True, slots=True)
class Context:
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


@dataclass(frozen=True, slots=True)
class Entry:
    """An activity with its exercise looked up and its place in the session.

    Attributes:
        activity: As the document gives it.
        exercise: Its entry in the catalogue, or ``None``.
        pointer: Where it stands.
        phase: warm_up, work, cool_down or no_lifts.
        lifts_before: Lifts with work sets before it.
        lifts_after: Lifts with work sets after it.
    """

    activity: Activity
    exercise: Exercise | None
    pointer: Pointer
    phase: str
    lifts_before: int
    lifts_after: int

    @property
    def works(self) -> bool:
        """Whether it is a lift with work sets."""
        return is_work(self.activity)

    @property
    def trains_back(self) -> bool | None:
        """Whether it is back work; ``None`` for a lift that the catalogue does not know."""
        return self.works and is_back_work(self.exercise)


@dataclass(frozen=True, slots=True)
class LiftSet:
    """A set with its load, and where it stands."""

    entry: Entry
    number: int
    stated: Set
    load: Load


@dataclass(frozen=True, slots=True)
class Plan:
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


def is_work(activity: Activity) -> bool:
    """Returns whether an activity is a lift with sets that are no warm-up."""
    return isinstance(activity, Lift) and any(not entry.warm_up for entry in activity.sets)


def make_plan(workout: Workout, context: Context, notices: list[Notice]) -> Plan:
    """Looks the exercises of a workout up and reckons its loads.

    Args:
        workout: The workout.
        context: What surrounds it.
        notices: Takes a notice per unknown exercise.
    """
    entries = _entries(workout, context.pointer, notices)
    loads = _loads(entries, context)
    used = dict.fromkeys(loads, 0)
    sets: dict[Pointer, tuple[LiftSet, ...]] = {}
    for entry in entries:
        if isinstance(entry.activity, Lift):
            key = exercise_key(entry.activity.exercise)
            start = used[key]
            used[key] += len(entry.activity.sets)
            own = loads[key][start : used[key]]
            sets[entry.pointer] = tuple(
                LiftSet(entry, number, stated, load) for number, (stated, load) in enumerate(own)
            )
    return Plan(workout, context, entries, sets)


def _entries(workout: Workout, pointer: Pointer, notices: list[Notice]) -> tuple[Entry, ...]:
    activities = workout.activities
    work = [is_work(activity) for activity in activities]
    total = sum(work)
    entries: list[Entry] = []
    before = 0
    for number, activity in enumerate(activities):
        place = (*pointer, "activities", number)
        after = total - before - work[number]
        exercise = find(activity.exercise)
        if exercise is None:
            notices.append(unknown_exercise(activity.exercise, (*place, "exercise")))
        phase = _phase(total, before, after, is_work=work[number])
        entries.append(Entry(activity, exercise, place, phase, before, after))
        before += work[number]
    return tuple(entries)


def _phase(total: int, before: int, after: int, *, is_work: bool) -> str:
    if total == 0:
        return "no_lifts"
    if is_work or (before and after):
        return "work"
    return "warm_up" if before == 0 else "cool_down"


def _loads(entries: Sequence[Entry], context: Context) -> dict[str, tuple[tuple[Set, Load], ...]]:
    stated: dict[str, list[tuple[Set, Load]]] = {}
    for entry in entries:
        if isinstance(entry.activity, Lift):
            pairs = stated.setdefault(exercise_key(entry.activity.exercise), [])
            pairs.extend(
                (one, load_of(one, entry.exercise, planned=context.kind == "plan"))
                for one in entry.activity.sets
            )
    reckoned: dict[str, tuple[tuple[Set, Load], ...]] = {}
    for key, pairs in stated.items():
        known = (greatest_estimate(pairs), context.past.estimates.get(key))
        estimate = max((value for value in known if value is not None), default=None)
        maximum = context.person.maxima.get(key)
        reckoned[key] = tuple(
            (one, replace(load, percent=load_percent(one, load, maximum, estimate)))
            for one, load in pairs
        )
    return reckoned
