"""The text that a lifter reads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import backsafe
from backsafe.outputs import text
from backsafe.outputs.wording import clean
from backsafe.report import FixNote, Report, Suppressed, Suppression, Violation, findings_of
from backsafe.report.findings import told_of

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


def changed(found: Report, **told: Any) -> Report:
    (part,) = found.files
    findings = replace(told_of(findings_of(part), passes=True), **told)
    counted = len(findings.told_suppressions)
    return replace(found, files=(replace(part, _findings=findings, suppressed=counted),))


def test_what_holds_is_told_on_request() -> None:
    found = report({**UNSAFE, "title": "Day A"})
    shown = text.render(found, show_passed=True)

    assert "\n  passed       AT06 No crunches" in shown
    assert "load [2 times: /activities/1/sets/0, /activities/1/sets/1]" in " ".join(shown.split())
    assert "\n  passed " not in text.render(found)
    assert max(map(len, shown.splitlines())) <= 100


def by(violation: Violation, kind: Any, reason: str = "") -> Suppressed:
    return Suppressed(violation=violation, suppression=Suppression(kind=kind, reason=reason))


def test_what_is_set_aside_is_counted_by_what_did_it() -> None:
    found = report({**UNSAFE, "title": "Day A"})
    first, second, third, *rest = found.violations
    aside = (
        by(first, "baseline"),
        by(second, "comment", "known"),
        by(third, "baseline"),
    )
    shown = text.render(changed(found, told_violations=tuple(rest), told_suppressions=aside))

    assert "  suppressed   3 (baseline 2, comment 1)\n" in shown
    assert "suppressed" not in text.render(found)


def test_the_option_that_repairs_is_named() -> None:
    found = report({**UNSAFE, "title": "Day A"})
    first, second, *rest = found.violations
    repairs = (
        replace(first, fix=FixNote(summary="Move it.", safe=True, automatic=True)),
        replace(second, fix=FixNote(summary="Add 5 min.", safe=False, automatic=True)),
    )
    others = (replace(it, fix=None) for it in rest)
    shown = text.render(changed(found, told_violations=(*repairs, *others)))

    assert "--fix repairs 1, --unsafe-fixes repairs 1" in shown
    assert "  do           Move it. (--fix does this)" in shown
    assert "  do           Add 5 min. (--unsafe-fixes does this)" in shown
    assert shown.count(" does this)") == 2


def test_nothing_judged_is_told_beside_a_violation() -> None:
    found = report({**UNSAFE, "title": "Day A"})
    (part,) = found.files
    shown = text.render(replace(found, files=(replace(part, judged=False),)))

    assert "\nnothing could be judged\n" in shown


def test_counts_fit_the_width() -> None:
    found = report({**UNSAFE, "title": "Day A"})
    many = found.joined([found] * 200)

    assert max(map(len, text.render(many).splitlines()[-3:])) <= 100
