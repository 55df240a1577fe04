"""Hevy's export: every row is accounted for, and what it cannot record stays unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

import backsafe
from backsafe.errors import DocumentError
from backsafe.model import Lift
from backsafe.readers import read, read_text
from backsafe.readers.document import Document
from backsafe.readers.logbook import LoggedSessions

HEADER = (
    '"title","start_time","end_time","description","exercise_title","superset_id",'
    '"exercise_notes","set_index","set_type","weight_kg","reps","distance_km",'
    '"duration_seconds","rpe"\n'
)


def row(
    exercise: str = "Deadlift (Barbell)",
    weight: str = "60",
    reps: str = "5",
    *,
    kind: str = "normal",
    start: str = "30 Jun 2025, 19:56",
    note: str = "",
    seconds: str = "",
    rpe: str = "",
) -> str:
    return (
        f'"Day","{start}","30 Jun 2025, 20:58","","{exercise}",,"{note}",0,"{kind}",'
        f"{weight},{reps},,{seconds},{rpe}\n"
    )


def log(*rows: str) -> Document:
    return read_text(HEADER + "".join(rows), "log.csv", "hevy")


def counts(document: Document) -> tuple[int, int, int]:
    """Rows read, used and not readable."""
    assert document.account is not None
    return document.account.read, document.account.used, document.account.unread


def lifts(document: Document) -> list[Lift]:
    assert isinstance(document.content, LoggedSessions)
    return [
        activity
        for workout in document.content.workouts
        for activity in workout.activities
        if isinstance(activity, Lift)
    ]


def test_rows_become_sets_of_lifts_in_order() -> None:
    document = log(row(), row(weight="80"), row("Pull Up", ""), row(weight="90"))

    assert [len(lift.sets) for lift in lifts(document)] == [2, 1, 1]
    assert [one.load_kg for one in lifts(document)[0].sets] == [60, 80]
    assert counts(document) == (4, 4, 0)


def test_sessions_are_sorted_by_their_date() -> None:
    content = log(row(), row(start="29 May 2025, 16:26"), row(start="2025-06-01 08:00")).content

    assert isinstance(content, LoggedSessions)
    assert [str(workout.date) for workout in content.workouts] == [
        "2025-05-29",
        "2025-06-01",
        "2025-06-30",
    ]


def test_marked_warm_ups_and_failures_are_honored() -> None:
    document = log(
        row(kind="warmup"),
        row(kind="failure"),
        row("Squat (Barbell)", note="Warm up"),
        row(rpe="8"),
    )
    first, squat, last = lifts(document)

    assert [one.warm_up for one in first.sets] == [True, False]
    assert first.sets[1].rir == 0
    assert squat.sets[0].warm_up is True
    assert last.sets[0].rpe == 8


def test_weights_mean_what_the_exercise_says() -> None:
    document = log(
        row("Pull Up", ""),
        row("Pull Up (Weighted)", "10"),
        row("Pull Up (Assisted)", "20"),
        row("Deadlift (Barbell)", "0"),
    )
    plain, weighted, assisted, empty = (lift.sets[0] for lift in lifts(document))

    assert (plain.body_weight, plain.added_load_kg, plain.assistance) == (True, 0, "none")
    assert weighted.added_load_kg == 10
    assert (assisted.assistance, assisted.load_kg, assisted.added_load_kg) == (
        "machine",
        None,
        None,
    )
    assert empty.load_kg is None


def test_cardio_and_stretches_become_activities() -> None:
    content = log(row("Treadmill", "", "", seconds="600"), row()).content

    assert isinstance(content, LoggedSessions)
    activity = content.workouts[0].activities[0]
    assert activity.type == "cardio"
    assert activity.minutes == 10


def test_what_is_recorded_by_habit_is_known_to_be_absent_otherwise() -> None:
    habit = log(row(kind="warmup"), row())
    none = log(row(), row(start="1 Jul 2025, 10:00"), row(start="2 Jul 2025, 10:00", kind="warmup"))

    assert habit.content.records == ("warm_up_sets",)
    assert not none.content.records


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(reps="many"), "reps must be a number"),
        (row(reps="-3"), "reps must be at least 0"),
        (row(reps="5.5"), "whole number"),
        (row(weight="99999"), "at most 1000"),
        (row(weight="nan"), "weight_kg must be a number"),
        (row(reps=""), "neither reps nor a duration"),
        (row(exercise=""), "no exercise"),
        (row(kind="warmpu"), "did you mean 'warmup'?"),
        (row().replace("\n", ",x\n"), "15 fields"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_line(bad: str, reason: str) -> None:
    document = log(row(), bad, row())

    assert counts(document) == (3, 2, 1)
    (notice,) = document.notices
    assert notice.line == 3
    assert reason in notice.message


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a,b\n1,2\n", "no export of Hevy"),
        (
            HEADER.replace("exercise_title", "exercise_titel") + row(),
            "did you mean 'exercise_titel'?",
        ),
        (HEADER, "holds no set"),
        (HEADER + row(reps="x"), "line 2"),
    ],
)
def test_a_file_that_is_none_is_refused(text: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason.replace("?", r"\?")):
        read_text(text, "log.csv", "hevy")


def test_findings_point_at_rows_even_after_quoted_line_breaks() -> None:
    text = HEADER + row("Hamstring Stretch", "", "", seconds="30") + row(note="two\nlines") + row()
    document = read_text(text, "log.csv", "hevy")

    report = backsafe.Checker(engine="compiled").check_document(document)

    assert document.positions.locate(("workouts", 0, "activities", 1, "sets", 1)) == (5, 1)
    stretch = next(it for it in report.violations if it.code == "ST01")
    assert stretch.location.line == 2


@pytest.mark.realdata
def test_a_real_log_runs_to_the_end_without_crying_wolf(data: Path) -> None:
    document = read(str(data / "hevy" / "workout_data.csv"))
    report = backsafe.Checker(engine="compiled").check_document(document)

    assert counts(document) == (330, 330, 0)
    assert report.summary.workouts == 17
    # Its lifter does raise loads in large steps, and trains the back unevenly.
    assert {it.code for it in report.violations} <= {"LD03", "PR04", "PR05", "PR06"}
    assert not report.summary.errors
    assert report.ok
    assert not [notice for notice in report.notices if notice.kind == "unknown-exercise"]


def test_columns_that_are_read_past_are_told_with_a_count() -> None:
    text = (
        HEADER + row() + row().replace(",5,,", ",5,1.2,").replace('(Barbell)",,', '(Barbell)",0,')
    )
    (notice,) = read_text(text, "log.csv", "hevy").notices

    assert notice.message == "columns not read, which hold values: distance_km (1)"
