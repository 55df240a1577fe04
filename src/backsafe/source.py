"""What can be checked, and how it becomes a document."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, TypeAlias

from backsafe.model import Log, Program, Workout
from backsafe.readers import Document, read, read_mapping, read_text
from backsafe.syntax.positions import NoPositions

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Source", "Text", "document_of"]


@dataclass(frozen=True, slots=True)
class Text:
    """A document given as text.

    Attributes:
        text: The document.
        reader: Name of a format (``backsafe.readers.READERS``); by default the content decides.
        name: What reports call it.
        unit: ``kg`` or ``lb``, for tables that do not say what their weights are.
    """

    text: str
    reader: str | None = None
    name: str = "<text>"
    unit: str | None = None


Source: TypeAlias = "str | PathLike[str] | Mapping[str, Any] | Workout | Program | Log | Text"
"""What can be checked: a path, a mapping, a model, or :class:`Text`."""


def document_of(source: Source, unit: str | None = None) -> Document:
    """Returns the document that a source is.

    Raises:
        DocumentError: It cannot be read; says where and why.
    """
    if isinstance(source, Workout | Program | Log):
        return Document(path="<model>", content=source, positions=NoPositions())
    if isinstance(source, Text):
        return read_text(source.text, source.name, source.reader, unit=source.unit or unit)
    if isinstance(source, str | PathLike):
        return read(fspath(source), unit=unit)
    return read_mapping(source)
