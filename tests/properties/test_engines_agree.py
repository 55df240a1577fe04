"""Every engine gives the verdicts of the plain interpreter, on any rules and any facts."""

from __future__ import annotations

from itertools import product
from typing import Any

import oracle
import pytest
import strategies
from hypothesis import example, given
from hypothesis import strategies as st

from backsafe.engines import make_engine
from backsafe.engines.crosscheck import consistent
from backsafe.facts.fact import Facts
from backsafe.rules.interpret import Bindings, evaluate
from backsafe.rules.parser import ExpressionError, Scope, parse_condition, parse_severity
from backsafe.rules.rule import Check
from backsafe.verdicts import lacks

ENGINES = ["compiled", pytest.param("durable", marks=pytest.mark.durable)]


@pytest.mark.parametrize("engine", ENGINES)
@given(case=strategies.cases())
def test_an_engine_agrees_with_the_definition(engine: str, case: strategies.Case) -> None:
    checks, documents = case
    judge = make_engine(engine, checks)
    for facts in documents:
        verdicts = judge.evaluate(facts)

        assert [verdict.key for verdict in verdicts] == oracle.judge(checks, facts)
        assert consistent(verdicts)


@given(checks=strategies.checks(), facts=strategies.sessions())
def test_what_explains_a_verdict_agrees_with_the_definition(
    checks: list[Check], facts: Facts
) -> None:
    for session, check in product(facts.judged, checks):
        found = session.facts(check.collection)
        for fact in found if isinstance(found, tuple) else ():
            names = {**session.shared(), check.variable: fact}
            expected = oracle.value_of(check.require, names, session)
            assert evaluate(check.require, Bindings(names, session)) == expected


@given(checks=strategies.checks(), facts=strategies.sessions())
def test_an_unknown_verdict_says_what_it_lacks(checks: list[Check], facts: Facts) -> None:
    for verdict in make_engine("compiled", checks).evaluate(facts):
        if verdict.outcome == "unknown" and not _calculates(verdict.check):
            assert lacks(verdict), verdict


def _calculates(check: Check) -> bool:
    """Whether arithmetic, or the least of none, may make a value missing that no field lacks."""
    text = repr((check.when, check.require))
    return any(word in text for word in ("Arithmetic(", "'min'", "'max'", "'sum'"))


@given(
    text=st.text(max_size=60)
    | st.text("()[]{}.,'\"not andorfi x=<>+-*/0123456789:set", max_size=60)
)
@example(text="set.reps >= (1")
@example(text="-" * 3000 + "1 < 2")
@example(text="(" * 300 + "1" + ")" * 300)
@example(text="x\x00y")
@example(text="1 < " + "9" * 3000)
@pytest.mark.parametrize("parse", [parse_condition, parse_severity])
def test_text_that_is_no_condition_is_refused_with_its_place(parse: Any, text: str) -> None:
    scope = Scope.of("set", "set", frozenset({"limit"}))
    try:
        parse(text, scope)
    except ExpressionError as error:
        lines = text.split("\n")
        assert 1 <= error.line <= len(lines) + text.count("\r") + text.count("\x0c")
        assert error.column >= 1
