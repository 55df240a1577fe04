"""What the readers of plans have in common: an exercise of a plan → an activity of ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from backsafe.exercises import find
from backsafe.model import Set
from backsafe.readers.dates import read_date
from backsafe.readers.entries import TIMED, load_fields
from backsafe.readers.tree import Fields, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backsafe.exercises import Exercise
    from backsafe.readers.tree import Cursor

__all__ = [
    "COUNTS",
    "DAYS_OF_A_WEEK",
    "Section",
    "in_order",
    "in_time",
    "kind_of",
    "lift",
    "percent_at",
    "planned_load",
    "put_weight",
    "repeated",
    "says_none",
    "says_rest",
    "set_fields",
    "timed",
]

Section: TypeAlias = Literal["warm_up", "main", "cool_down"]

COUNTS = range(1, 1001)
"""How many sets there can be, and how often something can be done."""
DAYS_OF_A_WEEK = range(1, 8)

_GREATEST_SHARE = 1.5
REST_OF_A_GROUP = "the rest within a superset, which is not that between sets of one exercise"
_REST_DAY = re.compile(
    r"(?:full |complete )?rest(?: day)?|(?:day )?off|ruhetag|descanso", re.IGNORECASE
)
_NONE = re.compile(
    r"(?:none|nothing|nil|no|n\.?/?a\.?|-+|optional|false|nada|ningun[oa]"
    r"|no(?:t|ne)? (?:required|needed|necessary|planned)|no (?:warm|cool)[ -]?(?:up|down).*"
    r"|skip(?:ped)?(?: (?:the )?(?:warm|cool).*)?|(?:without|ohne|sin|sem|pas d) ?.*|kein.*"
    r"|pas d.*|0 ?(?:min\w*|s\w*))\.?",
    re.IGNORECASE,
)
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


def repeated(origin: Cursor, count: int | None, source: Cursor, one: Node) -> list[Node]:
    """Returns a set as often as a plan says; once where it does not say.

    Args:
        origin: What the sets come from.
        count: How many sets.
        source: What says so.
        one: The set.
    """
    if count is None:
        return [one]
    if count not in COUNTS:
        source.fail(f"a number of sets is {COUNTS[0]} to {COUNTS[-1]}")
        return [one]
    return [Node(origin.pointer, **one) for _ in range(count)]


def planned_load(
    name: str,
    *,
    weight: float | None = None,
    unit: str = "kg",
    percent: float | None = None,
    body_weight: bool = False,
    unread: bool = False,
) -> dict[str, Any]:
    """Returns the fields of a set that say how heavy it is planned to be.

    Args:
        name: Name of the exercise, which says what a weight means.
        weight: Weight, in ``unit``.
        unit: ``kg`` or ``lb``.
        percent: Percent of the one-rep max.
        body_weight: Whether the body is said to be the load.
        unread: Whether the plan says something of the load that could not be read; then nothing
            of it is known, and least of all that there is none.
    """
    known: Exercise | None = find(name)
    loading = None if known is None else known.loading
    on_body = loading in ("body_weight", "added", "assisted")
    if unread or (body_weight and (percent is not None or weight is not None)):
        return {"body_weight": False} if on_body else {}
    if percent is not None:
        return {"load_percent": percent}
    if weight is not None:
        return load_fields(weight, unit, name)
    # A lift that is done with a bar cannot be weighed by the body that does it.
    if not on_body:
        return {}
    if loading == "assisted":
        return {"body_weight": True, "assistance": "machine"}
    # What a weighted pull-up adds is unknown; a plain one adds nothing.
    return {"body_weight": True, "added_load_kg": None if loading == "added" else 0.0}


def put_weight(fields: Fields, weight: Cursor, unit: str, name: str) -> None:
    """Sets the load that a weight of an app states.

    Args:
        fields: The fields of the set.
        weight: The weight; of one that is no number nothing is known.
        unit: ``kg`` or ``lb``.
        name: Name of the exercise, which says what a weight means.
    """
    number = weight.number()
    unread = weight.value is not None and number is None
    load = planned_load(name, unread=True) if unread else load_fields(number, unit, name)
    for field, value in load.items():
        fields.put(field, value, weight)


def percent_at(source: Cursor) -> float | None:
    """Returns a percentage; what may as well be a share of one is counted as failed."""
    percent = source.number()
    if percent is not None and 0 < percent <= _GREATEST_SHARE:
        source.fail("a percentage that may be a share: 0.8 or 80")
        return None
    return percent


def says_none(text: str) -> bool:
    """Returns whether words in the place of a warm-up say that there is none."""
    return _NONE.fullmatch(" ".join(text.split())) is not None


def says_rest(text: str) -> bool:
    """Returns whether words in the place of an exercise say that there is none today."""
    return _REST_DAY.fullmatch(" ".join(text.split())) is not None


def in_order(items: list[Cursor], key: str) -> list[Cursor]:
    """Returns items by the number below a key, as they stand where one has no such number."""
    numbers = [item.at(key).value for item in items]
    if any(isinstance(it, bool) or not isinstance(it, int | float) for it in numbers):
        return items
    return [items[place] for place in sorted(range(len(items)), key=numbers.__getitem__)]


def in_time(sessions: list[Cursor], key: str) -> list[Cursor]:
    """Returns sessions in the order in which they began, where all say when below a key."""
    # YAML may have read a date as one.
    starts = [read_date(str(it.at(key).value)) for it in sessions]
    known = [start for start in starts if start is not None]
    if len(known) < len(starts):
        return sessions
    return [sessions[place] for place in sorted(range(len(known)), key=known.__getitem__)]


def set_fields(origin: Cursor) -> Fields:
    """Returns a collector for the fields of a set."""
    return Fields(origin, Set)
