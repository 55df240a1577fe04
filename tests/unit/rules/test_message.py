"""What is said of a finding: its numbers stand on the side of the limits that they stand on."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import lift
from unsafe_plans import document

import backsafe
from backsafe.errors import RuleError
from backsafe.report.words import _basis
from backsafe.rules.expression import Constant
from backsafe.rules.loader import default_rule_book
from backsafe.rules.message import parse_message
from backsafe.rules.numbers import number_text
from backsafe.rules.profiles import activate_all
from backsafe.rules.scope import Scope

BOOK = default_rule_book()
CHECKS = [(active, check) for active in activate_all(BOOK, "standard") for check in active.checks]
CHECKER = backsafe.Checker(engine="compiled")
NEAR = (0.4, 0.1, 0.01, 1e-5, 1e-9)


def side(number: float, limit: float) -> int:
    return (number > limit) - (number < limit)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.sampled_from(["g", "d", "f", ".0f", ".2f"]))
def test_a_number_stands_where_it_stands(value: float, limit: float, pattern: str) -> None:
    for other in (limit, round(value), value):
        assert side(float(number_text(value, pattern, [other])), other) == side(value, other)


def test_no_more_digits_than_it_takes() -> None:
    assert number_text(72.46, ".0f", [60]) == "72"
    assert number_text(60.3, ".0f", [60]) == "60.3"
    assert number_text(60.04, ".0f", [60, 60.03]) == "60.04"
    assert number_text(19.9999999, "g", [20]) == "19.9999999"
    assert number_text(3.4, "d", [3]) == "3.4"
    assert number_text(20.0, "g", [20]) == "20"


@pytest.mark.parametrize(("active", "check"), CHECKS, ids=lambda it: getattr(it, "name", "") or "")
def test_no_rule_contradicts_itself(active: object, check: object) -> None:
    """Each number of a message is put just beside what its rule compares it with."""
    texts = [check.message]  # type: ignore[attr-defined]
    while texts[-1].otherwise is not None:
        texts.append(texts[-1].otherwise)
    compared = _basis(check, active).compared  # type: ignore[arg-type]
    for message, (label, other) in product(texts, compared):
        if label not in message._own_keys() or not isinstance(other, Constant):
            continue
        limit = float(other.value)
        for value in (limit + away for it in NEAR for away in (it, -it)):
            values = {**dict.fromkeys(message.keys, 7777.0), label: value}
            told = message.render(values, {label: [limit]})
            numbers = [float(it) for it in re.findall(r"-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?", told)]
            near = [it for it in numbers if abs(it - value) <= 0.5]
            assert any(side(it, limit) == side(value, limit) for it in near), told


@pytest.mark.parametrize(("load", "told"), [(60.3, "60.3 %"), (60.04, "60.04 %"), (72.46, "72 %")])
def test_a_load_just_above_the_limit(load: float, told: str) -> None:
    bent = lift("bent-over row", {"reps": 8, "load_percent": load})
    report = CHECKER.check({"athlete": {"symptoms": []}, "activities": [bent]})
    (message,) = [it.message for it in report.violations if it.code == "WU05"]
    assert f"is at {told} of the one-rep max." in message


def test_a_finding_speaks_of_the_measure_it_rests_on() -> None:
    bent = lift("bent-over row", {"reps": 10, "load_kg": 50, "rir": 1})
    report = CHECKER.check({"athlete": {"symptoms": []}, "activities": [bent]})
    (message,) = [it.message for it in report.violations if it.code == "WU05"]
    assert message.endswith("its first loaded set is 10 reps with 1 in reserve.")


@pytest.mark.parametrize(
    ("known", "code", "told"),
    [
        ({"systolic_mmhg": 190}, "AT04", "The upper blood pressure is 190 mmHg."),
        ({"diastolic_mmhg": 115}, "AT04", "The lower blood pressure is 115 mmHg."),
        ({"systolic_mmhg": 190, "diastolic_mmhg": 95}, "AT04", "is 190 over 95 mmHg."),
        (
            {"symptoms": ["back_pain", "fever"]},
            "AT02",
            "needs a clinician first (back pain, fever).",
        ),
        (
            {"conditions": ["low_back_pain", "cancer_history"]},
            "AT02",
            "needs a clinician first (low back pain, cancer history).",
        ),
    ],
)
def test_what_is_not_known_is_not_spoken_of(known: dict[str, object], code: str, told: str) -> None:
    report = CHECKER.check({"athlete": known, "activities": []})
    (message,) = [it.message for it in report.violations if it.code == code]
    assert message.endswith(told)


@given(st.integers(0, 10**9))
def test_no_message_says_that_a_value_is_unknown(seed: int) -> None:
    report = CHECKER.check(document(random.Random(seed)))  # noqa: S311
    for it in report.violations:
        assert "unknown" not in it.message
        assert it.fix is None or "unknown" not in it.fix.summary


def test_the_corpus_neither(repository: Path) -> None:
    for path in sorted((repository / "examples").glob("*day*.yaml")):
        for it in CHECKER.check(path).violations:
            assert "unknown" not in it.message, it


def test_no_example_of_a_rule_either() -> None:
    for rule in default_rule_book().rules:
        for example in rule.examples:
            for it in CHECKER.check(example.document).violations:
                assert "unknown" not in it.message, it


def test_several_texts() -> None:
    scope = Scope.of("set", "set", frozenset({"most"}))
    last = parse_message("{set.reps:d} reps", scope)
    message = parse_message("{set.load_percent:g} %", scope)
    assert message.render({}) == "unknown %"

    message = replace(message, otherwise=last)
    assert message.render({"set.reps": 5.0}) == "5 reps"
    assert message.render({"set.reps": 5.0, "set.load_percent": 70.0}) == "70 %"
    assert message.keys == ("set.load_percent", "set.reps")


def test_a_list_of_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "MY01.yaml").write_text(
        "code: MY01\nname: mine\ntitle: Mine\nseverity: advice\nfor: set in sets\n"
        "require: set.reps < 5\nmessage: []\nwhy: Mine.\nsources: [{id: acsm-2009}]\n"
        "examples: {bad: [], good: []}\n"
    )
    with pytest.raises(RuleError, match="expected text, or texts of which the first"):
        backsafe.Checker(rules=[tmp_path])
