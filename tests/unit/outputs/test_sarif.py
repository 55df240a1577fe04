"""SARIF: held to the schema of the standard, and to what its text asks beside."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from backsafe.errors import Problem
from backsafe.outputs import sarif
from backsafe.outputs.sarif import Repair, Replacement, fix_key
from backsafe.report import Report

SCHEMA = "tests/data/sarif/sarif-2.1.0.json"
# RFC 3986; jsonschema checks addresses only with a package that we have no other use for.
_REFERENCE = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#-]|%[0-9A-Fa-f]{2})*"
)


@pytest.fixture(scope="session")
def validator(repository: Path) -> Draft202012Validator:
    schema = json.loads((repository / SCHEMA).read_text("utf-8"))
    formats = FormatChecker()
    formats.checks("uri-reference")(lambda it: bool(_REFERENCE.fullmatch(it)))
    formats.checks("uri")(lambda it: bool(_REFERENCE.fullmatch(it)) and ":" in it)
    return Draft202012Validator(schema, format_checker=formats)


def log_of(report: Report, **more: Any) -> dict[str, Any]:
    log = json.loads(sarif.render(report, version="1.2.3", **more))
    assert isinstance(log, dict)
    return log


def run_of(report: Report, **more: Any) -> dict[str, Any]:
    (run,) = log_of(report, **more)["runs"]
    assert isinstance(run, dict)
    return run


def results(report: Report, **more: Any) -> list[dict[str, Any]]:
    found = run_of(report, **more)["results"]
    assert isinstance(found, list)
    return found


def test_the_schema_can_tell(validator: Draft202012Validator, report: Report) -> None:
    log = log_of(report)
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = (
        "a b"
    )

    assert [it.validator for it in validator.iter_errors(log)] == ["format"]


def test_it_keeps_to_the_schema(
    validator: Draft202012Validator, report: Report, problems: tuple[Problem, ...]
) -> None:
    validator.validate(log_of(report, problems=problems))
    validator.validate(
        log_of(Report(engine="compiled", profile="standard", files=()), problems=problems)
    )


def test_each_violation_is_a_result_of_its_rule(report: Report) -> None:
    run = run_of(report)
    rules = run["tool"]["driver"]["rules"]
    told = [it for it in run["results"] if not it["suppressions"]]

    assert [it["ruleId"] for it in told] == [it.code for it in report.violations]
    assert all(rules[it["ruleIndex"]]["id"] == it["ruleId"] for it in run["results"])
    levels = {"error": "error", "warning": "warning", "advice": "note"}
    assert [it["level"] for it in told] == [levels[it.severity] for it in report.violations]


def test_a_place_is_a_relative_path_a_region_and_a_pointer(report: Report) -> None:
    first = results(report)[0]["locations"][0]

    assert first["physicalLocation"]["artifactLocation"] == {
        "uri": "examples/unsafe-back-day.yaml",
        "uriBaseId": "%SRCROOT%",
    }
    assert first["physicalLocation"]["region"] == {"startLine": 11, "startColumn": 5}
    assert first["logicalLocations"][0]["fullyQualifiedName"] == "/activities/0"
    assert run_of(report)["columnKind"] == "unicodeCodePoints"


def test_what_is_set_aside_stays_and_says_why(report: Report) -> None:
    (aside,) = [it for it in results(report) if it["suppressions"]]

    assert aside["ruleId"] == "AT02"
    assert aside["suppressions"][0]["kind"] == "external"
    assert aside["suppressions"][0]["justification"].startswith("Dr. Lee, 2026-03-01: ")
    # The standard wants the property of all results of a run or of none.
    assert all("suppressions" in it for it in results(report))


def test_what_is_set_aside_can_be_left_out(report: Report) -> None:
    found = results(report, with_suppressed=False)

    assert "AT02" not in {it["ruleId"] for it in found}
    assert not any("suppressions" in it for it in found)


def test_fingerprints_are_of_one_finding_each(report: Report) -> None:
    found = [
        (
            it["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            it["partialFingerprints"]["backsafe/v1"],
        )
        for it in results(report)
    ]

    assert len(found) == len(set(found))
    assert any(mark.endswith(":2") for _, mark in found)


def test_what_is_unknown_is_counted_and_no_result(report: Report) -> None:
    run = run_of(report)

    assert run["properties"]["summary"]["unknown"] == report.summary.unknown > 0
    assert "kind" not in {key for it in run["results"] for key in it}
    assert [it["properties"]["judged"] for it in run["artifacts"]] == [
        part.judged for part in report.files
    ]


def test_unreadable_files_fail_the_invocation(
    report: Report, problems: tuple[Problem, ...]
) -> None:
    (failed,) = run_of(report, problems=problems)["invocations"]
    (fine,) = run_of(report)["invocations"]

    assert fine["executionSuccessful"]
    assert not failed["executionSuccessful"]
    errors = [it for it in failed["toolExecutionNotifications"] if it["level"] == "error"]
    assert [it["message"]["text"] for it in errors] == [
        f"Cannot be read: {it.message}" for it in problems
    ]
    assert {it["descriptor"]["id"] for it in fine["toolExecutionNotifications"]} >= {
        "nothing-judged"
    }


def test_a_rule_says_why_with_which_thresholds_and_after_whom(report: Report) -> None:
    rules = {it["id"]: it for it in run_of(report)["tool"]["driver"]["rules"]}
    rule = rules["WU02"]

    title = "Stretch dynamically before the first work set"
    assert rule["shortDescription"] == {"text": title}
    assert rule["name"] == "dynamic-stretch-missing"
    assert "3 min (our own figure; no source gives it)" in rule["help"]["text"]
    assert "- [Behm & Chaouachi" in rule["help"]["markdown"].replace("&amp;", "&")
    assert "](<https://doi.org/" in rule["help"]["markdown"]
    assert "not medical advice" in rules["AT03"]["help"]["text"]
    assert "not medical advice" not in rule["help"]["text"]


def test_repairs_are_given_where_they_are_known(
    validator: Draft202012Validator, report: Report
) -> None:
    violation = report.violations[0]
    repair = Repair(
        "Move it", (Replacement(11, 3, 12, 1, ""), Replacement(17, 1, 17, 1, "  - x\n"))
    )
    log = log_of(report, fixes={fix_key(violation): repair})

    validator.validate(log)
    fixed = [it for it in log["runs"][0]["results"] if "fixes" in it]
    assert len(fixed) == 1
    (change,) = fixed[0]["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "examples/unsafe-back-day.yaml"
    assert change["replacements"][0] == {
        "deletedRegion": {"startLine": 11, "startColumn": 3, "endLine": 12, "endColumn": 1},
        "insertedContent": {"text": ""},
    }


@pytest.mark.parametrize(
    ("version", "key"), [("1.2.3", "semanticVersion"), ("1.2.3.dev4", "version")]
)
def test_the_version_is_semantic_or_not_called_so(report: Report, version: str, key: str) -> None:
    (run,) = json.loads(sarif.render(report, version=version))["runs"]

    assert run["tool"]["driver"][key] == version


def test_braces_and_links_of_documents_mean_nothing() -> None:
    from backsafe.outputs.sarif_rules import plain

    assert plain("{0} [here](https://x.example)") == "{{0}} [here] (https://x.example)"
