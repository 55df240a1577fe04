"""Changes of a document: the same one to its data and to its text, where only its span changes."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from backsafe.fixes.source import Unwritable
from backsafe.fixes.writing import with_item, with_key, with_moved, without_item, without_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backsafe.fixes.source import Source
    from backsafe.syntax.positions import Pointer

__all__ = ["Change", "InsertItem", "MoveItem", "RemoveItem", "RemoveKey", "SetKey", "changed"]


@dataclass(frozen=True, slots=True)
class SetKey:
    """Gives a key of a mapping a value, a number, a text or a truth value.

    Attributes:
        pointer: The mapping.
        key: The key.
        value: Its new value.
    """

    pointer: Pointer
    key: str
    value: float | str | bool

    def to_data(self, data: Any) -> None:
        """Changes the data."""
        _at(data, self.pointer)[self.key] = self.value

    def to_text(self, source: Source) -> str:
        """Returns the text with the change."""
        return with_key(source, self.pointer, self.key, self.value)


@dataclass(frozen=True, slots=True)
class RemoveKey:
    """Takes a key with its value out of a mapping."""

    pointer: Pointer
    key: str

    def to_data(self, data: Any) -> None:
        """Changes the data."""
        del _at(data, self.pointer)[self.key]

    def to_text(self, source: Source) -> str:
        """Returns the text with the change."""
        return without_key(source, self.pointer, self.key)


@dataclass(frozen=True, slots=True)
class InsertItem:
    """Puts a mapping of plain values into a list that is not empty.

    Attributes:
        pointer: The list.
        place: Index that it gets.
        item: The mapping.
    """

    pointer: Pointer
    place: int
    item: Mapping[str, float | str | bool]

    def to_data(self, data: Any) -> None:
        """Changes the data."""
        _at(data, self.pointer).insert(self.place, dict(self.item))

    def to_text(self, source: Source) -> str:
        """Returns the text with the change."""
        return with_item(source, self.pointer, self.place, self.item)


@dataclass(frozen=True, slots=True)
class RemoveItem:
    """Takes an item out of a list that holds more than one."""

    pointer: Pointer
    place: int

    def to_data(self, data: Any) -> None:
        """Changes the data."""
        del _at(data, self.pointer)[self.place]

    def to_text(self, source: Source) -> str:
        """Returns the text with the change."""
        return without_item(source, self.pointer, self.place)


@dataclass(frozen=True, slots=True)
class MoveItem:
    """Moves an item of a list behind a later one.

    Attributes:
        pointer: The list.
        place: Index of the item.
        behind: Index of the item that it is put behind, before the move.
    """

    pointer: Pointer
    place: int
    behind: int

    def to_data(self, data: Any) -> None:
        """Changes the data."""
        items = _at(data, self.pointer)
        items.insert(self.behind, items.pop(self.place))

    def to_text(self, source: Source) -> str:
        """Returns the text with the change."""
        return with_moved(source, self.pointer, self.place, self.behind)


Change: TypeAlias = SetKey | RemoveKey | InsertItem | RemoveItem | MoveItem


def changed(source: Source, changes: Iterable[Change]) -> Source:
    """Returns a document with changes made one after the other.

    Raises:
        Unwritable: A change cannot be written as an edit of a span, or the text that came out says
            something else than the change: an alias repeats what is edited, say.
    """
    for change in changes:
        expected = deepcopy(source.data)
        try:
            change.to_data(expected)
        except (LookupError, TypeError) as error:
            raise Unwritable("the place is not in the document") from error
        source = source.reread(change.to_text(source))
        if source.data != expected:
            raise Unwritable("it is written in a way that an edit would break")
    return source


def _at(data: Any, pointer: Pointer) -> Any:
    for step in pointer:
        data = data[step]
    return data
