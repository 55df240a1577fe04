from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backsafe.errors import DocumentError, Problem
from backsafe.syntax.text import DOCUMENT_CAP, LineIndex
from backsafe.syntax.yaml import parse


def data(text: str) -> Any:
    return parse(text, "x.yaml")[0]


def problem(text: str) -> Problem:
    with pytest.raises(DocumentError) as caught:
        parse(text, "x.yaml")
    [found] = caught.value.problems
    return found


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("010", 10),
        ("-7", -7),
        ("+7", 7),
        ("0x1F", 31),
        ("0o17", 15),
        ("1:30", "1:30"),
        ("190:20:30", "190:20:30"),
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("2026-11-20", "2026-11-20"),
        ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"),
        ("1_000", "1_000"),
        ("0b1", "0b1"),
        ("true", True),
        ("FALSE", False),
        ("tRue", "tRue"),
        ("null", None),
        ("~", None),
        ("", None),
        ("'null'", "null"),
        ('"5"', "5"),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("-1.5E-1", -0.15),
        (".", "."),
        ("-", [None]),
        ("2-1-1", "2-1-1"),
        ("!!str 5", "5"),
        ("! 5", "5"),
        ("!!int '5'", 5),
        ("!!float 5", 5.0),
        ("!!null ''", None),
        ("!!seq [1]", [1]),
        ("=", "="),
        ("\u0661", "\u0661"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(scalar: str, value: Any) -> None:
    text = f"a:\n  {scalar}\n" if scalar == "-" else f"a: {scalar}\n"
    found = data(text)["a"]

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "line", "column", "part"),
    [
        ("a: .nan", 1, 4, ".nan is no quantity"),
        ("a: -.INF", 1, 4, "-.INF is no quantity"),
        ("a: 1e999", 1, 4, "too large"),
        ("a: " + "9" * 401, 1, 4, "more than 400 digits"),
        ("a: 1\nb: 2\na: 3", 3, 1, "duplicate key 'a', first on line 1"),
        ("a: {b: 1, 'b': 2}", 1, 11, "duplicate key 'b', first on line 1"),
        ("5: a", 1, 1, "a key must be text, found 5"),
        ("null: a", 1, 1, "a key must be text, found null"),
        ("? [a]\n: b", 1, 3, "a key must be text"),
        ("a: &x {b: 1}\nc:\n  <<: *x", 3, 3, "merge keys (<<) are not read"),
        ("a: !mine 5", 1, 4, "the tag '!mine' is not read"),
        ("a: !!python/object:os.system x", 1, 4, "is not read"),
        ("a: !!set {b}", 1, 4, "is not read"),
        ("a: !!binary aGk=", 1, 4, "is not read"),
        ("a: !!int x", 1, 4, "'x' is no int"),
        ("a: 1\n---\nb: 2", 2, 1, "second document"),
        ("a: *x", 1, 4, "has no anchor"),
        ("a: &x [*x]", 1, 8, "stands inside what it repeats"),
        ("a: &x {b: {c: *x}}", 1, 15, "stands inside what it repeats"),
        ("# nothing", 1, 1, "nothing but comments"),
        ("a: [1, 2", 1, 9, "is not valid YAML"),
        ("a: 'x", 1, 6, "is not valid YAML"),
        ("a:\n\t- b", 2, 1, "not tabs"),
        ("a: b: c", 1, 5, "is not valid YAML"),
        ("a: @b", 1, 4, "is not valid YAML"),
        ("e\u00e9: 1\nb: \x07", 2, 4, "control character"),
    ],
)
def test_what_is_not_read_says_where_and_why(text: str, line: int, column: int, part: str) -> None:
    found = problem(text)

    assert part in found.message
    assert (found.path, found.line, found.column) == ("x.yaml", line, column)


def bomb() -> str:
    first = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    rest = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    return first + "".join(rest)


HOSTILE = {
    "brackets": ("a: " + "[" * DOCUMENT_CAP, "nested deeper than 100"),
    "dashes": ("- " * (DOCUMENT_CAP // 2), "nested deeper than 100"),
    "braces": ("{a: " * 1000, "nested deeper than 100"),
    "question marks": ("? " * (DOCUMENT_CAP // 2), "a key must be text"),
    "bomb": (bomb(), "aliases repeat more than 100,000"),
    "aliases": ("a: [&a a," + "*a," * 300_000 + "]", "aliases repeat more than 100,000"),
    "values": ("a: [" + "a," * (DOCUMENT_CAP // 2) + "]", "more than 500,000 values"),
    "documents": ("a: 1\n" + "--- a\n" * 500_000, "second document"),
    "tag directives": (
        "".join(f"%TAG !a{n}! x\u0085" for n in range(400_000)) + "---\na: 1",
        "%TAG",
    ),
    "open quote": ('a: "' + "x" * DOCUMENT_CAP, "is not valid YAML"),
    "no colons": ("a: 1\n" + "a\n" * 500_000, "is not valid YAML"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_and_do_not_hang(name: str) -> None:
    text, part = HOSTILE[name]
    assert part in problem(text).message


def test_nesting_up_to_the_bound_is_read() -> None:
    assert data("[" * 100 + "]" * 100)
    assert "deeper" in problem("[" * 101 + "]" * 101).message


def test_aliases_repeat_a_value_and_know_both_places() -> None:
    found, positions = parse("a: &x {b: 1}\nc: *x\nd: [*x]\n", "x.yaml")

    assert found == {"a": {"b": 1}, "c": {"b": 1}, "d": [{"b": 1}]}
    assert positions.locate(("c",)) == (2, 4)
    assert positions.locate(("c", "b")) == (1, 11)
    assert positions.locate(("d", 0, "b")) == (1, 11)


def test_keys_and_values_have_places() -> None:
    _, positions = parse("a:\n  - b: 5\n    long key: x\n", "x.yaml")

    assert positions.locate(()) == (1, 1)
    assert positions.locate_key(("a",)) == (1, 1)
    assert positions.locate(("a", 0, "b")) == (2, 8)
    assert positions.locate_key(("a", 0, "b")) == (2, 5)
    assert positions.locate(("a", 0, "long key")) == (3, 15)
    assert positions.locate(("a", 0, "absent", "deep")) == (2, 5)
    assert positions.locate(("a", 7)) == (2, 3)


def test_only_ordinary_line_ends_count() -> None:
    _, positions = parse('a: "x\u2028y"\r\nb: "\U0001f525"\rc: 3\n', "x.yaml")

    assert positions.locate(("b",)) == (2, 4)
    assert positions.locate(("c",)) == (3, 4)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    if not text.strip() or "\0" in text:
        return
    try:
        parse(text, "x.yaml")
    except DocumentError as error:
        assert all(found.line and found.column for found in error.problems)


SYNTAX = (
    "a|: |- |\n|  |[|]|{|}|, |&x |*x|'|\"|>|!!str |!|? |#|---\n|...\n|%TAG ! x\n|1|1e9|~|<<|\t|\r"
)
PIECES = st.lists(st.sampled_from([*SYNTAX.split("|"), "|\n"]), max_size=25)


@given(PIECES.map("".join))
def test_any_mix_of_syntax_is_read_or_refused_with_a_place(text: str) -> None:
    if not text.strip():
        return
    try:
        parse(text, "x.yaml")
    except DocumentError as error:
        assert all(found.line and found.column for found in error.problems)


KEYS = st.text("abcdefg \u00e9\U0001f525", min_size=1, max_size=6)
TREES = st.recursive(
    st.integers(0, 10**6) | st.text("xyz\u00fc\U0001f3cb \n\"'\\", max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def leaves(tree: Any, pointer: tuple[str | int, ...] = ()) -> list[tuple[Any, Any]]:
    if isinstance(tree, dict):
        return [leaf for key, value in tree.items() for leaf in leaves(value, (*pointer, key))]
    if isinstance(tree, list):
        return [leaf for key, value in enumerate(tree) for leaf in leaves(value, (*pointer, key))]
    return [(pointer, tree)]


def offset_of(text: str, place: tuple[int, int] | None) -> int:
    assert place is not None
    index = LineIndex(text)
    return next(at for at in range(len(text) + 1) if index.place(at) == place)


@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=3), st.booleans(), st.booleans())
def test_each_leaf_is_found_at_its_very_characters(
    tree: dict[str, Any], flow: bool, ascii_only: bool
) -> None:
    import yaml

    text = yaml.safe_dump(
        tree, default_flow_style=flow, allow_unicode=not ascii_only, width=10**6, default_style='"'
    )
    found, positions = parse(text, "x.yaml")

    assert found == tree
    for pointer, value in leaves(tree):
        at = offset_of(text, positions.locate(pointer))
        # With every scalar quoted, a number carries its tag.
        start = '!!int "' if isinstance(value, int) else '"'
        assert text.startswith(start, at), (text, pointer)
        if isinstance(pointer[-1], str):
            key_at = offset_of(text, positions.locate_key(pointer))
            assert key_at < at
            assert text[key_at] in '"?'
