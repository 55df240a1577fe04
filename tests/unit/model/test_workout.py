from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from backsafe.model import Log, Program, Workout


def mistakes(model: type[BaseModel], fields: dict[str, Any]) -> list[tuple[Any, str]]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(fields)
    return [(item["loc"], item["msg"]) for item in caught.value.errors()]


def test_the_document_of_the_design_is_read() -> None:
    found = Workout.model_validate(
        {
            "backsafe": 1,
            "kind": "plan",
            "title": "Back day A",
            "date": "2026-11-20",
            "athlete": {
                "level": "novice",
                "one_rep_max_kg": {"deadlift": 120},
                "technique": {"deadlift": "learning", "bent_over_row": "mastered"},
                "conditions": ["low_back_pain"],
                "symptoms": [],
            },
            "activities": [
                {"type": "cardio", "exercise": "rowing machine", "minutes": 5},
                {"type": "dynamic_stretch", "exercise": "cat-camel", "minutes": 3},
                {
                    "type": "lift",
                    "exercise": "deadlift",
                    "sets": [
                        {"reps": 6, "load_kg": 40, "warm_up": True},
                        {"reps": 5, "load_kg": 90, "rest_seconds": 150, "tempo": "2-1-1"},
                        {"reps": 5, "load_percent": 75, "rir": 3},
                    ],
                    "form": [{"aspect": "spine", "value": "rounded_marked", "rep": 4}],
                },
                {
                    "type": "static_stretch",
                    "exercise": "child's pose",
                    "hold_seconds": 30,
                    "repeats": 2,
                    "intensity": "mild",
                },
            ],
        }
    )

    assert found.date == date(2026, 11, 20)
    assert [activity.type for activity in found.activities][-1] == "static_stretch"
    assert Workout.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("version", [True, 1.0, "1", 2, 0, None])
def test_other_versions_are_refused(version: Any) -> None:
    [(place, message)] = mistakes(Workout, {"backsafe": version, "activities": []})

    assert place == ("backsafe",)
    assert "1" in message


@pytest.mark.parametrize(
    "day",
    [20261120, "20.11.2026", "2026-11-31", "2026-1-1", datetime(2026, 1, 1), 1.5, "２026-11-20"],
)
def test_what_is_no_day_is_refused(day: Any) -> None:
    [(place, _)] = mistakes(Workout, {"date": day, "activities": []})

    assert place == ("date",)


def test_sessions_of_a_log_are_logs() -> None:
    log = Log.model_validate({"workouts": [{"activities": []}, {"kind": "log", "activities": []}]})

    assert [session.kind for session in log.workouts] == ["log", "log"]
    assert Log(workouts=(Workout(activities=()),)).workouts[0].kind == "log"


def test_sessions_of_a_program_are_of_its_kind() -> None:
    weeks = [{"workouts": [{"day": 1, "activities": []}]}, {"workouts": []}]

    assert Program.model_validate({"weeks": weeks}).weeks[0].workouts[0].kind == "plan"
    done = Program.model_validate({"kind": "log", "weeks": weeks})
    assert done.weeks[0].workouts[0].kind == "log"


def test_what_stands_at_the_top_is_refused_in_a_session() -> None:
    session: dict[str, Any] = {"athlete": {}, "records": [], "kind": "plan", "activities": []}

    found = mistakes(Log, {"workouts": [{"activities": []}, session]})
    assert [place for place, _ in found] == [
        ("workouts", 1, "athlete"),
        ("workouts", 1, "records"),
        ("workouts", 1, "kind"),
    ]
    week = {"workouts": [{**session, "kind": "log"}]}
    found = mistakes(Program, {"weeks": [{"workouts": []}, week]})
    assert {place[:4] for place, _ in found} == {("weeks", 1, "workouts", 0)}
    assert all("program" in message for _, message in found)


def test_a_program_has_weeks_and_a_log_may_be_empty() -> None:
    assert mistakes(Program, {"weeks": []})
    assert Log(workouts=()).workouts == ()


def test_lists_are_bounded() -> None:
    activity = {"type": "cardio", "exercise": "row"}

    assert Workout.model_validate({"activities": [activity] * 1000})
    assert mistakes(Workout, {"activities": [activity] * 1001})
