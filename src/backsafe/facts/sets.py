"""Sets and form observations → facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.facts.fact import Fact, Need, Value
from backsafe.facts.loads import Load, lighter, reps_in_reserve
from backsafe.facts.names import exercise_key, exercise_values
from backsafe.model import ASPECTS, Lift, tempo_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backsafe.facts.sessions import Context, Entry, Plan
    from backsafe.model import FormObservation, Set

__all__ = ["observation_facts", "set_facts"]

_RECORDS = Need("records", "whether the log records warm-up sets (records: [warm_up_sets])")
_TEMPO = Need("sets.tempo", "the tempo of each set, such as 2-1-1")
_PAST = Need("history", "earlier sessions (a log, a program or --history)")
_PLAIN_NEEDS = {
    "reps": Need("sets.reps", "the repetitions of each set"),
    "rir": Need("sets.rir", "repetitions in reserve (rir) or RPE of each set"),
    "rest_before_seconds": Need("sets.rest_seconds", "the rest after each set (rest_seconds)"),
    "pause_between_reps_seconds": Need(
        "sets.pause_between_reps_seconds",
        "the pause between repetitions (pause_between_reps_seconds)",
    ),
    "eccentric_seconds": _TEMPO,
    "concentric_seconds": _TEMPO,
    "rep_seconds": _TEMPO,
    "assisted": Need("sets.assistance", "whether a band or machine helps (assistance)"),
    "sessions_before": _PAST,
}


def set_facts(plan: Plan, context: Context) -> tuple[Fact, ...]:
    """Returns a fact per set, in the order of the session."""
    facts: list[Fact] = []
    done: dict[str, int] = {}
    for entry in plan.entries:
        if not isinstance(entry.activity, Lift):
            continue
        key = exercise_key(entry.activity.exercise)
        for number, one in enumerate(entry.activity.sets):
            place = done.get(key, 0)
            done[key] = place + 1
            facts.append(_fact(entry, number, one, plan.loads[key][: place + 1], context))
    return tuple(facts)


def _fact(
    entry: Entry, number: int, one: Set, so_far: Sequence[tuple[Set, Load]], context: Context
) -> Fact:
    lift = entry.activity
    if not isinstance(lift, Lift):
        raise TypeError(f"{lift.type} has no sets")
    load = so_far[-1][1]
    reserve = reps_in_reserve(one)
    values: dict[str, Value] = {
        **exercise_values(lift.exercise, entry.exercise),
        "technique": context.person.technique_of(lift.exercise, entry.exercise),
        "number": float(number + 1),
        "warm_up": bool(one.warm_up),
        "reps": _float(one.reps),
        "rir": reserve,
        "load_kg": load.kg,
        "load_percent": load.percent,
        "effort_measure": _measure(one, load, reserve),
        "loaded": load.loaded,
        "added_load_kg": load.kg if load.body_weight else 0.0,
        "assisted": load.assisted,
        "rest_before_seconds": _float(lift.sets[number - 1].rest_seconds) if number else None,
        "follows_set": number > 0,
        **_order(one, so_far, tells=context.tells("warm_up_sets")),
        **_tempo(one.tempo),
        "pause_between_reps_seconds": _float(one.pause_between_reps_seconds),
        "sessions_before": float(context.past.sessions.get(exercise_key(lift.exercise), 0))
        if context.past.known
        else None,
    }
    pointer = (*entry.pointer, "sets", number)
    return Fact("set", values, pointer, _needs(lift.exercise, load, values))


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)


def _measure(one: Set, load: Load, reserve: float | None) -> str | None:
    if load.percent is not None:
        return "load_percent"
    return "reserve" if one.reps is not None and reserve is not None else None


def _order(one: Set, so_far: Sequence[tuple[Set, Load]], *, tells: bool) -> dict[str, Value]:
    """Returns how a set stands to the earlier sets of its exercise.

    Args:
        one: The set.
        so_far: The sets of the exercise up to and with this one, with their loads.
        tells: Whether a warm-up set that is not listed was not done.
    """
    load = so_far[-1][1]
    earlier = [other for _, other in so_far[:-1]]
    lighter_before = _any(lighter(other, load) for other in earlier)
    unloaded = (None if other.loaded is None else not other.loaded for other in earlier)
    first_loaded = _all((not load.body_weight, load.loaded, *unloaded))
    if not tells and not one.warm_up:
        lighter_before = lighter_before or None
        first_loaded = first_loaded and None
    return {
        "opens_load": _all(lighter(other, load) for other in earlier),
        "first_loaded": first_loaded,
        "lighter_set_before": lighter_before,
    }


def _any(values: Iterable[bool | None]) -> bool | None:
    known = set(values)
    return True if True in known else None if None in known else False


def _all(values: Iterable[bool | None]) -> bool | None:
    known = set(values)
    return False if False in known else None if None in known else True


def _tempo(tempo: str | None) -> dict[str, Value]:
    if tempo is None:
        return {"eccentric_seconds": None, "concentric_seconds": None, "rep_seconds": None}
    # An explosive phase (X) takes next to no time; its share of a rep's duration is left out.
    phases = [0.0 if seconds is None else seconds for seconds in tempo_seconds(tempo)]
    return {
        "eccentric_seconds": phases[0],
        "concentric_seconds": phases[2],
        "rep_seconds": sum(phases),
    }


def _needs(exercise: str, load: Load, values: dict[str, Value]) -> dict[str, Need]:
    name = exercise_key(exercise).removeprefix("?")
    stated = Need("sets.load_kg", "the load (load_kg or load_percent)", name)
    if load.body_weight:
        percent = Need("sets.rir", "repetitions in reserve (rir) or RPE", name)
    elif load.kg is not None:
        percent = Need("athlete.one_rep_max_kg", "the one-rep max", name, keyed=True)
    else:
        percent = stated
    compared = _RECORDS if values["load_kg"] is not None else stated
    return {
        **_PLAIN_NEEDS,
        "load_percent": percent,
        "effort_measure": percent,
        "load_kg": stated,
        "loaded": stated,
        "added_load_kg": Need("sets.added_load_kg", "the added weight", name),
        "opens_load": stated,
        "first_loaded": compared,
        "lighter_set_before": compared,
        "technique": Need(
            "athlete.technique", "the technique (learning or mastered)", name, keyed=True
        ),
    }


def observation_facts(plan: Plan) -> tuple[Fact, ...]:
    """Returns a fact per form observation, in the order of the document."""
    facts: list[Fact] = []
    done: dict[str, int] = {}
    for entry in plan.entries:
        lift = entry.activity
        if not isinstance(lift, Lift):
            continue
        key = exercise_key(lift.exercise)
        start = done.get(key, 0)
        done[key] = start + len(lift.sets)
        loads = [load for _, load in plan.loads[key][start : done[key]]]
        for number, seen in enumerate(lift.form or ()):
            values: dict[str, Value] = {
                **exercise_values(lift.exercise, entry.exercise),
                "aspect": seen.aspect,
                "load_percent": _observed_percent(seen, lift, loads),
                **dict.fromkeys(ASPECTS),
                seen.aspect: seen.value,
            }
            needs = _needs(lift.exercise, loads[0], values | {"load_kg": loads[0].kg})
            facts.append(Fact("observation", values, (*entry.pointer, "form", number), needs))
    return tuple(facts)


def _observed_percent(seen: FormObservation, lift: Lift, loads: Sequence[Load]) -> float | None:
    """Returns the load at which something was seen: of its set, or of the lift if all are equal."""
    if seen.set is not None:
        return loads[seen.set - 1].percent
    work = [load for one, load in zip(lift.sets, loads, strict=True) if not one.warm_up] or loads
    percents = {load.percent for load in work}
    return percents.pop() if len(percents) == 1 else None
