"""Patterns of paths mean what they mean in ``.gitignore``."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backsafe.globs import matches


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.yaml", "a.yaml", True),
        ("*.yaml", "x/y/a.yaml", True),
        ("*.yaml", "a.yml", False),
        ("old", "x/old/a.yaml", True),
        ("old/", "x/old/a.yaml", True),
        ("old", "older/a.yaml", False),
        ("/old", "x/old/a.yaml", False),
        ("/old", "old/a.yaml", True),
        ("x/*.yaml", "x/a.yaml", True),
        ("x/*.yaml", "x/y/a.yaml", False),
        ("./x/a.yaml", "x/a.yaml", True),
        ("x/**", "x/y/a.yaml", True),
        ("x/**/a.yaml", "x/a.yaml", True),
        ("x/**/a.yaml", "x/y/z/a.yaml", True),
        ("x/**/a.yaml", "x/y/z/b.yaml", False),
        ("**/y", "x/y/z/b.yaml", True),
        ("**", "a.yaml", True),
        ("x/?.yaml", "x/a.yaml", True),
        ("x/[ab].yaml", "x/c.yaml", False),
        ("[", "[", True),
        ("../a.yaml", "../a.yaml", False),
        ("*", "../a.yaml", False),
        ("", "a.yaml", False),
        ("/", "a.yaml", False),
    ],
)
def test_what_a_pattern_means(pattern: str, path: str, expected: bool) -> None:
    assert matches(pattern, f"/root/{path}", "/root") == expected


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [("old", "old", True), ("old", "old/a", False), ("x/**", "x/a", True), ("**/a", "x/a", True)],
)
def test_what_it_means_itself(pattern: str, path: str, expected: bool) -> None:
    assert matches(pattern, f"/root/{path}", "/root", within=False) == expected


@given(st.text("ab*?[]!/.\0-", max_size=20), st.text("ab/.", max_size=20))
def test_any_pattern_is_one(pattern: str, path: str) -> None:
    matches(pattern, f"/root/{path}", "/root")


@pytest.mark.parametrize("pattern", ["*a" * 60 + "b", "**/a/" * 200 + "b"])
def test_a_hostile_pattern_is_no_slower(pattern: str) -> None:
    began = time.process_time()

    assert not matches(pattern, "/root/" + "a/" * 100 + "a" * 200, "/root")
    assert time.process_time() - began < 2
