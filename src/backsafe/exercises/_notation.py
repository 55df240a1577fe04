"""What apps and people add to the name of an exercise: equipment, grip, side, posture, tempo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.exercises._vocabulary import Equipment, Position
    from backsafe.exercises.catalogue import Exercise

__all__ = ["GROUPS", "as_stated", "without"]

_Meaning = TypeVar("_Meaning")

# Read in this order, so that a name with several words says its most telling one:
# a rope hangs from a cable, a band is added to a barbell.
_EQUIPMENT: dict[str, Equipment] = {
    "smith": "smith_machine",
    "trapbar": "trap_bar",
    "ezbar": "ez_bar",
    "machine": "machine",
    "isolateral": "machine",
    "hammerstrength": "machine",
    "plateloaded": "machine",
    "leverage": "machine",
    "cable": "cable",
    "pulley": "cable",
    "exerciseball": "exercise_ball",
    "medball": "medicine_ball",
    "suspension": "suspension",
    "suspended": "suspension",
    "trx": "suspension",
    "ring": "suspension",
    "kettlebell": "kettlebell",
    "dumbbell": "dumbbell",
    "barbell": "barbell",
    "plate": "plate",
    "rope": "cable",
    "band": "band",
    "withband": "band",
    "bodyweight": "body_weight",
    "sandbag": "other",
    "axle": "other",
}
_QUALIFIERS = frozenset(
    [
        "alternating",
        "amrap",
        "basic",
        "bilateral",
        "classic",
        "comp",
        "competition",
        "controlled",
        "conventional",
        "custom",
        "double",
        "doublearm",
        "easy",
        "flat",
        "fullrange",
        "fullrom",
        "heavy",
        "light",
        "normal",
        "pause",
        "regular",
        "slow",
        "standard",
        "strict",
        "tempo",
        "traditional",
        "warmup",
    ]
)
_GRIPS = frozenset(
    [
        "attachment",
        "bar",
        "close",
        "closegrip",
        "grip",
        "handle",
        "medium",
        "neutralgrip",
        "overhand",
        "reversegrip",
        "straightbar",
        "triangle",
        "vbar",
        "wide",
        "widegrip",
    ]
)
_POSTURES: dict[str, Position] = {
    "standing": "standing",
    "seated": "seated",
    "sitting": "seated",
    "kneeling": "kneeling",
}
_SIDES = frozenset(("singlearm", "singleleg", "unilateral"))
_WEIGHTED = frozenset(("weighted",))

# What may be left out of a name to find the exercise, the most harmless first.
GROUPS: tuple[frozenset[str], ...] = (
    _QUALIFIERS,
    frozenset(_EQUIPMENT),
    _GRIPS,
    _WEIGHTED,
    _SIDES,
    frozenset(_POSTURES),
)

_ISOLATIONS = frozenset(("shoulder_isolation", "arm_isolation"))
_PATTERNS_OF_ANY_POSTURE = _ISOLATIONS | {"vertical_push", "shrug", "stretch"}
_PATTERNS_OF_ONE_ARM = _ISOLATIONS | {"vertical_push", "horizontal_push", "shrug", "olympic"}
_FAMILIES_OF_ONE_ARM = frozenset(("pulldown", "seated_cable_row", "machine_row", "high_row"))
_LEG_PATTERNS = frozenset(("squat", "lunge", "leg_isolation"))
_TRUNK_PATTERNS = frozenset(
    ("trunk_flexion", "trunk_extension", "trunk_rotation", "trunk_stability")
)
_STACKS = frozenset(("machine", "cable", "smith_machine"))
_WEIGHTS = frozenset(("barbell", "dumbbell", "kettlebell", "ez_bar", "plate", "medicine_ball"))
# In these the implement is held on to, not lifted.
_HELD_FAMILIES = frozenset(("push_up", "inverted_row", "plank", "side_plank", "leg_raise"))


def as_stated(exercise: Exercise, words: frozenset[str]) -> Exercise:
    """Returns the exercise with the equipment and the posture that some words state."""
    equipment = _first(_EQUIPMENT, words)
    # A "running machine" is a cardio machine; "machine" tells nothing more about it.
    if equipment is not None and exercise.kind != "cardio":
        exercise = _with_equipment(exercise, equipment)
    posture = _first(_POSTURES, words)
    return exercise if posture is None else replace(exercise, position=posture)


def without(exercise: Exercise, left_out: frozenset[str]) -> Exercise | None:
    """Returns what a name means if it names the exercise once some words are left out.

    Args:
        exercise: The exercise that the rest of the name stands for.
        left_out: The words left out, all of them of `GROUPS`.

    Returns:
        The exercise with what the words change, or None if they name another movement.
    """
    if not _keeps_side(exercise, left_out & _SIDES):
        return None
    if left_out & _WEIGHTED:
        if exercise.kind not in ("lift", "activation") or exercise.loading == "assisted":
            return None
        if exercise.loading == "body_weight":
            exercise = replace(exercise, loading="added")
    equipment = _first(_EQUIPMENT, left_out)
    if equipment not in (None, exercise.equipment) and not _can_use(exercise, equipment):
        return None
    posture = _first(_POSTURES, left_out)
    if posture not in (None, exercise.position) and not _can_change_posture(exercise):
        return None
    return as_stated(exercise, left_out)


def _with_equipment(exercise: Exercise, equipment: Equipment) -> Exercise:
    """Returns the exercise done with other equipment, its loading changed where that follows."""
    if equipment == exercise.equipment:
        return exercise
    loading = exercise.loading
    spinal_load = exercise.spinal_load
    if loading == "external" and equipment in ("body_weight", "suspension"):
        loading = "body_weight"
        spinal_load = "none" if spinal_load == "none" else "low"
    elif (
        loading == "body_weight"
        and exercise.kind in ("lift", "activation")
        and exercise.family not in _HELD_FAMILIES
    ):
        if equipment in _STACKS or (equipment in _WEIGHTS and exercise.pattern in _LEG_PATTERNS):
            loading = "external"
        elif equipment in _WEIGHTS:
            loading = "added"
    return replace(exercise, equipment=equipment, loading=loading, spinal_load=spinal_load)


def _first(meanings: Mapping[str, _Meaning], words: frozenset[str]) -> _Meaning | None:
    return next((meaning for word, meaning in meanings.items() if word in words), None)


def _can_change_posture(exercise: Exercise) -> bool:
    return exercise.pattern in _PATTERNS_OF_ANY_POSTURE and exercise.family != "dip"


def _keeps_side(exercise: Exercise, sides: frozenset[str]) -> bool:
    if "singleleg" in sides:
        return exercise.pattern == "leg_isolation" or exercise.family == "leg_press"
    if not sides:
        return True
    return exercise.family != "push_up" and (
        exercise.pattern in _PATTERNS_OF_ONE_ARM or exercise.family in _FAMILIES_OF_ONE_ARM
    )


def _can_use(exercise: Exercise, equipment: Equipment | None) -> bool:
    """Tells whether the exercise stays itself with other equipment; in doubt it does not."""
    unloaded = exercise.loading == "body_weight"
    pattern = exercise.pattern
    if exercise.kind == "cardio" or exercise.equipment in ("sled", "foam_roller"):
        return False
    if exercise.kind not in ("lift", "activation"):
        return equipment in ("band", "suspension", "exercise_ball")
    if equipment in ("body_weight", "suspension"):
        return unloaded or pattern in _LEG_PATTERNS or pattern in ("arm_isolation", "hinge")
    if equipment == "exercise_ball":
        return unloaded or pattern in _ISOLATIONS | {"horizontal_push", "vertical_push"}
    if equipment == "medicine_ball":
        return pattern in _TRUNK_PATTERNS | _LEG_PATTERNS
    if equipment in _STACKS and unloaded:
        return pattern in _LEG_PATTERNS or pattern in ("trunk_flexion", "trunk_extension")
    return not (exercise.family == "pull_up" and equipment in ("barbell", "ez_bar", "other"))
