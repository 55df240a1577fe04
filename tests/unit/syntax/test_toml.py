"""TOML: what is read, where it stands, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backsafe.errors import DocumentError
from backsafe.syntax.positions import ListNode, MappingNode, Node
from backsafe.syntax.toml import parse

TEXT = """\
# A comment with = and [brackets]
title = "a \\"quoted\\" [text]" # and = here
many = \"\"\"
one = 1
[no.table]
ends with two quotes\"\"\"\"\"
raw = '''it's [[raw]]'''
a.b . "c d" = 1
list = [ 1, # first
  [2, "]"], {x = 1, y.z = 2}, ]
day = 1979-05-27 07:32:00

[table."dotted.key"] # comment
k = { inner = [ "}" ] }
  [[several]]
  n = 1
  [several.deep]
  n = 2
[[several]]
n = 3
[several.deep]
n = 4
"""


@pytest.mark.parametrize(
    ("pointer", "key", "value"),
    [
        (("title",), (2, 1), (2, 9)),
        (("many",), (3, 1), (3, 8)),
        (("raw",), (7, 1), (7, 7)),
        (("a",), (8, 1), (8, 1)),
        (("a", "b", "c d"), (8, 7), (8, 15)),
        (("list", 1, 1), (10, 7), (10, 7)),
        (("list", 2, "y", "z"), (10, 23), (10, 27)),
        (("day",), (11, 1), (11, 7)),
        (("table", "dotted.key"), (13, 8), (13, 8)),
        (("table", "dotted.key", "k", "inner", 0), (14, 17), (14, 17)),
        (("several", 0), (15, 3), (15, 3)),
        (("several", 0, "deep", "n"), (18, 3), (18, 7)),
        (("several", 1, "n"), (20, 1), (20, 5)),
        (("several", 1, "deep", "n"), (22, 1), (22, 5)),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_places(
    end: str, pointer: tuple[str | int, ...], key: tuple[int, int], value: tuple[int, int]
) -> None:
    _, positions = parse(TEXT.replace("\n", end), "x.toml")

    assert positions.locate_key(pointer) == key
    assert positions.locate(pointer) == value


def test_values_are_those_of_the_standard_library() -> None:
    data, _ = parse(TEXT, "x.toml")

    assert data["many"] == 'one = 1\n[no.table]\nends with two quotes""'
    assert data["several"][1] == {"n": 3, "deep": {"n": 4}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = ", "x.toml:1:5: is no TOML: Invalid value"),
        ("a = 1\na = 2", "x.toml:2:6: is no TOML: Cannot overwrite a value"),
        ('a = "', "x.toml:1:6: is no TOML: Unterminated string"),
        ("b = 1\n[a", "x.toml:2:3: is no TOML: Expected ']'"),
        ("a = " + "[" * 5000, "x.toml:1:1: is nested too deeply"),
        ("b = 1\n" + "a." * 100_000 + "b = 1", "x.toml:2:1: a key has at most 64 parts"),
        ("b = 1\na = [2, 0x" + "f" * 5000 + "]", "x.toml:2:9: a whole number has at most 64 bits"),
        ("a = 1" + "0" * 5000, "is no TOML: Exceeds the limit"),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse(text, "x.toml")

    assert message in str(caught.value)


def shape(node: Node, value: Any) -> Any:
    """Returns what a tree of places has in common with the data."""
    if isinstance(value, dict):
        assert isinstance(node, MappingNode)
        return {key: shape(node.entries[key][1], it) for key, it in value.items()}
    if isinstance(value, list):
        assert isinstance(node, ListNode)
        assert len(node.items) == len(value)
        return [shape(inner, it) for inner, it in zip(node.items, value, strict=True)]
    return value


SCALARS = st.text(max_size=8) | st.integers(-9, 9) | st.booleans()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner)
)


def written(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{text(key)} = {written(it)}" for key, it in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",\n # ] } \n".join(map(written, value)) + "]"
    return text(value) if isinstance(value, str) else json.dumps(value)


def text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


@given(st.dictionaries(st.text(max_size=4), VALUES, max_size=4))
def test_every_value_has_a_place(data: dict[str, Any]) -> None:
    source = "".join(f"{text(key)} = {written(value)}\n" for key, value in data.items())
    read, positions = parse(source, "x.toml")

    assert read == data
    positions.locate(())
    root = positions._root
    assert root is not None
    assert shape(root, data) == data
