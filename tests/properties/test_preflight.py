"""What is said before a session keeps its promises, on plans that are drawn to be unsafe."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from unsafe_plans import document

import backsafe
from backsafe.errors import DocumentError, UsageError
from backsafe.model import Workout
from backsafe.readiness.questions import QUESTIONS
from backsafe.readiness.result import OUTCOMES

pytestmark = pytest.mark.once

_SEEDS = st.integers(0, 10**9)
_RED_FLAGS = tuple(next(it.choices for it in QUESTIONS if it.name == "red_flags"))
_NUMBERS = {
    "pain_0_10": st.integers(1, 10),
    "trimester": st.integers(1, 3),
    "systolic_mmhg": st.integers(130, 200),
    "diastolic_mmhg": st.integers(60, 120),
    "sleep_hours": st.integers(0, 12),
    "days_since_back_session": st.integers(0, 90),
}
WELL: dict[str, Any] = {
    "red_flags": [],
    "pain": [],
    "illness": [],
    "conditions": [],
    "pregnancy_signs": [],
    "back_pain_signs": [],
    "sleep_hours": 8,
    "days_since_back_session": 3,
}


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    """Draws answers, mostly to most of the questions, and mostly that nothing is so."""
    found: dict[str, Any] = {}
    for question in QUESTIONS:
        if draw(st.integers(0, 9)) < 2:
            continue
        if question.choices:
            some = st.lists(st.sampled_from(list(question.choices)), max_size=2, unique=True)
            found[question.name] = draw(st.one_of(st.just([]), st.just([]), some))
        else:
            found[question.name] = draw(_NUMBERS[question.name])
    if "pregnancy" not in found.get("conditions", ()):
        found.pop("trimester", None)
    return found


def session(seed: int) -> dict[str, Any]:
    """Returns a plan of one session."""
    random = Random(seed)  # noqa: S311
    while True:
        drawn = document(random)
        if "weeks" not in drawn:
            return drawn


def told(plan: dict[str, Any], given: dict[str, Any], **more: Any) -> backsafe.Preflight | None:
    """Returns what comes of it; ``None`` where the answers contradict each other or the plan."""
    try:
        return backsafe.preflight(plan, answers=given, engine="compiled", **more)
    except (UsageError, DocumentError) as error:
        note(str(error))
        return None


def rank(found: backsafe.Preflight) -> int:
    return OUTCOMES.index(found.outcome)


@settings(max_examples=40)
@given(seed=_SEEDS)
def test_without_answers_it_never_goes(seed: int) -> None:
    found = told(session(seed), {})

    assert found is not None
    assert found.outcome in ("cannot_tell", "see_someone")
    assert found.workout is None
    assert found.checklist == ()


@settings(max_examples=60)
@given(seed=_SEEDS, given=answers())
def test_go_says_that_nothing_is_known_against_it(seed: int, given: dict[str, Any]) -> None:
    found = told(session(seed), given)
    if found is None:
        return
    note(str(found.reasons))
    if found.outcome == "go":
        assert given["red_flags"] == given["illness"] == []
        assert "pain" in given
        codes = {it.code for it in found.report.violations}
        assert not any(code.startswith("AT") for code in codes)
        assert found.report.summary.errors == 0
        assert found.reasons == ()
    else:
        assert found.reasons
    assert (found.outcome in ("go", "adjust")) == (found.exit_status == 0)


@settings(max_examples=60)
@given(seed=_SEEDS, given=answers(), flag=st.sampled_from(_RED_FLAGS))
def test_a_red_flag_never_makes_it_better(seed: int, given: dict[str, Any], flag: str) -> None:
    plan = session(seed)
    before = told(plan, given)
    after = told(plan, {**given, "red_flags": [*given.get("red_flags", ()), flag]})
    if before is None or after is None:
        return

    assert rank(after) >= rank(before)
    assert (after.outcome, after.care) == ("see_someone", "emergency")


@pytest.mark.parametrize("name", ["red_flags", "pain", "illness"])
@settings(max_examples=25)
@given(seed=_SEEDS, given=answers())
def test_skipping_a_question_never_makes_it_go(seed: int, given: dict[str, Any], name: str) -> None:
    found = told(session(seed), {key: it for key, it in given.items() if key != name})

    assert found is None or found.outcome in ("cannot_tell", "see_someone")


@settings(max_examples=60)
@given(seed=_SEEDS, hours=st.sampled_from([3, 8]), days=st.sampled_from([3, 30]))
def test_an_adjusted_session_has_no_error(seed: int, hours: int, days: int) -> None:
    plan = session(seed)
    plan.get("athlete", {}).pop("symptoms", None)
    given = {**WELL, "sleep_hours": hours, "days_since_back_session": days}
    found = told(plan, given)
    if found is None or found.outcome != "adjust" or found.adjusted is None:
        return
    note(found.adjusted.diff())

    assert found.workout == Workout.model_validate(found.adjusted.data)
    athlete = {"symptoms": [], "sleep_hours": hours, "days_since_back_session": days}
    again = backsafe.check(found.adjusted.data, athlete=athlete, engine="compiled")
    assert again.summary.errors == 0
    # Asked once more, nothing is left to repair.
    once_more = told(found.adjusted.data, given)
    assert once_more is not None
    assert once_more.outcome in ("go", "adjust")
    assert once_more.adjusted is None or once_more.report.summary.errors == 0


@settings(max_examples=40)
@given(seed=_SEEDS, given=answers())
def test_nothing_that_was_stated_is_dropped(seed: int, given: dict[str, Any]) -> None:
    """A condition or symptom of the plan, of the file or of today never gets lost."""
    plan = session(seed)
    file = {"conditions": ["neck_pain"], "symptoms": ["night_pain"]}
    found = told(plan, {**given, "red_flags": []}, athlete=file)
    if found is None:
        return

    facts = next(it.facts for it in found.report.verdicts if it.code == "AT12")
    stated = plan.get("athlete", {})
    assert {*stated.get("conditions", ()), "neck_pain"} <= set(facts["athlete.conditions"] or ())
    assert {*stated.get("symptoms", ()), "night_pain"} <= set(facts["athlete.symptoms"] or ())
