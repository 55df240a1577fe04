"""What every check says of a fact, and why: also where it passes, and where it does not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from backsafe.facts.fact import Absent
from backsafe.report.words import Values, session_name, used_in
from backsafe.rules.interpret import Bindings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from backsafe.facts.fact import Fact, Need, Session, Value
    from backsafe.report.types import Location, Suppression
    from backsafe.report.words import Maker
    from backsafe.rules.expression import Severity
    from backsafe.rules.profiles import ActiveRule
    from backsafe.rules.rule import Check
    from backsafe.verdicts import Verdict

__all__ = ["OUTCOMES", "JudgedAs", "Judgement", "judgements"]

JudgedAs: TypeAlias = Literal["fail", "unknown", "pass", "not applicable"]
OUTCOMES: tuple[JudgedAs, ...] = ("fail", "unknown", "pass", "not applicable")
"""Worst first."""


class Judgement(NamedTuple):
    """What one check says of one fact, and why.

    Attributes:
        code: Code of the rule.
        name: Name of the rule.
        title: What the rule asks for.
        check: Name of the check within the rule; empty where the rule has one.
        outcome: What it says.
        severity: How bad that is: of a failure, and of an undecided check that a profile does not
            let pass; else ``None``.
        fact: Type of the fact.
        location: Where the fact stands.
        session: Date and title of the session, or an empty string.
        conditions: ``when`` and ``require`` as the rule states them, as far as they decided.
        values: What these conditions rest on: ``fact.field`` or parameter → value.
        text: What is wrong, or what is missing, in a sentence; else empty.
        missing: The fields without a value that keep it from being decided.
        needs: What to add so that they have one.
        set_aside: Why a failure does not count, or ``None``.
    """

    code: str
    name: str
    title: str
    check: str
    outcome: JudgedAs
    severity: Severity | None
    fact: str
    location: Location
    session: str
    conditions: Mapping[str, str]
    values: Mapping[str, Value]
    text: str = ""
    missing: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    set_aside: Suppression | None = None


def judgements(
    session: Session,
    verdicts: Iterable[Verdict],
    maker: Maker,
    facts: Iterable[Fact] | None = None,
    set_aside: Iterable[tuple[Verdict, Suppression]] = (),
) -> Iterator[tuple[Fact, Judgement]]:
    """Yields what each check says of each fact of a session, in the order of the rules.

    Args:
        session: The session.
        verdicts: What an engine answered on it.
        maker: Puts them into words, and knows the rules.
        facts: Those to judge; by default all.
        set_aside: Verdicts among these that do not count, and why.
    """
    answers = {(*_check_key(it.check), id(it.fact)): it for it in verdicts}
    reasons = {(*_check_key(it.check), id(it.fact)): why for it, why in set_aside}
    wanted = None if facts is None else {id(fact) for fact in facts}
    for active in maker.rules.values():
        for check in active.checks:
            found = session.facts(check.collection)
            # What nobody knows the facts of is answered once, on the workout.
            for fact in (session.workout,) if isinstance(found, Absent) else found:
                if wanted is None or id(fact) in wanted:
                    key = (*_check_key(check), id(fact))
                    judged = _judgement(check, active, fact, session, answers.get(key), maker)
                    yield fact, judged._replace(set_aside=reasons.get(key))


def _check_key(check: Check) -> tuple[str, str]:
    return check.code, check.name


def _judgement(
    check: Check,
    active: ActiveRule,
    fact: Fact,
    session: Session,
    verdict: Verdict | None,
    maker: Maker,
) -> Judgement:
    rule, stated = active.rule, active.unbound(check)
    where = () if stated.when is None else (stated.when,)
    outcome: JudgedAs = "not applicable" if verdict is None else verdict.outcome
    if verdict is None:
        used = used_in(stated, where)
    elif outcome == "fail":
        used = used_in(stated, stated.conditions)
    else:
        used = used_in(stated, (*where, stated.require))
    absent = isinstance(session.facts(check.collection), Absent)
    facts = {**session.shared(), **({} if absent else {check.variable: fact})}
    values = Values(Bindings(facts, session), active)
    judgement = Judgement(
        code=rule.code,
        name=rule.name,
        title=rule.title,
        check=check.name,
        outcome=outcome,
        severity=None,
        fact=fact.type,
        location=maker.location(fact.pointer),
        session=session_name(session),
        conditions={
            key: text for key, text in check.stated.items() if verdict is not None or key == "when"
        },
        # Of a collection that nobody knows there is no fact to take values of.
        values={key: values[key] for key in used if not absent or key in values},
    )
    if verdict is not None and outcome == "fail":
        return judgement._replace(severity=verdict.severity, text=maker.violation(verdict).message)
    if verdict is not None and outcome == "unknown":
        told = maker.unknown(verdict)
        return judgement._replace(
            severity=active.unknown, text=told.reason, missing=told.missing, needs=told.needs
        )
    return judgement
