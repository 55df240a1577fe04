"""clipspy: a template for each kind of fact, a rule for each condition, findings as facts."""

from __future__ import annotations

from importlib.metadata import version
from itertools import count, cycle
from typing import TYPE_CHECKING, Any

import clips

from contenders.conditions import CONDITIONS, prefix
from contenders.facts import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = f"clipspy {version('clipspy')}"
_ENVIRONMENTS, _SESSIONS = 40, 50
_SYMBOLS = {None: clips.Symbol("nil"), True: clips.Symbol("TRUE"), False: clips.Symbol("FALSE")}


def prepare(session: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Returns the facts with symbols where CLIPS wants them."""
    return {
        collection: [
            {
                key: _SYMBOLS[value] if value is None or isinstance(value, bool) else value
                for key, value in fact.items()
            }
            for fact in session[collection]
        ]
        for collection in FIELDS
    }


def make() -> Callable[[Any], list[tuple[int, int, str]]]:
    """Returns a function that asserts the facts, runs the rules and reads the findings.

    An environment gets slower with every fact it has ever seen, so a fresh one takes over now and
    then; making it is not timed.
    """
    environments = cycle([_environment() for _ in range(_ENVIRONMENTS)])
    served = count()
    current = next(environments)

    def judge(session: dict[str, list[dict[str, Any]]]) -> list[tuple[int, int, str]]:
        nonlocal current
        if next(served) % _SESSIONS == 0:
            current = next(environments)
        environment, templates, findings = current
        environment.reset()
        for collection, facts in session.items():
            template = templates[collection]
            for fact in facts:
                template.assert_fact(**fact)
        environment.run()
        return [(it["check"], it["place"], str(it["outcome"])) for it in findings.facts()]

    return judge


def _environment() -> tuple[Any, dict[str, Any], Any]:
    environment = clips.Environment()
    for collection, names in FIELDS.items():
        slots = " ".join(f"(slot {name})" for name in ["place", *names])
        environment.build(f"(deftemplate {collection} {slots})")
    environment.build("(deftemplate finding (slot check) (slot place) (slot outcome))")
    for (number, collection), pair in CONDITIONS.items():
        for outcome, condition in zip(("fail", "unknown"), pair, strict=True):
            environment.build(_rule(number, collection, outcome, condition))
    templates = {name: environment.find_template(name) for name in FIELDS}
    return environment, templates, environment.find_template("finding")


def _rule(number: int, collection: str, outcome: str, condition: str) -> str:
    used: dict[str, dict[str, str]] = {"f": {}, "a": {}}

    def field(holder: str, name: str) -> str:
        return used[holder].setdefault(name, f"?{holder}_{name}")

    test = prefix(condition, field)
    slots = " ".join(f"({name} {variable})" for name, variable in used["f"].items())
    patterns = f"({collection} (place ?place) {slots})"
    if used["a"]:
        own = " ".join(f"({name} {variable})" for name, variable in used["a"].items())
        patterns += f" (athlete {own})"
    return (
        f"(defrule check-{number}-{outcome} {patterns} (test {test}) => (assert (finding"
        f" (check {number}) (place ?place) (outcome {outcome}))))"
    )
