from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from backsafe.model import ASPECTS, Log, Program, Workout, json_schema

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
LIFT: dict[str, Any] = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5}]}


def document(**fields: Any) -> dict[str, Any]:
    return {"backsafe": 1, "activities": [{**LIFT, **fields}]}


def accepts(data: Any) -> bool:
    return bool(VALIDATOR.is_valid(data))


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"].endswith("2020-12/schema")
    assert "$id" not in SCHEMA


def test_every_field_says_what_it_is() -> None:
    for name, definition in SCHEMA["$defs"].items():
        for field, schema in definition.get("properties", {}).items():
            assert schema.get("description"), f"{name}.{field}"


def test_workouts_programs_and_logs_are_accepted() -> None:
    workout = document()

    assert accepts(workout)
    assert accepts({"backsafe": 1, "weeks": [{"workouts": [{"activities": [LIFT]}]}]})
    assert accepts({"backsafe": 1, "workouts": [{"date": "2026-11-20", "activities": [LIFT]}]})


@pytest.mark.parametrize(
    "data",
    [
        {"activities": []},
        {"backsafe": 2, "activities": []},
        {"backsafe": 1},
        {"backsafe": 1, "weeks": [], "workouts": []},
        {"backsafe": 1, "activities": [], "titel": "x"},
        {"backsafe": 1, "activities": [{"exercise": "deadlift", "sets": [{}]}]},
        document(sets=[]),
        document(sets=[{"rep": 5}]),
        document(sets=[{"reps": "5"}]),
        document(sets=[{"load_kg": 5000}]),
        document(sets=[{"tempo": "slow"}]),
        document(form=[{"aspect": "spine", "value": True}]),
        document(form=[{"aspect": "jerk", "value": "yes"}]),
    ],
)
def test_what_no_file_may_hold_is_refused(data: Any) -> None:
    assert not accepts(data)


SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 1200),
    st.floats(-5, 1200),
    st.sampled_from(["", "2-1-1", "band", "neutral", "2026-11-20", "mild", "x"]),
)
SETS = st.dictionaries(
    st.sampled_from(["reps", "load_kg", "tempo", "assistance", "warm_up", "rir", "rep"]), SCALARS
)
FORMS = st.fixed_dictionaries(
    {"aspect": st.sampled_from(sorted(ASPECTS)), "value": SCALARS}, optional={"set": SCALARS}
)
ACTIVITIES = st.one_of(
    st.fixed_dictionaries(
        {"type": st.just("lift"), "exercise": SCALARS, "sets": st.lists(SETS, max_size=2)},
        optional={"form": st.lists(FORMS, max_size=2)},
    ),
    st.fixed_dictionaries(
        {"type": st.sampled_from(["cardio", "static_stretch", "mobility"]), "exercise": SCALARS},
        optional={"minutes": SCALARS, "hold_seconds": SCALARS, "repeats": SCALARS},
    ),
)
SESSIONS = st.fixed_dictionaries(
    {"activities": st.lists(ACTIVITIES, max_size=2)}, optional={"date": SCALARS, "day": SCALARS}
)
DOCUMENTS = st.one_of(
    SESSIONS.map(lambda it: (Workout, it)),
    st.lists(SESSIONS, max_size=2).map(lambda it: (Log, {"workouts": it})),
    st.lists(SESSIONS, max_size=2).map(lambda it: (Program, {"weeks": [{"workouts": it}]})),
)


@given(DOCUMENTS)
def test_whatever_the_models_accept_the_schema_accepts(case: tuple[Any, dict[str, Any]]) -> None:
    model, fields = case
    data = {"backsafe": 1, **fields}
    try:
        model.model_validate(data)
    except ValidationError:
        return
    assert accepts(data), list(VALIDATOR.iter_errors(data))
