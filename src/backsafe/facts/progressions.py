"""Each exercise of a session against its earlier sessions → facts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from backsafe.facts.fact import Fact, Need, Pointer, Value
from backsafe.facts.history import faults
from backsafe.facts.loads import exact_reps
from backsafe.facts.names import shown_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backsafe.facts.plan import Entry, LiftSet
    from backsafe.facts.timeline import Moment

__all__ = ["Progressions"]

_WINDOW_DAYS = 28
_WINDOW_SESSIONS = 8
# Brzycki's formula holds up to ten repetitions (Reynolds et al. 2006).
_MOST_REPS = 10


class _Bout(NamedTuple):
    """The work sets of one exercise in one session.

    Attributes:
        entry: The first lift with the exercise.
        sets: Its work sets in all lifts of the session.
        day: Day of the session, or ``None``.
        planned: Whether the session is planned.
        faulty: Sets in which, or in whose lift, a fault of form was seen.
        body_mass_kg: What a body-weight exercise moves beside what is added, or ``None``.
    """

    entry: Entry
    sets: tuple[LiftSet, ...]
    day: int | None
    planned: bool
    faulty: tuple[LiftSet, ...]
    body_mass_kg: float | None

    @property
    def pointer(self) -> Pointer:
        return self.entry.pointer

    def weight(self, one: LiftSet, measure: str) -> float | None:
        """Returns what a set weighs in kg (the body too, where it is lifted) or in %."""
        if one.load.assisted is not False:
            return None
        if measure == "percent":
            return one.load.percent
        if not one.load.body_weight or one.load.kg is None:
            return one.load.kg
        return None if self.body_mass_kg is None else one.load.kg + self.body_mass_kg

    def heaviest(self, measure: str) -> list[LiftSet]:
        """Returns the work sets with the greatest load; none where a load is not known."""
        weights = [self.weight(one, measure) for one in self.sets]
        known = [weight for weight in weights if weight is not None]
        if not known or len(known) < len(weights):
            return []
        most = max(known)
        return [one for one, weight in zip(self.sets, weights, strict=True) if weight == most]


class Progressions:
    """Takes sessions in the order of time and compares each exercise with its earlier sessions."""

    def __init__(self) -> None:
        self._bouts: dict[str, list[_Bout]] = {}

    def add(self, moment: Moment) -> list[Fact]:
        """Takes the next session, and returns what :meth:`compared` does."""
        bouts = _bouts(moment)
        facts = self._facts(moment, bouts)
        for key, bout in bouts.items():
            earlier = self._bouts.setdefault(key, [])
            earlier.append(bout)
            if len(earlier) > 2 * _WINDOW_SESSIONS:
                self._bouts[key] = _kept(earlier)
        return facts

    def compared(self, moment: Moment) -> list[Fact]:
        """Returns a fact per loaded exercise of a judged session that an earlier one has too."""
        return self._facts(moment, _bouts(moment)) if self._bouts else []

    def _facts(self, moment: Moment, bouts: Mapping[str, _Bout]) -> list[Fact]:
        if moment.slot.place is None:
            return []
        return [
            _fact(bout, earlier)
            for key, bout in bouts.items()
            if (earlier := self._bouts.get(key))
            and any(one.load.loaded is not False for one in bout.sets)
        ]


def _kept(bouts: list[_Bout]) -> list[_Bout]:
    """Returns the bouts that a later one can still be compared with."""
    last = bouts[-1].day
    old = len(bouts) - _WINDOW_SESSIONS - 1
    return [
        bout
        for place, bout in enumerate(bouts)
        if place >= old
        or (bout.day is not None and last is not None and last - bout.day <= _WINDOW_DAYS)
    ]


def _bouts(moment: Moment) -> dict[str, _Bout]:
    plan = moment.plan
    entries: dict[str, list[Entry]] = {}
    for entry in plan.lifts:
        entries.setdefault(entry.named.key, []).append(entry)
    mass = plan.context.person.fact.values["body_mass_kg"]
    return {
        key: _Bout(
            entry=own[0],
            sets=tuple(
                one for it in own for one in plan.sets[it.pointer] if not one.stated.warm_up
            ),
            day=moment.slot.day,
            planned=plan.context.kind == "plan",
            faulty=tuple(one for it in own for one in _faulty(it, plan.sets[it.pointer])),
            body_mass_kg=mass if isinstance(mass, float) else None,
        )
        for key, own in entries.items()
    }


def _faulty(entry: Entry, sets: Sequence[LiftSet]) -> list[LiftSet]:
    found: list[LiftSet] = []
    for seen in faults(entry.lift) if entry.lift is not None else ():
        if seen.set is not None:
            found.append(sets[seen.set - 1])
        else:
            found += _suspects([one for one in sets if not one.stated.warm_up] or list(sets))
    return found


def _suspects(sets: list[LiftSet]) -> list[LiftSet]:
    """Returns where a fault of the whole lift may have been: at least in the heaviest set."""
    for measure in ("kg", "percent"):
        loads = [getattr(one.load, measure) for one in sets]
        if None not in loads:
            return [sets[loads.index(max(loads))]]
    return sets


def _fact(bout: _Bout, earlier: Sequence[_Bout]) -> Fact:
    last = earlier[-1]
    measure = "kg" if bout.heaviest("kg") and last.heaviest("kg") else "percent"
    top = bout.heaviest(measure)
    weight = bout.weight(top[0], measure) if top else None
    base = _base(bout, top, earlier, measure)
    values: dict[str, Value] = {
        **bout.entry.named.values,
        "load_kg": top[0].load.kg if top else None,
        "measure": measure if top else None,
        "increase_percent": _percent_above(weight, base),
        "increase_kg": weight - base
        if measure == "kg" and weight is not None and base is not None
        else None,
        "last_increase_percent": _percent_above(weight, _greatest(last, measure)),
        "rest_cut_percent": _rest_cut(bout, last),
        "reps_over_target": _reps_over_target(earlier[-2:]),
        "form_failed": bool(last.faulty),
        "load_of_fault_percent": _of_fault(weight, last, measure),
    }
    return Fact("progression", values, bout.pointer, _needs(shown_name(bout.entry.named)))


def _needs(name: str) -> dict[str, Need]:
    load = Need("sets.load_kg", "the loads (load_kg or load_percent) in all its sessions", name)
    return {
        "load_kg": load,
        "measure": load,
        "increase_percent": load,
        "increase_kg": load,
        "last_increase_percent": load,
        "load_of_fault_percent": load,
        "rest_cut_percent": Need("sets.rest_seconds", "the rest after each set (rest_seconds)"),
        "reps_over_target": Need(
            "sets.target_reps", "a log of the last two sessions with reps and target_reps", name
        ),
    }


def _greatest(bout: _Bout, measure: str) -> float | None:
    heaviest = bout.heaviest(measure)
    return bout.weight(heaviest[0], measure) if heaviest else None


def _percent_above(weight: float | None, base: float | None) -> float | None:
    if weight is None or base is None or base <= 0:
        return None
    percent = 100 * (weight / base - 1)
    # A plate more on the same bar must not fail by the last bit.
    return round(percent, 9) if math.isfinite(percent) else None


def _recent(bout: _Bout, earlier: Sequence[_Bout]) -> Sequence[_Bout]:
    if bout.day is None or any(it.day is None for it in earlier[-_WINDOW_SESSIONS:]):
        return earlier[-_WINDOW_SESSIONS:]
    recent: list[_Bout] = []
    for other in reversed(earlier):
        if other.day is None or bout.day - other.day > _WINDOW_DAYS:
            break
        recent.append(other)
    return recent or earlier[-1:]


def _base(
    bout: _Bout, top: Sequence[LiftSet], earlier: Sequence[_Bout], measure: str
) -> float | None:
    """Returns the greatest recent load, reckoned to the repetitions of the heaviest sets now."""
    if not top:
        return None
    counted = [exact_reps(one.stated) for one in top]
    known = [it for it in counted if it is not None]
    reps = max(known) if len(known) == len(counted) else None
    sure, least, unsure = 0.0, 0.0, False
    for other in _recent(bout, earlier):
        for one in other.sets:
            weight = other.weight(one, measure)
            if weight is None:
                unsure = True
                continue
            exact, bound = _reckoned(weight, exact_reps(one.stated), reps)
            least = max(least, bound)
            sure = max(sure, bound if exact else 0.0)
            unsure = unsure or not exact
    now = bout.weight(top[0], measure) or 0.0
    if unsure and least < now:
        return None
    return least if unsure else sure or None


def _reckoned(weight: float, done: float | None, reps: float | None) -> tuple[bool, float]:
    """Returns what was lifted for ``done`` reps as a load for ``reps``, and whether that is exact.

    By Brzycki, loads for two numbers of repetitions are as 37 less the one to 37 less the other.
    Otherwise the result is a lower bound.
    """
    if done is None or reps is None:
        return done is not None and done <= 1, weight
    if done <= reps:
        return True, weight
    within = min(done, _MOST_REPS)
    bound = weight * (37 - max(reps, 1)) / (37 - within) if reps < within else weight
    return done <= _MOST_REPS, bound


def _rest_cut(bout: _Bout, last: _Bout) -> float | None:
    now, before = _shortest_rest(bout), _shortest_rest(last)
    if now is None or not before:
        return None
    return round(100 * (1 - now / before), 9)


def _shortest_rest(bout: _Bout) -> float | None:
    """Returns the shortest rest between work sets; that after the last set is between lifts."""
    rests = [
        one.stated.rest_seconds
        for one, later in zip(bout.sets, bout.sets[1:], strict=False)
        if one.entry is later.entry
    ]
    known = [rest for rest in rests if rest is not None]
    return min(known) if known and len(known) == len(rests) else None


def _reps_over_target(bouts: Sequence[_Bout]) -> float | None:
    """Returns the least margin over the target in the heaviest sets of two logged sessions."""
    margins: list[float] = []
    for bout in bouts:
        heaviest = bout.heaviest("kg") or bout.heaviest("percent")
        stated = [(exact_reps(one.stated), one.stated.target_reps) for one in heaviest]
        told = [reps - aim for reps, aim in stated if reps is not None and aim is not None]
        if bout.planned or not told or len(told) < len(stated):
            return None
        margins.append(min(told))
    return float(min(margins)) if len(margins) == 2 else None


def _of_fault(weight: float | None, last: _Bout, measure: str) -> float | None:
    loads = [last.weight(one, measure) for one in last.faulty]
    known = [load for load in loads if load]
    if weight is None or not known or len(known) < len(loads):
        return None
    return round(100 * weight / min(known), 9)
