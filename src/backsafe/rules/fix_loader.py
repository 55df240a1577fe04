"""The ``fix`` of a rule file → what would repair a violation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from backsafe.errors import did_you_mean
from backsafe.model import (
    Activation,
    Cardio,
    DynamicStretch,
    Mobility,
    Set,
    StaticStretch,
)
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
    from collections.abc import Callable, Iterator, Mapping

    from pydantic import BaseModel

    from backsafe.rules.located import Located
    from backsafe.rules.repair import Amount, Repair
    from backsafe.rules.scope import Scope

__all__ = ["load_fix"]

_PLACES = ("start", "before_first_lift", "end")
_INSERTED: Mapping[str, type[BaseModel]] = {
    "cardio": Cardio,
    "mobility": Mobility,
    "dynamic_stretch": DynamicStretch,
    "activation": Activation,
    "static_stretch": StaticStretch,
}
_AMOUNTS = ("minutes", "hold_seconds", "repeats")
_OF_A_SESSION = ("workout", "activity", "stretch", "lift", "set", "observation")
# Action → the types of the facts that it repairs.
_FACTS = {
    "set": ("activity", "stretch", "set"),
    "move": ("stretch", "activity"),
    "insert": _OF_A_SESSION,
    "lighter_sets": ("set",),
    "lower": ("set",),
    "swap": ("set", "lift"),
    "drop": ("lift",),
}
# Type of a fact → what the document says where it stands.
_MODELS: Mapping[str, tuple[type[BaseModel], ...]] = {
    "activity": tuple(_INSERTED.values()),
    "stretch": (StaticStretch,),
    "set": (Set,),
}
_MOST_LIGHTER_SETS = 10


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
    found.keys(("summary", "safe", *_LOADERS, *known))
    allowed = (*actions, *(key for action in actions for key in _LOADERS[action][0]))
    for key in found.value:
        if key in known and key not in allowed:
            found.at(key).fail(f"{key!r} belongs to an action that is not there", key=True)
    if len(actions) > 1:
        found.at(actions[1]).fail(f"one action, and {actions[0]!r} is there already", key=True)
    for action in actions:
        if fact_type not in _FACTS[action]:
            kinds = " or ".join(_FACTS[action])
            found.at(action).fail(f"{action!r} repairs a {kinds}, not a {fact_type}", key=True)
    return Fix(
        summary=found.need("summary").parsed(lambda text: parse_message(text, scope)),
        safe=found.need("safe").expect(bool),
        repair=_LOADERS[actions[0]][1](found, fact_type, scope) if actions else None,
    )


def _set(found: Located, fact_type: str, scope: Scope) -> Repair:
    on = found.get("on")
    place = "fact" if on is None else on.choice(("fact", "set_before"))
    if on is not None and place == "set_before" and fact_type != "set":
        on.fail(f"a {fact_type} has no set before it")
    key = found.at("set").choice(sorted(set().union(*map(_numbers, _MODELS[fact_type]))))
    return SetValue(key, _amounts(found.need("to"), scope), cast("Literal['fact']", place))


def _move(found: Located, _type: str, _scope: Scope) -> Repair:
    found.at("move").choice(("behind_lifts",))
    return MoveBehindLifts()


def _insert(found: Located, _: str, scope: Scope) -> Repair:
    kind = found.at("insert").choice(_INSERTED)
    stated = [key for key in _AMOUNTS if key in found.value]
    for key in stated:
        if key not in _INSERTED[kind].model_fields:
            found.at(key).fail(f"{kind} has no {key!r}", key=True)
    return InsertActivity(
        type=kind,
        exercises=_exercises(found.need("exercises")),
        place=cast("Literal['start']", found.need("place").choice(_PLACES)),
        values=tuple((key, _amounts(found.at(key), scope)) for key in stated),
    )


def _lighter_sets(found: Located, _: str, scope: Scope) -> Repair:
    listed = found.at("lighter_sets")
    percents = tuple(entry.number() for entry in listed.items())
    if not 1 <= len(percents) <= _MOST_LIGHTER_SETS:
        listed.fail(f"expected 1 to {_MOST_LIGHTER_SETS} percentages")
    for entry, percent in zip(listed.items(), percents, strict=True):
        if not 0 < percent < 100:
            entry.fail("a lighter set has more than 0 and less than 100 percent")
    reps = found.need("reps")
    if reps.number() < 1 or reps.number() % 1:
        reps.fail("expected a whole number from 1 on")
    return InsertLighterSets(
        percents, int(reps.number()), _amounts(found.need("rest_seconds"), scope)
    )


def _lower(found: Located, _: str, scope: Scope) -> Repair:
    return LowerLoad(_amounts(found.at("lower"), scope))


def _swap(found: Located, _type: str, _scope: Scope) -> Repair:
    return SwapExercise(_exercises(found.at("swap")))


def _drop(found: Located, _type: str, _scope: Scope) -> Repair:
    found.at("drop").choice(("work_sets",))
    return DropWorkSets()


def _numbers(model: type[BaseModel]) -> list[str]:
    """Returns the keys of a part of the document that hold a number."""

    def parts(annotation: Any) -> Iterator[Any]:
        yield annotation
        for part in get_args(annotation):
            yield from parts(part)

    fields = model.model_fields.items()
    return [key for key, it in fields if {int, float} & {*parts(it.annotation)}]


def _amounts(found: Located, scope: Scope) -> tuple[Amount, ...]:
    several = found.items() if isinstance(found.value, list) else (found,)
    amounts = tuple(_amount(it, scope) for it in several)
    if not amounts:
        found.fail("expected at least one amount")
    return amounts


def _amount(found: Located, scope: Scope) -> Amount:
    if not isinstance(found.value, str):
        if found.number() < 0:
            found.fail("an amount is not negative")
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
_LOADERS: dict[str, tuple[tuple[str, ...], Callable[[Located, str, Scope], Any]]] = {
    "set": (("to", "on"), _set),
    "move": ((), _move),
    "insert": (("exercises", "place", *_AMOUNTS), _insert),
    "lighter_sets": (("reps", "rest_seconds"), _lighter_sets),
    "lower": ((), _lower),
    "swap": ((), _swap),
    "drop": ((), _drop),
}
