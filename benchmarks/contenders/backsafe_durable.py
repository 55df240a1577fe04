"""BackSafe's durable engine, new for each round: nothing of it is known from the last one."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from backsafe.engines import make_engine
from contenders.backsafe_compiled import told
from contenders.facts import bound_checks

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["VERSION", "WANTS_FACTS", "make", "told"]

VERSION = f"durable-rules {version('durable-rules')}"
WANTS_FACTS = True


def make() -> Callable[[Any], Any]:
    """Returns the engine's own function."""
    return make_engine("durable", bound_checks()).evaluate
