"""The durable engine: checks run on the Rete network of durable-rules.

Every check becomes rules of plain single-fact tests, one per case of its decision tree. What is
sent is, for each check and fact, the few values that the check asks of it; where they are alike for
many facts, they are sent once. Exactly one rule matches each thing sent; anything else means that
the network lost or doubled it, and is an error, never a verdict. What the network decides is each
comparison with a constant, each presence, and their combination up to the answer; arithmetic,
comparisons of two fields and quantifiers are computed before and sent as values.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from backsafe.engines.compiled import (
    by_collection,
    quantified_collections,
    session_collections,
    unknown_answers,
)
from backsafe.engines.decision import decide
from backsafe.engines.encoding import Encoding
from backsafe.engines.judges import compile_values
from backsafe.engines.rete import Ruleset
from backsafe.errors import EngineError
from backsafe.facts.fact import Absent
from backsafe.rules.expression import SEVERITIES
from backsafe.verdicts import FAIL, PASS, UNKNOWN, Answer, Answers, Verdicts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from backsafe.engines.compiled import Numbered
    from backsafe.engines.decision import Leaf
    from backsafe.facts.fact import Facts, Session, Value
    from backsafe.rules.rule import Check

__all__ = ["DurableEngine"]

# Answers that a network's memory holds; one takes some 200 bytes.
_MOST_KNOWN = 10_000
# A fact may carry at most 251 properties, two per value.
_MOST_PROPERTIES = 100

_NOT_APPLICABLE = -1
_CODES: Mapping[str, int] = {
    "not applicable": _NOT_APPLICABLE,
    "pass": PASS,
    "unknown": UNKNOWN,
    **{severity: FAIL + place for place, severity in enumerate(SEVERITIES)},
}

_Question: TypeAlias = "tuple[int, tuple[Value, ...]]"
"""The place of a check in its network, and the values of a fact that it asks for."""


class DurableEngine:
    """Evaluates checks with durable-rules.

    An object may be used from many threads: each network runs one batch at a time.
    """

    name = "durable"

    def __init__(self, checks: Sequence[Check]) -> None:
        self._checks = tuple(checks)
        self._networks = {name: _Network(group) for name, group in by_collection(checks).items()}

    def evaluate(self, facts: Facts) -> Verdicts:
        """Returns the verdicts; see :class:`backsafe.engines.Engine`."""
        answers = []
        for session in facts.judged:
            found: list[Answer] = []
            passed: dict[str, int] = {}
            for collection, network in self._relevant(session):
                told = network.judge(session)
                others = [answer for answer in told if answer[2] != PASS]
                passed[collection] = len(told) - len(others)
                found += others
            found.sort()
            answers.append(Answers(session, found, passed))
        return Verdicts(self._checks, answers, self._all)

    def _all(self, session: Session) -> list[Answer]:
        return sorted(
            answer for _, network in self._relevant(session) for answer in network.judge(session)
        )

    def _relevant(self, session: Session) -> list[tuple[str, _Network]]:
        return [
            (collection, self._networks[collection])
            for collection in session.collections
            if collection in self._networks
        ]


class _Network:
    """The checks of one collection, as a ruleset that is made when it is needed."""

    def __init__(self, checks: Sequence[Numbered]) -> None:
        self._checks = checks
        self._collection = checks[0][1].collection
        self._numbers = [number for number, _ in checks]
        # For each check: the values that it has asked for → what the network made of them.
        self._known: list[dict[tuple[Value, ...], int]] = [{} for _ in checks]

    def judge(self, session: Session) -> list[Answer]:
        """Returns the answers of all checks on all facts of the collection.

        Raises:
            EngineError: durable-rules lost or doubled something, or cannot take a check.
        """
        found = session.collections[self._collection]
        if isinstance(found, Absent):
            return unknown_answers(self._checks)
        if not found:
            return []
        known, numbers = self._known, self._numbers
        answers: list[Answer] = []
        asked: list[tuple[int, _Question]] = []
        for place, row in enumerate(self._values(session)):
            for check, values in enumerate(row):
                code = known[check].get(values)
                if code is None:
                    asked.append((place, (check, values)))
                elif code != _NOT_APPLICABLE:
                    answers.append((numbers[check], place, code))
        if asked:
            decided = self._decided(dict.fromkeys(question for _, question in asked))
            answers += [
                (numbers[question[0]], place, decided[question])
                for place, question in asked
                if decided[question] != _NOT_APPLICABLE
            ]
        return answers

    def _values(self, session: Session) -> list[tuple[tuple[Value, ...], ...]]:
        """Returns for each fact the values that each check asks for."""
        shared = (fact.values for fact in (session.workout, session.athlete, session.program))
        compute, quantified = self._computed
        collections = session_collections(session, quantified)
        return compute(session.collections[self._collection], *shared, collections)

    def _decided(self, questions: Iterable[_Question]) -> dict[_Question, int]:
        """Puts questions to the network, and remembers the codes of its answers."""
        ruleset, codes = self._ruleset
        texts = [
            self._encodings[check].fact(identity, values)
            for identity, (check, values) in enumerate(questions)
        ]
        matched = ruleset.match(texts)
        decided = {question: codes[rule] for question, rule in zip(questions, matched, strict=True)}
        if sum(map(len, self._known)) + len(decided) > _MOST_KNOWN:
            # Another thread may be reading the old memory.
            self._known = [{} for _ in self._checks]
        for (check, values), code in decided.items():
            self._known[check][values] = code
        return decided

    @cached_property
    def _cases(self) -> list[tuple[Leaf, ...]]:
        return [decide(check) for _, check in self._checks]

    @cached_property
    def _encodings(self) -> list[Encoding]:
        encodings = [Encoding(place, leaves) for place, leaves in enumerate(self._cases)]
        for (_, check), encoding in zip(self._checks, encodings, strict=True):
            if len(encoding.properties) > _MOST_PROPERTIES:
                raise EngineError(
                    f"{check.code} asks for {len(encoding.properties)} values of a fact, more than "
                    "durable-rules can take; use the compiled engine"
                )
        return encodings

    @cached_property
    def _computed(
        self,
    ) -> tuple[Callable[..., list[tuple[tuple[Value, ...], ...]]], frozenset[str]]:
        sources = [
            [(of.variable, of.source) for of in encoding.properties] for encoding in self._encodings
        ]
        quantified = quantified_collections(source for group in sources for _, source in group)
        return compile_values(sources), quantified

    @cached_property
    def _ruleset(self) -> tuple[Ruleset, list[int]]:
        """The ruleset, and the code that each of its rules stands for."""
        pairs = [
            (encoding.condition(leaf), _CODES[leaf.answer])
            for encoding, leaves in zip(self._encodings, self._cases, strict=True)
            for leaf in leaves
        ]
        return Ruleset([condition for condition, _ in pairs]), [code for _, code in pairs]
