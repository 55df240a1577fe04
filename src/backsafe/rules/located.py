"""Values of a rule file that know where they stand: every mistake is told with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from backsafe.errors import Problem, RuleError, did_you_mean
from backsafe.rules.scope import ExpressionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from backsafe.syntax.positions import Pointer, Positions

__all__ = ["Located"]

T = TypeVar("T")

_KINDS: dict[type, str] = {dict: "a mapping", list: "a list", str: "text", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class Located:
    """A value with its place.

    Attributes:
        value: The value as read.
        pointer: Its place in the document.
        path: The file.
        text: The whole file.
        positions: Where each value stands in the file.
    """

    value: Any
    pointer: Pointer
    path: str
    text: str
    positions: Positions

    def fail(self, message: str, *, key: bool = False) -> NoReturn:
        """Raises a rule error at this value, or at its key."""
        raise RuleError(self.problem(message, key=key))

    def problem(self, message: str, *, key: bool = False) -> Problem:
        """Returns a problem at this value, or at its key."""
        place = (self.positions.locate_key if key else self.positions.locate)(self.pointer)
        line, column = place or (None, None)
        return Problem(message, self.path, line, column)

    def fail_inside(self, error: ExpressionError) -> NoReturn:
        """Raises an expression's error at its place within this text."""
        line, column = self._place_inside(error.line, error.column)
        raise RuleError(Problem(error.message, self.path, line, column)) from None

    def at(self, key: str | int) -> Located:
        """Returns the value at a key that exists."""
        return Located(self.value[key], (*self.pointer, key), self.path, self.text, self.positions)

    def get(self, key: str) -> Located | None:
        """Returns the value at a key, or ``None`` where it is absent or empty."""
        return self.at(key) if self.value.get(key) is not None else None

    def need(self, key: str) -> Located:
        """Returns the value at a key that must be there."""
        found = self.get(key)
        if found is None:
            self.fail(f"{key!r} is missing")
        return found

    def keys(self, known: Iterable[str]) -> None:
        """Refuses keys that are not known."""
        self.expect(dict)
        known = tuple(known)
        for key in self.value:
            if key not in known:
                hint = did_you_mean(key, known) or f"; known are {', '.join(known)}"
                self.at(key).fail(f"unknown key {key!r}{hint}", key=True)

    def expect(self, kind: type[T]) -> T:
        """Returns the value if it is of a kind."""
        value = self.value
        if not isinstance(value, kind):
            self.fail(f"expected {_KINDS.get(kind, kind.__name__)}, found {value!r:.60}")
        if isinstance(value, str) and not value.strip():
            self.fail("expected text, found none")
        return value

    def text_at(self, key: str) -> str:
        """Returns a text that must be there, folded to one line."""
        return " ".join(self.need(key).expect(str).split())

    def choice_at(self, key: str, choices: Iterable[str], default: str | None = None) -> str:
        """Returns a text of a closed list."""
        found = self.get(key) if default is not None else self.need(key)
        return str(default) if found is None else found.choice(choices)

    def choice(self, choices: Iterable[str]) -> str:
        """Returns the value if it is one of a closed list."""
        choices = tuple(choices)
        value = self.expect(str)
        if value not in choices:
            hint = did_you_mean(value, choices)
            self.fail(f"expected one of {', '.join(choices)}, found {value!r}{hint}")
        return value

    def number(self) -> float:
        """Returns the value if it is a finite number."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail(f"expected a number, found {value!r:.60}")
        try:
            return float(value)
        except OverflowError:
            self.fail("the number is too large")

    def items(self) -> Iterator[Located]:
        """Yields the entries of a list."""
        for number in range(len(self.expect(list))):
            yield self.at(number)

    def parsed(self, parse: Callable[[str], T]) -> T:
        """Returns what a parser makes of this text, its errors told at their place."""
        try:
            return parse(self.expect(str))
        except ExpressionError as error:
            self.fail_inside(error)

    def _place_inside(self, line: int, column: int) -> tuple[int | None, int | None]:
        """Finds a place of a scalar's text in the file.

        YAML folds lines and indents blocks, so characters are matched by counting those that are
        no space.
        """
        place = self.positions.locate(self.pointer)
        if place is None:
            return None, None
        lines = re.split(r"\r\n?|\n", str(self.value))
        before = "\n".join([*lines[: line - 1], lines[line - 1][: column - 1]])
        wanted = sum(not character.isspace() for character in before)
        source = self.text.splitlines(keepends=True)
        start = sum(len(entry) for entry in source[: place[0] - 1]) + place[1] - 1
        header = re.match(r"[|>][^\n]*\n|[\"']", self.text[start:])
        offset = start + (header.end() if header else 0)
        while wanted or (offset < len(self.text) and self.text[offset].isspace()):
            if offset >= len(self.text):
                break
            wanted -= not self.text[offset].isspace()
            offset += 1
        head = self.text[:offset]
        return head.count("\n") + 1, offset - (head.rfind("\n") + 1) + 1
