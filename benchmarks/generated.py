"""Training sessions made up at random, the same for the same seed, to measure with.

They are of ordinary length (30 to 45 sets, stretches and warm-ups) and of ordinary carelessness:
most of what is asked about is stated and sound, some is not.
"""

from __future__ import annotations

import itertools
import random
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["documents", "endless"]

_LIFTS = [
    ("deadlift", 140),
    ("romanian deadlift", 110),
    ("bent-over row", 90),
    ("seated cable row", 80),
    ("lat pulldown", 85),
    ("pull-up", None),
    ("t-bar row", 85),
    ("upright row", 50),
    ("face pull", 40),
    ("back extension", 60),
]
_WARM_UPS = [
    {"type": "cardio", "exercise": "rowing machine"},
    {"type": "dynamic_stretch", "exercise": "cat-camel"},
    {"type": "activation", "exercise": "dead bug"},
    {"type": "mobility", "exercise": "thoracic rotation"},
]
_STRETCHES = ["child's pose", "lat stretch", "knee-to-chest stretch", "cobra stretch"]


def documents(count: int, seed: int = 20261121) -> list[dict[str, Any]]:
    """Returns workout documents."""
    return list(islice(endless(seed), count))


def endless(seed: int = 20261121) -> Iterator[dict[str, Any]]:
    """Yields workout documents, the same as :func:`documents`, without end."""
    draw = random.Random(seed)  # noqa: S311
    for number in itertools.count():
        yield _document(draw, number)


def _document(draw: random.Random, number: int) -> dict[str, Any]:
    lifts = draw.sample(_LIFTS, draw.randint(6, 8))
    warm_ups = draw.sample(_WARM_UPS, draw.randint(0, 3))
    stretches = draw.sample(_STRETCHES, draw.randint(0, 3))
    activities = [{**entry, "minutes": draw.choice([3, 5, 8])} for entry in warm_ups]
    room = draw.randint(30, 45) - len(warm_ups) - len(stretches)
    for place, (name, maximum) in enumerate(lifts):
        sets = room // (len(lifts) - place)
        room -= sets
        activities.append(_lift(draw, name, maximum, sets))
    held = [_stretch(draw, name) for name in stretches]
    if draw.random() < 0.1:
        activities[len(warm_ups) : len(warm_ups)] = held
    else:
        activities += held
    return {
        "backsafe": 1,
        "title": f"Session {number}",
        "athlete": _athlete(draw, lifts),
        "activities": activities,
    }


def _athlete(draw: random.Random, lifts: list[tuple[str, int | None]]) -> dict[str, Any]:
    athlete: dict[str, Any] = {
        "level": draw.choice(["novice", "intermediate", "advanced"]),
        "age": draw.randint(20, 60),
        "goal": draw.choice(["strength", "hypertrophy"]),
        "one_rep_max_kg": {
            name: maximum + draw.randint(-20, 40)
            for name, maximum in lifts
            if maximum is not None and draw.random() < 0.9
        },
        "technique": {
            name: draw.choice(["mastered", "mastered", "mastered", "learning"])
            for name, _ in lifts
            if draw.random() < 0.9
        },
        "conditions": draw.choice([[], [], [], ["low_back_pain"]]),
        "symptoms": [],
        "par_q_yes": [],
    }
    if draw.random() < 0.8:
        athlete["strict_pull_ups"] = draw.randint(3, 15)
    return athlete


def _lift(draw: random.Random, name: str, maximum: int | None, count: int) -> dict[str, Any]:
    work = None if maximum is None else 2.5 * round(maximum * draw.uniform(0.5, 0.85) / 2.5)
    tempo = draw.choice(["2-0-1", "2-1-1", "3-1-1", "2-0-1", None])
    rest = draw.choice([90, 120, 150, 180])
    sets = []
    for number in range(count):
        one: dict[str, Any] = {"reps": draw.choice([5, 6, 8, 10]), "rest_seconds": rest}
        if work is None:
            one["body_weight"] = True
        elif number == 0:
            one |= {"load_kg": 2.5 * round(work * 0.5 / 2.5), "warm_up": True}
        else:
            one["load_kg"] = work
        if tempo is not None:
            one["tempo"] = tempo
        if draw.random() < 0.3:
            one["rir"] = draw.randint(1, 4)
        if draw.random() < 0.8:
            one["pause_between_reps_seconds"] = 1
        sets.append(one)
    lift: dict[str, Any] = {"type": "lift", "exercise": name, "sets": sets}
    if draw.random() < 0.2:
        lift["form"] = [{"aspect": "spine", "value": draw.choice(["neutral", "rounded_slight"])}]
    return lift


def _stretch(draw: random.Random, name: str) -> dict[str, Any]:
    stretch: dict[str, Any] = {"type": "static_stretch", "exercise": name, "intensity": "mild"}
    if draw.random() < 0.9:
        stretch |= {"hold_seconds": draw.choice([10, 20, 30, 45]), "repeats": draw.randint(1, 3)}
    return stretch
