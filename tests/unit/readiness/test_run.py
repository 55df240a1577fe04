"""The public call: what it takes, and that it leaves alone what it was given."""

from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path
from typing import Any

import pytest

import backsafe
from backsafe.errors import DocumentError
from backsafe.readers import read_mapping
from backsafe.readiness import Asking

WELL: dict[str, Any] = {"red_flags": [], "pain": [], "illness": [], "conditions": []}
LIFT = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5, "load_percent": 60}]}


def test_a_plan_may_come_in_any_way(repository: Path) -> None:
    path = repository / "examples" / "sound-back-day.yaml"
    ways = (
        path,
        str(path),
        backsafe.Text(path.read_text()),
        backsafe.Workout.model_validate(backsafe.fix(path).data),
        backsafe.fix(path).data,
    )
    answers = backsafe.Answers.model_validate(WELL)
    found = [backsafe.preflight(way, answers=answers) for way in ways]

    assert [it.outcome for it in found] == ["go"] * 5
    assert [it.converted for it in found] == [False] * 5


def test_answers_may_be_a_file(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("red_flags: [chest_pain]\n")
    assert backsafe.preflight({"activities": [LIFT]}, answers=path).care == "emergency"
    with pytest.raises(
        DocumentError, match=r"<answers>: .*unknown key 'pian'.*did you mean 'pain'"
    ):
        backsafe.preflight({"activities": [LIFT]}, answers={"pian": []})


def test_what_plan_and_file_say_must_go_together() -> None:
    plan = {"athlete": {"systolic_mmhg": 120, "diastolic_mmhg": 80}, "activities": [LIFT]}
    with pytest.raises(DocumentError, match="do not fit"):
        backsafe.preflight(plan, athlete={"diastolic_mmhg": 130})


def test_a_checker_of_another_athlete_is_another_one() -> None:
    checker = backsafe.Checker(athlete={"age": 30}, engine="compiled")
    other = checker.knowing(backsafe.Athlete(symptoms=("chest_pain",)), dt.date(2026, 3, 4))
    plan = {"activities": [LIFT]}

    assert [it.code for it in other.check(plan).violations] == ["AT01"]
    assert "AT01" not in {it.code for it in checker.check(plan).violations}
    assert checker.athlete == backsafe.Athlete(age=30)
    again = pickle.loads(pickle.dumps(other))
    assert again.check(plan) == other.check(plan)
    assert again.facts_of(read_mapping(plan).content) is not None


def test_the_day_is_that_of_whoever_trains() -> None:
    history = {"workouts": [{"date": "2026-03-02", "activities": [LIFT]}]}
    checker = backsafe.Checker(history=history, engine="compiled")
    undated = read_mapping({"activities": [LIFT]})
    dated = read_mapping({"date": "2026-03-05", "activities": [LIFT]})

    since = (dt.date.today() - dt.date(2026, 3, 2)).days
    assert Asking(checker, undated).days == since
    assert Asking(checker, dated).days == 3
    assert Asking(backsafe.Checker(engine="compiled"), dated).days is None


def test_a_history_without_back_work_tells_no_days() -> None:
    squat = {"type": "lift", "exercise": "back squat", "sets": [{"reps": 5}]}
    history = {"workouts": [{"date": "2026-03-02", "activities": [squat]}]}
    checker = backsafe.Checker(history=history, engine="compiled")
    assert Asking(checker, read_mapping({"activities": [LIFT]})).days is None


def test_what_comes_of_it_travels() -> None:
    found = backsafe.preflight({"activities": [LIFT]}, answers=WELL, engine="compiled")
    again = pickle.loads(pickle.dumps(found))
    assert (again.outcome, again.reasons, again.checklist) == (
        found.outcome,
        found.reasons,
        found.checklist,
    )


def test_a_profile_decides_here_as_everywhere() -> None:
    plan = {"activities": [LIFT]}
    standard = backsafe.preflight(plan, answers=WELL, engine="compiled")
    beginner = backsafe.preflight(plan, answers=WELL, engine="compiled", profile="beginner")
    assert standard.report.profile == "standard"
    assert beginner.report.profile == "beginner"
    parameters = {"WU01": {"warm_up_minimum_minutes": 9}}
    longer = backsafe.preflight(plan, answers=WELL, engine="compiled", parameters=parameters)
    assert "walking, 9 min" in {it.text for it in longer.checklist}
