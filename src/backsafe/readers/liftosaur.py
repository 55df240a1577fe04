"""Liftosaur's CSV export of the history, in its newer layout and in the older one.

What it can record: exercises, sets with loads and repetitions, the repetitions that were aimed at,
RPE, and sets marked as warm-up. It cannot record rest, durations, supersets, tempo or technique.

- What was completed counts. A set without completed repetitions was not done and is ignored; where
  only the required weight is written, the weight of the set stays unknown.
- Required repetitions become the target; of a range the export holds the upper end alone. That a
  set was as many repetitions as possible says nothing more of those that were counted.
- The older layout has one weight, taken for the one that was lifted, and one RPE, of which nobody
  can tell whether it was felt or prescribed: it is left out.
- Times are those of UTC, so late sessions may stand under the next day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.readers.dates import read_date
from backsafe.readers.entries import RowError, entry_of, number_of, plain_name, whole_number
from backsafe.readers.records import LOADS, fields_of
from backsafe.readers.tables import IgnoredRowError, Taken, columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["RECORDS", "LiftosaurLayout", "is_header"]

RECORDS = (
    frozenset({"warm_up_sets"})
    | LOADS
    | fields_of("workouts", "title date")
    | fields_of("sets", "reps target_reps load_lb warm_up rpe")
)
"""What the format can record."""


_REQUIRED = ("Workout DateTime", "Exercise", "Is Warmup Set?", "Completed Reps")
_NEWER = ("Completed Weight Value", "Completed Weight Unit")
_OLDER = ("Weight Value", "Weight Unit")
_UNITS = ("kg", "lb")
_SWITCHES = {"1": True, "0": False, "": False}
# Codes of the older layout whose words are not those of the code.
_EQUIPMENT = {
    "leveragemachine": "Leverage Machine",
    "smith": "Smith Machine",
    "medicineball": "Medicine Ball",
    "ezbar": "EZ Bar",
    "trapbar": "Trap Bar",
}


def is_header(cells: Sequence[str]) -> bool:
    """Returns whether a table with these columns is an export of Liftosaur's."""
    return {"Workout DateTime", "Is Warmup Set?"} <= set(cells)


class LiftosaurLayout:
    """What the columns of Liftosaur's export mean.

    Args:
        header: The first record.
        path: The file, for messages.

    Raises:
        DocumentError: A column is missing.
    """

    headed = True
    implied = frozenset[str]()

    def __init__(self, header: list[str], path: str) -> None:
        self._weight, self._unit = _OLDER if _OLDER[0] in header else _NEWER
        required = (*_REQUIRED, self._weight, self._unit)
        self.columns = columns_of(header, required, "Liftosaur", path)

    def take(self, values: Mapping[str, str]) -> Taken:
        """Returns what a row says; raises as :class:`backsafe.readers.tables.Layout` says."""
        exercise = _exercise(values)
        warm_up = _switch(values, "Is Warmup Set?")
        reps = _whole(values, "Completed Reps")
        if reps is None:
            raise IgnoredRowError("a set that was not completed")
        weight = number_of(values[self._weight], self._weight)
        entry = entry_of(
            exercise,
            reps=reps,
            weight=weight,
            unit=self._unit_of(values) if weight is not None else "kg",
            seconds=None,
            stated={
                "warm_up": warm_up,
                "target_reps": _whole(values, "Required Reps") or None,
                "rpe": number_of(values.get("Completed RPE", ""), "Completed RPE") or None,
            },
        )
        start, day = values["Workout DateTime"], values.get("Day Name", "")
        key = (start, values.get("Program", ""), day)
        return Taken(key, plain_name(day), read_date(start), entry, values.get("Notes", ""))

    def _unit_of(self, values: Mapping[str, str]) -> str:
        unit = values[self._unit].casefold()
        if not unit:
            raise RowError("a weight without a unit", column=self._unit)
        if unit not in _UNITS:
            message = f"unknown unit {unit[:40]!r}; known are kg and lb"
            raise RowError("unknown unit of weight", message, self._unit)
        return unit


def _exercise(values: Mapping[str, str]) -> str:
    name = plain_name(values["Exercise"])
    if not name:
        raise RowError("no exercise is named", column="Exercise")
    code = plain_name(values.get("Equipment", ""))
    if not code or "," in name:
        return name
    return plain_name(f"{name}, {_EQUIPMENT.get(code.casefold(), code)}")


def _switch(values: Mapping[str, str], name: str) -> bool:
    value = values[name]
    if value not in _SWITCHES:
        message = f"{name} must be 1 or 0, found {value[:40]!r}"
        raise RowError(f"{name} is neither 1 nor 0", message, name)
    return _SWITCHES[value]


def _whole(values: Mapping[str, str], name: str) -> int | None:
    text = values.get(name, "")
    return whole_number(number_of(text, name), text, name)
