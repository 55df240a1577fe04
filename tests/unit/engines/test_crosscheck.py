"""Engines that differ are found out, and no verdict of theirs is used."""

from __future__ import annotations

from pathlib import Path

import pytest

import backsafe
from backsafe.engines.crosscheck import CrossCheckedEngine
from backsafe.errors import EngineError, UsageError
from backsafe.facts.fact import Facts
from backsafe.verdicts import Verdict

PLAN = {"activities": [{"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5}]}]}


class Shortened:
    name = "shortened"

    def __init__(self, engine: CrossCheckedEngine) -> None:
        self.engine = engine

    def evaluate(self, facts: Facts) -> list[Verdict]:
        return self.engine.evaluate(facts)[:-1]


@pytest.mark.durable
def test_engines_that_agree_answer() -> None:
    one = backsafe.Checker(cross_check=True).check(PLAN)
    other = backsafe.Checker(engine="compiled", cross_check=True).check(PLAN)

    assert (one.engine, other.engine) == ("durable", "compiled")
    assert one.violations == other.violations


def test_engines_that_differ_do_not() -> None:
    checker = backsafe.Checker(engine="compiled")
    checker.engine = CrossCheckedEngine(checker.engine, Shortened(checker.engine))  # type: ignore[arg-type]

    with pytest.raises(EngineError, match="shortened says nothing more"):
        checker.check(PLAN)


def test_there_must_be_another_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    monkeypatch.delitem(sys.modules, "backsafe.engines.durable", raising=False)

    with pytest.raises(UsageError, match="needs the extra `durable`"):
        backsafe.Checker(cross_check=True)


def test_wrong_words_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean 'warning'"):
        backsafe.Checker(fail_on="warnings")  # type: ignore[arg-type]
    codes = backsafe.Checker(select="ST03").rules
    assert {code for code in codes if not code.startswith("AT")} == {"ST03"}
    assert len(codes) == 12
