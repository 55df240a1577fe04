"""The words for what a pydantic model has refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from backsafe.errors import did_you_mean
from backsafe.model import (
    Activation,
    Answers,
    Athlete,
    Cardio,
    Clearance,
    DynamicStretch,
    FormObservation,
    Lift,
    Mobility,
    Model,
    Set,
    StaticStretch,
    Week,
    Workout,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from backsafe.syntax.positions import Pointer

__all__ = ["found", "message", "part_at", "pointer_of", "shown"]

_ACTIVITIES: dict[str, type[Model]] = {
    "cardio": Cardio,
    "mobility": Mobility,
    "dynamic_stretch": DynamicStretch,
    "static_stretch": StaticStretch,
    "activation": Activation,
    "lift": Lift,
}
_PARTS: dict[str, tuple[type[Model], str]] = {
    "sets": (Set, "a set"),
    "form": (FormObservation, "a form observation"),
    "athlete": (Athlete, "an athlete"),
    "clearance": (Clearance, "a clearance"),
    "workouts": (Workout, "a workout"),
    "weeks": (Week, "a week"),
}
_WANTED = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a whole number of sensible size",
    "float_type": "a number",
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "string_type": "text",
    "string_unicode": "text without half a surrogate pair",
    "tuple_type": "a list",
    "dict_type": "a mapping of names to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
}
_NUMBER = re.compile(r"[-+]?[0-9]*\.?[0-9]+", re.ASCII)


def pointer_of(location: Sequence[str | int]) -> Pointer:
    """Takes out of pydantic's location what is no key: the tag of a union, the mark of a key."""
    pointer: list[str | int] = []
    tag_comes = False
    for index, step in enumerate(location):
        if tag_comes:
            tag_comes = False
            continue
        if step == "[key]" and index == len(location) - 1:
            continue
        tag_comes = isinstance(step, int) and bool(pointer) and pointer[-1] == "activities"
        pointer.append(step)
    return tuple(pointer)


def part_at(pointer: Pointer, root: type[Model], data: Any) -> tuple[type[Model], str]:
    """Returns the model of the mapping at ``pointer`` and what people call it."""
    keys = [step for step in pointer if isinstance(step, str)]
    if not keys and root is Answers:
        return root, "a file of answers"
    if not keys:
        return root, f"a{'n' if root is Athlete else ''} {root.__name__.lower()}"
    if keys[-1] == "activities":
        kind = _value(data, (*pointer, "type"))
        if isinstance(kind, str) and kind in _ACTIVITIES:
            return _ACTIVITIES[kind], f"an activity of type {kind}"
    return _PARTS.get(keys[-1], (root, "this document"))


def _value(data: Any, pointer: Pointer) -> Any:
    for step in pointer:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def message(item: ErrorDetails, root: type[Model], data: Any) -> str:
    """Returns one of pydantic's errors in plain words.

    Args:
        item: The error.
        root: The model that was validated.
        data: What was validated.
    """
    kind = item["type"]
    pointer = pointer_of(item["loc"])
    by_place = _BY_PLACE.get(kind)
    if by_place is not None:
        return by_place(pointer, root, data)
    if kind == "backsafe":
        return item["msg"]
    if kind in {"union_tag_not_found", "union_tag_invalid"}:
        return _unknown_type(item["input"])
    if kind == "literal_error":
        return _unknown_choice(_label(pointer), item["input"], str(item["ctx"]["expected"]))
    worded = _WORDED.get(kind)
    if worded is not None:
        return f"{_label(pointer)} {worded(item.get('ctx', {}), item['input'])}"
    return _wrong_type(kind, _label(pointer), item["input"], item["msg"])


def _bound(name: str, words: str) -> Callable[[Mapping[str, Any], Any], str]:
    return lambda limits, value: f"must be {words} {limits[name]:g}, found {found(value)}"


_WORDED: dict[str, Callable[[Mapping[str, Any], Any], str]] = {
    "greater_than_equal": _bound("ge", "at least"),
    "greater_than": _bound("gt", "more than"),
    "less_than_equal": _bound("le", "at most"),
    "less_than": _bound("lt", "less than"),
    "too_short": lambda limits, _: f"must hold at least {limits['min_length']}, found none",
    "too_long": lambda limits, _: f"must hold at most {limits['max_length']:,}",
    "string_too_short": lambda _limits, _: "must not be empty",
    "string_too_long": lambda limits, _: f"must have at most {limits['max_length']} characters",
    "string_pattern_mismatch": lambda _limits, _: "must not hold control characters",
}


def _label(pointer: Pointer) -> str:
    keys = [step for step in pointer if isinstance(step, str)]
    if not keys:
        return "the document"
    if len(keys) > 1 and keys[-2] in {"one_rep_max_kg", "technique"}:
        return f"{keys[-2]}.{keys[-1][:80]}"
    if isinstance(pointer[-1], int):
        return f"each of {keys[-1][:80]}"
    return keys[-1][:80]


def _wrong_type(kind: str, label: str, value: Any, fallback: str) -> str:
    if kind == "float_type" and type(value) is int:  # an integer beyond the range of doubles
        return f"{label} must be a number of sensible size"
    wanted = _WANTED.get(kind)
    if wanted is None:
        return f"{label}: {fallback}"
    hint = ""
    if wanted == "text" and isinstance(value, (int, float)) and not isinstance(value, bool):
        hint = "; put it in quotes"
    elif isinstance(value, str) and "number" in wanted and _NUMBER.fullmatch(value):
        hint = "; write it without quotes"
    return f"{label} must be {wanted}, found {found(value)}{hint}"


def _unknown_key(pointer: Pointer, root: type[Model], data: Any) -> str:
    key = pointer[-1]
    part, noun = part_at(pointer[:-1], root, data)
    if not isinstance(key, str):
        return _key_no_text(pointer, root, data)
    known = list(part.model_fields)
    hint = did_you_mean(key, known) or f"; known are {', '.join(known)}"
    return f"unknown key {shown(key)} in {noun}{hint}"


def _missing_key(pointer: Pointer, root: type[Model], data: Any) -> str:
    return f"missing key {str(pointer[-1])!r} in {part_at(pointer[:-1], root, data)[1]}"


def _key_no_text(pointer: Pointer, _root: type[Model], _data: Any) -> str:
    return f"a key must be text, found {found(pointer[-1])}"


_BY_PLACE: dict[str, Callable[[Pointer, type[Model], Any], str]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing_key,
    "invalid_key": _key_no_text,
}


def _unknown_type(activity: Any) -> str:
    listed = ", ".join(_ACTIVITIES)
    if not isinstance(activity, dict) or "type" not in activity:
        return f"missing key 'type' in an activity; it is one of {listed}"
    kind = activity["type"]
    hint = did_you_mean(kind, _ACTIVITIES) if isinstance(kind, str) else ""
    return f"type {shown(kind)} of an activity is not known{hint or f'; known are {listed}'}"


def _unknown_choice(label: str, value: Any, expected: str) -> str:
    known = re.findall(r"'([^']*)'", expected)
    listed = ", ".join(known) or expected
    if not isinstance(value, str):
        return f"{label} must be one of {listed}, found {found(value)}"
    hint = did_you_mean(value, known) or f"; known are {listed}"
    return f"{label.removeprefix('each of ')}: {shown(value)} is not known{hint}"


def shown(value: Any) -> str:
    """Returns a scalar, shortened; text in quotes."""
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else f"{value[:60]}…")
    if isinstance(value, int) and abs(value) >= 10**20:
        return "(a huge number)"
    if isinstance(value, (int, float)):
        return str(value)
    return found(value)


def found(value: Any) -> str:
    """Returns a value of a document as a person would speak of it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"the number {shown(value)}"
    if isinstance(value, str):
        return f"the text {shown(value)}"
    for kinds, word in _KINDS:
        if isinstance(value, kinds):
            return word
    return f"a {type(value).__name__}"


_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "nothing (null)"),
    (dict, "a mapping"),
    ((list, tuple, set, frozenset), "a list"),
)
