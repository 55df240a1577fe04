"""Values as people write them in a block → numbers, each with what was chosen of a range."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

__all__ = [
    "Load",
    "NotReadError",
    "Range",
    "read_count",
    "read_effort",
    "read_load",
    "read_repetitions",
    "read_rest",
    "read_seconds",
    "read_tempo",
]


class NotReadError(Exception):
    """A value that is not used, with the reason.

    Attributes:
        reason: Why.
        ignored: Whether it is understood, but says nothing that a document holds.
    """

    def __init__(self, reason: str, *, ignored: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.ignored = ignored


class Range(NamedTuple):
    """A number, or both ends of a range."""

    low: float
    high: float


_NUMBER = r"([0-9]{1,5}(?:[.,][0-9]{1,2})?)"
_DASH = r"[ ]*(?:-|\u2013|\u2014|\bto\b)[ ]*"
_RANGE = rf"{_NUMBER}(?:{_DASH}{_NUMBER})?"
_COUNT = re.compile(rf"{_RANGE}[ ]*(?:x|sets?|rounds?|times?)?", re.IGNORECASE)
_EFFORT = re.compile(
    rf"@?[ ]*(?:(?:rpe|rir)[ ]*)?{_RANGE}(?:[ ]*(?:rpe|rir|/[ ]*10))?", re.IGNORECASE
)
_PERCENT = re.compile(rf"@?[ ]*{_NUMBER}[ ]*%?(?:{_DASH}{_NUMBER})?[ ]*%(?P<of>.*)")
_ONE_REP_MAX = re.compile(
    r"(?:of[ ]+)?(?:the[ ]+)?(?:1[ -]?rm|one[ -]rep[ -]max|1[ -]rep[ -]max)", re.IGNORECASE
)
_WEIGHT = re.compile(
    rf"(?P<body>(?:bodyweight|body weight|bw|pdc)[ ]*(?:\+[ ]*)?)?"
    rf"(?:{_NUMBER}(?:[ ]*(?:kgs?|lbs?))?(?:{_DASH}{_NUMBER})?"
    r"[ ]*(?P<unit>kgs?|kilograms?|lbs?|pounds?))?",
    re.IGNORECASE,
)
_SIDES = re.compile(
    r"(?:/|\b(?:per|each|every)\b)[ ]*(?:sides?|legs?|arms?|hands?|ways?|directions?)\b"
    r"|\b(?:each|alternating|total)\b",
    re.IGNORECASE,
)
_REPS_WORD = re.compile(r"\b(?:reps?|repetitions?|x)\b", re.IGNORECASE)
_MOST_POSSIBLE = re.compile(
    r"(?:max(?:imum)?|amrap|as many as possible|(?:to )?failure)", re.IGNORECASE
)
_REPS = re.compile(rf"([0-9]{{1,5}})(?:{_DASH}([0-9]{{1,5}}))?")
_LADDER = re.compile(r"[0-9]{1,5}(?:[ ]*[-\u2013,/][ ]*[0-9]{1,5}){2,49}")
_BOTH_SIDES = re.compile(r"([0-9]{1,5})[ ]*[+/][ ]*\1")
_AT_LEAST = re.compile(r"([0-9]{1,5})[ ]*\+")
_TEMPO = re.compile(r"[0-9Xx]{3,4}|(?:[0-9]{1,2}|[Xx])(?:[-./ ](?:[0-9]{1,2}|[Xx])){2,3}")
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])")
_TIME_PIECE = re.compile(
    rf"{_NUMBER}(?![0-9])[ ]*(h|hrs?|hours?|mins?|minutes?|m|secs?|seconds?|s|'|\")?(?![a-z])[ ]*",
    re.IGNORECASE,
)
_SCALE = {"h": 3600.0, "m": 60.0, "'": 60.0, "s": 1.0, '"': 1.0}


def _range(low: str, high: str | None) -> Range:
    ends = [float(end.replace(",", ".")) for end in (low, high or low)]
    return Range(min(ends), max(ends))


def read_count(text: str) -> Range:
    """Returns a number of sets or rounds; raises `NotReadError` if it is none."""
    match = _COUNT.fullmatch(text)
    found = None if match is None else _range(match[1], match[2])
    if found is None or found.low < 1 or found.high != int(found.high):
        raise NotReadError("no number of sets or rounds")
    return found


def read_effort(text: str) -> Range:
    """Returns RPE or repetitions in reserve; raises `NotReadError` if it is neither."""
    match = _EFFORT.fullmatch(text)
    if match is None:
        raise NotReadError("an effort that is not understood")
    return _range(match[1], match[2])


def read_tempo(text: str) -> str:
    """Returns a tempo as a set takes it; raises `NotReadError` if it is none."""
    if _TEMPO.fullmatch(text):
        return re.sub(r"[./ ]", "-", text)
    if re.search(r"[0-9]", text) is None:
        raise NotReadError("a tempo in words", ignored=True)
    raise NotReadError("a tempo that is not understood")


def read_rest(text: str) -> Range:
    """Returns a rest in seconds; raises `NotReadError` if it is none."""
    if text.casefold() in ("none", "no rest", "0"):
        return Range(0.0, 0.0)
    return read_seconds(text)


def read_seconds(text: str) -> Range:
    """Reads "1m30s-2m", "30-45s" or "1:30"; a number without a unit has that of the other end."""
    plain = _SIDES.sub("", text).strip()
    if re.match(r"max\b", plain, re.IGNORECASE):
        raise NotReadError("as long as possible, which no document can say", ignored=True)
    ends = re.split(_DASH, plain)
    if len(ends) > 2 or "" in ends:
        raise NotReadError("a time that is not understood")
    high, unit = _one_time(ends[-1], "")
    low, _ = _one_time(ends[0], unit) if len(ends) == 2 else (high, unit)
    return Range(min(low, high), max(low, high))


def _one_time(text: str, unit: str) -> tuple[float, str]:
    """Returns seconds and the first unit of a time.

    Args:
        text: The time.
        unit: Unit of a number that has none.
    """
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        return int(clock[1]) * 60.0 + int(clock[2]), "m"
    seconds, first, at = 0.0, "", 0
    while at < len(text):
        piece = _TIME_PIECE.match(text, at)
        if piece is None:
            raise NotReadError("a time that is not understood")
        # What follows the minutes of "1m30" are seconds.
        own = (piece[2] or ("s" if first in ("m", "'") else unit))[:1].casefold()
        if not own:
            raise NotReadError("a time without a unit")
        seconds += float(piece[1].replace(",", ".")) * _SCALE[own]
        first, at = first or own, piece.end()
    return seconds, first


def read_repetitions(text: str) -> list[dict[str, Any]]:
    """Returns what a text about repetitions says of each set: one, or those of a ladder."""
    plain = " ".join(_REPS_WORD.sub(" ", _SIDES.sub(" ", re.sub(r"[()]", " ", text))).split())
    if _MOST_POSSIBLE.fullmatch(plain):
        return [{"amrap": True}]
    match = _AT_LEAST.fullmatch(plain)
    if match is not None:
        return [{"reps": int(match[1]), "amrap": True}]
    if _LADDER.fullmatch(plain):
        return [{"reps": int(one)} for one in re.findall(r"[0-9]+", plain)]
    match = _BOTH_SIDES.fullmatch(plain) or _REPS.fullmatch(plain)
    if match is not None:
        low, high = sorted((int(match[1]), int((match.lastindex == 2 and match[2]) or match[1])))
        return [{"reps": low, "most_reps": high} if high > low else {"reps": low}]
    try:
        return [{"duration_seconds": read_seconds(plain).low}]
    except NotReadError:
        raise NotReadError("repetitions that are not understood") from None


class Load(NamedTuple):
    """How heavy a set is planned to be."""

    weight: Range | None = None
    unit: str = "kg"
    percent: Range | None = None
    body_weight: bool = False


def read_load(text: str) -> Load:
    """Returns a weight or a percentage; raises `NotReadError` if it is neither."""
    if "%" in text:
        return _percent(text)
    match = _WEIGHT.fullmatch(text)
    if match is None or not match[0]:
        raise NotReadError("a load that is not understood")
    body = match["body"] is not None
    if match["unit"] is None:
        if not body or "+" in match["body"]:
            raise NotReadError("a load that is not understood")
        return Load(body_weight=True)
    unit = "kg" if match["unit"][0] in "kK" else "lb"
    return Load(_range(match[2], match[3]), unit, body_weight=body)


def _percent(text: str) -> Load:
    match = _PERCENT.fullmatch(text)
    if match is None:
        raise NotReadError("an intensity that is not understood")
    of = match["of"].strip()
    if not of:
        raise NotReadError("a percentage that does not say of what")
    if not _ONE_REP_MAX.fullmatch(of):
        raise NotReadError("a percentage of something else than the one-rep max", ignored=True)
    return Load(percent=_range(match[1], match[2]))
