"""Sets that are marked as warm-up, against the work that they lead up to.

A mark alone lightens nothing: what is heavier than all work is work, whatever it is called.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backsafe.facts.loads import lighter
from backsafe.kleene import all_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backsafe.facts.fact import Fact
    from backsafe.facts.loads import Load
    from backsafe.facts.plan import LiftSet, Plan

__all__ = ["heaviest", "leads_up", "with_work"]


def leads_up(one: LiftSet, work: Iterable[Load]) -> bool | None:
    """Returns whether some work set is at least as heavy; ``None`` if that is unknown.

    Args:
        one: A set that is marked as warm-up.
        work: The loads of the work sets of its exercise, or the heaviest of them.
    """
    outweighs = all_(lighter(load, one.load) for load in work)
    return None if outweighs is None else not outweighs


def heaviest(sets: Iterable[LiftSet]) -> tuple[Load, ...]:
    """Returns the loads that are as good as all to tell whether some load is at least as heavy.

    Loads of which the same is known compare alike, so the greatest of each kind are enough.
    """
    found: dict[tuple[object, ...], Load] = {}
    for one in sets:
        load = one.load
        for measure in ("kg", "percent"):
            kind = (measure, load.kg is None, load.percent is None, load.assisted)
            known = found.get(kind)
            if known is None or (getattr(load, measure) or 0.0) > (getattr(known, measure) or 0.0):
                found[kind] = load
    return tuple(found.values())


def with_work(facts: Sequence[Fact], plan: Plan) -> tuple[Fact, ...]:
    """Returns the facts of all sets, those of warm-up sets with what the work sets tell of them.

    Args:
        facts: A fact per set, in the order of the session.
        plan: The session.
    """
    listed = [one for sets in plan.sets.values() for one in sets]
    if not any(one.stated.warm_up for one in listed):
        return tuple(facts)
    work: dict[str, list[LiftSet]] = {}
    for one in plan.work_sets:
        # As a set of the plain exercise is a ramp for its weighted and assisted variants.
        work.setdefault(one.entry.named.base, []).append(one)
    loads = {base: heaviest(sets) for base, sets in work.items()}
    found: list[Fact] = []
    for fact, one in zip(facts, listed, strict=True):
        if not one.stated.warm_up:
            found.append(fact)
            continue
        own = loads.get(one.entry.named.base, ())
        values = {"exercise_works": bool(own), "leads_up": leads_up(one, own)}
        found.append(replace(fact, values={**fact.values, **values}))
    return tuple(found)
