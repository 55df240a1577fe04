"""Edits of what is written as a block of YAML: a line for each key, a dash for each item."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backsafe.fixes.source import Edit, Unwritable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from backsafe.syntax.spans import ListSpan, MappingSpan

__all__ = ["with_entry", "with_item", "with_moved", "without_entries", "without_items"]


class _Lines(NamedTuple):
    """The lines of an item, with the comments that belong to it."""

    start: int
    end: int


def with_entry(text: str, span: MappingSpan, pair: str) -> list[Edit]:
    """Returns the edits that put an entry on a line behind the last one."""
    last = list(span.entries.values())[-1]
    indent = " " * _column(text, last.start)
    return [_line(text, _line_end(text, last.value.end), indent + pair)]


def without_entries(text: str, span: MappingSpan, places: Collection[int]) -> list[Edit]:
    """Returns the edits that take entries out."""
    return _cut(text, _lines_of_entries(text, span, places))


def _lines_of_entries(text: str, span: MappingSpan, places: Collection[int]) -> Iterator[_Lines]:
    entries = list(span.entries.values())
    kept = next(place for place in range(len(entries)) if place not in places)
    for place in sorted(places):
        entry = entries[place]
        if place < kept:
            # The first key of an item stands behind the dash, and the next one takes its place.
            start, end = entry.start, entries[place + 1].start
        else:
            start = text.rfind("\n", 0, entry.start) + 1
            end = _line_end(text, entry.value.end)
        if "#" in text[entry.value.end : end]:
            raise Unwritable("a comment would get lost")
        yield _Lines(start, end)


def with_item(
    text: str, span: ListSpan, place: int, lines: Sequence[str], like: MappingSpan | None
) -> list[Edit]:
    """Returns the edits that put an item at a place.

    Args:
        text: The text.
        span: The list.
        place: Index of the new item.
        lines: What stands behind its dash, and below.
        like: The neighbor, whose distance from the dash it takes.
    """
    last = place >= len(span.items)
    at = _lines(text, span, len(span.items) - 1).end if last else _lines(text, span, place).start
    apart = _blank_lines(text, span, len(span.items) - 1 if last else max(place, 1))
    dash = _column(text, span.start)
    if last:
        apart = _set_apart(text, at, dash, apart)
    inner = dash + 2 if like is None else max(dash + 2, _column(text, like.start))
    begin = " " * dash + "-" + " " * (inner - dash - 1)
    item = begin + f"{_newline(text)}{' ' * inner}".join(lines)
    return [_line(text, at, apart + item if last else item + apart)]


def without_items(text: str, span: ListSpan, places: Collection[int]) -> list[Edit]:
    """Returns the edits that take items out, with the comments that belong to them."""
    return _cut(text, (_lines_apart(text, span, place, places) for place in sorted(places)))


def _lines_apart(text: str, span: ListSpan, place: int, places: Collection[int]) -> _Lines:
    """Returns the lines of one of several items, with the blank ones that set it apart.

    These are the ones behind it, and where no later item stays the ones before.
    """
    start, end = _lines(text, span, place)
    if any(later not in places for later in range(place + 1, len(span.items))):
        return _Lines(start, end + len(_blank_lines(text, span, place + 1)))
    return _Lines(start - len(_blank_lines(text, span, place)), end)


def with_moved(text: str, span: ListSpan, place: int, behind: int) -> list[Edit]:
    """Returns the edits that move an item behind a later one, with what belongs to it."""
    lines, at = _lines(text, span, place), _lines(text, span, behind).end
    # The blank lines that set it apart from the next one go with it.
    apart, column = _blank_lines(text, span, place + 1), _column(text, span.start)
    moved, gone = text[lines.start : lines.end], Edit(lines.start, lines.end + len(apart), "")
    apart = _set_apart(text, at, column, apart)
    if text.endswith("\n", 0, at):
        if _column_of_words(text, at) == column:
            moved += _set_apart(text, lines.end, column, "")
        return [gone, Edit(at, at, apart + moved)]
    # The file does not end with a line break, and still does not afterwards.
    moved = moved.removesuffix("\n").removesuffix("\r")
    return [gone, Edit(at, at, _newline(text) + apart + moved)]


def _cut(text: str, gone: Iterable[_Lines]) -> list[Edit]:
    """Returns the edits that take lines out, given from the first on."""
    edits: list[Edit] = []
    for start, end in gone:
        first = edits.pop().start if edits and edits[-1].end == start else start
        edits.append(Edit(first, end, ""))
    if edits and edits[-1].end == len(text) and not text.endswith("\n"):
        # The file does not end with a line break, and still does not afterwards.
        start = edits[-1].start
        kept = text[:start].removesuffix("\n").removesuffix("\r")
        edits[-1] = edits[-1]._replace(start=len(kept))
    return edits


def _lines(text: str, span: ListSpan, place: int) -> _Lines:
    """Returns the lines of an item, with the comments that belong to it by their indentation.

    These are the ones right above it in the column of its dash; those below it that are indented
    deeper, behind blank lines too; and those right below it in the column of its dash that are not
    right above something else in that column.
    """
    column = _column(text, span.start)
    dash = _dash(text, span, place, column)
    start = text.rfind("\n", 0, dash) + 1
    if text[start:dash].strip():
        raise Unwritable("the list does not begin on a line of its own")
    while start > 0:
        above = text.rfind("\n", 0, start - 1) + 1
        if _comment_column(text, above) != column:
            break
        start = above
    return _Lines(start, _trailing(text, _line_end(text, span.items[place].end), column))


def _trailing(text: str, end: int, column: int) -> int:
    """Returns where the comments end that stand below an item and belong to it.

    Args:
        text: The text.
        end: Where the item itself ends.
        column: The column of its dash.
    """
    while _comment_column(text, after := _behind_blank(text, end)) > column:
        end = _line_end(text, after)
    below = end
    while _comment_column(text, below) == column:
        below = _line_end(text, below)
    # In the first column a comment speaks of the document.
    if column == 0 or below == end or _column_of_words(text, below) == column:
        return end
    return below


def _set_apart(text: str, at: int, column: int, apart: str) -> str:
    """Returns the blank lines before what is put at an offset.

    Right below a comment in the column of its dash the comment would seem to speak of it.
    """
    above = text.rfind("\n", 0, max(at - 1, 0)) + 1
    return apart or (_newline(text) if _comment_column(text, above) == column else "")


def _blank_lines(text: str, span: ListSpan, place: int) -> str:
    """Returns the blank lines between an item and the one before it, if nothing else is there."""
    if not 0 < place < len(span.items):
        return ""
    between = text[_lines(text, span, place - 1).end : _lines(text, span, place).start]
    return "" if between.strip() else between


def _comment_column(text: str, start: int) -> int:
    """Returns the column in which a line that begins at an offset is a comment, or -1."""
    at = start
    while text.startswith(" ", at):
        at += 1
    return at - start if text.startswith("#", at) else -1


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


def _behind_blank(text: str, start: int) -> int:
    """Returns the offset of the first line from an offset on that is not blank."""
    while start < len(text) and not text[start : _line_end(text, start)].strip():
        start = _line_end(text, start)
    return start


def _column_of_words(text: str, start: int) -> int:
    """Returns the column in which a line begins; -1 for a blank one, and at the end."""
    line = text[start : _line_end(text, start)]
    return len(line) - len(line.lstrip(" ")) if line.strip() else -1


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _line(text: str, at: int, line: str) -> Edit:
    """Returns the edit that puts a line where another one begins, or behind the last one."""
    if at == len(text) and not text.endswith("\n"):
        return Edit(at, at, _newline(text) + line)
    return Edit(at, at, line + _newline(text))
