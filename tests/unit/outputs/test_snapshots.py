"""Each format of one report, as people and machines get it; ``--snapshot-update`` writes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from backsafe.errors import Problem
from backsafe.outputs import concise, github, gitlab, junit, markdown, sarif, statistics, text
from backsafe.report import Report


@pytest.mark.parametrize("name", ["text", "passed", "concise", "statistics"], ids=lambda name: name)
def test_for_people(report: Report, snapshot: Callable[[str, str], None], name: str) -> None:
    formats = {
        "text": text.render,
        "passed": lambda report: text.render(report, show_passed=True, findings="none"),
        "concise": concise.render,
        "statistics": statistics.render,
    }

    snapshot(name, formats[name](report))


@pytest.mark.parametrize("module", [github, gitlab, junit, markdown], ids=lambda it: it.__name__)
def test_for_ci(
    report: Report,
    problems: tuple[Problem, ...],
    snapshot: Callable[[str, str], None],
    module: object,
) -> None:
    name = module.__name__.rpartition(".")[2]  # type: ignore[attr-defined]

    snapshot(name, module.render(report, problems=problems))  # type: ignore[attr-defined]


def test_sarif(
    report: Report, problems: tuple[Problem, ...], snapshot: Callable[[str, str], None]
) -> None:
    snapshot("sarif", sarif.render(report, version="1.2.3", problems=problems))
