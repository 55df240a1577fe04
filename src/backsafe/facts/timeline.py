"""The sessions of a document and of the history before it, in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backsafe.model import Log, Program, Workout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backsafe.facts.fact import Pointer
    from backsafe.facts.plan import Plan

__all__ = ["Moment", "Slot", "document_sessions", "timeline"]


class Slot(NamedTuple):
    """A session in its place among the others.

    Attributes:
        workout: The session.
        pointer: Where it stands; empty for one of the history.
        place: Its number in the document, from 0; ``None`` for one of the history.
        day: Its day on a scale that all known days of the sessions share; ``None`` if unknown.
        week: Number of its week in the document, from 1; ``None`` if it is of none.
    """

    workout: Workout
    pointer: Pointer
    place: int | None
    day: int | None
    week: int | None


class Moment(NamedTuple):
    """A slot with the session made ready to draw facts from."""

    slot: Slot
    plan: Plan


def document_sessions(content: Workout | Program | Log) -> Iterator[tuple[Pointer, Workout]]:
    """Yields the workouts of a document with the place of each."""
    if isinstance(content, Workout):
        yield (), content
    elif isinstance(content, Log):
        for number, workout in enumerate(content.workouts):
            yield ("workouts", number), workout
    else:
        for week, part in enumerate(content.weeks):
            for number, workout in enumerate(part.workouts):
                yield ("weeks", week, "workouts", number), workout


def timeline(content: Workout | Program | Log, history: Sequence[Workout]) -> list[Slot]:
    """Returns all sessions in the order of time, as listed where days do not tell.

    A document without any session has an empty one, so that its athlete is screened all the same.
    """
    if isinstance(content, Workout) and not history:
        return [Slot(content, (), 0, _date(content), None)]
    listed = list(document_sessions(content))
    sessions = listed or [((), Workout(kind=content.kind, activities=()))]
    workouts = [workout for _, workout in sessions]
    dated = all(workout.date is not None for workout in workouts)
    days = [_date(workout) for workout in workouts]
    if isinstance(content, Program) and not dated:
        days = [_day_of_program(pointer, workout) for pointer, workout in sessions]
    weeks = _weeks(content, sessions, days)
    slots = [
        Slot(workout, pointer, place, days[place], weeks[place])
        for place, (pointer, workout) in enumerate(sessions)
    ]
    # Days of the history tell nothing where those of the document are numbers of a plan.
    before = [Slot(it, (), None, _date(it) if dated else None, None) for it in history]
    return [*_in_time(before, [_date(it) for it in history]), *_in_time(slots, days)]


def _date(workout: Workout) -> int | None:
    return None if workout.date is None else workout.date.toordinal()


def _day_of_program(pointer: Pointer, workout: Workout) -> int | None:
    week = int(pointer[1]) if len(pointer) > 1 else 0
    return None if workout.day is None else 7 * week + workout.day


def _weeks(
    content: Workout | Program | Log,
    sessions: Sequence[tuple[Pointer, Workout]],
    days: Sequence[int | None],
) -> list[int | None]:
    if isinstance(content, Program):
        return [int(pointer[1]) + 1 if len(pointer) > 1 else None for pointer, _ in sessions]
    known = [day for day in days if day is not None]
    if isinstance(content, Workout) or len(known) < len(days) or not content.workouts:
        return [None] * len(sessions)
    # Day 1 of the calendar is a Monday.
    first = (min(known) - 1) // 7
    return [(day - 1) // 7 - first + 1 for day in known]


def _in_time(slots: Sequence[Slot], days: Sequence[int | None]) -> list[Slot]:
    known = [day for day in days if day is not None]
    if len(known) < len(slots):
        return list(slots)
    return [slots[place] for place in sorted(range(len(slots)), key=known.__getitem__)]
