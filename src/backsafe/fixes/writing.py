"""Edits of a text: spans of it change, and every other byte stays.

What is new is written as its neighbors are: in braces or as a block, on one line or on several,
with their indentation, their quotation marks and their line ends.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from backsafe.fixes import block, flow
from backsafe.fixes.source import Edit, Unwritable
from backsafe.syntax.spans import MappingSpan, ScalarSpan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from backsafe.fixes.source import Source
    from backsafe.syntax.positions import Pointer
    from backsafe.syntax.spans import Span

__all__ = ["Scalar", "with_item", "with_key", "with_moved", "without_items", "without_keys"]

Scalar: TypeAlias = "float | str | bool"

# Texts that need no quotation marks, in braces neither, and that YAML 1.1 reads alike.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9']*(?:[ _-][A-Za-z0-9]['A-Za-z0-9]*)*")
_QUOTES = frozenset("'\"")
_NO_TEXT = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


class _Style(NamedTuple):
    """How keys and values are written.

    Attributes:
        syntax: ``yaml`` or ``json``.
        quote: The mark that keys stand in, and that texts stand in where they need not.
        gap: What stands between a colon and a value.
    """

    syntax: str
    quote: str = ""
    gap: str = " "

    @classmethod
    def of(cls, source: Source, span: MappingSpan) -> _Style:
        """Returns how the last entry of a mapping is written."""
        entry = list(span.entries.values())[-1]
        head = source.text[entry.start : entry.value.start]
        quote = head[0] if head[0] in _QUOTES else ""
        return cls(source.syntax, quote, "" if quote and head.endswith(":") and span.flow else " ")

    def pair(self, key: str, value: Scalar) -> str:
        """Returns a key with its value."""
        quote = '"' if self.syntax == "json" else self.quote
        return f"{quote}{key}{quote}:{self.gap}{self.scalar(value)}"

    def scalar(self, value: Scalar) -> str:
        """Returns a value."""
        if not isinstance(value, str):
            return json.dumps(value)
        if self.syntax == "yaml":
            if self.quote == "'" and value.isprintable():
                return "'" + value.replace("'", "''") + "'"
            plain = _PLAIN.fullmatch(value) and value.casefold() not in _NO_TEXT
            if plain and self.quote != '"':
                return value
        return json.dumps(value, ensure_ascii=False)


def with_key(source: Source, pointer: Pointer, key: str, value: Scalar) -> list[Edit]:
    """Returns the edits that set a key of a mapping to a value; a new one comes last.

    Raises:
        Unwritable: It cannot be written as an edit of a span.
    """
    text, span = source.text, source.mapping(pointer)
    found = span.entries.get(key)
    if found is None:
        pair = _Style.of(source, span).pair(key, value)
        add = flow.with_entry if span.flow else block.with_entry
        return add(text, span, pair)
    old = found.value
    if not isinstance(old, ScalarSpan) or old.alias:
        raise Unwritable(f"{key} holds no plain value")
    style = _Style(source.syntax, text[old.start : old.start + 1])
    gap = "" if old.end > old.start else " "
    return [Edit(old.start, old.end, gap + style.scalar(value))]


def without_keys(source: Source, pointer: Pointer, keys: Collection[str]) -> list[Edit]:
    """Returns the edits that take keys of a mapping out with their values.

    Raises:
        Unwritable: They are all that the mapping holds, or a comment would get lost.
    """
    span = source.mapping(pointer)
    places = [place for place, key in enumerate(span.entries) if key in keys]
    if len(places) == len(span.entries):
        raise Unwritable("it is all that stands there")
    take = flow.without_entries if span.flow else block.without_entries
    return take(source.text, span, places)


def with_item(
    source: Source, pointer: Pointer, place: int, item: Mapping[str, Scalar]
) -> list[Edit]:
    """Returns the edits that put a mapping into a list, at a place counted from 0.

    Raises:
        Unwritable: It cannot be written as an edit of a span.
    """
    text, span = source.text, source.list(pointer)
    neighbor = _neighbor(span.items)
    style = _Style(source.syntax) if neighbor is None else _Style.of(source, neighbor)
    pairs = [style.pair(key, value) for key, value in item.items()]
    if span.flow:
        return flow.with_item(text, span, place, flow.mapping(text, pairs, neighbor))
    if neighbor is not None and not neighbor.flow:
        return block.with_item(text, span, place, pairs, neighbor)
    return block.with_item(text, span, place, [flow.mapping(text, pairs, neighbor)], None)


def without_items(source: Source, pointer: Pointer, places: Collection[int]) -> list[Edit]:
    """Returns the edits that take items out of a list.

    Raises:
        Unwritable: They are all that the list holds, or a comment would get lost.
    """
    span = source.list(pointer)
    if len(places) >= len(span.items):
        raise Unwritable("it is all that stands there")
    take = flow.without_items if span.flow else block.without_items
    return take(source.text, span, places)


def with_moved(source: Source, pointer: Pointer, place: int, behind: int) -> list[Edit]:
    """Returns the edits that move an item of a list behind a later one, with its comments.

    Raises:
        Unwritable: It cannot be written as an edit of a span.
    """
    span = source.list(pointer)
    move = flow.with_moved if span.flow else block.with_moved
    return move(source.text, span, place, behind)


def _neighbor(items: Iterable[Span]) -> MappingSpan | None:
    """Returns the mapping whose way of writing a new one follows: the shortest of the list."""
    mappings = (it for it in items if isinstance(it, MappingSpan) and it.entries)
    return min(mappings, key=lambda it: it.end - it.start, default=None)
