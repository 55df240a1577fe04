"""Checks → Python functions that judge all facts of a collection, or compute values of them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

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
from backsafe.engines.compiled import Judge, quantified_collections
from backsafe.rules.expression import SEVERITIES, Expression
from backsafe.verdicts import FAIL, PASS, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backsafe.engines.codegen import Body
    from backsafe.engines.compiled import Numbered
    from backsafe.facts.fact import Value
    from backsafe.rules.rule import Check

__all__ = ["compile_judge", "compile_values", "judge_tree", "quantified_in"]

# Locals of generated functions; those that the generator numbers are called t0, t1 and so on.
_FOUND, _FACT, _PLACE = "found", "fact", "place"
_PASSED, _RESULT, _TELL = "passed", "result", "tell"


def compile_judge(checks: Sequence[Numbered], *, record: bool) -> Judge:
    """Returns the function of :func:`judge_tree`."""
    run = _made(judge_tree(checks, record=record), checks[0][1].collection)
    return Judge(run, quantified_in(checks))


def quantified_in(checks: Sequence[Numbered]) -> frozenset[str]:
    """Returns the collections over which quantifiers in the checks run."""
    return quantified_collections(part for _, check in checks for part in check.conditions)


def judge_tree(checks: Sequence[Numbered], *, record: bool) -> ast.FunctionDef:
    """Returns the tree of a function that judges all facts of a collection.

    The function takes the facts, the values of the shared facts, the collections that quantifiers
    run over and what to call with an answer, and returns how many passes it did not tell (all of
    them, unless it records). Checks that apply under one condition share it.
    """
    generator = Generator(
        [for_subject(part, check.variable) for _, check in checks for part in check.conditions]
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
    return _function(generator, [_TELL], loop, _PASSED)


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
    return _made(_function(generator, [], [ast.Expr(append)], _RESULT), "values")


def _function(
    generator: Generator, extra: Sequence[str], loop: Body, result: str
) -> ast.FunctionDef:
    """Returns a function that runs a body for every fact and returns one of two results."""
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
    return ast.FunctionDef("judge", arguments, body, [])


def _made(function: ast.FunctionDef, title: str) -> Callable[..., Any]:
    module = ast.fix_missing_locations(ast.Module([function], []))
    helpers = {helper: getattr(runtime, helper) for helper in runtime.__all__}
    namespace: dict[str, Any] = {"__builtins__": {}, "enumerate": enumerate, **helpers}
    # The tree was built by us from checked expressions; no text of a rule file is parsed here.
    exec(compile(module, f"<backsafe checks for {title}>", "exec"), namespace)  # noqa: S102
    judge: Callable[..., Any] = namespace["judge"]
    return judge
