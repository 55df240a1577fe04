"""A log of any length: its sessions are kept outside the memory and come in the order of time."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from backsafe.model import Workout
from backsafe.readers.entries import Entry, RowError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backsafe.model import Athlete, Record
    from backsafe.syntax.positions import Place, Pointer

__all__ = ["Logbook", "LoggedSessions"]

_IN_MEMORY = 16 * 1024 * 1024
_MOST_SESSIONS = 200_000
# Nobody does as many sets in a day; the model takes no more activities.
_MOST_ROWS_OF_A_SESSION = 1000
# Somebody who records a thing does so in at least half of the sessions.
_HABIT = 0.5


class Row(NamedTuple):
    """A row of a log and what it records."""

    line: int
    entry: Entry


@dataclass(slots=True)
class _Session:
    """What is known of a session while its rows lie outside the memory.

    Attributes:
        worked: Whether it has a work set.
        parts: Where its rows begin in the store; more than one where the file returns to it.
        shows: What its rows show that their owner records.
    """

    title: str
    start: datetime | None
    line: int
    rows: int = 0
    worked: bool = False
    parts: list[int] = field(default_factory=list)
    shows: set[Record] = field(default_factory=set)


class _Store:
    """Keeps objects outside the memory once they are many, and closes behind itself.

    It may be read from many threads, and pickled.
    """

    def __init__(self, content: bytes = b"") -> None:
        from tempfile import SpooledTemporaryFile

        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._file.write(content)
        self._lock = Lock()

    def put(self, thing: Any) -> int:
        """Keeps an object, and returns where."""
        place = self._file.tell()
        pickle.dump(thing, self._file, pickle.HIGHEST_PROTOCOL)
        return place

    def get(self, place: int) -> Any:
        """Returns the object kept there."""
        with self._lock:
            self._file.seek(place)
            # It holds what this process has put there.
            return pickle.load(self._file)  # noqa: S301

    def __reduce__(self) -> tuple[Any, ...]:
        with self._lock:
            self._file.seek(0)
            return _Store, (self._file.read(),)

    def __del__(self) -> None:
        self._file.close()


class Logbook:
    """Takes rows in the order of a file and makes sessions of them."""

    def __init__(self) -> None:
        self._store = _Store()
        self._sessions: dict[tuple[str, ...], _Session] = {}
        self._open: _Session | None = None
        self._rows: list[Row] = []

    def add(
        self, key: tuple[str, ...], title: str, start: datetime | None, line: int, entry: Entry
    ) -> None:
        """Adds a row.

        Args:
            key: What rows of one session share.
            title: Title of the session.
            start: When it began, or ``None`` if nobody knows.
            line: Line of the row.
            entry: What the row records.

        Raises:
            RowError: There are more sessions, or rows of one, than can be.
        """
        session = self._sessions.get(key)
        if session is None:
            if len(self._sessions) == _MOST_SESSIONS:
                raise RowError(f"more than {_MOST_SESSIONS:,} sessions")
            session = self._sessions[key] = _Session(title, start, line)
        if session.rows == _MOST_ROWS_OF_A_SESSION:
            raise RowError(f"more than {_MOST_ROWS_OF_A_SESSION:,} rows in a session")
        if session is not self._open:
            self._put_away()
            self._open = session
        session.rows += 1
        shown = _shown(entry)
        # Cardio after the lifts says nothing of how they are prepared.
        if shown is not None and not (shown == "warm_up" and session.worked):
            session.shows.add(shown)
        session.worked = session.worked or (entry.kind == "set" and not entry.fields.get("warm_up"))
        self._rows.append(Row(line, entry))

    def last(self, key: tuple[str, ...], exercise: str) -> Entry | None:
        """Returns the latest entry, if it is of this session and exercise."""
        if not self._rows or self._sessions.get(key) is not self._open:
            return None
        entry = self._rows[-1].entry
        return entry if entry.exercise == exercise else None

    def _put_away(self) -> None:
        if self._open is not None and self._rows:
            self._open.parts.append(self._store.put(self._rows))
            self._rows = []

    def close(self) -> LoggedSessions:
        """Returns the sessions."""
        self._put_away()
        sessions = sorted(
            self._sessions.values(), key=lambda it: (it.start is None, it.start or datetime.min)
        )
        return LoggedSessions(self._store, sessions)

    def __len__(self) -> int:
        return len(self._sessions)


class LoggedSessions:
    """The sessions of a log in the order of time, those without a date last.

    Attributes:
        records: What the log's owner records, as the rows show.
    """

    kind: Literal["log"] = "log"
    title: str | None = None
    athlete: Athlete | None = None

    def __init__(self, store: _Store, sessions: list[_Session]) -> None:
        self._store = store
        self._sessions = sessions
        self.records = tuple(_records(sessions)) or None
        # Places are asked for finding by finding, and a session has many.
        self._rows_near = lru_cache(maxsize=64)(self._rows)

    def __reduce__(self) -> tuple[Any, ...]:
        return LoggedSessions, (self._store, self._sessions)

    def __len__(self) -> int:
        return len(self._sessions)

    def sessions(self) -> Iterator[tuple[Pointer, Workout]]:
        """Yields each session with its place, made when it is asked for."""
        for number, session in enumerate(self._sessions):
            yield ("workouts", number), self._workout(session, self._rows(number))

    @property
    def workouts(self) -> tuple[Workout, ...]:
        """All sessions at once."""
        return tuple(workout for _, workout in self.sessions())

    @property
    def dated(self) -> bool:
        """Whether the date of every session is known."""
        # Sessions without a date come last.
        return not self._sessions or self._sessions[-1].start is not None

    @property
    def last_day(self) -> date | None:
        """The latest day of a session; ``None`` where no day is known."""
        return max((it.start.date() for it in self._sessions if it.start is not None), default=None)

    def undated(self) -> list[tuple[Pointer, int]]:
        """Returns place and line of the sessions whose date is unknown."""
        return [
            (("workouts", number), session.line)
            for number, session in enumerate(self._sessions)
            if session.start is None
        ]

    def locate(self, pointer: Pointer) -> Place | None:
        """Returns the row in which a value stands, or that of its nearest parent."""
        match pointer:
            case ("workouts", int(number), *rest) if 0 <= number < len(self._sessions):
                groups = list(_grouped(self._rows_near(number)))
            case _:
                return 1, 1
        match rest:
            case ["activities", int(activity), "sets", int(one), *_] if activity < len(groups):
                rows = groups[activity]
                return rows[min(one, len(rows) - 1)].line, 1
            case ["activities", int(activity), *_] if activity < len(groups):
                return groups[activity][0].line, 1
        return self._sessions[number].line, 1

    def locate_key(self, pointer: Pointer) -> Place | None:
        """Returns the same as ``locate``: a table has no keys beside its header."""
        return self.locate(pointer)

    def _rows(self, number: int) -> list[Row]:
        rows: list[Row] = []
        for part in self._sessions[number].parts:
            rows += self._store.get(part)
        return rows

    def _workout(self, session: _Session, rows: list[Row]) -> Workout:
        return Workout.model_validate(
            {
                "kind": "log",
                "title": session.title or None,
                "date": session.start.date() if session.start else None,
                "activities": tuple(_activity(group) for group in _grouped(rows)),
            }
        )


def _grouped(rows: list[Row]) -> Iterator[list[Row]]:
    """Yields the rows of each activity: sets of one exercise in a row are one lift."""

    def key(numbered: tuple[int, Row]) -> tuple[str, int]:
        number, row = numbered
        return row.entry.exercise, -1 if row.entry.kind == "set" else number

    for _, group in groupby(enumerate(rows), key):
        yield [row for _, row in group]


def _activity(rows: list[Row]) -> dict[str, Any]:
    first = rows[0].entry
    if first.kind != "set":
        return first.fields
    sets = tuple(row.entry.fields for row in rows)
    return {"type": "lift", "exercise": first.exercise, "sets": sets}


def _shown(entry: Entry) -> Record | None:
    """Returns what an entry shows that its owner records."""
    if entry.kind == "set":
        return "warm_up_sets" if entry.fields.get("warm_up") else None
    return "stretches" if entry.kind == "static_stretch" else "warm_up"


def _records(sessions: list[_Session]) -> Iterator[Record]:
    kinds: tuple[Record, ...] = ("warm_up", "warm_up_sets", "stretches")
    for kind in kinds:
        if sum(kind in session.shows for session in sessions) >= _HABIT * len(sessions):
            yield kind
