"""A line of a document stands for what begins on it, or for what it belongs to."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import backsafe
from backsafe.checker import Checker
from backsafe.engines import durable_available
from backsafe.errors import DocumentError, UsageError
from backsafe.explaining import explain_place
from backsafe.readers import read, read_mapping, read_text
from backsafe.report.place import PlaceReport
from backsafe.report.types import Suppression
from backsafe.rules.interpret import evaluate
from backsafe.verdicts import Verdict, bindings_of

PLAN = """\
# Back day
backsafe: 1
title: Day A
athlete:
  level: novice
  one_rep_max_kg: {deadlift: 100}
activities:
  - type: static_stretch
    exercise: child's pose
    # held for long
    hold_seconds: 15
  - {type: cardio, exercise: rowing machine, minutes: 5}
  - type: lift
    exercise: deadlift
    sets:
      - reps: 5
        load_kg: 60
        rest_seconds: 20
      - {reps: 5, load_kg: 85}
    form:
      - {aspect: spine, value: rounded_marked, set: 2}
  - {type: lift, exercise: lat pulldown, sets: [{reps: 8, load_kg: 30}, {reps: 8, load_kg: 40}]}
equipment: [belt]
"""


@cache
def checker(**more: Any) -> Checker:
    return Checker(engine="compiled", **more)


def at(line: int, column: int | None = None, text: str = PLAN, **more: Any) -> PlaceReport:
    return explain_place(checker(**more), read_text(text, "plan.yaml"), line, column)


def outcomes(report: PlaceReport, code: str, check: str = "") -> list[str]:
    return [
        it.outcome
        for spot in report.spots
        for it in spot.judgements
        if (it.code, it.check) == (code, check)
    ]


@pytest.mark.parametrize(
    ("line", "what", "start"),
    [
        (2, "the session", 2),
        (3, "the session", 2),
        (4, "the athlete", 5),
        (5, "the athlete", 5),
        (6, "the athlete", 5),
        (7, "the session", 2),
        (8, "static stretch child's pose", 8),
        (9, "static stretch child's pose", 8),
        (10, "static stretch child's pose", 8),
        (11, "static stretch child's pose", 8),
        (12, "cardio rowing machine", 12),
        (13, "lift deadlift", 13),
        (14, "lift deadlift", 13),
        (15, "lift deadlift", 13),
        (16, "set 1 of deadlift", 16),
        (18, "set 1 of deadlift", 16),
        (19, "set 2 of deadlift", 19),
        (20, "lift deadlift", 13),
        (21, "spine seen of deadlift", 21),
        (23, "the session", 2),
    ],
)
def test_each_line_has_its_place(line: int, what: str, start: int) -> None:
    (spot,) = at(line).spots

    assert (spot.what, spot.location.line, spot.session) == (what, start, "Day A")
    assert spot.judgements


def test_all_that_begins_on_a_line_or_what_a_column_says() -> None:
    both = ["set 1 of lat pulldown", "set 2 of lat pulldown"]

    assert [spot.what for spot in at(22).spots] == both
    assert [spot.what for spot in at(22, 5).spots] == ["lift lat pulldown"]
    assert [spot.what for spot in at(22, 50).spots] == both[:1]
    assert [spot.what for spot in at(22, 99).spots] == both[1:]
    assert [spot.what for spot in at(22, 1).spots] == ["lift lat pulldown"]
    assert [spot.what for spot in at(8, 1).spots] == ["static stretch child's pose"]
    assert [spot.what for spot in at(10, 1).spots] == ["static stretch child's pose"]


def test_every_active_check_on_the_place_answers() -> None:
    (spot,) = at(11).spots
    found = {(it.code, it.check) for it in spot.judgements}
    expected = {
        (check.code, check.name)
        for active in checker().rules.values()
        for check in active.checks
        if check.collection in ("static_stretches", "activities")
    }

    assert found == expected


def test_the_values_behind_a_verdict() -> None:
    (spot,) = at(11).spots
    (hold,) = [it for it in spot.judgements if (it.code, it.check) == ("ST03", "hold")]

    assert (hold.outcome, hold.severity) == ("fail", "advice")
    assert dict(hold.values) == {
        "stretch.hold_seconds": 15,
        "hold_minimum_seconds": 20,
        "hold_short_seconds": 10,
    }
    assert hold.conditions == {"require": "stretch.hold_seconds >= hold_minimum_seconds"}
    assert hold.text == "Child's pose is held 15 s; the minimum is 20 s."


def test_the_worst_comes_first() -> None:
    (spot,) = at(19).spots
    order = ["fail", "unknown", "pass", "not applicable"]
    found = [order.index(it.outcome) for it in spot.judgements]

    assert found == sorted(found)


def test_what_is_missing_and_how_to_add_it() -> None:
    (spot,) = at(11).spots
    undecided = {it.code: it for it in spot.judgements if it.outcome == "unknown"}

    assert undecided["ST05"].missing
    assert all(it.missing and it.needs for it in undecided.values())


def test_what_does_not_apply_says_why() -> None:
    document = read_text(PLAN, "plan.yaml")
    stream = checker().facts_of(document.content)
    found = 0
    for line in range(2, 24):
        for spot in explain_place(checker(), document, line).spots:
            for it in spot.judgements:
                if it.outcome == "not applicable":
                    found += 1
                    assert list(it.conditions) == ["when"]
                    assert it.values
    assert found > 50
    # The same, held to the definition: an engine gives no verdict where `when` is false alone.
    for facts in stream:
        for session in facts.judged:
            told = {
                (verdict.check.code, verdict.check.name, id(verdict.fact))
                for verdict in checker().engine.evaluate(facts)
            }
            for active in checker().rules.values():
                for check in active.checks:
                    collection = session.facts(check.collection)
                    for fact in collection if isinstance(collection, tuple) else ():
                        bindings = bindings_of(Verdict(check, "pass", None, fact, session))
                        applies = check.when is None or evaluate(check.when, bindings) is not False
                        assert applies == ((check.code, check.name, id(fact)) in told)


def test_what_is_judged_around_a_set() -> None:
    report = at(19)
    around = {it.fact for it in report.around}

    assert around == {"activity", "lift", "workout", "athlete"}
    assert {it.code for it in report.around} >= {"WU03", "WU02", "AT01"}
    assert report.around[0].fact in ("activity", "lift")
    own = {it.code for spot in report.spots for it in spot.judgements}
    assert "LD01" in own


def test_it_says_what_check_says() -> None:
    report = backsafe.check(backsafe.Text(PLAN, name="plan.yaml"), engine="compiled")
    for violation in report.violations:
        line, column = violation.location.line, violation.location.column
        assert line is not None
        found = [
            (it.code, it.check, it.severity, it.text, it.location)
            for place in (at(line, column), at(7))
            for spot in place.spots
            for it in spot.judgements
            if it.outcome == "fail"
        ]
        assert (
            violation.code,
            violation.check,
            violation.severity,
            violation.message,
            violation.location,
        ) in found


@pytest.mark.durable
def test_every_engine_says_the_same() -> None:
    assert durable_available()
    document = read_text(PLAN, "plan.yaml")
    durable = Checker(engine="durable")
    for line in range(2, 24):
        one, other = (
            explain_place(checker(), document, line),
            explain_place(durable, document, line),
        )
        assert one._replace(engine="") == other._replace(engine="")


def test_a_profile_that_wants_a_decision() -> None:
    plan = PLAN.replace("  one_rep_max_kg: {deadlift: 100}\n", "")
    undecided = [
        (it.outcome, it.severity)
        for it in at(18, text=plan, profile="strict").spots[0].judgements
        if it.code == "LD02"
    ]

    assert undecided == [("unknown", "error")]


def test_what_an_athlete_is_cleared_of_is_set_aside() -> None:
    cleared = "{rule: AT04, by: Dr. A, date: 2026-01-01, reason: treated}"
    plan = PLAN.replace(
        "level: novice\n", f"systolic_mmhg: 190\n  diastolic_mmhg: 90\n  clearance: [{cleared}]\n"
    )
    told = [it for it in at(5, text=plan).spots[0].judgements if it.code == "AT04"]

    assert [it.set_aside.reason for it in told if it.set_aside] == ["Dr. A, 2026-01-01: treated"]


def test_a_red_flag_withholds_the_rest_from_reports_and_is_told() -> None:
    plan = PLAN.replace("level: novice", "symptoms: [chest_pain]")

    (note,) = at(19, text=plan).notes
    assert note.startswith("AT01 stands: ")
    assert note.endswith(" `backsafe check` withholds all other findings until that is cleared.")
    assert at(19, text=plan).around[0].code == "AT01"
    assert at(5, text=plan).spots[0].judgements[0].code == "AT01"
    assert "fail" in outcomes(at(11, text=plan), "ST03", "hold")
    assert at(19).notes == ()


class _All:
    """Sets all findings aside."""

    def match(self, verdict: Verdict, fingerprint: Any) -> Suppression | None:
        return Suppression(kind="comment", reason="seen")

    def see_undecided(self, verdict: Verdict) -> None: ...

    def remarks(self) -> tuple[()]:
        return ()


def test_what_somebody_has_set_aside_is_marked() -> None:
    document = read_text(PLAN, "plan.yaml")
    report = explain_place(checker(), document, 11, suppressor=_All())
    failed = [it for it in report.spots[0].judgements if it.outcome == "fail"]

    assert {it.set_aside for it in failed} == {Suppression(kind="comment", reason="seen")}


def test_rules_that_do_not_run_are_silent() -> None:
    report = at(11, select=("ST03",))

    assert {it.code for it in report.spots[0].judgements} <= {"ST03", "AT06", "AT07"}


PROGRAM = """\
backsafe: 1
title: Two weeks
athlete: {level: novice}
weeks:
  - workouts:
      - title: A
        day: 1
        activities:
          - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 50}]}
  - workouts:
      - title: B
        day: 3
        activities:
          - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 90}]}
"""


@pytest.mark.parametrize(
    ("line", "column", "what", "session"),
    [
        (3, None, "the athlete", "A"),
        (5, None, "the week", ""),
        (7, None, "the session and the day", "A"),
        (9, None, "set 1 of deadlift", "A"),
        (12, None, "the session and the day", "B"),
        (14, 12, "lift deadlift", "B"),
    ],
)
def test_a_program(line: int, column: int | None, what: str, session: str) -> None:
    (spot,) = at(line, column, PROGRAM).spots

    assert (spot.what, spot.session) == (what, session)


def test_what_compares_sessions_answers_at_the_later_one() -> None:
    facts = {it.fact for it in at(14, 12, PROGRAM).spots[0].judgements}

    assert facts == {"activity", "lift", "progression"}


@pytest.mark.parametrize("line", [1, 2, 4])
def test_a_line_about_a_whole_program(line: int) -> None:
    with pytest.raises(UsageError, match=r"about the whole document; .* begins on line 6"):
        at(line, text=PROGRAM)


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        (0, None, "counted from 1"),
        (-3, None, "counted from 1"),
        (2, 0, "counted from 1"),
        (1, None, "plan.yaml:1 is before the document, which begins on line 2"),
        (24, None, "plan.yaml:24 is beyond the end: the file has 23 lines"),
        (10**17, None, "beyond the end"),
    ],
)
def test_lines_that_are_none(line: int, column: int | None, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        at(line, column)


def test_a_document_on_one_line() -> None:
    sets = ",".join(['{"reps": 5}'] * 40)
    activity = f'{{"type": "lift", "exercise": "deadlift", "sets": [{sets}]}}'
    text = f'{{"backsafe": 1, "activities": [{activity}]}}'

    with pytest.raises(UsageError, match=r"40 parts .* add a column: plan\.yaml:1:COLUMN"):
        at(1, text=text)
    (spot,) = at(1, text.index('"reps"'), text).spots
    assert spot.what == "set 1 of deadlift"


def test_no_lines_at_all() -> None:
    mapping: Mapping[str, Any] = {"activities": []}
    with pytest.raises(UsageError, match="has no lines"):
        explain_place(checker(), read_mapping(mapping), 1)


def test_parts_that_contradict_each_other() -> None:
    plan = PLAN.replace("level: novice", "systolic_mmhg: 120")
    both = Checker(athlete={"diastolic_mmhg": 130}, engine="compiled")
    with pytest.raises(DocumentError) as caught:
        explain_place(both, read_text(plan, "plan.yaml"), 11)
    assert caught.value.problems[0].line == 4


def test_a_table(repository: Path) -> None:
    log = read(str(repository / "examples" / "training-log.csv"))
    found = [explain_place(checker(), log, line).spots[0] for line in (1, 2, 3, 4)]

    assert [spot.what for spot in found] == [
        "the athlete",
        "cardio Rowing Machine",
        "set 1 of Deadlift (Barbell)",
        "set 2 of Deadlift (Barbell)",
    ]
    with pytest.raises(UsageError, match="beyond the end"):
        explain_place(checker(), log, 9999)


def test_a_session_that_is_not_among_those_to_judge(repository: Path) -> None:
    log = read(str(repository / "examples" / "training-log.csv"))
    with pytest.raises(UsageError, match="is in a session that is not among those to judge"):
        explain_place(checker(last=1), log, 3)
    with pytest.raises(DocumentError, match="this is a plan"):
        explain_place(checker(last=1), read_text(PLAN), 3)


def test_a_script(repository: Path) -> None:
    plan = read(str(repository / "examples" / "plan.liftoscript"))

    assert explain_place(checker(), plan, 4).spots[0].what == "set 1 of Deadlift"


def test_an_alias_answers_for_both_of_its_places() -> None:
    text = (
        "backsafe: 1\nactivities:\n"
        "  - type: lift\n    exercise: deadlift\n    sets: &same\n      - {reps: 5}\n"
        "  - {type: lift, exercise: lat pulldown, sets: *same}\n"
    )

    assert [spot.what for spot in at(6, text=text).spots] == [
        "set 1 of deadlift",
        "set 1 of lat pulldown",
    ]
    assert [spot.what for spot in at(7, text=text).spots] == ["lift lat pulldown"]


def test_a_long_log_is_not_held(tmp_path: Path) -> None:
    header = "title,start_time,end_time,exercise_title,superset_id,exercise_notes,set_index,"
    lines = [f"{header}set_type,weight_kg,reps,distance_km,duration_seconds,rpe"]
    for number in range(2000):
        day = f'"{number % 28 + 1} Jan {1900 + number // 28}, 18:00"'
        lines.append(f"Pull,{day},{day},Deadlift (Barbell),,,0,normal,80,5,,,")
    path = tmp_path / "log.csv"
    path.write_text("\n".join(lines))
    (spot,) = explain_place(checker(), read(str(path)), 1500).spots

    assert spot.what == "set 1 of Deadlift (Barbell)"
    assert spot.location.line == 1500


def test_standard_input_has_lines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN)
    with path.open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        report = explain_place(checker(), read("-"), 11)

    assert str(report.spots[0].location) == "-:8:5"
