"""What a rule says a program may do to repair what breaks it."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

__all__ = [
    "Amount",
    "DropWorkSets",
    "InsertActivity",
    "InsertLighterSets",
    "LowerLoad",
    "MoveBehindLifts",
    "Repair",
    "SetValue",
    "SwapExercise",
]

Amount: TypeAlias = "str | float"
"""Name of a parameter, or a number."""


class SetValue(NamedTuple):
    """Gives a key of the document a value.

    Attributes:
        key: The key, in the mapping that the fact stands for.
        to: Amounts to try in turn.
        on: Whether the mapping is the fact's own, or that of the set before it.
    """

    key: str
    to: tuple[Amount, ...]
    on: Literal["fact", "set_before"] = "fact"


class MoveBehindLifts(NamedTuple):
    """Moves the activity behind the last lift of its session."""


class InsertActivity(NamedTuple):
    """Adds an activity to the session, or lets one of its kind that is there last longer.

    Attributes:
        type: Type of the activity.
        exercises: Exercises to choose from; those for the regions that the session trains go first.
        place: Where it goes.
        values: Further keys, and for each the amounts to try in turn.
    """

    type: str
    exercises: tuple[str, ...]
    place: Literal["start", "before_first_lift", "end"]
    values: tuple[tuple[str, tuple[Amount, ...]], ...] = ()


class InsertLighterSets(NamedTuple):
    """Puts lighter sets of the exercise before a set.

    Attributes:
        percents: Their loads, in percent of the set's.
        reps: Repetitions of each.
        rest_seconds: Rest after each, in seconds: amounts to try in turn.
    """

    percents: tuple[float, ...]
    reps: int
    rest_seconds: tuple[Amount, ...]


class LowerLoad(NamedTuple):
    """Lowers the load of a set.

    Attributes:
        to: Amounts to try in turn, in percent of the one-rep max.
    """

    to: tuple[Amount, ...]


class SwapExercise(NamedTuple):
    """Puts another exercise in the place of a lift's, with the body's weight as its load.

    Attributes:
        exercises: Exercises to choose from; those of the same movement go first.
    """

    exercises: tuple[str, ...]


class DropWorkSets(NamedTuple):
    """Leaves out as many of a lift's last work sets as it takes."""


Repair: TypeAlias = (
    SetValue
    | MoveBehindLifts
    | InsertActivity
    | InsertLighterSets
    | LowerLoad
    | SwapExercise
    | DropWorkSets
)
