"""Two engines side by side: they answer alike, or nothing is answered at all."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from backsafe.errors import EngineError
from backsafe.rules.expression import FieldRef, walk
from backsafe.verdicts import bindings_of

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
                    f"{self.second.name} says {_shown(other)}; please report this with the facts "
                    f"({_facts(one, other)})"
                )
        return verdicts


def _shown(verdict: Verdict | None) -> str:
    if verdict is None:
        return "nothing more"
    place = "/".join(map(str, verdict.fact.pointer))
    named = " ".join(part for part in (verdict.check.code, verdict.check.name) if part)
    severity = f" ({verdict.severity})" if verdict.severity else ""
    return f"{named} {verdict.outcome}{severity} at /{place}"


def _facts(*verdicts: Verdict | None) -> str:
    """Returns the condition and the values that each verdict rests on."""
    told: dict[str, None] = {}
    for verdict in verdicts:
        if verdict is None:
            continue
        check, bindings = verdict.check, bindings_of(verdict)
        for key, text in check.stated.items():
            told.setdefault(f"{key}: {text}")
        for part in (check.when, check.require, *(case for case, _ in check.severity.cases)):
            for node in walk(part) if part is not None else ():
                if isinstance(node, FieldRef) and node.variable in bindings.facts:
                    value = bindings.facts[node.variable].values[node.name]
                    told.setdefault(f"{node.label} = {value!r}")
    return "; ".join(told)
