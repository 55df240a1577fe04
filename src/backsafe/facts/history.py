"""What the sessions so far tell of the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from backsafe.facts.fact import Need
from backsafe.facts.loads import greatest_estimate
from backsafe.facts.names import exercise_key
from backsafe.facts.plan import Past
from backsafe.model import ASPECTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from backsafe.facts.plan import LiftSet, Plan
    from backsafe.model import FormObservation, Lift, Workout

_Known = TypeVar("_Known", int, float)

__all__ = ["DAYS_SINCE_BACK", "History", "faults"]

DAYS_SINCE_BACK = Need(
    "athlete.days_since_back_session",
    "the days since the last session for the back (days_since_back_session, or dates)",
)

# Heavy begins at 80 % of the one-rep max (training load chart of the NSCA).
_HEAVY_PERCENT = 80
_WEEKS_PER_MONTH = 365.25 / 12 / 7


def faults(lift: Lift) -> Sequence[FormObservation]:
    """Returns the observations of a lift that mean that its form was not kept."""
    return [seen for seen in lift.form or () if seen.value in ASPECTS[seen.aspect].faults]


class History:
    """Takes sessions in the order of time and tells each what came before.

    Args:
        training_months: Months of training before the first session of the document.
        days_since_back: Days between the last back session and the first one of the document.
    """

    def __init__(self, training_months: float | None, days_since_back: float | None) -> None:
        self._training_months = training_months
        self._stated_days = days_since_back
        self._count = 0
        self._sessions: dict[str, int] = {}
        self._estimates: dict[str, float] = {}
        self._practiced: dict[str, int] = {}
        self._sound: dict[str, int] = {}
        # Of the document: its first day, the sessions so far, and whether one was for the back.
        self._first_day: int | None = None
        self._listed = 0
        self._back_listed = False
        self._back_before = False
        # The day of the last back session, and whether nothing unknown came after it.
        self._back_day: int | None = None

    def past(self, day: int | None, workout: Workout, *, listed: bool) -> Past:
        """Returns what the sessions so far tell of one on ``day``.

        Args:
            day: Its day, on the scale of the others.
            workout: The session; of exercises that it does not do nothing is told.
            listed: Whether it stands in the document and not in the history before it.
        """
        if listed:
            self._listed += 1
            self._first_day = day if self._listed == 1 else self._first_day
        # A log may name more exercises than a session could look through.
        keys = {exercise_key(activity.exercise) for activity in workout.activities}
        return Past(
            known=self._count > 0,
            sessions=_of(self._sessions, keys),
            estimates=_of(self._estimates, keys),
            practiced=_of(self._practiced, keys),
            sound=_of(self._sound, keys),
            back_before=self._back_before,
            days_since_back=self._days_since_back(day, listed=listed),
            training_weeks=self._training_weeks(day),
        )

    def _since_first(self, day: int | None) -> float | None:
        """Returns the days since the first session of the document."""
        if self._listed <= 1:
            return 0.0
        if self._first_day is None or day is None:
            return None
        return float(day - self._first_day)

    def _days_since_back(self, day: int | None, *, listed: bool) -> float | None:
        if listed and self._stated_days is not None and not self._back_listed:
            since = self._since_first(day)
            return None if since is None else since + self._stated_days
        if not self._back_before or day is None or self._back_day is None:
            return None
        return float(day - self._back_day)

    def _training_weeks(self, day: int | None) -> float | None:
        since = self._since_first(day)
        if self._training_months is None or since is None:
            return None
        return self._training_months * _WEEKS_PER_MONTH + since / 7

    def add(self, plan: Plan, day: int | None) -> None:
        """Adds a session."""
        self._count += 1
        by_exercise: dict[str, list[LiftSet]] = {}
        form: dict[str, list[Lift]] = {}
        for entry in plan.entries:
            if entry.lift is not None:
                key = entry.named.key
                by_exercise.setdefault(key, []).extend(plan.sets[entry.pointer])
                form.setdefault(key, []).append(entry.lift)
        for key, sets in by_exercise.items():
            self._sessions[key] = self._sessions.get(key, 0) + 1
            estimate = greatest_estimate((one.stated, one.load) for one in sets)
            if estimate is not None:
                self._estimates[key] = max(estimate, self._estimates.get(key, 0.0))
            if _was_practice(sets):
                self._practiced[key] = self._practiced.get(key, 0) + 1
            self._sound[key] = self._sound.get(key, 0) + 1 if _was_sound(form[key]) else 0
        trains_back = plan.trains_back
        if trains_back is not False:
            self._back_before = self._back_before or trains_back is True
            self._back_listed = self._back_listed or self._listed > 0
            self._back_day = day if trains_back else None


def _of(known: Mapping[str, _Known], keys: AbstractSet[str]) -> dict[str, _Known]:
    return {key: known[key] for key in keys if key in known}


def _was_practice(sets: Sequence[LiftSet]) -> bool:
    """Whether there were work sets, all known not to be heavy, and no set was known to be."""
    known = [one.load.percent for one in sets if one.load.percent is not None]
    work = [one.load.percent for one in sets if not one.stated.warm_up]
    return bool(work) and None not in work and max(known) < _HEAVY_PERCENT


def _was_sound(lifts: Sequence[Lift]) -> bool:
    """Whether somebody looked at the form of a session's lifts, and saw no fault."""
    return any(lift.form for lift in lifts) and not any(faults(lift) for lift in lifts)
