"""Sets and form observations → facts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from backsafe.facts.fact import Fact, Need, Value
from backsafe.facts.loads import Load, chart_reps, lighter, reps_in_reserve
from backsafe.facts.names import exercise_key, exercise_values, shown_name
from backsafe.facts.regions import is_back_work
from backsafe.kleene import all_, any_
from backsafe.model import ASPECTS, Lift, tempo_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from backsafe.facts.plan import Context, LiftSet, Plan
    from backsafe.model import FormObservation, Set

__all__ = ["Earlier", "observation_facts", "set_facts"]

_RECORDS = Need("records", "whether the log records warm-up sets (records: [warm_up_sets])")
_TEMPO = Need("sets.tempo", "the tempo of each set, such as 2-1-1")
_PAST = Need("history", "earlier sessions (a log, a program or --history)")
_PLAIN_NEEDS = {
    "reps": Need("sets.reps", "the repetitions of each set"),
    "reps_possible": Need("sets.reps", "the repetitions of each set"),
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
    ramps: dict[str, Earlier] = {}
    for sets in plan.sets.values():
        for one in sets:
            exercise = one.entry.exercise
            # A set of the plain exercise is a ramp for its weighted and assisted variants.
            base = exercise.variant_of if exercise is not None else None
            key = base or exercise_key(one.entry.activity.exercise)
            earlier = ramps.setdefault(key, Earlier())
            facts.append(_fact(one, sets, earlier, context))
            earlier.add(one.stated, one.load)
    return tuple(facts)


def _fact(one: LiftSet, sets: Sequence[LiftSet], earlier: Earlier, context: Context) -> Fact:
    entry, stated, load, number = one.entry, one.stated, one.load, one.number
    name = entry.activity.exercise
    key = exercise_key(name)
    reserve = reps_in_reserve(stated)
    past = context.past
    values: dict[str, Value] = {
        **exercise_values(name, entry.exercise),
        "technique": context.person.technique_of(name, entry.exercise),
        "number": float(number + 1),
        "warm_up": bool(stated.warm_up),
        "reps": _float(stated.reps),
        "timed": stated.duration_seconds is not None and stated.reps is None,
        "rir": reserve,
        "load_kg": load.kg,
        "load_percent": load.percent,
        "effort_measure": _measure(stated, load, reserve),
        "loaded": load.loaded,
        "added_load_kg": load.kg if load.body_weight else 0.0,
        "assisted": load.assisted,
        "rest_before_seconds": _float(sets[number - 1].stated.rest_seconds) if number else None,
        "follows_set": number > 0,
        **_order(stated, load, earlier, tells=context.tells("warm_up_sets")),
        **_tempo(stated.tempo),
        "pause_between_reps_seconds": _float(stated.pause_between_reps_seconds),
        "sessions_before": float(past.sessions.get(key, 0)) if past.known else None,
        "sound_sessions": float(past.sound.get(key, 0)),
        "trains_back": is_back_work(entry.exercise),
        "help_stated": any(
            value is not None
            for value in (stated.assistance, stated.band_role, stated.added_load_kg)
        ),
        "belt_stated": stated.belt is True,
        "percent_stated": _percent_stated(load, key, context),
        "reps_possible": None if stated.reps is None else stated.reps + (reserve or 0.0),
        "chart_reps": chart_reps(load.percent),
    }
    return Fact("set", values, (*entry.pointer, "sets", number), _needs(name, load, values))


def _percent_stated(load: Load, key: str, context: Context) -> bool | None:
    if load.stated_percent is not None:
        return True
    if load.body_weight:
        return False
    return None if load.percent is None else key in context.person.maxima


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)


def _measure(one: Set, load: Load, reserve: float | None) -> str | None:
    if load.percent is not None:
        return "load_percent"
    return "reserve" if one.reps is not None and reserve is not None else None


def _order(one: Set, load: Load, earlier: Earlier, *, tells: bool) -> dict[str, Value]:
    """Returns how a set stands to the earlier sets of its exercise.

    Args:
        one: The set.
        load: Its load.
        earlier: The sets of the exercise before it.
        tells: Whether a warm-up set that is not listed was not done.
    """
    lighter_before = earlier.any_lighter(load)
    first_loaded = all_((not load.body_weight, load.loaded, earlier.unloaded()))
    if not tells and not one.warm_up:
        lighter_before = lighter_before or None
        first_loaded = first_loaded and None
    return {
        "opens_load": earlier.all_lighter(load),
        "first_loaded": first_loaded,
        "lighter_set_before": lighter_before,
    }


class Earlier:
    """The sets of an exercise so far, as far as comparing with the next one needs them.

    Loads are compared alike if they are known alike, so of each kind the extremes are enough: what
    holds of some set holds of one of them, and what holds of all of them holds of all sets.
    """

    def __init__(self) -> None:
        self._extremes: dict[tuple[object, ...], dict[str, Load]] = {}
        self._loaded: set[bool | None] = set()

    def add(self, one: Set, load: Load) -> None:
        """Adds the set that was done."""
        self._loaded.add(load.loaded)
        known = (load.kg is None, load.percent is None, load.assisted, bool(one.warm_up))
        extremes = self._extremes.setdefault(known, {})
        for measure in ("kg", "percent"):
            value = getattr(load, measure) or 0.0
            for name, least in ((f"least {measure}", True), (f"most {measure}", False)):
                other = extremes.get(name)
                held = 0.0 if other is None else getattr(other, measure) or 0.0
                if other is None or (value < held if least else value > held):
                    extremes[name] = load

    def _lighter(self, load: Load) -> Iterable[bool | None]:
        for known, extremes in self._extremes.items():
            for other in extremes.values():
                is_lighter = lighter(other, load)
                # Where loads do not compare, a set that is marked as warm-up is taken at its word.
                yield True if is_lighter is None and known[-1] else is_lighter

    def any_lighter(self, load: Load) -> bool | None:
        """Returns whether an earlier set was lighter; ``None`` if that is unknown."""
        return any_(self._lighter(load))

    def all_lighter(self, load: Load) -> bool | None:
        """Returns whether all earlier sets were lighter; ``None`` if that is unknown."""
        return all_(self._lighter(load))

    def unloaded(self) -> bool | None:
        """Returns whether no earlier set was loaded; ``None`` if that is unknown."""
        return False if True in self._loaded else None if None in self._loaded else True


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


def _needs(exercise: str, load: Load, values: dict[str, Value]) -> Mapping[str, Need]:
    """Returns what would make missing fields of a set known."""
    body_weight, weighed = load.body_weight, load.kg is not None
    return _needs_of(shown_name(exercise), body_weight, weighed, values["load_kg"] is not None)


@lru_cache(maxsize=1024)
def _needs_of(
    name: str,
    body_weight: bool,
    weighed: bool,
    compared_by_load: bool,
) -> Mapping[str, Need]:
    stated = Need("sets.load_kg", "the load (load_kg or load_percent)", name)
    if body_weight:
        percent = Need("sets.rir", "repetitions in reserve (rir) or RPE", name)
    elif weighed:
        percent = Need("athlete.one_rep_max_kg", "the one-rep max", name, keyed=True)
    else:
        percent = stated
    compared = _RECORDS if compared_by_load else stated
    return {
        **_PLAIN_NEEDS,
        "load_percent": percent,
        "effort_measure": percent,
        "percent_stated": percent,
        "chart_reps": percent,
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
    for entry in plan.entries:
        lift = entry.activity
        if not isinstance(lift, Lift):
            continue
        loads = [one.load for one in plan.sets[entry.pointer]]
        for number, seen in enumerate(lift.form or ()):
            values: dict[str, Value] = {
                **exercise_values(lift.exercise, entry.exercise),
                "aspect": seen.aspect,
                "load_percent": _observed_percent(seen, lift, loads),
                "unloaded": all(load.loaded is False for load in loads),
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
