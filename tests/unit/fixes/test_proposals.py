"""What would repair each finding by itself."""

from __future__ import annotations

import pytest

from backsafe import Checker, Text
from backsafe.outputs.sarif import Repair
from backsafe.source import document_of

TEXT = """\
backsafe: 1
athlete: {level: novice, one_rep_max_kg: {deadlift: 120}}
weeks:
  - workouts:
      - activities:
          - {type: static_stretch, exercise: cobra, hold_seconds: 5} # five
          - type: lift
            exercise: deadlift
            sets: [{reps: 5, load_kg: 100, rest_seconds: 9}, {reps: 5, load_kg: 100}]
      - activities:
          - {type: lift, exercise: plank, sets: [{duration_seconds: 30}]}
          - {type: static_stretch, exercise: cobra, hold_seconds: 6}"""


def proposed(text: str, **choice: list[str]) -> dict[tuple[str, str], Repair]:
    document = document_of(Text(text, name="plan.yaml"))
    found = Checker(**choice).proposals(document)  # type: ignore[arg-type]
    return {(code, pointer): repair for (_, code, _, pointer), repair in found.items()}


def made(text: str, repair: Repair) -> str:
    """Makes the replacements of a repair, from the last to the first."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for it in sorted(repair.replacements, reverse=True):
        start, end = (
            starts[it.line - 1] + it.column - 1,
            starts[it.end_line - 1] + it.end_column - 1,
        )
        text = text[:start] + it.text + text[end:]
    return text


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_each_mends_its_finding(newline: str, end: str) -> None:
    text = (TEXT + end).replace("\n", newline)
    checker = Checker()
    before = checker.check(Text(text))
    found = proposed(text)
    assert len(found) > 10
    assert {code for code, _ in found} >= {"ST01", "ST03", "WU01", "LD01", "LD05", "WU04"}
    for (code, pointer), repair in found.items():
        after = checker.check(Text(made(text, repair)))
        told = [sum(it.code == code for it in report.violations) for report in (before, after)]
        assert told[1] < told[0], (code, pointer)


def test_regions_are_whole_lines() -> None:
    found = proposed(TEXT, select=["ST03", "WU01"])
    hold = found["ST03", "/weeks/0/workouts/0/activities/0"].replacements
    line = "          - {type: static_stretch, exercise: cobra, hold_seconds: 20} # five\n"
    assert [tuple(it) for it in hold] == [(6, 1, 7, 1, line)]
    last = found["ST03", "/weeks/0/workouts/1/activities/1"].replacements
    assert [tuple(it)[:4] for it in last] == [(12, 1, 12, 69)]
    added = found["WU01", "/weeks/0/workouts/1/activities"].replacements
    line = "          - {type: cardio, exercise: walking, minutes: 5}\n"
    assert [tuple(it) for it in added] == [(11, 1, 11, 1, line)]


def test_what_is_refused_has_none() -> None:
    assert not proposed(TEXT.replace("backsafe: 1\n", "backsafe: 1\nkind: log\n"))
    assert not proposed(TEXT.replace("level: novice", "symptoms: [saddle_numbness]"))
