"""Sets and form observations → facts."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from backsafe.facts.fact import Fact, Need, Value
from backsafe.facts.loads import Load, chart_reps, exact_reps, lighter, reps_in_reserve
from backsafe.facts.names import identify, shown_name
from backsafe.facts.schema import SCHEMA
from backsafe.kleene import all_, any_
from backsafe.model import ASPECTS, tempo_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from backsafe.facts.fact import Pointer
    from backsafe.facts.plan import Context, Entry, LiftSet, Plan
    from backsafe.model import FormObservation, Lift, Set

__all__ = ["LiftFacts", "observation_facts", "set_facts"]

_RECORDS = Need("records", "whether the log records warm-up sets (records: [warm_up_sets])")
_TEMPO = Need("sets.tempo", "the tempo of each set, such as 2-1-1")
_PAST = Need("history", "earlier sessions (a log, a program or --history)")
_PLAIN_NEEDS = {
    **dict.fromkeys(
        ("reps", "least_reps", "most_reps"), Need("sets.reps", "the repetitions of each set")
    ),
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
    "practice_sessions": _PAST,
}


class LiftFacts(NamedTuple):
    """The facts of the sets of a lift, and what they rest on beside the sets of lifts before.

    Attributes:
        lift: The lift.
        percents: The load of each set in % of the one-rep max, which later sets can change.
        facts: A fact per set.
    """

    lift: Lift | None
    percents: tuple[float | None, ...]
    facts: tuple[Fact, ...]


def set_facts(
    plan: Plan, context: Context, known: dict[Pointer, LiftFacts] | None = None
) -> tuple[Fact, ...]:
    """Returns a fact per set, in the order of the session.

    Args:
        plan: The session.
        context: What surrounds it.
        known: Takes the facts of each lift, for the next time that the session is judged; those
            of the last time are used again where nothing has changed.
    """
    facts: list[Fact] = []
    ramps: dict[str, Earlier] = {}
    skipped: dict[str, list[LiftSet]] = {}
    tells = context.tells("warm_up_sets")
    memory = {} if known is None else known
    for pointer, sets in plan.sets.items():
        # A set of the plain exercise is a ramp for its weighted and assisted variants.
        base = sets[0].entry.named.base
        percents = tuple([one.load.percent for one in sets])
        last = memory.get(pointer)
        if (
            base not in ramps
            and last is not None
            and last.lift is sets[0].entry.lift
            and last.percents == percents
        ):
            facts += last.facts
            skipped.setdefault(base, []).extend(sets)
            continue
        if base not in ramps:
            ramps[base] = Earlier(tells=tells)
            for one in skipped.get(base, ()):
                ramps[base].add(one)
        own = tuple(_lift_facts(pointer, sets, context, ramps[base]))
        facts += own
        memory[pointer] = LiftFacts(sets[0].entry.lift, percents, own)
    return tuple(facts)


def _lift_facts(
    pointer: Pointer, sets: Sequence[LiftSet], context: Context, earlier: Earlier
) -> Iterator[Fact]:
    common = _common_values(sets[0].entry, context)
    shown = shown_name(sets[0].entry.named)
    practiced = context.past.practiced.get(sets[0].entry.named.key, 0)
    rest = None
    for one in sets:
        load = one.load
        values = _values(one, common, rest, earlier.add(one))
        needs = _needs(shown, load.body_weight, load.kg is not None, practiced)
        yield Fact("set", values, (*pointer, "sets", one.number), needs)
        rest = one.stated.rest_seconds


def _common_values(entry: Entry, context: Context) -> dict[str, Value]:
    """Returns the fields of a set that all sets of a lift have in common, and room for the rest."""
    key, past = entry.named.key, context.past
    values = _room(entry.named.name).copy()
    values["technique"] = context.person.technique_of(entry.named)
    values["sessions_before"] = float(past.sessions.get(key, 0)) if past.known else None
    values["practice_sessions"] = float(past.practiced.get(key, 0)) if past.known else None
    values["sound_sessions"] = float(past.sound.get(key, 0))
    # What a percentage that is not stated rests on.
    values["percent_stated"] = key in context.person.maxima
    return values


@lru_cache(maxsize=1024)
def _room(exercise: str) -> dict[str, Value]:
    """Returns all fields of a set, those known that follow from the exercise; to be copied."""
    named = identify(exercise)
    values: dict[str, Value] = dict.fromkeys(SCHEMA["set"].fields)
    return {**values, **named.values, "trains_back": named.trains_back}


def _values(
    one: LiftSet, common: dict[str, Value], rest: float | None, standing: Standing
) -> dict[str, Value]:
    """Returns the fields of a set.

    Args:
        one: The set.
        common: What all sets of its lift have in common.
        rest: Seconds of rest before it.
        standing: How it stands to the sets of the exercise before it.
    """
    stated, load, number = one.stated, one.load, one.number
    least = None if stated.reps is None else float(stated.reps)
    most = None if stated.amrap else float(stated.most_reps) if stated.most_reps else least
    reserve = reps_in_reserve(stated)
    # There are many sets: filling in a copy takes half as long as making a dictionary.
    values = common.copy()
    values["number"] = number + 1.0
    values["warm_up"] = stated.warm_up is True
    values["reps"] = exact_reps(stated)
    values["least_reps"] = least
    values["most_reps"] = most
    values["timed"] = least is None and stated.duration_seconds is not None
    values["rir"] = reserve
    values["load_kg"] = load.kg
    values["load_percent"] = load.percent
    values["effort_measure"] = _measure(stated, load, reserve)
    values["loaded"] = load.loaded
    values["added_load_kg"] = load.kg if load.body_weight else 0.0
    values["assisted"] = load.assisted
    values["rest_before_seconds"] = rest
    values["follows_set"] = number > 0
    values["lighter_set_before"], values["opens_load"], values["first_loaded"] = standing
    lowering, lifting, repetition = _tempo(stated.tempo)
    values["eccentric_seconds"] = lowering
    values["concentric_seconds"] = lifting
    values["rep_seconds"] = repetition
    values["pause_between_reps_seconds"] = stated.pause_between_reps_seconds
    values["help_stated"] = (
        stated.assistance is not None
        or stated.band_role is not None
        or stated.added_load_kg is not None
    )
    values["belt_stated"] = stated.belt is True
    values["percent_stated"] = _percent_stated(load, known=common["percent_stated"])
    values["reps_possible"] = None if most is None else most + (reserve or 0.0)
    values["chart_reps"] = chart_reps(load.percent)
    return values


def _percent_stated(load: Load, *, known: Value) -> Value:
    if load.stated_percent is not None:
        return True
    if load.body_weight:
        return False
    return None if load.percent is None else known


def _measure(one: Set, load: Load, reserve: float | None) -> str | None:
    if load.percent is not None:
        return "load_percent"
    return "reserve" if one.reps is not None and reserve is not None else None


Standing: TypeAlias = tuple[bool | None, bool | None, bool | None]
"""Whether an earlier set was lighter, whether all were, and whether none had a load."""


class Earlier:
    """The sets of an exercise so far, as far as comparing with the next one needs them.

    Most loads are plain: kilograms of an external load. Of others, those compare alike that are
    known alike, so of each kind the extremes are enough: what holds of some set holds of one of
    them, and what holds of all of them holds of all sets.

    Args:
        tells: Whether a warm-up set that is not listed was not done.
    """

    def __init__(self, *, tells: bool = True) -> None:
        self._tells = tells
        self._loads: list[tuple[Load, bool]] = []
        self._plain = True
        self._least_kg, self._most_kg = math.inf, -math.inf
        self._extremes: dict[tuple[object, ...], dict[str, Load]] = {}
        self._loaded: set[bool | None] = set()

    def add(self, one: LiftSet) -> Standing:
        """Takes the next set, and returns how it stands to those before."""
        load, is_warm_up = one.load, one.stated.warm_up is True
        kg = load.kg
        self._plain = self._plain and kg is not None and load.assisted is False
        if self._plain and kg is not None:
            lighter_before: bool | None = self._least_kg < kg
            opens_load: bool | None = self._most_kg < kg
            self._least_kg = min(self._least_kg, kg)
            self._most_kg = max(self._most_kg, kg)
        else:
            self._settle()
            found = list(self._lighter(load))
            lighter_before, opens_load = any_(found), all_(found)
        first_loaded = self._first_loaded(load)
        self._loads.append((load, is_warm_up))
        self._loaded.add(load.loaded)
        if not self._tells and not is_warm_up:
            lighter_before, first_loaded = lighter_before or None, first_loaded and None
        return lighter_before, opens_load, first_loaded

    def _first_loaded(self, load: Load) -> bool | None:
        if load.body_weight or load.loaded is False or True in self._loaded:
            return False
        return None if load.loaded is None or None in self._loaded else True

    def _settle(self) -> None:
        """Sorts the loads that were added since the last time into the extremes."""
        for load, is_warm_up in self._loads:
            known = (load.kg is None, load.percent is None, load.assisted, is_warm_up)
            extremes = self._extremes.setdefault(known, {})
            for measure in ("kg", "percent"):
                value = getattr(load, measure) or 0.0
                for name, least in ((f"least {measure}", True), (f"most {measure}", False)):
                    other = extremes.get(name)
                    held = 0.0 if other is None else getattr(other, measure) or 0.0
                    if other is None or (value < held if least else value > held):
                        extremes[name] = load
        self._loads.clear()

    def _lighter(self, load: Load) -> Iterable[bool | None]:
        for known, extremes in self._extremes.items():
            for other in extremes.values():
                is_lighter = lighter(other, load)
                # Where loads do not compare, a set that is marked as warm-up is taken at its word.
                yield True if is_lighter is None and known[-1] else is_lighter


@lru_cache(maxsize=1024)
def _tempo(tempo: str | None) -> tuple[float | None, float | None, float | None]:
    """Returns the seconds of lowering, of lifting and of the whole repetition."""
    if tempo is None:
        return None, None, None
    # An explosive phase (X) takes next to no time; its share of a rep's duration is left out.
    phases = [0.0 if seconds is None else seconds for seconds in tempo_seconds(tempo)]
    return phases[0], phases[2], sum(phases)


@lru_cache(maxsize=1024)
def _needs(name: str, body_weight: bool, weighed: bool, practiced: int = 0) -> Mapping[str, Need]:
    """Returns what would make missing fields of a set of the exercise known.

    Earlier sessions that stayed light or moderate show practice. They are told beside the question
    of technique, which they do not answer.
    """
    stated = Need("sets.load_kg", "the load (load_kg or load_percent)", name)
    if body_weight:
        percent = Need("sets.rir", "repetitions in reserve (rir) or RPE", name)
    elif weighed:
        percent = Need("athlete.one_rep_max_kg", "the one-rep max", name, keyed=True)
    else:
        percent = stated
    compared = _RECORDS if weighed else stated
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
            "athlete.technique",
            "the technique (learning or mastered)",
            name,
            keyed=True,
            note=_practice(practiced),
        ),
    }


def _practice(sessions: int) -> str:
    if not sessions:
        return ""
    stayed = "1 earlier session" if sessions == 1 else f"{sessions} earlier sessions"
    return f"{stayed} below 80 % of the one-rep max: a sign of practice, no proof of mastery"


def observation_facts(plan: Plan) -> tuple[Fact, ...]:
    """Returns a fact per form observation, in the order of the document."""
    facts: list[Fact] = []
    for entry in plan.entries:
        lift = entry.lift
        if lift is None or not lift.form:
            continue
        loads = [one.load for one in plan.sets[entry.pointer]]
        needs = _needs(shown_name(entry.named), loads[0].body_weight, loads[0].kg is not None)
        for number, seen in enumerate(lift.form):
            values: dict[str, Value] = {
                **entry.named.values,
                "aspect": seen.aspect,
                "load_percent": _observed_percent(seen, lift, loads),
                "unloaded": all(load.loaded is False for load in loads),
                **dict.fromkeys(ASPECTS),
                seen.aspect: seen.value,
            }
            facts.append(Fact("observation", values, (*entry.pointer, "form", number), needs))
    return tuple(facts)


def _observed_percent(seen: FormObservation, lift: Lift, loads: Sequence[Load]) -> float | None:
    """Returns the load at which something was seen: of its set, or of the lift if all are equal."""
    if seen.set is not None:
        return loads[seen.set - 1].percent
    work = [load for one, load in zip(lift.sets, loads, strict=True) if not one.warm_up] or loads
    percents = {load.percent for load in work}
    return percents.pop() if len(percents) == 1 else None
