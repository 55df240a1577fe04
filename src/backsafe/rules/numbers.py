"""Numbers as messages show them: never on another side of a limit than they stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["exactly", "number_text"]

# A double has no more that tell it from its neighbors.
_MOST_DIGITS = 17


def number_text(value: float, pattern: str = "", limits: Iterable[float] = ()) -> str:
    """Returns a number as text, with more digits than asked for where limits are near.

    Args:
        value: The number.
        pattern: ``g``, ``d``, ``f`` or such as ``.1f``: the fewest digits.
        limits: What it is compared with; the text is smaller, equal or greater as the number is.

    >>> number_text(60.3, ".0f"), number_text(60.3, ".0f", [60]), number_text(59.9999999, "g", [60])
    ('60', '60.3', '59.9999999')
    """
    limits = tuple(limits)
    for text in _longer_and_longer(value, pattern or "g"):
        if all(_side(float(text), it) == _side(value, it) for it in limits):
            return text
    return repr(float(value))


def exactly(value: float) -> str:
    """Returns a number with all of its digits, such as a threshold, which somebody has chosen."""
    return number_text(value, limits=(value,))


def _longer_and_longer(value: float, pattern: str) -> Iterator[str]:
    digits, kind = int(pattern[1:-1] or 0) if len(pattern) > 1 else None, pattern[-1]
    if kind == "d":
        yield format(round(value), "d")
        digits, kind = 1, "f"
    elif digits is None:
        digits = 6
    for more in range(digits, _MOST_DIGITS):
        yield format(float(value), f".{more}{kind}")


def _side(number: float, limit: float) -> int:
    return (number > limit) - (number < limit)
