"""Checked expressions → Python syntax trees.

The trees are built node by node from typed expressions. Texts of a rule file only ever become
constants, and names are made up here, so nothing that a rule file says is run as code.

A condition becomes either a value (``True``, ``False`` or ``None`` for unknown), or one of two
plain tests: that it is certainly true, or certainly false. Kleene's connectives allow that: an and
is true where all its parts are, and false where one is, whatever is unknown of the others.
"""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

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
    parts_of,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from backsafe.rules.expression import Scalar

__all__ = [
    "COLLECTIONS_NAME",
    "SHARED",
    "SUBJECT",
    "Body",
    "Generator",
    "assign",
    "conditional",
    "constant",
    "for_subject",
    "is_",
    "name",
]

Body: TypeAlias = "list[ast.stmt]"

SHARED = ("workout", "athlete", "program")
"""Variables of the rule language that stand for one fact in the whole session."""

SUBJECT = "subject"
"""Local that holds the values of the fact that is judged, whatever a rule calls it."""

COLLECTIONS_NAME = "collections"

# What the subject is called in renamed expressions; no variable of a rule is empty.
_OWN = ""

_COMPARISONS: Mapping[str, type[ast.cmpop]] = {
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
    "==": ast.Eq,
    "!=": ast.NotEq,
}
_OPPOSITE: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
}
_ARITHMETIC = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}
_NUMERIC_QUANTIFIERS = {"count": "count", "sum": "total", "min": "minimum", "max": "maximum"}
_Operand: TypeAlias = "Expression | tuple[Scalar, ...]"


def name(identifier: str) -> ast.expr:
    """Returns a reference to a local or helper."""
    return ast.Name(identifier, ast.Load())


def constant(value: Scalar | None) -> ast.expr:
    """Returns a constant."""
    return ast.Constant(value)


def assign(identifier: str, value: ast.expr) -> ast.stmt:
    """Returns ``identifier = value``."""
    return ast.Assign([ast.Name(identifier, ast.Store())], value)


def is_(left: ast.expr, value: bool | None) -> ast.expr:
    """Returns ``left is value``."""
    return ast.Compare(left, [ast.Is()], [constant(value)])


def conditional(test: ast.expr, then: ast.expr, otherwise: ast.expr) -> ast.expr:
    """Returns ``then if test else otherwise``."""
    return ast.IfExp(test, then, otherwise)


def _or(tests: Sequence[ast.expr]) -> ast.expr:
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), list(tests))


def _item_of(holder: str, key: str) -> ast.expr:
    return ast.Subscript(name(holder), constant(key), ast.Load())


def for_subject(expression: Expression, variable: str) -> Expression:
    """Returns the expression with its variable called alike in all expressions to translate."""
    match expression:
        case FieldRef():
            own = expression.variable == variable
            return replace(expression, variable=_OWN) if own else expression
        case Compare() | Arithmetic():
            left, right = expression.left, expression.right
            return replace(
                expression, left=for_subject(left, variable), right=for_subject(right, variable)
            )
        case In(options=options):
            item = for_subject(expression.item, variable)
            listed = for_subject(options, variable) if isinstance(options, FieldRef) else options
            return replace(expression, item=item, options=listed)  # type: ignore[arg-type]
        case And(items=items) | Or(items=items):
            return replace(expression, items=tuple(for_subject(item, variable) for item in items))
        case Negative(item=Constant(value=value, kind=kind)):
            return Constant(-value, kind)  # type: ignore[operator]
        case Not(item=item) | Negative(item=item):
            return replace(expression, item=for_subject(item, variable))
        case Quantified(condition=condition, element=element):
            return replace(
                expression,
                element=for_subject(element, variable),
                condition=None if condition is None else for_subject(condition, variable),
            )
    return expression


def _invariants(expression: Expression) -> Iterator[Expression]:
    """Yields the greatest parts that are the same for every fact judged, single fields aside."""
    parts = list(walk(expression))
    bound = {part.variable for part in parts if isinstance(part, Quantified)}
    free = {part.variable for part in parts if isinstance(part, FieldRef)} - bound
    if isinstance(expression, Constant | FieldRef):
        return
    if free <= set(SHARED):
        yield expression
        return
    for part in parts_of(expression):
        # The parts of a quantifier may speak of its item.
        if not isinstance(expression, Quantified):
            yield from _invariants(part)


def _test(expression: Compare | In) -> tuple[type[ast.cmpop], tuple[_Operand, _Operand]]:
    """Returns the operator and the operands of a comparison or membership."""
    if isinstance(expression, Compare):
        return _COMPARISONS[expression.operator], (expression.left, expression.right)
    return ast.In, (expression.item, expression.options)


class Generator:
    """Translates the expressions of one generated function.

    What does not depend on the fact judged is computed once before the loop over the facts
    (``prologue``); fields of the fact that are read often are read once at the loop's start
    (``loads``).

    Args:
        expressions: All that will be translated, as :func:`for_subject` gives them.
    """

    def __init__(self, expressions: Sequence[Expression]) -> None:
        self.prologue: Body = []
        self.loads: Body = []
        self._numbers = count()
        self._inside: dict[str, str] = {}
        self._held: dict[Expression, str] = {}
        uses: Counter[Expression] = Counter()
        for expression in dict.fromkeys(expressions):
            uses.update(walk(expression))
        for part, times in uses.items():
            if isinstance(part, FieldRef) and part.variable in SHARED:
                self._hold(part, self.prologue)
            elif isinstance(part, FieldRef) and part.variable == _OWN and times > 1:
                self._hold(part, self.loads)
        for expression in dict.fromkeys(expressions):
            for part in _invariants(expression):
                if part not in self._held:
                    self._hold(part, self.prologue)

    def _hold(self, expression: Expression, body: Body) -> None:
        """Has an expression computed into a local by the statements of a body."""
        value, local = self.value(expression), self._local()
        body.append(assign(local, value))
        self._held[expression] = local

    def _local(self) -> str:
        return f"t{next(self._numbers)}"

    def _walrus(self, value: ast.expr) -> tuple[ast.expr, ast.expr]:
        """Returns ``(local := value)`` and a reference to that local, so it is computed once."""
        local = self._local()
        return ast.NamedExpr(ast.Name(local, ast.Store()), value), name(local)

    def certainly(self, expression: Expression, *, truth: bool) -> ast.expr:
        """Returns a test that holds where the condition is known and has that truth."""
        match expression:
            case _ if expression in self._held:
                pass
            case Constant(value=value):
                return constant(bool(value) is truth)
            case Not(item=item):
                return self.certainly(item, truth=not truth)
            case And(items=items) | Or(items=items):
                every = isinstance(expression, And) is truth
                tests = [self.certainly(item, truth=truth) for item in self._cheapest_first(items)]
                return ast.BoolOp(ast.And() if every else ast.Or(), tests)
            case Compare() | In():
                return self._certain_test(expression, truth=truth)
        known = self.value(expression)
        return known if truth else is_(known, value=False)

    def _certain_test(self, expression: Compare | In, *, truth: bool) -> ast.expr:
        operator, operands = _test(expression)
        sign = operator if truth else _OPPOSITE[operator]
        if sign in (ast.Eq, ast.In) and isinstance(operands[1], Constant | tuple):
            # What is missing equals no constant, and needs no test of its own.
            one, other = (self._operand(operand) for operand in operands)
            return ast.Compare(one, [sign()], [other])
        held, (one, other) = self._operands(operands)
        known = [ast.Compare(value, [ast.IsNot()], [constant(None)]) for value in held]
        result = ast.Compare(one, [sign()], [other])
        return ast.BoolOp(ast.And(), [*known, result]) if known else result

    def _operands(self, operands: Sequence[_Operand]) -> tuple[list[ast.expr], list[ast.expr]]:
        """Returns each operand that may be missing, to be tested first, and references to all."""
        held: list[ast.expr] = []
        references: list[ast.expr] = []
        for operand in operands:
            value = reference = self._operand(operand)
            if not isinstance(operand, Constant | tuple):
                if not isinstance(value, ast.Name):
                    value, reference = self._walrus(value)
                held.append(value)
            references.append(reference)
        return held, references

    def _operand(self, operand: _Operand) -> ast.expr:
        if not isinstance(operand, tuple):
            return self.value(operand)
        # Python makes one constant of a set that membership is tested in.
        return ast.Set([constant(option) for option in operand])

    def value(self, expression: Expression) -> ast.expr:
        """Returns Python that computes the expression; ``None`` for missing or unknown."""
        if expression in self._held:
            return name(self._held[expression])
        match expression:
            case Constant(value=value):
                return constant(value)
            case FieldRef(variable=variable, name=field):
                holder = SUBJECT if variable == _OWN else self._inside.get(variable, variable)
                return _item_of(holder, field)
            case And(items=items):
                return self._connect(items, deciding=False)
            case Or(items=items):
                return self._connect(items, deciding=True)
            case Not(item=item):
                return self._known((item,), lambda truth: ast.UnaryOp(ast.Not(), truth))
            case Negative(item=item):
                return self._known((item,), lambda number: ast.UnaryOp(ast.USub(), number))
            case Arithmetic(operator=sign, left=left, right=right):
                arguments = [self.value(left), self.value(right)]
                return ast.Call(name(_ARITHMETIC[sign]), arguments, [])
            case Quantified():
                return self._quantified(expression)
            case Parameter(name=parameter):
                raise ValueError(f"parameter {parameter!r} is not bound")
        operator, operands = _test(expression)
        return self._known(operands, lambda one, other: ast.Compare(one, [operator()], [other]))

    def _known(self, operands: Sequence[_Operand], build: Callable[..., ast.expr]) -> ast.expr:
        """Returns what ``build`` makes of the operands, or ``None`` where one is missing."""
        held, references = self._operands(operands)
        result = build(*references)
        if not held:
            return result
        missing = _or([is_(value, None) for value in held])
        return conditional(missing, constant(None), result)

    def _cheapest_first(self, items: Sequence[Expression]) -> list[Expression]:
        """Returns the items of a junction, known ones first: their order does not matter to it."""
        return sorted(items, key=lambda item: item not in self._held)

    def _connect(self, items: Sequence[Expression], *, deciding: bool) -> ast.expr:
        """Returns Kleene's and (``deciding`` false) or or (``deciding`` true)."""
        held = [
            (self.value(item),) * 2 if item in self._held else self._walrus(self.value(item))
            for item in self._cheapest_first(items)
        ]
        decided = _or([is_(value, deciding) for value, _ in held])
        unknown = _or([is_(reference, None) for _, reference in held])
        return conditional(
            decided,
            constant(deciding),
            conditional(unknown, constant(None), constant(not deciding)),
        )

    def _quantified(self, expression: Quantified) -> ast.expr:
        local = f"item{next(self._numbers)}"
        held, reference = self._walrus(_item_of(COLLECTIONS_NAME, expression.collection))
        self._inside[expression.variable] = local
        try:
            element, helper = self._item(expression)
        finally:
            del self._inside[expression.variable]
        loop = ast.comprehension(ast.Name(local, ast.Store()), reference, [], is_async=0)
        call = ast.Call(name(helper), [ast.GeneratorExp(element, [loop])], [])
        return conditional(is_(held, None), constant(None), call)

    def _item(self, expression: Quantified) -> tuple[ast.expr, str]:
        """Returns what a quantifier computes of each item, and the helper that gathers it."""
        condition, element = expression.condition, expression.element
        if expression.quantifier == "any":
            both: Expression = element if condition is None else And((condition, element))
            return self.value(both), "any_"
        if expression.quantifier == "all":
            implied: Expression = element if condition is None else Or((Not(condition), element))
            return self.value(implied), "all_"
        keep = constant(value=True) if condition is None else self.value(condition)
        pair = ast.Tuple([keep, self.value(element)], ast.Load())
        return pair, _NUMERIC_QUANTIFIERS[expression.quantifier]
