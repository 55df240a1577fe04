"""A line of a document → what every rule says of what stands there, and why."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from backsafe.errors import ContentError, UsageError
from backsafe.facts.fact import Absent, Facts
from backsafe.facts.timeline import document_sessions
from backsafe.model import Lift, Log, Model, Program, Workout
from backsafe.report.judging import OUTCOMES, judgements
from backsafe.report.place import PlaceReport, Spot
from backsafe.report.types import RANK
from backsafe.report.weighing import Weigher
from backsafe.report.words import Maker, session_name
from backsafe.syntax.table import table_of
from backsafe.syntax.text import TABLE_CAP, LineIndex, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backsafe.checker import Checker
    from backsafe.facts.fact import Fact, Pointer, Session
    from backsafe.model import Clearance
    from backsafe.readers import Document
    from backsafe.report.judging import Judgement
    from backsafe.report.weighing import Suppressor
    from backsafe.syntax.positions import Place, Positions

__all__ = ["Target", "explain_place", "explain_target"]

_TARGET = re.compile(r"(.+?):([0-9]{1,18})(?::([0-9]{1,18}))?", re.DOTALL)
# A whole document on one line: nobody reads all of it, and a column says what is meant.
_MOST_SPOTS = 20


class Target(NamedTuple):
    """A place as a command takes it; line and column from 1."""

    path: str
    line: int
    column: int | None = None


def explain_target(text: str) -> Target | None:
    r"""Returns the place that a text names, or ``None``: then it can be a rule only.

    >>> explain_target("plan.yaml:12:5")
    Target(path='plan.yaml', line=12, column=5)
    >>> explain_target(r"C:\plans\a.yaml:12").path
    'C:\\plans\\a.yaml'
    >>> explain_target("ST03") is None
    True
    """
    found = _TARGET.fullmatch(text)
    if found is None:
        return None
    path, line, column = found.groups()
    return Target(path, int(line), None if column is None else int(column))


def explain_place(
    checker: Checker,
    document: Document,
    line: int,
    column: int | None = None,
    *,
    suppressor: Suppressor | None = None,
) -> PlaceReport:
    """Returns what every active check says of what stands at a place of a document.

    Without a column, that is every innermost part that begins on the line; where none does, the
    part that the line belongs to.

    Args:
        checker: The rules, the engine, and what is known beside the document.
        document: The document.
        line: The line, from 1.
        column: The column, from 1.
        suppressor: Says which failures somebody has set aside.

    Raises:
        UsageError: There is no such line, or nothing is judged there.
        DocumentError: Parts of the document contradict each other.
    """
    try:
        pointers = _pointers_at(document, line, column)
        near = list(_near(checker.facts_of(document.content), pointers))
    except ContentError as error:
        raise document.fault(error) from None
    innermost = _innermost(pointers, near)
    if not innermost:
        raise UsageError(_why_nothing(document, line, pointers))
    if len(innermost) > _MOST_SPOTS:
        message = f"{len(innermost)} parts that are judged begin on line {line}; add a column"
        raise UsageError(f"{message}: {document.path}:{line}:COLUMN")
    maker = Maker(document.path, checker.rules, document.positions.locate, {})
    judged, notes = _judged(checker, maker, near, suppressor)
    spots = [_spot(place, near, judged, maker) for place in innermost]
    around = [
        judgement
        for part in near
        for fact in part.facts
        if _stands(fact, part.session) not in innermost
        for judgement in judged[id(fact)]
    ]
    return PlaceReport(
        path=document.path,
        line=line,
        column=column,
        profile=checker.profile,
        engine=checker.engine.name,
        spots=tuple(spots),
        around=tuple(sorted(around, key=_inside_out)),
        notes=tuple(notes),
    )


def _pointers_at(document: Document, line: int, column: int | None) -> list[Pointer]:
    """Returns the values that begin on a line, or the one that it belongs to."""
    begin = document.positions.locate(())
    where = f"{document.path}:{line}" + ("" if column is None else f":{column}")
    if begin is None:
        raise UsageError(f"{document.path} has no lines that could be asked for")
    if line < 1 or (column is not None and column < 1):
        raise UsageError(f"{where}: lines and columns are counted from 1")
    lines = _line_count(document)
    if lines is not None and line > lines:
        raise UsageError(f"{where} is beyond the end: the file has {lines} lines")
    wanted = (line, math.inf if column is None else column)
    here: list[Pointer] = []
    latest: tuple[Place, int] = ((0, 0), 0)
    nearest: Pointer | None = None
    for pointer, starts in _placed(document, wanted):
        if column is None and any(start[0] == line for start in starts):
            here.append(pointer)
        for start in starts:
            if start <= wanted and (start, len(pointer)) >= latest:
                latest, nearest = (start, len(pointer)), pointer
    if here:
        return here
    if nearest is None:
        raise UsageError(f"{where} is before the document, which begins on line {begin[0]}")
    return [nearest]


def _line_count(document: Document) -> int | None:
    """Returns how many lines a file has; ``None`` where it cannot be read again."""
    if document.text:
        line, column = LineIndex(document.text).place(len(document.text))
        return line - 1 if column == 1 else line
    if not Path(document.path).is_file():
        return None
    with opened(document.path, TABLE_CAP) as source, table_of(source, document.path) as text:
        return sum(1 for _ in text)


def _placed(
    document: Document, wanted: tuple[int, float]
) -> Iterator[tuple[Pointer, tuple[Place, ...]]]:
    """Yields the values that begin at or before a place, with where they and their keys begin."""
    positions = document.positions
    content = document.content
    if isinstance(content, Workout | Program | Log):
        yield from _inside((), content, positions, wanted)
        return
    begin = positions.locate(())
    if begin is not None and begin <= wanted:
        yield (), (begin,)
    # A log that is read row by row has places for nothing smaller than a row.
    for place, workout in content.sessions():
        first = positions.locate(place)
        if first is None or first > wanted:
            continue
        yield place, (first,)
        for number, activity in enumerate(workout.activities):
            sets = range(len(activity.sets)) if isinstance(activity, Lift) else ()
            activities = (*place, "activities", number)
            for pointer in (activities, *((*activities, "sets", it) for it in sets)):
                start = positions.locate(pointer)
                if start is not None and start <= wanted:
                    yield pointer, (start,)


def _inside(
    pointer: Pointer, value: Any, positions: Positions, wanted: tuple[int, float]
) -> Iterator[tuple[Pointer, tuple[Place, ...]]]:
    start, key = positions.locate(pointer), positions.locate_key(pointer)
    if start is None or key is None or min(start, key) > wanted:
        return
    # What a file does not hold by itself is located where its parent is.
    if not pointer or isinstance(pointer[-1], int) or start != positions.locate(pointer[:-1]):
        yield pointer, (key, start)
    elif pointer == ("athlete",):
        return
    parts: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, Model):
        stated = value.model_fields_set
        parts = [(it, getattr(value, it)) for it in type(value).model_fields if it in stated]
    elif isinstance(value, Mapping):
        parts = value.items()
    elif isinstance(value, tuple):
        parts = enumerate(value)
    for name, part in parts:
        yield from _inside((*pointer, name), part, positions, wanted)


class _Near(NamedTuple):
    """A session with something to explain.

    Attributes:
        session: The session, or what is judged once for the document.
        clearances: What professionals have cleared the athlete of.
        facts: Those of its facts that stand at the place, around it, or are the athlete.
    """

    session: Session
    clearances: tuple[Clearance, ...]
    facts: tuple[Fact, ...]


def _near(stream: Iterable[Facts], pointers: Sequence[Pointer]) -> Iterator[_Near]:
    """Yields what there is to explain; all other sessions are forgotten as they come."""
    above = {pointer[:length] for pointer in pointers for length in range(len(pointer) + 1)}
    for facts in stream:
        for session in facts.judged:
            found = {
                id(fact): fact
                for collection in session.collections.values()
                if not isinstance(collection, Absent)
                for fact in collection
                if fact.type == "athlete" or _stands(fact, session) in above
            }
            if found:
                yield _Near(session, facts.clearances, tuple(found.values()))


def _stands(fact: Fact, session: Session) -> Pointer:
    """Returns which part of the document a fact is about."""
    return session.pointer if fact.type == "workout" else fact.pointer


def _innermost(pointers: Sequence[Pointer], near: Sequence[_Near]) -> tuple[Pointer, ...]:
    """Returns the parts that values belong to, without those around others of them."""
    parts = {_stands(fact, part.session) for part in near for fact in part.facts}
    found: dict[Pointer, None] = {}
    for pointer in pointers:
        lengths = range(len(pointer), -1, -1)
        own = next((pointer[:it] for it in lengths if pointer[:it] in parts), None)
        if own is not None:
            found.setdefault(own)
    around = {place[:length] for place in found for length in range(len(place))}
    return tuple(place for place in found if place not in around)


def _why_nothing(document: Document, line: int, pointers: Sequence[Pointer]) -> str:
    if any(pointer[:1] == ("workouts",) and len(pointer) > 1 for pointer in pointers):
        return f"{document.path}:{line} is in a session that is not among those to judge"
    first = next(document_sessions(document.content), None)
    place = None if first is None else document.positions.locate(first[0])
    hint = "" if place is None else f"; the first session begins on line {place[0]}"
    return f"nothing is judged at {document.path}:{line}, which is about the whole document{hint}"


def _judged(
    checker: Checker, maker: Maker, near: Sequence[_Near], suppressor: Suppressor | None
) -> tuple[dict[int, list[Judgement]], list[str]]:
    """Returns what is said of each fact by its identity, and what bears on all of it."""
    weigher = Weigher(checker.rules)
    judged: dict[int, list[Judgement]] = {}
    notes: list[str] = []
    for part in near:
        facts = Facts((part.session,), part.clearances)
        verdicts = checker.engine.evaluate(facts)
        weighed = weigher.weigh(facts, verdicts, suppressor, maker.fingerprint)
        if weighed.outranks:
            notes += [it.message for it in weighed.remarks]
        judged |= {id(fact): [] for fact in part.facts}
        said = judgements(part.session, verdicts, maker, part.facts, weighed.set_aside)
        for fact, judgement in said:
            judged[id(fact)].append(judgement)
    return judged, list(dict.fromkeys(notes))


def _spot(
    place: Pointer,
    near: Sequence[_Near],
    judged: Mapping[int, Sequence[Judgement]],
    maker: Maker,
) -> Spot:
    parts = [
        (fact, part.session)
        for part in near
        for fact in part.facts
        if _stands(fact, part.session) == place
    ]
    found = [judgement for fact, _ in parts for judgement in judged[id(fact)]]
    return Spot(
        what=_what([fact for fact, _ in parts]),
        location=maker.location(place),
        session=session_name(parts[0][1]),
        judgements=tuple(sorted(found, key=_worst_first)),
    )


def _what(facts: Sequence[Fact]) -> str:
    """Returns what people call a part of a document, given the facts about it."""
    names: dict[str, None] = {}
    for fact in facts:
        values = fact.values
        match fact.type:
            # An activity that is a lift or a stretch is one thing all the same.
            case "activity":
                return f"{str(values['type']).replace('_', ' ')} {values['exercise']}"
            case "set":
                return f"set {values['number']:g} of {values['exercise']}"
            case "observation":
                aspect = str(values["aspect"]).replace("_", " ")
                return f"{aspect} seen of {values['exercise']}"
            case "workout":
                names.setdefault("the session")
            case "athlete":
                names.setdefault("the athlete")
            case "pair":
                names.setdefault("sessions compared")
            case other:
                names.setdefault(f"the {other}")
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _worst_first(judgement: Judgement) -> tuple[int, int, str]:
    severity = judgement.severity
    rank = len(RANK) if severity is None else RANK[severity]
    return OUTCOMES.index(judgement.outcome), rank, judgement.code


def _inside_out(judgement: Judgement) -> tuple[int, str, int, int, str]:
    depth = judgement.location.pointer.count("/")
    return -depth, judgement.fact, *_worst_first(judgement)
