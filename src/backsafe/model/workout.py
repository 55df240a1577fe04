"""A workout, and the two documents that hold many: a program and a log."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from backsafe.model._base import Day, FormatVersion, Model, Name, refuse
from backsafe.model.activities import Activity
from backsafe.model.athlete import Athlete
from backsafe.model.vocabulary import Equipment, Kind, Record

__all__ = ["MOST_SESSIONS", "Log", "Program", "Week", "Workout"]

MOST_SESSIONS = 20_000
"""Most sessions of a log."""

_FORMAT = "Version of the document format: 1."
_TITLE = "What the author calls it; absent: no title."
_ATHLETE = "The person it is for; absent: unknown, unless it is given elsewhere."
_RECORDS = (
    "What a log's owner writes down whenever it is done, so that its absence means it was not "
    "done; absent: not stated."
)
_Records = Annotated[tuple[Record, ...], Field(max_length=100)]


class Workout(Model):
    """One session, planned or done."""

    backsafe: FormatVersion = Field(default=1, description=_FORMAT)
    kind: Kind = Field(
        default="plan",
        description="plan: what is not listed is not planned. log: what is not listed may have "
        "been done all the same.",
    )
    title: Name | None = Field(default=None, description=_TITLE)
    date: Day | None = Field(
        default=None, description="The day of it, year-month-day; absent: unknown."
    )
    day: Annotated[int, Field(strict=True, ge=1, le=7)] | None = Field(
        default=None, description="Day of its week, 1 to 7; absent: unknown."
    )
    athlete: Athlete | None = Field(default=None, description=_ATHLETE)
    equipment: Annotated[tuple[Equipment, ...], Field(max_length=100)] | None = Field(
        default=None, description="Equipment used; [] is none; absent: unknown."
    )
    hours_after_rising: Annotated[float, Field(strict=True, ge=0, le=24)] | None = Field(
        default=None, description="Hours between getting up and the session; absent: unknown."
    )
    records: _Records | None = Field(default=None, description=_RECORDS)
    activities: Annotated[tuple[Activity, ...], Field(max_length=1000)] = Field(
        description="The activities in the order they are done; up to 1000."
    )


def _misplaced(
    sessions: Iterable[Workout], kind: Kind, where: str, *above: str | int
) -> list[tuple[tuple[str | int, ...], Any, str]]:
    """Finds in sessions what stands at the top of their document, below the pointer ``above``.

    A session's own athlete would have to win over the document's or lose to it, and either choice
    would surprise somebody into a wrong verdict.
    """
    found: list[tuple[tuple[str | int, ...], Any, str]] = []
    for index, session in enumerate(sessions):
        for name in ("athlete", "records"):
            value = getattr(session, name)
            if value is not None:
                message = f"{name} stands at the top of a {where}, not in one of its sessions"
                found.append(((*above, index, name), value, message))
        if "kind" in session.model_fields_set and session.kind != kind:
            message = f"kind must be {kind}, as the {where} is, or be left out"
            found.append(((*above, index, "kind"), session.kind, message))
    return found


def _of_kind(sessions: tuple[Workout, ...], kind: Kind) -> tuple[Workout, ...]:
    return tuple(
        session if session.kind == kind else session.model_copy(update={"kind": kind})
        for session in sessions
    )


def _logged(sessions: tuple[Workout, ...]) -> tuple[Workout, ...]:
    refuse(Workout, *_misplaced(sessions, "log", "log"))
    return _of_kind(sessions, "log")


class Week(Model):
    """One week of a program."""

    workouts: Annotated[tuple[Workout, ...], Field(max_length=50)] = Field(
        description="The workouts of the week in order; [] is a week off."
    )


def _weeks_of_kind(weeks: tuple[Week, ...], info: ValidationInfo) -> tuple[Week, ...]:
    kind: Kind | None = info.data.get("kind")
    if kind is None:  # a mistake in the kind is reported there, once
        return weeks
    found = [
        misplaced
        for index, week in enumerate(weeks)
        for misplaced in _misplaced(week.workouts, kind, "program", index, "workouts")
    ]
    refuse(Week, *found)
    if kind == "plan":  # which a workout is by itself
        return weeks
    return tuple(
        week.model_copy(update={"workouts": _of_kind(week.workouts, kind)}) for week in weeks
    )


class Program(Model):
    """Workouts planned (or done) week by week."""

    backsafe: FormatVersion = Field(default=1, description=_FORMAT)
    kind: Kind = Field(default="plan", description="Kind of all its workouts: plan or log.")
    title: Name | None = Field(default=None, description=_TITLE)
    athlete: Athlete | None = Field(default=None, description=_ATHLETE)
    records: _Records | None = Field(default=None, description=_RECORDS)
    weeks: Annotated[
        tuple[Week, ...], Field(min_length=1, max_length=520), AfterValidator(_weeks_of_kind)
    ] = Field(description="The weeks in order, 1 to 520.")


class Log(Model):
    """Sessions that were done."""

    backsafe: FormatVersion = Field(default=1, description=_FORMAT)
    kind: Literal["log"] = Field(default="log", description="Kind of all its sessions.")
    title: Name | None = Field(default=None, description=_TITLE)
    athlete: Athlete | None = Field(default=None, description=_ATHLETE)
    records: _Records | None = Field(default=None, description=_RECORDS)
    workouts: Annotated[
        tuple[Workout, ...], Field(max_length=MOST_SESSIONS), AfterValidator(_logged)
    ] = Field(description="The sessions, each best with its date; up to 20000.")
