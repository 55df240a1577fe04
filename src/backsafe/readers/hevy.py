"""Hevy's CSV export.

What it can record: exercises, sets, loads, repetitions, durations, RPE, and sets marked as warm-up,
drop set or failure. It cannot record rest, tempo or technique.

- ``warmup`` marks a warm-up set; so does a note on the exercise that says nothing but "warm up".
  ``failure`` means nothing was left in reserve.
- Distances and supersets are read past: a log has no place for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.errors import did_you_mean
from backsafe.readers.dates import read_date
from backsafe.readers.entries import RowError, entry_of, number_of, plain_name, whole_number
from backsafe.readers.records import LOADS, THINGS, fields_of
from backsafe.readers.tables import Taken, columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["RECORDS", "HevyLayout", "is_header"]

RECORDS = (
    THINGS
    | LOADS
    | fields_of("workouts", "title date")
    | fields_of("activities", "minutes hold_seconds")
    | fields_of("sets", "reps duration_seconds load_lb warm_up rpe rir")
)
"""What the format can record."""


_REQUIRED = ("title", "start_time", "exercise_title", "set_index", "set_type", "reps")
_WEIGHTS = {"weight_kg": "kg", "weight_lbs": "lb", "weight_lb": "lb"}
_SET_TYPES = ("normal", "warmup", "dropset", "failure")


def is_header(cells: Sequence[str]) -> bool:
    """Returns whether a table with these columns is an export of Hevy's."""
    return {"exercise_title", "set_index"} <= set(cells)


class HevyLayout:
    """What the columns of Hevy's export mean.

    Args:
        header: The first record.
        path: The file, for messages.

    Raises:
        DocumentError: A column is missing.
    """

    headed = True
    implied = frozenset({"set_index"})

    def __init__(self, header: list[str], path: str) -> None:
        self._weight = next((name for name in _WEIGHTS if name in header), "weight_kg")
        self.columns = columns_of(header, (*_REQUIRED, self._weight), "Hevy", path)

    def take(self, values: Mapping[str, str]) -> Taken:
        """Returns what a row says; raises as :class:`backsafe.readers.tables.Layout` says."""
        exercise = plain_name(values["exercise_title"])
        if not exercise:
            raise RowError("no exercise is named", column="exercise_title")
        kind = values["set_type"].casefold() or "normal"
        if kind not in _SET_TYPES:
            message = f"unknown set type {kind[:40]!r}{did_you_mean(kind, _SET_TYPES)}"
            raise RowError("unknown set type", message, "set_type")
        entry = entry_of(
            exercise,
            reps=whole_number(number_of(values["reps"], "reps"), values["reps"], "reps"),
            weight=number_of(values[self._weight], self._weight),
            unit=_WEIGHTS[self._weight],
            seconds=number_of(values.get("duration_seconds", ""), "duration_seconds"),
            stated={
                "warm_up": kind == "warmup",
                "rir": 0 if kind == "failure" else None,
                "rpe": number_of(values.get("rpe", ""), "rpe") or None,
            },
        )
        start = values["start_time"]
        key = (values["title"], start, values.get("end_time", ""))
        note = values.get("exercise_notes", "")
        return Taken(key, plain_name(values["title"]), read_date(start), entry, note)
