"""WU01, WU02, WU04, WU05: both sides of each threshold, what is missing, what does not apply."""

from __future__ import annotations

from typing import Any

import pytest
from judging import fired, judge, lift, missing, outcome, sound, stretch, workout

CARDIO = {"type": "cardio", "exercise": "rowing machine"}
DYNAMIC = {"type": "dynamic_stretch", "exercise": "cat-camel"}


def logged(*activities: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"kind": "log", "activities": list(activities), **more}


class TestWarmUpMissing:
    @pytest.mark.parametrize(
        ("minutes", "expected"),
        [(0, "warning"), (4.9, "warning"), (5, "pass"), (5.1, "pass")],
    )
    def test_threshold(self, minutes: float, expected: str) -> None:
        assert outcome(workout({**CARDIO, "minutes": minutes}, lift()), "WU01") == expected

    def test_none_at_all_is_an_error(self) -> None:
        assert outcome(workout(lift()), "WU01") == "error"

    def test_minutes_add_up_over_kinds_before_the_first_work_set_only(self) -> None:
        mobility = {"type": "mobility", "exercise": "hip circles", "minutes": 2}
        three = {**DYNAMIC, "minutes": 3}

        assert outcome(workout(three, mobility, lift()), "WU01") == "pass"
        assert outcome(workout(three, lift(), mobility), "WU01") == "warning"

    def test_a_ramp_set_is_no_minute_and_no_work_set(self) -> None:
        ramp = lift("deadlift", {"reps": 5, "warm_up": True})

        assert outcome(workout(ramp, {**CARDIO, "minutes": 5}, lift()), "WU01") == "pass"

    def test_missing_minutes_are_unknown_unless_the_rest_is_enough(self) -> None:
        document = workout({**CARDIO}, {**DYNAMIC, "minutes": 3}, lift())

        assert outcome(document, "WU01") == "unknown"
        assert missing(document, "WU01") == {"workout.warm_up_minutes"}
        assert outcome(workout({**CARDIO}, {**DYNAMIC, "minutes": 5}, lift()), "WU01") == "pass"

    def test_does_not_apply_without_work_sets(self) -> None:
        assert judge(workout(stretch()), "WU01") == []
        assert judge(workout(lift("deadlift", {"reps": 5, "warm_up": True})), "WU01") == []

    def test_a_log_that_lists_none_is_unknown_unless_it_records_them(self) -> None:
        assert outcome(logged(lift()), "WU01") == "unknown"
        assert missing(logged(lift()), "WU01") == {"workout.warm_up_minutes"}
        assert outcome(logged(lift(), records=["warm_up"]), "WU01") == "error"
        assert outcome(logged({**CARDIO, "minutes": 5}, lift()), "WU01") == "pass"
        assert outcome(logged({**CARDIO, "minutes": 3}, lift()), "WU01") == "unknown"

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][0]["minutes"] = 0.5

        assert fired(document) == {"WU01"}


class TestDynamicStretchMissing:
    @pytest.mark.parametrize(("minutes", "expected"), [(2.9, "warning"), (3, "pass")])
    def test_threshold(self, minutes: float, expected: str) -> None:
        assert outcome(workout({**DYNAMIC, "minutes": minutes}, lift()), "WU02") == expected

    def test_after_the_work_does_not_count(self) -> None:
        assert outcome(workout(lift(), {**DYNAMIC, "minutes": 9}), "WU02") == "warning"

    def test_missing_minutes(self) -> None:
        assert missing(workout({**DYNAMIC}, lift()), "WU02") == {"workout.dynamic_stretch_minutes"}

    def test_log_and_not_applicable(self) -> None:
        assert outcome(logged(lift()), "WU02") == "unknown"
        assert outcome(logged({**DYNAMIC, "minutes": 2.9}, lift()), "WU02") == "unknown"
        assert outcome(logged({**DYNAMIC, "minutes": 3}, lift()), "WU02") == "pass"
        assert judge(workout(stretch()), "WU02") == []

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][1] = {**CARDIO, "minutes": 3}

        assert fired(document) == {"WU02"}


def at(percent: float, **more: Any) -> dict[str, Any]:
    return {"reps": 3, "load_percent": percent, **more}


class TestJumpToHeavy:
    @pytest.mark.parametrize(("percent", "expected"), [(79.9, "none"), (80, "error")])
    def test_threshold(self, percent: float, expected: str) -> None:
        assert outcome(workout(lift("deadlift", at(percent))), "WU04") == expected

    def test_any_earlier_lighter_set_of_the_exercise_is_enough(self) -> None:
        heavy = at(85)

        assert outcome(workout(lift("deadlift", at(84.9), heavy)), "WU04") == "error"
        light_first = workout(lift("deadlift", at(40, warm_up=True), heavy))
        assert outcome(light_first, "WU04") == "pass"
        apart = workout(
            lift("deadlift", at(40)), lift("pull-up"), lift("Deadlift (Barbell)", heavy)
        )
        assert outcome(apart, "WU04") == "pass"
        assert (
            outcome(workout(lift("bench press", at(40)), lift("deadlift", heavy)), "WU04")
            == "error"
        )

    def test_repeats_of_the_same_load_are_told_once(self) -> None:
        found = judge(workout(lift("deadlift", at(85), at(85), at(85))), "WU04")

        assert [it.outcome for it in found] == ["fail"]

    def test_missing_load_and_missing_maximum(self) -> None:
        assert "set.load_percent" in missing(
            workout(lift("deadlift", {"reps": 3, "load_kg": 100})), "WU04"
        )
        assert outcome(workout(lift("deadlift", {"reps": 3}, at(85))), "WU04") == "unknown"

    def test_plain_sets_are_a_ramp_for_weighted_ones(self) -> None:
        heavy = lift("weighted pull-up", {"reps": 3, "added_load_kg": 40, "rir": 0})

        assert outcome(workout(lift("pull-up", {"reps": 5}), heavy), "WU04") == "pass"
        assert outcome(workout(heavy), "WU04") == "error"

    def test_a_marked_warm_up_set_is_taken_at_its_word(self) -> None:
        mixed = lift("deadlift", {"reps": 5, "load_kg": 40, "warm_up": True}, at(85))

        assert [it.outcome for it in judge(workout(mixed), "WU04")] == ["unknown", "pass"]

    def test_a_stated_percent_of_body_weight_work_is_not_waved_through(self) -> None:
        document = workout(lift("pull-up", at(95)))

        assert outcome(document, "WU04") == "unknown"

    def test_body_weight_does_not_apply(self) -> None:
        assert judge(workout(lift("pull-up", {"reps": 3, "rir": 0})), "WU04") == []

    def test_a_log_may_not_show_the_lighter_set(self) -> None:
        assert outcome(logged(lift("deadlift", at(85))), "WU04") == "unknown"
        recorded = logged(lift("deadlift", at(85)), records=["warm_up_sets"])
        assert outcome(recorded, "WU04") == "error"
        assert outcome(logged(lift("deadlift", at(50), at(85))), "WU04") == "pass"

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][3]["sets"] = document["activities"][3]["sets"][2:]

        assert fired(document) == {"WU04", "WU05"}


class TestFirstSetNotLight:
    @pytest.mark.parametrize(("percent", "expected"), [(60, "pass"), (60.1, "warning")])
    def test_threshold(self, percent: float, expected: str) -> None:
        document = workout(lift("deadlift", at(percent)), athlete={"level": "advanced"})

        assert outcome(document, "WU05") == expected

    def test_severity_by_level(self) -> None:
        heavy = lift("deadlift", at(70))

        assert outcome(workout(heavy, athlete={"level": "novice"}), "WU05") == "error"
        assert outcome(workout(heavy, athlete={"training_months": 5}), "WU05") == "error"
        assert outcome(workout(heavy, athlete={"training_months": 6}), "WU05") == "warning"
        assert outcome(workout(heavy), "WU05") == "warning"

    @pytest.mark.parametrize(
        ("reps", "rir", "expected"),
        [
            (12, 3, "pass"),  # 15 possible
            (12, 2, "warning"),
            (8, 4, "pass"),  # 4 in reserve, and beyond what a percentage is estimated from
            (6, 4, "warning"),  # 10 possible: estimated at 75 %, which decides
            (11, 0, "warning"),
        ],
    )
    def test_without_a_percentage_the_reserve_decides(
        self, reps: int, rir: int, expected: str
    ) -> None:
        entry = {"reps": reps, "rir": rir, "load_kg": 50}
        if reps + rir <= 10:
            entry.pop("load_kg")
            entry["load_percent"] = 75

        assert outcome(workout(lift("deadlift", entry)), "WU05") == expected

    def test_only_the_first_loaded_set_counts(self) -> None:
        assert outcome(workout(lift("deadlift", at(50), at(75))), "WU05") == "pass"
        again = workout(lift("deadlift", at(50)), lift("deadlift", at(75)))
        assert outcome(again, "WU05") == "pass"

    def test_body_weight_is_exempt(self) -> None:
        assert judge(workout(lift("pull-up", {"reps": 5})), "WU05") == []

    def test_missing(self) -> None:
        document = workout(lift("deadlift", {"reps": 5, "load_kg": 50}))

        assert {"set.load_percent", "set.effort_measure"} <= missing(document, "WU05")

    def test_a_log_may_not_show_the_first_set(self) -> None:
        assert outcome(logged(lift("deadlift", at(75))), "WU05") == "unknown"
        recorded = logged(lift("deadlift", at(75)), records=["warm_up_sets"])
        assert outcome(recorded, "WU05") == "warning"

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][4]["sets"][0]["load_kg"] = 50

        assert fired(document) == {"WU05"}
