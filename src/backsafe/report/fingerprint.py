"""What a finding is known by from one run to the next.

A fingerprint is made of the rule, of the way to the place (keys, never numbers of lines or places
in a list), of the exercise, and of the values that the verdict rests on, as far as they are the
fact's own. So it stays the same when other parts of the document change or move, and is another
one when the finding itself gets better or worse. Findings that are alike in all of this share one;
who keeps fingerprints counts them.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from backsafe.facts.exercise_fields import EXERCISE
from backsafe.facts.names import exercise_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backsafe.facts.fact import Fact, Value
    from backsafe.verdicts import Verdict

__all__ = ["OF_SURROUNDINGS", "OWN_INSTEAD", "fingerprint"]

OF_SURROUNDINGS = frozenset(
    {
        "activity.lifts_after",
        "activity.lifts_before",
        "activity.phase",
        "lift.warmed",
        "lift.work_sets",
        "program.heaviest_percent",
        "program.lifts",
        "program.sessions",
        "set.effort_measure",
        "set.exercise_works",
        "set.first_loaded",
        "set.follows_set",
        "set.leads_up",
        "set.lighter_set_before",
        "set.number",
        "set.opens_load",
        "set.practice_sessions",
        "set.sessions_before",
        "set.sound_sessions",
        "stretch.dynamic_after",
        "stretch.lifts_after",
        "stretch.lifts_before",
        "stretch.phase",
        "week.back_sessions_before",
        "week.number",
        "week.sessions",
        "workout.back_before",
        "workout.history_known",
        "workout.lifts",
        "workout.training_weeks",
        "workout.work_sets",
    }
)
"""Fields that change with what stands around the fact, and not with the fact."""

_LOAD = ("load_kg", "least_reps", "most_reps", "rir")
OWN_INSTEAD = {
    "set.chart_reps": _LOAD,
    "set.load_percent": _LOAD,
    "stretch.exercise_seconds": ("hold_seconds", "repeats"),
    "stretch.total_seconds": ("hold_seconds", "repeats"),
}
"""Fields that sum up or estimate over others of their kind → what the fact itself gives to that."""

# What the catalogue says of an exercise follows from its name.
_OF_THE_EXERCISE = frozenset(field.name for field in EXERCISE)
_DIGITS = 6
_LENGTH = 32


def fingerprint(verdict: Verdict, matched: Mapping[str, Value], code: str) -> str:
    """Returns the fingerprint of a finding, 32 hexadecimal digits.

    Args:
        verdict: The verdict.
        matched: The values that it rests on, by type of fact and field, such as ``set.reps``.
        code: The code under which its rule was known first.
    """
    check, fact = verdict.check, verdict.fact
    route = [step for step in fact.pointer if isinstance(step, str)]
    exercise = fact.values.get("exercise")
    named = [
        exercise_key(exercise) if isinstance(exercise, str) else None,
        fact.values.get("aspect"),
        fact.values.get("region") if fact.type == "pair" else None,
    ]
    own = dict(_own(fact, matched))
    values = {label: _plain(own[label]) for label in sorted(own)}
    whole = [code, check.name, verdict.outcome, _day(verdict), route, named, values]
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:_LENGTH]


def _day(verdict: Verdict) -> str:
    """Returns the day of a session in a log, which is history; plans are moved as a whole."""
    session = verdict.session
    if not session.pointer or session.program.values.get("kind") != "log":
        return ""
    return session.date


def _own(fact: Fact, matched: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """Yields the values that a verdict rests on and that are its fact's own."""
    for label, value in matched.items():
        kind, _, name = label.partition(".")
        if label in OF_SURROUNDINGS or name in _OF_THE_EXERCISE:
            continue
        # A percentage that is not estimated is as good as stated.
        if kind != fact.type or label not in OWN_INSTEAD or fact.values.get("percent_stated"):
            yield label, value
        else:
            yield from ((f"{kind}.{own}", fact.values.get(own)) for own in OWN_INSTEAD[label])


def _plain(value: Value) -> Value:
    """Returns a value without the last digits of a calculation, and sets without an order."""
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    return tuple(sorted(value)) if isinstance(value, tuple) else value
