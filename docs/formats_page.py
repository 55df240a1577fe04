"""The page on formats: what each can record, and which rules a file of it can never decide.

That a rule can be decided is shown, not claimed: the examples in its file are cut down to what the
format can record, and judged. If no example then passes or fails, no file of the format decides it.
"""

from __future__ import annotations

import copy
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from backsafe.engines import make_engine
from backsafe.errors import BackSafeError
from backsafe.facts.build import build_facts
from backsafe.readers import FORMATS, read_mapping
from backsafe.readers.records import ACTIVITIES, SETS, THINGS, WORKOUTS, can_record
from backsafe.rules.loader import default_rule_book
from backsafe.rules.profiles import activate

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from backsafe.readers.formats import Format
    from backsafe.rules.rule import Rule

PLANS = "plan"
LOGS = "log"
KINDS = {
    "hevy": (LOGS,),
    "strong": (LOGS,),
    "liftosaur": (LOGS,),
    "fit": (LOGS,),
    "liftoscript": (PLANS,),
    "wpl": (PLANS,),
    "owf": (PLANS,),
    "loose": (PLANS,),
    "hevy-routine": (PLANS, LOGS),
    "openweight": (PLANS, LOGS),
    "pwf": (PLANS, LOGS),
}
WARM_UPS = {"cardio", "mobility", "dynamic_stretch", "activation"}
MONDAY = date(2026, 3, 2)
WORDS = {
    "warm_up": "a warm-up as such",
    "warm_up_sets": "warm-up sets",
    "stretches": "stretches",
    "workouts.title": "title of a session",
    "workouts.date": "date",
    "workouts.day": "day of the week of a plan",
    "workouts.weeks": "weeks of a plan",
    "workouts.equipment": "equipment",
    "workouts.hours_after_rising": "hours since getting up",
    "workouts.athlete": "something of the athlete",
    "activities.minutes": "minutes of a warm-up",
    "activities.repeats": "repeats of stretches and drills",
    "activities.hold_seconds": "seconds of a hold",
    "activities.intensity": "intensity of a stretch",
    "activities.bouncing": "bouncing in a stretch",
    "activities.pain": "pain in a stretch",
    "activities.discomfort_0_10": "discomfort in a stretch",
    "activities.region": "region of a stretch",
    "activities.form": "form that was seen",
    "sets.reps": "repetitions",
    "sets.most_reps": "a range of repetitions",
    "sets.amrap": "as many as possible",
    "sets.target_reps": "repetitions aimed at, beside those done",
    "sets.duration_seconds": "seconds of a set",
    "sets.load_kg": "load in kg",
    "sets.load_lb": "load in lb",
    "sets.load_percent": "load in % of the one-rep max",
    "sets.body_weight": "body weight as the load",
    "sets.added_load_kg": "weight added to the body's",
    "sets.assistance": "assistance",
    "sets.band_role": "what a band does",
    "sets.warm_up": "mark of a warm-up set",
    "sets.rest_seconds": "rest after a set",
    "sets.tempo": "tempo",
    "sets.pause_between_reps_seconds": "pause between repetitions",
    "sets.rir": "repetitions in reserve",
    "sets.rpe": "RPE",
    "sets.belt": "belt",
}
INTRODUCTION = """\
# Formats

`backsafe check` and `backsafe convert` read the formats below. What a file is, its content tells; the
ending of its name only where that does not. `--reader FORMAT` overrides both, and `--unit kg` or
`--unit lb` says what the weights of a table are that does not say it itself.

Each row, value or line of a file becomes part of the document, is ignored for a stated reason, or could
not be read. The counts add up; they are in the report, and `--verbose` lists the reasons. `--show-parsed`
prints what was understood, and `backsafe convert FILE -o OUT.yaml` writes it as a document of our own.

What a format cannot record is unknown, never taken for absent or sound. In a log, not even the absence of
a warm-up means that there was none, unless its owner records warm-ups: in at least half of the sessions.
"""
AFTER_TABLE = """\
A load in kg or lb is a percentage once the one-rep max is known (`--athlete`), or earlier sets with
repetitions in reserve or RPE tell it. Body weight, added weight and assistance follow from the name of the
exercise. FIT needs the extra: `pip install 'backsafe[fit]'`.
"""
UNDECIDED = """\
## Rules a file can never decide

With the athlete given beside the file, these rules stay unknown, or never apply, whatever the file says.
The list is made by a program: it cuts the examples of each rule down to what the format can record and
judges them. Where a rule speaks of a whole program, the examples are given weeks before and after.
"""


def formats_page() -> Iterator[str]:
    """Yields the lines of the page."""
    yield from INTRODUCTION.splitlines()
    yield from ("", "| format | name for `--reader` | read as |", "|---|---|---|")
    for form in FORMATS.values():
        kinds = " or ".join(KINDS.get(form.name, ("plan, program or log",)))
        yield f"| {form.title} | `{form.name}` | {kinds} |"
    yield from _things()
    found = {form.title: undecided(form.name) for form in _foreign()}
    first, *others = found.values()
    common = [code for code in first if all(code in other for other in others)]
    yield from ("", *UNDECIDED.splitlines(), "", f"All formats: {_linked(common)}.", "")
    yield from ("| format | beside these |", "|---|---|")
    for title, codes in found.items():
        yield f"| {title} | {_linked([code for code in codes if code not in common]) or 'none'} |"


def _linked(codes: list[str]) -> str:
    return ", ".join(f"[{code}](rules/{code}.md)" for code in codes)


def _foreign() -> list[Format]:
    return [form for form in FORMATS.values() if form.shape != "document"]


def _things() -> Iterator[str]:
    forms = _foreign()
    yield from ("", "## What each can record", "")
    yield "| | " + " | ".join(f"`{form.name}`" for form in forms) + " |"
    yield "|---|" + "---|" * len(forms)
    recorded = {form.name: can_record(form.name) for form in forms}
    for name, words in WORDS.items():
        cells = " | ".join("yes" if name in recorded[form.name] else "" for form in forms)
        yield f"| {words} | {cells} |"
    yield from ("", *AFTER_TABLE.splitlines())


def undecided(reader: str) -> list[str]:
    """Returns the codes of the rules that no file of a format decides."""
    book = default_rule_book()
    return [rule.code for rule in book.rules if not _decided(rule, reader)]


def _decided(rule: Rule, reader: str) -> bool:
    active = activate(default_rule_book(), "standard", select=[rule.code])
    checks = [check for it in active if it.rule.code == rule.code for check in it.checks]
    engine = make_engine("compiled", checks)
    recorded = can_record(reader)
    for example in rule.examples:
        for kind in KINDS[reader]:
            document = cut(example.document, recorded, kind)
            if document is None:
                continue
            try:
                facts, _ = build_facts(read_mapping(document).content)
            except BackSafeError:
                continue
            if any(verdict.outcome != "unknown" for verdict in engine.evaluate(facts)):
                return True
    return False


def cut(document: dict[str, Any], recorded: Set[str], kind: str) -> dict[str, Any] | None:
    """Returns an example as a file of a format would say it, ``None`` if it cannot.

    Args:
        document: The example.
        recorded: What the format can record.
        kind: Whether its files are plans or logs.
    """
    left = copy.deepcopy(document)
    athlete = left.setdefault("athlete", {})
    sessions = _sessions(left)
    for _, session in sessions:
        for activity in session["activities"]:
            _cut_activity(activity, recorded, athlete)
        session["activities"] = [it for it in session["activities"] if _exists(it, recorded)]
        for name in ("day", "date", "equipment", "hours_after_rising"):
            if f"workouts.{name}" not in recorded:
                session.pop(name, None)
        session.pop("kind", None)
        session.pop("records", None)
    if kind == LOGS:
        return _as_log(sessions, athlete) if "workouts.date" in recorded else None
    if "workouts" in document or document.get("kind") == "log":
        return None
    if "weeks" in left:
        left.pop("kind", None)
        left.pop("records", None)
        return left if "workouts.weeks" in recorded else None
    (_, only), *_ = sessions
    return {**only, "athlete": athlete}


def _sessions(document: dict[str, Any]) -> list[tuple[date, dict[str, Any]]]:
    """Returns the sessions of an example, each with a day."""
    if "weeks" in document:
        return [
            (MONDAY + timedelta(days=7 * week + session.get("day", 1 + 2 * place) - 1), session)
            for week, part in enumerate(document["weeks"])
            for place, session in enumerate(part["workouts"])
        ]
    if "workouts" in document:
        return [
            (_day(session) or MONDAY + timedelta(days=2 * place), session)
            for place, session in enumerate(document["workouts"])
        ]
    return [(_day(document) or MONDAY, document)]


def _day(session: dict[str, Any]) -> date | None:
    stated = session.get("date")
    return date.fromisoformat(str(stated)) if stated else None


def _as_log(sessions: list[tuple[date, dict[str, Any]]], athlete: dict[str, Any]) -> dict[str, Any]:
    logged = [
        {"date": str(day), "activities": session["activities"]}
        for day, session in sessions
        if session["activities"]
    ]
    records = [
        it for it in sorted(THINGS) if 2 * sum(map(partial(_shows, it), logged)) >= len(logged)
    ]
    if len(sessions) > 1:
        # The first and the last week of a log may be partial, and nobody can tell of them.
        plain = [{"type": "lift", "exercise": "leg press", "sets": [{"reps": 10}]}]
        for days in (-7, 7):
            first, last = sessions[0][0], sessions[-1][0]
            around = (first if days < 0 else last) + timedelta(days=days)
            logged.append({"date": str(around), "activities": plain})
    return {"workouts": logged, "athlete": athlete, "records": records}


def _shows(record: str, session: dict[str, Any]) -> bool:
    """Returns whether a session shows that its owner records a thing."""
    kinds = {it["type"] for it in session["activities"]}
    if record == "warm_up_sets":
        sets = (one for it in session["activities"] for one in it.get("sets", ()))
        return any(one.get("warm_up") for one in sets)
    return "static_stretch" in kinds if record == "stretches" else bool(kinds & WARM_UPS)


def _exists(activity: dict[str, Any], recorded: Set[str]) -> bool:
    if activity["type"] == "lift":
        return bool(activity["sets"])
    return ("stretches" if activity["type"] == "static_stretch" else "warm_up") in recorded


def _cut_activity(activity: dict[str, Any], recorded: Set[str], athlete: dict[str, Any]) -> None:
    for name in [it for it in activity if f"activities.{it}" in ACTIVITIES - recorded]:
        del activity[name]
    for one in activity.get("sets", ()):
        _say_otherwise(one, activity["exercise"], recorded, athlete)
        for name in [it for it in one if f"sets.{it}" in SETS - recorded]:
            del one[name]
    if "sets" in activity and "warm_up_sets" not in recorded:
        activity["sets"] = [one for one in activity["sets"] if not one.get("warm_up")]


def _say_otherwise(
    one: dict[str, Any], exercise: str, recorded: Set[str], athlete: dict[str, Any]
) -> None:
    """Says what a format cannot say by what it can: a percentage by a load, reserve by RPE."""
    if "load_percent" in one and "sets.load_percent" not in recorded:
        maxima = athlete.setdefault("one_rep_max_kg", {})
        one["load_kg"] = one.pop("load_percent") * maxima.setdefault(exercise, 100) / 100
    if "rir" in one and "sets.rir" not in recorded and "sets.rpe" in recorded and one["rir"] <= 5:
        one["rpe"] = 10 - one.pop("rir")
    if "load_lb" in one and "sets.load_lb" not in recorded:
        one["load_kg"] = one.pop("load_lb") * 0.45359237


assert set(WORDS) == THINGS | WORKOUTS | ACTIVITIES | SETS
