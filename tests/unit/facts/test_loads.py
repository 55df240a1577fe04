"""How heavy a set is: by hand-computed values, and which measure decides."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backsafe.exercises import find
from backsafe.facts.loads import (
    KG_PER_LB,
    Load,
    brzycki_one_rep_max,
    brzycki_percent,
    greatest_estimate,
    lighter,
    load_of,
    load_percent,
    reps_in_reserve,
)
from backsafe.model import Set


def entry(**fields: Any) -> Set:
    return Set.model_validate(fields)


def load(exercise: str = "deadlift", *, planned: bool = True, **fields: Any) -> Load:
    return load_of(entry(**fields), find(exercise), planned=planned)


def external(kg: float | None = None, percent: float | None = None) -> Load:
    return Load(kg, percent, body_weight=False, assisted=False, loaded=None, percent=percent)


def hanging(added: float | None = 0.0, *, assisted: bool | None = False) -> Load:
    loaded = None if added is None else added > 0
    return Load(added, None, body_weight=True, assisted=assisted, loaded=loaded)


class TestBrzycki:
    @pytest.mark.parametrize(
        ("kg", "repetitions", "expected"),
        [(100, 1, 100), (100, 7, 120), (75, 10, 100), (80, 5, 90), (90, 5.5, 102.857142857)],
    )
    def test_one_rep_max(self, kg: float, repetitions: float, expected: float) -> None:
        assert brzycki_one_rep_max(kg, repetitions) == pytest.approx(expected)

    @pytest.mark.parametrize(
        ("repetitions", "expected"), [(1, 100), (4, 91.666666667), (7, 83.333333333), (10, 75)]
    )
    def test_percent(self, repetitions: float, expected: float) -> None:
        assert brzycki_percent(repetitions) == pytest.approx(expected)

    @pytest.mark.parametrize("repetitions", [-1, 0, 0.9, 10.1, 11, 37, 40])
    def test_outside_one_to_ten_there_is_no_estimate(self, repetitions: float) -> None:
        assert brzycki_one_rep_max(100, repetitions) is None
        assert brzycki_percent(repetitions) is None

    @given(st.floats(1, 500), st.floats(1, 10))
    def test_the_two_are_one_formula(self, kg: float, repetitions: float) -> None:
        maximum = brzycki_one_rep_max(kg, repetitions)

        assert maximum is not None
        assert maximum >= kg or maximum == pytest.approx(kg)
        assert 100 * kg / maximum == pytest.approx(brzycki_percent(repetitions))


class TestRepsInReserve:
    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"rir": 3}, 3),
            ({"rir": 0}, 0),
            ({"rpe": 10}, 0),
            ({"rpe": 8.5}, 1.5),
            ({"rpe": 5}, 5),
            ({"rpe": 4.9}, None),
            ({"rpe": 1}, None),
            ({"rir": 2, "rpe": 6}, 2),
            ({"rir": 0, "rpe": 6}, 0),
            ({}, None),
        ],
    )
    def test_stated_before_rpe(self, fields: dict[str, float], expected: float | None) -> None:
        assert reps_in_reserve(entry(**fields)) == expected


class TestLoadOf:
    def test_pounds_become_kilograms(self) -> None:
        assert KG_PER_LB == 0.45359237
        assert load(load_lb=225).kg == pytest.approx(102.05828325)

    @pytest.mark.parametrize(
        ("fields", "loaded"),
        [
            ({"load_kg": 60}, True),
            ({"load_kg": 0}, False),
            ({"load_lb": 45}, True),
            ({"load_percent": 60}, True),
            ({"load_percent": 0}, False),
            ({"reps": 5, "rir": 2}, None),
            ({}, None),
        ],
    )
    def test_an_external_load_is_unknown_until_stated(
        self, fields: dict[str, Any], loaded: bool | None
    ) -> None:
        for planned in (True, False):
            found = load(planned=planned, **fields)

            assert (found.body_weight, found.assisted, found.loaded) == (False, False, loaded)

    @pytest.mark.parametrize(
        ("exercise", "fields", "kg", "assisted"),
        [
            ("pull-up", {}, 0, False),
            ("pull-up", {"body_weight": True}, 0, False),
            ("pull-up", {"added_load_kg": 10}, 10, False),
            ("pull-up", {"load_kg": 10}, 10, False),
            ("pull-up", {"load_lb": 45}, 45 * 0.45359237, False),
            ("pull-up", {"assistance": "band"}, 0, True),
            ("pull-up", {"assistance": "none"}, 0, False),
            ("pull-up", {"band_role": "assist"}, 0, True),
            ("weighted pull-up", {"added_load_kg": 10}, 10, False),
            ("weighted pull-up", {"load_kg": 10}, 10, False),
            ("weighted pull-up", {}, None, False),
            ("assisted pull-up", {}, 0, True),
            ("squat", {"body_weight": True}, 0, False),
            ("squat", {"assistance": "band"}, 0, True),
            ("squat", {"added_load_kg": 5}, 5, False),
        ],
    )
    def test_body_weight_in_a_plan(
        self, exercise: str, fields: dict[str, Any], kg: float | None, assisted: bool
    ) -> None:
        found = load(exercise, **fields)

        assert found.body_weight
        assert (found.kg, found.assisted) == (kg, assisted)
        assert found.loaded == (kg is None or kg > 0)

    def test_the_figure_of_a_machine_that_helps_is_no_load(self) -> None:
        for fields in ({"load_kg": 20}, {"load_lb": 40}):
            found = load("assisted pull-up", **fields)

            assert (found.kg, found.loaded, found.assisted) == (0, False, True)

    @pytest.mark.parametrize(
        ("fields", "kg", "assisted"),
        [
            ({}, None, None),
            ({"added_load_kg": 0}, 0, None),
            ({"added_load_kg": 10}, 10, False),
            ({"assistance": "none"}, None, False),
            ({"assistance": "machine"}, 0, True),
            ({"assistance": "none", "added_load_kg": 0}, 0, False),
        ],
    )
    def test_a_log_that_says_nothing_of_help_or_weight_tells_neither(
        self, fields: dict[str, Any], kg: float | None, assisted: bool | None
    ) -> None:
        found = load("pull-up", planned=False, **fields)

        assert (found.kg, found.assisted) == (kg, assisted)

    def test_an_exercise_that_is_not_in_the_catalogue_is_judged_by_its_set(self) -> None:
        assert load("zorkmid press", load_kg=40).loaded is True
        assert load("zorkmid press").loaded is None
        assert load("zorkmid press", body_weight=True).loaded is False


class TestGreatestEstimate:
    def estimate(self, *sets: dict[str, Any], exercise: str = "deadlift") -> float | None:
        return greatest_estimate((entry(**one), load(exercise, **one)) for one in sets)

    def test_the_greatest_set_counts_wherever_it_stands(self) -> None:
        light = {"reps": 10, "load_kg": 60, "rir": 0}  # 80 kg
        heavy = {"reps": 5, "load_kg": 100, "rpe": 8}  # 7 possible: 120 kg

        assert self.estimate(light) == pytest.approx(80)
        assert self.estimate(light, heavy) == self.estimate(heavy, light) == pytest.approx(120)

    @pytest.mark.parametrize(
        "useless",
        [
            {"reps": 5, "load_kg": 200},
            {"load_kg": 200, "rir": 1},
            {"reps": 5, "rir": 1},
            {"reps": 5, "load_percent": 90, "rir": 1},
            {"reps": 5, "load_kg": 0, "rir": 1},
            {"reps": 0, "load_kg": 200, "rir": 0},
            {"reps": 9, "load_kg": 200, "rir": 2},
            {"reps": 5, "load_kg": 200, "rpe": 4},
        ],
    )
    def test_sets_that_allow_none_are_left_out(self, useless: dict[str, Any]) -> None:
        assert self.estimate(useless) is None
        assert self.estimate(useless, {"reps": 1, "load_kg": 50, "rir": 0}) == 50

    def test_what_is_added_to_body_weight_is_no_maximum(self) -> None:
        added = {"reps": 5, "added_load_kg": 20, "rir": 1}

        assert self.estimate(added, exercise="weighted pull-up") is None

    def test_no_sets(self) -> None:
        assert self.estimate() is None


class TestLoadPercent:
    def percent(
        self,
        maximum: float | None = None,
        estimate: float | None = None,
        exercise: str = "deadlift",
        **fields: Any,
    ) -> float | None:
        return load_percent(entry(**fields), load(exercise, **fields), maximum, estimate)

    def test_each_measure_gives_way_to_the_one_before(self) -> None:
        reserve = {"reps": 5, "rir": 2}

        assert self.percent(100, 90, load_percent=70, **reserve) == 70
        assert self.percent(100, 90, load_kg=45, **reserve) == 45
        assert self.percent(None, 90, load_kg=45, **reserve) == 50
        assert self.percent(None, None, **reserve) == pytest.approx(100 * 30 / 36)
        assert self.percent(200, 200, **reserve) == pytest.approx(100 * 30 / 36)

    def test_a_stated_zero_is_stated(self) -> None:
        assert self.percent(100, None, load_percent=0, reps=5, rir=2) == 0
        assert self.percent(100, None, load_kg=0) == 0

    def test_a_load_without_a_maximum_is_not_reckoned_from_reps(self) -> None:
        assert self.percent(None, None, load_kg=45, reps=5, rir=2) is None

    def test_repetitions_alone_tell_nothing(self) -> None:
        assert self.percent(None, None, reps=5) is None
        assert self.percent(None, None, rir=2) is None
        assert self.percent(None, None, reps=8, rir=3) is None

    def test_a_maximum_does_not_measure_what_hangs_from_the_belt(self) -> None:
        weighted = {"added_load_kg": 20, "reps": 5}

        assert self.percent(40, 40, "weighted pull-up", **weighted) is None
        assert self.percent(40, 40, "weighted pull-up", rir=0, **weighted) == pytest.approx(
            100 * 32 / 36
        )

    @given(st.integers(1, 200), st.sampled_from([60, 70, 80, 85]))
    def test_a_share_that_is_whole_stays_whole(self, maximum: int, share: int) -> None:
        assert self.percent(maximum * 2.5, None, load_kg=maximum * share * 0.025) == share

    def test_more_than_the_maximum_is_more_than_a_hundred(self) -> None:
        assert self.percent(100, None, load_kg=110) == pytest.approx(110)


class TestLighter:
    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            (external(kg=40), external(kg=60), True),
            (external(kg=60), external(kg=40), False),
            (external(kg=60), external(kg=60), False),
            (external(percent=40), external(percent=60), True),
            (external(percent=60), external(percent=60), False),
            (external(kg=40, percent=50), external(percent=60), True),
            (external(kg=40, percent=90), external(kg=50, percent=60), True),
            (external(kg=40), external(percent=60), None),
            (external(kg=40), external(), None),
            (external(), external(), None),
            (hanging(0), hanging(10), True),
            (hanging(10), hanging(0), False),
            (hanging(None), hanging(10), None),
            (hanging(assisted=True), hanging(), True),
            (hanging(), hanging(assisted=True), False),
            (hanging(assisted=True), hanging(10), True),
            (hanging(assisted=True), hanging(None), True),
            (hanging(assisted=True), hanging(assisted=True), None),
            (hanging(assisted=None), hanging(10), None),
            (hanging(10), hanging(assisted=None), None),
        ],
    )
    def test_what_compares(self, one: Load, other: Load, expected: bool | None) -> None:
        assert lighter(one, other) is expected


@pytest.mark.parametrize(
    ("percent", "reps"),
    [
        (None, None),
        (69.99, None),
        (70, 12),
        (72.5, 11),
        (75, 10),
        (80, 8),
        (82, 8 - 2 / 3),
        (85, 6),
        (100, 1),
        (120, 1),
    ],
)
def test_repetitions_of_the_load_chart(percent: float | None, reps: float | None) -> None:
    from backsafe.facts.loads import chart_reps

    assert chart_reps(percent) == (None if reps is None else pytest.approx(reps))
