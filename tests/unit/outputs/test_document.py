"""A document written out is the same when it is read again, whatever its texts hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backsafe.facts.timeline import document_sessions
from backsafe.model import Log, Program, Workout
from backsafe.outputs.document import as_json, as_yaml
from backsafe.readers import read_mapping, read_text

LIFT: dict[str, Any] = {
    "type": "lift",
    "exercise": "deadlift",
    "sets": [
        {"reps": 5, "load_kg": 60.5, "warm_up": True},
        {"reps": 8, "most_reps": 12, "load_percent": 75, "rest_seconds": 90, "tempo": "30X1"},
        {"reps": 3, "added_load_kg": 0, "assistance": "band", "rir": 0},
    ],
    "form": [{"aspect": "spine", "value": "neutral", "set": 1}, {"aspect": "jerk", "value": False}],
}
STRETCH = {"type": "static_stretch", "exercise": "child's pose", "hold_seconds": 30}
ATHLETE = {
    "level": "novice",
    "one_rep_max_kg": {"deadlift": 120, "1:30": 50},
    "technique": {"no": "learning"},
    "conditions": [],
    "clearance": [{"rule": "AT03", "by": "Dr. No", "date": "2026-01-01", "reason": "fine: go"}],
}
WORKOUT = {"title": "A", "date": "2026-03-02", "activities": [LIFT, STRETCH]}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "workout": {**WORKOUT, "athlete": ATHLETE, "equipment": ["belt"], "day": 3},
    "logged workout": {**WORKOUT, "kind": "log", "records": ["warm_up"]},
    "empty": {"activities": []},
    "program": {
        "title": "P",
        "athlete": ATHLETE,
        "weeks": [{"workouts": [WORKOUT]}, {"workouts": []}],
    },
    "logged program": {"kind": "log", "weeks": [{"workouts": [WORKOUT]}]},
    "log": {"workouts": [WORKOUT, WORKOUT], "records": ["stretches"]},
    "empty log": {"workouts": []},
}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(("form", "reader"), [(as_yaml, "yaml"), (as_json, "json")])
def test_what_is_written_is_what_was_read(name: str, form: Any, reader: str) -> None:
    content = read_mapping(DOCUMENTS[name]).content
    written = "".join(form(content))

    assert read_text(written, "x", reader).content == content


TEXTS = st.one_of(
    st.sampled_from(
        ["no", "1e3", "0o14", "1:30", "~", "null", "- x", "a: b", "#x", "'", '"', "\u2028", "\x85",
         "\ufeffx", "*a", "&a", "!x", "%x", "@x", "{a}", "[a]", "a #b", "2026-01-01", "=", "<<",
         "true", "NaN", ".inf", "\\", "\U0001f4aa", "a, b", "yes"]
    ),
    st.text(min_size=1, max_size=20),
)  # fmt: skip


@given(TEXTS, TEXTS)
def test_any_text_stays_a_text(title: str, exercise: str) -> None:
    stated = {"title": title, "activities": [{**LIFT, "exercise": exercise}]}
    try:
        content = Workout.model_validate(stated)
    except ValueError:
        return  # no title that a document may have

    for form, reader in ((as_yaml, "yaml"), (as_json, "json")):
        assert read_text("".join(form(content)), "x", reader).content == content


def test_sessions_are_written_one_by_one() -> None:
    rows = "".join(
        f'A,"{day} Jun 2025, 19:56",,Deadlift (Barbell),0,normal,{day}0,5\n' for day in (3, 1, 2)
    )
    header = "title,start_time,end_time,exercise_title,set_index,set_type,weight_kg,reps\n"
    content = read_text(header + rows, "log.csv").content
    again = read_text("".join(as_yaml(content)), "log.yaml").content

    assert isinstance(again, Log)
    assert list(again.workouts) == [workout for _, workout in document_sessions(content)]
    assert [str(it.date) for it in again.workouts] == ["2025-06-01", "2025-06-02", "2025-06-03"]


def test_a_set_stands_on_one_line() -> None:
    content = Program.model_validate(DOCUMENTS["program"])
    lines = "".join(as_yaml(content)).splitlines()

    assert "              - {reps: 5, load_kg: 60.5, warm_up: true}" in lines
    assert max(map(len, lines)) <= 100
