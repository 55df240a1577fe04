"""The exercise catalogue: what an exercise is, and the list of those that BackSafe knows.

The names are those that people and training apps use. The classification is our own, made for the
rules of this project: it says what the exercise usually is, not what it is for one body. One point
of `Exercise.spinal_load` is measured: of three rows, the standing bent-over row loads the lumbar
spine most and the inverted row least (Fenwick, Brown and McGill 2009, Journal of Strength and
Conditioning Research 23(2):350-358). All other values of that field are our estimate, set around
these two.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from backsafe.exercises._vocabulary import (
        Equipment,
        Kind,
        Level,
        Loading,
        Pattern,
        Position,
        Region,
        SpinalLoad,
        SpineMotion,
    )

__all__ = ["Exercise", "all_exercises", "catalogue_text", "exercise_at"]


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise of the catalogue.

    Attributes:
        name: Canonical name, in lower case.
        kind: What the exercise usually is; a workout may use it as something else, as a plank is
            used for activation.
        family: Group of exercises that rules treat alike, one of `FAMILIES`.
        pattern: Movement pattern.
        regions: Regions trained or stretched, the primary one first.
        equipment: What the exercise is done with.
        loading: What a stated load means. `external`: the load lifted. `body_weight`: there is
            none by default. `added`: body weight and the stated load. `assisted`: body weight less
            the help.
        level: Least training level at which the exercise is an ordinary choice.
        spinal_load: How much the exercise loads the spine when done as usual: our estimate, see
            the module's docstring.
        spine_motion: Motion of the spine under effort that defines the exercise; for a stretch,
            the movement that it asks of the spine.
        position: Position of the body.
        multi_joint: Whether the effort moves more than one joint.
        variant_of: Canonical name of the exercise whose technique carries over, for loaded and
            assisted variants; None for an exercise of its own.
        aliases: Other names in use.
    """

    name: str
    kind: Kind
    family: str
    pattern: Pattern
    regions: tuple[Region, ...]
    equipment: Equipment
    loading: Loading
    level: Level
    spinal_load: SpinalLoad
    spine_motion: SpineMotion
    position: Position
    multi_joint: bool
    variant_of: str | None
    aliases: tuple[str, ...]


@functools.cache
def all_exercises() -> tuple[Exercise, ...]:
    """Returns every exercise of the catalogue, in the catalogue's order."""
    return tuple(exercise_at(number) for number in range(len(_rows())))


@functools.cache
def exercise_at(number: int) -> Exercise:
    """Returns the exercise at a place of the catalogue, from 0."""
    row = _rows()[number]
    regions, aliases = tuple(row["regions"]), tuple(row["aliases"])
    return Exercise(**{**row, "regions": regions, "aliases": aliases})


@functools.cache
def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(catalogue_text())
    return rows


@functools.cache
def catalogue_text() -> bytes:
    """Returns the file of the catalogue."""
    return Path(__file__).with_name("catalogue.json").read_bytes()
