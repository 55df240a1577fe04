"""One Python loop over tuples, written for these twelve checks and nothing else: the limit."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, Any

from contenders.facts import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = f"Python {platform.python_version()}"


def prepare(session: dict[str, Any]) -> list[list[tuple[Any, ...]]]:
    """Returns the facts as tuples."""
    return [
        [tuple(fact[name] for name in names) for fact in session[collection]]
        for collection, names in FIELDS.items()
    ]


def make() -> Callable[[Any], list[tuple[int, int, str]]]:
    """Returns the loop."""
    return judge


def judge(session: list[list[tuple[Any, ...]]]) -> list[tuple[int, int, str]]:  # noqa: C901, PLR0912, PLR0915
    """Returns what does not pass."""
    ((workout,), (athlete,), stretches, lifts, sets, work_sets) = session
    found: list[tuple[int, int, str]] = []
    tell = found.append
    count, stated, minutes, stretched = workout
    novice, strict = athlete
    if count is None or count > 0:
        if not ((stated is not None and stated >= 5) or (minutes is not None and minutes >= 5)):
            tell((6, 0, "fail" if None not in (count, stated, minutes) else "unknown"))
        if stretched is None:
            tell((7, 0, "unknown"))
        elif not stretched:
            tell((7, 0, "fail" if count is not None else "unknown"))
    for place, (hold, after) in enumerate(stretches):
        if hold is None:
            tell((0, place, "unknown"))
        elif hold < 20:
            tell((0, place, "fail"))
        if after is None:
            tell((3, place, "unknown"))
        elif after != 0:
            tell((3, place, "fail"))
    for place, (done, joints, warmed) in enumerate(lifts):
        if (done is None or done > 0) and joints is not False and not warmed:
            known = None not in (done, joints, warmed)
            tell((5, place, "fail" if known else "unknown"))
    for place, (loaded, percent, opens, lighter, first, measure, reps, rir) in enumerate(sets):
        if first is not False:
            if measure is None:
                holds = None
            elif measure == "load_percent":
                holds = None if percent is None else percent <= 60
            elif measure != "reserve":
                holds = False
            elif rir is not None and rir >= 4:
                holds = True
            elif reps is None or rir is None:
                holds = None
            else:
                holds = reps + rir >= 15
            if not holds:
                known = holds is not None and first
                tell((4, place, "fail" if known else "unknown"))
        if (
            loaded is not False
            and (percent is None or percent >= 80)
            and opens is not False
            and not lighter
        ):
            known = None not in (loaded, percent, opens, lighter)
            tell((8, place, "fail" if known else "unknown"))
    for place, (
        timed,
        lowering,
        loaded,
        percent,
        technique,
        sound,
        family,
        level,
        reps,
        assisted,
        follows,
        rest,
        joints,
    ) in enumerate(work_sets):
        if not timed:
            if lowering is None:
                tell((1, place, "unknown"))
            elif lowering < 1:
                tell((1, place, "fail" if timed is False else "unknown"))
        if loaded is not False:
            if novice is not False:
                if percent is None:
                    tell((2, place, "unknown"))
                elif percent > 70:
                    tell((2, place, "fail" if loaded and novice else "unknown"))
            if (
                (percent is None or percent > 60)
                and technique != "mastered"
                and (sound is None or sound < 2)
            ):
                known = None not in (loaded, percent, technique, sound)
                tell((9, place, "fail" if known else "unknown"))
        if family is None or family == "pull_up":
            exceeds = None if strict is None or reps is None else reps > strict
            if loaded is None or (level is None and not loaded):
                strict_kind = False if level == "advanced" else None
            else:
                strict_kind = not loaded and level != "advanced"
            if strict_kind or exceeds:
                applies = True
            else:
                applies = None if strict_kind is None or exceeds is None else False
            if applies is not False and not assisted and exceeds is not False:
                known = family and applies and assisted is False and exceeds
                tell((10, place, "fail" if known else "unknown"))
        if follows is not False:
            if rest is None:
                tell((11, place, "unknown"))
            elif rest < 180:
                if rest < 60:
                    holds = False
                elif joints is False or (
                    percent is not None and percent < (80 if rest < 120 else 85)
                ):
                    holds = True
                else:
                    holds = None if joints is None or percent is None else False
                if not holds:
                    known = holds is False and follows
                    tell((11, place, "fail" if known else "unknown"))
    return found
