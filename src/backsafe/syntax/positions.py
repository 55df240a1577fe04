"""Where each value of a document stands in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from backsafe.syntax.text import LineIndex

__all__ = [
    "ListNode",
    "MappingNode",
    "NoPositions",
    "Node",
    "Place",
    "PlacePositions",
    "Pointer",
    "Positions",
    "TreePositions",
    "dotted",
    "json_pointer",
]

Pointer: TypeAlias = tuple[str | int, ...]
"""Keys and indices (from 0) from the top of a document down to a value."""

Place: TypeAlias = tuple[int, int]
"""Line and column, both from 1; columns count characters."""


def dotted(pointer: Pointer) -> str:
    """Returns a pointer as people write it, such as ``activities[0].sets[2].reps``."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in pointer)
    return "".join(parts).removeprefix(".")


def json_pointer(pointer: Pointer) -> str:
    """Returns a pointer as RFC 6901 writes it, such as ``/activities/0/sets/2/reps``."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in pointer)


class Positions(Protocol):
    """Where the values of a document stand in its file."""

    def locate(self, pointer: Pointer) -> Place | None:
        """Returns where the value at ``pointer`` begins, or its nearest parent that exists."""

    def locate_key(self, pointer: Pointer) -> Place | None:
        """Returns where the key of the value begins; the value's own place if it has no key."""


class NoPositions:
    """Positions of what never was a file."""

    __slots__ = ()

    def locate(self, pointer: Pointer) -> Place | None:  # noqa: ARG002
        """Returns ``None``."""
        return None

    def locate_key(self, pointer: Pointer) -> Place | None:  # noqa: ARG002
        """Returns ``None``."""
        return None


class MappingNode:
    """A mapping's own offset, and for each key the key's offset and the value's node."""

    __slots__ = ("entries", "offset")

    def __init__(self, offset: int, entries: dict[str, tuple[int, Node]]) -> None:
        self.offset = offset
        self.entries = entries


class ListNode:
    """A list's own offset, and the node of each item."""

    __slots__ = ("items", "offset")

    def __init__(self, offset: int, items: list[Node]) -> None:
        self.offset = offset
        self.items = items


Node: TypeAlias = int | MappingNode | ListNode
"""A scalar is its offset in the text, in characters from 0."""


class TreePositions:
    """Positions as a tree of offsets, built when the first place is asked for."""

    __slots__ = ("_build", "_lines", "_root")

    def __init__(self, lines: LineIndex, root: Node | Callable[[], Node]) -> None:
        self._lines = lines
        self._build = root if callable(root) else None
        self._root: Node | None = None if callable(root) else root

    def locate(self, pointer: Pointer) -> Place | None:
        """Returns where the value at ``pointer`` begins, or its nearest parent that exists."""
        return self._lines.place(self._find(pointer)[1])

    def locate_key(self, pointer: Pointer) -> Place | None:
        """Returns where the key of the value begins; the value's own place if it has no key."""
        return self._lines.place(self._find(pointer)[0])

    def way(self, pointer: Pointer) -> list[MappingNode | ListNode]:
        """Returns the mappings and lists from the top down to a value, itself included."""
        node, found = self._top(), list[MappingNode | ListNode]()
        for step in (*pointer, None):
            if isinstance(node, int) or node is None:
                break
            found.append(node)
            if isinstance(node, MappingNode) and isinstance(step, str) and step in node.entries:
                node = node.entries[step][1]
            elif (
                isinstance(node, ListNode) and isinstance(step, int) and 0 <= step < len(node.items)
            ):
                node = node.items[step]
            else:
                break
        return found

    def _top(self) -> Node | None:
        if self._root is None and self._build is not None:
            self._root = self._build()
        return self._root

    def _find(self, pointer: Pointer) -> tuple[int, int]:
        node = self._top()
        key_offset = offset = node if isinstance(node, int) else node.offset if node else 0
        for step in pointer:
            if isinstance(node, MappingNode) and isinstance(step, str) and step in node.entries:
                key_offset, node = node.entries[step]
                offset = node if isinstance(node, int) else node.offset
            elif (
                isinstance(node, ListNode) and isinstance(step, int) and 0 <= step < len(node.items)
            ):
                node = node.items[step]
                key_offset = offset = node if isinstance(node, int) else node.offset
            else:
                break
        return key_offset, offset


class PlacePositions:
    """Positions as a table of places; a value without one is where its nearest parent is."""

    __slots__ = ("_places",)

    def __init__(self, places: dict[Pointer, Place]) -> None:
        self._places = places

    def locate(self, pointer: Pointer) -> Place | None:
        """Returns the place of the value, or that of its nearest parent."""
        for length in range(len(pointer), -1, -1):
            place = self._places.get(pointer[:length])
            if place is not None:
                return place
        return 1, 1

    def locate_key(self, pointer: Pointer) -> Place | None:
        """Returns the same as ``locate``: the source has no such keys."""
        return self.locate(pointer)
