"""The activities of a workout, in the order they are done."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from backsafe.model._base import Model, Name, Switch, refuse
from backsafe.model.observations import FormObservation
from backsafe.model.sets import Set
from backsafe.model.vocabulary import Intensity, Region

__all__ = [
    "Activation",
    "Activity",
    "Cardio",
    "DynamicStretch",
    "Lift",
    "Mobility",
    "StaticStretch",
]

_Minutes = Annotated[float, Field(strict=True, ge=0, le=1440)]
_Repeats = Annotated[int, Field(strict=True, ge=1, le=1000)]
_EXERCISE = "Name of the exercise, matched by the catalogue, case and punctuation aside."
_MINUTES = "Minutes it takes in all; absent: unknown."
_REPEATS = "How often it is done; absent: 1 in a plan, unknown in a log."
_REGION = "Part of the body it is for; absent: as the catalogue says."


class Cardio(Model):
    """Easy or hard work for heart and lungs, such as a row before the lifts."""

    type: Literal["cardio"] = Field(default="cardio", description="Kind of activity.")
    exercise: Name = Field(description=_EXERCISE)
    minutes: _Minutes | None = Field(default=None, description=_MINUTES)


class Mobility(Model):
    """Moving joints through their range without load."""

    type: Literal["mobility"] = Field(default="mobility", description="Kind of activity.")
    exercise: Name = Field(description=_EXERCISE)
    minutes: _Minutes | None = Field(default=None, description=_MINUTES)
    repeats: _Repeats | None = Field(default=None, description=_REPEATS)


class DynamicStretch(Model):
    """Stretching in motion, without holding the end position."""

    type: Literal["dynamic_stretch"] = Field(
        default="dynamic_stretch", description="Kind of activity."
    )
    exercise: Name = Field(description=_EXERCISE)
    minutes: _Minutes | None = Field(default=None, description=_MINUTES)
    repeats: _Repeats | None = Field(default=None, description=_REPEATS)
    region: Region | None = Field(default=None, description=_REGION)


class Activation(Model):
    """Light work that wakes a muscle before it is trained, such as a band pull-apart."""

    type: Literal["activation"] = Field(default="activation", description="Kind of activity.")
    exercise: Name = Field(description=_EXERCISE)
    minutes: _Minutes | None = Field(default=None, description=_MINUTES)
    repeats: _Repeats | None = Field(default=None, description=_REPEATS)


class StaticStretch(Model):
    """A stretch that is held."""

    type: Literal["static_stretch"] = Field(
        default="static_stretch", description="Kind of activity."
    )
    exercise: Name = Field(description=_EXERCISE)
    hold_seconds: Annotated[float, Field(strict=True, ge=0, le=3600)] | None = Field(
        default=None, description="Seconds of one hold; absent: unknown."
    )
    repeats: _Repeats | None = Field(default=None, description=_REPEATS)
    intensity: Intensity | None = Field(
        default=None, description="How strong the pull is felt; absent: unknown."
    )
    region: Region | None = Field(default=None, description=_REGION)
    bouncing: Switch | None = Field(
        default=None, description="True if the end position is bounced into; absent: unknown."
    )
    pain: Switch | None = Field(
        default=None, description="True if the stretch hurts; absent: unknown."
    )
    discomfort_0_10: Annotated[float, Field(strict=True, ge=0, le=10)] | None = Field(
        default=None,
        description="Discomfort from 0 (none) to 10 (worst imaginable); absent: unknown.",
    )


class Lift(Model):
    """An exercise done in sets, with a load or with the body's weight."""

    type: Literal["lift"] = Field(default="lift", description="Kind of activity.")
    exercise: Name = Field(description=_EXERCISE)
    sets: Annotated[tuple[Set, ...], Field(min_length=1, max_length=1000)] = Field(
        description="The sets in the order they are done, 1 to 1000."
    )
    form: Annotated[tuple[FormObservation, ...], Field(max_length=1000)] | None = Field(
        default=None, description="What was seen of its form; absent: nobody looked (unknown)."
    )

    @model_validator(mode="after")
    def _observed_sets_exist(self) -> Self:
        found: list[tuple[tuple[str | int, ...], Any, str]] = []
        for index, observation in enumerate(self.form or ()):
            if observation.set is None:
                continue
            if observation.set > len(self.sets):
                holds = "1 set" if len(self.sets) == 1 else f"{len(self.sets)} sets"
                message = f"set must be at most {len(self.sets)}: this lift has {holds}"
                found.append((("form", index, "set"), observation.set, message))
                continue
            observed = self.sets[observation.set - 1]
            reps = None if observed.amrap else observed.most_reps or observed.reps
            # A failed attempt (0 reps, or one more than were counted) can be observed, too.
            if observation.rep is not None and reps is not None and observation.rep > reps + 1:
                message = f"rep must be at most {reps + 1}: set {observation.set} has {reps} reps"
                found.append((("form", index, "rep"), observation.rep, message))
        refuse(type(self), *found)
        return self


Activity = Annotated[
    Cardio | Mobility | DynamicStretch | StaticStretch | Activation | Lift,
    Field(discriminator="type"),
]
