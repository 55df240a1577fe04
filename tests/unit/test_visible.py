"""Names of files as a person can read them."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import backsafe
from backsafe.errors import Problem
from backsafe.outputs import formats
from backsafe.report import Location, Report, findings_of, with_findings
from backsafe.visible import printable, visible

# Names that used to look alike, or that steered the terminal they were told on.
NAMES = [
    "a b.yaml",
    "a\tb.yaml",
    "a\nb.yaml",
    "a\x1b[2Jb.yaml",
    "a\x9b2Jb.yaml",
    "a\xa0b.yaml",
    "a\u202eb.yaml",
    "a\udc80b.yaml",
    "a\udcffb.yaml",
    r"a\tb.yaml",
    r"a\x1b[2Jb.yaml",
    r"a\udc80b.yaml",
]
PLAN = {"activities": [{"type": "static_stretch", "exercise": "cobra", "hold_seconds": 5}]}


@given(st.text(), st.text())
@pytest.mark.skipif(os.sep == "\\", reason="backslashes part folders there")
def test_no_two_names_look_alike(one: str, other: str) -> None:
    assert (visible(one) == visible(other)) == (one == other)
    assert visible(one).isprintable()
    assert printable(one).replace("\n", "").isprintable()


def test_ordinary_names_stay() -> None:
    for name in ("plan.yaml", "träning/måndag 1.yaml", "計画.yaml", "💪.yaml", "it's.yaml"):
        assert visible(name) == name


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_format_tells_them_apart(name: str) -> None:
    checker = backsafe.Checker(engine="compiled")
    (part,) = checker.check(PLAN).files
    shown = []
    for path in NAMES:
        moved = with_findings(
            Report(engine="compiled", profile="standard", files=(replace(part, path=path),)),
            _Moved(findings_of(part), path),
        )
        problem = Problem("is wrong", f"{path}x", 1, 1)
        text = formats.render(moved, name, problems=[problem])
        shown.append(text)
        if name != "json":  # which escapes by rules of its own when it is written
            assert text.replace("\n", "").isprintable()
    assert len(set(shown)) == len(NAMES)


class _Moved:
    """Findings at another path."""

    def __init__(self, findings: object, path: str) -> None:
        self._findings = findings
        self._path = path

    def __getattr__(self, name: str) -> object:
        return getattr(self._findings, name)

    def violations(self) -> tuple[backsafe.Violation, ...]:
        found = self._findings.violations()  # type: ignore[attr-defined]
        return tuple(
            replace(it, location=Location(path=self._path, pointer="/", line=1, column=1))
            for it in found
        )
