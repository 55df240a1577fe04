"""Plain evaluation of an expression, to explain a verdict.

Engines decide verdicts; this module says afterwards which missing values made one unknown. It is
written for clarity and runs only on what has to be explained.
"""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from backsafe.facts.fact import Absent, Fact, Session, Value
from backsafe.kleene import all_, any_
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
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["Bindings", "Lack", "evaluate", "lacking"]

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_CALCULATE: Mapping[str, Callable[[Any, Any], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


class Bindings(NamedTuple):
    """The facts in reach of an expression: variables by name, and the session's collections."""

    facts: Mapping[str, Fact]
    session: Session

    def with_item(self, variable: str, fact: Fact) -> Bindings:
        """Returns the bindings inside a quantifier."""
        return Bindings({**self.facts, variable: fact}, self.session)


class Lack(NamedTuple):
    """Something missing: a field of a fact, or (``field`` empty) a whole collection."""

    fact: Fact
    label: str
    field: str = ""


def evaluate(expression: Expression, bindings: Bindings) -> Value:
    """Returns the value of a bound expression; ``None`` is missing or unknown."""
    match expression:
        case Constant(value=value):
            return value
        case FieldRef(variable=variable, name=name):
            return bindings.facts[variable].values[name]
        case Compare(operator=sign, left=left, right=right):
            one, other = evaluate(left, bindings), evaluate(right, bindings)
            return None if one is None or other is None else _COMPARE[sign](one, other)
        case In():
            return _member(expression, bindings)
        case And(items=items):
            return all_(_truth(item, bindings) for item in items)
        case Or(items=items):
            return any_(_truth(item, bindings) for item in items)
        case Not(item=item):
            truth = evaluate(item, bindings)
            return None if truth is None else not truth
        case Negative(item=item):
            number = evaluate(item, bindings)
            return None if number is None else -cast("float", number)
        case Arithmetic():
            return _calculate(expression, bindings)
        case Quantified():
            return _quantify(expression, bindings)
        case Parameter(name=name):
            raise ValueError(f"parameter {name!r} is not bound")


def _truth(expression: Expression, bindings: Bindings) -> bool | None:
    value = evaluate(expression, bindings)
    return None if value is None else bool(value)


def _member(expression: In, bindings: Bindings) -> bool | None:
    item = evaluate(expression.item, bindings)
    options: object = expression.options
    if isinstance(expression.options, FieldRef):
        options = evaluate(expression.options, bindings)
    if item is None or not isinstance(options, tuple):
        return None
    return item in options


def _calculate(expression: Arithmetic, bindings: Bindings) -> float | None:
    left, right = evaluate(expression.left, bindings), evaluate(expression.right, bindings)
    if left is None or right is None:
        return None
    try:
        result: float = _CALCULATE[expression.operator](left, right)
    except (ZeroDivisionError, OverflowError):
        return None
    return result if math.isfinite(result) else None


def _items(expression: Quantified, bindings: Bindings) -> list[Bindings] | None:
    facts = bindings.session.facts(expression.collection)
    if isinstance(facts, Absent):
        return None
    return [bindings.with_item(expression.variable, fact) for fact in facts]


def _quantify(expression: Quantified, bindings: Bindings) -> Value:
    items = _items(expression, bindings)
    if items is None:
        return None
    condition, element = expression.condition, expression.element
    chosen = [_truth(condition, item) if condition else True for item in items]
    if expression.quantifier == "any":
        return any_(
            all_((keep, _truth(element, item))) for keep, item in zip(chosen, items, strict=True)
        )
    if expression.quantifier == "all":
        dropped = [None if keep is None else not keep for keep in chosen]
        return all_(
            any_((drop, _truth(element, item))) for drop, item in zip(dropped, items, strict=True)
        )
    if None in chosen:
        return None
    kept = [item for keep, item in zip(chosen, items, strict=True) if keep]
    if expression.quantifier == "count":
        return float(len(kept))
    return _aggregate(expression.quantifier, [evaluate(element, item) for item in kept])


def _aggregate(quantifier: str, values: list[Value]) -> float | None:
    if None in values:
        return None
    numbers = cast("list[float]", values)
    if quantifier == "sum":
        total = 0.0
        for number in numbers:
            total += number
        return total if math.isfinite(total) else None
    if not numbers:
        return None
    return min(numbers) if quantifier == "min" else max(numbers)


def lacking(expression: Expression, bindings: Bindings) -> Iterator[Lack]:
    """Yields what keeps an expression from having a value; nothing where it has one.

    A part that is known does not matter: in ``a and b`` with ``a`` true, only what ``b`` lacks.
    """
    if evaluate(expression, bindings) is not None:
        return
    match expression:
        case FieldRef(variable=variable, name=name):
            yield Lack(bindings.facts[variable], expression.label, name)
        case Compare(left=left, right=right) | Arithmetic(left=left, right=right):
            yield from lacking(left, bindings)
            yield from lacking(right, bindings)
        case In(item=item, options=options):
            yield from lacking(item, bindings)
            if isinstance(options, FieldRef):
                yield from lacking(options, bindings)
        case And(items=items) | Or(items=items):
            for part in items:
                yield from lacking(part, bindings)
        case Not(item=item) | Negative(item=item):
            yield from lacking(item, bindings)
        case Quantified():
            yield from _lacking_items(expression, bindings)


def _lacking_items(expression: Quantified, bindings: Bindings) -> Iterator[Lack]:
    items = _items(expression, bindings)
    if items is None:
        yield Lack(bindings.session.workout, expression.collection)
        return
    for item in items:
        if expression.condition is not None:
            yield from lacking(expression.condition, item)
        if expression.condition is None or evaluate(expression.condition, item) is not False:
            yield from lacking(expression.element, item)
