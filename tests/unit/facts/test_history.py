"""What earlier sessions tell: days since back work, weeks of training, sound sessions."""

from __future__ import annotations

from typing import Any

import pytest
from judging import lift, seen, workout

DATES = ("2026-03-02", "2026-03-06", "2026-03-16", "2026-03-17")


def log(*lifts: str, **athlete: Any) -> dict[str, Any]:
    dated = zip(DATES, lifts, strict=False)
    sessions = [workout(lift(exercise), date=date) for date, exercise in dated]
    return {"workouts": sessions, "athlete": athlete}


def days(built: Any) -> list[float | None]:
    return [session.workout.values["days_since_back"] for session in built.sessions]


def test_days_since_back_work(build: Any) -> None:
    assert days(build(log("deadlift", "squat", "machine row", "pull-up"))) == [None, 4, 14, 1]


def test_an_unknown_exercise_may_have_been_back_work(build: Any) -> None:
    assert days(build(log("deadlift", "zork press", "machine row"))) == [None, 4, None]


def test_what_the_athlete_says_holds_until_the_first_back_session(build: Any) -> None:
    found = build(log("squat", "deadlift", "machine row", days_since_back_session=3))

    assert days(found) == [3, 7, 10]


def test_it_stands_over_an_undated_history(build: Any) -> None:
    found = build(
        workout(lift(), athlete={"days_since_back_session": 5}),
        history=(workout(lift("machine row")),),
    )

    assert days(found) == [5]


def test_a_dated_history_tells_it(build: Any) -> None:
    found = build(workout(lift(), date="2026-03-09"), history=(workout(lift(), date="2026-03-02"),))

    assert days(found) == [7]
    assert found.workout["back_before"] is True


@pytest.mark.parametrize(("months", "expected"), [(0, [0, 4 / 7, 2]), (None, [None] * 3)])
def test_weeks_of_training(build: Any, months: float | None, expected: list[Any]) -> None:
    known = {} if months is None else {"training_months": months}
    found = build(log("squat", "squat", "squat", **known))

    weeks = [session.workout.values["training_weeks"] for session in found.sessions]
    assert weeks == pytest.approx(expected)


def test_sound_sessions_are_counted_in_a_row(build: Any) -> None:
    good, bad, none = [seen("spine", "neutral")], [seen("spine", "rounded_marked")], None
    forms = (good, good, bad, good, none, good)
    sessions = [workout(lift(**({"form": form} if form else {}))) for form in forms]
    found = build({"workouts": sessions})

    counts = [session.facts("sets")[0].values["sound_sessions"] for session in found.sessions]
    assert counts == [0, 1, 2, 0, 1, 0]
