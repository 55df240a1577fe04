"""What a command takes for a place, and which values of a document stand there."""

from __future__ import annotations

import pytest

from backsafe.places import Target, explain_target, pointers_at
from backsafe.readers import read_text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ST03", None),
        ("stretch-hold-too-short", None),
        ("", None),
        (":3", None),
        ("plan.yaml", None),
        ("plan.yaml:", None),
        ("plan.yaml:x", None),
        ("plan.yaml:-1", None),
        ("plan.yaml:٣", None),
        ("plan.yaml:" + "9" * 5000, None),
        ("plan.yaml:12", Target("plan.yaml", 12)),
        ("plan.yaml:0", Target("plan.yaml", 0)),
        ("plan.yaml:12:5", Target("plan.yaml", 12, 5)),
        ("dir/ST03:4", Target("dir/ST03", 4)),
        ("ST03:4", Target("ST03", 4)),
        (r"C:\x\y.yaml:12", Target(r"C:\x\y.yaml", 12)),
        (r"C:\x\y.yaml:12:5", Target(r"C:\x\y.yaml", 12, 5)),
        (r"C:\x\y.yaml", None),
        ("-:3", Target("-", 3)),
        ("a:1:2:3", Target("a:1", 2, 3)),
        ("a\nb:3", Target("a\nb", 3)),
    ],
)
def test_what_is_a_place(text: str, found: Target | None) -> None:
    assert explain_target(text) == found


def test_keys_items_and_what_follows_them() -> None:
    text = "backsafe: 1\nactivities:\n  - type: cardio\n    exercise: run\n\ntitle: A\n# end\n"
    document = read_text(text)

    assert pointers_at(document, 2) == [("activities",)]
    assert pointers_at(document, 3) == [("activities", 0), ("activities", 0, "type")]
    assert pointers_at(document, 3, 1) == [("activities", 0, "type")]
    assert pointers_at(document, 5) == [("activities", 0, "exercise")]
    assert pointers_at(document, 7) == [("title",)]


def test_lines_end_where_editors_end_them() -> None:
    document = read_text("backsafe: 1\r\nactivities: []\rtitle: A")

    assert pointers_at(document, 3) == [("title",)]
