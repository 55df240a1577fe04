"""Plain evaluation of an expression, to explain a verdict.

Engines decide verdicts; this module says afterwards which missing values made one unknown. It is
written for clarity and runs only on what has to be explained.
"""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

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
    from collections.abc import Callable, Iterable, Mapping, Sequence

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


_Lacks: TypeAlias = tuple[Lack, ...]
_Weighed: TypeAlias = tuple[Value, _Lacks]
"""A value and, where it is missing, what keeps it from being known."""


def evaluate(expression: Expression, bindings: Bindings) -> Value:
    """Returns the value of a bound expression; ``None`` is missing or unknown."""
    return _weigh(expression, bindings)[0]


def lacking(expression: Expression, bindings: Bindings) -> _Lacks:
    """Returns what keeps an expression from having a value; nothing where it has one.

    A part that is known does not matter: in ``a and b`` with ``a`` true, only what ``b`` lacks.
    """
    return _weigh(expression, bindings)[1]


def _weigh(expression: Expression, bindings: Bindings) -> _Weighed:
    match expression:
        case Constant(value=value):
            return value, ()
        case FieldRef(variable=variable, name=name):
            fact = bindings.facts[variable]
            found = fact.values[name]
            return found, () if found is not None else (Lack(fact, expression.label, name),)
        case Compare(operator=sign, left=left, right=right):
            return _combined(_COMPARE[sign], _weigh(left, bindings), _weigh(right, bindings))
        case In():
            return _member(expression, bindings)
        case And(items=items):
            return _junction([_weigh(item, bindings) for item in items], deciding=False)
        case Or(items=items):
            return _junction([_weigh(item, bindings) for item in items], deciding=True)
        case Not(item=item):
            return _combined(operator.not_, _weigh(item, bindings))
        case Negative(item=item):
            return _combined(operator.neg, _weigh(item, bindings))
        case Arithmetic(operator=sign, left=left, right=right):
            return _combined(_CALCULATE[sign], _weigh(left, bindings), _weigh(right, bindings))
        case Quantified():
            return _quantify(expression, bindings)
        case Parameter(name=name):
            raise ValueError(f"parameter {name!r} is not bound")


def _combined(calculate: Callable[..., Value], *parts: _Weighed) -> _Weighed:
    """Returns what is calculated of parts that are all needed."""
    values = [value for value, _ in parts]
    if None in values:
        return None, _lacks(parts)
    try:
        result = calculate(*values)
    except (ZeroDivisionError, OverflowError):
        return None, ()
    return (None if isinstance(result, float) and not math.isfinite(result) else result), ()


def _junction(parts: Sequence[_Weighed], *, deciding: bool) -> _Weighed:
    """Returns Kleene's or (``deciding`` true) or and (``deciding`` false)."""
    kleene = any_ if deciding else all_
    value = kleene(cast("bool | None", value) for value, _ in parts)
    return value, () if value is not None else _lacks(parts)


def _lacks(parts: Iterable[_Weighed]) -> _Lacks:
    return tuple(lack for _, lacks in parts for lack in lacks)


def _member(expression: In, bindings: Bindings) -> _Weighed:
    item, options = _weigh(expression.item, bindings), expression.options
    listed = _weigh(options, bindings) if isinstance(options, FieldRef) else (options, ())
    return _combined(lambda one, many: one in many, item, listed)  # type: ignore[arg-type]


def _quantify(expression: Quantified, bindings: Bindings) -> _Weighed:
    facts = bindings.session.facts(expression.collection)
    if isinstance(facts, Absent):
        return None, (Lack(bindings.session.workout, expression.collection),)
    condition, element, variable = expression.condition, expression.element, expression.variable
    judged: list[tuple[_Weighed, _Weighed]] = []
    for fact in facts:
        inside = bindings.with_item(variable, fact)
        keep = (True, ()) if condition is None else _weigh(condition, inside)
        judged.append((keep, _weigh(element, inside)))
    if expression.quantifier == "any":
        return _junction([_junction(pair, deciding=False) for pair in judged], deciding=True)
    if expression.quantifier == "all":
        implied = [(_combined(operator.not_, keep), value) for keep, value in judged]
        return _junction([_junction(pair, deciding=True) for pair in implied], deciding=False)
    needed = [keep for keep, _ in judged] + [
        value for keep, value in judged if keep[0] is not False
    ]
    if expression.quantifier == "count":
        needed = [keep for keep, _ in judged]
    kept = [value for keep, value in judged if keep[0]]
    if any(value is None for value, _ in needed):
        return None, _lacks(needed)
    return _aggregate(expression.quantifier, [value for value, _ in kept]), ()


def _aggregate(quantifier: str, values: list[Any]) -> float | None:
    if quantifier == "count":
        return float(len(values))
    if quantifier == "sum":
        total = 0.0
        for value in values:
            total += value
        return total if math.isfinite(total) else None
    if not values:
        return None
    return cast("float", min(values) if quantifier == "min" else max(values))
