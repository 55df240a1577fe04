"""Edits of what is written in braces and brackets: JSON, and YAML in flow style."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from backsafe.fixes.source import Edit, Unwritable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from backsafe.syntax.spans import ListSpan, MappingSpan

__all__ = [
    "mapping",
    "with_entry",
    "with_item",
    "with_moved",
    "without_entries",
    "without_items",
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
    if like is not None and like.flow:
        parts = _entries(like)
        found = text[like.start + 1 : parts[0][0]], text[parts[-1][1] : like.end - 1]
        if not "".join(found).strip():
            opening, closing = found
            between = _gap(text, like, parts, 1, pairs[-1])
    return "{" + opening + f",{between}".join(pairs) + closing + "}"


def with_entry(text: str, span: MappingSpan, pair: str) -> list[Edit]:
    """Returns the edits that put an entry behind the last one."""
    parts = _entries(span)
    return [_behind(text, span, parts, len(parts) - 1, pair)]


def without_entries(text: str, span: MappingSpan, places: Collection[int]) -> list[Edit]:
    """Returns the edits that take entries out."""
    return list(_without(text, _entries(span), places))


def with_item(text: str, span: ListSpan, place: int, item: str) -> list[Edit]:
    """Returns the edits that put an item at a place."""
    parts = _items(span)
    if place >= len(parts):
        return [_behind(text, span, parts, len(parts) - 1, item)]
    at = parts[place][0]
    return [Edit(at, at, item + "," + _gap(text, span, parts, max(place, 1), item))]


def without_items(text: str, span: ListSpan, places: Collection[int]) -> list[Edit]:
    """Returns the edits that take items out."""
    return list(_without(text, _items(span), places))


def with_moved(text: str, span: ListSpan, place: int, behind: int) -> list[Edit]:
    """Returns the edits that move an item behind a later one."""
    parts = _items(span)
    start, end = parts[place]
    return [
        *_without(text, parts, (place,)),
        _behind(text, span, parts, behind, text[start:end]),
    ]


def _entries(span: MappingSpan) -> list[_Part]:
    return [(entry.start, entry.value.end) for entry in span.entries.values()]


def _items(span: ListSpan) -> list[_Part]:
    return [(item.start, item.end) for item in span.items]


def _gap(
    text: str, span: ListSpan | MappingSpan, parts: Sequence[_Part], place: int, new: str
) -> str:
    """Returns the blanks between a comma and the part at a place, as far as parts tell.

    Args:
        text: The text.
        span: What stands in brackets.
        parts: Its parts.
        place: Index of the part, from 1; it may be one that does not exist yet.
        new: What is put in; as close as its key and value stand the parts, too, if there is one.
    """
    if len(parts) > 1:
        number = min(place, len(parts) - 1)
        gap = text[parts[number - 1][1] : parts[number][0]].replace(",", "", 1)
    else:
        gap = text[span.start + 1 : parts[0][0]]
        close = '":' in new and '": ' not in new
        gap = gap if "\n" in gap else "" if close else " "
    if gap.strip():
        raise Unwritable("a comment stands between the brackets")
    return gap


def _behind(
    text: str, span: ListSpan | MappingSpan, parts: Sequence[_Part], place: int, new: str
) -> Edit:
    at = parts[place][1]
    end = parts[place + 1][0] if place + 1 < len(parts) else span.end - 1
    if text[at:end].replace(",", "", 1).strip():
        raise Unwritable("a comment stands between the brackets")
    return Edit(at, at, "," + _gap(text, span, parts, max(place, 1), new) + new)


def _without(text: str, parts: Sequence[_Part], places: Collection[int]) -> Iterator[Edit]:
    """Yields an edit for each run of parts that goes, with the comma that goes with it."""
    for first in sorted(places):
        if first - 1 in places:
            continue
        last = first
        while last + 1 in places:
            last += 1
        if last + 1 < len(parts):
            start, end = parts[first][0], parts[last + 1][0]
        else:
            start, end = parts[first - 1][1], parts[last][1]
        kept = [(0, start), *parts[first : last + 1], (end, end)]
        for before, after in pairwise(kept):
            if text[before[1] : after[0]].replace(",", "", 1).strip():
                raise Unwritable("a comment stands between the brackets")
        yield Edit(start, end, "")
