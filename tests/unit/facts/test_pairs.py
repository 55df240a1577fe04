"""Pairs of sessions for one region of the back."""

from __future__ import annotations

from typing import Any

from judging import lift, workout


def pairs(build: Any, *sessions: tuple[int | None, str]) -> list[tuple[Any, ...]]:
    workouts = [
        workout(
            lift(exercise, {"reps": 8, "load_percent": 70}), **({} if day is None else {"day": day})
        )
        for day, exercise in sessions
    ]
    found = build({"weeks": [{"workouts": workouts}]}).program("pairs")
    return [
        (it.values["region"], it.values["hours_between"], it.values["both_loaded"]) for it in found
    ]


def test_regions_that_both_train_first(build: Any) -> None:
    assert pairs(build, (1, "machine row"), (2, "bent-over row")) == [("middle_back", 24, True)]
    assert pairs(build, (1, "machine row"), (2, "lat pulldown")) == []
    assert pairs(build, (1, "squat"), (2, "squat")) == []


def test_all_within_four_days(build: Any) -> None:
    row = "machine row"
    found = pairs(build, (1, row), (2, row), (5, row), (7, row))

    assert sorted(hours for _, hours, _ in found) == [24, 48, 72, 96]


def test_days_unknown(build: Any) -> None:
    row = "machine row"

    assert pairs(build, (None, row), (None, row), (None, row)) == [("middle_back", None, True)] * 2


def test_what_is_not_known_of_the_loads(build: Any) -> None:
    sets = [{"reps": 8, "load_percent": 50}, {"reps": 8}]
    days = [
        workout(lift("machine row", *it), day=number + 1)
        for number, it in enumerate(([sets[0]], sets, [sets[0]]))
    ]
    found = build({"weeks": [{"workouts": days}]}).program("pairs")

    assert {it.values["both_loaded"] for it in found} == {False}
