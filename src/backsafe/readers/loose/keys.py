"""The keys that plans use, and what they mean, without case, accents, spaces and punctuation."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backsafe.readers.tree import Cursor

__all__ = [
    "COOL_DOWNS",
    "DAY_KEY",
    "DAY_NAMES",
    "DAY_NUMBERS",
    "DURATIONS",
    "EXERCISES",
    "GROUPS",
    "HOLDERS",
    "KILOGRAMS",
    "LEAST_REPS",
    "LOADS",
    "MINUTES",
    "MOST_REPS",
    "NAMES",
    "NESTED",
    "PERCENTS",
    "PHASES",
    "POUNDS",
    "REPS",
    "RESTS",
    "SCHEMES",
    "SECONDS",
    "SETS",
    "STRETCHING",
    "TEXTS",
    "TITLES",
    "WARM_UPS",
    "WEEKS",
    "WEEK_KEY",
    "below",
    "find",
    "is_day",
    "looks_like_plan",
    "members",
    "name_at",
    "names_exercises",
    "weekday",
    "word_of",
]  # fmt: skip


def _words(*names: str) -> frozenset[str]:
    return frozenset(names)


# Keys without case, accents, spaces and punctuation.
EXERCISES = _words(
    "exercises", "exerciselist", "movements", "main", "mainexercises", "mainworkout", "mainset",
    "strength", "conditioning", "accessories", "accessory", "items", "uebungen", "ubungen",
    "ejercicios", "exercicios", "exercices", "finisher",
)  # fmt: skip
NESTED = _words("blocks", "sections", "workout", "circuit", "supersets", "routine", "session")
WARM_UPS = _words("warmup", "warmups", "warmupexercises", "aufwaermen", "aufwarmen", "prep",
                   "calentamiento", "aquecimento", "echauffement")  # fmt: skip
COOL_DOWNS = _words("cooldown", "cooldowns", "cooldownexercises", "abwaermen", "abkuehlen",
                     "cooldownstretches")  # fmt: skip
# Before or after the lifts, as they stand in the plan.
STRETCHING = _words("stretching", "stretches", "dehnen")
HOLDERS = _words(
    "days", "workoutdays", "workouts", "sessions", "schedule", "weeklyplan", "weeklyschedule",
    "workoutplan", "plan", "program", "programme", "routine", "routines", "trainingsplan",
    "dailyworkouts", "trainingdays", "tage", "dias", "split", "training",
)  # fmt: skip
WEEKS = _words("weeks", "wochen", "semanas", "semaines")
PHASES = _words("phases", "mesocycles")
_SETS_IN_WORDS = re.compile(r"[0-9] ?[x\u00d7*] ?[0-9]|[0-9] ?(?:sets?|reps?)\b", re.IGNORECASE)
WEEK_KEY = re.compile(r"(?:week|woche|semana|semaine|w)0*([0-9]{1,3})")
DAY_KEY = re.compile(r"(?:(?:day|tag|dia|jour|workout|session|d)0*([0-9]{1,2})[a-z]?|workout[a-z])")
_WEEKDAYS = (
    ("monday", "montag", "lunes", "segunda", "lundi", "mon"),
    ("tuesday", "dienstag", "martes", "terca", "mardi", "tue"),
    ("wednesday", "mittwoch", "miercoles", "quarta", "mercredi", "wed"),
    ("thursday", "donnerstag", "jueves", "quinta", "jeudi", "thu"),
    ("friday", "freitag", "viernes", "sexta", "vendredi", "fri"),
    ("saturday", "samstag", "sabado", "samedi", "sat"),
    ("sunday", "sonntag", "domingo", "dimanche", "sun"),
)
NAMES = (
    "name", "exercise", "exercisename", "exercisetitle", "title", "movement", "uebung", "ubung",
    "uebungname", "ejercicio", "exercicio", "exercice", "ref", "exercisekey",
)  # fmt: skip
SETS = ("sets", "targetsets", "numsets", "numberofsets", "saetze", "satze", "series", "rounds")
REPS = (
    "reps", "targetreps", "repetitions", "repeticiones", "repeticoes", "wiederholungen", "reprange",
    "wdh",
)  # fmt: skip
LEAST_REPS = ("repsmin", "repmin", "minreps")
MOST_REPS = ("repsmax", "repmax", "maxreps")
SECONDS = ("durationseconds", "durationsec", "durationsecs", "seconds", "holdseconds", "hold")
MINUTES = ("durationminutes", "durationmin", "minutes")
DURATIONS = ("duration", "time")
RESTS = (
    "rest", "resttime", "restseconds", "restsec", "restperiod", "pause", "pausesekunden",
    "restbetweensets", "descanso",
)  # fmt: skip
LOADS = ("weight", "load", "gewicht", "startingweight", "intensity", "peso")
KILOGRAMS, POUNDS = ("weightkg", "loadkg"), ("weightlb", "weightlbs", "loadlb")
PERCENTS = ("percent", "percentage", "loadpercent", "percent1rm", "percentage1rm")
GROUPS = ("supersetgroup", "supersetid", "superset", "circuit", "group", "giantset", "triset")
SCHEMES = ("scheme", "prescription", "setsreps", "volume", "setsandreps", "setsxreps")
TITLES = (
    "title", "name", "focus", "label", "dayname", "workoutname", "dayfocus", "type", "day", "tag",
    "theme", "category",
)  # fmt: skip
DAY_NAMES = ("day", "dayname", "weekday", "wochentag", "dayofweek", "tag")
# Other numbers say which session it is, and not on which day.
DAY_NUMBERS = ("dayofweek", "weekday", "wochentag")
TEXTS = (
    "notes", "note", "instructions", "description", "formtip", "cues", "tips", "hinweis", "notizen",
    "beschreibung", "techniquenote", "explanation", "substitutes", "generaladvice", "desc",
)  # fmt: skip


def word_of(key: Any) -> str:
    """Returns a key without case, accents, spaces and punctuation."""
    folded = unicodedata.normalize("NFKD", str(key).casefold()).replace("\u00df", "ss")
    return "".join(it for it in folded if it.isascii() and it.isalnum())


def looks_like_plan(part: Any, depth: int) -> bool:
    """Returns whether somewhere in a tree, down to a depth, is a list of exercises."""
    if depth == 0:
        return False
    if isinstance(part, dict):
        for key, value in part.items():
            plain = word_of(key)
            if plain in EXERCISES and _names_something(value):
                return True
            holds = plain in HOLDERS | WEEKS | PHASES | NESTED or _is_part(plain)
            if holds and (looks_like_plan(value, depth - 1) or names_exercises(value)):
                return True
        return False
    return isinstance(part, list) and any(looks_like_plan(it, depth - 1) for it in part[:20])


def _names_something(value: Any) -> bool:
    if not isinstance(value, list) or not value:
        return False
    first = value[0]
    if isinstance(first, dict):
        return any(word_of(key) in NAMES for key in first)
    return isinstance(first, str)


def names_exercises(value: Any) -> bool:
    """Returns whether this is a list of what is to be done in sets, as mappings or texts."""
    first = value[0] if isinstance(value, list) and value else None
    if isinstance(first, str):
        return _SETS_IN_WORDS.search(first) is not None
    return (
        isinstance(first, dict)
        and any(word_of(key) in NAMES for key in first)
        and any(word_of(key) in {*SETS, *REPS, *SCHEMES} for key in first)
    )


def _is_part(plain: str) -> bool:
    return is_day(plain) or WEEK_KEY.fullmatch(plain) is not None


def is_day(plain: str) -> bool:
    """Returns whether a key names a day or a session by its number."""
    return DAY_KEY.fullmatch(plain) is not None or weekday(plain) is not None


def weekday(text: str) -> int | None:
    """Returns the day of the week that a text names, from 1, or ``None``."""
    plain = word_of(text)
    for number, names in enumerate(_WEEKDAYS, 1):
        if plain in names:
            return number
    return None


def find(source: Cursor, names: Iterable[str]) -> Cursor | None:
    """Returns the value below the first of these keys that the source has."""
    keys = {word_of(key): key for key in reversed(source.names)}
    for name in names:
        if name in keys and source.at(keys[name]).value is not None:
            return source.at(keys[name])
    return None


def name_at(source: Cursor, names: Iterable[str]) -> str | None:
    """Returns the name below the first of these keys that the source has."""
    found = find(source, names)
    return None if found is None else found.name()


def below(source: Cursor, names: frozenset[str]) -> list[Cursor]:
    """Returns the values below all of these keys."""
    return [source.at(key) for key in source.names if word_of(key) in names]


def members(source: Cursor) -> list[Cursor]:
    """Returns the items of a list, or the values of a mapping of names to parts."""
    return [source.at(key) for key in source.names] if source.is_mapping else source.each()
