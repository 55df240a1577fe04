"""The warm-up of a session: from the plan, from repairs, and from rules; nothing else."""

from __future__ import annotations

from typing import Any

import backsafe
from backsafe.readiness.checklist import _CUES
from backsafe.readiness.result import CheckItem
from backsafe.rules.loader import default_rule_book

WELL: dict[str, Any] = {"red_flags": [], "pain": [], "illness": [], "days_since_back_session": 3}
ATHLETE = {
    "level": "intermediate",
    "conditions": [],
    "technique": {"deadlift": "mastered"},
    "one_rep_max_kg": {"deadlift": 140},
}


def items(*activities: dict[str, Any], **answers: Any) -> tuple[CheckItem, ...]:
    plan = {"athlete": ATHLETE, "activities": list(activities)}
    return backsafe.preflight(plan, answers={**WELL, **answers}, engine="compiled").checklist


def lift(*sets: dict[str, Any], exercise: str = "deadlift") -> dict[str, Any]:
    return {"type": "lift", "exercise": exercise, "sets": list(sets)}


def kg(load: float, **more: Any) -> dict[str, Any]:
    return {"reps": 5, "load_kg": load, "rest_seconds": 180, **more}


BIKE = {"type": "cardio", "exercise": "stationary bike", "minutes": 6}
CAT = {"type": "dynamic_stretch", "exercise": "cat-camel", "minutes": 3}
BUG = {"type": "activation", "exercise": "dead bug", "repeats": 10}


def test_what_the_plan_has() -> None:
    found = items(BIKE, CAT, BUG, lift(kg(60, warm_up=True), kg(90)))
    assert [(it.kind, it.text, it.lift, it.origin) for it in found if it.kind != "cue"] == [
        ("warm_up", "stationary bike, 6 min", "", "plan"),
        ("warm_up", "cat-camel, 3 min (for lower back, upper back)", "", "plan"),
        ("warm_up", "dead bug, 10 times", "", "plan"),
        ("ramp", "5 reps, 60 kg, rest 180 s", "deadlift", "plan"),
    ]


def test_what_repairs_add_names_their_rules() -> None:
    found = items(lift(kg(120)))
    origins = {it.text.split(",")[0]: it.origin for it in found if it.kind == "warm_up"}
    assert origins == {"walking": "WU01", "hip hinge drill": "WU02", "bird dog": "DL04"}
    ramp = [it for it in found if it.kind == "ramp"]
    assert [it.text.split(", ")[1] for it in ramp]
    assert {it.origin for it in ramp} <= {"WU04", "WU05", "WU04, WU05"}


def test_what_is_advised_stands_there_for_somebody_who_goes() -> None:
    found = items(BIKE, lift(kg(60, warm_up=True), kg(90)))
    assert ("WU02", "warm_up") in {(it.origin, it.kind) for it in found}


def test_ramps_that_a_lower_load_pulls_down() -> None:
    found = items(BIKE, CAT, BUG, lift(kg(60), kg(125, warm_up=True), kg(125)), sleep_hours=4)
    (ramp,) = [it for it in found if it.kind == "ramp"]
    assert ramp.origin == "LD10"
    assert "125" not in ramp.text


def test_cues_are_titles_of_rules_and_few() -> None:
    titles = {rule.code: rule.title for rule in default_rule_book().rules}
    found = items(
        BIKE, CAT, BUG, lift(kg(60, warm_up=True), kg(90)), lift({"reps": 8}, exercise="pull-up")
    )
    cues = [it for it in found if it.kind == "cue"]
    assert all(it.text == titles[it.origin] for it in cues)
    assert [it.origin for it in cues if it.lift == "deadlift"] == ["DL02", "DL04", "FM02"]
    assert [it.origin for it in cues if it.lift == "pull-up"] == ["PU02", "FM02"]
    assert {it.code for it in _CUES} <= set(titles)


def test_rules_that_do_not_run_give_no_cue() -> None:
    plan = {"athlete": ATHLETE, "activities": [BIKE, CAT, BUG, lift(kg(60), kg(90))]}
    found = backsafe.preflight(plan, answers=WELL, engine="compiled", ignore=["FM", "DL"])
    assert [it for it in found.checklist if it.kind == "cue"] == []


def test_a_lift_done_twice_is_cued_once_and_an_unknown_one_not_at_all() -> None:
    work = lift(kg(60), kg(80))
    found = items(BIKE, CAT, BUG, work, work, lift({"reps": 5}, exercise="zorkmid raise"))
    assert [it.origin for it in found if it.kind == "cue"] == ["DL02", "DL04", "FM02"]


def test_without_lifts_there_is_nothing_to_warm_up_for() -> None:
    assert items({"type": "mobility", "exercise": "cat-camel", "minutes": 10}) == ()
