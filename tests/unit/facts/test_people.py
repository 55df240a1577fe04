"""The athlete: one person out of several sources, with the names of exercises resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import lift, workout

from backsafe.errors import ContentError
from backsafe.facts.people import merge_athletes, person
from backsafe.facts.schema import SCHEMA
from backsafe.model import Athlete

if TYPE_CHECKING:
    from collections.abc import Callable

    from backsafe.facts.names import Remark

LISTS = {
    "conditions": ["osteoporosis", "pregnancy", "low_back_pain"],
    "symptoms": ["chest_pain", "fever", "night_pain"],
    "par_q_yes": ["chest_pain", "dizziness_or_fainting"],
}


def athlete(**fields: Any) -> Athlete:
    return Athlete.model_validate(fields)


class TestMerging:
    def test_later_ones_decide_and_earlier_ones_fill_in(self) -> None:
        first = athlete(level="novice", age=30, goal="strength", strict_pull_ups=3)
        merged = merge_athletes([first, None, athlete(level="advanced", strict_pull_ups=0)])

        assert (merged.level, merged.age, merged.goal) == ("advanced", 30, "strength")
        assert merged.strict_pull_ups == 0

    def test_nobody_is_an_athlete_of_whom_nothing_is_known(self) -> None:
        for nobody in ([], [None], [None, athlete()]):
            assert merge_athletes(nobody) == athlete()

    @pytest.mark.parametrize("field", LISTS)
    @given(data=st.data())
    def test_no_condition_symptom_or_answer_is_lost(self, field: str, data: st.DataObject) -> None:
        lists = st.none() | st.lists(st.sampled_from(LISTS[field]), unique=True)
        stated = data.draw(st.lists(lists, max_size=3))
        merged = getattr(merge_athletes([athlete(**{field: one}) for one in stated]), field)

        known = [one for one in stated if one is not None]
        assert (merged is None) == (not known)
        assert sorted(merged or ()) == sorted({item for one in known for item in one})

    def test_maxima_and_technique_are_joined_by_name(self) -> None:
        merged = merge_athletes(
            [
                athlete(
                    one_rep_max_kg={"deadlift": 100, "squat": 80}, technique={"squat": "learning"}
                ),
                athlete(one_rep_max_kg={"deadlift": 120}, technique={"row": "mastered"}),
            ]
        )

        assert merged.one_rep_max_kg == {"deadlift": 120, "squat": 80}
        assert merged.technique == {"squat": "learning", "row": "mastered"}

    def test_two_sources_may_spell_an_exercise_differently(self, build: Callable[..., Any]) -> None:
        document = workout(
            lift("deadlift", {"reps": 5, "load_kg": 60}),
            athlete={"one_rep_max_kg": {"deadlift": 100}},
        )
        built = build(document, athlete={"one_rep_max_kg": {"Deadlift": 120}})

        assert built.column("sets", "load_percent") == [50]

    def test_clearances_of_both_are_kept(self) -> None:
        one, other = (
            {"rule": rule, "by": "Dr Ash", "date": "2026-01-02"} for rule in ("AT03", "AT06")
        )
        merged = merge_athletes([athlete(clearance=[one]), athlete(clearance=[other])])

        assert [entry.rule for entry in merged.clearance or ()] == ["AT03", "AT06"]

    def test_two_that_do_not_fit_are_refused(self, build: Callable[..., Any]) -> None:
        document = workout(athlete={"systolic_mmhg": 120})

        with pytest.raises(
            ContentError, match=r"do not fit.*diastolic_mmhg must be below"
        ) as caught:
            build(document, athlete={"diastolic_mmhg": 130})
        assert caught.value.pointer == ("athlete",)


class TestFact:
    def test_every_field_is_there_and_missing_unless_stated(self) -> None:
        notices: list[Remark] = []
        found = person(athlete(), (), notices).fact

        assert set(found.values) == set(SCHEMA["athlete"].fields)
        told = {
            "pain_stated": False,
            "sleep_stated": False,
            "blood_pressure_stated": False,
            "cleared": (),
        }
        assert {name: it for name, it in found.values.items() if it is not None} == told
        assert set(found.needs) == set(found.values)
        assert notices == []

    def test_what_is_stated_is_known_empty_or_not(self) -> None:
        stated = athlete(age=40, conditions=[], symptoms=["fever"], supervised=False)
        found = person(stated, ("athlete",), []).fact

        assert found.values["age"] == 40.0
        assert isinstance(found.values["age"], float)
        assert found.values["conditions"] == ()
        assert found.values["symptoms"] == ("fever",)
        assert found.values["supervised"] is False
        assert found.pointer == ("athlete",)

    @pytest.mark.parametrize(
        ("fields", "novice"),
        [
            ({"level": "novice"}, True),
            ({"level": "intermediate"}, False),
            ({"level": "advanced"}, False),
            ({"training_months": 0}, True),
            ({"training_months": 5.9}, True),
            ({"training_months": 6}, False),
            ({"level": "novice", "training_months": 60}, True),
            ({"level": "advanced", "training_months": 1}, False),
            ({"age": 20}, None),
        ],
    )
    def test_who_is_a_novice(self, fields: dict[str, Any], novice: bool | None) -> None:
        assert person(athlete(**fields), (), []).fact.values["novice"] is novice


class TestNames:
    @pytest.mark.parametrize("field", ["one_rep_max_kg", "technique"])
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("deadlift", "Deadlift"),
            ("bent-over row", "bent_over_row"),
            ("Bent Over Rows", "barbell bent-over row"),
            ("zork press", "Zork-Press!"),
        ],
    )
    def test_two_keys_for_one_exercise_are_refused(self, field: str, one: str, other: str) -> None:
        values = (100, 90) if field == "one_rep_max_kg" else ("mastered", "mastered")
        stated = athlete(**{field: dict(zip((one, other), values, strict=True))})

        with pytest.raises(ContentError, match="same exercise; keep one") as caught:
            person(stated, ("athlete",), [])
        assert caught.value.pointer == ("athlete", field, other)
        assert repr(one) in caught.value.message
        assert repr(other) in caught.value.message

    def test_two_exercises_are_two_keys(self) -> None:
        maxima = {"deadlift": 100, "romanian deadlift": 80, "kettlebell deadlift": 40, "zork": 1}

        assert len(person(athlete(one_rep_max_kg=maxima), (), []).maxima) == 4

    @pytest.mark.parametrize("field", ["one_rep_max_kg", "technique"])
    def test_a_name_that_nobody_knows_is_noticed_with_the_nearest(
        self, field: str, build: Callable[..., Any]
    ) -> None:
        value = 100 if field == "one_rep_max_kg" else "mastered"
        built = build(workout(lift(), athlete={field: {"deadlfit": value, "squat": value}}))

        (notice,) = built.notices
        assert notice.kind == "unknown-exercise"
        assert notice.pointer == ("athlete", field, "deadlfit")
        assert "did you mean 'deadlift'" in notice.message
