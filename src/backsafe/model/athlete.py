"""The person who trains."""

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from backsafe.model._base import Day, Model, Name, Note, PositiveKilograms, Switch, refuse
from backsafe.model.vocabulary import Condition, Goal, Level, ParQ, Symptom, Technique

__all__ = ["Athlete", "Clearance"]


class Clearance(Model):
    """A professional's permission to train in spite of what a screening rule says."""

    rule: Name = Field(description="Code or name of the screening rule, such as AT03.")
    by: Name = Field(description="Who gave it.")
    date: Day = Field(description="The day it was given, year-month-day.")
    reason: Note | None = Field(default=None, description="Why, in a sentence; absent: not stated.")


class Athlete(Model):
    """What is known of the person. Everything is optional; what is absent is unknown."""

    level: Level | None = Field(default=None, description="Training level; absent: unknown.")
    age: Annotated[int, Field(strict=True, ge=5, le=120)] | None = Field(
        default=None, description="Age in full years, 5 to 120; absent: unknown."
    )
    training_months: Annotated[float, Field(strict=True, ge=0, le=1200)] | None = Field(
        default=None, description="Months of regular strength training so far; absent: unknown."
    )
    body_mass_kg: Annotated[float, Field(strict=True, ge=10, le=500)] | None = Field(
        default=None, description="Body mass in kilograms; absent: unknown."
    )
    one_rep_max_kg: Annotated[dict[Name, PositiveKilograms], Field(max_length=1000)] | None = Field(
        default=None,
        description="Greatest load in kilograms that can be lifted once, by exercise; what is not "
        "listed is unknown.",
    )
    technique: Annotated[dict[Name, Technique], Field(max_length=1000)] | None = Field(
        default=None,
        description="How well the form of an exercise is mastered; what is not listed is unknown.",
    )
    strict_pull_ups: Annotated[int, Field(strict=True, ge=0, le=200)] | None = Field(
        default=None,
        description="Pull-ups possible in a row without swing or help; absent: unknown.",
    )
    conditions: Annotated[tuple[Condition, ...], Field(max_length=100)] | None = Field(
        default=None, description="Known conditions; [] is none; absent: unknown."
    )
    symptoms: Annotated[tuple[Symptom, ...], Field(max_length=100)] | None = Field(
        default=None, description="Present symptoms; [] is none; absent: unknown."
    )
    goal: Goal | None = Field(
        default=None, description="What the training is for; absent: unknown."
    )
    par_q_yes: Annotated[tuple[ParQ, ...], Field(max_length=100)] | None = Field(
        default=None,
        description="General questions of the PAR-Q+ answered with yes; [] is none; absent: the "
        "questionnaire was not answered (unknown).",
    )
    clearance: Annotated[tuple[Clearance, ...], Field(max_length=100)] | None = Field(
        default=None, description="Clearances given by professionals; absent or []: none."
    )
    systolic_mmhg: Annotated[float, Field(strict=True, ge=40, le=350)] | None = Field(
        default=None, description="Systolic blood pressure at rest in mmHg; absent: unknown."
    )
    diastolic_mmhg: Annotated[float, Field(strict=True, ge=20, le=250)] | None = Field(
        default=None, description="Diastolic blood pressure at rest in mmHg; absent: unknown."
    )
    trimester: Annotated[int, Field(strict=True, ge=1, le=3)] | None = Field(
        default=None,
        description="Trimester of a pregnancy, 1 to 3; absent: unknown or not pregnant.",
    )
    pain_0_10: Annotated[float, Field(strict=True, ge=0, le=10)] | None = Field(
        default=None,
        description="Known, lasting pain today, from 0 (none) to 10 (worst imaginable); absent: "
        "unknown.",
    )
    days_since_back_session: Annotated[float, Field(strict=True, ge=0, le=36500)] | None = Field(
        default=None,
        description="Days between the last session for the back and the first one of the document; "
        "absent: as the history tells, else unknown.",
    )
    sleep_hours: Annotated[float, Field(strict=True, ge=0, le=24)] | None = Field(
        default=None,
        description="Hours of sleep in the night before the session; absent: unknown.",
    )
    supervised: Switch | None = Field(
        default=None,
        description="True if a qualified person watches the training; absent: unknown.",
    )

    @model_validator(mode="after")
    def _no_contradictions(self) -> Self:
        found: list[tuple[tuple[str | int, ...], Any, str]] = []
        upper, lower = self.systolic_mmhg, self.diastolic_mmhg
        if upper is not None and lower is not None and lower >= upper:
            message = (
                f"diastolic_mmhg must be below systolic_mmhg ({upper:g}); are the two swapped?"
            )
            found.append((("diastolic_mmhg",), lower, message))
        if self.trimester is not None and "pregnancy" not in (self.conditions or ()):
            message = "trimester speaks of a pregnancy; add pregnancy to conditions"
            found.append((("trimester",), self.trimester, message))
        refuse(type(self), *found)
        return self
