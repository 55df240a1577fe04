"""What a finding is known by: it stays where others change, and goes where the finding does."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

import backsafe
from backsafe.facts.schema import SCHEMA
from backsafe.report.fingerprint import OF_SURROUNDINGS, OWN_INSTEAD

Document = dict[str, Any]

PLAN = """\
backsafe: 1
title: Back day
athlete:
  level: novice
  one_rep_max_kg: {deadlift: 120}
  technique: {deadlift: learning}
  conditions: [high_blood_pressure, illness]
activities:
  - {type: static_stretch, exercise: child's pose, hold_seconds: 15, intensity: mild}
  - type: lift
    exercise: deadlift
    sets:
      - {reps: 3, load_kg: 105, rest_seconds: 60}
      - {reps: 3, load_kg: 108}
    form: [{aspect: spine, value: rounded_marked}]
  - {type: static_stretch, exercise: lat stretch, hold_seconds: 10, intensity: mild}
"""


@pytest.fixture(scope="module")
def checker() -> backsafe.Checker:
    return backsafe.Checker(engine="compiled")


def known(report: backsafe.Report) -> list[str]:
    return sorted(it.fingerprint for it in report.violations if not it.code.startswith("AT"))


def of_text(checker: backsafe.Checker, text: str) -> list[str]:
    return known(checker.check(backsafe.Text(text, reader="yaml")))


def findings(checker: backsafe.Checker, document: Document, code: str) -> list[str]:
    return [it.fingerprint for it in checker.check(document).violations if it.code == code]


def plan() -> Document:
    import yaml

    document: Document = yaml.safe_load(PLAN)
    return document


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: Back day", "title: Another day"),
        ("title: Back day\n", ""),
        ("activities:\n", "# a comment\n\n\nactivities:  # and one more\n\n"),
        ("{reps: 3, load_kg: 105, rest_seconds: 60}", "{rest_seconds: 60, load_kg: 105, reps: 3}"),
        ("exercise: deadlift\n", "exercise: Deadlift\n"),
        ("[high_blood_pressure, illness]", "[illness, high_blood_pressure]"),
        ("load_kg: 105", "load_kg: 105.0"),
    ],
)
def test_what_says_the_same_keeps_all(checker: backsafe.Checker, before: str, after: str) -> None:
    assert before in PLAN
    assert of_text(checker, PLAN.replace(before, after)) == of_text(checker, PLAN)


def test_yaml_and_json_share_them(checker: backsafe.Checker) -> None:
    text = backsafe.Text(json.dumps(plan()), reader="json")
    assert known(checker.check(text)) == known(checker.check(plan())) == of_text(checker, PLAN)


@pytest.mark.parametrize(
    ("code", "extra"),
    [
        ("ST01", {"type": "static_stretch", "exercise": "cobra", "hold_seconds": 40}),
        ("ST01", {"type": "lift", "exercise": "biceps curl", "sets": [{"reps": 12}]}),
        ("ST03", {"type": "static_stretch", "exercise": "child's pose", "hold_seconds": 40}),
        ("LD02", {"type": "lift", "exercise": "seated cable row", "sets": [{"reps": 12}]}),
        ("LD01", {"type": "cardio", "exercise": "rowing machine", "minutes": 1}),
        ("DL02", {"type": "lift", "exercise": "biceps curl", "sets": [{"reps": 12}]}),
        ("WU03", {"type": "lift", "exercise": "biceps curl", "sets": [{"reps": 12}]}),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_what_others_add_leaves_a_finding_alone(
    checker: backsafe.Checker, code: str, extra: Document, place: int
) -> None:
    document = plan()
    before = findings(checker, document, code)
    document["activities"].insert(place, extra)
    after = findings(checker, document, code)
    assert before
    assert set(before) <= set(after) or (code == "WU03" and not after)


def test_another_set_leaves_the_findings_of_the_others_alone(checker: backsafe.Checker) -> None:
    document = plan()
    before = findings(checker, document, "LD02")
    document["activities"][1]["sets"].insert(1, {"reps": 2, "load_kg": 110})
    assert set(before) < set(findings(checker, document, "LD02"))


def test_a_load_that_is_estimated_from_other_sets_is_known_by_what_its_own_set_states(
    checker: backsafe.Checker,
) -> None:
    document: Document = {
        "athlete": {"level": "novice"},
        "activities": [
            {
                "type": "lift",
                "exercise": "deadlift",
                "sets": [{"reps": 3, "load_kg": 105, "rir": 1}],
            }
        ],
    }
    (before,) = findings(checker, document, "LD01")
    document["activities"][0]["sets"].append({"reps": 4, "load_kg": 105, "rir": 1})
    (first, second) = findings(checker, document, "LD01")
    assert before == first != second


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("ST01", "hold_seconds: 15", "hold_seconds: 60"),
        ("ST03", "hold_seconds: 10", "hold_seconds: 5"),
        ("LD02", "load_kg: 108", "load_kg: 118"),
        ("LD02", "{deadlift: 120}", "{deadlift: 110}"),
        ("LD05", "rest_seconds: 60", "rest_seconds: 20"),
        ("DL02", "rounded_marked", "hyperarched"),
        ("WU01", "activities:\n", "activities:\n  - {type: cardio, exercise: bike, minutes: 1}\n"),
    ],
)
def test_a_finding_that_gets_worse_is_another_one(
    checker: backsafe.Checker, code: str, before: str, after: str
) -> None:
    assert before in PLAN
    texts = (PLAN, PLAN.replace(before, after))
    reports = [checker.check(backsafe.Text(text, reader="yaml")) for text in texts]
    was, now = (
        {it.fingerprint for it in report.violations if it.code == code} for report in reports
    )
    assert was
    assert now - was


def test_a_stated_percentage_counts(checker: backsafe.Checker) -> None:
    def finding(percent: int) -> list[str]:
        sets = [{"reps": 3, "load_percent": percent}]
        lift = {"type": "lift", "exercise": "deadlift", "sets": sets}
        return findings(checker, {"athlete": {"level": "novice"}, "activities": [lift]}, "LD01")

    assert finding(85) == finding(85)
    assert set(finding(85)).isdisjoint(finding(95))


def program() -> Document:
    sets = [{"reps": 3, "load_percent": 90}]
    lift = {"type": "lift", "exercise": "deadlift", "sets": sets}
    workout = {"title": "Pull", "day": 1, "activities": [lift]}
    weeks = [{"workouts": [copy.deepcopy(workout)]} for _ in range(2)]
    return {"athlete": {"level": "novice"}, "weeks": weeks}


def test_equal_findings_of_a_program_share_one_and_are_counted(checker: backsafe.Checker) -> None:
    first, second = findings(checker, program(), "LD01")
    assert first == second


def test_titles_and_further_weeks_of_a_program_do_not_matter(checker: backsafe.Checker) -> None:
    document = program()
    before = findings(checker, document, "LD01")
    document["weeks"][0]["workouts"][0]["title"] = "Something else"
    document["weeks"].insert(0, {"workouts": [{"day": 3, "activities": []}]})
    assert findings(checker, document, "LD01") == before


def test_sessions_of_a_log_are_told_apart_by_their_day(checker: backsafe.Checker) -> None:
    lift = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 3, "load_percent": 90}]}
    days = ("2026-03-02", "2026-03-05", "2026-03-05")
    workouts = [{"date": day, "title": "Pull", "activities": [lift]} for day in days]
    document = {"athlete": {"level": "novice"}, "workouts": workouts}
    first, second, third = findings(checker, document, "LD01")
    assert first != second == third
    document["workouts"] = workouts[1:]
    assert findings(checker, document, "LD01") == [second, third]


def test_every_field_that_is_named_exists() -> None:
    own = {f"{it.partition('.')[0]}.{name}" for it, names in OWN_INSTEAD.items() for name in names}
    for label in OF_SURROUNDINGS | OWN_INSTEAD.keys() | own:
        kind, _, name = label.partition(".")
        assert name in SCHEMA[kind].fields
