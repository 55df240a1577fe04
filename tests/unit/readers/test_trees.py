"""Foreign formats that are mappings and lists: what they say, where it stands, what is left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import pytest

import backsafe
from backsafe.errors import DocumentError
from backsafe.model import Lift, Log, Program, Workout
from backsafe.readers import Document, read_mapping, read_text


def sets(content: Any) -> list[dict[str, Any]]:
    """All sets of all lifts, without what is not stated."""
    from backsafe.facts.timeline import document_sessions

    return [
        one.model_dump(exclude_none=True)
        for _, workout in document_sessions(content)
        for activity in workout.activities
        if isinstance(activity, Lift)
        for one in activity.sets
    ]


def left_out(document: Document) -> dict[str, int]:
    assert document.account is not None
    return {reason.text: reason.times for reason in document.account.ignored}


class TestOpenweight:
    LOG: ClassVar[dict[str, Any]] = {
        "date": "2026-03-02T18:00:00Z",
        "name": "Pull",
        "exercises": [
            {
                "exercise": {"name": "Barbell Deadlift", "category": "back"},
                "sets": [
                    {"reps": 5, "weight": 100, "unit": "kg", "rpe": 8, "type": "warmup"},
                    {"reps": 4, "targetReps": 5, "weight": 220, "unit": "lb", "restSeconds": 90},
                    {"reps": 3, "weight": 120, "unit": "kg", "tempo": "3-1-1-0", "toFailure": True},
                ],
            },
            {"exercise": {"name": "Pull-up"}, "sets": [{"reps": 8}]},
        ],
    }

    def test_a_log(self) -> None:
        content = read_mapping(self.LOG).content

        assert isinstance(content, Workout)
        assert (content.kind, content.title, str(content.date)) == ("log", "Pull", "2026-03-02")
        assert sets(content) == [
            {"reps": 5, "load_kg": 100, "rpe": 8, "warm_up": True},
            {"reps": 4, "target_reps": 5, "load_lb": 220, "rest_seconds": 90},
            {"reps": 3, "load_kg": 120, "tempo": "3-1-1-0", "rir": 0},
            {"reps": 8, "body_weight": True, "added_load_kg": 0},
        ]

    def test_targets_of_a_template(self) -> None:
        one = {"targetRepsMin": 8, "targetRepsMax": 12, "targetRIR": 2}
        two = {"targetReps": 5, "percentage": 85, "percentageOf": "1RM", "targetRPE": 8}
        three = {"targetReps": 5, "percentage": 90, "percentageOf": "5RM"}
        exercise = {"exercise": {"name": "Deadlift"}, "sets": [one, two, three]}
        document = read_mapping({"name": "A", "day": 2, "exercises": [exercise]})

        assert isinstance(document.content, Workout)
        assert (document.content.kind, document.content.day) == ("plan", 2)
        assert sets(document.content) == [
            {"reps": 8, "most_reps": 12, "rir": 2},
            {"reps": 5, "load_percent": 85, "rpe": 8},
            {"reps": 5},
        ]
        assert left_out(document)["a percentage of something else than the one-rep max"] == 1

    def test_a_weight_without_a_unit_is_unknown_and_told(self) -> None:
        exercise = {"exercise": {"name": "Deadlift"}, "sets": [{"reps": 5, "weight": 100}]}
        document = read_mapping({"exercises": [exercise]})

        assert sets(document.content) == [{"reps": 5}]
        assert document.account is not None
        assert [it.text for it in document.account.failed] == ["a weight needs its unit, kg or lb"]

    def test_a_program_has_weeks(self) -> None:
        workout = {"name": "A", "day": 1, "exercises": self.LOG["exercises"]}
        content = read_mapping({"name": "P", "weeks": [{"workouts": [workout]}] * 2}).content

        assert isinstance(content, Program)
        assert len(content.weeks) == 2


class TestHevyRoutine:
    def routine(self, *sets_: dict[str, Any], **exercise: Any) -> dict[str, Any]:
        return {
            "routine": {
                "title": "Pull",
                "exercises": [
                    {
                        "title": "Deadlift (Barbell)",
                        "exercise_template_id": "C6272009",
                        "rest_seconds": 90,
                        "notes": None,
                        "sets": list(sets_),
                        **exercise,
                    }
                ],
            }
        }

    def test_a_routine_is_a_plan(self) -> None:
        warm = {"type": "warmup", "weight_kg": 60, "reps": 5}
        ranged = {"type": "normal", "weight_kg": 100, "rep_range": {"start": 8, "end": 12}}
        document = read_mapping(self.routine(warm, ranged, rest_seconds="120"))

        assert isinstance(document.content, Workout)
        assert (document.content.kind, document.content.title) == ("plan", "Pull")
        assert sets(document.content) == [
            {"reps": 5, "load_kg": 60, "warm_up": True, "rest_seconds": 120},
            {"reps": 8, "most_reps": 12, "load_kg": 100, "rest_seconds": 120},
        ]

    def test_a_page_of_routines_is_a_program(self) -> None:
        one = self.routine({"type": "normal", "reps": 5})["routine"]
        content = read_mapping({"page": 1, "page_count": 1, "routines": [one, one]}).content

        assert isinstance(content, Program)
        assert len(content.weeks[0].workouts) == 2

    def test_what_is_sent_names_its_exercises_by_a_number(self) -> None:
        body = self.routine({"type": "failure", "reps": 5}, title=None)
        content = read_mapping(body).content

        assert isinstance(content, Workout)
        assert content.activities[0].exercise == "Hevy exercise C6272009"
        assert sets(content) == [{"reps": 5, "rir": 0, "rest_seconds": 90}]

    def test_workouts_are_a_log(self) -> None:
        done = {**self.routine({"type": "normal", "reps": 5, "rpe": 8})["routine"]}
        done["start_time"] = "2026-03-02T18:00:00+00:00"
        content = read_mapping({"workouts": [done, {**done, "title": "Two"}]}).content

        assert isinstance(content, Log)
        assert [str(it.date) for it in content.workouts] == ["2026-03-02", "2026-03-02"]


def wpl(*blocks: dict[str, Any]) -> dict[str, Any]:
    day = {"id": "d1", "day_of_week": 3, "type": "training", "name": "Pull", "blocks": list(blocks)}
    week = {"id": "w1", "order": 1, "days": [day]}
    plan = {"id": "p", "name": "Plan", "phases": [{"id": "a", "weeks": [week]}]}
    return {"$schema": "https://wpl.dev/schemas/wpl/v1", "version": "1.6.0", "plan": plan}


def exercise(name: str, **prescription: Any) -> dict[str, Any]:
    plan = {"type": "sets_reps", **prescription}
    return {"id": "x", "type": "exercise", "exercise_ref": name, "prescription": plan}


class TestWpl:
    def test_sets(self) -> None:
        weight = {"type": "percentage_1rm", "value": 75, "unit": "percent"}
        stated = exercise(
            "barbell_deadlift",
            sets=2,
            reps={"min": 5, "max": 8},
            rest={"value": 2, "unit": "minutes"},
            tempo={"eccentric": 3, "concentric": 1, "explosive_concentric": True},
            weight=weight,
        )
        document = read_mapping(wpl({"type": "main", "activities": [stated]}))

        assert isinstance(document.content, Program)
        (workout,) = document.content.weeks[0].workouts
        assert (workout.day, workout.title) == (3, "Pull")
        assert (
            sets(document.content)
            == [
                {
                    "reps": 5,
                    "most_reps": 8,
                    "rest_seconds": 120,
                    "tempo": "3-0-X-0",
                    "load_percent": 75,
                }
            ]
            * 2
        )

    @pytest.mark.parametrize("metric", ["training_max", "daily_max", "e1RM"])
    def test_a_share_of_something_else_is_no_percentage(self, metric: str) -> None:
        weight = {"type": "percentage_1rm", "value": 90, "unit": "percent", "metric": metric}
        document = read_mapping(
            wpl({"type": "main", "activities": [exercise("deadlift", sets=1, weight=weight)]})
        )

        assert sets(document.content) == [{}]

    def test_blocks_are_warm_up_and_cool_down(self) -> None:
        warm = {"type": "simple", "id": "a", "name": "Cat-Cow", "duration": minutes(3)}
        stretch = {
            "type": "recovery_exercise",
            "name": "Child's Pose",
            "modality": "static_stretch",
            "hold_seconds": 30,
        }
        cool = {
            "type": "recovery",
            "id": "c",
            "name": "Stretch",
            "prescription": {"exercises": [stretch]},
        }
        document = read_mapping(
            wpl(
                {"type": "warmup", "activities": [warm]},
                {"type": "main", "activities": [exercise("deadlift", sets=1)]},
                {"type": "cooldown", "activities": [cool]},
            )
        )
        (workout,) = document.content.weeks[0].workouts  # type: ignore[union-attr]

        assert [it.type for it in workout.activities] == [
            "mobility",
            "lift",
            "static_stretch",
        ]
        assert workout.activities[2].hold_seconds == 30

    def test_what_trains_no_body_is_left_out_for_that_reason(self) -> None:
        meal = {"type": "nutrition", "id": "n", "name": "Shake", "category": "meal"}
        document = read_mapping(wpl({"type": "nutrition", "activities": [meal]}))

        assert "no training of the body" in left_out(document)


def minutes(value: float) -> dict[str, Any]:
    return {"value": value, "unit": "minutes"}


class TestPwf:
    PLAN = """\
plan_version: 2
meta: {title: Pull, daysPerWeek: 2, athlete_profile: {weight_kg: 80}}
exercise_library:
  - {id: row, name: Barbell Row, modality: strength, default_sets: 3, default_reps: 8}
workout_templates:
  - id: a
    name: Day A
    exercises: [{exercise_ref: row, target_reps: 5}]
cycle:
  days:
    - {order: 0, template_ref: a}
    - order: 1
      exercises:
        - {id: dl, name: Deadlift, modality: strength, target_sets: 1, target_reps: 5,
           target_weight_percent: 80, percent_of: 1rm, rest_between_sets_sec: 120}
    - order: 2
      exercises:
        - {name: Pull-up, modality: strength, target_sets: 2, target_load: Bodyweight}
        - {name: Squat, modality: strength, target_sets: 1, target_load: 60% of deadlift 1RM}
"""

    def test_templates_and_the_library_are_put_in(self) -> None:
        content = read_text(self.PLAN, "plan.yaml").content

        assert isinstance(content, Program)
        assert [len(week.workouts) for week in content.weeks] == [2, 1]
        assert content.athlete is not None
        assert content.athlete.body_mass_kg == 80
        assert sets(content) == [
            *[{"reps": 5}] * 3,
            {"reps": 5, "load_percent": 80, "rest_seconds": 120},
            *[{"body_weight": True, "added_load_kg": 0}] * 2,
            {},
        ]

    def test_places_are_those_of_the_file(self) -> None:
        document = read_text(self.PLAN, "plan.yaml")
        lift = ("weeks", 0, "workouts", 1, "activities", 0)

        assert document.positions.locate((*lift, "sets", 0)) == (14, 11)
        assert document.positions.locate(("weeks", 1, "workouts", 0)) == (16, 7)

    def test_weeks_override_days(self) -> None:
        weeks = """\
  weeks:
    - {week_number: 1, overrides: [{exercise_id: dl, day_order: 1, target_weight_percent: 85}]}
    - {week_number: 2, overrides: [{exercise_id: dl, day_order: 0, target_weight_percent: 95}]}
"""
        content = read_text(self.PLAN + weeks, "plan.yaml").content

        assert isinstance(content, Program)
        percents = [it["load_percent"] for it in sets(content) if "load_percent" in it]
        assert percents == [85, 80]

    def test_dates_make_weeks(self) -> None:
        day = "{exercises: [{name: Deadlift, modality: strength}], scheduled_date: %s}"
        dates = ("2026-03-02", "2026-03-08", "2026-03-09")
        days = ", ".join(day % date for date in dates)
        content = read_text(f"plan_version: 1\ncycle: {{days: [{days}]}}\n", "plan.yaml").content

        assert isinstance(content, Program)
        assert [[str(it.date) for it in week.workouts] for week in content.weeks] == [
            ["2026-03-02", "2026-03-08"],
            ["2026-03-09"],
        ]

    def test_a_history_is_a_log(self) -> None:
        text = """\
history_version: 1
body_measurements: [{date: 2026-03-01, weight_kg: 79}]
workouts:
  - date: 2026-03-02
    title: Pull
    exercises:
      - name: Deadlift
        modality: strength
        sets:
          - {set_number: 1, set_type: warmup, reps: 5, weight_kg: 60, notes: easy}
          - {set_number: 2, set_type: working, reps: 5, weight_lb: 220, rpe: 8}
          - {set_number: 3, reps: 5.5, weight_kg: 99999}
      - {name: Rowing, modality: rowing, sets: [{duration_sec: 600}]}
"""
        document = read_text(text, "history.yaml")

        assert isinstance(document.content, Log)
        assert sets(document.content) == [
            {"reps": 5, "load_kg": 60, "warm_up": True},
            {"reps": 5, "load_lb": 220, "rpe": 8},
            {},
        ]
        assert document.account is not None
        assert {(it.text, it.line) for it in document.account.failed} == {
            ("reps is no whole number", 12),
            ("load_kg must be at most 1000, found the number 99999.0", 12),
        }
        assert document.content.workouts[0].activities[1].minutes == 10  # type: ignore[union-attr]


def activities(plan: Any) -> list[dict[str, Any]]:
    from backsafe.facts.timeline import document_sessions

    content = read_mapping(plan).content if isinstance(plan, dict) else plan
    return [
        activity.model_dump(exclude_none=True)
        for _, workout in document_sessions(content)
        for activity in workout.activities
    ]


class TestLoose:
    LIFT: ClassVar[dict[str, Any]] = {"name": "Deadlift", "sets": 2, "reps": 5}

    @pytest.mark.parametrize(
        "entry",
        [
            {"name": "Deadlift", "sets": 2, "reps": "8-12", "rest": "90s", "weight": "60kg"},
            {"exercise": "Deadlift", "scheme": "2 x 8-12 @ 60 kg, rest 90 s"},
            {"exerciseName": "Deadlift", "sets": "2", "repsMin": 8, "repsMax": 12,
             "restSeconds": 90, "weight_kg": 60},
            {"movement": "Deadlift", "sets": "2 sets", "reps": "8\u201312 reps", "rest": 90,
             "load": "60 kg"},
            {"\u00fcbung": "Deadlift", "s\u00e4tze": 2, "wiederholungen": "8-12",
             "pause": "90 Sek", "gewicht": "60kg"},
            {"name": "Deadlift", "sets": [{"reps": "8-12", "weight": "60kg", "rest": "90s"}] * 2},
            "Deadlift 2x8-12 @ 60kg, rest 90 s",
            "Deadlift: 2 sets x 8-12 reps (60 kg, 90 sec rest)",
        ],
    )  # fmt: skip
    def test_an_exercise_in_many_ways(self, entry: Any) -> None:
        found = activities({"days": [{"day": "Monday", "exercises": [entry]}]})

        one = {"reps": 8, "most_reps": 12, "rest_seconds": 90, "load_kg": 60}
        assert [(it["type"], it["exercise"], [*it["sets"]]) for it in found] == [
            ("lift", "Deadlift", [one, one])
        ]

    @pytest.mark.parametrize(
        "wrap",
        [
            lambda day: {"days": [day]},
            lambda day: {"workout_plan": {"days": [day]}},
            lambda day: {"weeklyPlan": [day]},
            lambda day: {"sessions": [day]},
            lambda day: {"days": {"monday": day}},
            lambda day: {"weeks": [{"week": 1, "days": [day]}]},
            lambda day: {"trainingsplan": {"woche1": {"tag1": day["exercises"]}}},
            lambda day: {"program": {"phases": [{"weeks": [{"workouts": [day]}]}]}},
            lambda day: {"routine": day},
            lambda day: day,
            lambda day: {"days": [{"workout": {"blocks": [{"items": day["exercises"]}]}}]},
        ],
    )
    def test_a_plan_in_many_wrappings(self, wrap: Any) -> None:
        found = activities(wrap({"title": "Pull", "exercises": [self.LIFT]}))

        assert [it["exercise"] for it in found] == ["Deadlift"]
        assert [dict(it) for it in found[0]["sets"]] == [{"reps": 5}] * 2

    def test_a_list_alone_is_a_plan(self) -> None:
        document = read_text(json.dumps([{"day": 1, "exercises": [self.LIFT]}] * 2), "plan.json")

        assert isinstance(document.content, Program)

    def test_days_of_the_week_are_days_and_numbers_are_not(self) -> None:
        named = {"days": [{"day": "Montag", "exercises": [self.LIFT]},
                          {"dayOfWeek": 4, "exercises": [self.LIFT]}]}  # fmt: skip
        counted = {"days": [{"day": 1, "exercises": [self.LIFT]},
                            {"day": 2, "exercises": [self.LIFT]}]}  # fmt: skip

        assert [it.day for it in read_mapping(named).content.weeks[0].workouts] == [1, 4]  # type: ignore[union-attr]
        assert [it.day for it in read_mapping(counted).content.weeks[0].workouts] == [None, None]  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        "warm_up",
        [
            "5 min rowing machine, cat-cow",
            ["5 minutes rowing machine", "Cat-cow"],
            [{"name": "Rowing machine", "duration": "5 min"}, {"name": "Cat-cow"}],
            {"exercises": [{"name": "Rowing machine", "minutes": 5}, {"name": "cat-cow"}]},
        ],
    )
    def test_a_warm_up_comes_first_wherever_it_is_written(self, warm_up: Any) -> None:
        day = {"exercises": [self.LIFT], "warm_up": warm_up, "cooldown": ["Child's pose 30 s"]}
        found = activities({"days": [day]})

        assert [it["type"] for it in found] == [
            "cardio",
            "mobility",
            "lift",
            "static_stretch",
        ]
        assert (found[0]["minutes"], found[3]["hold_seconds"]) == (5, 30)

    @pytest.mark.parametrize(
        "warm_up", [True, "10 min", {"duration": "10 min", "type": "Light cardio"}]
    )
    def test_a_warm_up_in_other_words_is_one(self, warm_up: Any) -> None:
        found = activities({"days": [{"exercises": [self.LIFT], "warmup": warm_up}]})

        assert found[0]["type"] in ("mobility", "cardio")
        assert found[0].get("minutes") == (None if warm_up is True else 10)

    @pytest.mark.parametrize("none", [False, None, "", [], {}])
    def test_no_warm_up_is_none(self, none: Any) -> None:
        found = activities({"days": [{"exercises": [self.LIFT], "warmup": none}]})

        assert [it["type"] for it in found] == ["lift"]

    def test_stretching_stands_where_it_is_written(self) -> None:
        stretch = ["Hamstring stretch 30 s"]
        before = activities({"days": [{"stretching": stretch, "exercises": [self.LIFT]}]})
        after = activities({"days": [{"exercises": [self.LIFT], "stretching": stretch}]})

        assert [it["type"] for it in before] == ["static_stretch", "lift"]
        assert [it["type"] for it in after] == ["lift", "static_stretch"]

    def test_sections_among_exercises_are_seen(self) -> None:
        items = ["Warm-up: 5 min treadmill", "Deadlift 3x5", "Cool down: Child's pose 30 s"]
        found = activities({"days": [{"exercises": items}]})

        assert [it["type"] for it in found] == ["cardio", "lift", "static_stretch"]

    def test_a_library_beside_the_days_is_no_session(self) -> None:
        plan = {"strength": "beginner", "exercises": [{"name": "Squat"}],
                "days": [{"exercises": [self.LIFT]}, {"exercises": [self.LIFT]}]}  # fmt: skip
        document = read_mapping(plan)

        assert [it["exercise"] for it in activities(plan)] == ["Deadlift", "Deadlift"]
        assert "not mapped: exercises[].name" in left_out(document)

    def test_sets_of_a_warm_up_are_warm_up_sets(self) -> None:
        day = {"warmup": [{"name": "Deadlift", "sets": 1, "reps": 10}], "exercises": [self.LIFT]}

        assert activities({"days": [day]})[0]["sets"][0]["warm_up"] is True

    def test_what_is_not_understood_stays_unknown_and_is_told(self) -> None:
        entry = {"name": "Deadlift", "sets": 2, "reps": "as it feels", "weight": 60, "rest": "some",
                 "muscle_group": "back", "notes": "slow"}  # fmt: skip
        document = read_mapping({"days": [{"exercises": [entry]}]})

        assert sets(document.content) == [{}, {}]
        assert document.account is not None
        assert {it.text for it in document.account.failed} == {
            "a text that was not understood",
            "a weight without a unit",
            "a rest that was not understood",
        }
        assert left_out(document) == {
            "free text": 1,
            "not mapped: days[].exercises[].muscle_group": 1,
        }

    def test_a_percentage_of_another_lift_is_none(self) -> None:
        entry = {"name": "Romanian deadlift", "sets": 1, "reps": 8, "load": "60% of deadlift 1RM"}

        assert activities({"days": [{"exercises": [entry]}]})[0]["sets"][0] == {"reps": 8}

    def test_huge_numbers_of_sets_are_not_made(self) -> None:
        entry = {"name": "Deadlift", "sets": 10**9, "reps": 5}
        document = read_mapping({"days": [{"exercises": [entry]}]})

        assert len(sets(document.content)) == 1
        assert document.account is not None
        assert document.account.unread == 1

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"name": "x"},
            {"exercises": []},
            {"exercises": "deadlift"},
            {"services": {"web": {"image": "x"}}},
            {"days": 5},
            [1, 2],
            {"activites": [{"type": "lift"}]},
        ],
    )
    def test_what_is_no_plan_is_refused(self, data: Any) -> None:
        with pytest.raises(DocumentError):
            read_text(json.dumps(data), "x.json")


def test_findings_in_a_foreign_file_point_into_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    day = {"title": "Pull", "exercises": [{"name": "Deadlift", "sets": 3, "reps": 5}]}
    path.write_text(json.dumps({"days": [day]}, indent=1))
    report = backsafe.check(path, engine="compiled")

    warm_up = next(it for it in report.violations if it.code == "WU01")
    assert warm_up.location.line == 3
    assert report.files[0].kind == "plan"
