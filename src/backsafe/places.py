"""Which parts of a document stand at a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from backsafe.errors import UsageError
from backsafe.model import Lift, Log, Model, Program, Workout
from backsafe.syntax.table import table_of
from backsafe.syntax.text import TABLE_CAP, LineIndex, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backsafe.facts.timeline import SessionStream
    from backsafe.readers import Document
    from backsafe.syntax.positions import Place, Pointer, Positions

__all__ = ["Target", "explain_target", "pointers_at"]

_TARGET = re.compile(r"(.+?):([0-9]{1,18})(?::([0-9]{1,18}))?", re.DOTALL)


class Target(NamedTuple):
    """A place as a command takes it; line and column from 1."""

    path: str
    line: int
    column: int | None = None


def explain_target(text: str) -> Target | None:
    r"""Returns the place that a text names, or ``None``: then it can be a rule only.

    >>> explain_target("plan.yaml:12:5")
    Target(path='plan.yaml', line=12, column=5)
    >>> explain_target(r"C:\plans\a.yaml:12").path
    'C:\\plans\\a.yaml'
    >>> explain_target("ST03") is None
    True
    """
    found = _TARGET.fullmatch(text)
    if found is None:
        return None
    path, line, column = found.groups()
    return Target(path, int(line), None if column is None else int(column))


def pointers_at(document: Document, line: int, column: int | None = None) -> list[Pointer]:
    """Returns the values that stand at a place of a document.

    Without a column, those are all that begin on the line; where none does, the one that the line
    belongs to. With one, it is the value that begins last before it, or first on its line.

    Args:
        document: The document.
        line: The line, from 1.
        column: The column, from 1.

    Raises:
        UsageError: There is no such line, or it is before the document.
    """
    begin = document.positions.locate(())
    where = f"{document.path}:{line}" + ("" if column is None else f":{column}")
    if begin is None:
        raise UsageError(f"{document.path} has no lines that could be asked for")
    if line < 1 or (column is not None and column < 1):
        raise UsageError(f"{where}: lines and columns are counted from 1")
    lines = _line_count(document)
    if lines is not None and line > lines:
        raise UsageError(f"{where} is beyond the end: the file has {lines} lines")
    here: list[tuple[Place, int, Pointer]] = []
    before: tuple[Place, int, Pointer] | None = None
    for start, pointer in _placed(document):
        entry = (start, len(pointer), pointer)
        if start[0] == line:
            here.append(entry)
        elif start[0] < line and (before is None or entry[:2] >= before[:2]):
            before = entry
    if here and column is None:
        return [pointer for _, _, pointer in here]
    if here:
        first = min(start for start, _, _ in here)
        last = max(first, (line, column or 0))
        # The names of keys do not compare with the numbers of items.
        return [max((it for it in here if it[0] <= last), key=lambda it: it[:2])[2]]
    if before is None:
        raise UsageError(f"{where} is before the document, which begins on line {begin[0]}")
    return [before[2]]


def _line_count(document: Document) -> int | None:
    """Returns how many lines a file has; ``None`` where it cannot be read again."""
    if document.text:
        line, column = LineIndex(document.text).place(len(document.text))
        return line - 1 if column == 1 else line
    if not Path(document.path).is_file():
        return None
    with opened(document.path, TABLE_CAP) as source, table_of(source, document.path) as text:
        return sum(1 for _ in text)


def _placed(document: Document) -> Iterator[tuple[Place, Pointer]]:
    """Yields the values of a document with where they begin, at their key if they have one."""
    content = document.content
    if isinstance(content, Workout | Program | Log):
        yield from _inside((), content, document.positions)
    else:
        yield from _rows(content, document.positions)


def _rows(content: SessionStream, positions: Positions) -> Iterator[tuple[Place, Pointer]]:
    """Yields the same of a log that is read row by row: nothing is smaller than a row."""

    def placed(pointer: Pointer) -> Iterator[tuple[Place, Pointer]]:
        start = positions.locate(pointer)
        if start is not None:
            yield start, pointer

    yield from placed(())
    for place, workout in content.sessions():
        yield from placed(place)
        for number, activity in enumerate(workout.activities):
            own = (*place, "activities", number)
            yield from placed(own)
            for one in range(len(activity.sets)) if isinstance(activity, Lift) else ():
                yield from placed((*own, "sets", one))


def _inside(pointer: Pointer, value: Any, positions: Positions) -> Iterator[tuple[Place, Pointer]]:
    """Yields a value of a document and those inside it."""
    start, key = positions.locate(pointer), positions.locate_key(pointer)
    if start is None or key is None:
        return
    # What a file does not hold by itself is located where its parent is.
    if not pointer or isinstance(pointer[-1], int) or start != positions.locate(pointer[:-1]):
        yield key, pointer
    elif pointer == ("athlete",):
        return
    parts: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, Model):
        stated = value.model_fields_set
        parts = [(it, getattr(value, it)) for it in type(value).model_fields if it in stated]
    elif isinstance(value, Mapping):
        parts = value.items()
    elif isinstance(value, tuple):
        parts = enumerate(value)
    for name, part in parts:
        yield from _inside((*pointer, name), part, positions)
