"""What a person who writes rules reads of their examples."""

from __future__ import annotations

import json
from pathlib import Path

from backsafe.outputs.rule_tests import as_mapping, render
from backsafe.report.examples import RuleTests
from backsafe.rule_tests import run_rule_files
from backsafe.rules.loader import default_rule_book
from backsafe.rules.profiles import find_rule


def of_changed(folder: Path, **changes: str) -> RuleTests:
    """Runs ST03 with some of its text changed."""
    text = Path(find_rule(default_rule_book(), "ST03").path).read_text()
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    (folder / "rule.yaml").write_text(text)
    return run_rule_files([str(folder / "rule.yaml")])


LONGER = {"longer": ("hold_seconds: 19", "hold_seconds: 21")}


def shown(tests: RuleTests, folder: Path) -> str:
    return " ".join(render(tests).replace(str(folder), "F").split())


def test_a_line_per_rule_where_all_is_well() -> None:
    assert render(run_rule_files(["ST03"])).splitlines() == [
        "ok     ST03 stretch-hold-too-short: 2 bad, 2 good",
        "",
        "1 rule · 4 examples · all as expected",
    ]


def test_what_was_expected_and_what_was_found(tmp_path: Path) -> None:
    found = shown(of_changed(tmp_path, **LONGER), tmp_path)

    assert "FAILED ST03 stretch-hold-too-short: 2 bad, 2 good F/rule.yaml:32:7: bad" in found
    assert "- bad: the rule fails somewhere + found: older-adult is unknown on" in found
    assert (
        "+ found: hold passes on /activities/0, line 32 "
        "(stretch.hold_seconds = 21, hold_minimum_seconds = 20) "
        "require: stretch.hold_seconds >= hold_minimum_seconds" in found
    )
    assert "needs the age in years missing: athlete.age" in found
    assert "1 rule · 4 examples · 1 not as expected · 1 check that no bad example fails" in found


def test_where_it_does_not_apply(tmp_path: Path) -> None:
    found = shown(of_changed(tmp_path, young=("age: 70", "age: 60")), tmp_path)

    assert "older-adult does not apply on /activities/0, line 34 (athlete.age = 60" in found
    assert "when: athlete.age >= older_age and stretch.hold_seconds >= hold_minimum" in found
    assert "rule.yaml:31:3: the check 'older-adult'" in found


def test_where_there_is_nothing_to_judge(tmp_path: Path) -> None:
    change = ("{type: static_stretch, exercise: child's pose, hold_seconds: 30}", "")
    found = shown(of_changed(tmp_path, none=change), tmp_path)

    assert "the check 'hold' has nothing to judge: the example has no static stretches" in found


def test_an_example_that_cannot_be_read(tmp_path: Path) -> None:
    found = shown(of_changed(tmp_path, typo=("hold_seconds: 30", "hold_secondz: 30")), tmp_path)

    assert "+ found: the example cannot be read:" in found


def test_it_fits_and_cannot_steer_the_terminal(tmp_path: Path) -> None:
    one = '{type: static_stretch, exercise: "\u202e' + "x" * 150 + '", hold_seconds: 40}'
    change = (
        "{type: static_stretch, exercise: child's pose, hold_seconds: 19}",
        ", ".join([one] * 60),
    )
    text = render(of_changed(tmp_path, many=change)).replace(str(tmp_path), "F")

    assert max(map(len, text.splitlines())) <= 100
    assert "\u202e" not in text
    assert "and 100 more; --format json lists them" in text


def test_color_only_on_request(tmp_path: Path) -> None:
    tests = of_changed(tmp_path, **LONGER)

    assert "\x1b" not in render(tests)
    assert "\x1b[31;1mFAILED" in render(tests, color=True)


def test_as_data(tmp_path: Path) -> None:
    data = as_mapping(of_changed(tmp_path, **LONGER))
    json.dumps(data, allow_nan=False)
    (rule,) = data["rules"]
    first, *others = rule["examples"]

    assert data["format"] == "backsafe-rule-tests/1"
    assert not data["ok"]
    assert rule["checks_without_failure"] == ["hold"]
    assert (first["kind"], first["ok"], first["line"]) == ("bad", False, 32)
    assert {it["outcome"] for it in first["found"]} == {"pass", "unknown"}
    assert all(it["ok"] and it["found"] == [] for it in others)


def test_problems_are_counted_and_are_data(tmp_path: Path) -> None:
    tests = of_changed(tmp_path, typo=("code: ST03", "code: st"))

    assert "1 problem in files that cannot be used" in render(tests)
    assert as_mapping(tests)["problems"][0]["line"] == 1
