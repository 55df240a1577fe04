"""A plain interpreter of the condition language, written from its definition alone.

It shares no code with the package beyond the trees themselves, so that a mistake cannot hide.
"""

from __future__ import annotations

import math
from typing import Any

from backsafe.facts.fact import Absent, Fact, Facts, Session
from backsafe.rules import expression as tree
from backsafe.rules.rule import Check

UNKNOWN = None


def value_of(node: Any, facts: dict[str, Fact], session: Session) -> Any:
    """Returns the value of an expression, ``None`` for missing or unknown."""
    if isinstance(node, tree.Constant):
        return node.value
    if isinstance(node, tree.FieldRef):
        return facts[node.variable].values[node.name]
    if isinstance(node, tree.Negative):
        number = value_of(node.item, facts, session)
        return None if number is None else -number
    if isinstance(node, tree.Arithmetic):
        return _arithmetic(node, facts, session)
    if isinstance(node, tree.Quantified):
        return _quantified(node, facts, session)
    return _truth(node, facts, session)


def _truth(node: Any, facts: dict[str, Fact], session: Session) -> bool | None:
    if isinstance(node, tree.Not):
        inner = value_of(node.item, facts, session)
        return None if inner is None else (not inner)
    if isinstance(node, tree.And):
        return kleene_and([value_of(item, facts, session) for item in node.items])
    if isinstance(node, tree.Or):
        return kleene_or([value_of(item, facts, session) for item in node.items])
    if isinstance(node, tree.In):
        item = value_of(node.item, facts, session)
        options = node.options
        held = value_of(options, facts, session) if isinstance(options, tree.FieldRef) else options
        if item is None or held is None:
            return None
        return any(item == option for option in held)
    left, right = value_of(node.left, facts, session), value_of(node.right, facts, session)
    if left is None or right is None:
        return None
    return {
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        ">": lambda: left > right,
        ">=": lambda: left >= right,
        "==": lambda: left == right,
        "!=": lambda: left != right,
    }[node.operator]()


def kleene_and(values: list[bool | None]) -> bool | None:
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True


def kleene_or(values: list[bool | None]) -> bool | None:
    if any(value is True for value in values):
        return True
    return None if any(value is None for value in values) else False


def _arithmetic(node: tree.Arithmetic, facts: dict[str, Fact], session: Session) -> float | None:
    left, right = value_of(node.left, facts, session), value_of(node.right, facts, session)
    if left is None or right is None:
        return None
    if node.operator == "/":
        result = math.nan if right == 0 else left / right
    else:
        result = {"+": left + right, "-": left - right, "*": left * right}[node.operator]
    return result if math.isfinite(result) else None


def _quantified(node: tree.Quantified, facts: dict[str, Fact], session: Session) -> Any:
    found = session.facts(node.collection)
    if isinstance(found, Absent):
        return None
    judged = []
    for item in found:
        inside = {**facts, node.variable: item}
        keep = True if node.condition is None else value_of(node.condition, inside, session)
        judged.append((keep, value_of(node.element, inside, session)))
    if node.quantifier == "any":
        return kleene_or([kleene_and([keep, value]) for keep, value in judged])
    if node.quantifier == "all":
        implied = [(None if keep is None else not keep, value) for keep, value in judged]
        return kleene_and([kleene_or([drop, value]) for drop, value in implied])
    if any(keep is None for keep, _ in judged):
        return None
    values = [value for keep, value in judged if keep]
    if node.quantifier == "count":
        return float(len(values))
    if any(value is None for value in values):
        return None
    if node.quantifier == "sum":
        total = 0.0
        for value in values:
            total = total + value
        return total if math.isfinite(total) else None
    if not values:
        return None
    return min(values) if node.quantifier == "min" else max(values)


def judge(checks: list[Check], facts: Facts) -> list[tuple[Any, ...]]:
    """Returns the keys of all verdicts, in the order that engines keep."""
    keys = []
    for session in facts.judged:
        told: set[tuple[str, str]] = set()
        for check in checks:
            found = session.facts(check.collection)
            if isinstance(found, Absent):
                # A rule answers once for a collection of which nothing is known.
                if (check.code, check.collection) in told:
                    continue
                told.add((check.code, check.collection))
                keys.append(_key(check, session, session.workout, "unknown", None))
                continue
            for fact in found:
                answer = _answer(check, fact, session)
                if answer is not None:
                    keys.append(_key(check, session, fact, *answer))
    return keys


def _answer(check: Check, fact: Fact, session: Session) -> tuple[str, str | None] | None:
    facts = {**session.shared(), check.variable: fact}
    applies = True if check.when is None else value_of(check.when, facts, session)
    if applies is False:
        return None
    holds = value_of(check.require, facts, session)
    if holds is True:
        return "pass", None
    if applies is None or holds is None:
        return "unknown", None
    for condition, severity in check.severity.cases:
        if value_of(condition, facts, session) is True:
            return "fail", severity
    return "fail", check.severity.default


def _key(
    check: Check, session: Session, fact: Fact, outcome: str, severity: str | None
) -> tuple[Any, ...]:
    place = (*session.pointer, "|", fact.type, *fact.pointer)
    return check.code, check.name, place, outcome, severity
