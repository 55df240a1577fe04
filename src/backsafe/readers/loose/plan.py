"""A plan → its weeks and sessions, under whatever keys they hang."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backsafe.readers.dates import read_date
from backsafe.readers.entries import plain_name
from backsafe.readers.loose.keys import (
    DAY_KEY,
    DAY_NAMES,
    DAY_NUMBERS,
    EXERCISES,
    HOLDERS,
    NESTED,
    PHASES,
    TITLES,
    WEEK_KEY,
    WEEKS,
    below,
    find,
    is_day,
    looks_like_plan,
    members,
    name_at,
    names_exercises,
    weekday,
    word_of,
)
from backsafe.readers.loose.sections import collect
from backsafe.readers.planned import DAYS_OF_A_WEEK, in_order
from backsafe.readers.tree import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backsafe.readers.tree import Cursor

__all__ = ["build", "recognize"]


_DEEPEST = 12
_MOST_SESSIONS_OF_A_WEEK = 50


def recognize(data: Any) -> bool:
    """Returns whether a tree looks like a plan: somewhere in it is a list of exercises."""
    return names_exercises(data) or looks_like_plan(data, _DEEPEST)


def build(root: Cursor) -> Node:
    """Returns our document of a plan."""
    title = name_at(root, ("name", "title", "planname", "programname", "routinename", "splitname"))
    weeks = list(_weeks(root, _DEEPEST))
    workouts = [session for _, sessions in weeks for session in sessions]
    top: dict[str, Any] = {"backsafe": 1}
    if len(workouts) == 1 and len(weeks) == 1:
        return Node(
            workouts[0].origin, **{**workouts[0], **top, "title": workouts[0].get("title") or title}
        )
    found = [
        Node(source.pointer, workouts=sessions[start : start + _MOST_SESSIONS_OF_A_WEEK])
        for source, sessions in weeks
        for start in range(0, max(len(sessions), 1), _MOST_SESSIONS_OF_A_WEEK)
    ]
    return Node(root.pointer, **top, title=title, weeks=found)


def _weeks(source: Cursor, depth: int) -> Iterator[tuple[Cursor, list[Node]]]:
    """Yields each week with its sessions."""
    if depth == 0:
        return
    for part in below(source, PHASES):
        for phase in part.each():
            yield from _weeks(phase, depth - 1)
    weeks = [
        week
        for part in below(source, WEEKS)
        if isinstance(part.value, list | dict)
        for week in members(part)
    ]
    for key in ("week", "weekNumber", "week_number", "number"):
        weeks = in_order(weeks, key)
    numbered = [
        (int(it[1]), key) for key in source.names if (it := WEEK_KEY.fullmatch(word_of(key)))
    ]
    weeks += [source.at(key) for _, key in sorted(numbered)]
    for week in weeks:
        yield week, list(_sessions(week, depth - 1))
    if weeks:
        return
    holders = [part for part in below(source, HOLDERS) if part.is_mapping]
    inner = [week for part in holders for week in _weeks(part, depth - 1) if week[1]]
    if inner:
        yield from inner
        return
    sessions = list(_sessions(source, depth))
    if sessions:
        yield source, sessions


def _sessions(source: Cursor, depth: int) -> Iterator[Node]:
    if depth == 0:
        return
    if isinstance(source.value, list):
        if names_exercises(source.value):
            yield _session(source)
            return
        for item in source.each():
            yield from _sessions(item, depth)
        return
    if not source.is_mapping:
        return
    if _is_session(source):
        yield _session(source)
        return
    for key in source.names:
        plain, part = word_of(key), source.at(key)
        if plain in HOLDERS or plain in NESTED or is_day(plain):
            found = list(_sessions(part, depth - 1))
            for session in found:
                _name_by_key(session, key)
            yield from found


def _is_session(source: Cursor) -> bool:
    """Returns whether exercises, or sections of them, make this a session.

    What holds days is more than a session, whatever else it lists.
    """
    holders = [*below(source, HOLDERS - NESTED), *below(source, WEEKS)]
    if any(looks_like_plan(part.value, 3) or names_exercises(part.value) for part in holders):
        return False
    parts = [item for part in below(source, NESTED) for item in part.each()]
    return any(_lists_exercises(it) for it in (source, *parts))


def _lists_exercises(source: Cursor) -> bool:
    """Returns whether a mapping has exercises, and not just a word under such a key."""
    return any(isinstance(part.value, list | dict) for part in below(source, EXERCISES))


def _name_by_key(session: Node, key: str) -> None:
    number = weekday(key)
    if number is not None:
        session.setdefault("day", number)
    if number is not None or DAY_KEY.fullmatch(word_of(key)):
        session.setdefault("title", plain_name(key))


def _session(source: Cursor) -> Node:
    activities: list[Node] = []
    collect(source, "main", activities, _DEEPEST)
    date = find(source, ("date", "datum", "fecha"))
    day = None
    if date is not None:
        read = read_date(str(date.value))
        day = None if read is None else read.date().isoformat()
        if day is not None:
            date.use()
    session = Node(source.pointer, title=name_at(source, TITLES), date=day)
    number = _day_number(source)
    if number is not None:
        session["day"] = number
    session["activities"] = activities
    return session


def _day_number(source: Cursor) -> int | None:
    """Returns the day of the week; "day 2" is none, since nobody says how far it is from day 1."""
    named = find(source, DAY_NAMES)
    if named is not None and isinstance(named.value, str):
        number = weekday(named.value)
        if number is not None:
            named.use()
        return number
    counted = find(source, DAY_NUMBERS)
    return None if counted is None else counted.whole(DAYS_OF_A_WEEK)
