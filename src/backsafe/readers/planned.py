"""What the readers of plans have in common: an exercise of a plan → an activity of ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from backsafe.exercises import find
from backsafe.model import Set
from backsafe.readers.entries import TIMED, load_fields
from backsafe.readers.tree import Fields, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backsafe.exercises import Exercise
    from backsafe.readers.tree import Cursor

__all__ = ["Section", "kind_of", "lift", "planned_load", "timed", "whole_sets"]

Section: TypeAlias = Literal["warm_up", "main", "cool_down"]

_MOST_SETS = 1000
_STATIC = re.compile(r"\bstatic\b|\bhold\b|\bheld\b", re.IGNORECASE)
_DYNAMIC = re.compile(r"\bdynamic\b|\bswings?\b|\bcircles?\b|\bmobili[sz]", re.IGNORECASE)
_STRETCH = re.compile(r"\bstretch", re.IGNORECASE)
_CARDIO = re.compile(
    r"\b(?:cardio|bike|cycling|cycle|jog(?:ging)?|run(?:ning)?|walk(?:ing)?|treadmill|elliptical|"
    r"row(?:er|ing machine)|jump(?:ing)? rope|skipping|crosstrainer)\b",
    re.IGNORECASE,
)


def kind_of(name: str, section: Section, *, sets: bool) -> str:
    """Returns the type of activity that an exercise of a plan is.

    The catalogue decides; where it does not know the name, its words and its section do. A stretch
    that is neither called static nor dynamic is static after the lifts, and mobility before them,
    where nobody can tell.

    Args:
        name: Name of the exercise.
        section: Part of the session it stands in.
        sets: Whether the plan gives it sets, or repetitions, or a load.
    """
    known = find(name)
    if known is not None:
        return known.kind
    if _STRETCH.search(name):
        if _DYNAMIC.search(name):
            return "dynamic_stretch"
        if _STATIC.search(name) or section == "cool_down":
            return "static_stretch"
        return "mobility"
    if section == "main":
        return "lift"
    if _CARDIO.search(name):
        return "cardio"
    return "lift" if sets and section != "warm_up" and not _DYNAMIC.search(name) else "mobility"


def timed(
    origin: Cursor,
    name: str,
    kind: str,
    *,
    seconds: tuple[float, Sequence[Cursor]] | None = None,
    repeats: tuple[int, Sequence[Cursor]] | None = None,
) -> Node:
    """Returns an activity that is no lift.

    Args:
        origin: What it comes from.
        name: Name of the exercise.
        kind: Its type.
        seconds: How long it takes, or is held, and what says so.
        repeats: How often it is done, and what says so.
    """
    origin.count(1)
    fields = Fields(origin, TIMED[kind])
    if seconds is not None:
        value, sources = seconds
        if kind == "static_stretch":
            fields.put("hold_seconds", value, *sources)
        else:
            # Repeats of a timed activity add up; a stretch keeps the time of one hold.
            times = repeats[0] if repeats is not None else 1
            fields.put("minutes", value * times / 60, *sources)
    if repeats is not None and kind != "cardio":
        fields.put("repeats", repeats[0], *repeats[1])
    return fields.done(type=kind, exercise=name)


def lift(origin: Cursor, name: str, sets: Iterable[Node]) -> Node:
    """Returns a lift; one without any set has one of which nothing is known."""
    listed = list(sets) or [Node(origin.pointer)]
    origin.count(len(listed))
    return Node(origin.pointer, type="lift", exercise=name, sets=listed)


def whole_sets(origin: Cursor, count: float | None, source: Cursor, one: Node) -> list[Node]:
    """Returns a set as often as a plan says; once where it does not say.

    Args:
        origin: What the sets come from.
        count: How many sets.
        source: What says so.
        one: The set.
    """
    if count is None:
        return [one]
    if count != int(count) or not 1 <= count <= _MOST_SETS:
        source.fail(f"a number of sets is a whole number from 1 to {_MOST_SETS}")
        return [one]
    return [Node(origin.pointer, **one) for _ in range(int(count))]


def planned_load(
    name: str,
    *,
    weight: float | None = None,
    unit: str = "kg",
    percent: float | None = None,
    body_weight: bool = False,
) -> dict[str, Any]:
    """Returns the fields of a set that say how heavy it is planned to be.

    Args:
        name: Name of the exercise, which says what a weight means.
        weight: Weight, in ``unit``.
        unit: ``kg`` or ``lb``.
        percent: Percent of the one-rep max.
        body_weight: Whether the body is said to be the load.
    """
    known: Exercise | None = find(name)
    if percent is not None and not body_weight:
        return {"load_percent": percent}
    if weight is not None:
        return load_fields(weight, unit, name)
    on_body = known is not None and known.loading in ("body_weight", "added", "assisted")
    if not body_weight and not on_body:
        return {}
    loading = None if known is None else known.loading
    if loading == "assisted":
        return {"body_weight": True, "assistance": "machine"}
    # What a weighted pull-up adds is unknown; a plain one adds nothing.
    return {"body_weight": True, "added_load_kg": None if loading == "added" else 0.0}


def set_fields(origin: Cursor) -> Fields:
    """Returns a collector for the fields of a set."""
    return Fields(origin, Set)
