"""What a finding of a file is known by."""

from __future__ import annotations

from dataclasses import replace

from backsafe.outputs.identity import findings
from backsafe.report import FileReport, Report, Suppressed, Suppression
from backsafe.report.findings import Told


def with_findings(part: FileReport, told: Told) -> FileReport:
    return replace(part, _findings=told)


def test_each_is_known_by_a_text_of_its_own(report: Report) -> None:
    for part in report.files:
        found = [it.identity for it in findings(part)]
        assert len(found) == len(set(found))


def test_numbers_stay_when_a_finding_is_set_aside(report: Report) -> None:
    part = report.files[0]
    first, *rest = [it for it in part.violations if it.code == "LD01"]
    aside = Told(
        told_violations=tuple(rest),
        told_suppressions=(
            Suppressed(violation=first, suppression=Suppression(kind="comment", reason="known")),
        ),
    )
    after = findings(with_findings(part, aside))

    known = {
        it.violation.location.line: it.identity
        for it in findings(part)
        if it.violation.code == "LD01"
    }
    assert {it.violation.location.line: it.identity for it in after} == known
    assert [it.suppression is None for it in after] == [True, False]


def test_a_violation_made_by_hand_needs_no_fingerprint(report: Report) -> None:
    part = report.files[0]
    plain = tuple(replace(it, fingerprint="") for it in part.violations)

    found = [it.identity for it in findings(with_findings(part, Told(told_violations=plain)))]
    assert found[:3] == ["ST01/:1", "WU01/:1", "LD01/novice:1"]
    assert len(found) == len(set(found))
