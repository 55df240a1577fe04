"""Kleene's and and or over many values; ``None`` is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["all_", "any_"]


def any_(items: Iterable[bool | None]) -> bool | None:
    """Returns Kleene's or over the items; false for none."""
    unknown = False
    for item in items:
        if item:
            return True
        unknown = unknown or item is None
    return None if unknown else False


def all_(items: Iterable[bool | None]) -> bool | None:
    """Returns Kleene's and over the items; true for none."""
    unknown = False
    for item in items:
        if item is False:
            return False
        unknown = unknown or item is None
    return None if unknown else True
