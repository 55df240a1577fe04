"""Exercise names as documents write them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from backsafe.exercises import find, nearest
from backsafe.facts.regions import is_back_work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.exercises import Exercise
    from backsafe.facts.fact import Pointer, Value

__all__ = [
    "MOST_HINTS",
    "Named",
    "Remark",
    "exercise_key",
    "identify",
    "shown_name",
    "unknown_exercise",
]

_LONGEST_SHOWN = 80
MOST_HINTS = 20
"""Nobody mends more names than this at once, and each search for near ones takes its time."""


class Remark(NamedTuple):
    """Something worth telling that is no verdict.

    Attributes:
        kind: Such as ``unknown-exercise``.
        message: One sentence.
        pointer: Where in the document.
        line: Line of the file, where the place is none of the document's.
        column: Column on that line, or ``None``.
        path: The file, where it is another one than the document.
    """

    kind: str
    message: str
    pointer: Pointer
    line: int | None = None
    column: int | None = None
    path: str = ""


class Named(NamedTuple):
    """An exercise as a document names it.

    Attributes:
        name: As written.
        exercise: Its entry in the catalogue, or ``None``.
        key: One key for all spellings, known to the catalogue or not. The same movement with other
            equipment is another exercise: a maximum with the barbell says nothing of kettlebells.
        base: Key of the exercise that it is a variant of, else its own.
        trains_back: Whether a lift of it is back work; ``None`` for an unknown one.
        values: The fields that every fact about an exercise carries.
    """

    name: str
    exercise: Exercise | None
    key: str
    base: str
    trains_back: bool | None
    values: Mapping[str, Value]


# A document names few exercises many times, and a long name may be all there is in a file.
_LONGEST_KEPT = 200


def identify(name: str) -> Named:
    """Looks an exercise up."""
    return _short_named(name) if len(name) <= _LONGEST_KEPT else _named(name)


def _named(name: str) -> Named:
    exercise = find(name)
    key = _key(name, exercise)
    base = exercise.variant_of if exercise is not None else None
    return Named(
        name, exercise, key, base or key, is_back_work(exercise), _exercise_values(name, exercise)
    )


_short_named = lru_cache(maxsize=8192)(_named)


def exercise_key(name: str) -> str:
    """Returns one key for all spellings of an exercise; see :class:`Named`."""
    return identify(name).key


def _key(name: str, exercise: Exercise | None) -> str:
    if exercise is not None:
        entry = find(exercise.name)
        same = entry is None or entry.equipment == exercise.equipment
        return exercise.name if same else f"{exercise.equipment} {exercise.name}"
    return "?" + re.sub(r"[\W_]+", " ", name.casefold()).strip()


def shown_name(named: Named) -> str:
    """Returns the catalogue's name of an exercise where it stands for the same, else the given."""
    exercise = named.exercise
    return named.key if exercise is not None and exercise.name == named.key else named.name


def unknown_exercise(name: str, pointer: Pointer, sets: int = 1, *, hinted: bool = True) -> Remark:
    """Returns the notice for a name that the catalogue does not know.

    Args:
        name: The name.
        pointer: Where it stands first.
        sets: How many sets or activities have it.
        hinted: Whether to look for the nearest known names, which takes long where there are many.
    """
    shown = name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…"
    known = " or ".join(repr(candidate) for candidate in nearest(name, 2)) if hinted else ""
    hint = f"; did you mean {known}?" if known else ""
    count = f" ({sets} sets)" if sets > 1 else ""
    return Remark("unknown-exercise", f"unknown exercise {shown!r}{count}{hint}", pointer)


def _exercise_values(name: str, exercise: Exercise | None) -> Mapping[str, Value]:
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
