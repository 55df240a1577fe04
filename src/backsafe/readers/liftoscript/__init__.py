"""Plans in Liftoscript, the language in which programs for Liftosaur are written.

What it can record: exercises by week and day, sets with repetitions, ranges and as many as
possible, loads, percentages of the one-rep max, RPE, rest, the length of a set, and warm-up sets.
It cannot record tempo, technique, or a warm-up and stretches other than as exercises.

What is read past, and counted: comments and descriptions, the names of weeks, labels, supersets,
tags, marks that ask for a value, and scripts, which are never executed: a plan is read as it is
written, not as it will be after a progression.

Where the language leaves a choice, this is what is read:

- Of several lists of sets in a line, the one marked ``!`` is planned, or else the first.
- A line repeated over weeks is left out of the days that write the same exercise themselves. In the
  other days it comes after those that are written there; a stated order comes before that.
- Sets are reused from the week in which they are needed. Where that week has the exercise in more
  than one day, or where it reuses another one itself, the line is refused.
- What a line says of all sets wins over what reused sets say, and loses to what its own sets say.
- Warm-up sets that are written once hold for all lines of the exercise; reused ones come after.
- A line without sets is a lift of which nothing is known. A set that may last longer than it says
  has no known length, and the app's own rest is unknown. A day without exercises is no session.
- A weight is added to the body where the catalogue says that the body is the load.

Where nothing is said of warm-up sets, the app adds some by itself, and these are assumed: 5
repetitions at 30, 50 and 80 % of the first set's weight, as far as it exceeds 120, 90 and 45 lb
(barbells, and exercises that are not in the catalogue), 150, 125 and 95 lb (deadlifts and the
bent-over row), or 60, 30 and 10 lb (all others). Which exercise is of which class is our
approximation. Of a weight in percent all three are assumed, since it is seldom so light; of one
that follows from an RPE they are too, without a load. Loads are not rounded to plates. There are
none where no weight is stated, and none for assisted exercises.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from backsafe.errors import DocumentError, Problem, did_you_mean
from backsafe.readers.document import Account, Document, ReaderNotice, Reason
from backsafe.readers.entries import TIMED, plain_name
from backsafe.readers.liftoscript.lines import LiftoscriptError, Source, frame_of, statements
from backsafe.readers.liftoscript.parser import parse_weeks
from backsafe.readers.liftoscript.sections import key_of
from backsafe.readers.liftoscript.sets import (
    is_plain,
    ramp_of,
    set_of,
    timed,
    warm_up_of,
    work_of,
)
from backsafe.readers.planned import kind_of
from backsafe.readers.problems import validate
from backsafe.readers.records import LOADS, THINGS, fields_of
from backsafe.syntax.positions import PlacePositions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backsafe.readers.liftoscript.parser import Exercise, Week
    from backsafe.readers.liftoscript.sections import Reuse, WarmUp
    from backsafe.syntax.positions import Place, Pointer

__all__ = ["RECORDS", "parse", "recognize"]

RECORDS = (
    THINGS
    | LOADS
    | fields_of("workouts", "title weeks")
    | fields_of("activities", "minutes repeats hold_seconds")
    | fields_of(
        "sets",
        "reps most_reps amrap duration_seconds load_lb load_percent warm_up rest_seconds rpe",
    )
)
"""What the format can record."""


_HEAD = 1 << 16
_SECTION = re.compile(r"!?\s*[0-9]+\+?\s*x\s*[0-9]|\.\.\.\s*\S|used\s*:\s*none")
_DAYS = re.compile(r"^##?\s*(?:week|day)\b", re.IGNORECASE | re.MULTILINE)
_SLASHED = re.compile(r"[^:/]+\s/\s")
_FOREIGN = re.compile(r"[-*+>|`\"'{}\[\]<&%@!?]|backsafe\s*:")
# Repeats multiply: a small file must not fill the memory.
_MOST_IN_ALL = 100_000
_MOST_COMPARED = 200
_AROUND = "text around the program"
_UNUSED = "a template that nothing reuses"


def recognize(text: str) -> bool:
    """Returns whether a text is in Liftoscript: most of its lines are exercises with sets."""
    head = text[:_HEAD].replace("\r\n", "\n").replace("\r", "\n")
    frame = frame_of(head)
    if "```liftoscript" in head and frame.start:
        return True
    known = others = 0
    # Below headings of weeks and days, what is between slashes is meant for sections.
    planned = _DAYS.search(head) is not None
    try:
        for _, statement in statements(head, frame.start, frame.end):
            line = statement.strip()
            if line.startswith(("#", "//")):
                continue
            if _is_exercise(line) or (planned and _SLASHED.match(line)):
                known += 1
            else:
                others += 1
    except LiftoscriptError as error:
        # A script without an end; reading the program says so.
        line = head[head.rfind("\n", 0, error.offset) + 1 : error.offset]
        known += _is_exercise(line.strip())
    return known > others


def _is_exercise(line: str) -> bool:
    sections = line.split("/")[1:]
    return not _FOREIGN.match(line) and any(_SECTION.match(it.strip()) for it in sections)


def parse(text: str, path: str) -> Document:
    """Reads a plan in Liftoscript.

    Args:
        text: The plan; alone, in one block of a Markdown file, or below a line that names it.
        path: Its name in messages.

    Raises:
        DocumentError: It cannot be read; says what was expected, and where.
    """
    source = Source(text.replace("\r\n", "\n").replace("\r", "\n"), path)
    frame = frame_of(source.text)
    if frame.programs > 1:
        source.add(f"holds {frame.programs} programs; give one at a time", frame.second)
        source.refuse()
    if frame.start:
        source.ignore(0, frame.start, _AROUND)
    if frame.end < len(source.text):
        source.ignore(frame.end, len(source.text), _AROUND)
    weeks = parse_weeks(source, frame)
    plan = _Plan(source, weeks)
    try:
        data = plan.document(plain_name(frame.title))
    except LiftoscriptError as error:
        source.add(error.message, error.offset)
    source.refuse()
    if not any(week["workouts"] for week in data["weeks"]):
        raise DocumentError(Problem("holds no exercise that is performed", path, 1, 1))
    positions = PlacePositions(plan.places)
    try:
        content = validate(data, path, positions, needs_version=False)
    except DocumentError as error:
        # A line that is repeated is wrong once.
        # A pointer leads into the program that was made of the text; a mistake has one line there.
        plain = (replace(it, pointer="") for it in error.problems)
        raise DocumentError(dict.fromkeys(plain)) from None
    notices = tuple(plan.notices())
    account = _account(source, plan)
    return Document(
        path, content, positions, reader="liftoscript", notices=notices, account=account
    )


def _account(source: Source, plan: _Plan) -> Account:
    for exercise in plan.unused_templates():
        for lines in exercise.lines:
            source.withdraw(lines, _UNUSED)
    read, ignored = source.account()
    reasons = tuple(Reason(text, len(lines), lines[0]) for text, lines in ignored.items())
    return Account("lines", read, read - sum(map(len, ignored.values())), reasons)


class _Plan:
    """Puts the lines of a program into its sessions.

    Args:
        source: The text.
        weeks: What was parsed of it.

    Attributes:
        places: Where the parts of the document stand.
    """

    def __init__(self, source: Source, weeks: list[Week]) -> None:
        self.places: dict[Pointer, Place] = {}
        self._source = source
        self._weeks = weeks
        self._written = [
            exercise for week in weeks for day in week.days for exercise in day.exercises.values()
        ]
        self._templates = {it.key for it in self._written if it.template}
        # Of several, the first; lines that have their own keep them.
        self._warm_ups = {
            it.key: it.warm_ups for it in reversed(self._written) if it.warm_ups is not None
        }
        self._days: list[list[dict[str, Exercise]]] = []
        self._found: list[_Found] = []
        self._reused: set[int] = set()
        self._refused: set[int] = set()
        self._assumed: set[int] = set()
        self._sets = 0

    def document(self, title: str) -> dict[str, Any]:
        """Returns the program; mistakes become problems of the source.

        Raises:
            LiftoscriptError: There is more than can be.
        """
        self._days = self._repeated()
        self._found = [_Found(days) for days in self._days]
        weeks = [self._week(number, week) for number, week in enumerate(self._weeks)]
        return {"title": title or None, "weeks": weeks}

    def unused_templates(self) -> list[Exercise]:
        """Returns the lines that are neither performed nor reused."""
        return [
            it
            for it in self._written
            if it.key in self._templates and it.offset not in self._reused
        ]

    def notices(self) -> list[ReaderNotice]:
        """Returns what was assumed, and what was read past in lines that are used."""
        path, notices = self._source.path, []
        passed = Counter(reason for it in self._written for reason in it.passed)
        if passed:
            listed = "; ".join(f"{reason} ({count})" for reason, count in passed.items())
            notices.append(ReaderNotice("not-mapped", f"read past: {listed}", path=path))
        if self._assumed:
            line = self._source.line(min(self._assumed))
            count = len(self._assumed)
            lines = "1 line says" if count == 1 else f"{count} lines say"
            message = (
                f"{lines} nothing of warm-up sets; those that the app adds by itself are assumed, "
                "up to 80 % of the first set's weight"
            )
            notices.append(ReaderNotice("assumed", message, (), line, path))
        return notices

    def _repeated(self) -> list[list[dict[str, Exercise]]]:
        """Returns the exercises of each day, those that are repeated there included."""
        days = [[dict(day.exercises) for day in week.days] for week in self._weeks]
        steps = 0
        for week in self._weeks:
            for number, day in enumerate(week.days):
                for exercise in day.exercises.values():
                    steps += len(exercise.repeat)
                    if steps > _MOST_IN_ALL:
                        message = f"a program repeats at most {_MOST_IN_ALL:,} exercises"
                        raise LiftoscriptError(message, exercise.offset)
                    for other in exercise.repeat:
                        if other <= len(days) and number < len(days[other - 1]):
                            days[other - 1][number].setdefault(exercise.key, exercise)
        return days

    def _week(self, number: int, week: Week) -> dict[str, Any]:
        self.places["weeks", number] = self._source.index.place(week.offset)
        workouts: list[dict[str, Any]] = []
        for day, exercises in zip(week.days, self._days[number], strict=True):
            above: Pointer = ("weeks", number, "workouts", len(workouts))
            performed = sorted(
                (it for it in exercises.values() if it.key not in self._templates),
                key=lambda it: it.order,
            )
            activities = [
                self._activity(exercise, number, (*above, "activities", place))
                for place, exercise in enumerate(performed)
            ]
            if activities:
                self.places[above] = self._source.index.place(day.offset)
                workouts.append({"title": day.title or None, "activities": activities})
        return {"workouts": workouts}

    def _activity(self, exercise: Exercise, week: int, pointer: Pointer) -> dict[str, Any]:
        target = self._target(exercise, week)
        work = work_of(exercise, target)
        self.places[pointer] = self._source.index.place(exercise.offset)
        kind = kind_of(exercise.name, "main", sets=True)
        if kind in TIMED and all(map(is_plain, work)):
            self._count(sum(it.times for it in work), exercise)
            return timed(exercise.name, kind, work)
        warm_ups = self._warm_ups_of(exercise, target)
        if warm_ups is None:
            warm_ups = ramp_of(exercise, work[0].terms)
            if warm_ups:
                self._assumed.add(exercise.offset)
        sets: list[dict[str, Any]] = []
        for offset, times, fields in (
            *((it.offset, it.times, warm_up_of(exercise.name, it, work[0])) for it in warm_ups),
            *((it.offset, it.times, set_of(exercise.name, it)) for it in work),
        ):
            self._count(times, exercise)
            place = self._source.index.place(offset)
            for number in range(len(sets), len(sets) + times):
                self.places[*pointer, "sets", number] = place
            sets += [fields] * times
        return {"type": "lift", "exercise": exercise.name, "sets": sets}

    def _count(self, times: int, exercise: Exercise) -> None:
        self._sets += times
        if self._sets > _MOST_IN_ALL:
            message = f"a program has at most {_MOST_IN_ALL:,} sets, those repeated included"
            raise LiftoscriptError(message, exercise.offset)

    def _warm_ups_of(
        self, exercise: Exercise, target: Exercise | None
    ) -> tuple[WarmUp, ...] | None:
        for one in (exercise, target):
            if one is None:
                continue
            found = one.warm_ups if one.warm_ups is not None else self._warm_ups.get(one.key)
            if found is not None:
                # Where they come from another line, the place is that of this one.
                own = one is exercise and one.warm_ups is not None
                return found if own else tuple(_moved(found, exercise.offset))
        return None

    def _target(self, exercise: Exercise, week: int) -> Exercise | None:
        """Returns the exercise whose sets are reused; a mistake becomes a problem, once."""
        reuse = exercise.reuse
        if reuse is None or reuse.offset in self._refused:
            return None
        try:
            found = self._reusable(exercise, reuse, week if reuse.week is None else reuse.week - 1)
        except LiftoscriptError as error:
            self._refused.add(reuse.offset)
            self._source.add(error.message, error.offset)
            return None
        self._reused.add(found.offset)
        return found

    def _reusable(self, exercise: Exercise, reuse: Reuse, week: int) -> Exercise:
        if week >= len(self._found):
            raise LiftoscriptError(f"there is no week {week + 1}", reuse.offset)
        known, key = self._found[week], key_of(reuse.name)
        shown, where = repr(reuse.name[:40]), f"in week {week + 1}"
        if reuse.day is not None:
            where = f"in day {reuse.day} of week {week + 1}"
        found = [
            it
            for day, it in known.named(key)
            if it is not exercise and (reuse.day is None or day == reuse.day)
        ]
        if not found:
            hint = did_you_mean(
                key, islice((it for it in known.by_key if it != key), _MOST_COMPARED)
            )
            raise LiftoscriptError(f"no exercise {shown} {where}{hint}", reuse.offset)
        if len(found) > 1:
            message = f"{len(found)} lines are named {shown} {where}; say the day, such as [1]"
            raise LiftoscriptError(message, reuse.offset)
        if found[0].reuse is not None:
            line = self._source.line(found[0].offset)
            message = f"{shown} reuses another exercise itself (line {line}); name that one"
            raise LiftoscriptError(message, reuse.offset)
        return found[0]


class _Found:
    """The exercises of a week by their keys, each with its day from 1."""

    def __init__(self, days: list[dict[str, Exercise]]) -> None:
        self.by_key: dict[str, list[tuple[int, Exercise]]] = {}
        self._with_equipment: dict[str, list[tuple[int, Exercise]]] = {}
        for number, exercises in enumerate(days, 1):
            for key, exercise in exercises.items():
                self.by_key.setdefault(key, []).append((number, exercise))
                name, comma, _ = key.partition(",")
                if comma:
                    self._with_equipment.setdefault(name, []).append((number, exercise))

    def named(self, key: str) -> Sequence[tuple[int, Exercise]]:
        """Returns the exercises of a key.

        The app knows its default equipment; so a name with and one without any may be the same.
        """
        name, comma, _ = key.partition(",")
        other = self.by_key.get(name, ()) if comma else self._with_equipment.get(key, ())
        return self.by_key.get(key) or other


def _moved(warm_ups: Sequence[WarmUp], offset: int) -> list[WarmUp]:
    return [it._replace(offset=offset) for it in warm_ups]
