"""A table of sets, one row a set, is checked as a log; findings come back as a table.

python examples/tables.py        checks one table with pandas and with Polars, and compares

A row needs a date and an exercise; columns called as the fields of a set (reps, load_kg, rir,
warm_up, …) are read, and rows stand in the order in which the sets were done. Every row becomes
part of the log, or is told with the reason why not.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

import backsafe
from backsafe.model import Lift, Set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd
    import polars as pl


class Finding(NamedTuple):
    kind: str  # error, warning, advice; unknown; notice; left out
    code: str
    message: str
    rows: list[int]  # those it is about, from 0; none: the table; a name not known: its first


def check_pandas(table: pd.DataFrame, checker: backsafe.Checker) -> pd.DataFrame:
    import pandas as pd

    # NaN, NaT and NA all become None: absent, and never 0.
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    return pd.DataFrame(check_rows(rows, checker), columns=Finding._fields)


def check_polars(table: pl.DataFrame, checker: backsafe.Checker) -> pl.DataFrame:
    import polars as pl
    from polars import selectors

    rows = table.with_columns(selectors.float().fill_nan(None)).to_dicts()
    schema = dict.fromkeys(Finding._fields, pl.String()) | {"rows": pl.List(pl.Int64)}
    return pl.DataFrame(list(check_rows(rows, checker)), schema=schema, orient="row")


def check_rows(rows: Iterable[Mapping[str, Any]], checker: backsafe.Checker) -> Iterator[Finding]:
    """Yields which rows are left out and why, then what is told of the others, worst first."""
    sessions: dict[date, list[tuple[int, Lift]]] = {}
    ignored: set[str] = set()
    for number, row in enumerate(rows):
        ignored |= row.keys() - Set.model_fields.keys() - {"date", "exercise"}
        try:
            day, lift = _day(row.get("date")), _lift(row)
        except ValueError as error:
            yield Finding("left out", "", _why(error), [number])
        else:
            sessions.setdefault(day, []).append((number, lift))
    if ignored:
        yield Finding("left out", "", f"columns not read: {', '.join(sorted(ignored))}", [])
    log, rows_at = _log(sessions)
    report = checker.check(log)
    if report.exit_status == 3:
        yield Finding("unknown", "", "nothing about the training could be judged", [])
    for found in report.violations:
        yield Finding(found.severity, found.code, found.message, _rows(rows_at, found.location))
    for undecided in report.unknowns:
        rows_of = _rows(rows_at, undecided.location)
        yield Finding("unknown", undecided.code, undecided.reason, rows_of)
    for notice in report.notices:
        yield Finding("notice", notice.kind, notice.message, _rows(rows_at, notice.location))


def _log(
    sessions: Mapping[date, list[tuple[int, Lift]]],
) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """Returns a log document, and JSON pointer → the rows that are there."""
    workouts: list[dict[str, Any]] = []
    rows_at: dict[str, list[int]] = {}
    for day in sorted(sessions):
        activities: list[dict[str, Any]] = []
        for exercise, lifts in groupby(sessions[day], key=lambda it: it[1].exercise):
            sets: list[dict[str, Any]] = []
            for row, lift in lifts:
                session = f"/workouts/{len(workouts)}"
                activity = f"{session}/activities/{len(activities)}"
                for place in (session, activity, f"{activity}/sets/{len(sets)}"):
                    rows_at.setdefault(place, []).append(row)
                sets.append(lift.sets[0].model_dump(exclude_unset=True))
            activities.append({"type": "lift", "exercise": exercise, "sets": sets})
        workouts.append({"date": day, "activities": activities})
    return {"kind": "log", "workouts": workouts}, rows_at


def _rows(rows_at: Mapping[str, list[int]], location: backsafe.Location) -> list[int]:
    pointer = location.pointer
    while pointer and pointer not in rows_at:
        pointer = pointer.rpartition("/")[0]
    return rows_at.get(pointer, [])


def _day(value: Any) -> date:
    if isinstance(value, datetime):  # pandas.Timestamp is one, too
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"date: expected a day such as 2026-11-20, found {value!r}") from None


def _lift(row: Mapping[str, Any]) -> Lift:
    stated = {name: _number(row[name]) for name in Set.model_fields if row.get(name) is not None}
    return Lift.model_validate({"exercise": row.get("exercise"), "sets": [stated]})


def _number(value: Any) -> Any:
    # A column of whole numbers with gaps is one of floats.
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _why(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(f"{it['loc'][-1]}: {it['msg']}" for it in error.errors())
    return str(error)


SETS = {
    "date": ["2026-01-05"] * 3 + ["2026-01-08"] * 3 + [None],
    "exercise": ["deadlift"] * 3 + ["deadlift", "bent-over row", "deadlfit", "deadlift"],
    "reps": [5, 5, 5, 5, 10, 5, 5],
    "load_kg": [60.0, 80.0, 80.0, 120.0, None, 60.0, 60.0],
    "gym": ["home"] * 7,
}


def main() -> None:
    import pandas as pd
    import polars as pl

    checker = backsafe.Checker(athlete={"one_rep_max_kg": {"deadlift": 140}, "symptoms": []})
    table = pl.DataFrame(SETS)
    findings = check_polars(table, checker)
    with pl.Config(tbl_rows=-1, fmt_str_lengths=52, tbl_width_chars=130):
        print(findings.group_by("kind").len().sort("kind"))
        told = findings.filter(pl.col("kind") != "unknown").explode("rows", empty_as_null=True)
        rows = table.with_row_index("rows").cast({"rows": pl.Int64}).drop("date", "gym")
        print(rows.join(told, on="rows", how="full", coalesce=True).sort("rows"))
    same = check_pandas(pd.DataFrame(SETS), checker)
    print(
        f"pandas finds the same: {findings.rows() == list(same.itertuples(index=False, name=None))}"
    )


if __name__ == "__main__":
    main()
