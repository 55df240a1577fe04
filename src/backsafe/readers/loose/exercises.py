"""An exercise of a plan → a lift with its sets, or an activity that is done for a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.readers.entries import TIMED
from backsafe.readers.loose.keys import (
    DURATIONS,
    KILOGRAMS,
    LEAST_REPS,
    LOADS,
    MINUTES,
    MOST_REPS,
    PERCENTS,
    POUNDS,
    REPS,
    RESTS,
    SCHEMES,
    SECONDS,
    SETS,
    TEXTS,
    WARM_UPS,
    find,
    word_of,
)
from backsafe.readers.planned import kind_of, lift, planned_load, set_fields, timed, whole_sets
from backsafe.readers.schemes import Scheme, read_scheme
from backsafe.readers.tree import FREE_TEXT, Cursor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backsafe.readers.planned import Section
    from backsafe.readers.tree import Fields, Node

__all__ = ["exercise", "made"]


# A smaller number may be of minutes.
_LEAST_SECONDS_OF_REST = 10


def exercise(source: Cursor, name: str, section: Section) -> Node:
    """Returns the activity of a mapping that names an exercise."""
    for key in source.names:
        if word_of(key) in TEXTS:
            source.at(key).ignore(FREE_TEXT)
    scheme = Scheme()
    for keys, bare in ((SCHEMES, ""), (SETS, "sets"), (REPS, "reps"), (LOADS, "")):
        scheme = _with_text(scheme, find(source, keys), bare)
    return made(source, name, section, scheme, source)


def _with_text(scheme: Scheme, source: Cursor | None, bare: str) -> Scheme:
    """Returns a scheme with what a text adds to it; what stands there already stays."""
    if source is None or not isinstance(source.value, str):
        return scheme
    read = read_scheme(source.value, bare_number=bare)
    if not read.understood:
        source.fail("a text that was not understood")
        return scheme
    if read.left_over:
        source.ignore("understood in part; the rest is words")
    else:
        source.use()
    stated = {
        name: value for name, value in read._asdict().items() if value and name != "left_over"
    }
    kept = {name: value for name, value in scheme._asdict().items() if value}
    return Scheme()._replace(**{**stated, **kept})


def _number_of(source: Cursor, keys: Iterable[str]) -> tuple[float | None, Cursor]:
    found = find(source, keys)
    if found is None:
        return None, source
    return found.number(), found


def made(source: Cursor, name: str, section: Section, scheme: Scheme, origin: Cursor) -> Node:
    """Returns an activity.

    Args:
        source: A mapping with numbers, or something else, which has none.
        name: Name of the exercise.
        section: Part of the session it stands in.
        scheme: What texts say of its sets.
        origin: What the activity comes from.
    """
    numbers = source if source.is_mapping else Cursor({}, source.pointer)
    sets, sets_at = _number_of(numbers, SETS)
    reps, reps_at = _number_of(numbers, (*REPS, *LEAST_REPS))
    listed = sets_at if isinstance(sets_at.value, list) else None
    seconds, seconds_at = _duration(numbers, scheme)
    counted = bool(sets or reps or scheme.sets or scheme.reps or listed)
    kind = kind_of(name, section, sets=counted)
    weighed = find(numbers, (*LOADS, *KILOGRAMS, *POUNDS)) is not None
    if kind in TIMED and not (weighed and kind == "activation"):
        times = sets or scheme.sets
        return timed(
            origin,
            name,
            kind,
            seconds=None if seconds is None else (seconds, (seconds_at,)),
            repeats=None if not times else (int(times), (sets_at,)),
        )
    if listed is not None:
        return lift(origin, name, [_listed_set(it, name, section) for it in listed.each()])
    fields = set_fields(origin)
    fields.put(
        "reps", int(reps) if reps is not None and reps == int(reps) else scheme.reps, reps_at
    )
    most, most_at = _number_of(numbers, MOST_REPS)
    fields.put(
        "most_reps", int(most) if most else scheme.most_reps if reps is None else None, most_at
    )
    fields.put("amrap", scheme.amrap or None)
    fields.put("duration_seconds", seconds, seconds_at)
    fields.put("warm_up", True if section == "warm_up" else None)
    _details(numbers, name, scheme, fields)
    count = sets if sets is not None else scheme.sets
    return lift(origin, name, whole_sets(origin, count, sets_at, fields.done()))


def _duration(source: Cursor, scheme: Scheme) -> tuple[float | None, Cursor]:
    for keys, scale in ((SECONDS, 1), (MINUTES, 60)):
        number, at = _number_of(source, keys)
        if number is not None:
            return number * scale, at
    found = find(source, (*SECONDS, *DURATIONS))
    if found is not None and isinstance(found.value, str):
        read = read_scheme(found.value)
        if read.seconds is not None:
            found.use()
            return read.seconds, found
        found.fail("a duration that was not understood")
    elif found is not None and found.value is not None:
        found.fail("a duration without a unit")
    return scheme.seconds, source


def _details(source: Cursor, name: str, scheme: Scheme, fields: Fields) -> None:
    """Sets rest, effort, tempo and load."""
    rest = find(source, RESTS)
    if rest is not None:
        seconds = _rest(rest)
        fields.put("rest_seconds", seconds, rest)
    else:
        fields.put("rest_seconds", scheme.rest_seconds)
    for ours in ("rpe", "rir"):
        number, at = _number_of(source, (ours, f"target{ours}"))
        fields.put(ours, number if number is not None else getattr(scheme, ours), at)
    tempo = find(source, ("tempo",))
    if tempo is not None:
        fields.put("tempo", tempo.text(), tempo)
    percent, percent_at = _number_of(source, PERCENTS)
    weight, weight_at = _number_of(source, KILOGRAMS)
    pounds, pounds_at = _number_of(source, POUNDS)
    plain = find(source, LOADS)
    if plain is not None and plain.value and not isinstance(plain.value, str | bool):
        plain.fail("a weight without a unit")
    unit = "kg" if weight is not None or scheme.load_kg else "lb"
    load = planned_load(
        name,
        weight=weight or pounds or scheme.load_kg or scheme.load_lb,
        unit=unit,
        percent=percent if percent is not None else scheme.load_percent,
        body_weight=scheme.body_weight,
    )
    at = next(
        (it for number, it in ((weight, weight_at), (pounds, pounds_at)) if number), percent_at
    )
    for field, value in load.items():
        fields.put(field, value, at)


def _rest(source: Cursor) -> float | None:
    """Returns a rest in seconds, which a number alone is taken for."""
    number = source.number()
    if number is not None:
        if number >= _LEAST_SECONDS_OF_REST or number == 0:
            return number
        source.fail("a rest without a unit of time")
        return None
    text = source.text()
    read = None if text is None else read_scheme(f"rest {text}")
    seconds = None if read is None else read.rest_seconds
    if seconds is None:
        source.fail("a rest that was not understood")
    return seconds


def _listed_set(source: Cursor, name: str, section: Section) -> Node:
    """Returns a set of a plan that lists them one by one."""
    fields = set_fields(source)
    if isinstance(source.value, str):
        scheme = read_scheme(source.value, bare_number="reps")
        source.use() if scheme.understood else source.fail("a text that was not understood")
    else:
        scheme = Scheme()
        for keys, bare in ((REPS, "reps"), (LOADS, "")):
            scheme = _with_text(scheme, find(source, keys), bare)
    reps, reps_at = (
        _number_of(source, (*REPS, *LEAST_REPS)) if source.is_mapping else (None, source)
    )
    fields.put(
        "reps", int(reps) if reps is not None and reps == int(reps) else scheme.reps, reps_at
    )
    fields.put("most_reps", scheme.most_reps if reps is None else None)
    fields.put("amrap", scheme.amrap or None)
    if source.is_mapping:
        seconds, at = _duration(source, scheme)
        fields.put("duration_seconds", seconds, at)
        _details(source, name, scheme, fields)
        kind = find(source, ("type", "settype", "kind"))
        marked = kind is not None and word_of(kind.text() or "") in WARM_UPS
        fields.put("warm_up", True if marked or section == "warm_up" else None)
    return fields.done()
