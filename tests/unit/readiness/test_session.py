"""One session of a plan: chosen without guessing, and placed in the plan's own file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from backsafe.errors import DocumentError, UsageError
from backsafe.readers import read, read_mapping, read_text
from backsafe.readiness.session import Chosen, chosen_day, planned_session

LIFT = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5}]}
PROGRAM = """\
backsafe: 1
athlete: {level: novice}
records: [warm_up]
weeks:
  - workouts:
      - {day: 1, title: A, activities: [{type: mobility, exercise: cat-camel}]}
      - {day: 4, title: B, activities: [{type: mobility, exercise: cat-camel}]}
  - workouts:
      - day: 4
        title: C
        activities:
          - {type: mobility, exercise: cat-camel}
"""


def of(*days: dict[str, Any]) -> dict[str, Any]:
    return {"weeks": [{"workouts": [{"activities": [LIFT], **day} for day in days]}]}


def test_a_workout_is_the_session() -> None:
    document = read_mapping({"title": "Back day", "activities": [LIFT]})
    found = planned_session(document)

    assert found.document is found.mendable is document
    assert found.name == "Back day"
    assert not found.converted


def test_a_session_of_a_program_keeps_its_places_and_its_athlete() -> None:
    found = planned_session(read_text(PROGRAM, "p.yaml"), Chosen(week=2))

    assert found.name == found.workout.title == "C"
    assert found.workout.athlete is not None
    assert found.workout.athlete.level == "novice"
    assert found.workout.records == ("warm_up",)
    positions = found.document.positions
    assert positions.locate(("activities", 0)) == (12, 13)
    assert positions.locate_key(("title",)) == (10, 9)
    assert positions.locate(("athlete",)) == (2, 10)
    assert found.converted
    assert found.mendable.content == found.workout
    assert found.mendable.reader == "mapping"


@pytest.mark.parametrize(
    ("chosen", "title"),
    [
        (Chosen(week=1, day=4), "B"),
        (Chosen(day=1), "A"),
        (Chosen(week=2, day=4), "C"),
    ],
)
def test_by_week_and_day(chosen: Chosen, title: str) -> None:
    assert planned_session(read_text(PROGRAM), chosen).workout.title == title


def test_where_a_plan_numbers_no_days_they_are_counted() -> None:
    program = read_mapping(of({"title": "A"}, {"title": "B"}))
    assert planned_session(program, Chosen(day=2)).workout.title == "B"


def test_by_date() -> None:
    program = read_mapping(of({"date": "2026-03-02"}, {"date": "2026-03-04", "title": "B"}))
    assert planned_session(program, Chosen(date=dt.date(2026, 3, 4))).workout.title == "B"
    undated = read_mapping({"activities": [LIFT]})
    assert planned_session(undated, Chosen(date=dt.date(2026, 3, 4))).workout.date is None


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (Chosen(), r"p: holds several sessions; choose one .*week 1 day 1: A; week 1 day 4: B"),
        (Chosen(day=4), r"2 of its sessions are of day 4.*week 1 day 4: B; week 2 day 4: C"),
        (Chosen(week=9), r"has no session of week 9; there are week 1 day 1: A"),
        (Chosen(week=0), r"has no session of week 0"),
    ],
)
def test_no_session_is_guessed(chosen: Chosen, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        planned_session(read_text(PROGRAM, "p"), chosen)


def test_two_sessions_of_one_day_cannot_be_told_apart() -> None:
    program = read_mapping(of({"day": 1, "title": "A"}, {"day": 1, "title": "B"}))
    with pytest.raises(UsageError, match="the plan must number them apart"):
        planned_session(program, Chosen(week=1, day=1))


def test_a_session_of_another_day_is_not_it() -> None:
    dated = read_mapping({"date": "2026-03-02", "activities": [LIFT]})
    with pytest.raises(UsageError, match=r"no session of date 2026-03-04; there are .*2026-03-02"):
        planned_session(dated, Chosen(date=dt.date(2026, 3, 4)))


@pytest.mark.parametrize(
    "log",
    [
        {"kind": "log", "activities": [LIFT]},
        {"workouts": [{"activities": [LIFT]}]},
        {"kind": "log", "weeks": [{"workouts": [{"activities": [LIFT]}]}]},
    ],
)
def test_a_log_is_no_plan(log: dict[str, Any]) -> None:
    with pytest.raises(DocumentError, match="is a log of what was done"):
        planned_session(read_mapping(log))


def test_logs_and_plans_of_others(repository: Path) -> None:
    examples = repository / "examples"
    with pytest.raises(DocumentError, match="is a log"):
        planned_session(read(str(examples / "training-log.csv")))
    found = planned_session(read(str(examples / "plan.liftoscript")), Chosen(day=2))
    assert found.name == "Day B"
    assert found.document.positions.locate(("activities", 0)) == (8, 1)
    assert found.converted


def test_a_plan_without_sessions() -> None:
    with pytest.raises(DocumentError, match="without any session"):
        planned_session(read_mapping({"weeks": [{"workouts": []}]}))


def test_what_is_no_day() -> None:
    assert chosen_day("2026-03-04") == dt.date(2026, 3, 4)
    assert chosen_day(None) is None
    with pytest.raises(UsageError, match="must be a day such as"):
        chosen_day("tomorrow")
