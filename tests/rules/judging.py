"""Judges a document by one rule, on every engine that is here."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any, NamedTuple

from backsafe.engines import Engine, durable_available, make_engine
from backsafe.facts.build import build_facts
from backsafe.facts.timeline import Content
from backsafe.model import Athlete, Log, Program, Workout
from backsafe.rules.loader import default_rule_book
from backsafe.rules.profiles import activate
from backsafe.verdicts import Verdict, lacks


class Judged(NamedTuple):
    """A verdict as tests speak of it."""

    check: str
    outcome: str
    severity: str | None


# Opt-in rules are judged too.
_ALL = tuple(rule.code for rule in default_rule_book().rules)


@cache
def engines(profile: str) -> tuple[Engine, ...]:
    rules = activate(default_rule_book(), profile, select=_ALL)
    checks = [check for rule in rules for check in rule.checks]
    names = ["compiled", "durable"] if durable_available() else ["compiled"]
    return tuple(make_engine(name, checks) for name in names)


def verdicts(
    document: dict[str, Any], profile: str = "standard", athlete: dict[str, Any] | None = None
) -> list[Verdict]:
    model = Program if "weeks" in document else Log if "workouts" in document else Workout
    known = None if athlete is None else Athlete.model_validate(athlete)
    return verdicts_on(model.model_validate(document), profile, known)


def verdicts_on(
    content: Content, profile: str = "standard", athlete: Athlete | None = None
) -> list[Verdict]:
    """Returns the verdicts of every engine on a document, which must be the same."""
    facts, _ = build_facts(content, athlete=athlete)
    first, *others = [engine.evaluate(facts) for engine in engines(profile)]
    for other in others:
        assert [verdict.key for verdict in other] == [verdict.key for verdict in first]
    return first


def judge(document: dict[str, Any], code: str, profile: str = "standard") -> list[Judged]:
    """Returns the verdicts of one rule."""
    return [
        Judged(verdict.check.name, verdict.outcome, verdict.severity)
        for verdict in verdicts(document, profile)
        if verdict.check.code == code
    ]


def outcome(document: dict[str, Any], code: str, check: str = "", profile: str = "standard") -> str:
    """Returns the outcome of one check: its worst severity, ``pass``, ``unknown`` or ``none``."""
    found = [it for it in judge(document, code, profile) if it.check == check]
    for severity in ("error", "warning", "advice"):
        if any(it.severity == severity for it in found):
            return severity
    kinds = {it.outcome for it in found}
    return "unknown" if "unknown" in kinds else "pass" if kinds else "none"


def missing(document: dict[str, Any], code: str, check: str = "") -> set[str]:
    """Returns what the unknown verdicts of a check lack."""
    return {
        lack.label
        for verdict in verdicts(document)
        if (verdict.check.code, verdict.check.name, verdict.outcome) == (code, check, "unknown")
        for lack in lacks(verdict)
    }


def fired(document: dict[str, Any]) -> set[str]:
    """Returns the codes of all rules that a document breaks."""
    return {verdict.check.code for verdict in verdicts(document) if verdict.outcome == "fail"}


def lift(exercise: str = "deadlift", *sets: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "lift", "exercise": exercise, "sets": list(sets) or [{"reps": 5}], **more}


def stretch(**more: Any) -> dict[str, Any]:
    return {"type": "static_stretch", "exercise": "child's pose", **more}


def workout(*activities: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"activities": list(activities), **more}


def seen(aspect: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"aspect": aspect, "value": value, **more}


_SET = {"rest_seconds": 180, "tempo": "2-1-1", "pause_between_reps_seconds": 1}

_SOUND = {
    "title": "Back day",
    "athlete": {
        "level": "intermediate",
        "age": 40,
        "goal": "strength",
        "one_rep_max_kg": {"deadlift": 100, "bent-over row": 80},
        "technique": {"deadlift": "mastered", "bent-over row": "mastered", "pull-up": "mastered"},
        "strict_pull_ups": 12,
        "conditions": [],
        "symptoms": [],
        "par_q_yes": [],
        "pain_0_10": 0,
        "sleep_hours": 8,
        "systolic_mmhg": 120,
        "diastolic_mmhg": 80,
        "supervised": False,
        "days_since_back_session": 3,
    },
    "hours_after_rising": 5,
    "activities": [
        {"type": "cardio", "exercise": "rowing machine", "minutes": 5},
        {"type": "dynamic_stretch", "exercise": "cat-camel", "minutes": 3},
        {"type": "activation", "exercise": "dead bug", "minutes": 1},
        lift(
            "deadlift",
            {"reps": 6, "load_kg": 50, "warm_up": True, **_SET},
            {"reps": 5, "load_kg": 75, **_SET},
            {"reps": 4, "load_kg": 82, **_SET},
            form=[seen("bar_offset_cm", 0), seen("breath", "exhale"), seen("jerk", False)],
        ),
        lift(
            "bent-over row",
            {"reps": 10, "load_kg": 40, **_SET},
            {"reps": 8, "load_kg": 55, **_SET},
            form=[seen("spine", "neutral"), seen("hip_hinge", True), seen("bounce", False)],
        ),
        lift(
            "pull-up",
            {"reps": 6, "rir": 5, **_SET},
            {"reps": 5, "added_load_kg": 5, **_SET},
        ),
        stretch(hold_seconds=30, repeats=2, intensity="mild"),
    ],
}


def sound() -> dict[str, Any]:
    """Returns a fresh copy of a session in which every rule passes or does not apply."""
    return copy.deepcopy(_SOUND)
