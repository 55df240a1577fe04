"""TOML text → values, and where each of them stands."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from backsafe.errors import DocumentError, Problem
from backsafe.syntax.positions import ListNode, MappingNode, Node, Pointer, TreePositions
from backsafe.syntax.text import LineIndex, fault

__all__ = ["parse"]

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_MOST_PARTS = 64
_MOST_BITS = 64
# The standard library takes time and memory that grow with the square of a key's parts.
_LONG_KEY = re.compile(
    rf"""(?<![\w-])(?>(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{_MOST_PARTS}}}"""
)
_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\]|\\.)*+"'
    r"|'[^']*+'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
# A number, a date or a truth value ends where its line, list or table goes on.
_SCALAR = re.compile(r"[^,\]}#\r\n]+")


def parse(text: str, path: str) -> tuple[dict[str, Any], TreePositions]:
    """Reads TOML.

    Raises:
        DocumentError: It is no TOML; says where.
    """
    long = _LONG_KEY.search(text)
    if long is not None:
        raise fault(f"a key has at most {_MOST_PARTS} parts", path, text, long.start())
    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise DocumentError(Problem("is nested too deeply", path, 1, 1)) from None
    except ValueError as error:
        raise _broken(str(error), path, text) from None
    positions = TreePositions(LineIndex(text), lambda: _Scan(text).document())
    large = _first_large(data)
    if large is not None:
        line, column = positions.locate(large) or (1, 1)
        raise DocumentError(Problem("a whole number has at most 64 bits", path, line, column))
    return data, positions


def _first_large(data: dict[str, Any]) -> Pointer | None:
    """Returns where a number stands that is too large to be written out in a message."""
    waiting: list[tuple[Pointer, Any]] = [((), data)]
    while waiting:
        pointer, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*pointer, key), it) for key, it in value.items()]
        elif isinstance(value, list):
            waiting += [((*pointer, number), it) for number, it in enumerate(value)]
        elif isinstance(value, int) and value.bit_length() > _MOST_BITS:
            return pointer
    return None


def _broken(message: str, path: str, text: str) -> DocumentError:
    found = _PLACE.search(message)
    told = f"is no TOML: {message[: found.start()] if found else message}"
    if found is not None and found[1]:
        return DocumentError(Problem(told, path, int(found[1]), int(found[2])))
    return fault(told, path, text, len(text) if found else 0)


class _Scan:
    """Finds the offsets of keys and values in a text that is known to be TOML."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def document(self) -> MappingNode:
        """Returns the offsets of everything."""
        root = table = MappingNode(0, {})
        while self._next():
            if self._text[self._at] == "[":
                table = self._header(root)
            else:
                self._pair(table)
        return root

    def _next(self) -> str:
        """Returns the next character that is no space, line end or comment."""
        self._at = self._match(_SPACE)
        return self._text[self._at : self._at + 1]

    def _match(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self._text, self._at)
        # Only a text that is no TOML has anything else here; never stand still on it.
        return found.end() if found else self._at + 1

    def _header(self, root: MappingNode) -> MappingNode:
        start = self._at
        several = self._text.startswith("[[", start)
        self._at += 2 if several else 1
        keys = self._keys()
        self._next()
        self._at += 2 if several else 1
        node = MappingNode(start, {})
        if not several:
            return _within(root, keys)
        holder, (name, offset) = _within(root, keys[:-1]), keys[-1]
        _, listed = holder.entries.setdefault(name, (offset, ListNode(start, [])))
        if isinstance(listed, ListNode):
            listed.items.append(node)
        return node

    def _pair(self, table: MappingNode) -> None:
        keys = self._keys()
        self._next()
        self._at += 1
        self._next()
        holder, (name, offset) = _within(table, keys[:-1]), keys[-1]
        holder.entries[name] = (offset, self._value())

    def _keys(self) -> list[tuple[str, int]]:
        """Reads a key, in as many parts as it has."""
        keys: list[tuple[str, int]] = []
        while True:
            quoted = self._next() in ('"', "'")
            start = self._at
            self._at = self._match(_STRING if quoted else _BARE_KEY)
            raw = self._text[start : self._at]
            keys.append((tomllib.loads(f"key = {raw}")["key"] if quoted else raw, start))
            if self._next() != ".":
                return keys
            self._at += 1

    def _value(self) -> Node:
        start = self._at
        first = self._text[start : start + 1]
        if first == "[":
            return self._list()
        if first == "{":
            return self._table()
        self._at = self._match(_STRING if first in ('"', "'") else _SCALAR)
        return start

    def _list(self) -> ListNode:
        node = ListNode(self._at, [])
        self._at += 1
        while self._next() not in ("]", ""):
            node.items.append(self._value())
            if self._next() == ",":
                self._at += 1
        self._at += 1
        return node

    def _table(self) -> MappingNode:
        node = MappingNode(self._at, {})
        self._at += 1
        while self._next() not in ("}", ""):
            self._pair(node)
            if self._next() == ",":
                self._at += 1
        self._at += 1
        return node


def _within(table: MappingNode, keys: list[tuple[str, int]]) -> MappingNode:
    """Returns the table at a key, made where it is new; of a list of tables the last."""
    for name, offset in keys:
        _, node = table.entries.setdefault(name, (offset, MappingNode(offset, {})))
        if isinstance(node, ListNode) and node.items:
            node = node.items[-1]
        if not isinstance(node, MappingNode):
            return MappingNode(offset, {})
        table = node
    return table
