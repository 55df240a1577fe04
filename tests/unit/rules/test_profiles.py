"""The four profiles: what each changes, in words, in verdicts and in reports."""

from __future__ import annotations

from typing import Any

import pytest

import backsafe
from backsafe.outputs.profiles import changes, profiles_text
from backsafe.rules.loader import default_rule_book

BOOK = default_rule_book()
LIFT = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 8, "load_percent": 75}]}


def found(profile: str, *activities: dict[str, Any], **athlete: Any) -> dict[str, str]:
    """Returns the worst severity of each rule that a session breaks."""
    report = backsafe.check({"activities": list(activities), "athlete": athlete}, profile=profile)
    return {it.code: it.severity for it in reversed(report.violations)}


def test_there_are_four_and_each_says_what_it_changes() -> None:
    assert set(BOOK.profiles) == {"standard", "evidence", "beginner", "strict"}
    told = profiles_text(BOOK)
    for name, profile in BOOK.profiles.items():
        assert f"{name}\n  {profile.summary[:40]}" in told
        assert bool(list(changes(BOOK, profile))) == (name != "standard")
    assert "ST01 static-stretch-before-lifting: static_before_seconds is 60 s in place of 0" in told


class TestEvidence:
    STRETCH = {"type": "static_stretch", "exercise": "child's pose", "hold_seconds": 30}  # noqa: RUF012
    DYNAMIC = {"type": "dynamic_stretch", "exercise": "cat-camel", "minutes": 3}  # noqa: RUF012

    def test_short_holds_before_dynamic_work_pass(self) -> None:
        session = (self.STRETCH, self.DYNAMIC, LIFT)

        assert found("standard", *session)["ST01"] == "error"
        assert "ST01" not in found("evidence", *session)

    def test_long_ones_and_those_without_dynamic_work_do_not(self) -> None:
        long = {**self.STRETCH, "hold_seconds": 90}

        assert found("evidence", long, self.DYNAMIC, LIFT)["ST01"] == "warning"
        assert found("evidence", self.STRETCH, LIFT)["ST01"] == "advice"

    @pytest.mark.parametrize(("seconds", "expected"), [(9, "warning"), (10, None), (19, None)])
    def test_ten_seconds_are_long_enough(self, seconds: float, expected: str | None) -> None:
        held = {**self.STRETCH, "hold_seconds": seconds}

        assert found("evidence", held, age=40).get("ST03") == expected


class TestBeginner:
    def test_an_unstated_level_is_a_novice(self) -> None:
        assert found("standard", LIFT)["WU05"] == "warning"
        assert found("beginner", LIFT)["WU05"] == "error"
        assert found("beginner", LIFT)["LD01"] == "advice"

    @pytest.mark.parametrize("stated", [{"level": "intermediate"}, {"training_months": 30}])
    def test_a_stated_one_is_taken(self, stated: dict[str, Any]) -> None:
        assert found("beginner", LIFT, **stated)["WU05"] == "warning"
        assert "LD01" not in found("beginner", LIFT, **stated)

    def test_the_profile_is_not_said_to_be_stated(self) -> None:
        report = backsafe.check({"activities": [], "athlete": {}}, profile="beginner")
        (missing,) = [it.missing for it in report.unknowns if it.code == "PR08"]

        assert "athlete.level_stated" in missing
        assert [it.message for it in report.notices] == [
            "no training level is stated; the profile takes it to be novice"
        ]


class TestStrict:
    def test_advice_becomes_a_warning(self) -> None:
        assert found("standard", LIFT)["ST02"] == "advice"
        assert found("strict", LIFT)["ST02"] == "warning"
        assert "advice" not in found("strict", LIFT).values()

    def test_what_the_headline_rules_cannot_decide_is_an_error(self) -> None:
        log = {"kind": "log", "activities": [LIFT]}
        plain, strict = (backsafe.check(log, profile=it) for it in ("standard", "strict"))
        undecided = {it.code for it in plain.unknowns} & {"WU01", "WU04", "WU05", "ST01", "LD02"}
        errors = {it.code for it in strict.violations if it.severity == "error"}

        assert undecided == {"WU01", "WU05", "ST01", "LD02"}
        assert errors == undecided
        assert not {it.code for it in strict.unknowns} & undecided
        (told,) = [it for it in strict.violations if it.code == "WU01"]
        assert "cannot be decided, needs whether the log records warm-ups" in told.message
        assert told.fix is None
        assert strict.exit_status == 1

    def test_opt_in_rules_run(self) -> None:
        document = {
            "activities": [{**LIFT, "sets": [{"reps": 5, "load_kg": 40}]}],
            "athlete": {"conditions": ["low_back_pain"]},
            "hours_after_rising": 1,
        }
        assert "AT11" in {it.code for it in backsafe.check(document, profile="strict").violations}
        assert "AT11" not in {it.code for it in backsafe.check(document).violations}
        asked = backsafe.check(document, select=["AT11"])
        assert "AT11" in {it.code for it in asked.violations}
