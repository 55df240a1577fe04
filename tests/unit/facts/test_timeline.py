"""Days, weeks and the order of sessions, as documents tell them."""

from __future__ import annotations

from typing import Any

from judging import lift, workout

from backsafe.facts.timeline import Slot, timeline
from backsafe.model import Log, Program, Workout


def of(document: dict[str, Any], *history: dict[str, Any]) -> list[Slot]:
    model = Program if "weeks" in document else Log if "workouts" in document else Workout
    return list(
        timeline(model.model_validate(document), [Workout.model_validate(it) for it in history])
    )


def test_days_of_a_program_are_counted_through() -> None:
    days = [workout(lift(), day=number) for number in (1, 5)]
    slots = of({"weeks": [{"workouts": days}, {"workouts": []}, {"workouts": days}]})

    assert [slot.day for slot in slots] == [1, 5, 15, 19]
    assert [slot.week for slot in slots] == [1, 1, 3, 3]
    assert slots[2].pointer == ("weeks", 2, "workouts", 0)


def test_dates_of_a_program_come_before_its_days() -> None:
    days = [workout(lift(), day=1, date=date) for date in ("2026-03-02", "2026-03-04")]
    slots = of({"weeks": [{"workouts": days}]})

    assert [slot.day for slot in slots] == [739_677, 739_679]


def test_weeks_of_a_log_begin_on_monday() -> None:
    dates = ("2026-03-01", "2026-03-02", "2026-03-08", "2026-03-09")  # Sunday, Monday, …
    slots = of({"workouts": [workout(lift(), date=date) for date in dates]})

    assert [slot.week for slot in slots] == [1, 2, 2, 3]


def test_a_log_is_put_in_the_order_of_its_dates() -> None:
    dates = ("2026-03-09", "2026-03-02")
    slots = of({"workouts": [workout(lift(), date=date) for date in dates]})

    assert [slot.place for slot in slots] == [1, 0]


def test_one_missing_date_leaves_a_log_as_it_is_listed() -> None:
    slots = of({"workouts": [workout(date="2026-03-09"), workout()]})

    assert [slot.place for slot in slots] == [0, 1]
    assert [slot.week for slot in slots] == [None, None]


def test_a_program_without_days_keeps_its_order() -> None:
    slots = of({"weeks": [{"workouts": [workout(day=3), workout()]}]})

    assert [slot.place for slot in slots] == [0, 1]
    assert [slot.day for slot in slots] == [3, None]


def test_the_history_comes_first_and_has_no_place() -> None:
    slots = of(workout(lift(), date="2026-03-09"), workout(date="2026-03-02"), workout())

    assert [slot.place for slot in slots] == [None, None, 0]
    assert [slot.day is None for slot in slots] == [False, True, False]


def test_dates_of_the_history_tell_nothing_of_a_plan_by_days() -> None:
    slots = of({"weeks": [{"workouts": [workout(day=1)]}]}, workout(date="2026-03-02"))

    assert [slot.day for slot in slots] == [None, 1]


def test_an_empty_document_has_an_empty_session() -> None:
    (slot,) = of({"weeks": [{"workouts": []}]})

    assert slot.workout.activities == ()
    assert slot.week is None
