from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backsafe.errors import DocumentError, UsageError
from backsafe.facts.timeline import document_sessions
from backsafe.model import Log, Program, Workout
from backsafe.readers import read, read_athlete, read_mapping, read_text
from backsafe.syntax.text import DOCUMENT_CAP

if TYPE_CHECKING:
    from pathlib import Path

LIFT: dict[str, Any] = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5}]}
YAML = """\
backsafe: 1
activities:
  - {type: lift, exercise: deadlift, sets: [{reps: 5}]}
"""
JSON = json.dumps({"backsafe": 1, "activities": [LIFT]})
CSV = """\
title,start_time,end_time,exercise_title,set_index,set_type,weight_kg,reps
A,"30 Jun 2025, 19:56",,Deadlift (Barbell),0,normal,100,5
"""


def test_importing_the_readers_loads_no_format() -> None:
    script = (
        "import sys, backsafe.readers\n"
        "print([name for name in ('yaml', 'csv', 'json', 'pydantic') if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "text", "reader"),
    [
        ("a.yaml", YAML, "yaml"),
        ("a.YML", YAML, "yaml"),
        ("a.json", JSON, "json"),
        ("a.csv", CSV, "hevy"),
    ],
)
def test_the_suffix_chooses_the_reader(tmp_path: Path, name: str, text: str, reader: str) -> None:
    path = tmp_path / name
    path.write_text(f"\ufeff{text}", encoding="utf-8")
    found = read(str(path))

    assert (found.path, found.reader) == (str(path), reader)
    assert found.text == ("" if reader == "hevy" else text)
    (session,) = [workout for _, workout in document_sessions(found.content)]
    assert isinstance(session, Workout)
    assert [activity.type for activity in session.activities] == ["lift"]


@pytest.mark.parametrize(("text", "kind"), [(YAML, "plan"), (JSON, "plan"), (CSV, "log")])
def test_standard_input_is_known_by_its_content(
    monkeypatch: pytest.MonkeyPatch, text: str, kind: str
) -> None:
    class Input:
        buffer = io.BytesIO(text.encode())

    monkeypatch.setattr(sys, "stdin", Input)
    found = read("-")

    assert (found.path, found.content.kind) == ("-", kind)


def test_an_unknown_reader_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean 'yaml'"):
        read_text(YAML, reader="yml")


@pytest.mark.parametrize(
    ("top", "model"), [("activities", Workout), ("weeks", Program), ("workouts", Log)]
)
def test_the_keys_choose_the_model(top: str, model: type) -> None:
    inner: Any = {"activities": [LIFT], "weeks": [{"workouts": []}], "workouts": []}[top]

    assert isinstance(read_mapping({top: inner}).content, model)


def test_a_mapping_has_no_places() -> None:
    found = read_mapping({"activities": []})

    assert (found.reader, found.positions.locate(("activities",))) == ("mapping", None)


def test_a_text_larger_than_the_cap_is_refused() -> None:
    for reader in ("yaml", "json"):
        with pytest.raises(DocumentError, match=r"too large|valid JSON"):
            read_text(" " * DOCUMENT_CAP + YAML, reader=reader)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("me.yaml", "level: novice\nage: 34\n"),
        ("me.yaml", "backsafe: 1\nathlete:\n  level: novice\n  age: 34\n"),
        ("me.json", '{"athlete": {"level": "novice", "age": 34}}'),
    ],
)
def test_an_athlete_stands_alone_or_below_its_key(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    found = read_athlete(path)

    assert (found.level, found.age) == ("novice", 34)


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("level: novice\nages: 34\n", 2, "unknown key 'ages' in an athlete; did you mean 'age'?"),
        ("athlete:\n  age: old\n", 2, "age must be a whole number, found the text 'old'"),
        ("athlete: {}\nactivities: []\n", 2, "holds the athlete only, found 'activities'"),
        ("backsafe: 2\nage: 34\n", 1, "format 2 is not supported"),
        ("- 34\n", 1, "is a mapping"),
    ],
)
def test_mistakes_of_an_athlete_have_a_place(
    tmp_path: Path, text: str, line: int, part: str
) -> None:
    path = tmp_path / "me.yaml"
    path.write_text(text)
    with pytest.raises(DocumentError) as caught:
        read_athlete(path)
    [found] = caught.value.problems

    assert part in found.message
    assert (found.path, found.line) == (str(path), line)


def test_an_athlete_may_be_a_mapping() -> None:
    assert read_athlete({"age": 34}).age == 34
    with pytest.raises(DocumentError, match="age: age must be at least 5"):
        read_athlete({"age": 3})


NAMES = st.sampled_from(
    ["backsafe", "activities", "weeks", "workouts", "type", "exercise", "sets", "form", "reps",
     "load_kg", "tempo", "athlete", "conditions", "one_rep_max_kg", "aspect", "value", "rep", "x"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2000) | st.floats() | st.text(max_size=3)
    | st.sampled_from(["lift", "cardio", "spine", "neutral", "2-1-1", "low_back_pain"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(st.dictionaries(NAMES, VALUES, max_size=5), st.sampled_from(["json", "yaml"]))
def test_any_structure_is_a_document_or_has_located_problems(
    tree: dict[str, Any], reader: str
) -> None:
    text = json.dumps({"backsafe": 1, **tree})
    try:
        found = read_text(text, "x", reader)
    except DocumentError as error:
        assert error.problems
        for problem in error.problems:
            assert problem.message
            assert problem.line == 1
            assert problem.column
            assert "\n" not in problem.message
    else:
        assert isinstance(found.content, Workout | Program | Log)


@given(st.dictionaries(NAMES | st.integers(), VALUES, max_size=5))
def test_any_mapping_is_a_document_or_has_problems(tree: dict[Any, Any]) -> None:
    try:
        read_mapping(tree)
    except DocumentError as error:
        assert all(problem.message for problem in error.problems)


@given(st.text(max_size=80), st.sampled_from(["yaml", "json", "hevy"]))
def test_any_text_is_read_or_refused(text: str, reader: str) -> None:
    with pytest.raises(DocumentError):
        read_text(text, "x", reader)
