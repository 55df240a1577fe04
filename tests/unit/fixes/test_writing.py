"""How values are written."""

from __future__ import annotations

import pytest

from backsafe.fixes.changes import InsertItem, SetKey, changed
from backsafe.fixes.source import Source

VALUES = [
    "deadlift",
    "child's pose",
    "it's",
    "cat-camel",
    "90/90 hip switch",
    "no",
    "Yes",
    "null",
    "y",
    "~",
    "12",
    "1e3",
    "0x1f",
    "- a",
    "a: b",
    "a #b",
    "#b",
    " a ",
    "",
    "{a}",
    "[a]",
    "a, b",
    '"',
    "'",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "a\nb",
    "a\tb",
    "é 💪🏽",
    "\u2028",
    "\\",
    5,
    0,
    -1,
    2.5,
    0.1 + 0.2,
    1e300,
    1e-7,
    True,
    False,
]
NEIGHBORS = ["a: {b: 1}", "a: {'b': 1}", 'a: {"b":1}', "a:\n  b: 1\n", "a:\n  'b': x\n"]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("text", NEIGHBORS)
def test_a_value_is_read_as_it_was_meant(text: str, value: float | str) -> None:
    after = changed(Source(text, "yaml"), [SetKey(("a",), "b", value), SetKey(("a",), "c", value)])
    assert after.data == {"a": {"b": value, "c": value}}
    assert type(after.data["a"]["c"]) is type(value)


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_read_as_it_was_meant_in_json(value: float | str) -> None:
    source = Source('{"a": [{"b": 1}]}', "json")
    after = changed(source, [SetKey(("a", 0), "b", value), InsertItem(("a",), 1, {"c": value})])
    assert after.data == {"a": [{"b": value}, {"c": value}]}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("child's pose", "child's pose"),
        ("90/90 hip switch", '"90/90 hip switch"'),
        ("no", '"no"'),
        ("müde", '"müde"'),
        (20, "20"),
        (47.5, "47.5"),
        (20.0, "20.0"),
        (True, "true"),
    ],
)
def test_a_value_is_plain_where_that_is_safe(value: float | str, written: str) -> None:
    assert (
        changed(Source("a: 1\n", "yaml"), [SetKey((), "b", value)]).text == f"a: 1\nb: {written}\n"
    )


@pytest.mark.parametrize(
    ("text", "after"),
    [
        # The shortest of the list is what a new one looks like.
        (
            "a:\n  - b: 1\n    c: 2\n    d: 3\n  - {e: 1}\n",
            "a:\n  - b: 1\n    c: 2\n    d: 3\n  - {e: 1}\n  - {q: 1, r: 2}\n",
        ),
        (
            "a:\n  - b: 1\n  - {e: 1, f: 2, g: 3}\n",
            "a:\n  - b: 1\n  - {e: 1, f: 2, g: 3}\n  - q: 1\n    r: 2\n",
        ),
        ("a:\n  - 1\n  - 2\n", "a:\n  - 1\n  - 2\n  - {q: 1, r: 2}\n"),
        ("a: [1, 2]\n", "a: [1, 2, {q: 1, r: 2}]\n"),
        ("a:\n  - {}\n", "a:\n  - {}\n  - {q: 1, r: 2}\n"),
        (
            'a:\n  - {\n      "b": 1,\n      "c": 2\n    }\n',
            (
                'a:\n  - {\n      "b": 1,\n      "c": 2\n    }\n'
                '  - {\n      "q": 1,\n      "r": 2\n    }\n'
            ),
        ),
    ],
)
def test_what_is_new_looks_like_its_neighbors(text: str, after: str) -> None:
    source = Source(text, "yaml")
    item = InsertItem(("a",), len(source.data["a"]), {"q": 1, "r": 2})
    assert changed(source, [item]).text == after
