"""Plans as language models and small apps write them: no format, but habits.

A session is a mapping with a list of exercises; what holds it may be a day, a week or a whole plan,
under many names in a few languages. Sets, repetitions, loads and rests may be numbers or short
texts; a warm-up and a cool-down may be texts, lists, or sessions of their own. What is not
understood is counted and told, and stays unknown.

- A plan without weeks is one week.
- Everything is planned: what the plan does not list is not done.
- A warm-up that is a text is a list of what stands between commas, semicolons and line ends.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from backsafe.readers.dates import read_date
from backsafe.readers.entries import TIMED, plain_name
from backsafe.readers.planned import kind_of, lift, planned_load, set_fields, timed, whole_sets
from backsafe.readers.records import LOADS, THINGS, fields_of
from backsafe.readers.schemes import Scheme, read_scheme
from backsafe.readers.tree import Cursor, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backsafe.readers.planned import Section
    from backsafe.readers.tree import Fields

__all__ = ["RECORDS", "build", "recognize"]

RECORDS = (
    THINGS
    | LOADS
    | fields_of("workouts", "title date day weeks")
    | fields_of("activities", "minutes repeats hold_seconds")
    | fields_of(
        "sets",
        "reps most_reps amrap duration_seconds load_lb load_percent warm_up "
        "rest_seconds tempo rir rpe",
    )
)
"""What the format can record."""


_NO_PLACE = "a document has no place for it"
_FREE_TEXT = "free text"
# Lists count, too.
_DEEPEST = 12
_MOST_SESSIONS_OF_A_WEEK = 50


def _words(*names: str) -> frozenset[str]:
    return frozenset(names)


# Keys without case, accents, spaces and punctuation.
_EXERCISES = _words(
    "exercises", "exerciselist", "movements", "main", "mainexercises", "mainworkout", "mainset",
    "strength", "conditioning", "accessories", "accessory", "items", "uebungen", "ubungen",
    "ejercicios", "exercicios", "exercices", "finisher",
)  # fmt: skip
_NESTED = _words("blocks", "sections", "workout", "circuit", "supersets", "routine", "session")
_WARM_UPS = _words("warmup", "warmups", "warmupexercises", "aufwaermen", "aufwarmen", "prep",
                   "calentamiento", "aquecimento", "echauffement")  # fmt: skip
_COOL_DOWNS = _words("cooldown", "cooldowns", "cooldownexercises", "stretching", "stretches",
                     "abwaermen", "abkuehlen", "cooldownstretches")  # fmt: skip
_HOLDERS = _words(
    "days", "workoutdays", "workouts", "sessions", "schedule", "weeklyplan", "weeklyschedule",
    "workoutplan", "plan", "program", "programme", "routine", "routines", "trainingsplan",
    "dailyworkouts", "trainingdays", "tage", "dias", "split", "training",
)  # fmt: skip
_WEEKS = _words("weeks", "wochen", "semanas", "semaines")
_PHASES = _words("phases", "mesocycles")
_WEEK_KEY = re.compile(r"(?:week|woche|semana|semaine|w)0*([0-9]{1,3})")
_DAY_KEY = re.compile(
    r"(?:(?:day|tag|dia|jour|workout|session|d)0*([0-9]{1,2})[a-z]?|workout[a-z])"
)
_WEEKDAYS = (
    ("monday", "montag", "lunes", "segunda", "lundi", "mon"),
    ("tuesday", "dienstag", "martes", "terca", "mardi", "tue"),
    ("wednesday", "mittwoch", "miercoles", "quarta", "mercredi", "wed"),
    ("thursday", "donnerstag", "jueves", "quinta", "jeudi", "thu"),
    ("friday", "freitag", "viernes", "sexta", "vendredi", "fri"),
    ("saturday", "samstag", "sabado", "samedi", "sat"),
    ("sunday", "sonntag", "domingo", "dimanche", "sun"),
)
_NAMES = (
    "name", "exercise", "exercisename", "exercisetitle", "title", "movement", "uebung", "ubung",
    "uebungname", "ejercicio", "exercicio", "exercice", "ref", "exercisekey",
)  # fmt: skip
_SETS = ("sets", "targetsets", "numsets", "numberofsets", "saetze", "satze", "series", "rounds")
_REPS = (
    "reps", "targetreps", "repetitions", "repeticiones", "repeticoes", "wiederholungen", "reprange",
    "wdh",
)  # fmt: skip
_LEAST_REPS = ("repsmin", "repmin", "minreps")
_MOST_REPS = ("repsmax", "repmax", "maxreps")
_SECONDS = ("durationseconds", "durationsec", "durationsecs", "seconds", "holdseconds", "hold")
_MINUTES = ("durationminutes", "durationmin", "minutes")
_DURATIONS = ("duration", "time")
_RESTS = (
    "rest", "resttime", "restseconds", "restsec", "restperiod", "pause", "pausesekunden",
    "restbetweensets", "descanso",
)  # fmt: skip
_LOADS = ("weight", "load", "gewicht", "startingweight", "intensity", "peso")
_KILOGRAMS, _POUNDS = ("weightkg", "loadkg"), ("weightlb", "weightlbs", "loadlb")
_PERCENTS = ("percent", "percentage", "loadpercent", "percent1rm", "percentage1rm")
_SCHEMES = ("scheme", "prescription", "setsreps", "volume", "setsandreps", "setsxreps")
_TITLES = (
    "title", "name", "focus", "label", "dayname", "workoutname", "dayfocus", "type", "day", "tag",
    "theme", "category",
)  # fmt: skip
_DAY_NAMES = ("day", "dayname", "weekday", "wochentag", "dayofweek", "tag")
# Other numbers say which session it is, and not on which day.
_DAY_NUMBERS = ("dayofweek", "weekday", "wochentag")
_TEXTS = (
    "notes", "note", "instructions", "description", "formtip", "cues", "tips", "hinweis", "notizen",
    "beschreibung", "techniquenote", "explanation", "substitutes", "generaladvice", "desc",
)  # fmt: skip


def _plain(key: Any) -> str:
    folded = unicodedata.normalize("NFKD", str(key).casefold()).replace("\u00df", "ss")
    return "".join(it for it in folded if it.isascii() and it.isalnum())


def recognize(data: Any) -> bool:
    """Returns whether a tree looks like a plan: somewhere in it is a list of exercises."""
    return _looks_like_plan(data, _DEEPEST)


def _looks_like_plan(part: Any, depth: int) -> bool:
    if depth == 0:
        return False
    if isinstance(part, dict):
        for key, value in part.items():
            plain = _plain(key)
            if plain in _EXERCISES and _names_something(value):
                return True
            holds = plain in _HOLDERS | _WEEKS | _PHASES | _NESTED or _is_part(plain)
            if holds and (_looks_like_plan(value, depth - 1) or _names_exercises(value)):
                return True
        return False
    return isinstance(part, list) and any(_looks_like_plan(it, depth - 1) for it in part[:20])


def _names_something(value: Any) -> bool:
    if not isinstance(value, list) or not value:
        return False
    first = value[0]
    if isinstance(first, dict):
        return any(_plain(key) in _NAMES for key in first)
    return isinstance(first, str)


def _names_exercises(value: Any) -> bool:
    """Returns whether this is a list of mappings that name something to be done in sets."""
    return (
        isinstance(value, list)
        and bool(value)
        and isinstance(value[0], dict)
        and any(_plain(key) in _NAMES for key in value[0])
        and any(_plain(key) in {*_SETS, *_REPS, *_SCHEMES} for key in value[0])
    )


def _is_part(plain: str) -> bool:
    return _is_day(plain) or _WEEK_KEY.fullmatch(plain) is not None


def _is_day(plain: str) -> bool:
    return _DAY_KEY.fullmatch(plain) is not None or _weekday(plain) is not None


def _weekday(text: str) -> int | None:
    plain = _plain(text)
    for number, names in enumerate(_WEEKDAYS, 1):
        if plain in names:
            return number
    return None


def build(root: Cursor) -> Node:
    """Returns our document of a plan."""
    title = _named(root, ("name", "title", "planname", "programname", "routinename", "splitname"))
    weeks = list(_weeks(root, _DEEPEST))
    workouts = [session for _, sessions in weeks for session in sessions]
    top: dict[str, Any] = {"backsafe": 1}
    if len(workouts) == 1 and len(weeks) == 1:
        return Node(
            workouts[0].origin, **{**workouts[0], **top, "title": workouts[0].get("title") or title}
        )
    found = [
        Node(source.pointer, workouts=sessions[start : start + _MOST_SESSIONS_OF_A_WEEK])
        for source, sessions in weeks
        for start in range(0, max(len(sessions), 1), _MOST_SESSIONS_OF_A_WEEK)
    ]
    return Node(root.pointer, **top, title=title, weeks=found)


def _find(source: Cursor, names: Iterable[str]) -> Cursor | None:
    """Returns the value below the first of these keys that the source has."""
    keys = {_plain(key): key for key in reversed(source.names)}
    for name in names:
        if name in keys and source.at(keys[name]).value is not None:
            return source.at(keys[name])
    return None


def _named(source: Cursor, names: Iterable[str]) -> str | None:
    found = _find(source, names)
    return None if found is None else found.name()


def _weeks(source: Cursor, depth: int) -> Iterator[tuple[Cursor, list[Node]]]:
    """Yields each week with its sessions."""
    if depth == 0:
        return
    for part in _below(source, _PHASES):
        for phase in part.each():
            yield from _weeks(phase, depth - 1)
    weeks = [week for part in _below(source, _WEEKS) for week in _members(part)]
    weeks += [source.at(key) for key in source.names if _WEEK_KEY.fullmatch(_plain(key))]
    for week in weeks:
        yield week, list(_sessions(week, depth - 1))
    if weeks:
        return
    holders = [part for part in _below(source, _HOLDERS) if part.is_mapping]
    inner = [week for part in holders for week in _weeks(part, depth - 1) if week[1]]
    if inner:
        yield from inner
        return
    sessions = list(_sessions(source, depth))
    if sessions:
        yield source, sessions


def _below(source: Cursor, names: frozenset[str]) -> list[Cursor]:
    return [source.at(key) for key in source.names if _plain(key) in names]


def _members(source: Cursor) -> list[Cursor]:
    """Returns the items of a list, or the values of a mapping of names to parts."""
    return [source.at(key) for key in source.names] if source.is_mapping else source.each()


def _sessions(source: Cursor, depth: int) -> Iterator[Node]:
    if depth == 0:
        return
    if isinstance(source.value, list):
        if _names_exercises(source.value):
            yield _session(source)
            return
        for item in source.each():
            yield from _sessions(item, depth)
        return
    if not source.is_mapping:
        return
    if _find(source, _EXERCISES) is not None or _is_session(source):
        yield _session(source)
        return
    for key in source.names:
        plain, part = _plain(key), source.at(key)
        if plain in _HOLDERS or plain in _NESTED or _is_day(plain):
            found = list(_sessions(part, depth - 1))
            for session in found:
                _name_by_key(session, key)
            yield from found


def _is_session(source: Cursor) -> bool:
    """Returns whether sections of exercises make this a session."""
    parts = [part for part in _below(source, _NESTED) if part.value is not None]
    return any(
        _find(item, _EXERCISES) is not None for part in parts for item in part.each()
    ) and not _below(source, _HOLDERS - _NESTED)


def _name_by_key(session: Node, key: str) -> None:
    number = _weekday(key)
    if number is not None:
        session.setdefault("day", number)
    if number is not None or _DAY_KEY.fullmatch(_plain(key)):
        session.setdefault("title", plain_name(key))


def _session(source: Cursor) -> Node:
    activities: list[Node] = []
    _collect(source, "main", activities, _DEEPEST)
    date = _find(source, ("date", "datum", "fecha"))
    day = None
    if date is not None:
        read = read_date(str(date.value))
        day = None if read is None else read.date().isoformat()
        if day is not None:
            date.use()
    session = Node(source.pointer, title=_named(source, _TITLES), date=day)
    number = _day_number(source)
    if number is not None:
        session["day"] = number
    session["activities"] = activities
    return session


def _day_number(source: Cursor) -> int | None:
    """Returns the day of the week; "day 2" is none, since nobody says how far it is from day 1."""
    named = _find(source, _DAY_NAMES)
    if named is not None and isinstance(named.value, str):
        number = _weekday(named.value)
        if number is not None:
            named.use()
        return number
    counted = _find(source, _DAY_NUMBERS)
    day = None if counted is None else counted.number()
    return int(day) if day is not None and day in range(1, 8) else None


def _collect(source: Cursor, section: Section, found: list[Node], depth: int) -> None:
    """Collects the activities of a session or section, in the order of their keys.

    A warm-up comes before and a cool-down after the rest, wherever they are written.
    """
    if depth == 0:
        return
    if not source.is_mapping:
        for item in source.each():
            _collect_item(item, section, found, depth)
        return
    parts: list[tuple[int, Section, Cursor]] = []
    for key in source.names:
        plain, part = _plain(key), source.at(key)
        if plain in _WARM_UPS and not isinstance(part.value, bool):
            parts.append((0, "warm_up", part))
        elif plain in _COOL_DOWNS and not isinstance(part.value, bool):
            parts.append((2, "cool_down", part))
        elif plain in _EXERCISES or (plain in _NESTED and not isinstance(part.value, str)):
            parts.append((1, section, part))
        elif plain in _TEXTS:
            part.ignore(_FREE_TEXT)
    parts.sort(key=lambda part: part[0])
    for _, own, part in parts:
        if isinstance(part.value, str):
            found.extend(_spoken(part, own))
        elif part.is_mapping and own != "main":
            _collect_section(part, own, found, depth - 1)
        else:
            _collect(part, own, found, depth - 1)


def _collect_section(source: Cursor, section: Section, found: list[Node], depth: int) -> None:
    """Collects a warm-up or cool-down that is a mapping: exercises, or words and a duration."""
    before = len(found)
    _collect(source, section, found, depth)
    if len(found) > before:
        return
    words = _find(source, ("description", "activity", "type", *_NAMES))
    if words is not None and isinstance(words.value, str):
        found.append(_exercise(source, plain_name(words.value), section))
        words.use()


def _collect_item(item: Cursor, section: Section, found: list[Node], depth: int) -> None:
    if isinstance(item.value, str):
        found.extend(_spoken(item, section))
        return
    if not item.is_mapping:
        return
    inner = _find(item, _EXERCISES)
    if inner is not None and not isinstance(inner.value, str):
        named = _named(item, ("name", "category", "title", "type")) or ""
        _collect(item, _section_named(named, section), found, depth - 1)
        return
    at = _find(item, _NAMES)
    if at is not None and at.is_mapping:
        at = _find(at, _NAMES)
    name = None if at is None else at.name()
    if name is not None:
        found.append(_exercise(item, name, section))


def _section_named(name: str, section: Section) -> Section:
    plain = _plain(name)
    if any(plain.startswith(word) for word in _WARM_UPS):
        return "warm_up"
    return "cool_down" if any(plain.startswith(word) for word in _COOL_DOWNS) else section


_BETWEEN = re.compile(r"[,;\n]+|\bthen\b|\bfollowed by\b|\.\s|\s\+\s", re.IGNORECASE)
_AROUND = " \t-*\u2022:.()[]"


def _spoken(source: Cursor, section: Section) -> Iterator[Node]:
    """Yields the activities that a text names."""
    text = source.text()
    if text is None:
        return
    parts = [text] if section == "main" else _BETWEEN.split(text)
    named = False
    for part in parts:
        scheme = read_scheme(part)
        name = plain_name(scheme.left_over.strip(_AROUND))
        if name and any(character.isalpha() for character in name):
            yield _made(source, name, section, scheme, source)
            named = True
    if not named:
        source.fail("a text that names no exercise")


def _exercise(source: Cursor, name: str, section: Section) -> Node:
    """Returns the activity of a mapping that names an exercise."""
    for key in source.names:
        if _plain(key) in _TEXTS:
            source.at(key).ignore(_FREE_TEXT)
    scheme = Scheme()
    for keys, bare in ((_SCHEMES, ""), (_SETS, "sets"), (_REPS, "reps"), (_LOADS, "")):
        scheme = _with_text(scheme, _find(source, keys), bare)
    return _made(source, name, section, scheme, source)


def _with_text(scheme: Scheme, source: Cursor | None, bare: str) -> Scheme:
    """Returns a scheme with what a text adds to it; what stands there already stays."""
    if source is None or not isinstance(source.value, str):
        return scheme
    read = read_scheme(source.value, bare_number=bare)
    if not read.understood:
        source.fail("a text that was not understood")
        return scheme
    if read.left_over:
        source.ignore("understood in part; the rest is words")
    source.use()
    stated = {
        name: value for name, value in read._asdict().items() if value and name != "left_over"
    }
    kept = {name: value for name, value in scheme._asdict().items() if value}
    return Scheme()._replace(**{**stated, **kept})


def _number_of(source: Cursor, keys: Iterable[str]) -> tuple[float | None, Cursor]:
    found = _find(source, keys)
    if found is None:
        return None, source
    return found.number(), found


def _made(source: Cursor, name: str, section: Section, scheme: Scheme, origin: Cursor) -> Node:
    numbers = source if source.is_mapping else Cursor({}, source.pointer)
    sets, sets_at = _number_of(numbers, _SETS)
    reps, reps_at = _number_of(numbers, (*_REPS, *_LEAST_REPS))
    listed = sets_at if isinstance(sets_at.value, list) else None
    seconds, seconds_at = _duration(numbers, scheme)
    counted = bool(sets or reps or scheme.sets or scheme.reps or listed)
    kind = kind_of(name, section, sets=counted)
    weighed = _find(numbers, (*_LOADS, *_KILOGRAMS, *_POUNDS)) is not None
    if kind in TIMED and not (weighed and kind == "activation"):
        times = sets or scheme.sets
        return timed(
            origin,
            name,
            kind,
            seconds=None if seconds is None else (seconds, (seconds_at,)),
            repeats=None if not times else (int(times), (sets_at,)),
        )
    if listed is not None:
        return lift(origin, name, [_listed_set(it, name, section) for it in listed.each()])
    fields = set_fields(origin)
    fields.put(
        "reps", int(reps) if reps is not None and reps == int(reps) else scheme.reps, reps_at
    )
    most, most_at = _number_of(numbers, _MOST_REPS)
    fields.put(
        "most_reps", int(most) if most else scheme.most_reps if reps is None else None, most_at
    )
    fields.put("amrap", scheme.amrap or None)
    fields.put("duration_seconds", seconds, seconds_at)
    fields.put("warm_up", True if section == "warm_up" else None)
    _details(numbers, name, scheme, fields)
    count = sets if sets is not None else scheme.sets
    return lift(origin, name, whole_sets(origin, count, sets_at, fields.done()))


def _duration(source: Cursor, scheme: Scheme) -> tuple[float | None, Cursor]:
    for keys, scale in ((_SECONDS, 1), (_MINUTES, 60)):
        number, at = _number_of(source, keys)
        if number is not None:
            return number * scale, at
    found = _find(source, (*_SECONDS, *_DURATIONS))
    if found is not None and isinstance(found.value, str):
        read = read_scheme(found.value)
        if read.seconds is not None:
            found.use()
            return read.seconds, found
        found.fail("a duration that was not understood")
    elif found is not None and found.value is not None:
        found.fail("a duration without a unit")
    return scheme.seconds, source


def _details(source: Cursor, name: str, scheme: Scheme, fields: Fields) -> None:
    """Sets rest, effort, tempo and load."""
    rest = _find(source, _RESTS)
    if rest is not None:
        seconds = _rest(rest)
        fields.put("rest_seconds", seconds, rest)
    else:
        fields.put("rest_seconds", scheme.rest_seconds)
    for ours in ("rpe", "rir"):
        number, at = _number_of(source, (ours, f"target{ours}"))
        fields.put(ours, number if number is not None else getattr(scheme, ours), at)
    tempo = _find(source, ("tempo",))
    if tempo is not None:
        fields.put("tempo", tempo.text(), tempo)
    percent, percent_at = _number_of(source, _PERCENTS)
    weight, weight_at = _number_of(source, _KILOGRAMS)
    pounds, pounds_at = _number_of(source, _POUNDS)
    plain = _find(source, _LOADS)
    if plain is not None and plain.value and not isinstance(plain.value, str | bool):
        plain.fail("a weight without a unit")
    unit = "kg" if weight is not None or scheme.load_kg else "lb"
    load = planned_load(
        name,
        weight=weight or pounds or scheme.load_kg or scheme.load_lb,
        unit=unit,
        percent=percent if percent is not None else scheme.load_percent,
        body_weight=scheme.body_weight,
    )
    at = next(
        (it for number, it in ((weight, weight_at), (pounds, pounds_at)) if number), percent_at
    )
    for field, value in load.items():
        fields.put(field, value, at)


def _rest(source: Cursor) -> float | None:
    """Returns a rest in seconds; a plain number is of seconds, or of minutes below 10."""
    number = source.number()
    if number is not None:
        return number if number >= 10 or number == 0 else None
    text = source.text()
    read = None if text is None else read_scheme(f"rest {text}")
    seconds = None if read is None else read.rest_seconds
    if seconds is None:
        source.fail("a rest that was not understood")
    return seconds


def _listed_set(source: Cursor, name: str, section: Section) -> Node:
    """Returns a set of a plan that lists them one by one."""
    fields = set_fields(source)
    if isinstance(source.value, str):
        scheme = read_scheme(source.value, bare_number="reps")
        source.use() if scheme.understood else source.fail("a text that was not understood")
    else:
        scheme = Scheme()
        for keys, bare in ((_REPS, "reps"), (_LOADS, "")):
            scheme = _with_text(scheme, _find(source, keys), bare)
    reps, reps_at = (
        _number_of(source, (*_REPS, *_LEAST_REPS)) if source.is_mapping else (None, source)
    )
    fields.put(
        "reps", int(reps) if reps is not None and reps == int(reps) else scheme.reps, reps_at
    )
    fields.put("most_reps", scheme.most_reps if reps is None else None)
    fields.put("amrap", scheme.amrap or None)
    if source.is_mapping:
        seconds, at = _duration(source, scheme)
        fields.put("duration_seconds", seconds, at)
        _details(source, name, scheme, fields)
        kind = _find(source, ("type", "settype", "kind"))
        marked = kind is not None and _plain(kind.text() or "") in _WARM_UPS
        fields.put("warm_up", True if marked or section == "warm_up" else None)
    return fields.done()
