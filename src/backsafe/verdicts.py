"""What an engine answers, and what an unknown answer lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from backsafe.facts.fact import Absent
from backsafe.rules.interpret import Bindings, Lack, lacking

if TYPE_CHECKING:
    from backsafe.facts.fact import Fact, Session
    from backsafe.rules.expression import Severity
    from backsafe.rules.rule import Check

__all__ = ["Outcome", "Verdict", "bindings_of", "lacks"]

Outcome: TypeAlias = Literal["pass", "fail", "unknown"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of one check on one fact.

    A check that does not apply to a fact gives no verdict on it.

    Attributes:
        check: The check, with its parameters bound.
        outcome: ``pass``, ``fail`` or ``unknown``.
        severity: How bad a failure is; ``None`` for the other outcomes.
        fact: The fact judged; the workout where the whole collection is unknown.
        session: The session it belongs to.
    """

    check: Check
    outcome: Outcome
    severity: Severity | None
    fact: Fact
    session: Session

    @property
    def key(self) -> tuple[str, str, tuple[str | int, ...], str, str | None]:
        """What two engines must agree on: check, place, outcome and severity."""
        return (
            self.check.code,
            self.check.name,
            (*self.session.pointer, "|", self.fact.type, *self.fact.pointer),
            self.outcome,
            self.severity,
        )


def bindings_of(verdict: Verdict) -> Bindings:
    """Returns the facts that the verdict's check could see."""
    shared = verdict.session.shared()
    return Bindings({**shared, verdict.check.variable: verdict.fact}, verdict.session)


def lacks(verdict: Verdict) -> tuple[Lack, ...]:
    """Returns what an unknown verdict lacks, each thing once, in the order the rule asks for it."""
    check = verdict.check
    if isinstance(verdict.session.facts(check.collection), Absent):
        return (Lack(verdict.session.workout, check.collection),)
    bindings = bindings_of(verdict)
    found: dict[tuple[int, str], Lack] = {}
    for part in (check.when, check.require):
        for lack in lacking(part, bindings) if part is not None else ():
            found.setdefault((id(lack.fact), lack.label), lack)
    return tuple(found.values())
