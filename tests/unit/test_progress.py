"""Progress is shown on a terminal, after a second, and leaves nothing behind."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

import backsafe
from backsafe import progress
from backsafe.readers import read


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that goes on by as much as each look at it says."""
    steps, now = [0.6], [0.0]

    def monotonic() -> float:
        now[0] += steps[0]
        return now[0]

    monkeypatch.setattr(progress.time, "monotonic", monotonic)
    return steps


def test_calls_are_counted_after_a_second(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    with progress.counted_calls(lambda it: it + 1, "repairs tried") as counted:
        assert [counted(it) for it in range(4)] == [1, 2, 3, 4]
    lines = [it.strip() for it in shown.getvalue().split("\r")]
    assert lines == ["", "2 repairs tried", "3 repairs tried", "4 repairs tried", "", ""]


def test_nothing_is_shown_of_what_is_quick(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock[0] = 0.001
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    with progress.counted_calls(len, "calls") as counted:
        assert counted([1, 2]) == 2
    assert shown.getvalue() == ""


def test_nothing_is_shown_where_there_is_no_terminal(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    with progress.counted_calls(len, "calls") as counted:
        counted([])
        counted([])
    assert shown.getvalue() == ""


def test_the_line_is_taken_away_where_a_call_fails(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)

    def failing() -> None:
        with progress.counted_calls(lambda it: 1 / it, "calls") as counted:
            for number in (1, 1, 0):
                counted(number)

    with pytest.raises(ZeroDivisionError):
        failing()
    assert shown.getvalue().endswith(" \r")


def test_repairs_show_how_many_were_tried(
    clock: list[float], monkeypatch: pytest.MonkeyPatch, repository: Path
) -> None:
    document = read(str(repository / "examples/unsafe-back-day.yaml"))
    checker = backsafe.Checker(engine="compiled")
    for shown_at_all in (False, True):
        for work in (checker.fix_document, checker.proposals):
            shown = Terminal()
            monkeypatch.setattr(sys, "stderr", shown)
            work(document, progress=shown_at_all)  # type: ignore[operator]
            assert (" repairs tried" in shown.getvalue()) is shown_at_all
