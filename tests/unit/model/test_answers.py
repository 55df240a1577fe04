"""Answers before a session: a closed list each, none told from skipped, no contradictions."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from backsafe.model import Answers, answers_schema

VALIDATOR = jsonschema.Draft202012Validator(answers_schema())


def test_what_is_absent_or_null_is_unknown_and_none_is_an_answer() -> None:
    assert Answers().red_flags is None
    assert Answers.model_validate({"red_flags": None}).red_flags is None
    for none in ([], "none"):
        assert Answers.model_validate({"red_flags": none}).red_flags == ()


@pytest.mark.parametrize(
    "data",
    [
        {"red_flags": ["night_pain"]},
        {"red_flags": ["none", "chest_pain"]},
        {"pain": "low_back"},
        {"pain_0_10": 11},
        {"pain_0_10": "3"},
        {"sleep_hours": 25},
        {"days_since_back_session": -1},
        {"trimester": 4},
        {"sleep": 7},
    ],
)
def test_what_is_no_answer_is_refused_by_model_and_schema(data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Answers.model_validate(data)
    assert not VALIDATOR.is_valid(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"pain": [], "pain_0_10": 4}, "pain_0_10 is 4, and pain is none"),
        ({"pain": [], "new_pain": ["radiating_pain"]}, "new_pain is radiating_pain"),
        ({"pain": [], "back_pain_signs": ["night_pain"]}, "back_pain_signs is night_pain"),
        ({"pain": ["neck"], "pain_0_10": 0}, "pain_0_10 is 0, and pain is neck"),
        ({"systolic_mmhg": 90, "diastolic_mmhg": 90}, "must be below systolic_mmhg"),
    ],
)
def test_contradictions(data: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Answers.model_validate(data)


@pytest.mark.parametrize(
    "data",
    [
        {"pain": [], "pain_0_10": 0, "new_pain": [], "back_pain_signs": []},
        # With known low-back pain, a lump counts on a day without pain, too.
        {"pain": "none", "back_pain_signs": ["lump"]},
        {"pain": ["none"], "red_flags": ["none"]},
        {"pain": ["low_back"], "pain_0_10": 2.5, "sleep_hours": 0},
    ],
)
def test_what_goes_together(data: dict[str, Any]) -> None:
    Answers.model_validate(data)
    assert VALIDATOR.is_valid(data)


def test_the_schema_is_one_and_describes_every_field() -> None:
    schema = answers_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == set(Answers.model_fields)
    assert all(it["description"] for it in schema["properties"].values())
