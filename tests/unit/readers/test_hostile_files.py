"""Files that are damaged, odd or mean harm: each is read and accounted for, or refused in words."""

from __future__ import annotations

import csv
import io
import json
import random
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from samples import SAMPLES, TABLES, TEXTS, TREES

from backsafe import Checker
from backsafe.errors import BackSafeError, DocumentError
from backsafe.facts.timeline import document_sessions
from backsafe.readers import Document, read, read_mapping, read_text
from backsafe.readers import tree as reader_of_trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.once

NAMES = list(SAMPLES)
CELLS = [
    "", " ", "0", "-0", "1e308", "-1e308", "1e-320", "1,5", "1,500", "1.234,5", "nan", "inf",
    "9" * 400, "-1", "\u0665", "\u00b2", "=cmd()", "\x1b[31m", "a\nb", '"', '""', '"a', "a;b,c\td",
    "x" * 140_000, "\u00e9" * 300, "\u200b", "\U0001f4aa", "\ufeff", "None", "true",
    "0001-01-01 00:00:00", "9999-12-31T23:59:59.999Z", "31 Feb 2025", "2024-02-05T18:11:07+99:99",
    "Deadlift (Barbell)", "Plank", "Rest Timer", "Note", "warmup", "W", "kg", "lbs",
]  # fmt: skip
PIECES = [*CELLS[:23], *" \n\r\t/:[](){}|+-x@%!,.#=`~\\<&*>", ":::", "{~", "~}", "\n\n"]
DEEP: Any = "x"
for _ in range(60):
    DEEP = [DEEP]
VALUES: list[Any] = [
    None, True, False, 0, -1, 1.5, 1e308, -1e308, 10**399, 1e-320, "", " ", "9" * 400, "3x8 @ 60",
    "\x1b[31m", "\u0665x\u0668", "x" * 400, [], {}, [None], [[]], [{}], {"": None}, DEEP,
    [0] * 50, {"name": DEEP}, "2026-01-05", "0001-01-01", "9999-12-31", "10,5-20 kg", "\ud800",
]  # fmt: skip
MANY = settings(max_examples=120, suppress_health_check=list(HealthCheck))


@cache
def checker() -> Checker:
    return Checker(engine="compiled")


def sound(reading: Callable[[], Document]) -> Document | None:
    """Reads and checks; returns the document, or nothing if it is refused."""
    try:
        document = reading()
    except BackSafeError as error:
        assert str(error).strip()
        return None
    account = document.account
    if account is not None:
        assert account.read == account.used + account.left_out + account.unread
        assert min(account.used, account.left_out, account.unread) >= 0
    try:
        checker().check_document(document)
    except BackSafeError as error:
        assert str(error).strip()
    return document


def unit_of(name: str) -> str | None:
    return "kg" if name in TABLES else None


def sound_text(name: str, text: str) -> Document | None:
    sample = SAMPLES[name]
    found = sound(lambda: read_text(text, f"file{sample.suffix}", unit=unit_of(name)))
    sound(lambda: read_text(text, "file", sample.reader, unit=unit_of(name)))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


def sound_file(folder: Path, name: str, content: bytes) -> Document | None:
    path = folder / f"file{SAMPLES[name].suffix}"
    path.write_bytes(content)
    return sound(lambda: read(str(path), unit=unit_of(name)))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fails if something takes longer: what is linear takes a small part of it."""

    def stop(*_: object) -> None:
        raise AssertionError(f"takes longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_read_whole_and_known_by_its_content(name: str, folder: Path) -> None:
    sample = SAMPLES[name]
    text = sound_text(name, sample.text)
    file = sound_file(folder, name, sample.text.encode())

    assert text is not None
    assert file is not None
    assert (text.reader, file.reader) == (sample.reader, sample.reader)
    for found in (text, file):
        assert found.account is None or not found.account.failed
        assert any(workout.activities for _, workout in document_sessions(found.content))


@MANY
@given(name=st.sampled_from(NAMES), share=st.floats(0, 1))
def test_truncated(name: str, share: float, folder: Path) -> None:
    content = SAMPLES[name].text.encode()
    cut = content[: int(len(content) * share)]
    sound_file(folder, name, cut)
    sound_text(name, cut.decode(errors="ignore"))


@MANY
@given(
    name=st.sampled_from(NAMES),
    edits=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 255), st.sampled_from("fid")), max_size=8
    ),
)
def test_bytes_flipped_inserted_deleted(
    name: str, edits: list[tuple[float, int, str]], folder: Path
) -> None:
    content = bytearray(SAMPLES[name].text.encode())
    for share, value, how in edits:
        at = int((len(content) - 1) * share)
        if how == "f":
            content[at] = value
        elif how == "i":
            content.insert(at, value)
        else:
            del content[at]
    sound_file(folder, name, bytes(content))


@MANY
@given(name=st.sampled_from(NAMES), data=st.data())
def test_lines_shuffled_doubled_dropped(name: str, data: st.DataObject) -> None:
    lines = SAMPLES[name].text.splitlines(keepends=True)
    chosen = data.draw(st.lists(st.sampled_from(lines), max_size=2 * len(lines)))
    if data.draw(st.booleans()):
        chosen.insert(0, lines[0])
    sound_text(name, "".join(chosen))


def table(name: str) -> list[list[str]]:
    sample = SAMPLES[name]
    return list(csv.reader(io.StringIO(sample.text), delimiter=sample.delimiter))


def written(name: str, rows: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=SAMPLES[name].delimiter).writerows(rows)
    return text.getvalue()


@MANY
@given(name=st.sampled_from(TABLES), data=st.data(), quoted=st.booleans())
def test_hostile_cells(name: str, data: st.DataObject, folder: Path, quoted: bool) -> None:
    rows = table(name)
    for _ in range(data.draw(st.integers(1, 4))):
        row = data.draw(st.sampled_from(rows))
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(st.sampled_from(CELLS))
    text = (
        written(name, rows)
        if quoted
        else "\n".join(SAMPLES[name].delimiter.join(row) for row in rows)
    )
    sound_file(folder, name, text.encode())


@pytest.mark.parametrize("name", ["hevy", "strong, semicolon", "strong, headerless", "liftosaur"])
@pytest.mark.parametrize("cell", CELLS, ids=range(len(CELLS)))
def test_a_hostile_cell_costs_no_row_but_its_own(name: str, cell: str, folder: Path) -> None:
    rows = table(name)
    whole = sound_file(folder, name, written(name, rows).encode())
    assert whole is not None
    assert whole.account is not None
    # Some columns for each cell: all of them would take long.
    for column in range(CELLS.index(cell) % 3, len(rows[-1]), 6):
        changed = [*rows[:-1], [*rows[-1][:column], cell, *rows[-1][column + 1 :]]]
        found = sound_file(folder, name, written(name, changed).encode())
        # A cell that is too long for a table is refused with the whole file.
        if found is not None:
            assert found.account is not None
            assert found.account.read == whole.account.read
            assert found.account.used >= whole.account.used - 1


@MANY
@given(name=st.sampled_from(TABLES), data=st.data())
def test_columns_missing_doubled_moved_added(name: str, data: st.DataObject, folder: Path) -> None:
    rows = table(name)
    columns = range(len(rows[0]) + 1)
    chosen = data.draw(st.permutations(columns) | st.lists(st.sampled_from(columns), min_size=1))
    rows = [[(*row, "extra")[at] if at < len(row) else "" for at in chosen] for row in rows]
    sound_file(folder, name, written(name, rows).encode())


@MANY
@given(name=st.sampled_from(TABLES), data=st.data())
def test_ragged_rows(name: str, data: st.DataObject, folder: Path) -> None:
    rows = table(name)
    rows = [
        (row + ["", "more"] * 3)[: data.draw(st.integers(0, len(row) + 6))]
        if number or data.draw(st.booleans())
        else row
        for number, row in enumerate(rows)
    ]
    sound_file(folder, name, written(name, rows).encode())


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_of_tables(
    name: str, encoding: str, end: str, folder: Path
) -> None:
    text = SAMPLES[name].text
    content = text.replace("\n", end).encode(encoding)
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    found = sound_file(folder, name, marks.get(encoding, b"") + content)
    plain = sound_text(name, text)

    assert found is not None
    assert plain is not None
    assert found.account == plain.account
    assert sessions(found) == sessions(plain)
    if encoding in marks:
        # Without its mark it is no text; half a character at the end is none either.
        sound_file(folder, name, content)
        sound_file(folder, name, marks[encoding] + content[:-1])
        sound_file(folder, name, marks[encoding])


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(
    ("encoding", "end"),
    [("utf-8-sig", "\n"), ("utf-8-sig", "\r\n"), ("utf-8-sig", "\r"), ("utf-16", "\n"),
     ("utf-32", "\n"), ("cp1252", "\n")],
)  # fmt: skip
def test_encodings_and_line_ends_of_documents(
    name: str, encoding: str, end: str, folder: Path
) -> None:
    text = SAMPLES[name].text
    found = sound_file(folder, name, text.replace("\n", end).encode(encoding))
    plain = sound_text(name, text)
    sound_file(folder, name, (text + "\n# \u00e9").encode(encoding))

    assert plain is not None
    assert (found is None) == encoding.startswith(("utf-16", "utf-32"))
    if found is not None:
        assert sessions(found) == sessions(plain)


def sessions(document: Document) -> list[Any]:
    return [workout for _, workout in document_sessions(document.content)]


def places(part: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield above
    if isinstance(part, dict):
        for key, value in part.items():
            yield from places(value, (*above, key))
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from places(value, (*above, number))


def replaced(part: Any, place: tuple[str | int, ...], value: Any) -> Any:
    if not place:
        return value
    step, *rest = place
    copied = part.copy()
    copied[step] = replaced(part[step], tuple(rest), value)
    return copied


@settings(MANY, max_examples=240)
@given(name=st.sampled_from(TREES), data=st.data())
def test_any_part_of_a_tree_is_replaced(name: str, data: st.DataObject) -> None:
    tree = SAMPLES[name].tree
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(list(places(tree))))
        tree = replaced(tree, place, data.draw(st.sampled_from(VALUES)))
    sound(lambda: read_text(json.dumps(tree), "file.json"))
    sound(lambda: read_text(json.dumps(tree), "file.json", SAMPLES[name].reader))
    if isinstance(tree, dict):
        sound(lambda: read_mapping(tree))


@pytest.mark.parametrize("name", TREES)
@pytest.mark.parametrize(
    "value",
    [None, [], 10**399, DEEP, "\ud800"],
    ids=["null", "[]", "huge", "deep", "surrogate"],
)
def test_each_part_of_a_tree_is_replaced(name: str, value: Any) -> None:
    tree = SAMPLES[name].tree
    for place in list(places(tree)):
        sound(lambda place=place: read_text(json.dumps(replaced(tree, place, value)), "f.json"))


@MANY
@given(name=st.sampled_from([it for it in TREES if isinstance(SAMPLES[it].tree, dict)]),
       data=st.data())  # fmt: skip
def test_a_key_that_stands_there_twice_is_refused(name: str, data: st.DataObject) -> None:
    text = SAMPLES[name].text
    keys = [at for at, character in enumerate(text) if character == "{" and text[at + 1] != "}"]
    at = data.draw(st.sampled_from(keys)) + 1
    key = text[at:].partition(":")[0].strip()
    assume(key.startswith('"'))
    twice = f"{text[:at]}{key}: null,{text[at:]}"
    with pytest.raises(DocumentError, match="duplicate key"):
        read_text(twice, "file.json")


@settings(MANY, max_examples=240)
@given(
    name=st.sampled_from([it for it in TEXTS if it not in TREES]),
    edits=st.lists(
        st.tuples(
            st.floats(0, 1),
            st.integers(0, 4),
            st.sampled_from(PIECES),
        ),
        min_size=1,
        max_size=5,
    ),
)
def test_words_of_a_text_are_replaced(name: str, edits: list[tuple[float, int, str]]) -> None:
    text = SAMPLES[name].text
    for share, length, word in edits:
        at = int(len(text) * share)
        text = text[:at] + word + text[at + length :]
    sound_text(name, text)


def hevy(rows: Iterator[str] | list[str]) -> str:
    header = SAMPLES["hevy"].text.partition("\n")[0]
    return "\n".join((header, *rows)) + "\n"


def hevy_row(start: str, exercise: str = "Deadlift (Barbell)", reps: int = 5) -> str:
    return f'A,"{start}","",,"{exercise}",,,0,normal,100,{reps},,,'


def hevy_date(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y, %H:%M}"


MEMORY_OF = """
import resource, sys
from backsafe.readers import read

def most() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

read(sys.argv[1])
before = most()
print(read(sys.argv[2]).account)
print(most() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted otherwise")
def test_a_hundred_thousand_rows_take_little_memory(folder: Path) -> None:
    begin = datetime(2015, 1, 1, 18)
    rows = [
        hevy_row(hevy_date(begin + timedelta(hours=number // 20)), f"Lift {number % 7}")
        for number in range(100_000)
    ]
    short, long = folder / "short.csv", folder / "long.csv"
    short.write_text(hevy(rows[:100]))
    long.write_text(hevy(rows))
    found = subprocess.run(
        [sys.executable, "-c", MEMORY_OF, str(short), str(long)],
        capture_output=True,
        text=True,
        check=True,
    )
    account, kibibytes = found.stdout.splitlines()

    assert account == "100000 rows: 100000 used, 0 ignored, 0 could not be read"
    assert int(kibibytes) < 40 * 1024


def test_sessions_come_in_the_order_of_time_whatever_that_of_the_file() -> None:
    begin = datetime(2016, 3, 1, 7, 30)
    rows = [hevy_row(hevy_date(begin + timedelta(hours=19 * number))) for number in range(3000)]
    shuffled = rows.copy()
    random.Random(7).shuffle(shuffled)  # noqa: S311
    dates = {}
    for name, given_rows in (("in order", rows), ("newest first", rows[::-1]), ("any", shuffled)):
        document = read_text(hevy(given_rows), "log.csv")
        dates[name] = [workout.date for workout in sessions(document)]

    assert len(dates["in order"]) == 3000
    assert dates["in order"] == sorted(dates["in order"])
    assert dates["newest first"] == dates["any"] == dates["in order"]
    assert dates["any"][0] == date(2016, 3, 1)


# What each asks for is made of little text; the words are those of the refusal.
BOMBS: dict[str, tuple[str, str]] = {
    "sets of a plan": (
        json.dumps({"days": [{"exercises": [{"name": "Deadlift", "sets": 1000}] * 30}] * 5}),
        "more than 20,000 sets",
    ),
    "names in a text": (
        json.dumps({"warmup": "a," * 21_000, "exercises": ["Deadlift"]}),
        "more than 20,000 sets",
    ),
    "rounds of a block": (
        json.dumps(
            {
                "version": "1",
                "plan": {
                    "phases": {
                        "weeks": {
                            "days": {
                                "blocks": {
                                    "rounds": 1000,
                                    "activities": [{"type": "simple", "name": "Deadlift"}] * 30,
                                }
                            }
                        }
                    }
                },
            }
        ),
        "more than 20,000 sets",
    ),
    "weeks that override nothing": (
        json.dumps({"plan_version": 1, "cycle": {"days": [{}] * 500, "weeks": [{}] * 500}}),
        "more than 20,000 sets",
    ),
    "overrides of one exercise": (
        json.dumps(
            {
                "plan_version": 1,
                "cycle": {
                    "days": [{"exercises": [{"id": "a", "name": "Row"}] * 90}],
                    "weeks": [{"overrides": [{"exercise_id": "a"}] * 500}],
                },
            }
        ),
        "more than 20,000 sets",
    ),
    "sets of activities that are done for a time": (
        "".join(f"l{number}: Jogging / 999x1\n" for number in range(900)),
        "at most 100,000 sets",
    ),
    "a row without an end": (
        SAMPLES["hevy"].text + '"\n",' * 1_100_000,
        "more than 4 MiB in the record that begins here",
    ),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_small_file_that_asks_for_much_is_refused(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, message = BOMBS[kind]
    monkeypatch.setattr(reader_of_trees, "_MOST_PARTS", 20_000)
    with within(20), pytest.raises(DocumentError, match=message):
        read_text(text, "file")


OWF_BLOCK = "::: block kind=straight\n- Deadlift\n"
# Each takes minutes if something in it is looked at again and again.
LONG: dict[str, str] = {
    "spaces in the name of a column": SAMPLES["strong"].text.replace(
        "RPE", "a" + " " * 130_000 + "b", 1
    ),
    "brackets in the name of a column": SAMPLES["strong"].text.replace(
        "RPE", "a" + "(" * 130_000 + "b", 1
    ),
    "spaces in a note": SAMPLES["strong"].text.replace("slow", f"a{' ' * 130_000}b"),
    "scripts in one line": "Squat / 3x5 / " + "{~~}" * 1_000_000,
    "digits in a section": "Squat / 3x5 / " + "1" * 1_000_000,
    "spaces in a section": f"Squat / 3x5 / 1{' ' * 1_000_000}1",
    "brackets in a section": "Squat / 3x5 / " + "a(" * 200_000,
    "lines that are continued": "Squat / 3x5" + " \\\n" * 300_000 + "\n",
    "letters of an attribute": f"::: block {'a' * 200_000}\n- Deadlift\n:::\n",
    "quotes of attributes": "::: block " + 'a="' * 100_000 + "\n- Deadlift\n:::\n",
    "spaces in a title": f"# a{' ' * 200_000}b\n{OWF_BLOCK}:::\n",
    "hashes in a title": f"# a{'#' * 200_000}b\n{OWF_BLOCK}:::\n",
    "brackets of a link": f"{OWF_BLOCK}- {'[' * 200_000}\n:::\n",
    "ends of links": f"{OWF_BLOCK}- {'[](' * 200_000}\n:::\n",
    "spaces before a colon": f"{OWF_BLOCK}a{' ' * 500_000}b\n:::\n",
    "keys of a plan": json.dumps({"exercises": ["a"], **{f"k{it}": 1 for it in range(20_000)}}),
    "words about sets": json.dumps(
        {"exercises": [f"{'1 ' * 140}" for _ in range(100)] + [f"1{' ' * 290}x"] * 400}
    ),
}


@pytest.mark.parametrize("kind", LONG)
def test_what_is_long_takes_no_longer_than_it_is(kind: str) -> None:
    name = "file.md" if ":::" in LONG[kind] else "file"
    with within(20):
        sound(lambda: read_text(LONG[kind], name, unit="kg"))


def test_a_mapping_may_hold_itself() -> None:
    ring: list[Any] = []
    ring.append(ring)
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    for part in (ring, deep):
        for key in ("weeks", "workouts", "activities", "days", "exercises", "x"):
            for data in ({key: part}, {"exercises": ["Deadlift"], "x": {key: part}}):
                with within(20):
                    sound(lambda data=data: read_mapping(data))


def test_columns_without_a_name_keep_their_places() -> None:
    for name in ("hevy", "liftosaur"):
        rows = [["", *row[:2], "", *row[2:], ""] for row in table(name)]
        found = sound_text(name, written(name, rows))

        assert found is not None
        assert found.account is not None
        assert found.account.used == read_text(SAMPLES[name].text).account.used  # type: ignore[union-attr]


def test_numbers_whose_product_is_beyond_all_measure_are_told() -> None:
    tree = SAMPLES["wpl"].tree
    block = tree["plan"]["phases"][0]["weeks"][0]["days"][0]["blocks"][0]
    stretch = {"reps": {"target": 1e308}, "sets": 1e308, "duration": {"value": 1, "unit": "hours"}}
    block["activities"] = [
        {"type": "exercise", "name": "Hamstring stretch", "prescription": stretch}
    ]
    found = sound(lambda: read_mapping(tree))

    assert found is not None
    assert found.account is not None
    assert found.account.failed


def test_a_long_title_does_not_stay_in_memory_for_every_session() -> None:
    rows = [hevy_row(f"{day} Jan 2025, 10:00").replace("A,", "A" * 100_000 + ",", 1)
            for day in (1, 2, 1)]  # fmt: skip
    found = sound(lambda: read_text(hevy(rows)))

    assert found is not None
    assert [len(it.activities[0].sets) for it in sessions(found)] == [2, 1]
