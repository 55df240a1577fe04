"""Strong's CSV exports, in the layouts of its versions and languages.

What they can record: exercises, sets, loads, repetitions, durations, RPE, sets marked as warm-up,
drop set or failure, and in newer versions the rest after a set. They cannot record tempo or
technique.

- Columns are known by their names, in English, German and French, whatever their order. Many
  exports do not say whether weights are kilograms or pounds; then the caller must.
- ``Set Order`` is the number of a set, or a word: ``W`` a warm-up set, ``D`` a drop set, ``F`` a
  set to failure, ``Rest Timer`` the rest after the set before, ``Note`` a note.
- Distances are read past: a log has no place for them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backsafe.errors import DocumentError, Problem, did_you_mean
from backsafe.readers.dates import read_date
from backsafe.readers.entries import RowError, entry_of, number_of, plain_name, whole_number
from backsafe.readers.records import LOADS, THINGS, fields_of
from backsafe.readers.tables import IgnoredRowError, Rest, Taken, columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["RECORDS", "StrongLayout", "is_header", "is_headerless"]

RECORDS = (
    THINGS
    | LOADS
    | fields_of("workouts", "title date")
    | fields_of("activities", "minutes hold_seconds")
    | fields_of("sets", "reps duration_seconds load_lb warm_up rpe rir rest_seconds")
)
"""What the format can record."""


_REQUIRED = ("date", "workout name", "exercise name", "set order", "weight", "reps")
_COLUMNS = {
    "workout #": "workout #",
    "date": "date",
    "datum": "date",
    "workout name": "workout name",
    "workout-name": "workout name",
    "trainingsname": "workout name",
    "nom de l'entrainement": "workout name",
    "duration": "duration",
    "workout duration": "duration",
    "dauer": "duration",
    "duree": "duration",
    "exercise name": "exercise name",
    "name der ubung": "exercise name",
    "ubungsname": "exercise name",
    "nom de l'exercice": "exercise name",
    "set order": "set order",
    "reihenfolge festlegen": "set order",
    "satzreihenfolge": "set order",
    "ordre de la serie": "set order",
    "weight": "weight",
    "gewicht": "weight",
    "poids": "weight",
    "weight unit": "weight unit",
    "gewichtseinheit": "weight unit",
    "reps": "reps",
    "wiederh": "reps",
    "wiederholungen": "reps",
    "distance": "distance",
    "entfernung": "distance",
    "distance unit": "distance unit",
    "seconds": "seconds",
    "sekunden": "seconds",
    "secondes": "seconds",
    "notes": "notes",
    "notizen": "notes",
    "workout notes": "workout notes",
    "workout-notizen": "workout notes",
    "notes d'entrainement": "workout notes",
    "rpe": "rpe",
}
# The order in which semicolon exports list them; those without a header hold 13 or 14.
_HEADERLESS = (
    "date",
    "workout name",
    "exercise name",
    "set order",
    "weight",
    "weight unit",
    "reps",
    "rpe",
    "distance",
    "distance unit",
    "seconds",
    "notes",
    "workout notes",
    "duration",
)
_UNITS = {
    "kg": "kg", "kgs": "kg", "kilograms": "kg", "kilogramm": "kg",
    "lb": "lb", "lbs": "lb", "pounds": "lb",
}  # fmt: skip
_REST = ("rest timer", "ruhezeit", "rest")
_NOTE = ("note", "notiz", "notes")
_MARKS = {
    "w": "warm_up", "warm_up": "warm_up", "warmup": "warm_up", "warm up": "warm_up",
    "f": "failure", "failure": "failure",
    "d": "", "drop_set": "", "dropset": "", "drop set": "",
}  # fmt: skip
_IN_BRACKETS = re.compile(r"(?P<name>.*?)\s*\((?P<unit>[^()]*)\)")
# No column has a longer name, and a hostile one must not choose how long we look at it.
_LONGEST_COLUMN = 100
_ACCENTS = str.maketrans("\u00e9\u00e8\u00ea\u00fb\u00fc\u00e2\u00e0\u2019", "eeeuuaa'")


def _column(cell: str) -> tuple[str, str]:
    """Returns what a cell of a header means, and the unit it states; two empty texts if nothing."""
    if len(cell) > _LONGEST_COLUMN:
        return "", ""
    match = _IN_BRACKETS.fullmatch(cell.strip())
    name, unit = (match["name"], match["unit"]) if match else (cell, "")
    plain = name.strip().casefold().translate(_ACCENTS).rstrip(".")
    return _COLUMNS.get(plain, ""), unit.strip().casefold()


def is_header(cells: Sequence[str]) -> bool:
    """Returns whether a table with these columns is an export of Strong's."""
    return {"date", "exercise name", "set order"} <= {_column(cell)[0] for cell in cells}


def is_headerless(cells: Sequence[str]) -> bool:
    """Returns whether these are the cells of a first row of an export without a header."""
    return (
        len(cells) in (len(_HEADERLESS) - 1, len(_HEADERLESS))
        and read_date(cells[0]) is not None
        and (cells[5].strip().casefold() in _UNITS or not cells[5].strip())
        and _is_set_order(cells[3].strip().casefold())
    )


def _is_set_order(word: str) -> bool:
    return word.isdecimal() or word in (*_REST, *_NOTE, *_MARKS)


class StrongLayout:
    """What the columns of one of Strong's exports mean.

    Args:
        header: The first record.
        path: The file, for messages.
        unit: ``kg`` or ``lb``, for files that do not say it.

    Raises:
        DocumentError: A column is missing, or neither the file nor the caller says the unit.
    """

    implied = frozenset[str]()

    def __init__(self, header: list[str], path: str, unit: str | None) -> None:
        self.headed = not is_headerless(header)
        named = [_column(cell) for cell in header]
        names = [name for name, _ in named] if self.headed else list(_HEADERLESS[: len(header)])
        self.columns = columns_of(names, _REQUIRED, "Strong", path)
        self._unit = unit
        if "weight unit" not in names:
            self._unit = _stated_unit(dict(named).get("weight", ""), path, unit)

    def take(self, values: Mapping[str, str]) -> Taken:
        """Returns what a row says; raises as :class:`backsafe.readers.tables.Layout` says."""
        exercise = plain_name(values["exercise name"])
        if not exercise:
            raise RowError("no exercise is named", column="exercise name")
        order = values["set order"].casefold()
        start = read_date(values["date"])
        key = (values["date"], values["workout name"], values.get("workout #", ""))
        title = plain_name(values["workout name"])
        if order in _NOTE:
            raise IgnoredRowError("a note, which is free text")
        seconds = number_of(values.get("seconds", ""), "seconds")
        if order in _REST or exercise.casefold() in _REST:
            if not seconds:
                raise IgnoredRowError("a rest without its seconds")
            return Taken(key, title, start, Rest(exercise, seconds))
        mark = _mark(order)
        reps = number_of(values["reps"], "reps")
        weight = number_of(values["weight"], "weight")
        entry = entry_of(
            exercise,
            # Held and cardio exercises have 0 repetitions, and others 0 seconds.
            reps=whole_number(reps, values["reps"], "reps") if reps or not seconds else None,
            weight=weight,
            unit=self._unit_of(values, weight),
            seconds=seconds or None,
            stated={
                "warm_up": mark == "warm_up",
                "rir": 0 if mark == "failure" else None,
                "rpe": number_of(values.get("rpe", ""), "rpe") or None,
            },
        )
        return Taken(key, title, start, entry, values.get("notes", ""))

    def _unit_of(self, values: Mapping[str, str], weight: float | None) -> str:
        stated = values.get("weight unit", "").casefold()
        if not stated:
            if weight and self._unit is None:
                raise RowError("a weight without a unit", column="weight")
            return self._unit or "kg"
        if stated not in _UNITS:
            message = f"unknown unit {stated[:40]!r}; known are kg and lb"
            raise RowError("unknown unit of weight", message, "weight unit")
        return _UNITS[stated]


def _mark(order: str) -> str:
    """Returns what the word in Set Order says of a set."""
    if order in _MARKS:
        return _MARKS[order]
    if order.isdecimal():
        return ""
    known = [word for word in _MARKS if len(word) > 1] + [*_REST, *_NOTE]
    message = f"unknown Set Order {order[:40]!r}{did_you_mean(order, known)}"
    raise RowError("unknown Set Order", message, "set order")


def _stated_unit(stated: str, path: str, unit: str | None) -> str:
    if stated and stated not in _UNITS:
        message = f"is in a unit that is not known: weight in {stated[:40]!r}; known are kg and lb"
        raise DocumentError(Problem(message, path, 1, 1))
    if stated:
        return _UNITS[stated]
    if unit is None:
        message = (
            "is an export of Strong that does not say whether its weights are kilograms or pounds; "
            "say --unit kg or --unit lb"
        )
        raise DocumentError(Problem(message, path, 1, 1))
    return unit
