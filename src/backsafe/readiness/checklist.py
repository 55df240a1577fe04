"""The session to do → its warm-up, as lines to tick off.

Nothing is made up here: each line stands in the plan, or comes of a repair that a rule asks for, or
says what a rule looks at in the form of a lift.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from backsafe.exercises import find
from backsafe.model import Lift, StaticStretch
from backsafe.outputs.wording import clean
from backsafe.readiness.result import CheckItem
from backsafe.report.outline import set_words
from backsafe.rules.repair import InsertActivity, InsertLighterSets, LowerLoad, SetValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from backsafe.exercises import Exercise
    from backsafe.model import Activity, Set, Workout
    from backsafe.report import Applied
    from backsafe.rules.profiles import ActiveRule

__all__ = ["checklist"]

_PLAN = "plan"
_MOST_CUES = 3


class _Cue(NamedTuple):
    """A rule whose title says what to do in a lift.

    Attributes:
        code: Its code.
        families: The lifts it is about, by family; empty for any.
        patterns: The same by pattern of movement.
    """

    code: str
    families: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()

    def is_about(self, exercise: Exercise) -> bool:
        """Returns whether the rule looks at such a lift."""
        everything = not (self.families or self.patterns)
        return everything or exercise.family in self.families or exercise.pattern in self.patterns


# The first few that fit a lift are told, what is nearest to it first.
_CUES = (
    _Cue("RW05", families=("bent_over_row",)),
    _Cue("RW03", families=("seated_cable_row",)),
    _Cue("RW01", families=("upright_row",)),
    _Cue("PU02", families=("pull_up",)),
    _Cue("DL02", patterns=("hinge",)),
    _Cue("DL04", patterns=("hinge", "squat")),
    _Cue("FM02"),
)


def checklist(
    session: Workout,
    planned: Workout,
    applied: Sequence[Applied],
    rules: Mapping[str, ActiveRule],
) -> tuple[CheckItem, ...]:
    """Returns the warm-up of a session.

    Args:
        session: The session to do.
        planned: The same before any repair.
        applied: The repairs.
        rules: Code → rule, for those that run.
    """
    made = _Made(planned, applied, rules)
    lifts = [(place, it) for place, it in enumerate(session.activities) if _works(it)]
    if not lifts:
        return ()
    trained = _regions(it for _, it in lifts)
    items = [
        CheckItem(kind="warm_up", text=_before(it, trained), origin=made.activity(it))
        for it in session.activities[: lifts[0][0]]
        if not isinstance(it, Lift | StaticStretch)
    ]
    told: set[str] = set()
    for _, lift in lifts:
        items += _ramp(lift, made)
        cued = _exercise_key(lift)
        if cued not in told:
            told.add(cued)
            items += _cues(lift, rules)
    return tuple(items)


def _works(activity: Activity) -> bool:
    return isinstance(activity, Lift) and not all(it.warm_up for it in activity.sets)


def _regions(activities: Iterable[Activity]) -> frozenset[str]:
    found = (find(it.exercise) for it in activities)
    return frozenset(region for it in found if it is not None for region in it.regions)


def _before(activity: Activity, trained: frozenset[str]) -> str:
    """Returns what is done before the lifts, and which of the regions they train it reaches."""
    words = [activity.exercise]
    minutes, repeats = getattr(activity, "minutes", None), getattr(activity, "repeats", None)
    if minutes is not None:
        words.append(f"{minutes:g} min")
    if repeats is not None:
        words.append(f"{repeats} times")
    exercise = None if activity.type == "cardio" else find(activity.exercise)
    reached = [] if exercise is None else [it for it in exercise.regions if it in trained]
    text = ", ".join(words)
    if reached:
        text += f" (for {', '.join(it.replace('_', ' ') for it in reached)})"
    return clean(text)


def _ramp(lift: Activity, made: _Made) -> Iterator[CheckItem]:
    if not isinstance(lift, Lift):
        return
    name = clean(lift.exercise)
    for one in lift.sets:
        if one.warm_up:
            yield CheckItem(
                kind="ramp",
                text=clean(", ".join(set_words(one))),
                lift=name,
                origin=made.ramp(lift, one),
            )


def _cues(lift: Activity, rules: Mapping[str, ActiveRule]) -> Iterator[CheckItem]:
    exercise = find(lift.exercise)
    if exercise is None:
        return
    fitting = [it for it in _CUES if it.code in rules and it.is_about(exercise)]
    for cue in fitting[:_MOST_CUES]:
        yield CheckItem(
            kind="cue", text=rules[cue.code].rule.title, lift=clean(lift.exercise), origin=cue.code
        )


def _exercise_key(activity: Activity) -> str:
    exercise = find(activity.exercise)
    return activity.exercise if exercise is None else exercise.name


def _sets(planned: Workout, what: Callable[[Set], Set]) -> Iterator[tuple[str, Set]]:
    for lift in planned.activities:
        if isinstance(lift, Lift):
            yield from ((_exercise_key(lift), what(one)) for one in lift.sets)


def _untimed(one: Set) -> Set:
    return one.model_copy(update={"rest_seconds": None, "pause_between_reps_seconds": None})


class _Made:
    """Tells what stands in the plan from what repairs have made.

    Args:
        planned: The session as planned.
        applied: The repairs.
        rules: Code → rule.
    """

    def __init__(
        self, planned: Workout, applied: Sequence[Applied], rules: Mapping[str, ActiveRule]
    ) -> None:
        self._activities: Counter[Activity] = Counter(planned.activities)
        self._sets = Counter(_sets(planned, lambda one: one))
        self._untimed = frozenset(_sets(planned, _untimed))
        self._ramped = {key for key, one in _sets(planned, lambda one: one) if one.warm_up}
        self._applied = dict.fromkeys(it.code for it in applied)
        self._rules = rules

    def activity(self, it: Activity) -> str:
        """Returns where an activity comes from; each of the plan counts once."""
        if self._activities[it] > 0:
            self._activities[it] -= 1
            return _PLAN
        return self._codes(
            lambda repair: isinstance(repair, InsertActivity) and repair.type == it.type
        )

    def ramp(self, lift: Lift, one: Set) -> str:
        """Returns where a lighter set comes from; each of the plan counts once."""
        key = (_exercise_key(lift), one)
        if self._sets[key]:
            self._sets[key] -= 1
            return _PLAN
        kind: type = InsertLighterSets
        if (key[0], _untimed(one)) in self._untimed:
            kind = SetValue  # only its rest is another one
        elif key[0] in self._ramped:
            kind = LowerLoad  # its work sets are lighter now, and so is what leads up to them
        return self._codes(lambda repair: isinstance(repair, kind))

    def _codes(self, could: Callable[[object], bool]) -> str:
        """Returns the codes of the repairs that could have made it."""
        found = [
            code
            for code in self._applied
            if any(
                it.fix is not None and could(it.fix.repair) for it in self._rules[code].rule.checks
            )
        ]
        return ", ".join(found) or _PLAN
