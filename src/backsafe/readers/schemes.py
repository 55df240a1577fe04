"""Short texts about sets, as people and language models write them: "3 x 8-12 @ 60 kg, rest 90 s".

Of a range the end is taken that makes a plan the harder to call safe: the most sets, the greatest
load, the shortest rest, hold and warm-up. Repetitions keep both ends.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Scheme", "read_scheme", "seconds_of"]

_LONGEST = 300
_MOST_SETS_IN_WORDS = 20
# A whole number, and no part of one or of a time such as 0:15.
_N = r"(?<![\d.,:])(\d{1,5}(?:[.,]\d{1,2})?)(?![\d:]|[.,]\d)"
# What is taken off is no load.
_L = rf"(?<!-){_N}(?:\s*(?:-|to|a|bis)\s*{_N})?"
_R = rf"{_N}(?:\s*(?:-|to|a|bis)\s*{_N})?"
_SECONDS = r"(?:s|secs?|seconds?|segundos?|seg|sek(?:unden)?|\")"
_MINUTES = r"(?:mins?|minutes?|minutos?|minuten|')"
_TIME = rf"{_R}\s*({_SECONDS}|{_MINUTES})(?![a-z0-9])"
# Elsewhere an m may be a meter.
_REST = rf"{_R}\s*({_SECONDS}|{_MINUTES}|m)(?![a-z0-9])"
_REPS = r"(?:reps?|repetitions?|wdh|wiederholungen|repeticiones|repeticoes)"
_SETS = r"(?:sets?|rounds?|saetze|satze|series)"

_ONE_REP_MAX = r"(?:the\s*)?(?:1\s*rm|one[- ]rep max|max)"
_OTHER_UNITS = r"kg|lb|%|(?:k?m|met(?:er|re)s?|miles?|mi|yd|yards?|ft|feet|cals?|calories)\b"
_AMRAP = r"amrap|to failure|as many (?:reps )?as possible|max(?:imum)? reps"
_SIDE = r"side|s|leg|arm|seite|lado|way|direction"

# In this order: what is found first is taken out of the text.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("rest", rf"\b(?:rest|descanso)(?:\s*(?:of|for|:|between sets))*\s*{_REST}"),
        ("rest", rf"{_REST}\s*(?:of\s*)?rest\b"),
        ("rpe", rf"@?\s*\brpe\s*:?\s*{_R}"),
        ("rir", rf"@?\s*\brir\s*:?\s*{_R}"),
        ("rir", rf"@?\s*{_R}\s*(?:rir|reps? in reserve)\b"),
        (
            "percent",
            rf"@?\s*(?<!\+)(?<!\+ ){_L}\s*%(?:\s*(?:of\s*)?{_ONE_REP_MAX}\b)?(?!\s*of\b|[a-z])",
        ),
        ("sets and time", rf"{_R}\s*{_SETS}?\s*(?:x|of|mal)\s*{_TIME}"),
        (
            "sets and reps",
            rf"{_R}\s*{_SETS}?\s*(?:x|of|mal)\s*{_R}(\+(?!\s*\d))?(?:\s*{_REPS}\b)?(?!\s*(?:{_OTHER_UNITS}))",
        ),
        ("sets and amrap", rf"{_R}\s*{_SETS}?\s*(?:x|of)\s*(?:{_AMRAP}|max(?:imum)?|failure)\b"),
        ("kg", rf"@?\s*{_L}\s*(?:kgs?|kilos?|kilograms?)\b"),
        ("lb", rf"@?\s*{_L}\s*(?:lbs?|pounds?|#)(?![a-z])"),
        ("sets", rf"{_R}\s*{_SETS}\b"),
        ("reps", rf"{_R}(\+)?\s*{_REPS}\b"),
        ("time", _TIME),
        ("amrap", rf"\b(?:{_AMRAP})\b"),
        ("body weight", r"(?<!of )\b(?:body\s*weight|bw)\b"),
        ("side", rf"(?:/|\b(?:per|each|e|je|on each|a)\b)\s*/?\s*(?:{_SIDE})s?\b"),
    )
)
_PLAIN_REPS = re.compile(rf"{_R}\s*(\+)?\s*(?:x|reps?)?", re.IGNORECASE)
_FILLER = r"(?:\b(?:of|at|with|for|and|x|hold)\b|[\s,;:.@()/|-])+"
_AROUND = re.compile(rf"^{_FILLER}|{_FILLER}$", re.IGNORECASE)
# Where something was taken out of a text.
_CUT = "\0"


_Groups: TypeAlias = tuple[Any, ...]
_Update: TypeAlias = "dict[str, Any] | None"


class Scheme(NamedTuple):
    """What a text says of sets.

    Attributes:
        sets: Number of sets.
        reps: Repetitions, of a range the least.
        most_reps: The most of a range.
        amrap: Whether it is as many repetitions as possible.
        seconds: How long a set lasts.
        load_kg: Load in kilograms.
        load_lb: Load in pounds.
        load_percent: Load in percent of the one-rep max.
        body_weight: Whether the body is said to be the load.
        rpe: Rating of perceived exertion.
        rir: Repetitions in reserve.
        rest_seconds: Rest after each set.
        doubtful: Whether it says something of the load that the words around may change, such as
            "per side", "of bodyweight" or "every week"; then no load is given.
        left_over: What was not understood.
    """

    sets: int | None = None
    reps: int | None = None
    most_reps: int | None = None
    amrap: bool = False
    seconds: float | None = None
    load_kg: float | None = None
    load_lb: float | None = None
    load_percent: float | None = None
    body_weight: bool = False
    rpe: float | None = None
    rir: float | None = None
    rest_seconds: float | None = None
    doubtful: bool = False
    left_over: str = ""

    @property
    def understood(self) -> bool:
        """Whether anything was."""
        return self._replace(left_over="", doubtful=False) != Scheme()


def read_scheme(text: str, *, bare_number: str = "", named: bool = False) -> Scheme:
    """Reads a text about sets.

    Args:
        text: The text; beyond 300 characters nothing is understood.
        bare_number: What a number alone means: ``sets``, ``reps``, or nothing.
        named: Whether it may name an exercise beside, in one piece.

    >>> read_scheme("3 sets x 10-15 reps")[:3]
    (3, 10, 15)
    >>> read_scheme("5x5 @ 100kg").load_kg
    100.0
    """
    if len(text) > _LONGEST:
        return Scheme(left_over=text)
    rest = _plain(text)
    if bare_number and (match := _PLAIN_REPS.fullmatch(rest.strip())):
        return _bare(match, bare_number)
    found, sided = Scheme(), False
    for name, pattern in _PATTERNS:
        match = pattern.search(rest)
        if match is not None:
            sided = sided or name == "side"
            update = _UPDATES[name](match.groups(), found)
            if update is not None:
                found = found._replace(**update)
                rest = f"{rest[: match.start()]}{_CUT}{rest[match.end() :]}"
    if found.reps is not None and found.seconds is not None:
        # A phase of a repetition, or how often a set begins: not how long it lasts.
        found = found._replace(seconds=None)
    pieces = [words for piece in rest.split(_CUT) if (words := _AROUND.sub("", piece))]
    found = found._replace(left_over=" ".join(" ".join(pieces).split()))
    return _without_doubt(found, words=len(pieces) > (1 if named else 0), sided=sided)


def _without_doubt(found: Scheme, *, words: bool, sided: bool) -> Scheme:
    """Returns what was found without a load that the words around it may change."""
    loads = [it for it in (found.load_kg, found.load_lb, found.load_percent) if it is not None]
    stated = len(loads) + found.body_weight
    if not stated or (stated == 1 and not words and not (sided and loads)):
        return found
    return found._replace(
        load_kg=None, load_lb=None, load_percent=None, body_weight=False, doubtful=True
    )


def seconds_of(text: str) -> float | None:
    """Returns the shortest time that a text states, in seconds, if it states nothing else."""
    scheme = read_scheme(text)
    return scheme.seconds if scheme == Scheme(seconds=scheme.seconds) else None


def _plain(text: str) -> str:
    # Patterns may end where spaces do, and would try each of many.
    text = " ".join(text.split())
    for dash in "\u2010\u2011\u2012\u2013\u2014\u2212~":
        text = text.replace(dash, "-")
    text = text.replace("\u00d7", "x").replace("\u2715", "x")
    # Between numbers it is a multiplication sign, elsewhere emphasis of Markdown.
    return re.sub(r"(?<=\d) ?\* ?(?=\d)", "x", text).replace("*", "")


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _least(low: str, high: str | None) -> float:
    return min(_number(low), _number(high)) if high else _number(low)


def _most(low: str, high: str | None) -> float:
    return max(_number(low), _number(high)) if high else _number(low)


def _whole(value: float) -> int | None:
    return int(value) if value == int(value) else None


def _repetitions(low: str, high: str | None, open_end: str | None) -> _Update:
    least, most = _whole(_least(low, high)), _whole(_most(low, high))
    if least is None or most is None:
        return None
    if open_end:
        return {"reps": least, "amrap": True}
    return {"reps": least, "most_reps": most if most > least else None}


def _bare(match: re.Match[str], meaning: str) -> Scheme:
    low, high, open_end = match.groups()
    if meaning == "sets":
        return Scheme(sets=_whole(_most(low, high)))
    update = _repetitions(low, high, open_end)
    return Scheme(left_over=match.string) if update is None else Scheme(**update)


def _time(low: str, high: str | None, unit: str) -> float:
    return _least(low, high) * (60 if unit.casefold().startswith(("m", "'")) else 1)


def _sets_and_reps(groups: _Groups, _: Scheme) -> _Update:
    sets, reps = _whole(_most(*groups[:2])), _repetitions(*groups[2:5])
    # "225x5" is a weight and its repetitions, in a unit that nobody says.
    if sets is None or reps is None or sets > _MOST_SETS_IN_WORDS:
        return None
    return {"sets": sets, **reps}


_UPDATES: Mapping[str, Callable[[_Groups, Scheme], _Update]] = {
    "rest": lambda groups, _: {"rest_seconds": _time(*groups)},
    "rpe": lambda groups, _: {"rpe": _most(*groups)},
    "rir": lambda groups, _: {"rir": _least(*groups)},
    "percent": lambda groups, _: {"load_percent": _most(*groups)},
    "sets and time": lambda groups, _: {
        "sets": _whole(_most(*groups[:2])),
        "seconds": _time(*groups[2:]),
    },
    "sets and reps": _sets_and_reps,
    "sets and amrap": lambda groups, _: {"sets": _whole(_most(*groups[:2])), "amrap": True},
    "kg": lambda groups, _: {"load_kg": _most(*groups)},
    "lb": lambda groups, found: None if found.load_kg else {"load_lb": _most(*groups)},
    "sets": lambda groups, found: None if found.sets else {"sets": _whole(_most(*groups))},
    "reps": lambda groups, found: None if found.reps else _repetitions(*groups),
    "time": lambda groups, found: None if found.seconds else {"seconds": _time(*groups)},
    "amrap": lambda _groups, _: {"amrap": True},
    "body weight": lambda _groups, _: {"body_weight": True},
    "side": lambda _groups, _: {},
}
