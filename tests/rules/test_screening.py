"""AT01 and AT06: each sign, missing data, what does not apply."""

from __future__ import annotations

import pytest
from judging import fired, judge, lift, missing, outcome, sound, verdicts, workout

EMERGENCIES = [
    "leg_weakness",
    "leg_numbness",
    "saddle_numbness",
    "urinary_retention",
    "loss_of_bladder_control",
    "loss_of_bowel_control",
    "chest_pain",
    "pain_after_accident",
]


class TestEmergencySigns:
    @pytest.mark.parametrize("symptom", EMERGENCIES)
    def test_each_sign(self, symptom: str) -> None:
        assert outcome(workout(lift(), athlete={"symptoms": ["fever", symptom]}), "AT01") == "error"

    @pytest.mark.parametrize("symptom", ["fever", "night_pain", "radiating_pain"])
    def test_other_symptoms_are_for_other_rules(self, symptom: str) -> None:
        assert outcome(workout(lift(), athlete={"symptoms": [symptom]}), "AT01") == "pass"

    def test_missing_is_not_none(self) -> None:
        assert outcome(workout(lift(), athlete={"symptoms": []}), "AT01") == "pass"
        assert missing(workout(lift()), "AT01") == {"athlete.symptoms"}

    def test_the_athlete_is_judged_once_for_a_whole_log(self) -> None:
        log = {"workouts": [workout(lift()), workout(lift())], "athlete": {"symptoms": []}}

        assert len(judge(log, "AT01")) == 1

    @pytest.mark.parametrize("empty", [{"workouts": []}, {"weeks": [{"workouts": []}]}])
    def test_without_any_session_the_athlete_is_screened(self, empty: dict[str, object]) -> None:
        document = {**empty, "athlete": {"symptoms": ["chest_pain"]}}

        assert outcome(document, "AT01") == "error"

    def test_a_symptom_that_either_side_names_counts(self) -> None:
        document = workout(lift(), athlete={"symptoms": ["chest_pain"]})
        found = verdicts(document, athlete={"symptoms": []})

        assert {it.outcome for it in found if it.check.code == "AT01"} == {"fail"}

    def test_mutation(self) -> None:
        document = sound()
        document["athlete"]["symptoms"] = ["saddle_numbness"]

        assert fired(document) == {"AT01"}


class TestSpineFlexionWithFragileBones:
    @pytest.mark.parametrize(
        ("exercise", "conditions", "expected"),
        [
            ("crunch", ["osteoporosis"], "warning"),
            ("crunch", ["vertebral_fracture"], "error"),
            ("crunch", ["osteoporosis", "vertebral_fracture"], "error"),
            ("sit-up", ["osteoporosis"], "warning"),
            ("russian twist", ["osteoporosis"], "warning"),
            ("plank", ["osteoporosis"], "pass"),
            ("back extension", ["vertebral_fracture"], "pass"),
            ("deadlift", ["osteoporosis"], "pass"),
            ("crunch", [], "none"),
            ("crunch", ["low_back_pain"], "none"),
        ],
    )
    def test_exercises_and_conditions(
        self, exercise: str, conditions: list[str], expected: str
    ) -> None:
        document = workout(lift(exercise), athlete={"conditions": conditions})

        assert outcome(document, "AT06") == expected

    def test_missing(self) -> None:
        assert missing(workout(lift("crunch")), "AT06") == {"athlete.conditions"}
        assert outcome(workout(lift("plank")), "AT06") == "pass"
        strange = workout(lift("zork"), athlete={"conditions": ["osteoporosis"]})
        assert missing(strange, "AT06") == {"activity.spine_motion"}

    def test_mutation(self) -> None:
        document = sound()
        document["athlete"]["conditions"] = ["osteoporosis"]
        document["activities"][5]["exercise"] = "crunch"
        document["activities"][5]["sets"] = [document["activities"][5]["sets"][0]]

        assert fired(document) == {"AT06"}
