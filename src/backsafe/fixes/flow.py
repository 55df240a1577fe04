"""Edits of what is written in braces and brackets: JSON, and YAML in flow style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.fixes.source import Unwritable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backsafe.syntax.spans import ListSpan, MappingSpan

__all__ = [
    "mapping",
    "with_entry",
    "with_item",
    "with_moved",
    "without_entry",
    "without_item",
]

_Part = tuple[int, int]
"""Where an entry or an item begins and ends."""


def mapping(text: str, pairs: Sequence[str], like: MappingSpan | None) -> str:
    """Returns a mapping in braces, spread over lines where its neighbor is.

    Args:
        text: The text that the neighbor stands in.
        pairs: Keys with their values, as they are written.
        like: The neighbor.
    """
    opening, between, closing = "", " ", ""
    if like is not None and like.flow and like.entries:
        parts = _entries(like)
        found = text[like.start + 1 : parts[0][0]], text[parts[-1][1] : like.end - 1]
        if not "".join(found).strip():
            opening, closing = found
            between = opening if "\n" in opening else " "
    return "{" + opening + f",{between}".join(pairs) + closing + "}"


def with_entry(text: str, span: MappingSpan, pair: str) -> str:
    """Returns the text with an entry behind the last one."""
    parts = _entries(span)
    return _behind(text, span.start, parts, len(parts) - 1, pair)


def without_entry(text: str, span: MappingSpan, place: int) -> str:
    """Returns the text without an entry."""
    return _without(text, _entries(span), place)


def with_item(text: str, span: ListSpan, place: int, item: str) -> str:
    """Returns the text with an item at a place."""
    parts = _items(span)
    if place >= len(parts):
        return _behind(text, span.start, parts, len(parts) - 1, item)
    at = parts[place][0]
    return text[:at] + item + "," + _gap(text, span.start, parts, max(place, 1)) + text[at:]


def without_item(text: str, span: ListSpan, place: int) -> str:
    """Returns the text without an item."""
    return _without(text, _items(span), place)


def with_moved(text: str, span: ListSpan, place: int, behind: int) -> str:
    """Returns the text with an item moved behind a later one."""
    parts = _items(span)
    start, end = parts[place]
    put = _behind(text, span.start, parts, behind, text[start:end])
    return _without(put, parts, place)


def _entries(span: MappingSpan) -> list[_Part]:
    return [(entry.start, entry.value.end) for entry in span.entries.values()]


def _items(span: ListSpan) -> list[_Part]:
    return [(item.start, item.end) for item in span.items]


def _gap(text: str, opening: int, parts: Sequence[_Part], place: int) -> str:
    """Returns the blanks between a comma and the part at a place, as far as parts tell.

    Args:
        text: The text.
        opening: Offset of the bracket.
        parts: The parts in brackets.
        place: Index of the part, from 1; it may be one that does not exist yet.
    """
    if len(parts) > 1:
        number = min(place, len(parts) - 1)
        gap = text[parts[number - 1][1] : parts[number][0]].replace(",", "", 1)
    else:
        gap = text[opening + 1 : parts[0][0]]
        gap = gap if "\n" in gap else " "
    if gap.strip():
        raise Unwritable("a comment stands between the brackets")
    return gap


def _behind(text: str, opening: int, parts: Sequence[_Part], place: int, new: str) -> str:
    at = parts[place][1]
    return text[:at] + "," + _gap(text, opening, parts, max(place, 1)) + new + text[at:]


def _without(text: str, parts: Sequence[_Part], place: int) -> str:
    start, end = parts[place]
    if place + 1 < len(parts):
        cut, lost = (start, parts[place + 1][0]), text[end : parts[place + 1][0]]
    else:
        cut, lost = (parts[place - 1][1], end), text[parts[place - 1][1] : start]
    if lost.replace(",", "", 1).strip():
        raise Unwritable("a comment stands between the brackets")
    return text[: cut[0]] + text[cut[1] :]
