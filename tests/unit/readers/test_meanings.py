"""A file is never read into more than it says: where that is not clear, it stays unknown."""

from __future__ import annotations

from typing import Any

import pytest

import backsafe
from backsafe.facts.build import build_facts
from backsafe.facts.timeline import document_sessions
from backsafe.model import Lift
from backsafe.readers import Document, read_mapping, read_text
from backsafe.readers.schemes import read_scheme

UNKNOWN_ADDED = (None, None)
MINUTE = {"value": 60, "unit": "seconds"}
SUPERSET = {"days": [{"exercises": [{"name": "A", "sets": 2.5, "exercises": ["Deadlift 5 reps"]}]}]}


def plan(**entry: Any) -> dict[str, Any]:
    """A loose plan of one exercise."""
    return {"days": [{"exercises": [{"sets": 1, "reps": 5, **entry}]}]}


def first_set(source: dict[str, Any]) -> dict[str, Any]:
    return sets(read_mapping(source))[0]


def sets(document: Document) -> list[dict[str, Any]]:
    return [
        one.model_dump(exclude_none=True)
        for _, workout in document_sessions(document.content)
        for activity in workout.activities
        if isinstance(activity, Lift)
        for one in activity.sets
    ]


def failed(document: Document) -> dict[str, int]:
    assert document.account is not None
    return {it.text: it.times for it in document.account.failed}


def openweight(*listed: dict[str, Any]) -> dict[str, Any]:
    return {"exercises": [{"exercise": {"name": "Deadlift"}, "sets": [*listed]}]}


def routine(*listed: dict[str, Any]) -> dict[str, Any]:
    exercise = {"title": "Deadlift (Barbell)", "exercise_template_id": "x", "sets": [*listed]}
    return {"routine": {"title": "A", "exercises": [exercise]}}


def pwf(name: str = "Deadlift", **entry: Any) -> dict[str, Any]:
    exercise = {"name": name, "modality": "strength", **entry}
    return {"plan_version": 1, "cycle": {"days": [{"exercises": [exercise]}]}}


def wpl(*blocks: dict[str, Any]) -> dict[str, Any]:
    week = {"days": [{"day_of_week": 1, "blocks": list(blocks)}]}
    return {"version": "1.6.0", "plan": {"name": "P", "phases": [{"weeks": [week]}]}}


def wpl_lift(name: str = "Deadlift", rounds: float | None = None, **more: Any) -> dict[str, Any]:
    activity = {"type": "exercise", "name": name, "prescription": more}
    return wpl({"rounds": rounds, "activities": [activity]})


def recovery(modality: str, **more: Any) -> dict[str, Any]:
    exercise = {"name": "Hip opener", "modality": modality, **more}
    return {"type": "recovery", "name": "After", "prescription": {"exercises": [exercise]}}


def kinds(source: dict[str, Any]) -> list[str]:
    content = read_mapping(source).content
    return [it.type for _, workout in document_sessions(content) for it in workout.activities]


def codes(source: dict[str, Any], **more: Any) -> set[str]:
    report = backsafe.Checker(engine="compiled", **more).check(source)
    return {it.code for it in report.violations}


class TestNumbersAreWhole:
    @pytest.mark.parametrize("text", ["3x12kg", "12 x 22.5 kg", "2 x 20 kg", "3x120kg", "1.55x5"])
    def test_no_part_of_a_number_is_one(self, text: str) -> None:
        found = read_scheme(text)

        assert (found.sets, found.reps, found.load_kg) == (None, None, None)

    @pytest.mark.parametrize("text", ["0:15 min", "1:30 min", "1:30"])
    def test_no_part_of_a_time_is_one(self, text: str) -> None:
        assert read_scheme(text).seconds is None

    def test_neither_is_it_in_a_plan(self) -> None:
        stretch = plan(name="Child's pose", duration="0:15 min")
        (activity,) = read_mapping(stretch).content.activities  # type: ignore[union-attr]

        assert activity.hold_seconds is None


class TestNumbersThatAreNotWhole:
    """Nothing is cut off a number: it is not read, and told."""

    @pytest.mark.parametrize(
        ("source", "reason", "expected"),
        [
            (plan(name="Deadlift", reps=5.5), "reps is no whole number", [{}]),
            (plan(name="Deadlift", repsMax=8.5), "repsMax is no whole number", [{"reps": 5}]),
            (plan(name="Deadlift", sets=2.5), "sets is no whole number", [{"reps": 5}]),
            (
                plan(name="Deadlift", sets=3, reps=[8, 5.5, 5]),
                "reps is no whole number",
                [{"reps": 8}, {}, {"reps": 5}],
            ),
            (
                plan(name="Deadlift", sets=2, reps=[8, 5000]),
                "reps must be at most 1000, found the number 5000",
                [{"reps": 8}, {}],
            ),
            (plan(name="Deadlift", reps={"min": 5.5}), "min is no whole number", [{}]),
            (
                plan(name="Deadlift", reps={"min": 5, "max": 8.5}),
                "max is no whole number",
                [{"reps": 5}],
            ),
            (plan(name="Deadlift", sets=[{"reps": 5.5}]), "reps is no whole number", [{}]),
            (SUPERSET, "sets is no whole number", [{"reps": 5}]),
            (openweight({"targetReps": 5.5}), "targetReps is no whole number", [{}]),
            (routine({"reps": 5.5}), "reps is no whole number", [{}]),
            (
                routine({"rep_range": {"start": 8, "end": 12.5}}),
                "end is no whole number",
                [{"reps": 8}],
            ),
            (pwf(target_reps=5.5), "target_reps is no whole number", [{}]),
            (pwf(target_reps=5, target_sets=2.5), "target_sets is no whole number", [{"reps": 5}]),
            (wpl_lift(reps={"target": 5.5}), "target is no whole number", [{}]),
            (wpl_lift(reps={"max": 5.5}), "max is no whole number", [{}]),
            (wpl_lift(reps={"min": 5, "max": 8.5}), "max is no whole number", [{"reps": 5}]),
            (
                wpl_lift(reps={"target": 5000}),
                "reps must be at most 1000, found the number 5000",
                [{}],
            ),
            (wpl_lift(sets=2.5), "sets is no whole number", [{}]),
            (wpl_lift(sets=2, rounds=2.5), "rounds is no whole number", [{}, {}]),
        ],
    )
    def test_of_sets(
        self, source: dict[str, Any], reason: str, expected: list[dict[str, Any]]
    ) -> None:
        document = read_mapping(source)

        assert sets(document) == expected
        assert failed(document) == {reason: 1}

    @pytest.mark.parametrize(
        ("source", "reason"),
        [
            (plan(name="Cat-camel", sets=2.5, reps=None, seconds=60), "sets"),
            (plan(name="Cat-camel", sets=None, reps=2.5), "reps"),
            (pwf("Cat-camel", target_sets=2.5, target_duration_sec=60), "target_sets"),
            (wpl_lift("Cat-camel", sets=2.5, duration=MINUTE), "sets"),
            (wpl_lift("Cat-camel", rounds=2.5, duration=MINUTE), "rounds"),
            (wpl_lift("Cat-camel", reps={"target": 2.5}), "target"),
            (wpl({"activities": [recovery("mobility_drill", reps=2.5)]}), "reps"),
            (wpl({"activities": [recovery("pnf", pnf={"contractions": 2.5})]}), "contractions"),
        ],
    )
    def test_of_what_is_done_for_a_time(self, source: dict[str, Any], reason: str) -> None:
        document = read_mapping(source)
        (activity,) = (
            it for _, workout in document_sessions(document.content) for it in workout.activities
        )

        assert activity.repeats is None  # type: ignore[union-attr]
        assert getattr(activity, "minutes", None) in (None, 1)
        assert failed(document) == {f"{reason} is no whole number": 1}

    @pytest.mark.parametrize("day", [0, 8, 2.5])
    def test_of_days(self, day: float) -> None:
        why = "is no whole number" if day == 2.5 else "must be 1 to 7"
        entry = {"name": "Deadlift", "sets": 1, "reps": 5}
        week = {"days": [{"day_of_week": day, "blocks": []}]}
        for source, key in (
            ({"days": [{"dayOfWeek": day, "exercises": [entry]}]}, "dayOfWeek"),
            ({"day": day, **openweight({"targetReps": 5})}, "day"),
            ({"version": "1", "plan": {"phases": [{"weeks": [week]}]}}, "day_of_week"),
            ({"meta": {"daysPerWeek": day}, **pwf(target_reps=5)}, "daysPerWeek"),
        ):
            document = read_mapping(source)
            workouts = [workout for _, workout in document_sessions(document.content)]

            assert [it.day for it in workouts] == [None]
            assert failed(document) == {f"{key} {why}": 1}

    @pytest.mark.parametrize("number", [1e308, -1e308, 1001, 0])
    def test_numbers_of_rounds_that_cannot_be(self, number: float) -> None:
        reps, lasting = {"target": number}, {"value": 1e308, "unit": "hours"}
        for more in ({"reps": reps}, {"reps": reps, "duration": lasting}, {"rounds": number}):
            document = read_mapping(wpl_lift("Cat-camel", sets=number, **more))

            assert all("must be 1 to 1000" in it or "minutes" in it for it in failed(document))
            assert failed(document)

    def test_a_list_of_repetitions_counts_more_than_a_text(self) -> None:
        found = sets(read_mapping(plan(name="Deadlift", scheme="3x5-8", sets=3, reps=[12, 10, 9])))

        assert found == [{"reps": 12}, {"reps": 10}, {"reps": 9}]

    def test_a_list_that_does_not_match_the_sets_is_told(self) -> None:
        document = read_mapping(plan(name="Deadlift", sets=2, reps=[12, 10, 9]))

        assert sets(document) == [{}, {}]
        assert failed(document) == {"repetitions that are more or fewer than the sets": 3}


class TestWordsAroundALoad:
    @pytest.mark.parametrize(
        "text",
        [
            "1.5x BW",
            "50% BW",
            "70% TM",
            "75% 5RM",
            "80% e1RM",
            "85% max heart rate",
            "add 2.5 kg every week",
            "bar + 20 kg",
            "20 kg per side",
            "20 kg each side",
            "-20 kg",
            "heavy",
        ],
    )
    @pytest.mark.parametrize("key", ["load", "weight"])
    def test_leave_it_unknown_and_are_told(self, text: str, key: str) -> None:
        document = read_mapping(plan(name="Deadlift", **{key: text}))

        assert sets(document) == [{"reps": 5}]
        assert document.account is not None
        assert document.account.unread == 1

    def test_beside_a_name_they_do_too(self) -> None:
        texts = ["Deadlift 3x5 bar + 20 kg", "Deadlift 3x5 with 20 kg per side"]
        documents = [read_mapping({"days": [{"exercises": [text]}]}) for text in texts]

        assert all("load_kg" not in one for it in documents for one in sets(it))

    @pytest.mark.parametrize("text", ["60 kg", "@ 60 kg", "60kg"])
    def test_without_words_it_is_known(self, text: str) -> None:
        assert first_set(plan(name="Deadlift", load=text))["load_kg"] == 60

    @pytest.mark.parametrize("value", [0.9, 1.0, 1.5])
    def test_a_share_is_no_percentage(self, value: float) -> None:
        document = read_mapping(plan(name="Deadlift", percent1RM=value))

        assert sets(document) == [{"reps": 5}]
        assert document.account is not None
        assert document.account.unread == 1
        assert first_set(plan(name="Deadlift", percent1RM=90))["load_percent"] == 90


class TestBodyWeight:
    def added(self, source: dict[str, Any]) -> tuple[Any, Any]:
        facts, _ = build_facts(read_mapping(source).content)
        values = facts.sessions[0].collections["sets"][0].values  # type: ignore[index]
        return values["added_load_kg"], values["loaded"]

    def test_a_plain_pull_up_adds_nothing(self) -> None:
        assert self.added(plan(name="Pull-up")) == (0, False)

    @pytest.mark.parametrize(
        "load",
        [{"weight": 20}, {"weight": "heavy"}, {"weight": "assisted 20 kg"}, {"load": "-20 kg"}],
    )
    def test_a_load_that_is_not_read_is_not_nothing(self, load: dict[str, Any]) -> None:
        assert self.added(plan(name="Pull-up", **load)) == UNKNOWN_ADDED

    def test_of_openweight_and_wpl_neither(self) -> None:
        one = {"targetReps": 5, "targetWeight": 40}
        pull_up = {"exercise": {"name": "Pull-up"}, "sets": [one]}
        weight = {"type": "percentage_1rm", "value": 85, "metric": "training_max"}
        prescription = {"type": "sets_reps", "sets": 1, "weight": weight}
        activity = {"type": "exercise", "name": "Pull-up", "prescription": prescription}

        assert self.added({"exercises": [pull_up]}) == UNKNOWN_ADDED
        assert self.added(wpl({"type": "main", "activities": [activity]})) == UNKNOWN_ADDED

    def test_of_pwf_neither(self) -> None:
        exercise = {"name": "Pull-up", "modality": "strength", "target_sets": 1,
                    "target_weight_percent": 80, "percent_of": "5rm"}  # fmt: skip
        days = [{"exercises": [exercise]}]

        assert self.added({"plan_version": 1, "cycle": {"days": days}}) == UNKNOWN_ADDED


class TestWarmUps:
    @pytest.mark.parametrize(
        "none", ["none", "N/A", "No warm-up", "Not required", "skip", ["None"]]
    )
    def test_none_is_none(self, none: Any) -> None:
        day = {"warmup": none, "exercises": [{"name": "Deadlift", "sets": 1, "reps": 5}]}

        assert kinds({"days": [day]}) == ["lift"]
        assert "WU01" in codes({"days": [day]})

    def test_ten_minutes_of_what_follows(self) -> None:
        day = {"warmup": "5-10 minutes, light bike", "exercises": ["Deadlift 3x5"]}
        (workout,) = [it for _, it in document_sessions(read_mapping({"days": [day]}).content)]

        assert workout.activities[0].minutes == 5

    def test_cardio_after_the_lifts_shows_no_habit_of_warming_up(self) -> None:
        header = (
            "title,start_time,end_time,exercise_title,set_index,set_type,weight_kg,reps,"
            "duration_seconds\n"
        )
        days = ("1 Jan 2026, 10:00", "5 Jan 2026, 10:00")
        lift = 'A,"{}",,Deadlift (Barbell),0,normal,60,5,\n'
        run = 'A,"{}",,Running,0,normal,,,600\n'
        after = header + "".join((lift + run).format(day, day) for day in days)
        before = header + "".join((run + lift).format(day, day) for day in days)

        assert read_text(after, "x.csv").content.records is None
        assert read_text(before, "x.csv").content.records == ("warm_up",)


class TestRest:
    def test_within_a_superset_it_is_not_that_of_the_exercise(self) -> None:
        routine = {"title": "A", "exercises": [{"title": "Deadlift (Barbell)",
                   "exercise_template_id": "x", "superset_id": 0, "rest_seconds": 0,
                   "sets": [{"type": "normal", "reps": 5}] * 2}]}  # fmt: skip
        exercise = {"name": "Deadlift", "modality": "strength", "group": "A", "target_sets": 2,
                    "rest_between_sets_sec": 0}  # fmt: skip
        prescription = {"type": "sets_reps", "sets": 2, "rest": {"value": 0, "unit": "seconds"}}
        activity = {"type": "exercise", "name": "Deadlift", "prescription": prescription}
        block = {"type": "main", "structure": "superset", "activities": [activity]}
        one = {"targetReps": 5, "restSeconds": 0}
        for source in (
            {"routine": routine},
            {"plan_version": 1, "cycle": {"days": [{"exercises": [exercise]}]}},
            wpl(block),
            {"exercises": [{"exercise": {"name": "Deadlift"}, "supersetId": 1, "sets": [one]}]},
            plan(name="Deadlift", rest=0, superset_group=1),
        ):
            assert "rest_seconds" not in first_set(source), source

    def test_a_short_pause_may_be_one_within_a_repetition(self) -> None:
        assert "rest_seconds" not in first_set(plan(name="Deadlift", pause="2 s"))
        assert first_set(plan(name="Deadlift", pause="90 s"))["rest_seconds"] == 90
        assert read_scheme("3x8 with 3 sec pause").rest_seconds is None


class TestOrder:
    def test_of_openweight_is_the_number(self) -> None:
        lift = {"exercise": {"name": "Deadlift"}, "order": 2, "sets": [{"targetReps": 5}]}
        stretch = {"exercise": {"name": "Child's pose"}, "order": 1,
                   "sets": [{"durationSeconds": 30}]}  # fmt: skip

        assert kinds({"exercises": [lift, stretch]}) == ["static_stretch", "lift"]
        assert "ST01" in codes({"exercises": [lift, stretch]})

    def test_of_wpl_and_pwf_too(self) -> None:
        lift = {"type": "exercise", "name": "Deadlift", "prescription": {"sets": 1}}
        stretch = {"type": "simple", "name": "Child's pose"}
        blocks = (
            {"type": "main", "order": 2, "activities": [lift]},
            {"type": "warmup", "order": 1, "activities": [stretch]},
        )
        day = {"order": 0, "exercises": [{"id": "d", "name": "Deadlift", "modality": "strength"}]}
        weeks = [
            {"week_number": number, "overrides": [
                {"exercise_id": "d", "target_weight_percent": 60 + number}]}
            for number in (2, 1)
        ]  # fmt: skip

        assert kinds(wpl(*blocks)) == ["static_stretch", "lift"]
        pwf = read_mapping({"plan_version": 1, "cycle": {"days": [day], "weeks": weeks}})
        assert [it["load_percent"] for it in sets(pwf)] == [61, 62]

    def test_of_workouts_on_one_day_is_that_of_their_hours(self) -> None:
        def workout(hour: int, weight: float) -> dict[str, Any]:
            one = {"type": "normal", "reps": 5, "weight_kg": weight}
            exercise = {"title": "Deadlift (Barbell)", "exercise_template_id": "x", "sets": [one]}
            return {
                "title": "A",
                "start_time": f"2026-01-05T{hour:02}:00:00",
                "exercises": [exercise],
            }

        page = {"workouts": [workout(18, 100), workout(8, 60)]}

        assert [it["load_kg"] for it in sets(read_mapping(page))] == [60, 100]
        assert "LD03" in codes(page)

    def test_of_a_history_is_that_of_time(self) -> None:
        def workout(hour: int, weight: float) -> dict[str, Any]:
            exercise = {"name": "Deadlift", "sets": [{"reps": 5, "weight_kg": weight}]}
            return {"started_at": f"2026-01-05T{hour:02}:00:00", "exercises": [exercise]}

        workouts = [workout(18, 100), workout(8, 60)]
        untimed = [{**workouts[0], "started_at": "in the evening"}, workouts[1]]
        for listed, loads in ((workouts, [60, 100]), (untimed, [100, 60])):
            history = {"history_version": 1, "workouts": listed}
            assert [it["load_kg"] for it in sets(read_mapping(history))] == loads


class TestFormats:
    def test_one_workout_of_the_api_is_a_log(self) -> None:
        exercise = {"title": "Deadlift (Barbell)", "exercise_template_id": "x"}
        exercises = [{**exercise, "sets": [{"reps": 5}]}]
        workout = {"title": "A", "start_time": "2026-01-05T18:00:00", "exercises": exercises}
        empty = {"title": "B", "start_time": "2026-01-06T18:00:00", "exercises": []}

        for source in ({"workout": workout}, {"workouts": [empty, workout]}):
            document = read_mapping(source)
            assert (document.reader, document.content.kind) == ("hevy-routine", "log")

    def test_a_number_of_weeks_is_no_week(self) -> None:
        day = {"exercises": [{"name": "Deadlift", "sets": 1, "reps": 5}]}

        assert sets(read_mapping({"name": "P", "weeks": 4, "days": [day]})) == [{"reps": 5}]
        phases = {"phases": [{"weeks": "1-4", "workouts": [day]}]}
        assert sets(read_mapping(phases)) == [{"reps": 5}]

    def test_a_week_overrides_the_load_however_it_is_stated(self) -> None:
        exercise = {"id": "d", "name": "Deadlift", "modality": "strength", "target_sets": 1,
                    "target_weight_percent": 60, "percent_of": "1rm"}  # fmt: skip
        weeks = [{"week_number": 1, "overrides": [{"exercise_id": "d", "target_load": "200 kg"}]}]
        days = [{"exercises": [exercise]}]

        assert first_set({"plan_version": 1, "cycle": {"days": days, "weeks": weeks}}) == {
            "load_kg": 200
        }

    def test_rounds_and_sets_multiply_and_times_do_not(self) -> None:
        lift = {"type": "exercise", "name": "Deadlift", "prescription": {"sets": 2}}
        lasting = {"value": 30, "unit": "seconds"}
        prescription = {"sets": 2, "reps": {"target": 10}, "duration": lasting}
        drill = {"type": "exercise", "name": "Cat-camel", "prescription": prescription}
        warm_up = {"type": "warmup", "activities": [drill]}
        document = read_mapping(wpl(warm_up, {"type": "main", "rounds": 3, "activities": [lift]}))
        (workout,) = document.content.weeks[0].workouts  # type: ignore[union-attr]
        group = {"name": "Superset A", "sets": 3, "exercises": [{"name": "Deadlift", "reps": 5}]}

        assert len(sets(document)) == 6
        assert workout.activities[0].minutes == 1
        assert len(sets(read_mapping({"days": [{"exercises": [group]}]}))) == 3

    def test_what_a_log_aimed_at_was_not_lifted(self) -> None:
        done = {"reps": 5, "targetWeight": 100, "unit": "kg"}
        missed = {"targetReps": 5, "targetWeight": 100, "unit": "kg"}
        exercise = {"exercise": {"name": "Deadlift"}, "sets": [done, missed]}
        document = read_mapping({"date": "2026-01-05", "exercises": [exercise]})

        assert sets(document) == [{"reps": 5}]
        assert document.account is not None
        assert "a set that was not done" in {it.text for it in document.account.ignored}

    @pytest.mark.parametrize(
        ("entry", "expected"),
        [
            ({"reps": 8.5}, {}),
            ({"sets": [{"weight": "100 kg"}]}, {"reps": 5, "load_kg": 100}),
            ({"weight": "180 kg", "percentage": 20}, {"reps": 5, "load_kg": 180}),
        ],
    )
    def test_nothing_that_is_used_is_lost(
        self, entry: dict[str, Any], expected: dict[str, Any]
    ) -> None:
        assert first_set(plan(name="Deadlift", **entry)) == expected

    @pytest.mark.parametrize(
        ("entry", "expected"),
        [
            ({"reps": "12/10/8", "sets": 3}, [12, 10, 8]),
            ({"reps": [5, 5, 3], "sets": 3}, [5, 5, 3]),
            ({"reps": "12/10/8", "sets": 4}, [None] * 4),
            ({"reps": {"min": 5, "max": 8}, "sets": 1}, [5]),
        ],
    )
    def test_repetitions_of_each_set(
        self, entry: dict[str, Any], expected: list[int | None]
    ) -> None:
        assert [
            it.get("reps") for it in sets(read_mapping(plan(name="Deadlift", **entry)))
        ] == expected

    def test_a_weight_with_its_unit_beside(self) -> None:
        weight = {"value": 100, "unit": "kg"}

        assert first_set(plan(name="Deadlift", weight=weight))["load_kg"] == 100
        assert first_set(plan(name="Pull-up", weight={"value": 20}))["body_weight"] is False

    @pytest.mark.parametrize("text", ["Rest", "Rest day", "Off"])
    def test_a_day_of_rest_is_no_exercise(self, text: str) -> None:
        days = [{"exercises": ["Deadlift 3x5"]}, {"exercises": [text]}]
        document = read_mapping({"days": days})

        assert len(sets(document)) == 3
        assert document.account is not None
        assert "a day of rest" in {it.text for it in document.account.ignored}

    @pytest.mark.parametrize("text", ["1A. Deadlift 3x5", "**Deadlift** 3x5", "2) Deadlift: 3*5"])
    def test_marks_around_a_name_are_none_of_it(self, text: str) -> None:
        (activity,) = read_mapping({"days": [{"exercises": [text]}]}).content.activities  # type: ignore[union-attr]

        assert activity.exercise == "Deadlift"
        assert len(activity.sets) == 3

    def test_meters_are_no_repetitions(self) -> None:
        document = read_mapping({"days": [{"exercises": ["Farmer's walk 3 x 40m"]}]})

        assert "reps" not in sets(document)[0]

    @pytest.mark.parametrize(
        "text",
        [
            '```json\n{"days": [{"exercises": ["Deadlift 3x5"]}]}\n```\n',
            "days:\n  Day 1:\n    - Deadlift 3x5\n",
            '[{"exercise": "Deadlift", "sets": 3, "reps": 5}]',
        ],
    )
    def test_answers_of_language_models(self, text: str) -> None:
        assert sets(read_text(text)) == [{"reps": 5}] * 3

    def test_what_is_fenced_keeps_its_lines(self) -> None:
        document = read_text('\n```json\n{"days": [{"exercises":\n["Deadlift 3x5"]}]}\n```')

        assert document.positions.locate(("activities", 0)) == (4, 2)


class TestShapesThatAreNotExpected:
    @pytest.mark.parametrize(
        "load",
        [{"weight_kg": "20 kg"}, {"weight_kg": [10, 20]}, {"kg": 20}, {"added_weight_kg": 10},
         {"weight": True}, {"resistance": "20 kg"}],
    )  # fmt: skip
    def test_of_a_load_leave_it_unknown(self, load: dict[str, Any]) -> None:
        assert TestBodyWeight().added(plan(name="Pull-up", **load)) == UNKNOWN_ADDED

    def test_of_a_load_in_other_formats_too(self) -> None:
        weight = {"type": "absolute", "value": "20", "unit": "kg"}
        prescription = {"type": "sets_reps", "sets": 1, "weight": weight}
        activity = {"type": "exercise", "name": "Pull-up", "prescription": prescription}
        one = {"type": "normal", "reps": 5, "weight_kg": "20"}
        exercise = {"title": "Pull Up", "exercise_template_id": "x", "sets": [one]}

        assert TestBodyWeight().added(wpl({"activities": [activity]})) == UNKNOWN_ADDED
        assert first_set({"routine": {"exercises": [exercise]}})["body_weight"] is False

    def test_a_load_beside_a_list_of_sets_is_theirs(self) -> None:
        entry = {"weight": "180 kg", "sets": [{"reps": 5}, {"reps": 3, "weight": "150 kg"}]}
        found = sets(read_mapping(plan(name="Deadlift", **entry)))

        assert [it["load_kg"] for it in found] == [180, 150]

    @pytest.mark.parametrize("warm_up", [{"minutes": 10}, {"steps": ["5 min bike"]}])
    def test_a_warm_up_in_another_shape_is_one(self, warm_up: Any) -> None:
        day = {"warmup": warm_up, "exercises": ["Deadlift 3x5"]}

        assert kinds({"days": [day]}) == ["mobility", "lift"]

    @pytest.mark.parametrize(
        "text", ["3 min or 1 min if short on time", "2 min 30 s", "60 s between exercises, 3 min"]
    )
    def test_a_rest_with_more_words_is_unknown(self, text: str) -> None:
        assert "rest_seconds" not in first_set(plan(name="Deadlift", rest=text))

    def test_weeks_come_by_their_numbers(self) -> None:
        def week(weight: int) -> dict[str, Any]:
            return {"days": [{"exercises": [{"name": "Deadlift", "sets": 1, "weight_kg": weight}]}]}

        keyed = {"plan": {"week1": week(60), "week10": week(78), "week2": week(62)}}
        listed = {"weeks": [{"week": 2, **week(62)}, {"week": 1, **week(60)}]}

        assert [it["load_kg"] for it in sets(read_mapping(keyed))] == [60, 62, 78]
        assert [it["load_kg"] for it in sets(read_mapping(listed))] == [60, 62]

    @pytest.mark.parametrize(
        "text", ["Deadlift 225x5", "Deadlift 3x5 at 3 sec down", "Deadlift 3x5 +5%"]
    )
    def test_numbers_that_may_be_something_else(self, text: str) -> None:
        one = first_set({"days": [{"exercises": [text]}]})

        assert not {"amrap", "duration_seconds", "load_percent"} & one.keys()
        assert len(sets(read_mapping({"days": [{"exercises": [text]}]}))) <= 3
