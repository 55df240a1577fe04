"""A document as a page shows it: its sessions, their activities, and the sets of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backsafe.facts.timeline import document_sessions, session_count
from backsafe.frozen import Record
from backsafe.model import Cardio, Lift, StaticStretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backsafe.facts.fact import Pointer
    from backsafe.facts.timeline import Content
    from backsafe.model import Activity, Set, Workout
    from backsafe.report.types import Location
    from backsafe.report.words import Place

__all__ = ["SessionOutline", "Step", "outline_of", "set_words"]

# Of more sessions no page shows the activities one by one.
_MOST_SESSIONS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Record):
    """An activity, or a set of a lift.

    Attributes:
        type: Type of the activity, such as ``lift``; ``set`` for a set.
        title: The exercise as the document names it; of a set its number.
        detail: What is known of it in a few words, such as ``5 reps · 90 kg · rest 150 s``.
        location: Where it stands.
        warm_up: Whether it is a set to warm up.
        sets: The sets of a lift.
    """

    type: str
    title: str
    detail: str
    location: Location
    warm_up: bool = False
    sets: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOutline(Record):
    """A session and what it is made of.

    Attributes:
        title: Its title, or an empty string.
        date: ISO date, or an empty string.
        location: Where it stands.
        steps: Its activities, in the order they are done.
    """

    title: str
    date: str
    location: Location
    steps: tuple[Step, ...]


def outline_of(content: Content, locate: Place) -> tuple[SessionOutline, ...]:
    """Returns the sessions of a document, none of one that is too long to be shown.

    Args:
        content: The document.
        locate: Pointer → its location.
    """
    if session_count(content) > _MOST_SESSIONS:
        return ()
    return tuple(_session(workout, place, locate) for place, workout in document_sessions(content))


def _session(workout: Workout, pointer: Pointer, locate: Place) -> SessionOutline:
    steps = tuple(
        _step(activity, (*pointer, "activities", number), locate)
        for number, activity in enumerate(workout.activities)
    )
    date = "" if workout.date is None else str(workout.date)
    title = workout.title or (f"Day {workout.day}" if workout.day is not None else "")
    return SessionOutline(title=title, date=date, location=locate(pointer), steps=steps)


def _step(activity: Activity, pointer: Pointer, locate: Place) -> Step:
    sets: tuple[Step, ...] = ()
    if isinstance(activity, Lift):
        sets = tuple(
            Step(
                type="set",
                title=str(number + 1),
                detail=" · ".join(set_words(one)),
                location=locate((*pointer, "sets", number)),
                warm_up=bool(one.warm_up),
            )
            for number, one in enumerate(activity.sets)
        )
    detail = " · ".join(_of_activity(activity))
    return Step(
        type=activity.type,
        title=activity.exercise,
        detail=detail,
        location=locate(pointer),
        sets=sets,
    )


def _of_activity(activity: Activity) -> Iterator[str]:
    if isinstance(activity, Lift):
        yield "1 set" if len(activity.sets) == 1 else f"{len(activity.sets)} sets"
        return
    if isinstance(activity, StaticStretch):
        if activity.hold_seconds is not None:
            yield f"{activity.hold_seconds:g} s"
        if activity.intensity is not None:
            yield activity.intensity
    elif activity.minutes is not None:
        yield f"{activity.minutes:g} min"
    if not isinstance(activity, Cardio) and activity.repeats is not None:
        yield f"{activity.repeats} times"


def set_words(one: Set) -> Iterator[str]:
    """Yields what is known of a set, each thing in a few words."""
    if one.reps is not None:
        most = f"-{one.most_reps}" if one.most_reps is not None else "+" if one.amrap else ""
        yield f"{one.reps}{most} reps"
    if one.duration_seconds is not None:
        yield f"{one.duration_seconds:g} s"
    yield from _load_of(one)
    if one.rir is not None:
        yield f"{one.rir:g} in reserve"
    if one.rpe is not None:
        yield f"RPE {one.rpe:g}"
    if one.tempo is not None:
        yield f"tempo {one.tempo}"
    if one.rest_seconds is not None:
        yield f"rest {one.rest_seconds:g} s"


def _load_of(one: Set) -> Iterator[str]:
    if one.load_kg is not None:
        yield f"{one.load_kg:g} kg"
    if one.load_lb is not None:
        yield f"{one.load_lb:g} lb"
    if one.load_percent is not None:
        yield f"{one.load_percent:g} % of 1RM"
    if one.added_load_kg:
        yield f"body weight + {one.added_load_kg:g} kg"
    elif one.body_weight:
        yield "body weight"
    if one.assistance not in (None, "none"):
        yield f"assisted by {one.assistance}"
