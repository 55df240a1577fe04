"""A line of a document → what every rule says of what stands there, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backsafe.errors import ContentError, UsageError
from backsafe.facts.fact import Absent, Facts
from backsafe.facts.timeline import document_sessions
from backsafe.places import pointers_at
from backsafe.report.judging import OUTCOMES, judgements
from backsafe.report.place import PlaceReport, Spot
from backsafe.report.types import RANK
from backsafe.report.weighing import OUTRANKING, Weigher
from backsafe.report.words import Maker, session_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from backsafe.checker import Checker
    from backsafe.facts.fact import Fact, Pointer, Session
    from backsafe.model import Clearance
    from backsafe.readers import Document
    from backsafe.report.judging import Judgement
    from backsafe.report.weighing import Suppressor

__all__ = ["explain_place"]

# A whole document on one line: nobody reads all of it, and a column says what is meant.
_MOST_SPOTS = 20


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
        pointers = pointers_at(document, line, column)
        near = list(_near(checker.facts_of(document.content), pointers))
    except ContentError as error:
        raise document.fault(error) from None
    innermost = _innermost(pointers, near) if _are_judged(pointers, near) else ()
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


def _are_judged(pointers: Sequence[Pointer], near: Sequence[_Near]) -> bool:
    """Returns whether a session of a log that values belong to is among those to judge."""
    sessions = {pointer[:2] for pointer in pointers if _is_in_session(pointer)}
    return not sessions or any(part.session.pointer in sessions for part in near)


def _is_in_session(pointer: Pointer) -> bool:
    return len(pointer) > 1 and pointer[0] == "workouts"


def _why_nothing(document: Document, line: int, pointers: Sequence[Pointer]) -> str:
    if any(map(_is_in_session, pointers)):
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
        judged |= {id(fact): [] for fact in part.facts}
        said = judgements(part.session, verdicts, maker, part.facts, weighed.set_aside)
        for fact, judgement in said:
            judged[id(fact)].append(judgement)
            if weighed.outranks and _outranks(judgement):
                notes.append(
                    f"{judgement.code} stands: {judgement.text} `backsafe check` withholds all "
                    "other findings until that is cleared."
                )
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


def _outranks(judgement: Judgement) -> bool:
    return judgement.code == OUTRANKING and judgement.outcome == "fail"


def _worst_first(judgement: Judgement) -> tuple[bool, int, int, str]:
    severity = judgement.severity
    rank = len(RANK) if severity is None else RANK[severity]
    outcome = OUTCOMES.index(judgement.outcome)
    return not _outranks(judgement), outcome, rank, judgement.code


def _inside_out(judgement: Judgement) -> tuple[bool, int, str, bool, int, int, str]:
    depth = judgement.location.pointer.count("/")
    return not _outranks(judgement), -depth, judgement.fact, *_worst_first(judgement)
