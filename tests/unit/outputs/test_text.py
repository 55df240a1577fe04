"""The text that a lifter reads."""

from __future__ import annotations

from typing import Any

import backsafe
from backsafe.outputs import text
from backsafe.outputs.wording import clean
from backsafe.report import Report

UNSAFE = {
    "athlete": {"level": "novice", "one_rep_max_kg": {"deadlift": 100}},
    "activities": [
        {"type": "static_stretch", "exercise": "child's pose", "hold_seconds": 15},
        {
            "type": "lift",
            "exercise": "deadlift",
            "sets": [{"reps": 5, "load_kg": 85}, {"reps": 5, "load_kg": 85}],
        },
        {"type": "lift", "exercise": "zork press", "sets": [{"reps": 5}]},
    ],
}


def report(document: dict[str, Any], **more: Any) -> Report:
    return backsafe.check(backsafe.Workout.model_validate(document), engine="compiled", **more)


def rendered(**more: Any) -> str:
    document = {**UNSAFE, "title": "Day A"}
    return text.render(report(document), **more)


def test_worst_comes_first() -> None:
    severities = [
        line.split()[0]
        for line in rendered().splitlines()
        if line.startswith(("error ", "warning ", "advice "))
    ]

    assert severities == sorted(severities, key=["error", "warning", "advice"].index)
    assert {"error", "warning", "advice"} <= set(severities)


def test_each_rule_says_its_reasons_once() -> None:
    lines = rendered().splitlines()

    assert sum(line.startswith("warning LD01") for line in lines) == 1
    assert sum("is more than the 70 %" in line for line in lines) == 1


def test_what_is_unknown_is_grouped_by_what_would_resolve_it() -> None:
    found = " ".join(rendered().split())

    assert "athlete.technique.… [LD02 PU04]" in found
    assert "3 checks need the tempo of each set" not in found
    assert "sets.tempo [DL07 LD07]" in found
    assert "unknown exercise 'zork press'" in found


def test_our_own_figures_are_owned_up_to() -> None:
    assert "dynamic minimum minutes 3 min (our own figure)" in rendered()


def test_color_only_on_request() -> None:
    assert "\x1b" not in rendered()
    assert "\x1b[31;1m" in rendered(color=True)


def test_nothing_steers_the_terminal() -> None:
    assert clean("a\x1b[31mb\u202ec\nd") == "a [31mb c d"


def test_lines_fit() -> None:
    assert max(map(len, rendered().splitlines())) <= 100


def test_str_of_a_report_has_a_line_per_violation() -> None:
    found = report({**UNSAFE, "title": "Day A"})
    lines = str(found).splitlines()

    assert len(lines) == len(found.violations) + 1
    assert lines[0].startswith("<model>: error ")
