"""How much of what people really write the catalogue knows, measured on public files."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from backsafe.exercises import Exercise, find

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.realdata

Record = Callable[[str, object], None]
Row = dict[str, Any]

BACK = {
    "lats": {"lats"},
    "middle back": {"middle_back", "upper_back", "scapular"},
    "lower back": {"lower_back"},
    "traps": {"traps"},
}
# The database has one word for any bench, bar in a corner or strap, and calls a machine a machine.
EQUIPMENT: dict[str | None, set[str]] = {
    None: {"none", "body_weight"},
    "bands": {"band"},
    "barbell": {"barbell", "t_bar"},
    "body only": {"body_weight"},
    "cable": {"cable"},
    "dumbbell": {"dumbbell"},
    "exercise ball": {"exercise_ball"},
    "foam roll": {"foam_roller"},
    "kettlebells": {"kettlebell"},
    "machine": {"machine", "smith_machine", "t_bar"},
    "medicine ball": {"medicine_ball"},
}


def rows(file: Path) -> list[Row]:
    if not file.is_file():
        pytest.skip(f"{file.name} is not beside the repository")
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream)) if file.suffix == ".csv" else json.load(stream)


def share(label: str, names: list[str], record: Record) -> float:
    missing = sorted(name for name in names if find(name) is None)
    recognised = 1 - len(missing) / len(names)
    record(label, f"{len(names) - len(missing)} of {len(names)}")
    print(f"{label}: {len(names) - len(missing)} of {len(names)}; unknown: {missing}")  # noqa: T201
    return recognised


@pytest.fixture
def database(data: Path) -> list[Row]:
    return rows(data / "free-exercise-db" / "exercises.json")


@pytest.fixture
def back(database: list[Row]) -> list[tuple[Row, Exercise]]:
    entries = [entry for entry in database if BACK.keys() & set(entry["primaryMuscles"])]
    known = [(entry, find(entry["name"])) for entry in entries]
    return [(entry, exercise) for entry, exercise in known if exercise is not None]


def test_names_of_back_exercises(database: list[Row], record_property: Record) -> None:
    names = [e["name"] for e in database if BACK.keys() & set(e["primaryMuscles"])]
    assert share("back exercises of the database", names, record_property) >= 0.97


def test_names_of_all_exercises(database: list[Row], record_property: Record) -> None:
    names = [entry["name"] for entry in database]
    assert share("all exercises of the database", names, record_property) >= 0.90


def test_names_in_a_hevy_export(data: Path, record_property: Record) -> None:
    names = sorted({row["exercise_title"] for row in rows(data / "hevy" / "workout_data.csv")})
    assert share("titles of the Hevy export", names, record_property) == 1


def test_primary_muscle_is_one_of_our_regions(
    back: list[tuple[Row, Exercise]], record_property: Record
) -> None:
    other = [
        f"{entry['name']}: {entry['primaryMuscles'][0]}, we: {', '.join(exercise.regions)}"
        for entry, exercise in back
        if not BACK[entry["primaryMuscles"][0]] & set(exercise.regions)
    ]
    record_property("primary muscle in our regions", f"{len(back) - len(other)} of {len(back)}")
    assert len(other) <= 0.1 * len(back), other


def test_equipment_agrees(back: list[tuple[Row, Exercise]], record_property: Record) -> None:
    told = [pair for pair in back if pair[0]["equipment"] in EQUIPMENT]
    other = [
        f"{entry['name']}: {entry['equipment']}, we: {exercise.equipment}"
        for entry, exercise in told
        if exercise.equipment not in EQUIPMENT[entry["equipment"]]
    ]
    record_property("equipment agrees", f"{len(told) - len(other)} of {len(told)}")
    assert len(other) <= 0.05 * len(told), other
