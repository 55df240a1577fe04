"""One section of an exercise line of Liftoscript → what it says of the sets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from backsafe.errors import did_you_mean
from backsafe.readers.liftoscript.lines import LiftoscriptError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Load",
    "PlannedSet",
    "Reuse",
    "Section",
    "SetList",
    "Terms",
    "WarmUp",
    "key_of",
    "read_section",
    "whole",
]

MOST_SETS = 1000
_MOST_REPS = 1000
_LONGEST_NUMBER = 9
_LONGEST_SHOWN = 40

# What may follow the keyword of a section that is read past.
_FUNCTION = re.compile(
    r"none|[A-Za-z_][A-Za-z0-9_]*\s?(?:\([^()]*\))?\s?(?:\{~+\}|\{\s?\.\.\.[^{}~]+\})?"
)
_PROPERTY = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)[ \t]*:")
_PASSED = {
    "progress": "progress, which is not executed",
    "update": "update, which is not executed",
    "id": "tags, which only scripts use",
    "superset": "supersets, for which a document has no place",
}
_PROPERTIES = ("warmup", "used", *_PASSED)
_SEPARATORS = re.compile(r"[\s,]")
_SPACE = re.compile(r"\s*")
_NUMBER = r"[0-9]*\.[0-9]+|[0-9]+"
_TOKEN = re.compile(
    rf"""(?P<sets>(?P<count>[0-9]+)(?P<quick>\+?)\s*x\s*(?P<reps>[0-9]+)
             (?:\s*-\s*(?P<most>[0-9]+))?(?P<open>\+?))
       | (?P<timers>(?P<active>[0-9]+)s(?P<longer>\+?)\s*\|\s*(?:(?P<pause>[0-9]+)s|\?))
       | (?P<timer>[0-9]+)s
       | \+?(?P<load>-?(?:{_NUMBER}))(?P<unit>kg|lb|%)(?P<ask>\+?)
       | @(?P<rpe>{_NUMBER})?(?P<logged>\+?)
       | (?P<auto>auto)
       | (?P<asked>\?\+)
       | \((?P<label>[^(){{}}\[\]#/]+)\)""",
    re.VERBOSE,
)
_WARM_UP = re.compile(
    rf"(?P<sets>(?:(?P<count>[0-9]+)\s*x\s*)?(?P<reps>[0-9]+)(?![0-9.%kl]))"
    rf"|\+?(?P<load>-?(?:{_NUMBER}))(?P<unit>kg|lb|%)"
)
_EXPECTED_SETS = "sets such as 3x8 or 3x8-12, a load such as 100lb or 80%, @8, 90s"
_EXPECTED_WARM_UP = "warm-up sets such as '1x5 45lb, 1x3 80%' or none"


class Load(NamedTuple):
    """How heavy a set is, in ``kg``, ``lb`` or ``%``."""

    value: float
    unit: str

    def part(self, percent: float) -> Load:
        """Returns so many percent of it."""
        return Load(round(self.value * percent / 100, 2), self.unit)


class Terms(NamedTuple):
    """What is said of a set, or of all of them, beside its repetitions.

    Attributes:
        load: How heavy it is.
        rpe: Rating of perceived exertion.
        seconds: How long it lasts.
        rest: Seconds of rest after it.
    """

    load: Load | None = None
    rpe: float | None = None
    seconds: float | None = None
    rest: float | None = None

    def or_else(self, other: Terms) -> Terms:
        """Returns these terms, and those of the other where these say nothing."""
        return Terms(
            other.load if self.load is None else self.load,
            other.rpe if self.rpe is None else self.rpe,
            other.seconds if self.seconds is None else self.seconds,
            other.rest if self.rest is None else self.rest,
        )


class PlannedSet(NamedTuple):
    """Some equal sets.

    Attributes:
        offset: Where they stand in the text of the file.
        times: How many.
        reps: Repetitions, of a range the least; ``None`` if nobody knows.
        most_reps: The most of a range.
        amrap: Whether it is as many repetitions as possible.
        terms: What else is said of them.
    """

    offset: int
    times: int = 1
    reps: int | None = None
    most_reps: int | None = None
    amrap: bool = False
    terms: Terms = Terms()


class SetList(NamedTuple):
    """One variation of the sets of an exercise."""

    current: bool
    sets: tuple[PlannedSet, ...]


class WarmUp(NamedTuple):
    """Some equal warm-up sets; a load in percent is one of the first work set's."""

    offset: int
    times: int
    reps: int
    load: Load | None


class Reuse(NamedTuple):
    """The exercise whose sets are reused.

    Attributes:
        offset: Where it is named.
        name: Its name as it is written.
        week: The week in which it stands, from 1; ``None`` for the week of the reuse.
        day: The day of that week, from 1; ``None`` for any.
    """

    offset: int
    name: str
    week: int | None
    day: int | None


class Section(NamedTuple):
    """What a section says: one of the first five, or why it is read past.

    Attributes:
        sets: A list of sets.
        terms: What holds for all sets.
        warm_ups: Warm-up sets; empty for none.
        reuse: Whose sets are reused.
        template: Whether it says that the exercise is not performed.
        keyword: The keyword it begins with, if any.
        passed: Reasons for which it or parts of it are read past.
    """

    sets: SetList | None = None
    terms: Terms | None = None
    warm_ups: tuple[WarmUp, ...] | None = None
    reuse: Reuse | None = None
    template: bool = False
    keyword: str = ""
    passed: tuple[str, ...] = ()

    @property
    def used(self) -> bool:
        """Whether it says anything of the sets."""
        return self[:5] != (None, None, None, None, False)


def key_of(name: str) -> str:
    """Returns what the names of one exercise have in common: case and spaces aside."""
    plain = " ".join(name.casefold().split())
    return plain.replace(" ,", ",").replace(", ", ",").replace(" :", ":").replace(": ", ":")


def whole(digits: str, what: str, least: int, most: int, offset: int) -> int:
    """Returns a whole number.

    Raises:
        LiftoscriptError: It is not from ``least`` to ``most``.
    """
    if len(digits) <= _LONGEST_NUMBER and least <= int(digits) <= most:
        return int(digits)
    raise LiftoscriptError(f"{what} must be {least} to {most}, found {_shown(digits)}", offset)


def read_section(text: str, offset: int) -> Section:
    """Reads a section.

    Args:
        text: The section without spaces around it and with tildes for its scripts; not empty.
        offset: Where it begins in the text of the file.

    Raises:
        LiftoscriptError: It cannot be read.
    """
    if text.startswith("..."):
        return Section(reuse=_reuse(text, offset))
    named = _PROPERTY.match(text)
    if named is None:
        return _sets(text, offset)
    keyword = named[1]
    rest = text[named.end() :]
    start = offset + named.end() + len(rest) - len(rest.lstrip())
    body = rest.strip()
    if keyword == "warmup":
        return Section(warm_ups=tuple(_warm_ups(body, start)), keyword=keyword)
    if keyword == "used":
        if body != "none":
            raise LiftoscriptError(f"expected 'none' after used:, found {_shown(body)}", start)
        return Section(template=True, keyword=keyword)
    if keyword not in _PASSED:
        hint = did_you_mean(keyword, _PROPERTIES) or f"; there are {', '.join(_PROPERTIES)}"
        raise LiftoscriptError(f"unknown section {_shown(keyword)}{hint}", offset)
    if keyword == "superset":
        if not body:
            raise LiftoscriptError("expected the name of the group after superset:", offset)
    elif not _FUNCTION.fullmatch(" ".join(body.split())):
        example = "tags(1, 2)" if keyword == "id" else "lp(5lb), custom() {~ ~} or none"
        raise LiftoscriptError(f"expected {example} after {keyword}:, found {_shown(body)}", start)
    return Section(keyword=keyword, passed=(_PASSED[keyword],))


def _reuse(text: str, offset: int) -> Reuse:
    name, bracket, place = text[3:].partition("[")
    if not name.strip() or any(character in name for character in "]{}()#"):
        raise LiftoscriptError(
            "expected the name of an exercise after '...', such as ...Squat", offset
        )
    parts = place.rstrip().removesuffix("]").split(":")
    numbers = [part.strip() for part in parts]
    if not bracket:
        return Reuse(offset, name.strip(), None, None)
    closed = place.rstrip().endswith("]")
    if not closed or len(numbers) > 2 or not all(re.fullmatch("[0-9]+|_", it) for it in numbers):
        raise LiftoscriptError(
            "expected a place such as [day] or [week:day] after the name", offset
        )
    found = [None if it == "_" else whole(it, "a week or day", 1, 520, offset) for it in numbers]
    week = found[0] if len(found) == 2 else None
    return Reuse(offset, name.strip(), week, found[-1])


def _tokens(
    text: str, offset: int, pattern: re.Pattern[str], expected: str
) -> Iterator[re.Match[str] | None]:
    """Yields the tokens of a list, and ``None`` for each comma of it.

    Raises:
        LiftoscriptError: Something else stands there.
    """
    at = 0
    fresh = True
    while at < len(text):
        space = _SPACE.match(text, at)
        at = space.end() if space is not None else at
        if text.startswith(",", at) and not fresh:
            yield None
            at += 1
            fresh = True
            continue
        token = pattern.match(text, at)
        if token is None or not token[0].removeprefix("@"):
            raise _unexpected(text, offset, at, expected)
        yield token
        at, fresh = token.end(), False
    if fresh:
        after = " after the comma" if text else ""
        raise LiftoscriptError(f"expected {expected}{after}", offset + max(len(text) - 1, 0))


def _unexpected(text: str, offset: int, at: int, expected: str) -> LiftoscriptError:
    """Returns the fault for what stands at ``at``, shown from the beginning of its word."""
    start = at
    while start and not _SEPARATORS.match(text, start - 1):
        start -= 1
    end = _SEPARATORS.search(text, max(at, start + 1))
    word = text[start : end.start() if end else len(text)]
    hint = did_you_mean(word, _PROPERTIES) if word.isalpha() else ""
    if hint:
        hint = hint.replace("'?", ":'?")
    elif word[0].isdigit() and word.casefold() != word:
        hint = "; x, kg, lb and s are written small"
    return LiftoscriptError(f"expected {expected}, found {_shown(word)}{hint}", offset + start)


def _sets(text: str, offset: int) -> Section:
    current = text.startswith("!")
    begin = 1 if current else 0
    items: list[list[re.Match[str]]] = [[]]
    for token in _tokens(text[begin:], offset + begin, _TOKEN, _EXPECTED_SETS):
        if token is None:
            items.append([])
        else:
            items[-1].append(token)
    begin += offset
    passed = tuple(reason for item in items for token in item for reason in _unused(token))
    if not current and not any(token["sets"] for item in items for token in item):
        return Section(terms=_terms([it for item in items for it in item], begin), passed=passed)
    found = tuple(_set(item, begin) for item in items)
    if sum(it.times for it in found) > MOST_SETS:
        raise LiftoscriptError(f"an exercise has at most {MOST_SETS} sets", offset)
    return Section(sets=SetList(current, found), passed=passed)


def _unused(token: re.Match[str]) -> Iterator[str]:
    if token["label"]:
        yield "labels of sets"
    if token["ask"] or token["asked"] or token["logged"]:
        yield "marks that ask for a load or an RPE"
    if token["auto"]:
        yield "marks that start the next set"
    if token["quick"]:
        yield "marks that let sets be added"


def _set(tokens: list[re.Match[str]], offset: int) -> PlannedSet:
    counted = [token for token in tokens if token["sets"]]
    first = offset + tokens[0].start()
    if len(counted) != 1:
        problem = "has no number of sets" if not counted else "has two numbers of sets"
        raise LiftoscriptError(f"{_shown(tokens[0][0])} {problem}; write one, such as 3x8", first)
    token, at = counted[0], offset + counted[0].start()
    count = whole(token["count"], "a number of sets", 1, MOST_SETS, at)
    reps = whole(token["reps"], "repetitions", 0, _MOST_REPS, at)
    most = None
    if token["most"]:
        most = whole(token["most"], "repetitions", 1, _MOST_REPS, at)
        if most < reps:
            raise LiftoscriptError(
                f"a range ends where it begins or later, found {_shown(token[0])}", at
            )
    amrap = bool(token["open"])
    # As many as possible has no upper end; a range of one number is none.
    upper = None if amrap or most == reps else most
    return PlannedSet(at, count, reps, upper, amrap, _terms(tokens, offset))


def _terms(tokens: list[re.Match[str]], offset: int) -> Terms:
    found: dict[str, Any] = {}
    for token in tokens:
        at = offset + token.start()
        for name, value in _values(token, at):
            if name in found:
                message = f"what is said twice of a set is not clear, found {_shown(token[0])} too"
                raise LiftoscriptError(message, at)
            found[name] = value
    return Terms(**found)


def _values(token: re.Match[str], at: int) -> Iterator[tuple[str, Load | float]]:
    if token["load"]:
        yield "load", Load(_number(token["load"], at), token["unit"])
    if token["rpe"]:
        yield "rpe", _number(token["rpe"], at)
    if token["timer"]:
        yield "rest", float(whole(token["timer"], "seconds of rest", 0, 7200, at))
    # A set that may last longer has no length that is known.
    if token["active"] and not token["longer"]:
        yield "seconds", float(whole(token["active"], "seconds of a set", 0, 7200, at))
    if token["pause"]:
        yield "rest", float(whole(token["pause"], "seconds of rest", 0, 7200, at))


def _number(text: str, at: int) -> float:
    if len(text) > _LONGEST_NUMBER or text.startswith("-"):
        raise LiftoscriptError(f"expected a number from 0, found {_shown(text)}", at)
    return float(text)


def _warm_ups(text: str, offset: int) -> Iterator[WarmUp]:
    if text == "none":
        return
    items: list[list[re.Match[str]]] = [[]]
    for token in _tokens(text, offset, _WARM_UP, _EXPECTED_WARM_UP):
        if token is None:
            items.append([])
        else:
            items[-1].append(token)
    for item in items:
        counted = [token for token in item if token["sets"]]
        loads = [token for token in item if token["load"]]
        at = offset + item[0].start()
        if len(counted) != 1 or len(loads) > 1:
            raise LiftoscriptError(f"expected {_EXPECTED_WARM_UP}", at)
        sets = counted[0]
        load = Load(_number(loads[0]["load"], at), loads[0]["unit"]) if loads else None
        count = whole(sets["count"] or "1", "a number of sets", 1, MOST_SETS, at)
        yield WarmUp(at, count, whole(sets["reps"], "repetitions", 0, _MOST_REPS, at), load)


def _shown(text: str) -> str:
    plain = " ".join(text.split())
    return repr(plain[:_LONGEST_SHOWN])
