"""JUnit XML: what turns a build red, and what does not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

from backsafe.errors import Problem
from backsafe.outputs import junit
from backsafe.report import Report

_ATTRIBUTES = {"classname", "name", "file", "line"}


def suites(report: Report, problems: tuple[Problem, ...] = ()) -> ET.Element:
    return ET.fromstring(junit.render(report, problems=problems))  # noqa: S314


def cases(root: ET.Element, outcome: str) -> list[ET.Element]:
    return [it for it in root.iter("testcase") if it.find(outcome) is not None]


def test_it_is_made_as_readers_of_it_expect(report: Report, problems: tuple[Problem, ...]) -> None:
    root = suites(report, problems)

    assert root.tag == "testsuites"
    totals: Counter[str] = Counter()
    for suite in root:
        assert suite.tag == "testsuite"
        assert {it.tag for it in suite} <= {"properties", "testcase"}
        found = suite.findall("testcase")
        counted = {
            "tests": len(found),
            "failures": sum(it.find("failure") is not None for it in found),
            "errors": sum(it.find("error") is not None for it in found),
            "skipped": sum(it.find("skipped") is not None for it in found),
        }
        assert {key: int(suite.attrib[key]) for key in counted} == counted
        totals.update(counted)
        for case in found:
            assert {"classname", "name", "file"} <= set(case.attrib) <= _ATTRIBUTES
            assert len(case) <= 1
            assert {it.tag for it in case} <= {"failure", "error", "skipped", "system-out"}
    assert {key: int(root.attrib[key]) for key in totals} == totals


def test_only_what_fails_the_run_fails(report: Report) -> None:
    errors = sum(it.severity == "error" for it in report.violations)
    warnings = sum(it.severity == "warning" for it in report.violations)

    assert len(cases(suites(report), "failure")) == errors
    assert len(cases(suites(replace(report, fail_on="warning")), "failure")) == errors + warnings
    outputs = [it.findtext("system-out") or "" for it in suites(report).iter("testcase")]
    assert sum(it.startswith("warning: ") for it in outputs) == warnings


def test_tests_of_a_class_have_names_of_their_own(report: Report) -> None:
    root = suites(report.joined([report]))
    names = [(it.get("classname"), it.get("name")) for it in root.iter("testcase")]

    assert len(names) == len(set(names))


def test_unknown_is_skipped_and_never_passed(report: Report) -> None:
    root = suites(report)
    skipped = [it for it in cases(root, "skipped") if "decided" in (it.get("name") or "")]

    assert len(skipped) == sum(bool(part.unknown and part.judged) for part in report.files)
    told = skipped[0].findtext("skipped") or ""
    assert "8 checks need the tempo of each set, such as 2-1-1: sets.tempo [DL07 LD07]" in told


def test_nothing_judged_is_an_error(report: Report) -> None:
    (case,) = cases(suites(report), "error")

    assert case.get("file") == "tests/unit/outputs/documents/nothing-known.yaml"
    assert case.get("name") == "nothing could be judged"


def test_set_aside_is_skipped_with_its_reason(report: Report) -> None:
    (case,) = [it for it in cases(suites(report), "skipped") if "AT02" in (it.get("name") or "")]
    skipped = case.find("skipped")

    assert skipped is not None
    assert (skipped.get("message") or "").startswith("suppressed (clearance): Dr. Lee")


def test_unreadable_files_are_errors(report: Report, problems: tuple[Problem, ...]) -> None:
    root = suites(report, problems)
    found = {it.get("file"): it for it in cases(root, "error") if it.get("name") == "can be read"}

    broken = found["tests/unit/outputs/documents/broken.yaml"]
    assert broken.get("line") == "4"
    assert "did you mean 'sets'?" in (broken.findtext("error") or "")
    assert "tests/unit/outputs/documents/missing.yaml" in found
