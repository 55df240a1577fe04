"""Exports of apps as tables: one row a set, many sessions a file, read as a log.

Each format says what its columns mean; what is common to all of them is here. Every row becomes
part of the log, is ignored for a stated reason, or could not be read, and is counted as such.

- Rows of one exercise in a row of a session become a lift. Rows of cardio and of stretches become
  activities of their own, one each.
- Warm-up sets, warm-ups and stretches count as recorded by the log's owner, so that their absence
  means they were not done, where at least half of the sessions hold one.
"""

from __future__ import annotations

from collections import Counter
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol

from backsafe.errors import DocumentError, Problem, did_you_mean
from backsafe.readers.document import Account, Document, ReaderNotice, Reason
from backsafe.readers.entries import Entry, RowError, is_warm_up_note, plain_name
from backsafe.readers.logbook import Logbook
from backsafe.syntax.table import Record, records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from backsafe.readers.logbook import LoggedSessions

__all__ = ["IgnoredRowError", "Layout", "Rest", "Taken", "columns_of", "read_table"]

_MOST_NOTICES = 20
_MOST_COLUMNS = 200
# What apps write where there is nothing.
_EMPTY = ("", "0", "0.0", "0.00")
# A hostile file must not choose how many reasons or notes we keep.
_MOST_KEPT = 1000
_LONGEST_KEPT = 200


class IgnoredRowError(Exception):
    """A row that says nothing a log holds, with the reason."""


class Rest(NamedTuple):
    """A rest after the set before it, in seconds."""

    exercise: str
    seconds: float


class Taken(NamedTuple):
    """What a row says.

    Attributes:
        key: What rows of one session share.
        title: Title of the session.
        start: When it began, or ``None``.
        content: What was recorded.
        note: What the lifter wrote about the exercise.
    """

    key: tuple[str, ...]
    title: str
    start: datetime | None
    content: Entry | Rest
    note: str = ""


class Layout(Protocol):
    """What the columns of a table mean."""

    @property
    def columns(self) -> Mapping[str, int]:
        """Name of a column → its number, from 0."""

    @property
    def implied(self) -> frozenset[str]:
        """Columns that say nothing that the order of rows does not."""

    @property
    def headed(self) -> bool:
        """Whether the first record holds the names of the columns."""

    def take(self, values: Mapping[str, str]) -> Taken:
        """Returns what a row says.

        Raises:
            RowError: It cannot be read.
            IgnoredRowError: It says nothing a log holds.
        """


def columns_of(
    header: Sequence[str], required: Sequence[str], title: str, path: str
) -> dict[str, int]:
    """Returns the columns of a header by name, each with its number, from 0.

    Args:
        header: Names of the columns; one without a name keeps its place, under a name that nobody
            asks for.
        required: Those that are needed.
        title: As people call the format.
        path: The file, for messages.

    Raises:
        DocumentError: One that is needed is missing, or one stands there twice.
    """
    for name, count in Counter(header).items():
        if count > 1 and name:
            message = f"is no export of {title}: column {name!r} stands there {count} times"
            raise DocumentError(Problem(message, path, 1, 1))
    for name in required:
        if name not in header:
            hint = did_you_mean(name, header)
            message = f"is no export of {title}: column {name!r} is missing{hint}"
            raise DocumentError(Problem(message, path, 1, 1))
    return {name or f"column {number + 1}": number for number, name in enumerate(header)}


def read_table(
    text: IO[str], path: str, reader: str, layout_of: Callable[[list[str]], Layout]
) -> Document:
    """Reads a table to its end.

    Args:
        text: The table, line ends as they are.
        path: Its name in messages.
        reader: Name of the reader.
        layout_of: Makes the layout from the first record.

    Raises:
        DocumentError: It is no such table, or no row of it can be read.
    """
    found = records(text, path)
    first = next(found, None)
    if first is None:
        raise DocumentError(Problem("is empty", path, 1, 1))
    header, delimiter = first
    if len(header.cells) > _MOST_COLUMNS:
        wrong = f"has {len(header.cells)} columns; at most {_MOST_COLUMNS} are read"
        raise DocumentError(Problem(wrong, path, 1, 1))
    layout = layout_of([cell.strip() for cell in header.cells])
    rows = _Rows(layout, path, delimiter)
    if not layout.headed:
        rows.take(header)
    for record, _ in found:
        rows.take(record)
    return rows.document(reader)


def _kept(key: tuple[str, ...]) -> tuple[str, ...]:
    """Returns a key of bounded size: that of every session stays in memory."""
    if max(map(len, key)) <= _LONGEST_KEPT:
        return key
    from hashlib import sha256

    return (sha256(repr(key).encode()).hexdigest(),)


class _Cells(dict[str, str]):
    """The cells of a row by column, which note what is asked for: the rest is read past."""

    def __init__(self, asked: set[str]) -> None:
        super().__init__()
        self._asked = asked

    def __getitem__(self, name: str) -> str:
        self._asked.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        """Returns a cell, or the default where there is no such column."""
        self._asked.add(name)
        return super().get(name, default)


class _Rows:
    """Takes the rows of a table one by one, and keeps account of them."""

    def __init__(self, layout: Layout, path: str, delimiter: str) -> None:
        self._layout = layout
        self._path = path
        self._delimiter = delimiter
        self._book = Logbook()
        self._notices: list[ReaderNotice] = []
        self._read = 0
        self._asked: set[str] = set()
        self._filled: Counter[str] = Counter()
        self._ignored: dict[str, Reason] = {}
        self._failed: dict[str, Reason] = {}
        self._warm_ups = 0
        self._first_warm_up = 0
        self._notes: dict[str, int] = {}

    def take(self, record: Record) -> None:
        self._read += 1
        try:
            self._take(record)
        except RowError as error:
            self._count(self._failed, error.reason, record.line)
            if sum(reason.times for reason in self._failed.values()) <= _MOST_NOTICES:
                at = self._layout.columns.get(error.column)
                column = None if at is None else record.column(at, self._delimiter)
                message = f"row skipped: {error.message}"
                self._notices.append(
                    ReaderNotice("row-skipped", message, (), record.line, self._path, column)
                )
        except IgnoredRowError as error:
            self._count(self._ignored, str(error), record.line)

    def _take(self, record: Record) -> None:
        columns, cells = self._layout.columns, record.cells
        # Spreadsheets leave out empty cells at the end of a row.
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            message = f"{len(cells)} fields where the header has {len(columns)}"
            raise RowError("more fields than the header has", message)
        values = _Cells(self._asked)
        for name, number in columns.items():
            cell = cells[number].strip() if number < len(cells) else ""
            values[name] = cell
            if cell not in _EMPTY:
                self._filled[name] += 1
        taken = self._layout.take(values)
        if isinstance(taken.content, Rest):
            self._rest(taken, taken.content)
            return
        entry = taken.content
        if taken.note:
            self._note(entry, taken.note, record.line)
        self._book.add(_kept(taken.key), taken.title, taken.start, record.line, entry)

    def _rest(self, taken: Taken, rest: Rest) -> None:
        entry = self._book.last(_kept(taken.key), rest.exercise)
        if entry is None or entry.kind != "set":
            raise IgnoredRowError("a rest that follows no set")
        if not 0 <= rest.seconds <= 7200:
            raise RowError("a rest of more than two hours")
        entry.fields["rest_seconds"] = rest.seconds

    def _note(self, entry: Entry, note: str, line: int) -> None:
        if entry.kind == "set" and is_warm_up_note(note):
            entry.fields["warm_up"] = True
            self._first_warm_up = self._first_warm_up or line
            self._warm_ups += 1
        elif len(self._notes) < _MOST_KEPT:
            self._notes.setdefault(note[:_LONGEST_KEPT], line)

    def _count(self, counts: dict[str, Reason], text: str, line: int) -> None:
        before = counts.get(text)
        if before is not None:
            counts[text] = before._replace(times=before.times + 1)
        elif len(counts) < _MOST_KEPT:
            counts[text] = Reason(text, 1, line)
        else:
            other = counts.get("other reasons", Reason("other reasons", 0, line))
            counts["other reasons"] = other._replace(times=other.times + 1)

    def document(self, reader: str) -> Document:
        if not len(self._book):
            raise self._nothing_read()
        log = self._book.close()
        failed, ignored = tuple(self._failed.values()), tuple(self._ignored.values())
        lost = sum(reason.times for reason in (*failed, *ignored))
        notices = [*self._notices, *self._about_all(log)]
        return Document(
            self._path,
            log,
            log,
            reader=reader,
            notices=tuple(notices),
            account=Account("rows", self._read, self._read - lost, ignored, failed),
        )

    def _nothing_read(self) -> DocumentError:
        why = ""
        if self._notices:
            first = self._notices[0]
            why = f"; the first: {first.message} (line {first.line})"
        elif self._ignored:
            why = f"; its rows are ignored: {', '.join(self._ignored)}"
        return DocumentError(Problem(f"holds no set that can be read{why}", self._path, 1, 1))

    def _about_all(self, log: LoggedSessions) -> Iterator[ReaderNotice]:
        failed = sum(reason.times for reason in self._failed.values())
        if failed > _MOST_NOTICES:
            message = f"{failed - _MOST_NOTICES} more rows skipped; --verbose counts the reasons"
            yield ReaderNotice("rows-skipped", message, path=self._path)
        past = [
            f"{plain_name(name)} ({count})"
            for name, count in self._filled.items()
            if name not in self._asked and name not in self._layout.implied
        ]
        if past:
            message = f"columns not read, which hold values: {', '.join(past)}"
            yield ReaderNotice("column-not-read", message, (), 1, self._path)
        undated = log.undated()
        for pointer, line in undated[:_MOST_NOTICES]:
            message = (
                "the session's start is no date that is known; it is taken as the latest, and "
                "compared with no other"
            )
            yield ReaderNotice("date-not-read", message, pointer, line, self._path)
        if self._warm_ups:
            message = f"{self._warm_ups} sets are read as warm-up sets, because a note says so"
            yield ReaderNotice("warm-up-note", message, (), self._first_warm_up, self._path)
        by_line = sorted(self._notes.items(), key=lambda item: item[1])
        for note, line in by_line[:_MOST_NOTICES]:
            message = f"a note was not read: {plain_name(note)[:60]!r}; loads are taken as recorded"
            yield ReaderNotice("notes-not-read", message, (), line, self._path)
