"""What a workout, an athlete, a program, a log and a form observation are.

The models are ordinary pydantic models: ``Workout.model_validate(mapping)`` works as everywhere.
"""

from __future__ import annotations

from backsafe.model._base import Model
from backsafe.model.activities import (
    Activation,
    Activity,
    Cardio,
    DynamicStretch,
    Lift,
    Mobility,
    StaticStretch,
)
from backsafe.model.answers import BACK_PLACES, Answers, PainPlace
from backsafe.model.athlete import Athlete, Clearance
from backsafe.model.observations import ASPECTS, Aspect, AspectType, FormObservation
from backsafe.model.schema import answers_schema, json_schema
from backsafe.model.sets import Set, tempo_seconds
from backsafe.model.vocabulary import (
    ActivityType,
    Assistance,
    BandRole,
    Condition,
    Equipment,
    Goal,
    Intensity,
    Kind,
    Level,
    ParQ,
    Record,
    Region,
    Symptom,
    Technique,
)
from backsafe.model.workout import MOST_SESSIONS, Log, Program, Week, Workout

__all__ = [
    "ASPECTS",
    "BACK_PLACES",
    "MOST_SESSIONS",
    "Activation",
    "Activity",
    "ActivityType",
    "Answers",
    "Aspect",
    "AspectType",
    "Assistance",
    "Athlete",
    "BandRole",
    "Cardio",
    "Clearance",
    "Condition",
    "DynamicStretch",
    "Equipment",
    "FormObservation",
    "Goal",
    "Intensity",
    "Kind",
    "Level",
    "Lift",
    "Log",
    "Mobility",
    "Model",
    "PainPlace",
    "ParQ",
    "Program",
    "Record",
    "Region",
    "Set",
    "StaticStretch",
    "Symptom",
    "Technique",
    "Week",
    "Workout",
    "answers_schema",
    "json_schema",
    "tempo_seconds",
]
