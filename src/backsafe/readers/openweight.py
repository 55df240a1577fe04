"""openweight's JSON documents: logs, templates and programs of strength training.

What they can record: exercises, sets with loads, percentages, repetitions, rest, tempo, RPE and
reserve, and sets marked as warm-up. They cannot record a warm-up or stretches as such, nor
technique.

- Weights need their unit; a percentage is of the one-rep max.
- In a program the targets of a set are what is planned. In a log what was done counts, and the
  target is kept beside it.
- A document with a date is a log, one without is a plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backsafe.exercises import find
from backsafe.readers.dates import read_date
from backsafe.readers.entries import KG_PER_LB
from backsafe.readers.planned import (
    DAYS_OF_A_WEEK,
    REST_OF_A_GROUP,
    in_order,
    kind_of,
    lift,
    percent_at,
    planned_load,
    set_fields,
    timed,
)
from backsafe.readers.records import LOADS, THINGS, fields_of
from backsafe.readers.tree import FREE_TEXT, NO_PLACE, Node

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.readers.tree import Cursor

__all__ = ["RECORDS", "build", "build_athlete", "is_profile"]

RECORDS = (
    THINGS
    | LOADS
    | fields_of("workouts", "title date day weeks")
    | fields_of("activities", "minutes repeats hold_seconds")
    | fields_of(
        "sets",
        "reps most_reps amrap target_reps duration_seconds load_lb load_percent warm_up "
        "rest_seconds tempo rir rpe",
    )
)
"""What the format can record."""


_DONE = ("reps", "weight", "durationSeconds", "distance")
_LEFT_OUT = {
    "notes": FREE_TEXT,
    "description": FREE_TEXT,
    "author": NO_PLACE,
    "tags": NO_PLACE,
    "order": "the order of the document",
    "supersetId": NO_PLACE,
    "templateId": NO_PLACE,
    "durationSeconds": NO_PLACE,
}


def build(root: Cursor) -> Node:
    """Returns our document of one of openweight's."""
    weeks = root.items("weeks")
    if weeks:
        found = [Node(week.pointer, workouts=_workouts(week)) for week in weeks]
        for week in weeks:
            _leave_out(week)
            week.at("name").ignore(NO_PLACE)
        document = Node(root.pointer, backsafe=1, title=root.at("name").name(), weeks=found)
    else:
        document = _workout(root, log=root.at("date").value is not None)
        document["backsafe"] = 1
    _leave_out(root)
    return document


def _workouts(week: Cursor) -> list[Node]:
    return [_workout(workout, log=False) for workout in week.items("workouts")]


def _workout(source: Cursor, *, log: bool) -> Node:
    listed = in_order(source.items("exercises"), "order")
    activities = [node for it in listed if (node := _activity(it, log=log))]
    workout = Node(source.pointer, title=source.at("name").name(), kind="log" if log else None)
    text = source.at("date").text()
    day = None if text is None else read_date(text)
    if day is not None:
        workout["date"] = day.date().isoformat()
    elif text is not None:
        source.at("date").fail("a date that is not known")
    number = source.at("day").whole(DAYS_OF_A_WEEK)
    if number is not None:
        workout["day"] = number
    workout["activities"] = activities
    _leave_out(source)
    return workout


def _leave_out(source: Cursor) -> None:
    for key, reason in _LEFT_OUT.items():
        source.at(key).ignore(reason)


def _activity(source: Cursor, *, log: bool) -> Node | None:
    named = source.at("exercise")
    name = named.at("name").name()
    for key in ("category", "equipment", "musclesWorked", "id", "aliases"):
        named.at(key).ignore("the catalogue says it")
    _leave_out(source)
    if name is None:
        return None
    sets = [it for it in source.items("sets") if not (log and _not_done(it))]
    if log and not sets:
        source.drop("an exercise of which nothing was done")
        return None
    # A template may give one number of sets in place of the sets.
    counted = any(it.at(key).value for it in sets for key in ("reps", "targetReps", "weight"))
    kind = kind_of(name, "main", sets=counted)
    if kind != "lift" and not counted:
        return _held(source, name, kind, sets)
    grouped = source.at("supersetId").value is not None
    return lift(source, name, [_set(it, name, log=log, grouped=grouped) for it in sets])


def _not_done(source: Cursor) -> bool:
    """Returns whether a set of a log states nothing but what was aimed at."""
    done = any(source.at(key).value is not None for key in _DONE)
    if not done:
        source.drop("a set that was not done")
    return not done


def _held(source: Cursor, name: str, kind: str, sets: list[Cursor]) -> Node:
    lasting = [it.at("durationSeconds") for it in sets]
    known = [seconds for it in lasting if (seconds := it.number()) is not None]
    repeats = (len(sets), ()) if sets else None
    if not known:
        return timed(source, name, kind, repeats=repeats)
    each = min(known) if kind == "static_stretch" else sum(known) / len(known)
    return timed(source, name, kind, seconds=(each, lasting), repeats=repeats)


def _set(source: Cursor, name: str, *, log: bool, grouped: bool) -> Node:
    fields = set_fields(source)
    done = source.at("reps").value is not None
    fields.whole("reps", "reps")
    if not log and not done and source.at("targetRepsMin").value is not None:
        fields.whole("reps", "targetRepsMin")
        fields.whole("most_reps", "targetRepsMax")
    else:
        fields.whole("target_reps" if log or done else "reps", "targetReps")
    fields.number("duration_seconds", "durationSeconds")
    if grouped:
        source.at("restSeconds").ignore(REST_OF_A_GROUP)
    else:
        fields.number("rest_seconds", "restSeconds")
    # What was done counts; what was aimed at only where nothing is done yet.
    for ours, theirs, aimed in (("rpe", "rpe", "targetRPE"), ("rir", "rir", "targetRIR")):
        if source.at(theirs).value is None and not log:
            fields.number(ours, aimed)
        else:
            fields.number(ours, theirs)
            source.at(aimed).ignore("what was done counts")
    if source.at("toFailure").flag():
        fields.put("rir", 0, source.at("toFailure"))
    tempo = source.at("tempo")
    fields.put("tempo", tempo.text(), tempo)
    kind = source.at("type").text()
    fields.put("warm_up", True if kind == "warmup" else None, source.at("type"))
    fields.put("amrap", True if kind == "amrap" and not log else None, source.at("type"))
    for field, value in _load(source, name, log=log).items():
        fields.put(field, value, source.at("weight"), source.at("percentage"))
    for key in ("notes", "distance", "distanceUnit"):
        source.at(key).ignore(_LEFT_OUT.get(key, NO_PLACE))
    return fields.done()


def _load(source: Cursor, name: str, *, log: bool) -> dict[str, Any]:
    unit = source.at("unit").text() or ""
    weight, aimed = source.at("weight").number(), source.at("targetWeight")
    if weight is None and not log:
        weight = aimed.number()
    else:
        aimed.ignore("what was done counts")
    percent = percent_at(source.at("percentage"))
    stated = any(source.at(key).value is not None for key in ("weight", "percentage"))
    stated = stated or (aimed.value is not None and not log)
    of = source.at("percentageOf").text()
    if weight is not None and unit not in ("kg", "lb"):
        for key in ("weight", "targetWeight"):
            source.at(key).fail("a weight needs its unit, kg or lb")
        weight = None
    if weight is not None and percent is not None:
        source.at("percentage").ignore("the weight says it")
        percent = None
    if percent is not None and of not in (None, "1RM"):
        source.at("percentage").ignore("a percentage of something else than the one-rep max")
        percent = None
    unread = stated and weight is None and percent is None
    return planned_load(name, weight=weight, unit=unit, percent=percent, unread=unread)


def is_profile(data: object) -> bool:
    """Returns whether a tree is a lifter's profile, which is an athlete and no training."""
    return (
        isinstance(data, dict)
        and "exportedAt" in data
        and not {"exercises", "weeks"} & data.keys()
        and bool({"records", "bodyweight", "sex", "name"} & data.keys())
    )


def build_athlete(root: Cursor) -> Node:
    """Returns our athlete of a lifter's profile.

    One-rep maxima are the greatest loads that were lifted once; estimates are left out, since the
    formula that made them may not hold.
    """
    maxima: dict[str, float] = {}
    for record in root.items("records"):
        name = record.at("exercise").at("name").name()
        for best in record.items("repMaxes"):
            kilograms = _kilograms(best.at("weight").number(), best.at("unit").text())
            if name and kilograms and best.at("reps").number() == 1:
                maxima[name] = max(kilograms, maxima.get(name, 0.0))
    mass = root.at("bodyweight")
    kilograms = _kilograms(mass.at("value").number(), mass.at("unit").text())
    return Node(
        root.pointer,
        body_mass_kg=kilograms,
        one_rep_max_kg=_by_exercise(maxima) or None,
        age=_age(root.at("birthDate").text(), root.at("exportedAt").text()),
    )


def _kilograms(value: float | None, unit: str | None) -> float | None:
    if value is None or unit not in ("kg", "lb", "lbs"):
        return None
    return value if unit == "kg" else value * KG_PER_LB


def _by_exercise(maxima: Mapping[str, float]) -> dict[str, float]:
    """Returns each exercise once, though a profile may list it under several names."""
    best: dict[str, tuple[str, float]] = {}
    for name, kilograms in maxima.items():
        known = find(name)
        key = known.name if known is not None else name
        if key not in best or kilograms > best[key][1]:
            best[key] = (name, kilograms)
    return dict(best.values())


def _age(born: str | None, told: str | None) -> int | None:
    birth, day = read_date(born or ""), read_date(told or "")
    if birth is None or day is None:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
