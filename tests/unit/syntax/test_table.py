from __future__ import annotations

import io
from pathlib import Path

import pytest

from backsafe.errors import DocumentError
from backsafe.readers import read
from backsafe.syntax.table import encoding_of, first_cells, records

HEVY = """\
title,start_time,end_time,exercise_title,set_index,set_type,weight_kg,reps,exercise_notes
A,"30 Jun 2025, 19:56",,Deadlift (Barbell),0,normal,100,5,na\u00efve
A,"30 Jun 2025, 19:56",,Deadlift (Barbell),1,normal,110,5,
"""


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("latin-1", b""),
        ("cp1252", b""),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_tables_are_read_in_any_encoding(
    tmp_path: Path, encoding: str, mark: bytes, end: str
) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(mark + HEVY.replace("\n", end).encode(encoding))
    found = read(str(path))

    assert found.account is not None
    assert (found.account.read, found.account.used) == (2, 2)
    assert any("na\u00efve" in notice.message for notice in found.notices)
    assert found.positions.locate(("workouts", 0, "activities", 0, "sets", 1)) == (3, 1)


def test_a_binary_file_is_no_table() -> None:
    with pytest.raises(DocumentError, match="NUL"):
        encoding_of(io.BytesIO(b"a,b\n\0\1"), "x.csv")


def test_an_empty_file_is_told() -> None:
    with pytest.raises(DocumentError, match="is empty"):
        encoding_of(io.BytesIO(b""), "x.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_that_of_the_first_line(delimiter: str) -> None:
    text = io.StringIO(f'a{delimiter}b\n1{delimiter}"2,5;6"\n', newline="")

    assert [(record.line, record.cells) for record, _ in records(text, "x")] == [
        (1, ["a", "b"]),
        (2, ["1", "2,5;6"]),
    ]


def test_lines_are_counted_through_quoted_ends_and_empty_lines() -> None:
    text = io.StringIO('a,b\n\n1,"x\ny"\n\n2,z\n', newline="")

    assert [record.line for record, _ in records(text, "x")] == [1, 3, 6]


def test_a_cell_is_found_on_its_line() -> None:
    text = io.StringIO('a,b,c\n1,"x, y",3\n', newline="")
    *_, (record, delimiter) = records(text, "x")

    assert [record.column(number, delimiter) for number in range(4)] == [1, 3, 10, None]


def test_a_quote_that_never_ends_is_an_error_with_its_line() -> None:
    text = io.StringIO('a,b\n1,2\n3,"' + "x" * 200_000, newline="")

    with pytest.raises(DocumentError, match="x:3:1: is no CSV"):
        list(records(text, "x"))


def test_the_first_cells_of_anything() -> None:
    assert first_cells("a;b\n1;2") == ["a", "b"]
    assert first_cells("") == []
