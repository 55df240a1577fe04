"""FIT files of watches: what a strength activity records of its sets.

What they can record: exercises, sets with repetitions, weight and how long they took, the rest
after a set, and the day. Which exercise it was is what the watch took it for, or what a planned
workout asked for. They cannot record tempo, technique or effort, nor which sets are warm-up sets,
unless a planned workout was followed whose step is a warm-up.

- Weights are kilograms, whatever unit the watch shows.
- A set names its exercise by numbers. The file's own titles, the step of the workout and the FIT
  profile, which the package ``fitdecode`` carries, turn them into names; the one that the catalogue
  knows is taken. A category alone is a name only where there is no better one.
- One FIT file is one session; files that are chained are as many.
- Messages other than sets, and what names or dates them, hold no set and are left out.
"""

from __future__ import annotations

import math
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from backsafe.errors import DocumentError, Problem
from backsafe.exercises import find
from backsafe.model import Log, Workout
from backsafe.readers.document import Account, Document, ReaderNotice, Reason
from backsafe.readers.entries import TIMED, Entry, RowError, entry_of, plain_name, valid
from backsafe.readers.formats import binary_format
from backsafe.readers.records import LOADS, THINGS, fields_of
from backsafe.syntax.positions import NoPositions
from backsafe.syntax.text import MEBIBYTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

__all__ = ["FIT_CAP", "RECORDS", "parse"]

RECORDS = (
    THINGS
    | LOADS
    | fields_of("workouts", "title date")
    | fields_of("activities", "minutes repeats hold_seconds")
    | fields_of("sets", "reps duration_seconds warm_up rest_seconds")
)
"""What the format can record."""


FIT_CAP = 64 * MEBIBYTE
"""Most bytes of a FIT file."""

# A day of a watch that records every second is below a third of this; decoding takes its time.
_MOST_MESSAGES = 300_000
_MOST_VALUES = 6_000_000
# A hostile file must not choose how much we keep.
_MOST_KEPT = 5_000
_MOST_NOTICES = 20
# As many as one lift holds.
_MOST_SETS = 1000

# Numbers of messages in the FIT profile.
_FILE_ID, _SESSION, _WORKOUT, _STEP, _ACTIVITY, _SET, _TITLE = 0, 18, 26, 27, 34, 225, 264
_UNKNOWN_CATEGORY = 65534
_REST, _ACTIVE = 0, 1
_WARM_UP_INTENSITY = 2
# Times count from here, in the zone that they are told in.
_EPOCH = datetime(1989, 12, 31)
# Smaller times count from when the device was switched on.
_LEAST_TIME = 0x10000000
_FARTHEST_ZONE = 15 * 3600

# Categories that say what an exercise is done with, which its name then leaves out.
_DONE_WITH = {
    37: "banded", 38: "battle rope", 43: "ladder", 44: "sandbag", 45: "sled", 46: "sledgehammer",
    49: "suspension", 50: "tire",
}  # fmt: skip
_KINDS = {
    **dict.fromkeys((2, 32, 33, 34, 39, 40, 41, 42, 47, 52, 53), "cardio"),
    **dict.fromkeys((31, 35, 36), "mobility"),
}
"""Number of a category → kind of its exercises that the catalogue does not know, if no lifts."""
_NO_EXERCISE = "unknown exercise"


def parse(data: bytes, path: str) -> Document:
    """Reads the sets of a FIT file.

    Args:
        data: The file.
        path: Its name in messages.

    Raises:
        DocumentError: It is no FIT file, is damaged or too large, or holds no set; or the package
            that decodes FIT files is not installed.
    """
    if len(data) > FIT_CAP:
        raise DocumentError(Problem(f"is too large: at most {FIT_CAP // MEBIBYTE} MiB", path))
    if binary_format(data) != "fit":
        raise DocumentError(Problem("is no FIT file: .FIT does not stand at byte 8", path))
    fitdecode = _fitdecode(path)
    ledger = _Ledger()
    recordings = [_Recording()]
    for frame in _frames(fitdecode, data, path):
        if frame.frame_type == fitdecode.FIT_FRAME_HEADER:
            if ledger.read:
                recordings.append(_Recording())
        elif frame.frame_type == fitdecode.FIT_FRAME_DATA:
            ledger.read += 1
            if not recordings[-1].take(frame.global_mesg_num, frame, ledger):
                ledger.ignored["no set of strength training"] += 1
    return _document(recordings, _Names(fitdecode.profile.FIELD_TYPES), ledger, path)


def _fitdecode(path: str) -> ModuleType:
    from importlib import import_module

    try:
        import_module("fitdecode.profile")
    except ImportError:
        message = "is a FIT file, which needs the package fitdecode: pip install 'backsafe[fit]'"
        raise DocumentError(Problem(message, path)) from None
    return import_module("fitdecode")


def _frames(fitdecode: ModuleType, data: bytes, path: str) -> Iterator[Any]:
    """Yields what a file is made of, in order.

    Raises:
        DocumentError: It is damaged, or holds more than any activity does.
    """
    reader = fitdecode.FitReader(
        data,
        # Numbers as they are: names and units are read here, from the few messages that matter.
        processor=None,
        check_crc=fitdecode.CrcCheck.RAISE,
        # Fields that no profile describes are common, and are none of ours.
        error_handling=fitdecode.ErrorHandling.IGNORE,
        keep_raw_chunks=True,
    )
    frames = iter(reader)
    after = messages = values = 0
    while True:
        try:
            frame = next(frames)
        except StopIteration:
            return
        # Damaged data make the decoder fail in any way that code can.
        except Exception as error:
            raise DocumentError(Problem(_why_broken(fitdecode, error, after), path)) from None
        after = frame.chunk.offset + len(frame.chunk.bytes)
        if frame.frame_type in (fitdecode.FIT_FRAME_DATA, fitdecode.FIT_FRAME_DEFINITION):
            messages += 1
            if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                values += len(frame.fields)
            if messages > _MOST_MESSAGES or values > _MOST_VALUES:
                what = f"{_MOST_MESSAGES:,} messages or {_MOST_VALUES:,} values"
                raise DocumentError(Problem(f"holds too much: at most {what}", path))
        yield frame


def _why_broken(fitdecode: ModuleType, error: Exception, after: int) -> str:
    if isinstance(error, fitdecode.FitEOFError):
        return f"is cut short: it ends within what begins at byte {after}"
    if isinstance(error, fitdecode.FitCRCError):
        return f"is damaged: the checksum at byte {after} is another than that of the data"
    if isinstance(error, fitdecode.FitHeaderError):
        return f"is damaged: no FIT file begins at byte {after}, where one must"
    return f"is damaged: what stands at byte {after} cannot be decoded"


class _Ledger:
    """What became of each message."""

    def __init__(self) -> None:
        self.read = 0
        self.ignored: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()
        self.notices: list[str] = []

    def fail(self, reason: str, message: str = "") -> None:
        """Counts a message that could not be read."""
        self.failed[reason] += 1
        if len(self.notices) < _MOST_NOTICES:
            self.notices.append(message or reason)

    def account(self) -> Account:
        """Returns the sums."""
        lost = self.ignored.total() + self.failed.total()
        ignored, failed = (
            tuple(Reason(text, count, None) for text, count in counts.items())
            for counts in (self.ignored, self.failed)
        )
        return Account("messages", self.read, self.read - lost, ignored, failed)


class _Pair(NamedTuple):
    """The numbers that name an exercise; of those that are not known, ``None``."""

    category: int | None = None
    exercise: int | None = None


class _SetMessage(NamedTuple):
    """A message that is a set or a rest."""

    kind: int | None
    pair: _Pair
    step: int | None
    reps: int | None
    kilograms: float | None
    seconds: float | None


class _Step(NamedTuple):
    """A step of a workout that was followed."""

    pair: _Pair
    name: str
    warm_up: bool


class _Recording:
    """What one FIT file tells that is of use, before any of it is put together."""

    def __init__(self) -> None:
        self.sets: list[_SetMessage] = []
        self.titles: dict[_Pair, str] = {}
        self.steps: dict[int, _Step] = {}
        self.title = ""
        self.planned = False
        self._begin: int | None = None
        self._first_set: int | None = None
        self._created: int | None = None
        self._end: int | None = None
        self._zone: int | None = None

    def take(self, number: int, frame: Any, ledger: _Ledger) -> bool:
        """Takes a message; returns whether anything of it is of use, or counted already."""
        taking = {
            _SET: self._take_set, _TITLE: self._take_title, _STEP: self._take_step,
            _WORKOUT: self._take_workout, _SESSION: self._take_session,
            _ACTIVITY: self._take_activity, _FILE_ID: self._take_file,
        }.get(number)  # fmt: skip
        return taking is not None and taking(_Values(frame), ledger)

    def _take_set(self, values: _Values, ledger: _Ledger) -> bool:
        if len(self.sets) == _MOST_KEPT:
            ledger.fail(f"more than {_MOST_KEPT:,} sets and rests")
            return True
        if self._first_set is None:
            self._first_set = values.time(6) or values.time(254)
        self.sets.append(
            _SetMessage(
                kind=values.whole(5),
                pair=values.pair(7, 8),
                step=values.whole(11),
                reps=values.whole(3),
                kilograms=values.number(4, scale=16),
                seconds=values.number(0, scale=1000),
            )
        )
        return True

    def _take_title(self, values: _Values, _: _Ledger) -> bool:
        pair, name = values.pair(0, 1), values.text(2)
        if pair.category is None or not name or len(self.titles) == _MOST_KEPT:
            return False
        self.titles.setdefault(pair, name)
        return True

    def _take_step(self, values: _Values, _: _Ledger) -> bool:
        index = values.whole(254)
        if index is None or len(self.steps) == _MOST_KEPT:
            return False
        warm_up = values.whole(7) == _WARM_UP_INTENSITY
        self.steps[index] = _Step(values.pair(10, 11), values.text(0), warm_up)
        return True

    def _take_workout(self, values: _Values, _: _Ledger) -> bool:
        self.planned = True
        self.title = self.title or values.text(8)
        return bool(self.title)

    def _take_session(self, values: _Values, _: _Ledger) -> bool:
        begin = values.time(2)
        if begin is not None:
            self._begin = begin if self._begin is None else min(begin, self._begin)
        return begin is not None

    def _take_activity(self, values: _Values, _: _Ledger) -> bool:
        self._end, local = values.time(253), values.time(5)
        if self._end is not None and local is not None:
            zone = local - self._end
            self._zone = zone if abs(zone) <= _FARTHEST_ZONE else None
        return self._end is not None

    def _take_file(self, values: _Values, _: _Ledger) -> bool:
        self._created = values.time(4)
        return self._created is not None

    @property
    def start(self) -> datetime | None:
        """When it began: local time where the file tells it, else universal time."""
        for seconds in (self._begin, self._first_set, self._end, self._created):
            if seconds is not None:
                return _EPOCH + timedelta(seconds=seconds + (self._zone or 0))
        return None

    @property
    def start_is_local(self) -> bool:
        """Whether the file tells the local time."""
        return self._zone is not None


class _Values:
    """The fields of a message by their numbers in the profile; what is invalid is ``None``."""

    def __init__(self, frame: Any) -> None:
        self._values: dict[int, Any] = {}
        for field in frame.fields:
            definition = field.field_def
            # Fields of developers have numbers of their own.
            if definition is not None and not definition.is_dev:
                self._values.setdefault(definition.def_num, field.raw_value)

    def listed(self, number: int) -> tuple[Any, ...]:
        """Returns the values of a field that may hold many."""
        value = self._values.get(number)
        return value if isinstance(value, tuple) else (value,)

    def number(self, number: int, scale: int = 1) -> float | None:
        """Returns a finite number that is not negative."""
        value = self._values.get(number)
        if isinstance(value, int | float) and math.isfinite(value) and value >= 0:
            return value / scale
        return None

    def whole(self, number: int) -> int | None:
        """Returns a whole number."""
        value = self.number(number)
        return None if value is None or value != int(value) else int(value)

    def time(self, number: int) -> int | None:
        """Returns seconds since the epoch of FIT."""
        value = self.whole(number)
        return value if value is not None and _LEAST_TIME <= value < 1 << 32 else None

    def text(self, number: int) -> str:
        """Returns a text as names may be; an empty one if there is none."""
        value = self._values.get(number)
        return plain_name(value) if isinstance(value, str) else ""

    def pair(self, categories: int, exercises: int) -> _Pair:
        """Returns the numbers of an exercise; of several guesses the first is the best."""
        names = self.listed(exercises)
        for place, category in enumerate(self.listed(categories)):
            if isinstance(category, int) and category != _UNKNOWN_CATEGORY:
                name = names[place] if place < len(names) else None
                return _Pair(category, name if isinstance(name, int) else None)
        return _Pair()


class _Names:
    """Names of exercises in the FIT profile.

    Args:
        types: Types of the profile by their names.
    """

    def __init__(self, types: Mapping[str, Any]) -> None:
        self._types = types

    def category(self, pair: _Pair) -> str:
        """Returns the name of a category; an empty text if there is none."""
        return self._named("exercise_category", pair.category).replace("_", " ").capitalize()

    def exercise(self, pair: _Pair) -> str:
        """Returns the name of an exercise; an empty text if there is none."""
        category = self._named("exercise_category", pair.category)
        name = self._named(f"{category}_exercise_name", pair.exercise)
        if not name:
            return ""
        with_what = _DONE_WITH.get(pair.category or 0, "")
        return f"{with_what} {name}".strip().replace("_", " ").capitalize()

    def _named(self, type_name: str, number: int | None) -> str:
        known = self._types.get(type_name)
        return "" if known is None or number is None else str((known.enum or {}).get(number, ""))


def _document(recordings: list[_Recording], names: _Names, ledger: _Ledger, path: str) -> Document:
    used: list[_Recording] = []
    sessions: list[Workout] = []
    for recording in sorted(recordings, key=lambda it: (it.start is None, it.start or _EPOCH)):
        activities = _activities(_entries(recording, names, ledger), ledger)
        if activities:
            used.append(recording)
            sessions.append(_workout(recording, activities))
    if not sessions:
        planned = any(recording.planned for recording in recordings)
        raise DocumentError(Problem(_why_empty(ledger, planned=planned), path))
    return Document(
        path,
        Log(workouts=tuple(sessions)),
        NoPositions(),
        reader="fit",
        notices=tuple(_notices(used, ledger, path)),
        account=ledger.account(),
    )


def _workout(recording: _Recording, activities: list[dict[str, Any]]) -> Workout:
    return Workout.model_validate(
        {
            "kind": "log",
            "title": recording.title or None,
            "date": recording.start.date() if recording.start else None,
            "activities": tuple(activities),
        }
    )


def _activities(entries: Iterator[Entry], ledger: _Ledger) -> list[dict[str, Any]]:
    """Returns what a session holds: sets of one exercise in a row are one lift."""
    found: list[dict[str, Any]] = []
    for count, entry in enumerate(entries):
        if count >= _MOST_SETS:
            ledger.fail(f"more than {_MOST_SETS:,} sets in a session")
        elif entry.kind != "set":
            found.append(entry.fields)
        elif found and found[-1]["type"] == "lift" and found[-1]["exercise"] == entry.exercise:
            found[-1]["sets"].append(entry.fields)
        else:
            found.append({"type": "lift", "exercise": entry.exercise, "sets": [entry.fields]})
    return found


def _why_empty(ledger: _Ledger, *, planned: bool) -> str:
    if ledger.notices:
        return f"holds no set that can be read; the first: {ledger.notices[0]}"
    why = "it is a planned workout" if planned else "it is of another sport, or of no activity"
    return f"holds no set of strength training: {why}"


def _notices(recordings: list[_Recording], ledger: _Ledger, path: str) -> Iterator[ReaderNotice]:
    for message in ledger.notices:
        yield ReaderNotice("message-skipped", f"message skipped: {message}", path=path)
    more = ledger.failed.total() - len(ledger.notices)
    if more > 0:
        message = f"{more} more messages skipped; --verbose counts the reasons"
        yield ReaderNotice("messages-skipped", message, path=path)
    if any(recording.start is None for recording in recordings):
        message = "a session's start is not known; it is taken as the latest"
        yield ReaderNotice("date-not-read", message, path=path)
    if any(recording.start and not recording.start_is_local for recording in recordings):
        message = "the file does not tell the local time; the day is that of universal time"
        yield ReaderNotice("date-not-local", message, path=path)


def _entries(recording: _Recording, names: _Names, ledger: _Ledger) -> Iterator[Entry]:
    """Yields what a recording holds; the rest after a set is set when the next one is asked for."""
    last: Entry | None = None
    for message in recording.sets:
        if message.kind == _REST:
            _rest(last, message.seconds, ledger)
            continue
        if last is not None:
            yield last
            last = None
        if message.kind not in (_ACTIVE, None):
            ledger.fail("a set that is neither active nor rest")
            continue
        try:
            last = _entry(message, recording, names)
        except RowError as error:
            ledger.fail(error.reason, error.message)
    if last is not None:
        yield last


def _rest(last: Entry | None, seconds: float | None, ledger: _Ledger) -> None:
    if not seconds:
        ledger.ignored["a rest without its seconds"] += 1
    elif last is None or last.kind != "set":
        ledger.ignored["a rest that follows no set"] += 1
    else:
        # A rest that was interrupted is written as two.
        whole = last.fields.get("rest_seconds", 0.0) + seconds
        if whole > 7200:
            ledger.fail("a rest of more than two hours")
        else:
            last.fields["rest_seconds"] = whole


def _entry(message: _SetMessage, recording: _Recording, names: _Names) -> Entry:
    """Returns what a set records.

    Raises:
        RowError: It records nothing, or what no set can be.
    """
    step = recording.steps.get(message.step) if message.step is not None else None
    pair, fits = _agreed(message.pair, step)
    name = _name(pair, recording, step.name if step is not None and fits else "", names)
    kind = _KINDS.get(pair.category) if pair.category is not None else None
    # A hold has no repetitions that a watch could count.
    reps = message.reps if message.reps or not message.seconds else None
    if kind is not None and find(name) is None and not message.kilograms:
        minutes = message.seconds / 60 if message.seconds else None
        fields = {"type": kind, "exercise": name, "minutes": minutes}
        if kind != "cardio":
            fields["repeats"] = reps
        return Entry(name, kind, valid(TIMED[kind], fields))
    return entry_of(
        name,
        reps=reps,
        weight=message.kilograms,
        unit="kg",
        seconds=message.seconds or None,
        stated={"warm_up": True if step is not None and step.warm_up else None},
    )


def _agreed(own: _Pair, step: _Step | None) -> tuple[_Pair, bool]:
    """Returns a set's exercise, completed by the step it was done for, and whether they agree."""
    if step is None:
        return own, False
    planned = step.pair
    if own.category is None:
        return planned, True
    same = planned.category in (None, own.category)
    if not same or (own.exercise is not None and planned.exercise not in (None, own.exercise)):
        return own, False
    return _Pair(own.category, planned.exercise if own.exercise is None else own.exercise), True


def _name(pair: _Pair, recording: _Recording, step_name: str, names: _Names) -> str:
    """Returns the name of an exercise that the catalogue knows, or else the best one."""
    title, profile = recording.titles.get(pair, ""), names.exercise(pair)
    for candidate in (title, step_name, profile):
        if candidate and find(candidate) is not None:
            return candidate
    return title or profile or step_name or names.category(pair) or _NO_EXERCISE
