"""Each outcome, what leads to it, and what may not be said over what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import backsafe
from backsafe.readiness.deciding import _CARE
from backsafe.readiness.result import OUTCOMES
from backsafe.readiness.text import render
from backsafe.rules.loader import default_rule_book

if TYPE_CHECKING:
    from pathlib import Path

WELL: dict[str, Any] = {
    "red_flags": [],
    "pain": [],
    "illness": [],
    "sleep_hours": 8,
    "days_since_back_session": 3,
}
HURTS = {**WELL, "pain": ["low_back"], "pain_0_10": 2, "new_pain": [], "back_pain_signs": []}
ATHLETE = {"level": "intermediate", "technique": {"deadlift": "mastered"}, "conditions": []}

SET_ASIDE = """
backsafe: 1
athlete: {level: novice, conditions: [], technique: {deadlift: learning}}
activities:
  - {type: cardio, exercise: rowing machine, minutes: 6}
  - {type: dynamic_stretch, exercise: cat-camel, minutes: 6}
  - {type: activation, exercise: dead bug}
  - type: lift
    exercise: deadlift
    sets:
      - {reps: 5, load_percent: 40}
      - {reps: 3, load_percent: 92}  # backsafe: ignore[LD01, LD02, WU04] -- the coach watches
"""


def at(percent: float, **more: Any) -> dict[str, Any]:
    return {"reps": 5, "load_percent": percent, "rest_seconds": 180, **more}


def plan(*sets: dict[str, Any], exercise: str = "deadlift", **athlete: Any) -> dict[str, Any]:
    return {
        "athlete": {**ATHLETE, **athlete},
        "activities": [
            {"type": "cardio", "exercise": "rowing machine", "minutes": 5},
            {"type": "dynamic_stretch", "exercise": "cat-camel", "minutes": 3},
            {"type": "activation", "exercise": "dead bug", "minutes": 1},
            {"type": "lift", "exercise": exercise, "sets": list(sets) or [at(50), at(70)]},
            {"type": "static_stretch", "exercise": "child's pose", "hold_seconds": 60},
        ],
    }


def asked(document: dict[str, Any], answers: dict[str, Any], **more: Any) -> backsafe.Preflight:
    return backsafe.preflight(document, answers=answers, engine="compiled", **more)


def codes(found: backsafe.Preflight) -> list[str]:
    return [it.code or it.name for it in found.reasons]


class TestGo:
    def test_errors_that_a_comment_sets_aside_are_told(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.yaml"
        path.write_text(SET_ASIDE)

        found = backsafe.preflight(path, answers=WELL, engine="compiled")

        assert found.outcome == "go"
        told = [(it.code, it.do) for it in found.notes if it.kind == "set_aside"]
        assert ("LD01", "Set aside by comment: the coach watches") in told

    def test_a_sound_session_of_somebody_well(self) -> None:
        found = asked(plan(), WELL)
        assert (found.outcome, found.exit_status, found.reasons) == ("go", 0, ())
        assert found.adjusted is None
        assert found.workout == found.planned
        assert found.care is None

    def test_warnings_and_advice_on_the_plan_are_notes(self) -> None:
        found = asked(plan(at(70)), WELL)
        assert found.outcome == "go"
        assert ("WU05", "warning") in {(it.code, it.severity) for it in found.notes}
        assert found.adjusted is None

    def test_what_is_asked_once_in_a_life_is_a_note(self) -> None:
        found = asked(plan(), WELL)
        undecided = [it.code for it in found.notes if it.kind == "undecided"]
        assert undecided == ["AT03"]
        told = asked(plan(par_q_yes=[]), WELL)
        assert [it.code for it in told.notes if it.kind == "undecided"] == []

    def test_sleep_may_be_skipped(self) -> None:
        assert asked(plan(), {**WELL, "sleep_hours": None}).outcome == "go"


class TestAdjust:
    def test_errors_that_repairs_remove(self) -> None:
        document = plan()
        del document["activities"][:3]
        found = asked(document, WELL)
        assert (found.outcome, found.exit_status) == ("adjust", 0)
        assert codes(found) == ["WU01"]
        assert "settled in the adjusted session" in found.reasons[0].do
        assert found.adjusted is not None
        assert found.report.summary.errors == 0
        assert found.workout is not None
        assert found.workout.activities[0].type == "cardio"

    def test_safe_repairs_do_where_they_are_enough(self) -> None:
        # Five sets are more than a novice needs, and that is advice: they stay.
        document = plan(at(50), at(65), at(65), at(65), at(65), level="novice")
        del document["activities"][:3]
        found = asked(document, WELL)
        assert found.adjusted is not None
        assert found.adjusted.applied
        assert all(it.safe for it in found.adjusted.applied)
        assert "LD08" in {it.code for it in found.notes}

    def test_a_short_night_takes_load_off(self) -> None:
        found = asked(plan(at(50), at(85)), {**WELL, "sleep_hours": 4})
        assert (found.outcome, codes(found)) == ("adjust", ["LD10"])
        assert found.adjusted is not None
        assert [it.code for it in found.adjusted.applied] == ["LD10"]

    def test_a_break_takes_load_off(self) -> None:
        found = asked(plan(at(50), at(85)), {**WELL, "days_since_back_session": 30})
        assert (found.outcome, codes(found)) == ("adjust", ["AT09"])

    def test_an_aching_back_changes_the_lift(self) -> None:
        found = asked(plan(), HURTS)
        assert found.outcome == "adjust"
        assert set(codes(found)) == {"AT10"}
        assert found.workout is not None
        assert found.workout.activities[3].exercise in ("inverted row", "glute bridge")

    def test_pain_beyond_what_may_be_borne_is_said_in_words(self) -> None:
        found = asked(plan(), {**HURTS, "pain": ["leg"], "pain_0_10": 6})
        assert (found.outcome, codes(found)) == ("adjust", ["AT05"])
        assert found.adjusted is None
        assert found.reasons[0].do.startswith("Train around it")

    @pytest.mark.parametrize("illness", ["illness", "fever"])
    def test_an_illness_puts_it_off(self, illness: str) -> None:
        found = asked(plan(), {**WELL, "illness": [illness]})
        assert (found.outcome, codes(found)) == ("adjust", ["AT12"])
        assert found.postponed
        assert (found.workout, found.checklist, found.adjusted) == (None, (), None)

    def test_ill_with_a_plan_that_repairs_would_mend(self) -> None:
        document = plan()
        del document["activities"][:3]
        found = asked(document, {**WELL, "illness": ["fever"]})
        assert (found.outcome, found.postponed, codes(found)) == ("adjust", True, ["AT12"])
        assert "WU01" in {it.code for it in found.notes}

    def test_a_yes_to_the_questionnaire_is_followed_up(self) -> None:
        found = asked(plan(par_q_yes=["chest_pain"]), WELL)
        assert (found.outcome, codes(found)) == ("adjust", ["AT03"])


class TestSeeSomeone:
    @pytest.mark.parametrize(
        ("answers", "athlete", "code", "care"),
        [
            ({"red_flags": ["chest_pain"]}, {}, "AT01", "emergency"),
            ({"pain": ["between_shoulder_blades"]}, {}, "AT02", "urgent"),
            ({"pain": ["low_back"], "back_pain_signs": ["lump"]}, {}, "AT02", "urgent"),
            ({"pain": ["low_back"], "illness": ["fever"]}, {}, "AT02", "urgent"),
            ({"pain": ["back"]}, {"conditions": ["cancer_history"]}, "AT02", "urgent"),
            ({"pain": ["leg"], "new_pain": ["radiating_pain"]}, {}, "AT05", "clinician"),
            ({"systolic_mmhg": 165, "diastolic_mmhg": 80}, {}, "AT04", "clinician"),
            ({"systolic_mmhg": 181, "diastolic_mmhg": 80}, {}, "AT04", "clinician"),
            ({"pregnancy_signs": []}, {"conditions": ["pregnancy"]}, "AT07", "clinician"),
            (
                {"pregnancy_signs": ["dizziness"]},
                {"conditions": ["pregnancy"]},
                "AT07",
                "urgent",
            ),
        ],
    )
    def test_by_screening(
        self, answers: dict[str, Any], athlete: dict[str, Any], code: str, care: str
    ) -> None:
        document = plan(**athlete)
        found = asked(document, {**WELL, "pain_0_10": None, **answers})
        assert (found.outcome, found.exit_status, found.care) == ("see_someone", 1, care)
        assert found.reasons[0].code == code
        assert found.reasons[0].do
        assert (found.workout, found.adjusted, found.checklist) == (None, None, ())

    def test_with_an_emergency_nothing_else_is_told(self) -> None:
        found = asked(plan(at(95)), {"red_flags": ["chest_pain"], "illness": ["fever"]})
        assert codes(found) == ["AT01"]
        assert found.notes == ()

    def test_what_was_skipped_does_not_hide_it(self) -> None:
        assert asked(plan(), {"red_flags": ["leg_weakness"]}).outcome == "see_someone"
        assert asked(plan(), {"new_pain": ["new_sharp_pain"]}).outcome == "see_someone"

    def test_errors_that_no_repair_removes(self) -> None:
        document = plan({"reps": 5, "load_percent": 70}, exercise="crunch")
        document["athlete"]["conditions"] = ["vertebral_fracture"]
        found = asked(document, WELL)
        assert (found.outcome, found.care) == ("see_someone", "clinician")

        # The one-rep max is estimated from the set itself, so no load is light by it.
        heavy = plan({"reps": 5, "load_kg": 100, "rir": 0}, technique={"deadlift": "learning"})
        found = asked(heavy, WELL)
        assert (found.outcome, found.care) == ("see_someone", "coach")
        assert codes(found) == ["LD02"]
        assert "whoever wrote the plan" in found.reasons[0].do
        ill = asked(heavy, {**WELL, "illness": ["fever"]})
        assert (ill.outcome, ill.care) == ("see_someone", "coach")

    def test_a_clearance_settles_it(self) -> None:
        clear = {"by": "Dr. Lee", "date": "2026-03-01", "reason": "no complications"}
        athlete = {"conditions": ["pregnancy"], "trimester": 1}
        answers = {**WELL, "pregnancy_signs": []}
        assert asked(plan(**athlete), answers).care == "clinician"
        cleared = plan(**athlete, clearance=[{"rule": "AT07", **clear}])
        assert asked(cleared, answers).outcome == "go"

    @pytest.mark.parametrize(
        ("rule", "answers", "care"),
        [
            ("AT01", {**WELL, "red_flags": ["saddle_numbness"]}, "emergency"),
            ("emergency-signs", {**WELL, "red_flags": ["saddle_numbness"]}, "emergency"),
            ("AT02", {**HURTS, "back_pain_signs": ["night_pain"]}, "urgent"),
        ],
    )
    def test_a_sign_of_today_that_is_newer_than_the_clearance(
        self, rule: str, answers: dict[str, Any], care: str
    ) -> None:
        clear = {"rule": rule, "by": "Dr. Lee", "date": "2026-03-01", "reason": "examined"}
        document = plan(at(40), at(50), clearance=[clear])

        found = asked(document, answers, date="2026-03-02")

        assert (found.outcome, found.care, found.workout) == ("see_someone", care, None)
        assert "The clearance is older" in found.reasons[0].message
        # Examined on that day, or with the sign known before.
        assert asked(document, answers, date="2026-03-01").outcome != "see_someone"
        known = [*answers["red_flags"], *answers.get("back_pain_signs", ())]
        document["athlete"]["symptoms"] = known
        assert asked(document, answers, date="2026-03-02").outcome != "see_someone"

    def test_a_blood_pressure_of_today_that_is_newer_than_the_clearance(self) -> None:
        clear = {"rule": "AT04", "by": "Dr. Lee", "date": "2026-03-01", "reason": "treated"}
        state = {"conditions": ["high_blood_pressure"], "clearance": [clear]}
        measured = {"systolic_mmhg": 190, "diastolic_mmhg": 100}
        document = plan(at(40), at(50), **state, **measured)
        answers = {**WELL, **measured}

        found = asked(document, answers, date="2026-03-02")

        assert found.outcome == "go"
        assert [(it.kind, it.code) for it in found.notes if it.kind == "set_aside"] == [
            ("set_aside", "AT04")
        ]
        assert "set aside AT04" in render(found)
        worse = {**answers, "systolic_mmhg": 230}
        assert asked(document, worse, date="2026-03-02").care == "clinician"

    def test_another_sign_than_the_clearance_is_about(self) -> None:
        clear = {"rule": "AT01", "by": "Dr. Lee", "date": "2026-03-01", "reason": "an old injury"}
        document = plan(at(40), at(50), symptoms=["leg_numbness"], clearance=[clear])

        assert asked(document, HURTS, date="2026-03-02").outcome != "see_someone"
        worse = {**HURTS, "red_flags": ["leg_numbness", "loss_of_bladder_control"]}
        assert asked(document, worse, date="2026-03-02").care == "emergency"


class TestCannotTell:
    @pytest.mark.parametrize("name", ["red_flags", "pain", "illness"])
    def test_each_question_that_screening_needs(self, name: str) -> None:
        found = asked(plan(), {**WELL, name: None})
        assert (found.outcome, found.exit_status) == ("cannot_tell", 3)
        assert codes(found) == [name]
        assert (found.workout, found.checklist) == (None, ())

    @pytest.mark.parametrize("name", ["pain_0_10", "new_pain", "back_pain_signs"])
    def test_each_question_on_a_pain(self, name: str) -> None:
        found = asked(plan(at(40), at(50)), {**HURTS, name: None})
        assert (found.outcome, codes(found)) == ("cannot_tell", [name])

    def test_conditions_that_nobody_states(self) -> None:
        document = plan()
        del document["athlete"]["conditions"]
        assert codes(asked(document, WELL)) == ["conditions"]
        assert asked(document, {**WELL, "conditions": []}).outcome == "go"
        assert asked(document, WELL, athlete={"conditions": []}).outcome == "go"

    def test_what_the_file_says_of_symptoms_is_not_an_answer_of_today(self) -> None:
        assert asked(plan(symptoms=[]), {}).outcome == "cannot_tell"

    def test_days_matter_to_heavy_sets_only(self) -> None:
        skipped = {**WELL, "days_since_back_session": None}
        assert asked(plan(), skipped).outcome == "go"
        found = asked(plan(at(50), at(85)), skipped)
        assert (found.outcome, codes(found)) == ("cannot_tell", ["AT09"])
        assert "athlete.days_since_back_session" in found.reasons[0].do

    def test_a_blood_pressure_that_nobody_measured(self) -> None:
        high = plan(conditions=["high_blood_pressure"])
        assert (asked(high, WELL).outcome, codes(asked(high, WELL))) == ("cannot_tell", ["AT04"])
        measured = {**WELL, "systolic_mmhg": 130, "diastolic_mmhg": 80}
        assert asked(high, measured).outcome == "go"

    def test_a_load_that_matters_to_an_aching_back(self) -> None:
        found = asked(plan({"reps": 5, "load_kg": 80}), HURTS)
        assert (found.outcome, "AT10" in codes(found)) == ("cannot_tell", True)

    def test_a_plan_of_which_nothing_can_be_judged(self) -> None:
        found = asked({"athlete": ATHLETE, "activities": []}, WELL)
        assert (found.outcome, [it.kind for it in found.reasons]) == ("cannot_tell", ["unjudged"])

    def test_the_plan_is_told_of_all_the_same(self) -> None:
        document = plan()
        del document["activities"][:3]
        found = asked(document, {})
        assert "WU01" in codes(found)
        assert found.adjusted is None


def test_what_is_unknown_today_of_a_rule_on_today_is_told() -> None:
    document = plan({"reps": 5, "load_kg": 100})
    told = {it.code for it in asked(document, {**WELL, "sleep_hours": 4}).notes}
    assert "LD10" in told
    assert "LD10" not in {it.code for it in asked(document, WELL).notes}


def test_care_names_rules_and_checks_that_are_there() -> None:
    there = {(rule.code, "") for rule in default_rule_book().rules if rule.screening}
    there |= {
        (rule.code, check.name)
        for rule in default_rule_book().rules
        for check in rule.checks
        if rule.screening
    }
    assert set(_CARE) <= there


def test_every_outcome_has_an_exit_status() -> None:
    assert OUTCOMES == ("go", "adjust", "cannot_tell", "see_someone")


def test_the_strict_profile_keeps_what_it_wants_decided() -> None:
    document = plan({"reps": 5, "load_kg": 100})
    assert asked(document, WELL).outcome == "go"
    strict = asked(document, WELL, profile="strict")
    assert (strict.outcome, strict.care) == ("see_someone", "coach")


def test_history_tells_the_days_by_the_day_of_the_session() -> None:
    lift = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5, "load_percent": 60}]}
    history = {"workouts": [{"date": "2026-03-02", "activities": [lift]}]}
    document = plan(at(50), at(85), technique={"deadlift": "mastered"})
    answers = {**WELL, "days_since_back_session": None}

    soon = asked(document, answers, history=history, date="2026-03-06")
    assert "AT09" not in codes(soon)
    late = asked(document, answers, history=history, date="2026-04-06")
    assert "AT09" in codes(late)
    (days,) = [it for it in late.answered if it.question == "days_since_back_session"]
    assert (days.value, days.origin) == (35, "history")
    # The rules that compare sessions see the day, too.
    next_day = asked(plan(at(50), at(70)), answers, history=history, date="2026-03-03")
    assert "PR02" in {it.code for it in next_day.report.violations}
