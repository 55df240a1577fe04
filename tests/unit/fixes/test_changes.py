"""Changes of a document: the same one to its data and to its text."""

from __future__ import annotations

import pytest

from backsafe.fixes.changes import (
    Change,
    InsertItem,
    MoveItem,
    RemoveItems,
    RemoveKeys,
    SetKey,
    changed,
    edits_of,
    moved,
)
from backsafe.fixes.source import Source, Unwritable

TEXT = """\
sets:
  - {reps: 5, load_kg: 60}
  - {reps: 4, load_kg: 80}
  - {reps: 3, load_kg: 90}
form:
  - {set: 2}
"""


def made(text: str, *changes: Change, syntax: str = "yaml") -> str:
    return changed(Source(text, syntax), changes).text


def test_changes_speak_of_the_document_before_any_of_them() -> None:
    text = made(
        TEXT,
        InsertItem(("sets",), 1, {"reps": 8}),
        InsertItem(("sets",), 1, {"reps": 7}),
        SetKey(("sets", 1), "load_kg", 75),
        RemoveItems(("sets",), (2,)),
        SetKey(("form", 0), "set", 4),
    )
    assert (
        text
        == """\
sets:
  - {reps: 5, load_kg: 60}
  - {reps: 8}
  - {reps: 7}
  - {reps: 4, load_kg: 75}
form:
  - {set: 4}
"""
    )


def test_the_data_change_as_the_text_does() -> None:
    changes = [InsertItem(("sets",), 3, {"reps": 1, "warm_up": True}), MoveItem(("form",), 0, 0)]
    after = changed(Source(TEXT, "yaml"), changes[:1])
    assert after.data["sets"][3] == {"reps": 1, "warm_up": True}
    assert after.data == Source(after.text, "yaml").data


@pytest.mark.parametrize(
    "change",
    [
        SetKey(("sets", 7), "reps", 1),
        SetKey(("sets",), "reps", 1),
        SetKey(("sets", 0, "reps"), "reps", 1),
        SetKey(("nowhere",), "reps", 1),
        SetKey((), "sets", 1),
        RemoveKeys(("sets", 0), ("reps", "load_kg")),
        RemoveKeys(("form", 0), ("set",)),
        RemoveItems(("form",), (0,)),
        RemoveItems(("sets",), (0, 1, 2)),
        InsertItem(("sets", 0), 0, {"reps": 1}),
        InsertItem(("nowhere",), 0, {"reps": 1}),
    ],
)
def test_a_change_that_cannot_be_made(change: Change) -> None:
    with pytest.raises(Unwritable):
        made(TEXT, change)


def test_two_changes_of_one_span() -> None:
    with pytest.raises(Unwritable):
        made(TEXT, SetKey(("sets", 0), "reps", 1), RemoveItems(("sets",), (0,)))


ALIASED = """\
sets:
  - &work {reps: 5}
  - *work
  - {reps: &three 3}
more: [*three]
"""


@pytest.mark.parametrize(
    "change",
    [
        SetKey(("sets", 0), "rest_seconds", 60),
        SetKey(("sets", 1), "rest_seconds", 60),
        SetKey(("sets", 2), "reps", 60),
        RemoveItems(("sets",), (0,)),
        MoveItem(("sets",), 0, 2),
    ],
)
def test_an_alias_repeats_what_would_change(change: Change) -> None:
    with pytest.raises(Unwritable):
        made(ALIASED, change)


def test_what_no_alias_repeats_changes_beside_those() -> None:
    text = made(
        ALIASED,
        InsertItem(("sets",), 0, {"reps": 9}),
        InsertItem(("sets",), 2, {"reps": 8}),
        SetKey(("sets", 2), "rest_seconds", 60),
        RemoveItems(("sets",), (1,)),
    )
    assert (
        text
        == """\
sets:
  - {reps: 9}
  - &work {reps: 5}
  - {reps: 8}
  - {reps: &three 3, rest_seconds: 60}
more: [*three]
"""
    )


def test_edits_without_the_rest() -> None:
    source = Source(TEXT, "yaml")
    (edit,) = edits_of(source, [SetKey(("sets", 0), "reps", 12)])
    assert source.text[edit.start : edit.end], edit.text == ("5", "12")


@pytest.mark.parametrize(
    ("pointer", "change", "after"),
    [
        (("a", 2, "b"), InsertItem(("a",), 2, {}), ("a", 3, "b")),
        (("a", 2, "b"), InsertItem(("a",), 3, {}), ("a", 2, "b")),
        (("a", 2), RemoveItems(("a",), (0, 1, 3)), ("a", 0)),
        (("a", 2), MoveItem(("a",), 2, 4), ("a", 4)),
        (("a", 3), MoveItem(("a",), 2, 4), ("a", 2)),
        (("a", 5), MoveItem(("a",), 2, 4), ("a", 5)),
        (("a", 1), MoveItem(("a",), 2, 4), ("a", 1)),
        (("a",), InsertItem(("a",), 0, {}), ("a",)),
        (("b", 0), InsertItem(("a",), 0, {}), ("b", 0)),
        ((0,), InsertItem((), 0, {}), (1,)),
        (("a", 2), SetKey(("a",), "b", 1), ("a", 2)),
    ],
)
def test_where_a_value_stands_afterwards(
    pointer: tuple[str | int, ...], change: Change, after: tuple[str | int, ...]
) -> None:
    assert moved(pointer, [change]) == after


def test_several_at_one_place_move_what_stands_there() -> None:
    inserted = InsertItem(("a",), 1, {})
    assert moved(("a", 1), [inserted, inserted]) == ("a", 3)
