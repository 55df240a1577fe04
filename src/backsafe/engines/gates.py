"""A check → the same check as long as the session goes on.

Then a number that grows settles only what its growth cannot undo: to be above a limit, or not to
be below one. Everything else that rests on it is unknown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backsafe.facts.ongoing import ENDED, GROWING, REVISABLE, TURNING
from backsafe.rules.expression import (
    MIRRORED,
    And,
    Compare,
    Constant,
    Expression,
    FieldRef,
    Not,
    Or,
    Quantified,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backsafe.rules.expression import ComparisonOperator
    from backsafe.rules.rule import Check

__all__ = ["gated", "revisable"]

_UNKNOWN = FieldRef("program", "program", ENDED, "boolean")


def gated(check: Check) -> Check:
    """Returns the check as it answers on facts that may still change.

    Where it passes or fails, so it does whatever the session adds; see :mod:`facts.ongoing` for
    what is :func:`revisable`. How bad a failure is may yet turn out otherwise.
    """
    require = _gated(check.require)
    cases = tuple((_gated(case), level) for case, level in check.severity.cases)
    check = replace(check, require=require, severity=replace(check.severity, cases=cases))
    if check.when is None:
        return check
    when = _gated(check.when)
    # What holds passes even where nobody knows whether it must; but that may yet turn out.
    return replace(check, when=when, require=And((require, Or((when, _UNKNOWN)))))


def revisable(conditions: Iterable[Expression]) -> frozenset[str]:
    """Returns the fields in conditions that are known only as far as the session has come."""
    return frozenset(
        part.label
        for condition in conditions
        for part in walk(condition)
        if isinstance(part, FieldRef) and part.label in REVISABLE
    )


def _gated(condition: Expression) -> Expression:
    match condition:
        case And(items=items) | Or(items=items):
            return replace(condition, items=tuple(_gated(item) for item in items))
        case Not(item=item):
            return replace(condition, item=_gated(item))
        case FieldRef() if condition.label in TURNING:
            return Or((condition, _UNKNOWN))
        case Compare(operator=operator, left=left, right=right):
            if _grows(left) and isinstance(right, Constant):
                return _growing(operator, left, right)
            if _grows(right) and isinstance(left, Constant):
                return _growing(MIRRORED[operator], right, left)
    return _UNKNOWN if _is_open(condition) else condition


def _grows(part: Expression) -> bool:
    return isinstance(part, FieldRef) and part.label in GROWING


def _growing(operator: ComparisonOperator, number: Expression, limit: Constant) -> Expression:
    """Returns a comparison of a number that grows with a limit."""
    match operator:
        case ">" | ">=":
            return Or((Compare(operator, number, limit), _UNKNOWN))
        case "<" | "<=":
            return And((Compare(operator, number, limit), _UNKNOWN))
        case "==":
            return And((Compare("<=", number, limit), _UNKNOWN))
        case "!=":
            return Or((Compare(">", number, limit), _UNKNOWN))


def _is_open(condition: Expression) -> bool:
    """Returns whether a condition rests on numbers that grow, or on facts that may be added."""
    return any(
        isinstance(part, Quantified)
        or (isinstance(part, FieldRef) and part.label in GROWING | TURNING)
        for part in walk(condition)
    )
