"""Repairs one after the other: what is kept, what is not, and how often a plan is judged."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from unsafe_plans import document

import backsafe
from backsafe import Checker, Text
from backsafe.fixes import mending

if TYPE_CHECKING:
    from backsafe.report.build import Judged


class Counting(Checker):
    """Counts how often it judges."""

    judged = 0

    def judge_document(self, document: Any) -> Judged:
        self.judged += 1
        return super().judge_document(document)


def program(sessions: list[str], head: str = "") -> Text:
    """Returns a program with one week for each session."""
    weeks = "".join(f"  - workouts:\n      - activities:\n{it}" for it in sessions)
    return Text(f"backsafe: 1\n{head}weeks:\n{weeks}")


STRETCH = "          - {{type: static_stretch, exercise: cobra, hold_seconds: {}}}{}\n"


def test_sessions_are_mended_together() -> None:
    checker = Counting(select=["ST03"])
    result = checker.fix(program([STRETCH.format(5, "")] * 40))
    assert result.text.count("hold_seconds: 20") == 40
    assert len(result.applied) == 40
    assert checker.judged <= 5


def test_a_session_that_goes_wrong_leaves_the_others_in_peace() -> None:
    good, odd = STRETCH.format(5, ""), "          - *odd\n"
    sessions = [good] * 10 + [STRETCH.format(5, "").replace("{", "&odd {", 1), odd] + [good] * 10
    checker = Counting(select=["ST03"])
    result = checker.fix(program(sessions))
    assert result.text.count("hold_seconds: 20") == 20
    assert Counter(it.code for it in result.report.violations)["ST03"] == 2
    assert checker.judged <= 8


def test_only_the_sessions_that_fail_are_tried_further() -> None:
    """The first amount is enough for some sessions, the second or third for others."""
    lift = (
        "          - type: lift\n            exercise: deadlift\n            sets:\n"
        "              - {{reps: 3, load_kg: {0}, rest_seconds: 5}}\n"
        "              - {{reps: 3, load_kg: {0}}}\n"
    )
    loads = [60, 82, 95] * 5
    checker = Counting(select=["LD05"])
    head = "athlete: {one_rep_max_kg: {deadlift: 100}}\n"
    result = checker.fix(program([lift.format(it) for it in loads], head))
    rests = [result.text.count(f"rest_seconds: {it}}}") for it in (60, 120, 180)]
    assert rests == [5, 5, 5]
    assert checker.judged <= 10


def test_several_findings_of_a_session_are_mended_together() -> None:
    sets = "".join(f"      - {{reps: 5, load_kg: 60, rest_seconds: {it}}}\n" for it in range(20))
    head = "backsafe: 1\nathlete: {one_rep_max_kg: {deadlift: 120}}\nactivities:\n"
    text = f"{head}  - type: lift\n    exercise: deadlift\n    sets:\n{sets}"
    checker = Counting(select=["LD05"])
    result = checker.fix(Text(text))
    assert result.text.count("rest_seconds: 60") == 19  # nothing comes behind the last
    assert len(result.applied) == 19
    assert checker.judged <= 5


def test_what_would_bring_something_as_bad_is_not_done() -> None:
    """The evidence profile leaves short holds before lifting in peace; longer ones would not be."""
    text = (
        "backsafe: 1\nathlete: {age: 70}\nactivities:\n"
        "  - {type: static_stretch, exercise: cobra, hold_seconds: 20, repeats: 3}\n"
        "  - {type: dynamic_stretch, exercise: cat-camel, minutes: 3}\n"
        "  - {type: lift, exercise: plank, sets: [{duration_seconds: 30}]}\n"
    )
    codes = ["ST01", "ST03"]
    result = backsafe.fix(Text(text), profile="evidence", select=codes)
    assert not result.changed
    alone = backsafe.fix(Text(text), profile="evidence", select=["ST03"])
    assert "hold_seconds: 30" in alone.text


def test_less_bad_findings_may_come_of_it() -> None:
    """A hold of 5 s is a warning, one that is too short for somebody of 70 advice."""
    text = (
        "backsafe: 1\nathlete: {age: 70}\nactivities:\n"
        "  - {type: static_stretch, exercise: cobra, hold_seconds: 5}\n"
    )
    result = backsafe.fix(Text(text), select=["ST03"])
    assert "hold_seconds: 30" in result.text
    assert [it.severity for it in result.applied] == ["warning", "advice"]


@pytest.mark.parametrize("profile", ["standard", "evidence", "beginner", "strict"])
def test_what_is_undecided_is_not_repaired(profile: str) -> None:
    text = (
        "backsafe: 1\nactivities:\n"
        "  - {type: cardio, exercise: walking}\n"
        "  - {type: dynamic_stretch, exercise: leg swings}\n"
        "  - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 60}]}\n"
    )
    codes = ["WU01", "WU02", "WU04", "WU05", "LD02"]
    result = backsafe.fix(Text(text), unsafe=True, profile=profile, select=codes)
    assert not result.changed
    assert not result.applied


@pytest.mark.parametrize(
    ("comment", "changed"),
    [
        ("  # backsafe: ignore[ST03]: on purpose", False),
        ("  # backsafe: ignore[ST01]: on purpose", True),
        ("", True),
    ],
)
def test_what_is_set_aside_is_not_repaired(comment: str, changed: bool) -> None:
    stretch = "  - {type: static_stretch, exercise: cobra, hold_seconds: 5}"
    text = f"backsafe: 1\nactivities:\n{stretch}{comment}\n"
    assert backsafe.fix(Text(text), select=["ST03"]).changed is changed


def test_the_worst_comes_first() -> None:
    text = (
        "backsafe: 1\nactivities:\n"
        "  - {type: static_stretch, exercise: cobra, hold_seconds: 5}\n"
        "  - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 60}]}\n"
    )
    result = backsafe.fix(Text(text))
    severities = [it.severity for it in result.applied]
    assert severities == sorted(severities, key=["error", "warning", "advice"].index)
    assert {it.code for it in result.applied} == {"ST01", "WU01", "WU02", "ST03", "DL04"}
    assert not [it for it in result.report.violations if it.severity != "advice"]


def test_findings_are_told_where_they_stood() -> None:
    text = (
        "backsafe: 1\nactivities:\n"
        "  - {type: lift, exercise: plank, sets: [{duration_seconds: 30}]}\n"
        "  - {type: static_stretch, exercise: cobra, hold_seconds: 5}\n"
    )
    (applied,) = backsafe.fix(Text(text), select=["ST03"]).applied
    assert (applied.location.line, applied.location.pointer) == (4, "/activities/1")
    assert applied.safe
    assert "5 s" in applied.message
    assert applied.summary == "Hold it for 20 s."


ROW = """\
backsafe: 1
athlete: {level: novice, symptoms: [], one_rep_max_kg: {bent-over row: 60}}
activities:
- {type: cardio, exercise: rowing machine, minutes: 5}
- {type: dynamic_stretch, exercise: cat-camel, minutes: 3}
- {type: lift, exercise: bent-over row, sets: [SETS]}
- {type: static_stretch, exercise: child's pose, hold_seconds: 30}
"""


@pytest.mark.parametrize(
    "sets",
    [
        "{reps: 5, load_kg: 52.5}",
        (
            "{reps: 6, load_kg: 20, warm_up: true, rest_seconds: 120}, "
            "{reps: 6, load_kg: 42.5, warm_up: true, rest_seconds: 180}, {reps: 5, load_kg: 52.5}"
        ),
    ],
)
def test_what_leads_up_to_a_lowered_load_stays_below_it(sets: str) -> None:
    result = backsafe.fix(backsafe.Text(ROW.replace("SETS", sets)), unsafe=True)
    *warm_up, work = result.data["activities"][2]["sets"]

    assert result.report.violations == ()
    assert work["load_kg"] == 40
    assert warm_up
    assert all(one["warm_up"] and one["load_kg"] < 40 for one in warm_up)


def test_a_swapped_exercise_keeps_nothing_that_was_said_of_the_other() -> None:
    text = ROW.replace("level: novice", "level: intermediate, conditions: [low_back_pain]")
    sets = "{reps: 5, load_kg: 45, rir: 1}, {reps: 5, load_kg: 45, rpe: 9}"
    result = backsafe.fix(backsafe.Text(text.replace("SETS", sets)), unsafe=True)
    lift = next(it for it in result.data["activities"] if it["type"] == "lift")

    assert lift["exercise"] == "inverted row"
    assert not any({"load_kg", "rir", "rpe"} & one.keys() for one in lift["sets"])
    assert not any(one.get("warm_up") for one in lift["sets"])


LEARNING = ROW.replace("level: novice", "level: novice, technique: {bent-over row: learning}")


def test_a_mark_does_not_keep_a_load_from_being_lowered() -> None:
    sets = (
        "{reps: 8, load_kg: 20, warm_up: true, rest_seconds: 180}, "
        "{reps: 2, load_kg: 55, warm_up: true, rest_seconds: 180}, {reps: 8, load_kg: 30}"
    )
    before = backsafe.check(Text(LEARNING.replace("SETS", sets)))
    result = backsafe.fix(Text(LEARNING.replace("SETS", sets)), unsafe=True)
    loads = [one["load_kg"] for one in result.data["activities"][2]["sets"]]

    assert {it.code for it in before.violations} == {"LD01", "LD02", "WU06"}
    assert loads == [20, 35, 30]
    assert result.report.violations == ()


def test_a_lowered_work_set_takes_its_ramp_along() -> None:
    sets = (
        "{reps: 6, load_kg: 20, warm_up: true, rest_seconds: 180}, "
        "{reps: 3, load_kg: 45, warm_up: true, rest_seconds: 180}, {reps: 3, load_kg: 54}"
    )
    result = backsafe.fix(Text(LEARNING.replace("SETS", sets)), unsafe=True)
    loads = [one["load_kg"] for one in result.data["activities"][2]["sets"]]

    assert loads == sorted(set(loads))
    assert loads[-1] == 35
    assert result.report.violations == ()


def test_sets_that_are_put_in_obey_the_limits() -> None:
    """Who is learning stays at 60 %: the usual second set, at 80 % of 90 %, would be too heavy."""
    text = LEARNING.replace("SETS", "{reps: 3, load_kg: 54}")
    result = backsafe.fix(Text(text))
    added = [it for it in result.data["activities"][2]["sets"] if it.get("warm_up")]

    assert {it.code for it in result.applied} & {"WU04", "WU05"}
    assert added
    assert all(it["load_kg"] <= 36 for it in added)
    assert {it.location.pointer for it in result.report.violations if it.code == "LD02"} == {
        f"/activities/2/sets/{len(added)}"
    }


def test_what_was_in_vain_is_tried_again_only_after_another_repair(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[tuple[tuple[str, str], int, int]] = []
    mend_check = mending._Mender._mend_check

    def watched(self: mending._Mender, check: tuple[str, str]) -> None:
        before = len(self._applied)
        mend_check(self, check)
        calls.append((check, before, len(self._applied)))

    monkeypatch.setattr(mending._Mender, "_mend_check", watched)
    for seed in (4, 65):
        calls.clear()
        backsafe.fix(document(Random(seed)), unsafe=True, engine="compiled")  # noqa: S311
        vain = [(check, before) for check, before, after in calls if before == after]
        assert len(vain) > 1
        assert len(vain) == len(set(vain))
