"""Facts of weeks and days: what counts, what is partial, what a log cannot tell."""

from __future__ import annotations

from typing import Any

import pytest
from judging import lift, stretch, workout

from backsafe.facts.fact import Absent

MOBILITY = {"type": "mobility", "exercise": "cat-camel", "minutes": 10}
RUN = {"type": "cardio", "exercise": "running", "minutes": 30}


def program(*weeks: list[dict[str, Any]]) -> dict[str, Any]:
    return {"weeks": [{"workouts": it} for it in weeks]}


def week(built: Any, field: str, number: int = 0) -> Any:
    return built.program("weeks")[number].values[field]


def log(*entries: tuple[str, dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"workouts": [workout(it, date=date) for date, it in entries], **more}


def test_days_are_counted_once(build: Any) -> None:
    sessions = [workout(lift(), day=1), workout(lift("squat"), day=1), workout(MOBILITY, day=2)]
    built = build(program(sessions))

    assert week(built, "sessions") == 3
    assert week(built, "strength_days") == 1
    assert week(built, "back_days") == 2
    assert week(built, "back_sessions") == 1


def test_weeks_off_are_no_facts(build: Any) -> None:
    built = build(program([workout(lift(), day=1)], [], [workout(lift(), day=1)]))

    assert [it.values["number"] for it in built.program("weeks")] == [1, 3]
    assert [it.pointer for it in built.program("weeks")] == [("weeks", 0), ("weeks", 2)]
    assert week(built, "back_sessions_before", 1) == 0


@pytest.mark.parametrize(
    ("exercise", "field"),
    [
        ("machine row", "row"),
        ("lat pulldown", "vertical_pull"),
        ("pull-up", "vertical_pull"),
        ("romanian deadlift", "hinge"),
        ("back bridge", "bridge"),
        ("crunch", "crunch"),
        ("wall sit", "wall_squat"),
        ("plank", "core_trained"),
        ("face pull", "scapular_trained"),
        ("back extension", "lower_back_trained"),
    ],
)
def test_what_a_week_holds(build: Any, exercise: str, field: str) -> None:
    assert week(build(program([workout(lift(exercise))])), field) is True
    assert week(build(program([workout(lift("calf raise"))])), field) is False
    assert week(build(program([workout(lift("zork"))])), field) is None


def test_an_upright_row_is_no_pull_down(build: Any) -> None:
    assert week(build(program([workout(lift("upright row"))])), "vertical_pull") is False


def test_a_log_begins_and_ends_with_partial_weeks(build: Any) -> None:
    dates = ("2026-03-02", "2026-03-09", "2026-03-16")
    built = build(log(*[(date, lift()) for date in dates]))

    assert [it.values["whole"] for it in built.program("weeks")] == [None, True, None]
    assert [it.values["strength_days"] for it in built.program("weeks")] == [None, 1, None]
    assert [it.values["back_days_stated"] for it in built.program("weeks")] == [1, 1, 1]


def test_a_log_does_not_tell_what_was_not_done(build: Any) -> None:
    dates = ("2026-03-02", "2026-03-09", "2026-03-16")
    bare = build(log(*[(date, lift()) for date in dates]))
    told = build(log(*[(date, lift()) for date in dates], records=["warm_up", "stretches"]))

    assert (week(bare, "cardio", 1), week(told, "cardio", 1)) == (None, False)
    assert (week(bare, "back_stretch_days", 1), week(told, "back_stretch_days", 1)) == (None, 0)


def test_a_log_of_runs_may_leave_the_lifts_to_another(build: Any) -> None:
    dates = ("2026-03-02", "2026-03-09", "2026-03-16")
    built = build(log(*[(date, RUN) for date in dates]))

    assert week(built, "strength_days", 1) is None
    assert week(built, "trains_back", 1) is None


def test_undated_logs_have_no_known_weeks(build: Any) -> None:
    built = build({"workouts": [workout(lift()), workout(lift())]})

    for collection in ("weeks", "days"):
        assert isinstance(built.parts[0].facts(collection), Absent)


@pytest.mark.parametrize(
    "document", [workout(lift()), {"workouts": [workout(lift(), date="2026-03-02")]}]
)
def test_one_session_is_no_program(build: Any, document: dict[str, Any]) -> None:
    assert build(document).program("weeks") == ()


def test_minutes_of_mobility_for_the_back(build: Any) -> None:
    legs = {"type": "mobility", "exercise": "hip circles", "minutes": 30}
    held = stretch(hold_seconds=60, repeats=3)
    (day,) = build(program([workout(MOBILITY, legs, held, day=1)])).program("days")

    assert day.values["back_mobility_minutes"] == 13
    (unsaid,) = build(program([workout(MOBILITY, stretch(), day=1)])).program("days")
    assert unsaid.values["back_mobility_minutes"] is None
    assert unsaid.values["back_mobility_minutes_stated"] == 10


class TestBreaks:
    @staticmethod
    def sets(*counts: int | None) -> dict[str, Any]:
        return program(
            *[
                [] if it is None else [workout(lift("deadlift", *[{"reps": 5}] * it), day=1)]
                for it in counts
            ]
        )

    def test_share_of_the_week_before(self, build: Any) -> None:
        built = build(self.sets(4, None, 2))

        assert week(built, "days_since_back", 1) == 14
        assert week(built, "back_sets_percent", 1) == 50

    def test_the_first_week_has_none_before(self, build: Any) -> None:
        built = build(self.sets(4))

        assert week(built, "days_since_back") is None
        assert week(built, "back_sets_percent") is None

    def test_only_the_last_seven_days_count(self, build: Any) -> None:
        built = build(self.sets(8, 4, None, None, 4))

        assert week(built, "back_sets_percent", 2) == 100

    def test_the_start_of_a_log_may_be_cut_off(self, build: Any) -> None:
        dates = ("2026-03-02", "2026-03-30", "2026-04-27")
        built = build(log(*[(date, lift()) for date in dates]))

        assert [it.values["back_sets_percent"] for it in built.program("weeks")] == [
            None,
            None,
            100,
        ]


class TestRowStreaks:
    @staticmethod
    def streak(build: Any, *weeks: list[dict[str, Any]]) -> list[Any]:
        built = build(program(*[[workout(lift("machine row", *it))] for it in weeks]))
        return [it.values["same_row_weeks"] for it in built.program("weeks")]

    def test_counting(self, build: Any) -> None:
        same, other = {"reps": 8, "load_kg": 50}, {"reps": 8, "load_kg": 52.5}

        assert self.streak(build, [same], [same], [other], [other], [same, other], [same]) == [
            1,
            2,
            1,
            2,
            0,
            1,
        ]

    def test_what_is_unknown_may_reach_back(self, build: Any) -> None:
        same, bare = {"reps": 8, "load_kg": 50}, {"reps": 8}
        other = {"reps": 10, "load_kg": 50}

        assert self.streak(build, [same], [bare], [same], [other]) == [1, None, None, 1]
