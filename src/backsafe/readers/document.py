"""A document that was read: its content, its places, and what was worth noticing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from backsafe.model import Log, Program, Workout
    from backsafe.syntax.positions import Pointer, Positions

__all__ = ["Document", "ReaderNotice"]


class ReaderNotice(NamedTuple):
    """Something a reader wants known that is no error.

    Attributes:
        kind: ``row-skipped``, ``warm-up-note``, ``notes-not-read``, ``column-not-read``,
            ``file-skipped``, ``nothing-found`` or ``folder-unreadable``.
        message: One sentence.
        pointer: What it speaks of in the document; empty for the whole.
        line: Line from 1, or ``None``.
        path: The file, as the caller named it.
    """

    kind: str
    message: str
    pointer: Pointer = ()
    line: int | None = None
    path: str = ""


class Document(NamedTuple):
    """A document and where it came from.

    Attributes:
        path: The file as the caller named it; ``-`` for standard input.
        content: The workout, program or log.
        positions: Where each value stands in the file.
        reader: ``yaml``, ``json``, ``hevy`` or ``mapping``.
        text: The file's text without a byte order mark; empty for a mapping.
        notices: What could not be read, and other remarks.
        rows_read: Rows of a table below its header; 0 for other formats.
        rows_mapped: Rows that became a set or an activity.
        rows_skipped: Rows that did not; each has a notice.
    """

    path: str
    content: Workout | Program | Log
    positions: Positions
    reader: str = "mapping"
    text: str = ""
    notices: tuple[ReaderNotice, ...] = ()
    rows_read: int = 0
    rows_mapped: int = 0
    rows_skipped: int = 0
