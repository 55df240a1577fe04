"""What a finding is known by from one run to the next.

A fingerprint is made of the rule, of the way to the place (keys and names, never numbers of lines
or places in a list), and of the values that the verdict rests on. So it stays the same when other
parts of the document change or move, and is another one when the finding itself gets better or
worse. Findings that are alike in all of this share one; who keeps fingerprints counts them.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.facts.fact import Value
    from backsafe.verdicts import Verdict

__all__ = ["fingerprint"]

# What these fields say changes with what stands around the fact, and not with the fact.
_OF_SURROUNDINGS = frozenset(
    {
        "activity.lifts_after",
        "activity.lifts_before",
        "program.heaviest_percent",
        "program.lifts",
        "program.sessions",
        "set.number",
        "set.practice_sessions",
        "set.sessions_before",
        "stretch.lifts_after",
        "stretch.lifts_before",
        "week.number",
        "week.sessions",
        "workout.days_since_back",
        "workout.lifts",
        "workout.training_weeks",
        "workout.work_sets",
    }
)
_DIGITS = 6
_LENGTH = 32


def fingerprint(verdict: Verdict, matched: Mapping[str, Value]) -> str:
    """Returns the fingerprint of a finding, 32 hexadecimal digits.

    Args:
        verdict: The verdict.
        matched: The values that it rests on, by type of fact and field, such as ``set.reps``.
    """
    check, fact, session = verdict.check, verdict.fact, verdict.session
    route = [step for step in fact.pointer if isinstance(step, str)]
    within = (session.date or session.title) if session.pointer else ""
    named = [fact.values.get("exercise"), fact.values.get("aspect")]
    values = {
        label: _rounded(value)
        for label, value in sorted(matched.items())
        if label not in _OF_SURROUNDINGS
    }
    whole = [check.code, check.name, verdict.outcome, within, route, named, values]
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:_LENGTH]


def _rounded(value: Value) -> Value:
    """Returns a value without the last digits of a calculation."""
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    return value
