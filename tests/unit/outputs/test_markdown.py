"""Markdown for summaries of jobs and comments on merge requests."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import backsafe
from backsafe.errors import Problem
from backsafe.outputs import markdown
from backsafe.outputs.markup import cell, escaped, link
from backsafe.report import Report


def headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]


def test_the_headline_says_what_was_found(report: Report, problems: tuple[Problem, ...]) -> None:
    counts = report.summary
    first = markdown.render(report, problems=problems).splitlines()[0]

    assert first == (
        f"## BackSafe: 2 unreadable files, {counts.errors} errors, {counts.warnings} warnings, "
        f"{counts.advice} advice, nothing could be judged in 1 file"
    )


@pytest.mark.parametrize(
    ("files", "headline"),
    [(slice(2, 3), "no violation found"), (slice(0, 0), "nothing was checked")],
)
def test_the_headline_where_nothing_is_wrong(report: Report, files: slice, headline: str) -> None:
    found = markdown.render(replace(report, files=report.files[files]))

    assert found.startswith(f"## BackSafe: {headline}\n")


def test_files_that_fail_the_run_come_first(report: Report, problems: tuple[Problem, ...]) -> None:
    turned = replace(report, files=report.files[::-1])

    assert headings(markdown.render(turned, problems=problems))[1:] == [
        "### Could not be read",
        "### tests/unit/outputs/documents/cleared.yaml",
        "### examples/training-log.csv",
        "### examples/unsafe-back-day.yaml",
        "### tests/unit/outputs/documents/nothing-known.yaml",
        "### examples/sound-back-day.yaml",
    ]


def test_the_same_of_several_places_is_one_row(report: Report) -> None:
    rows = [it for it in markdown.render(report).splitlines() if "LD01 novice-load" in it]

    assert len(rows) == 1
    assert "| 15:9, 16:9 |" in rows[0]


def test_what_is_not_known_is_told_with_what_would_resolve_it(report: Report) -> None:
    found = markdown.render(report)

    assert "<summary>39 checks not decided</summary>" in found
    assert "- 8 checks need the tempo of each set, such as 2-1-1: sets.tempo (DL07, LD07)" in found
    assert "**Nothing could be judged: 29 checks lack what is needed.**" in found
    assert "Suppressed: 1 (clearance 1)" in found


def test_it_disclaims_once_where_it_screens(report: Report) -> None:
    assert markdown.render(report).count("not medical advice") == 1
    assert "medical" not in markdown.render(replace(report, files=report.files[:2]))


@pytest.mark.parametrize("room", [5_000, 8_000, 12_000])
def test_it_keeps_to_its_room_and_says_what_is_left_out(
    report: Report, problems: tuple[Problem, ...], room: int
) -> None:
    many = report.joined([report] * 20)
    found = markdown.render(many, problems=problems * 100, room=room)

    assert len(found.encode()) <= room
    assert "No room for all of the findings: " in found
    assert "more problems with files that could not be read" in found
    assert found.count("<details>") == found.count("</details>")


def test_long_logs_are_summed_up(report: Report) -> None:
    (log,) = [part for part in report.files if part.log is not None]
    found = markdown.render(replace(report, files=(replace(log, workouts=500),)))

    assert "| **warning** | WU05 first-set-not-light | 5 | 5 |" in found
    assert "What to do" not in found
    assert "Sessions with the worst findings" in found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"),
        ("<img src=x>", "&lt;img src=x&gt;"),
        ("a\nb", "a b"),
        ("*b* _i_ `c` [x](y)", r"\*b\* \_i\_ \`c\` \[x\](y)"),
        ("back\\slash", r"back\\slash"),
        ("@everyone", "@\u200beveryone"),
        ("&lt;", "&amp;lt;"),
        ("# a", r"\# a"),
        ("- a - b", r"\- a - b"),
        ("12. week", r"12\. week"),
        ("    code", "code"),
    ],
)
def test_text_is_shown_as_it_is(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_cells_are_short() -> None:
    assert len(cell("x" * 10_000)) == 400
    assert cell("") == " "


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "https://x.example/ a", "ftp://x"])
def test_only_addresses_of_the_web_are_links(url: str | None) -> None:
    assert link("A [b]", url) == r"A \[b\]"


def test_links() -> None:
    assert link("A", "https://x.example/(a)") == "[A](<https://x.example/(a)>)"
    assert not re.search(r"[^\\]\]\(", link("A](b", "https://x.example").replace("](<", "", 1))


def test_repairs_that_were_made_are_listed() -> None:
    stretch = {"type": "static_stretch", "exercise": "cobra", "hold_seconds": 9}
    repaired = backsafe.fix({"activities": [stretch, {**stretch, "exercise": "child's pose"}]})
    shown = markdown.render(repaired.report)

    made = "- ST03 stretch-hold-too-short (2 times): Hold it for 20 s."
    assert f"Repaired before this check:\n\n{made}\n" in shown
    assert "Repaired" not in markdown.render(backsafe.check({"activities": [stretch]}))
