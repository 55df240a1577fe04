"""A line a finding."""

from __future__ import annotations

from dataclasses import replace

import pytest

import backsafe
from backsafe.errors import Problem
from backsafe.outputs import concise
from backsafe.report import Report, findings_of
from backsafe.report.findings import told_of
from backsafe.report.types import Location, Notice


def test_each_violation_is_a_line(report: Report) -> None:
    lines = concise.render(report).splitlines()

    assert lines[0] == (
        "examples/unsafe-back-day.yaml:11:5: error ST01 static-stretch-before-lifting "
        "Child's pose is held before lifting (lifts still to come: 1)."
    )
    assert "2026-01-12 · Pull: Hamstring Stretch" in lines[12]
    assert len(lines) == len(report.violations) + 1
    assert lines[-1].endswith(
        "nothing-known.yaml: nothing could be judged: 29 checks lack what is needed"
    )


def test_nothing_wrong_is_nothing_said(report: Report) -> None:
    assert concise.render(replace(report, files=report.files[2:3])) == ""


def test_what_cannot_be_read_comes_first(report: Report, problems: tuple[Problem, ...]) -> None:
    lines = concise.render(report, problems=problems).splitlines()

    assert lines[: len(problems)] == [str(it) for it in problems]
    assert lines[len(problems) :] == concise.render(report).splitlines()


@pytest.mark.parametrize(
    ("unknown", "passed", "said"),
    [
        (1, 64, "1 check undecided"),
        (35, 30, "35 checks undecided"),
        (150, 3, "150 checks undecided (backsafe check shows what is missing)"),
    ],
)
def test_what_is_undecided_is_no_silence(
    report: Report, unknown: int, passed: int, said: str
) -> None:
    part = replace(report.files[2], unknown=unknown, passed=passed)

    assert concise.render(replace(report, files=(part,))) == f"{part.path}: note: {said}"


def test_unknown_exercises_are_told_beside_violations() -> None:
    lifts = [
        {"type": "lift", "exercise": name, "sets": [{"reps": 5}]}
        for name in ("barbel ded lift", "qqqq")
    ]
    found = backsafe.check({"activities": lifts}, engine="compiled")
    *violations, note = concise.render(found).splitlines()

    assert len(violations) == len(found.violations) > 0
    assert "note: unknown exercise 'barbel ded lift'" in note
    assert note.endswith("; 1 more unknown")
    assert "undecided" not in note


def test_unknown_exercises_stay_on_one_line(report: Report) -> None:
    part = report.files[2]
    place = Location(path=part.path, pointer="")
    notice = Notice(kind="unknown-exercise", message="unknown exercise 'a\nb'", location=place)
    told = replace(told_of(findings_of(part), passes=False), told_notices=(notice,))
    shown = concise.render(replace(report, files=(replace(part, _findings=told, unknown=2),)))

    assert shown == f"{part.path}: note: 2 checks undecided; unknown exercise 'a b'"
