"""The linter of rule books: each kind of mistake is found, at its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backsafe.errors import UsageError
from backsafe.linter import lint_rule_book
from backsafe.rules.folder import rule_book_folder

RULE = """\
code: ZZ01
name: few-reps
title: Do few reps
severity: advice
for: set in work_sets
require: set.reps <= most_reps
parameters:
  most_reps: {value: 5, unit: reps, origin: external, source: one}
message: "{set.exercise} has {set.reps:d} reps"
why: A source says so.
fix: {summary: "At most {most_reps:g}", safe: true}
sources: [{id: one}]
examples:
  bad: [{activities: [{type: lift, exercise: deadlift, sets: [{reps: 6}]}]}]
  good: [{activities: [{type: lift, exercise: deadlift, sets: [{reps: 5}]}]}]
"""
SOURCES = "one: {title: One, year: 2020, kind: external, verified: read}\n"


def lint(folder: Path, rule: str = RULE, sources: str = SOURCES) -> list[str]:
    (folder / "sources.yaml").write_text(sources)
    (folder / "rule.yaml").write_text(rule)
    return [str(problem).removeprefix(f"{folder}/") for problem in lint_rule_book(folder)]


def test_the_rules_that_ship_are_clean() -> None:
    assert lint_rule_book(rule_book_folder()) == ()


def test_a_clean_rule(tmp_path: Path) -> None:
    assert lint(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("title: Do few reps", "title: Do few reps.", "rule.yaml:3:8: a title ends without"),
        ("why: A source says so.", "why: A source says so", "rule.yaml:10:6: `why` is made of"),
        ("why: A source says so.", "why: It will prevent harm.", "'will prevent' claims more"),
        ("At most {", "Guaranteed: {", "rule.yaml:11:16: 'guarantee' claims more"),
        ("origin: external, source: one", "origin: project", "does not say 'our own'"),
        ("sources: [{id: one}]", "sources: [{id: two}]", "one gives most_reps and is not among"),
        ("reps: 6", "reps: 4", "rule.yaml:14:9: a bad example, and the rule fails nowhere in it"),
        ("reps: 6", "reps: 4", "no bad example fails ''"),
        ("{reps: 5}]}]", "{reps: 9}]}]", "rule.yaml:15:10: a good example must pass wherever"),
        ("{reps: 5}]}]", "{rep: 5}]}]", "the example cannot be read"),
        ("most_reps\nparam", "most_rep\nparam", "did you mean 'most_reps'?"),
        ("set.reps <=", "set.repz <=", "rule.yaml:6:10: set has no field 'repz'"),
        ("{set.reps:d}", "{set.reps:x}", "format 'x'"),
    ],
)
def test_a_mistake_is_found_at_its_place(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in RULE
    two = f"{SOURCES}two: {{title: Two, year: 2021, kind: external, verified: read}}\n"
    sources = two if "two" in new else SOURCES
    found = lint(tmp_path, RULE.replace(old, new), sources)

    assert any(problem in line for line in found), found


def test_sources_are_cited_and_can_be_found(tmp_path: Path) -> None:
    found = lint(tmp_path, sources=SOURCES + "two: {title: T, kind: external, verified: read}\n")

    assert found == [
        "sources.yaml:2:1: no rule cites two",
        "sources.yaml:2:1: two has neither year nor url",
    ]


def test_all_files_that_cannot_be_loaded_are_told(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(RULE.replace("advice", "advise"))
    found = lint(tmp_path, RULE.replace("work_sets", "worksets"))

    assert [line.partition(":")[0] for line in found] == ["other.yaml", "rule.yaml"]


def test_two_rules_of_one_code(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(RULE.replace("few-reps", "other"))

    assert any("ZZ01 is taken by" in line for line in lint(tmp_path))


def test_a_folder_without_rules(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no rule book"):
        lint_rule_book(tmp_path)


def test_a_broken_copy_of_the_rules_that_ship(tmp_path: Path) -> None:
    copy = tmp_path / "rules"
    shutil.copytree(rule_book_folder(), copy)
    path = copy / "warm-up" / "WU01-warm-up-missing.yaml"
    path.write_text(path.read_text().replace("value: 5,", "value: 4,"))

    # The article's five minutes are in the examples, too.
    assert [Path(it.path).name for it in lint_rule_book(copy)] == ["WU01-warm-up-missing.yaml"]


def test_a_folder_may_rest_on_the_rules_that_ship(tmp_path: Path) -> None:
    shipped = RULE.replace("source: one", "source: acsm-flexibility-2021").replace(
        "{id: one}", "{id: acsm-flexibility-2021}"
    )
    (tmp_path / "rule.yaml").write_text(shipped)
    (tmp_path / "profiles").mkdir()
    profile = tmp_path / "profiles" / "ours.yaml"
    profile.write_text("name: ours\nsummary: Ours.\nextend: strict\noff: [ST02, ZZ01]\n")
    assert lint_rule_book(tmp_path) == ()

    profile.write_text("name: ours\nsummary: Ours.\nextend: stric\n")
    (problem,) = lint_rule_book(tmp_path)
    assert "unknown profile 'stric'; did you mean 'strict'?" in problem.message
    profile.unlink()

    (tmp_path / "rule.yaml").write_text(shipped.replace("reps: 6", "reps: 4"))
    assert [it.path for it in lint_rule_book(tmp_path)] == [str(tmp_path / "rule.yaml")] * 2
    (tmp_path / "rule.yaml").write_text(shipped.replace("ZZ01", "ST03"))
    (problem,) = lint_rule_book(tmp_path)
    assert "ST03 is taken by " in problem.message


def test_one_with_the_profile_standard_stands_alone(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "standard.yaml").write_text("name: standard\nsummary: x\n")

    assert lint(tmp_path, RULE.replace("ZZ01", "ST03")) == []
    assert (
        "unknown source" in lint(tmp_path, RULE.replace("id: one", "id: acsm-flexibility-2021"))[0]
    )
