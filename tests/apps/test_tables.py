"""Every row of a table is used or told why not, and pandas and Polars give the same findings."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from tables import SETS, Finding, check_rows

import backsafe

CHECKER = backsafe.Checker(athlete={"one_rep_max_kg": {"deadlift": 140}, "symptoms": []})
DAY = dt.date(2026, 1, 5)


def check(*rows: dict[str, Any]) -> list[Finding]:
    return list(check_rows(rows, CHECKER))


def left_out(*rows: dict[str, Any]) -> list[tuple[str, list[int]]]:
    return [(it.message, it.rows) for it in check(*rows) if it.kind == "left out"]


def test_findings_name_their_rows() -> None:
    rows = [
        {"date": DAY, "exercise": "deadlift", "reps": 5, "load_kg": 60},
        {"date": DAY + dt.timedelta(3), "exercise": "deadlift", "reps": 5, "load_kg": 110},
        {"date": DAY, "exercise": "deadlift", "reps": 5, "load_kg": 70},
    ]

    (jump,) = [it for it in check(*rows) if it.code == "LD03"]

    assert (jump.kind, jump.rows) == ("warning", [1])
    assert left_out(*rows) == []


def test_a_finding_on_a_session_has_all_its_rows() -> None:
    names = ("deadlift", "frobnicate", "deadlift", "frobnicate")
    found = check(*({"date": DAY, "exercise": name, "reps": 5} for name in names))

    assert [0, 1, 2, 3] in [it.rows for it in found if it.kind == "unknown"]
    # A name is told once, where it is first met.
    assert [it.rows for it in found if it.kind == "notice"] == [[1]]


def test_a_finding_on_a_lift_has_all_its_rows() -> None:
    found = check(*({"date": DAY, "exercise": "deadlift", "reps": 5} for _ in range(3)))

    assert {tuple(it.rows) for it in found if it.code == "LD08"} == {(0, 1, 2)}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"date": None}, "date: expected a day such as 2026-11-20, found None"),
        ({"date": "5 Jan"}, "date: expected a day such as 2026-11-20, found '5 Jan'"),
        ({"date": 20260105}, "date: expected a day such as 2026-11-20, found 20260105"),
        ({"exercise": None}, "exercise: Input should be a valid string"),
        ({"reps": 5.5}, "reps: Input should be a valid integer"),
        ({"load_kg": -1.0}, "load_kg: Input should be greater"),
        ({"load_kg": "60"}, "load_kg: Input should be a valid number"),
        ({"load_kg": float("inf")}, "load_kg: Input should be a finite"),
        ({"load_kg": 5, "load_lb": 5}, "load_lb: load_lb and load_kg"),
    ],
)
def test_a_row_that_is_wrong_is_told(wrong: dict[str, Any], why: str) -> None:
    good = {"date": DAY, "exercise": "row", "reps": 5}

    ((told, rows),) = left_out(good, {**good, **wrong}, good)

    assert told.startswith(why)
    assert rows == [1]


def test_columns_that_are_not_read_are_told() -> None:
    row = {"date": DAY, "exercise": "row", "reps": 5, "weight": 60, "gym": "home"}

    assert left_out(row) == [("columns not read: gym, weight", [])]


def test_an_absent_number_is_unknown_and_not_zero() -> None:
    found = check({"date": DAY, "exercise": "deadlift", "reps": 5.0, "load_kg": None})

    assert any("load_kg or load_percent" in it.message for it in found if it.kind == "unknown")


def test_a_table_of_nothing_is_unknown() -> None:
    assert Finding("unknown", "", "nothing about the training could be judged", []) in check()


def test_both_libraries_give_the_same_findings() -> None:
    pd = pytest.importorskip("pandas", reason="needs the group apps")
    pl = pytest.importorskip("polars", reason="needs the group apps")
    from tables import check_pandas, check_polars

    days = [None if it is None else dt.date.fromisoformat(it) for it in SETS["date"]]
    gaps = {"reps": [5, None, 5, 5, None, 5, 5], "warm_up": [True, None] + [False] * 5}
    table = {**SETS, **gaps, "rpe": [7.0, float("nan"), 8, None, 9, 8, 7]}
    of_lists = list(
        check_rows(
            [dict(zip(SETS, row, strict=True)) for row in zip(*SETS.values(), strict=True)], CHECKER
        )
    )

    plain = check_pandas(pd.DataFrame(SETS), CHECKER)
    typed = pd.DataFrame({**table, "date": pd.to_datetime(pd.Series(days))}).convert_dtypes()

    assert list(plain.itertuples(index=False, name=None)) == list(map(tuple, of_lists))
    assert check_polars(pl.DataFrame(SETS), CHECKER).rows() == list(map(tuple, of_lists))
    found = check_pandas(typed, CHECKER)
    assert str(typed["reps"].dtype) == "Int64"
    assert list(found.columns) == ["kind", "code", "message", "rows"]
    polars = check_polars(pl.DataFrame({**table, "date": days}, strict=False), CHECKER)
    # How a missing day is called is the library's own; all else is the same.
    assert polars.rows() == list(found.itertuples(index=False, name=None))
    assert not re.search(r"\b(nan|nat|na)\b", " ".join(found["message"]), re.IGNORECASE)


def test_findings_join_the_table() -> None:
    pd = pytest.importorskip("pandas", reason="needs the group apps")
    from tables import check_pandas

    table = pd.DataFrame(SETS, index=[f"s{number}" for number in range(7)])
    found = check_pandas(table, CHECKER).explode("rows")
    joined = table.reset_index().merge(found, left_index=True, right_on="rows", how="left")

    jump = joined[joined["code"] == "LD03"]
    assert list(jump["index"]) == ["s3"]
