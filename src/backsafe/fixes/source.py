"""A document as it is edited: its text, what that says, and where it says it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from backsafe.errors import DocumentError
from backsafe.syntax.spans import ListSpan, MappingSpan, json_spans, yaml_spans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backsafe.syntax.positions import Pointer, Positions
    from backsafe.syntax.spans import Span, Spans

__all__ = ["Edit", "Source", "Unwritable", "edited"]


class Unwritable(Exception):  # noqa: N818
    """A change cannot be written as an edit of a span."""


class Edit(NamedTuple):
    """A text in the place of a span.

    Attributes:
        start: Offset of the first character that goes.
        end: Offset of the first one that stays; that of ``start`` where nothing goes.
        text: What comes instead.
    """

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Returns a text with edits made; of several at one place the first comes first.

    Raises:
        Unwritable: Two of them overlap.
    """
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda it: it[:2]):
        if edit.start < at:
            raise Unwritable("two edits overlap")
        parts += (text[at : edit.start], edit.text)
        at = edit.end
    return "".join((*parts, text[at:]))


class Source:
    """A YAML or JSON document.

    Args:
        text: The text.
        syntax: ``yaml`` or ``json``.

    Attributes:
        data: What it says.
        positions: Where each value stands.

    Raises:
        DocumentError: It is no such document.
    """

    def __init__(self, text: str, syntax: str) -> None:
        from backsafe.syntax import json, yaml

        self.text = text
        self.syntax = syntax
        parsed: tuple[Any, Positions] = (json if syntax == "json" else yaml).parse(text, "")
        self.data, self.positions = parsed

    def reread(self, text: str) -> Source:
        """Returns the same document with another text.

        Raises:
            Unwritable: That text is no document.
        """
        try:
            return Source(text, self.syntax)
        except DocumentError as error:
            raise Unwritable("it is written in a way that an edit would break") from error

    @cached_property
    def _spans(self) -> Spans:
        return json_spans(self.text) if self.syntax == "json" else yaml_spans(self.text)

    def expect_alone(self, edits: Iterable[Edit]) -> None:
        """Sees to it that what is edited is read once.

        Raises:
            Unwritable: An alias repeats it.
        """
        repeated = self._spans.repeated
        if any(it.start < edit.end and edit.start < it.end for edit in edits for it in repeated):
            raise Unwritable("an alias repeats it elsewhere")

    def mapping(self, pointer: Pointer) -> MappingSpan:
        """Returns where a mapping that holds something stands.

        Raises:
            Unwritable: There is none: an alias stands there, say.
        """
        span = self._at(pointer)
        if not isinstance(span, MappingSpan) or not span.entries:
            raise Unwritable("no mapping is written there")
        return span

    def list(self, pointer: Pointer) -> ListSpan:
        """Returns where a list that holds something stands.

        Raises:
            Unwritable: There is none: an alias stands there, say.
        """
        span = self._at(pointer)
        if not isinstance(span, ListSpan) or not span.items:
            raise Unwritable("no list is written there")
        return span

    def _at(self, pointer: Pointer) -> Span:
        span = self._spans.top
        for step in pointer:
            if isinstance(span, MappingSpan) and step in span.entries:
                span = span.entries[str(step)].value
            elif isinstance(span, ListSpan) and isinstance(step, int) and step < len(span.items):
                span = span.items[step]
            else:
                raise Unwritable("it is written elsewhere, as an alias repeats it")
        return span
