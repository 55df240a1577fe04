"""Clearances hold from their day on."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest

import backsafe
from backsafe import Checker, Report, Text, UsageError
from backsafe.facts import clearances

GIVEN = "2026-03-10"
LATE = "after today (2026-03-09), and no session has a date"
STRONG = (
    "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,"
    "RPE\n"
)


def athlete(code: str = "AT05", **more: Any) -> dict[str, Any]:
    clearance = {"rule": code, "by": "Dr. Lee", "date": GIVEN, "reason": "examined", **more}
    stated = {"AT05": {"pain_0_10": 7}, "AT01": {"symptoms": ["saddle_numbness"]}}
    return {**stated.get(code, {"par_q_yes": ["dizziness_or_fainting"]}), "clearance": [clearance]}


def session(day: str | None = None) -> dict[str, Any]:
    lift = {"type": "lift", "exercise": "inverted row", "sets": [{"reps": 8, "body_weight": True}]}
    return {"activities": [lift], **({} if day is None else {"date": day})}


def documents(*days: str | None) -> dict[str, dict[str, Any]]:
    """Returns documents of all kinds with sessions of these days."""
    sessions = [session(day) for day in days]
    found = {
        "program": {"weeks": [{"workouts": sessions}]},
        "log": {"kind": "log", "workouts": sessions},
    }
    return found | ({"plan": sessions[0]} if len(days) == 1 else {})


def told(report: Report) -> list[str]:
    return [it.message for it in report.notices if it.kind == "clearance"]


def cleared(report: Report, code: str = "AT05") -> bool:
    return code not in {it.code for it in report.violations}


@pytest.mark.parametrize("kind", ["plan", "program", "log"])
@pytest.mark.parametrize("code", ["AT05", "AT03"])
def test_it_must_be_there_by_the_day_of_the_session(kind: str, code: str) -> None:
    """AT05 is set aside by what weighs findings, AT03 weighs clearances itself."""
    for day, holds in ((GIVEN, True), ("2026-03-11", True), ("2026-03-09", False)):
        report = backsafe.check(documents(day)[kind], athlete=athlete(code))
        assert cleared(report, code) is holds
        late = [it for it in told(report) if it.endswith(": not used")]
        assert bool(late) is not holds
        if late:
            assert late[0].startswith(
                f"the clearance of {code} by Dr. Lee is of {GIVEN}, after the "
            )
            assert day in late[0]


def test_the_first_session_of_a_plan_and_the_last_one_of_a_log_count() -> None:
    between = documents("2026-04-01", None, "2026-03-01")
    assert not cleared(backsafe.check(between["program"], athlete=athlete()))
    assert cleared(backsafe.check(between["log"], athlete=athlete()))


@pytest.mark.parametrize(("last", "holds"), [("2026-03-09", False), ("2026-03-10", True)])
def test_an_export_that_is_read_row_by_row(last: str, holds: bool) -> None:
    rows = [f"{day} 18:00:00,Back,Pull Up,1,0,5,0,0,,,\n" for day in ("2026-01-02", last)]
    export = Text(STRONG + "".join(rows), reader="strong", unit="kg")
    report = Checker(athlete=athlete()).check(export)
    assert report.summary.workouts == 2
    assert cleared(report) is holds


def test_where_no_session_has_a_date_today_counts() -> None:
    for today, holds in (("2026-03-09", False), (date(2026, 3, 10), True)):
        checker = Checker(athlete=athlete(), today=today)
        for same in (checker, pickle.loads(pickle.dumps(checker))):
            report = same.check(session())
            assert cleared(report) is holds
            if not holds:
                assert told(report) == [
                    f"the clearance of AT05 by Dr. Lee is of {GIVEN}, {LATE}: not used"
                ]


def test_the_clock_is_looked_at_only_where_nothing_else_tells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Clock(date):
        @classmethod
        def today(cls) -> date:  # type: ignore[override]
            asked.append(True)
            return date(2026, 3, 9)

    asked: list[bool] = []
    monkeypatch.setattr(clearances, "date", Clock)
    backsafe.check(session(), athlete={"symptoms": []})
    backsafe.check(session(GIVEN), athlete=athlete())
    Checker(athlete=athlete(), today=GIVEN).check(session())
    assert not asked
    assert not cleared(backsafe.check(session(), athlete=athlete()))
    assert asked


def test_it_is_told_where_a_red_flag_withholds_all_else() -> None:
    report = backsafe.check(session("2026-03-01"), athlete=athlete("AT01"))
    assert {it.code for it in report.violations} == {"AT01"}
    assert len(told(report)) == 1
    report = backsafe.check(session(GIVEN), athlete=athlete("AT01", reason=None))
    assert told(report) == ["the clearance of AT01 by Dr. Lee states no reason: not used"]


def test_a_later_one_of_the_same_rule_that_can_be_used_is_used() -> None:
    person = athlete()
    person["clearance"].insert(0, {"rule": "AT05", "by": "Dr. Ray", "date": GIVEN})
    person["clearance"].append({**person["clearance"][1], "by": "Dr. May", "date": "2027-01-01"})
    report = backsafe.check(session(GIVEN), athlete=person)
    assert cleared(report)
    assert any("by Dr. Lee, 2026-03-10" in it for it in told(report))
    assert any("by Dr. May is of 2027-01-01, after the session" in it for it in told(report))


@pytest.mark.parametrize("today", ["tomorrow", "2026-13-01", 7])
def test_what_is_no_day_is_told(today: Any) -> None:
    with pytest.raises(UsageError, match="today must be a day such as 2026-04-08"):
        Checker(today=today)
