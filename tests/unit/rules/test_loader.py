"""Rule files: every mistake is told with file, line and column."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import backsafe
from backsafe.errors import RuleError, UsageError
from backsafe.rules.loader import default_rule_book, load_rule_book
from backsafe.rules.profiles import activate, activate_all

RULE = """\
code: ZZ01
name: some-rule
title: A title
severity: advice
for: set in work_sets
when: set.loaded
require: set.reps <= most_reps
parameters:
  most_reps: {value: 5, unit: reps, origin: external, source: one}
message: "{set.exercise} has {set.reps:d} reps"
why: Because.
fix: {summary: "At most {most_reps:g}", safe: true}
sources: [{id: one, section: Here}]
examples:
  bad: [{activities: []}]
  good: [{activities: []}]
"""
SOURCES = "one: {title: One, year: 2020, kind: external, verified: read}\n"


def load(folder: Path, *rules: str, sources: str = SOURCES, profile: str = "") -> None:
    (folder / "sources.yaml").write_text(sources)
    for number, rule in enumerate(rules):
        (folder / f"rule{number}.yaml").write_text(rule)
    if profile:
        (folder / "profiles").mkdir()
        (folder / "profiles" / "own.yaml").write_text(profile)
    load_rule_book(folder)


def test_a_sound_rule(tmp_path: Path) -> None:
    load(tmp_path, RULE)


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("code: ZZ01", "code: z1", "1:7", "a code is letters and digits"),
        ("name: some-rule", "name: Some Rule", "2:7", "lower-case words"),
        ("title: A title", "titel: A title", "3:1", "unknown key 'titel'; did you mean 'title'?"),
        ("severity: advice", "severity: advise", "4:11", "did you mean 'advice'?"),
        ("for: set in work_sets", "for: set in worksets", "5:6", "did you mean 'work_sets'?"),
        ("for: set in work_sets", "for: sets", "5:6", "set in work_sets"),
        ("when: set.loaded", "when: set.load", "6:7", "set has no field 'load'"),
        ("require: set.reps <= most_reps", "require: set.reps <= mst_reps", "7:22", "mst_reps"),
        ("require: set.reps <= most_reps", "require: 'set.reps <= mst_reps'", "7:23", "mst_reps"),
        ("require: set.reps", "require: >-\n  set.repz", "8:3", "did you mean 'reps'?"),
        ("require: set.reps", "require: |\n  set.loaded and\n  set.repz", "9:3", "did you mean"),
        ("origin: external, source: one", "origin: external", "9:14", "names its source"),
        ("source: one}", "source: two}", "9:63", "unknown source 'two'"),
        ("value: 5,", "value: five,", "9:22", "expected a number, found 'five'"),
        ("value: 5,", "value: true,", "9:22", "expected a number, found True"),
        ("origin: external", "origin: extern", "9:45", "did you mean 'external'?"),
        ("{set.reps:d}", "{set.reps.real}", "10:30", "set has no field 'reps.real'"),
        ("{set.reps:d}", "{set.reps:>9}", "10:30", "format '>9'"),
        ("{set.reps:d}", "{set.reps", "10:30", "a lone brace"),
        ("{set.exercise}", "{set.exercise:d}", "10:11", "no number"),
        ("why: Because.", "why: ''", "11:6", "expected text"),
        ("safe: true", "safe: maybe", "12:47", "true or false"),
        ("id: one, section", "id: on, section", "13:16", "did you mean 'one'?"),
        ("sources: [{id: one, section: Here}]\n", "", "1:1", "'sources' is missing"),
        ("  good: [{activities: []}]\n", "", "15:3", "'good' is missing"),
        ("set.reps <= most_reps", "set.reps <= 5", "9:3", "no condition uses 'most_reps'"),
    ],
)
def test_a_mistake_is_told_where_it_is(
    old: str, new: str, place: str, message: str, tmp_path: Path
) -> None:
    assert old in RULE
    with pytest.raises(RuleError) as caught:
        load(tmp_path, RULE.replace(old, new))

    (problem,) = caught.value.problems
    assert message in problem.message
    assert str(problem).startswith(f"{tmp_path / 'rule0.yaml'}:{place}: ")


def test_codes_and_names_are_unique(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"ZZ01 is taken by .*rule0.yaml"):
        load(tmp_path, RULE, RULE.replace("some-rule", "other-rule"))
    with pytest.raises(RuleError, match=r"some-rule is taken by"):
        load(tmp_path, RULE, RULE.replace("ZZ01", "ZZ02"))


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        ("name: own\nsummary: x\nseverity: {ZZ02: error}\n", "unknown rule 'ZZ02'"),
        ("name: own\nsummary: x\nseverity: {ZZ01: fatal}\n", "expected a severity"),
        ("name: own\nsummary: x\nparameters: {ZZ01: {most: 1}}\n", "ZZ01 has no parameter 'most'"),
        ("name: own\nsummary: x\noff: [ZZ1]\n", "did you mean 'ZZ01'?"),
        ("name: own\nsumary: x\n", "did you mean 'summary'?"),
    ],
)
def test_profiles(profile: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        load(tmp_path, RULE, profile=profile)

    assert message in str(caught.value)


def test_a_profile_cannot_switch_screening_off(tmp_path: Path) -> None:
    profile = "name: own\nsummary: x\noff: [AT99]\n"

    with pytest.raises(RuleError, match="screens the athlete"):
        load(tmp_path, RULE.replace("ZZ01", "AT99"), profile=profile)


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ("severity: {AT99: advice}", "own.yaml:3:18: AT99 screens the athlete: its severity can"),
        (
            "severity: {AT99: error if set.reps > most_reps else advice}",
            "own.yaml:3:18: AT99 screens the athlete: its severity can",
        ),
        (
            "parameters: {AT99: {most_reps: 9}}",
            "own.yaml:3:32: AT99 screens the athlete: its thresholds are not changed; record a",
        ),
    ],
)
@pytest.mark.parametrize("extending", ["", "extend: other\n"])
def test_a_profile_cannot_weaken_screening(
    stated: str, message: str, extending: str, tmp_path: Path
) -> None:
    rule = RULE.replace("ZZ01", "AT99").replace("severity: advice", "severity: error")
    profile = f"name: own\nsummary: x\n{stated}\n{extending}"
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "other.yaml").write_text("name: other\nsummary: x\n")
    (tmp_path / "profiles" / "own.yaml").write_text(profile)

    with pytest.raises(RuleError) as caught:
        load(tmp_path, rule)

    assert message in str(caught.value)


def test_a_profile_may_raise_screening_and_repeat_its_thresholds(tmp_path: Path) -> None:
    rule = RULE.replace("ZZ01", "AT99").replace("severity: advice", "severity: warning")
    profile = "name: own\nsummary: x\nseverity: {AT99: error}\nparameters: {AT99: {most_reps: 5}}\n"

    load(tmp_path, rule, profile=profile)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"parameters": {"AT04": {"systolic_stop": 400}}}, "AT04 screens the athlete: its thresh"),
        ({"parameters": {"AT04": {"systolic_stop": 100}}}, "record a clearance with a reason"),
        ({"profile": "evidense"}, "did you mean 'evidence'?"),
        ({"select": ["ST99"]}, "unknown rule 'ST99'"),
        ({"parameters": {"ST03": {"hold_minimum": 5}}}, "did you mean 'hold_minimum_seconds'?"),
        ({"parameters": {"ST03": {"hold_minimum_seconds": "5"}}}, "takes a number"),
        ({"parameters": {"ST03": {"hold_minimum_seconds": float("nan")}}}, "finite"),
    ],
)
def test_wrong_choices(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        activate(default_rule_book(), **arguments)  # type: ignore[arg-type]

    assert message in str(caught.value)


def test_choices_by_code_name_and_family() -> None:
    def codes(**arguments: list[str]) -> set[str]:
        return {it.rule.code for it in activate(default_rule_book(), **arguments)}  # type: ignore[arg-type]

    screening = {code for code in codes() if code.startswith("AT")}
    assert codes(select=["ST03"]) == {"ST03"} | screening
    assert codes(select=["stretch-hold-too-short", "lD01"]) == {"ST03", "LD01"} | screening
    assert not {code for code in codes(ignore=["WU"]) if code.startswith("WU")}


def test_opt_in_rules_run_where_they_are_named() -> None:
    book = default_rule_book()
    opt_in = {rule.code for rule in book.rules if rule.opt_in}

    def codes(profile: str = "standard", **arguments: list[str]) -> set[str]:
        return {it.rule.code for it in activate(book, profile, **arguments)}  # type: ignore[arg-type]

    assert opt_in == {"RW07", "AT11"}
    assert codes() == {rule.code for rule in book.rules} - opt_in
    assert codes("strict") == {rule.code for rule in book.rules}
    assert "RW07" in codes(select=["rows-never-vary"])
    assert not opt_in & codes(select=["RW", "AT"])
    assert not opt_in & codes("strict", ignore=["AT11", "RW07"])


def test_parameters_come_from_rule_profile_and_caller_in_this_order() -> None:
    def hold(profile: str, own: dict[str, dict[str, float]] | None = None) -> float:
        rules = activate(default_rule_book(), profile, parameters=own)
        return next(it for it in rules if it.rule.code == "ST03").parameters["hold_minimum_seconds"]

    assert hold("standard") == 20
    assert hold("evidence") == 10
    assert hold("evidence", {"stretch-hold-too-short": {"hold_minimum_seconds": 15}}) == 15


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"parameters": {"AT05": {"pain_maximum": 9.0}}}, "AT05 screens the athlete: its thresh"),
        ({"severity": {"AT02": "advice"}}, "AT02 screens the athlete: its severity can be raised"),
        ({"parameters": {"ST03": {"hold": 9.0}}}, "profile own: ST03 has no parameter 'hold'"),
    ],
)
def test_a_profile_made_by_a_program_cannot_weaken_screening_either(
    change: dict[str, Any], message: str
) -> None:
    shipped = default_rule_book()
    own = shipped.profiles["standard"]._replace(name="own", **change)
    book = replace(shipped, profiles={**shipped.profiles, "own": own})
    for ways in (
        lambda: backsafe.Checker(rule_book=book, profile="own"),
        lambda: activate_all(book, "own"),
    ):
        with pytest.raises(UsageError) as caught:
            ways()
        assert message in str(caught.value)
    off = shipped.profiles["standard"]._replace(name="off", off=("AT01", "ST03"))
    rules = backsafe.Checker(rule_book=replace(shipped, profiles={"off": off}), profile="off").rules
    assert "AT01" in rules
    assert "ST03" not in rules


def test_where_a_threshold_comes_from_is_told() -> None:
    stretch = {"type": "static_stretch", "exercise": "cobra", "hold_seconds": 5}

    def origin(**more: Any) -> str:
        report = backsafe.check({"activities": [stretch]}, **more)
        (found,) = [it for it in report.violations if it.code == "ST03"]
        return str(found.parameters["hold_minimum_seconds"]["origin"])

    assert origin() == "article"
    assert origin(profile="evidence") == "profile"
    for profile in ("standard", "evidence"):
        own = {"ST03": {"hold_minimum_seconds": 33}}
        assert origin(profile=profile, parameters=own) == "override"
    assert (
        origin(profile="evidence", parameters={"ST03": {"hold_minimum_seconds": 20}}) == "article"
    )
