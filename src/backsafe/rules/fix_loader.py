"""The ``fix`` of a rule file → what would repair a violation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from backsafe.errors import did_you_mean
from backsafe.rules.message import parse_message
from backsafe.rules.repair import (
    DropWorkSets,
    InsertActivity,
    InsertLighterSets,
    LowerLoad,
    MoveBehindLifts,
    SetValue,
    SwapExercise,
)
from backsafe.rules.rule import Fix

if TYPE_CHECKING:
    from collections.abc import Callable

    from backsafe.rules.located import Located
    from backsafe.rules.repair import Amount, Repair
    from backsafe.rules.scope import Scope

__all__ = ["load_fix"]

_PLACES = ("start", "before_first_lift", "end")
_INSERTED = ("cardio", "mobility", "dynamic_stretch", "activation", "static_stretch")
_AMOUNTS = ("minutes", "hold_seconds", "repeats")
_FACTS = {
    "move": ("stretch", "activity"),
    "lighter_sets": ("set",),
    "lower": ("set",),
    "swap": ("set", "lift"),
    "drop": ("lift",),
}


def load_fix(found: Located, fact_type: str, scope: Scope) -> Fix:
    """Turns the ``fix`` of a check into what it says.

    Args:
        found: The mapping in the rule file.
        fact_type: Type of the facts that the check judges.
        scope: What its texts may speak of.

    Raises:
        RuleError: It is wrong; says where.
    """
    actions = [key for key in found.expect(dict) if key in _LOADERS]
    known = {key for action in _LOADERS for key in _LOADERS[action][0]}
    allowed = (*actions, *(key for action in actions for key in _LOADERS[action][0]))
    for key in found.value:
        if key in known and key not in allowed:
            found.at(key).fail(f"{key!r} belongs to an action that is not there", key=True)
    found.keys(("summary", "safe", *_LOADERS, *known))
    if len(actions) > 1:
        found.at(actions[1]).fail(f"one action, and {actions[0]!r} is there already", key=True)
    for action in actions:
        if fact_type not in _FACTS.get(action, (fact_type,)):
            kinds = " or ".join(_FACTS[action])
            found.at(action).fail(f"{action!r} repairs a {kinds}, not a {fact_type}", key=True)
    return Fix(
        summary=found.need("summary").parsed(lambda text: parse_message(text, scope)),
        safe=found.need("safe").expect(bool),
        repair=_LOADERS[actions[0]][1](found, scope) if actions else None,
    )


def _set(found: Located, scope: Scope) -> Repair:
    on = found.get("on")
    place = "fact" if on is None else on.choice(("fact", "set_before"))
    key = found.at("set").expect(str)
    return SetValue(key, _amounts(found.need("to"), scope), cast("Literal['fact']", place))


def _move(found: Located, _: Scope) -> Repair:
    found.at("move").choice(("behind_lifts",))
    return MoveBehindLifts()


def _insert(found: Located, scope: Scope) -> Repair:
    values = tuple((key, _amount(found.at(key), scope)) for key in _AMOUNTS if key in found.value)
    return InsertActivity(
        type=found.at("insert").choice(_INSERTED),
        exercises=_exercises(found.need("exercises")),
        place=cast("Literal['start']", found.need("place").choice(_PLACES)),
        values=values,
    )


def _lighter_sets(found: Located, _: Scope) -> Repair:
    percents = tuple(entry.number() for entry in found.at("lighter_sets").items())
    for percent in percents:
        if not 0 < percent < 100:
            found.at("lighter_sets").fail("a lighter set has more than 0 and less than 100 percent")
    reps, rest = found.need("reps").number(), found.need("rest_seconds").number()
    return InsertLighterSets(percents, int(reps), rest)


def _lower(found: Located, scope: Scope) -> Repair:
    return LowerLoad(_amounts(found.at("lower"), scope))


def _swap(found: Located, _: Scope) -> Repair:
    return SwapExercise(_exercises(found.at("swap")))


def _drop(found: Located, _: Scope) -> Repair:
    found.at("drop").choice(("work_sets",))
    return DropWorkSets()


def _amounts(found: Located, scope: Scope) -> tuple[Amount, ...]:
    several = isinstance(found.value, list)
    return tuple(_amount(it, scope) for it in (found.items() if several else (found,)))


def _amount(found: Located, scope: Scope) -> Amount:
    if not isinstance(found.value, str):
        return found.number()
    if found.value not in scope.parameters:
        hint = did_you_mean(found.value, scope.parameters)
        found.fail(f"unknown parameter {found.value!r}{hint}")
    return found.value


def _exercises(found: Located) -> tuple[str, ...]:
    from backsafe.exercises.matching import find, nearest

    names: list[str] = []
    for entry in found.items():
        if find(entry.expect(str)) is None:
            near = nearest(entry.value, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            entry.fail(f"unknown exercise {entry.value!r}{hint}")
        names.append(entry.value)
    if not names:
        found.fail("expected at least one exercise")
    return tuple(names)


# Action → the keys that belong to it, and what reads them.
_LOADERS: dict[str, tuple[tuple[str, ...], Callable[[Located, Scope], Any]]] = {
    "set": (("to", "on"), _set),
    "move": ((), _move),
    "insert": (("exercises", "place", *_AMOUNTS), _insert),
    "lighter_sets": (("reps", "rest_seconds"), _lighter_sets),
    "lower": ((), _lower),
    "swap": ((), _swap),
    "drop": ((), _drop),
}
