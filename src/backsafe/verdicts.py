"""What an engine answers, and what an unknown answer lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias, overload

from backsafe.facts.fact import Absent
from backsafe.rules.expression import SEVERITIES
from backsafe.rules.interpret import Bindings, Lack, lacking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from backsafe.facts.fact import Fact, Session
    from backsafe.rules.expression import Severity
    from backsafe.rules.rule import Check

__all__ = [
    "FAIL",
    "NO_FACT",
    "PASS",
    "UNKNOWN",
    "Answer",
    "Answers",
    "Outcome",
    "Verdict",
    "Verdicts",
    "bindings_of",
    "lacks",
]

Outcome: TypeAlias = Literal["pass", "fail", "unknown"]

Answer: TypeAlias = tuple[int, int, int]
"""Number of the check, place of the fact in its collection (or ``NO_FACT``), and a code."""

NO_FACT = -1
PASS, UNKNOWN, FAIL = 0, 1, 2
"""Codes of an answer; a failure of the severity at place n of ``SEVERITIES`` is ``FAIL + n``."""


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


@dataclass(slots=True)
class Answers:
    """What an engine says of one session, in numbers.

    Attributes:
        session: The session.
        found: The answers that are no pass, by check, then by fact.
        passed: Collection → how many answers about its facts are a pass.
    """

    session: Session
    found: list[Answer]
    passed: Mapping[str, int]


class Verdicts(Sequence[Verdict]):
    """All verdicts on a document: session by session, by check, then by fact.

    Most verdicts are passes that nobody looks at, so they are counted; each becomes an object only
    when the sequence itself is read.

    Args:
        checks: The checks by number.
        answers: What the engine found, session by session.
        judge: Returns all answers about a session, passes too, by check, then by fact.
    """

    def __init__(
        self,
        checks: Sequence[Check],
        answers: Sequence[Answers],
        judge: Callable[[Session], Sequence[Answer]],
    ) -> None:
        self._checks = checks
        self._answers = answers
        self._judge = judge

    @cached_property
    def failed(self) -> tuple[Verdict, ...]:
        """The verdicts that fail, in order."""
        return tuple(self._chosen(lambda code: code >= FAIL))

    @cached_property
    def unknown(self) -> tuple[Verdict, ...]:
        """The verdicts that are unknown, in order."""
        return tuple(self._chosen(lambda code: code == UNKNOWN))

    def failures(self) -> list[tuple[Check, Severity]]:
        """Returns the check and severity of each verdict that fails, in order."""
        checks = self._checks
        return [
            (checks[number], SEVERITIES[code - FAIL])
            for part in self._answers
            for number, _, code in part.found
            if code >= FAIL
        ]

    @cached_property
    def passed(self) -> int:
        """How many verdicts pass."""
        return sum(sum(part.passed.values()) for part in self._answers)

    def decide_about(self, collections: AbstractSet[str]) -> bool:
        """Returns whether something about facts of these collections passes or fails."""
        for part in self._answers:
            for name, count in part.passed.items():
                if count and name in collections:
                    return True
        return any(check.collection in collections for check, _ in self.failures())

    def _chosen(self, wanted: Callable[[int], bool]) -> Iterator[Verdict]:
        for part in self._answers:
            for answer in part.found:
                if wanted(answer[2]):
                    yield self._verdict(part.session, answer)

    def _verdict(self, session: Session, answer: Answer) -> Verdict:
        number, place, code = answer
        check = self._checks[number]
        found = session.facts(check.collection)
        fact = session.workout if isinstance(found, Absent) else found[place]
        if code >= FAIL:
            return Verdict(check, "fail", SEVERITIES[code - FAIL], fact, session)
        return Verdict(check, "pass" if code == PASS else "unknown", None, fact, session)

    @cached_property
    def _all(self) -> tuple[Verdict, ...]:
        return tuple(
            self._verdict(part.session, answer)
            for part in self._answers
            for answer in self._judge(part.session)
        )

    def __len__(self) -> int:
        return self.passed + sum(len(part.found) for part in self._answers)

    @overload
    def __getitem__(self, index: int) -> Verdict: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Verdict, ...]: ...
    def __getitem__(self, index: int | slice) -> Verdict | tuple[Verdict, ...]:
        return self._all[index]

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self._all)

    def __repr__(self) -> str:
        return f"<{len(self)} verdicts>"


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
