"""A plan → the one session of it that is to be done, and where that stands in the plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from backsafe.errors import DocumentError, Problem, UsageError
from backsafe.facts.timeline import document_sessions
from backsafe.fixes import why_not
from backsafe.model import Program, Workout
from backsafe.readers import Document
from backsafe.syntax.positions import NoPositions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backsafe.facts.fact import Pointer
    from backsafe.syntax.positions import Place, Positions

__all__ = ["ANY_SESSION", "Chosen", "PlannedSession", "chosen_day", "planned_session"]

_MOST_LISTED = 20


class Chosen(NamedTuple):
    """Which session of a plan of many is meant; what is ``None`` is not said.

    Attributes:
        week: Number of its week, from 1.
        day: Its day of the week as the plan numbers it; where the plan does not, its number
            within the week.
        date: The day it is done. A session of another date is not it.
    """

    week: int | None = None
    day: int | None = None
    date: date | None = None


ANY_SESSION = Chosen()


class PlannedSession(NamedTuple):
    """A session to be done.

    Attributes:
        document: It alone, placed in the file that it was read from.
        mendable: The same as a BackSafe document, which repairs work on.
        name: What people call it.
    """

    document: Document
    mendable: Document
    name: str

    @property
    def workout(self) -> Workout:
        """The session as the plan has it."""
        content = self.document.content
        assert isinstance(content, Workout)  # noqa: S101 - it was made so
        return content

    @property
    def converted(self) -> bool:
        """Whether repairs cannot work on the file itself."""
        return self.mendable is not self.document


def chosen_day(given: date | str | None) -> date | None:
    """Returns a day.

    Raises:
        UsageError: It is none.
    """
    if not isinstance(given, str):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        message = f"date must be a day such as 2026-04-08, not {given[:40]!r}"
        raise UsageError(message) from None


class _Numbered(NamedTuple):
    """A session with its numbers in a plan."""

    pointer: Pointer
    workout: Workout
    week: int
    number: int

    @property
    def day(self) -> int:
        """Its day as somebody chooses it."""
        return self.number if self.workout.day is None else self.workout.day

    @property
    def label(self) -> str:
        """What somebody chooses it by, and its title."""
        dated = "" if self.workout.date is None else f" ({self.workout.date})"
        title = "" if self.workout.title is None else f": {self.workout.title}"
        return f"week {self.week} day {self.day}{dated}{title}"


def planned_session(document: Document, chosen: Chosen = ANY_SESSION) -> PlannedSession:
    """Returns the session that is to be done.

    Raises:
        DocumentError: The document is a log, or holds no session.
        UsageError: It holds several of which none, or more than one, is meant.
    """
    content = document.content
    if content.kind == "log" or not isinstance(content, Workout | Program):
        why = "is a log of what was done, not a plan; beside a plan, --history takes it"
        raise DocumentError(Problem(why, document.path))
    sessions = list(_numbered(content))
    if not sessions:
        raise DocumentError(Problem("is a plan without any session", document.path))
    meant = [it for it in sessions if _is_meant(it, chosen)]
    if len(meant) != 1:
        raise UsageError(_which(document.path, sessions, meant, chosen))
    one = meant[0]
    if isinstance(content, Workout):
        alone = document
    else:
        beside = {"athlete": content.athlete, "records": content.records}
        workout = one.workout.model_copy(update=beside)
        positions = _Within(document.positions, one.pointer)
        above = len(one.pointer)
        notices = tuple(
            it._replace(pointer=it.pointer[above:])
            for it in document.notices
            if it.pointer[:above] in ((), one.pointer)
        )
        alone = Document(document.path, workout, positions, document.reader, notices=notices)
    name = one.workout.title or content.title or "the session"
    return PlannedSession(alone, _mendable(alone, document), name)


def _mendable(alone: Document, document: Document) -> Document:
    if alone is document and not why_not(document.reader, "plan", document.path):
        return document
    return Document(alone.path, alone.content, NoPositions())


def _numbered(content: Workout | Program) -> Iterator[_Numbered]:
    numbers: dict[int, int] = {}
    for pointer, workout in document_sessions(content):
        week = int(pointer[1]) + 1 if pointer else 1
        numbers[week] = numbers.get(week, 0) + 1
        yield _Numbered(pointer, workout, week, numbers[week])


def _is_meant(it: _Numbered, chosen: Chosen) -> bool:
    return (
        chosen.week in (None, it.week)
        and chosen.day in (None, it.day)
        and (chosen.date is None or it.workout.date in (None, chosen.date))
    )


def _which(
    path: str, sessions: Sequence[_Numbered], meant: Sequence[_Numbered], chosen: Chosen
) -> str:
    """Returns what to say where not just one session is meant."""
    listed = meant or sessions
    labels = "; ".join(it.label for it in listed[:_MOST_LISTED])
    more = f"; and {len(listed) - _MOST_LISTED} more" if len(listed) > _MOST_LISTED else ""
    stated = " ".join(
        f"{name} {value}" for name, value in chosen._asdict().items() if value is not None
    )
    if not meant:
        return f"{path} has no session of {stated}; there are {labels}{more}"
    wanted = f"{len(meant)} of its sessions are of {stated}" if stated else "holds several sessions"
    if stated and chosen.week and chosen.day:
        return f"{path}: {wanted}: {labels}{more}; the plan must number them apart"
    return f"{path}: {wanted}; choose one by week, day or date: {labels}{more}"


class _Within:
    """Places of a session in the file of a whole program."""

    def __init__(self, positions: Positions, above: Pointer) -> None:
        self._positions = positions
        self._above = above

    def locate(self, pointer: Pointer) -> Place | None:
        """Returns where a value of the session stands."""
        return self._positions.locate(self._whole(pointer))

    def locate_key(self, pointer: Pointer) -> Place | None:
        """Returns where the key of a value of the session stands."""
        return self._positions.locate_key(self._whole(pointer))

    def _whole(self, pointer: Pointer) -> Pointer:
        # A program says once for all of its sessions who trains and what is recorded.
        return pointer if pointer[:1] in (("athlete",), ("records",)) else (*self._above, *pointer)
