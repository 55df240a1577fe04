"""Documents as facts: what fits the schema, what earlier sessions tell, what is noticed."""

from __future__ import annotations

import math
from typing import Any

import pytest
from judging import lift, sound, stretch, workout

from backsafe.errors import ContentError
from backsafe.facts.build import build_facts
from backsafe.facts.fact import Absent, Fact, Facts
from backsafe.facts.schema import COLLECTIONS, SCHEMA
from backsafe.model import Athlete, Log, Program, Workout

KINDS: dict[str, type | tuple[type, ...]] = {
    "number": float,
    "string": str,
    "boolean": bool,
    "strings": tuple,
}


def facts(document: dict[str, Any], **more: Any) -> Facts:
    model = Program if "weeks" in document else Log if "workouts" in document else Workout
    found, _ = build_facts(model.model_validate(document), **more)
    return found


def the(document: dict[str, Any], collection: str = "sets") -> tuple[Fact, ...]:
    found = facts(document).sessions[-1].collections[collection]
    assert not isinstance(found, Absent)
    return found


@pytest.mark.parametrize(
    "document",
    [sound(), workout(), workout(lift("zork"), stretch()), {"kind": "log", "activities": [lift()]}],
)
def test_facts_fit_the_schema(document: dict[str, Any]) -> None:
    for session in facts(document).sessions:
        assert set(session.collections) == {
            name for name, item in COLLECTIONS.items() if item.scope == "session"
        }
        for name, found in session.collections.items():
            for fact in () if isinstance(found, Absent) else found:
                assert fact.type == COLLECTIONS[name].fact_type
                assert list(fact.values) == [*fact.values]
                assert set(fact.values) == set(SCHEMA[fact.type].fields)
                for field in SCHEMA[fact.type].fields.values():
                    value = fact.values[field.name]
                    if value is None:
                        assert field.missing, f"{fact.type}.{field.name} is never missing"
                        continue
                    assert isinstance(value, KINDS[field.kind]), field
                    assert not field.values or value in field.values, field
                    assert not isinstance(value, float) or math.isfinite(value)


def test_phases_and_what_lies_before_and_after() -> None:
    found = the(workout(stretch(), lift(), stretch(), lift("pull-up"), stretch()), "activities")

    assert [fact.values["phase"] for fact in found] == [
        "warm_up",
        "work",
        "work",
        "work",
        "cool_down",
    ]
    assert [fact.values["lifts_after"] for fact in found] == [2, 1, 1, 0, 0]
    assert [fact.values["lifts_before"] for fact in found] == [0, 0, 1, 1, 2]
    assert {fact.values["phase"] for fact in the(workout(stretch()), "activities")} == {"no_lifts"}


def test_sets_of_one_exercise_are_followed_through_the_session() -> None:
    document = workout(
        lift(
            "deadlift", {"reps": 5, "load_kg": 40, "rest_seconds": 60}, {"reps": 5, "load_kg": 60}
        ),
        lift("bench press", {"reps": 5, "load_kg": 50}),
        lift("Deadlifts", {"reps": 5, "load_kg": 60}, {"reps": 5, "load_kg": 80}),
    )
    found = the(document)

    assert [fact.values["lighter_set_before"] for fact in found] == [False, True, False, True, True]
    assert [fact.values["opens_load"] for fact in found] == [True, True, True, False, True]
    assert [fact.values["first_loaded"] for fact in found] == [True, False, True, False, False]
    assert [fact.values["rest_before_seconds"] for fact in found] == [None, 60, None, None, None]


def test_the_session_and_earlier_ones_give_an_estimate() -> None:
    hard = workout(lift("deadlift", {"reps": 5, "rir": 0, "load_kg": 90}))
    later = workout(lift("deadlift", {"reps": 5, "load_kg": 81}))

    alone = the(later)[0]
    after = the({"workouts": [hard, later]})[0]

    assert alone.values["load_percent"] is None
    assert after.values["load_percent"] == pytest.approx(80)
    assert after.values["sessions_before"] == 1
    assert alone.values["sessions_before"] is None


def test_history_counts_as_earlier_sessions() -> None:
    hard = Workout.model_validate(workout(lift("deadlift", {"reps": 5, "rir": 0, "load_kg": 90})))
    later = workout(lift("deadlift", {"reps": 5, "load_kg": 81}))

    session = facts(later, history=[hard]).sessions[0]

    assert session.workout.values["history_known"] is True
    found = session.collections["sets"]
    assert not isinstance(found, Absent)
    assert found[0].values["load_percent"] == pytest.approx(80)


def test_other_equipment_is_another_exercise() -> None:
    document = workout(
        lift("kettlebell shrug", {"reps": 5, "load_kg": 24}),
        athlete={"one_rep_max_kg": {"shrug": 120}},
    )

    assert the(document)[0].values["load_percent"] is None


def test_two_keys_for_one_exercise_contradict_each_other() -> None:
    athlete = {"one_rep_max_kg": {"deadlift": 100, "Deadlift (Barbell)": 120}}

    with pytest.raises(ContentError, match="same exercise") as caught:
        facts(workout(athlete=athlete))
    assert caught.value.pointer == ("athlete", "one_rep_max_kg", "Deadlift (Barbell)")


def test_unknown_exercises_are_noticed_once_with_the_nearest() -> None:
    document = Workout.model_validate(workout(lift("deadlfit"), lift("deadlfit")))

    _, notices = build_facts(document)

    (notice,) = notices
    assert notice.kind == "unknown-exercise"
    assert "did you mean 'deadlift'" in notice.message
    assert notice.pointer == ("activities", 0, "exercise")


def test_the_athlete_given_beside_decides_but_drops_no_sign() -> None:
    document = workout(athlete={"level": "novice", "symptoms": ["fever"], "age": 40})
    beside = Athlete.model_validate({"level": "advanced", "symptoms": ["chest_pain"]})

    values = facts(document, athlete=beside).sessions[0].athlete.values

    assert values["level"] == "advanced"
    assert values["age"] == 40
    assert values["symptoms"] == ("fever", "chest_pain")
    assert values["conditions"] is None


def test_what_came_before_goes_by_the_date_where_all_have_one() -> None:
    hard = workout(lift("deadlift", {"reps": 5, "rir": 0, "load_kg": 90}), date="2026-01-01")
    later = workout(lift("deadlift", {"reps": 5, "load_kg": 81}), date="2026-01-03")

    first, second = facts({"workouts": [later, hard]}).sessions

    assert first.workout.values["history_known"] is True
    assert second.workout.values["history_known"] is False
