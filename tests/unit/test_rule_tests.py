"""The examples of rules are run: shipped ones, those of a file, a folder, or one's own book."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backsafe.errors import UsageError
from backsafe.report.examples import RuleTests
from backsafe.rule_tests import run_examples, run_rule_files
from backsafe.rules.folder import rule_book_folder
from backsafe.rules.loader import default_rule_book

RULE = """\
code: ZZ01
name: few-reps
title: Do few reps
severity: warning if set.reps > 9 else advice
for: set in work_sets
when: set.number >= first_counted
require: set.reps <= most_reps
parameters:
  most_reps: {value: 5, unit: reps, origin: article, source: back-workouts-good}
  first_counted: {value: 1, origin: project}
message: "{set.exercise} has {set.reps:d} reps"
why: Our own figure.
fix: {summary: "At most {most_reps:g}", safe: true}
sources: [{id: back-workouts-good}]
examples:
  bad: [{activities: [{type: lift, exercise: deadlift, sets: [{reps: 6}]}]}]
  unknown: [{activities: [{type: lift, exercise: deadlift, sets: [{duration_seconds: 9}]}]}]
  good: [{activities: [{type: lift, exercise: deadlift, sets: [{reps: 5}]}]}]
"""


def run(folder: Path, rule: str = RULE, name: str = "rule.yaml") -> RuleTests:
    (folder / name).write_text(rule)
    return run_rule_files([str(folder / name)])


def test_all_that_ship() -> None:
    tests = run_rule_files()

    assert tests.exit_status == 0
    assert len(tests.results) == len(default_rule_book().rules)
    assert {example.found for result in tests.results for example in result.examples} == {()}


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("ST03", ["ST03"]),
        ("st03", ["ST03"]),
        ("stretch-hold-too-short", ["ST03"]),
        ("DL", [f"DL0{number}" for number in range(1, 8)]),
    ],
)
def test_codes_names_and_families(word: str, codes: list[str]) -> None:
    assert [result.rule.code for result in run_rule_files([word]).results] == codes


def test_a_rule_named_twice_runs_once() -> None:
    path = default_rule_book().rules[0].path
    codes = [it.rule.code for it in run_rule_files(["ST03", path, "ST", path]).results]

    assert len(codes) == len(set(codes))
    assert codes[0] == "ST03"


def test_a_file_of_ones_own_cites_the_sources_that_ship(tmp_path: Path) -> None:
    tests = run(tmp_path)

    assert tests.exit_status == 0
    assert [it.kind for it in tests.results[0].examples] == ["bad", "unknown", "good"]


def test_a_book_of_ones_own_has_its_own_sources(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text("mine: {title: M, kind: external, verified: read}\n")
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "soft.yaml").write_text("name: soft\nsummary: Soft.\n")
    below = tmp_path / "family"
    below.mkdir()
    (below / "rule.yaml").write_text(RULE.replace("back-workouts-good", "mine"))

    for word in (tmp_path, below, below / "rule.yaml"):
        assert run_rule_files([str(word)]).exit_status == 0


def test_sources_of_another_repository_are_none_of_ours(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text("- not a list of sources\n")
    own = tmp_path / "repository"
    (own / ".git").mkdir(parents=True)

    assert run(own).exit_status == 0
    assert run(tmp_path).exit_status == 2


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("reps: 6", "reps: 4", "a bad example, and the rule fails nowhere in it"),
        ("duration_seconds: 9", "reps: 4", "the rule is unknown nowhere in it"),
        ("{reps: 5}]}]", "{reps: 9}]}]", "must pass wherever the rule applies, found fail"),
        ("{reps: 5}]}]", "{reps: 5, warm_up: true}]}]", "found not applicable"),
        ("{reps: 5}]}]", "{rep: 5}]}]", "the example cannot be read"),
        (
            "{activities: [{type: lift, exercise: deadlift, sets: [{reps: 5}]}]}",
            "{athlete: {one_rep_max_kg: {deadlift: 1, DEADLIFT: 2}}, activities: []}",
            "the example cannot be read",
        ),
    ],
)
def test_an_example_that_is_not_what_it_promises(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in RULE
    tests = run(tmp_path, RULE.replace(old, new))
    (failed,) = tests.results[0].failed

    assert tests.exit_status == 1
    assert failed.problem is not None
    assert problem in failed.problem.message
    assert failed.location.line == failed.problem.line


def test_what_was_found_instead(tmp_path: Path) -> None:
    (failed,) = run(tmp_path, RULE.replace("reps: 6", "reps: 4")).results[0].failed
    (found,) = failed.found

    assert (found.outcome, found.severity, found.location.pointer) == (
        "pass",
        None,
        "/activities/0/sets/0",
    )
    assert found.location.line == failed.location.line == 16
    assert found.values == {"set.number": 1, "first_counted": 1, "set.reps": 4, "most_reps": 5}


def test_where_a_rule_does_not_apply_its_condition_says_why(tmp_path: Path) -> None:
    rule = RULE.replace("first_counted: {value: 1", "first_counted: {value: 2")
    failed = run(tmp_path, rule).results[0].failed
    found = [it.found[0] for it in failed]

    assert {it.outcome for it in found} == {"not applicable"}
    assert dict(found[0].values) == {"set.number": 1, "first_counted": 2}
    assert list(found[0].conditions) == ["when"]


def test_a_check_that_no_bad_example_fails(tmp_path: Path) -> None:
    result = run(tmp_path, RULE.replace("reps: 6", "reps: 4")).results[0]

    assert [it.problem.message for it in result.unfailed] == ["no bad example fails ''"]
    assert not result.ok


def test_unusable_files_do_not_keep_others_from_being_run(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(RULE.replace("set.reps <=", "set.repz <="))
    (tmp_path / "worse.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "good.yaml").write_text(RULE)
    tests = run_rule_files([str(tmp_path)])

    assert [Path(it.path).name for it in tests.problems] == ["bad.yaml", "worse.yaml"]
    assert [it.ok for it in tests.results] == [True]
    assert tests.exit_status == 2


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("ST3", "did you mean 'ST03'"),
        ("stretch-hold-to-short", "did you mean 'stretch-hold-too-short'"),
        ("rulez.yaml", "rulez.yaml: no such file or folder"),
        ("no/such/folder", "no such file or folder"),
        ("\0", "no rule, file or folder"),
        ("x" * 5000, "no rule, file or folder"),
    ],
)
def test_a_word_that_is_nothing(word: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        run_rule_files([word])


def test_a_folder_without_rules_and_the_nearest_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no rule files"):
        run_rule_files([str(tmp_path)])
    (tmp_path / "rule.yaml").write_text(RULE)
    with pytest.raises(UsageError, match=r"did you mean 'rule.yaml'"):
        run_rule_files([str(tmp_path / "rul.yaml")])


def test_a_copy_of_the_book(tmp_path: Path) -> None:
    shutil.copytree(rule_book_folder(), tmp_path / "rules")

    assert run_rule_files([str(tmp_path)]).exit_status == 0


def test_a_rule_in_memory() -> None:
    assert run_examples(default_rule_book().rules[0]).ok
