"""What an app records of one set, whatever its columns are called → a set or an activity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from backsafe.exercises import find
from backsafe.facts.loads import KG_PER_LB
from backsafe.model import (
    Activation,
    Cardio,
    DynamicStretch,
    Mobility,
    Model,
    Set,
    StaticStretch,
)
from backsafe.readers.problems import plain_messages

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KG_PER_LB", "Entry", "RowError", "entry_of", "load_fields", "number_of", "plain_name"]

TIMED: Mapping[str, type[Model]] = {
    "cardio": Cardio,
    "mobility": Mobility,
    "dynamic_stretch": DynamicStretch,
    "activation": Activation,
    "static_stretch": StaticStretch,
}
"""Kinds of activity that are done for a time."""

_WARM_UP_NOTE = re.compile(r"\W*warm[\s-]?up\W*", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_GROUPED = re.compile(r"[0-9]{1,3},[0-9]{3}")
_LONGEST_NAME = 200
_LONGEST_NUMBER = 40


class RowError(Exception):
    """A row that cannot be read.

    Attributes:
        reason: Why, without what the row holds: rows that fail alike are counted together.
        message: Why, with it.
        column: The column at fault, or an empty string.
    """

    def __init__(self, reason: str, message: str = "", column: str = "") -> None:
        super().__init__(message or reason)
        self.reason = reason
        self.message = message or reason
        self.column = column


class Entry(NamedTuple):
    """A set of a lift, or an activity of its own.

    Attributes:
        exercise: Its name.
        kind: ``set``, or the type of the activity.
        fields: The fields of the set or activity, which are valid.
    """

    exercise: str
    kind: str
    fields: dict[str, Any]


def plain_name(text: str) -> str:
    """Returns a text without what no name may hold."""
    shown = "".join(character if character.isprintable() else " " for character in text)
    return shown[:_LONGEST_NAME].strip()


def is_warm_up_note(note: str) -> bool:
    """Returns whether a note says nothing but that this is the warm-up."""
    return _WARM_UP_NOTE.fullmatch(note) is not None


def number_of(text: str, name: str) -> float | None:
    """Reads a number as programs and spreadsheets write it; ``None`` for an empty cell.

    One comma is taken for a decimal one, unless it may as well group thousands.

    Raises:
        RowError: It is no number, or none that is clear.
    """
    if not text:
        return None
    shown = repr(text[:_LONGEST_NUMBER])
    if _GROUPED.fullmatch(text):
        message = f"{name} {shown} may be a thousand or a decimal comma; write it with a point"
        raise RowError(f"{name} has a comma that may mean two things", message, name)
    if len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text):
        number = float(text.replace(",", "."))
        if number - number == 0:
            return number
    raise RowError(f"{name} is no number", f"{name} must be a number, found {shown}", name)


def whole_number(number: float | None, text: str, name: str) -> int | None:
    """Returns a number of repetitions as the whole number that it is.

    Raises:
        RowError: It is none.
    """
    if number is None:
        return None
    if number != int(number):
        message = f"{name} must be a whole number, found {text[:_LONGEST_NUMBER]!r}"
        raise RowError(f"{name} is no whole number", message, name)
    return int(number)


def load_fields(weight: float | None, unit: str, exercise: str) -> dict[str, Any]:
    """Returns what a logged weight says, by what the exercise makes of it.

    Apps keep body-weight, weighted and assisted exercises apart by name. So where the name tells,
    the absence of a weight does tell: none is added, nothing helps. Of other exercises a weight of
    0 or none says nothing.

    Args:
        weight: The weight, or ``None``.
        unit: ``kg`` or ``lb``.
        exercise: Name of the exercise.
    """
    known = find(exercise)
    loading = known.loading if known is not None else "external"
    kilograms = weight * KG_PER_LB if weight is not None and unit == "lb" else weight
    if loading == "assisted":
        return {"body_weight": True, "assistance": "machine"}
    if loading == "added":
        return {"body_weight": True, "assistance": "none", "added_load_kg": kilograms}
    if loading == "body_weight":
        return {"body_weight": True, "assistance": "none", "added_load_kg": kilograms or 0.0}
    if not weight:
        return {}
    return {"load_lb" if unit == "lb" else "load_kg": weight}


def entry_of(
    exercise: str,
    *,
    reps: int | None,
    weight: float | None,
    unit: str,
    seconds: float | None,
    stated: Mapping[str, Any],
) -> Entry:
    """Returns what a row of a log records.

    Args:
        exercise: Name of the exercise.
        reps: Repetitions.
        weight: Weight, in ``unit``.
        unit: ``kg`` or ``lb``.
        seconds: How long it took or was held.
        stated: Further fields of a set.

    Raises:
        RowError: It records nothing, or what no set can be.
    """
    known = find(exercise)
    if known is not None and known.kind in TIMED and not reps and not weight:
        return _timed(exercise, known.kind, seconds)
    if reps is None and seconds is None:
        raise RowError("neither reps nor a duration are given")
    fields = {
        "reps": reps,
        "duration_seconds": seconds,
        **stated,
        **load_fields(weight, unit, exercise),
    }
    return Entry(exercise, "set", valid(Set, fields))


def _timed(exercise: str, kind: str, seconds: float | None) -> Entry:
    fields: dict[str, Any] = {"type": kind, "exercise": exercise}
    if seconds:
        named = {"hold_seconds": seconds} if kind == "static_stretch" else {"minutes": seconds / 60}
        fields |= named
    return Entry(exercise, kind, valid(TIMED[kind], fields))


def valid(model: type[Model], fields: dict[str, Any]) -> dict[str, Any]:
    """Returns the fields that are given, if the model takes them.

    Raises:
        RowError: It does not.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    try:
        model.model_validate(given)
    except ValidationError as error:
        message = "; ".join(plain_messages(error, model))
        raise RowError("a value is out of range", message) from None
    return given
