"""Static stretches: when they come, how long they last in all, what is said of their strength."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.facts.fact import Fact, Need, Value
from backsafe.model import DynamicStretch, StaticStretch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backsafe.facts.plan import Context, Entry, Plan
    from backsafe.model import Activity

__all__ = ["held_seconds", "stretch_facts", "stretched_regions", "trained_region_stretched"]

_NEEDS = {
    "hold_seconds": Need("activities.hold_seconds", "the seconds that each stretch is held"),
    "total_seconds": Need("activities.hold_seconds", "the seconds that each stretch is held"),
    "effort_described": Need(
        "activities.intensity", "how strong each stretch is (intensity: mild, moderate, strong)"
    ),
    "exercise_seconds": Need("activities.hold_seconds", "the seconds that each stretch is held"),
    "intensity": Need("activities.intensity", "how strong each stretch is"),
    "dynamic_after": Need("records", "whether the log records warm-ups (records: [warm_up])"),
}


def stretch_facts(plan: Plan, context: Context) -> tuple[Fact, ...]:
    """Returns a fact per static stretch."""
    stretches = [entry for entry in plan.entries if isinstance(entry.activity, StaticStretch)]
    held = _exercise_seconds(stretches, context)
    return tuple(_fact(entry, stretches, held, plan, context) for entry in stretches)


def stretched_regions(entry: Entry) -> tuple[str, ...] | None:
    """Returns the regions a stretch reaches, as the document says or else the catalogue."""
    stretch = entry.activity
    if isinstance(stretch, StaticStretch | DynamicStretch) and stretch.region is not None:
        return (stretch.region,)
    return entry.exercise.regions if entry.exercise is not None else None


def _fact(
    entry: Entry,
    stretches: Sequence[Entry],
    held: Mapping[str, float | None],
    plan: Plan,
    context: Context,
) -> Fact:
    stretch = entry.activity
    if not isinstance(stretch, StaticStretch):
        raise TypeError(f"{stretch.type} is no static stretch")
    described = any(
        value is not None for value in (stretch.intensity, stretch.pain, stretch.discomfort_0_10)
    )
    dynamic_after: bool | None = _dynamic_follows(entry, plan)
    if not dynamic_after and not context.tells("warm_up"):
        dynamic_after = None
    total, stated = _total_seconds(entry, stretches, context)
    values: dict[str, Value] = {
        **entry.named.values,
        "regions": stretched_regions(entry),
        "phase": entry.phase,
        "hold_seconds": None if stretch.hold_seconds is None else float(stretch.hold_seconds),
        "repeats": _repeats(stretch, context),
        "total_seconds": total,
        "total_seconds_stated": stated,
        "exercise_seconds": held[entry.named.key],
        "intensity": stretch.intensity,
        "lifts_before": float(entry.lifts_before),
        "lifts_after": float(entry.lifts_after),
        "dynamic_after": dynamic_after,
        "effort_described": True if described else None,
        "pain_reported": stretch.pain is True or stretch.intensity == "pain",
        "strong_reported": stretch.intensity == "strong",
        "bouncing_reported": stretch.bouncing is True,
        "discomfort_reported": float(stretch.discomfort_0_10 or 0),
    }
    return Fact("stretch", values, entry.pointer, _NEEDS)


def _repeats(stretch: StaticStretch, context: Context) -> float | None:
    if stretch.repeats is not None:
        return float(stretch.repeats)
    return 1.0 if context.kind == "plan" else None


def _same_target(one: Entry, other: Entry) -> bool:
    if one.named.key == other.named.key:
        return True
    regions, others = stretched_regions(one), stretched_regions(other)
    return bool(regions and others and regions[0] == others[0])


def _total_seconds(
    entry: Entry, stretches: Sequence[Entry], context: Context
) -> tuple[float | None, float]:
    """Returns the seconds for one target before (or after) the lifts, over all stretches of it.

    The first is ``None`` where a hold is not stated; the second counts those that are.
    """
    held = [
        held_seconds(other.activity, context)
        for other in stretches
        if bool(other.lifts_after) == bool(entry.lifts_after) and _same_target(entry, other)
    ]
    stated = float(sum(seconds or 0.0 for seconds in held))
    return None if None in held else stated, stated


def _exercise_seconds(stretches: Sequence[Entry], context: Context) -> dict[str, float | None]:
    """Returns the seconds that each stretch is held in the whole session, by exercise key."""
    totals: dict[str, float | None] = {}
    for entry in stretches:
        key = entry.named.key
        seconds, so_far = held_seconds(entry.activity, context), totals.get(key, 0.0)
        totals[key] = None if seconds is None or so_far is None else so_far + seconds
    return totals


def held_seconds(stretch: Activity, context: Context) -> float | None:
    """Returns the seconds of all holds of one entry."""
    if not isinstance(stretch, StaticStretch) or stretch.hold_seconds is None:
        return None
    repeats = _repeats(stretch, context)
    return None if repeats is None else stretch.hold_seconds * repeats


def _dynamic_follows(entry: Entry, plan: Plan) -> bool:
    for other in plan.entries[int(entry.pointer[-1]) + 1 :]:
        if other.activity.type in ("dynamic_stretch", "activation"):
            return True
        if other.lift is not None:
            return bool(other.lift.sets[0].warm_up)
    return False


def trained_region_stretched(plan: Plan) -> bool | None:
    """Returns whether a closing stretch reaches a trained region; ``None`` if unknown."""
    trained: set[str] = set()
    unknown = False
    for entry in plan.entries:
        if entry.lift is not None:
            trained.update(entry.exercise.regions if entry.exercise else ())
            unknown = unknown or entry.exercise is None
    closing = [
        entry
        for entry in plan.entries
        if isinstance(entry.activity, StaticStretch) and entry.phase == "cool_down"
    ]
    reached = [stretched_regions(entry) for entry in closing]
    if any(regions and trained.intersection(regions) for regions in reached):
        return True
    return None if closing and (unknown or None in reached) else False
