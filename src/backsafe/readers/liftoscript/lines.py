"""A file with a program in Liftoscript → its statements, and what becomes of each of its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backsafe.errors import DocumentError, Problem
from backsafe.syntax.text import LineIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Frame", "LiftoscriptError", "Source", "frame_of", "statements"]

_FENCE = "```liftoscript"
_FENCE_END = "```"
_RULE = "==="
_MOST_PROBLEMS = 100


class LiftoscriptError(Exception):
    """A section that cannot be read.

    Attributes:
        message: What was expected.
        offset: Where, in the text of the file.
    """

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


class Frame(NamedTuple):
    """Which part of a file is the program.

    Attributes:
        start: Where the program begins.
        end: Where it ends.
        title: What the file calls it.
        programs: How many programs the file holds.
        second: Where the second of them begins.
    """

    start: int
    end: int
    title: str = ""
    programs: int = 1
    second: int = 0


class Source:
    """A text, its lines, and what becomes of each of them.

    Args:
        text: The text.
        path: The file, for messages.
    """

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.index = LineIndex(text)
        self.problems: list[Problem] = []
        self._reasons: dict[int, str] = {}

    def line(self, offset: int) -> int:
        """Returns the line of a character, from 1."""
        return self.index.place(offset)[0]

    def add(self, message: str, offset: int) -> None:
        """Adds a problem.

        Raises:
            DocumentError: There are so many that the first ones are enough.
        """
        self.problems.append(Problem(message, self.path, *self.index.place(offset)))
        if len(self.problems) == _MOST_PROBLEMS:
            self.problems.append(Problem("and maybe more mistakes", self.path))
            self.refuse()

    def refuse(self) -> None:
        """Raises the problems, if there are any.

        Raises:
            DocumentError: There are.
        """
        if self.problems:
            raise DocumentError(
                sorted(self.problems, key=lambda it: (it.line or 10**9, it.column or 0))
            )

    def use(self, start: int, end: int) -> range:
        """Counts the lines of a part of the text as used, and returns them."""
        lines = range(self.line(start), self.line(max(end - 1, start)) + 1)
        for number in lines:
            self._reasons[number] = ""
        return lines

    def ignore(self, start: int, end: int, reason: str) -> None:
        """Counts the lines of a part of the text as ignored, unless they are used."""
        for number in range(self.line(start), self.line(max(end - 1, start)) + 1):
            self._reasons.setdefault(number, reason)

    def withdraw(self, lines: range, reason: str) -> None:
        """Counts lines as ignored that were counted as used."""
        for number in lines:
            self._reasons[number] = reason

    def account(self) -> tuple[int, dict[str, list[int]]]:
        """Returns how many lines are not empty, and the lines of each reason to ignore them."""
        ignored: dict[str, list[int]] = {}
        lines = [number for number, line in enumerate(self.text.split("\n"), 1) if line.strip()]
        for number in lines:
            reason = self._reasons.get(number, "")
            if reason:
                ignored.setdefault(reason, []).append(number)
        return len(lines), ignored


def frame_of(text: str) -> Frame:
    """Returns which part of a file is the program.

    A program may stand alone, between fences of a Markdown file, or below a line that names it.
    """
    fences: list[tuple[int, int, int]] = []
    titles: list[tuple[int, int, str]] = []
    open_fence = False
    at = 0
    for line in text.split("\n"):
        plain = line.strip()
        if plain == _FENCE:
            fences.append((at, at + len(line) + 1, len(text)))
            open_fence = True
        elif open_fence and plain == _FENCE_END:
            fences[-1] = (*fences[-1][:2], at)
            open_fence = False
        elif not fences and plain.startswith(_RULE) and plain.endswith(_RULE):
            titles.append((at, at + len(line) + 1, plain.strip("=").strip()))
        at += len(line) + 1
    if fences:
        second = fences[1][0] if len(fences) > 1 else 0
        return Frame(min(fences[0][1], len(text)), fences[0][2], "", len(fences), second)
    if titles:
        second = titles[1][0] if len(titles) > 1 else 0
        return Frame(min(titles[0][1], len(text)), len(text), titles[0][2], len(titles), second)
    return Frame(0, len(text))


def statements(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yields each line that is not empty, with its offset; lines that are continued are one.

    Each keeps its length; a script becomes a pair of braces filled with tildes, which may hold
    line ends, and spaces take the place of what continues a line.

    Raises:
        LiftoscriptError: A script has no end.
    """
    at = start
    while at < end:
        line_end = _line_end(text, at, end)
        head = text[at:line_end].lstrip()
        if head.startswith(("//", "#")):
            yield at, text[at:line_end]
        elif head:
            statement, line_end = _joined(text, at, end)
            yield at, statement
        at = line_end + 1


def _line_end(text: str, at: int, end: int) -> int:
    found = text.find("\n", at, end)
    return end if found < 0 else found


def _joined(text: str, start: int, end: int) -> tuple[str, int]:
    """Returns a statement, and where its last line ends."""
    parts: list[str] = []
    at = start
    line_end = _line_end(text, at, end)
    while True:
        script = text.find("{~", at, line_end)
        if script >= 0:
            close = text.find("~}", script + 2, end)
            if close < 0:
                raise LiftoscriptError("the script has no end; expected ~} after it", script)
            parts += (text[at:script], "{", "~" * (close - script), "}")
            at = close + 2
            # A line may hold very many scripts; its end is looked for once.
            if at > line_end:
                line_end = _line_end(text, at, end)
            continue
        line = text[at:line_end]
        shortened = line.rstrip()
        if not shortened.endswith("\\") or line_end == end:
            parts.append(line)
            return "".join(parts), line_end
        parts.append(shortened[:-1].ljust(len(line) + 1))
        at = line_end + 1
        line_end = _line_end(text, at, end)
