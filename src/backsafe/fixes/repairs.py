"""What a rule says may be done → changes of the document that may do it, to be tried in turn."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from backsafe.exercises import find
from backsafe.fixes.changes import InsertItem, MoveItem, RemoveItems, RemoveKeys, SetKey
from backsafe.rules.repair import (
    DropWorkSets,
    InsertActivity,
    InsertLighterSets,
    LowerLoad,
    MoveBehindLifts,
    SetValue,
    SwapExercise,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backsafe.exercises import Exercise
    from backsafe.facts.fact import Pointer
    from backsafe.fixes.changes import Change
    from backsafe.rules.repair import Amount, Repair
    from backsafe.verdicts import Verdict

__all__ = ["changes_for"]

_LOADS = ("load_kg", "load_lb", "load_percent", "added_load_kg")
# The steps in which plates and dumbbells come, by unit; below ten such steps, finer ones.
_STEPS = {"load_kg": (2.5, 0.5), "load_lb": (5.0, 1.0), "load_percent": (5.0, 1.0)}
# What a barbell weighs with nothing on it.
_EMPTY_BARS = {"load_kg": 20, "load_lb": 45}
# What is said of lighter sets, too, where a profile wants it known how hard they are.
_EASY = {"rir": 4}
_FRAGILE = (("flexion", "rotation", "lateral_flexion"), ())
# Condition → the motions of the spine and the positions that nothing is proposed with.
_SPARED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "osteoporosis": _FRAGILE,
    "vertebral_fracture": _FRAGILE,
    "pregnancy": ((), ("supine", "prone", "hanging")),
    "shoulder_injury": ((), ("hanging",)),
    "arm_injury": ((), ("hanging",)),
}


class _Target(NamedTuple):
    """What a repair works on.

    Attributes:
        verdict: The violation.
        data: The document.
        parameters: Parameter of the rule → its value.
    """

    verdict: Verdict
    data: Any
    parameters: Mapping[str, float]

    @property
    def pointer(self) -> Pointer:
        """Where the fact stands."""
        return self.verdict.fact.pointer

    @property
    def session(self) -> Pointer:
        """Where its session stands."""
        return self.verdict.session.pointer

    @property
    def activities(self) -> list[dict[str, Any]]:
        """The activities of its session."""
        found: list[dict[str, Any]] = _at(self.data, (*self.session, "activities"))
        return found

    @property
    def conditions(self) -> Sequence[str]:
        """Known conditions of the athlete."""
        found = self.verdict.session.athlete.values.get("conditions")
        return found if isinstance(found, tuple) else ()

    def amount(self, amount: Amount) -> float:
        """Returns what an amount comes to."""
        value = self.parameters[amount] if isinstance(amount, str) else amount
        return int(value) if value == int(value) else value


def changes_for(
    verdict: Verdict, repair: Repair, data: Any, parameters: Mapping[str, float]
) -> Iterator[tuple[Change, ...]]:
    """Yields the changes that a repair may make, the best first.

    Whether one mends the violation, and breaks nothing else, a new check has to tell.

    Args:
        verdict: The violation.
        repair: What its rule says may be done.
        data: The document.
        parameters: Parameter of the rule → its value.
    """
    target = _Target(verdict, data, parameters)
    match repair:
        case SetValue():
            yield from _values(target, repair)
        case MoveBehindLifts():
            yield from _moved(target)
        case InsertActivity():
            yield from _inserted(target, repair)
        case InsertLighterSets():
            yield from _lighter_sets(target, repair)
        case LowerLoad():
            yield from _lowered(target, repair)
        case SwapExercise():
            yield from _swapped(target, repair)
        case DropWorkSets():
            yield from _dropped(target)


def _values(target: _Target, repair: SetValue) -> Iterator[tuple[Change, ...]]:
    pointer = target.pointer
    if repair.on == "set_before":
        if not pointer or not isinstance(pointer[-1], int) or pointer[-1] == 0:
            return
        pointer = (*pointer[:-1], pointer[-1] - 1)
    for amount in repair.to:
        yield (SetKey(pointer, repair.key, target.amount(amount)),)


def _moved(target: _Target) -> Iterator[tuple[Change, ...]]:
    activities, place = target.activities, target.pointer[-1]
    lifts = _lifts(activities)
    if not isinstance(place, int) or not lifts or place > lifts[-1]:
        return
    # Behind the stretches that close the session already, so that several keep their order.
    behind = lifts[-1]
    while behind + 1 < len(activities) and activities[behind + 1].get("type") == "static_stretch":
        behind += 1
    yield (MoveItem((*target.session, "activities"), place, behind),)


def _inserted(target: _Target, repair: InsertActivity) -> Iterator[tuple[Change, ...]]:
    activities = target.activities
    lifts, listed = _lifts(activities), (*target.session, "activities")
    if not lifts:
        return
    keys = [key for key, _ in repair.values]
    amounts = [[target.amount(it) for it in amounts] for _, amounts in repair.values]
    choices = [dict(zip(keys, them, strict=True)) for them in product(*amounts)]
    values = choices[0]
    if "minutes" in values and repair.place != "end":
        for number, activity in enumerate(activities[: lifts[0]]):
            known = activity.get("minutes")
            if activity.get("type") == repair.type and known is not None:
                yield (SetKey((*listed, number), "minutes", max(values["minutes"], known + 1)),)
    place = {"start": 0, "before_first_lift": lifts[0], "end": len(activities)}[repair.place]
    names = [name for name in repair.exercises if _suits(name, target.conditions)]
    for number, name in enumerate(_best_first(names, _trained(activities))):
        # What is wrong with the amounts is wrong with them for each exercise.
        for stated in choices if number == 0 else choices[:1]:
            item: dict[str, Any] = {"type": repair.type, "exercise": name, **stated}
            yield (InsertItem(listed, place, item),)


def _suits(name: str, conditions: Sequence[str]) -> bool:
    """Returns whether an exercise can be proposed to somebody with these conditions."""
    exercise = find(name)
    return exercise is None or not any(
        exercise.spine_motion in motions or exercise.position in positions
        for condition, (motions, positions) in _SPARED.items()
        if condition in conditions
    )


def _best_first(names: Sequence[str], regions: Sequence[str]) -> list[str]:
    """Returns exercises with those first that reach most of these regions."""

    def reached(name: str) -> int:
        exercise = find(name)
        own = () if exercise is None else exercise.regions
        return sum(regions.count(region) for region in own)

    return sorted(names, key=lambda name: -reached(name))


def _trained(activities: Sequence[Mapping[str, Any]]) -> list[str]:
    """Returns the regions that the lifts of a session train, the main one of each thrice."""
    found: list[str] = []
    for number in _lifts(activities):
        exercise = find(str(activities[number].get("exercise")))
        if exercise is not None:
            found += [*exercise.regions, *exercise.regions[:1] * 2]
    return found


def _lighter_sets(target: _Target, repair: InsertLighterSets) -> Iterator[tuple[Change, ...]]:
    place = target.pointer[-1]
    own = _at(target.data, target.pointer)
    unit = next((key for key in _LOADS if own.get(key)), None)
    if unit is None or not isinstance(place, int):
        return
    ramps: dict[tuple[float | None, ...], None] = {}
    for least, percents in product(
        _least_loads(target, unit), (repair.percents, repair.percents[:1])
    ):
        ramps[tuple(_ramp(own[unit], percents, unit, least))] = None
    stated = target.verdict.fact.values.get("percent_stated") is True
    rests = tuple(map(target.amount, repair.rest_seconds))
    for said, loads, rest in product(({},) if stated else ({}, _EASY), ramps, rests):
        sets: list[Change] = []
        for load in loads:
            item: dict[str, Any] = {"reps": repair.reps}
            item |= _body_alone(target) if load is None else {unit: load}
            item |= {**said, "warm_up": True, "rest_seconds": rest}
            sets.append(InsertItem(target.pointer[:-1], place, item))
        if sets:
            yield (*sets, *_renumbered(target, place, len(sets)))


def _least_loads(target: _Target, unit: str) -> tuple[float, ...]:
    """Returns the least loads to try: that of an empty bar where one is lifted, then none."""
    exercise = _exercise(target)
    barbell = exercise is not None and exercise.equipment == "barbell"
    return (_EMPTY_BARS[unit], 0) if barbell and unit in _EMPTY_BARS else (0,)


def _exercise(target: _Target) -> Exercise | None:
    """Returns what the lift of a set is in the catalogue."""
    return find(str(_at(target.data, target.pointer[:-2]).get("exercise")))


def _body_alone(target: _Target) -> dict[str, Any]:
    """Returns what a set says that is done without the added weight."""
    exercise = _exercise(target)
    # The name of a weighted pull-up says that something is added, unless the set says it is not.
    weighted = exercise is not None and exercise.loading == "added"
    return {"added_load_kg": 0} if weighted else {"body_weight": True}


def _ramp(load: float, percents: Sequence[float], unit: str, least: float) -> list[float | None]:
    """Returns the loads of lighter sets, each once; ``None`` for body weight alone."""
    if unit == "added_load_kg":
        return [None]
    loads = (max(least, _rounded(load * percent / 100, unit)) for percent in percents)
    return [it for it in dict.fromkeys(loads) if 0 < it < load]


def _renumbered(target: _Target, place: int, by: int) -> Iterator[Change]:
    """Yields what makes form observations speak of the same sets when sets are put before them."""
    lift = target.pointer[:-2]
    for number, observation in enumerate(_at(target.data, lift).get("form") or ()):
        if (observation.get("set") or 0) > place:
            yield SetKey((*lift, "form", number), "set", observation["set"] + by)


def _lowered(target: _Target, repair: LowerLoad) -> Iterator[tuple[Change, ...]]:
    own, percent = _at(target.data, target.pointer), target.verdict.fact.values.get("load_percent")
    unit = next((key for key in _LOADS if own.get(key)), None)
    if unit is None or unit == "added_load_kg" or not isinstance(percent, float) or not percent:
        return
    for amount in map(target.amount, repair.to):
        exact = amount if unit == "load_percent" else _rounded(own[unit] * amount / percent, unit)
        below = _rounded(math.nextafter(exact, 0), unit)
        for value in dict.fromkeys((exact, below)):
            if 0 < value < own[unit]:
                led_up = _led_up(target, unit, value)
                yield (SetKey(target.pointer, unit, value), *led_up)


def _led_up(target: _Target, unit: str, load: float) -> Iterator[Change]:
    """Yields what keeps the warm-up sets before a set lighter than it, now that it is lowered."""
    listed, place = target.pointer[:-1], int(target.pointer[-1])
    sets = _at(target.data, listed)
    share = load / sets[place][unit]
    for number, one in enumerate(sets[:place]):
        if one.get("warm_up") and (one.get(unit) or 0) >= load:
            yield SetKey((*listed, number), unit, _rounded(one[unit] * share, unit))


def _rounded(load: float, unit: str) -> float:
    """Returns a load rounded down to what can be put on a bar."""
    coarse, fine = _STEPS[unit]
    step = coarse if load >= 4 * coarse else fine
    value = math.floor(load / step) * step
    return int(value) if value == int(value) else value


def _swapped(target: _Target, repair: SwapExercise) -> Iterator[tuple[Change, ...]]:
    lift = target.pointer[: len(target.session) + 2]
    activity = _at(target.data, lift)
    if activity.get("form"):
        return  # what was seen would speak of another exercise then
    old = find(str(activity.get("exercise")))
    unloaded: list[Change] = []
    for place, one in enumerate(activity["sets"]):
        keys = tuple(key for key in (*_LOADS, "body_weight", "rir", "rpe") if key in one)
        unloaded += [RemoveKeys((*lift, "sets", place), keys)] if keys else []
    names = repair.exercises
    for name in names if old is None else _most_alike(names, old):
        if name != activity.get("exercise"):
            yield (*unloaded, SetKey(lift, "exercise", name))


def _most_alike(names: Sequence[str], old: Exercise) -> list[str]:
    """Returns exercises with those of the same movement first, then those that train the same."""

    def alike(name: str) -> tuple[bool, int]:
        exercise = find(name)
        if exercise is None:
            return False, 0
        return exercise.pattern == old.pattern, len({*exercise.regions} & {*old.regions})

    return sorted(names, key=alike, reverse=True)


def _dropped(target: _Target) -> Iterator[tuple[Change, ...]]:
    activities = target.activities
    own = _named(_at(target.data, target.pointer))
    work: list[tuple[int, int]] = []
    for number in _lifts(activities):
        lift = activities[number]
        if _named(lift) != own:
            continue
        if any(observation.get("set") for observation in lift.get("form") or ()):
            return  # what was seen would speak of other sets then
        places = [place for place, one in enumerate(lift["sets"]) if not one.get("warm_up")]
        # A lift without a set would be none.
        kept = 1 if len(places) == len(lift["sets"]) else 0
        work += [(number, place) for place in places[kept:]]
    for count in range(1, len(work) + 1):
        gone: dict[int, list[int]] = {}
        for number, place in work[-count:]:
            gone.setdefault(number, []).append(place)
        yield tuple(
            RemoveItems((*target.session, "activities", number, "sets"), tuple(places))
            for number, places in gone.items()
        )


def _named(lift: Mapping[str, Any]) -> Exercise | str:
    """Returns what tells whether two lifts are of one exercise."""
    name = str(lift.get("exercise"))
    return find(name) or name


def _lifts(activities: Sequence[Mapping[str, Any]]) -> list[int]:
    return [number for number, it in enumerate(activities) if it.get("type") == "lift"]


def _at(data: Any, pointer: Pointer) -> Any:
    for step in pointer:
        data = data[step]
    return data
