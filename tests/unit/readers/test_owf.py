"""Open Workout Format: blocks become activities, and every line is accounted for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backsafe.errors import DocumentError
from backsafe.model import Lift, Set, Workout
from backsafe.readers import owf
from backsafe.readers.document import Document
from backsafe.readers.formats import script_format


def read(text: str) -> Document:
    found = owf.parse(text, "day.md")
    check_account(found, text)
    return found


def check_account(found: Document, text: str) -> None:
    account = found.account
    assert account is not None
    assert account.unit == "lines"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert account.read == sum(bool(line.strip()) for line in lines)
    assert account.used + account.left_out + account.unread == account.read
    assert "made nothing of" not in [reason.text for reason in account.ignored]


def block(body: str, kind: str = "strength", more: str = "") -> str:
    return f'# Day\n\n::: block id=a name="Main" kind={kind} {more}\n{body}\n:::\n'


def activities(text: str) -> tuple[Any, ...]:
    content = read(text).content
    assert isinstance(content, Workout)
    assert content.kind == "plan"
    return content.activities


def sets(fields: str, kind: str = "strength", name: str = "Deadlift") -> tuple[Set, ...]:
    body = "\n".join(f"  {line}" for line in fields.splitlines())
    (found,) = activities(block(f"- {name}\n{body}", kind))
    assert isinstance(found, Lift)
    return found.sets


def reasons(found: Document) -> dict[str, list[str]]:
    assert found.account is not None
    return {
        "ignored": [one.text for one in found.account.ignored],
        "failed": [one.text for one in found.account.failed],
    }


def refusal(text: str) -> str:
    with pytest.raises(DocumentError) as caught:
        owf.parse(text, "day.md")
    return str(caught.value)


def test_a_block_of_sets() -> None:
    text = block(
        "sets: 5\nrest: 3m\nrpe: 8\n\n- Bench Press\n  reps: 5\n  intensity: 80% 1RM\n  tempo: 31X1"
    )
    (found,) = activities(text)

    assert read(text).reader == "owf"
    assert isinstance(read(text).content, Workout)
    assert read(text).content.title == "Day"
    one = Set(reps=5, load_percent=80.0, tempo="31X1", rest_seconds=180.0, rpe=8.0)
    assert found == Lift(exercise="Bench Press", sets=(one,) * 5)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("8", Set(reps=8)),
        ("8 reps", Set(reps=8)),
        ("10-12", Set(reps=10, most_reps=12)),
        ("12 - 10", Set(reps=10, most_reps=12)),
        ("10 to 12 each", Set(reps=10, most_reps=12)),
        ("8-8", Set(reps=8)),
        ("10/side", Set(reps=10)),
        ("10 per leg", Set(reps=10)),
        ("10 (each side)", Set(reps=10)),
        ("12 alternating", Set(reps=12)),
        ("10+10", Set(reps=10)),
        ("10 / 10", Set(reps=10)),
        ("max", Set(amrap=True)),
        ("Max reps", Set(amrap=True)),
        ("to failure", Set(amrap=True)),
        ("8+", Set(reps=8, amrap=True)),
        ("30s", Set(duration_seconds=30.0)),
        ("0", Set(reps=0)),
    ],
)
def test_repetitions(written: str, expected: Set) -> None:
    assert sets(f"reps: {written}") == (expected,)


@pytest.mark.parametrize("written", ["some", "10+8", "2+2+2", "5x5", "-3", "8.5", "1,000", "10-"])
def test_repetitions_that_are_not_understood_stay_unknown(written: str) -> None:
    text = block(f"- Deadlift\n  sets: 2\n  reps: {written}")
    found = read(text)

    assert activities(text)[0].sets == (Set(), Set())
    assert reasons(found)["failed"] == ["repetitions that are not understood"]
    assert [(one.kind, one.line) for one in found.notices] == [("line-not-read", 6)]


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ("reps: 21-15-9", [21, 15, 9]),
        ("sets: 3\nreps: 21-15-9", [21, 15, 9]),
        ("sets: 1\nreps: 5/4/3", [5, 4, 3]),
        ("sets: 2\nreps: 21-15-9", [None, None]),
    ],
)
def test_ladders(fields: str, counts: list[int | None]) -> None:
    assert [one.reps for one in sets(fields)] == counts


def test_a_ladder_over_rounds_has_one_rung_a_round() -> None:
    body = "complete: {} rounds\n\n- Deadlift\n  reps: 21-15-9"

    assert len(activities(block(body.format(3), "for-time"))[0].sets) == 3
    assert len(activities(block(body.format(2), "for-time"))[0].sets) == 6


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("90s", 90.0), ("1m30s", 90.0), ("1m30s-2m", 90.0), ("2-3m", 120.0), ("30-45s", 30.0),
        ("1:30", 90.0), ("1m30", 90.0), ("2 min", 120.0), ("1.5 minutes", 90.0), ("none", 0.0),
        ("1h", 3600.0), ("30 to 60 seconds", 30.0), ("2m", 120.0),
    ],
)  # fmt: skip
def test_rests(written: str, seconds: float) -> None:
    assert [one.rest_seconds for one in sets(f"rest: {written}")] == [seconds]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("90", "a time without a unit"),
        ("as needed", "a time that is not understood"),
        ("123456s", "a time that is not understood"),
        ("-30s", "a time that is not understood"),
        ("1m-2m-3m", "a time that is not understood"),
    ],
)
def test_times_that_are_not_understood(written: str, reason: str) -> None:
    found = read(block(f"- Deadlift\n  reps: 5\n  rest: {written}"))

    assert reasons(found)["failed"] == [reason]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("load: 60kg", {"load_kg": 60.0}),
        ("load: 10-20 kg", {"load_kg": 20.0}),
        ("weight: 135 lb", {"load_lb": 135.0}),
        ("load: 70% 1RM", {"load_percent": 70.0}),
        ("intensity: 75-80% of 1RM", {"load_percent": 80.0}),
        ("intensity: 75%-80% 1 RM", {"load_percent": 80.0}),
        ("intensity: RPE 7-8", {"rpe": 8.0}),
        ("intensity: RIR 2", {"rir": 2.0}),
        ("load: bodyweight", {}),  # nobody deadlifts themselves
        ("load: BW + 10 kg", {"body_weight": True, "added_load_kg": 10.0}),
        ("load: 60 kg\nintensity: 75% 1RM", {"load_kg": 60.0}),
        ("load: heavy\nintensity: 75% 1RM", {"load_percent": 75.0}),
        ("rpe: 7-8", {"rpe": 8.0}),
        ("rir: 1-3", {"rir": 1.0}),
        ("rpe: 8/10", {"rpe": 8.0}),
        ("tempo: 3.0.1.2", {"tempo": "3-0-1-2"}),
        ('tempo: "20X2"', {"tempo": "20X2"}),
        ("duration: 30-45s", {"duration_seconds": 30.0}),
    ],
)
def test_loads_efforts_and_tempo(fields: str, expected: dict[str, Any]) -> None:
    (found,) = sets(fields)

    assert found.model_dump(exclude_none=True) == expected


@pytest.mark.parametrize(
    ("field", "outcome", "reason"),
    [
        ("intensity: 80%", "failed", "a percentage that does not say of what"),
        ("intensity: 80% TM", "ignored", "a percentage of something else than the one-rep max"),
        ("intensity: hard", "failed", "a load that is not understood"),
        ("load: heavy", "failed", "a load that is not understood"),
        ("load: BW +", "failed", "a load that is not understood"),
        ("load: 20", "failed", "a load that is not understood"),
        ("rpe: hard", "failed", "an effort that is not understood"),
        ("tempo: slow, continuous tension", "ignored", "a tempo in words"),
        ("tempo: 3 down then up", "failed", "a tempo that is not understood"),
        ("sets: many", "failed", "no number of sets or rounds"),
        ("sets: 0", "failed", "no number of sets or rounds"),
        ("duration: max hold", "ignored", "as long as possible, which no document can say"),
        ("distance: 20m", "ignored", "a document has no place for it"),
        ("note: keep tight", "ignored", "free text"),
        ("rest:", "ignored", "a field without a value"),
        ("reeps: 8", "failed", "a field that is not known"),
        ("interval: 1m", "ignored", "what it is said of has no place for it"),
        ("load: " + "9" * 301, "failed", "a value of more than 300 characters"),
    ],
)
def test_what_is_left_out_has_a_reason(field: str, outcome: str, reason: str) -> None:
    found = read(block(f"- Deadlift\n  {field}"))

    assert reasons(found)[outcome] == [reason]


def test_a_load_that_is_not_understood_is_unknown_on_body_weight_exercises_too() -> None:
    assert sets("load: a heavy vest", name="Pull-Up") == (Set(),)
    assert sets("reps: 5", name="Pull-Up")[0].body_weight is True


def test_a_misspelt_field_is_named() -> None:
    found = read(block("- Deadlift\n  tempoo: 3010"))

    assert "field 'tempoo' is not known; did you mean 'tempo'?" in found.notices[0].message


def test_rounds_multiply_sets_and_end_with_the_rest() -> None:
    text = block("complete: 4 rounds\nrest: 90s\n\n- Row X\n  sets: 2\n\n- Face Pull", "superset")
    row, pull = activities(text)

    assert len(row.sets) == 8
    assert [one.rest_seconds for one in row.sets] == [None] * 8
    assert [one.rest_seconds for one in pull.sets] == [90.0] * 4


def test_a_range_of_sets_is_its_upper_end_and_told() -> None:
    found = read(block("sets: 3-4\nrest: 1m-2m\n\n- Deadlift\n  rest: 2m-3m"))

    assert isinstance(found.content, Workout)
    assert len(found.content.activities[0].sets) == 4  # type: ignore[union-attr]
    told = [(one.kind, one.message, one.line) for one in found.notices]
    assert told == [
        ("range-read", "a range of sets: the upper end is taken", 4),
        ("range-read", "a range of rests: the lower end is taken", 8),
    ]


def test_an_emom_has_as_many_rounds_as_fit() -> None:
    slots = "score: rounds\n\nminute 1:\n- Row\n  calories: 12\n\nminute 2:\n- Burpees\n  reps: 10"
    row, burpees = activities(block(slots, "emom", "duration=12m interval=1m"))
    (swing,) = activities(block("- Kettlebell Swing\n  reps: 10", "emom", "duration=10m"))

    assert row.type == "cardio"
    assert len(burpees.sets) == 6
    assert len(swing.sets) == 10


def test_work_and_rest_of_intervals() -> None:
    (found,) = activities(block("- Burpees", "tabata", "rounds=8 work=20s rest=10s"))

    assert [(one.duration_seconds, one.rest_seconds) for one in found.sets] == [(20.0, 10.0)] * 8


def test_open_rounds_are_told() -> None:
    found = read(block("- Burpees\n  reps: 5", "amrap", "duration=20m"))

    assert [(one.kind, one.line) for one in found.notices] == [("rounds-open", 3)]


def test_warm_ups_and_cool_downs_are_what_the_catalogue_says() -> None:
    warm_up = "complete: 2 rounds\n\n- Arm Circles Zzz\n  reps: 10\n\n- Goblet Squat\n  reps: 8"
    mobility, squat = activities(block(warm_up, "warmup"))
    (stretch,) = activities(block("- Child's Pose\n  sets: 2\n  duration: 30-45s", "cooldown"))
    (work,) = activities(block("- Something New\n  reps: 5"))
    (unknown,) = activities(block("- Something New\n  reps: 5", "cooldown"))

    assert (mobility.type, mobility.repeats) in {("mobility", 20), ("dynamic_stretch", 20)}
    assert squat.sets == (Set(reps=8, warm_up=True),) * 2
    assert (stretch.type, stretch.hold_seconds, stretch.repeats) == ("static_stretch", 30.0, 2)
    assert (work.type, unknown.type) == ("lift", "mobility")


def test_activation_is_work_in_work_blocks() -> None:
    (before,) = activities(block("- Band Pull-Apart\n  reps: 15", "activation"))
    (within,) = activities(block("- Band Pull-Apart\n  reps: 15"))
    (unknown,) = activities(block("- Wake Up Zzz", "activation"))

    assert [one.type for one in (before, within, unknown)] == ["activation", "lift", "activation"]


def test_a_warm_up_without_exercises_is_one_activity() -> None:
    text = (
        '::: block name="Easy Bike" kind=warm-up duration=10m\ninstructions: spin\n:::\n'
        + block("- Deadlift")
    )
    found = activities(text)

    assert [one.type for one in found] == ["cardio", "lift"]
    assert found[0].minutes == 10.0


def test_a_work_block_without_exercises_is_one_if_it_has_sets() -> None:
    text = '::: block name="Deadlift" kind=strength\nsets: 3\nreps: 5\n:::'
    (found,) = activities(text)
    words = read('::: block name="Talk" kind=skill\nscore: none\n:::\n' + block("- Deadlift"))

    assert found.sets == (Set(reps=5),) * 3
    assert reasons(words)["ignored"] == [
        "a block that names no exercise", "a document has no place for it",
    ]  # fmt: skip


def test_exercises_that_one_item_names() -> None:
    first, second = activities(block("- Push-Up + Squat\n  reps: 10 + 8\n  rest: 1m"))
    one, two = activities(
        block("- Core\n  component 1: 10s Hollow Hold\n  component 2: 12 Sit-Ups")
    )

    assert (first.exercise, second.exercise) == ("Push-Up", "Squat")
    assert [it.sets[0].reps for it in (first, second)] == [10, 8]
    assert [it.sets[0].rest_seconds for it in (first, second)] == [None, 60.0]
    assert (one.exercise, one.sets[0].duration_seconds) == ("Hollow Hold", 10.0)
    assert (two.exercise, two.sets[0].reps) == ("Sit-Ups", 12)


def test_an_item_that_is_a_rest_belongs_to_the_one_before() -> None:
    body = "- Rest\n  duration: 30s\n- Deadlift\n  reps: 5\n- Rest\n  duration: 60s\n- Squat"
    deadlift, squat = activities(block(body))

    assert deadlift.sets[0].rest_seconds == 60.0
    assert squat.sets[0].rest_seconds is None


def test_names_are_read_without_markdown() -> None:
    body = "* [Face Pull](https://example.org/a)\n1. **Deadlift**\n- [ ] Squat\n  - reps: 5"
    found = activities(block(body))

    assert [one.exercise for one in found] == ["Face Pull", "Deadlift", "Squat"]
    assert found[2].sets == (Set(reps=5),)


def test_fields_below_an_item_belong_to_it_however_they_are_indented() -> None:
    below = activities(block("- Deadlift\nreps: 5\n- Squat"))
    apart = activities(block("- Deadlift\n\nreps: 5\n- Squat"))

    assert [one.sets[0].reps for one in below] == [5, None]
    assert [one.sets[0].reps for one in apart] == [5, 5]


def test_lines_without_a_place_are_counted() -> None:
    text = (
        "# Day\n# Again\n- outside\n:::\n::: block kind=strength colour=red !\n"
        "- Deadlift\n  reps: 5\n  reps: 6\n  - and slowly\nPlain words.\n> quoted\n"
        "  note: a long\n  note that goes on\n::: warning\nhot\n:::\n- \n- Squat\n"
        "::: block kind=instruction\n- Breathe\n- Rest"
    )
    found = read(text)

    assert reasons(found) == {
        "ignored": [
            "text outside of a block", "a list outside of a block", "an end without a block",
            "free text", "the end of a directive that is not known",
            "an instruction, which is free text",
            "a rest without a time or an exercise before it",
        ],
        "failed": [
            "attributes of a block that are not understood", "a field that stands there twice",
            "a list within an exercise", "neither an exercise nor a field",
            "a directive that is not known", "text in a directive that is not known",
            "an exercise without a name of 1 to 200 characters",
            "a block that is not closed by ':::'",
        ],
    }  # fmt: skip


def test_places_are_those_of_the_values() -> None:
    text = block("sets: 2\n\n- Deadlift\n  reps: 5\n  tempo: 3010")
    locate = read(text).positions.locate

    assert locate(("activities", 0)) == (6, 3)
    assert locate(("activities", 0, "sets", 1, "reps")) == (7, 9)
    assert locate(("activities", 0, "sets", 1, "tempo")) == (8, 10)
    assert locate(("activities", 0, "sets", 0, "rest_seconds")) == (6, 3)
    assert locate(("title",)) == (1, 1)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("- Deadlift\n  sets: 1001", "day.md:5:9: at most 1000"),
        ("rounds: 500\n\n- Deadlift\n  sets: 3", "day.md:7:9: at most 1000 sets of an exercise"),
        ("rounds: 1001\n\n- Deadlift", "day.md:4:9: at most 1000"),
        ("- Deadlift\n  reps: 5000", "day.md:5:9: "),
        ("- Deadlift\n  rpe: 15", "day.md:5:8: "),
        ("- Deadlift\n  load: 2000 kg", "day.md:5:9: "),
        ("- Deadlift\n" * 1001, "day.md:1004:3: at most 1000 exercises"),
        ("sets: 1000\n\n" + "- Deadlift\n" * 11, "day.md:16:3: at most 10,000 sets"),
    ],
)
def test_more_than_a_document_holds_is_refused_with_its_place(body: str, message: str) -> None:
    assert message in refusal(block(body))


def test_a_text_without_exercises_is_refused() -> None:
    assert refusal("").startswith("day.md:1:1: holds no exercise that can be read")
    assert "day.md:4:1: " in refusal(block("just words"))
    assert "neither an exercise nor a field" in refusal(block("just words"))


def test_blocks_tell_the_format() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert script_format(block("- Deadlift").replace("\n", end)) == "owf"
    assert script_format(":::block kind=a\n:::") == "owf"
    assert script_format("# Day\n\n- Deadlift\n") != "owf"
    assert script_format("::: blocks") != "owf"


def test_line_ends_make_no_difference() -> None:
    text = block("- Deadlift\n  reps: 5")

    for end in ("\r\n", "\r"):
        found = read(text.replace("\n", end))
        assert found.content == read(text).content
        assert found.positions.locate(("activities", 0, "sets", 0, "reps")) == (5, 9)


@pytest.mark.parametrize(
    "line",
    [
        "# " + " " * 300_000 + "x", "::: block " + "a" * 300_000, "- " + "[" * 300_000,
        "- " + "[a](" * 100_000, "  reps: " + "1" * 300_000, "a:b\n" * 100_000,
        "::: block " + 'a="' * 100_000, "a" + " " * 300_000 + ":", " " * 300_000 + "x",
    ],
)  # fmt: skip
def test_hostile_lines_come_to_an_end(line: str) -> None:
    """Where reading them took more than linear time, this would not end for hours."""
    read(f"{line}\n::: block kind=strength\n- Deadlift\n{line}\n:::\n")


WORDS = st.sampled_from(
    [
        "::: block kind=strength", "::: block kind=warmup name=W",
        "::: block kind=emom duration=9m", ":::", "- Deadlift",
        "- A + B", "- Rest", "sets: ", "reps: ", "  rest: ", "  load: ",
        "  tempo: ", "rounds: ", "complete: ", "  intensity: ", "  component 1: ", "minute 1:", "3",
        "10-12", "30s", "1m-2m", "21-15-9", "max", "% 1RM", " kg", "BW", "+", "/side", "X", "\n",
        "\n", "\n", "\r", "# ", "> ", '"', " ", "\u2028", "0", "99999",
    ]
)  # fmt: skip


@given(st.lists(WORDS | st.text(max_size=5), max_size=40).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    for tried in (text, block(text), block(f"- Deadlift\n{text}", "superset")):
        try:
            found = owf.parse(tried, "day.md")
        except DocumentError as error:
            assert all(problem.line for problem in error.problems)
            continue
        check_account(found, tried)
        assert isinstance(found.content, Workout)


@pytest.mark.realdata
def test_the_examples_of_the_format_are_read(data: Path) -> None:
    paths = sorted((data / "open-workout-format" / "examples").rglob("*.md"))
    assert len(paths) == 10
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert script_format(text) == "owf"
        found = read(text)
        assert isinstance(found.content, Workout)
        assert found.content.activities
        assert reasons(found)["failed"] == []
        lines = text.splitlines()
        for number, activity in enumerate(found.content.activities):
            place = found.positions.locate(("activities", number))
            assert place is not None
            assert activity.exercise in lines[place[0] - 1]
