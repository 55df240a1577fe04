"""Weeks and days of a program or dated log → facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backsafe.facts.fact import Fact, Need, Value
from backsafe.facts.history import DAYS_SINCE_BACK
from backsafe.facts.loads import exact_reps
from backsafe.facts.regions import BACK, is_pull
from backsafe.facts.schema import SCHEMA
from backsafe.facts.stretches import held_seconds, stretched_regions
from backsafe.kleene import any_
from backsafe.model import StaticStretch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from backsafe.exercises import Exercise
    from backsafe.facts.plan import Entry, LiftSet, Plan
    from backsafe.facts.timeline import Moment

__all__ = ["Week", "Weeks", "day_facts"]

_PATTERNS: Mapping[str, Callable[[Exercise], bool]] = {
    "row": lambda it: it.pattern == "horizontal_pull",
    "vertical_pull": is_pull,
    "hinge": lambda it: it.pattern == "hinge" and it.position == "standing",
    "bridge": lambda it: it.family == "back_bridge",
    "crunch": lambda it: it.family == "crunch",
    "wall_squat": lambda it: it.family == "wall_squat",
}
_REGIONS = ("scapular", "middle_back", "upper_back", "lower_back", "core")
_MOVING = ("mobility", "dynamic_stretch")
_WHOLE = Need("weeks", "a whole week before or at this one")
_NEEDS = {
    name: Need("exercise", "known names of exercises, and days, for the whole week")
    for name in SCHEMA["week"].fields
}
_NEEDS |= {
    "whole": Need("workouts", "the sessions around it: it is the first or last week of a log"),
    "back_sessions_before": _WHOLE,
    "back_sets_percent": Need("history", "the week of back work before (a log or --history)"),
    "days_since_back": DAYS_SINCE_BACK,
    "back_stretch_days": Need(
        "records", "whether the log records stretches (records: [stretches])"
    ),
    "same_row_weeks": Need("sets.load_kg", "loads and repetitions of the rows"),
}
_DAY_NEEDS = {
    "back_mobility_minutes": Need("activities.minutes", "the minutes of stretching and mobility")
}


class Weeks:
    """Takes sessions in the order of their weeks; a week is judged once it has ended.

    Args:
        partial: Whether the first and the last week may hold more sessions than are known.
    """

    def __init__(self, *, partial: bool) -> None:
        self._partial = partial
        self._open: list[Moment] = []
        self._first: int | None = None
        self._before: tuple[int, Sequence[Moment]] | None = None
        self._rows = _RowStreak()
        self._break = _Break(partial=partial)

    def add(self, moment: Moment) -> Week | None:
        """Takes a session, and returns the week that ended before it, if one did."""
        if moment.slot.week is None:
            self._break.add_history(moment)
            return None
        ended = None
        if self._open and self._open[0].slot.week != moment.slot.week:
            ended = self._end(last=False)
        self._open.append(moment)
        return ended

    def close(self) -> Week | None:
        """Returns the last week, if there is one."""
        return self._end(last=True) if self._open else None

    def _end(self, *, last: bool) -> Week | None:
        own, self._open = self._open, []
        number = own[0].slot.week or 0
        first = self._first is None
        self._first = number if self._first is None else self._first
        values: dict[str, Value] = dict.fromkeys(SCHEMA["week"].fields)
        values |= {
            "number": float(number),
            "sessions": float(len(own)),
            "back_days_stated": float(len(_distinct(own, _moves_back))),
            "same_row_weeks": self._rows.add(own),
        }
        if not self._partial or not (first or last):
            values |= _whole_week(own, self._previous(number))
        values |= self._break.values(own)
        self._break.add(own)
        self._before = number, own
        judged = [moment for moment in own if moment.slot.place is not None]
        return Week(Fact("week", values, _pointer(judged), _NEEDS), own) if judged else None

    def _previous(self, number: int) -> Sequence[Moment] | None:
        """Returns the sessions of the week before; ``None`` if it is not known whole."""
        if number - 1 == self._first if self._partial else number == 1:
            return None
        before, moments = self._before or (None, ())
        return moments if before == number - 1 else ()


class Week(NamedTuple):
    """A week that was judged: its fact, and its sessions."""

    fact: Fact
    moments: Sequence[Moment]


def _pointer(week: Sequence[Moment]) -> tuple[str | int, ...]:
    first = min(week, key=lambda moment: moment.slot.place or 0).slot.pointer
    return first[:2] if first[:1] == ("weeks",) else first


def _whole_week(week: Sequence[Moment], before: Sequence[Moment] | None) -> dict[str, Value]:
    plans = [moment.plan for moment in week]
    lifts = [entry for plan in plans for entry in plan.lifts]
    planned = all(plan.context.kind == "plan" for plan in plans)
    days = _distinct(week, lambda plan: any(True for _ in plan.lifts))
    told = lifts or planned  # a log without lifts may be a log of something else
    values: dict[str, Value] = {
        "whole": True,
        "strength_days": float(len(days)) if told else None,
        "trains_back": any_(plan.trains_back for plan in plans) if told else None,
        "back_sessions": _back_sessions(plans) if told else None,
        "back_sessions_before": None if before is None else _back_sessions_of(before),
        "back_days": float(len(_distinct(week, _moves_back)))
        if planned and all(entry.exercise for plan in plans for entry in plan.entries)
        else None,
        "back_stretch_days": _back_stretch_days(week),
        "trains_more_than_back": any_(
            None if entry.trains_back is None else not entry.trains_back for entry in lifts
        ),
        "cardio": any(entry.activity.type == "cardio" for plan in plans for entry in plan.entries)
        or (False if all(plan.context.tells("warm_up") for plan in plans) else None),
    }
    entries = [entry for plan in plans for entry in plan.entries]
    done = [entry for entry in entries if entry.activity.type in ("lift", "activation")]
    for name, matches in _PATTERNS.items():
        # A bridge counts as whatever it is listed.
        among = entries if name in ("bridge", "crunch", "wall_squat") else done
        values[name] = any_(None if it.exercise is None else matches(it.exercise) for it in among)
    for region in _REGIONS:
        values[f"{region}_trained"] = any_(
            None if it.exercise is None else region in it.exercise.regions for it in done
        )
    return values


def _back_sessions(plans: Iterable[Plan]) -> float | None:
    told = [plan.trains_back for plan in plans]
    return None if None in told else float(sum(map(bool, told)))


def _back_sessions_of(week: Sequence[Moment]) -> float | None:
    return _back_sessions(moment.plan for moment in week)


def _distinct(week: Sequence[Moment], chosen: Callable[[Plan], bool]) -> set[object]:
    """Returns the days of the chosen sessions; one without a day counts as a day of its own."""
    return {
        ("place", moment.slot.place) if moment.slot.day is None else moment.slot.day
        for moment in week
        if chosen(moment.plan)
    }


def _moves_back(plan: Plan) -> bool:
    return any(_reaches_back(entry) for entry in plan.entries if entry.activity.type != "cardio")


def _reaches_back(entry: Entry) -> bool:
    if entry.lift is not None:
        return entry.trains_back is True
    return not BACK.isdisjoint(stretched_regions(entry) or ())


def _back_stretch_days(week: Sequence[Moment]) -> float | None:
    plans = [moment.plan for moment in week]
    trained = {
        region
        for plan in plans
        for entry in plan.lifts
        if entry.trains_back and entry.exercise is not None
        for region in entry.exercise.regions
        if region in BACK
    }
    days = _distinct(week, lambda plan: any(trained & set(it) for it in _closing(plan)))
    unsure = any(it is None for plan in plans for it in map(stretched_regions, _static(plan)))
    told = all(plan.context.tells("stretches") for plan in plans)
    return float(len(days)) if told and not unsure else None


def _static(plan: Plan) -> list[Entry]:
    return [entry for entry in plan.entries if isinstance(entry.activity, StaticStretch)]


def _closing(plan: Plan) -> list[tuple[str, ...]]:
    return [regions for entry in _static(plan) if (regions := stretched_regions(entry))]


class _Break:
    """Follows the back work from week to week, to tell what comes after a break.

    Args:
        partial: Whether training before the first known session is unknown rather than none.
    """

    def __init__(self, *, partial: bool) -> None:
        self._partial = partial
        self._start: int | None = None
        self._back: list[Moment] = []
        self._unsure = False

    def add_history(self, moment: Moment) -> None:
        """Takes a session before the document, before which nobody knows what was."""
        self._partial = True
        self.add([moment])

    def add(self, sessions: Sequence[Moment]) -> None:
        """Takes the sessions of a week."""
        for moment in sessions:
            if self._start is None:
                self._start = moment.slot.day
            self._unsure = self._unsure or moment.slot.day is None
            if moment.plan.trains_back is not False:
                self._back.append(moment)
        if self._back and not self._unsure:
            last = self._back[-1].slot.day or 0
            self._back = [it for it in self._back if (it.slot.day or 0) > last - 7]

    def values(self, week: Sequence[Moment]) -> dict[str, Value]:
        """Returns how the back work of a week follows on that before it."""
        back = [moment for moment in week if moment.plan.trains_back is not False]
        if not back or any(moment.plan.trains_back is None for moment in back):
            return {}
        days = back[0].plan.context.past.days_since_back
        recent = self._recent()
        sets = sum(map(_back_sets, recent))
        share = 100.0 * sum(map(_back_sets, week)) / sets if sets else None
        return {"days_since_back": days, "back_sets_percent": share}

    def _recent(self) -> list[Moment]:
        """Returns the back sessions of the seven days that end with the last, if known whole."""
        if self._unsure or not self._back or self._start is None:
            return []
        last = self._back[-1].slot.day or 0
        if self._partial and last - 6 < self._start:
            return []
        recent: list[Moment] = []
        for moment in reversed(self._back):
            if (moment.slot.day or 0) <= last - 7:
                break
            recent.append(moment)
        return [] if any(moment.plan.trains_back is None for moment in recent) else recent


def _back_sets(moment: Moment) -> int:
    return sum(one.entry.trains_back is True for one in moment.plan.work_sets)


class _RowStreak:
    """Counts the weeks in a row in which all work sets of rows are the same."""

    def __init__(self) -> None:
        self._same: object = None
        self._weeks = 0.0
        self._unsure = False

    def add(self, week: Sequence[Moment]) -> float | None:
        """Returns the weeks so far; ``None`` where they may reach back into a week unknown."""
        rows = {row for moment in week for row in map(_row, moment.plan.work_sets) if row}
        if any(None in row for row in rows):
            self._same, self._weeks, self._unsure = None, 0.0, True
        elif rows:
            changed = len(rows) > 1 or (self._same is not None and self._same not in rows)
            self._weeks = 0.0 if len(rows) > 1 else 1.0 if changed else self._weeks + 1
            self._unsure = self._unsure and not changed
            self._same = next(iter(rows)) if len(rows) == 1 else object()
        return None if self._unsure else self._weeks


def _row(one: LiftSet) -> tuple[object, ...]:
    """Returns exercise, load and repetitions of a row; empty for another exercise."""
    exercise, load = one.entry.exercise, one.load
    if exercise is None or not _PATTERNS["row"](exercise):
        return ()
    stated = load.percent if load.kg is None else load.kg
    return one.entry.named.key, stated, exact_reps(one.stated)


def day_facts(moments: Sequence[Moment]) -> tuple[Fact, ...]:
    """Returns a fact per day of a week with a judged session.

    A session without a day is a day of its own.
    """
    days: dict[object, list[Moment]] = {}
    for moment in moments:
        slot = moment.slot
        days.setdefault(("place", slot.place) if slot.day is None else slot.day, []).append(moment)
    judged = (day for day in days.values() if any(it.slot.place is not None for it in day))
    return tuple(map(_day_fact, judged))


def _day_fact(day: Sequence[Moment]) -> Fact:
    plans = [moment.plan for moment in day]
    minutes = [
        _mobility_minutes(entry, plan)
        for plan in plans
        for entry in plan.entries
        if _counts_as_mobility(entry)
    ]
    known = [it for it in minutes if it is not None]
    told = all(plan.context.tells("stretches") for plan in plans)
    values: dict[str, Value] = {
        "back_mobility_minutes": float(sum(known)) if told and len(known) == len(minutes) else None,
        "back_mobility_minutes_stated": float(sum(known)),
        "trains_back": any_(plan.trains_back for plan in plans),
    }
    first = next(moment for moment in day if moment.slot.place is not None)
    return Fact("day", values, first.slot.pointer, _DAY_NEEDS)


def _counts_as_mobility(entry: Entry) -> bool:
    if entry.activity.type not in (*_MOVING, "static_stretch"):
        return False
    regions = stretched_regions(entry)
    return regions is None or not BACK.isdisjoint(regions)


def _mobility_minutes(entry: Entry, plan: Plan) -> float | None:
    if stretched_regions(entry) is None:
        return None
    if isinstance(entry.activity, StaticStretch):
        seconds = held_seconds(entry.activity, plan.context)
        return None if seconds is None else seconds / 60
    return entry.minutes
