"""Sets: how each stands to the sets before it, what is known of its load, tempo and rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from judging import lift, seen, workout

if TYPE_CHECKING:
    from collections.abc import Callable

ORDER = ("opens_load", "first_loaded", "lighter_set_before")


def kg(load: float, **more: Any) -> dict[str, Any]:
    return {"reps": 5, "load_kg": load, **more}


def at(percent: float, **more: Any) -> dict[str, Any]:
    return {"reps": 5, "load_percent": percent, **more}


@pytest.fixture
def order(build: Callable[..., Any]) -> Callable[..., Any]:
    """Returns how each set stands to those before it, field by field of ``ORDER``."""

    def found(*activities: dict[str, Any], **more: Any) -> list[tuple[Any, ...]]:
        built = build(workout(*activities, **more))
        return list(zip(*(built.column("sets", field) for field in ORDER), strict=True))

    return found


class TestOrderInAPlan:
    def test_ramp_repeat_and_back_off(self, order: Callable[..., Any]) -> None:
        sets = [kg(40, warm_up=True), kg(80), kg(80), kg(100), kg(60)]

        assert order(lift("deadlift", *sets)) == [
            (True, True, False),
            (True, False, True),
            (False, False, True),
            (True, False, True),
            (False, False, True),
        ]

    def test_sets_of_one_exercise_belong_together_wherever_they_stand(
        self, order: Callable[..., Any]
    ) -> None:
        found = order(
            lift("deadlift", kg(40)),
            lift("bent-over row", kg(30)),
            lift("Barbell Deadlift", kg(80)),
            lift("BENT OVER ROWS", kg(50)),
        )

        light, heavier = (True, True, False), (True, False, True)
        assert found == [light, light, heavier, heavier]

    def test_other_exercises_and_other_equipment_are_no_ramp(
        self, order: Callable[..., Any]
    ) -> None:
        found = order(
            lift("deadlift", kg(40)),
            lift("romanian deadlift", kg(60)),
            lift("kettlebell deadlift", kg(60)),
        )

        assert found == [(True, True, False)] * 3

    def test_an_unknown_exercise_is_its_own_in_any_spelling(
        self, order: Callable[..., Any]
    ) -> None:
        found = order(lift("Zork Press", kg(40)), lift("zork_press!", kg(80)))

        assert found[1] == (True, False, True)

    def test_an_empty_bar_of_no_weight_is_lighter_and_not_loaded(
        self, order: Callable[..., Any]
    ) -> None:
        assert order(lift("deadlift", kg(0, warm_up=True), kg(60))) == [
            (True, False, False),
            (True, True, True),
        ]

    def test_a_load_that_is_not_stated_leaves_the_rest_open(
        self, order: Callable[..., Any]
    ) -> None:
        assert order(lift("deadlift", {"reps": 8}, kg(60), kg(80))) == [
            (True, None, False),
            (None, None, None),
            (None, False, True),
        ]

    def test_kilograms_and_percent_compare_by_the_maximum_only(
        self, order: Callable[..., Any]
    ) -> None:
        mixed = lift("deadlift", kg(40), at(85))

        assert order(mixed)[1] == (None, False, None)
        known = {"one_rep_max_kg": {"deadlift": 100}}
        assert order(mixed, athlete=known)[1] == (True, False, True)

    def test_body_weight_comes_before_added_weight(self, order: Callable[..., Any]) -> None:
        sets = [{"reps": 5}, {"reps": 3, "added_load_kg": 10}, {"reps": 3, "assistance": "band"}]

        assert order(lift("pull-up", *sets)) == [
            (True, False, False),
            (True, False, True),
            (False, False, False),
        ]

    def test_two_assisted_sets_do_not_compare(self, order: Callable[..., Any]) -> None:
        band = {"reps": 5, "assistance": "band"}

        assert order(lift("pull-up", band, band)) == [
            (True, False, False),
            (None, False, None),
        ]


class TestOrderInALog:
    def test_a_lighter_set_that_is_not_logged_may_have_been_done(
        self, order: Callable[..., Any]
    ) -> None:
        assert order(lift("deadlift", kg(80), kg(80)), kind="log") == [
            (True, None, None),
            (False, False, None),
        ]

    def test_one_that_is_logged_counts(self, order: Callable[..., Any]) -> None:
        found = order(lift("deadlift", kg(40, warm_up=True), kg(80)), kind="log")

        assert found == [(True, True, False), (True, False, True)]

    def test_a_log_that_records_them_is_read_like_a_plan(self, order: Callable[..., Any]) -> None:
        sets = lift("deadlift", kg(80), kg(80))
        logged = order(sets, kind="log", records=["warm_up_sets"])

        assert logged == order(sets)
        assert order(sets, kind="log", records=["warm_up"]) == order(sets, kind="log")


class TestLoadPercent:
    def percents(self, build: Callable[..., Any], *sets: Any, **athlete: Any) -> list[Any]:
        document = workout(lift("deadlift", *sets), athlete=athlete)
        return build(document).column("sets", "load_percent")

    def test_stated_then_maximum_then_estimate(self, build: Callable[..., Any]) -> None:
        maximum = {"one_rep_max_kg": {"Dead-Lift": 100}}
        top = kg(100, rir=2)  # 120 kg by Brzycki

        assert self.percents(build, at(70), kg(60), top, **maximum) == [70, 60, 100]
        assert self.percents(build, kg(60), top) == pytest.approx([50, 100 * 100 / 120])
        assert self.percents(build, kg(60), kg(100)) == [None, None]

    def test_without_any_load_reps_and_reserve_serve(self, build: Callable[..., Any]) -> None:
        found = self.percents(build, {"reps": 4, "rpe": 9}, {"reps": 4}, {"reps": 8, "rir": 3})

        assert found == [pytest.approx(100 * 32 / 36), None, None]

    def test_pounds_over_a_maximum_in_kilograms(self, build: Callable[..., Any]) -> None:
        (found,) = self.percents(
            build, {"reps": 5, "load_lb": 100}, one_rep_max_kg={"deadlift": 45.359237 * 2}
        )

        assert found == pytest.approx(50)

    def test_a_maximum_is_not_lent_to_another_exercise(self, build: Callable[..., Any]) -> None:
        athlete = {"one_rep_max_kg": {"deadlift": 100}}
        for other in ("sumo deadlift", "romanian deadlift", "kettlebell deadlift", "zork lift"):
            built = build(workout(lift(other, kg(60)), athlete=athlete))

            assert built.column("sets", "load_percent") == [None], other

    def test_nor_is_an_estimate(self, build: Callable[..., Any]) -> None:
        built = build(workout(lift("deadlift", kg(100, rir=2)), lift("sumo deadlift", kg(60))))

        assert built.column("sets", "load_percent")[1] is None

    def test_an_estimate_counts_for_all_sets_of_the_session(
        self, build: Callable[..., Any]
    ) -> None:
        built = build(
            workout(lift("deadlift", kg(60)), lift("squat", kg(1)), lift("deadlift", kg(90, rir=5)))
        )

        assert built.column("sets", "load_percent") == [
            pytest.approx(50),
            None,
            pytest.approx(75),
        ]

    def test_what_overflows_is_missing(self, build: Callable[..., Any]) -> None:
        assert self.percents(build, kg(500), one_rep_max_kg={"deadlift": 5e-324}) == [None]

    def test_the_measure_that_decides_is_told(self, build: Callable[..., Any]) -> None:
        sets = [kg(50, rir=9), kg(50), at(50)]
        built = build(workout(lift("deadlift", *sets)))

        assert built.column("sets", "effort_measure") == ["reserve", None, "load_percent"]


class TestHistory:
    def program(self, *sessions: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {"weeks": [{"workouts": [session]} for session in sessions], **more}

    def test_sessions_of_the_exercise_are_counted(self, build: Callable[..., Any]) -> None:
        twice = workout(lift("deadlift", kg(50), kg(50)), lift("Barbell Deadlift", kg(50)))
        other = workout(lift("bent-over row", kg(40)))
        built = build(self.program(twice, other, twice, workout(lift("deadlift"), lift("squat"))))

        counted = [built.column("sets", "sessions_before", number) for number in range(4)]
        assert counted == [[None] * 3, [0], [1] * 3, [2, 0]]
        known = [one.workout.values["history_known"] for one in built.sessions]
        assert known == [False, True, True, True]

    def test_history_beside_the_document_comes_first(self, build: Callable[..., Any]) -> None:
        past = workout(lift("deadlift", kg(100, rir=2)))
        built = build(workout(lift("deadlift", kg(60))), history=(past, past))

        assert built.column("sets", "sessions_before") == [2]
        assert built.column("sets", "load_percent") == pytest.approx([50])
        assert built.workout["history_known"] is True

    def test_estimates_reach_later_sessions_not_earlier_ones(
        self, build: Callable[..., Any]
    ) -> None:
        light = workout(lift("deadlift", kg(60)))
        weak = workout(lift("deadlift", kg(60, rir=5)))  # 80 kg
        strong = workout(lift("deadlift", kg(90, rir=5)))  # 120 kg
        built = build(self.program(light, weak, light, strong, light, weak, light))

        found = [built.column("sets", "load_percent", number)[0] for number in range(7)]
        assert found == [
            None,
            pytest.approx(75),
            pytest.approx(75),
            pytest.approx(75),
            pytest.approx(50),
            pytest.approx(50),
            pytest.approx(50),
        ]

    def test_the_number_of_sessions_is_told(self, build: Callable[..., Any]) -> None:
        built = build(self.program(workout(), workout(), workout()))

        assert [one.program.values["sessions"] for one in built.sessions] == [3, 3, 3]


class TestTechnique:
    @pytest.mark.parametrize(
        ("stated", "exercise", "expected"),
        [
            ("pull-up", "pull-up", "learning"),
            ("pull_up", "Pull Ups", "learning"),
            ("pull-up", "weighted pull-up", "learning"),
            ("pull-up", "assisted pull-up", "learning"),
            ("chin-up", "weighted chin-up", "learning"),
            ("weighted pull-up", "weighted pull-up", "learning"),
            ("weighted pull-up", "pull-up", None),
            ("pull-up", "chin-up", None),
            ("pull-up", "weighted chin-up", None),
            ("deadlift", "romanian deadlift", None),
            ("zork-lift", "Zork Lift", "learning"),
        ],
    )
    def test_carries_over_to_loaded_and_assisted_variants(
        self, stated: str, exercise: str, expected: str | None, build: Callable[..., Any]
    ) -> None:
        document = workout(lift(exercise), athlete={"technique": {stated: "learning"}})
        built = build(document)

        assert built.column("sets", "technique") == [expected]
        assert built.column("lifts", "technique") == [expected]

    def test_what_is_said_of_the_variant_itself_decides(self, build: Callable[..., Any]) -> None:
        technique = {"pull-up": "mastered", "weighted pull-up": "learning"}
        built = build(workout(lift("weighted pull-up"), athlete={"technique": technique}))

        assert built.column("sets", "technique") == ["learning"]


class TestRest:
    def test_it_is_that_of_the_set_before_in_the_same_lift(self, build: Callable[..., Any]) -> None:
        built = build(
            workout(
                lift("deadlift", kg(60, rest_seconds=90), kg(60), kg(60, rest_seconds=0)),
                lift("deadlift", kg(60, rest_seconds=30), kg(60)),
            )
        )

        assert built.column("sets", "rest_before_seconds") == [None, 90, None, None, 30]
        assert built.column("sets", "follows_set") == [False, True, True, False, True]
        assert built.column("sets", "number") == [1, 2, 3, 1, 2]

    def test_no_rest_at_all_is_known(self, build: Callable[..., Any]) -> None:
        built = build(workout(lift("deadlift", kg(60, rest_seconds=0), kg(60))))

        assert built.column("sets", "rest_before_seconds")[1] == 0


class TestTempo:
    @pytest.mark.parametrize(
        ("tempo", "expected"),
        [
            ("2-1-1", (2, 1, 4)),
            ("3-1-X-2", (3, 0, 6)),
            ("X-0-1", (0, 1, 1)),
            ("30x1", (3, 0, 4)),
            ("312", (3, 2, 6)),
            ("10-0-5-0", (10, 5, 15)),
            (None, (None, None, None)),
        ],
    )
    def test_phases_and_their_sum(
        self, tempo: str | None, expected: tuple[Any, ...], build: Callable[..., Any]
    ) -> None:
        built = build(workout(lift("deadlift", kg(60) | ({"tempo": tempo} if tempo else {}))))
        (one,) = built.facts("sets")

        fields = ("eccentric_seconds", "concentric_seconds", "rep_seconds")
        assert tuple(one.values[field] for field in fields) == expected


class TestObservations:
    def test_each_fills_the_field_of_its_aspect_only(self, build: Callable[..., Any]) -> None:
        form = [seen("spine", "neutral"), seen("jerk", False), seen("bar_offset_cm", 3)]
        built = build(workout(lift("deadlift", form=form)))

        assert built.column("observations", "aspect") == ["spine", "jerk", "bar_offset_cm"]
        assert built.column("observations", "spine") == ["neutral", None, None]
        assert built.column("observations", "jerk") == [None, False, None]
        assert built.column("observations", "bar_offset_cm") == [None, None, 3.0]

    def test_the_load_is_that_of_the_set_that_was_seen(self, build: Callable[..., Any]) -> None:
        form = [seen("jerk", False, set=1), seen("jerk", False, set=3), seen("jerk", False)]
        sets = [at(40, warm_up=True), at(70), at(80)]
        built = build(workout(lift("deadlift", at(10)), lift("deadlift", *sets, form=form)))

        assert built.column("observations", "load_percent") == [40, 80, None]

    @pytest.mark.parametrize(
        ("sets", "expected"),
        [
            ([at(40, warm_up=True), at(70), at(70)], 70),
            ([at(40, warm_up=True)], 40),
            ([at(70), kg(70)], None),
            ([kg(70), kg(70)], None),
        ],
    )
    def test_seen_of_the_whole_lift_it_is_that_of_the_work_sets_if_they_agree(
        self, sets: list[dict[str, Any]], expected: float | None, build: Callable[..., Any]
    ) -> None:
        built = build(workout(lift("deadlift", *sets, form=[seen("jerk", False)])))

        assert built.column("observations", "load_percent") == [expected]


class TestRangesOfRepetitions:
    """A range is no number: what depends on the one number stays unknown."""

    @pytest.mark.parametrize(
        ("more", "expected"),
        [
            ({}, (8, 8, 8, 9)),
            ({"most_reps": 8}, (8, 8, 8, 9)),
            ({"most_reps": 12}, (None, 8, 12, 13)),
            ({"amrap": True}, (None, 8, None, None)),
        ],
    )
    def test_fields(
        self, more: dict[str, Any], expected: tuple[Any, ...], build: Callable[..., Any]
    ) -> None:
        built = build(workout(lift("deadlift", {"reps": 8, "rir": 1, "load_kg": 50, **more})))
        names = ("reps", "least_reps", "most_reps", "reps_possible")

        assert tuple(built.column("sets", name)[0] for name in names) == expected
        known = built.column("sets", "load_percent")[0] is not None
        assert known is (expected[0] is not None)


class TestWhatIsNeeded:
    """Following the advice on what is missing makes it known."""

    EXERCISES = (
        "deadlift",
        "Bent Over Row (Barbell)",
        "single-arm dumbbell row",
        "Deadlift (Kettlebell)",
        "T-Bar Row",
        "good morning",
        "Zork-Press 2",
    )

    @pytest.mark.parametrize("exercise", EXERCISES)
    @pytest.mark.parametrize(
        ("field", "value"), [("technique", "mastered"), ("load_percent", 100.0)]
    )
    def test_the_key_of_an_exercise_is_understood(
        self, exercise: str, field: str, value: Any, build: Callable[..., Any]
    ) -> None:
        document = workout(lift(exercise, kg(50)))
        need = build(document).facts("sets")[0].needs[field]
        _, place, key = need.path.split(".")
        built = build({**document, "athlete": {place: {key: value}}})

        known = value if field == "technique" else pytest.approx(50)
        assert built.column("sets", field) == [known]
