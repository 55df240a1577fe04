"""A document as it is edited: its text, what that says, and where it says it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from backsafe.errors import DocumentError
from backsafe.syntax.spans import ListSpan, MappingSpan, json_spans, yaml_spans

if TYPE_CHECKING:
    from backsafe.syntax.positions import Pointer
    from backsafe.syntax.spans import Span

__all__ = ["Source", "Unwritable"]


class Unwritable(Exception):  # noqa: N818
    """A change cannot be written as an edit of a span."""


class Source:
    """A YAML or JSON document.

    Args:
        text: The text.
        syntax: ``yaml`` or ``json``.

    Raises:
        DocumentError: It is no such document.
    """

    def __init__(self, text: str, syntax: str) -> None:
        from backsafe.syntax import json, yaml

        self.text = text
        self.syntax = syntax
        self.data: Any = (json if syntax == "json" else yaml).parse(text, "")[0]

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
    def _root(self) -> Span:
        return json_spans(self.text) if self.syntax == "json" else yaml_spans(self.text)

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
        span = self._root
        for step in pointer:
            if isinstance(span, MappingSpan) and step in span.entries:
                span = span.entries[str(step)].value
            elif isinstance(span, ListSpan) and isinstance(step, int) and step < len(span.items):
                span = span.items[step]
            else:
                raise Unwritable("it is written elsewhere, as an alias repeats it")
        return span
