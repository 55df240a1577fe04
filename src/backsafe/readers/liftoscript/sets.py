"""What a line of Liftoscript says of its sets → sets and activities of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backsafe.exercises import find
from backsafe.readers.entries import KG_PER_LB
from backsafe.readers.liftoscript.sections import Load, PlannedSet, Terms, WarmUp, key_of
from backsafe.readers.planned import planned_load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backsafe.readers.liftoscript.parser import Exercise

__all__ = ["is_plain", "ramp_of", "set_of", "timed", "warm_up_of", "work_of"]

# Weights in pounds from which on the app adds warm-up sets of 30, 50 and 80 percent.
_RAMP = (30, 50, 80)
_RAMP_REPS = 5
_BARBELL = (120, 90, 45)
_PULLED = (150, 125, 95)
_OTHER = (60, 30, 10)
_DEADLIFTS_AND_ROW = frozenset(
    f"{kind}deadlift{pull}" for kind in ("", "sumo ") for pull in ("", " high pull")
) | {"deficit deadlift", "stiff leg deadlift", "bent over row"}


def work_of(exercise: Exercise, target: Exercise | None) -> list[PlannedSet]:
    """Returns the sets of an exercise with all that is said of them."""
    reused = target.terms if target is not None else Terms()
    if exercise.sets is not None:
        general = exercise.terms.or_else(reused)
        return [it._replace(terms=it.terms.or_else(general)) for it in exercise.sets.sets]
    if target is not None and target.sets is not None:
        offset = exercise.reuse.offset if exercise.reuse is not None else exercise.offset
        return [
            it._replace(offset=offset, terms=exercise.terms.or_else(it.terms).or_else(reused))
            for it in target.sets.sets
        ]
    return [PlannedSet(exercise.offset, terms=exercise.terms.or_else(reused))]


def is_plain(one: PlannedSet) -> bool:
    """Returns whether sets are done once each and without a load."""
    load = one.terms.load
    return (one.reps or 0) <= 1 and one.most_reps is None and (load is None or not load.value)


def timed(name: str, kind: str, work: Sequence[PlannedSet]) -> dict[str, Any]:
    """Returns an activity that is done for a time."""
    fields: dict[str, Any] = {"type": kind, "exercise": name}
    times = [it.terms.seconds for it in work for _ in range(it.times)]
    known = [seconds for seconds in times if seconds is not None]
    if kind == "static_stretch":
        fields["hold_seconds"] = min(known, default=None)
    elif len(known) == len(times):
        fields["minutes"] = sum(known) / 60
    if kind != "cardio" and work[0].reps is not None:
        fields["repeats"] = len(times)
    return fields


def _load_fields(name: str, load: Load | None) -> dict[str, Any]:
    if load is None:
        return planned_load(name)
    if load.unit == "%":
        return planned_load(name, percent=load.value)
    return planned_load(name, weight=load.value, unit=load.unit)


def set_of(name: str, one: PlannedSet) -> dict[str, Any]:
    """Returns a work set of an exercise."""
    fields = {
        "reps": one.reps,
        "most_reps": one.most_reps,
        "amrap": one.amrap or None,
        "duration_seconds": one.terms.seconds,
        "rpe": one.terms.rpe,
        "rest_seconds": one.terms.rest,
        **_load_fields(name, one.terms.load),
    }
    return {key: value for key, value in fields.items() if value is not None}


def warm_up_of(name: str, one: WarmUp, work: PlannedSet) -> dict[str, Any]:
    """Returns a warm-up set; a percentage is one of the first work set's weight."""
    load = one.load
    if load is not None and load.unit == "%":
        load = None if work.terms.load is None else work.terms.load.part(load.value)
    return {"warm_up": True, "reps": one.reps, **_load_fields(name, load)}


def ramp_of(exercise: Exercise, first: Terms) -> tuple[WarmUp, ...]:
    """Returns the warm-up sets that the app adds by itself."""
    known = find(exercise.name)
    loading = known.loading if known is not None else "external"
    load = first.load
    if load is None:
        # The app works out the weight, and what it is nobody knows who reads the plan.
        adds = first.rpe is not None and loading == "external"
        percents: tuple[int, ...] = _RAMP if adds else ()
    elif loading == "assisted" or not load.value:
        percents = ()
    elif load.unit == "%":
        percents = _RAMP
    else:
        pounds = load.value / KG_PER_LB if load.unit == "kg" else load.value
        thresholds = _thresholds(exercise.name)
        percents = tuple(
            percent for percent, least in zip(_RAMP, thresholds, strict=True) if pounds > least
        )
    return tuple(WarmUp(exercise.offset, 1, _RAMP_REPS, Load(percent, "%")) for percent in percents)


def _thresholds(name: str) -> tuple[int, ...]:
    """Returns the weights in pounds above which each warm-up set is added."""
    plain = name.partition(",")[0]
    if key_of(plain) in _DEADLIFTS_AND_ROW:
        return _PULLED
    known = find(plain)
    return _BARBELL if known is None or known.equipment == "barbell" else _OTHER
