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
    from backsafe.verdicts import Verdict, Verdicts

__all__ = ["CrossCheckedEngine", "consistent"]


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

    def evaluate(self, facts: Facts) -> Verdicts:
        """Returns the verdicts; see :class:`backsafe.engines.Engine`."""
        verdicts, others = self.first.evaluate(facts), self.second.evaluate(facts)
        for one, other in zip_longest(verdicts, others):
            if one is None or other is None or one.key != other.key:
                raise EngineError(
                    f"the engines disagree: {self.first.name} says {_shown(one)}, "
                    f"{self.second.name} says {_shown(other)}; please report this with the facts "
                    f"({_facts(one, other)})"
                )
        for engine, answered in ((self.first, verdicts), (self.second, others)):
            if not consistent(answered):
                raise EngineError(f"{engine.name} contradicts itself; please report the workout")
        return verdicts


def consistent(verdicts: Verdicts) -> bool:
    """Returns whether what an engine counted is what it says one by one."""
    told: dict[str, list[Verdict]] = {"pass": [], "fail": [], "unknown": []}
    for verdict in verdicts:
        told[verdict.outcome].append(verdict)
    return (
        len(told["pass"]) == verdicts.passed
        and tuple(told["fail"]) == verdicts.failed
        and tuple(told["unknown"]) == verdicts.unknown
    )


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
        for part in check.conditions:
            for node in walk(part):
                if isinstance(node, FieldRef) and node.variable in bindings.facts:
                    value = bindings.facts[node.variable].values[node.name]
                    told.setdefault(f"{node.label} = {value!r}")
    return "; ".join(told)
