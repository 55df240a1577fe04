"""zen-engine: one compiled expression that filters each collection for each condition."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import zen

from contenders.conditions import CONDITIONS, infix

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = f"zen-engine {version('zen-engine')}"


def prepare(session: dict[str, Any]) -> dict[str, Any]:
    """Returns the facts, workout and athlete as one object each."""
    return {**session, "w": session["workout"][0], "a": session["athlete"][0]}


def make() -> Callable[[Any], list[list[float]]]:
    """Returns the expression's own function: the places of each condition that holds."""

    def field(holder: str, name: str) -> str:
        return f"#.{name}" if holder == "f" else f"{holder}.{name}"

    parts = [
        f"map(filter({collection}, {infix(condition, field)}), #.place)"
        for (_, collection), pair in CONDITIONS.items()
        for condition in pair
    ]
    compiled = zen.compile_expression(f"[{', '.join(parts)}]")
    return compiled.evaluate


def told(places: list[list[float]]) -> list[tuple[int, int, str]]:
    """Returns what does not pass."""
    return [
        (number, int(place), outcome)
        for (number, _), pair in zip(
            CONDITIONS, zip(places[::2], places[1::2], strict=True), strict=True
        )
        for outcome, found in zip(("fail", "unknown"), pair, strict=True)
        for place in found
    ]
