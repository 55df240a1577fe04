"""Answers and what is known beside them become one athlete; nothing is dropped or made up."""

from __future__ import annotations

from typing import Any

import pytest

from backsafe.errors import UsageError
from backsafe.facts.people import merge_athletes
from backsafe.model import Answers, Athlete
from backsafe.readiness.today import Today, today, well

WELL = {"red_flags": [], "pain": [], "illness": []}
STATED = Athlete(conditions=())


def drawn(
    given: Athlete = STATED, plan: Athlete | None = None, days: float | None = None, **answers: Any
) -> Today:
    known = merge_athletes((plan, given))
    return today(Answers.model_validate(answers), given, known, days)


def test_with_everything_answered_the_lists_are_complete() -> None:
    found = drawn(**WELL)
    assert (found.athlete.symptoms, found.athlete.conditions) == ((), ())
    assert found.athlete.pain_0_10 == 0
    assert found.partly == frozenset()
    assert found.skipped == ()


@pytest.mark.parametrize("name", list(WELL))
def test_one_answer_less_makes_the_list_unknown(name: str) -> None:
    found = drawn(**{key: it for key, it in WELL.items() if key != name})
    assert found.athlete.symptoms is None
    assert "symptoms" in found.partly
    assert [it.name for it in found.skipped] == [name]


def test_none_to_one_group_is_not_none_to_all() -> None:
    found = drawn(red_flags=[])
    assert found.athlete.symptoms is None
    assert {it.name for it in found.skipped} == {"pain", "illness"}


def test_what_is_so_counts_however_little_else_is_answered() -> None:
    found = drawn(red_flags=["chest_pain"])
    assert found.athlete.symptoms == ("chest_pain",)
    assert found.partly == {"symptoms", "conditions"}


@pytest.mark.parametrize(
    ("answers", "symptoms", "conditions"),
    [
        ({"pain": ["low_back"]}, set(), {"low_back_pain"}),
        ({"pain": ["back"]}, {"back_pain"}, set()),
        ({"pain": ["between_shoulder_blades"]}, {"pain_between_shoulder_blades"}, set()),
        ({"pain": ["shoulder", "arm"]}, set(), {"shoulder_injury", "arm_injury"}),
        ({"pain": ["neck"]}, set(), {"neck_pain"}),
        ({"back_pain_signs": ["lump"]}, {"back_pain", "lump"}, set()),
        ({"illness": ["illness"]}, set(), {"illness"}),
        ({"illness": ["fever"]}, {"fever"}, set()),
        ({"new_pain": ["radiating_pain"]}, {"radiating_pain"}, set()),
    ],
)
def test_what_an_answer_means(
    answers: dict[str, Any], symptoms: set[str], conditions: set[str]
) -> None:
    found = drawn(**answers).athlete
    assert set(found.symptoms or ()) == symptoms
    assert set(found.conditions or ()) == conditions


def test_nothing_that_file_or_plan_state_is_dropped() -> None:
    file = Athlete(conditions=("osteoporosis",), symptoms=("night_pain",))
    plan = Athlete(conditions=("neck_pain",), symptoms=("fever",), level="novice")
    found = drawn(file, plan, **WELL, back_pain_signs=[])

    assert set(found.athlete.conditions or ()) == {"osteoporosis", "neck_pain"}
    assert set(found.athlete.symptoms or ()) == {"night_pain", "fever"}


def test_the_signs_are_needed_where_low_back_pain_is_known() -> None:
    found = drawn(Athlete(conditions=("low_back_pain",)), **WELL)
    assert [it.name for it in found.skipped] == ["back_pain_signs"]
    assert "symptoms" in found.partly


def test_without_conditions_nobody_knows_of_a_pregnancy() -> None:
    found = drawn(Athlete(), **WELL)
    assert [it.name for it in found.skipped] == ["conditions"]
    assert found.partly == {"symptoms", "conditions"}


def test_days_since_the_last_back_session() -> None:
    stale = Athlete(conditions=(), days_since_back_session=2)

    assert drawn(stale).athlete.days_since_back_session == 2
    assert drawn(stale, days=20).athlete.days_since_back_session == 20
    # A session that nobody has logged.
    assert drawn(stale, days=20, days_since_back_session=4).athlete.days_since_back_session == 4
    with pytest.raises(UsageError, match="the history has a session for the back 3 days ago"):
        drawn(days=3, days_since_back_session=4)

    origins = {it.question: it.origin for it in drawn(stale, days=20).answered}
    assert origins["days_since_back_session"] == "history"
    assert origins["sleep_hours"] == "skipped"


def test_an_answer_that_does_not_fit_the_athlete() -> None:
    with pytest.raises(UsageError, match="trimester speaks of a pregnancy"):
        drawn(trimester=2)
    pregnant = Athlete(conditions=("pregnancy",))
    assert drawn(pregnant, trimester=2).athlete.trimester == 2
    assert drawn(Athlete(), pregnant, trimester=2).athlete.trimester == 2


def test_somebody_well() -> None:
    ill = Athlete(conditions=("illness", "neck_pain"), symptoms=("fever",))
    assert well(ill) == Athlete(conditions=("neck_pain",), symptoms=())
    assert well(Athlete()) == Athlete()
