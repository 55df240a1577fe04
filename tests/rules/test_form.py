"""PU03, PU04, DL05, RW05, FM02: thresholds, missing data, what does not apply."""

from __future__ import annotations

from typing import Any

import pytest
from judging import fired, judge, lift, missing, outcome, seen, sound, workout


def pull_ups(athlete: dict[str, Any], **entry: Any) -> dict[str, Any]:
    return workout(lift(entry.pop("exercise", "pull-up"), entry), athlete=athlete)


def observed(exercise: str, aspect: str, value: Any, *sets: Any, **athlete: Any) -> dict[str, Any]:
    return workout(lift(exercise, *sets, form=[seen(aspect, value)]), athlete=athlete)


class TestAssistanceMissing:
    @pytest.mark.parametrize(("reps", "expected"), [(4, "pass"), (5, "pass"), (6, "warning")])
    def test_threshold(self, reps: int, expected: str) -> None:
        assert outcome(pull_ups({"strict_pull_ups": 5}, reps=reps), "PU03") == expected

    @pytest.mark.parametrize(
        "entry",
        [
            {"reps": 9, "assistance": "band"},
            {"reps": 9, "assistance": "machine"},
            {"reps": 9, "exercise": "assisted pull-up"},
            {"reps": 9, "band_role": "assist"},
        ],
    )
    def test_help_answers_it(self, entry: dict[str, Any]) -> None:
        assert outcome(pull_ups({"strict_pull_ups": 0}, **entry), "PU03") == "pass"

    def test_missing(self) -> None:
        assert missing(pull_ups({}, reps=5), "PU03") == {"athlete.strict_pull_ups"}
        assert missing(pull_ups({"strict_pull_ups": 5}), "PU03") == {"set.most_reps"}

    def test_of_a_range_the_most_counts(self) -> None:
        athlete = {"strict_pull_ups": 8}

        assert outcome(pull_ups(athlete, reps=5, most_reps=8), "PU03") == "pass"
        assert outcome(pull_ups(athlete, reps=5, most_reps=9), "PU03") == "warning"
        assert missing(pull_ups(athlete, reps=5, amrap=True), "PU03") == {"set.most_reps"}

    def test_plain_ones_say_little_of_weighted_and_one_arm_ones(self) -> None:
        athlete = {"strict_pull_ups": 8}

        assert judge(pull_ups(athlete, reps=8, added_load_kg=30), "PU03") == []
        assert judge(pull_ups(athlete, reps=5, exercise="one-arm chin-up"), "PU03") == []
        assert outcome(pull_ups(athlete, reps=9, added_load_kg=1), "PU03") == "warning"

    def test_in_a_log_help_may_not_be_recorded(self) -> None:
        document = pull_ups({"strict_pull_ups": 5}, reps=6)

        assert outcome({**document, "kind": "log"}, "PU03") == "unknown"

    def test_other_exercises_do_not_apply(self) -> None:
        document = pull_ups({"strict_pull_ups": 0}, reps=9, exercise="lat pulldown")

        assert judge(document, "PU03") == []

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][5]["sets"][0] |= {"reps": 13}

        assert fired(document) == {"PU03"}


class TestWeightBeforeMastery:
    @pytest.mark.parametrize(
        ("strict", "technique", "expected"),
        [
            (8, "mastered", "pass"),
            (7, "mastered", "warning"),
            (8, "learning", "warning"),
        ],
    )
    def test_threshold(self, strict: int, technique: str, expected: str) -> None:
        athlete = {"strict_pull_ups": strict, "technique": {"pull-up": technique}}

        assert outcome(pull_ups(athlete, reps=5, added_load_kg=1), "PU04") == expected

    def test_no_added_weight_does_not_apply(self) -> None:
        assert judge(pull_ups({"strict_pull_ups": 1}, reps=5), "PU04") == []
        assert judge(pull_ups({"strict_pull_ups": 1}, reps=5, added_load_kg=0), "PU04") == []

    def test_missing(self) -> None:
        weighted = {"reps": 5, "added_load_kg": 10}

        assert missing(pull_ups({"strict_pull_ups": 9}, **weighted), "PU04") == {"set.technique"}
        assert outcome(pull_ups({"strict_pull_ups": 7}, **weighted), "PU04") == "warning"
        unweighed = pull_ups({"strict_pull_ups": 7}, reps=5, exercise="weighted pull-up")
        assert outcome(unweighed, "PU04") == "warning"

    def test_a_band_that_resists_is_a_weight(self) -> None:
        document = pull_ups({"strict_pull_ups": 3}, reps=3, band_role="resist")

        assert outcome(document, "PU04") == "warning"

    def test_mutation(self) -> None:
        document = sound()
        document["athlete"]["strict_pull_ups"] = 7

        assert fired(document) == {"PU04"}


class TestBarOffMidFoot:
    @pytest.mark.parametrize(
        ("offset", "expected"),
        [(5, "pass"), (5.1, "warning"), (-5, "pass"), (-5.1, "warning"), (0, "pass")],
    )
    def test_threshold(self, offset: float, expected: str) -> None:
        assert outcome(observed("deadlift", "bar_offset_cm", offset), "DL05") == expected

    def test_other_lifts_and_aspects_do_not_apply(self) -> None:
        assert judge(observed("bent-over row", "bar_offset_cm", 20), "DL05") == []
        assert judge(observed("deadlift", "head", "flexed"), "DL05") == []

    def test_missing(self) -> None:
        assert missing(workout(lift()), "DL05") == {"observations"}
        strange = observed("zork lift", "bar_offset_cm", 20)
        assert missing(strange, "DL05") == {"observation.family"}

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][3]["form"][0]["value"] = 9

        assert fired(document) == {"DL05"}


class TestBentOverRowForm:
    @pytest.mark.parametrize(
        ("spine", "percent", "conditions", "expected"),
        [
            ("neutral", 90, [], "pass"),
            ("slight_arch", 90, [], "pass"),
            ("rounded_slight", 79.9, [], "advice"),
            ("rounded_slight", 80, [], "warning"),
            ("rounded_slight", 50, ["low_back_pain"], "warning"),
            ("rounded_marked", 50, [], "warning"),
        ],
    )
    def test_spine(self, spine: str, percent: float, conditions: list[str], expected: str) -> None:
        entry = {"reps": 8, "load_percent": percent}
        document = observed("bent-over row", "spine", spine, entry, conditions=conditions)

        assert outcome(document, "RW05", "spine") == expected

    @pytest.mark.parametrize(
        ("hinged", "percent", "expected"),
        [(True, 90, "pass"), (False, 50, "advice"), (False, 80, "warning")],
    )
    def test_hinge(self, hinged: bool, percent: float, expected: str) -> None:
        entry = {"reps": 8, "load_percent": percent}
        document = observed("bent-over row", "hip_hinge", hinged, entry)

        assert outcome(document, "RW05", "hinge") == expected

    def test_unknown_circumstances_make_it_no_worse(self) -> None:
        assert outcome(observed("bent-over row", "spine", "rounded_slight"), "RW05", "spine") == (
            "advice"
        )

    def test_not_applicable_and_missing(self) -> None:
        assert judge(observed("deadlift", "spine", "rounded_marked"), "RW05") == []
        assert missing(workout(lift("bent-over row")), "RW05", "spine") == {"observations"}

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][4]["form"][0]["value"] = "rounded_marked"

        assert fired(document) == {"RW05"}


class TestBreathHeld:
    @pytest.mark.parametrize(
        ("percent", "athlete", "expected"),
        [
            (79.9, {"level": "advanced", "conditions": []}, "warning"),
            (80, {"level": "advanced", "conditions": []}, "pass"),
            (80, {"level": "novice", "conditions": []}, "warning"),
            (95, {"level": "advanced", "conditions": ["high_blood_pressure"]}, "error"),
            (95, {"level": "advanced", "conditions": ["heart_condition"]}, "error"),
            (95, {"level": "advanced", "conditions": ["eye_condition"]}, "error"),
            (50, {"conditions": ["pregnancy"]}, "error"),
            (95, {"level": "advanced", "conditions": ["osteoporosis"]}, "pass"),
        ],
    )
    def test_load_and_conditions(
        self, percent: float, athlete: dict[str, Any], expected: str
    ) -> None:
        entry = {"reps": 3, "load_percent": percent}
        document = observed("deadlift", "breath", "held", entry, **athlete)

        assert outcome(document, "FM02") == expected

    def test_breathing_out_is_fine_whatever_else(self) -> None:
        assert outcome(observed("deadlift", "breath", "exhale"), "FM02") == "pass"

    def test_missing(self) -> None:
        heavy = observed("deadlift", "breath", "held", {"reps": 3, "load_percent": 90})

        assert missing(heavy, "FM02") == {"athlete.novice", "athlete.conditions"}
        assert "observation.load_percent" in missing(observed("deadlift", "breath", "held"), "FM02")

    def test_the_set_that_was_seen_counts(self) -> None:
        sets = [{"reps": 3, "load_percent": 50}, {"reps": 3, "load_percent": 90}]
        athlete = {"level": "advanced", "conditions": []}

        def document(number: int) -> dict[str, Any]:
            form = [seen("breath", "held", set=number)]
            return workout(lift("deadlift", *sets, form=form), athlete=athlete)

        assert outcome(document(1), "FM02") == "warning"
        assert outcome(document(2), "FM02") == "pass"

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][3]["form"][1] |= {"value": "held", "set": 1}

        assert fired(document) == {"FM02"}
