from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backsafe.errors import DocumentError, Problem
from backsafe.syntax.json import parse
from backsafe.syntax.text import DOCUMENT_CAP, LineIndex


def problem(text: str) -> Problem:
    with pytest.raises(DocumentError) as caught:
        parse(text, "x.json")
    [found] = caught.value.problems
    return found


@pytest.mark.parametrize(
    ("text", "line", "column", "part"),
    [
        ('{"a": 1,\n "a": 2}', 2, 2, "duplicate key 'a', first on line 1"),
        ('{"a": 1, "\\u0061": 2}', 1, 10, "duplicate key 'a'"),
        ('[{"b": {"a": 1, "a": 2}}, NaN]', 1, 17, "duplicate key 'a'"),
        ('{"a": NaN}', 1, 7, "NaN is no quantity"),
        ('{"a": [-Infinity]}', 1, 8, "-Infinity is no quantity"),
        ('{"a": 1e999}', 1, 7, "too large"),
        ('{"a": -1.5e999}', 1, 7, "too large"),
        ('{"a": ' + "9" * 401 + "}", 1, 7, "more than 400 digits"),
        ("NaN\\}", 1, 1, "NaN is no quantity"),
        ("[1e999abc]", 1, 2, "too large"),
        ("[-1" + "9" * 400 + "x]", 1, 2, "more than 400 digits"),
        ("[" * 101 + "]" * 101, 1, 101, "nested deeper than 100"),
        ('{"a": ', 1, 7, "is not valid JSON: expecting value"),
        ('{"a": 1}\n{"b": 2}', 2, 1, "is not valid JSON: extra data"),
        ("{'a': 1}", 1, 2, "is not valid JSON"),
        ('{"a": 01}', 1, 8, "is not valid JSON"),
        ('{"a": "x\ny"}', 1, 9, "is not valid JSON: invalid control character"),
        ('{"a": 1 // no\n}', 1, 9, "is not valid JSON"),
    ],
)
def test_what_is_not_read_says_where_and_why(text: str, line: int, column: int, part: str) -> None:
    found = problem(text)

    assert part in found.message
    assert (found.line, found.column) == (line, column)


HOSTILE = {
    "brackets": "[" * DOCUMENT_CAP,
    "closed brackets": "[" * 300_000 + "]" * 300_000,
    "escaped quotes": '{"a": "' + '\\"' * (DOCUMENT_CAP // 2),
    "escaped quotes and a backslash": '{"a": "' + '\\"' * (DOCUMENT_CAP // 2) + "\\",
    "digits": '{"a": ' + "1" * DOCUMENT_CAP + "}",
    "values": "[" + "1," * (DOCUMENT_CAP // 2) + "1]",
    "lists": "[" + "[[]]," * 900_000 + "[]]",
    "late duplicate": "{" + "".join(f'"k{n}":1,' for n in range(500_000)) + '"k3":2}',
    "brackets in text": '{"a": "' + "[" * 1000 + '", "a": 1}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_and_do_not_hang(name: str) -> None:
    assert problem(HOSTILE[name]).line


def test_brackets_in_text_do_not_nest() -> None:
    text = json.dumps({"a": ["[" * 500, '\\"[' * 100]})

    assert parse(text, "x.json")[0] == json.loads(text)


KEYS = st.text(max_size=5)
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=15,
)  # fmt: skip


def leaves(tree: Any, pointer: tuple[str | int, ...] = ()) -> list[tuple[Any, Any]]:
    if isinstance(tree, dict):
        return [leaf for key, value in tree.items() for leaf in leaves(value, (*pointer, key))]
    if isinstance(tree, list):
        return [leaf for key, value in enumerate(tree) for leaf in leaves(value, (*pointer, key))]
    return [(pointer, tree)]


@given(TREES, st.sampled_from([None, 0, 2]), st.booleans())
def test_each_leaf_is_found_at_its_very_characters(
    tree: Any, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=ascii_only)
    found, positions = parse(text, "x.json")
    index = LineIndex(text)
    places = {index.place(at): at for at in range(len(text) + 1)}
    decoder = json.JSONDecoder()

    assert found == tree
    for pointer, value in leaves(tree):
        place = positions.locate(pointer)
        assert place is not None
        assert decoder.raw_decode(text, places[place])[0] == value
        key_place = positions.locate_key(pointer)
        assert key_place is not None
        if pointer and isinstance(pointer[-1], str):
            assert decoder.raw_decode(text, places[key_place])[0] == pointer[-1]


@given(st.lists(st.sampled_from([*'{}[],:"\\ \n1-.e', '"a"', "true", "NaN", "1e999"]), max_size=25))
def test_any_mix_of_syntax_is_read_or_refused_with_a_place(parts: list[str]) -> None:
    try:
        _, positions = parse("".join(parts), "x.json")
    except DocumentError as error:
        assert all(found.line and found.column for found in error.problems)
    else:
        assert positions.locate(("a", 0))


def test_places_outside_the_tree_fall_back_to_the_parent() -> None:
    _, positions = parse('{"a": [1, {"b": 2}]}', "x.json")

    assert positions.locate(("a", 1, "c")) == (1, 11)
    assert positions.locate(("a", 9)) == (1, 7)
    assert positions.locate(("z",)) == (1, 1)
