"""The compiled engine: each ruleset becomes Python functions once, one per collection.

It needs nothing but Python and is the default where durable-rules is not installed.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from backsafe.engines import runtime
from backsafe.engines.codegen import (
    COLLECTIONS_NAME,
    Generator,
    conditional,
    constant,
    is_,
)
from backsafe.facts.fact import Absent, Session, Value
from backsafe.facts.schema import COLLECTIONS
from backsafe.rules.expression import SEVERITIES, Expression, Quantified, walk
from backsafe.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from backsafe.facts.fact import Fact, Facts
    from backsafe.rules.rule import Check

__all__ = [
    "CompiledEngine",
    "compile_expressions",
    "first_of_each_rule",
    "quantified_collections",
    "session_collections",
]

_Values: TypeAlias = "Mapping[str, Value]"

# What a generated function answers for one check on one fact.
_NOT_APPLICABLE, _PASS, _UNKNOWN, _FIRST_FAILURE = 0, 1, 2, 3
_SHARED = ("workout", "athlete", "program")


@dataclass(frozen=True, slots=True)
class _Group:
    """The checks of one collection, with their places among all checks, judged by one function."""

    collection: str
    checks: tuple[tuple[int, Check], ...]
    judge: Callable[..., tuple[int, ...]]


class CompiledEngine:
    """Evaluates checks with generated Python.

    An object may be used from many threads: it holds no state of a run.
    """

    name = "compiled"

    def __init__(self, checks: Sequence[Check]) -> None:
        numbered: dict[str, list[tuple[int, Check]]] = {}
        for number, check in enumerate(checks):
            numbered.setdefault(check.collection, []).append((number, check))
        self._groups = tuple(
            _Group(collection, tuple(group), _compile_group([check for _, check in group]))
            for collection, group in numbered.items()
        )
        self._quantified = quantified_collections(
            part
            for check in checks
            for part in (check.when, check.require, *(case for case, _ in check.severity.cases))
            if part is not None
        )

    def evaluate(self, facts: Facts) -> list[Verdict]:
        """Returns the verdicts; see :class:`backsafe.engines.Engine`."""
        verdicts: list[Verdict] = []
        for session in facts.judged:
            numbered = [pair for group in self._groups for pair in self._judge(group, session)]
            numbered.sort(key=_number)
            verdicts.extend(verdict for _, verdict in numbered)
        return verdicts

    def _judge(self, group: _Group, session: Session) -> list[tuple[int, Verdict]]:
        found = session.facts(group.collection)
        if isinstance(found, Absent):
            return [
                (number, Verdict(check, "unknown", None, session.workout, session))
                for number, check in first_of_each_rule(group.checks)
            ]
        shared = [session.shared()[name].values for name in _SHARED]
        collections = session_collections(session, self._quantified)
        answers: list[tuple[int, Verdict]] = []
        for fact in found:
            codes = group.judge(fact.values, *shared, collections)
            for (number, check), code in zip(group.checks, codes, strict=True):
                if code != _NOT_APPLICABLE:
                    answers.append((number, _verdict(check, code, fact, session)))
        return answers


def _number(pair: tuple[int, Verdict]) -> int:
    return pair[0]


def _verdict(check: Check, code: int, fact: Fact, session: Session) -> Verdict:
    if code >= _FIRST_FAILURE:
        return Verdict(check, "fail", SEVERITIES[code - _FIRST_FAILURE], fact, session)
    return Verdict(check, "pass" if code == _PASS else "unknown", None, fact, session)


def first_of_each_rule(checks: Sequence[tuple[int, Check]]) -> list[tuple[int, Check]]:
    """Returns one check per rule: a rule answers once for a collection that nobody can tell."""
    firsts: dict[str, tuple[int, Check]] = {}
    for number, check in checks:
        firsts.setdefault(check.code, (number, check))
    return list(firsts.values())


def quantified_collections(expressions: Any) -> frozenset[str]:
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
    for name in names:
        found = session.facts(name)
        collections[name] = None if isinstance(found, Absent) else [fact.values for fact in found]
    return collections


def _compile_group(checks: Sequence[Check]) -> Callable[..., tuple[int, ...]]:
    results: list[ast.expr] = []
    collection = COLLECTIONS[checks[0].collection]
    generator = Generator({})
    for check in checks:
        # A rule for the athlete calls its subject by the name under which it is shared anyway.
        generator.locals = {**{name: name for name in _SHARED}, check.variable: "subject"}
        results.append(_outcome(generator, check))
    return _function(collection.name, results)


def _outcome(generator: Generator, check: Check) -> ast.expr:
    """Returns Python for the answer: the design's table of ``when`` and ``require``."""
    severity = constant(_FIRST_FAILURE + SEVERITIES.index(check.severity.default))
    for condition, case in reversed(check.severity.cases):
        code = _FIRST_FAILURE + SEVERITIES.index(case)
        severity = conditional(
            is_(generator.translate(condition), value=True), constant(code), severity
        )
    require, required = generator.hold(generator.translate(check.require))
    failed = is_(required, value=False)
    if check.when is None:
        tail = conditional(failed, severity, constant(_UNKNOWN))
        return conditional(is_(require, value=True), constant(_PASS), tail)
    when, applies = generator.hold(generator.translate(check.when))
    failed = ast.BoolOp(ast.And(), [failed, is_(applies, value=True)])
    tail = conditional(failed, severity, constant(_UNKNOWN))
    judged = conditional(is_(require, value=True), constant(_PASS), tail)
    return conditional(is_(when, value=False), constant(_NOT_APPLICABLE), judged)


def compile_expressions(
    expressions: Sequence[tuple[str, Expression]],
) -> Callable[..., tuple[Value, ...]]:
    """Returns a function of (subject, workout, athlete, program, collections) → values.

    Args:
        expressions: Pairs of the subject's variable and the expression.
    """
    generator = Generator({})
    results: list[ast.expr] = []
    for variable, expression in expressions:
        generator.locals = {**{name: name for name in _SHARED}, variable: "subject"}
        results.append(generator.translate(expression))
    return _function("values", results)


def _function(title: str, results: list[ast.expr]) -> Callable[..., Any]:
    parameters = ["subject", *_SHARED, COLLECTIONS_NAME]
    arguments = ast.arguments(
        posonlyargs=[],
        args=[ast.arg(parameter) for parameter in parameters],
        kwonlyargs=[],
        kw_defaults=[],
        defaults=[],
    )
    body: list[ast.stmt] = [ast.Return(ast.Tuple(results, ast.Load()))]
    function = ast.FunctionDef("judge", arguments, body, [])
    module = ast.fix_missing_locations(ast.Module([function], []))
    helpers = {name: getattr(runtime, name) for name in runtime.__all__}
    namespace: dict[str, Any] = {"__builtins__": {}, **helpers}
    # The tree was built by us from checked expressions; no text of a rule file is parsed here.
    exec(compile(module, f"<backsafe checks for {title}>", "exec"), namespace)  # noqa: S102
    judge: Callable[..., Any] = namespace["judge"]
    return judge
