"""The ``fix`` of rules from strangers: every mistake is told with its place, and none does harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from backsafe import Checker, Text
from backsafe.errors import RuleError
from backsafe.rules.loader import default_rule_book, load_rule_book
from backsafe.rules.repair import (
    DropWorkSets,
    InsertActivity,
    InsertLighterSets,
    LowerLoad,
    MoveBehindLifts,
    Repair,
    SetValue,
    SwapExercise,
)

RULE = """\
code: ZZ01
name: some-rule
title: A title
severity: warning
for: {fact}
require: {require}
parameters:
  limit: {{value: 5, unit: s, origin: project}}
message: Something is wrong
why: Because.
fix: {{summary: Do it, safe: true, {fix}}}
sources: []
examples:
  bad: [{{activities: []}}]
  good: [{{activities: []}}]
"""
FACTS = {
    "set": ("set in sets", "set.reps <= limit"),
    "lift": ("lift in lifts", "lift.work_sets <= limit"),
    "stretch": ("stretch in static_stretches", "stretch.hold_seconds >= limit"),
    "activity": ("activity in activities", "activity.minutes >= limit"),
    "workout": ("workout", "workout.lifts <= limit"),
    "athlete": ("athlete", "athlete.age >= limit"),
    "observation": ("observation in observations", "observation.bar_drift_cm <= limit"),
    "week": ("week in weeks", "week.back_days <= limit"),
    "progression": ("progression in progressions", "progression.increase_percent <= limit"),
    "pair": ("pair in pairs", "pair.hours_between >= limit"),
}


def repair_of(folder: Path, fact: str, fix: str) -> Repair | None:
    over, require = FACTS[fact]
    (folder / "sources.yaml").write_text("{}\n")
    text = RULE.format(fact=over, require=require, fix=fix)
    (folder / "rule.yaml").write_text(text)
    book = load_rule_book(folder)
    (check,) = book.rules[0].checks
    assert check.fix is not None
    return check.fix.repair


@pytest.mark.parametrize(
    ("fact", "fix", "repair"),
    [
        ("set", "set: rest_seconds, to: limit", SetValue("rest_seconds", ("limit",))),
        (
            "set",
            "set: rest_seconds, to: [limit, 90], on: set_before",
            SetValue("rest_seconds", ("limit", 90.0), "set_before"),
        ),
        ("stretch", "set: hold_seconds, to: 20", SetValue("hold_seconds", (20.0,))),
        ("activity", "set: minutes, to: limit", SetValue("minutes", ("limit",))),
        ("stretch", "move: behind_lifts", MoveBehindLifts()),
        (
            "workout",
            "insert: cardio, exercises: [walking], place: start, minutes: 5",
            InsertActivity("cardio", ("walking",), "start", (("minutes", (5.0,)),)),
        ),
        (
            "set",
            "lighter_sets: [40, 80], reps: 6, rest_seconds: 60",
            InsertLighterSets((40.0, 80.0), 6, (60.0,)),
        ),
        (
            "set",
            "lighter_sets: [40], reps: 6, rest_seconds: [60, limit]",
            InsertLighterSets((40.0,), 6, (60.0, "limit")),
        ),
        ("set", "lower: [limit, 60]", LowerLoad(("limit", 60.0))),
        ("lift", "swap: [inverted row]", SwapExercise(("inverted row",))),
        ("set", "swap: [inverted row]", SwapExercise(("inverted row",))),
        ("lift", "drop: work_sets", DropWorkSets()),
    ],
)
def test_a_repair_is_read(fact: str, fix: str, repair: Repair, tmp_path: Path) -> None:
    assert repair_of(tmp_path, fact, fix) == repair


INSERT = "insert: cardio, exercises: [walking], place: start"


@pytest.mark.parametrize(
    ("fact", "fix", "place", "message"),
    [
        ("set", "set: rest_second, to: 5", 40, "did you mean 'rest_seconds'?"),
        ("set", "set: tempo, to: 5", 40, "expected one of"),
        ("set", "set: warm_up, to: 1", 40, "expected one of"),
        ("stretch", "set: reps, to: 5", 40, "expected one of"),
        ("set", "set: 5, to: 5", 40, "expected text"),
        ("set", "set: [reps], to: 5", 40, "expected text"),
        ("set", "set: reps", 6, "'to' is missing"),
        ("set", "set: reps, to: []", 50, "at least one amount"),
        ("set", "set: reps, to: limt", 50, "unknown parameter 'limt'; did you mean 'limit'?"),
        ("set", "set: reps, to: true", 50, "expected a number"),
        ("set", "set: reps, to: -5", 50, "not negative"),
        ("set", "set: reps, to: [5, {a: 1}]", 54, "expected a number"),
        ("set", "set: reps, to: .nan", 50, "no quantity"),
        ("set", "set: reps, to: 1e999", 50, "too large"),
        ("set", f"set: reps, to: {10**350}", 50, "too large"),
        ("set", "set: reps, to: 5, on: fact_before", 57, "did you mean"),
        ("stretch", "set: repeats, to: 5, on: set_before", 60, "a stretch has no set before it"),
        ("athlete", "set: age, to: 5", 35, "'set' repairs a activity or stretch or set"),
        ("workout", "set: day, to: 5", 35, "not a workout"),
        ("set", "move: behind_lifts", 35, "repairs a stretch or activity, not a set"),
        ("stretch", "move: behind_lift", 41, "did you mean 'behind_lifts'?"),
        ("week", INSERT, 35, "not a week"),
        ("pair", INSERT, 35, "not a pair"),
        ("progression", INSERT, 35, "not a progression"),
        ("athlete", INSERT, 35, "not a athlete"),
        ("workout", "insert: lift, exercises: [deadlift], place: start", 43, "expected one of"),
        ("workout", "insert: cardio, place: start", 6, "'exercises' is missing"),
        ("workout", "insert: cardio, exercises: [], place: start", 62, "at least one exercise"),
        ("workout", "insert: cardio, exercises: walking, place: start", 62, "expected a list"),
        ("workout", "insert: cardio, exercises: [wlking], place: start", 63, "mean 'walking'?"),
        ("workout", "insert: cardio, exercises: [5], place: start", 63, "expected text"),
        ("workout", "insert: cardio, exercises: [walking], place: middle", 80, "expected one of"),
        ("workout", f"{INSERT}, hold_seconds: 5", 87, "cardio has no 'hold_seconds'"),
        ("workout", f"{INSERT}, minutes: -1", 96, "not negative"),
        ("lift", "lighter_sets: [40], reps: 6, rest_seconds: 60", 35, "repairs a set, not a lift"),
        ("set", "lighter_sets: [], reps: 6, rest_seconds: 60", 49, "expected 1 to 10 percentages"),
        ("set", "lighter_sets: 40, reps: 6, rest_seconds: 60", 49, "expected a list"),
        ("set", "lighter_sets: [40, 100], reps: 6, rest_seconds: 60", 54, "less than 100"),
        ("set", "lighter_sets: [-40], reps: 6, rest_seconds: 60", 50, "more than 0"),
        ("set", "lighter_sets: [limit], reps: 6, rest_seconds: 60", 50, "expected a number"),
        ("set", "lighter_sets: [40], rest_seconds: 60", 6, "'reps' is missing"),
        ("set", "lighter_sets: [40], reps: 2.5, rest_seconds: 60", 61, "a whole number"),
        ("set", "lighter_sets: [40], reps: 0, rest_seconds: 60", 61, "a whole number"),
        ("set", "lighter_sets: [40], reps: 6, rest_seconds: -1", 78, "not negative"),
        ("set", "lower: []", 42, "at least one amount"),
        ("set", "lower: -5", 42, "not negative"),
        ("lift", "lower: 5", 35, "repairs a set, not a lift"),
        ("workout", "swap: [plank]", 35, "repairs a set or lift"),
        ("lift", "swap: [plnk]", 42, "did you mean 'plank'?"),
        ("set", "drop: work_sets", 35, "repairs a lift"),
        ("lift", "drop: sets", 41, "expected one of"),
        ("lift", "drop: work_sets, swap: [plank]", 52, "'drop' is there already"),
        ("set", "to: 5", 35, "belongs to an action that is not there"),
        ("lift", "drop: work_sets, minutes: 5", 52, "belongs to an action that is not there"),
        ("set", "sett: reps, to: 5", 35, "unknown key 'sett'; did you mean 'set'?"),
    ],
)
def test_a_mistake_is_told_where_it_is(
    fact: str, fix: str, place: int, message: str, tmp_path: Path
) -> None:
    with pytest.raises(RuleError) as caught:
        repair_of(tmp_path, fact, fix)
    (problem,) = caught.value.problems
    assert message in problem.message
    assert problem.path.endswith("rule.yaml")
    assert (problem.line, problem.column) == (11, place)


@pytest.mark.parametrize(
    ("fact", "fix"),
    [
        ("set", "set: reps, to: 1e300"),
        ("set", "set: load_percent, to: 40"),
        ("set", "set: reps, to: 0.5"),
        ("set", "lower: 0"),
        ("set", "lower: 1e-300"),
        ("set", "lighter_sets: [0.001], reps: 1000000, rest_seconds: 1e9"),
        ("workout", "insert: cardio, exercises: [deadlift], place: end, minutes: 1e9"),
        ("workout", "insert: static_stretch, exercises: [cobra], place: start, repeats: 0.5"),
        ("observation", INSERT),
        ("activity", "set: hold_seconds, to: 5"),
        ("lift", "drop: work_sets"),
    ],
)
def test_a_repair_that_mends_nothing_changes_nothing(fact: str, fix: str, tmp_path: Path) -> None:
    """The rule is broken by everything, and stays so."""
    over, _ = FACTS[fact]
    name = {"observation": "observation.bar_drift_cm", "activity": "activity.lifts_before"}
    value = name.get(fact, "workout.lifts")
    text = RULE.format(fact=over, require=f"{value} < 0 and {value} > limit", fix=fix)
    (tmp_path / "sources.yaml").write_text("{}\n")
    (tmp_path / "rule.yaml").write_text(text)
    plan = (
        "backsafe: 1\nactivities:\n"
        "  - {type: cardio, exercise: walking, minutes: 9}\n"
        "  - type: lift\n    exercise: deadlift\n"
        "    sets: [{reps: 9, load_kg: 60}, {reps: 9, load_kg: 60}]\n"
        "    form: [{aspect: bar_drift_cm, value: 9}]\n"
    )
    checker = Checker(rules=[tmp_path], select=["ZZ01"])
    result = checker.fix(Text(plan), unsafe=True)
    assert not result.changed
    assert "ZZ01" in {it.code for it in result.report.violations}


def test_the_rules_that_are_shipped() -> None:
    kinds = {
        type(check.fix.repair)
        for rule in default_rule_book().rules
        for check in rule.checks
        if check.fix is not None and check.fix.repair is not None
    }
    assert kinds == {
        SetValue,
        MoveBehindLifts,
        InsertActivity,
        InsertLighterSets,
        LowerLoad,
        SwapExercise,
        DropWorkSets,
    }
