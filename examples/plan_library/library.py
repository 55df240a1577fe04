"""Plans that are made by a program."""

from __future__ import annotations

from typing import Any


def deadlift_day(week: int) -> dict[str, Any]:
    """Returns the deadlift day of a week, from 1: it grows by 2.5 % of the one-rep max a week."""
    load = 62.5 + 2.5 * week
    return {
        "title": f"Deadlift day, week {week}",
        "activities": [
            {"type": "cardio", "exercise": "rowing machine", "minutes": 5},
            {"type": "dynamic_stretch", "exercise": "cat-camel", "minutes": 3},
            {"type": "activation", "exercise": "dead bug", "minutes": 1},
            {
                "type": "lift",
                "exercise": "deadlift",
                "sets": [
                    {"reps": 8, "load_percent": 45, "warm_up": True, "rest_seconds": 180},
                    {"reps": 5, "load_percent": load, "rest_seconds": 180},
                    {"reps": 5, "load_percent": load},
                ],
            },
            {"type": "static_stretch", "exercise": "child's pose", "hold_seconds": 30},
        ],
    }
