"""ST01, ST02, ST03, ST05: both sides of each threshold, what is missing, what does not apply."""

from __future__ import annotations

from typing import Any

import pytest
from judging import fired, judge, lift, missing, outcome, sound, stretch, workout

DYNAMIC = {"type": "dynamic_stretch", "exercise": "cat-camel", "minutes": 3}


class TestStaticStretchBeforeLifting:
    def test_before_between_and_after(self) -> None:
        assert outcome(workout(stretch(hold_seconds=30), lift()), "ST01") == "error"
        assert outcome(workout(lift(), stretch(), lift("pull-up")), "ST01") == "error"
        assert outcome(workout(lift(), stretch()), "ST01") == "pass"
        assert outcome(workout(stretch()), "ST01") == "pass"

    def test_a_missing_hold_does_not_make_a_plain_failure_unknown(self) -> None:
        assert outcome(workout(stretch(), lift()), "ST01") == "error"

    def test_only_lifts_with_work_sets_count(self) -> None:
        ramp = lift("deadlift", {"reps": 5, "warm_up": True})

        assert outcome(workout(stretch(), ramp), "ST01") == "pass"

    @pytest.mark.parametrize(
        ("seconds", "dynamic", "expected"),
        [
            (60, True, "pass"),
            (60, False, "advice"),
            (60.1, True, "warning"),
            (90, False, "warning"),
        ],
    )
    def test_the_evidence_profile_allows_short_holds(
        self, seconds: float, dynamic: bool, expected: str
    ) -> None:
        between = [DYNAMIC] if dynamic else []
        document = workout(stretch(hold_seconds=seconds), *between, lift())

        assert outcome(document, "ST01", profile="evidence") == expected
        assert outcome(document, "ST01") == "error"

    def test_holds_of_one_region_add_up(self) -> None:
        document = workout(stretch(hold_seconds=40), stretch(hold_seconds=40), DYNAMIC, lift())

        assert outcome(document, "ST01", profile="evidence") == "warning"

    def test_missing_hold_in_the_evidence_profile(self) -> None:
        assert outcome(workout(stretch(), DYNAMIC, lift()), "ST01", profile="evidence") == "unknown"

    @pytest.mark.parametrize(("seconds", "expected"), [(60, "unknown"), (61, "warning")])
    def test_the_holds_that_are_known_may_be_too_long_already(
        self, seconds: float, expected: str
    ) -> None:
        document = workout(stretch(hold_seconds=seconds), stretch(), DYNAMIC, lift())

        assert outcome(document, "ST01", profile="evidence") == expected

    def test_in_a_log_what_is_recorded_is_judged_and_absence_is_unknown(self) -> None:
        recorded = workout(stretch(hold_seconds=30), lift(), kind="log")

        assert outcome(recorded, "ST01") == "error"
        assert outcome(workout(lift(), kind="log"), "ST01") == "unknown"
        assert missing(workout(lift(), kind="log"), "ST01") == {"static_stretches"}
        assert judge(workout(lift(), kind="log", records=["stretches"]), "ST01") == []
        assert judge(workout(lift()), "ST01") == []

    def test_mutation(self) -> None:
        document = sound()
        document["activities"].insert(2, stretch(hold_seconds=30, intensity="mild"))

        assert fired(document) == {"ST01"}


class TestNoClosingStretch:
    def test_a_trained_region_is_reached(self) -> None:
        assert outcome(workout(lift(), stretch()), "ST02") == "pass"
        assert outcome(workout(lift()), "ST02") == "advice"
        assert outcome(workout(stretch(), lift()), "ST02") == "advice"
        other = stretch(region="calves")
        assert outcome(workout(lift("lat pulldown"), other), "ST02") == "advice"
        assert outcome(workout(lift("lat pulldown"), stretch(region="lats")), "ST02") == "pass"

    def test_an_unknown_stretch_or_lift_may_reach_it(self) -> None:
        strange = {**stretch(), "exercise": "the flying fox"}

        assert outcome(workout(lift(), strange), "ST02") == "unknown"
        assert missing(workout(lift(), strange), "ST02") == {"workout.trained_region_stretched"}
        assert outcome(workout(lift("zork press"), stretch()), "ST02") == "unknown"

    def test_log_and_not_applicable(self) -> None:
        assert outcome(workout(lift(), kind="log"), "ST02") == "unknown"
        assert outcome(workout(lift(), kind="log", records=["stretches"]), "ST02") == "advice"
        assert judge(workout(stretch()), "ST02") == []

    def test_mutation(self) -> None:
        document = sound()
        document["activities"].pop()

        assert fired(document) == {"ST02"}


class TestHoldTooShort:
    @pytest.mark.parametrize(
        ("seconds", "expected", "evidence"),
        [
            (0, "warning", "warning"),
            (9.9, "warning", "warning"),
            (10, "advice", "pass"),
            (19.9, "advice", "pass"),
            (20, "pass", "pass"),
        ],
    )
    def test_threshold(self, seconds: float, expected: str, evidence: str) -> None:
        document = workout(stretch(hold_seconds=seconds), athlete={"age": 30})

        assert outcome(document, "ST03", "hold") == expected
        assert outcome(document, "ST03", "hold", profile="evidence") == evidence

    @pytest.mark.parametrize(
        ("age", "seconds", "expected"),
        [
            (64, 25, "none"),
            (65, 19.9, "none"),
            (65, 20, "advice"),
            (65, 29.9, "advice"),
            (65, 30, "pass"),
        ],
    )
    def test_older_adults(self, age: int, seconds: float, expected: str) -> None:
        document = workout(stretch(hold_seconds=seconds), athlete={"age": age})

        assert outcome(document, "ST03", "older-adult") == expected

    def test_missing(self) -> None:
        assert missing(workout(stretch()), "ST03", "hold") == {"stretch.hold_seconds"}
        assert missing(workout(stretch(hold_seconds=25)), "ST03", "older-adult") == {"athlete.age"}
        assert outcome(workout(stretch(hold_seconds=30)), "ST03", "older-adult") == "pass"

    def test_not_applicable(self) -> None:
        assert judge(workout(lift()), "ST03") == []

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][-1]["hold_seconds"] = 12

        assert fired(document) == {"ST03"}


class TestForcedStretch:
    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ({"intensity": "mild"}, "pass"),
            ({"intensity": "moderate"}, "pass"),
            ({"intensity": "strong"}, "warning"),
            ({"intensity": "pain"}, "error"),
            ({"pain": True}, "error"),
            ({"pain": False}, "pass"),
            ({"discomfort_0_10": 3}, "pass"),
            ({"discomfort_0_10": 3.1}, "warning"),
            ({"bouncing": True}, "warning"),
            ({"intensity": "mild", "bouncing": True}, "warning"),
            ({"intensity": "mild", "bouncing": False}, "pass"),
            ({"bouncing": False}, "unknown"),
            ({}, "unknown"),
        ],
    )
    def test_what_is_said_of_it(self, said: dict[str, Any], expected: str) -> None:
        assert outcome(workout(stretch(**said)), "ST05") == expected

    def test_missing(self) -> None:
        assert missing(workout(stretch()), "ST05") == {"stretch.effort_described"}

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][-1]["bouncing"] = True

        assert fired(document) == {"ST05"}
