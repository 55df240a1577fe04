"""Static stretches: seconds for one target, what follows them, regions, how they feel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from judging import lift, stretch, workout

if TYPE_CHECKING:
    from collections.abc import Callable

RAMP = {"reps": 5, "load_kg": 20, "warm_up": True}
WORK = {"reps": 5, "load_kg": 60}


def easy(kind: str, exercise: str = "cat-camel") -> dict[str, Any]:
    return {"type": kind, "exercise": exercise, "minutes": 3}


def named(exercise: str, **more: Any) -> dict[str, Any]:
    return {"type": "static_stretch", "exercise": exercise, **more}


class TestTotalSeconds:
    def totals(self, build: Callable[..., Any], *activities: Any, **more: Any) -> list[Any]:
        return build(workout(*activities, **more)).column("static_stretches", "total_seconds")

    def test_holds_times_repeats(self, build: Callable[..., Any]) -> None:
        assert self.totals(build, stretch(hold_seconds=20)) == [20]
        assert self.totals(build, stretch(hold_seconds=20, repeats=3)) == [60]
        assert self.totals(build, stretch(hold_seconds=0, repeats=3)) == [0]

    def test_one_name_in_any_spelling_adds_up(self, build: Callable[..., Any]) -> None:
        found = self.totals(
            build,
            stretch(hold_seconds=20),
            named("Childs Pose", hold_seconds=15),
            named("zork stretch", hold_seconds=7),
            named("Zork-Stretch", hold_seconds=8),
        )

        assert found == [35, 35, 15, 15]

    def test_one_main_region_adds_up(self, build: Callable[..., Any]) -> None:
        found = self.totals(
            build,
            named("zork stretch", hold_seconds=20, region="lats"),
            named("lat stretch", hold_seconds=30),
            stretch(hold_seconds=40),
            stretch(hold_seconds=50, region="lats"),
        )

        # The last two share a name, the last one shares a region with the first two.
        assert found == [100, 100, 90, 140]

    def test_before_and_after_the_lifts_are_counted_apart(self, build: Callable[..., Any]) -> None:
        found = self.totals(
            build,
            stretch(hold_seconds=20),
            lift(),
            stretch(hold_seconds=30),
            lift(),
            stretch(hold_seconds=45),
            stretch(hold_seconds=45),
        )

        assert found == [50, 50, 90, 90]

    def test_one_hold_that_is_not_stated_hides_the_sum(self, build: Callable[..., Any]) -> None:
        found = self.totals(build, stretch(hold_seconds=20), stretch(), lift(), stretch(repeats=2))

        assert found == [None, None, None]

    def test_repeats_are_one_in_a_plan_and_unknown_in_a_log(
        self, build: Callable[..., Any]
    ) -> None:
        assert self.totals(build, stretch(hold_seconds=20), kind="log") == [None]
        assert self.totals(build, stretch(hold_seconds=20, repeats=2), kind="log") == [40]


class TestDynamicAfter:
    @pytest.mark.parametrize(
        ("after", "expected"),
        [
            ([lift()], False),
            ([easy("dynamic_stretch"), lift()], True),
            ([easy("activation", "band pull-apart"), lift()], True),
            ([easy("cardio", "rowing machine"), lift()], False),
            ([easy("mobility"), lift()], False),
            ([lift("deadlift", RAMP, WORK)], True),
            ([lift("deadlift", WORK, RAMP)], False),
            ([lift("deadlift", RAMP), lift()], True),
            ([stretch(), easy("dynamic_stretch"), lift()], True),
            ([lift(), easy("dynamic_stretch")], False),
            ([], False),
        ],
    )
    def test_before_the_next_work_set_of_a_plan(
        self, after: list[dict[str, Any]], expected: bool, build: Callable[..., Any]
    ) -> None:
        built = build(workout(easy("dynamic_stretch"), stretch(), *after))

        assert built.column("static_stretches", "dynamic_after")[0] is expected

    def test_a_log_tells_of_it_if_it_lists_or_records_it(self, build: Callable[..., Any]) -> None:
        def found(*after: dict[str, Any], **more: Any) -> bool | None:
            built = build(workout(stretch(), *after, kind="log", **more))
            (value,) = built.column("static_stretches", "dynamic_after")
            return value

        assert found(lift()) is None
        assert found(lift(), records=["warm_up"]) is False
        assert found(easy("dynamic_stretch"), lift()) is True

    def test_equal_stretches_are_told_apart_by_their_place(self, build: Callable[..., Any]) -> None:
        built = build(workout(stretch(), easy("dynamic_stretch"), lift(), stretch(), lift()))

        assert built.column("static_stretches", "dynamic_after") == [True, False]


class TestWhatIsSaid:
    @pytest.mark.parametrize(
        ("said", "described", "pain", "bouncing", "discomfort"),
        [
            ({}, None, False, False, 0),
            ({"intensity": "mild"}, True, False, False, 0),
            ({"intensity": "pain"}, True, True, False, 0),
            ({"intensity": "mild", "pain": True}, True, True, False, 0),
            ({"pain": False}, True, False, False, 0),
            ({"bouncing": True}, None, False, True, 0),
            ({"bouncing": False}, None, False, False, 0),
            ({"discomfort_0_10": 0}, True, False, False, 0),
            ({"discomfort_0_10": 3.5}, True, False, False, 3.5),
        ],
    )
    def test_effort(
        self,
        said: dict[str, Any],
        described: bool | None,
        pain: bool,
        bouncing: bool,
        discomfort: float,
        build: Callable[..., Any],
    ) -> None:
        (one,) = build(workout(stretch(**said))).facts("static_stretches")

        fields = ("effort_described", "pain_reported", "bouncing_reported", "discomfort_reported")
        assert tuple(one.values[field] for field in fields) == (
            described,
            pain,
            bouncing,
            discomfort,
        )


class TestTrainedRegionStretched:
    def stretched(self, build: Callable[..., Any], *activities: Any, **more: Any) -> bool | None:
        found: bool | None = build(workout(*activities, **more)).workout["trained_region_stretched"]
        return found

    def test_any_region_of_any_lift_counts(self, build: Callable[..., Any]) -> None:
        pulldown, curl = lift("lat pulldown"), lift("biceps curl")

        assert self.stretched(build, pulldown, named("lat stretch")) is True
        assert self.stretched(build, curl, pulldown, stretch(region="lats")) is True
        assert self.stretched(build, curl, stretch(region="lats")) is False
        assert self.stretched(build, curl, stretch(region="forearms")) is True

    def test_it_closes_the_session(self, build: Callable[..., Any]) -> None:
        assert self.stretched(build, stretch(), lift()) is False
        assert self.stretched(build, lift(), stretch(), lift()) is False
        assert self.stretched(build, lift(), easy("dynamic_stretch")) is False
        assert self.stretched(build, lift(), easy("cardio", "rowing machine"), stretch()) is True

    def test_what_the_document_says_of_the_region_decides(self, build: Callable[..., Any]) -> None:
        assert self.stretched(build, lift(), stretch(region="chest")) is False
        assert self.stretched(build, lift(), named("zork", region="lower_back")) is True

    def test_an_unknown_stretch_or_lift_might_reach_one(self, build: Callable[..., Any]) -> None:
        assert self.stretched(build, lift(), named("zork")) is None
        assert self.stretched(build, lift("zork"), stretch(region="chest")) is None
        assert self.stretched(build, lift(), named("zork"), stretch()) is True
        assert self.stretched(build, lift("zork")) is False

    def test_a_log_without_one_tells_nothing(self, build: Callable[..., Any]) -> None:
        log = {"kind": "log"}

        assert self.stretched(build, lift(), **log) is None
        assert self.stretched(build, lift(), stretch(region="chest"), **log) is None
        assert self.stretched(build, lift(), stretch(), **log) is True
        assert self.stretched(build, lift(), **log, records=["stretches"]) is False
