"""Asks the questions of today on a terminal."""

from __future__ import annotations

import shutil
import sys
import textwrap
from typing import TYPE_CHECKING, Any

from backsafe.errors import DocumentError
from backsafe.readers import read_answers
from backsafe.readiness.questions import asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backsafe.model import Answers, Athlete
    from backsafe.readiness.questions import Question

__all__ = ["ask", "can_ask"]

_WIDTH = 80
_HOW = (
    "Answer with numbers, several with a space between them. Enter alone skips a question; what "
    "is skipped is unknown, never safe."
)
_NONE = ("0", "n", "no", "none")


def can_ask() -> bool:
    """Returns whether somebody is there who sees the questions and can answer them."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def ask(answers: Answers, known: Athlete, days: float | None) -> Answers:
    """Returns the answers with those to the questions that they leave open.

    The questions go to standard error, so that standard output holds the report alone. After a
    sign of an emergency nothing more is asked.

    Args:
        answers: What is answered already, and not asked.
        known: What is known of the athlete beside.
        days: Days since the last back session, where they are known and not asked.

    Raises:
        KeyboardInterrupt: The input ends.
    """
    put: set[str] = set()
    while True:
        waiting = [
            it
            for it in asked(answers, known)
            if it.name not in put and getattr(answers, it.name) is None
        ]
        if days is not None:
            waiting = [it for it in waiting if it.name != "days_since_back_session"]
        # With a sign of an emergency nothing else matters.
        if not waiting or answers.red_flags:
            _say("")
            return answers
        if not put:
            _say(*_wrapped(_HOW))
        put.add(waiting[0].name)
        answers = _put(waiting[0], answers)


def _put(question: Question, answers: Answers) -> Answers:
    """Asks one question until the answer is understood."""
    _say("", *_wrapped(question.text))
    names = list(question.choices)
    for number, meaning in enumerate(question.choices.values(), 1):
        _say(*_wrapped(meaning, f"  {number:>2}  "))
    if names:
        _say("   0  none of these")
    stated = answers.model_dump(exclude_none=True)
    while True:
        line = _typed()
        if not line:
            return answers
        try:
            value = _chosen(line, names) if names else _number(line)
            return read_answers({**stated, question.name: value})
        except DocumentError as error:
            # Here nobody has seen the name of the key.
            told = (
                it.message.rpartition(f"{question.name}: ")[2].replace(
                    f"{question.name} must", f"{question.label} must"
                )
                for it in error.problems
            )
            _say(*(line for message in told for line in _wrapped(message)))
        except ValueError as error:
            _say(*_wrapped(str(error)))


def _typed() -> str:
    """Returns the line that somebody types at the prompt.

    Raises:
        KeyboardInterrupt: They want no more.
    """
    try:
        print("> ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        print(file=sys.stderr)
        raise
    return line.strip()


def _chosen(line: str, names: list[str]) -> list[str]:
    """Returns the choices that a line names, by number or by name."""
    words = line.casefold().replace(",", " ").replace(";", " ").split()
    if any(word in _NONE for word in words):
        if len(words) > 1:
            raise ValueError("none of these, or some of them? Enter 0 alone for none.")
        return []
    found = []
    for word in words:
        number = int(word) if word.isascii() and word.isdecimal() and len(word) < 4 else 0
        if 1 <= number <= len(names):
            found.append(names[number - 1])
        elif word.replace("-", "_") in names:
            found.append(word.replace("-", "_"))
        else:
            raise ValueError(
                f"{word[:20]!r} is none of them: enter numbers from 1 to {len(names)}, "
                "0 for none, or nothing to skip the question."
            )
    return list(dict.fromkeys(found))


def _number(line: str) -> Any:
    """Returns a number; a whole one as such."""
    try:
        value = float(line.replace(",", "."))
    except ValueError:
        message = f"{line[:20]!r} is no number; enter one, or nothing to skip the question."
        raise ValueError(message) from None
    return int(value) if abs(value) < 1e9 and value == int(value) else value


def _say(*lines: str) -> None:
    for line in lines:
        print(line, file=sys.stderr)


def _wrapped(text: str, first: str = "") -> Iterator[str]:
    width = min(_WIDTH, max(32, shutil.get_terminal_size((_WIDTH, 40)).columns))
    yield from textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=" " * len(first)
    ) or [first]
