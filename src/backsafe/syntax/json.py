"""JSON: the standard library's parser for the data, a scanner of our own for the places.

The scanner runs only when a place is wanted, which for a sound file is never.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, NoReturn

from backsafe.errors import DocumentError, Problem
from backsafe.syntax.positions import ListNode, MappingNode, Node, TreePositions
from backsafe.syntax.text import LineIndex, fault

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["parse", "tokens"]

_DEEPEST = 100
_MOST_NODES = 1_000_000
_MOST_DIGITS = 400

# Each pattern matches an unfinished string, too: a quotation mark that leads nowhere would be
# tried again from every later one.
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+\\?(?:"|\Z)'
_STRINGS = re.compile(_STRING, re.DOTALL)
_NO_BRACKETS = re.compile(r"[^\[\]{}]+")
# As the fast parser sees them: it refuses 1e999 before it looks at what comes behind.
_SCALAR = r"-?[0-9]++(?:\.[0-9]++)?(?:[eE][-+]?[0-9]++)?|NaN|-?Infinity"
_TOKEN = re.compile(rf'[ \t\r\n]*+({_STRING}|[\[\]{{}},:]|{_SCALAR}|[^\s\[\]{{}},:"]++)', re.DOTALL)
_SEPARATORS = frozenset(",:")
_CLOSERS = frozenset("]}")


class _Refused(Exception):  # noqa: N818
    """The fast parser met something the scanner has to find again, with its place."""


def parse(text: str, path: str) -> tuple[Any, TreePositions]:
    """Reads one JSON document.

    Args:
        text: The document.
        path: Its name in messages.

    Returns:
        Its data and their positions.

    Raises:
        DocumentError: If it is no JSON, or holds duplicate keys, numbers that are not finite or
            have more than 400 digits, nesting deeper than 100, or more than a million values.
    """
    if sum(map(text.count, ",[{")) > _MOST_NODES:
        raise DocumentError(Problem(f"more than {_MOST_NODES:,} values; split it", path, 1, 1))
    if text.count("[") + text.count("{") > _DEEPEST:
        _check_depth(text, path)
    try:
        data = json.loads(
            text,
            object_pairs_hook=_mapping,
            parse_constant=_refuse,
            parse_int=_whole_number,
            parse_float=_number,
        )
    except json.JSONDecodeError as error:
        message = f"is not valid JSON: {error.msg[0].lower()}{error.msg[1:]}"
        raise fault(message, path, text, error.pos) from None
    except _Refused:
        _scan(text, path)
        raise DocumentError(Problem("is not valid JSON", path, 1, 1)) from None
    except RecursionError:
        raise DocumentError(Problem(f"nested deeper than {_DEEPEST} levels", path, 1, 1)) from None
    return data, TreePositions(LineIndex(text), lambda: _scan(text, path))


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise _Refused
    return mapping


def _refuse(word: str) -> NoReturn:
    raise _Refused(word)


def _whole_number(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise _Refused
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise _Refused
    return number


def _check_depth(text: str, path: str) -> None:
    depth = 0
    for bracket in _NO_BRACKETS.sub("", _STRINGS.sub("", text)):
        if bracket in "[{":
            depth += 1
            if depth > _DEEPEST:
                raise fault(
                    f"nested deeper than {_DEEPEST} levels", path, text, _deepest_allowed(text)
                )
        else:
            depth -= 1


def _deepest_allowed(text: str) -> int:
    depth = 0
    for match in _TOKEN.finditer(text):
        token = match[1]
        depth += (token in {"[", "{"}) - (token in {"]", "}"})
        if depth > _DEEPEST:
            return match.start(1)
    return 0


def _check_scalar(token: str, path: str, text: str, offset: int) -> None:
    if token[0] == '"':
        return
    if token in {"NaN", "Infinity", "-Infinity"}:
        message = f"{token} is no quantity; leave the key out if the value is unknown"
        raise fault(message, path, text, offset)
    digits = token.lstrip("-")
    if digits.isdigit():
        if len(token) > _MOST_DIGITS:
            raise fault(f"a number of more than {_MOST_DIGITS} digits", path, text, offset)
    elif digits[:1].isdigit() and math.isinf(float(token)):
        raise fault(f"the number {token[:80]} is too large", path, text, offset)


def tokens(text: str) -> Iterator[tuple[str, int]]:
    """Yields the tokens of a text whose syntax is sound, each with its offset."""
    for match in _TOKEN.finditer(text):
        yield match[1], match.start(1)


def _scan(text: str, path: str) -> Node:
    """Builds the tree of offsets of a text whose syntax is sound.

    Raises:
        DocumentError: At the first duplicate key or number that is refused.
    """
    lines = LineIndex(text)
    root: Node = 0
    stack: list[MappingNode | ListNode] = []
    key: tuple[str, int] | None = None
    for token, offset in tokens(text):
        if token in _SEPARATORS:
            continue
        if token in _CLOSERS:
            stack.pop()
            continue
        parent = stack[-1] if stack else None
        if isinstance(parent, MappingNode) and key is None:
            key = (json.loads(token) if "\\" in token else token[1:-1], offset)
            if key[0] in parent.entries:
                line = lines.place(parent.entries[key[0]][0])[0]
                message = f"duplicate key {key[0][:80]!r}, first on line {line}"
                raise fault(message, path, text, offset)
            continue
        node = _node(token, offset, path, text)
        if isinstance(parent, ListNode):
            parent.items.append(node)
        elif parent is not None and key is not None:
            parent.entries[key[0]] = (key[1], node)
            key = None
        else:
            root = node
        if not isinstance(node, int):
            stack.append(node)
    return root


def _node(token: str, offset: int, path: str, text: str) -> Node:
    if token[0] == "{":
        return MappingNode(offset, {})
    if token[0] == "[":
        return ListNode(offset, [])
    _check_scalar(token, path, text, offset)
    return offset
