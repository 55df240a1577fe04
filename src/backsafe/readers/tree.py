"""Documents of other formats that are mappings and lists: a walk that loses nothing.

A reader walks the tree with cursors and builds the fields of our document. Each scalar that it
takes is counted as used; what it passes over for a reason is counted as ignored; a value that our
document cannot hold is counted as failed; and whatever nobody asked for is listed as not mapped.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from backsafe.errors import DocumentError, Problem
from backsafe.readers.document import Account, Document, ReaderNotice, Reason
from backsafe.readers.entries import plain_name
from backsafe.readers.problems import plain_messages, validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from backsafe.model import Model
    from backsafe.syntax.positions import Place, Pointer, Positions

__all__ = ["FREE_TEXT", "NO_PLACE", "Cursor", "Fields", "Node", "read_tree"]

_MOST_NOTICES = 20
# Rounds, weeks and overrides multiply: a small file must not fill the memory.
_MOST_PARTS = 200_000
NOT_MAPPED = "not mapped"
NO_PLACE = "a document has no place for it"
FREE_TEXT = "free text"
"""Reasons for which readers leave values out."""


class Node(dict[str, Any]):
    """A part of our document, and where in the source it comes from."""

    def __init__(self, origin: Pointer, **fields: Any) -> None:
        super().__init__({name: value for name, value in fields.items() if value is not None})
        self.origin = origin


class _TooMuchError(Exception):
    """A source asks for more than can be.

    Attributes:
        pointer: Where.
    """

    def __init__(self, pointer: Pointer) -> None:
        super().__init__(pointer)
        self.pointer = pointer


class _Ledger:
    """What became of each scalar of a source."""

    def __init__(self) -> None:
        self.used: set[Pointer] = set()
        self.ignored: dict[Pointer, str] = {}
        self.dropped: dict[Pointer, str] = {}
        self.failed: dict[Pointer, str] = {}
        self.parts = 0


class Cursor:
    """A value of the source at its place.

    Attributes:
        value: The value.
        pointer: Keys and indices from the top down to it.
    """

    __slots__ = ("_ledger", "pointer", "value")

    def __init__(self, value: Any, pointer: Pointer = (), ledger: _Ledger | None = None) -> None:
        self.value = value
        self.pointer = pointer
        self._ledger = ledger if ledger is not None else _Ledger()

    def at(self, key: str | int) -> Cursor:
        """Returns the value below a key or index; that of an absent one is ``None``."""
        inside = None
        if isinstance(self.value, dict):
            inside = self.value.get(key)
        elif isinstance(self.value, list) and isinstance(key, int) and key < len(self.value):
            inside = self.value[key]
        return Cursor(inside, (*self.pointer, key), self._ledger)

    def items(self, key: str) -> list[Cursor]:
        """Returns the items of the list below a key; one value alone is a list of one."""
        return self.at(key).each()

    def each(self) -> list[Cursor]:
        """Returns the items of this list; one value alone is a list of one, none is empty."""
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            return [self]
        return [self.at(number) for number in range(len(self.value))]

    @property
    def names(self) -> list[str]:
        """The keys of this mapping; none if it is no mapping."""
        return [key for key in self.value if isinstance(key, str)] if self.is_mapping else []

    @property
    def is_mapping(self) -> bool:
        """Whether this is a mapping."""
        return isinstance(self.value, dict)

    def use(self) -> Any:
        """Returns the value, and counts it as used."""
        self._ledger.used.add(self.pointer)
        return self.value

    def text(self) -> str | None:
        """Returns a text that is not empty, and counts it as used; else ``None``."""
        if isinstance(self.value, str) and self.value.strip():
            return str(self.use()).strip()
        return None

    def name(self) -> str | None:
        """Returns a text as a name may be, and counts it as used; else ``None``."""
        text = self.text()
        return plain_name(text) or None if text is not None else None

    def number(self) -> float | None:
        """Returns a finite number, and counts it as used; else ``None``."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            self.fail("a number beyond all measure")
            return None
        self.use()
        return number

    def whole(self, within: range | None = None) -> int | None:
        """Returns a whole number, and counts it as used; else ``None``.

        Another number, or one that is not within what can be, is counted as failed.
        """
        number = self.number()
        if number is None:
            return None
        whole = int(number)
        if whole != number:
            self.fail(f"{self._key} is no whole number")
        elif within is not None and whole not in within:
            self.fail(f"{self._key} must be {within[0]} to {within[-1]}")
        else:
            return whole
        return None

    @property
    def _key(self) -> str:
        """The key that this stands below, itself or as an item of a list."""
        return next((plain_name(it) for it in reversed(self.pointer) if isinstance(it, str)), "it")

    def flag(self) -> bool | None:
        """Returns true or false, and counts it as used; else ``None``."""
        return bool(self.use()) if isinstance(self.value, bool) else None

    def ignore(self, reason: str) -> None:
        """Counts the value, and what below it nobody uses, as ignored for a reason."""
        self._ledger.used.discard(self.pointer)
        self._ledger.ignored.setdefault(self.pointer, reason)

    def drop(self, reason: str) -> None:
        """Counts everything here and below as ignored for a reason, what was looked at too."""
        self._ledger.dropped.setdefault(self.pointer, reason)

    def count(self, parts: int) -> None:
        """Counts parts that are made of the source: sets, or what is gone through for them.

        Raises:
            _TooMuchError: They are too many in all.
        """
        self._ledger.parts += parts
        if self._ledger.parts > _MOST_PARTS:
            raise _TooMuchError(self.pointer)

    def fail(self, reason: str) -> None:
        """Counts the value as one that could not be read."""
        self._ledger.used.discard(self.pointer)
        self._ledger.failed[self.pointer] = reason


class Fields:
    """Collects the fields of one part of our document, each with what it comes from.

    Args:
        origin: The part of the source.
        model: The part of our document.
    """

    def __init__(self, origin: Cursor, model: type[Model]) -> None:
        self._origin = origin
        self._model = model
        self._fields: dict[str, Any] = {}
        self._sources: dict[str, tuple[Cursor, ...]] = {}

    def put(self, name: str, value: Any, *sources: Cursor) -> None:
        """Sets a field, unless there is no value."""
        if value is not None:
            self._fields[name] = value
            self._sources[name] = sources

    def number(self, name: str, key: str, scale: float = 1.0) -> None:
        """Sets a field from a number below ``key``, times ``scale``."""
        source = self._origin.at(key)
        number = source.number()
        self.put(name, None if number is None else number * scale, source)

    def whole(self, name: str, key: str) -> None:
        """Sets a field from a whole number below ``key``."""
        source = self._origin.at(key)
        self.put(name, source.whole(), source)

    def flag(self, name: str, key: str) -> None:
        """Sets a field from true or false below ``key``."""
        source = self._origin.at(key)
        self.put(name, source.flag(), source)

    def done(self, **more: Any) -> Node:
        """Returns the part; values that it cannot hold are counted as failed and left out."""
        fields = self._fields
        while True:
            try:
                self._model.model_validate({**fields, **more})
            except ValidationError as error:
                wrong = {
                    str(item["loc"][0]): message
                    for item, message in zip(
                        error.errors(include_url=False),
                        plain_messages(error, self._model),
                        strict=True,
                    )
                    if item["loc"] and item["loc"][0] in fields
                }
                if not wrong:  # what is wrong is none of these fields
                    break
                for name, message in wrong.items():
                    del fields[name]
                    for source in self._sources[name]:
                        source.fail(message)
            else:
                break
        return Node(self._origin.pointer, **fields, **more)


class _MappedPositions:
    """Places of our document as those of what its parts come from."""

    def __init__(self, origins: Mapping[Pointer, Pointer], source: Positions) -> None:
        self._origins = origins
        self._source = source

    def locate(self, pointer: Pointer) -> Place | None:
        for length in range(len(pointer), -1, -1):
            origin = self._origins.get(pointer[:length])
            if origin is not None:
                return self._source.locate(origin)
        return self._source.locate(())

    def locate_key(self, pointer: Pointer) -> Place | None:
        return self.locate(pointer)


def read_tree(
    data: Any,
    positions: Positions,
    path: str,
    reader: str,
    build: Callable[[Cursor], Node],
    *,
    sure: bool = True,
) -> Document:
    """Reads a tree of another format.

    Args:
        data: The tree.
        positions: Where its values stand.
        path: The file, for messages.
        reader: Name of the reader.
        build: Walks the tree and returns our document.
        sure: Whether the format is beyond doubt, so that a document without exercises is one.

    Raises:
        DocumentError: It holds no exercise and is not sure to be a plan, or it is none that our
            document can hold.
    """
    ledger = _Ledger()
    try:
        document = build(Cursor(data, (), ledger))
    except _TooMuchError as error:
        message = f"asks for more than {_MOST_PARTS:,} sets, those repeated included"
        place = positions.locate(error.pointer) or (None, None)
        raise DocumentError(Problem(message, path, *place)) from None
    mapped = _MappedPositions(dict(_origins(document, ())), positions)
    if not sure and not _holds_activities(document):
        place = positions.locate(()) or (None, None)
        raise DocumentError(Problem("holds no exercise that can be read", path, *place))
    content = validate(document, path, mapped, needs_version=False)
    account, notices = _account(data, ledger, positions, path)
    return Document(path, content, mapped, reader=reader, notices=notices, account=account)


def _origins(part: Any, pointer: Pointer) -> Iterator[tuple[Pointer, Pointer]]:
    if isinstance(part, Node):
        yield pointer, part.origin
        for key, value in part.items():
            yield from _origins(value, (*pointer, key))
    elif isinstance(part, list | tuple):
        for number, value in enumerate(part):
            yield from _origins(value, (*pointer, number))


def _holds_activities(part: Any) -> bool:
    if isinstance(part, Node):
        return bool(part.get("activities")) or any(map(_holds_activities, part.values()))
    return isinstance(part, list | tuple) and any(map(_holds_activities, part))


def _account(
    data: Any, ledger: _Ledger, positions: Positions, path: str
) -> tuple[Account, tuple[ReaderNotice, ...]]:
    leaves = list(_leaves(data, (), _Fate(), ledger))
    failed: dict[str, list[Pointer]] = {}
    ignored: dict[str, list[Pointer]] = {}
    unmapped: dict[str, list[Pointer]] = {}
    for pointer, fate in leaves:
        if fate.dropped is not None:
            ignored.setdefault(fate.dropped, []).append(pointer)
        elif pointer in ledger.failed:
            failed.setdefault(ledger.failed[pointer], []).append(pointer)
        elif pointer in ledger.used:
            continue
        elif fate.ignored is not None:
            ignored.setdefault(fate.ignored, []).append(pointer)
        else:
            unmapped.setdefault(_general(pointer), []).append(pointer)

    def line(pointers: Sequence[Pointer]) -> int | None:
        place = positions.locate(pointers[0])
        return None if place is None else place[0]

    def reasons(found: Mapping[str, list[Pointer]], before: str = "") -> tuple[Reason, ...]:
        return tuple(Reason(f"{before}{text}", len(own), line(own)) for text, own in found.items())

    lost = Counter(map(len, (*failed.values(), *ignored.values(), *unmapped.values())))
    count = sum(size * times for size, times in lost.items())
    account = Account(
        "values",
        len(leaves),
        len(leaves) - count,
        (*reasons(ignored), *reasons(unmapped, f"{NOT_MAPPED}: ")),
        reasons(failed),
    )
    notices = [
        ReaderNotice("value-not-read", f"not read: {text}", (), line(own), path)
        for text, own in failed.items()
    ]
    shown = [f"{name} ({len(own)})" for name, own in unmapped.items()]
    if shown:
        more = len(shown) - _MOST_NOTICES
        rest = f" and {more} more; --verbose lists all" if more > 0 else ""
        message = f"{NOT_MAPPED}: {', '.join(shown[:_MOST_NOTICES])}{rest}"
        notices.append(ReaderNotice("not-mapped", message, path=path))
    return account, tuple(notices)


class _Fate(NamedTuple):
    """For which reason a part is dropped, whatever of it is used, or ignored if it is not used."""

    dropped: str | None = None
    ignored: str | None = None


def _leaves(
    part: Any, pointer: Pointer, fate: _Fate, ledger: _Ledger
) -> Iterator[tuple[Pointer, _Fate]]:
    """Yields each scalar, with what becomes of it for the sake of what is around it."""
    fate = _Fate(
        fate.dropped or ledger.dropped.get(pointer), ledger.ignored.get(pointer, fate.ignored)
    )
    if isinstance(part, dict) and part:
        for key, value in part.items():
            yield from _leaves(value, (*pointer, key), fate, ledger)
    elif isinstance(part, list) and part:
        for number, value in enumerate(part):
            yield from _leaves(value, (*pointer, number), fate, ledger)
    else:
        yield pointer, fate


def _general(pointer: Pointer) -> str:
    """Returns a place as it is alike in all items of a list: ``exercises[].notes``."""
    parts = ("[]" if isinstance(step, int) else f".{plain_name(str(step))}" for step in pointer)
    return "".join(parts).removeprefix(".") or "the document"
