from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from backsafe.model import Activity, Cardio, Lift, StaticStretch

ACTIVITY: TypeAdapter[Any] = TypeAdapter(Activity)


def mistakes(fields: Any) -> list[tuple[Any, str]]:
    with pytest.raises(ValidationError) as caught:
        ACTIVITY.validate_python(fields)
    return [(item["loc"], item["msg"]) for item in caught.value.errors()]


def test_the_type_chooses_the_model() -> None:
    assert isinstance(ACTIVITY.validate_python({"type": "cardio", "exercise": "row"}), Cardio)
    found = ACTIVITY.validate_python({"type": "lift", "exercise": "deadlift", "sets": [{}]})
    assert isinstance(found, Lift)
    assert found.form is None


@pytest.mark.parametrize("fields", [{"exercise": "row"}, {"type": "run"}, {"type": ["lift"]}, 3])
def test_without_a_known_type_there_is_one_mistake(fields: Any) -> None:
    assert len(mistakes(fields)) == 1


def test_a_lift_has_at_least_one_set() -> None:
    assert mistakes({"type": "lift", "exercise": "deadlift", "sets": []})


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "dead\x1b[31mlift", 5, None])
def test_what_is_no_name_of_an_exercise_is_refused(name: Any) -> None:
    [(place, _)] = mistakes({"type": "cardio", "exercise": name})

    assert place == ("cardio", "exercise")


def test_names_lose_the_space_around_them() -> None:
    assert Cardio(exercise=" row \n").exercise == "row"


def test_an_observation_speaks_of_a_set_that_exists() -> None:
    fields = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5}, {}]}
    seen = {"aspect": "jerk", "value": True}

    assert ACTIVITY.validate_python({**fields, "form": [{**seen, "set": 2, "rep": 400}]})
    assert ACTIVITY.validate_python({**fields, "form": [{**seen, "set": 1, "rep": 6}]})
    [(place, message)] = mistakes({**fields, "form": [seen, {**seen, "set": 3}]})
    assert place == ("lift", "form", 1, "set")
    assert message == "set must be at most 2: this lift has 2 sets"
    [(place, message)] = mistakes({**fields, "form": [{**seen, "set": 1, "rep": 7}]})
    assert place == ("lift", "form", 0, "rep")
    assert "set 1 has 5 reps" in message


def test_a_stretch_keeps_what_absence_means_open() -> None:
    found = StaticStretch(exercise="child's pose")

    assert (found.hold_seconds, found.repeats, found.pain) == (None, None, None)
