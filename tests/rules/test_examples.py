"""Each rule's own examples, and the sound session that the mutations start from."""

from __future__ import annotations

import pytest
from judging import judge, sound, verdicts

from backsafe.model import Log, Program, Workout, json_schema
from backsafe.rules.loader import default_rule_book
from backsafe.rules.rule import Example

RULES = default_rule_book().rules
EXAMPLES = [
    pytest.param(rule.code, example, id=f"{rule.code}-{example.kind}-{number}")
    for rule in RULES
    for number, example in enumerate(rule.examples)
]


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_an_example_gets_the_verdict_it_stands_for(code: str, example: Example) -> None:
    outcomes = {judged.outcome for judged in judge(dict(example.document), code)}

    if example.kind == "good":
        assert outcomes == {"pass"}
    else:
        assert {"bad": "fail", "unknown": "unknown"}[example.kind] in outcomes


def test_every_rule_has_examples_of_both_kinds() -> None:
    for rule in RULES:
        kinds = {example.kind for example in rule.examples}
        assert kinds >= ({"unknown", "good"} if rule.code == "PR08" else {"bad", "good"}), rule.code


def test_every_check_fails_in_some_example() -> None:
    for rule in RULES:
        failing = {
            verdict.check.name
            for example in rule.examples
            for verdict in verdicts(dict(example.document))
            if verdict.check.code == rule.code and verdict.outcome == "fail"
        }
        untested = {check.name for check in rule.checks} - failing
        if rule.code in ("LD01", "PR08"):  # needs a history; never fails
            untested -= {"first-sessions", ""}
        assert not untested, (rule.code, untested)


def test_the_sound_session_passes_everything() -> None:
    found = verdicts(sound())

    assert {verdict.outcome for verdict in found} == {"pass"}
    judged = {verdict.check.code for verdict in found}
    assert judged >= {
        "WU01",
        "ST01",
        "LD02",
        "PU03",
        "RW05",
        "DL02",
        "FM02",
        "AT03",
        "EQ02",
        "PR08",
    }


def test_models_and_schema_speak_of_the_same_documents() -> None:
    assert {Workout, Program, Log}
    assert json_schema()["title"]


def test_parameters_of_our_own_are_owned_up_to_in_why() -> None:
    for rule in RULES:
        if any(spec.origin == "project" for spec in rule.parameters.values()):
            assert "our own" in rule.why, rule.code


def test_no_rule_promises_what_the_evidence_does_not_carry() -> None:
    for rule in RULES:
        text = f"{rule.title} {rule.why}".casefold()
        for claim in ("free from injury", "prevents soreness", "guarantee", "osteoporosis risk"):
            assert claim not in text, rule.code
