"""GitLab's Code Quality: the fields that its documentation lists, each with a value it knows."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from backsafe.errors import Problem
from backsafe.outputs import gitlab
from backsafe.report import Report


def entries(report: Report, problems: tuple[Problem, ...] = ()) -> list[dict[str, Any]]:
    found = json.loads(gitlab.render(report, problems=problems))
    assert isinstance(found, list)
    return found


def test_fields_are_those_of_the_documentation(
    report: Report, problems: tuple[Problem, ...]
) -> None:
    for entry in entries(report, problems):
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["description"]
        assert "\n" not in entry["description"]
        assert set(entry["location"]) == {"path", "lines"}
        assert not entry["location"]["path"].startswith(("./", "/"))
        assert entry["location"]["lines"]["begin"] >= 1


def test_fingerprints_are_unique_also_of_equal_documents(report: Report) -> None:
    found = [it["fingerprint"] for it in entries(report.joined([report]))]

    assert len(found) == len(set(found))


def test_fingerprints_stay_when_another_file_comes_first(report: Report) -> None:
    def of_log(found: list[dict[str, Any]]) -> list[str]:
        path = "examples/training-log.csv"
        return [it["fingerprint"] for it in found if it["location"]["path"] == path]

    turned = replace(report, files=report.files[::-1])

    assert of_log(entries(turned)) == of_log(entries(report))


def test_severities_and_what_is_told_beside(report: Report, problems: tuple[Problem, ...]) -> None:
    found = entries(report, problems)
    broken, missing, first = found[:3]

    assert {it["severity"] for it in (broken, missing)} == {"blocker"}
    assert broken["location"]["lines"]["begin"] == 4
    assert (first["check_name"], first["severity"]) == ("ST01", "critical")
    assert first["description"].startswith("ST01 static-stretch-before-lifting: Child's pose")
    assert found[-1]["check_name"] == "nothing-judged"
    # What is set aside cannot be told as such, and is left out.
    assert "AT02" not in {it["check_name"] for it in found}
