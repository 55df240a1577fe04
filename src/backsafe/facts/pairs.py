"""Pairs of sessions that train one region of the back → facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.facts.fact import Fact, Need
from backsafe.facts.loads import reps_in_reserve
from backsafe.facts.regions import primary_back_region
from backsafe.kleene import all_, any_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backsafe.facts.plan import LiftSet
    from backsafe.facts.timeline import Moment

__all__ = ["pair_facts"]

_WINDOW_DAYS = 4
# A light load ends at 60 % of the one-rep max (Schoenfeld et al. 2017); hard begins at RPE 6.
_LIGHT_PERCENT = 60
_HARD_RESERVE = 4
_NEEDS = {
    "hours_between": Need("workouts.day", "the day (day or date) of each session"),
    "both_loaded": Need("sets.load_percent", "loads with one-rep maxima, or RPE, of back work"),
}


def pair_facts(moments: Sequence[Moment]) -> tuple[Fact, ...]:
    """Returns a fact per pair of near sessions and back region that both train first.

    Args:
        moments: The sessions of the document in the order of time.
    """
    regions = [_regions(moment) for moment in moments]
    facts: list[Fact] = []
    for number, later in enumerate(moments):
        for earlier in _near(moments, number):
            hours = _hours(moments[earlier], later)
            for region, loaded in regions[number].items():
                if region in regions[earlier]:
                    both = all_((loaded, regions[earlier][region]))
                    values = {"region": region, "hours_between": hours, "both_loaded": both}
                    facts.append(Fact("pair", values, later.slot.pointer, _NEEDS))
    return tuple(facts)


def _near(moments: Sequence[Moment], number: int) -> Iterator[int]:
    """Yields the earlier sessions within the window; the one before where days are not known."""
    day = moments[number].slot.day
    for place in range(number - 1, -1, -1):
        other = moments[place].slot.day
        if day is None or other is None:
            if place == number - 1:
                yield place
            return
        if day - other > _WINDOW_DAYS:
            return
        yield place


def _hours(earlier: Moment, later: Moment) -> float | None:
    if earlier.slot.day is None or later.slot.day is None:
        return None
    return 24.0 * (later.slot.day - earlier.slot.day)


def _regions(moment: Moment) -> dict[str, bool | None]:
    """Returns the back regions that lifts train first, and whether they load them."""
    sets: dict[str, list[bool | None]] = {}
    for one in moment.plan.work_sets:
        exercise = one.entry.exercise
        region = None if exercise is None else primary_back_region(exercise)
        if region is not None:
            sets.setdefault(region, []).append(_is_loading(one))
    return {region: any_(loaded) for region, loaded in sets.items()}


def _is_loading(one: LiftSet) -> bool | None:
    """Returns whether a set loads, by its percentage or, where that is unknown, its reserve."""
    percent, reserve = one.load.percent, reps_in_reserve(one.stated)
    if percent is not None:
        return percent >= _LIGHT_PERCENT
    return None if reserve is None else reserve <= _HARD_RESERVE
