"""Routines and workouts of Hevy's public API, as JSON.

What they can record: exercises, sets with loads and repetitions or a range of them, durations, the
rest after the sets of an exercise, RPE, and sets marked as warm-up, drop set or failure. They
cannot record tempo or technique.

- A routine is a plan, a workout with a start is a log. Several routines are a program of one week.
- A routine that is sent to the API names an exercise by a number only, which no catalogue here
  knows; its name is then unknown.
- A load of 0 or none is unknown; what a weight means depends on the exercise, as in the export.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.readers.dates import read_date
from backsafe.readers.entries import TIMED
from backsafe.readers.planned import (
    REST_OF_A_GROUP,
    in_time,
    kind_of,
    lift,
    put_weight,
    set_fields,
    timed,
)
from backsafe.readers.records import LOADS, THINGS, fields_of
from backsafe.readers.schemes import seconds_of
from backsafe.readers.tree import FREE_TEXT, NO_PLACE, Node

if TYPE_CHECKING:
    from backsafe.readers.tree import Cursor

__all__ = ["RECORDS", "build"]

RECORDS = (
    THINGS
    | LOADS
    | fields_of("workouts", "title date")
    | fields_of("activities", "minutes repeats hold_seconds")
    | fields_of(
        "sets",
        "reps most_reps duration_seconds warm_up rest_seconds rpe rir",
    )
)
"""What the format can record."""


_LEFT_OUT = {
    "id": NO_PLACE,
    "folder_id": NO_PLACE,
    "routine_id": NO_PLACE,
    "page": NO_PLACE,
    "page_count": NO_PLACE,
    "created_at": NO_PLACE,
    "updated_at": NO_PLACE,
    "end_time": NO_PLACE,
    "index": "order is that of the list",
    "notes": FREE_TEXT,
    "description": FREE_TEXT,
    "superset_id": NO_PLACE,
    "supersets_id": NO_PLACE,
    "distance_meters": NO_PLACE,
    "custom_metric": NO_PLACE,
}


def build(root: Cursor) -> Node:
    """Returns our document of a page of routines, of one, or of workouts."""
    _leave_out(root)
    single = root.at("routine").each() or root.at("workout").each()
    routines = single or root.items("routines") or root.items("workouts") or [root]
    # The API lists the newest first.
    sessions = [_session(it) for it in in_time(routines, "start_time")]
    if len(sessions) == 1:
        return Node(sessions[0].origin, **{**sessions[0], "backsafe": 1})
    if any(session.get("kind") == "log" for session in sessions):
        return Node(root.pointer, backsafe=1, workouts=sessions)
    week = Node(root.pointer, workouts=sessions)
    return Node(root.pointer, backsafe=1, weeks=[week])


def _leave_out(source: Cursor) -> None:
    for key, reason in _LEFT_OUT.items():
        source.at(key).ignore(reason)


def _session(source: Cursor) -> Node:
    _leave_out(source)
    started = source.at("start_time").text()
    day = None if started is None else read_date(started)
    if started is not None and day is None:
        source.at("start_time").fail("a date that is not known")
    log = started is not None
    return Node(
        source.pointer,
        kind="log" if log else None,
        title=source.at("title").name(),
        date=day.date().isoformat() if day else None,
        activities=[_activity(it, log=log) for it in source.items("exercises")],
    )


def _activity(source: Cursor, *, log: bool) -> Node:
    _leave_out(source)
    template = source.at("exercise_template_id")
    name = source.at("title").name()
    if name is None:
        name = f"Hevy exercise {template.name() or 'without a name'}"
    else:
        template.ignore("the title says it")
    sets = source.items("sets")
    kind = kind_of(name, "main", sets=True)
    counted = any(it.at(key).value for it in sets for key in ("reps", "rep_range", "weight_kg"))
    if kind in TIMED and not counted:
        lasting = [it.at("duration_seconds") for it in sets]
        known = [seconds for it in lasting if (seconds := it.number())]
        repeats = (len(sets), ()) if sets else None
        held = (min(known), lasting) if known else None
        for one in sets:
            _leave_out(one)
            one.at("type").ignore(NO_PLACE)
        return timed(source, name, kind, seconds=held, repeats=repeats)
    rest = _rest(source.at("rest_seconds"))
    if any(source.at(key).value is not None for key in ("superset_id", "supersets_id")):
        rest[0].ignore(REST_OF_A_GROUP)
        rest = rest[0], None
    return lift(source, name, [_set(it, name, rest, log=log) for it in sets])


def _rest(source: Cursor) -> tuple[Cursor, float | None]:
    seconds = source.number()
    text = source.text() if seconds is None else None
    if text is not None:
        seconds = float(text) if text.isdecimal() and text.isascii() else seconds_of(text)
        if seconds is None:
            source.fail("a rest that is no number of seconds")
    return source, seconds


def _set(source: Cursor, name: str, rest: tuple[Cursor, float | None], *, log: bool) -> Node:
    _leave_out(source)
    fields = set_fields(source)
    ends = source.at("rep_range")
    if ends.is_mapping and ends.at("start").value is not None and not log:
        fields.put("reps", ends.at("start").whole(), ends.at("start"))
        fields.put("most_reps", ends.at("end").whole(), ends.at("end"))
        source.at("reps").ignore("the range says it")
    else:
        fields.whole("reps", "reps")
    fields.number("duration_seconds", "duration_seconds")
    fields.put("rest_seconds", rest[1], rest[0])
    rpe = source.at("rpe")
    fields.put("rpe", rpe.number() or None, rpe)
    kind = source.at("type").text()
    fields.put("warm_up", True if kind == "warmup" else None, source.at("type"))
    fields.put("rir", 0 if kind == "failure" else None, source.at("type"))
    put_weight(fields, source.at("weight_kg"), "kg", name)
    return fields.done()
