from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backsafe.errors import DocumentError, Problem
from backsafe.syntax import text as reading
from backsafe.syntax.text import LineIndex, check_text, read_text

if TYPE_CHECKING:
    from pathlib import Path

CAP = 100


def problem(path: Path | str) -> Problem:
    with pytest.raises(DocumentError) as caught:
        read_text(str(path), CAP)
    [found] = caught.value.problems
    assert found.path == str(path)
    return found


@pytest.mark.parametrize(
    ("content", "place", "part"),
    [
        (b"", (1, 1), "is empty"),
        (b" \n\t\n", (1, 1), "is empty"),
        (b"\xef\xbb\xbf", (1, 1), "is empty"),
        (b"a: 1\nb: \xff", (2, 4), "byte 8 (0xff)"),
        (b"\xef\xbb\xbfa: \xc3", (1, 4), "byte 6 (0xc3)"),
        (b"\xc3\xa9: \xed\xa0\x80", (1, 4), "byte 4 (0xed)"),
        ("a: 1".encode("utf-16"), (1, 1), "is UTF-16 text; save it as UTF-8"),
        ("a: 1".encode("utf-32"), (1, 1), "is UTF-32 text; save it as UTF-8"),
        ("a: 1".encode("utf-16-le"), (1, 2), "NUL"),
        (b"a: 1\n\0", (2, 1), "NUL"),
        (b"x" * 101, (None, None), "is too large"),
    ],
)
def test_what_is_no_text_says_where_and_why(
    tmp_path: Path, content: bytes, place: tuple[int | None, int | None], part: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)

    found = problem(path)
    assert part in found.message
    assert (found.line, found.column) == place


def test_a_byte_order_mark_is_taken_off_and_line_ends_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2")

    assert read_text(str(path), CAP) == "a: 1\r\nb: 2"


def test_the_size_cap_is_named_in_mebibytes(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"x" * (2 * 2**20))

    with pytest.raises(DocumentError, match=r"at most 1 MiB are read, and it has 2\.0 MiB"):
        read_text(str(path), 2**20)


def test_a_missing_file_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "back-day.yaml").write_text("a: 1")

    assert problem(tmp_path / "bakc-day.yaml").message == (
        "no such file; did you mean 'back-day.yaml'?"
    )
    assert problem(tmp_path / "no" / "where").message == "no such file"


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    link = tmp_path / "back-day.yaml"
    link.symlink_to("gone.yaml")

    assert problem(link).message == "is a link that leads nowhere: there is no 'gone.yaml'"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert problem(tmp_path).message == "is a folder, not a file"
    assert "NUL" in problem("a\0b").message.upper()
    if os.path.exists("/dev/zero"):  # noqa: PTH110
        assert problem("/dev/zero").message == "is a device or socket, not a file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything")
def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1")
    path.chmod(0)

    assert problem(path).message == "cannot be read: permission denied"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_nobody_writes_to_does_not_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    monkeypatch.setattr(reading, "_PATIENCE_SECONDS", 0.1)
    assert problem(path).line is None or problem(path).message == "is empty"
    keeper = os.open(path, os.O_RDWR)
    try:
        assert "gave no data" in problem(path).message
        os.write(keeper, b"x" * 101)
        assert "too large" in problem(path).message
    finally:
        os.close(keeper)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_read_to_its_end() -> None:
    read_end, write_end = os.pipe()
    os.write(write_end, b"a: 1")
    os.close(write_end)
    try:
        assert read_text(f"/dev/fd/{read_end}", CAP) == "a: 1"
    finally:
        os.close(read_end)


def test_standard_input_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(b"a: 1")

    monkeypatch.setattr(sys, "stdin", Input)
    assert read_text("-", CAP) == "a: 1"
    Input.buffer = io.BytesIO(b"x" * 101)
    assert "is too large" in problem("-").message


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(DocumentError, match="x:2:1: holds half a surrogate pair"):
        check_text("a\n\ud800", "x")


@given(st.text("ab\n\r\u2028\x0b\u00e9", max_size=30))
def test_lines_and_columns_count_as_editors_do(text: str) -> None:
    index = LineIndex(text)
    line = column = 1
    for at, character in enumerate(text):
        assert index.place(at) == (line, column)
        if character == "\n" or (character == "\r" and text[at + 1 : at + 2] != "\n"):
            line, column = line + 1, 1
        else:
            column += 1
    assert index.place(len(text)) == (line, column)
