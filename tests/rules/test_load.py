"""LD01, LD02, LD05 to LD07, LD10: both sides of thresholds, missing data, what is left alone."""

from __future__ import annotations

from typing import Any

import pytest
from judging import fired, judge, lift, missing, outcome, seen, sound, workout

import backsafe


def at(percent: float, **more: Any) -> dict[str, Any]:
    return {"reps": 5, "load_percent": percent, **more}


def one(exercise: str = "deadlift", *sets: dict[str, Any], **athlete: Any) -> dict[str, Any]:
    return workout(lift(exercise, *sets), athlete=athlete)


class TestNoviceLoad:
    @pytest.mark.parametrize(
        ("percent", "technique", "expected"),
        [
            (70, "mastered", "pass"),
            (70.1, "mastered", "advice"),
            (80, "learning", "advice"),
            (80.1, "mastered", "warning"),
            (80.1, "learning", "error"),
        ],
    )
    def test_bands(self, percent: float, technique: str, expected: str) -> None:
        document = one("deadlift", at(percent), level="novice", technique={"deadlift": technique})

        assert outcome(document, "LD01", "novice") == expected

    def test_unstated_technique_counts_as_the_milder_case(self) -> None:
        assert outcome(one("deadlift", at(85), level="novice"), "LD01", "novice") == "warning"

    def test_level_decides_before_months(self) -> None:
        assert outcome(one("deadlift", at(75), training_months=5.9), "LD01", "novice") == "advice"
        assert outcome(one("deadlift", at(75), training_months=6), "LD01", "novice") == "none"
        document = one("deadlift", at(75), level="advanced", training_months=1)
        assert outcome(document, "LD01", "novice") == "none"

    def test_missing(self) -> None:
        assert missing(one("deadlift", at(75)), "LD01", "novice") == {"athlete.novice"}
        assert outcome(one("deadlift", at(65)), "LD01", "novice") == "pass"
        novice = one("deadlift", {"reps": 5, "load_kg": 90}, level="novice")
        assert missing(novice, "LD01", "novice") == {"set.load_percent"}

    def test_body_weight_is_not_judged(self) -> None:
        body_weight = one("pull-up", {"reps": 5, "rir": 0}, level="novice")

        assert outcome(body_weight, "LD01", "novice") == "none"

    @pytest.mark.parametrize(
        ("sessions", "percent", "technique", "expected"),
        [
            (1, 60, None, "pass"),
            (1, 60.1, "learning", "warning"),
            (2, 60.1, "learning", "pass"),  # the second of the earlier sessions was light
            (1, 60.1, "mastered", "none"),
            (1, 60.1, None, "unknown"),
        ],
    )
    def test_first_sessions_of_an_exercise(
        self, sessions: int, percent: float, technique: str | None, expected: str
    ) -> None:
        before = workout(lift("deadlift", at(50)))
        document = {
            "weeks": [{"workouts": [*[before] * sessions, workout(lift("deadlift", at(percent)))]}],
            "athlete": {"level": "intermediate"}
            | ({} if technique is None else {"technique": {"deadlift": technique}}),
        }

        assert outcome(document, "LD01", "first-sessions") == expected

    def test_without_a_history_first_sessions_do_not_apply(self) -> None:
        document = one("deadlift", at(90), technique={"deadlift": "learning"})

        assert outcome(document, "LD01", "first-sessions") == "none"

    def test_mutation(self) -> None:
        document = sound()
        document["athlete"]["level"] = "novice"
        del document["activities"][5]  # pull-ups are beyond a novice

        assert fired(document) == {"LD01"}


class TestLoadBeforeForm:
    @pytest.mark.parametrize(
        ("percent", "expected"),
        [(60, "none"), (60.1, "warning"), (79.9, "warning"), (80, "error")],
    )
    def test_bands(self, percent: float, expected: str) -> None:
        document = one("deadlift", at(percent), technique={"deadlift": "learning"})

        assert outcome(document, "LD02") == expected

    def test_technique_unstated_is_unknown(self) -> None:
        assert outcome(one("deadlift", at(85)), "LD02") == "unknown"
        assert missing(one("deadlift", at(85)), "LD02") == {"set.technique"}
        other = one("deadlift", at(85), technique={"bench press": "mastered"})
        assert outcome(other, "LD02") == "unknown"

    def test_technique_carries_over_to_loaded_and_assisted_variants_only(self) -> None:
        heavy = {"reps": 3, "rir": 0, "added_load_kg": 20}
        stated = {"technique": {"pull_up": "mastered"}}

        assert outcome(one("weighted pull-up", heavy, **stated), "LD02") == "pass"
        assert outcome(
            one("sumo deadlift", at(85), technique={"deadlift": "mastered"}), "LD02"
        ) == ("unknown")

    def test_a_maximum_holds_for_its_own_exercise_only(self) -> None:
        athlete = {"one_rep_max_kg": {"deadlift": 100}, "technique": {"sumo deadlift": "learning"}}
        document = one("sumo deadlift", {"reps": 5, "load_kg": 90}, **athlete)

        assert missing(document, "LD02") == {"set.load_percent"}

    def test_unloaded_work_does_not_apply(self) -> None:
        document = one("pull-up", {"reps": 3, "rir": 0}, technique={"pull-up": "learning"})

        assert judge(document, "LD02") == []

    def test_mutation(self) -> None:
        document = sound()
        document["athlete"]["technique"]["bent-over row"] = "learning"

        assert fired(document) == {"LD02"}


class TestRestTooShort:
    @pytest.mark.parametrize(
        ("percent", "rest", "expected"),
        [
            (50, 59.9, "advice"),
            (50, 60, "pass"),
            (79.9, 60, "pass"),
            (80, 59.9, "warning"),
            (80, 60, "advice"),
            (80, 119.9, "advice"),
            (80, 120, "pass"),
            (84.9, 120, "pass"),
            (85, 179.9, "advice"),
            (85, 180, "pass"),
        ],
    )
    def test_bands(self, percent: float, rest: float, expected: str) -> None:
        document = one("deadlift", at(percent, rest_seconds=rest), at(percent))

        assert outcome(document, "LD05") == expected

    def test_single_joint_lifts_need_only_the_least(self) -> None:
        document = one("leg extension", at(90, rest_seconds=60), at(90))

        assert outcome(document, "LD05") == "pass"

    def test_enough_rest_for_anything_needs_no_load(self) -> None:
        kilograms = {"reps": 5, "load_kg": 90}

        assert (
            outcome(one("deadlift", {**kilograms, "rest_seconds": 180}, kilograms), "LD05")
            == "pass"
        )
        middling = one("deadlift", {**kilograms, "rest_seconds": 100}, kilograms)
        assert missing(middling, "LD05") == {"set.load_percent"}
        assert (
            outcome(one("deadlift", {**kilograms, "rest_seconds": 30}, kilograms), "LD05")
            == "advice"
        )

    def test_missing_rest_and_first_sets(self) -> None:
        assert "set.rest_before_seconds" in missing(one("deadlift", at(50), at(50)), "LD05")
        assert judge(one("deadlift", at(50)), "LD05") == []

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][3]["sets"][0]["rest_seconds"] = 30

        assert fired(document) == {"LD05"}


class TestNoPauseBetweenReps:
    @pytest.mark.parametrize(
        ("pause", "level", "exercise", "expected"),
        [
            (1, "novice", "deadlift", "pass"),
            (0.9, "novice", "deadlift", "warning"),
            (0.9, "advanced", "deadlift", "advice"),
            (0, "novice", "bent-over row", "advice"),
        ],
    )
    def test_threshold(self, pause: float, level: str, exercise: str, expected: str) -> None:
        document = one(exercise, at(50, pause_between_reps_seconds=pause), level=level)

        assert outcome(document, "LD06") == expected

    def test_missing(self) -> None:
        assert missing(one("deadlift", at(50)), "LD06") == {"set.pause_between_reps_seconds"}

    def test_single_reps_single_joints_and_body_weight_do_not_apply(self) -> None:
        none = {"pause_between_reps_seconds": 0}

        assert judge(one("deadlift", {"reps": 1, "load_kg": 60, **none}), "LD06") == []
        assert judge(one("leg extension", {"reps": 9, "load_kg": 60, **none}), "LD06") == []
        assert judge(one("pull-up", {"reps": 9, **none}), "LD06") == []

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][4]["sets"][0]["pause_between_reps_seconds"] = 0

        assert fired(document) == {"LD06"}


class TestUncontrolledTempo:
    @pytest.mark.parametrize(
        ("tempo", "lowering", "lifting", "slow"),
        [
            ("1-0-1", "pass", "pass", "pass"),
            ("0-0-1", "warning", "pass", "pass"),
            ("1-0-0", "pass", "warning", "pass"),
            ("2-1-X", "pass", "warning", "pass"),
            ("X-0-1", "warning", "pass", "pass"),
            ("4-1-4-1", "pass", "pass", "pass"),
            ("4-1-4-2", "pass", "pass", "advice"),
            ("3010", "pass", "pass", "pass"),
        ],
    )
    def test_phases(self, tempo: str, lowering: str, lifting: str, slow: str) -> None:
        document = one("deadlift", at(50, tempo=tempo), goal="strength")

        assert outcome(document, "LD07", "lowering") == lowering
        assert outcome(document, "LD07", "lifting") == lifting
        assert outcome(document, "LD07", "too-slow") == slow

    @pytest.mark.parametrize(
        ("level", "expected"), [("novice", "warning"), ("intermediate", "none")]
    )
    def test_fast_lifting_is_waived_for_power(self, level: str, expected: str) -> None:
        document = one("deadlift", at(50, tempo="2-0-X"), goal="power", level=level)

        assert outcome(document, "LD07", "lifting") == expected

    def test_slow_lifting_passes_where_fast_lifting_is_waived(self) -> None:
        document = one("deadlift", at(50, tempo="2-0-1"), goal="power", level="intermediate")

        assert outcome(document, "LD07", "lifting") == "pass"

    def test_timed_sets_have_no_reps_to_time(self) -> None:
        document = one("plank", {"duration_seconds": 30})

        assert {it.check for it in judge(document, "LD07")} == {"jerk"}
        assert judge(one("farmer's walk", {"duration_seconds": 30, "load_kg": 20}), "LD06") == []

    def test_missing(self) -> None:
        assert missing(one("deadlift", at(50)), "LD07", "lowering") == {"set.eccentric_seconds"}
        unstated = one("deadlift", at(50, tempo="2-0-X"))
        assert "athlete.goal" in missing(unstated, "LD07", "lifting")

    @pytest.mark.parametrize("aspect", ["jerk", "bounce"])
    def test_observations(self, aspect: str) -> None:
        bad = workout(lift("deadlift", form=[seen(aspect, True)]))
        good = workout(lift("deadlift", form=[seen(aspect, False)]))
        other = workout(lift("deadlift", form=[seen("head", "neutral")]))

        assert outcome(bad, "LD07", aspect) == "warning"
        assert outcome(good, "LD07", aspect) == "pass"
        assert outcome(other, "LD07", aspect) == "none"
        assert missing(workout(lift()), "LD07", "jerk") == {"observations"}

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][5]["sets"][0]["tempo"] = "0-0-1"

        assert fired(document) == {"LD07"}


class TestShortNight:
    @staticmethod
    def after(hours: float, percent: float, exercise: str = "deadlift") -> dict[str, Any]:
        return workout(lift(exercise, at(percent)), athlete={"sleep_hours": hours})

    @pytest.mark.parametrize(
        ("hours", "percent", "expected"),
        [(6, 80, "advice"), (6, 79.9, "pass"), (6.1, 80, "pass"), (0, 95, "advice")],
    )
    def test_thresholds(self, hours: float, percent: float, expected: str) -> None:
        assert outcome(self.after(hours, percent), "LD10") == expected

    def test_it_says_nothing_where_nobody_states_the_sleep(self) -> None:
        assert outcome(one("deadlift", at(95)), "LD10") == "none"

    def test_where_it_does_not_apply(self) -> None:
        curl = self.after(3, 90, "biceps curl")
        warm_up = workout(lift("deadlift", at(90, warm_up=True)), athlete={"sleep_hours": 3})
        body = workout(lift("pull-up", {"reps": 5}), athlete={"sleep_hours": 3})
        heavy = {"day": 1, **workout(lift("deadlift", at(90)))}
        program = {"athlete": {"sleep_hours": 3}, "weeks": [{"workouts": [heavy, heavy]}]}

        assert [outcome(it, "LD10") for it in (curl, warm_up, body, program)] == ["none"] * 4

    def test_missing(self) -> None:
        load = {"reps": 5, "load_kg": 100}
        unknown = workout(lift("deadlift", load), athlete={"sleep_hours": 3})
        rested = workout(lift("deadlift", load), athlete={"sleep_hours": 8})

        assert missing(unknown, "LD10") == {"set.load_percent"}
        assert outcome(rested, "LD10") == "pass"

    def test_mutation(self) -> None:
        document = sound()
        document["athlete"]["sleep_hours"] = 5
        assert fired(document) == {"LD10"}

    def test_its_repair_lowers_the_load(self) -> None:
        document = sound()
        document["athlete"]["sleep_hours"] = 5
        assert "LD10" not in {it.code for it in backsafe.fix(document).applied}

        mended = backsafe.fix(document, unsafe=True)
        assert [it.code for it in mended.applied] == ["LD10"]
        assert mended.data["activities"][3]["sets"][2]["load_kg"] == 77.5
