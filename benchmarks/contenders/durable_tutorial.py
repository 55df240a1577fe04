"""durable-rules as its tutorial shows it: durable.lang, a function for each rule, whole facts.

Each case of a check that is no pass is a rule of its own, so that missing values can be told apart
at all; what needs arithmetic or two fields is computed before, as it is for BackSafe's own engine.
"""

from __future__ import annotations

from functools import reduce
from importlib.metadata import version
from itertools import count
from operator import and_
from typing import TYPE_CHECKING, Any

from durable.lang import assert_facts, delete_state, m, ruleset, when_all

from backsafe.engines.decision import Leaf, Presence, Property, decide
from backsafe.engines.judges import compile_values
from contenders.facts import bound_checks

if TYPE_CHECKING:
    from collections.abc import Callable

    from backsafe.facts.fact import Facts

VERSION = f"durable-rules {version('durable-rules')}, durable.lang"
WANTS_FACTS = True

_NUMBERS = count()
_CHECKS = bound_checks()
_LEAVES = [decide(check) for check in _CHECKS]
_COLLECTIONS = list(dict.fromkeys(check.collection for check in _CHECKS))


def _properties(collection: str) -> dict[Property, str]:
    used = dict.fromkeys(
        test.of
        for check, leaves in zip(_CHECKS, _LEAVES, strict=True)
        if check.collection == collection
        for leaf in leaves
        for test in leaf.tests
    )
    return {of: f"x{number}" for number, of in enumerate(used)}


_NAMES = {collection: _properties(collection) for collection in _COLLECTIONS}
_VALUES = {
    collection: compile_values([[(of.variable, of.source) for of in properties]])
    for collection, properties in _NAMES.items()
}


def prepare(facts: Facts) -> list[dict[str, Any]]:
    """Returns the facts as dictionaries in which what is missing is left out."""
    (session,) = facts.sessions
    shared = session.workout.values, session.athlete.values, session.program.values
    messages = []
    for collection, compute in _VALUES.items():
        found = session.collections[collection]
        for place, (values,) in enumerate(compute(found, *shared, {})):
            named = zip(_NAMES[collection].values(), values, strict=True)
            known = {name: value for name, value in named if value is not None}
            messages.append({"kind": collection, "place": place, **known})
    return messages


def _condition(collection: str, leaf: Leaf) -> Any:
    return reduce(
        and_, (_test(_NAMES[collection], test) for test in leaf.tests), m.kind == collection
    )


def _test(names: dict[Property, str], test: Any) -> Any:
    field = getattr(m, names[test.of])
    if isinstance(test, Presence):
        return +field if test.present else -field
    return {
        "<": field.__lt__,
        "<=": field.__le__,
        ">": field.__gt__,
        ">=": field.__ge__,
        "==": field.__eq__,
        "!=": field.__ne__,
    }[test.operator](test.constant)


def make() -> Callable[[Any], list[tuple[int, int, str]]]:
    """Returns a function that asserts the facts of a session."""
    found: list[tuple[int, int, str]] = []

    def told(number: int, outcome: str) -> Callable[[Any], None]:
        return lambda c: found.append((number, int(c.m.place), outcome))

    name = f"twelve {next(_NUMBERS)}"
    with ruleset(name):
        for number, (check, leaves) in enumerate(zip(_CHECKS, _LEAVES, strict=True)):
            for leaf in leaves:
                if leaf.answer not in ("pass", "not applicable"):
                    outcome = "unknown" if leaf.answer == "unknown" else "fail"
                    when_all(_condition(check.collection, leaf))(told(number, outcome))
        when_all(+m.kind)(lambda _: None)

    def judge(messages: list[dict[str, Any]]) -> list[tuple[int, int, str]]:
        found.clear()
        assert_facts(name, messages)
        delete_state(name)
        return list(found)

    return judge
