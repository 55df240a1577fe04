"""Changes of a document: the same one to its data and to its text, where only its span changes.

Changes that are made together all speak of the document as it was before any of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from backsafe.fixes.source import Unwritable, edited
from backsafe.fixes.writing import with_item, with_key, with_moved, without_items, without_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from backsafe.fixes.source import Edit, Source
    from backsafe.syntax.positions import Pointer

__all__ = [
    "Change",
    "InsertItem",
    "MoveItem",
    "RemoveItems",
    "RemoveKeys",
    "SetKey",
    "changed",
    "edits_of",
    "inserted",
    "moved",
]


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

    def to_data(self, found: Any) -> None:
        """Changes the data of the mapping."""
        found[self.key] = self.value

    def edits(self, source: Source) -> list[Edit]:
        """Returns the edits of the text."""
        return with_key(source, self.pointer, self.key, self.value)


@dataclass(frozen=True, slots=True)
class RemoveKeys:
    """Takes keys with their values out of a mapping."""

    pointer: Pointer
    keys: tuple[str, ...]

    def to_data(self, found: Any) -> None:
        """Changes the data of the mapping."""
        for key in self.keys:
            del found[key]

    def edits(self, source: Source) -> list[Edit]:
        """Returns the edits of the text."""
        return without_keys(source, self.pointer, self.keys)


@dataclass(frozen=True, slots=True)
class InsertItem:
    """Puts a mapping of plain values into a list that is not empty.

    Attributes:
        pointer: The list.
        place: Index of the item that it is put before, or the length of the list.
        item: The mapping.
    """

    pointer: Pointer
    place: int
    item: Mapping[str, float | str | bool]

    def to_data(self, found: Any) -> None:
        """Changes the data of the list."""
        found.insert(self.place, dict(self.item))

    def shift(self, place: int) -> int:
        """Returns by how much another item of the list moves."""
        return 1 if place >= self.place else 0

    def edits(self, source: Source) -> list[Edit]:
        """Returns the edits of the text."""
        return with_item(source, self.pointer, self.place, self.item)


@dataclass(frozen=True, slots=True)
class RemoveItems:
    """Takes items out of a list that holds more.

    Attributes:
        pointer: The list.
        places: Their indexes, in order.
    """

    pointer: Pointer
    places: tuple[int, ...]

    @property
    def place(self) -> int:
        """Index of the first."""
        return self.places[0]

    def to_data(self, found: Any) -> None:
        """Changes the data of the list."""
        for place in reversed(self.places):
            del found[place]

    def shift(self, place: int) -> int:
        """Returns by how much another item of the list moves."""
        return -sum(gone < place for gone in self.places)

    def edits(self, source: Source) -> list[Edit]:
        """Returns the edits of the text."""
        return without_items(source, self.pointer, self.places)


@dataclass(frozen=True, slots=True)
class MoveItem:
    """Moves an item of a list behind a later one.

    Attributes:
        pointer: The list.
        place: Index of the item.
        behind: Index of the item that it is put behind.
    """

    pointer: Pointer
    place: int
    behind: int

    def to_data(self, found: Any) -> None:
        """Changes the data of the list."""
        found.insert(self.behind, found.pop(self.place))

    def shift(self, place: int) -> int:
        """Returns by how much an item of the list moves."""
        if place == self.place:
            return self.behind - place
        return -1 if self.place < place <= self.behind else 0

    def edits(self, source: Source) -> list[Edit]:
        """Returns the edits of the text."""
        return with_moved(source, self.pointer, self.place, self.behind)


Change: TypeAlias = SetKey | RemoveKeys | InsertItem | RemoveItems | MoveItem


def edits_of(source: Source, changes: Iterable[Change]) -> list[Edit]:
    """Returns the edits that make changes together.

    Raises:
        Unwritable: A change cannot be written as an edit of a span.
    """
    edits = [edit for change in changes for edit in change.edits(source)]
    source.expect_alone(edits)
    return edits


def changed(source: Source, changes: Iterable[Change]) -> Source:
    """Returns a document with changes made together.

    Raises:
        Unwritable: A change cannot be written as an edit of a span, or the text that came out says
            something else than the changes: an alias repeats what is edited, say.
    """
    changes = tuple(changes)
    after = source.reread(edited(source.text, edits_of(source, changes)))
    expected = _copied(source.data)
    try:
        for change in _in_order(expected, changes):
            change()
    except (LookupError, TypeError) as error:
        raise Unwritable("the place is not in the document") from error
    if after.data != expected:
        raise Unwritable("it is written in a way that an edit would break")
    return after


def moved(pointer: Pointer, changes: Iterable[Change]) -> Pointer:
    """Returns where a value stands once changes are made, none of which takes it out."""
    found: list[Any] = list(pointer)
    for change in changes:
        if isinstance(change, SetKey | RemoveKeys):
            continue
        depth = len(change.pointer)
        place = pointer[depth] if pointer[:depth] == change.pointer != pointer else None
        if isinstance(place, int):
            found[depth] += change.shift(place)
    return tuple(found)


def inserted(changes: Sequence[Change]) -> list[Pointer]:
    """Returns where each item stands that changes put in, once they are made.

    Those that are put into one list are in its order, and nothing is moved or taken out there.
    """
    found: list[Pointer] = []
    counts: Counter[Pointer] = Counter()
    for change in changes:
        if isinstance(change, InsertItem):
            place = change.place + counts[change.pointer]
            found.append((*moved(change.pointer, changes), place))
            counts[change.pointer] += 1
    return found


def _in_order(data: Any, changes: Iterable[Change]) -> list[Callable[[], None]]:
    """Returns what makes each change of the data, so that none moves what another speaks of."""
    found = [(getattr(change, "place", 0), _at(data, change.pointer), change) for change in changes]
    # From the back, and of those that are put at one place the last one first.
    found = sorted(found, key=lambda it: it[0])[::-1]
    return [partial(change.to_data, value) for _, value, change in found]


def _at(data: Any, pointer: Pointer) -> Any:
    for step in pointer:
        data = data[step]
    return data


def _copied(data: Any) -> Any:
    """Returns a copy in which no two places are one, as they are where an alias repeats a value."""
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(value) for value in data] if isinstance(data, list) else data
