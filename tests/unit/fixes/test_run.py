"""What is repaired and what is refused, with the reason; and that no file is ever written."""

from __future__ import annotations

import json
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from samples import SAMPLES

import backsafe
from backsafe import Checker, Log, Program, Text, Workout

PLAN = """\
backsafe: 1
athlete:
  symptoms: [{symptom}]
  systolic_mmhg: {pressure}
  clearance: [{clearance}]
activities:
  - {{type: lift, exercise: deadlift, sets: [{{reps: 5, load_kg: 60}}]}}
"""
CLEARANCE = "{rule: AT01, by: Dr. Lee, date: 2026-03-01, reason: seen and treated}"
DATA: dict[str, Any] = {
    "activities": [
        {"type": "static_stretch", "exercise": "cobra", "hold_seconds": 5},
        {"type": "lift", "exercise": "plank", "sets": [{"duration_seconds": 30}]},
    ]
}


@pytest.mark.parametrize("profile", ["standard", "evidence", "beginner", "strict"])
@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize(
    ("symptom", "pressure", "code"), [("saddle_numbness", 120, "AT01"), ("", 190, "AT04")]
)
def test_a_red_flag_comes_before_any_repair(
    symptom: str, pressure: int, code: str, unsafe: bool, profile: str
) -> None:
    text = PLAN.format(symptom=symptom, pressure=pressure, clearance="")
    result = backsafe.fix(Text(text), unsafe=unsafe, profile=profile)
    assert result.refused == f"nothing is repaired while {code} stands: see to that first"
    assert result.text == result.before == text
    assert not result.applied
    assert not result.changed
    assert not result.diff()
    assert code in {it.code for it in result.report.violations}


def test_a_cleared_flag_does_not_stand_in_the_way() -> None:
    plan = PLAN.format(symptom="saddle_numbness", pressure=120, clearance=CLEARANCE)
    result = backsafe.fix(Text(plan))
    assert not result.refused
    assert result.changed


def test_a_clearance_without_a_reason_clears_nothing() -> None:
    clearance = "{rule: AT01, by: Dr. Lee, date: 2026-03-01}"
    result = backsafe.fix(
        Text(PLAN.format(symptom="saddle_numbness", pressure=120, clearance=clearance))
    )
    assert "AT01" in result.refused


def test_a_flag_of_an_athlete_from_elsewhere_counts() -> None:
    result = backsafe.fix(DATA, athlete={"symptoms": ["saddle_numbness"]})
    assert "AT01" in result.refused
    assert not result.changed


def test_a_screening_warning_stops_nothing() -> None:
    result = backsafe.fix({**DATA, "athlete": {"conditions": ["pregnancy"], "symptoms": []}})
    assert not result.refused
    assert result.changed
    assert "AT07" in {it.code for it in result.report.violations}


def test_a_flag_in_what_is_planned_counts() -> None:
    crunch = {"type": "lift", "exercise": "crunch", "sets": [{"reps": 10}]}
    athlete = {"conditions": ["vertebral_fracture"]}
    result = backsafe.fix({"athlete": athlete, "activities": [crunch]})
    assert "AT06" in result.refused


LOG = "a log tells what was done and is never rewritten; only plans are repaired"


@pytest.mark.parametrize(
    "source",
    [
        {**DATA, "kind": "log"},
        {"workouts": [DATA]},
        {"kind": "log", "weeks": [{"workouts": [DATA]}]},
        Log.model_validate({"workouts": [DATA]}),
        Workout.model_validate({**DATA, "kind": "log"}),
        Text(json.dumps({"backsafe": 1, "kind": "log", **DATA})),
    ],
)
@pytest.mark.parametrize("unsafe", [False, True])
def test_a_log_is_never_rewritten(source: Any, unsafe: bool) -> None:
    result = backsafe.fix(source, unsafe=unsafe)
    assert result.refused == LOG
    assert result.text == result.before
    assert not result.applied
    assert result.report.violations


@pytest.mark.parametrize("name", SAMPLES)
def test_files_of_other_formats_are_refused(name: str) -> None:
    sample = SAMPLES[name]
    result = backsafe.fix(Text(sample.text, reader=sample.reader, unit="kg"))
    if sample.reader in ("yaml", "json"):
        assert not result.refused
        return
    assert result.refused == LOG or "another format" in result.refused
    assert not result.changed
    assert not result.diff()
    with pytest.raises(backsafe.UsageError, match="no BackSafe document"):
        _ = result.data


def test_a_mapping_is_not_changed_itself() -> None:
    given = json.loads(json.dumps(DATA))
    result = backsafe.fix(given)
    assert given == DATA
    assert result.changed
    assert result.syntax == "json"
    assert result.data["activities"][0]["type"] == "cardio"
    Workout.model_validate(result.data)


@pytest.mark.parametrize(
    "source",
    [
        DATA,
        Workout.model_validate(DATA),
        Text(json.dumps({"backsafe": 1, **DATA})),
        Text("backsafe: 1\nactivities: " + json.dumps(DATA["activities"])),
    ],
)
def test_all_sources_are_repaired_alike(source: Any) -> None:
    result = backsafe.fix(source)
    types = [it["type"] for it in result.data["activities"]]
    assert types == ["cardio", "dynamic_stretch", "lift", "static_stretch"]
    assert result.data["activities"][-1]["hold_seconds"] == 20


def test_a_program_as_a_model() -> None:
    program = Program.model_validate({"weeks": [{"workouts": [DATA, DATA]}]})
    result = backsafe.fix(program)
    assert [len(it["activities"]) for it in result.data["weeks"][0]["workouts"]] == [4, 4]


def test_no_file_is_written(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    text = "\ufeffbacksafe: 1\r\nactivities: " + json.dumps(DATA["activities"]) + "\r\n"
    path.write_bytes(text.encode())
    result = backsafe.fix(path)
    assert result.changed
    assert path.read_bytes() == text.encode()
    assert [it.name for it in tmp_path.iterdir()] == ["plan.yaml"]
    assert result.path == str(path)
    assert result.before == text[1:]
    assert "\r\n" in result.text


def test_one_checker_repairs_many() -> None:
    checker = Checker()
    first, second = checker.fix(DATA), checker.fix(DATA)
    assert first.text == second.text
    assert first.applied == second.applied


def test_a_plan_without_lifts_is_left_as_it_is() -> None:
    result = backsafe.fix({"activities": []})
    assert not result.changed
    assert not result.refused


def test_it_takes_what_a_check_takes() -> None:
    check, fix = (set(signature(it).parameters) for it in (backsafe.check, backsafe.fix))
    assert fix == check | {"unsafe"}
    severity = {"ST03": "error"}
    (applied,) = backsafe.fix(DATA, select=["ST03"], severity=severity).applied
    assert applied.severity == "error"
