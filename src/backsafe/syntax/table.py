"""Tables of text, however long: a line at a time, in the encodings that programs write."""

from __future__ import annotations

import codecs
import csv
import io
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, NamedTuple

from backsafe.errors import DocumentError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Record", "encoding_of", "first_cells", "records", "table_of"]

_CHUNK = 1 << 20
# A quoted cell may hold line ends, and a row any number of such cells.
_LARGEST_RECORD = 4 << 20
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
_DELIMITERS = (",", ";", "\t")


class Record(NamedTuple):
    """A record of a table.

    Attributes:
        line: Line on which it begins, from 1.
        cells: Its cells.
        text: The text of its lines.
    """

    line: int
    cells: list[str]
    text: str

    def column(self, number: int, delimiter: str) -> int | None:
        """Returns the column, from 1, at which a cell begins, where it is on the first line."""
        at, quoted = 0, False
        for place, character in enumerate(self.text):
            if at == number:
                return place + 1
            if character == '"':
                quoted = not quoted
            elif character == delimiter and not quoted:
                at += 1
            elif character in "\r\n":
                return None
        return len(self.text) + 1 if at == number else None


@contextmanager
def table_of(source: IO[bytes], path: str) -> Iterator[IO[str]]:
    """Opens a table for reading, line ends as they are.

    UTF-8, UTF-16 and UTF-32 are known by their mark; what is no UTF-8 is read as Windows-1252,
    which old spreadsheets write and which has a character for every byte.

    Raises:
        DocumentError: It is no text.
    """
    text = io.TextIOWrapper(
        source, encoding=encoding_of(source, path), errors="replace", newline=""
    )
    try:
        yield text
    finally:
        text.detach()


def encoding_of(source: IO[bytes], path: str) -> str:
    """Returns the name of the encoding of an open table, and goes back to its beginning.

    Raises:
        DocumentError: It is empty or no text.
    """
    encoding = _encoding(source, path)
    source.seek(0)
    return encoding


def _encoding(source: IO[bytes], path: str) -> str:
    source.seek(0)
    head = source.read(4)
    if not head:
        raise DocumentError(Problem("is empty", path, 1, 1))
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    source.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding = "utf-8"
    while chunk := source.read(_CHUNK):
        if b"\0" in chunk:
            wrong = "holds a NUL character: it is binary, or UTF-16 without a mark"
            raise DocumentError(Problem(wrong, path))
        if encoding == "utf-8":
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                encoding = "cp1252"
    return encoding


def records(text: IO[str], path: str) -> Iterator[tuple[Record, str]]:
    """Yields the records of a table that hold anything, each with the delimiter of the table.

    The delimiter is the one that the first line holds most of.

    Raises:
        DocumentError: It is no table.
    """
    lines = _Lines(text)
    delimiter = lines.delimiter()
    reader = csv.reader(lines, delimiter=delimiter, strict=False)
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Record(before + 1, cells, lines.taken()), delimiter
            else:
                lines.taken()
            before = reader.line_num
    except csv.Error as error:
        wrong = f"is no CSV: {error} in the record that begins here"
        raise DocumentError(Problem(wrong, path, before + 1, 1)) from None


def first_cells(head: str) -> list[str]:
    """Returns the cells of the first record of a text; none if it is no table."""
    lines = _Lines(io.StringIO(head, newline=""))
    try:
        return next(csv.reader(lines, delimiter=lines.delimiter()), [])
    except csv.Error:
        return []


class _Lines:
    """Lines of a text, with what was taken since the last record."""

    def __init__(self, text: IO[str]) -> None:
        self._first: str | None = text.readline(_CHUNK)
        self._text = text
        self._taken: list[str] = []
        self._size = 0

    def delimiter(self) -> str:
        counts = [(self._first or "").count(it) for it in _DELIMITERS]
        return _DELIMITERS[counts.index(max(counts))]

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line, self._first = self._first, None
        if line is None:
            # A line without an end must not fill the memory; the csv module limits a cell.
            line = self._text.readline(_CHUNK)
        if not line:
            raise StopIteration
        self._taken.append(line)
        self._size += len(line)
        if self._size > _LARGEST_RECORD:
            raise csv.Error(f"more than {_LARGEST_RECORD >> 20} MiB")
        return line

    def taken(self) -> str:
        text = "".join(self._taken)
        self._taken.clear()
        self._size = 0
        return text
