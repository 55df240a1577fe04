"""Texts are as wide as the terminal, from 40 to 100 columns."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

import backsafe
from backsafe.cli.arguments import parser
from backsafe.config import Settings
from backsafe.explaining import explain_place
from backsafe.outputs import place, profiles, rules, settings, text
from backsafe.outputs.wording import columns
from backsafe.readers import read
from backsafe.report import Report
from backsafe.rules.profiles import activate_all

_NAME = re.compile(r"[a-z ]{15}[A-Z]{2}\d\d ")
WIDTHS = (40, 46, 60, 80, 100)


def parsers() -> Iterator[argparse.ArgumentParser]:
    top = parser()
    yield top
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


def too_wide(shown: str, width: int) -> list[str]:
    """Returns the lines that words could have been moved from."""
    found = []
    for line in shown.splitlines():
        words = line.split()
        # What must stand on one line stays whole: options, choices, values, and names of rules.
        whole = max(map(len, words), default=0) > width - 16 or any(
            it in line for it in ("--", "[", "{", "= ")
        )
        if len(line) > width and not whole and not _NAME.match(line):
            found.append(line)
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_lines_fit(report: Report, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    checker = backsafe.Checker(engine="compiled")
    book = checker._choice.book()
    document = read("examples/unsafe-back-day.yaml")
    explained = explain_place(checker, document, 15, None, suppressor=None)
    shown = {
        "report": text.render(report),
        "in full": text.render(report, findings="all", show_passed=True),
        "log": text.render(report, findings="none"),
        "rule": "\n".join(
            rules.explain(it.rule, it, "standard") for it in activate_all(book, "standard")
        ),
        "profiles": profiles.profiles_text(book),
        "settings": settings.settings_text(Settings(), "plan.yaml"),
        "place": place.render(explained),
        **{it.prog: it.format_help() for it in parsers()},
    }
    assert {name: found for name, it in shown.items() if (found := too_wide(it, width))} == {}


@pytest.mark.parametrize(("stated", "wide"), [("10", 40), ("39", 40), ("57", 57), ("250", 100)])
def test_the_width_of_the_terminal_counts_within_limits(
    monkeypatch: pytest.MonkeyPatch, stated: str, wide: int
) -> None:
    monkeypatch.setenv("COLUMNS", stated)
    assert columns() == wide


def test_narrow_text_says_the_same(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = replace(report, files=report.files[:1])
    monkeypatch.setenv("COLUMNS", "40")
    narrow = text.render(plan)
    monkeypatch.setenv("COLUMNS", "100")
    assert "".join(narrow.split()) == "".join(text.render(plan).split())


def test_help_is_broken_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    check = next(it for it in parsers() if it.prog.endswith(" check"))
    lines = check.format_help().splitlines()
    begin = lines.index("exit status:")

    assert lines[begin + 1 : begin + 3] == [
        "  0  nothing at or above --fail-on; with",
        "     --diff: nothing to repair",
    ]
