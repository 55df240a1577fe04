"""The twelve checks, and the facts that they need, as plain data.

Three of each kind: a threshold, an order, something absent, a join of two things. They are rules of
the rule book with the thresholds of the standard profile; severities are left out, and limits on
load are asked of work sets.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from backsafe.facts.build import build_facts
from backsafe.facts.fact import Absent
from backsafe.readers import read_mapping
from backsafe.rules.expression import Conditional
from backsafe.rules.loader import default_rule_book
from backsafe.rules.profiles import activate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.facts.fact import Facts
    from backsafe.rules.rule import Check

__all__ = ["CHECKS", "FIELDS", "bound_checks", "made", "plain"]

CHECKS = {
    "ST03 hold": "threshold",
    "LD07 lowering": "threshold",
    "LD01 novice": "threshold",
    "ST01": "order",
    "WU05": "order",
    "WU03": "order",
    "WU01": "absence",
    "ST02": "absence",
    "WU04": "absence",
    "LD02": "join",
    "PU03": "join",
    "LD05": "join",
}
"""Code and name of each check → its kind."""

FIELDS = {
    "workout": ["lifts", "warm_up_minutes_stated", "warm_up_minutes", "trained_region_stretched"],
    "athlete": ["novice", "strict_pull_ups"],
    "static_stretches": ["hold_seconds", "lifts_after"],
    "lifts": ["work_sets", "multi_joint", "warmed"],
    "sets": [
        "loaded",
        "load_percent",
        "opens_load",
        "lighter_set_before",
        "first_loaded",
        "effort_measure",
        "reps",
        "rir",
    ],
    "work_sets": [
        "timed",
        "eccentric_seconds",
        "loaded",
        "load_percent",
        "technique",
        "sound_sessions",
        "family",
        "minimum_level",
        "reps",
        "assisted",
        "follows_set",
        "rest_before_seconds",
        "multi_joint",
    ],
}
"""Collection → the fields that the checks read."""


# What the other engines say of these is written for work sets.
_WORK_SETS = dict.fromkeys(("LD01 novice", "LD02", "PU03"), "work_sets")


def bound_checks() -> list[Check]:
    """Returns the checks as BackSafe runs them, in the order of ``CHECKS``."""
    known = {
        f"{check.code} {check.name}".strip(): replace(
            check,
            code=f"{number:02}",
            severity=Conditional((), "error"),
            collection=_WORK_SETS.get(name, check.collection),
        )
        for active in activate(default_rule_book())
        for check in active.checks
        for number, name in enumerate(CHECKS)
        if name == f"{check.code} {check.name}".strip()
    }
    return [known[name] for name in CHECKS]


def made(document: Mapping[str, Any]) -> Facts:
    """Returns the facts of a document."""
    return build_facts(read_mapping(document).content)[0]


def plain(facts: Facts) -> dict[str, Any]:
    """Returns the facts of a session as dictionaries of what the checks read."""
    (session,) = facts.sessions
    chosen: dict[str, Any] = {}
    for collection, names in FIELDS.items():
        found = session.collections[collection]
        if isinstance(found, Absent):
            raise TypeError(f"{collection} must be known here")
        chosen[collection] = [
            {"place": place, **{name: fact.values[name] for name in names}}
            for place, fact in enumerate(found)
        ]
    return chosen
