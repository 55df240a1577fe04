"""The page on the workout document, from the JSON Schema that `backsafe schema` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backsafe.model import json_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The order in which somebody meets them.
ORDER = (
    ("Workout", "Program", "Week", "Log"),
    ("Athlete", "Clearance"),
    ("Lift", "Set", "FormObservation"),
    ("Cardio", "Mobility", "DynamicStretch", "Activation", "StaticStretch"),
)
WORDS = {"string": "text", "boolean": "`true`, `false`", "number": "number"}
INTRODUCTION = """\
# The workout document

A workout is YAML or JSON: a mapping with `activities` is one session, one with `weeks` a program, one with
`workouts` a log. This page tells every key; `backsafe schema` prints the same as a JSON Schema, for
[editors](how-to/editor.md) and programs. [Formats](formats.md) of others are read, too.

Keys carry their unit. What is absent is unknown, unless the table says otherwise. A key that is not listed is an
error, and so is a value out of range; all errors of a file are told at once, with line and column.
"""


def workout_page() -> Iterator[str]:
    """Yields the lines of the page.

    Raises:
        ValueError: The schema has a part that has no place on the page.
    """
    parts: Mapping[str, Any] = json_schema()["$defs"]
    names = [name for group in ORDER for name in group]
    if set(names) != set(parts):
        raise ValueError(f"no place for {set(names) ^ set(parts)}")
    yield from INTRODUCTION.splitlines()
    for name in names:
        part = parts[name]
        required = part.get("required", ())
        yield from ("", f"## {name}", "", part["description"], "")
        yield from ("| key | value | meaning |", "|---|---|---|")
        for key, stated in part["properties"].items():
            star = " (required)" if key in required else ""
            yield f"| `{key}`{star} | {_value(stated)} | {stated['description']} |"


def _value(stated: Mapping[str, Any]) -> str:
    """Returns what a value may be, in words."""
    match stated:
        case {"$ref": reference}:
            return _link(reference)
        case {"discriminator": {"mapping": kinds}}:
            return " or ".join(_link(it) for it in kinds.values())
        case {"anyOf": choices}:
            return " or ".join(_value(it) for it in choices if it.get("type") != "null")
        case {"const": value}:
            return f"`{value}`"
        case {"enum": values}:
            return ", ".join(f"`{it}`" for it in values)
        case {"type": "array", "items": items}:
            return f"list of {_value(items)}"
        case {"patternProperties": values}:
            (each,) = values.values()
            return f"exercise → {_value(each)}"
        case {"type": "integer" | "number"}:
            return _number(stated)
        case {"format": "date"}:
            return "date"
        case {"type": list(kinds)}:
            return " or ".join(WORDS[it] for it in kinds)
        case {"type": str(kind)}:
            return WORDS[kind]
    raise ValueError(f"no words for {stated}")


def _link(reference: str) -> str:
    name = reference.rpartition("/")[2]
    return f"[{name}](#{name.lower()})"


def _number(stated: Mapping[str, Any]) -> str:
    least = stated.get("minimum", stated.get("exclusiveMinimum"))
    above = "above " if "exclusiveMinimum" in stated else ""
    limits = "" if least is None else f", {above}{least:g} to {stated['maximum']:g}"
    return f"{'whole number' if stated['type'] == 'integer' else 'number'}{limits}"
