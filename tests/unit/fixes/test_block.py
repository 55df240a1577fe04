"""Edits of blocks: before → after, and what is refused rather than spoilt."""

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
)
from backsafe.fixes.source import Source, Unwritable

NEW = {"type": "cardio", "minutes": 5}
ACTIVITIES = ("activities",)


def made(text: str, *changes: Change) -> str:
    return changed(Source(text, "yaml"), changes).text


COMMENTED = """\
backsafe: 1 # one
# the list
activities:
  # first
  - type: lift  # easy
    exercise: plank

  # second
  - type: mobility
    minutes: 2
    # below the second
  # third
  - type: static_stretch
    exercise: 'cobra # x'
    # below the third
# the end
"""


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (
            InsertItem(ACTIVITIES, 0, NEW),
            "activities:\n",
            "activities:\n  - type: cardio\n    minutes: 5\n\n",
        ),
        (
            InsertItem(ACTIVITIES, 1, NEW),
            "  # second\n",
            "  - type: cardio\n    minutes: 5\n\n  # second\n",
        ),
        (
            InsertItem(ACTIVITIES, 2, NEW),
            "  # third\n",
            "  - type: cardio\n    minutes: 5\n  # third\n",
        ),
        (
            InsertItem(ACTIVITIES, 3, NEW),
            "# the end\n",
            "  - type: cardio\n    minutes: 5\n# the end\n",
        ),
        (
            SetKey(("activities", 0), "exercise", "dead bug"),
            "exercise: plank\n",
            "exercise: dead bug\n",
        ),
        (
            SetKey(("activities", 1), "repeats", 3),
            "    minutes: 2\n",
            "    minutes: 2\n    repeats: 3\n",
        ),
        (SetKey((), "backsafe", 2), "backsafe: 1 # one", "backsafe: 2 # one"),
        (
            SetKey(("activities", 2), "exercise", "child's pose"),
            "'cobra # x'",
            "'child''s pose'",
        ),
        (
            RemoveItems(ACTIVITIES, (1,)),
            "  # second\n  - type: mobility\n    minutes: 2\n    # below the second\n",
            "",
        ),
        (RemoveKeys(("activities", 0), ("exercise",)), "    exercise: plank\n", ""),
        (RemoveKeys(("activities", 1), ("type",)), "type: mobility\n    minutes", "minutes"),
        (
            MoveItem(ACTIVITIES, 1, 2),
            COMMENTED[COMMENTED.index("  # second") :],
            (
                "  # third\n  - type: static_stretch\n    exercise: 'cobra # x'\n"
                "    # below the third\n"
                "  # second\n  - type: mobility\n    minutes: 2\n    # below the second\n"
                "# the end\n"
            ),
        ),
        (
            MoveItem(ACTIVITIES, 0, 2),
            COMMENTED[COMMENTED.index("  # first") :],
            (
                "  # second\n  - type: mobility\n    minutes: 2\n    # below the second\n"
                "  # third\n  - type: static_stretch\n    exercise: 'cobra # x'\n"
                "    # below the third\n"
                "\n"
                "  # first\n  - type: lift  # easy\n    exercise: plank\n"
                "# the end\n"
            ),
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_comments_stay_where_they_belong(
    change: Change, before: str, after: str, newline: str
) -> None:
    expected = COMMENTED.replace(before, after, 1)
    assert expected != COMMENTED
    text = made(COMMENTED.replace("\n", newline), change)
    assert text == expected.replace("\n", newline)


@pytest.mark.parametrize(
    ("text", "change", "after"),
    [
        # A list as deep as its key, and sets in it.
        (
            "a:\n- b: 1\n  sets:\n  - c: 1\n- b: 2\nz: 1\n",
            InsertItem(("a",), 1, {"q": 1, "r": 2}),
            "a:\n- b: 1\n  sets:\n  - c: 1\n- q: 1\n  r: 2\n- b: 2\nz: 1\n",
        ),
        (
            "a:\n- b: 1\n  sets:\n  - c: 1\n- b: 2\nz: 1\n",
            InsertItem(("a", 0, "sets"), 1, {"q": 1, "r": 2}),
            "a:\n- b: 1\n  sets:\n  - c: 1\n  - q: 1\n    r: 2\n- b: 2\nz: 1\n",
        ),
        (
            "a:\n- b: 1\n  sets:\n  - c: 1\n- b: 2\nz: 1\n",
            InsertItem(("a",), 2, {"q": 1}),
            "a:\n- b: 1\n  sets:\n  - c: 1\n- b: 2\n- q: 1\nz: 1\n",
        ),
        # Dashes with much space behind them, or alone on their line.
        (
            "a:\n  -   b: 1\n      c: 2\n",
            InsertItem(("a",), 1, {"q": 1, "r": 2}),
            "a:\n  -   b: 1\n      c: 2\n  -   q: 1\n      r: 2\n",
        ),
        (
            "a:\n  -\n    b: 1\n  - c: 1\n",
            InsertItem(("a",), 0, {"q": 1}),
            "a:\n  - q: 1\n  -\n    b: 1\n  - c: 1\n",
        ),
        (
            "a:\n  - # alone\n    b: 1\n  - c: 1\n",
            MoveItem(("a",), 0, 1),
            "a:\n  - c: 1\n  - # alone\n    b: 1\n",
        ),
        # The file does not end with a line break, and still does not.
        ("a:\n  - b: 1", InsertItem(("a",), 1, {"q": 1}), "a:\n  - b: 1\n  - q: 1"),
        ("a:\n  - b: 1", SetKey(("a", 0), "q", 1), "a:\n  - b: 1\n    q: 1"),
        ("a:\n  - b: 1\n    c: 2\n    d: 3", RemoveKeys(("a", 0), ("d", "c")), "a:\n  - b: 1"),
        ("a:\r\n  - b: 1\r\n    d: 3", RemoveKeys(("a", 0), ("d",)), "a:\r\n  - b: 1"),
        ("a:\n  - b: 1\n  - c: 2\n  - d: 3", RemoveItems(("a",), (1, 2)), "a:\n  - b: 1"),
        ("a:\n  - b: 1\n  - c: 2\n  - d: 3", RemoveItems(("a",), (0, 2)), "a:\n  - c: 2"),
        ("a:\n  - b: 1\n  - c: 1", MoveItem(("a",), 0, 1), "a:\n  - c: 1\n  - b: 1"),
        (
            "a:\r\n  - b: 1\r\n  - c: 1",
            MoveItem(("a",), 0, 1),
            "a:\r\n  - c: 1\r\n  - b: 1",
        ),
        # Marks of the document, blank lines and comments at its end.
        (
            "---\na:\n  - b: 1\n...\n",
            InsertItem(("a",), 1, {"q": 1}),
            "---\na:\n  - b: 1\n  - q: 1\n...\n",
        ),
        (
            "a:\n  - b: 1\n\n\n# end\n",
            InsertItem(("a",), 1, {"q": 1}),
            "a:\n  - b: 1\n  - q: 1\n\n\n# end\n",
        ),
        # Comments on lines of their own below an item.
        (
            "a:\n  - b: 1\n  - c: 1\n\n    # on c\n  - d: 1\n",
            MoveItem(("a",), 0, 1),
            "a:\n  - c: 1\n\n    # on c\n  - b: 1\n  - d: 1\n",
        ),
        (
            "a:\n  - b: 1\n\n    # on b\n    # still\n  - c: 1\n",
            MoveItem(("a",), 0, 1),
            "a:\n  - c: 1\n  - b: 1\n\n    # on b\n    # still\n",
        ),
        (
            "a:\n  - b: 1\n  - c:\n      - 1\n      # on 1\n\n    # on c\nz: 1\n",
            MoveItem(("a",), 0, 1),
            "a:\n  - c:\n      - 1\n      # on 1\n\n    # on c\n  - b: 1\nz: 1\n",
        ),
        # In the column of the dash they are on what is right below, else on what is above.
        (
            "a:\n  - b: 1\n  - c: 1\n  # on d\n  - d: 1\n",
            MoveItem(("a",), 0, 1),
            "a:\n  - c: 1\n  - b: 1\n  # on d\n  - d: 1\n",
        ),
        (
            "a:\n  - b: 1\n  - c: 1\n  # on c\n\n  - d: 1\n",
            MoveItem(("a",), 0, 1),
            "a:\n  - c: 1\n  # on c\n\n  - b: 1\n\n  - d: 1\n",
        ),
        (
            "a:\n  - b: 1\n  - c: 1\n  # on c\n",
            MoveItem(("a",), 0, 1),
            "a:\n  - c: 1\n  # on c\n\n  - b: 1\n",
        ),
        (
            "a:\r\n  - b: 1\r\n  - c: 1\r\n  # on c",
            MoveItem(("a",), 0, 1),
            "a:\r\n  - c: 1\r\n  # on c\r\n\r\n  - b: 1",
        ),
        (
            "a:\n  - b: 1\n  # on b\n\n  - c: 1\n  - d: 1\n",
            MoveItem(("a",), 0, 1),
            "a:\n  - c: 1\n\n  - b: 1\n  # on b\n\n  - d: 1\n",
        ),
        (
            "a:\n  - b: 1\n  # on b\nz: 1\n",
            InsertItem(("a",), 1, {"q": 1}),
            "a:\n  - b: 1\n  # on b\n\n  - q: 1\nz: 1\n",
        ),
        (
            "a:\n  - b: 1\n  # on b\n\n  - c: 1\n",
            RemoveItems(("a",), (0,)),
            "a:\n  - c: 1\n",
        ),
        # Behind a blank line, or in the first column, they are on neither.
        (
            "a:\n  - b: 1\n  - c: 1\n\n  # on nothing\n\nz: 1\n",
            MoveItem(("a",), 0, 1),
            "a:\n  - c: 1\n  - b: 1\n\n  # on nothing\n\nz: 1\n",
        ),
        (
            "a:\n- b: 1\n- c: 1\n# on z\nz: 1\n",
            MoveItem(("a",), 0, 1),
            "a:\n- c: 1\n- b: 1\n# on z\nz: 1\n",
        ),
        # Items apart from each other.
        (
            "a:\n  - b: 1\n\n  - c: 1\n",
            InsertItem(("a",), 2, {"q": 1}),
            "a:\n  - b: 1\n\n  - c: 1\n\n  - q: 1\n",
        ),
        (
            "a:\n  - b: 1\n\n  - c: 1\n\n  - d: 1\n",
            MoveItem(("a",), 0, 2),
            "a:\n  - c: 1\n\n  - d: 1\n\n  - b: 1\n",
        ),
        (
            "a:\n  - b: 1\n\n  - c: 1\n\n  - d: 1\n\nz: 1\n",
            RemoveItems(("a",), (1, 2)),
            "a:\n  - b: 1\n\nz: 1\n",
        ),
        (
            "a:\n  - b: 1\n\n  - c: 1\n\n  - d: 1",
            RemoveItems(("a",), (0, 2)),
            "a:\n  - c: 1",
        ),
        (
            "a:\n  - b: 1\n\n  # c\n  - c: 1\n\n  - d: 1\n",
            RemoveItems(("a",), (0, 1)),
            "a:\n  - d: 1\n",
        ),
        # Items in braces, items beside aliases, items that are no mappings.
        (
            "a:\n  - {b: 1} # c\n  - {d: 1}\n",
            InsertItem(("a",), 1, {"q": 1, "r": True}),
            "a:\n  - {b: 1} # c\n  - {q: 1, r: true}\n  - {d: 1}\n",
        ),
        (
            "x: &x {b: 1}\na:\n  - *x\n",
            InsertItem(("a",), 0, {"q": 1}),
            "x: &x {b: 1}\na:\n  - {q: 1}\n  - *x\n",
        ),
        # Values of several lines.
        (
            "a:\n  - b: |\n      one\n      two\n  - c: 1\n",
            InsertItem(("a",), 1, {"q": 1}),
            "a:\n  - b: |\n      one\n      two\n  - q: 1\n  - c: 1\n",
        ),
        (
            "a:\n  - b: >-\n      one\n\n\n    c: 1\n",
            SetKey(("a", 0), "b", "two"),
            "a:\n  - b: two\n\n\n    c: 1\n",
        ),
        (
            "a:\n  - b: one\n      two\n    c: 1\n",
            RemoveKeys(("a", 0), ("b",)),
            "a:\n  - c: 1\n",
        ),
        (
            "a:\n  - b: {c: 1,\n        d: 2}\n    e: 1\n",
            SetKey(("a", 0), "f", 1),
            "a:\n  - b: {c: 1,\n        d: 2}\n    e: 1\n    f: 1\n",
        ),
        # No value at all.
        ("a:\n  - b:\n    c: 1\n", SetKey(("a", 0), "b", 5), "a:\n  - b: 5\n    c: 1\n"),
        (
            "a:\n  - b:   # soon\n    c: 1\n",
            SetKey(("a", 0), "b", 5),
            "a:\n  - b: 5   # soon\n    c: 1\n",
        ),
        # Several keys go at once.
        (
            "a:\n  - b: 1\n    c: 2\n    d: 3\n    e: 4\n",
            RemoveKeys(("a", 0), ("b", "c", "e")),
            "a:\n  - d: 3\n",
        ),
        # Tabs where YAML allows them, signs of several bytes.
        (
            "a:\n  - b: 1\t# c\n  - d: 2\t\n",
            InsertItem(("a",), 1, {"q": "é"}),
            'a:\n  - b: 1\t# c\n  - q: "é"\n  - d: 2\t\n',
        ),
        (
            "t: 💪🏽\na:\n  - b: 1 # 💪\n",
            SetKey(("a", 0), "b", 2.5),
            "t: 💪🏽\na:\n  - b: 2.5 # 💪\n",
        ),
        # Quotation marks follow the neighbors'.
        (
            'a:\n  - "b": 1\n',
            InsertItem(("a",), 1, {"q": "it's", "r": 2}),
            'a:\n  - "b": 1\n  - "q": "it\'s"\n    "r": 2\n',
        ),
        (
            "a:\n  - 'b': 1\n",
            SetKey(("a", 0), "q", "it's"),
            "a:\n  - 'b': 1\n    'q': 'it''s'\n",
        ),
        ("? a\n: - b: 1\n", SetKey(("a", 0), "b", 2), "? a\n: - b: 2\n"),
        # A comment that stands farther out belongs to nothing in the list.
        (
            "a:\n  - b: 1\n# out\n  - c: 1\n",
            MoveItem(("a",), 0, 1),
            "a:\n# out\n  - c: 1\n  - b: 1\n",
        ),
    ],
)
def test_a_block_is_edited(text: str, change: Change, after: str) -> None:
    assert made(text, change) == after


@pytest.mark.parametrize(
    ("text", "change"),
    [
        # A comment would get lost.
        ("a:\n  - b: 1 # c\n    d: 1\n", RemoveKeys(("a", 0), ("b",))),
        ("a:\n  - b: 1\n    # c\n    d: 1\n", RemoveKeys(("a", 0), ("b",))),
        ("a:\n  - b: 1\n    d: 1 # c\n", RemoveKeys(("a", 0), ("d",))),
        # Lists that begin where an item of another does, and anchored ones.
        ("a:\n  - - b: 1\n    - c: 1\n", MoveItem(("a", 0), 0, 1)),
        ("a: &x\n  - b: 1\n  - c: 1\n", MoveItem(("a",), 0, 1)),
        # Line breaks of old machines.
        ("a:\r  - b: 1\r  - c: 1\r", InsertItem(("a",), 1, {"q": 1})),
        ("a:\n  - b: 1\u2028  - c: 1\n", InsertItem(("a",), 1, {"q": 1})),
        # No plain value stands there.
        ("a:\n  - b: [1]\n", SetKey(("a", 0), "b", 2)),
        ("a:\n  - &x b: *y\n".replace("*y", "1"), RemoveKeys(("a", 0), ("b",))),
        # What is written with the mark of a key.
        ("a:\n  - ? b\n    : 1\n", SetKey(("a", 0), "q", 1)),
    ],
)
def test_a_block_is_left_alone_rather_than_spoilt(text: str, change: Change) -> None:
    with pytest.raises(Unwritable):
        made(text, change)
