"""The rules that judge what was seen of a lift: both sides of each threshold, what is left out."""

from __future__ import annotations

from typing import Any

import pytest
from judging import fired, judge, lift, missing, outcome, seen, sound, workout

# Rule, check, exercise, aspect, value, expected without any condition of the athlete.
SEEN: list[tuple[str, str, str, str, Any, str]] = [
    ("PU01", "elbows", "pull-up", "elbows_flared", True, "advice"),
    ("PU01", "elbows", "pull-up", "elbows_flared", False, "pass"),
    ("PU01", "abduction", "chin-up", "abduction_deg", 89.9, "pass"),
    ("PU01", "abduction", "chin-up", "abduction_deg", 90, "advice"),
    ("PU01", "abduction", "chin-up", "abduction_deg", 90.1, "advice"),
    ("PU02", "yank", "pull-up", "yank", True, "warning"),
    ("PU02", "yank", "pull-up", "yank", False, "pass"),
    ("PU02", "kipping", "pull-up", "kipping", True, "warning"),
    ("PU02", "kipping", "pull-up", "kipping", False, "pass"),
    ("RW01", "height", "upright row", "end_height", "below_chest", "pass"),
    ("RW01", "height", "upright row", "end_height", "chest", "pass"),
    ("RW01", "height", "upright row", "end_height", "shoulder", "warning"),
    ("RW01", "height", "upright row", "end_height", "above_shoulder", "warning"),
    ("RW01", "elbows", "upright row", "elbows_above_shoulders", True, "warning"),
    ("RW01", "elbows", "upright row", "elbows_above_shoulders", False, "pass"),
    ("RW01", "abduction", "upright row", "abduction_deg", 90, "pass"),
    ("RW01", "abduction", "upright row", "abduction_deg", 90.1, "warning"),
    ("RW03", "elbows", "seated cable row", "elbow_extension", "bent", "advice"),
    ("RW03", "elbows", "seated cable row", "elbow_extension", "straight", "pass"),
    ("RW03", "elbows", "seated cable row", "elbow_extension", "hyperextended", "warning"),
    ("RW03", "slammed", "seated cable row", "dropped", True, "warning"),
    ("RW03", "slammed", "seated cable row", "dropped", False, "pass"),
    ("RW06", "", "bent-over row", "end_height", "chest", "pass"),
    ("RW06", "", "bent-over row", "end_height", "shoulder", "pass"),
    ("RW06", "", "bent-over row", "end_height", "above_shoulder", "advice"),
    ("DL01", "width", "deadlift", "stance_ratio", 0.79, "advice"),
    ("DL01", "width", "deadlift", "stance_ratio", 0.8, "pass"),
    ("DL01", "width", "deadlift", "stance_ratio", 1.5, "pass"),
    ("DL01", "width", "deadlift", "stance_ratio", 1.51, "advice"),
    ("DL01", "knees", "romanian deadlift", "knees_locked", True, "advice"),
    ("DL01", "knees", "romanian deadlift", "knees_locked", False, "pass"),
    ("DL02", "", "deadlift", "spine", "neutral", "pass"),
    ("DL02", "", "deadlift", "spine", "slight_arch", "pass"),
    ("DL02", "", "deadlift", "spine", "rounded_slight", "pass"),
    ("DL02", "", "deadlift", "spine", "rounded_marked", "warning"),
    ("DL02", "", "deadlift", "spine", "hyperarched", "advice"),
    ("DL02", "", "seated cable row", "spine", "rounded_marked", "warning"),
    ("DL02", "", "bent-over row", "spine", "rounded_marked", "pass"),
    ("DL02", "", "bent-over row", "spine", "hyperarched", "advice"),
    ("DL03", "", "deadlift", "head", "neutral", "pass"),
    ("DL03", "", "deadlift", "head", "flexed", "advice"),
    ("DL03", "", "deadlift", "head", "extended", "advice"),
    ("DL04", "braced", "squat", "braced", False, "warning"),
    ("DL04", "braced", "squat", "braced", True, "pass"),
    ("DL06", "hips", "deadlift", "hips_rise_first", True, "warning"),
    ("DL06", "hips", "deadlift", "hips_rise_first", False, "pass"),
    ("DL06", "bar", "deadlift", "bar_drift_cm", 5, "pass"),
    ("DL06", "bar", "deadlift", "bar_drift_cm", 5.1, "warning"),
    ("DL06", "legs", "deadlift", "leg_tension_lost", True, "warning"),
    ("DL06", "legs", "deadlift", "leg_tension_lost", False, "pass"),
    ("DL07", "seen", "deadlift", "lowering_seconds", 0.9, "warning"),
    ("DL07", "seen", "deadlift", "lowering_seconds", 1, "pass"),
    ("DL07", "dropped", "deadlift", "dropped", True, "warning"),
    ("DL07", "dropped", "deadlift", "dropped", False, "pass"),
    ("FM01", "", "lat pulldown", "rom_fraction", 0.89, "advice"),
    ("FM01", "", "lat pulldown", "rom_fraction", 0.9, "pass"),
    ("FM01", "", "lat pulldown", "rom_fraction", 1, "pass"),
    ("FM03", "", "single-arm row", "balance_lost", True, "warning"),
    ("FM03", "", "single-arm row", "balance_lost", False, "pass"),
    ("FM04", "shrug", "lat pulldown", "shrug", True, "advice"),
    ("FM04", "shrug", "lat pulldown", "shrug", False, "pass"),
    ("FM04", "compensation", "machine row", "compensation", True, "advice"),
    ("FM04", "compensation", "machine row", "compensation", False, "pass"),
    ("FM05", "twist", "deadlift", "twist", True, "warning"),
    ("FM05", "twist", "deadlift", "twist", False, "pass"),
    ("FM05", "fast-rotation", "wood chop", "fast_rotation", True, "warning"),
    ("FM05", "fast-rotation", "wood chop", "fast_rotation", False, "pass"),
    ("AT05", "pain-in-the-lift", "deadlift", "pain_0_10", 3, "pass"),
    ("AT05", "pain-in-the-lift", "deadlift", "pain_0_10", 3.1, "warning"),
    ("AT05", "sharp-pain-in-the-lift", "deadlift", "sharp_pain", True, "error"),
    ("AT05", "sharp-pain-in-the-lift", "deadlift", "sharp_pain", False, "pass"),
]


def observed(exercise: str, aspect: str, value: Any, **athlete: Any) -> dict[str, Any]:
    who = {"conditions": [], "symptoms": [], **athlete}
    return workout(lift(exercise, form=[seen(aspect, value)]), athlete=who)


@pytest.mark.parametrize(("code", "check", "exercise", "aspect", "value", "expected"), SEEN)
def test_each_side_of_each_threshold(
    code: str, check: str, exercise: str, aspect: str, value: Any, expected: str
) -> None:
    assert outcome(observed(exercise, aspect, value), code, check) == expected


@pytest.mark.parametrize(
    ("code", "check", "aspect", "value"),
    sorted({(code, check, aspect, value) for code, check, _, aspect, value, _ in SEEN}, key=str),
)
def test_another_exercise_or_aspect_does_not_apply(
    code: str, check: str, aspect: str, value: Any
) -> None:
    other = "balance_lost" if aspect != "balance_lost" else "jerk"
    assert outcome(observed("deadlift", other, False), code, check) == "none"
    if code not in ("DL04", "FM01", "FM03", "FM05", "AT05"):  # these judge any lift
        assert outcome(observed("leg extension", aspect, value), code, check) == "none"


@pytest.mark.parametrize("code", sorted({code for code, *_ in SEEN}))
def test_nobody_looked(code: str) -> None:
    document = workout(lift("deadlift"), athlete={"conditions": [], "symptoms": []})
    wanted = {"observations"}

    found = {label for check in _checks(code) for label in missing(document, code, check)}
    assert wanted <= found


@pytest.mark.parametrize(
    ("code", "check", "aspect", "value"),
    [
        ("RW06", "", "end_height", "above_shoulder"),
        ("DL06", "hips", "hips_rise_first", True),
        ("PU02", "yank", "yank", True),
        ("FM04", "shrug", "shrug", True),
        ("DL03", "", "head", "flexed"),
    ],
)
def test_an_unknown_exercise_is_no_pass(code: str, check: str, aspect: str, value: Any) -> None:
    document = observed("zork lift", aspect, value)

    assert outcome(document, code, check) == "unknown"
    assert missing(document, code, check) & {"observation.family", "observation.pattern"}


class TestConditionsOfTheAthlete:
    @pytest.mark.parametrize(
        ("code", "check", "exercise", "aspect", "value", "condition", "expected"),
        [
            ("PU01", "elbows", "pull-up", "elbows_flared", True, "shoulder_injury", "warning"),
            ("PU01", "abduction", "pull-up", "abduction_deg", 95, "shoulder_injury", "warning"),
            ("RW01", "height", "upright row", "end_height", "shoulder", "shoulder_injury", "error"),
            ("DL02", "", "deadlift", "spine", "hyperarched", "low_back_pain", "warning"),
            ("FM04", "shrug", "lat pulldown", "shrug", True, "neck_pain", "warning"),
            ("FM04", "shrug", "lat pulldown", "shrug", True, "shoulder_injury", "warning"),
            ("FM01", "", "lat pulldown", "rom_fraction", 0.5, "arm_injury", "pass"),
            ("FM01", "", "lat pulldown", "rom_fraction", 0.5, "high_blood_pressure", "advice"),
        ],
    )
    def test_raise_or_waive(
        self,
        code: str,
        check: str,
        exercise: str,
        aspect: str,
        value: Any,
        condition: str,
        expected: str,
    ) -> None:
        document = observed(exercise, aspect, value, conditions=[condition])

        assert outcome(document, code, check) == expected

    def test_unknown_conditions_never_waive(self) -> None:
        document = workout(lift("lat pulldown", form=[seen("rom_fraction", 0.5)]))

        assert missing(document, "FM01") == {"athlete.injured"}

    def test_a_wide_grip(self) -> None:
        sore = {"conditions": ["shoulder_injury"]}
        wide = workout(lift("wide-grip pull-up"), athlete=sore)

        assert outcome(wide, "PU01", "wide-grip") == "warning"
        assert outcome({**wide, "athlete": {"conditions": []}}, "PU01", "wide-grip") == "pass"
        assert missing({**wide, "athlete": {}}, "PU01", "wide-grip") == {"athlete.conditions"}
        assert outcome(workout(lift("pull-up"), athlete=sore), "PU01", "wide-grip") == "none"
        assert (
            outcome(workout(lift("wide-grip lat pulldown"), athlete=sore), "PU01", "wide-grip")
            == "none"
        )


class TestLoads:
    def test_heavy_loads_raise_a_bent_spine(self) -> None:
        def deadlift(percent: float) -> dict[str, Any]:
            one = {"reps": 3, "load_percent": percent}
            return workout(
                lift("deadlift", one, form=[seen("spine", "hyperarched")]),
                athlete={"conditions": []},
            )

        assert outcome(deadlift(79.9), "DL02") == "advice"
        assert outcome(deadlift(80), "DL02") == "warning"

    def test_a_spine_without_load_is_free(self) -> None:
        document = workout(
            lift("deadlift", {"reps": 8, "load_kg": 0}, form=[seen("spine", "rounded_marked")])
        )

        assert judge(document, "DL02") == []

    def test_sumo_stands_wide(self) -> None:
        assert outcome(observed("sumo deadlift", "stance_ratio", 2), "DL01", "width") == "none"

    def test_supine_hinges_have_another_head(self) -> None:
        assert judge(observed("hip thrust", "head", "flexed"), "DL03") == []


class TestTempoOfDeadlifts:
    @pytest.mark.parametrize(("tempo", "expected"), [("0-1-1", "warning"), ("1-1-1", "pass")])
    def test_threshold(self, tempo: str, expected: str) -> None:
        document = workout(lift("deadlift", {"reps": 5, "tempo": tempo}))

        assert outcome(document, "DL07", "tempo") == expected

    def test_missing_and_not_applicable(self) -> None:
        assert missing(workout(lift("deadlift")), "DL07", "tempo") == {"set.eccentric_seconds"}
        assert outcome(workout(lift("squat")), "DL07", "tempo") == "none"


HINGE = lift("deadlift", {"reps": 5, "load_kg": 60})
ACTIVE = {"type": "activation", "exercise": "dead bug"}


class TestActivationBeforeHinges:
    def test_both_ways(self) -> None:
        assert outcome(workout(ACTIVE, HINGE), "DL04", "activation") == "pass"
        assert outcome(workout(HINGE, ACTIVE), "DL04", "activation") == "advice"
        later = workout(HINGE, ACTIVE, HINGE)
        assert outcome(later, "DL04", "activation") == "advice"

    def test_not_applicable(self) -> None:
        for exercise, kg in (("squat", 60), ("deadlift", 0), ("hip thrust", 60)):
            document = workout(lift(exercise, {"reps": 5, "load_kg": kg}))
            assert outcome(document, "DL04", "activation") == "none"

    def test_missing(self) -> None:
        bare = workout(lift("deadlift", {"reps": 5}))
        assert missing(bare, "DL04", "activation") == {"workout.loaded_hinge"}
        log = {**workout(HINGE), "kind": "log"}
        assert missing(log, "DL04", "activation") == {"workout.activation_before_hinge"}


MUTATIONS: list[tuple[str, int, str, Any, set[str]]] = [
    ("PU01", 5, "elbows_flared", True, {"PU01"}),
    ("PU02", 5, "kipping", True, {"PU02"}),
    ("DL01", 3, "stance_ratio", 2, {"DL01"}),
    ("DL02", 3, "spine", "hyperarched", {"DL02"}),
    ("DL03", 3, "head", "flexed", {"DL03"}),
    ("DL04", 3, "braced", False, {"DL04"}),
    ("DL06", 3, "bar_drift_cm", 9, {"DL06"}),
    ("DL07", 3, "dropped", True, {"DL07"}),
    ("RW06", 4, "end_height", "above_shoulder", {"RW06"}),
    ("FM01", 4, "rom_fraction", 0.5, {"FM01"}),
    ("FM03", 4, "balance_lost", True, {"FM03"}),
    ("FM04", 4, "shrug", True, {"FM04"}),
    ("FM05", 4, "twist", True, {"FM05"}),
    ("AT05", 4, "sharp_pain", True, {"AT05"}),
]


@pytest.mark.parametrize(("code", "place", "aspect", "value", "expected"), MUTATIONS)
def test_a_mutation_of_the_sound_session_fires_this_rule_alone(
    code: str, place: int, aspect: str, value: Any, expected: set[str]
) -> None:
    document = sound()
    document["activities"][place].setdefault("form", []).append(seen(aspect, value))

    assert fired(document) == expected


@pytest.mark.parametrize(
    ("exercise", "aspect", "value", "code"),
    [
        ("cable upright row", "end_height", "above_shoulder", "RW01"),
        ("seated cable row", "elbow_extension", "bent", "RW03"),
    ],
)
def test_a_mutated_row_in_place_of_the_sound_one(
    exercise: str, aspect: str, value: Any, code: str
) -> None:
    document = sound()
    row = document["activities"][4]
    row |= {"exercise": exercise, "form": [seen(aspect, value)]}
    document["athlete"]["one_rep_max_kg"][exercise] = 80
    document["athlete"]["technique"][exercise] = "mastered"

    assert fired(document) == {code}


def _checks(code: str) -> set[str]:
    return {check for it, check, *_ in SEEN if it == code}
