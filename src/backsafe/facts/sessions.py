"""A workout → its facts: what comes when, and what each activity, lift and set is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backsafe.exercises import find
from backsafe.facts.fact import Absent, Fact, Need, Pointer, Session, Value
from backsafe.facts.loads import Load, greatest_estimate, load_of, load_percent
from backsafe.facts.names import exercise_key, exercise_values, unknown_exercise
from backsafe.facts.sets import observation_facts, set_facts
from backsafe.facts.stretches import stretch_facts, trained_region_stretched
from backsafe.model import Lift

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backsafe.exercises import Exercise
    from backsafe.facts.names import Notice
    from backsafe.facts.people import Person
    from backsafe.model import Activity, Set, Workout

__all__ = ["Context", "Entry", "Past", "Plan", "session_facts"]

_WARM_UPS = ("cardio", "mobility", "dynamic_stretch", "activation")

NO_FORM = Absent(
    Need("activities.form", "what a coach, a video or the lifter saw of the form (form: …)")
)
NO_STRETCHES = Absent(Need("records", "whether the log records stretches (records: [stretches])"))
_RECORDS_WARM_UP = Need("records", "whether the log records warm-ups (records: [warm_up])")
_RECORDS_STRETCHES = NO_STRETCHES.need
_MINUTES = Need("activities.minutes", "the minutes of each warm-up")


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier sessions tell.

    Attributes:
        known: Whether any earlier session is known.
        sessions: Exercise key → number of earlier sessions with it.
        estimates: Exercise key → greatest estimate of the one-rep max in kg.
    """

    known: bool
    sessions: Mapping[str, int]
    estimates: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Context:
    """What a workout does not say itself.

    Attributes:
        pointer: Where the workout stands in the document.
        kind: plan or log.
        records: What a log says it records.
        person: Who trains.
        past: What earlier sessions tell.
        program: The fact of the document around it.
    """

    pointer: Pointer
    kind: str
    records: frozenset[str]
    person: Person
    past: Past
    program: Fact

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


@dataclass(frozen=True, slots=True)
class Plan:
    """The entries of a session and the loads of its sets, by exercise key in order."""

    entries: tuple[Entry, ...]
    loads: Mapping[str, tuple[tuple[Set, Load], ...]]


def _is_work(activity: Activity) -> bool:
    return isinstance(activity, Lift) and any(not entry.warm_up for entry in activity.sets)


def _entries(workout: Workout, pointer: Pointer, notices: list[Notice]) -> tuple[Entry, ...]:
    activities = workout.activities
    work = [_is_work(activity) for activity in activities]
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


def session_facts(workout: Workout, context: Context, notices: list[Notice]) -> Session:
    """Returns the facts of one workout.

    Args:
        workout: The workout.
        context: What surrounds it.
        notices: Takes a notice per unknown exercise.
    """
    entries = _entries(workout, context.pointer, notices)
    plan = Plan(entries, _loads(entries, context))
    stretches = stretch_facts(plan, context)
    sets = set_facts(plan, context)
    observations = observation_facts(plan)
    whole = _workout_fact(plan, context)
    no_stretches = not stretches and not context.tells("stretches")
    return Session(
        title=workout.title or "",
        date=workout.date.isoformat() if workout.date else "",
        pointer=context.pointer,
        workout=whole,
        athlete=context.person.fact,
        program=context.program,
        collections={
            "workout": (whole,),
            "athlete": (context.person.fact,),
            "activities": tuple(_activity_fact(entry) for entry in entries),
            "static_stretches": NO_STRETCHES if no_stretches else stretches,
            "lifts": tuple(
                _lift_fact(entry, context) for entry in entries if isinstance(entry.activity, Lift)
            ),
            "sets": sets,
            "work_sets": tuple(fact for fact in sets if not fact.values["warm_up"]),
            "observations": observations or NO_FORM,
        },
    )


def _activity_fact(entry: Entry) -> Fact:
    minutes = getattr(entry.activity, "minutes", None)
    values: dict[str, Value] = {
        **exercise_values(entry.activity.exercise, entry.exercise),
        "type": entry.activity.type,
        "phase": entry.phase,
        "minutes": None if minutes is None else float(minutes),
        "lifts_before": float(entry.lifts_before),
        "lifts_after": float(entry.lifts_after),
    }
    return Fact("activity", values, entry.pointer)


def _lift_fact(entry: Entry, context: Context) -> Fact:
    activity = entry.activity
    work_sets = sum(not one.warm_up for one in activity.sets) if isinstance(activity, Lift) else 0
    technique = context.person.technique_of(activity.exercise, entry.exercise)
    values: dict[str, Value] = {
        **exercise_values(activity.exercise, entry.exercise),
        "technique": technique,
        "work_sets": float(work_sets),
        "phase": entry.phase,
    }
    return Fact("lift", values, entry.pointer)


def _workout_fact(plan: Plan, context: Context) -> Fact:
    lifts = [entry for entry in plan.entries if _is_work(entry.activity)]
    before = [entry for entry in plan.entries if entry.lifts_before == 0 and entry not in lifts]
    warm_ups = [entry for entry in before if entry.activity.type in _WARM_UPS]
    dynamic = [entry for entry in warm_ups if entry.activity.type == "dynamic_stretch"]
    told = context.tells("warm_up")
    stretched = trained_region_stretched(plan)
    if stretched is False and not context.tells("stretches"):
        stretched = None
    values: dict[str, Value] = {
        "kind": context.kind,
        "lifts": float(len(lifts)),
        "work_sets": float(
            sum(not one.warm_up for pairs in plan.loads.values() for one, _ in pairs)
        ),
        "warm_ups": float(len(warm_ups)) if warm_ups or told else None,
        "warm_up_minutes": _minutes(warm_ups) if told else None,
        "warm_up_minutes_stated": _stated_minutes(warm_ups),
        "dynamic_stretch_minutes": _minutes(dynamic) if told else None,
        "dynamic_stretch_minutes_stated": _stated_minutes(dynamic),
        "dynamic_stretches_later": float(
            sum(
                entry.activity.type == "dynamic_stretch" and entry.lifts_before > 0
                for entry in plan.entries
            )
        ),
        "trained_region_stretched": stretched,
        "history_known": context.past.known,
    }
    lacking = _MINUTES if told else _RECORDS_WARM_UP
    needs = {
        "warm_ups": _RECORDS_WARM_UP,
        "warm_up_minutes": lacking,
        "dynamic_stretch_minutes": lacking,
        "trained_region_stretched": Need("activities.region", "the region of each stretch")
        if context.tells("stretches")
        else _RECORDS_STRETCHES,
    }
    return Fact("workout", values, (*context.pointer, "activities"), needs)


def _minutes(entries: Sequence[Entry]) -> float | None:
    stated = [getattr(entry.activity, "minutes", None) for entry in entries]
    return None if None in stated else float(sum(stated))  # type: ignore[arg-type]


def _stated_minutes(entries: Sequence[Entry]) -> float:
    stated = [getattr(entry.activity, "minutes", None) for entry in entries]
    return float(sum(minutes for minutes in stated if minutes is not None))
