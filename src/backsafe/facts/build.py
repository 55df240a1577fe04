"""A document → facts, session by session, each with what the earlier ones tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.errors import ContentError
from backsafe.facts.fact import Fact, Facts, Session
from backsafe.facts.history import History
from backsafe.facts.people import merge_athletes, person
from backsafe.facts.plan import Context, make_plan
from backsafe.facts.program import document_parts
from backsafe.facts.sessions import session_facts
from backsafe.facts.timeline import Moment, document_sessions, timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backsafe.facts.fact import Value
    from backsafe.facts.names import Remark
    from backsafe.facts.people import Person
    from backsafe.facts.timeline import Slot
    from backsafe.model import Athlete, Level, Log, Program, Workout

__all__ = ["build_facts"]


def build_facts(
    content: Workout | Program | Log,
    *,
    athlete: Athlete | None = None,
    history: Sequence[Workout] = (),
    assumed_level: Level | None = None,
) -> tuple[Facts, tuple[Remark, ...]]:
    """Returns the facts of a document and what is worth noticing on the way.

    Args:
        content: The document.
        athlete: What is known of the athlete beside the document; it decides where both speak.
        history: Earlier sessions, oldest first.
        assumed_level: Training level to take where nothing tells one.

    Raises:
        ContentError: Parts of the document contradict each other.
    """
    notices: list[Remark] = []
    merged = _merged(content, athlete)
    who = person(
        merged, ("athlete",) if content.athlete is not None else (), notices, assumed_level
    )
    slots = timeline(content, history)
    moments = _moments(slots, content, merged, who, notices)
    listed = sorted(
        (moment for moment in moments if moment.slot.place is not None),
        key=lambda moment: moment.slot.place or 0,
    )
    count = sum(1 for _ in document_sessions(content))
    program = _program_fact(content.kind, count, listed)
    built: list[Session] = []
    for moment in listed:
        session = session_facts(moment.plan, program)
        if built:
            # Nobody changes between the sessions of a document: the athlete is judged once.
            session.collections = {**session.collections, "athlete": ()}
        built.append(session)
    parts = document_parts(content, moments, who.fact, program)
    return Facts(tuple(built), who.clearances, count, parts), tuple(_once(notices))


def _moments(
    slots: Sequence[Slot],
    content: Workout | Program | Log,
    athlete: Athlete,
    who: Person,
    notices: list[Remark],
) -> list[Moment]:
    """Returns all sessions in the order of time, each knowing what came before it."""
    seen = History(athlete.training_months, athlete.days_since_back_session)
    told: dict[int, list[Remark]] = {}
    moments: list[Moment] = []
    for slot in slots:
        workout, place = slot.workout, slot.place
        if moments:
            seen.add(moments[-1].plan, moments[-1].slot.day)
        records = frozenset(content.records or ()) | frozenset(workout.records or ())
        past = seen.past(slot.day, listed=place is not None)
        context = Context(slot.pointer, workout.kind, records, who, past)
        # Names of the history were told when it was checked itself.
        plan = make_plan(workout, context, told.setdefault(-1 if place is None else place, []))
        moments.append(Moment(slot, plan))
    notices.extend(notice for place in sorted(told) if place >= 0 for notice in told[place])
    return moments


def _program_fact(kind: str, sessions: int, moments: Sequence[Moment]) -> Fact:
    percents = [
        one.load.percent
        for moment in moments
        for sets in moment.plan.sets.values()
        for one in sets
        if one.load.percent is not None and not one.stated.warm_up
    ]
    entries = [entry for moment in moments for entry in moment.plan.entries]
    values: dict[str, Value] = {
        "sessions": float(sessions),
        "kind": kind,
        "lifts": float(sum([entry.works for entry in entries])),
        "heaviest_percent": max(percents, default=None),
    }
    return Fact("program", values)


def _merged(content: Workout | Program | Log, athlete: Athlete | None) -> Athlete:
    from pydantic import ValidationError

    try:
        return merge_athletes((content.athlete, athlete))
    except ValidationError as error:
        found = "; ".join(str(entry["msg"]) for entry in error.errors())
        message = f"the document's athlete and the one given do not fit: {found}"
        raise ContentError(message, ("athlete",)) from None


def _once(notices: Iterable[Remark]) -> Iterator[Remark]:
    """Yields each message once, at its first place: a log repeats its exercises."""
    seen: set[str] = set()
    for notice in notices:
        if notice.message not in seen:
            seen.add(notice.message)
            yield notice
