"""Which parts of the body the rules for the back are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backsafe.exercises import Exercise

__all__ = ["BACK", "is_back_work", "is_pull", "primary_back_region"]

BACK = frozenset({"traps", "scapular", "upper_back", "middle_back", "lats", "lower_back"})
"""Regions of the back."""

# Hinges train the back whatever they train first.
_BACK_FAMILIES = frozenset({"deadlift", "romanian_deadlift", "good_morning"})


def is_back_work(exercise: Exercise | None) -> bool | None:
    """Returns whether a lift is back work; ``None`` for one that the catalogue does not know."""
    if exercise is None:
        return None
    return exercise.family in _BACK_FAMILIES or primary_back_region(exercise) is not None


def primary_back_region(exercise: Exercise) -> str | None:
    """Returns the region that an exercise trains first, if it is one of the back."""
    return exercise.regions[0] if exercise.regions and exercise.regions[0] in BACK else None


def is_pull(exercise: Exercise) -> bool:
    """Returns whether an exercise pulls down from above: a pull-up or a pull-down."""
    return exercise.family in ("pull_up", "pulldown")
