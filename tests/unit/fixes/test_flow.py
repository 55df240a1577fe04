"""Edits of what stands in braces and brackets: before → after, and what is refused."""

from __future__ import annotations

import json

import pytest

from backsafe.fixes.changes import (
    Change,
    InsertItem,
    MoveItem,
    RemoveItems,
    RemoveKeys,
    SetKey,
    changed,
)
from backsafe.fixes.source import Source, Unwritable

NEW = {"q": "dead bug", "r": 2}


def made(text: str, *changes: Change, syntax: str = "yaml") -> str:
    return changed(Source(text, syntax), changes).text


@pytest.mark.parametrize(
    ("text", "change", "after"),
    [
        ("a: [{b: 1}]", InsertItem(("a",), 0, NEW), "a: [{q: dead bug, r: 2}, {b: 1}]"),
        ("a: [{b: 1}]", InsertItem(("a",), 1, NEW), "a: [{b: 1}, {q: dead bug, r: 2}]"),
        (
            "a: [{b: 1}, {c: 1}] # d\n",
            InsertItem(("a",), 1, NEW),
            "a: [{b: 1}, {q: dead bug, r: 2}, {c: 1}] # d\n",
        ),
        ("a: [ {b: 1}, ]", InsertItem(("a",), 1, {"q": 1}), "a: [ {b: 1}, {q: 1}, ]"),
        ("a: [{ b: 1 }]", InsertItem(("a",), 1, {"q": 1}), "a: [{ b: 1 }, { q: 1 }]"),
        ("a: {b: 1}", SetKey(("a",), "c", 2), "a: {b: 1, c: 2}"),
        ("a: {b: 1,c: 2}", SetKey(("a",), "d", 2), "a: {b: 1,c: 2,d: 2}"),
        ("a: {b: 1, }", SetKey(("a",), "c", 2), "a: {b: 1, c: 2, }"),
        ("a: {b: '1', c: 2}", SetKey(("a",), "b", "no"), "a: {b: 'no', c: 2}"),
        ("a: {b: x, c: 2}", SetKey(("a",), "b", "no"), 'a: {b: "no", c: 2}'),
        ("a: {b: x, c: 2}", SetKey(("a",), "b", "a, b"), 'a: {b: "a, b", c: 2}'),
        ("a: {b, c: 2}", SetKey(("a",), "c", True), "a: {b, c: true}"),
        ('a: {"b":1}', SetKey(("a",), "c", "x"), 'a: {"b":1,"c":"x"}'),
        ("a: {'b': 1}", SetKey(("a",), "c", "it's"), "a: {'b': 1, 'c': 'it''s'}"),
        ("a: {b: 1, c: 2, d: 3}", RemoveKeys(("a",), ("b",)), "a: {c: 2, d: 3}"),
        ("a: {b: 1, c: 2, d: 3}", RemoveKeys(("a",), ("b", "c")), "a: {d: 3}"),
        ("a: {b: 1, c: 2, d: 3}", RemoveKeys(("a",), ("b", "d")), "a: {c: 2}"),
        ("a: {b: 1, c: 2, d: 3}", RemoveKeys(("a",), ("c", "d")), "a: {b: 1}"),
        ("a: [1, 2, 3, 4, 5]", RemoveItems(("a",), (0, 2, 3)), "a: [2, 5]"),
        ("a: [1, 2, 3, 4, 5, ]", RemoveItems(("a",), (3, 4)), "a: [1, 2, 3, ]"),
        ("a: [1, 2, 3]", MoveItem(("a",), 0, 2), "a: [2, 3, 1]"),
        ("a: [1, 2, 3]", MoveItem(("a",), 0, 1), "a: [2, 1, 3]"),
        ("a: [{b: '# x'}, {c: 1}]", MoveItem(("a",), 0, 1), "a: [{c: 1}, {b: '# x'}]"),
        # Over several lines.
        (
            "a: [\n  {b: 1},\n  {c: 1}\n]\n",
            InsertItem(("a",), 2, {"q": 1}),
            "a: [\n  {b: 1},\n  {c: 1},\n  {q: 1}\n]\n",
        ),
        (
            "a: [\n  {b: 1},\n  {c: 1},\n]\n",
            InsertItem(("a",), 0, {"q": 1}),
            "a: [\n  {q: 1},\n  {b: 1},\n  {c: 1},\n]\n",
        ),
        (
            "a: [\n  {b: 1},\n]\n",
            InsertItem(("a",), 1, {"q": 1}),
            "a: [\n  {b: 1},\n  {q: 1},\n]\n",
        ),
        (
            "a: [\r\n  {b: 1},\r\n  {c: 1},\r\n]\r\n",
            MoveItem(("a",), 0, 1),
            "a: [\r\n  {c: 1},\r\n  {b: 1},\r\n]\r\n",
        ),
        (
            "a:\n  - {\n      b: 1,\n      c: 2,\n    }\n",
            InsertItem(("a",), 0, {"q": 1, "r": 2}),
            None,
        ),
        # A comment that nothing is put beside stays.
        (
            "a: [ # one\n  {b: 1},\n  {c: 1}, # two\n]\n",
            InsertItem(("a",), 1, {"q": 1}),
            "a: [ # one\n  {b: 1},\n  {q: 1},\n  {c: 1}, # two\n]\n",
        ),
        (
            "a: [ # one\n  {b: 1}, # two\n  {c: 1},\n]\n",
            SetKey(("a", 0), "q", 1),
            "a: [ # one\n  {b: 1, q: 1}, # two\n  {c: 1},\n]\n",
        ),
    ],
)
def test_what_stands_in_brackets_is_edited(text: str, change: Change, after: str | None) -> None:
    if after is None:
        assert Source(made(text, change), "yaml").data["a"][0] == {"q": 1, "r": 2}
    else:
        assert made(text, change) == after


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("a: [\n  {b: 1}, # one\n  {c: 1}\n]\n", InsertItem(("a",), 1, NEW)),
        ("a: [\n  {b: 1}, # one\n  {c: 1}\n]\n", MoveItem(("a",), 0, 1)),
        ("a: [\n  {b: 1}, # one\n  {c: 1}\n]\n", RemoveItems(("a",), (0,))),
        ("a: [\n  {b: 1}, # one\n  {c: 1}\n]\n", RemoveItems(("a",), (1,))),
        ("a: [\n  {b: 1}, # one\n  {c: 1}\n]\n", InsertItem(("a",), 2, NEW)),
        ("a: [\n  {b: 1},\n  {c: 1} # one\n]\n", InsertItem(("a",), 2, NEW)),
        ("a: [\n  {b: 1},\n  {c: 1} # one\n]\n", MoveItem(("a",), 0, 1)),
        ("a: {\n  b: 1 # one\n}\n", SetKey(("a",), "c", 1)),
        ("a: {\n  b: 1, # one\n  c: 2,\n}\n", RemoveKeys(("a",), ("c",))),
        ("a: [ # one\n  {b: 1}]\n", InsertItem(("a",), 1, NEW)),
        ("a: {b: {c: 1}}", SetKey(("a",), "b", 1)),
        ("a: {b: 1}", RemoveKeys(("a",), ("b",))),
        ("a: [1]", RemoveItems(("a",), (0,))),
    ],
)
def test_a_comment_in_brackets_is_not_put_at_risk(text: str, change: Change) -> None:
    with pytest.raises(Unwritable):
        made(text, change)


DATA = {"activities": [{"type": "lift", "sets": [{"reps": 5}, {"reps": 3}]}, {"type": "cardio"}]}
CHANGES = (
    InsertItem(("activities",), 0, {"type": "mobility", "minutes": 5}),
    SetKey(("activities", 0, "sets", 0), "rest_seconds", 90.5),
)
CHANGED = {
    "activities": [
        {"type": "mobility", "minutes": 5},
        {"type": "lift", "sets": [{"reps": 5, "rest_seconds": 90.5}, {"reps": 3}]},
        {"type": "cardio"},
    ]
}


@pytest.mark.parametrize(
    ("indent", "separators"), [(None, None), (None, (",", ":")), (2, None), (4, None), (1, None)]
)
@pytest.mark.parametrize("syntax", ["json", "yaml"])
def test_json_is_written_as_the_rest_of_it_is(
    indent: int | None, separators: tuple[str, str] | None, syntax: str
) -> None:
    text = json.dumps(DATA, indent=indent, separators=separators) + "\n"
    after = made(text, *CHANGES, syntax=syntax)
    assert after == json.dumps(CHANGED, indent=indent, separators=separators) + "\n"


def test_json_with_its_list_in_one_line_each() -> None:
    text = '{"sets": [\n  {"reps": 5},\n  {"reps": 3}\n]}'
    after = made(text, InsertItem(("sets",), 1, {"reps": 4}), syntax="json")
    assert after == '{"sets": [\n  {"reps": 5},\n  {"reps": 4},\n  {"reps": 3}\n]}'
    after = made(text, MoveItem(("sets",), 0, 1), syntax="json")
    assert after == '{"sets": [\n  {"reps": 3},\n  {"reps": 5}\n]}'
