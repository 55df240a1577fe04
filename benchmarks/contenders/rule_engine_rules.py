"""rule-engine: two rules for each check, asked of every fact."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import rule_engine

from contenders.conditions import CONDITIONS, infix
from contenders.facts import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = f"rule-engine {version('rule-engine')}"


def prepare(session: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Returns the facts with the fields of workout and athlete beside their own."""
    around = {f"w_{key}": value for key, value in session["workout"][0].items()}
    around |= {f"a_{key}": value for key, value in session["athlete"][0].items()}
    return {
        collection: [
            {**around, **{f"f_{key}": value for key, value in fact.items()}}
            for fact in session[collection]
        ]
        for collection in FIELDS
    }


def make() -> Callable[[Any], list[tuple[int, int, str]]]:
    """Returns a loop over facts and rules."""
    context = rule_engine.Context(default_value=None)
    rules: dict[str, list[tuple[int, str, Any]]] = {}
    for (number, collection), pair in CONDITIONS.items():
        for outcome, condition in zip(("fail", "unknown"), pair, strict=True):
            text = infix(condition, lambda holder, name: f"{holder}_{name}")
            rule = rule_engine.Rule(text, context=context)
            rules.setdefault(collection, []).append((number, outcome, rule))

    def judge(session: dict[str, list[dict[str, Any]]]) -> list[tuple[int, int, str]]:
        return [
            (number, place, outcome)
            for collection, own in rules.items()
            for place, fact in enumerate(session[collection])
            for number, outcome, rule in own
            if rule.matches(fact)
        ]

    return judge
