"""Hevy's CSV export: one row per set, many sessions a file, read as a log.

What the export can record: exercises, sets, loads, repetitions, durations, RPE, and sets marked as
warm-up. It cannot record rest, tempo or technique, and few people log a warm-up or a stretch in it.

- A row becomes a set; rows of one exercise in a row of a session become a lift. Rows of cardio and
  stretches become activities of their own, one each.
- ``warmup`` marks a warm-up set; so does a note on the exercise that says nothing but "warm up".
  ``failure`` means nothing was left in reserve.
- A load of 0 or none is unknown, but Hevy keeps body-weight, weighted and assisted exercises apart
  by name, so there the absence of a weight does tell: none is added, nothing helps.
- Warm-up sets, warm-ups and stretches count as recorded by the log's owner, so that their absence
  means they were not done, where at least half of the sessions hold one.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from backsafe.errors import DocumentError, Problem, did_you_mean
from backsafe.exercises import find
from backsafe.model import (
    Activation,
    Activity,
    Cardio,
    DynamicStretch,
    Lift,
    Log,
    Mobility,
    Model,
    Record,
    Set,
    StaticStretch,
    Workout,
)
from backsafe.readers.document import Document, ReaderNotice
from backsafe.readers.problems import plain_messages
from backsafe.syntax.positions import Pointer, RowPositions
from backsafe.syntax.text import fault

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_hevy_header", "parse"]

_REQUIRED = ("title", "start_time", "exercise_title", "set_index", "set_type", "reps")
_WEIGHTS = ("weight_kg", "weight_lbs")
_SET_TYPES = ("normal", "warmup", "dropset", "failure")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"([0-9]{1,2}) ([A-Za-z]{3})[a-z]* ([0-9]{4}), ([0-9]{1,2}):([0-9]{2})", re.ASCII
)
_WARM_UP_NOTE = re.compile(r"\W*warm[\s-]?up\W*", re.IGNORECASE)
_MOST_SESSIONS = 20_000
_MOST_NOTES = 20
# Nobody does as many sets in a day; the model takes no more activities.
_MOST_ROWS_OF_A_SESSION = 1000
_TIMED: dict[str, type[Model]] = {
    "cardio": Cardio,
    "mobility": Mobility,
    "dynamic_stretch": DynamicStretch,
    "activation": Activation,
    "static_stretch": StaticStretch,
}


class _RowError(Exception):
    """A row that cannot be read, with the reason."""


@dataclass(slots=True)
class _Row:
    """A row and what it becomes: a set of an exercise, or an activity of its own."""

    line: int
    exercise: str
    content: Set | Activity
    note: str


@dataclass(slots=True)
class _Session:
    """Rows of one session, in the order of the file."""

    title: str
    start: datetime | None
    rows: list[_Row] = field(default_factory=list)


def parse(text: str, path: str) -> Document:
    """Reads an export.

    Args:
        text: The file's text.
        path: Its name in messages.

    Raises:
        DocumentError: It is no export of Hevy's, or no row of it can be read.
    """
    reader = csv.reader(io.StringIO(text, newline=""))
    notices: list[ReaderNotice] = []
    sessions: dict[tuple[str, ...], _Session] = {}
    read = 0
    try:
        columns = _columns(next(reader, []), path)
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                read += 1
                try:
                    _take(cells, columns, line, sessions)
                except _RowError as error:
                    message = f"row skipped: {error}"
                    notices.append(ReaderNotice("row-skipped", message, (), line, path))
            line = reader.line_num + 1
    except csv.Error as error:
        raise DocumentError(Problem(f"is no CSV: {error}", path, reader.line_num, 1)) from None
    if not any(session.rows for session in sessions.values()):
        first = f"; the first: {notices[0].message} (line {notices[0].line})" if notices else ""
        raise fault(f"holds no set that can be read{first}", path, text, 0)
    return _document(text, path, sessions, notices, read)


def is_hevy_header(line: str) -> bool:
    """Returns whether the first line of a CSV file is that of an export of Hevy's."""
    cells = {cell.strip() for cell in next(csv.reader([line]), [])}
    return {"exercise_title", "set_index"} <= cells


def _columns(header: list[str], path: str) -> dict[str, int]:
    columns = {name.strip(): number for number, name in enumerate(header)}
    for name in _REQUIRED:
        if name not in columns:
            hint = did_you_mean(name, columns)
            message = f"is no export of Hevy's: column {name!r} is missing{hint}"
            raise DocumentError(Problem(message, path, 1, 1))
    if not any(name in columns for name in _WEIGHTS):
        hint = did_you_mean("weight_kg", columns)
        message = f"is no export of Hevy's: column 'weight_kg' is missing{hint}"
        raise DocumentError(Problem(message, path, 1, 1))
    return columns


def _take(
    cells: list[str],
    columns: dict[str, int],
    line: int,
    sessions: dict[tuple[str, ...], _Session],
) -> None:
    if len(cells) != len(columns):
        raise _RowError(f"{len(cells)} fields where the header has {len(columns)}")
    values = {name: cells[number].strip() for name, number in columns.items()}
    exercise = _name(values["exercise_title"])
    if not exercise:
        raise _RowError("no exercise is named")
    row = _Row(line, exercise, _content(values, exercise), values.get("exercise_notes", ""))
    key = (values["title"], values["start_time"], values.get("end_time", ""))
    if key not in sessions:
        if len(sessions) == _MOST_SESSIONS:
            raise _RowError(f"more than {_MOST_SESSIONS:,} sessions")
        sessions[key] = _Session(values["title"], _start(values["start_time"]))
    if len(sessions[key].rows) == _MOST_ROWS_OF_A_SESSION:
        raise _RowError(f"more than {_MOST_ROWS_OF_A_SESSION:,} rows in a session")
    sessions[key].rows.append(row)


def _content(values: dict[str, str], exercise: str) -> Set | Activity:
    known = find(exercise)
    weight, unit = _weight(values)
    seconds = _number(values, "duration_seconds")
    reps = _number(values, "reps")
    if known is not None and known.kind in _TIMED and not reps and not weight:
        return _timed(known.kind, exercise, seconds)
    if reps is None and seconds is None:
        raise _RowError("neither reps nor a duration are given")
    return _set(values, reps, seconds, _load(weight, unit, known.loading if known else "external"))


def _timed(kind: str, exercise: str, seconds: float | None) -> Activity:
    fields: dict[str, Any] = {"exercise": exercise}
    if seconds:
        named = {"hold_seconds": seconds} if kind == "static_stretch" else {"minutes": seconds / 60}
        fields |= named
    activity: Activity = _valid(_TIMED[kind], fields)
    return activity


def _set(
    values: dict[str, str], reps: float | None, seconds: float | None, load: dict[str, Any]
) -> Set:
    kind = values["set_type"].casefold() or "normal"
    if kind not in _SET_TYPES:
        hint = did_you_mean(kind, _SET_TYPES)
        raise _RowError(f"unknown set type {values['set_type'][:40]!r}{hint}")
    if reps is not None and reps != int(reps):
        raise _RowError(f"reps must be a whole number, found {values['reps'][:40]!r}")
    rpe = _number(values, "rpe")
    noted = _WARM_UP_NOTE.fullmatch(values.get("exercise_notes", "")) is not None
    fields: dict[str, Any] = {
        "reps": None if reps is None else int(reps),
        "duration_seconds": seconds,
        "warm_up": kind == "warmup" or noted,
        "rir": 0 if kind == "failure" else None,
        "rpe": rpe or None,
        **load,
    }
    one: Set = _valid(Set, fields)
    return one


def _load(weight: float | None, unit: str, loading: str) -> dict[str, Any]:
    kilograms = weight if unit == "weight_kg" or weight is None else weight * 0.45359237
    if loading == "assisted":
        return {"body_weight": True, "assistance": "machine"}
    if loading == "added":
        return {"body_weight": True, "assistance": "none", "added_load_kg": kilograms}
    if loading == "body_weight":
        return {"body_weight": True, "assistance": "none", "added_load_kg": kilograms or 0.0}
    if not weight:
        return {}
    return {"load_kg": weight} if unit == "weight_kg" else {"load_lb": weight}


def _weight(values: dict[str, str]) -> tuple[float | None, str]:
    for unit in _WEIGHTS:
        if unit in values:
            return _number(values, unit), unit
    return None, _WEIGHTS[0]


def _number(values: dict[str, str], name: str) -> float | None:
    text = values.get(name, "")
    if not text:
        return None
    try:
        number = float(text) if len(text) <= 40 and "_" not in text else float("nan")
    except ValueError:
        number = float("nan")
    if number - number != 0:
        raise _RowError(f"{name} must be a number, found {text[:40]!r}")
    return number


def _valid(model: type[Any], fields: dict[str, Any]) -> Any:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise _RowError("; ".join(plain_messages(error, model))) from None


def _start(text: str) -> datetime | None:
    """Reads a date whatever the machine's language; ``None`` if it is none."""
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            return datetime.fromisoformat(text).replace(tzinfo=None)
        day, month, year, hour, minute = match.groups()
        number = _MONTHS.index(month.casefold()) + 1
        return datetime(int(year), number, int(day), int(hour), int(minute))
    except ValueError:
        return None


def _document(
    text: str,
    path: str,
    sessions: dict[tuple[str, ...], _Session],
    notices: list[ReaderNotice],
    read: int,
) -> Document:
    ordered = sorted(sessions.values(), key=lambda it: (it.start is None, it.start or datetime.min))
    lines: dict[Pointer, int] = {(): 1}
    workouts = []
    for number, session in enumerate(ordered):
        if session.start is None:
            message = "the session's start is no date; it is taken as the latest"
            notices.append(
                ReaderNotice(
                    "date-not-read", message, ("workouts", number), session.rows[0].line, path
                )
            )
        workouts.append(_workout(session, ("workouts", number), lines))
    notices.extend(_about_notes(ordered, path))
    log = Log(workouts=tuple(workouts), records=tuple(_records(workouts)) or None)
    skipped = sum(notice.kind == "row-skipped" for notice in notices)
    return Document(
        path,
        log,
        RowPositions(lines),
        reader="hevy",
        text=text,
        notices=tuple(notices),
        rows_read=read,
        rows_mapped=read - skipped,
        rows_skipped=skipped,
    )


def _about_notes(sessions: list[_Session], path: str) -> Iterator[ReaderNotice]:
    """Yields what was made of the notes on exercises, which are free text."""
    noted = [row for session in sessions for row in session.rows if row.note]
    warm_ups = [row.line for row in noted if _WARM_UP_NOTE.fullmatch(row.note)]
    if warm_ups:
        message = f"{len(warm_ups)} sets are read as warm-up sets, because a note says so"
        yield ReaderNotice("warm-up-note", message, (), min(warm_ups), path)
    others = {it.note: it.line for it in noted[::-1] if not _WARM_UP_NOTE.fullmatch(it.note)}
    for note, line in list(others.items())[:_MOST_NOTES]:
        message = f"a note was not read: {_name(note)[:60]!r}; loads are taken as recorded"
        yield ReaderNotice("notes-not-read", message, (), line, path)


def _workout(session: _Session, pointer: Pointer, lines: dict[Pointer, int]) -> Workout:
    lines[pointer] = session.rows[0].line
    activities: list[Activity] = []
    for _, group in groupby(enumerate(session.rows), key=_lift_key):
        rows = [row for _, row in group]
        place = (*pointer, "activities", len(activities))
        lines[place] = rows[0].line
        activities.append(_activity(rows))
        lines.update({(*place, "sets", it): row.line for it, row in enumerate(rows)})
    return Workout(
        kind="log",
        title=_name(session.title) or None,
        date=session.start.date() if session.start else None,
        activities=tuple(activities),
    )


def _lift_key(numbered: tuple[int, _Row]) -> tuple[str, int]:
    """Rows that share it become one lift; an activity of its own shares it with nothing."""
    number, row = numbered
    return row.exercise, -1 if isinstance(row.content, Set) else number


def _activity(rows: list[_Row]) -> Activity:
    first = rows[0].content
    if not isinstance(first, Set):
        return first
    sets = tuple(row.content for row in rows if isinstance(row.content, Set))
    return Lift(exercise=rows[0].exercise, sets=sets)


def _name(text: str) -> str:
    """Returns a text without what no name may hold."""
    return "".join(character if character.isprintable() else " " for character in text)[
        :200
    ].strip()


def _records(workouts: list[Workout]) -> Iterator[Record]:
    found = [{_record(activity) for activity in workout.activities} for workout in workouts]
    records: tuple[Record, ...] = ("warm_up", "warm_up_sets", "stretches")
    for record in records:
        if 2 * sum(record in kinds for kinds in found) >= len(workouts):
            yield record


def _record(activity: Activity) -> Record | None:
    """Returns what an activity shows that its owner records."""
    if isinstance(activity, Lift):
        return "warm_up_sets" if any(one.warm_up for one in activity.sets) else None
    return "stretches" if isinstance(activity, StaticStretch) else "warm_up"
