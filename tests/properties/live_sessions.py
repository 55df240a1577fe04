"""Random sessions as they happen: what is logged one after the other.

All is drawn from a ``random.Random``, as in ``unsafe_plans``.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, TypeAlias

from unsafe_plans import document

from backsafe.model import ASPECTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from backsafe import LiveSession, Update

__all__ = ["Call", "call", "calls", "head", "history"]

Call: TypeAlias = tuple[str, Any, str | None]
"""``log``, ``rest`` or ``undo``, what is handed over, and the exercise of a set or ``None``."""


def head(random: Random) -> dict[str, Any]:
    """Returns what is known before a session: arguments of a live session."""
    found: dict[str, Any] = {"date": "2026-03-20"}
    athlete = document(random).get("athlete")
    if athlete is not None:
        found["athlete"] = athlete
        if random.random() < 0.1:
            athlete["par_q_yes"] = ["chest_pain"]
        if random.random() < 0.1:
            athlete["conditions"] = ["pregnancy"]
            clearance = {"rule": "AT07", "by": "Dr. Lee", "date": "2026-03-01", "reason": "well"}
            athlete["clearance"] = [clearance]
    if random.random() < 0.3:
        found["records"] = random.sample(["warm_up", "warm_up_sets", "stretches"], 2)
    if random.random() < 0.2:
        found["equipment"] = ["band"]
    if random.random() < 0.5:
        found["history"] = history(random)
    return found


def history(random: Random) -> dict[str, Any]:
    """Returns a log of earlier sessions."""
    sessions = [it for _ in range(random.randint(1, 4)) for it in _sessions(document(random))]
    days = sorted(random.sample(range(1, 21), min(len(sessions), 12)))
    return {
        "workouts": [
            {"date": f"2026-03-{day:02d}", "activities": it["activities"]}
            for day, it in zip(days, sessions, strict=False)
        ]
    }


def calls(random: Random, *, undoing: bool = False) -> list[Call]:
    """Returns the calls by which a session is logged.

    Args:
        random: What decides.
        undoing: Whether a call is undone now and then, and often made again.
    """
    found: list[Call] = []
    for activity in [it for part in _sessions(document(random)) for it in part["activities"]]:
        for one in _calls_for(random, activity):
            found.append(one)
            if undoing and random.random() < 0.05:
                found.append(("undo", None, None))
                if random.random() < 0.7:
                    found.append(one)
    return found


def call(live: LiveSession, it: Call) -> Update:
    """Makes a call."""
    what, value, exercise = it
    if what == "undo":
        return live.undo()
    return live.rest(value) if what == "rest" else live.log(value, exercise=exercise)


def _sessions(found: dict[str, Any]) -> list[dict[str, Any]]:
    if "weeks" in found:
        return [deepcopy(it) for week in found["weeks"] for it in week["workouts"]]
    return [found]


def _calls_for(random: Random, activity: dict[str, Any]) -> Iterator[Call]:
    if activity["type"] != "lift" or random.random() < 0.1:
        yield "log", activity, None
        return
    exercise = activity["exercise"]
    if begun := random.random() < 0.5:
        yield "log", {"type": "lift", "exercise": exercise}, None
    for number, one in enumerate(activity["sets"]):
        first = number == 0 and not begun
        yield "log", one, exercise if first or random.random() < 0.3 else None
        if "rest_seconds" not in one and random.random() < 0.3:
            yield "rest", random.choice([20, 60, 150]), None
        if random.random() < 0.3:
            yield "log", _seen(random), None


def _seen(random: Random) -> dict[str, Any]:
    aspect = random.choice(sorted(ASPECTS))
    kind = ASPECTS[aspect]
    if kind.kind == "boolean":
        return {"aspect": aspect, "value": random.random() < 0.5}
    if kind.kind == "choice":
        return {"aspect": aspect, "value": random.choice(sorted(kind.choices))}
    assert kind.minimum is not None
    assert kind.maximum is not None
    return {"aspect": aspect, "value": round(random.uniform(kind.minimum, kind.maximum), 1)}
