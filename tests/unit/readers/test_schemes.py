from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backsafe.readers.schemes import Scheme, read_scheme, seconds_of


def stated(text: str, **more: Any) -> dict[str, Any]:
    return {name: it for name, it in read_scheme(text, **more)._asdict().items() if it}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3x5", {"sets": 3, "reps": 5}),
        ("3 sets x 10\u201315 reps", {"sets": 3, "reps": 10, "most_reps": 15}),
        ("4 sets of 6", {"sets": 4, "reps": 6}),
        ("5x5 @ 100kg", {"sets": 5, "reps": 5, "load_kg": 100}),
        ("3x10 20 kg", {"sets": 3, "reps": 10, "load_kg": 20}),
        ("5x5 @ 80% 1RM", {"sets": 5, "reps": 5, "load_percent": 80}),
        ("3x8+", {"sets": 3, "reps": 8, "amrap": True}),
        ("3 sets to failure", {"sets": 3, "amrap": True}),
        ("AMRAP", {"amrap": True}),
        ("3 x 30 sec hold", {"sets": 3, "seconds": 30}),
        ("2 min", {"seconds": 120}),
        ("10 each leg", {"left_over": "10"}),
        ("10 reps each leg", {"reps": 10}),
        ("8-12 reps, rest 60-90 s", {"reps": 8, "most_reps": 12, "rest_seconds": 60}),
        ("135lbs", {"load_lb": 135}),
        ("@RPE 7", {"rpe": 7}),
        ("3x8 with 2 RIR", {"sets": 3, "reps": 8, "rir": 2}),
        ("rest 2m", {"rest_seconds": 120}),
        ("Bodyweight", {"body_weight": True}),
    ],
)
def test_texts_as_people_write_them(text: str, expected: dict[str, Any]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2-3 sets x 10", {"sets": 3, "reps": 10}),  # the most sets
        ("75-80% 1RM", {"load_percent": 80}),  # the heaviest
        ("70-75 % of max", {"load_percent": 75}),
        ("20-30 min", {"seconds": 1200}),  # the shortest
        ("RPE 7-8", {"rpe": 8}),  # the hardest
        ("1-3 RIR", {"rir": 1}),
        ("rest 60-90 seconds", {"rest_seconds": 60}),
    ],
)
def test_of_a_range_the_end_is_taken_that_is_harder_to_call_safe(
    text: str, expected: dict[str, Any]
) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("60% of deadlift 1RM", "60% of deadlift 1RM"),
        ("60% of bodyweight", "60% of bodyweight"),
        ("Work up to a top set at RPE 8", "Work up to a top set"),
        ("150M", "150M"),
        ("12,10,8", "12,10,8"),
        ("Pull-ups: 4 sets to failure", "Pull-ups"),
        ("as it feels", "as it feels"),
    ],
)
def test_what_is_not_understood_is_left_over(text: str, rest: str) -> None:
    assert read_scheme(text).left_over == rest


def test_a_number_alone_means_what_its_key_says() -> None:
    assert stated("8-12", bare_number="reps") == {"reps": 8, "most_reps": 12}
    assert stated("3-4", bare_number="sets") == {"sets": 4}
    assert stated("5+", bare_number="reps") == {"reps": 5, "amrap": True}
    assert stated("8") == {"left_over": "8"}


def test_a_time_is_one_only_if_nothing_else_is_said() -> None:
    assert seconds_of("90s") == 90
    assert seconds_of("90") is None
    assert seconds_of("90s, then 3x5") is None


def test_a_long_text_is_not_looked_into() -> None:
    text = "3x5 " * 100

    assert read_scheme(text) == Scheme(left_over=text)


@given(st.text(max_size=310))
def test_any_text_gives_a_scheme(text: str) -> None:
    found = read_scheme(text)

    assert found.sets is None or found.sets >= 0
    assert found.most_reps is None or found.most_reps > (found.reps or 0)
