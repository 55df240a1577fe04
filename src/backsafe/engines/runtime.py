"""What generated functions call: double arithmetic and quantifiers; ``None`` is missing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from backsafe.kleene import all_, any_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "add",
    "all_",
    "any_",
    "count",
    "divide",
    "maximum",
    "minimum",
    "multiply",
    "subtract",
    "total",
]

# A quantifier hands each item over as a pair: whether its condition keeps it, and its value.
# Both are computed even where one decides, so items are judged alike in every engine.


def _kept(items: Iterable[tuple[bool | None, float | None]]) -> Iterator[float | None]:
    for keep, value in items:
        if keep is None:
            yield None
        elif keep:
            yield value


def count(items: Iterable[tuple[bool | None, float | None]]) -> float | None:
    """Returns how many items are kept; missing if that is unknown of any."""
    number = 0
    for value in _kept(items):
        if value is None:
            return None
        number += 1
    return float(number)


def total(items: Iterable[tuple[bool | None, float | None]]) -> float | None:
    """Returns the sum of the kept values, left to right; 0 for none, missing on overflow."""
    result = 0.0
    for value in _kept(items):
        if value is None:
            return None
        result += value
    return result if math.isfinite(result) else None


def minimum(items: Iterable[tuple[bool | None, float | None]]) -> float | None:
    """Returns the least kept value; missing for none."""
    return _extreme(list(_kept(items)), least=True)


def maximum(items: Iterable[tuple[bool | None, float | None]]) -> float | None:
    """Returns the greatest kept value; missing for none."""
    return _extreme(list(_kept(items)), least=False)


def _extreme(values: list[float | None], *, least: bool) -> float | None:
    numbers = [value for value in values if value is not None]
    if not numbers or len(numbers) < len(values):
        return None
    return min(numbers) if least else max(numbers)


def add(left: float | None, right: float | None) -> float | None:
    """Returns the sum, missing if an operand is or on overflow."""
    return None if left is None or right is None else _finite(left + right)


def subtract(left: float | None, right: float | None) -> float | None:
    """Returns the difference, missing if an operand is or on overflow."""
    return None if left is None or right is None else _finite(left - right)


def multiply(left: float | None, right: float | None) -> float | None:
    """Returns the product, missing if an operand is or on overflow."""
    return None if left is None or right is None else _finite(left * right)


def divide(left: float | None, right: float | None) -> float | None:
    """Returns the quotient, missing if an operand is, for a divisor of 0, or on overflow."""
    return None if left is None or right is None or right == 0 else _finite(left / right)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
