"""Limits on load hold for sets that are marked as warm-up, too; what is told of work does not.

WU06 tells of marks that do not lead up to any work.
"""

from __future__ import annotations

from typing import Any

import pytest
from judging import fired, judge, lift, missing, outcome, sound, workout

NOVICE = {"level": "novice", "technique": {"deadlift": "learning"}}
OLDER = {"age": 70, "level": "novice", "training_months": 0}
YOUNG = {"age": 15, "supervised": False}


def ramp(percent: float, **more: Any) -> dict[str, Any]:
    return {"reps": 3, "load_percent": percent, "warm_up": True, **more}


def work(percent: float, **more: Any) -> dict[str, Any]:
    return {"reps": 3, "load_percent": percent, **more}


def marked(exercise: str, one: dict[str, Any], athlete: dict[str, Any]) -> dict[str, Any]:
    return workout(lift(exercise, {**one, "warm_up": True}), athlete=athlete)


class TestLimitsOnLoad:
    @pytest.mark.parametrize(
        ("code", "check", "exercise", "athlete", "light", "heavy", "expected"),
        [
            ("LD01", "novice", "deadlift", NOVICE, 70, 70.1, "advice"),
            ("LD01", "novice", "deadlift", NOVICE, 70, 93, "error"),
            ("LD02", "", "deadlift", NOVICE, 60, 60.1, "warning"),
            ("LD02", "", "deadlift", NOVICE, 60, 93, "error"),
            ("AT08", "older-start-load", "deadlift", OLDER, 50, 50.1, "warning"),
            ("AT08", "youth", "deadlift", YOUNG, 79.9, 80, "warning"),
            ("AT09", "load", "deadlift", {"days_since_back_session": 14}, 79.9, 80, "warning"),
            ("AT10", "", "deadlift", {"conditions": ["low_back_pain"]}, 59.9, 60, "warning"),
            ("RW02", "novice", "upright row", {"level": "novice"}, 79.9, 80, "warning"),
            ("RW04", "", "lat pulldown", {"conditions": ["arm_injury"]}, 79.9, 80, "warning"),
        ],
    )
    def test_a_mark_is_no_way_around(
        self,
        code: str,
        check: str,
        exercise: str,
        athlete: dict[str, Any],
        light: float,
        heavy: float,
        expected: str,
    ) -> None:
        below = marked(exercise, work(light), athlete)
        beyond = marked(exercise, work(heavy), athlete)
        unknown = marked(exercise, {"reps": 3, "load_kg": 50}, athlete)
        elsewhere = marked("push-up", {"reps": 3, "rir": 0}, athlete)

        assert outcome(below, code, check) in ("pass", "none")
        assert outcome(beyond, code, check) == expected
        assert missing(unknown, code, check) == {"set.load_percent"}
        assert outcome(elsewhere, code, check) == "none"

    def test_first_sessions_of_an_exercise(self) -> None:
        def second(percent: float) -> dict[str, Any]:
            before, now = lift("deadlift", work(50)), lift("deadlift", ramp(percent), work(50))
            return {
                "weeks": [{"workouts": [workout(before), workout(now)]}],
                "athlete": {"technique": {"deadlift": "learning"}},
            }

        assert outcome(second(60), "LD01", "first-sessions") == "pass"
        assert outcome(second(60.1), "LD01", "first-sessions") == "warning"

    def test_repetitions_beyond_the_load(self) -> None:
        assert outcome(workout(lift("deadlift", ramp(80, reps=10))), "EQ02") == "pass"
        assert outcome(workout(lift("deadlift", ramp(80, reps=11))), "EQ02") == "warning"

    def test_pull_ups_beyond_the_strict_ones_and_with_weight(self) -> None:
        athlete = {"strict_pull_ups": 5, "technique": {"pull-up": "mastered"}}

        assert outcome(marked("pull-up", {"reps": 5}, athlete), "PU03") == "pass"
        assert outcome(marked("pull-up", {"reps": 6}, athlete), "PU03") == "warning"
        weighted = marked("pull-up", {"reps": 3, "added_load_kg": 10}, athlete)
        assert outcome(weighted, "PU04") == "warning"
        assert outcome(weighted | {"athlete": athlete | {"strict_pull_ups": 8}}, "PU04") == "pass"

    def test_answers_to_the_screening_weigh_by_the_heaviest_set(self) -> None:
        def answered(percent: float) -> dict[str, Any]:
            return marked("deadlift", work(percent), {"par_q_yes": ["chest_pain"]})

        assert outcome(answered(79.9), "AT03") == "warning"
        assert outcome(answered(80), "AT03") == "error"

    def test_a_jump_in_load(self) -> None:
        sessions = [[work(60)], [ramp(75), work(60)]]
        weeks = [{"workouts": [workout(lift("deadlift", *sets))]} for sets in sessions]

        assert outcome({"weeks": weeks}, "LD03", "jump") == "warning"

    @pytest.mark.parametrize(
        ("code", "check", "entry"),
        [
            ("LD05", "", {"rest_seconds": 10}),
            ("LD06", "", {"pause_between_reps_seconds": 0}),
            ("LD07", "lowering", {"tempo": "0-1-1"}),
            ("DL07", "tempo", {"tempo": "0-1-1"}),
            ("EQ01", "", {"belt": True}),
        ],
    )
    def test_how_work_is_done_is_told_of_work_alone(
        self, code: str, check: str, entry: dict[str, Any]
    ) -> None:
        one = {**work(50), **entry}

        assert outcome(workout(lift("deadlift", one, one)), code, check) not in ("none", "pass")
        light = {**one, "warm_up": True}
        assert outcome(workout(lift("deadlift", light, light)), code, check) == "none"

    def test_a_ramp_to_a_load_that_holds_is_left_in_peace(self) -> None:
        document = sound()
        document["athlete"] |= {"level": "novice", "age": 15, "conditions": ["arm_injury"]}
        del document["activities"][5]  # pull-ups are beyond a novice
        deadlift, row = document["activities"][3:5]
        deadlift["sets"] = [
            {**it, "load_kg": load} for it, load in zip(deadlift["sets"], (40, 55, 65), strict=True)
        ]
        deadlift["sets"][1]["warm_up"] = True
        row["sets"][0]["warm_up"] = True

        assert fired(document) == set()

    def test_mutation(self) -> None:
        document = sound()
        document["athlete"]["technique"]["deadlift"] = "learning"
        deadlift = document["activities"][3]["sets"]
        deadlift[1] |= {"load_kg": 60}
        deadlift[2] |= {"load_kg": 60}
        assert fired(document) == set()

        deadlift[0] |= {"load_kg": 60.5}
        assert "LD02" in fired(document)


class TestWorkMarkedAsWarmUp:
    @pytest.mark.parametrize(
        ("sets", "expected"),
        [
            ([ramp(60)], "pass"),  # light, whatever comes
            ([ramp(60.1)], "error"),  # nothing in the session counts as work
            ([ramp(75), work(75)], "pass"),
            ([ramp(75), work(74.9)], "advice"),
            ([work(75), ramp(75)], "pass"),  # the order is not its business
            ([ramp(80), work(79.9)], "warning"),
            ([ramp(50), ramp(70), ramp(88), work(92), work(70)], "pass"),
        ],
    )
    def test_threshold(self, sets: list[dict[str, Any]], expected: str) -> None:
        assert outcome(workout(lift("deadlift", *sets)), "WU06") == expected

    def test_what_was_done_is_no_error(self) -> None:
        document = workout(lift("deadlift", ramp(50), ramp(85)), kind="log")

        assert outcome(document, "WU06") == "warning"

    def test_work_may_stand_in_another_lift_of_the_exercise(self) -> None:
        heavy, other = ramp(75), lift("bent-over row", work(80))

        assert outcome(workout(lift("deadlift", heavy), other), "WU06") == "warning"
        later = lift("deadlift", work(80))
        assert outcome(workout(lift("deadlift", heavy), other, later), "WU06") == "pass"

    def test_kilograms_compare_without_a_maximum(self) -> None:
        light = {"reps": 5, "load_kg": 60, "warm_up": True}

        assert (
            outcome(workout(lift("deadlift", light, {"reps": 5, "load_kg": 60})), "WU06") == "pass"
        )
        below = workout(lift("deadlift", light, {"reps": 5, "load_kg": 59}))
        assert {"set.load_percent", "set.effort_measure"} <= missing(below, "WU06")

    @pytest.mark.parametrize(
        ("percent", "expected"),
        [(60, "pass"), (60.1, "warning"), (79.9, "warning"), (80, "error")],
    )
    def test_beside_other_work(self, percent: float, expected: str) -> None:
        other = lift("bent-over row", work(90))

        assert outcome(workout(lift("deadlift", ramp(percent)), other), "WU06") == expected

    @pytest.mark.parametrize(
        ("reps", "rir", "expected"), [(12, 3, "pass"), (12, 2, "error"), (8, 4, "pass")]
    )
    def test_without_a_percentage_the_reserve_decides(
        self, reps: int, rir: int, expected: str
    ) -> None:
        one = {"reps": reps, "rir": rir, "load_kg": 50, "warm_up": True}

        assert outcome(workout(lift("deadlift", one)), "WU06") == expected

    def test_missing(self) -> None:
        document = workout(lift("deadlift", {"reps": 5, "load_kg": 60, "warm_up": True}, work(80)))

        assert "set.leads_up" in missing(document, "WU06")

    def test_does_not_apply_to_work_and_to_body_weight(self) -> None:
        assert judge(workout(lift("deadlift", work(90))), "WU06") == []
        assert judge(workout(lift("pull-up", {"reps": 5, "warm_up": True})), "WU06") == []

    def test_a_weighted_variant_is_work_of_its_exercise(self) -> None:
        added = {"reps": 3, "added_load_kg": 10}
        document = workout(
            lift("pull-up", {**added, "warm_up": True}), lift("weighted pull-up", added)
        )

        assert outcome(document, "WU06") == "pass"

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][3]["sets"][1] |= {"load_kg": 83, "warm_up": True}

        assert fired(document) == {"WU06"}

    def test_a_session_of_marked_sets_alone_does_not_pass(self) -> None:
        document = sound()
        for activity in document["activities"]:
            for one in activity.get("sets", ()):
                one["warm_up"] = True

        assert "WU06" in fired(document)
        assert outcome(document, "WU06") == "error"
