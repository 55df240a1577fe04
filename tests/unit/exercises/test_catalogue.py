"""The catalogue's data: closed lists, unique names, sound references, what rules rest on."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import FrozenInstanceError, fields
from importlib.resources import files

import pytest

from backsafe.exercises import (
    EQUIPMENT,
    FAMILIES,
    KINDS,
    LEVELS,
    LOADINGS,
    PATTERNS,
    POSITIONS,
    REGIONS,
    SPINAL_LOADS,
    SPINE_MOTIONS,
    Exercise,
    all_exercises,
    find,
)
from backsafe.exercises.matching import matching_key

CLOSED = {
    "kind": KINDS,
    "family": FAMILIES,
    "pattern": PATTERNS,
    "equipment": EQUIPMENT,
    "loading": LOADINGS,
    "level": LEVELS,
    "spinal_load": SPINAL_LOADS,
    "spine_motion": SPINE_MOTIONS,
    "position": POSITIONS,
}
BY_NAME = {exercise.name: exercise for exercise in all_exercises()}


def known(name: str) -> Exercise:
    exercise = find(name)
    assert exercise is not None, name
    return exercise


@pytest.mark.parametrize("field", CLOSED)
def test_classified_fields_keep_to_their_closed_lists(field: str) -> None:
    wrong = {e.name for e in all_exercises() if getattr(e, field) not in CLOSED[field]}
    assert not wrong


def test_every_family_is_in_use() -> None:
    assert {exercise.family for exercise in all_exercises()} == FAMILIES


def test_regions_are_known_present_and_not_repeated() -> None:
    for exercise in all_exercises():
        assert exercise.regions, exercise.name
        assert set(exercise.regions) <= REGIONS, exercise.name
        assert len(set(exercise.regions)) == len(exercise.regions), exercise.name


def test_names_are_plain_lower_case() -> None:
    for exercise in all_exercises():
        for name in (exercise.name, *exercise.aliases):
            assert name == " ".join(name.lower().split()), name


def test_no_two_names_share_a_matching_key() -> None:
    seen: dict[frozenset[str], str] = {}
    for exercise in all_exercises():
        for name in (exercise.name, *exercise.aliases):
            key = matching_key(name)
            assert key, name
            assert key not in seen, f"{name!r} of {exercise.name!r} is {seen.get(key)!r} again"
            seen[key] = name


def test_every_canonical_name_finds_its_own_entry() -> None:
    for exercise in all_exercises():
        assert find(exercise.name) == exercise


def test_every_alias_finds_its_entry() -> None:
    for exercise in all_exercises():
        for alias in exercise.aliases:
            assert known(alias).name == exercise.name, alias


def test_variants_name_an_entry_and_never_themselves_in_a_circle() -> None:
    for exercise in all_exercises():
        seen = {exercise.name}
        base = exercise.variant_of
        while base is not None:
            assert base in BY_NAME, f"{exercise.name} is a variant of unknown {base}"
            assert base not in seen, f"{exercise.name} is a variant of itself"
            seen.add(base)
            base = BY_NAME[base].variant_of


def test_a_variant_keeps_its_family_and_changes_the_load() -> None:
    for exercise in all_exercises():
        if exercise.variant_of is not None:
            base = BY_NAME[exercise.variant_of]
            assert (exercise.family, exercise.pattern) == (base.family, base.pattern), exercise.name
            assert exercise.loading != base.loading, exercise.name


@pytest.mark.parametrize(
    ("variant", "base"),
    [
        ("weighted pull-up", "pull-up"),
        ("assisted pull-up", "pull-up"),
        ("weighted chin-up", "chin-up"),
        ("assisted chin-up", "chin-up"),
        ("weighted back extension", "back extension"),
        ("weighted wide-grip pull-up", "wide-grip pull-up"),
        ("wide-grip pull-up", None),
        ("sumo deadlift", None),
        ("romanian deadlift", None),
    ],
)
def test_technique_carries_over_to_loaded_and_assisted_variants(
    variant: str, base: str | None
) -> None:
    assert BY_NAME[variant].variant_of == base


def test_added_and_assisted_loading_is_told_by_name() -> None:
    for exercise in all_exercises():
        if exercise.loading == "added":
            assert "weighted" in exercise.name
        if "weighted" in exercise.name.split():
            assert exercise.loading in ("added", "external"), exercise.name
        if "assisted" in exercise.name.split():
            assert exercise.loading == "assisted"


def test_stretches_load_nothing() -> None:
    for exercise in all_exercises():
        if exercise.kind in ("static_stretch", "mobility"):
            assert exercise.spinal_load in ("none", "low"), exercise.name
            assert exercise.loading == "body_weight", exercise.name


def test_the_measured_order_of_the_rows() -> None:
    order = ("none", "low", "moderate", "high")
    bent_over = order.index(known("bent-over row").spinal_load)
    inverted = order.index(known("inverted row").spinal_load)
    rows = [e for e in all_exercises() if e.pattern == "horizontal_pull"]
    assert inverted < bent_over
    assert all(inverted <= order.index(row.spinal_load) <= bent_over for row in rows)


@pytest.mark.parametrize(
    ("name", "spinal_load"),
    [
        ("deadlift", "high"),
        ("chest-supported row", "low"),
        ("seated cable row", "moderate"),
        ("lat pulldown", "low"),
    ],
)
def test_spinal_load(name: str, spinal_load: str) -> None:
    assert known(name).spinal_load == spinal_load


@pytest.mark.parametrize(
    ("motion", "names"),
    [
        ("flexion", ["crunch", "sit-up", "reverse crunch", "weighted crunch", "machine crunch"]),
        ("rotation", ["russian twist", "wood chop", "torso rotation machine", "landmine twist"]),
        ("extension", ["back extension", "superman", "cobra stretch"]),
        ("lateral_flexion", ["side bend", "windmill"]),
        ("none", ["deadlift", "bent-over row", "pull-up", "plank", "back bridge", "wall squat"]),
    ],
)
def test_spine_motion(motion: str, names: list[str]) -> None:
    assert {known(name).spine_motion for name in names} == {motion}


@pytest.mark.parametrize(
    ("family", "names"),
    [
        ("deadlift", ["deadlift", "sumo deadlift", "trap-bar deadlift", "deficit deadlift"]),
        ("romanian_deadlift", ["romanian deadlift", "stiff-leg deadlift"]),
        ("bent_over_row", ["bent-over row", "pendlay row", "reverse-grip bent-over row"]),
        ("t_bar_row", ["t-bar row"]),
        ("single_arm_row", ["single-arm row"]),
        ("upright_row", ["upright row", "standing row"]),
        ("seated_cable_row", ["seated cable row"]),
        ("inverted_row", ["inverted row"]),
        ("chest_supported_row", ["chest-supported row"]),
        ("machine_row", ["machine row"]),
        ("pull_up", ["pull-up", "chin-up", "wide-grip pull-up", "neutral-grip pull-up"]),
        ("pulldown", ["lat pulldown", "wide-grip lat pulldown", "close-grip lat pulldown"]),
        ("back_bridge", ["back bridge", "glute bridge"]),
        ("crunch", ["crunch", "bicycle crunch"]),
        ("wall_squat", ["wall squat", "wall sit", "squat with back supported against a wall"]),
        ("back_extension", ["back extension", "hyperextension"]),
        ("good_morning", ["good morning"]),
        ("shrug", ["shrug"]),
    ],
)
def test_families_that_rules_name(family: str, names: list[str]) -> None:
    assert {known(name).family for name in names} == {family}


def test_exercises_lying_on_the_back_say_so() -> None:
    for name in ("back bridge", "crunch", "sit-up", "dead bug", "bench press", "knees to chest"):
        assert known(name).position == "supine", name


def test_an_exercise_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        all_exercises()[0].name = "other"  # type: ignore[misc]


def test_the_file_holds_one_exercise_per_line_and_every_field() -> None:
    text = files("backsafe.exercises").joinpath("catalogue.json").read_text(encoding="utf-8")
    opening, *rows, closing = text.splitlines()
    assert (opening, closing) == ("[", "]")
    names = [field.name for field in fields(Exercise)]
    for row in rows:
        assert list(json.loads(row.removesuffix(","))) == names


def test_import_does_not_read_the_catalogue() -> None:
    program = (
        "import backsafe.exercises, backsafe.exercises.catalogue as c;"
        "assert c.catalogue_text.cache_info().currsize == 0;"
        "backsafe.exercises.find('deadlift');"
        "assert c.catalogue_text.cache_info().currsize == 1"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
