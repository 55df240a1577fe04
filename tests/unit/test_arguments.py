"""What a program hands over by mistake is told in words, and not in an odd traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import backsafe
from backsafe import Checker, Text, UsageError

LIFT = {"type": "lift", "exercise": "inverted row", "sets": [{"reps": 5}]}
PLAN = {"activities": [LIFT]}
WORKOUT = backsafe.Workout.model_validate(PLAN)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"text": b"backsafe: 1"}, r"Text takes text, not bytes; decode them first: \.decode"),
        ({"text": None}, r"text of backsafe\.Text is a text, not None \(NoneType\)"),
        ({"text": Path("plan.yaml")}, r"text of backsafe\.Text is a text, not PosixPath"),
        ({"text": "x", "reader": 3}, r"reader of backsafe\.Text is a text, not 3 \(int\)"),
        ({"text": "x", "name": None}, r"name of backsafe\.Text is a text"),
        ({"text": "x", "unit": 3}, r"unit of backsafe\.Text is a text"),
    ],
)
def test_what_is_no_text(given: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message.replace("PosixPath", r"\w+Path")):
        Text(**given)


RULES = r'takes codes or names of rules, such as \["ST03", "LD"\], not '
ATHLETE = r"^athlete takes a path, a mapping or a backsafe\.Athlete, not "
ENTRIES = r"^suppressions takes a list of backsafe\.SuppressionEntry, not "


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"athlete": 3}, ATHLETE + r"3 \(int\)"),
        ({"athlete": [1]}, ATHLETE),
        ({"athlete": b"me.yaml"}, ATHLETE),
        ({"athlete": Text("age: 30")}, ATHLETE),
        ({"athlete": WORKOUT}, ATHLETE),
        ({"history": 3}, "^expected a path, a mapping, "),
        ({"history": [PLAN]}, "^expected a path, a mapping, "),
        ({"select": 3}, f"^select {RULES}3"),
        ({"select": None}, f"^select {RULES}None"),
        ({"select": [3]}, f"^select {RULES}3"),
        ({"extend_select": [b"ST"]}, f"^extend_select {RULES}b'ST'"),
        ({"ignore": b"ST"}, f"^ignore {RULES}b'ST'"),
        ({"ignore": {"ST": 1}}, f"^ignore {RULES}"),
        ({"per_file_ignores": ["a"]}, "^per_file_ignores takes a mapping such as"),
        ({"per_file_ignores": {"a": 3}}, f"^per_file_ignores of a {RULES}3"),
        ({"parameters": [1]}, r"^parameters takes a mapping such as .*, not \[1\] \(list\)"),
        ({"parameters": {"ST03": 3}}, "^parameters of ST03 takes a mapping such as"),
        ({"parameters": {3: {"a": 3}}}, "^parameters takes a mapping such as .* not 3"),
        ({"parameters": {"ST03": {3: 3}}}, "^parameters of ST03 takes a mapping"),
        ({"severity": "error"}, "^severity takes a mapping such as"),
        ({"severity": {3: "error"}}, "^severity takes a mapping such as .* not 3"),
        ({"profile": None}, "^profile takes a text, not None"),
        ({"engine": 3}, "^unknown engine 3; there are"),
        ({"fail_on": 3}, "^unknown severity 3; there are"),
        ({"unit": "stone"}, "^unknown unit 'stone'; there are kg and lb"),
        ({"unit": ["kg"]}, "^unknown unit .*; there are kg and lb"),
        ({"rules": 3}, "^rules takes a list of names or paths, not 3"),
        ({"rules": [3]}, "^rules takes a path, not 3"),
        ({"packs": [3]}, "^packs takes a text, not 3"),
        ({"root": 3}, "^root takes a path, not 3"),
        ({"rule_book": 3}, "^rule_book takes a RuleBook, not 3"),
        ({"last": "3"}, "^last must be a number of 1 or more"),
        ({"since": 3}, "^since must be a day such as 2026-04-08, not 3"),
        ({"suppressions": "x"}, ENTRIES),
        ({"suppressions": ["x"]}, ENTRIES + r"of 'x' \(str\)"),
        ({"suppressions": [("a.yaml", "ST03")]}, ENTRIES + "of"),
        ({"suppressions": [("a.yaml", "ST03", 3)]}, ENTRIES + "of"),
        ({"baseline": 3}, r"^baseline takes a path or a backsafe\.Baseline, not 3"),
        ({"suppress": "no"}, "^suppress is True or False, not 'no'"),
        ({"cross_check": 1}, "^cross_check is True or False, not 1"),
    ],
    ids=lambda it: next(iter(it)) if isinstance(it, dict) else "",
)
def test_what_a_checker_does_not_take(given: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Checker(**given)


@pytest.mark.parametrize("source", ["plan.yaml", Path("plan.yaml"), PLAN, WORKOUT, Text("x"), 3])
def test_one_source_is_not_several(source: Any) -> None:
    with pytest.raises(UsageError, match=r"^expected several sources, such as a list of paths"):
        Checker().check_many(source)


def test_a_text_is_no_switch() -> None:
    """Each text is true in Python: that asks for repairs that change what a plan asks for."""
    for unsafe in ("no", 1, None):
        with pytest.raises(UsageError, match=r"^unsafe is True or False"):
            backsafe.fix(PLAN, unsafe=unsafe)  # type: ignore[arg-type]


def test_a_text_of_rules_stands_for_all_it_names() -> None:
    screening = {code for code in Checker().rules if code.startswith("AT")}
    for words, same in (("ST,LD01", ["ST", "LD01"]), ("ST LD01", ("LD01", "ST"))):
        assert set(Checker(select=words).rules) == set(Checker(select=same).rules)
    assert set(Checker(select="ST").rules) - screening == {
        code for code in Checker().rules if code.startswith("ST")
    }


def test_an_unknown_keyword_is_pythons_own_error() -> None:
    for call in (backsafe.check, backsafe.fix):
        with pytest.raises(TypeError, match="unexpected keyword argument 'profle'"):
            call(PLAN, profle="strict")  # type: ignore[call-arg]
