from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from backsafe.model import Set, tempo_seconds


def mistakes(fields: dict[str, Any]) -> list[tuple[Any, str]]:
    with pytest.raises(ValidationError) as caught:
        Set.model_validate(fields)
    return [(item["loc"], item["msg"]) for item in caught.value.errors()]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"reps": 5, "load_kg": 90},
        {"reps": 5, "load_lb": 200.5},
        {"reps": 5, "load_percent": 75, "rir": 3},
        {"reps": 0, "load_kg": 140},
        {"reps": 8, "body_weight": True},
        {"reps": 8, "body_weight": True, "added_load_kg": 10, "assistance": "none"},
        {"reps": 8, "added_load_kg": 10},
        {"reps": 8, "assistance": "band", "band_role": "assist"},
        {"reps": 8, "assistance": "machine", "added_load_kg": 0},
        {"duration_seconds": 60, "body_weight": True},
        {"reps": 8, "load_kg": 20, "assistance": "none"},
        {"reps": 8, "load_kg": 20, "body_weight": False},
        {"reps": 5, "load_kg": None, "rpe": 7.5, "belt": True, "warm_up": None},
    ],
)
def test_sets_as_people_write_them_are_accepted(fields: dict[str, Any]) -> None:
    found = Set.model_validate(fields)

    assert {name: getattr(found, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"load_kg": 40, "load_lb": 90}, "load_lb"),
        ({"load_kg": 40, "load_percent": 60}, "load_percent"),
        ({"load_kg": 40, "body_weight": True}, "body_weight"),
        ({"load_kg": 40, "added_load_kg": 10}, "added_load_kg"),
        ({"load_lb": 40, "assistance": "band"}, "assistance"),
        ({"body_weight": False, "added_load_kg": 10}, "added_load_kg"),
        ({"body_weight": False, "assistance": "machine"}, "assistance"),
        ({"assistance": "band", "added_load_kg": 10}, "added_load_kg"),
        ({"assistance": "band", "band_role": "resist"}, "band_role"),
    ],
)
def test_a_load_given_in_two_ways_is_refused_at_the_second(
    fields: dict[str, Any], place: str
) -> None:
    [(found, message)] = mistakes(fields)

    assert found == (place,)
    assert place in message


def test_three_loads_are_two_mistakes() -> None:
    found = mistakes({"load_kg": 1, "load_lb": 2, "load_percent": 3})

    assert [place for place, _ in found] == [("load_lb",), ("load_percent",)]


NUMBERS = [
    name
    for name in Set.model_fields
    if name
    not in {"most_reps", "amrap", "body_weight", "assistance", "warm_up", "tempo", "belt"}
    | {"band_role"}
]


@pytest.mark.parametrize("value", [True, "5", math.nan, math.inf, -1, 10**9, 10**400, [5]])
@pytest.mark.parametrize("name", NUMBERS)
def test_what_is_no_sensible_number_is_refused(name: str, value: Any) -> None:
    [(place, _)] = mistakes({name: value})

    assert place == (name,)


@pytest.mark.parametrize("value", [1, 0, "true", "yes"])
@pytest.mark.parametrize("name", ["body_weight", "warm_up", "belt", "amrap"])
def test_switches_are_booleans_only(name: str, value: Any) -> None:
    [(place, _)] = mistakes({name: value})

    assert place == (name,)


def test_reps_are_whole_and_loads_become_floats() -> None:
    assert mistakes({"reps": 5.5})
    assert isinstance(Set(load_kg=5).load_kg, float)


@pytest.mark.parametrize(
    ("tempo", "seconds"),
    [
        ("2-1-1", (2, 1, 1)),
        ("2-1-1-0", (2, 1, 1, 0)),
        ("10-0-X", (10, 0, None)),
        ("3010", (3, 0, 1, 0)),
        ("30x1", (3, 0, None, 1)),
        ("311", (3, 1, 1)),
    ],
)
def test_tempos(tempo: str, seconds: tuple[float | None, ...]) -> None:
    assert Set(tempo=tempo).tempo == tempo
    assert tempo_seconds(tempo) == seconds


@pytest.mark.parametrize(
    "tempo", ["", "2", "2-1", "slow", "2-1-1-0-0", "100-1-1", "2--1", "２-1-1"]
)
def test_what_is_no_tempo_is_refused_with_an_example(tempo: str) -> None:
    [(place, message)] = mistakes({"tempo": tempo})

    assert place == ("tempo",)
    assert "2-1-1" in message
    with pytest.raises(ValueError, match="not a tempo"):
        tempo_seconds(f"{tempo}\n")


def test_braces_in_a_tempo_do_not_break_its_message() -> None:
    [(_, message)] = mistakes({"tempo": "{x}{0}"})

    assert "'{x}{0}'" in message


@given(st.text(max_size=12))
def test_any_text_is_a_tempo_or_refused(text: str) -> None:
    try:
        found = Set(tempo=text).tempo
    except ValidationError:
        return
    assert found is not None
    assert 3 <= len(tempo_seconds(found)) <= 4


def test_a_set_cannot_be_changed_and_knows_no_other_keys() -> None:
    with pytest.raises(ValidationError):
        Set(reps=5).reps = 6  # type: ignore[misc]
    [(place, _)] = mistakes({"rep": 5})
    assert place == ("rep",)


def test_bounds_are_inclusive_and_named() -> None:
    assert Set(load_kg=1000, reps=1000, rpe=10, rir=20)
    [(_, message)] = mistakes({"load_kg": 1000.5})
    assert "1000" in message


@pytest.mark.parametrize(
    "fields",
    [{"reps": 8, "most_reps": 12}, {"reps": 8, "most_reps": 8}, {"reps": 5, "amrap": True}],
)
def test_a_range_of_repetitions_is_accepted(fields: dict[str, Any]) -> None:
    found = Set.model_validate(fields)

    assert {name: getattr(found, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"reps": 8, "most_reps": 7}, "at least reps"),
        ({"most_reps": 7}, "say where it begins"),
        ({"reps": 8, "most_reps": 10, "amrap": True}, "keep most_reps or amrap"),
        ({"reps": 8, "most_reps": 0}, "greater than or equal to 1"),
    ],
)
def test_a_range_that_is_none_is_refused(fields: dict[str, Any], reason: str) -> None:
    [(place, message)] = mistakes(fields)

    assert place == ("most_reps",)
    assert reason in message
