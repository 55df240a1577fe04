"""A document → facts, session by session, each with what the earlier ones tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.errors import ContentError
from backsafe.exercises import find
from backsafe.facts.fact import Fact, Facts, Pointer, Session
from backsafe.facts.loads import greatest_estimate, load_of
from backsafe.facts.names import Notice, exercise_key
from backsafe.facts.people import merge_athletes, person
from backsafe.facts.sessions import Context, Past, session_facts
from backsafe.model import Athlete, Lift, Log, Program, Workout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backsafe.facts.people import Person
    from backsafe.model import Set

__all__ = ["build_facts", "document_sessions"]


def document_sessions(content: Workout | Program | Log) -> Iterator[tuple[Pointer, Workout]]:
    """Yields the workouts of a document with the place of each."""
    if isinstance(content, Workout):
        yield (), content
    elif isinstance(content, Log):
        for number, workout in enumerate(content.workouts):
            yield ("workouts", number), workout
    else:
        for week, part in enumerate(content.weeks):
            for number, workout in enumerate(part.workouts):
                yield ("weeks", week, "workouts", number), workout


class _History:
    """What the sessions so far tell of the later ones."""

    def __init__(self, known: Sequence[Workout]) -> None:
        self.count = 0
        self.sessions: dict[str, int] = {}
        self.estimates: dict[str, float] = {}
        for workout in known:
            self.add(workout)

    def past(self) -> Past:
        return Past(self.count > 0, dict(self.sessions), dict(self.estimates))

    def add(self, workout: Workout) -> None:
        self.count += 1
        by_exercise: dict[str, list[tuple[Set, object]]] = {}
        for activity in workout.activities:
            if isinstance(activity, Lift):
                by_exercise.setdefault(exercise_key(activity.exercise), []).extend(
                    (one, activity.exercise) for one in activity.sets
                )
        for key, sets in by_exercise.items():
            self.sessions[key] = self.sessions.get(key, 0) + 1
            exercise = find(str(sets[0][1]))
            estimate = greatest_estimate(
                (one, load_of(one, exercise, planned=workout.kind == "plan")) for one, _ in sets
            )
            if estimate is not None:
                self.estimates[key] = max(estimate, self.estimates.get(key, 0.0))


def build_facts(
    content: Workout | Program | Log,
    *,
    athlete: Athlete | None = None,
    history: Sequence[Workout] = (),
) -> tuple[Facts, tuple[Notice, ...]]:
    """Returns the facts of a document and what is worth noticing on the way.

    Args:
        content: The document.
        athlete: What is known of the athlete beside the document; it decides where both speak.
        history: Earlier sessions, oldest first.

    Raises:
        ContentError: Parts of the document contradict each other.
    """
    notices: list[Notice] = []
    who = _person(content, athlete, notices)
    listed = list(document_sessions(content))
    # Without any session the athlete is screened all the same.
    sessions = listed or [((), Workout(kind=content.kind, activities=()))]
    program = Fact("program", {"sessions": float(len(listed)), "kind": content.kind})
    pasts = _pasts(history, [workout for _, workout in sessions])
    built: list[Session] = []
    for (pointer, workout), past in zip(sessions, pasts, strict=True):
        records = frozenset(content.records or ()) | frozenset(workout.records or ())
        context = Context(pointer, workout.kind, records, who, past, program)
        session = session_facts(workout, context, notices)
        if built:
            # Nobody changes between the sessions of a document: the athlete is judged once.
            session.collections = {**session.collections, "athlete": ()}
        built.append(session)
    return Facts(tuple(built), who.clearances, len(listed)), tuple(_once(notices))


def _pasts(history: Sequence[Workout], sessions: Sequence[Workout]) -> list[Past]:
    """Returns what came before each session: by date where all have one, else as listed."""
    seen = _History([history[place] for place in _by_date(history)])
    pasts: dict[int, Past] = {}
    for place in _by_date(sessions):
        pasts[place] = seen.past()
        seen.add(sessions[place])
    return [pasts[place] for place in range(len(sessions))]


def _by_date(sessions: Sequence[Workout]) -> list[int]:
    """Returns the places of the sessions in order of their dates."""
    dates = {place: session.date for place, session in enumerate(sessions) if session.date}
    places = list(range(len(sessions)))
    return sorted(places, key=lambda place: dates[place]) if len(dates) == len(places) else places


def _person(
    content: Workout | Program | Log, athlete: Athlete | None, notices: list[Notice]
) -> Person:
    from pydantic import ValidationError

    try:
        merged = merge_athletes((content.athlete, athlete))
    except ValidationError as error:
        found = "; ".join(str(entry["msg"]) for entry in error.errors())
        message = f"the document's athlete and the one given do not fit: {found}"
        raise ContentError(message, ("athlete",)) from None
    return person(merged, ("athlete",) if content.athlete is not None else (), notices)


def _once(notices: Iterable[Notice]) -> Iterator[Notice]:
    """Yields each message once, at its first place: a log repeats its exercises."""
    seen: set[str] = set()
    for notice in notices:
        if notice.message not in seen:
            seen.add(notice.message)
            yield notice
