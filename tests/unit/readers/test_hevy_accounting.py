"""Every row of an export is a set, an activity or a notice, whatever the row holds."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backsafe.errors import DocumentError
from backsafe.model import Lift
from backsafe.readers import Document, read, read_text
from backsafe.readers.logbook import LoggedSessions

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (
    "title",
    "start_time",
    "end_time",
    "description",
    "exercise_title",
    "superset_id",
    "exercise_notes",
    "set_index",
    "set_type",
    "weight_kg",
    "reps",
    "distance_km",
    "duration_seconds",
    "rpe",
)

CELLS = st.one_of(
    st.sampled_from(
        ["", "0", "5", "-5", "1e3", "nan", "inf", "7,5", "5.5", "9" * 30, "\u0665", "1_0", "normal",
         "warmup", "failure", "30 Jun 2025, 19:56", "31 Feb 2025, 10:00", "2025-06-30", "Warm up",
         "2025-06-30T10:00:00+14:00", "Deadlift (Barbell)", "Pull Up (Assisted)", "Treadmill",
         "Pull Up (Weighted)", "Plank", "\u200b", "\x1b[31m", "a\nb", 'a"b', "x" * 300]
    ),
    st.text(max_size=6),
)  # fmt: skip
SOUND = dict.fromkeys(COLUMNS, "") | {
    "title": "A",
    "start_time": "30 Jun 2025, 19:56",
    "exercise_title": "Deadlift (Barbell)",
    "set_type": "normal",
    "weight_kg": "100",
    "reps": "5",
}
ROWS = st.lists(st.dictionaries(st.sampled_from(COLUMNS), CELLS, max_size=4), max_size=8)


def table(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows({**SOUND, **row} for row in rows)
    return text.getvalue()


def check_accounts(found: Document) -> None:
    assert isinstance(found.content, LoggedSessions)
    skipped = [notice for notice in found.notices if notice.kind == "row-skipped"]
    parts = [activity for session in found.content.workouts for activity in session.activities]
    mapped = sum(len(part.sets) if isinstance(part, Lift) else 1 for part in parts)
    account = found.account
    assert account is not None
    assert (mapped, min(account.unread, 20)) == (account.used, len(skipped))
    assert account.used + account.unread + account.left_out == account.read
    assert all(notice.line and notice.message for notice in skipped)


@given(ROWS)
def test_any_row_is_mapped_or_has_a_notice(rows: list[dict[str, str]]) -> None:
    text = table([{}, *rows])
    if "\0" in text:
        return
    found = read_text(text, "log.csv", "hevy")

    assert found.account is not None
    assert found.account.read == len(rows) + 1
    check_accounts(found)


def test_more_than_a_day_can_hold_is_skipped_with_a_notice() -> None:
    for rows in (
        [{"exercise_title": f"Squat {number}"} for number in range(1100)],
        [{"set_index": str(number)} for number in range(1100)],
    ):
        found = read_text(table(rows), "log.csv", "hevy")

        assert found.account is not None
        assert (found.account.used, found.account.unread) == (1000, 100)
        check_accounts(found)


def test_each_set_points_at_its_row() -> None:
    rows = [{"reps": str(number + 1), "exercise_notes": "a\nb"} for number in range(3)]
    found = read_text(table(rows).replace("\r\n", "\n"), "log.csv", "hevy")

    lines = [
        found.positions.locate(("workouts", 0, "activities", 0, "sets", number, "reps"))
        for number in range(3)
    ]
    assert lines == [(2, 1), (4, 1), (6, 1)]


@pytest.mark.parametrize("column", ["title", "start_time", "exercise_title", "set_type", "reps"])
def test_a_misspelt_column_is_named(column: str) -> None:
    with pytest.raises(DocumentError, match=f"'{column}' is missing; did you mean '{column}s'"):
        read_text(table([{}]).replace(column, f"{column}s", 1), "log.csv", "hevy")


@pytest.mark.realdata
def test_a_real_export_is_accounted_for_row_by_row(data: Path) -> None:
    path = data / "hevy" / "workout_data.csv"
    found = read(str(path))

    check_accounts(found)
    assert isinstance(found.content, LoggedSessions)
    assert found.account is not None
    assert (found.account.read, found.account.unread) == (330, 0)
    assert len(found.content.workouts) == 17
    days = [session.date for session in found.content.workouts]
    assert days == sorted(day for day in days if day is not None)
    lines = path.read_text().splitlines()
    for number, session in enumerate(found.content.workouts):
        for index, activity in enumerate(session.activities):
            place = found.positions.locate(("workouts", number, "activities", index))
            assert place is not None
            assert f'"{activity.exercise}"' in lines[place[0] - 1]
