"""What has reached the regions of a lift by the time it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.model import DynamicStretch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.facts.fact import Pointer
    from backsafe.facts.plan import Entry, Plan

__all__ = ["warmed"]

_PREPARING = ("mobility", "dynamic_stretch", "activation")


def warmed(plan: Plan) -> Mapping[Pointer, bool | None]:
    """Returns for each lift whether something before it reached one of its regions.

    That is mobility, dynamic stretching, activation, a warm-up set of its own, or an earlier lift.
    """
    found: dict[Pointer, bool | None] = {}
    reached: set[str] = set()
    unknown = not (plan.context.tells("warm_up") and plan.context.tells("warm_up_sets"))
    for entry in plan.entries:
        if entry.lift is not None:
            found[entry.pointer] = _is_warmed(entry, reached, unknown=unknown)
        elif entry.activity.type not in _PREPARING:
            continue
        if isinstance(entry.activity, DynamicStretch) and entry.activity.region is not None:
            reached.add(entry.activity.region)
        elif entry.exercise is None:
            unknown = True
        reached.update(entry.exercise.regions if entry.exercise is not None else ())
    return found


def _is_warmed(entry: Entry, reached: set[str], *, unknown: bool) -> bool | None:
    if entry.lift is not None and entry.lift.sets[0].warm_up:
        return True
    if entry.exercise is None:
        return None
    if reached.intersection(entry.exercise.regions):
        return True
    return None if unknown else False
