"""A text in Liftoscript → its weeks, days and exercise lines, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from backsafe.readers.entries import plain_name
from backsafe.readers.liftoscript.lines import LiftoscriptError, statements
from backsafe.readers.liftoscript.sections import Terms, key_of, read_section, whole

if TYPE_CHECKING:
    from backsafe.readers.liftoscript.lines import Frame, Source
    from backsafe.readers.liftoscript.sections import Reuse, Section, SetList, WarmUp

__all__ = ["Day", "Exercise", "Week", "parse_weeks"]

_MOST_WEEKS = 520
_MOST_DAYS = 50
_MOST_LINES_OF_A_DAY = 1000
_NOT_IN_NAMES = "{}()#]"


@dataclass(slots=True)
class Exercise:
    """An exercise line.

    Attributes:
        offset: Where it begins.
        name: Name with its equipment, as written.
        key: What it shares with other lines of the same exercise, the label included.
        order: Its place among the exercises of a day; 0 where it states none.
        repeat: Weeks in which it is repeated, from 1.
        sets: The current list of sets, if it has one.
        terms: What holds for all of its sets.
        warm_ups: Warm-up sets; ``None`` where it says nothing of them.
        reuse: Whose sets it reuses.
        template: Whether it says that it is not performed.
        passed: Reasons for which parts of it are read past.
        lines: Its lines that say something of sets.
    """

    offset: int
    name: str
    key: str
    order: int = 0
    repeat: range = range(0)
    sets: SetList | None = None
    terms: Terms = field(default_factory=Terms)
    warm_ups: tuple[WarmUp, ...] | None = None
    reuse: Reuse | None = None
    template: bool = False
    passed: list[str] = field(default_factory=list)
    lines: list[range] = field(default_factory=list)


class Day(NamedTuple):
    """A day and its exercise lines by their key."""

    offset: int
    title: str
    exercises: dict[str, Exercise]


class Week(NamedTuple):
    """A week and its days."""

    offset: int
    days: list[Day]


def parse_weeks(source: Source, frame: Frame) -> list[Week]:
    """Parses the program of a file; mistakes become problems of the source.

    Raises:
        DocumentError: There are more mistakes, weeks, days or lines than can be.
    """
    weeks: list[Week] = []
    try:
        for offset, statement in statements(source.text, frame.start, frame.end):
            _take(source, weeks, offset, statement)
    except LiftoscriptError as error:
        source.add(error.message, error.offset)
        source.refuse()
    return weeks


def _take(source: Source, weeks: list[Week], offset: int, statement: str) -> None:
    """Takes one statement.

    Raises:
        LiftoscriptError: There is more than can be.
    """
    head = statement.lstrip()
    at = offset + len(statement) - len(head)
    if head.startswith("//"):
        reason = "a comment" if head.startswith("///") else "a description"
        source.ignore(at, at + 1, reason)
        return
    if head.startswith("#"):
        source.use(at, at + 1)
    if head.startswith("##"):
        _open_day(weeks, at, plain_name(head.lstrip("#")))
    elif head.startswith("#"):
        _open_week(weeks, at)
    else:
        if not weeks or not weeks[-1].days:
            _open_day(weeks, at, "")
        try:
            exercise = _exercise(source, offset, statement)
        except LiftoscriptError as error:
            source.add(error.message, error.offset)
        else:
            _put(source, weeks[-1].days[-1], exercise)


def _open_week(weeks: list[Week], offset: int) -> None:
    if len(weeks) == _MOST_WEEKS:
        raise LiftoscriptError(f"a program has at most {_MOST_WEEKS} weeks", offset)
    weeks.append(Week(offset, []))


def _open_day(weeks: list[Week], offset: int, title: str) -> None:
    if not weeks:
        _open_week(weeks, offset)
    if len(weeks[-1].days) == _MOST_DAYS:
        raise LiftoscriptError(f"a week has at most {_MOST_DAYS} days", offset)
    weeks[-1].days.append(Day(offset, title, {}))


def _put(source: Source, day: Day, exercise: Exercise) -> None:
    if exercise.key in day.exercises:
        line = source.line(day.exercises[exercise.key].offset)
        message = (
            f"{exercise.name[:40]!r} stands in this day already, in line {line}; join the lines, "
            "or write a label before one, such as 'light: '"
        )
        source.add(message, exercise.offset)
    elif len(day.exercises) == _MOST_LINES_OF_A_DAY:
        message = f"a day has at most {_MOST_LINES_OF_A_DAY} exercises"
        raise LiftoscriptError(message, exercise.offset)
    else:
        day.exercises[exercise.key] = exercise


def _exercise(source: Source, offset: int, statement: str) -> Exercise:
    parts = _stripped(statement.split("/"), offset)
    (name, at), *sections = parts
    if len(parts) == 1:
        shown = repr(" ".join(name.split())[:40])
        raise LiftoscriptError(f"expected '/' and sets after a name, such as {shown} / 3x8", at)
    exercise = _named(name, at)
    exercise.lines.append(source.use(at, at + len(name)))
    seen: set[str] = set()
    after_empty = False
    for text, start in sections:
        if not text:
            after_empty = True
            continue
        try:
            section = read_section(text, start)
            _add(exercise, section, seen, start)
        except LiftoscriptError as error:
            hint = "; a comment stands on a line of its own" if after_empty else ""
            source.add(f"{error.message}{hint}", error.offset)
            continue
        if section.used:
            exercise.lines.append(source.use(start, start + len(text)))
        else:
            source.ignore(start, start + len(text), section.passed[0])
        exercise.passed += section.passed
        after_empty = False
    return exercise


def _stripped(parts: list[str], offset: int) -> list[tuple[str, int]]:
    """Returns the parts between slashes without spaces around them, each with its offset."""
    found = []
    for part in parts:
        text = part.strip()
        found.append((text, offset + len(part) - len(part.lstrip())))
        offset += len(part) + 1
    return found


def _add(exercise: Exercise, section: Section, seen: set[str], offset: int) -> None:
    if section.keyword:
        if section.keyword in seen:
            raise LiftoscriptError(f"{section.keyword}: stands in this line already", offset)
        seen.add(section.keyword)
    if section.sets is not None:
        _add_sets(exercise, section.sets, offset)
    if section.terms is not None:
        # Of two sections that say the same, nobody can tell which one counts.
        for ours, theirs in zip(exercise.terms, section.terms, strict=True):
            if ours is not None and theirs is not None:
                message = "what holds for all sets is said already by a section before"
                raise LiftoscriptError(message, offset)
        exercise.terms = exercise.terms.or_else(section.terms)
    if section.warm_ups is not None:
        exercise.warm_ups = section.warm_ups
    if section.reuse is not None:
        if exercise.reuse is not None:
            raise LiftoscriptError("a line reuses the sets of one exercise, not of two", offset)
        exercise.reuse = section.reuse
    exercise.template = exercise.template or section.template


def _add_sets(exercise: Exercise, sets: SetList, offset: int) -> None:
    before = exercise.sets
    if before is not None and before.current and sets.current:
        raise LiftoscriptError("one list of sets is the current one, but two have a '!'", offset)
    if before is not None:
        exercise.passed.append("variations of sets that are not the current one")
    if before is None or sets.current:
        exercise.sets = sets


def _named(text: str, offset: int) -> Exercise:
    if not text:
        raise LiftoscriptError("expected the name of an exercise before '/'", offset)
    name, bracket, repeat = text.partition("[")
    for character in _NOT_IN_NAMES:
        if character in name:
            message = f"the name of an exercise cannot hold {character!r}"
            raise LiftoscriptError(message, offset + name.index(character))
    first, *others = name.split("|")
    _, colon, rest = first.partition(":")
    current = next((it for it in others if it.strip().startswith("!")), rest if colon else first)
    shown = plain_name(" ".join(current.strip().removeprefix("!").split()))
    if not shown:
        raise LiftoscriptError("expected the name of an exercise before '/'", offset)
    exercise = Exercise(offset, shown, key_of(first.strip().removeprefix("!")))
    if colon:
        exercise.passed.append("labels of exercises")
    if others:
        exercise.passed.append("variations of exercises that are not the current one")
    if bracket:
        _repeat(exercise, repeat, offset + len(name))
    return exercise


def _repeat(exercise: Exercise, text: str, offset: int) -> None:
    """Reads what stands between brackets after a name: an order, weeks, or both."""
    items = [item.strip() for item in text.strip().removesuffix("]").split(",")]
    numbers = [[it.strip() for it in item.split("-")] for item in items]
    digits = all(it.isascii() and it.isdigit() for number in numbers for it in number)
    shape = [len(number) for number in numbers]
    if not text.strip().endswith("]") or not digits or shape not in ([1], [2], [1, 2]):
        message = "expected an order, weeks, or both after the name, such as [1], [1-4] or [1,1-4]"
        raise LiftoscriptError(message, offset)
    if shape[0] == 1:
        exercise.order = whole(numbers[0][0], "an order", 0, 1000, offset)
    if shape[-1] == 2:
        first, last = (whole(it, "a week", 1, _MOST_WEEKS, offset) for it in numbers[-1])
        if last < first:
            raise LiftoscriptError("weeks are written from the first to the last", offset)
        exercise.repeat = range(first, last + 1)
