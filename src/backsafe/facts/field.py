"""One field of a fact: its type, unit, meaning and absence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Field", "FieldKind", "boolean", "number", "string", "strings"]

FieldKind = Literal["number", "string", "boolean", "strings"]


class Field(NamedTuple):
    """One field of a fact type.

    Attributes:
        name: As rules write it after the dot.
        kind: number (a double), string, boolean, or strings (a list).
        meaning: One sentence, with the unit.
        missing: What it means when the field has no value; empty where it always has one.
        values: The closed list of strings it may hold; empty where any text may stand.
    """

    name: str
    kind: FieldKind
    meaning: str
    missing: str = ""
    values: tuple[str, ...] = ()


def number(name: str, meaning: str, missing: str = "") -> Field:
    """Returns a number, a finite double."""
    return Field(name, "number", meaning, missing)


def string(name: str, meaning: str, missing: str = "", values: Iterable[str] = ()) -> Field:
    """Returns a text, of a closed list where one is given."""
    return Field(name, "string", meaning, missing, tuple(values))


def boolean(name: str, meaning: str, missing: str = "") -> Field:
    """Returns a truth value."""
    return Field(name, "boolean", meaning, missing)


def strings(name: str, meaning: str, missing: str = "", values: Iterable[str] = ()) -> Field:
    """Returns a list of texts."""
    return Field(name, "strings", meaning, missing, tuple(values))
