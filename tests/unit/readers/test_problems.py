"""Each mistake in a document is told once, in plain words, where it is, with the nearest word."""

from __future__ import annotations

import pytest

import backsafe
from backsafe.errors import DocumentError
from backsafe.readers import read_mapping, read_text

LIFT = "backsafe: 1\nactivities:\n  - type: lift\n    exercise: deadlift\n    sets:\n"


def problems(text: str) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        read_text(text, "x.yaml")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            LIFT + "      - {rep: 5}\n",
            "x.yaml:6:10: unknown key 'rep' in a set; did you mean 'reps'?",
        ),
        (
            LIFT + "      - {reps: five}\n",
            "x.yaml:6:16: reps must be a whole number, found the text 'five'",
        ),
        (LIFT + "      - {reps: 5.5}\n", "x.yaml:6:16: reps must be a whole number"),
        (LIFT + "      - {load_kg: 5, load_lb: 11}\n", "x.yaml:6:"),
        (LIFT + "      - {tempo: fast}\n", "x.yaml:6:17: tempo 'fast' is not understood"),
        ("backsafe: 1\nactivitys: []\n", "did you mean 'activities'?"),
        ("activities: []\n", "missing key 'backsafe'"),
        ("backsafe: 1\nactivities: [{type: lifft, exercise: x}]\n", "did you mean 'lift'?"),
        ("backsafe: 1\nactivities: [{exercise: x}]\n", "missing key 'type'"),
        ("backsafe: 1\nactivities: [{type: cardio}]\n", "missing key 'exercise'"),
        (
            "backsafe: 1\nathlete: {conditions: [ostoporosis]}\nactivities: []\n",
            "x.yaml:2:24: conditions: 'ostoporosis' is not known; did you mean 'osteoporosis'?",
        ),
        ("backsafe: 1\nathlete: {level: beginner}\nactivities: []\n", "'beginner'"),
        ("backsafe: 1\ndate: tomorrow\nactivities: []\n", "year-month-day"),
        ("backsafe: 1\nweeks: []\nworkouts: []\n", "not both"),
    ],
)
def test_a_mistake(text: str, expected: str) -> None:
    (problem,) = problems(text)

    assert expected in problem


def test_every_mistake_is_told_and_none_twice() -> None:
    text = LIFT + "      - {reps: -1}\n      - {load_kg: -5}\ntitel: x\n"

    assert [problem.split(": ")[0] for problem in problems(text)] == [
        "x.yaml:6:16",
        "x.yaml:7:19",
        "x.yaml:8:1",
    ]


def test_form_observations_fit_their_aspect() -> None:
    form = "    form: [{aspect: spine, value: rounded}]\n"

    (problem,) = problems(LIFT + "      - {reps: 5}\n" + form)

    assert "spine must be one of" in problem


def test_an_observed_set_exists() -> None:
    form = "    form: [{set: 2, aspect: jerk, value: true}]\n"

    (problem,) = problems(LIFT + "      - {reps: 5}\n" + form)

    assert "this lift has 1 set" in problem


def test_a_mapping_needs_no_version_and_says_where() -> None:
    assert read_mapping({"activities": []}).content.activities == ()
    with pytest.raises(DocumentError, match=r"activities\[0\]"):
        read_mapping({"activities": [{"type": "cardio", "exercise": "row", "minutes": -1}]})


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"sets": [{"reps": "5"}]}, "/activities/0/sets/0/reps"),
        ({"sets": [{"reps": 5, "load": 5}]}, "/activities/0/sets/0/load"),
        ({"sets": [{"reps": 5, "a/b~c": 5}]}, "/activities/0/sets/0/a~1b~0c"),
        ({}, "/activities/0/sets"),
    ],
)
def test_a_program_is_told_where_by_a_pointer(changed: dict[str, object], pointer: str) -> None:
    lift = {"type": "lift", "exercise": "deadlift", **changed}

    with pytest.raises(DocumentError) as caught:
        read_mapping({"activities": [lift]})

    assert [problem.pointer for problem in caught.value.problems] == [pointer]


def test_what_contradicts_itself_has_a_pointer_too() -> None:
    athlete = {"technique": {"Deadlift": "learning", "dead lift": "mastered"}}

    with pytest.raises(DocumentError) as caught:
        backsafe.check({"athlete": athlete, "activities": []})

    assert [it.pointer for it in caught.value.problems] == ["/athlete/technique/dead lift"]
