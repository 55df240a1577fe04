"""An exercise of a plan → a lift with its sets, or an activity that is done for a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backsafe.readers.entries import TIMED
from backsafe.readers.loose.keys import (
    DURATIONS,
    GROUPS,
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
from backsafe.readers.planned import (
    REST_OF_A_GROUP,
    kind_of,
    lift,
    percent_at,
    planned_load,
    repeated,
    set_fields,
    timed,
)
from backsafe.readers.schemes import Scheme, read_scheme
from backsafe.readers.tree import FREE_TEXT, Cursor, Node

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backsafe.readers.planned import Section
    from backsafe.readers.tree import Fields

__all__ = ["exercise", "made"]


# A smaller number may be of minutes.
_LEAST_SECONDS_OF_REST = 10
_ALL_LOADS = (*LOADS, *KILOGRAMS, *POUNDS, *PERCENTS)
_LOAD_WORDS = frozenset(_ALL_LOADS)
_OF_LOADS = ("weight", "load", "kg", "lbs", "resistance")
_LADDER = re.compile(r"[0-9]{1,3}(?:\s*[/,]\s*[0-9]{1,3}){1,19}")
_LEAST_SECONDS_OF_PAUSE = 30


def exercise(source: Cursor, name: str, section: Section) -> Node:
    """Returns the activity of a mapping that names an exercise."""
    for key in source.names:
        if word_of(key) in TEXTS:
            source.at(key).ignore(FREE_TEXT)
    scheme = Scheme()
    for keys, bare in ((SCHEMES, ""), (SETS, "sets"), (REPS, "reps"), (LOADS, "")):
        scheme = _with_text(scheme, find(source, keys), bare, of_load=keys is LOADS)
    return made(source, name, section, scheme, source)


def _with_text(
    scheme: Scheme, source: Cursor | None, bare: str, *, of_load: bool = False
) -> Scheme:
    """Returns a scheme with what a text adds to it; what stands there already stays."""
    if source is None or not isinstance(source.value, str):
        return scheme
    if bare == "reps" and _LADDER.fullmatch(source.value.strip()):
        return scheme
    read = read_scheme(source.value, bare_number=bare)
    if not read.understood:
        source.fail("a text that was not understood")
        return scheme._replace(doubtful=scheme.doubtful or of_load)
    if read.left_over or read.doubtful:
        source.fail("a text that was understood in part only")
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


def _whole_of(source: Cursor, keys: Iterable[str]) -> tuple[int | None, Cursor]:
    found = find(source, keys)
    if found is None:
        return None, source
    return found.whole(), found


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
    sets, sets_at = _whole_of(numbers, SETS)
    reps, reps_at = _whole_of(numbers, (*REPS, *LEAST_REPS))
    listed = sets_at if isinstance(sets_at.value, list) else None
    each = _each(numbers)
    seconds, seconds_at = _duration(numbers, scheme)
    counted = bool(sets or reps or scheme.sets or scheme.reps or listed)
    kind = kind_of(name, section, sets=counted)
    weighed = find(numbers, (*LOADS, *KILOGRAMS, *POUNDS)) is not None
    if kind in TIMED and not (weighed and kind == "activation"):
        times, counts = sets or scheme.sets, [sets_at]
        if reps is not None and seconds is None:
            times, counts = (times or 1) * reps, [sets_at, reps_at]
        elif reps is not None:
            reps_at.ignore("repetitions of what is done for a time")
        return timed(
            origin,
            name,
            kind,
            seconds=None if seconds is None else (seconds, (seconds_at,)),
            repeats=None if not times else (times, counts),
        )
    if listed is not None:
        common = scheme._replace(reps=scheme.reps if reps is None else reps)
        return lift(
            origin, name, [_listed_set(it, numbers, name, section, common) for it in listed.each()]
        )
    if each:
        # What the list says of each set counts.
        scheme = scheme._replace(reps=None, most_reps=None)
    fields = set_fields(origin)
    fields.put("reps", scheme.reps if reps is None else reps, reps_at)
    most, most_at = _whole_of(numbers, MOST_REPS)
    if reps is None and scheme.reps is None:
        _ends(find(numbers, REPS), fields)
    fields.put("most_reps", most or (scheme.most_reps if reps is None else None), most_at)
    fields.put("amrap", scheme.amrap or None)
    fields.put("duration_seconds", seconds, seconds_at)
    fields.put("warm_up", True if section == "warm_up" else None)
    _details(numbers, name, scheme, fields)
    count = sets if sets is not None else scheme.sets
    made_sets = repeated(origin, count, sets_at, fields.done())
    if each and count is not None and len(each) != count:
        for it in reps_at.each():
            it.fail("repetitions that are more or fewer than the sets")
    elif each:
        # "12/10/8" are the repetitions of three sets, one after the other.
        made_sets = [Node(one.origin, **{**made_sets[0], **one}) for one in each]
    return lift(origin, name, made_sets)


def _each(source: Cursor) -> list[Node]:
    """Returns each set with its repetitions, where a plan lists them."""
    found = find(source, REPS)
    if found is None:
        return []
    if isinstance(found.value, list):
        return [_of_repetitions(it) for it in found.each()]
    if isinstance(found.value, str) and _LADDER.fullmatch(found.value.strip()):
        found.use()
        return [Node(found.pointer, reps=int(it)) for it in re.split(r"[/,]", found.value)]
    return []


def _of_repetitions(source: Cursor) -> Node:
    """Returns a set of which a plan says its repetitions alone."""
    fields = set_fields(source)
    fields.put("reps", source.whole(), source)
    return fields.done()


def _ends(reps: Cursor | None, fields: Fields) -> None:
    """Sets a range of repetitions whose ends stand below keys of their own."""
    if reps is None or not reps.is_mapping:
        return
    for low, high in (("min", "max"), ("start", "end"), ("from", "to")):
        least, most = reps.at(low), reps.at(high)
        if least.value is not None:
            fields.put("reps", least.whole(), least)
            fields.put("most_reps", most.whole(), most)
            return


def _duration(source: Cursor, scheme: Scheme) -> tuple[float | None, Cursor]:
    for keys, scale in ((SECONDS, 1), (MINUTES, 60)):
        number, at = _number_of(source, keys)
        if number is not None:
            return number * scale, at
    found = find(source, (*SECONDS, *DURATIONS))
    if found is not None and isinstance(found.value, str):
        read = read_scheme(found.value)
        if read.seconds is not None and not read.left_over:
            found.use()
            return read.seconds, found
        found.fail("a duration that was not understood")
    elif found is not None and found.value is not None:
        found.fail("a duration without a unit")
    return scheme.seconds, source


def _details(source: Cursor, name: str, scheme: Scheme, fields: Fields) -> None:
    """Sets rest, effort and tempo, and the load."""
    rest = find(source, RESTS)
    if rest is not None and find(source, GROUPS) is not None:
        rest.ignore(REST_OF_A_GROUP)
    elif rest is not None:
        seconds = _rest(rest)
        fields.put("rest_seconds", seconds, rest)
    else:
        fields.put("rest_seconds", scheme.rest_seconds)
    for ours in ("rpe", "rir"):
        number, at = _number_of(source, (ours, f"target{ours}"))
        if isinstance(at.value, str):
            read = read_scheme(f"{ours} {at.value}")
            number = None if read.left_over else getattr(read, ours)
            at.fail(f"{ours} that was not understood") if number is None else at.use()
        fields.put(ours, number if number is not None else getattr(scheme, ours), at)
    tempo = find(source, ("tempo",))
    if tempo is not None:
        fields.put("tempo", tempo.text(), tempo)
    _load(source, name, scheme, fields)


def _load(source: Cursor, name: str, scheme: Scheme, fields: Fields) -> None:
    shared = find(source, PERCENTS) or Cursor(None)
    percent = percent_at(shared)
    weight, weight_at = _number_of(source, KILOGRAMS)
    pounds, pounds_at = _number_of(source, POUNDS)
    measured = find(source, LOADS) or Cursor(None)
    shapeless = bool(measured.value) and not isinstance(measured.value, str)
    if measured.is_mapping:
        unit = (measured.at("unit").text() or "").casefold()
        if unit in ("kg", "kgs"):
            weight, weight_at = measured.at("value").number(), measured.at("value")
        elif unit in ("lb", "lbs"):
            pounds, pounds_at = measured.at("value").number(), measured.at("value")
    elif shapeless:
        measured.fail("a weight without a unit")
    for at in (weight_at, pounds_at):
        if at is not source and at.value and at.number() is None:
            at.fail("a weight that is no number")
            shapeless = True
    named = [key for key in source.names if word_of(key).endswith(_OF_LOADS)]
    beyond = any(word_of(key) not in _LOAD_WORDS and source.at(key).value for key in named)
    unread = (
        shapeless or beyond or scheme.doubtful or (shared.value is not None and percent is None)
    )
    unit = "kg" if weight is not None or scheme.load_kg else "lb"
    weighed = weight or pounds or scheme.load_kg or scheme.load_lb
    share = percent if percent is not None else scheme.load_percent
    if weighed and share is not None:
        shared.ignore("the weight says it")
        share = None
    load = planned_load(
        name,
        weight=weighed,
        unit=unit,
        percent=share,
        body_weight=scheme.body_weight,
        unread=unread and not weight and not pounds,
    )
    at = next((it for number, it in ((weight, weight_at), (pounds, pounds_at)) if number), shared)
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
    clear = read is not None and not read.left_over and read.seconds is None
    seconds = read.rest_seconds if read is not None and clear else None
    if seconds is None:
        source.fail("a rest that was not understood")
    elif seconds < _LEAST_SECONDS_OF_PAUSE and word_of(source.pointer[-1]).startswith("pause"):
        source.fail("a pause that may be one within a repetition")
        return None
    return seconds


def _listed_set(
    source: Cursor, parent: Cursor, name: str, section: Section, common: Scheme
) -> Node:
    """Returns a set of a plan that lists them one by one, with what it says of all of them."""
    fields = set_fields(source)
    if isinstance(source.value, str):
        scheme = _with_text(Scheme(), source, "reps")
    else:
        scheme = Scheme()
        for keys, bare in ((REPS, "reps"), (LOADS, "")):
            scheme = _with_text(scheme, find(source, keys), bare, of_load=keys is LOADS)
    if scheme.reps is None and find(source, (*REPS, *LEAST_REPS)) is None:
        scheme = scheme._replace(reps=common.reps, most_reps=common.most_reps)
    reps, reps_at = _whole_of(source, (*REPS, *LEAST_REPS)) if source.is_mapping else (None, source)
    fields.put("reps", scheme.reps if reps is None else reps, reps_at)
    fields.put("most_reps", scheme.most_reps if reps is None else None)
    fields.put("amrap", scheme.amrap or None)
    if source.is_mapping:
        seconds, at = _duration(source, scheme)
        fields.put("duration_seconds", seconds, at)
        _details(source, name, scheme, fields)
        if parent.is_mapping and find(source, _ALL_LOADS) is None:
            _load(parent, name, common, fields)
        kind = find(source, ("type", "settype", "kind"))
        marked = kind is not None and word_of(kind.text() or "") in WARM_UPS
        fields.put("warm_up", True if marked or section == "warm_up" else None)
    return fields.done()
