"""What was done so far, entry by entry → the workout that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from backsafe.errors import UsageError, did_you_mean
from backsafe.facts.names import exercise_key
from backsafe.model import (
    Activation,
    Activity,
    Cardio,
    DynamicStretch,
    FormObservation,
    Lift,
    Mobility,
    Model,
    Set,
    StaticStretch,
    Workout,
)
from backsafe.readers.problems import validate_part

if TYPE_CHECKING:
    from backsafe.syntax.positions import Pointer

__all__ = ["Entry", "Record"]

NAME = "<live>"
"""What messages and places call a live session."""

Entry: TypeAlias = "Activity | Set | FormObservation | Mapping[str, Any]"
"""What is logged: an activity, a set or a form observation, or a mapping of their fields."""

_ACTIVITIES: dict[str, type[Model]] = {
    kind.model_fields["type"].default: kind
    for kind in (Cardio, Mobility, DynamicStretch, StaticStretch, Activation, Lift)
}
_Part = TypeVar("_Part", bound=Model)


class Record(NamedTuple):
    """What was done so far.

    Attributes:
        workout: All that was logged.
        begun: Exercise of a lift that was begun and has no set yet, or an empty text.
    """

    workout: Workout
    begun: str = ""

    def with_entry(self, entry: Entry, exercise: str | None) -> Record:
        """Returns the record with one entry more.

        Args:
            entry: The entry.
            exercise: Exercise of a set, where that is not the last lift's.

        Raises:
            DocumentError: The entry is wrong; says where and why.
            UsageError: It is none, or there is no lift that it could belong to.
        """
        kind = _kind_of(entry)
        if exercise is not None and kind is not Set:
            raise UsageError("exercise= says which lift a set is of; this entry is no set")
        if kind is Set:
            return self._with_set(entry, exercise)
        if kind is FormObservation:
            return self._with_observation(entry)
        if kind is Lift and isinstance(entry, Mapping) and _begins(entry):
            return self._with_begun(entry)
        above = ("activities", len(self.workout.activities))
        return self._with_last(_activity(entry, kind, above), above)

    def rested(self, seconds: float) -> Record:
        """Returns the record with the rest after the last set.

        Raises:
            DocumentError: It is no such number.
            UsageError: It is none at all, or there is no set that it could follow, or that states
                its rest itself.
        """
        if seconds is None:
            raise UsageError(
                "rest takes the seconds of a rest; where it is not known, do not call it"
            )
        lift, above = self._last_lift("a rest follows a set")
        last = lift.sets[-1]
        if last.rest_seconds is not None:
            raise UsageError(f"the last set states its rest: {last.rest_seconds:g} s")
        stated = {**last.model_dump(exclude_unset=True), "rest_seconds": seconds}
        changed = _part(stated, Set, (*above, "sets", len(lift.sets) - 1))
        return self._with_lift(lift, above, sets=(*lift.sets[:-1], changed))

    def _with_begun(self, entry: Mapping[str, Any]) -> Record:
        """Returns the record with a lift begun: it becomes part of the workout with a set."""
        above = ("activities", len(self.workout.activities))
        lift = _part({**entry, "sets": [{}]}, Lift, above)
        if lift.form:
            raise UsageError("log what is seen of a lift once a set of it is logged")
        return self._replace(begun=lift.exercise)

    def _with_set(self, entry: Entry, exercise: str | None) -> Record:
        number = len(self.workout.activities)
        wanted = self.begun if exercise is None else exercise
        last = self.workout.activities[-1] if number else None
        continued = isinstance(last, Lift) and (
            not wanted or (not self.begun and exercise_key(wanted) == exercise_key(last.exercise))
        )
        if isinstance(last, Lift) and continued:
            above: Pointer = ("activities", number - 1)
            one = _part(entry, Set, (*above, "sets", len(last.sets)))
            return self._with_lift(last, above, sets=(*last.sets, one))
        if not wanted:
            raise UsageError(
                "a set belongs to a lift: log {'type': 'lift', 'exercise': …} before it, or say "
                "exercise=…"
            )
        above = ("activities", number)
        one = _part(entry, Set, (*above, "sets", 0))
        return self._with_last(_part({"exercise": wanted, "sets": (one,)}, Lift, above), above)

    def _with_observation(self, entry: Entry) -> Record:
        lift, above = self._last_lift("a form observation is of a lift")
        seen = _part(entry, FormObservation, (*above, "form", len(lift.form or ())))
        if seen.set is None:
            # Seen as it happens, it is seen of the set that was just done.
            seen = seen.model_copy(update={"set": len(lift.sets)})
        return self._with_lift(lift, above, form=(*(lift.form or ()), seen))

    def _last_lift(self, why: str) -> tuple[Lift, Pointer]:
        activities = self.workout.activities
        last = activities[-1] if activities else None
        if self.begun or not isinstance(last, Lift):
            raise UsageError(f"{why}: log a set first")
        return last, ("activities", len(activities) - 1)

    def _with_lift(self, lift: Lift, above: Pointer, **changes: object) -> Record:
        fields = {name: getattr(lift, name) for name in lift.model_fields_set}
        return self._with_last(_part({**fields, **changes}, Lift, above), above)

    def _with_last(self, activity: Activity, above: Pointer) -> Record:
        """Returns the record with an activity at the end, in place of the one that it goes on."""
        activities = (*self.workout.activities[: int(above[-1])], activity)
        stated = {name: getattr(self.workout, name) for name in self.workout.model_fields_set}
        return Record(_part({**stated, "activities": activities}, Workout, ()))


def _kind_of(entry: Entry) -> type[Model]:
    """Returns what an entry is, or is meant to be.

    Raises:
        UsageError: It is nothing that can be logged.
    """
    if isinstance(entry, Model) and type(entry) in (*_ACTIVITIES.values(), Set, FormObservation):
        return type(entry)
    if not isinstance(entry, Mapping):
        raise UsageError(
            "expected an activity, a set or a form observation, or a mapping of its fields, "
            f"found {entry!r:.60} ({type(entry).__name__})"
        )
    if "type" in entry:
        kind = entry["type"]
        if not isinstance(kind, str) or kind not in _ACTIVITIES:
            known, hint = ", ".join(_ACTIVITIES), did_you_mean(str(kind), _ACTIVITIES)
            raise UsageError(f"unknown type {kind!r:.60}; there are {known}{hint}")
        return _ACTIVITIES[kind]
    return FormObservation if "aspect" in entry else Set


def _begins(lift: Mapping[str, Any]) -> bool:
    """Returns whether a lift has no sets yet; what is no list of them is a mistake."""
    sets = lift.get("sets")
    return sets is None or (isinstance(sets, list | tuple) and not sets)


def _activity(entry: Entry, kind: type[Model], above: Pointer) -> Activity:
    activity: Activity = _part(entry, kind, above)  # type: ignore[assignment]
    return activity


def _part(entry: Any, kind: type[_Part], above: Pointer) -> _Part:
    return entry if isinstance(entry, kind) else validate_part(entry, kind, NAME, above)
