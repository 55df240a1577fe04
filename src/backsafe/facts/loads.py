"""How heavy a set is, from whatever the document says of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backsafe.exercises import Exercise
    from backsafe.model import Set

__all__ = [
    "KG_PER_LB",
    "Load",
    "brzycki_one_rep_max",
    "brzycki_percent",
    "chart_reps",
    "exact_reps",
    "greatest_estimate",
    "lighter",
    "load_of",
    "load_percent",
    "reps_in_reserve",
]

KG_PER_LB = 0.45359237
"""The international pound, exact."""

# Estimates of the one-rep max hold up to ten repetitions (Reynolds et al. 2006).
_MOST_REPS = 10
# The scale of RPE by repetitions in reserve is anchored from 5 up (Helms et al. 2016).
_LEAST_RPE = 5


# There are many of them, and freezing one takes longer than making it.
@dataclass(slots=True)
class Load:
    """What is known of a set's load.

    Attributes:
        kg: Load in kg; for a body-weight exercise what is added; ``None`` if unknown.
        stated_percent: Percent of the one-rep max, where stated.
        body_weight: Whether body weight is what is moved.
        assisted: Whether a band or machine takes off weight; ``None`` if unknown.
        loaded: Whether more than body weight is moved; ``None`` if unknown.
        percent: Percent of the one-rep max, stated or reckoned (:func:`load_percent`).
    """

    kg: float | None
    stated_percent: float | None
    body_weight: bool
    assisted: bool | None
    loaded: bool | None
    percent: float | None = None


def reps_in_reserve(entry: Set) -> float | None:
    """Returns repetitions in reserve: stated, or 10 - RPE for an RPE of 5 or more."""
    if entry.rir is not None:
        return float(entry.rir)
    if entry.rpe is not None and entry.rpe >= _LEAST_RPE:
        return 10.0 - entry.rpe
    return None


def exact_reps(entry: Set) -> float | None:
    """Returns the repetitions of a set where they are one number and no range."""
    if entry.reps is None or entry.amrap or (entry.most_reps or entry.reps) != entry.reps:
        return None
    return float(entry.reps)


def load_of(entry: Set, exercise: Exercise | None, *, planned: bool) -> Load:
    """Returns the load of a set as stated, in kg.

    Args:
        entry: The set.
        exercise: Its entry in the catalogue, or ``None``.
        planned: Whether absence of assistance and added load means none, as it does in a plan.
    """
    stated = entry.load_kg
    if stated is None and entry.load_lb is not None:
        stated = entry.load_lb * KG_PER_LB
    loading = exercise.loading if exercise is not None else None
    on_body = loading in ("body_weight", "added", "assisted")
    if stated is not None and not on_body:
        # A set gives its load in one way, so nothing of it speaks of body weight.
        return Load(stated, None, body_weight=False, assisted=False, loaded=stated > 0)
    body_weight = (
        on_body
        or bool(entry.body_weight)
        or entry.added_load_kg is not None
        or entry.assistance in ("band", "machine")
    )
    if not body_weight:
        loaded = _external(stated, entry.load_percent)
        return Load(stated, entry.load_percent, body_weight=False, assisted=False, loaded=loaded)
    assisted = _assisted(entry, loading, planned=planned)
    added = _added(entry, stated, loading, assisted=assisted, planned=planned)
    loaded = _weighed(entry, added, loading)
    return Load(added, entry.load_percent, body_weight=True, assisted=assisted, loaded=loaded)


def _weighed(entry: Set, added: float | None, loading: str | None) -> bool | None:
    """Returns whether more than body weight is moved."""
    if added:
        return True
    if added is None and (loading == "added" or entry.band_role == "resist"):
        return True
    # A percentage of a maximum may or may not count the body.
    return None if added is None or entry.load_percent is not None else False


def _external(kg: float | None, percent: float | None) -> bool | None:
    known = kg if kg is not None else percent
    return None if known is None else known > 0


def _assisted(entry: Set, loading: str | None, *, planned: bool) -> bool | None:
    if entry.assistance is not None:
        return entry.assistance != "none"
    if entry.band_role == "assist" or loading == "assisted":
        return True
    if entry.body_weight is False:
        return None
    return False if planned or loading == "added" or entry.added_load_kg else None


def _added(
    entry: Set, stated: float | None, loading: str | None, *, assisted: bool | None, planned: bool
) -> float | None:
    if entry.added_load_kg is not None:
        return entry.added_load_kg
    if assisted:
        # The figure that machines show is the help they give, not a load.
        return 0.0
    if stated is not None:
        return stated
    # A weighted pull-up whose weight is not given carries an unknown one, and a band adds no one
    # knows how much.
    unknown = loading == "added" or entry.band_role == "resist" or entry.body_weight is False
    return 0.0 if planned and not unknown else None


def brzycki_one_rep_max(kg: float, repetitions: float) -> float | None:
    """Returns the one-rep max in kg by Brzycki: ``kg * 36 / (37 - repetitions)``.

    Args:
        kg: Load lifted.
        repetitions: Repetitions possible with it: those done and those in reserve.

    Returns:
        ``None`` outside 1 to 10 repetitions, where the estimate does not hold.
    """
    if not 1 <= repetitions <= _MOST_REPS:
        return None
    return kg * 36 / (37 - repetitions)


def brzycki_percent(repetitions: float) -> float | None:
    """Returns the percent of the one-rep max that can be lifted so often, by the same formula."""
    if not 1 <= repetitions <= _MOST_REPS:
        return None
    return 100 * (37 - repetitions) / 36


# Percent of the one-rep max → repetitions, by the training load chart of the NSCA.
_CHART = (
    (100.0, 1.0),
    (95.0, 2.0),
    (93.0, 3.0),
    (90.0, 4.0),
    (87.0, 5.0),
    (85.0, 6.0),
    (83.0, 7.0),
    (80.0, 8.0),
    (77.0, 9.0),
    (75.0, 10.0),
    (70.0, 12.0),
)


@lru_cache(maxsize=4096)
def chart_reps(percent: float | None) -> float | None:
    """Returns the repetitions that the NSCA load chart gives for a load, between points linear.

    Args:
        percent: Load in percent of the one-rep max.

    Returns:
        ``None`` below 70 %, where the chart ends; 1 from 100 % up.
    """
    if percent is None or percent < _CHART[-1][0]:
        return None
    above, most = _CHART[0]
    if percent >= above:
        return most
    for below, reps in _CHART[1:]:
        if percent >= below:
            return reps + (most - reps) * (percent - below) / (above - below)
        above, most = below, reps
    return None


def greatest_estimate(
    entries: Iterable[tuple[Set, Load]],
) -> float | None:
    """Returns the greatest one-rep max in kg that sets of one exercise allow to estimate."""
    estimates = [
        estimate
        for entry, load in entries
        if (estimate := _estimate(entry, load)) is not None and not load.body_weight
    ]
    return max(estimates, default=None)


def _estimate(entry: Set, load: Load) -> float | None:
    reserve = reps_in_reserve(entry)
    reps = exact_reps(entry)
    if load.kg is None or load.kg <= 0 or reps is None or reserve is None:
        return None
    return brzycki_one_rep_max(load.kg, reps + reserve)


def load_percent(
    entry: Set, load: Load, one_rep_max_kg: float | None, estimated_kg: float | None
) -> float | None:
    """Returns the load in percent of the one-rep max, by the best measure there is.

    In this order: stated; load over the stated maximum; load over the greatest estimate; Brzycki's
    share for the repetitions possible, where no load is stated. Repetitions alone tell nothing.
    """
    if load.stated_percent is not None:
        return load.stated_percent
    if load.kg is not None and not load.body_weight:
        maximum = one_rep_max_kg if one_rep_max_kg is not None else estimated_kg
        percent = 100 * load.kg / maximum if maximum else math.inf
        return percent if math.isfinite(percent) else None
    reserve, reps = reps_in_reserve(entry), exact_reps(entry)
    if reps is None or reserve is None:
        return None
    return brzycki_percent(reps + reserve)


def _difference(one: Load, other: Load) -> float | None:
    """Returns by how much ``one`` is heavier, in kg or percent; ``None`` if they do not compare."""
    if one.assisted is None or other.assisted is None or (one.assisted and other.assisted):
        return None
    if one.assisted != other.assisted:
        return -1.0 if one.assisted else 1.0
    if one.kg is not None and other.kg is not None:
        return one.kg - other.kg
    if one.percent is not None and other.percent is not None:
        return one.percent - other.percent
    return None


def lighter(one: Load, other: Load) -> bool | None:
    """Returns whether ``one`` is lighter than ``other``; ``None`` if that is unknown."""
    difference = _difference(one, other)
    return None if difference is None else difference < 0
