"""The exercise catalogue: names as people write them, and what each exercise is and asks."""

from __future__ import annotations

from backsafe.exercises._vocabulary import (
    EQUIPMENT,
    FAMILIES,
    KINDS,
    LEVELS,
    LOADINGS,
    PATTERNS,
    POSITIONS,
    REGIONS,
    SPINAL_LOADS,
    SPINE_MOTIONS,
)
from backsafe.exercises.catalogue import Exercise, all_exercises
from backsafe.exercises.matching import find, nearest

__all__ = [
    "EQUIPMENT",
    "FAMILIES",
    "KINDS",
    "LEVELS",
    "LOADINGS",
    "PATTERNS",
    "POSITIONS",
    "REGIONS",
    "SPINAL_LOADS",
    "SPINE_MOTIONS",
    "Exercise",
    "all_exercises",
    "find",
    "nearest",
]
