"""The compiled engine: each ruleset becomes Python functions once, one per collection.

It needs nothing but Python and is the default where durable-rules is not installed.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from backsafe.facts.fact import Absent
from backsafe.rules.expression import Quantified, walk
from backsafe.verdicts import NO_FACT, UNKNOWN, Answer, Answers, Verdicts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from backsafe.facts.fact import Facts, Session, Value
    from backsafe.rules.expression import Expression
    from backsafe.rules.rule import Check

__all__ = [
    "CompiledEngine",
    "Judge",
    "Numbered",
    "by_collection",
    "quantified_collections",
    "session_collections",
    "unknown_answers",
]

_Values: TypeAlias = "Mapping[str, Value]"


class Judge(NamedTuple):
    """A generated function; see :func:`backsafe.engines.judges.judge_tree`.

    Attributes:
        run: The function.
        quantified: The collections over which quantifiers in its checks run.
    """

    run: Callable[..., int]
    quantified: frozenset[str]


Numbered: TypeAlias = "tuple[int, Check]"
"""A check with its place among all checks."""


class CompiledEngine:
    """Evaluates checks with generated Python.

    An object may be used from many threads: it holds no state of a run.
    """

    name = "compiled"

    def __init__(self, checks: Sequence[Check], judges: Mapping[str, Judge] | None = None) -> None:
        """Takes the checks, and functions made before for them by collection."""
        self._checks = tuple(checks)
        ready = judges or {}
        self._groups = {
            name: _Group(group, ready.get(name)) for name, group in by_collection(checks).items()
        }

    def evaluate(self, facts: Facts) -> Verdicts:
        """Returns the verdicts; see :class:`backsafe.engines.Engine`."""
        answers = [Answers(it, *self._judge(it, record=False)) for it in facts.judged]
        return Verdicts(self._checks, answers, self._all)

    def _all(self, session: Session) -> list[Answer]:
        return self._judge(session, record=True)[0]

    def _judge(self, session: Session, *, record: bool) -> tuple[list[Answer], dict[str, int]]:
        """Returns the answers that are told, in order, and for each collection how many are not."""
        answers: list[Answer] = []
        passed: dict[str, int] = {}
        workout, athlete = session.workout.values, session.athlete.values
        program, tell = session.program.values, answers.append
        for name, found in session.collections.items():
            group = self._groups.get(name)
            if group is None or not found:
                continue
            if isinstance(found, Absent):
                answers += group.unknown
                continue
            judge, quantified = group.recording if record else group.counting
            collections = session_collections(session, quantified) if quantified else None
            passed[name] = judge(found, workout, athlete, program, collections, tell)
        answers.sort()
        return answers, passed


class _Group:
    """The checks of one collection, judged by functions that are made when they are needed.

    Args:
        checks: Checks of one collection.
        ready: The function that counts passes, if it was made before.
    """

    def __init__(self, checks: Sequence[Numbered], ready: Judge | None) -> None:
        self._checks = checks
        self._ready = ready
        self.unknown = unknown_answers(checks)

    @cached_property
    def counting(self) -> Judge:
        """The function that tells what is no pass."""
        if self._ready is not None:
            return self._ready
        from backsafe.engines.judges import compile_judge

        return compile_judge(self._checks, record=False)

    @cached_property
    def recording(self) -> Judge:
        """The function that tells everything."""
        from backsafe.engines.judges import compile_judge

        return compile_judge(self._checks, record=True)


def by_collection(checks: Sequence[Check]) -> dict[str, list[Numbered]]:
    """Returns the checks with their numbers by the collection that they run over."""
    groups: dict[str, list[Numbered]] = {}
    for number, check in enumerate(checks):
        groups.setdefault(check.collection, []).append((number, check))
    return groups


def unknown_answers(checks: Sequence[Numbered]) -> list[Answer]:
    """Returns the answers for a collection that nobody can tell: each rule answers once."""
    firsts: dict[str, int] = {}
    for number, check in checks:
        firsts.setdefault(check.code, number)
    return [(number, NO_FACT, UNKNOWN) for number in firsts.values()]


def quantified_collections(expressions: Iterable[Expression]) -> frozenset[str]:
    """Returns the collections over which quantifiers in the expressions run."""
    return frozenset(
        part.collection
        for expression in expressions
        for part in walk(expression)
        if isinstance(part, Quantified)
    )


def session_collections(session: Session, names: frozenset[str]) -> dict[str, list[_Values] | None]:
    """Returns the values of the named collections; ``None`` for one of which nothing is known."""
    collections: dict[str, list[_Values] | None] = {}
    for collection in names:
        found = session.facts(collection)
        collections[collection] = (
            None if isinstance(found, Absent) else [fact.values for fact in found]
        )
    return collections
