"""Liftosaur's export: what was completed counts, whatever the layout."""

from __future__ import annotations

import pytest

from backsafe.errors import DocumentError
from backsafe.model import Lift, Set
from backsafe.readers import read_text
from backsafe.readers.document import Document, ReaderNotice
from backsafe.readers.liftosaur import is_header

HEADER = (
    "Workout DateTime,Program,Day Name,Exercise,Is Warmup Set?,Required Reps,Completed Reps,"
    "Is AMRAP?,Required RPE,Completed RPE,Log RPE?,Required Weight Value,Required Weight Unit,"
    "Completed Weight Value,Completed Weight Unit,Ask Weight?,Completed Reps Time,Target Muscles,"
    "Synergist Muscles,Notes\n"
)
OLDER = (
    "Workout DateTime,Program,Day Name,Exercise,Equipment,Is Warmup Set?,Required Reps,"
    "Completed Reps,RPE,Is AMRAP?,Weight Value,Weight Unit,Completed Reps Time,Target Muscles,"
    "Synergist Muscles,Notes\n"
)


def row(
    exercise: str = "Deadlift",
    *,
    warm_up: str = "0",
    required: str = "5",
    reps: str = "5",
    rpe: str = "",
    required_weight: str = "225",
    weight: str = "225",
    unit: str = "lb",
    start: str = "2026-03-01T10:00:00.000Z",
    day: str = "Pull",
    note: str = "",
) -> str:
    return (
        f'{start},Base,{day},"{exercise}",{warm_up},{required},{reps},0,,{rpe},0,'
        f'{required_weight},lb,{weight},{unit},0,{start},"Hamstrings,Glutes",,"{note}"\n'
    )


def older(
    exercise: str = "Deadlift", equipment: str = "barbell", reps: str = "5", rpe: str = ""
) -> str:
    return (
        f"2023-04-05T18:00:00.000Z,Base,Pull,{exercise},{equipment},0,5,{reps},{rpe},0,100,kg,"
        ",Hamstrings,,\n"
    )


def told(document: Document) -> tuple[ReaderNotice, ...]:
    """Notices but for that on columns that are read past."""
    return tuple(it for it in document.notices if it.kind != "column-not-read")


def log(*rows: str, header: str = HEADER) -> Document:
    return read_text(header + "".join(rows), "log.csv")


def lifts(document: Document) -> list[Lift]:
    assert isinstance(document.content.workouts, tuple)
    return [
        activity
        for workout in document.content.workouts
        for activity in workout.activities
        if isinstance(activity, Lift)
    ]


def only_set(document: Document) -> Set:
    (lift,) = lifts(document)
    (one,) = lift.sets
    return one


def test_both_headers_are_known_and_others_are_not() -> None:
    assert is_header(HEADER.strip().split(","))
    assert is_header(OLDER.strip().split(","))
    assert not is_header(["title", "start_time", "exercise_title", "set_index"])


def test_rows_become_sets_of_lifts_in_order() -> None:
    document = log(row(), row(weight="235"), row("Lat Pulldown", weight="100"), row())

    assert document.reader == "liftosaur"
    assert [(lift.exercise, len(lift.sets)) for lift in lifts(document)] == [
        ("Deadlift", 2),
        ("Lat Pulldown", 1),
        ("Deadlift", 1),
    ]
    assert [one.load_lb for one in lifts(document)[0].sets] == [225, 235]
    assert str(document.account) == "4 rows: 4 used, 0 ignored, 0 could not be read"


def test_sessions_have_the_title_and_date_of_their_day() -> None:
    document = log(row(day="B", start="2026-03-03T10:00:00.000Z"), row(day="A"))

    found = [(workout.title, str(workout.date)) for workout in document.content.workouts]
    assert found == [("A", "2026-03-01"), ("B", "2026-03-03")]


def test_what_was_completed_counts_and_the_requirement_is_kept_beside_it() -> None:
    one = only_set(log(row(required="8", reps="6", required_weight="250", weight="230", rpe="9")))

    assert (one.reps, one.target_reps, one.load_lb, one.rpe) == (6, 8, 230, 9)


def test_a_required_weight_alone_leaves_the_load_unknown() -> None:
    one = only_set(log(row(weight="", unit="")))

    assert one.reps == 5
    assert one.load_lb is None
    assert one.load_kg is None


def test_each_row_has_its_own_unit() -> None:
    document = log(row(weight="100", unit="kg"), row(weight="225"))

    first, second = lifts(document)[0].sets
    assert (first.load_kg, first.load_lb, second.load_lb) == (100, None, 225)


def test_a_failed_attempt_has_no_repetitions() -> None:
    assert only_set(log(row(reps="0"))).reps == 0


def test_warm_up_sets_are_told_by_their_column() -> None:
    document = log(row(warm_up="1", weight="115"), row())

    assert [one.warm_up for one in lifts(document)[0].sets] == [True, False]
    assert document.content.records == ("warm_up_sets",)


def test_sets_that_were_not_completed_are_ignored_for_a_reason() -> None:
    document = log(row(), row(reps=""), row(reps=""))

    assert document.account is not None
    (reason,) = document.account.ignored
    assert reason == ("a set that was not completed", 2, 3)
    assert not told(document)


def test_weights_of_body_weight_exercises_are_added_ones() -> None:
    document = log(
        row("Pull Up", weight="0"), row("Chin Up", weight="10", unit="kg"), row(weight="0")
    )
    plain, weighted, empty = (lift.sets[0] for lift in lifts(document))

    assert (plain.body_weight, plain.added_load_kg) == (True, 0)
    assert weighted.added_load_kg == 10
    assert empty.load_lb is None


def test_equipment_is_part_of_the_name_or_a_column() -> None:
    newer = log(row("Bench Press, Dumbbell"))
    document = log(
        older(), older("Leg Press", "leverageMachine"), older("Crunch", ""), header=OLDER
    )

    assert lifts(newer)[0].exercise == "Bench Press, Dumbbell"
    assert [lift.exercise for lift in lifts(document)] == [
        "Deadlift, barbell",
        "Leg Press, Leverage Machine",
        "Crunch",
    ]


def test_the_older_layout_has_one_weight_and_its_rpe_is_not_read() -> None:
    one = only_set(log(older(rpe="8"), header=OLDER))

    assert (one.load_kg, one.reps, one.target_reps, one.rpe) == (100, 5, 5, None)


def test_notes_are_told_and_a_note_of_a_warm_up_is_believed() -> None:
    document = log(row(note="Warm up"), row(note="left knee hurts"), row())

    assert [one.warm_up for one in lifts(document)[0].sets] == [True, False, False]
    assert {notice.kind for notice in told(document)} == {"warm-up-note", "notes-not-read"}


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(reps="many"), "Completed Reps must be a number"),
        (row(reps="-1"), "reps must be at least 0"),
        (row(reps="1001"), "reps must be at most 1000"),
        (row(reps="5.5"), "whole number"),
        (row(required="5.5"), "Required Reps must be a whole number"),
        (row(weight="2201"), "load_lb must be at most 2200"),
        (row(unit="stone"), "unknown unit 'stone'"),
        (row(unit=""), "a weight without a unit"),
        (row(warm_up="yes"), "Is Warmup Set? must be 1 or 0"),
        (row(rpe="11"), "rpe must be at most 10"),
        (row(exercise=""), "no exercise is named"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_line(bad: str, reason: str) -> None:
    document = log(row(), bad, row(reps="1000", weight="2200"))

    assert str(document.account) == "3 rows: 2 used, 0 ignored, 1 could not be read"
    (notice,) = told(document)
    assert notice.line == 3
    assert reason in notice.message


def test_a_mistake_is_shown_at_its_column() -> None:
    (notice,) = told(log(row(), row(unit="stone")))

    line = row(unit="stone")
    assert notice.column == line.index("stone") + 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEADER, "holds no set"),
        (HEADER + row(reps=""), "a set that was not completed"),
        (HEADER.replace("Completed Reps,", "Reps,") + row(), "column 'Completed Reps' is missing"),
        (
            HEADER.replace("Completed Weight Unit", "Completed Unit") + row(),
            "column 'Completed Weight Unit' is missing",
        ),
        (HEADER.replace("Program", "Notes") + row(), "column 'Notes' stands there 2 times"),
    ],
)
def test_a_file_that_is_none_is_refused(text: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_text(text, "log.csv", "liftosaur")


def test_findings_point_at_rows() -> None:
    document = log(row(warm_up="1"), row(reps=""), row())

    assert document.positions.locate(("workouts", 0, "activities", 0, "sets", 1)) == (4, 1)
