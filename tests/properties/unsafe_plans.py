"""Unsafe plans and programs, and texts that say them in all ways in which people write.

All is drawn from a ``random.Random``: Hypothesis gives one that shrinks, a long run a plain one.
"""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

__all__ = ["Written", "document", "written"]

_LIFTS = [
    "deadlift",
    "Romanian deadlift",
    "bent-over row",
    "dumbbell row",
    "seated cable row",
    "lat pulldown",
    "pull-up",
    "wide-grip pull-up",
    "weighted pull-up",
    "upright row",
    "bench press",
    "back squat",
    "overhead press",
    "good morning",
    "kettlebell swing",
    "back extension",
    "inverted row",
    "plank",
    "crunch",
    "biceps curl",
    "Müllers Zug 💪",
    "thing: odd",
]
_STRETCHES = ["child's pose", "cobra", "hamstring stretch", "kneeling lat stretch", "lat stretch"]
_DYNAMIC = ["cat-camel", "leg swings", "arm circles", "hip hinge drill"]
_CARDIO = ["rowing machine", "walking", "jogging"]
_MAXIMA = {
    "deadlift": 120,
    "bent_over_row": 80,
    "upright row": 45,
    "bench press": 90,
    "back squat": 110,
    "lat pulldown": 70,
    "overhead press": 50,
    "dumbbell row": 36,
}
_CONDITIONS = [
    "low_back_pain",
    "osteoporosis",
    "vertebral_fracture",
    "shoulder_injury",
    "high_blood_pressure",
    "pregnancy",
]


def document(random: Random) -> dict[str, Any]:
    """Returns a plan that is likely to be unsafe, or a program of such sessions."""
    found: dict[str, Any] = {"backsafe": 1}
    if random.random() < 0.3:
        found["title"] = random.choice(["Back day", "A: #1", "Rücken 💪", "it's heavy", "no"])
    if random.random() < 0.9:
        found["athlete"] = _athlete(random)
    if random.random() < 0.75:
        return found | _session(random)
    usual = _session(random)
    found["weeks"] = [
        {"workouts": [_varied(random, usual, day) for day in sorted(random.sample(range(1, 8), 2))]}
        for _ in range(random.randint(1, 3))
    ]
    return found


def _athlete(random: Random) -> dict[str, Any]:
    likely: tuple[tuple[str, Any, float], ...] = (
        ("level", random.choice(["novice", "intermediate", "advanced"]), 0.8),
        ("age", random.choice([16, 30, 66, 80]), 0.4),
        ("conditions", random.sample(_CONDITIONS, random.choice([0, 1, 1, 2])), 0.4),
        ("symptoms", random.choice([[]] * 18 + [["night_pain"], ["saddle_numbness"]]), 0.3),
        ("goal", random.choice(["strength", "general", "hypertrophy"]), 0.2),
        ("training_months", random.choice([0, 2, 24]), 0.2),
        ("days_since_back_session", random.choice([3, 20, 90]), 0.2),
        ("strict_pull_ups", random.choice([0, 3, 12]), 0.2),
    )
    found = {key: value for key, value, share in likely if random.random() < share}
    if random.random() < 0.7:
        names = random.sample(sorted(_MAXIMA), random.randint(1, len(_MAXIMA)))
        found["one_rep_max_kg"] = {name: _MAXIMA[name] for name in names}
    if random.random() < 0.6:
        names = random.sample(_LIFTS[:16], random.randint(1, 8))
        found["technique"] = {name: random.choice(["learning", "mastered"]) for name in names}
    return found


def _varied(random: Random, usual: dict[str, Any], day: int) -> dict[str, Any]:
    """Returns a session of a program: often the usual one, or nearly so."""
    if random.random() < 0.3:
        session = _session(random)
    else:
        session = deepcopy(usual)
        for activity in session["activities"]:
            for one in activity.get("sets", ()):
                if "load_kg" in one and random.random() < 0.3:
                    one["load_kg"] = max(1, one["load_kg"] + random.choice([-10, 2.5, 20]))
    return {"day": day, **session}


def _session(random: Random) -> dict[str, Any]:
    """Returns a sound session that is broken here and there, or one of any kind."""
    if random.random() < 0.6:
        activities = list(_warm_up(random)) + list(_lifts(random)) + list(_closing(random))
        _disturbed(random, activities)
    else:
        kinds = [_cardio, _dynamic, _stretch, _lift, _lift, _stretch]
        activities = [random.choice(kinds)(random) for _ in range(random.randint(1, 6))]
    return {"activities": activities}


def _warm_up(random: Random) -> Iterator[dict[str, Any]]:
    if random.random() < 0.6:
        yield _cardio(random)
    if random.random() < 0.6:
        yield _dynamic(random)


def _lifts(random: Random) -> Iterator[dict[str, Any]]:
    for _ in range(random.randint(1, 3)):
        yield _lift(random)


def _closing(random: Random) -> Iterator[dict[str, Any]]:
    for _ in range(random.choice([0, 1, 1, 2])):
        yield _stretch(random)


def _disturbed(random: Random, activities: list[dict[str, Any]]) -> None:
    """Puts stretches where they do not belong."""
    for _ in range(random.choice([0, 0, 1, 2])):
        activities.insert(random.randint(0, len(activities)), _stretch(random))


def _cardio(random: Random) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "cardio", "exercise": random.choice(_CARDIO)}
    if random.random() < 0.8:
        found["minutes"] = random.choice([1, 2.5, 4, 5, 10])
    return found


def _dynamic(random: Random) -> dict[str, Any]:
    kind = random.choice(["dynamic_stretch", "dynamic_stretch", "mobility"])
    found: dict[str, Any] = {"type": kind, "exercise": random.choice(_DYNAMIC)}
    if random.random() < 0.8:
        found["minutes"] = random.choice([0.5, 1, 2, 3, 6])
    else:
        found["repeats"] = 10
    return found


def _stretch(random: Random) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "static_stretch", "exercise": random.choice(_STRETCHES)}
    if random.random() < 0.9:
        found["hold_seconds"] = random.choice([3, 9.5, 15, 19, 20, 25, 30, 90])
    if random.random() < 0.3:
        found["repeats"] = random.choice([1, 2, 3])
    if random.random() < 0.1:
        found["intensity"] = random.choice(["mild", "strong"])
    return found


def _lift(random: Random) -> dict[str, Any]:
    name = random.choice(_LIFTS)
    kind = random.choice(["kg", "kg", "kg", "percent", "lb", "effort", "added", "body", "none"])
    base = random.choice([6, 20, 32.5, 60, 75, 90, 110])
    sets = [_set(random, kind, base) for _ in range(random.choice([1, 2, 3, 4, 6]))]
    if random.random() < 0.3:
        sets[0] = {key: value for key, value in sets[0].items() if key != "rpe"}
        sets[0]["warm_up"] = True
    found: dict[str, Any] = {"type": "lift", "exercise": name, "sets": sets}
    if random.random() < 0.15:
        seen: list[dict[str, Any]] = []
        for aspect, value in random.sample(
            [("spine", "rounded_marked"), ("jerk", True), ("head", "neutral"), ("twist", False)], 2
        ):
            seen.append({"aspect": aspect, "value": value})
            if random.random() < 0.5:
                seen[-1]["set"] = random.randint(1, len(sets))
        found["form"] = seen
    return found


def _set(random: Random, kind: str, base: float) -> dict[str, Any]:
    found: dict[str, Any] = {"reps": random.choice([1, 3, 5, 8, 10, 15])}
    if random.random() < 0.05:
        found = {"duration_seconds": 30}
    load = max(1, base + random.choice([0, 0, 0, -10, 10, 20]))
    if kind == "kg":
        found["load_kg"] = load
    elif kind == "lb":
        found["load_lb"] = load * 2
    elif kind == "percent":
        found["load_percent"] = random.choice([40, 60, 65, 72.5, 80, 85, 95])
    elif kind == "added":
        found["added_load_kg"] = random.choice([0, 5, 20, 40])
    elif kind == "body":
        found["body_weight"] = True
    if kind == "effort":
        found["load_kg"] = load
        found["rir"] = random.choice([0, 1, 3, 5])
    elif random.random() < 0.15:
        found["rpe"] = random.choice([6, 8, 9.5])
    if random.random() < 0.5:
        found["rest_seconds"] = random.choice([10, 30, 60, 90, 120, 180, 240])
    if random.random() < 0.15:
        found["tempo"] = random.choice(["2-1-1", "1-0-X", "3010"])
    if random.random() < 0.2:
        found["pause_between_reps_seconds"] = random.choice([0, 1, 2])
    return found


class Written(NamedTuple):
    """A document as somebody may have written it.

    Attributes:
        text: The text.
        syntax: ``yaml`` or ``json``.
        comments: How many comments it holds; each is ``# c<number>.``.
    """

    text: str
    syntax: str
    comments: int


def written(random: Random, data: dict[str, Any]) -> Written:
    """Returns a text that says this."""
    way = random.choice(["json", "yaml", "yaml", "yaml", "yaml"])
    if way == "json":
        indent = random.choice([None, None, 1, 2, 4])
        separators = (",", ":") if indent is None and random.random() < 0.5 else None
        text = json.dumps(
            data, indent=indent, separators=separators, ensure_ascii=random.random() < 0.5
        )
        end = random.choice(["", "\n"])
        return Written(_ended(random, text + end), "json", 0)
    writer = _Writer(random)
    lines = writer.mapping(data, 0)
    lines = [*writer.above(0), *lines]
    if random.random() < 0.1:
        lines = ["---", *lines]
        if random.random() < 0.5:
            lines.append("...")
    elif random.random() < 0.2:
        lines += writer.comment(0)
    text = "\n".join(lines) + random.choice(["", "\n", "\n", "\n\n"])
    return Written(_ended(random, text), "yaml", writer.count)


def _ended(random: Random, text: str) -> str:
    return text.replace("\n", "\r\n") if random.random() < 0.15 else text


class _Writer:
    """Writes YAML in a style of its own; what it writes varies from place to place as well."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.count = 0
        self._flow = random.choice([0.0, 0.3, 0.6, 0.9])
        self._commented = random.choice([0.0, 0.0, 0.05, 0.2])
        self._blank = random.choice([0.0, 0.0, 0.3, 1.0])
        self._dash = random.choice([1, 1, 1, 3])
        self._indent = random.choice([0, 2, 2, 4])
        self._step = random.choice([2, 2, 4])
        self._alone = random.choice([0.0, 0.0, 0.2])
        self._quote = random.choice(["", "", "", "'", '"'])
        self._quoted_keys = random.random() < 0.1

    def _is(self, share: float) -> bool:
        return self._random.random() < share

    def comment(self, column: int) -> list[str]:
        self.count += 1
        return [f"{' ' * column}# c{self.count}."]

    def above(self, column: int) -> list[str]:
        return self.comment(column) if self._is(self._commented) else []

    def _beside(self, gaps: str = " \t") -> str:
        if not self._is(self._commented):
            return ""
        return self._random.choice(gaps) + self.comment(0)[0]

    def _key(self, key: str) -> str:
        return (
            json.dumps(key) if self._quoted_keys or not key.replace(" ", "").isidentifier() else key
        )

    def scalar(self, value: Any) -> str:
        if not isinstance(value, str):
            return json.dumps(value)
        plain = all(it.isalnum() or it in " _-'" for it in value) and value[0].isalpha()
        if plain and value not in ("no", "mild") and not self._quote:
            return value
        if self._quote == "'":
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value, ensure_ascii=False)

    def mapping(self, data: dict[str, Any], column: int) -> list[str]:
        """Returns the lines of a block."""
        lines: list[str] = []
        for key, value in data.items():
            if lines:
                lines += self.above(column)
            lines += self._entry(self._key(key), value, column)
        return lines

    def _entry(self, key: str, value: Any, column: int) -> list[str]:
        head = f"{' ' * column}{key}:"
        if not isinstance(value, dict | list):
            return [f"{head} {self.scalar(value)}{self._beside()}"]
        if not value or self._is(self._flow_share(value)):
            first, *others = self.flow(value, column)
            lines = [f"{head} {first}", *others]
            return [*lines[:-1], lines[-1] + self._beside()]
        lines = [head + self._beside(" ")]
        if isinstance(value, dict):
            return lines + self.mapping(value, column + self._step)
        return lines + self.list(value, column + self._indent)

    def _flow_share(self, value: Any) -> float:
        """Long things are rarely written in brackets."""
        size = len(json.dumps(value))
        return self._flow if size < 120 else self._flow / 3 if size < 500 else self._flow / 12

    def list(self, data: list[Any], column: int) -> list[str]:
        """Returns the lines of a block."""
        lines: list[str] = []
        blank = [""] if self._is(self._blank) and len(json.dumps(data)) > 300 else []
        for item in data:
            if lines:
                lines += blank
            lines += self.above(column)
            lines += self._item(item, column)
        return lines

    def _item(self, item: Any, column: int) -> list[str]:
        dash = " " * column + "-"
        inner = column + 1 + self._dash
        if not isinstance(item, dict | list):
            return [f"{dash} {self.scalar(item)}{self._beside()}"]
        if not item or self._is(self._flow_share(item)):
            first, *others = self.flow(item, column + 2)
            lines = [f"{dash} {first}", *others]
            return [*lines[:-1], lines[-1] + self._beside()]
        if isinstance(item, list):
            return [dash, *self.list(item, inner)]
        lines = self.mapping(item, inner)
        if self._is(self._alone):
            return [dash + self._beside(" "), *lines]
        return [dash + lines[0][column + 1 :], *lines[1:]]

    def flow(self, value: Any, column: int) -> list[str]:
        """Returns the lines of what stands in brackets, the first without its indentation."""
        spread = len(json.dumps(value)) > 80 and self._is(0.5)
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        if not spread:
            return [opening + ", ".join(self._parts(value)) + closing]
        lines = [opening]
        parts = list(self._parts(value))
        for number, part in enumerate(parts):
            comma = "" if number == len(parts) - 1 and self._is(0.7) else ","
            lines.append(f"{' ' * (column + 2)}{part}{comma}{self._beside()}")
        return [*lines, " " * column + closing]

    def _parts(self, value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, one in value.items():
                yield f"{self._key(key)}: {self._inline(one)}"
        else:
            yield from map(self._inline, value)

    def _inline(self, value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(self._parts(value)) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self._parts(value)) + "]"
        return self.scalar(value)
