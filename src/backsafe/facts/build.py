"""A document → facts, session by session, each with what the earlier ones tell."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from backsafe.errors import ContentError
from backsafe.facts.clearances import with_clearances_in_force
from backsafe.facts.fact import Fact, Facts, Session
from backsafe.facts.history import History
from backsafe.facts.names import MOST_HINTS, Remark, unknown_exercise
from backsafe.facts.people import merge_athletes, person
from backsafe.facts.plan import Context, make_plan
from backsafe.facts.program import Course
from backsafe.facts.sessions import session_facts
from backsafe.facts.timeline import (
    ALL_SESSIONS,
    Chosen,
    Content,
    EarlierSessions,
    Moment,
    session_count,
    timeline,
)
from backsafe.model import Log, Program, Workout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from backsafe.facts.fact import Pointer, Value
    from backsafe.facts.plan import Plan
    from backsafe.facts.timeline import Slot
    from backsafe.model import Athlete, Level

__all__ = ["FactStream", "Totals", "athlete_for", "build_facts"]

_SESSIONS_AT_ONCE = 200
# A log of millions of rows may name an exercise in as many ways.
_MOST_NAMES = 1000


def build_facts(
    content: Content,
    *,
    athlete: Athlete | None = None,
    history: EarlierSessions = (),
    assumed_level: Level | None = None,
) -> tuple[Facts, tuple[Remark, ...]]:
    """Returns the facts of a document and what is worth noticing on the way.

    Args:
        content: The document.
        athlete: What is known of the athlete beside the document; it decides where both speak.
        history: Earlier sessions.
        assumed_level: Training level to take where nothing tells one.

    Raises:
        ContentError: Parts of the document contradict each other.
        ValueError: It is a stream of more sessions than are held at once.
    """
    stream = FactStream(content, athlete=athlete, history=history, assumed_level=assumed_level)
    stretches = list(stream)
    if len(stretches) > 1:
        raise ValueError("the facts of this log do not come at once; take a FactStream")
    return stretches[0], stream.notices


class FactStream:
    """The facts of a document, in stretches of sessions that fit into memory.

    A document that is in memory anyway is one stretch. One that comes session by session is as many
    as it takes; then a session does not know what only the whole document tells (of ``program``,
    the lifts and the heaviest load), and the athlete, who may be judged by that, comes last.

    Args:
        content: The document.
        athlete: What is known of the athlete beside the document; it decides where both speak.
        history: Earlier sessions.
        assumed_level: Training level to take where nothing tells one.
        chosen: Which sessions of a log are judged.
        today: The day that a clearance must be given by where no session has a date; by default
            that of the clock.

    Raises:
        ContentError: Parts of the document contradict each other.
    """

    def __init__(
        self,
        content: Content,
        *,
        athlete: Athlete | None = None,
        history: EarlierSessions = (),
        assumed_level: Level | None = None,
        chosen: Chosen = ALL_SESSIONS,
        today: date | None = None,
    ) -> None:
        self._content = content
        self._notices: list[Remark] = []
        pointer = ("athlete",) if content.athlete is not None else ()
        self._athlete = with_clearances_in_force(
            athlete_for(content, athlete), content, today, pointer, self._notices
        )
        self._person = person(self._athlete, pointer, self._notices, assumed_level)
        self._left_out: Counter[str] = Counter()
        self._slots = timeline(content, history, chosen, self._left_out)
        self._in_memory = isinstance(content, Workout | Program | Log)
        self._count = session_count(content)
        self.clearances = self._person.clearances

    @property
    def notices(self) -> tuple[Remark, ...]:
        """What was worth noticing so far."""
        return tuple(_once(self._notices))

    def __iter__(self) -> Iterator[Facts]:
        """Yields stretches of facts, at least one."""
        content = self._content
        # A single workout is no program, and neither is a log of one.
        weekly = self._count > 1 or isinstance(content, Program)
        partial, timed = content.kind == "log", not self._in_memory
        course = Course(self._person.fact, weekly=weekly, partial=partial, timed=timed)
        totals = Totals(self._count, content.kind)
        first: Session | None = None
        moments: list[Moment] = []
        for moment in self._moments():
            if len(moments) == _SESSIONS_AT_ONCE and not self._in_memory:
                facts = self._stretch(moments, course, totals, first, last=False)
                first = first or next(iter(facts.sessions), None)
                yield facts
                moments = []
            course.add(moment)
            if moment.slot.place is None and not moments:
                # What comes before is never asked for again, however long it is.
                course.add_to_week(moment)
                continue
            moments.append(moment)
            totals.add(moment)
        yield self._stretch(moments, course, totals, first, last=True)

    def _stretch(
        self,
        moments: Sequence[Moment],
        course: Course,
        totals: Totals,
        first: Session | None,
        *,
        last: bool,
    ) -> Facts:
        """Returns the facts of sessions that follow each other.

        Args:
            moments: The sessions.
            course: What has taken them, and those before.
            totals: The same.
            first: The first session of the document, if it is not among these.
            last: Whether they are the last ones.
        """
        whole = first is None and last
        program = totals.fact(whole=whole)
        for moment in _by_week(moments) if self._in_memory else moments:
            course.add_to_week(moment)
        listed = [moment for moment in moments if moment.slot.place is not None]
        if self._in_memory:
            listed.sort(key=lambda moment: moment.slot.place or 0)
        sessions: list[Session] = []
        for moment in listed:
            session = session_facts(moment.plan, program)
            if sessions or not whole:
                # Nobody changes between the sessions of a document: the athlete is judged once.
                session.collections = {**session.collections, "athlete": ()}
            sessions.append(session)
        if last and not sessions and first is None:
            raise ContentError("no session is left to judge: all are before those chosen", ())
        parts = course.parts(program, last=last)
        if last and not whole:
            parts = (*parts, self._about_athlete(first or sessions[0], totals.fact(whole=True)))
        return Facts(tuple(sessions), self.clearances, min(len(listed), self._count), parts)

    def _about_athlete(self, first: Session, program: Fact) -> Session:
        athlete = {"athlete": (self._person.fact,)}
        where = (first.title, first.date, first.pointer)
        return Session(*where, first.workout, first.athlete, program, athlete)

    def _moments(self) -> Iterator[Moment]:
        """Yields all sessions in the order of time, each knowing what came before it."""
        seen = History(self._athlete.training_months, self._athlete.days_since_back_session)
        names = _Names()
        for slot in self._slots:
            moment = self._moment(slot, seen, names)
            yield moment
            seen.add(moment.plan, slot.day)
        self._notices.extend(names.notices())
        if self._left_out.total():
            self._notices.append(sessions_left_out(self._left_out.total()))

    def _moment(self, slot: Slot, seen: History, names: _Names) -> Moment:
        workout, place = slot.workout, slot.place
        records = frozenset(self._content.records or ()) | frozenset(workout.records or ())
        of_document = place is not None or bool(slot.pointer)
        past = seen.past(slot.day, workout, listed=of_document)
        context = Context(slot.pointer, workout.kind, records, self._person, past)
        plan = make_plan(workout, context)
        # Names of the history were told when it was checked itself.
        if place is not None:
            names.add(plan, place)
        return Moment(slot, plan)


def sessions_left_out(count: int) -> Remark:
    """Returns the remark on sessions of a history that are not before the document."""
    which = "1 session of the history is" if count == 1 else f"{count} sessions of the history are"
    return Remark("history", f"{which} not before the document: left out", ())


def _by_week(moments: Sequence[Moment]) -> list[Moment]:
    """Returns sessions in the order of their weeks, those of none first."""
    return sorted(moments, key=lambda it: (it.slot.week is not None, it.slot.week or 0))


class Totals:
    """What only the whole document tells.

    Args:
        sessions: How many sessions it lists.
        kind: plan or log.
    """

    def __init__(self, sessions: int, kind: str) -> None:
        self._sessions = sessions
        self._kind = kind
        self._lifts = 0
        self._heaviest: float | None = None

    def add(self, moment: Moment) -> None:
        """Takes a session; one of the history is no part of the document."""
        if moment.slot.place is None:
            return
        self._lifts += len(moment.plan.sets)
        for sets in moment.plan.sets.values():
            for one in sets:
                percent = one.load.percent
                if percent is not None:
                    self._heaviest = max(percent, self._heaviest or 0.0)

    def fact(self, *, whole: bool) -> Fact:
        """Returns the fact of the document, with what is known of it so far or as a whole."""
        values: dict[str, Value] = {
            "sessions": float(self._sessions),
            "kind": self._kind,
            "lifts": float(self._lifts) if whole else None,
            "heaviest_percent": self._heaviest if whole else None,
        }
        return Fact("program", values)


class _Names:
    """Counts what the catalogue does not know, and where each name stands first."""

    def __init__(self) -> None:
        self._found: dict[str, _Unknown] = {}
        self._beyond = 0

    def add(self, plan: Plan, place: int) -> None:
        for entry in plan.entries:
            if entry.exercise is not None:
                continue
            name, sets = entry.activity.exercise, 1 if entry.lift is None else len(entry.lift.sets)
            known = self._found.get(name)
            if known is not None:
                pointer = entry.pointer if place < known.place else known.pointer
                self._found[name] = _Unknown(min(place, known.place), pointer, known.sets + sets)
            elif len(self._found) < _MOST_NAMES:
                self._found[name] = _Unknown(place, entry.pointer, sets)
            else:
                self._beyond += sets

    def notices(self) -> Iterator[Remark]:
        """Yields a notice per name, in the order of the document."""
        ordered = sorted(self._found.items(), key=lambda item: item[1].place)
        for number, (name, it) in enumerate(ordered):
            pointer, hinted = (*it.pointer, "exercise"), number < MOST_HINTS
            yield unknown_exercise(name, pointer, it.sets, hinted=hinted)
        if self._beyond:
            message = f"unknown exercises: {self._beyond} more sets or activities"
            yield Remark("unknown-exercise", message, ())


class _Unknown(NamedTuple):
    """A name that the catalogue does not know: its first place, and how many sets have it."""

    place: int
    pointer: Pointer
    sets: int


def athlete_for(content: Content, athlete: Athlete | None) -> Athlete:
    """Returns the athlete of a document, with what is known beside it.

    Raises:
        ContentError: The two contradict each other.
    """
    from pydantic import ValidationError

    try:
        return merge_athletes((content.athlete, athlete))
    except ValidationError as error:
        found = "; ".join(str(entry["msg"]) for entry in error.errors())
        message = f"the document's athlete and the one given do not fit: {found}"
        raise ContentError(message, ("athlete",)) from None


def _once(notices: Iterable[Remark]) -> Iterator[Remark]:
    """Yields each message once, at its first place: an athlete's maxima repeat the exercises."""
    seen: set[str] = set()
    for notice in notices:
        if notice.message not in seen:
            seen.add(notice.message)
            yield notice
