from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from backsafe.model import Athlete


def mistakes(fields: dict[str, Any]) -> list[tuple[Any, str]]:
    with pytest.raises(ValidationError) as caught:
        Athlete.model_validate(fields)
    return [(item["loc"], item["msg"]) for item in caught.value.errors()]


def test_nothing_is_known_of_an_empty_athlete() -> None:
    assert set(Athlete().model_dump().values()) == {None}


def test_no_conditions_and_unknown_conditions_differ() -> None:
    assert Athlete(conditions=()).conditions == ()
    assert Athlete(conditions=None).conditions is None


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"age": 4}, ("age",)),
        ({"age": 121}, ("age",)),
        ({"age": "34"}, ("age",)),
        ({"level": "novise"}, ("level",)),
        ({"conditions": ["bad_back"]}, ("conditions", 0)),
        ({"symptoms": "fever"}, ("symptoms",)),
        ({"one_rep_max_kg": {"deadlift": 0}}, ("one_rep_max_kg", "deadlift")),
        ({"one_rep_max_kg": {"deadlift": "120"}}, ("one_rep_max_kg", "deadlift")),
        ({"one_rep_max_kg": {5: 120}}, ("one_rep_max_kg", 5, "[key]")),
        ({"technique": {"deadlift": "good"}}, ("technique", "deadlift")),
        ({"trimester": 4, "conditions": ["pregnancy"]}, ("trimester",)),
        ({"trimester": 2}, ("trimester",)),
        ({"trimester": 2, "conditions": []}, ("trimester",)),
        ({"systolic_mmhg": 80, "diastolic_mmhg": 120}, ("diastolic_mmhg",)),
        ({"par_q_yes": ["no"]}, ("par_q_yes", 0)),
        ({"clearance": [{"rule": "AT03", "by": "Dr. A"}]}, ("clearance", 0, "date")),
    ],
)
def test_mistakes_have_a_place(fields: dict[str, Any], place: tuple[str | int, ...]) -> None:
    [(found, _)] = mistakes(fields)

    assert found == place


def test_a_clearance_names_rule_person_and_day() -> None:
    found = Athlete.model_validate(
        {"clearance": [{"rule": "AT03", "by": "Dr. A", "date": "2026-11-02"}]}
    )

    assert found.clearance is not None
    assert found.clearance[0].date == date(2026, 11, 2)
    assert found.clearance[0].reason is None
