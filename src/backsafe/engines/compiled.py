"""The compiled engine: each ruleset becomes Python functions once, one per collection.

It needs nothing but Python and is the default where durable-rules is not installed.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from backsafe.engines import runtime
from backsafe.engines.codegen import (
    COLLECTIONS_NAME,
    SHARED,
    SUBJECT,
    Generator,
    assign,
    conditional,
    constant,
    for_subject,
    name,
)
from backsafe.facts.fact import Absent, Session, Value
from backsafe.rules.expression import SEVERITIES, Expression, Quantified, walk
from backsafe.verdicts import FAIL, NO_FACT, PASS, UNKNOWN, Answer, Answers, Verdicts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from backsafe.engines.codegen import Body
    from backsafe.facts.fact import Facts
    from backsafe.rules.rule import Check

__all__ = [
    "CompiledEngine",
    "Numbered",
    "by_collection",
    "compile_values",
    "expressions_of",
    "first_of_each_rule",
    "quantified_collections",
    "session_collections",
]

# Locals of generated functions; those that the generator numbers are called t0, t1 and so on.
_FOUND, _FACT, _PLACE = "found", "fact", "place"
_PASSED, _RESULT, _TELL = "passed", "result", "tell"

_Values: TypeAlias = "Mapping[str, Value]"
_Judge: TypeAlias = "Callable[..., int]"

Numbered: TypeAlias = "tuple[int, Check]"
"""A check with its place among all checks."""


class CompiledEngine:
    """Evaluates checks with generated Python.

    An object may be used from many threads: it holds no state of a run.
    """

    name = "compiled"

    def __init__(self, checks: Sequence[Check]) -> None:
        self._checks = tuple(checks)
        self._groups = {name: _Group(name, group) for name, group in by_collection(checks).items()}

    def evaluate(self, facts: Facts) -> Verdicts:
        """Returns the verdicts; see :class:`backsafe.engines.Engine`."""
        groups = self._groups
        answers = []
        for session in facts.judged:
            found: list[Answer] = []
            passed: dict[str, int] = {}
            for collection in session.collections:
                if collection in groups:
                    passed[collection] = groups[collection].judge(session, found.append)
            found.sort()
            answers.append(Answers(session, found, passed))
        return Verdicts(self._checks, answers, self._all)

    def _all(self, session: Session) -> list[Answer]:
        answers: list[Answer] = []
        for collection in session.collections:
            if collection in self._groups:
                self._groups[collection].record(session, answers.append)
        answers.sort()
        return answers


class _Group:
    """The checks of one collection, judged by functions that are made when they are needed."""

    def __init__(self, collection: str, checks: Sequence[Numbered]) -> None:
        self._collection = collection
        self._checks = checks
        self._quantified = quantified_collections(
            part for _, check in checks for part in expressions_of(check)
        )

    def judge(self, session: Session, tell: Callable[[Answer], None]) -> int:
        """Tells each answer that is no pass, and returns how many are."""
        return self._run(self._counting, session, tell)

    def record(self, session: Session, tell: Callable[[Answer], None]) -> None:
        """Tells every answer."""
        self._run(self._recording, session, tell)

    def _run(self, judge: _Judge, session: Session, tell: Callable[[Answer], None]) -> int:
        found = session.collections[self._collection]
        if isinstance(found, Absent):
            for number, _ in first_of_each_rule(self._checks):
                tell((number, NO_FACT, UNKNOWN))
            return 0
        names = self._quantified
        return judge(
            found,
            session.workout.values,
            session.athlete.values,
            session.program.values,
            session_collections(session, names) if names else None,
            tell,
        )

    @cached_property
    def _counting(self) -> _Judge:
        return _compile_judge(self._collection, self._checks, record=False)

    @cached_property
    def _recording(self) -> _Judge:
        return _compile_judge(self._collection, self._checks, record=True)


def by_collection(checks: Sequence[Check]) -> dict[str, list[Numbered]]:
    """Returns the checks with their numbers by the collection that they run over."""
    groups: dict[str, list[Numbered]] = {}
    for number, check in enumerate(checks):
        groups.setdefault(check.collection, []).append((number, check))
    return groups


def first_of_each_rule(checks: Sequence[Numbered]) -> list[Numbered]:
    """Returns one check per rule: a rule answers once for a collection that nobody can tell."""
    firsts: dict[str, Numbered] = {}
    for number, check in checks:
        firsts.setdefault(check.code, (number, check))
    return list(firsts.values())


def expressions_of(check: Check) -> Iterator[Expression]:
    """Yields the conditions of a check."""
    if check.when is not None:
        yield check.when
    yield check.require
    for condition, _ in check.severity.cases:
        yield condition


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


def _compile_judge(collection: str, checks: Sequence[Numbered], *, record: bool) -> _Judge:
    """Returns a function that judges all facts of a collection.

    It takes the facts, the values of the shared facts, the collections that quantifiers run over
    and what to call with an answer, and returns how many passes it did not tell (all of them,
    unless it records). Checks that apply under one condition share it.
    """
    generator = Generator(
        [for_subject(part, check.variable) for _, check in checks for part in expressions_of(check)]
    )
    applying: dict[Expression | None, Body] = {}
    for number, check in checks:
        when = None if check.when is None else for_subject(check.when, check.variable)
        applying.setdefault(when, []).extend(_outcome(generator, number, check, record=record))
    loop: Body = []
    for when, body in applying.items():
        if when is None:
            loop += body
        else:
            excluded = generator.certainly(when, truth=False)
            loop.append(ast.If(ast.UnaryOp(ast.Not(), excluded), body, []))
    return _function(collection, generator, [_TELL], loop, _PASSED)


def _outcome(generator: Generator, number: int, check: Check, *, record: bool) -> Body:
    """Returns statements that answer for a check that may apply, by the design's table."""

    def tell(code: ast.expr) -> Body:
        answer = ast.Tuple([constant(number), name(_PLACE), code], ast.Load())
        return [ast.Expr(ast.Call(name(_TELL), [answer], []))]

    require = for_subject(check.require, check.variable)
    passes: Body = [ast.AugAssign(ast.Name(_PASSED, ast.Store()), ast.Add(), constant(1))]
    if record:
        passes = tell(constant(PASS))
    fails = generator.certainly(require, truth=False)
    if check.when is not None:
        applies = generator.certainly(for_subject(check.when, check.variable), truth=True)
        fails = ast.BoolOp(ast.And(), [fails, applies])
    found: Body = [ast.If(fails, tell(_severity(generator, check)), tell(constant(UNKNOWN)))]
    return [ast.If(generator.certainly(require, truth=True), passes, found)]


def _severity(generator: Generator, check: Check) -> ast.expr:
    severity = constant(FAIL + SEVERITIES.index(check.severity.default))
    for condition, case in reversed(check.severity.cases):
        test = generator.certainly(for_subject(condition, check.variable), truth=True)
        severity = conditional(test, constant(FAIL + SEVERITIES.index(case)), severity)
    return severity


def compile_values(
    groups: Sequence[Sequence[tuple[str, Expression]]],
) -> Callable[..., list[tuple[tuple[Value, ...], ...]]]:
    """Returns a function of (facts, workout, athlete, program, collections).

    It returns for each fact the values of each group of expressions.

    Args:
        groups: Pairs of what an expression calls its subject, and the expression.
    """
    own = [[for_subject(part, variable) for variable, part in group] for group in groups]
    generator = Generator([expression for group in own for expression in group])
    values: list[ast.expr] = [
        ast.Tuple([generator.value(expression) for expression in group], ast.Load())
        for group in own
    ]
    row = ast.Tuple(values, ast.Load())
    append = ast.Call(ast.Attribute(name(_RESULT), "append", ast.Load()), [row], [])
    return _function("values", generator, [], [ast.Expr(append)], _RESULT)


def _function(
    title: str, generator: Generator, extra: Sequence[str], loop: Body, result: str
) -> Callable[..., Any]:
    """Makes a function that runs a body for every fact and returns one of two results."""
    parameters = [_FOUND, *SHARED, COLLECTIONS_NAME, *extra]
    arguments = ast.arguments(
        posonlyargs=[],
        args=[ast.arg(parameter) for parameter in parameters],
        kwonlyargs=[],
        kw_defaults=[],
        defaults=[],
    )
    values = ast.Attribute(name(_FACT), "values", ast.Load())
    place_and_fact: list[ast.expr] = [ast.Name(_PLACE, ast.Store()), ast.Name(_FACT, ast.Store())]
    start = constant(0) if result == _PASSED else ast.List([], ast.Load())
    body: Body = [
        *generator.prologue,
        assign(result, start),
        ast.For(
            ast.Tuple(place_and_fact, ast.Store()),
            ast.Call(name("enumerate"), [name(_FOUND)], []),
            [assign(SUBJECT, values), *generator.loads, *loop],
            [],
        ),
        ast.Return(name(result)),
    ]
    function = ast.FunctionDef("judge", arguments, body, [])
    module = ast.fix_missing_locations(ast.Module([function], []))
    helpers = {helper: getattr(runtime, helper) for helper in runtime.__all__}
    namespace: dict[str, Any] = {"__builtins__": {}, "enumerate": enumerate, **helpers}
    # The tree was built by us from checked expressions; no text of a rule file is parsed here.
    exec(compile(module, f"<backsafe checks for {title}>", "exec"), namespace)  # noqa: S102
    judge: Callable[..., Any] = namespace["judge"]
    return judge
