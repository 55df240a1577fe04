"""Checked expressions → Python syntax trees.

The trees are built node by node from typed expressions. Texts of a rule file only ever become
constants, and names are made up here, so nothing that a rule file says is run as code.
"""

from __future__ import annotations

import ast
from itertools import count
from typing import TYPE_CHECKING

from backsafe.rules.expression import (
    And,
    Arithmetic,
    Compare,
    Constant,
    Expression,
    FieldRef,
    In,
    Negative,
    Not,
    Or,
    Parameter,
    Quantified,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["COLLECTIONS_NAME", "Generator", "conditional", "constant", "is_", "name"]

COLLECTIONS_NAME = "collections"

_COMPARISONS: Mapping[str, type[ast.cmpop]] = {
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
    "==": ast.Eq,
    "!=": ast.NotEq,
}
_ARITHMETIC = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}
_NUMERIC_QUANTIFIERS = {"count": "count", "sum": "total", "min": "minimum", "max": "maximum"}


def name(identifier: str) -> ast.expr:
    """Returns a reference to a local or helper."""
    return ast.Name(identifier, ast.Load())


def constant(value: object) -> ast.expr:
    """Returns a constant; a frozenset stands as one constant too."""
    return ast.Constant(value)  # type: ignore[arg-type]


def is_(left: ast.expr, value: bool | None) -> ast.expr:
    """Returns ``left is value``."""
    return ast.Compare(left, [ast.Is()], [constant(value)])


def conditional(test: ast.expr, then: ast.expr, otherwise: ast.expr) -> ast.expr:
    """Returns ``then if test else otherwise``."""
    return ast.IfExp(test, then, otherwise)


def _or(tests: Sequence[ast.expr]) -> ast.expr:
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), list(tests))


class Generator:
    """Translates the expressions of one generated function.

    Args:
        locals: Variable of the rule language → local that holds the fact's values.
    """

    def __init__(self, locals: Mapping[str, str]) -> None:  # noqa: A002
        self.locals = dict(locals)
        self._numbers = count()

    def hold(self, value: ast.expr) -> tuple[ast.expr, ast.expr]:
        """Returns ``(local := value)`` and a reference to that local, so it is computed once."""
        local = f"t{next(self._numbers)}"
        return ast.NamedExpr(ast.Name(local, ast.Store()), value), name(local)

    def translate(self, expression: Expression) -> ast.expr:
        """Returns Python that computes the expression; ``None`` for missing or unknown."""
        match expression:
            case Constant(value=value):
                return constant(value)
            case FieldRef(variable=variable, name=field):
                return ast.Subscript(name(self.locals[variable]), constant(field), ast.Load())
            case Compare(operator=sign, left=left, right=right):
                return self._known(
                    (left, right),
                    lambda one, other: ast.Compare(one, [_COMPARISONS[sign]()], [other]),
                )
            case In():
                return self._membership(expression)
            case And(items=items):
                return self._connect(items, deciding=False)
            case Or(items=items):
                return self._connect(items, deciding=True)
            case Not(item=item):
                return self._known((item,), lambda value: ast.UnaryOp(ast.Not(), value))
            case Negative(item=item):
                return self._known((item,), lambda value: ast.UnaryOp(ast.USub(), value))
            case Arithmetic(operator=sign, left=left, right=right):
                arguments = [self.translate(left), self.translate(right)]
                return ast.Call(name(_ARITHMETIC[sign]), arguments, [])
            case Quantified():
                return self._quantified(expression)
            case Parameter(name=parameter):
                raise ValueError(f"parameter {parameter!r} is not bound")

    def _known(self, operands: Sequence[Expression], build: Callable[..., ast.expr]) -> ast.expr:
        """Returns what ``build`` makes of the operands, or ``None`` where one is missing."""
        tests: list[ast.expr] = []
        references: list[ast.expr] = []
        for operand in operands:
            value = self.translate(operand)
            if isinstance(operand, Constant):
                references.append(value)
                continue
            held, reference = self.hold(value)
            tests.append(is_(held, None))
            references.append(reference)
        result = build(*references)
        return conditional(_or(tests), constant(None), result) if tests else result

    def _membership(self, expression: In) -> ast.expr:
        if isinstance(expression.options, FieldRef):
            operands: tuple[Expression, ...] = (expression.item, expression.options)
            return self._known(operands, lambda one, many: ast.Compare(one, [ast.In()], [many]))
        options = constant(frozenset(expression.options))
        return self._known(
            (expression.item,), lambda item: ast.Compare(item, [ast.In()], [options])
        )

    def _connect(self, items: Sequence[Expression], *, deciding: bool) -> ast.expr:
        """Returns Kleene's and (``deciding`` false) or or (``deciding`` true)."""
        held = [self.hold(self.translate(item)) for item in items]
        decided = _or([is_(value, deciding) for value, _ in held])
        unknown = _or([is_(reference, None) for _, reference in held])
        return conditional(
            decided,
            constant(deciding),
            conditional(unknown, constant(None), constant(not deciding)),
        )

    def _quantified(self, expression: Quantified) -> ast.expr:
        local = f"item{next(self._numbers)}"
        held, reference = self.hold(
            ast.Subscript(name(COLLECTIONS_NAME), constant(expression.collection), ast.Load())
        )
        self.locals[expression.variable] = local
        try:
            element, helper = self._item(expression)
        finally:
            del self.locals[expression.variable]
        loop = ast.comprehension(ast.Name(local, ast.Store()), reference, [], is_async=0)
        call = ast.Call(name(helper), [ast.GeneratorExp(element, [loop])], [])
        return conditional(is_(held, None), constant(None), call)

    def _item(self, expression: Quantified) -> tuple[ast.expr, str]:
        """Returns what a quantifier computes of each item, and the helper that gathers it."""
        condition, element = expression.condition, expression.element
        if expression.quantifier == "any":
            both: Expression = element if condition is None else And((condition, element))
            return self.translate(both), "any_"
        if expression.quantifier == "all":
            implied: Expression = element if condition is None else Or((Not(condition), element))
            return self.translate(implied), "all_"
        keep = constant(value=True) if condition is None else self.translate(condition)
        pair = ast.Tuple([keep, self.translate(element)], ast.Load())
        return pair, _NUMERIC_QUANTIFIERS[expression.quantifier]
