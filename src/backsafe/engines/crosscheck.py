"""Two engines side by side: they answer alike, or nothing is answered at all."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from backsafe.errors import EngineError

if TYPE_CHECKING:
    from backsafe.engines import Engine
    from backsafe.facts.fact import Facts
    from backsafe.verdicts import Verdict

__all__ = ["CrossCheckedEngine"]


class CrossCheckedEngine:
    """Gives the first engine's verdicts, once the second has given the same.

    Args:
        first: The engine that answers.
        second: The engine that must agree.
    """

    def __init__(self, first: Engine, second: Engine) -> None:
        self.first = first
        self.second = second
        self.name = first.name

    def evaluate(self, facts: Facts) -> list[Verdict]:
        """Returns the verdicts; see :class:`backsafe.engines.Engine`."""
        verdicts = self.first.evaluate(facts)
        for one, other in zip_longest(verdicts, self.second.evaluate(facts)):
            if one is None or other is None or one.key != other.key:
                raise EngineError(
                    f"the engines disagree: {self.first.name} says {_shown(one)}, "
                    f"{self.second.name} says {_shown(other)}; please report the workout"
                )
        return verdicts


def _shown(verdict: Verdict | None) -> str:
    if verdict is None:
        return "nothing more"
    place = "/".join(map(str, verdict.fact.pointer))
    return f"{verdict.check.code} {verdict.outcome} at /{place}"
