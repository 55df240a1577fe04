"""WPL plans (Workout Plan Language), JSON.

What they can record: weeks and days, warm-up and cool-down as blocks of their own, stretches with
their kind and hold, sets with repetitions, ranges, loads, percentages, rest, tempo and reserve.
They cannot record technique, and no form that was seen.

- A percentage of a tested one-rep max is a percentage. One of an estimate, of a training maximum or
  of the day's best is of something else, so the load is unknown.
- Rounds of a circuit or superset repeat its exercises; each exercise is one lift with as many sets.
- A stretch by contracting and relaxing is static: each relaxing phase is a hold.
- Nutrition, meditation, habits and what adapts the plan to a person are left out for that reason.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from backsafe.readers.entries import TIMED
from backsafe.readers.planned import (
    COUNTS,
    DAYS_OF_A_WEEK,
    REST_OF_A_GROUP,
    in_order,
    kind_of,
    lift,
    percent_at,
    planned_load,
    repeated,
    set_fields,
    timed,
)
from backsafe.readers.records import LOADS, THINGS, fields_of
from backsafe.readers.tree import NO_PLACE, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backsafe.readers.planned import Section
    from backsafe.readers.tree import Cursor, Fields

__all__ = ["RECORDS", "build"]

RECORDS = (
    THINGS
    | LOADS
    | fields_of("workouts", "title day weeks")
    | fields_of("activities", "minutes repeats hold_seconds")
    | fields_of(
        "sets",
        "reps most_reps amrap duration_seconds load_lb load_percent warm_up "
        "rest_seconds tempo rir rpe",
    )
)
"""What the format can record."""


_NO_TRAINING = "no training of the body"
_SECTIONS: dict[str | None, Section] = {"warmup": "warm_up", "cooldown": "cool_down"}
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600}
_STRETCHES = {
    "static_stretch": "static_stretch",
    "pnf": "static_stretch",
    "dynamic_stretch": "dynamic_stretch",
    "mobility_drill": "mobility",
    "smr_foam_roll": "mobility",
    "smr_ball": "mobility",
}
_OF_PLAN = (
    "id", "description", "type", "visibility", "metadata", "goals", "progress", "personalization",
    "requirements", "athlete_thresholds", "extensions",
)  # fmt: skip


def build(root: Cursor) -> Node:
    """Returns our document of a plan."""
    plan = root.at("plan")
    for key in ("$schema", "version"):
        root.at(key).ignore("names the format")
    for key in _OF_PLAN:
        plan.at(key).ignore(NO_PLACE)
    weeks = [
        _week(week)
        for phase in in_order(plan.items("phases"), "order")
        for week in in_order(_weeks(phase), "order")
    ]
    empty = [Node(plan.pointer, workouts=[])]
    return Node(root.pointer, backsafe=1, title=plan.at("name").name(), weeks=weeks or empty)


def _weeks(phase: Cursor) -> list[Cursor]:
    _leave_out(phase, "id", "name", "order", "type", "duration", "goals")
    return phase.items("weeks")


def _leave_out(source: Cursor, *keys: str) -> None:
    for key in keys:
        source.at(key).ignore(NO_PLACE)


def _week(week: Cursor) -> Node:
    _leave_out(week, "id", "name", "order", "is_deload")
    return Node(week.pointer, workouts=[_day(day) for day in week.items("days")])


def _day(day: Cursor) -> Node:
    _leave_out(day, "id", "type", "estimated_duration_minutes")
    activities = [
        node for block in in_order(day.items("blocks"), "order") for node in _block(block)
    ]
    return Node(
        day.pointer,
        title=day.at("name").name(),
        day=day.at("day_of_week").whole(DAYS_OF_A_WEEK),
        activities=activities,
    )


def _block(block: Cursor) -> Iterator[Node]:
    _leave_out(block, "id", "order", "structure", "rest_between_rounds")
    section = _SECTIONS.get(block.at("type").text(), "main")
    grouped = block.at("structure").value not in (None, "straight_sets")
    for source in block.items("activities"):
        yield from _activity(source, section, block.at("rounds"), grouped=grouped)


def _activity(source: Cursor, section: Section, rounds: Cursor, *, grouped: bool) -> Iterator[Node]:
    kind = source.at("type").text()
    name = source.at("name").name()
    _leave_out(source, "id", "category", "modality", "movement_pattern")
    _leave_out(source, "primary_muscles", "secondary_muscles")
    if kind in ("exercise", "simple", "cardio"):
        reference = source.at("exercise_ref")
        if name is None:
            name = (reference.name() or "").replace("_", " ").replace("-", " ") or None
        else:
            reference.ignore("the name says it")
        if name is not None:
            kind = "cardio" if kind == "cardio" else ""
            yield _exercise(_Context(source, section, rounds, grouped=grouped), name, kind)
    elif kind == "recovery":
        yield from _recovery(source, name, section)
    elif kind == "sub_plan":
        source.drop("another plan, which is not in this file")
    else:
        source.drop(_NO_TRAINING)


class _Context(NamedTuple):
    """An exercise in its block.

    Attributes:
        source: The exercise.
        section: The section that its block is.
        rounds: How often the exercises of the block are done one after the other.
        grouped: Whether they are done in turns, so that a rest is one between exercises.
    """

    source: Cursor
    section: Section
    rounds: Cursor
    grouped: bool

    def times(self, *counts: Cursor) -> int | None:
        """Returns how often it is done in all rounds, if anything says so."""
        stated = [it.whole(COUNTS) for it in (*counts, self.rounds)]
        known = [it for it in stated if it is not None]
        return prod(known) if known else None


def _exercise(context: _Context, name: str, kind: str) -> Node:
    source, section = context.source, context.section
    plan = source.at("prescription")
    lasting = plan.at("duration") if plan.is_mapping else source.at("duration")
    plan.at("type").ignore(NO_PLACE)
    plan.at("intensity").ignore(NO_PLACE)
    plan.at("intervals").ignore("intervals of cardio")
    counted = plan.at("reps").is_mapping or plan.at("weight").is_mapping
    kind = kind or kind_of(name, section, sets=counted)
    if kind in TIMED and not plan.at("weight").is_mapping:
        return _timed(context, name, kind, lasting)
    one = _set(context, name, lasting)
    sets = plan.at("sets")
    return lift(source, name, repeated(plan, context.times(sets), sets, one))


def _timed(context: _Context, name: str, kind: str, lasting: Cursor) -> Node:
    """Returns what is done for a time, or so often."""
    plan = context.source.at("prescription")
    reps, seconds = plan.at("reps"), _seconds(lasting)
    counts = [plan.at("sets")]
    if seconds is None:
        counts.append(reps.at("min" if reps.at("target").value is None else "target"))
    else:
        reps.ignore("repetitions of what is done for a time")
    times = context.times(*counts)
    return timed(
        context.source,
        name,
        kind,
        seconds=None if seconds is None else (seconds, (lasting.at("value"),)),
        repeats=None if times is None else (times, (*counts, context.rounds)),
    )


def _set(context: _Context, name: str, lasting: Cursor) -> Node:
    source, plan = context.source, context.source.at("prescription")
    fields = set_fields(plan)
    _repetitions(plan.at("reps"), fields)
    fields.put("duration_seconds", _seconds(lasting), lasting.at("value"))
    if context.grouped:
        plan.at("rest").ignore(REST_OF_A_GROUP)
    else:
        fields.put("rest_seconds", _seconds(plan.at("rest")), plan.at("rest").at("value"))
    fields.put("tempo", _tempo(plan.at("tempo")), plan.at("tempo"))
    for ours, theirs in (("rir", "target_rir"), ("rpe", "target_rpe")):
        fields.put(ours, source.at(theirs).number(), source.at(theirs))
    if plan.at("to_failure").flag():
        fields.put("rir", 0, plan.at("to_failure"))
    for field, value in _load(plan.at("weight"), name).items():
        fields.put(field, value, plan.at("weight").at("value"))
    fields.put("warm_up", True if context.section == "warm_up" else None)
    return fields.done()


def _repetitions(reps: Cursor, fields: Fields) -> None:
    least, target, most = (reps.at(key) for key in ("min", "target", "max"))
    first = next((it for it in (least, target, most) if it.value is not None), least)
    fields.put("reps", first.whole(), first)
    if first is least:
        target.ignore("the range says it")
    elif first is target:
        most.ignore("the target says it")
    if reps.at("amrap").flag():
        fields.put("amrap", True, reps.at("amrap"))
    elif first is least:
        fields.put("most_reps", most.whole(), most)


def _seconds(source: Cursor) -> float | None:
    """Returns a duration of value and unit in seconds."""
    value, unit = source.at("value").number(), source.at("unit").text()
    if value is None:
        return None
    if unit not in _SECONDS:
        source.at("value").fail("a duration in a unit that is not known")
        return None
    return value * _SECONDS[unit]


def _tempo(source: Cursor) -> str | None:
    if not source.is_mapping:
        return source.text()
    phases = [source.at(key).number() for key in ("eccentric", "pause_bottom", "concentric")]
    top = source.at("pause_top").number()
    explosive = source.at("explosive_concentric").flag()
    if phases[0] is None or phases[2] is None:
        return None
    written = [f"{phase or 0:g}" for phase in (*phases, top or 0.0)]
    if explosive:
        written[2] = "X"
    return "-".join(written)


def _load(weight: Cursor, name: str) -> dict[str, Any]:
    kind, unit = weight.at("type").text(), weight.at("unit").text()
    metric, value = weight.at("metric").text(), weight.at("value").number()
    if kind == "bodyweight" and weight.at("value").value is None:
        return planned_load(name, body_weight=True)
    if kind == "percentage_1rm" and metric in (None, "1RM"):
        share = percent_at(weight.at("value"))
        return planned_load(name, percent=share, unread=share is None)
    if kind == "absolute" and value is not None and unit in ("kg", "lb", "lbs"):
        return planned_load(name, weight=value, unit="kg" if unit == "kg" else "lb")
    if value is not None:
        weight.at("value").ignore("a load that is no share of a tested one-rep max, and no weight")
    return planned_load(name, unread=weight.value is not None)


def _recovery(source: Cursor, name: str | None, section: Section) -> Iterator[Node]:
    plan = source.at("prescription")
    lasting = plan.at("duration")
    exercises = plan.items("exercises")
    for item in exercises:
        if (node := _recovery_exercise(item)) is not None:
            yield node
    if not exercises and name is not None:
        kind = kind_of(name, section, sets=False)
        seconds = _seconds(lasting)
        held = None if seconds is None else (seconds, (lasting.at("value"),))
        yield timed(source, name, kind if kind in TIMED else "mobility", seconds=held)


def _recovery_exercise(source: Cursor) -> Node | None:
    name = source.at("name").name()
    modality = source.at("modality").text()
    _leave_out(source, "id", "type", "sides", "body_part", "intensity_rpe")
    if modality == "breathwork" or name is None:
        source.drop(_NO_TRAINING)
        return None
    kind = _STRETCHES.get(modality or "") or kind_of(name, "cool_down", sets=False)
    held, repeats = source.at("hold_seconds"), source.at("reps")
    if modality == "pnf":
        held, repeats = source.at("pnf").at("relax_seconds"), source.at("pnf").at("contractions")
        source.at("pnf").at("contraction_seconds").ignore(NO_PLACE)
    seconds, times = held.number(), repeats.whole()
    return timed(
        source,
        name,
        kind if kind in TIMED else "mobility",
        seconds=None if seconds is None else (seconds, (held,)),
        repeats=None if times is None else (times, (repeats,)),
    )
