"""Edits of a text: spans of it change, and every other byte stays.

What is new is written as its neighbors are: in braces or as a block, on one line or on several,
with their indentation and their line ends.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeAlias

from backsafe.fixes import block, flow
from backsafe.fixes.source import Unwritable
from backsafe.syntax.spans import MappingSpan, ScalarSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backsafe.fixes.source import Source
    from backsafe.syntax.positions import Pointer
    from backsafe.syntax.spans import Span

__all__ = ["Scalar", "with_item", "with_key", "with_moved", "without_item", "without_key"]

Scalar: TypeAlias = "float | str | bool"

# Texts that need no quotation marks, in braces neither, and that YAML 1.1 reads alike.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9']*(?:[ _-][A-Za-z0-9]['A-Za-z0-9]*)*")
_NO_TEXT = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


def with_key(source: Source, pointer: Pointer, key: str, value: Scalar) -> str:
    """Returns the text with a key of a mapping set to a value; a new one comes last.

    Raises:
        Unwritable: It cannot be written as an edit of a span.
    """
    text, span, written = source.text, source.mapping(pointer), _scalar(value, source.syntax)
    found = span.entries.get(key)
    if found is None:
        pair = _pair(key, written, source.syntax)
        add = flow.with_entry if span.flow else block.with_entry
        return add(text, span, pair)
    old = found.value
    if not isinstance(old, ScalarSpan) or old.alias:
        raise Unwritable(f"{key} holds no plain value")
    gap = "" if old.end > old.start else " "
    return text[: old.start] + gap + written + text[old.end :]


def without_key(source: Source, pointer: Pointer, key: str) -> str:
    """Returns the text without a key of a mapping and its value.

    Raises:
        Unwritable: It is all that the mapping holds, or a comment would get lost.
    """
    span = source.mapping(pointer)
    if len(span.entries) == 1:
        raise Unwritable(f"{key} is all that stands there")
    take = flow.without_entry if span.flow else block.without_entry
    return take(source.text, span, list(span.entries).index(key))


def with_item(source: Source, pointer: Pointer, place: int, item: Mapping[str, Scalar]) -> str:
    """Returns the text with a mapping put into a list, at a place counted from 0.

    Raises:
        Unwritable: It cannot be written as an edit of a span.
    """
    text, span, syntax = source.text, source.list(pointer), source.syntax
    pairs = [_pair(key, _scalar(value, syntax), syntax) for key, value in item.items()]
    neighbor = _neighbor(span.items)
    if span.flow:
        return flow.with_item(text, span, place, flow.mapping(text, pairs, neighbor))
    if neighbor is not None and not neighbor.flow:
        return block.with_item(text, span, place, pairs, neighbor)
    return block.with_item(text, span, place, [flow.mapping(text, pairs, neighbor)], None)


def without_item(source: Source, pointer: Pointer, place: int) -> str:
    """Returns the text without an item of a list.

    Raises:
        Unwritable: It is all that the list holds, or a comment would get lost.
    """
    span = source.list(pointer)
    if len(span.items) == 1:
        raise Unwritable("it is all that stands there")
    take = flow.without_item if span.flow else block.without_item
    return take(source.text, span, place)


def with_moved(source: Source, pointer: Pointer, place: int, behind: int) -> str:
    """Returns the text with an item of a list moved behind a later one, with its comments.

    Raises:
        Unwritable: It cannot be written as an edit of a span.
    """
    span = source.list(pointer)
    move = flow.with_moved if span.flow else block.with_moved
    return move(source.text, span, place, behind)


def _neighbor(items: Iterable[Span]) -> MappingSpan | None:
    """Returns the mapping whose way of writing a new one follows: the shortest of the list."""
    mappings = (it for it in items if isinstance(it, MappingSpan))
    return min(mappings, key=lambda it: it.end - it.start, default=None)


def _pair(key: str, written: str, syntax: str) -> str:
    return f'"{key}": {written}' if syntax == "json" else f"{key}: {written}"


def _scalar(value: Scalar, syntax: str) -> str:
    if isinstance(value, float):
        return f"{value:.10g}"
    plain = isinstance(value, str) and _PLAIN.fullmatch(value) and value.casefold() not in _NO_TEXT
    if syntax == "yaml" and plain:
        return str(value)
    return json.dumps(value, ensure_ascii=False)
