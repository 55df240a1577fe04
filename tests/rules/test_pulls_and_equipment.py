"""PU05, RW02, RW04, EQ01, EQ02, and what history tells LD02: both sides, missing, mutations."""

from __future__ import annotations

from typing import Any

import pytest
from judging import fired, judge, lift, missing, outcome, seen, sound, workout


def at(percent: float, **more: Any) -> dict[str, Any]:
    return {"reps": 5, "load_percent": percent, **more}


class TestBandRoleUnsaid:
    @pytest.mark.parametrize(
        ("entry", "expected"),
        [
            ({"reps": 5}, "advice"),
            ({"reps": 5, "assistance": "band"}, "pass"),
            ({"reps": 5, "assistance": "none"}, "pass"),
            ({"reps": 5, "band_role": "resist"}, "pass"),
            ({"reps": 5, "added_load_kg": 0}, "pass"),
        ],
    )
    def test_what_says_it(self, entry: dict[str, Any], expected: str) -> None:
        assert outcome(workout(lift("pull-up", entry), equipment=["band"]), "PU05") == expected

    def test_not_applicable(self) -> None:
        assert judge(workout(lift("pull-up")), "PU05") == []
        assert judge(workout(lift("pull-up"), equipment=["belt"]), "PU05") == []
        assert judge(workout(lift("machine row"), equipment=["band"]), "PU05") == []

    def test_missing(self) -> None:
        document = workout(lift("zork"), equipment=["band"])
        assert missing(document, "PU05") == {"set.family"}

    def test_mutation(self) -> None:
        document = sound()
        document["equipment"] = ["band"]

        assert fired(document) == {"PU05"}


class TestHeavyStandingRow:
    @pytest.mark.parametrize(("percent", "expected"), [(79.9, "pass"), (80, "warning")])
    def test_novice(self, percent: float, expected: str) -> None:
        document = workout(
            lift("upright row", at(50), at(percent)),
            athlete={"level": "novice", "technique": {"upright row": "mastered"}},
        )
        assert outcome(document, "RW02", "novice") == expected
        document["athlete"]["technique"] = {"upright row": "learning"}
        assert outcome(document, "RW02", "novice") == ("error" if expected != "pass" else "pass")

    @pytest.mark.parametrize(("percent", "expected"), [(79.9, "none"), (80, "error")])
    def test_no_ramp(self, percent: float, expected: str) -> None:
        document = workout(lift("upright row", at(percent)))
        found = outcome(document, "RW02", "no-ramp")

        assert found == expected
        ramped = workout(lift("upright row", at(40), at(percent)))
        assert outcome(ramped, "RW02", "no-ramp") in ("pass", "none")

    def test_missing_and_not_applicable(self) -> None:
        document = workout(lift("upright row", at(85)))
        assert missing(document, "RW02", "novice") == {"athlete.novice"}
        assert judge(workout(lift("bent-over row", at(85))), "RW02") == []

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][4] |= {"exercise": "upright row", "form": []}
        document["athlete"]["one_rep_max_kg"]["upright row"] = 66
        document["athlete"]["technique"]["upright row"] = "mastered"
        del document["activities"][4]["sets"][0]

        # The general rules on starting light tell it, too.
        assert fired(document) == {"RW02", "WU04", "WU05"}


class TestHeavyPullWithInjury:
    @pytest.mark.parametrize(
        ("exercise", "percent", "expected"),
        [
            ("bent-over row", 79.9, "pass"),
            ("bent-over row", 80, "warning"),
            ("lat pulldown", 85, "warning"),
            ("upright row", 85, "warning"),
            ("deadlift", 85, "none"),
        ],
    )
    def test_threshold(self, exercise: str, percent: float, expected: str) -> None:
        for injury in ("shoulder_injury", "arm_injury"):
            document = workout(lift(exercise, at(percent)), athlete={"conditions": [injury]})
            assert outcome(document, "RW04") == expected

    def test_missing_and_not_applicable(self) -> None:
        heavy = workout(lift("bent-over row", at(85)))
        assert missing(heavy, "RW04") == {"athlete.conditions"}
        assert judge({**heavy, "athlete": {"conditions": []}}, "RW04") == []

    def test_mutation(self) -> None:
        document = sound()
        document["athlete"]["conditions"] = ["shoulder_injury"]
        document["activities"][4]["sets"].append(
            {**document["activities"][4]["sets"][1], "load_kg": 66}
        )

        assert fired(document) == {"RW04"}


class TestBelt:
    @pytest.mark.parametrize(("percent", "expected"), [(79.9, "advice"), (80, "pass")])
    def test_threshold(self, percent: float, expected: str) -> None:
        assert outcome(workout(lift("deadlift", at(percent, belt=True))), "EQ01") == expected

    def test_missing_and_not_applicable(self) -> None:
        assert judge(workout(lift("deadlift", at(50))), "EQ01") == []
        assert judge(workout(lift("deadlift", at(50, belt=False))), "EQ01") == []
        bare = workout(lift("deadlift", {"reps": 5, "belt": True}))
        assert missing(bare, "EQ01") == {"set.load_percent"}

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][3]["sets"][1]["belt"] = True

        assert fired(document) == {"EQ01"}


class TestRepsBeyondTheLoad:
    @pytest.mark.parametrize(
        ("percent", "reps", "expected"),
        [
            (100, 3, "pass"),
            (100, 4, "warning"),
            (85, 8, "pass"),
            (85, 9, "warning"),
            (80, 10, "pass"),
            (80, 11, "warning"),
            (70, 14, "pass"),
            (70, 15, "warning"),
            (69.9, 40, "none"),
        ],
    )
    def test_chart(self, percent: float, reps: int, expected: str) -> None:
        document = workout(lift("deadlift", {"reps": reps, "load_percent": percent}))

        assert outcome(document, "EQ02") == expected

    def test_reserve_is_added(self) -> None:
        def planned(reserve: float) -> dict[str, Any]:
            return workout(lift("deadlift", at(80, rir=reserve)))

        assert outcome(planned(5), "EQ02") == "pass"
        assert outcome(planned(5.5), "EQ02") == "warning"

    def test_only_stated_percentages_in_plans(self) -> None:
        document = workout(lift("deadlift", {"reps": 20, "load_percent": 80}))
        assert judge({**document, "kind": "log"}, "EQ02") == []
        estimated = workout(
            lift("deadlift", {"reps": 5, "rir": 0, "load_kg": 100}, {"reps": 20, "load_kg": 100})
        )
        assert judge(estimated, "EQ02") == []
        stated = {**estimated, "athlete": {"one_rep_max_kg": {"deadlift": 115}}}
        assert outcome(stated, "EQ02") == "warning"

    def test_missing(self) -> None:
        assert missing(workout(lift("deadlift", {"load_percent": 80})), "EQ02") == {
            "set.reps_possible"
        }
        assert missing(workout(lift("deadlift", {"reps": 5, "load_kg": 90})), "EQ02") == {
            "set.percent_stated",
            "set.load_percent",
            "set.chart_reps",
        }

    def test_mutation(self) -> None:
        document = sound()
        document["activities"][3]["sets"][1]["reps"] = 20

        assert fired(document) == {"EQ02"}


class TestFormSeenInEarlierSessions:
    @staticmethod
    def log(*forms: list[dict[str, Any]] | None, **athlete: Any) -> dict[str, Any]:
        earlier = [
            workout(lift("deadlift", at(50), **({"form": form} if form else {}))) for form in forms
        ]
        last = workout(lift("deadlift", at(50), at(70)))
        return {"workouts": [*earlier, last], "athlete": athlete}

    GOOD = [seen("spine", "neutral")]  # noqa: RUF012
    BAD = [seen("jerk", True)]  # noqa: RUF012

    def test_two_sound_sessions_in_a_row_are_enough(self) -> None:
        assert outcome(self.log(self.GOOD, self.GOOD), "LD02") == "pass"
        learning = {"technique": {"deadlift": "learning"}}
        assert outcome(self.log(self.GOOD, self.GOOD, **learning), "LD02") == "pass"

    @pytest.mark.parametrize(
        "forms", [(None,), (GOOD,), (GOOD, BAD), (GOOD, None), (BAD, GOOD), (None, None)]
    )
    def test_anything_less_is_unknown_or_fails(self, forms: tuple[Any, ...]) -> None:
        learning = {"technique": {"deadlift": "learning"}}
        assert outcome(self.log(*forms), "LD02") == "unknown"
        assert outcome(self.log(*forms, **learning), "LD02") == "warning"
