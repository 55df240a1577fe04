"""A workout judged while it happens."""

from __future__ import annotations

from collections.abc import Iterable
from threading import RLock
from typing import TYPE_CHECKING, Any

from backsafe.checker import Checker
from backsafe.errors import ContentError, UsageError
from backsafe.facts.names import identify, unknown_exercise
from backsafe.facts.ongoing import OngoingSession
from backsafe.facts.timeline import ALL_SESSIONS
from backsafe.live.record import NAME, Record
from backsafe.live.standing import NO_WORDS, Standing, placed, told_newly, worst_first
from backsafe.live.update import Update
from backsafe.model import Workout
from backsafe.readers import Document, read_mapping
from backsafe.report.types import Notice, Pass, Violation
from backsafe.report.weighing import OUTRANKING, Weigher
from backsafe.report.words import Maker
from backsafe.syntax.positions import NoPositions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from os import PathLike

    from backsafe.engines.ongoing import Place
    from backsafe.facts.fact import Facts
    from backsafe.facts.names import Remark
    from backsafe.live.record import Entry
    from backsafe.live.standing import Words
    from backsafe.model import Athlete
    from backsafe.model import Record as Recorded
    from backsafe.report import Report
    from backsafe.source import Source
    from backsafe.verdicts import Verdict

__all__ = ["LiveSession"]

ALL_RECORDED: tuple[Recorded, ...] = ("warm_up", "warm_up_sets", "stretches")


class LiveSession:
    """A workout judged while it happens: each call tells what became decided by it.

    Nothing is told twice, and what is told stands, unless an entry is undone, or later entries
    show that an estimate was wrong, leave out what it rests on, or change how bad it is: then it
    is taken back. What depends on what is still to come,
    such as whether there is a stretch after the last lift, is told when the session is closed.
    All that is told, less what is taken back, is the report that :meth:`Checker.check` gives on
    the finished workout.

    An object may be used from many threads, holds no state outside itself, and can be pickled in
    the middle of a session.

    Args:
        athlete: What is known of the athlete: a model, a mapping or a path.
        history: Earlier sessions: a path, a mapping or a model.
        checker: The rules; make one for many sessions. By default a checker with the profile, for
            this session alone. Of a checker with an athlete and a history of its own these are
            used where none are given here.
        profile: Name of a profile, where no checker is given.
        title: What to call the session.
        date: The day of the session; by default today.
        records: What is always logged if it is done, so that its absence means that it was not:
            by default warm-ups, warm-up sets and stretches.
        equipment: Equipment used; unknown by default.
        hours_after_rising: Hours between getting up and the session.

    Raises:
        UsageError: Both a checker and a profile are given, there is no such profile, an argument
            is of another type, or the checker judges only some sessions of a log.
        DocumentError: The athlete or the history cannot be read, or the head of the session is
            wrong; says where and why.

    Attributes:
        opening: What is decided by what is known of the athlete alone.
    """

    def __init__(
        self,
        *,
        athlete: Athlete | Mapping[str, Any] | str | PathLike[str] | None = None,
        history: Source | None = None,
        checker: Checker | None = None,
        profile: str | None = None,
        title: str | None = None,
        date: date | str | None = None,
        records: Iterable[str] = ALL_RECORDED,
        equipment: Iterable[str] | None = None,
        hours_after_rising: float | None = None,
    ) -> None:
        if checker is not None and profile is not None:
            raise UsageError("a checker has its profile; give a checker or a profile")
        made = Checker(profile=profile or "standard") if checker is None else _checker(checker)
        if made.chosen != ALL_SESSIONS:
            raise UsageError(
                "a live session is judged whole; give a checker without last and since"
            )
        # Made before the checker is copied, it is made once for all its sessions.
        made.ongoing_engine  # noqa: B018
        self._checker = made.for_athlete(athlete, history)
        head = {
            "title": title,
            "date": _today() if date is None else date,
            "records": _words("records", records),
            "equipment": None if equipment is None else _words("equipment", equipment),
            "hours_after_rising": hours_after_rising,
        }
        self._records = [Record(_head(head))]
        self._closed = False
        self._begin()
        self.opening = self._update(Standing())

    def _begin(self, told: dict[Place, Words] | None = None) -> None:
        """Makes everything ready that does not change in the course of the session.

        Args:
            told: What was told already.
        """
        checker = self._checker
        self._lock = RLock()
        self._engine = checker.ongoing_engine
        try:
            self._session = OngoingSession(
                self.workout,
                athlete=checker.athlete,
                history=checker.history,
                assumed_level=checker.assumed_level,
            )
        except ContentError as error:
            raise _document(self.workout).fault(error) from None
        self._weigher = Weigher(checker.rules)
        self._maker = Maker(NAME, checker.rules, lambda _: None, {})
        self._standing = Standing(told or {})
        self._standing = self._stand()

    def log(self, entry: Entry, *, exercise: str | None = None) -> Update:
        """Takes what was just done, and returns what that decides.

        Args:
            entry: An activity, a set or a form observation, or a mapping of its fields. A lift may
                be logged without sets, which begins it. A set belongs to the last lift, and an
                observation to its last set, unless it says otherwise.
            exercise: Exercise of a set, where that may be another than the last lift's.

        Raises:
            DocumentError: The entry is wrong; says where and why, and nothing is changed.
            UsageError: It cannot be logged now.
        """
        with self._lock:
            self._refuse_if_closed()
            return self._go_on(self._records[-1].with_entry(entry, exercise))

    def rest(self, seconds: float) -> Update:
        """Takes how long the rest after the last set was, and returns what that decides.

        It is for apps that measure rests; a set may as well be logged with its ``rest_seconds``.

        Args:
            seconds: Seconds from the end of the last set to the beginning of the next.

        Raises:
            DocumentError: It is no such number.
            UsageError: There is no set that it could follow.
        """
        with self._lock:
            self._refuse_if_closed()
            return self._go_on(self._records[-1].rested(seconds))

    def undo(self) -> Update:
        """Takes the last call of :meth:`log`, :meth:`rest` or :meth:`close` back.

        Returns:
            What it had decided, as withdrawn.

        Raises:
            UsageError: There is nothing to undo.
        """
        with self._lock:
            before = self._standing
            if self._closed:
                self._closed = False
            elif len(self._records) > 1:
                self._records.pop()
            else:
                raise UsageError("nothing is logged that could be undone")
            self._standing = self._stand()
            return self._update(before)

    def close(self) -> Update:
        """Ends the session, and returns what was open until now: also what stays undecided.

        Raises:
            UsageError: It is closed.
        """
        with self._lock:
            self._refuse_if_closed()
            before = self._standing
            self._closed = True
            try:
                self._standing = self._stand()
            except BaseException:
                self._closed = False
                raise
            return self._update(before)

    @property
    def workout(self) -> Workout:
        """What was logged so far, as a document (a log) that can be checked and kept."""
        return self._records[-1].workout

    @property
    def closed(self) -> bool:
        """Whether the session has ended."""
        return self._closed

    @property
    def violations(self) -> tuple[Violation, ...]:
        """All violations that stand now, worst first, as they were told."""
        with self._lock:
            told = self._standing.told
        return worst_first(it for words in told.values() for it in words.values())

    def report(self) -> Report:
        """Returns the report on the session as if it ended here."""
        return self._checker.check_document(_document(self.workout))

    def __getstate__(self) -> dict[str, Any]:
        with self._lock:
            return {
                "_checker": self._checker,
                "_records": list(self._records),
                "_closed": self._closed,
                "opening": self.opening,
                "_told": {place: dict(words) for place, words in self._standing.told.items()},
            }

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        settings = dict(state)
        told = settings.pop("_told")
        self.__dict__.update(settings)
        self._begin(told)

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise UsageError("the session is closed; undo() opens it again")

    def _go_on(self, record: Record) -> Update:
        before = self._standing
        self._records.append(record)
        try:
            self._standing = self._stand()
        except BaseException:
            self._records.pop()
            raise
        return self._update(before)

    def _stand(self) -> Standing:
        """Returns what is decided now."""
        return self._ended() if self._closed else self._so_far()

    def _so_far(self) -> Standing:
        before = self._standing
        so_far = self._session.facts(self.workout)
        bases, changed = self._engine.evaluate(so_far, before.bases)
        told: dict[Place, Words] = {}
        for place in bases:
            words = before.told.get(place, NO_WORDS)
            if place in changed:
                words = self._words(self._heeded(changed[place], so_far.known), words)
            told[place] = words
        outranking = {
            place: _outranking(told[place]) for place in told if place.collection == "athlete"
        }
        if not any(outranking.values()):
            outranking = {}
        notices = self._notices(withheld=bool(outranking))
        return Standing(outranking or told, bases, notices=notices)

    def _heeded(self, verdicts: Iterable[Verdict], facts: Facts) -> list[Verdict]:
        """Returns the verdicts that nobody has cleared."""
        if not facts.clearances:
            return list(verdicts)
        failed = [it for it in verdicts if it.outcome == "fail"]
        kept, _, _ = self._weigher.cleared(failed, facts.clearances)
        return [it for it in verdicts if it.outcome == "pass"] + kept

    def _ended(self) -> Standing:
        judged = self._checker.judge_document(_document(self.workout))
        verdicts = [*judged.broken, *judged.holding]
        by_place: dict[Place, list[Verdict]] = {}
        for verdict, place in zip(verdicts, placed(verdicts), strict=True):
            by_place.setdefault(place, []).append(verdict)
        before = self._standing.told
        told = {
            place: self._words(own, before.get(place, NO_WORDS)) for place, own in by_place.items()
        }
        unknowns = tuple(map(self._maker.unknown, judged.undecided))
        return Standing(told, {}, unknowns, judged.notices())

    def _words(self, verdicts: Iterable[Verdict], before: Words) -> Words:
        """Returns what is told of a fact: what was told before stays as it was."""
        words: dict[tuple[str, str], Violation | Pass] = {}
        for verdict in verdicts:
            key = verdict.check.code, verdict.check.name
            last = before.get(key)
            if last is not None and getattr(last, "severity", None) == verdict.severity:
                words[key] = last
            elif verdict.outcome == "pass":
                words[key] = self._maker.passed(verdict)
            else:
                words[key] = self._maker.violation(verdict)
        return words

    def _notices(self, *, withheld: bool) -> tuple[Notice, ...]:
        """Returns what is worth telling of what was logged so far."""
        place = self._maker.location
        if withheld:
            message = "other findings are withheld until the screening is cleared"
            return (Notice(kind="screening", message=message, location=place(())),)
        about = [self._notice(it) for it in self._session.notices]
        found: dict[str, Notice] = {}
        for number, activity in enumerate(self.workout.activities):
            if identify(activity.exercise).exercise is None and activity.exercise not in found:
                sets = len(getattr(activity, "sets", ())) or 1
                pointer = ("activities", number, "exercise")
                # The search for the nearest name takes longer than everything else.
                told = unknown_exercise(activity.exercise, pointer, sets, hinted=False)
                found[activity.exercise] = self._notice(told)
        return (*about, *found.values())

    def _notice(self, remark: Remark) -> Notice:
        place = self._maker.location(remark.pointer)
        return Notice(kind=remark.kind, message=remark.message, location=place)

    def _update(self, before: Standing) -> Update:
        """Returns the difference between what was decided before and what is now."""
        now = self._standing
        new, gone = told_newly(now, before), told_newly(before, now)
        told = set(map(_topic, before.notices))
        return Update(
            violations=worst_first(new),
            passes=tuple(it for it in new if isinstance(it, Pass)),
            unknowns=now.unknowns,
            withdrawn=worst_first(gone),
            withdrawn_passes=tuple(it for it in gone if isinstance(it, Pass)),
            notices=tuple(it for it in now.notices if _topic(it) not in told),
        )


def _outranking(words: Words) -> Words:
    """Returns the violations beside which nothing else is told."""
    return {
        key: it for key, it in words.items() if key[0] == OUTRANKING and isinstance(it, Violation)
    }


def _topic(notice: Notice) -> tuple[str, str, str]:
    """Returns what a notice is about: how often a name occurs changes as the session goes on."""
    message = "" if notice.kind == "unknown-exercise" else notice.message
    return notice.kind, notice.location.pointer, message


def _document(workout: Workout) -> Document:
    return Document(NAME, workout, NoPositions())


def _head(stated: Mapping[str, Any]) -> Workout:
    known = {name: value for name, value in stated.items() if value is not None}
    content = read_mapping({"kind": "log", **known, "activities": ()}, NAME).content
    if not isinstance(content, Workout):
        raise TypeError("a session without weeks or workouts is a workout")
    return content


def _checker(given: object) -> Checker:
    if not isinstance(given, Checker):
        wrong = f"{given!r:.60} ({type(given).__name__})"
        raise UsageError(f"checker takes a backsafe.Checker, not {wrong}")
    return given


def _words(name: str, given: Iterable[str]) -> tuple[str, ...]:
    # Of a text, each letter would be taken for a word.
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        wrong = f"{given!r:.60} ({type(given).__name__})"
        raise UsageError(f"{name} takes a list of words, not {wrong}")
    return tuple(given)


def _today() -> date:
    from datetime import date

    return date.today()
