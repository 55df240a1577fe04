"""What comes when in a session: phases, lifts around an activity, minutes before the first work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from judging import lift, stretch, workout

from backsafe.facts.fact import Absent
from backsafe.facts.sessions import NO_FORM, NO_STRETCHES

if TYPE_CHECKING:
    from collections.abc import Callable

WARM_UP_SET = {"reps": 5, "load_kg": 20, "warm_up": True}


def easy(kind: str, minutes: float | None = None) -> dict[str, Any]:
    names = {
        "cardio": "rowing machine",
        "mobility": "hip circles",
        "dynamic_stretch": "cat-camel",
        "activation": "band pull-apart",
    }
    stated = {} if minutes is None else {"minutes": minutes}
    return {"type": kind, "exercise": names[kind], **stated}


def logged(*activities: dict[str, Any], **more: Any) -> dict[str, Any]:
    return workout(*activities, kind="log", **more)


class TestPhases:
    def test_before_between_and_after_the_lifts(self, build: Callable[..., Any]) -> None:
        built = build(
            workout(
                easy("cardio", 5),
                lift("deadlift"),
                stretch(),
                lift("pull-up", {"reps": 5}, {"reps": 5}),
                stretch(),
                easy("cardio", 9),
            )
        )

        phases = ["warm_up", "work", "work", "work", "cool_down", "cool_down"]
        assert built.column("activities", "phase") == phases
        assert built.column("activities", "lifts_before") == [0, 0, 1, 1, 2, 2]
        assert built.column("activities", "lifts_after") == [2, 1, 1, 0, 0, 0]
        assert built.column("lifts", "phase") == ["work", "work"]
        assert built.column("static_stretches", "phase") == ["work", "cool_down"]

    def test_a_lift_of_warm_up_sets_alone_is_no_work(self, build: Callable[..., Any]) -> None:
        built = build(
            workout(
                lift("deadlift", WARM_UP_SET),
                stretch(),
                lift("deadlift"),
                lift("pull-up", WARM_UP_SET | {"load_kg": 1}),
            )
        )

        assert built.column("activities", "phase") == ["warm_up", "warm_up", "work", "cool_down"]
        assert built.column("lifts", "work_sets") == [0, 1, 0]
        assert built.workout["lifts"] == 1
        assert built.workout["work_sets"] == 1
        assert len(built.facts("sets")) == 3
        assert len(built.facts("work_sets")) == 1

    def test_one_work_set_makes_a_lift_work(self, build: Callable[..., Any]) -> None:
        ramp = lift("deadlift", WARM_UP_SET, WARM_UP_SET, {"reps": 5, "load_kg": 80})
        built = build(workout(easy("cardio", 5), ramp, easy("mobility", 5)))

        assert built.column("activities", "phase") == ["warm_up", "work", "cool_down"]
        assert built.workout["lifts"] == 1
        assert built.workout["warm_up_minutes"] == 5

    @pytest.mark.parametrize(
        "document",
        [workout(), workout(stretch()), workout(easy("cardio"), lift("deadlift", WARM_UP_SET))],
    )
    def test_without_work_there_are_no_phases(
        self, document: dict[str, Any], build: Callable[..., Any]
    ) -> None:
        built = build(document)

        assert set(built.column("activities", "phase")) <= {"no_lifts"}
        assert built.workout["lifts"] == 0
        assert built.workout["work_sets"] == 0


class TestMinutes:
    def test_all_four_kinds_before_the_first_work_set_add_up(
        self, build: Callable[..., Any]
    ) -> None:
        built = build(
            workout(
                easy("cardio", 1),
                easy("mobility", 2),
                lift("deadlift", WARM_UP_SET),
                easy("dynamic_stretch", 4),
                stretch(hold_seconds=600),
                easy("activation", 8),
                lift("deadlift"),
                easy("cardio", 100),
                easy("dynamic_stretch", 100),
                lift("deadlift"),
                easy("dynamic_stretch", 100),
            )
        )

        assert built.workout["warm_ups"] == 4
        assert built.workout["warm_up_minutes"] == built.workout["warm_up_minutes_stated"] == 15
        assert built.workout["dynamic_stretch_minutes"] == 4
        assert built.workout["dynamic_stretch_minutes_stated"] == 4
        assert built.workout["dynamic_stretches_later"] == 2

    def test_minutes_that_are_not_stated_leave_a_lower_bound(
        self, build: Callable[..., Any]
    ) -> None:
        built = build(
            workout(easy("cardio"), easy("dynamic_stretch", 2), easy("mobility", 1), lift())
        )

        assert built.workout["warm_ups"] == 3
        assert built.workout["warm_up_minutes"] is None
        assert built.workout["warm_up_minutes_stated"] == 3
        assert built.workout["dynamic_stretch_minutes"] == 2

    def test_none_in_a_plan_is_none(self, build: Callable[..., Any]) -> None:
        built = build(workout(lift()))

        for field in ("warm_ups", "warm_up_minutes", "dynamic_stretch_minutes"):
            assert built.workout[field] == 0, field
        assert built.workout["trained_region_stretched"] is False

    def test_nothing_is_known_of_what_a_log_does_not_record(
        self, build: Callable[..., Any]
    ) -> None:
        built = build(logged(lift()))

        for field in (
            "warm_ups",
            "warm_up_minutes",
            "dynamic_stretch_minutes",
            "trained_region_stretched",
        ):
            assert built.workout[field] is None, field
        assert built.workout["warm_up_minutes_stated"] == 0
        assert built.workout["kind"] == "log"

    def test_what_a_log_lists_is_known_and_may_not_be_all(self, build: Callable[..., Any]) -> None:
        built = build(logged(easy("cardio", 4), easy("dynamic_stretch", 2), lift(), stretch()))

        assert built.workout["warm_ups"] == 2
        assert built.workout["warm_up_minutes"] is None
        assert built.workout["warm_up_minutes_stated"] == 6
        assert built.workout["dynamic_stretch_minutes"] is None
        assert built.workout["dynamic_stretch_minutes_stated"] == 2
        assert built.workout["trained_region_stretched"] is True

    def test_a_log_that_records_warm_ups_is_read_like_a_plan(
        self, build: Callable[..., Any]
    ) -> None:
        built = build(logged(easy("cardio", 4), lift(), records=["warm_up"]))

        assert built.workout["warm_up_minutes"] == 4
        assert built.workout["dynamic_stretch_minutes"] == 0
        assert built.workout["trained_region_stretched"] is None

    def test_what_the_document_records_holds_for_its_sessions(
        self, build: Callable[..., Any]
    ) -> None:
        session = workout(lift())
        built = build({"workouts": [session, session], "records": ["warm_up", "stretches"]})

        for one in built.sessions:
            assert one.workout.values["warm_ups"] == 0
            assert one.workout.values["trained_region_stretched"] is False
            assert one.collections["static_stretches"] == ()


class TestCollections:
    def test_stretches_a_log_does_not_record_are_absent_not_none(
        self, build: Callable[..., Any]
    ) -> None:
        def stretches(document: dict[str, Any]) -> object:
            return build(document).sessions[0].collections["static_stretches"]

        assert stretches(workout(lift())) == ()
        assert stretches(logged(lift())) is NO_STRETCHES
        assert stretches(logged(lift(), records=["warm_up", "warm_up_sets"])) is NO_STRETCHES
        assert stretches(logged(lift(), records=["stretches"])) == ()
        assert len(stretches(logged(lift(), stretch()))) == 1

    @pytest.mark.parametrize("form", [None, []])
    def test_form_that_nobody_looked_at_is_absent(
        self, form: list[Any] | None, build: Callable[..., Any]
    ) -> None:
        more = {} if form is None else {"form": form}
        built = build(workout(lift("deadlift", **more), lift("pull-up")))

        assert built.sessions[0].collections["observations"] is NO_FORM
        assert isinstance(NO_FORM, Absent)

    def test_a_session_without_activities_has_empty_collections(
        self, build: Callable[..., Any]
    ) -> None:
        built = build(workout())

        for name in ("activities", "static_stretches", "lifts", "sets", "work_sets"):
            assert built.facts(name) == (), name

    def test_pointers_lead_into_the_document(self, build: Callable[..., Any]) -> None:
        form = [{"aspect": "jerk", "value": False}]
        session = workout(easy("cardio"), lift("deadlift", {"reps": 5}, WARM_UP_SET, form=form))
        built = build({"weeks": [{"workouts": []}, {"workouts": [workout(), session]}]})
        place = ("weeks", 1, "workouts", 1, "activities")

        assert [one.pointer for one in built.sessions] == [
            ("weeks", 1, "workouts", 0),
            ("weeks", 1, "workouts", 1),
        ]
        assert built.sessions[1].workout.pointer == place
        assert [fact.pointer for fact in built.facts("activities")] == [(*place, 0), (*place, 1)]
        assert [fact.pointer for fact in built.facts("sets")] == [
            (*place, 1, "sets", 0),
            (*place, 1, "sets", 1),
        ]
        assert [fact.pointer for fact in built.facts("observations")] == [(*place, 1, "form", 0)]


class TestUnknownExercises:
    def test_what_the_catalogue_says_is_missing_and_noticed(
        self, build: Callable[..., Any]
    ) -> None:
        built = build(workout(lift("deadlfit"), lift("qqqq wwww")))
        (near, far) = built.notices

        assert built.column("sets", "exercise") == ["deadlfit", "qqqq wwww"]
        assert built.column("sets", "family") == [None, None]
        assert built.column("lifts", "multi_joint") == [None, None]
        assert near.kind == far.kind == "unknown-exercise"
        assert "'deadlfit'; did you mean 'deadlift'" in near.message
        assert near.pointer == ("activities", 0, "exercise")
        assert far.message == "unknown exercise 'qqqq wwww'"

    def test_each_is_noticed_once_at_its_first_place(self, build: Callable[..., Any]) -> None:
        session = workout(lift("zork lift"), lift("zork lift"))
        built = build({"workouts": [session, session]})

        assert [notice.pointer for notice in built.notices] == [
            ("workouts", 0, "activities", 0, "exercise")
        ]

    def test_a_very_long_name_is_cut_short(self, build: Callable[..., Any]) -> None:
        (notice,) = build(workout(lift("z" * 190))).notices

        assert len(notice.message) < 130
        assert "…" in notice.message

    def test_known_names_give_no_notice(self, build: Callable[..., Any]) -> None:
        built = build(workout(lift("Deadlift (Barbell)"), stretch(), easy("cardio")))

        assert built.notices == ()
