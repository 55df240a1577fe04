"""How often each rule is broken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from backsafe.errors import Problem
from backsafe.outputs import statistics
from backsafe.report import FixNote, Report, Violation, findings_of
from backsafe.report.findings import told_of


def with_fix(violation: Violation, *, safe: bool) -> Violation:
    return replace(violation, fix=FixNote(summary="Do it.", safe=safe, automatic=True))


def test_a_line_per_rule_most_often_first(report: Report) -> None:
    lines = statistics.render(report).splitlines()
    times = [int(line.split()[0]) for line in lines[:-2]]

    assert times == sorted(times, reverse=True)
    assert sum(times) == len(report.violations)
    assert lines[0] == "6  error    WU05  [*] first-set-not-light"
    assert lines[-3] == "0  error    AT02      urgent-signs (1 suppressed)"
    assert lines[-1].endswith(
        "nothing-known.yaml: nothing could be judged: 29 checks lack what is needed"
    )


def test_a_mark_where_an_option_repairs(report: Report) -> None:
    (part,) = report.files[:1]
    first, second, *others = part.violations
    rest = (replace(it, fix=None) for it in others)
    told = replace(
        told_of(findings_of(part), passes=False),
        told_violations=(with_fix(first, safe=True), with_fix(second, safe=False), *rest),
    )
    lines = statistics.render(replace(report, files=(replace(part, _findings=told),))).splitlines()

    assert "1  error    ST01  [*] static-stretch-before-lifting" in lines
    assert "2  error    LD01      novice-load" in lines
    assert lines[-1] == "[*] --fix or --unsafe-fixes repairs what can be repaired automatically"


def test_the_same_as_data(report: Report) -> None:
    found = statistics.as_mapping(report)

    assert found["rules"][0] == {
        "code": "WU05",
        "name": "first-set-not-light",
        "severity": "error",
        "count": 6,
        "suppressed": 0,
        "automatic": True,
    }
    assert (found["format"], found["files"]) == ("backsafe-statistics/1", 5)
    assert [Path(it).name for it in found["not_judged"]] == ["nothing-known.yaml"]
    assert statistics.as_mapping(replace(report, files=()))["rules"] == []
    assert statistics.render(replace(report, files=())) == ""


def test_files_that_cannot_be_read_are_told(report: Report, problems: tuple[Problem, ...]) -> None:
    sound = replace(report, files=report.files[2:3])
    assert statistics.as_mapping(sound)["ok"] is True
    found = statistics.as_mapping(sound, problems)
    assert found["ok"] is False
    assert [it["path"] for it in found["unreadable"]] == [it.path for it in problems]
