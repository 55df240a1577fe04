"""BackSafe's compiled engine."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from backsafe.engines import make_engine
from contenders.facts import bound_checks

if TYPE_CHECKING:
    from collections.abc import Callable

ENGINE = "compiled"
VERSION = f"backsafe {version('backsafe')}"
WANTS_FACTS = True


def make() -> Callable[[Any], Any]:
    """Returns the engine's own function."""
    return make_engine(ENGINE, bound_checks()).evaluate


def told(verdicts: Any) -> list[tuple[int, int, str]]:
    """Returns what does not pass, of what the engine returned."""
    (answers,) = verdicts._answers[:1]  # noqa: SLF001
    return [
        (number, place, "unknown" if code == 1 else "fail") for number, place, code in answers.found
    ]
