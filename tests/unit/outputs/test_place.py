"""What a person reads of a line."""

from __future__ import annotations

import json
from typing import Any

from backsafe.checker import Checker
from backsafe.explaining import explain_place
from backsafe.outputs.place import as_mapping, render
from backsafe.readers import read_text
from backsafe.report.place import PlaceReport

PLAN = """\
backsafe: 1
title: Day A
athlete: {level: novice, one_rep_max_kg: {deadlift: 100}}
activities:
  - {type: static_stretch, exercise: "child's\u202epose", hold_seconds: 15}
  - type: lift
    exercise: deadlift
    sets:
      - {reps: 5, load_kg: 85}
      - {reps: 5}
"""


def at(line: int, plan: str = PLAN, **more: Any) -> PlaceReport:
    checker = Checker(engine="compiled", **more)
    return explain_place(checker, read_text(plan, "plan.yaml"), line)


def shown(report: PlaceReport) -> str:
    return " ".join(render(report).split())


def test_a_failure_with_its_condition_and_values() -> None:
    found = shown(at(5))

    assert found.startswith("plan.yaml:5:5 · static stretch child's pose · Day A ")
    assert "fail advice ST03 stretch-hold-too-short (hold) says Child's pose is held 15 s" in found
    assert "must hold stretch.hold_seconds >= hold_minimum_seconds" in found
    assert "values stretch.hold_seconds = 15, hold_minimum_seconds = 20" in found


def test_what_is_unknown_says_what_to_add() -> None:
    found = shown(at(10))

    assert "missing set.loaded, set.load_percent" in found
    assert "add the load (load_kg or load_percent) of the deadlift: sets.load_kg" in found


def test_what_does_not_apply_says_why() -> None:
    found = shown(at(9))

    assert "not applicable LD05 rest-too-short where set.follows_set (false here)" in found
    assert "values set.follows_set = false" in found


def test_what_is_judged_around_it() -> None:
    found = render(at(9))
    rest = found[found.index("also judged around it") :].splitlines()

    assert [line.split(",")[0].strip() for line in rest[1:] if ", line" in line] == [
        "activity",
        "lift",
        "athlete",
        "session",
    ]
    assert "must hold" not in "".join(rest)


def test_a_name_and_its_value_stay_on_one_line() -> None:
    for line in render(at(9)).splitlines():
        assert not line.rstrip().endswith(" =")
        assert "\N{NO-BREAK SPACE}" not in line


def test_lines_fit_and_cannot_steer_the_terminal() -> None:
    for line in range(1, 11):
        text = render(at(line))
        assert max(map(len, text.splitlines())) <= 100
        assert "\u202e" not in text


def test_color_only_on_request() -> None:
    report = at(5)

    assert "\x1b" not in render(report)
    assert "\x1b[36mfail advice" in render(report, color=True)


def test_a_withheld_report_is_told() -> None:
    plan = PLAN.replace("level: novice", "symptoms: [chest_pain]")

    assert shown(at(9, plan)).startswith("notice AT01 stands: ")


def test_what_is_set_aside() -> None:
    cleared = "clearance: [{rule: AT04, by: Dr. A, date: 2026-01-01, reason: treated}]"
    plan = PLAN.replace("level: novice", f"systolic_mmhg: 190, diastolic_mmhg: 90, {cleared}")

    assert "set aside by clearance: Dr. A, 2026-01-01: treated" in shown(at(3, plan))


def test_as_data() -> None:
    data = as_mapping(at(9))
    json.dumps(data, allow_nan=False)
    (place,) = data["places"]
    first = place["judgements"][0]

    assert data["format"] == "backsafe-place/1"
    assert (data["path"], data["line"], data["column"]) == ("plan.yaml", 9, None)
    assert place["what"] == "set 1 of deadlift"
    assert first["outcome"] == "fail"
    assert first["facts"]
    assert {it["outcome"] for it in place["judgements"]} <= {
        "fail",
        "unknown",
        "pass",
        "not_applicable",
    }
    assert {it["fact"] for it in data["around"]} == {"activity", "lift", "workout", "athlete"}
