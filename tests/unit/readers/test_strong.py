"""Strong's exports: every layout says the same, and what a file does not say is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import backsafe
from backsafe.errors import DocumentError
from backsafe.model import Lift
from backsafe.readers import Document, read, read_text
from backsafe.readers.logbook import LoggedSessions

PLAIN = """\
Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2026-03-02 18:00:00,"Pull",1h 5m,"Deadlift (Barbell)",W,60.0,5.0,0,0.0,"","",
2026-03-02 18:00:00,"Pull",1h 5m,"Deadlift (Barbell)",1,100.0,5.0,0,0.0,"","",8
2026-03-02 18:00:00,"Pull",1h 5m,"Deadlift (Barbell)",Rest Timer,0,0.0,0,120.0,,,
2026-03-02 18:00:00,"Pull",1h 5m,"Deadlift (Barbell)",F,110.0,3.0,0,0.0,"","",
2026-03-02 18:00:00,"Pull",1h 5m,"Pull Up",1,0,8.0,0,0.0,"","",
"""  # noqa: E501
BARE = "\n".join(
    ",".join(cell for place, cell in enumerate(line.split(",")) if place not in (2, 11))
    for line in PLAIN.splitlines()
)
UNITS_IN_HEADER = """\
"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";"Weight (kg)";"Reps";"RPE";"Distance (meters)";"Seconds";"Notes";"Workout Notes"
"1";"2026-03-02 18:00:00";"Pull";"3900";"Deadlift (Barbell)";"Note";"";"";"";"";"";"Felt easy";""
"1";"2026-03-02 18:00:00";"Pull";"3900";"Deadlift (Barbell)";"W";"60.0";"5";"";"";"";"";""
"1";"2026-03-02 18:00:00";"Pull";"3900";"Deadlift (Barbell)";"1";"100.0";"5";"8";"";"";"";""
"1";"2026-03-02 18:00:00";"Pull";"3900";"Deadlift (Barbell)";"Rest Timer";"";"";"";"";"120.0";"";""
"1";"2026-03-02 18:00:00";"Pull";"3900";"Deadlift (Barbell)";"F";"110.0";"3";"";"";"";"";""
"1";"2026-03-02 18:00:00";"Pull";"3900";"Pull Up";"1";"";"8";"";"";"";"";""
"""  # noqa: E501
GERMAN = """\
Datum,Workout-Name,Dauer,Name der \u00dcbung,Reihenfolge festlegen,Gewicht,Wiederh.,Entfernung,Sekunden,Notizen,Workout-Notizen,RPE
2026-03-02 18:00:00,"Pull",31min,"Deadlift (Barbell)",W,60.0,5.0,0,0.0,"","",
2026-03-02 18:00:00,"Pull",31min,"Deadlift (Barbell)",1,100.0,5.0,0,0.0,"","",8
2026-03-02 18:00:00,"Pull",31min,"Deadlift (Barbell)",Ruhezeit,0,0.0,0,120.0,,,
2026-03-02 18:00:00,"Pull",31min,"Deadlift (Barbell)",F,110.0,3.0,0,0.0,"","",
2026-03-02 18:00:00,"Pull",31min,"Pull Up",1,0,8.0,0,0.0,"","",
"""  # noqa: E501
UNIT_COLUMN = """\
Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes;Workout Duration
2026-03-02 18:00:00;"Pull";"Deadlift (Barbell)";WARM_UP;60;kg;5;;;;0;"";"";1h 5m
2026-03-02 18:00:00;"Pull";"Deadlift (Barbell)";1;100;kg;5;8;;;0;"";"";1h 5m
2026-03-02 18:00:00;"Pull";"Deadlift (Barbell)";Rest Timer;;;0;;;;120;"";"";1h 5m
2026-03-02 18:00:00;"Pull";"Deadlift (Barbell)";FAILURE;110;kg;3;;;;0;"";"";1h 5m
2026-03-02 18:00:00;"Pull";"Pull Up";1;;;8;;;;0;"";"";1h 5m
"""  # noqa: E501
HEADERLESS = "\n".join(UNIT_COLUMN.splitlines()[1:]) + "\n"
COMMAS = UNITS_IN_HEADER.replace('"60.0"', '"60,0"').replace('"100.0"', '"100,0"')

LAYOUTS = {
    "plain": PLAIN,
    "bare": BARE,
    "units in the header": UNITS_IN_HEADER,
    "German": GERMAN,
    "unit column": UNIT_COLUMN,
    "headerless": HEADERLESS,
    "decimal commas": COMMAS,
}


def sets(document: Document) -> list[dict[str, Any]]:
    assert isinstance(document.content, LoggedSessions)
    return [
        one.model_dump(exclude_none=True)
        for workout in document.content.workouts
        for lift in workout.activities
        if isinstance(lift, Lift)
        for one in lift.sets
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_says_the_same(layout: str) -> None:
    document = read_text(LAYOUTS[layout], "strong.csv", unit="kg")
    rpe = {} if layout == "bare" else {"rpe": 8}

    assert document.reader == "strong"
    assert sets(document) == [
        {"reps": 5, "load_kg": 60, "warm_up": True},
        {"reps": 5, "load_kg": 100, "warm_up": False, "rest_seconds": 120, **rpe},
        {"reps": 3, "load_kg": 110, "warm_up": False, "rir": 0},
        {
            "reps": 8,
            "warm_up": False,
            "body_weight": True,
            "assistance": "none",
            "added_load_kg": 0,
        },
    ]
    (workout,) = document.content.workouts  # type: ignore[union-attr]
    assert (workout.title, str(workout.date)) == ("Pull", "2026-03-02")


@pytest.mark.parametrize("layout", ["plain", "bare", "German"])
def test_a_file_without_a_unit_asks_for_it(layout: str) -> None:
    with pytest.raises(DocumentError, match="say --unit kg or --unit lb"):
        read_text(LAYOUTS[layout], "strong.csv")


@pytest.mark.parametrize("layout", ["units in the header", "unit column", "headerless"])
def test_a_file_with_a_unit_does_not(layout: str) -> None:
    assert sets(read_text(LAYOUTS[layout], "strong.csv"))[1]["load_kg"] == 100


def test_pounds_are_pounds() -> None:
    assert sets(read_text(PLAIN, "strong.csv", unit="lb"))[1]["load_lb"] == 100
    header = UNITS_IN_HEADER.replace("(kg)", "(lbs)")
    assert sets(read_text(header, "strong.csv"))[1]["load_lb"] == 100
    rows = UNIT_COLUMN.replace(";kg;", ";lbs;")
    assert sets(read_text(rows, "strong.csv"))[1]["load_lb"] == 100


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(DocumentError, match="weight in 'stone'"):
        read_text(UNITS_IN_HEADER.replace("(kg)", "(stone)"), "strong.csv")


def test_every_row_is_accounted_for() -> None:
    rows = PLAIN + "".join(
        f'2026-03-02 18:00:00,"Pull",1h 5m,{row}\n'
        for row in (
            '"Deadlift (Barbell)",7x,100,5,0,0,"","",',
            '"Deadlift (Barbell)",2,heavy,5,0,0,"","",',
            '"Bench Press (Barbell)",Rest Timer,0,0,0,90,"","",',
            '"Deadlift (Barbell)",Note,0,0,0,0,"easy","",',
            '"",3,100,5,0,0,"","",',
        )
    )
    document = read_text(rows, "strong.csv", unit="kg")
    account = document.account

    assert account is not None
    assert (account.read, account.used, account.left_out, account.unread) == (10, 5, 2, 3)
    assert {(it.text, it.line) for it in account.failed} == {
        ("unknown Set Order", 7),
        ("weight is no number", 8),
        ("no exercise is named", 11),
    }
    assert {(it.text, it.line) for it in account.ignored} == {
        ("a rest that follows no set", 9),
        ("a note, which is free text", 10),
    }
    at = {notice.line: notice.column for notice in document.notices}
    assert at[7] == PLAIN.splitlines()[1].index("W,") + 1


def test_a_missing_column_is_named() -> None:
    with pytest.raises(DocumentError, match="column 'reps' is missing"):
        read_text(PLAIN.replace(",Reps,", ",Repz,"), "strong.csv", unit="kg")


def test_findings_point_at_rows(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(PLAIN)
    report = backsafe.Checker(engine="compiled").check_document(read(str(path), unit="kg"))

    assert all(it.location.path == str(path) for it in report.violations)
    assert {it.location.line for it in report.unknowns} <= {1, 2, 3, 4, 5, 6}
