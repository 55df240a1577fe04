"""What can be wrong with what people hand to BackSafe, always with a place and an expectation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from backsafe.frozen import Record
from backsafe.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "BackSafeError",
    "ContentError",
    "DocumentError",
    "EngineError",
    "Problem",
    "RuleError",
    "UsageError",
    "did_you_mean",
]

# Longer words are never a slip of the pen, and a hostile file must not choose how long we compare.
_LONGEST_COMPARED = 80


class BackSafeError(Exception):
    """Base of every error that BackSafe raises on purpose."""


class ContentError(BackSafeError):
    """A document whose parts contradict each other, found after it was read.

    Attributes:
        message: What is wrong and what was expected.
        pointer: Keys and indexes on the way to the place.
    """

    def __init__(self, message: str, pointer: tuple[str | int, ...]) -> None:
        super().__init__(message)
        self.message = message
        self.pointer = pointer

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.pointer)


class UsageError(BackSafeError):
    """The call itself is wrong: an unknown rule, profile, engine or option."""


class EngineError(BackSafeError):
    """An engine failed or broke its contract; no verdict of that run may be used."""


@dataclass(frozen=True, slots=True)
class Problem(Record):
    """One thing that is wrong with a file.

    Attributes:
        message: What is wrong and what was expected, one sentence.
        path: The file as the caller named it; ``-`` for standard input.
        line: Line counted from 1, or ``None`` where the problem has no place (a missing file).
        column: Column counted from 1, in characters.
        pointer: JSON pointer (RFC 6901) of what is wrong; empty for the whole file, or where it
            could not be taken apart.
    """

    message: str
    path: str
    line: int | None = None
    column: int | None = None
    pointer: str = ""

    def __str__(self) -> str:
        place = ":".join(
            str(part) for part in (visible(self.path), self.line, self.column) if part is not None
        )
        return f"{place}: {self.message}"


class _LocatedError(BackSafeError):
    problems: tuple[Problem, ...]

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is made again from its arguments, of which the text is none.
        return type(self), (self.problems,)


class DocumentError(_LocatedError):
    """A workout, log, program or athlete file cannot be read; ``problems`` says where and why."""


class RuleError(_LocatedError):
    """A rule file, profile or source list is wrong; ``problems`` says where and why."""


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """Returns ``; did you mean 'x'?`` for the nearest known word, or an empty string."""
    if not isinstance(word, str) or len(word) > _LONGEST_COMPARED:
        return ""
    from difflib import get_close_matches

    folded = {candidate.casefold(): candidate for candidate in known}
    nearest = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f"; did you mean {folded[nearest[0]]!r}?" if nearest else ""
