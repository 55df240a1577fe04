"""Where values begin and end in a text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from backsafe.syntax.spans import (
    ListSpan,
    MappingSpan,
    ScalarSpan,
    Span,
    Spans,
    json_spans,
    yaml_spans,
)


def _at(spans: Spans, *pointer: str | int) -> Span:
    span = spans.top
    for step in pointer:
        if isinstance(span, MappingSpan):
            span = span.entries[str(step)].value
        else:
            assert isinstance(span, ListSpan)
            span = span.items[int(step)]
    return span


def _text(text: str, *pointer: str | int) -> str:
    span = _at(yaml_spans(text), *pointer)
    return text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "pointer", "found"),
    [
        ("a: 1 # one\n", ["a"], "1"),
        ("a: 1\t# one\n", ["a"], "1"),
        ("a: '# no comment' # one\n", ["a"], "'# no comment'"),
        ('"a": "x" # one\n', ["a"], '"x"'),
        ("a:\n", ["a"], ""),
        ("a:   # nothing\nb: 1\n", ["a"], ""),
        ("a: ~\n", ["a"], "~"),
        ("a: one\n  two\nb: 1\n", ["a"], "one\n  two"),
        ("a: |\n  one\n  two\n\n# c\nb: 1\n", ["a"], "|\n  one\n  two"),
        ("a: >-\n  one\n\n\n", ["a"], ">-\n  one"),
        ("a: &x 1\n", ["a"], "&x 1"),
        ("a: !!int 1\n", ["a"], "!!int 1"),
        ("é: 💪🏽\nb: ü # 💪\n", ["b"], "ü"),
        ("é: 💪🏽\r\nb: ü # 💪\r\n", ["b"], "ü"),
        ("- 1\n- 2\n", [1], "2"),
        ("a:\n- 1\n- 2\nb: 1\n", ["a"], "- 1\n- 2"),
        ("a:\n  - 1\n  - 2 # c\n\n# d\n", ["a"], "- 1\n  - 2"),
        ("a:\n  -   b: 1\n      c: 2\n  # d\n", ["a", 0], "b: 1\n      c: 2"),
        ("a:\n  -\n    b: 1\n", ["a", 0], "b: 1"),
        ("a: {b: 1, c: [2, 3]} # d\n", ["a"], "{b: 1, c: [2, 3]}"),
        ("a: {b: 1, c: [2, 3]} # d\n", ["a", "c", 1], "3"),
        ("a: [\n  1, # c\n  2,\n]\n", ["a"], "[\n  1, # c\n  2,\n]"),
        ("--- # c\na: 1\n...\n", [], "a: 1"),
        ("? a\n: 1\n", ["a"], "1"),
        ("- - 1\n  - 2\n- 3\n", [0, 1], "2"),
        ("a: {}\n", ["a"], "{}"),
        ("a: {b, c: 1}\n", ["a", "b"], ""),
    ],
)
def test_a_value_of_yaml(text: str, pointer: list[str | int], found: str) -> None:
    assert _text(text, *pointer) == found


def test_an_entry_begins_with_its_key() -> None:
    text = "a:\n  - \"b\": 1\n    'c' : 2\n    d: 3\n"
    span = _at(yaml_spans(text), "a", 0)
    assert isinstance(span, MappingSpan)
    starts = {key: text[entry.start :][:3] for key, entry in span.entries.items()}
    assert starts == {"b": '"b"', "c": "'c'", "d": "d: "}


def test_how_something_is_written() -> None:
    spans = yaml_spans("a: [1]\nb:\n  - {c: 1}\n  - d: 1\n")
    flow = {
        pointer: getattr(_at(spans, *pointer), "flow", None)
        for pointer in ((), ("a",), ("b",), ("b", 0), ("b", 1))
    }
    assert flow == {(): False, ("a",): True, ("b",): False, ("b", 0): True, ("b", 1): False}


def test_an_alias_and_what_it_repeats() -> None:
    text = "a: &x {b: &y 1}\nc: *x\nd: [*y]\ne: &z 2\n"
    spans = yaml_spans(text)
    alias = _at(spans, "c")
    assert alias == ScalarSpan(text.index("*x"), text.index("*x") + 2, alias=True)
    assert [text[it.start : it.end] for it in spans.repeated] == ["&x {b: &y 1}", "&y 1"]


def test_a_name_that_is_given_twice() -> None:
    text = "a: &x 1\nb: &x 2\nc: *x\n"
    assert [text[it.start : it.end] for it in yaml_spans(text).repeated] == ["&x 2"]


@pytest.mark.parametrize("indent", [None, 0, 1, 4])
def test_values_of_json(indent: int | None) -> None:
    data = {"a": [{"b": 1.5e3, 'c\u00fc"': None}, [], {}, "x, y: {"], "d": True}
    text = json.dumps(data, indent=indent, ensure_ascii=indent is None)

    def said(span: Span) -> Any:
        if isinstance(span, MappingSpan):
            assert json.loads(text[span.start : span.end]) is not None
            return {key: said(entry.value) for key, entry in span.entries.items()}
        if isinstance(span, ListSpan):
            return [said(item) for item in span.items]
        return json.loads(text[span.start : span.end])

    spans = json_spans(text)
    assert said(spans.top) == data
    assert not spans.repeated
