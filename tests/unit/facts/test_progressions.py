"""An exercise against its earlier sessions: what is compared with what."""

from __future__ import annotations

from typing import Any

import pytest
from judging import lift, seen, workout


def weeks(
    *sets: list[dict[str, Any]] | dict[str, Any], exercise: str = "deadlift", **athlete: Any
) -> dict[str, Any]:
    entries = [it if isinstance(it, list) else [it] for it in sets]
    return {
        "athlete": athlete,
        "weeks": [{"workouts": [workout(lift(exercise, *it), day=1)]} for it in entries],
    }


def last(built: Any) -> Any:
    return built.program("progressions")[-1].values


def kg(load: float, reps: int = 5, **more: Any) -> dict[str, Any]:
    return {"reps": reps, "load_kg": load, **more}


def test_kilograms_come_before_percentages(build: Any) -> None:
    found = last(build(weeks(kg(100), kg(110), one_rep_max_kg={"deadlift": 200})))

    assert found["measure"] == "kg"
    assert found["increase_percent"] == pytest.approx(10)
    assert found["increase_kg"] == pytest.approx(10)


def test_percentages_where_no_kilograms_are_stated(build: Any) -> None:
    found = last(build(weeks({"reps": 5, "load_percent": 60}, {"reps": 5, "load_percent": 75})))

    assert found["measure"] == "percent"
    assert found["increase_percent"] == pytest.approx(25)
    assert found["increase_kg"] is None


def test_what_does_not_compare_is_missing(build: Any) -> None:
    found = last(build(weeks(kg(100), {"reps": 5, "load_percent": 80})))

    assert (found["increase_percent"], found["measure"]) == (None, "percent")
    assert last(build(weeks(kg(100), {"reps": 5})))["measure"] is None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (kg(100, 5), kg(100, 5), 0),
        (kg(100, 5), kg(100, 10), 0),  # more repetitions are no more load
        (kg(100, 10), kg(118.5, 5), 100 * (118.5 / (100 * 32 / 27) - 1)),
        (kg(100, 15), kg(118, 5), 100 * (118 / (100 * 32 / 27) - 1)),
        (kg(100, 15), kg(125, 5), None),
        (kg(100, 5), {"load_kg": 110}, None),
        ({"load_kg": 100}, kg(90, 5), -10),
    ],
)
def test_repetitions(build: Any, before: Any, after: Any, expected: float | None) -> None:
    found = last(build(weeks(before, after)))["increase_percent"]

    assert found == (None if expected is None else pytest.approx(expected, abs=1e-6))


def test_the_greatest_of_four_weeks_counts(build: Any) -> None:
    found = last(build(weeks(kg(100), kg(60), kg(60), kg(105))))
    assert found["increase_percent"] == pytest.approx(5)
    assert found["last_increase_percent"] == pytest.approx(75)

    longer = last(build(weeks(kg(100), kg(60), kg(60), kg(60), kg(60), kg(105))))
    assert longer["increase_percent"] == pytest.approx(75)


def test_without_days_eight_sessions_count(build: Any) -> None:
    loads = [kg(100), *[kg(60)] * 7, kg(100)]
    undated = {"workouts": [workout(lift("deadlift", it)) for it in loads]}
    assert last(build(undated))["increase_percent"] == 0

    undated["workouts"].insert(1, workout(lift("deadlift", kg(60))))
    assert last(build(undated))["increase_percent"] == pytest.approx(100 * (100 / 60 - 1))


def test_the_history_counts_and_is_not_judged(build: Any) -> None:
    built = build(workout(lift("deadlift", kg(110))), history=(workout(lift("deadlift", kg(100))),))

    (found,) = built.program("progressions")
    assert found.values["increase_percent"] == pytest.approx(10)
    assert found.pointer == ("activities", 0)


def test_the_body_counts_where_it_is_lifted(build: Any) -> None:
    added = ({"reps": 5, "added_load_kg": 5}, {"reps": 5, "added_load_kg": 15})
    found = last(build(weeks(*added, exercise="pull-up", body_mass_kg=75)))
    assert found["increase_percent"] == pytest.approx(12.5)

    unweighed = last(build(weeks(*added, exercise="pull-up")))
    assert unweighed["increase_percent"] is None


@pytest.mark.parametrize(
    "entry", [{"reps": 8}, {"reps": 8, "assistance": "band"}, {"reps": 8, "added_load_kg": 0}]
)
def test_unloaded_exercises_do_not_progress_in_load(build: Any, entry: dict[str, Any]) -> None:
    assert build(weeks(entry, entry, exercise="pull-up")).program("progressions") == ()


def test_warm_up_sets_do_not_count(build: Any) -> None:
    ramp = {"reps": 12, "load_kg": 80, "warm_up": True}
    found = last(build(weeks([ramp, kg(100)], kg(100))))

    assert found["increase_percent"] == 0


def test_warm_up_sets_that_are_heavier_than_the_work_do(build: Any) -> None:
    found = last(build(weeks(kg(100), [kg(100), kg(100, warm_up=True), kg(120, warm_up=True)])))

    assert found["load_kg"] == 120
    assert found["increase_percent"] == pytest.approx(20)


def test_warm_up_sets_alone_are_no_bout(build: Any) -> None:
    assert build(weeks(kg(100), kg(120, warm_up=True))).program("progressions") == ()


class TestRest:
    def test_the_shortest_counts(self, build: Any) -> None:
        before = [kg(100, rest_seconds=200), kg(100, rest_seconds=180), kg(100, rest_seconds=5)]
        after = [kg(100, rest_seconds=135), kg(100, rest_seconds=180), kg(100)]

        assert last(build(weeks(before, after)))["rest_cut_percent"] == pytest.approx(25)

    def test_one_that_is_not_stated_is_missing(self, build: Any) -> None:
        before = [kg(100, rest_seconds=200), kg(100), kg(100)]

        assert last(build(weeks(before, before)))["rest_cut_percent"] is None


class TestFaults:
    @staticmethod
    def document(*sets: dict[str, Any], form: list[dict[str, Any]]) -> dict[str, Any]:
        first = workout(lift("deadlift", *sets, form=form), day=1)
        return {
            "weeks": [
                {"workouts": [first]},
                {"workouts": [workout(lift("deadlift", kg(90)), day=1)]},
            ]
        }

    def test_of_the_lift_it_was_in_the_heaviest_set(self, build: Any) -> None:
        found = last(build(self.document(kg(60), kg(100), form=[seen("jerk", True)])))

        assert (found["form_failed"], found["load_of_fault_percent"]) == (True, 90)

    def test_of_a_set_it_was_in_that_one(self, build: Any) -> None:
        found = last(build(self.document(kg(60), kg(100), form=[seen("jerk", True, set=1)])))

        assert found["load_of_fault_percent"] == 150

    @pytest.mark.parametrize(
        "entry", [seen("jerk", False), seen("spine", "rounded_slight"), seen("bar_drift_cm", 50)]
    )
    def test_no_fault(self, build: Any, entry: dict[str, Any]) -> None:
        assert last(build(self.document(kg(100), form=[entry])))["form_failed"] is False


class TestEarned:
    @staticmethod
    def log(*done: tuple[int, int | None]) -> dict[str, Any]:
        sets = [
            {"reps": reps, "load_kg": 100, **({} if aim is None else {"target_reps": aim})}
            for reps, aim in done
        ]
        sessions = [workout(lift("deadlift", it)) for it in [*sets, kg(105)]]
        return {"workouts": sessions}

    @pytest.mark.parametrize(
        ("done", "expected"),
        [
            ([(6, 5), (7, 5)], 1),
            ([(8, 5), (5, 5)], 0),
            ([(6, 5), (6, None)], None),
            ([(6, 5)], None),
        ],
    )
    def test_the_least_margin(self, build: Any, done: Any, expected: float | None) -> None:
        assert last(build(self.log(*done)))["reps_over_target"] == expected

    def test_what_is_planned_is_not_done(self, build: Any) -> None:
        aimed = kg(100, 6, target_reps=5)

        assert last(build(weeks(aimed, aimed, kg(105))))["reps_over_target"] is None
