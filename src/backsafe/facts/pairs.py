"""Pairs of sessions that train one region of the back → facts."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from backsafe.facts.fact import Fact, Need
from backsafe.facts.loads import reps_in_reserve
from backsafe.facts.regions import primary_back_region
from backsafe.kleene import all_, any_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.facts.plan import LiftSet
    from backsafe.facts.timeline import Moment

__all__ = ["Pairs"]

_WINDOW_DAYS = 4
# A light load ends at 60 % of the one-rep max (Schoenfeld et al. 2017); hard begins at RPE 6.
_LIGHT_PERCENT = 60
_HARD_RESERVE = 4
_NEEDS = {
    "hours_between": Need("workouts.day", "the day (day or date) of each session"),
    "both_loaded": Need("sets.load_percent", "loads with one-rep maxima, or RPE, of back work"),
}


class Pairs:
    """Takes sessions in the order of time and pairs each with the near ones before it."""

    def __init__(self) -> None:
        # Sessions within the window, or the one before where days are not known.
        self._near: deque[tuple[Moment, Mapping[str, bool | None]]] = deque()

    def add(self, moment: Moment) -> list[Fact]:
        """Takes the next session, and returns what :meth:`paired` does."""
        regions = _regions(moment)
        facts = self._facts(moment, regions)
        self._near.append((moment, regions))
        return facts

    def paired(self, moment: Moment) -> list[Fact]:
        """Returns a fact per near earlier session and back region that both train first."""
        return self._facts(moment, _regions(moment)) if self._near else []

    def _facts(self, moment: Moment, regions: Mapping[str, bool | None]) -> list[Fact]:
        self._forget(moment.slot.day)
        facts: list[Fact] = []
        if moment.slot.place is not None:
            for earlier, trained in reversed(self._near):
                hours = _hours(earlier, moment)
                for region, loaded in regions.items():
                    if region in trained:
                        both = all_((loaded, trained[region]))
                        values = {"region": region, "hours_between": hours, "both_loaded": both}
                        facts.append(Fact("pair", values, moment.slot.pointer, _NEEDS))
        return facts

    def _forget(self, day: int | None) -> None:
        """Drops what is no longer near; of sessions without a day only the last one may be."""
        last = self._near[-1] if self._near else None
        if last is not None and (day is None or last[0].slot.day is None):
            self._near = deque([last])
            return
        while self._near and day is not None:
            first = self._near[0][0].slot.day
            if first is not None and day - first <= _WINDOW_DAYS:
                return
            self._near.popleft()


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
