"""Sets marked as warm-up, against the work of the session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from judging import lift, workout

if TYPE_CHECKING:
    from collections.abc import Callable


def kg(load: float, **more: Any) -> dict[str, Any]:
    return {"reps": 5, "load_kg": load, **more}


def marked(load: float, **more: Any) -> dict[str, Any]:
    return kg(load, warm_up=True, **more)


@pytest.fixture
def told(build: Callable[..., Any]) -> Callable[..., Any]:
    """Returns of each set whether it leads up, and whether its exercise works."""

    def found(*activities: dict[str, Any], **more: Any) -> list[tuple[Any, Any]]:
        built = build(workout(*activities, **more))
        columns = (built.column("sets", name) for name in ("leads_up", "exercise_works"))
        return list(zip(*columns, strict=True))

    return found


def test_against_the_heaviest_work(told: Callable[..., Any]) -> None:
    sets = [marked(60), marked(100), marked(101), kg(100), kg(60)]
    up, down, work = (True, True), (False, True), (None, True)

    assert told(lift("deadlift", *sets)) == [up, up, down, work, work]


def test_without_work(told: Callable[..., Any]) -> None:
    assert told(lift("deadlift", marked(60)), lift("bench press", kg(80))) == [
        (False, False),
        (None, True),
    ]


def test_lifts_of_one_exercise_and_its_variants_count_together(told: Callable[..., Any]) -> None:
    assert told(lift("deadlift", marked(60)), lift("deadlift", kg(80)))[0] == (True, True)
    added = {"reps": 3, "added_load_kg": 10}
    plain = lift("pull-up", {**added, "warm_up": True})
    assert told(plain, lift("weighted pull-up", added))[0] == (True, True)
    assert told(plain, lift("assisted pull-up", {"reps": 5, "assistance": "band"}))[0] == (
        False,
        True,
    )


@pytest.mark.parametrize(
    ("work", "leads"),
    [
        ([{"reps": 5}], None),
        ([{"reps": 5, "load_percent": 80}], None),
        ([{"reps": 5}, kg(59)], None),
        ([{"reps": 5}, kg(60)], True),
        ([{"reps": 5, "load_percent": 80}, kg(80), kg(20)], True),
    ],
)
def test_loads_that_do_not_compare(
    told: Callable[..., Any], work: list[dict[str, Any]], leads: bool | None
) -> None:
    assert told(lift("deadlift", marked(60), *work))[0] == (leads, True)


def test_a_program_tells_of_all_sets(build: Callable[..., Any]) -> None:
    ramp = {"reps": 3, "load_percent": 85, "warm_up": True}
    built = build(workout(lift("deadlift", ramp), lift("row", {"reps": 8, "load_percent": 60})))

    program = built.sessions[0].program.values
    assert (program["lifts"], program["heaviest_percent"]) == (2, 85)


def test_many_sets_are_compared_in_one_pass(build: Callable[..., Any]) -> None:
    """Five thousand against five thousand would be compared for minutes."""
    heavy = lift("deadlift", *(marked(200 + number / 100) for number in range(1000)))
    light = lift("deadlift", *(kg(100 + number / 100) for number in range(1000)))
    built = build(workout(*[heavy] * 5, *[light] * 5))

    assert built.column("sets", "leads_up")[:5000] == [False] * 5000
