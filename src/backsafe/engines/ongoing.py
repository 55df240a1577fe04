"""Judges a session again and again while it goes on, and says only what is decided.

The compiled engine answers, on :func:`gated <backsafe.engines.gates.gated>` checks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backsafe.engines.compiled import by_collection
from backsafe.engines.gates import gated, revisable
from backsafe.engines.judges import compile_judge
from backsafe.facts.fact import Absent
from backsafe.facts.ongoing import OF_THE_PERCENT
from backsafe.facts.schema import COLLECTIONS
from backsafe.rules.expression import SEVERITIES, FieldRef, walk
from backsafe.verdicts import FAIL, UNKNOWN, Answer, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from backsafe.engines.compiled import Judge, Numbered
    from backsafe.facts.fact import Fact, Pointer, Session, Value
    from backsafe.facts.ongoing import SoFar
    from backsafe.rules.rule import Check

__all__ = ["Basis", "OngoingEngine", "Place", "places"]

_SHARED = ("workout", "athlete", "program")


class Place(NamedTuple):
    """Which fact of a session it is, however the session goes on.

    Attributes:
        collection: The collection that it is of.
        pointer: Where it stands in the document.
        pair: What tells a pair from the others: a session makes one with each earlier one.
        number: Its number among those of which all this is the same.
    """

    collection: str
    pointer: Pointer
    pair: tuple[Value, ...] = ()
    number: int = 0


class Basis(NamedTuple):
    """What the answers on a fact rest on.

    Attributes:
        known: Its values.
        settled: The same without those that may still change.
        shared: Values of other facts that its checks read.
    """

    known: Mapping[str, Value]
    settled: Mapping[str, Value]
    shared: tuple[Value, ...]


class _Group(NamedTuple):
    """The checks of one collection.

    Attributes:
        judge: Answers all of them.
        shared: The fields of the workout, the athlete and the program that they read.
    """

    judge: Judge
    shared: tuple[tuple[str, str], ...]


class OngoingEngine:
    """Evaluates checks on sessions that go on.

    An object may be used for many sessions and from many threads: it holds no state of any.

    Args:
        checks: All checks that run.
        judges: Functions that would be generated, by collection, if they are known.
    """

    def __init__(self, checks: Sequence[Check], judges: Mapping[str, Judge] | None = None) -> None:
        self._checks = tuple(checks)
        self._revisable = tuple(
            revisable((check.require, *(() if check.when is None else (check.when,))))
            for check in checks
        )
        # What is judged by weeks is decided once the session is over.
        self._groups = {
            name: _group(group, (judges or {}).get(name))
            for name, group in by_collection([gated(check) for check in checks]).items()
            if COLLECTIONS[name].scope != "week"
        }

    def evaluate(
        self, so_far: SoFar, before: Mapping[Place, Basis]
    ) -> tuple[dict[Place, Basis], dict[Place, tuple[Verdict, ...]]]:
        """Returns for each fact what its verdicts rest on, and the verdicts where that is new.

        A failure is a verdict if it stands whatever follows, or if it rests on what is known only
        as far as the session has come, such as an estimate; a pass only if nothing can change it.

        Args:
            so_far: The facts.
            before: What the verdicts rested on the last time; empty at first.
        """
        bases: dict[Place, Basis] = {}
        changed: dict[Place, tuple[Verdict, ...]] = {}
        for known, settled in zip(so_far.known.judged, so_far.settled.judged, strict=True):
            for name, found in settled.collections.items():
                group, told = self._groups.get(name), known.facts(name)
                if group is None or isinstance(found, Absent) or isinstance(told, Absent):
                    continue
                shared = _shared_values(settled, group.shared)
                for place, fact, lasting in zip(places(name, told), told, found, strict=True):
                    basis = Basis(fact.values, lasting.values, shared)
                    if before.get(place) != basis:
                        answers = _answers(group, lasting, settled)
                        changed[place] = tuple(self._verdicts(answers, fact, known))
                    bases[place] = basis
        return bases, changed

    def _verdicts(
        self, answers: Iterable[Answer], fact: Fact, session: Session
    ) -> Iterator[Verdict]:
        for number, _, code in answers:
            if code >= FAIL:
                yield Verdict(self._checks[number], "fail", SEVERITIES[code - FAIL], fact, session)
            elif self._revisable[number] <= _fixed(fact):
                yield Verdict(self._checks[number], "pass", None, fact, session)


def _fixed(fact: Fact) -> frozenset[str]:
    """Returns what of a fact stays as it is although that of others may change."""
    return OF_THE_PERCENT if fact.values.get("percent_stated") is True else frozenset()


def places(collection: str, facts: Sequence[Fact]) -> list[Place]:
    """Returns which facts of a collection these are, in their order."""
    if collection != "pairs":
        return [Place(collection, fact.pointer) for fact in facts]
    found: dict[Place, None] = {}
    for fact in facts:
        place = Place(
            collection, fact.pointer, (*map(fact.values.get, ("region", "hours_between")),)
        )
        while place in found:
            place = place._replace(number=place.number + 1)
        found[place] = None
    return list(found)


def _group(checks: Sequence[Numbered], ready: Judge | None) -> _Group:
    shared = {
        (part.variable, part.name)
        for _, check in checks
        for condition in check.conditions
        for part in walk(condition)
        if isinstance(part, FieldRef) and part.variable in _SHARED
    }
    return _Group(ready or compile_judge(checks, record=True), tuple(sorted(shared)))


def _shared_values(session: Session, names: Iterable[tuple[str, str]]) -> tuple[Value, ...]:
    values = session.shared()
    return tuple([values[holder].values[name] for holder, name in names])


def _answers(group: _Group, fact: Fact, session: Session) -> list[Answer]:
    """Returns the answers on a fact that are a pass or a failure, by the order of the checks."""
    answers: list[Answer] = []
    values = (session.workout.values, session.athlete.values, session.program.values)
    group.judge.run((fact,), *values, None, answers.append)
    return sorted(it for it in answers if it[2] != UNKNOWN)
