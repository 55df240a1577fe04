"""YAML, read with the scalars of YAML 1.2, every key and value with its place.

The parser's events are read one by one: depth, aliases and size are bounded before anything is
built. (libyaml's own composer crashes on deep nesting.)
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from backsafe.errors import DocumentError, Problem
from backsafe.syntax.positions import ListNode, MappingNode, Node, TreePositions
from backsafe.syntax.text import LineIndex, fault

__all__ = ["LOADER", "parse"]

_DEEPEST = 100
_MOST_NODES = 500_000
_MOST_ALIASED_NODES = 100_000
_MOST_DIGITS = 400
# libyaml compares each %TAG with all before it: half a million of them take minutes.
_MOST_TAG_DIRECTIVES = 16

_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER_STARTS = frozenset("+-.0123456789")
_CORE = "tag:yaml.org,2002:"
_SCALAR_TAGS = frozenset(f"{_CORE}{name}" for name in ("str", "int", "float", "bool", "null"))

# The C parser is ten times as fast; a PyYAML built without it still works.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""What PyYAML parses with."""


class _Fault(Exception):  # noqa: N818
    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


class _Frame:
    """A mapping or list that is still open."""

    __slots__ = ("anchor", "counted", "key", "key_offset", "node", "value")

    def __init__(
        self,
        value: dict[str, Any] | list[Any],
        node: MappingNode | ListNode,
        anchor: str | None,
        counted: int,
    ) -> None:
        self.value = value
        self.node = node
        self.anchor = anchor
        self.counted = counted
        self.key: str | None = None
        self.key_offset = 0


def parse(text: str, path: str) -> tuple[Any, TreePositions]:
    """Reads one YAML document.

    Args:
        text: The document.
        path: Its name in messages.

    Returns:
        Its data and their positions.

    Raises:
        DocumentError: If it is no YAML, or holds what BackSafe does not read: several documents,
            duplicate or non-text keys, merge keys, own tags, numbers that are not finite, nesting
            deeper than 100, more than 500,000 values, or 100,000 repeated through aliases.
    """
    lines = LineIndex(text)
    builder = _Builder(lines)
    if text.count("%TAG") > _MOST_TAG_DIRECTIVES:
        message = f"more than {_MOST_TAG_DIRECTIVES} times %TAG"
        raise fault(message, path, text, text.index("%TAG"))
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
        data, root = builder.result()
    except _Fault as error:
        raise DocumentError(Problem(error.message, path, *lines.place(error.offset))) from None
    except yaml.YAMLError as error:
        raise _syntax_error(error, text, path) from None
    except (RecursionError, MemoryError):
        raise DocumentError(Problem("is nested too deeply", path, 1, 1)) from None
    return data, TreePositions(lines, root)


def _syntax_error(error: yaml.YAMLError, text: str, path: str) -> DocumentError:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "cannot be parsed"
        if error.context and error.context_mark:
            problem += f" ({error.context} on line {error.context_mark.line + 1})"
        offset = min(mark.index, len(text)) if mark else 0
        if text[offset : offset + 1] == "\t":
            problem += "; indent with spaces, not tabs"
        return fault(f"is not valid YAML: {problem}", path, text, offset)
    if isinstance(error, yaml.reader.ReaderError):
        # The C parser counts bytes, the Python one characters.
        offset = error.position
        if LOADER is not yaml.SafeLoader:
            offset = len(text.encode()[:offset].decode(errors="ignore"))
        message = f"is not valid YAML: a control character ({error.reason})"
        return fault(message, path, text, min(offset, len(text)))
    return DocumentError(Problem(f"is not valid YAML: {error}", path, 1, 1))


class _Builder:
    """Builds data and positions from events, side by side."""

    def __init__(self, lines: LineIndex) -> None:
        self._lines = lines
        self._stack: list[_Frame] = []
        self._top: list[tuple[Any, Node]] = []
        self._anchors: dict[str, tuple[Any, Node, int]] = {}
        self._open_anchors: set[str] = set()
        self._count = 0
        self._aliased = 0
        self._documents = 0
        self._handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open_mapping,
            yaml.SequenceStartEvent: self._open_list,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def take(self, event: Any) -> None:
        handler = self._handlers.get(type(event))
        if handler is not None:
            handler(event)

    def result(self) -> tuple[Any, Node]:
        if not self._top:
            raise _Fault("is empty: it holds nothing but comments", 0)
        return self._top[0]

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            message = "a second document starts here; put each workout in a file of its own"
            raise _Fault(message, event.start_mark.index)

    def _counted(self, offset: int) -> None:
        self._count += 1
        if self._count > _MOST_NODES:
            raise _Fault(f"more than {_MOST_NODES:,} values; split the file", offset)

    def _scalar(self, event: Any) -> None:
        offset: int = event.start_mark.index
        self._counted(offset)
        frame = self._stack[-1] if self._stack else None
        value: Any = event.value
        if event.tag is not None:
            value = _tagged(event.tag, value, offset)
        elif event.implicit[0]:
            if frame is not None and type(frame.node) is MappingNode and frame.key is None:
                if value == "<<":
                    raise _Fault("merge keys (<<) are not read; write the keys out", offset)
                if not isinstance(_plain(value, offset), str):
                    raise _Fault(f"a key must be text, found {value or 'nothing'}", offset)
            else:
                value = _plain(value, offset)
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, offset, 1)
        self._put(value, offset, offset)

    def _put(self, value: Any, node: Node, offset: int) -> None:
        """Puts a value, complete or still open, where the next one belongs."""
        if not self._stack:
            self._top.append((value, node))
            return
        frame = self._stack[-1]
        if isinstance(frame.node, ListNode):
            frame.value.append(value)  # type: ignore[union-attr]
            frame.node.items.append(node)
        elif frame.key is None:
            if not isinstance(value, str):
                raise _Fault("a key must be text", offset)
            before = frame.node.entries.get(value)
            if before is not None:
                line = self._lines.place(before[0])[0]
                raise _Fault(f"duplicate key {value[:80]!r}, first on line {line}", offset)
            frame.key, frame.key_offset = value, offset
        else:
            frame.value[frame.key] = value  # type: ignore[call-overload]
            frame.node.entries[frame.key] = (frame.key_offset, node)
            frame.key = None

    def _open_mapping(self, event: Any) -> None:
        self._open(event, {}, MappingNode(event.start_mark.index, {}), f"{_CORE}map")

    def _open_list(self, event: Any) -> None:
        self._open(event, [], ListNode(event.start_mark.index, []), f"{_CORE}seq")

    def _open(
        self,
        event: Any,
        value: dict[str, Any] | list[Any],
        node: MappingNode | ListNode,
        core_tag: str,
    ) -> None:
        self._counted(node.offset)
        if event.tag not in {None, "!", core_tag}:
            raise _Fault(f"the tag {event.tag[:80]!r} is not read", node.offset)
        if len(self._stack) >= _DEEPEST:
            raise _Fault(f"nested deeper than {_DEEPEST} levels", node.offset)
        self._put(value, node, node.offset)
        self._stack.append(_Frame(value, node, event.anchor, self._count + self._aliased))
        if event.anchor is not None:
            self._open_anchors.add(event.anchor)

    def _close(self, _event: Any) -> None:
        frame = self._stack.pop()
        if frame.anchor is not None:
            size = self._count + self._aliased - frame.counted + 1
            self._anchors[frame.anchor] = (frame.value, frame.node, size)
            self._open_anchors.discard(frame.anchor)

    def _alias(self, event: Any) -> None:
        offset: int = event.start_mark.index
        name = event.anchor
        self._counted(offset)
        if name in self._open_anchors:
            raise _Fault(f"the alias *{name[:80]} stands inside what it repeats", offset)
        if name not in self._anchors:
            raise _Fault(f"the alias *{name[:80]} has no anchor &{name[:80]} before it", offset)
        value, node, size = self._anchors[name]
        self._aliased += size
        if self._aliased > _MOST_ALIASED_NODES:
            raise _Fault(f"aliases repeat more than {_MOST_ALIASED_NODES:,} values", offset)
        # The alias stands here; what is inside it stands where it was written.
        if isinstance(node, MappingNode):
            node = MappingNode(offset, node.entries)
        elif isinstance(node, ListNode):
            node = ListNode(offset, node.items)
        else:
            node = offset
        self._put(value, node, offset)


def _tagged(tag: str, value: str, offset: int) -> Any:
    if tag in {"!", f"{_CORE}str"}:
        return value
    if tag not in _SCALAR_TAGS:
        raise _Fault(f"the tag {tag[:80]!r} is not read", offset)
    plain = _plain(value, offset)
    kind = tag.removeprefix(_CORE)
    if kind == "float" and type(plain) is int:
        return float(plain)
    if {int: "int", float: "float", bool: "bool", type(None): "null"}.get(type(plain)) != kind:
        raise _Fault(f"{value[:80]!r} is no {kind}, as its tag says", offset)
    return plain


def _plain(value: str, offset: int) -> Any:
    """Reads a plain scalar by the core schema of YAML 1.2."""
    if value in _WORDS:
        return _WORDS[value]
    if value[0] not in _NUMBER_STARTS:
        return value
    if _INT.fullmatch(value):
        if len(value) > _MOST_DIGITS:
            raise _Fault(f"a number of more than {_MOST_DIGITS} digits", offset)
        base = {"0o": 8, "0x": 16}.get(value[:2], 10)
        return int(value[2:] if base != 10 else value, base)
    if _FLOAT.fullmatch(value):
        number = float(value)
        if number in {float("inf"), float("-inf")}:
            raise _Fault(f"the number {value[:80]} is too large", offset)
        return number
    if _NOT_FINITE.fullmatch(value):
        message = f"{value} is no quantity; leave the key out if the value is unknown"
        raise _Fault(message, offset)
    return value
