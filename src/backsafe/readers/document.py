"""A document that was read: its content, its places, and what was worth noticing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backsafe.errors import DocumentError, Problem
from backsafe.syntax.positions import json_pointer

if TYPE_CHECKING:
    from backsafe.errors import ContentError
    from backsafe.facts.timeline import SessionStream
    from backsafe.model import Log, Program, Workout
    from backsafe.syntax.positions import Pointer, Positions

__all__ = ["Account", "Document", "ReaderNotice", "Reason"]


class ReaderNotice(NamedTuple):
    """Something a reader wants known that is no error.

    Attributes:
        kind: Such as ``row-skipped``, ``not-mapped``, ``warm-up-note`` or ``file-skipped``.
        message: One sentence.
        pointer: What it speaks of in the document; empty for the whole.
        line: Line from 1, or ``None``.
        path: The file, as the caller named it.
        column: Column from 1, in characters, or ``None``.
    """

    kind: str
    message: str
    pointer: Pointer = ()
    line: int | None = None
    path: str = ""
    column: int | None = None


class Reason(NamedTuple):
    """Why some rows or values of a file were not used.

    Attributes:
        text: The reason.
        times: How many.
        line: Line of the first, or ``None``.
    """

    text: str
    times: int
    line: int | None


class Account(NamedTuple):
    """What became of every row or value of a file of another format.

    Attributes:
        unit: What is counted: ``rows``, ``values``, ``lines`` or ``messages``.
        read: How many there are.
        used: How many became part of the document.
        ignored: Those that say nothing a document holds, by reason.
        failed: Those that could not be read, by reason.
    """

    unit: str
    read: int
    used: int
    ignored: tuple[Reason, ...] = ()
    failed: tuple[Reason, ...] = ()

    @property
    def left_out(self) -> int:
        """How many were ignored for a reason."""
        return sum(reason.times for reason in self.ignored)

    @property
    def unread(self) -> int:
        """How many could not be read."""
        return sum(reason.times for reason in self.failed)

    def __str__(self) -> str:
        return (
            f"{self.read} {self.unit}: {self.used} used, {self.left_out} ignored, "
            f"{self.unread} could not be read"
        )


class Document(NamedTuple):
    """A document and where it came from.

    Attributes:
        path: The file as the caller named it; ``-`` for standard input.
        content: The workout, program or log; a log may come session by session.
        positions: Where each value stands in the file.
        reader: Name of the reader, or ``mapping``.
        text: The text of a BackSafe document without a byte order mark; else empty.
        notices: What could not be read, and other remarks.
        account: What became of each row or value; ``None`` for a BackSafe document, of which
            nothing can be left out.
        mark: The byte order mark before the text, or empty.
    """

    path: str
    content: Workout | Program | Log | SessionStream
    positions: Positions
    reader: str = "mapping"
    text: str = ""
    notices: tuple[ReaderNotice, ...] = ()
    account: Account | None = None
    mark: str = ""

    def fault(self, error: ContentError) -> DocumentError:
        """Returns the error with its place in the file."""
        line, column = self.positions.locate_key(error.pointer) or (None, None)
        pointer = json_pointer(error.pointer)
        return DocumentError(Problem(error.message, self.path, line, column, pointer))
