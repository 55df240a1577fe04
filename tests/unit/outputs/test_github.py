"""Workflow commands of GitHub Actions."""

from __future__ import annotations

import re

import backsafe
from backsafe.errors import Problem
from backsafe.outputs import github
from backsafe.report import Report

_COMMAND = re.compile(r"::(error|warning|notice) ([^:\r\n]*)::([^\r\n]*)")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Reads commands as the runner does: line by line, properties at commas, then unescaped."""
    found = []
    for line in text.splitlines():
        match = _COMMAND.fullmatch(line)
        assert match is not None, line
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        found.append(
            (
                match[1],
                {key: unescaped(value) for key, value in properties.items()},
                unescaped(match[3]),
            )
        )
    return found


def unescaped(text: str) -> str:
    codes = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}
    return re.sub("%(?:25|0D|0A|3A|2C)", lambda it: codes[it[0]], text)


def test_each_violation_is_a_command(report: Report) -> None:
    found = commands(github.render(report))
    names = {"error": "error", "warning": "warning", "advice": "notice"}

    # One more says that nothing could be judged in a file.
    assert len(found) == len(report.violations) + 1
    assert [it[0] for it in found[:-1]] == [names[it.severity] for it in report.violations]
    assert found[0][1] == {
        "file": "examples/unsafe-back-day.yaml",
        "line": "11",
        "col": "5",
        "title": "ST01 static-stretch-before-lifting",
    }
    assert "88 % of the one-rep max" in found[2][2]


def test_unreadable_files_are_errors(report: Report, problems: tuple[Problem, ...]) -> None:
    found = commands(github.render(report, problems=problems))

    assert found[0][:2] == (
        "error",
        {
            "file": "tests/unit/outputs/documents/broken.yaml",
            "line": "4",
            "col": "38",
            "title": "cannot be read",
        },
    )
    assert found[1][1] == {
        "file": "tests/unit/outputs/documents/missing.yaml",
        "title": "cannot be read",
    }


def test_marks_of_the_syntax_are_escaped() -> None:
    problem = Problem("50 %: a, b", "a,b::c%.yaml", 1, 2)

    found = github.render(
        Report(engine="compiled", profile="standard", files=()), problems=[problem]
    )
    assert found == (
        "::error file=a%2Cb%3A%3Ac%25.yaml,line=1,col=2,title=cannot be read::50 %25: a, b"
    )


def test_a_text_without_a_file_is_named_in_the_message() -> None:
    report = backsafe.check(backsafe.Text("backsafe: 1\nactivities: []", name="-"))

    (found,) = commands(github.render(report))
    assert found[1] == {"title": "nothing could be judged"}
    assert found[2].startswith("stdin: nothing could be judged")
