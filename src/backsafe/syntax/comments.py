"""Comments of a YAML document, and the mappings and lists that each of them stands beside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from backsafe.syntax.positions import ListNode, MappingNode, Node
from backsafe.syntax.text import LineIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

__all__ = ["Comment", "Commented", "comments_of", "known_by", "subjects_of"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# libyaml reads YAML 1.1, in which these three end a line, too.
_BREAKS = "\r\n\x85\u2028\u2029"
_COMMENT = re.compile(rf"#[^{_BREAKS}]*")
# A comment beside the mark of a block scalar is part of its token.
_BLOCK_HEADER = re.compile(rf"[|>][^\s#]*[ \t]+(#[^{_BREAKS}]*)")


class Comment(NamedTuple):
    """A comment.

    Attributes:
        text: From its ``#`` to the end of the line.
        line: Its line, from 1.
        column: Column of the ``#``, from 1, in characters.
        subject: The line it speaks of: its own where something stands before it, else the next one
            that holds something; ``None`` where nothing follows.
    """

    text: str
    line: int
    column: int
    subject: int | None


class Commented(NamedTuple):
    """The comments of a document, and what tells which values begin on a line.

    Attributes:
        comments: The comments that are wanted, in order.
        dashes: Offset at which an item of a block list begins → offset of the dash before it.
        heads: Lines of ``---`` and directives: the document begins there.
        lines: Turns offsets into places.
        text: The document.
    """

    comments: list[Comment]
    dashes: dict[int, int]
    heads: set[int]
    lines: LineIndex
    text: str


def comments_of(text: str, wanted: Callable[[str], bool]) -> Commented:
    """Returns the comments of a YAML document whose syntax is sound.

    A ``#`` inside a scalar is no comment: what lies between the tokens of the scanner is.

    Args:
        text: The document, which was parsed before and so is neither too deep nor too large.
        wanted: Says of the text of a comment whether it is.
    """
    found = Commented([], {}, set(), LineIndex(text), text)
    # Comments on lines of their own wait for what follows.
    waiting: list[Comment] = []
    end, dash = 0, None
    for token in yaml.scan(text, Loader=_LOADER):
        start = token.start_mark.index
        for comment in _between(text, end, start, found.lines, wanted):
            (found.comments if comment.subject is not None else waiting).append(comment)
        end = max(end, token.end_mark.index)
        if token.end_mark.index == start:
            continue  # it only marks where a mapping or a list begins or ends
        if waiting:
            line = found.lines.place(start)[0]
            found.comments.extend(it._replace(subject=line) for it in waiting)
            waiting.clear()
        if dash is not None:
            found.dashes[start] = dash
        dash = start if isinstance(token, yaml.BlockEntryToken) else None
        if isinstance(token, yaml.DocumentStartToken | yaml.DirectiveToken):
            found.heads.add(found.lines.place(start)[0])
        elif isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            header = _BLOCK_HEADER.match(text, start)
            if header is not None and wanted(header[1]):
                found.comments.append(_beside(header[1], header.start(1), found.lines))
    found.comments.extend(waiting)
    return found


def _between(
    text: str, start: int, end: int, lines: LineIndex, wanted: Callable[[str], bool]
) -> Iterator[Comment]:
    """Yields the comments between two tokens; those on a line of their own have no subject yet."""
    if start >= end or "#" not in text[start:end]:
        return
    # Only the first can stand beside a token: a comment ends its line.
    beside = start > 0 and text[start - 1] not in _BREAKS
    for match in _COMMENT.finditer(text, start, end):
        beside = beside and not any(it in _BREAKS for it in text[start : match.start()])
        if wanted(match[0]):
            comment = _beside(match[0], match.start(), lines)
            yield comment if beside else comment._replace(subject=None)
        beside = False


def _beside(text: str, offset: int, lines: LineIndex) -> Comment:
    line, column = lines.place(offset)
    return Comment(text, line, column, line)


def subjects_of(
    commented: Commented, top: MappingNode | ListNode, wanted: Collection[int]
) -> Mapping[int, list[int]]:
    """Returns what begins on some lines.

    That is the items of lists, the values of keys where these are mappings or lists, and of a key
    with a plain value the mapping that holds it.

    Args:
        commented: The document.
        top: Its outermost value.
        wanted: The lines.

    Returns:
        What a mapping or list is known by (:func:`known_by`) → the wanted lines, in order.
    """
    walk = _Walk(commented, frozenset(wanted))
    for line in commented.heads:
        walk.add(top, top, line)
    if commented.text[top.offset] in "[{":
        walk.add(top, top, commented.lines.place(top.offset)[0])
    walk.visit(top)
    return {key: sorted(lines) for key, lines in walk.found.items()}


class _Walk:
    """Visits each mapping and list of a document once, however often aliases repeat it."""

    def __init__(self, commented: Commented, wanted: frozenset[int]) -> None:
        self._commented = commented
        self._wanted = wanted
        self._seen: set[int] = set()
        self.found: dict[int, set[int]] = {}

    def add(self, node: Node, holder: MappingNode | ListNode, *lines: int) -> None:
        """Takes down that a value, or the holder of a plain one, begins on some lines."""
        subject = holder if isinstance(node, int) else node
        for line in lines:
            if line in self._wanted:
                # What an alias repeats is known by its content; the alias itself is not.
                content = id(_content(subject))
                key = id(subject) if content in self._seen else content
                self.found.setdefault(key, set()).add(line)

    def visit(self, node: MappingNode | ListNode) -> None:
        content = _content(node)
        if id(content) in self._seen:
            return
        if isinstance(node, ListNode):
            for item in node.items:
                offset = _offset(item)
                self.add(item, node, self._line(self._commented.dashes.get(offset, offset)))
                if not isinstance(item, int):
                    self.visit(item)
        else:
            for key_offset, value in node.entries.values():
                self.add(value, node, self._line(key_offset))
                offset = _offset(value)
                if isinstance(value, int) or self._commented.text[offset] in "[{":
                    self.add(value, node, self._line(offset))
                if not isinstance(value, int):
                    self.visit(value)
        self._seen.add(id(content))

    def _line(self, offset: int) -> int:
        return self._commented.lines.place(offset)[0]


def known_by(node: MappingNode | ListNode) -> tuple[int, int]:
    """Returns what a mapping or list is known by: itself, and its content with all its aliases."""
    return id(node), id(_content(node))


def _content(node: MappingNode | ListNode) -> object:
    return node.items if isinstance(node, ListNode) else node.entries


def _offset(node: Node) -> int:
    return node if isinstance(node, int) else node.offset
