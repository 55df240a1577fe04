"""Checked expressions → Python syntax trees.

The trees are built node by node from typed expressions. Texts of a rule file only ever become
constants, and names are made up here, so nothing that a rule file says is run as code.

A condition becomes either a value (``True``, ``False`` or ``None`` for unknown) or, where that is
short, branches: plain tests that lead to one of three bodies without making the value.
"""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, replace
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
_ARITHMETIC = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}
_NUMERIC_QUANTIFIERS = {"count": "count", "sum": "total", "min": "minimum", "max": "maximum"}
# The branches of a junction of n parts are about n² / 2 copies of what follows it.
_MOST_BRANCHED = 3


def name(identifier: str) -> ast.expr:
    """Returns a reference to a local or helper."""
    return ast.Name(identifier, ast.Load())


def constant(value: object) -> ast.expr:
    """Returns a constant; a frozenset stands as one constant too."""
    return ast.Constant(value)  # type: ignore[arg-type]


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


@dataclass(frozen=True, slots=True)
class _Atom:
    """A condition that plain tests decide: which is unknown, and which is true."""

    unknown: tuple[ast.expr, ...]
    true: ast.expr


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
        for expression in expressions:
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

    def branches(
        self,
        expression: Expression,
        true: Callable[[], Body],
        false: Callable[[], Body],
        unknown: Callable[[], Body],
    ) -> Body:
        """Returns statements that run the body of what the condition is."""
        match expression:
            case Constant(value=value):
                return true() if value else false()
            case Not(item=item):
                return self.branches(item, false, true, unknown)
            case And(items=items) if len(items) <= _MOST_BRANCHED:
                ordered = self._cheapest_first(items)
                return self._chain(ordered, lambda *ends: (ends[0], ends[1]), true, false, unknown)
            case Or(items=items) if len(items) <= _MOST_BRANCHED:
                ordered = self._cheapest_first(items)
                return self._chain(ordered, lambda *ends: (ends[1], ends[0]), false, true, unknown)
        return self._tests(expression, true, false, unknown)

    def _tests(
        self,
        expression: Expression,
        true: Callable[[], Body],
        false: Callable[[], Body],
        unknown: Callable[[], Body],
    ) -> Body:
        """Returns the branches of a condition whose parts, if it has any, are not branched."""
        if isinstance(expression, Not):
            return self._tests(expression.item, false, true, unknown)
        atom = self._atom(expression)
        decided: Body = [ast.If(atom.true, true(), false())]
        return [ast.If(_or(atom.unknown), unknown(), decided)] if atom.unknown else decided

    def _chain(
        self,
        items: Sequence[Expression],
        ordered: Callable[[Callable[[], Body], Callable[[], Body]], tuple[Callable[[], Body], ...]],
        last: Callable[[], Body],
        deciding: Callable[[], Body],
        unknown: Callable[[], Body],
    ) -> Body:
        """Returns the tests of a junction in turn: one deciding item settles it.

        Args:
            items: Its items.
            ordered: Puts what follows an item that does not decide, and one that does, in the order
                of true and false.
            last: What to do where every item is known and none decides.
            deciding: What to do where one decides.
            unknown: What to do otherwise.
        """
        first, *rest = items

        def go_on() -> Body:
            return self._chain(rest, ordered, last, deciding, unknown) if rest else last()

        def go_on_unknown() -> Body:
            return self._chain(rest, ordered, unknown, deciding, unknown) if rest else unknown()

        true, false = ordered(go_on, deciding)
        return self._tests(first, true, false, go_on_unknown)

    def _atom(self, expression: Expression) -> _Atom:
        if isinstance(expression, Compare):
            operator = _COMPARISONS[expression.operator]
            tests, (one, other) = self._operands((expression.left, expression.right))
            return _Atom(tests, ast.Compare(one, [operator()], [other]))
        if isinstance(expression, In):
            listed = expression.options
            if isinstance(listed, FieldRef):
                tests, (one, options) = self._operands((expression.item, listed))
            else:
                tests, (one,) = self._operands((expression.item,))
                options = constant(frozenset(listed))
            return _Atom(tests, ast.Compare(one, [ast.In()], [options]))
        tests, (truth,) = self._operands((expression,))
        return _Atom(tests, truth)

    def _operands(
        self, operands: Sequence[Expression]
    ) -> tuple[tuple[ast.expr, ...], list[ast.expr]]:
        """Returns tests of which one holds if an operand is missing, and references to them all."""
        tests: list[ast.expr] = []
        references: list[ast.expr] = []
        for operand in operands:
            if isinstance(operand, Constant):
                references.append(constant(operand.value))
                continue
            if operand in self._held:
                held = reference = name(self._held[operand])
            else:
                held, reference = self._walrus(self.value(operand))
            tests.append(is_(held, None))
            references.append(reference)
        return tuple(tests), references

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
                tests, (truth,) = self._operands((item,))
                return self._known(tests, ast.UnaryOp(ast.Not(), truth))
            case Negative(item=item):
                tests, (number,) = self._operands((item,))
                return self._known(tests, ast.UnaryOp(ast.USub(), number))
            case Arithmetic(operator=sign, left=left, right=right):
                arguments = [self.value(left), self.value(right)]
                return ast.Call(name(_ARITHMETIC[sign]), arguments, [])
            case Quantified():
                return self._quantified(expression)
            case Parameter(name=parameter):
                raise ValueError(f"parameter {parameter!r} is not bound")
        atom = self._atom(expression)
        return self._known(atom.unknown, atom.true)

    @staticmethod
    def _known(tests: Sequence[ast.expr], result: ast.expr) -> ast.expr:
        return conditional(_or(tests), constant(None), result) if tests else result

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
