"""Of somebody who answers some questions only, nothing is said to hold that was not asked."""

from __future__ import annotations

from typing import Any

import pytest

import backsafe

PLAN = {
    "athlete": {"level": "intermediate", "conditions": [], "symptoms": []},
    "activities": [
        {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5, "load_percent": 60}]}
    ],
}
WELL: dict[str, Any] = {"red_flags": [], "pain": [], "illness": []}
ON_SYMPTOMS = {"AT01", "AT05", "AT12"}


def told(answers: dict[str, Any]) -> backsafe.Report:
    return backsafe.preflight(PLAN, answers=answers, engine="compiled").report


def test_with_all_answered_it_is_said() -> None:
    report = told(WELL)
    assert {it.code for it in report.passes} >= ON_SYMPTOMS
    assert ON_SYMPTOMS.isdisjoint(
        it.code for it in report.unknowns if "athlete.symptoms" in it.missing
    )


@pytest.mark.parametrize("answers", [{}, {"red_flags": []}, {**WELL, "pain": None}])
def test_a_list_that_the_plan_states_is_no_answer(answers: dict[str, Any]) -> None:
    report, whole = told(answers), told(WELL)

    assert ON_SYMPTOMS.isdisjoint(it.code for it in report.passes)
    open_ = [it for it in report.unknowns if it.missing and it.missing[-1] == "athlete.symptoms"]
    assert {it.code for it in open_} >= ON_SYMPTOMS
    assert all("an answer to every question on symptoms" in it.reason for it in open_)
    counts = report.summary
    assert counts.passed == len(report.passes)
    assert counts.unknown == len(report.unknowns)
    assert counts.passed < whole.summary.passed


def test_what_is_found_stays_found() -> None:
    report = told({"illness": ["fever"]})
    assert "AT12" in {it.code for it in report.violations}
    assert "AT01" not in {it.code for it in report.passes}
