"""Engines that differ are found out, and no verdict of theirs is used."""

from __future__ import annotations

from pathlib import Path

import pytest

import backsafe
from backsafe.engines import Engine
from backsafe.engines.crosscheck import CrossCheckedEngine
from backsafe.errors import EngineError, UsageError
from backsafe.facts.fact import Facts
from backsafe.verdicts import FAIL, PASS, Answer, Verdicts

PLAN = {"activities": [{"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5}]}]}


class Shortened:
    """Forgets the last answer."""

    name = "shortened"

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def evaluate(self, facts: Facts) -> Verdicts:
        verdicts = self.engine.evaluate(facts)
        verdicts._judge = lambda session: self.change(self.engine._all(session))  # type: ignore[attr-defined]
        return verdicts

    def change(self, answers: list[Answer]) -> list[Answer]:
        return answers[:-1]


@pytest.mark.durable
def test_engines_that_agree_answer() -> None:
    one = backsafe.Checker(cross_check=True).check(PLAN)
    other = backsafe.Checker(engine="compiled", cross_check=True).check(PLAN)

    assert (one.engine, other.engine) == ("durable", "compiled")
    assert one.violations == other.violations


def test_engines_that_differ_do_not() -> None:
    checker = backsafe.Checker(engine="compiled")
    checker.engine = CrossCheckedEngine(checker.engine, Shortened(checker.engine))

    with pytest.raises(EngineError, match="shortened says nothing more"):
        checker.check(PLAN)


class Contrary(Shortened):
    """Calls failures passes."""

    def change(self, answers: list[Answer]) -> list[Answer]:
        return [(number, place, PASS if code >= FAIL else code) for number, place, code in answers]


def test_the_message_holds_rule_and_facts() -> None:
    checker = backsafe.Checker(engine="compiled", select=["WU01"])
    checker.engine = CrossCheckedEngine(checker.engine, Contrary(checker.engine))

    with pytest.raises(EngineError) as caught:
        checker.check(PLAN)
    told = str(caught.value)
    assert "compiled says WU01 fail (error) at /activities" in told
    assert "says WU01 pass at /activities" in told
    assert "require: workout.warm_up_minutes_stated >= warm_up_minimum_minutes" in told
    assert "workout.warm_up_minutes_stated = 0.0" in told


class Miscounting(Shortened):
    """Says one by one what is right, and counts wrong."""

    def evaluate(self, facts: Facts) -> Verdicts:
        verdicts = self.engine.evaluate(facts)
        verdicts._answers[0].found.pop()
        return verdicts


def test_counts_must_fit_what_is_said_one_by_one() -> None:
    checker = backsafe.Checker(engine="compiled")
    checker.engine = CrossCheckedEngine(checker.engine, Miscounting(checker.engine))

    with pytest.raises(EngineError, match="shortened contradicts itself"):
        checker.check(PLAN)


def test_there_must_be_another_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    for name in ("durable", "rete"):
        monkeypatch.delitem(sys.modules, f"backsafe.engines.{name}", raising=False)

    with pytest.raises(UsageError, match="needs the extra `durable`"):
        backsafe.Checker(cross_check=True)


def test_wrong_words_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean 'warning'"):
        backsafe.Checker(fail_on="warnings")  # type: ignore[arg-type]
    codes = backsafe.Checker(select="ST03").rules
    assert {code for code in codes if not code.startswith("AT")} == {"ST03"}
    assert len(codes) == 13
