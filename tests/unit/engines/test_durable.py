"""What the durable engine sends to the network, and what it remembers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from test_durable_traps import check, engine, fact, outcomes, session

pytestmark = pytest.mark.durable


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All facts that go to durable-rules."""
    from backsafe.engines.rete import Ruleset

    facts: list[str] = []
    match = Ruleset.match

    def recorded(self: Ruleset, texts: Sequence[str]) -> list[int]:
        facts.extend(texts)
        return match(self, texts)

    monkeypatch.setattr(Ruleset, "match", recorded)
    return facts


def test_what_a_check_asks_is_sent_once_for_facts_that_are_alike(sent: list[str]) -> None:
    subject = engine(check("set.reps > 4"), check("set.rir > 1", code="XX02"))

    found = subject.evaluate(session(*(fact(reps=5.0, rir=float(n % 2)) for n in range(10))))

    assert len(found) == 20
    assert found.passed == 10
    assert len(sent) == 3


def test_what_was_decided_is_not_sent_again(sent: list[str]) -> None:
    subject = engine(check("set.reps > 4"))

    for _ in range(3):
        assert outcomes(subject.evaluate(session(fact(reps=5.0), fact(reps=4.0)))) == [
            "pass",
            "fail",
        ]

    assert len(sent) == 2


def test_its_memory_is_bounded(sent: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from backsafe.engines import durable

    monkeypatch.setattr(durable, "_MOST_KNOWN", 4)
    subject = engine(check("set.reps > 4"))

    for start in (0, 3, 6, 0):
        repetitions = [float(start + number) for number in range(3)]
        found = subject.evaluate(session(*(fact(reps=value) for value in repetitions)))
        assert outcomes(found) == ["pass" if value > 4 else "fail" for value in repetitions]
        assert sum(map(len, subject._networks["sets"]._known)) <= 4

    assert len(sent) == 12


def test_a_severity_as_long_as_the_language_allows_is_not_too_much() -> None:
    from backsafe.engines import make_engine
    from backsafe.rules.parser import ExpressionError

    def chain(cases: int) -> str:
        fields = ("reps", "rir", "load_kg", "load_percent", "rest_before_seconds", "rep_seconds")
        names = [f"set.{fields[number % 6]} > {number}" for number in range(cases)]
        return " else ".join(f"error if {name}" for name in names) + " else advice"

    longest = 0
    for cases in range(1, 200):
        try:
            found = check("set.reps > 500", severity=chain(cases))
        except ExpressionError as error:
            assert "a severity of more than 40 cases" in str(error)
            break
        longest = cases
    assert longest == 40

    found = check("set.reps > 500", severity=chain(longest))
    facts = session(fact(reps=1.0, load_kg=30.0), fact(reps=1.0), fact())
    one, other = (make_engine(name, [found]).evaluate(facts) for name in ("durable", "compiled"))
    assert [it.key for it in one] == [it.key for it in other]


def test_a_condition_with_as_many_values_as_the_language_allows_is_not_too_much() -> None:
    from backsafe.engines import make_engine

    condition = " or ".join(f"set.reps * {number} > set.rir" for number in range(1, 130))
    assert 3_000 < len(condition) < 4_000

    facts = session(fact(reps=1.0, rir=200.0), fact(reps=9.0, rir=1.0), fact())
    one, other = (
        make_engine(name, [check(condition)]).evaluate(facts) for name in ("durable", "compiled")
    )
    assert [it.key for it in one] == [it.key for it in other]
