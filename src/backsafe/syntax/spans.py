"""Where each value of a YAML or JSON document begins and ends, for edits of its text."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import yaml

from backsafe.syntax.json import tokens
from backsafe.syntax.yaml import LOADER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "Entry",
    "ListSpan",
    "MappingSpan",
    "ScalarSpan",
    "Span",
    "Spans",
    "json_spans",
    "yaml_spans",
]


@dataclass(slots=True)
class ScalarSpan:
    """A scalar, or an alias that stands for something written elsewhere.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last one.
        alias: Whether it is an alias.
    """

    start: int
    end: int
    alias: bool = False


@dataclass(slots=True)
class Entry:
    """A key of a mapping and its value."""

    start: int
    value: Span


@dataclass(slots=True)
class MappingSpan:
    """A mapping.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last one; of a block, behind its last value.
        flow: Whether it is written in braces.
        entries: Key → its entry, in the order of the text.
    """

    start: int
    end: int
    flow: bool
    entries: dict[str, Entry] = field(default_factory=dict)


@dataclass(slots=True)
class ListSpan:
    """A list.

    Attributes:
        start: Offset of its first character: the bracket, or the first dash.
        end: Offset behind its last one; of a block, behind its last item.
        flow: Whether it is written in brackets.
        items: Its items in order.
    """

    start: int
    end: int
    flow: bool
    items: list[Span] = field(default_factory=list)


Span: TypeAlias = ScalarSpan | MappingSpan | ListSpan


class Spans(NamedTuple):
    """The spans of a document.

    Attributes:
        top: That of all it holds.
        repeated: Those that an alias repeats elsewhere.
    """

    top: Span
    repeated: Sequence[Span]


_SEPARATORS = frozenset(",:")
_CLOSERS = frozenset("}]")


def yaml_spans(text: str) -> Spans:
    """Returns the spans of a YAML document that was read before, and so is sound."""
    builder = _Builder()
    events: Iterator[Any] = yaml.parse(text, Loader=LOADER)
    for event in events:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.ScalarEvent):
            # A block of text ends behind its line breaks.
            end = start + len(text[start:end].rstrip())
            builder.scalar(ScalarSpan(start, end), event.value, event.anchor)
        elif isinstance(event, yaml.AliasEvent):
            builder.alias(ScalarSpan(start, end, alias=True), str(event.anchor))
        elif isinstance(event, yaml.MappingStartEvent):
            builder.open(MappingSpan(start, 0, bool(event.flow_style)), event.anchor)
        elif isinstance(event, yaml.SequenceStartEvent):
            builder.open(ListSpan(start, 0, bool(event.flow_style)), event.anchor)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            builder.close(end)
    return Spans(builder.top, builder.repeated)


def json_spans(text: str) -> Spans:
    """Returns the spans of a JSON document that was read before, and so is sound."""
    builder = _Builder()
    for mark, start in tokens(text):
        end = start + len(mark)
        if mark == "{":
            builder.open(MappingSpan(start, 0, flow=True))
        elif mark == "[":
            builder.open(ListSpan(start, 0, flow=True))
        elif mark in _CLOSERS:
            builder.close(end)
        elif mark not in _SEPARATORS:
            builder.scalar(ScalarSpan(start, end), json.loads(mark) if mark[0] == '"' else mark)
    return Spans(builder.top, builder.repeated)


class _Builder:
    """Builds the tree of spans from its parts in the order of the text."""

    def __init__(self) -> None:
        self._open: list[MappingSpan | ListSpan] = []
        self._keys: list[tuple[str, int] | None] = []
        self._anchors: dict[str, Span] = {}
        self.repeated: list[Span] = []
        self.top: Span = ScalarSpan(0, 0)

    def scalar(self, span: ScalarSpan, value: Any, anchor: str | None = None) -> None:
        self._named(anchor, span)
        parent = self._open[-1] if self._open else None
        if isinstance(parent, MappingSpan) and self._keys[-1] is None:
            self._keys[-1] = (str(value), span.start)
            return
        self._put(span)

    def alias(self, span: ScalarSpan, anchor: str) -> None:
        self.repeated.append(self._anchors[anchor])
        self.scalar(span, None)

    def open(self, span: MappingSpan | ListSpan, anchor: str | None = None) -> None:
        self._named(anchor, span)
        self._put(span)
        self._open.append(span)
        self._keys.append(None)

    def close(self, end: int) -> None:
        span = self._open.pop()
        self._keys.pop()
        if span.flow:
            span.end = end
            return
        # A block ends with its last value; its end event comes behind comments and blank lines.
        inside: list[Span] = (
            [entry.value for entry in span.entries.values()]
            if isinstance(span, MappingSpan)
            else span.items
        )
        span.end = inside[-1].end if inside else span.start

    def _named(self, anchor: str | None, span: Span) -> None:
        if anchor is not None:
            self._anchors[anchor] = span

    def _put(self, span: Span) -> None:
        parent = self._open[-1] if self._open else None
        if parent is None:
            self.top = span
        elif isinstance(parent, ListSpan):
            parent.items.append(span)
        else:
            key = self._keys[-1]
            if key is not None:
                parent.entries[key[0]] = Entry(key[1], span)
                self._keys[-1] = None
