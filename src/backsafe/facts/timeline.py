"""The sessions of a document and of the history before it, in the order of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias

from backsafe.model import Log, Program, Workout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from backsafe.facts.fact import Pointer
    from backsafe.facts.plan import Plan
    from backsafe.model import Athlete, Record

__all__ = [
    "ALL_SESSIONS",
    "Chosen",
    "Content",
    "EarlierSessions",
    "Moment",
    "SessionStream",
    "Slot",
    "document_sessions",
    "session_count",
    "timeline",
]


class SessionStream(Protocol):
    """A log whose sessions come one by one, because there may be more than fit into memory."""

    @property
    def kind(self) -> Literal["log"]:
        """Kind of all its sessions."""

    @property
    def title(self) -> str | None:
        """What the author calls it."""

    @property
    def athlete(self) -> Athlete | None:
        """The person it is of."""

    @property
    def records(self) -> tuple[Record, ...] | None:
        """What the log's owner records."""

    @property
    def dated(self) -> bool:
        """Whether the date of every session is known."""

    @property
    def last_day(self) -> date | None:
        """The latest day of a session; ``None`` where no day is known."""

    def __len__(self) -> int:
        """Returns how many sessions there are."""

    def sessions(self) -> Iterator[tuple[Pointer, Workout]]:
        """Yields each session with its place, in the order of time."""


Content: TypeAlias = Workout | Program | Log | SessionStream
"""What can be judged."""


EarlierSessions: TypeAlias = Sequence[Workout] | SessionStream
"""Sessions before a document."""


class Chosen(NamedTuple):
    """Which sessions of a log are judged; the earlier ones are history.

    Attributes:
        last: Only so many, the latest; ``None`` for all.
        since: Only those of this day or later, and those without a date; ``None`` for all.
    """

    last: int | None = None
    since: date | None = None

    def takes(self, number: int, count: int, day: date | None) -> bool:
        """Returns whether a session is judged.

        Args:
            number: Its place in the order of time, from 0.
            count: How many sessions there are.
            day: Its day, or ``None``.
        """
        if self.last is not None and number < count - self.last:
            return False
        return self.since is None or day is None or day >= self.since


ALL_SESSIONS = Chosen()


class Slot(NamedTuple):
    """A session in its place among the others.

    Attributes:
        workout: The session.
        pointer: Where it stands; empty for one of the history.
        place: Its number in the document, from 0; ``None`` for one that is not judged: of the
            history, or of the document and not chosen.
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


def document_sessions(content: Content) -> Iterator[tuple[Pointer, Workout]]:
    """Yields the workouts of a document with the place of each."""
    if isinstance(content, Workout):
        yield (), content
    elif isinstance(content, Log):
        for number, workout in enumerate(content.workouts):
            yield ("workouts", number), workout
    elif isinstance(content, Program):
        for week, part in enumerate(content.weeks):
            for number, workout in enumerate(part.workouts):
                yield ("weeks", week, "workouts", number), workout
    else:
        yield from content.sessions()


def session_count(content: Content) -> int:
    """Returns how many workouts a document lists."""
    if isinstance(content, Workout | Log | Program):
        return sum(1 for _ in document_sessions(content))
    return len(content)


def timeline(
    content: Content,
    history: EarlierSessions = (),
    chosen: Chosen = ALL_SESSIONS,
    left_out: Counter[str] | None = None,
) -> Iterable[Slot]:
    """Returns all sessions in the order of time, as listed where days do not tell.

    A document without any session has an empty one, so that its athlete is screened all the same.

    Args:
        content: The document.
        history: Earlier sessions.
        chosen: Which sessions of a log are judged.
        left_out: Counts the sessions of the history that are not before the document: those of
            its first day, among which it may be itself, and those after it.
    """
    earlier = _Earlier(history, Counter() if left_out is None else left_out)
    if isinstance(content, Workout) and not history and chosen == ALL_SESSIONS:
        return [Slot(content, (), 0, _date(content), None)]
    if not isinstance(content, Workout | Log | Program):
        return _streamed(content, earlier, chosen)
    listed = list(document_sessions(content))
    sessions = listed or [((), Workout(kind=content.kind, activities=()))]
    workouts = [workout for _, workout in sessions]
    dated = all(workout.date is not None for workout in workouts)
    days = [_date(workout) for workout in workouts]
    if isinstance(content, Program) and not dated:
        days = [_day_of_program(pointer, workout) for pointer, workout in sessions]
    weeks = _weeks(content, sessions, days)
    slots = _in_time(
        [
            Slot(workout, pointer, place, days[place], weeks[place])
            for place, (pointer, workout) in enumerate(sessions)
        ],
        days,
    )
    if content.kind == "log" and chosen != ALL_SESSIONS:
        slots = [_chosen(slot, it, len(slots), chosen) for it, slot in enumerate(slots)]
    first = min((day for day in days if day is not None), default=None) if dated else None
    weekly = isinstance(content, Log)
    return chain(_before(earlier, first, known=dated, weekly=weekly), slots)


def _streamed(content: SessionStream, earlier: _Earlier, chosen: Chosen) -> Iterator[Slot]:
    count, first, begun = len(content), None, False
    for number, (pointer, workout) in enumerate(content.sessions()):
        day = _date(workout)
        if not begun:
            begun = True
            first = day if content.dated else None
            yield from _before(earlier, first, known=content.dated, weekly=True)
        week = None if day is None or first is None else _week(day) - _week(first) + 1
        yield _chosen(Slot(workout, pointer, number, day, week), number, count, chosen)


def _chosen(slot: Slot, number: int, count: int, chosen: Chosen) -> Slot:
    if chosen.takes(number, count, slot.workout.date):
        return slot
    return slot._replace(place=None)


class _Earlier(NamedTuple):
    """The history, and a count of what of it is not before the document."""

    sessions: EarlierSessions
    left_out: Counter[str]

    def in_time(self) -> Iterator[Workout]:
        """Yields the sessions in the order of time, or as listed where days do not tell."""
        history = self.sessions
        if not isinstance(history, Sequence):
            yield from (workout for _, workout in history.sessions())
        elif all(workout.date is not None for workout in history):
            yield from sorted(history, key=lambda workout: _date(workout) or 0)
        else:
            yield from history


def _before(earlier: _Earlier, first: int | None, *, known: bool, weekly: bool) -> Iterator[Slot]:
    """Yields the sessions of the history that are before a document.

    Args:
        earlier: The history.
        first: The first day of a document whose days are all known; else ``None``.
        known: Whether days of the history are of the same scale as those of the document, and not
            of a plan that numbers its days.
        weekly: Whether weeks of the calendar are judged.
    """
    for workout in earlier.in_time():
        day = _date(workout)
        # Of one day nobody knows the order, and an export holds the session itself.
        if day is not None and first is not None and day >= first:
            earlier.left_out["sessions"] += 1
            continue
        week = None
        if weekly and day is not None and first is not None:
            week = _week(day) - _week(first) + 1
        yield Slot(workout, (), None, day if known else None, week)


def _week(day: int) -> int:
    """Returns the number of the calendar week; day 1 of the calendar is a Monday."""
    return (day - 1) // 7


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
    first = _week(min(known))
    return [_week(day) - first + 1 for day in known]


def _in_time(slots: Sequence[Slot], days: Sequence[int | None]) -> list[Slot]:
    known = [day for day in days if day is not None]
    if len(known) < len(slots):
        return list(slots)
    return [slots[place] for place in sorted(range(len(slots)), key=known.__getitem__)]
