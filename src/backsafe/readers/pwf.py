"""PWF documents (Portable Workout Format): plans and histories, mostly YAML.

What they can record: exercises, sets with loads, percentages, repetitions, durations, rest, RPE and
reserve, in histories sets marked as warm-up, and the body's mass. They cannot record a warm-up or
stretches as such, nor tempo or technique, but in free text, which is not read.

- A plan lists days. Where all have a date, the calendar makes the weeks; where the plan says how
  many days a week has, so many make one; else all are one week. A week that overrides exercises is
  those days once more with what it changes.
- Templates and the library of exercises are put in where a day refers to them.
- A percentage of the one-rep max is one; of three or ten repetitions it is of something else.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from backsafe.readers.dates import read_date
from backsafe.readers.entries import TIMED
from backsafe.readers.planned import (
    DAYS_OF_A_WEEK,
    REST_OF_A_GROUP,
    in_order,
    in_time,
    kind_of,
    lift,
    percent_at,
    planned_load,
    put_weight,
    repeated,
    set_fields,
    timed,
)
from backsafe.readers.records import LOADS, THINGS, fields_of
from backsafe.readers.schemes import Scheme, read_scheme
from backsafe.readers.tree import FREE_TEXT, NO_PLACE, Node

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backsafe.readers.tree import Cursor, Fields

__all__ = ["RECORDS", "build"]

RECORDS = (
    THINGS
    | LOADS
    | fields_of("workouts", "title date weeks athlete")
    | fields_of("activities", "minutes repeats hold_seconds")
    | fields_of(
        "sets",
        "reps duration_seconds load_lb load_percent warm_up rest_seconds rir rpe",
    )
)
"""What the format can record."""


_LOAD = ("target_weight_percent", "target_load")
_CARDIO = ("cycling", "running", "rowing", "swimming", "interval")
_EXERCISE_LEFT_OUT = {
    "id": NO_PLACE, "cues": FREE_TEXT, "target_notes": FREE_TEXT, "notes": FREE_TEXT,
    "description": FREE_TEXT, "group": NO_PLACE, "group_type": NO_PLACE, "link": NO_PLACE,
    "image": NO_PLACE, "equipment": "the catalogue says it", "difficulty": "the catalogue says it",
    "muscle_groups": "the catalogue says it", "progression_rules": "a plan for later sessions",
    "target_distance_meters": NO_PLACE, "default_distance_meters": NO_PLACE, "zones": NO_PLACE,
    "interval_phases": NO_PLACE, "ramp": NO_PLACE, "reference_exercise": NO_PLACE,
    "pool_config": NO_PLACE, "sport": NO_PLACE, "exercise_id": NO_PLACE, "day_order": NO_PLACE,
}  # fmt: skip
_PLAN_LEFT_OUT = {
    "plan_version": "names the format", "history_version": "names the format",
    "glossary": FREE_TEXT, "exported_at": NO_PLACE, "export_source": NO_PLACE,
    "units": "each value names its unit", "personal_records": NO_PLACE,
}  # fmt: skip
_DAY_LEFT_OUT = {
    "id": NO_PLACE, "order": "order is that of the list", "notes": FREE_TEXT,
    "target_session_length_min": NO_PLACE, "description": FREE_TEXT, "tags": NO_PLACE,
    "name": NO_PLACE, "started_at": NO_PLACE, "ended_at": NO_PLACE, "duration_sec": NO_PLACE,
    "sport": NO_PLACE, "plan_id": NO_PLACE, "plan_day_id": NO_PLACE, "telemetry": NO_PLACE,
    "devices": NO_PLACE, "sport_segments": NO_PLACE,
}  # fmt: skip


def _leave_out(source: Cursor, reasons: Mapping[str, str]) -> None:
    for key, reason in reasons.items():
        source.at(key).ignore(reason)


def build(root: Cursor) -> Node:
    """Returns our document of a plan or a history."""
    _leave_out(root, _PLAN_LEFT_OUT)
    return _history(root) if root.at("history_version").value is not None else _plan(root)


class _Library(NamedTuple):
    """What days refer to."""

    exercises: Mapping[str, Cursor]
    templates: Mapping[str, Cursor]


class _Override(NamedTuple):
    """What a week changes of an exercise."""

    day: float | None
    exercise: str
    source: Cursor


def _plan(root: Cursor) -> Node:
    meta, cycle = root.at("meta"), root.at("cycle")
    mass = meta.at("athlete_profile").at("weight_kg")
    days_a_week = meta.at("daysPerWeek").whole(DAYS_OF_A_WEEK)
    title = meta.at("title").name()
    kilograms = mass.number()
    meta.ignore(NO_PLACE)
    cycle.at("notes").ignore(FREE_TEXT)
    library = _Library(
        _by_id(root.items("exercise_library")), _by_id(root.items("workout_templates"))
    )
    days = in_order(cycle.items("days"), "order")
    weeks = [
        _overridden(week, days, library) for week in in_order(cycle.items("weeks"), "week_number")
    ]
    if not weeks:
        weeks = [
            Node(
                own[0].pointer if own else cycle.pointer,
                workouts=[_day(day, library, ()) for day in own],
            )
            for own in _weeks(days, days_a_week)
        ]
    for unused in (*library.exercises.values(), *library.templates.values()):
        unused.ignore("no day refers to it, or says it otherwise")
    cycle.at("start_date").ignore(NO_PLACE)
    athlete = None if kilograms is None else Node(mass.pointer, body_mass_kg=kilograms)
    return Node(root.pointer, backsafe=1, title=title, athlete=athlete, weeks=weeks)


def _by_id(items: Sequence[Cursor]) -> dict[str, Cursor]:
    found: dict[str, Cursor] = {}
    for item in items:
        identity = item.at("id").text()
        if identity is not None:
            found.setdefault(identity, item)
    return found


def _weeks(days: list[Cursor], days_a_week: int | None) -> list[list[Cursor]]:
    dates = [read_date(text) if (text := _text(day.at("scheduled_date"))) else None for day in days]
    if days and None not in dates:
        numbered = [
            (day.isocalendar()[:2], source) for day, source in zip(dates, days, strict=True) if day
        ]
        numbered.sort(key=lambda item: item[0])
        return [[source for _, source in own] for _, own in groupby(numbered, lambda item: item[0])]
    size = days_a_week or len(days)
    return [days[start : start + size] for start in range(0, len(days), max(size, 1))] or [[]]


def _text(source: Cursor) -> str | None:
    """Returns a date, which YAML may have read as one, as text."""
    return None if source.value is None else str(source.value)


def _overridden(week: Cursor, days: Sequence[Cursor], library: _Library) -> Node:
    _leave_out(week, {"week_number": NO_PLACE, "name": NO_PLACE, "notes": FREE_TEXT})
    overrides = [
        _Override(it.at("day_order").number(), it.at("exercise_id").text() or "", it)
        for it in week.items("overrides")
    ]
    return Node(week.pointer, workouts=[_day(day, library, overrides) for day in days])


def _day(day: Cursor, library: _Library, overrides: Sequence[_Override]) -> Node:
    day.count(1 + len(overrides))
    _leave_out(day, _DAY_LEFT_OUT)
    order = day.at("order").number()
    template = library.templates.get(day.at("template_ref").text() or "")
    exercises = day.items("exercises")
    title = day.at("focus").name()
    if template is not None and not exercises:
        exercises = template.items("exercises")
        _leave_out(template, {**_DAY_LEFT_OUT, "focus": "the day says it"})
    own = [it for it in overrides if it.day is None or it.day == order]
    activities = [
        node
        for source in exercises
        if (node := _planned(_merged(source, library, own))) is not None
    ]
    written = _text(day.at("scheduled_date"))
    date = read_date(written) if written else None
    if date is not None:
        day.at("scheduled_date").use()
    return Node(
        day.pointer,
        title=title or (template.at("name").name() if template else None),
        date=date.date().isoformat() if date else None,
        activities=activities,
    )


class _Merged(NamedTuple):
    """An exercise with what it refers to: what stands first decides."""

    parts: tuple[Cursor, ...]

    def at(self, *keys: str) -> Cursor:
        """Returns the value below the first of the keys that some part has."""
        for part in self.parts:
            for key in keys:
                if part.at(key).value is not None:
                    for other in self.parts:
                        if other is not part:
                            other.at(key).ignore("a week, or the day itself, says it otherwise")
                    return part.at(key)
        return self.parts[0].at(keys[0])


def _merged(source: Cursor, library: _Library, overrides: Sequence[_Override]) -> _Merged:
    source.count(len(overrides))
    identity, reference = source.at("id").text(), source.at("exercise_ref").text()
    changed = [it.source for it in overrides if it.exercise == identity]
    parts = [*changed, source]
    if reference in library.exercises:
        parts.append(library.exercises[reference or ""])
    for part in parts:
        _leave_out(part, _EXERCISE_LEFT_OUT)
    return _Merged(tuple(parts))


def _planned(source: _Merged) -> Node | None:
    origin = source.parts[0] if len(source.parts) == 1 else source.parts[-1]
    origin = next((part for part in source.parts if part.at("modality").value), origin)
    named = source.at("name")
    name = named.name()
    if name is None:
        reference = source.at("exercise_ref")
        name = (reference.name() or "").replace("-", " ").replace("_", " ") or None
    if name is None:
        return None
    modality = source.at("modality").text()
    lasting = source.at("target_duration_sec", "default_duration_sec")
    sets = source.at("target_sets", "default_sets")
    reps = source.at("target_reps", "default_reps")
    kind = "cardio" if modality in _CARDIO else kind_of(name, "main", sets=True)
    if kind in TIMED:
        seconds, times = lasting.number(), sets.whole()
        return timed(
            origin,
            name,
            kind,
            seconds=None if seconds is None else (seconds, (lasting,)),
            repeats=None if times is None else (times, (sets,)),
        )
    fields = set_fields(origin)
    fields.put("reps", reps.whole(), reps)
    fields.put("duration_seconds", lasting.number(), lasting)
    rest = source.at("rest_between_sets_sec")
    if source.at("group").value is not None:
        rest.ignore(REST_OF_A_GROUP)
    else:
        fields.put("rest_seconds", rest.number(), rest)
    source.at("rest_after_sec").ignore("the rest before the next exercise")
    _planned_load(source, name, fields)
    return lift(origin, name, repeated(origin, sets.whole(), sets, fields.done()))


def _planned_load(source: _Merged, name: str, fields: Fields) -> None:
    """Sets the load, which the first part decides that says anything of it."""
    own = next((it for it in source.parts if any(it.at(key).value for key in _LOAD)), None)
    if own is None:
        found, at = planned_load(name), source.parts[0]
    elif own.at("target_weight_percent").value is not None:
        at = own.at("target_weight_percent")
        found = _percentage(at, source.at("percent_of"), name)
        own.at("target_load").ignore("the percentage says it")
    else:
        at = own.at("target_load")
        found = _in_words(at, name, fields)
    for other in source.parts if own is not None else ():
        if other is not own:
            for key in _LOAD:
                other.at(key).ignore("a week, or the day itself, says it otherwise")
    for field, value in found.items():
        fields.put(field, value, at)


def _percentage(percent: Cursor, of: Cursor, name: str) -> dict[str, Any]:
    if (of.text() or "1rm").casefold() != "1rm":
        percent.ignore("a percentage of something else than the one-rep max")
        return planned_load(name, unread=True)
    share = percent_at(percent)
    return planned_load(name, percent=share, unread=share is None)


def _in_words(text: Cursor, name: str, fields: Fields) -> dict[str, Any]:
    """Returns the load that a text states; "heavy" and "65 % of the squat" state none."""
    scheme = read_scheme(text.value) if isinstance(text.value, str) else Scheme()
    # How often it is done is said elsewhere; here it may be a pair of weights.
    clear = scheme.understood and not scheme.left_over and not scheme.sets and not scheme.doubtful
    if not clear:
        text.ignore("a load in words")
        return planned_load(name, unread=True)
    text.use()
    fields.put("rpe", scheme.rpe, text)
    fields.put("rir", scheme.rir, text)
    weight, unit = (scheme.load_kg, "kg") if scheme.load_kg else (scheme.load_lb, "lb")
    return planned_load(
        name,
        weight=weight,
        unit=unit,
        percent=scheme.load_percent,
        body_weight=scheme.body_weight,
    )


def _history(root: Cursor) -> Node:
    sessions = [_session(it) for it in in_time(root.items("workouts"), "started_at")]
    measured = root.items("body_measurements")
    latest: Cursor | None = None
    for one in measured:
        if one.at("weight_kg").number() is not None:
            latest = one.at("weight_kg")
        one.ignore(NO_PLACE)
    athlete = None if latest is None else Node(latest.pointer, body_mass_kg=latest.number())
    return Node(root.pointer, backsafe=1, athlete=athlete, workouts=sessions)


def _session(source: Cursor) -> Node:
    _leave_out(source, _DAY_LEFT_OUT)
    written = _text(source.at("date"))
    date = read_date(written) if written else None
    if date is not None:
        source.at("date").use()
    elif written:
        source.at("date").fail("a date that is not known")
    activities = [node for it in source.items("exercises") if (node := _done(it)) is not None]
    return Node(
        source.pointer,
        title=source.at("title").name(),
        date=date.date().isoformat() if date else None,
        activities=activities,
    )


def _done(source: Cursor) -> Node | None:
    _leave_out(source, _EXERCISE_LEFT_OUT)
    name = source.at("name").name()
    if name is None:
        return None
    modality = source.at("modality").text()
    sets = source.items("sets")
    kind = "cardio" if modality in _CARDIO else kind_of(name, "main", sets=True)
    for one in sets:
        _leave_out(one, _SET_LEFT_OUT)
    counted = any(it.at(key).value for it in sets for key in ("reps", "weight_kg", "weight_lb"))
    if kind in TIMED and not counted:
        lasting = [it.at("duration_sec") for it in sets]
        known = [seconds for it in lasting if (seconds := it.number()) is not None]
        for one in sets:
            one.at("rpe").ignore(NO_PLACE)
            one.at("set_type").ignore(NO_PLACE)
        least = min(known, default=None) if kind == "static_stretch" else sum(known) or None
        return timed(source, name, kind, seconds=None if least is None else (least, lasting))
    return lift(source, name, [_done_set(it, name) for it in sets])


_SET_LEFT_OUT = {
    "set_number": "order is that of the list", "notes": FREE_TEXT, "is_pr": NO_PLACE,
    "distance_meters": NO_PLACE, "swimming": NO_PLACE, "telemetry": NO_PLACE,
    "started_at": NO_PLACE, "completed_at": NO_PLACE,
}  # fmt: skip


def _done_set(source: Cursor, name: str) -> Node:
    fields = set_fields(source)
    fields.whole("reps", "reps")
    for ours, theirs in (
        ("duration_seconds", "duration_sec"), ("rpe", "rpe"), ("rir", "rir"),
        ("rest_seconds", "rest_sec"),
    ):  # fmt: skip
        fields.number(ours, theirs)
    kind = source.at("set_type").text()
    if kind == "failure" and source.at("rir").value is None:
        fields.put("rir", 0, source.at("set_type"))
    fields.put("warm_up", True if kind == "warmup" else None, source.at("set_type"))
    unit = "kg" if source.at("weight_kg").value is not None else "lb"
    put_weight(fields, source.at(f"weight_{unit}"), unit, name)
    return fields.done()
