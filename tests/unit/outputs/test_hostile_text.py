"""Documents of strangers: whatever their texts hold, each format can be read again."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backsafe.errors import Problem
from backsafe.facts.fact import Need
from backsafe.outputs import concise, formats, github, gitlab, junit, markdown, sarif, text
from backsafe.report import (
    FileReport,
    FixNote,
    Location,
    Notice,
    Report,
    SourceNote,
    Suppressed,
    Suppression,
    Unknown,
    Violation,
)
from backsafe.report.findings import Told
from backsafe.rules.expression import SEVERITIES

pytestmark = pytest.mark.once

_NASTY = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from(
            ["]]>", "<!--", "::", "::error::", "%0A", "|", "\n", "\r", "\x00", "\x1b[31m", "\x85",
             "\u2028", "\ud800", "\udcff", "\ufffe", "`", "</details>", "](x)", "{0}", "\\", "@me",
             "#1", ",", ":", "&amp;", "\u202e"]
        ),
    ),
    max_size=5,
).map("".join)  # fmt: skip
_LINES = st.one_of(st.none(), st.integers(1, 99))


@st.composite
def _violations(draw: st.DrawFn, path: str) -> Violation:
    line = draw(_LINES)
    fix = FixNote(summary=draw(_NASTY), safe=draw(st.booleans()), automatic=draw(st.booleans()))
    return Violation(
        code=draw(st.sampled_from(["AT03", "LD01", "WU01"])),
        name="a-name",
        severity=draw(st.sampled_from(SEVERITIES)),
        title=draw(_NASTY),
        message=draw(_NASTY),
        why=draw(_NASTY),
        sources=(
            SourceNote(
                id="s",
                title=draw(_NASTY),
                section=draw(_NASTY),
                url=draw(_NASTY),
                origin="external",
            ),
        ),
        location=Location(
            path=path,
            pointer=f"/{draw(_NASTY)}",
            line=line,
            column=None if line is None else 1,
        ),
        facts={"set.reps": 5.0, "set.exercise": draw(_NASTY)},
        parameters={"most": {"value": 1.0, "unit": "s", "origin": "project", "source": None}},
        fix=draw(st.sampled_from([None, fix])),
        session=draw(_NASTY),
        fingerprint=draw(st.sampled_from(["", "ab", "cd"])),
    )


@st.composite
def _files(draw: st.DrawFn) -> FileReport:
    path = draw(st.one_of(_NASTY, st.sampled_from(["-", "a.yaml", "/x/a.yaml", "<text>", "."])))
    violations = tuple(draw(st.lists(_violations(path), max_size=3)))
    aside = draw(st.lists(_violations(path), max_size=2))
    need = Need("sets.tempo", draw(_NASTY), draw(_NASTY), keyed=draw(st.booleans()))
    unknown = Unknown(
        code="LD01",
        name="a-name",
        missing=(),
        reason="needs",
        location=Location(path=path, pointer=""),
        needs=(need,),
    )
    notice = Notice(
        kind="unknown-exercise",
        message=draw(_NASTY),
        location=Location(path=path, pointer="", line=draw(_LINES)),
    )
    set_aside = tuple(
        Suppressed(violation=it, suppression=Suppression(kind="comment", reason=draw(_NASTY)))
        for it in aside
    )
    told = Told(
        told_violations=violations,
        told_suppressions=set_aside,
        told_unknowns=(unknown,),
        told_notices=(notice,),
        kept_passes=(),
    )
    severities = [it.severity for it in violations]
    return FileReport(
        path=path,
        title=draw(_NASTY),
        kind="plan",
        workouts=draw(st.sampled_from([1, 3])),
        violated={name: severities.count(name) for name in SEVERITIES},
        unknown=1,
        passed=draw(st.integers(0, 2)),
        suppressed=len(aside),
        judged=draw(st.booleans()),
        _findings=told,
    )


_REPORTS = st.lists(_files(), max_size=3).map(
    lambda files: Report(engine="compiled", profile="standard", files=tuple(files))
)
_PROBLEMS = st.lists(st.builds(Problem, _NASTY, _NASTY, _LINES, _LINES), max_size=2)


@given(_REPORTS, _PROBLEMS)
def test_json_and_xml_can_be_read(report: Report, problems: list[Problem]) -> None:
    for module in (sarif, gitlab):
        written = module.render(report, problems=problems).encode("utf-8", "replace")
        json.loads(written)
    root = ET.fromstring(  # noqa: S314
        junit.render(report, problems=problems).encode("utf-8")
    )
    names = [(it.get("classname"), it.get("name")) for it in root.iter("testcase")]
    assert len(names) == len(set(names))
    found = [it["fingerprint"] for it in json.loads(gitlab.render(report, problems=problems))]
    assert len(found) == len(set(found))


@given(_REPORTS, _PROBLEMS)
def test_commands_stay_one_a_line(report: Report, problems: list[Problem]) -> None:
    found = github.render(report, problems=problems)
    wanted = len(problems) + len(report.violations) + sum(not it.judged for it in report.files)

    lines = re.split("\r\n|\r|\n", found) if found else []
    assert len(lines) == wanted
    for line in lines:
        # Two colons begin a message only after the properties.
        head, _, _ = line.removeprefix("::").partition("::")
        assert re.fullmatch(r"(?:error|warning|notice) [a-z]+=[^:,]*(?:,[a-z]+=[^:,]*)*", head)


@given(_REPORTS, _PROBLEMS)
def test_tables_and_html_stay_ours(report: Report, problems: list[Problem]) -> None:
    found = markdown.render(report, problems=problems)

    for line in re.split("\r\n|\r|\n", found):
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == 6
        tags = re.findall(r"<[^>]*>?", line)
        assert set(tags) <= {"<details>", "</details>", "<summary>", "</summary>"}
    assert found.count("<details>") == found.count("</details>")


@given(_REPORTS)
def test_lines_for_people_are_theirs(report: Report) -> None:
    least = len(report.violations) + sum(not it.judged for it in report.files)
    most = len(report.violations) + len(report.files)

    assert least <= len(concise.render(report).splitlines()) <= most
    assert all(it.isprintable() for it in text.render(report).replace("\n", ""))


@given(_REPORTS)
def test_every_format_can_be_written(report: Report) -> None:
    for name in ("text", "concise", "json", "sarif", "junit", "github", "gitlab", "markdown"):
        formats.render(report, name).encode("utf-8", "replace")
