"""Every fact type and field that a rule may speak of: its type, unit, meaning and absence.

Rules are checked against this table when they are loaded; the reference page is printed from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from backsafe.model import ASPECTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "COLLECTIONS",
    "SCHEMA",
    "Collection",
    "FactType",
    "Field",
    "FieldKind",
]

FieldKind = Literal["number", "string", "boolean", "strings"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a fact type.

    Attributes:
        name: As rules write it after the dot.
        kind: number (a double), string, boolean, or strings (a list).
        meaning: One sentence, with the unit.
        missing: What it means when the field has no value; empty where it always has one.
        values: The closed list of strings it may hold; empty where any text may stand.
    """

    name: str
    kind: FieldKind
    meaning: str
    missing: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactType:
    """A kind of fact: ``set``, ``stretch``, ``workout`` and so on."""

    name: str
    meaning: str
    fields: Mapping[str, Field] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Collection:
    """What a rule may be ``for``, and what a quantifier may run over.

    Attributes:
        name: As rules write it after ``in``; equal to the type's name for a single fact.
        fact_type: Name of the type of its facts.
        meaning: Which facts it holds.
        single: True for ``workout``, ``athlete`` and ``program``, which are one fact each.
        missing: When the collection itself is unknown; empty where it never is.
    """

    name: str
    fact_type: str
    meaning: str
    single: bool = False
    missing: str = ""


def _number(name: str, meaning: str, missing: str = "") -> Field:
    return Field(name, "number", meaning, missing)


def _string(name: str, meaning: str, missing: str = "", values: Iterable[str] = ()) -> Field:
    return Field(name, "string", meaning, missing, tuple(values))


def _boolean(name: str, meaning: str, missing: str = "") -> Field:
    return Field(name, "boolean", meaning, missing)


def _strings(name: str, meaning: str, missing: str = "", values: Iterable[str] = ()) -> Field:
    return Field(name, "strings", meaning, missing, tuple(values))


_NO_ENTRY = "the exercise is not in the catalogue"
_LOG_ONLY = "a log that does not record it"
_PHASES = ("warm_up", "work", "cool_down", "no_lifts")

_EXERCISE = (
    _string("exercise", "Name of the exercise as the document gives it."),
    _string("family", "Family of the exercise in the catalogue, such as deadlift.", _NO_ENTRY),
    _string("pattern", "Movement pattern of the exercise, such as hinge.", _NO_ENTRY),
    _strings("regions", "Regions that the exercise trains or stretches.", _NO_ENTRY),
    _string("equipment", "What the exercise is done with.", _NO_ENTRY),
    _string(
        "minimum_level",
        "Least training level at which the exercise is an ordinary choice.",
        _NO_ENTRY,
        ("novice", "intermediate", "advanced"),
    ),
    _string(
        "spinal_load",
        "How much the exercise loads the spine.",
        _NO_ENTRY,
        ("none", "low", "moderate", "high"),
    ),
    _string(
        "spine_motion",
        "Motion of the spine under effort that defines the exercise.",
        _NO_ENTRY,
        ("none", "flexion", "extension", "rotation", "lateral_flexion"),
    ),
    _boolean("multi_joint", "Whether the exercise moves more than one joint.", _NO_ENTRY),
)

_TECHNIQUE = _string(
    "technique",
    "How well the athlete does this exercise.",
    "athlete.technique does not name the exercise",
    ("learning", "mastered"),
)

_LOAD_PERCENT = _number(
    "load_percent",
    "Load in % of the one-rep max: stated; or load over the stated one-rep max; or load over the "
    "greatest Brzycki estimate of the exercise from earlier sessions and this one; or, with no "
    "load at all, Brzycki's share for reps + reps in reserve. Estimates use at most 10 reps.",
    "neither a percentage nor a one-rep max nor reps with reps in reserve tell it",
)

_WORKOUT = (
    _string("kind", "Whether this is planned or done.", values=("plan", "log")),
    _number("lifts", "Lifts that hold at least one work set."),
    _number("work_sets", "Work sets of all lifts."),
    _number(
        "warm_ups",
        "Cardio, mobility, dynamic stretching and activation listed before the first work set.",
        f"{_LOG_ONLY} and lists none",
    ),
    _number(
        "warm_up_minutes",
        "Minutes of those warm-ups in all.",
        f"a warm-up without minutes, or {_LOG_ONLY}",
    ),
    _number("warm_up_minutes_stated", "Minutes of those warm-ups that state them: a lower bound."),
    _number(
        "dynamic_stretch_minutes",
        "Minutes of dynamic stretching before the first work set.",
        f"a dynamic stretch without minutes, or {_LOG_ONLY}",
    ),
    _number(
        "dynamic_stretch_minutes_stated",
        "Minutes of that dynamic stretching that are stated: a lower bound.",
    ),
    _number("dynamic_stretches_later", "Dynamic stretches listed after the first work set."),
    _boolean(
        "trained_region_stretched",
        "Whether a static stretch after the last lift reaches a region that a lift trains.",
        f"a stretch or lift whose region is unknown, or {_LOG_ONLY}",
    ),
    _boolean("history_known", "Whether earlier sessions of the athlete are known."),
)

_ACTIVITY = (
    *_EXERCISE,
    _string(
        "type",
        "Type of the activity.",
        values=("cardio", "mobility", "dynamic_stretch", "static_stretch", "activation", "lift"),
    ),
    _string("phase", "When in the session: before the first work set, …", values=_PHASES),
    _number("minutes", "Minutes it takes.", "not stated"),
    _number("lifts_before", "Lifts with work sets that come before it."),
    _number("lifts_after", "Lifts with work sets that come after it."),
)

_STRETCH = (
    *_EXERCISE,
    _string("phase", "When in the session: before the first work set, …", values=_PHASES),
    _number("hold_seconds", "Seconds of one hold.", "not stated"),
    _number("repeats", "Number of holds.", _LOG_ONLY),
    _number(
        "total_seconds",
        "Seconds of holds, this stretch and those of the same region or name in the same phase.",
        "a hold that is not stated",
    ),
    _string(
        "intensity",
        "How strong the stretch is felt.",
        "not stated",
        ("mild", "moderate", "strong", "pain"),
    ),
    _number("lifts_before", "Lifts with work sets that come before it."),
    _number("lifts_after", "Lifts with work sets that come after it."),
    _boolean(
        "dynamic_after",
        "Whether dynamic stretching, activation or a warm-up set follows before the next work set.",
        f"{_LOG_ONLY} and lists none",
    ),
    _boolean(
        "effort_described",
        "True where intensity, pain or discomfort is stated: what the next fields rest on.",
        "none of the three is stated",
    ),
    _boolean("pain_reported", "Whether pain is stated, as pain or as intensity pain."),
    _boolean("strong_reported", "Whether the intensity is stated as strong."),
    _boolean("bouncing_reported", "Whether bouncing is stated."),
    _number("discomfort_reported", "Stated discomfort from 0 to 10; 0 where none is stated."),
)

_LIFT = (
    *_EXERCISE,
    _TECHNIQUE,
    _number("work_sets", "Its work sets."),
    _string("phase", "When in the session: before the first work set, …", values=_PHASES),
)

_SET = (
    *_EXERCISE,
    _TECHNIQUE,
    _number("number", "Place of the set within its lift, from 1."),
    _boolean("warm_up", "Whether it is marked as a warm-up set."),
    _number("reps", "Repetitions.", "not stated"),
    _boolean("timed", "Whether it is held or carried for a time instead of counted in reps."),
    _number("rir", "Repetitions in reserve: stated, or 10 - RPE.", "neither is stated"),
    _number("load_kg", "Load in kg; for body-weight exercises the added load.", "not stated"),
    _LOAD_PERCENT,
    _string(
        "effort_measure",
        "Best known measure of how heavy the set is: its load percent, else its reserve.",
        "neither load percent nor reps with reps in reserve are known",
        ("load_percent", "reserve"),
    ),
    _boolean("loaded", "Whether it moves more than body weight.", "load and exercise do not tell"),
    _number("added_load_kg", "Load added to body weight, in kg; 0 for none.", "weight not stated"),
    _boolean("assisted", "Whether a band or a machine takes off weight.", _LOG_ONLY),
    _number("rest_before_seconds", "Rest after the set before, in s.", "not stated"),
    _boolean("follows_set", "Whether an earlier set of the same lift precedes it."),
    _boolean(
        "opens_load",
        "Whether no earlier set of the exercise in this session was as heavy.",
        "a load that is not stated",
    ),
    _boolean(
        "first_loaded",
        "Whether it is the first loaded set of the exercise in this session; never where body "
        "weight is what is moved.",
        f"a load that is not stated, or {_LOG_ONLY}",
    ),
    _boolean(
        "lighter_set_before",
        "Whether an earlier set of the exercise in this session was lighter.",
        f"a load that is not stated, or {_LOG_ONLY}",
    ),
    _number(
        "eccentric_seconds", "Lowering phase of a rep, first figure of the tempo, in s.", "no tempo"
    ),
    _number(
        "concentric_seconds", "Lifting phase of a rep, third figure of the tempo, in s.", "no tempo"
    ),
    _number("rep_seconds", "Duration of one rep, sum of the tempo's figures, in s.", "no tempo"),
    _number("pause_between_reps_seconds", "Pause between repetitions in s.", "not stated"),
    _number(
        "sessions_before",
        "Earlier sessions with this exercise.",
        "no history is known",
    ),
)

_OBSERVATION = (
    *_EXERCISE,
    _string("aspect", "What was observed.", values=ASPECTS),
    _LOAD_PERCENT,
    *(
        Field(
            name,
            {"choice": "string", "boolean": "boolean", "number": "number"}[aspect.kind],  # type: ignore[arg-type]
            aspect.doc,
            "another aspect was observed",
            tuple(aspect.choices),
        )
        for name, aspect in ASPECTS.items()
    ),
)

_ATHLETE = (
    _string("level", "Training level.", "not stated", ("novice", "intermediate", "advanced")),
    _boolean(
        "novice",
        "Whether the level is novice; with no level, whether training_months is below 6.",
        "neither level nor training_months is stated",
    ),
    _number("age", "Age in years.", "not stated"),
    _number("training_months", "Months of training.", "not stated"),
    _number("body_mass_kg", "Body mass in kg.", "not stated"),
    _number("strict_pull_ups", "Strict pull-ups in one go.", "not stated"),
    _strings("conditions", "Conditions; none is an empty list.", "not stated"),
    _strings("symptoms", "Symptoms; none is an empty list.", "not stated"),
    _string("goal", "What the training is for.", "not stated"),
    _boolean("supervised", "Whether somebody supervises.", "not stated"),
)

_PROGRAM = (
    _number("sessions", "Sessions in the document."),
    _string("kind", "Whether this is planned or done.", values=("plan", "log")),
)


def _fact_type(name: str, meaning: str, fields: tuple[Field, ...]) -> FactType:
    return FactType(name, meaning, MappingProxyType({item.name: item for item in fields}))


SCHEMA: Mapping[str, FactType] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            _fact_type("workout", "One session.", _WORKOUT),
            _fact_type("athlete", "Who trains.", _ATHLETE),
            _fact_type("program", "The program or log that the session is part of.", _PROGRAM),
            _fact_type("activity", "One entry of the session's list.", _ACTIVITY),
            _fact_type("stretch", "One static stretch.", _STRETCH),
            _fact_type("lift", "One exercise done in sets.", _LIFT),
            _fact_type("set", "One set of a lift.", _SET),
            _fact_type("observation", "One thing seen of a lift's form.", _OBSERVATION),
        )
    }
)

COLLECTIONS: Mapping[str, Collection] = MappingProxyType(
    {
        item.name: item
        for item in (
            Collection("workout", "workout", "The session itself.", single=True),
            Collection("athlete", "athlete", "The athlete.", single=True),
            Collection("activities", "activity", "All activities, in order."),
            Collection(
                "static_stretches",
                "stretch",
                "All static stretches, in order.",
                missing="a log that does not record stretches and lists none",
            ),
            Collection("lifts", "lift", "All lifts, in order."),
            Collection("sets", "set", "All sets, warm-up sets too, in order."),
            Collection("work_sets", "set", "All sets that are not marked as warm-up sets."),
            Collection(
                "observations",
                "observation",
                "All form observations.",
                missing="nobody has observed the form",
            ),
        )
    }
)
