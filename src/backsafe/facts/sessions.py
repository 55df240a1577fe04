"""A workout → its facts: what comes when, and what each activity, lift and set is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from backsafe.facts.fact import Absent, Fact, Need, Session, Value
from backsafe.facts.history import DAYS_SINCE_BACK
from backsafe.facts.sets import observation_facts, set_facts
from backsafe.facts.stretches import stretch_facts, trained_region_stretched
from backsafe.facts.warming import warmed
from backsafe.kleene import all_, any_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backsafe.facts.fact import Pointer
    from backsafe.facts.plan import Entry, Plan
    from backsafe.facts.sets import LiftFacts

__all__ = ["session_facts"]

_DYNAMIC = "dynamic_stretch"
WARM_UPS = ("cardio", "mobility", _DYNAMIC, "activation")
_LEVELS = ("novice", "intermediate", "advanced")

NO_FORM = Absent(
    Need("activities.form", "what a coach, a video or the lifter saw of the form (form: …)")
)
NO_STRETCHES = Absent(Need("records", "whether the log records stretches (records: [stretches])"))
_RECORDS_WARM_UP = Need("records", "whether the log records warm-ups (records: [warm_up])")
_RECORDS_STRETCHES = NO_STRETCHES.need
_LIFT_NEEDS = {
    "warmed": _RECORDS_WARM_UP,
    "above_level": Need("athlete.level", "the training level"),
}
_LOADS = Need("sets.load_kg", "the load of each set (load_kg or load_percent)")
_PAST_NEEDS = {
    "days_since_back": DAYS_SINCE_BACK,
    "training_weeks": Need("athlete.training_months", "the months of training so far"),
    "activation_before_hinge": _RECORDS_WARM_UP,
    "loaded_hinge": _LOADS,
    "loaded_bending": _LOADS,
    "hours_after_rising": Need("hours_after_rising", "the hours since getting up"),
}
_MINUTES = Need("activities.minutes", "the minutes of each warm-up")


def session_facts(
    plan: Plan, program: Fact, known: dict[Pointer, LiftFacts] | None = None
) -> Session:
    """Returns the facts of one workout.

    Args:
        plan: The workout.
        program: The fact of the document around it.
        known: What was made of its lifts before; see :func:`set_facts`.
    """
    context, workout = plan.context, plan.workout
    stretches = stretch_facts(plan, context)
    sets = set_facts(plan, context, known)
    observations = observation_facts(plan)
    whole = _workout_fact(plan)
    no_stretches = not stretches and not context.tells("stretches")
    return Session(
        title=workout.title or "",
        date=workout.date.isoformat() if workout.date else "",
        pointer=context.pointer,
        workout=whole,
        athlete=context.person.fact,
        program=program,
        collections={
            "workout": (whole,),
            "athlete": (context.person.fact,),
            "activities": tuple(_activity_fact(entry) for entry in plan.entries),
            "static_stretches": NO_STRETCHES if no_stretches else stretches,
            "lifts": _lift_facts(plan),
            "sets": sets,
            "work_sets": tuple(fact for fact in sets if not fact.values["warm_up"]),
            "observations": observations or NO_FORM,
        },
    )


def _activity_fact(entry: Entry) -> Fact:
    values: dict[str, Value] = {
        **entry.named.values,
        "type": entry.activity.type,
        "phase": entry.phase,
        "minutes": entry.minutes,
        "lifts_before": float(entry.lifts_before),
        "lifts_after": float(entry.lifts_after),
    }
    return Fact("activity", values, entry.pointer)


def _lift_facts(plan: Plan) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    done: dict[str, int] = {}
    reached = warmed(plan)
    for entry in plan.entries:
        if entry.lift is None:
            continue
        key = entry.named.key
        work_sets = sum(not one.warm_up for one in entry.lift.sets)
        done[key] = done.get(key, 0) + work_sets
        values: dict[str, Value] = {
            **entry.named.values,
            "technique": plan.context.person.technique_of(entry.named),
            "work_sets": float(work_sets),
            "exercise_work_sets": float(done[key]),
            "above_level": _above_level(entry, plan),
            "warmed": reached[entry.pointer],
            "phase": entry.phase,
        }
        facts.append(Fact("lift", values, entry.pointer, _LIFT_NEEDS))
    return tuple(facts)


def _above_level(entry: Entry, plan: Plan) -> bool | None:
    level = plan.context.person.fact.values["level"]
    if entry.exercise is None or level is None:
        return None
    return _LEVELS.index(entry.exercise.level) > _LEVELS.index(str(level))


def _workout_fact(plan: Plan) -> Fact:
    context, workout = plan.context, plan.workout
    lifts = list(plan.lifts)
    before = [entry for entry in plan.entries if entry.lifts_before == 0 and not entry.works]
    warm_ups = [entry for entry in before if entry.activity.type in WARM_UPS]
    dynamic = [entry for entry in warm_ups if entry.activity.type == _DYNAMIC]
    told = context.tells("warm_up")
    stretched = trained_region_stretched(plan)
    if stretched is False and not context.tells("stretches"):
        stretched = None
    values: dict[str, Value] = {
        "kind": context.kind,
        "lifts": float(len(lifts)),
        "work_sets": float(len(list(plan.work_sets))),
        "warm_ups": float(len(warm_ups)) if warm_ups or told else None,
        "warm_up_minutes": _minutes(warm_ups) if told else None,
        "warm_up_minutes_stated": _stated_minutes(warm_ups),
        "dynamic_stretch_minutes": _minutes(dynamic) if told else None,
        "dynamic_stretch_minutes_stated": _stated_minutes(dynamic),
        "dynamic_stretches_later": float(
            len([it for it in plan.entries if it.lifts_before and it.activity.type == _DYNAMIC])
        ),
        "trained_region_stretched": stretched,
        "history_known": context.past.known,
        "trains_back": plan.trains_back,
        "back_before": context.past.back_before,
        "days_since_back": context.past.days_since_back,
        "training_weeks": context.past.training_weeks,
        **_hinges(plan),
        "hours_after_rising": workout.hours_after_rising,
        "band_stated": "band" in (workout.equipment or ()),
    }
    needs = _needs(warm_ups_told=told, stretches_told=context.tells("stretches"))
    return Fact("workout", values, (*context.pointer, "activities"), needs)


@cache
def _needs(*, warm_ups_told: bool, stretches_told: bool) -> Mapping[str, Need]:
    lacking = _MINUTES if warm_ups_told else _RECORDS_WARM_UP
    region = Need("activities.region", "the region of each stretch")
    return {
        **_PAST_NEEDS,
        "warm_ups": _RECORDS_WARM_UP,
        "warm_up_minutes": lacking,
        "dynamic_stretch_minutes": lacking,
        "trained_region_stretched": region if stretches_told else _RECORDS_STRETCHES,
    }


def _hinges(plan: Plan) -> dict[str, Value]:
    """Returns what is known of loaded hinging and bending, and of the activation before it."""
    hinging: list[bool | None] = []
    bending: list[bool | None] = []
    prepared = activated = False
    for entry in plan.entries:
        prepared = prepared or entry.activity.type == "activation"
        if not entry.works:
            continue
        hinge = _hinges_standing(entry)
        bends = hinge or any_((hinge, _flexes(entry)))
        if hinge and True not in hinging:
            activated = prepared
        if bends is not False:
            loaded = any_(one.load.loaded for one in plan.sets[entry.pointer])
            hinging.append(all_((hinge, loaded)))
            bending.append(all_((bends, loaded)))
    return {
        "loaded_hinge": any_(hinging),
        "activation_before_hinge": activated or (False if plan.context.tells("warm_up") else None),
        "loaded_bending": any_(bending),
    }


def _hinges_standing(entry: Entry) -> bool | None:
    exercise = entry.exercise
    if exercise is None:
        return None
    return exercise.pattern == "hinge" and exercise.position == "standing"


def _flexes(entry: Entry) -> bool | None:
    return None if entry.exercise is None else entry.exercise.spine_motion == "flexion"


def _minutes(entries: Sequence[Entry]) -> float | None:
    minutes = [entry.minutes for entry in entries]
    known = [it for it in minutes if it is not None]
    return None if len(known) < len(minutes) else float(sum(known))


def _stated_minutes(entries: Sequence[Entry]) -> float:
    return float(sum(entry.minutes or 0.0 for entry in entries))
