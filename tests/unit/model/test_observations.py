from __future__ import annotations

import math
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from backsafe.model import ASPECTS, Aspect, FormObservation


def sample(aspect: Aspect) -> Any:
    kind = ASPECTS[aspect]
    if kind.kind == "choice":
        return kind.choices[0]
    return True if kind.kind == "boolean" else 1


def test_the_table_and_the_closed_list_agree() -> None:
    assert set(ASPECTS) == set(get_args(Aspect))


@pytest.mark.parametrize("aspect", ASPECTS)
def test_each_aspect_is_described_and_takes_its_own_type_only(aspect: Aspect) -> None:
    assert ASPECTS[aspect].doc
    found = FormObservation(aspect=aspect, value=sample(aspect))
    assert found.value == sample(aspect)
    for other in ("nonsense", True, 1.0, None, [1], math.nan):
        if type(other) is type(found.value):
            continue
        with pytest.raises(ValidationError) as caught:
            FormObservation.model_validate({"aspect": aspect, "value": other})
        [item] = caught.value.errors()
        assert item["loc"] == ("value",)
        assert item["msg"].startswith(f"{aspect} must be ")


def test_a_number_becomes_a_float_within_its_bounds() -> None:
    found = FormObservation(aspect="bar_offset_cm", value=-3)

    assert found.value == -3.0
    assert isinstance(found.value, float)
    for value in (-101, 101, 10**400):
        with pytest.raises(ValidationError, match="from -100 to 100 cm"):
            FormObservation(aspect="bar_offset_cm", value=value)


def test_a_misspelt_choice_names_the_nearest() -> None:
    with pytest.raises(ValidationError, match="did you mean 'rounded_marked'"):
        FormObservation(aspect="spine", value="rounded_markd")


def test_an_unknown_aspect_is_one_mistake() -> None:
    with pytest.raises(ValidationError) as caught:
        FormObservation.model_validate({"aspect": "spin", "value": "neutral"})

    assert [item["loc"] for item in caught.value.errors()] == [("aspect",)]


@pytest.mark.parametrize("key", ["set", "rep"])
def test_sets_and_reps_are_counted_from_one(key: str) -> None:
    with pytest.raises(ValidationError):
        FormObservation.model_validate({"aspect": "jerk", "value": True, key: 0})
