"""A line a finding."""

from __future__ import annotations

from dataclasses import replace

from backsafe.outputs import concise
from backsafe.report import Report


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
