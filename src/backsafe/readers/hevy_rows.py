"""One row of a Hevy export, checked cell by cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from backsafe.errors import did_you_mean
from backsafe.model import Set
from backsafe.readers.problems import plain_messages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Row", "RowError", "parse_time", "read_row"]

_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?", re.ASCII)
_WRITTEN_TIME = re.compile(r"([0-9]{1,2}) ([A-Za-z]{3,9})\.? ([0-9]{4}), ([0-9]{1,2}):([0-9]{2})")
# A table of our own: strptime would ask the locale for the names of the months.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SET_TYPES = ("normal", "warmup", "dropset", "failure")
_SUFFIX = re.compile(r"\((assisted|weighted)\)\s*$", re.IGNORECASE)
_KG_PER_LB = 0.45359237
_LONGEST_NAME = 200
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\s]+")


class RowError(Exception):
    """A row that cannot be mapped, and why, in words that name no place."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says.

    Attributes:
        line: Line of the file it begins on.
        session: Title, start and end, which together name its session.
        start: When the session began, in the lifter's own time.
        exercise: Title of the exercise.
        set_index: Number of the set within its exercise, or ``None``.
        set_type: normal, warmup, dropset or failure.
        weight: Weight above 0 in ``unit``, or ``None``.
        unit: ``kg`` or ``lb``.
        reps: Repetitions, or ``None``.
        duration: Seconds above 0, or ``None``.
        has_distance: True if a distance above 0 was recorded.
        rpe: Rating of perceived exertion, or ``None``.
        note: The note on the exercise.
    """

    line: int
    session: tuple[str, str, str]
    start: datetime
    exercise: str
    set_index: int | None
    set_type: str
    weight: float | None
    unit: str
    reps: int | None
    duration: float | None
    has_distance: bool
    rpe: float | None
    note: str

    @property
    def noted_warm_up(self) -> bool:
        """Whether the note says "warm up" and nothing else, on sets not marked as such."""
        letters = "".join(filter(str.isalpha, self.note)).casefold()
        return self.set_type == "normal" and letters in {"warmup", "warmups", "warmupsets"}

    def as_set(self) -> Set:
        """Returns the row as a set of a lift.

        Raises:
            RowError: If a value is beyond what the model accepts.
        """
        values: dict[str, Any] = {
            "reps": self.reps,
            "duration_seconds": self.duration,
            "warm_up": None if self.noted_warm_up else self.set_type == "warmup",
            "rpe": self.rpe,
            "rir": 0 if self.set_type == "failure" else None,
            **self._load(),
        }
        try:
            return Set.model_validate(values)
        except ValidationError as error:
            raise RowError("; ".join(plain_messages(error, Set))) from None

    def _load(self) -> dict[str, Any]:
        suffix = _SUFFIX.search(self.exercise)
        kind = suffix[1].casefold() if suffix else ""
        if kind == "assisted":
            return {"assistance": "machine"}
        if self.weight is None:
            return {}
        if kind == "weighted":
            return {"added_load_kg": self.weight * (_KG_PER_LB if self.unit == "lb" else 1)}
        return {f"load_{self.unit}": self.weight}


def read_row(cells: Sequence[str], header: Mapping[str, int], line: int) -> Row:
    """Checks the cells of one row.

    Args:
        cells: The row.
        header: Index of each column.
        line: Line of the file the row begins on.

    Raises:
        RowError: If it does not make sense.
    """
    if len(cells) != len(header):
        raise RowError(f"it has {len(cells)} fields, the header has {len(header)}")

    def cell(name: str) -> str:
        index = header.get(name)
        return "" if index is None else cells[index].strip()

    exercise = _name(cell("exercise_title"))
    if not exercise:
        raise RowError("exercise_title is empty")
    set_type = cell("set_type").casefold()
    if set_type not in _SET_TYPES:
        hint = did_you_mean(set_type, _SET_TYPES) or f"; known are {', '.join(_SET_TYPES)}"
        raise RowError(f"set_type {set_type[:40]!r} is not known{hint}")
    unit = "kg" if "weight_kg" in header else "lb"
    reps = _number(cell("reps"), "reps")
    if reps is not None and reps != int(reps):
        raise RowError(f"reps must be a whole number, found {reps:g}")
    index = cell("set_index")
    distance = cell("distance_km") or cell("distance_miles")
    return Row(
        line=line,
        session=(_name(cell("title")), cell("start_time"), cell("end_time")),
        start=parse_time(cell("start_time")),
        exercise=exercise,
        set_index=int(index) if index.isascii() and index.isdigit() and len(index) < 9 else None,
        set_type=set_type,
        weight=_number(cell("weight_kg") or cell("weight_lbs"), f"weight_{unit}") or None,
        unit=unit,
        reps=None if reps is None else int(reps),
        duration=_number(cell("duration_seconds"), "duration_seconds") or None,
        has_distance=bool(_number(distance, "distance")),
        rpe=_number(cell("rpe"), "rpe"),
        note=cell("exercise_notes"),
    )


def parse_time(text: str) -> datetime:
    """Reads a time such as ``30 Jun 2025, 19:56`` or ISO 8601, whatever the locale.

    A zone is dropped: what counts is the lifter's own day.

    Raises:
        RowError: If it is neither.
    """
    written = _WRITTEN_TIME.fullmatch(text)
    try:
        if written is None:
            return datetime.fromisoformat(text[:40]).replace(tzinfo=None)
        day, month, year, hour, minute = written.groups()
        number = _MONTHS.index(month[:3].casefold()) + 1
        return datetime(int(year), number, int(day), int(hour), int(minute))
    except ValueError:
        message = f"start_time {text[:40]!r} is no time such as '30 Jun 2025, 19:56'"
        raise RowError(message) from None


def _number(text: str, column: str) -> float | None:
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise RowError(f"{column} must be a number, found {text[:40]!r}")
    number = float(text)
    if number < 0:
        raise RowError(f"{column} must not be negative, found {text}")
    return number


def _name(text: str) -> str:
    return _UNPRINTABLE.sub(" ", text).strip()[:_LONGEST_NAME].strip()
