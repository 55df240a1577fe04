"""Exercise names as documents write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from backsafe.exercises import find, nearest

if TYPE_CHECKING:
    from backsafe.exercises import Exercise
    from backsafe.facts.fact import Pointer, Value

__all__ = ["Notice", "exercise_key", "exercise_values", "shown_name", "unknown_exercise"]

_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Notice:
    """Something worth telling that is no verdict.

    Attributes:
        kind: Such as ``unknown-exercise``.
        message: One sentence.
        pointer: Where in the document.
    """

    kind: str
    message: str
    pointer: Pointer


# A document names few exercises many times, and a long one may be all there is in a file.
_LONGEST_KEPT = 200


def exercise_key(name: str) -> str:
    """Returns one key for all spellings of an exercise, known to the catalogue or not.

    The same movement with other equipment is another exercise: a maximum with the barbell says
    nothing of kettlebells.
    """
    return _short_key(name) if len(name) <= _LONGEST_KEPT else _key(name)


def _key(name: str) -> str:
    exercise = find(name)
    if exercise is not None:
        entry = find(exercise.name)
        same = entry is None or entry.equipment == exercise.equipment
        return exercise.name if same else f"{exercise.equipment} {exercise.name}"
    return "?" + re.sub(r"[\W_]+", " ", name.casefold()).strip()


_short_key = lru_cache(maxsize=8192)(_key)


def shown_name(name: str) -> str:
    """Returns the catalogue's name of an exercise where it stands for the same, else the given."""
    key = exercise_key(name)
    entry = find(key)
    return key if entry is not None and entry.name == key else name


def unknown_exercise(name: str, pointer: Pointer) -> Notice:
    """Returns the notice for a name that the catalogue does not know."""
    shown = name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…"
    known = " or ".join(repr(candidate) for candidate in nearest(name, 2))
    hint = f"; did you mean {known}?" if known else ""
    return Notice("unknown-exercise", f"unknown exercise {shown!r}{hint}", pointer)


def exercise_values(name: str, exercise: Exercise | None) -> dict[str, Value]:
    """Returns the fields that every fact about an exercise carries."""
    if exercise is None:
        missing: dict[str, Value] = dict.fromkeys(
            (
                "family",
                "pattern",
                "regions",
                "equipment",
                "minimum_level",
                "spinal_load",
                "spine_motion",
                "multi_joint",
                "position",
                "wide_grip",
                "sumo",
            )
        )
        return {"exercise": name, **missing}
    return {
        "exercise": name,
        "family": exercise.family,
        "pattern": exercise.pattern,
        "regions": tuple(exercise.regions),
        "equipment": exercise.equipment,
        "minimum_level": exercise.level,
        "spinal_load": exercise.spinal_load,
        "spine_motion": exercise.spine_motion,
        "multi_joint": exercise.multi_joint,
        "position": exercise.position,
        "wide_grip": "wide-grip" in exercise.name,
        "sumo": "sumo" in exercise.name,
    }
