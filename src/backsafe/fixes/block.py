"""Edits of what is written as a block of YAML: a line for each key, a dash for each item."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backsafe.fixes.source import Unwritable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backsafe.syntax.spans import ListSpan, MappingSpan

__all__ = ["with_entry", "with_item", "with_moved", "without_entry", "without_item"]


class _Lines(NamedTuple):
    """The lines of an item, with the comments right above it."""

    start: int
    end: int


def with_entry(text: str, span: MappingSpan, pair: str) -> str:
    """Returns the text with an entry on a line behind the last one."""
    last = list(span.entries.values())[-1]
    indent = " " * _column(text, last.start)
    return _with_line(text, _line_end(text, last.value.end), indent + pair)


def without_entry(text: str, span: MappingSpan, place: int) -> str:
    """Returns the text without an entry."""
    entries = list(span.entries.values())
    entry = entries[place]
    # The first key of an item stands behind the dash, and the next one takes its place.
    if place == 0:
        start, end = entry.start, entries[1].start
    else:
        start = text.rfind("\n", 0, entry.start) + 1
        end = _line_end(text, entry.value.end)
    if "#" in text[entry.value.end : end]:
        raise Unwritable("a comment would get lost")
    return text[:start] + text[end:]


def with_item(
    text: str, span: ListSpan, place: int, lines: Sequence[str], like: MappingSpan | None
) -> str:
    """Returns the text with an item at a place.

    Args:
        text: The text.
        span: The list.
        place: Index of the new item.
        lines: What stands behind its dash, and below.
        like: The neighbor, whose distance from the dash it takes.
    """
    if place < len(span.items):
        at = _lines(text, span, place).start
    else:
        at = _lines(text, span, len(span.items) - 1).end
    dash = _column(text, span.start)
    inner = dash + 2 if like is None else max(dash + 2, _column(text, like.start))
    begin = " " * dash + "-" + " " * (inner - dash - 1)
    return _with_line(text, at, begin + f"{_newline(text)}{' ' * inner}".join(lines))


def without_item(text: str, span: ListSpan, place: int) -> str:
    """Returns the text without an item, and without the comments right above it."""
    lines = _lines(text, span, place)
    return text[: lines.start] + text[lines.end :]


def with_moved(text: str, span: ListSpan, place: int, behind: int) -> str:
    """Returns the text with an item, and the comments right above it, moved behind a later one."""
    lines, target = _lines(text, span, place), _lines(text, span, behind).end
    moved, between = text[lines.start : lines.end], text[lines.end : target]
    if not between.endswith("\n"):
        between += _newline(text)
        moved = moved.removesuffix("\n").removesuffix("\r")
    return text[: lines.start] + between + moved + text[target:]


def _lines(text: str, span: ListSpan, place: int) -> _Lines:
    column = _column(text, span.start)
    dash = _dash(text, span, place, column)
    start = text.rfind("\n", 0, dash) + 1
    if text[start:dash].strip():
        raise Unwritable("the list does not begin on a line of its own")
    while start > 0:
        above = text.rfind("\n", 0, start - 1) + 1
        line = text[above : start - 1]
        if not line.lstrip(" ").startswith("#") or len(line) - len(line.lstrip(" ")) != column:
            break
        start = above
    return _Lines(start, _line_end(text, span.items[place].end))


def _dash(text: str, span: ListSpan, place: int, column: int) -> int:
    if place == 0:
        return span.start
    begin = f"\n{' ' * column}-"
    found = text.find(begin, span.items[place - 1].end, span.items[place].start)
    if found < 0:
        raise Unwritable("the dash of an item is not found")
    return found + len(begin) - 1


def _column(text: str, offset: int) -> int:
    return offset - text.rfind("\n", 0, offset) - 1


def _line_end(text: str, offset: int) -> int:
    """Returns the offset behind the line that holds what ends at an offset."""
    found = text.find("\n", offset)
    return len(text) if found < 0 else found + 1


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _with_line(text: str, at: int, line: str) -> str:
    if at == len(text) and not text.endswith("\n"):
        return text + _newline(text) + line
    return text[:at] + line + _newline(text) + text[at:]
