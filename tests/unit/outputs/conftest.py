"""Reports that tests of outputs share."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

import backsafe
from backsafe.errors import DocumentError, Problem
from backsafe.report import Report

DOCUMENTS = "tests/unit/outputs/documents"
JUDGED = (
    "examples/unsafe-back-day.yaml",
    "examples/training-log.csv",
    "examples/sound-back-day.yaml",
    f"{DOCUMENTS}/cleared.yaml",
    f"{DOCUMENTS}/nothing-known.yaml",
)


class Found(NamedTuple):
    report: Report
    problems: tuple[Problem, ...]


@pytest.fixture(autouse=True)
def _in_checkout(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    """Paths in outputs are those from the current folder on, and lines as wide as the terminal."""
    monkeypatch.chdir(repository)
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture(scope="session")
def _found(repository: Path) -> Found:
    checker = backsafe.Checker(engine="compiled")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(repository)
        reports = [checker.check(path) for path in JUDGED]
        problems: list[Problem] = []
        for path in (f"{DOCUMENTS}/broken.yaml", f"{DOCUMENTS}/missing.yaml"):
            with pytest.raises(DocumentError) as caught:
                checker.check(path)
            problems += caught.value.problems
    return Found(reports[0].joined(reports[1:]), tuple(problems))


@pytest.fixture
def report(_found: Found) -> Report:
    """A report of a plan, a log, a sound plan, one with a clearance, and one of nothing known."""
    return _found.report


@pytest.fixture
def problems(_found: Found) -> tuple[Problem, ...]:
    """Why two more files could not be read."""
    return _found.problems
