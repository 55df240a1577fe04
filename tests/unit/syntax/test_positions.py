from __future__ import annotations

from backsafe.syntax.positions import NoPositions, PlacePositions, dotted


def test_pointers_are_written_as_people_do() -> None:
    assert dotted(()) == ""
    assert dotted(("activities", 0, "sets", 2, "reps")) == "activities[0].sets[2].reps"


def test_what_was_no_file_has_no_places() -> None:
    assert NoPositions().locate(("a",)) is None
    assert NoPositions().locate_key(("a",)) is None


def test_rows_fall_back_to_the_nearest_parent() -> None:
    positions = PlacePositions(
        {(): (1, 1), ("workouts", 0): (2, 1), ("workouts", 0, "activities", 1): (5, 1)}
    )

    assert positions.locate(("workouts", 0, "activities", 1, "sets", 3, "reps")) == (5, 1)
    assert positions.locate_key(("workouts", 0, "title")) == (2, 1)
    assert positions.locate(("athlete",)) == (1, 1)
