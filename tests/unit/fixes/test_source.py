"""A document as it is edited."""

from __future__ import annotations

import pytest

from backsafe.errors import DocumentError
from backsafe.fixes.source import Edit, Source, Unwritable, edited

TEXT = "a: &x {b: 1}\nc: *x\nd:\n  - 1\n  - 2\ne: []\nf: {}\n"


def test_what_it_says() -> None:
    assert Source(TEXT, "yaml").data == {
        "a": {"b": 1},
        "c": {"b": 1},
        "d": [1, 2],
        "e": [],
        "f": {},
    }
    assert Source('{"a": [1]}', "json").data == {"a": [1]}


def test_where_it_says_it() -> None:
    source = Source(TEXT, "yaml")
    found = source.list(("d",))
    assert TEXT[found.start : found.end] == "- 1\n  - 2"
    assert list(source.mapping(("a",)).entries) == ["b"]
    assert list(source.mapping(()).entries) == ["a", "c", "d", "e", "f"]


@pytest.mark.parametrize("pointer", [("c",), ("c", "b"), ("d",), ("f",), ("z",), ("d", 9)])
def test_no_mapping_is_written_there(pointer: tuple[str | int, ...]) -> None:
    with pytest.raises(Unwritable):
        Source(TEXT, "yaml").mapping(pointer)


@pytest.mark.parametrize("pointer", [("a",), ("e",), ("d", 0), ("d", "0"), ("z",)])
def test_no_list_is_written_there(pointer: tuple[str | int, ...]) -> None:
    with pytest.raises(Unwritable):
        Source(TEXT, "yaml").list(pointer)


def test_what_is_no_document() -> None:
    with pytest.raises(DocumentError):
        Source("{", "json")
    with pytest.raises(Unwritable):
        Source(TEXT, "yaml").reread("a: {")


def test_edits_are_made_together() -> None:
    edits = [Edit(4, 5, "F"), Edit(0, 1, "A"), Edit(2, 2, "x"), Edit(2, 2, "y"), Edit(6, 6, "!")]
    assert edited("abcdef", edits) == "Abxycd" + "Ff!"
    assert edited("abcdef", []) == "abcdef"
    assert edited("abcdef", [Edit(1, 3, ""), Edit(3, 4, "D")]) == "aDef"


def test_edits_that_overlap() -> None:
    with pytest.raises(Unwritable):
        edited("abcdef", [Edit(1, 4, ""), Edit(3, 5, "")])
    with pytest.raises(Unwritable):
        edited("abcdef", [Edit(1, 4, ""), Edit(2, 2, "x")])


def test_what_an_alias_repeats_is_left_alone() -> None:
    source = Source(TEXT, "yaml")
    inside = TEXT.index("1")
    with pytest.raises(Unwritable, match="alias"):
        source.expect_alone([Edit(inside, inside + 1, "2")])
    source.expect_alone([Edit(0, 0, "x"), Edit(TEXT.index("\nc"), TEXT.index("\nc"), "x")])
