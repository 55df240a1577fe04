"""Checks of sessions that go on: what growth cannot undo is decided, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backsafe.engines.gates import gated, revisable
from backsafe.facts.fact import Fact, Session
from backsafe.facts.ongoing import ENDED, GROWING, REVISABLE, TURNING
from backsafe.facts.schema import SCHEMA
from backsafe.rules.expression import Conditional, Quantified, walk
from backsafe.rules.interpret import Bindings, evaluate
from backsafe.rules.message import parse_message
from backsafe.rules.parser import Scope, parse_condition
from backsafe.rules.rule import Check


def check(require: str, when: str | None = None) -> Check:
    scope = Scope.of("stretch", "stretch", frozenset())
    return Check(
        code="XX01",
        name="",
        variable="stretch",
        collection="static_stretches",
        when=None if when is None else parse_condition(when, scope),
        require=parse_condition(require, scope),
        severity=Conditional((), "error"),
        message=parse_message("", scope),
        fix=None,
    )


def answer(require: str, value: float | bool | None, field: str = "stretch.lifts_after") -> object:
    kind, name = field.split(".")
    values = {kind: {name: value}}
    facts = {
        it: Fact(it, {**dict.fromkeys(SCHEMA[it].fields), ENDED: None, **values.get(it, {})})
        for it in ("stretch", "workout", "athlete", "program")
    }
    session = Session("", "", (), facts["workout"], facts["athlete"], facts["program"], {})
    return evaluate(gated(check(require)).require, Bindings(facts, session))


@pytest.mark.parametrize(
    ("require", "below", "at", "above"),
    [
        ("stretch.lifts_after < 2", None, False, False),
        ("stretch.lifts_after <= 2", None, None, False),
        ("stretch.lifts_after > 2", None, None, True),
        ("stretch.lifts_after >= 2", None, True, True),
        ("stretch.lifts_after == 2", None, None, False),
        ("stretch.lifts_after != 2", None, None, True),
        ("2 > stretch.lifts_after", None, False, False),
        ("2 >= stretch.lifts_after", None, None, False),
        ("2 < stretch.lifts_after", None, None, True),
        ("2 <= stretch.lifts_after", None, True, True),
        ("2 == stretch.lifts_after", None, None, False),
        ("2 != stretch.lifts_after", None, None, True),
        ("not (stretch.lifts_after <= 2)", None, None, True),
        ("1 < stretch.lifts_after <= 2", None, None, False),
        ("stretch.lifts_after + 1 <= 2", None, None, None),
        ("stretch.lifts_after <= stretch.lifts_before", None, None, None),
        ("count(s for s in sets) == 0", None, None, None),
        ("athlete.age < 5 or stretch.lifts_after >= 2", None, True, True),
    ],
)
def test_numbers_that_grow(
    require: str, below: bool | None, at: bool | None, above: bool | None
) -> None:
    assert [answer(require, value) for value in (1.0, 2.0, 3.0)] == [below, at, above]


def test_truth_values_that_turn() -> None:
    field = "workout.trains_back"
    assert [answer(field, it, field) for it in (None, False, True)] == [None, None, True]
    negated = [answer(f"not {field}", it, field) for it in (None, False, True)]
    assert negated == [None, None, False]


def test_what_does_not_change_is_as_it_was() -> None:
    stated = check("stretch.hold_seconds >= 20 and athlete.age < 5")
    assert gated(stated) == stated


def test_what_holds_is_told_once_it_is_known_to_be_asked() -> None:
    stated = check("stretch.hold_seconds >= 20", when="stretch.lifts_after > 0")
    made = gated(stated)
    assert made.when is not None
    assert answer_of(made, lifts=0) is None
    assert answer_of(made, lifts=1) is True


def answer_of(made: Check, lifts: int) -> object:
    values = {**dict.fromkeys(SCHEMA["stretch"].fields), "hold_seconds": 30.0, "lifts_after": lifts}
    facts = {
        "stretch": Fact("stretch", values),
        **{
            it: Fact(it, {**dict.fromkeys(SCHEMA[it].fields), ENDED: None})
            for it in ("workout", "athlete", "program")
        },
    }
    session = Session("", "", (), facts["workout"], facts["athlete"], facts["program"], {})
    return evaluate(made.require, Bindings(facts, session))


@pytest.mark.parametrize("label", sorted(GROWING | TURNING | REVISABLE))
def test_the_fields_are_of_the_schema(label: str) -> None:
    kind, name = label.split(".")
    field = SCHEMA[kind].fields[name]
    if label in GROWING:
        assert field.kind == "number"
    if label in TURNING:
        assert field.kind == "boolean"


def test_revisable() -> None:
    made = check("stretch.total_seconds <= 60 or program.heaviest_percent > stretch.lifts_after")
    assert revisable([made.require]) == {"stretch.total_seconds", "program.heaviest_percent"}
    assert not revisable([check("stretch.lifts_after == 0").require])


def test_how_bad_it_is_may_turn_out_later() -> None:
    scope = Scope.of("stretch", "stretch", frozenset())
    case = parse_condition("count(s for s in sets) > 0", scope)
    stated = replace(
        check("stretch.bouncing_reported"), severity=Conditional(((case, "error"),), "advice")
    )

    ((condition, level),) = gated(stated).severity.cases

    assert level == "error"
    assert not any(isinstance(part, Quantified) for part in walk(condition))
