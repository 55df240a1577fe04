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
        single: True for ``workout`` and ``athlete``, which are one fact each.
        missing: When the collection itself is unknown; empty where it never is.
        scope: ``session``: judged workout by workout. ``program``: judged once for the document.
    """

    name: str
    fact_type: str
    meaning: str
    single: bool = False
    missing: str = ""
    scope: Literal["session", "program"] = "session"


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
    _string(
        "position",
        "Position of the body.",
        _NO_ENTRY,
        (
            "standing",
            "seated",
            "supine",
            "prone",
            "side_lying",
            "hanging",
            "kneeling",
            "quadruped",
        ),
    ),
    _boolean("wide_grip", "Whether the exercise is done with a wide grip.", _NO_ENTRY),
    _boolean("sumo", "Whether the exercise is done with the wide stance called sumo.", _NO_ENTRY),
)

_TOLD_OR_MORE = "fewer are known, and some exercise is unknown or some day is not"

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
    _boolean(
        "trains_back",
        "Whether some lift is back work: it trains a back region first, or it is a deadlift, a "
        "Romanian deadlift or a good morning.",
        "an exercise that is not in the catalogue",
    ),
    _boolean("back_before", "Whether an earlier session of the document or history trains it."),
    _number(
        "days_since_back",
        "Days since the last session with back work; for the first one as the athlete says.",
        "no earlier back session is known, or a date or day is not",
    ),
    _number(
        "training_weeks",
        "Weeks of training before this session: training_months and the weeks since the first "
        "session of the document.",
        "training_months or a day is not stated",
    ),
    _boolean(
        "loaded_hinge",
        "Whether a loaded hinge is done standing, such as a deadlift.",
        "a load or an exercise that is not known",
    ),
    _boolean(
        "activation_before_hinge",
        "Whether an activation comes before the first such hinge.",
        f"{_LOG_ONLY}",
    ),
    _boolean(
        "loaded_bending",
        "Whether a loaded lift hinges at the hips while standing or bends the spine.",
        "a load or an exercise that is not known",
    ),
    _number("hours_after_rising", "Hours between getting up and the session.", "not stated"),
    _boolean("band_stated", "Whether the equipment lists a band."),
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
    _number(
        "exercise_seconds",
        "Seconds of holds of this stretch in the whole session.",
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
    _number("exercise_work_sets", "Work sets of the exercise in the session up to here."),
    _boolean(
        "above_level",
        "Whether the exercise is meant for a higher training level than the athlete's.",
        "the level is not stated, or the exercise is not in the catalogue",
    ),
    _boolean(
        "warmed",
        "Whether something before it reached one of its regions: mobility, dynamic stretching, "
        "activation, a warm-up set, or an earlier lift.",
        f"an exercise that is not in the catalogue, or {_LOG_ONLY}",
    ),
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
    _number(
        "sound_sessions",
        "Latest earlier sessions of the exercise, in a row, in which its form was observed and no "
        "fault seen; 0 where none is known.",
    ),
    _boolean("trains_back", "Whether the exercise is back work, as of the workout.", _NO_ENTRY),
    _boolean("help_stated", "Whether assistance, the role of a band or added weight is stated."),
    _boolean("belt_stated", "Whether a belt is stated to be worn."),
    _boolean(
        "percent_stated",
        "Whether the load percent is stated or reckoned from a stated one-rep max.",
        "no load percent is known",
    ),
    _number(
        "reps_possible",
        "Repetitions that the set claims to be possible: reps and, where stated, reps in reserve.",
        "not stated",
    ),
    _number(
        "chart_reps",
        "Repetitions that the NSCA load chart gives for the load percent, between its points "
        "linear; it begins at 70 %.",
        "the load percent is unknown or below 70",
    ),
)

_OBSERVATION = (
    *_EXERCISE,
    _string("aspect", "What was observed.", values=ASPECTS),
    _LOAD_PERCENT,
    _boolean("unloaded", "Whether the lift is known to move body weight at most."),
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
    _string(
        "goal",
        "What the training is for.",
        "not stated",
        ("back_health", "strength", "hypertrophy", "power", "general"),
    ),
    _boolean("supervised", "Whether somebody supervises.", "not stated"),
    _number("pain_0_10", "Known, lasting pain from 0 to 10.", "not stated"),
    _boolean("pain_stated", "Whether that pain is stated."),
    _boolean(
        "back_pain",
        "Whether the back hurts: by the condition low_back_pain or a symptom that names its pain.",
        "conditions or symptoms are not stated",
    ),
    _boolean(
        "injured",
        "Whether a condition of back, neck, shoulder, arm or bones is stated.",
        "conditions are not stated",
    ),
    _boolean(
        "pressure_risk",
        "Whether a condition makes a rise of pressure risky: high blood pressure, a heart or eye "
        "condition, pregnancy.",
        "conditions are not stated",
    ),
    _number("systolic_mmhg", "Systolic blood pressure at rest in mmHg.", "not stated"),
    _number("diastolic_mmhg", "Diastolic blood pressure at rest in mmHg.", "not stated"),
    _boolean("blood_pressure_stated", "Whether one of the two is stated."),
    _number("trimester", "Trimester of a pregnancy.", "not stated"),
    _boolean(
        "par_q_positive",
        "Whether a general question of the PAR-Q+ is answered with yes.",
        "the questionnaire was not answered",
    ),
    _strings("cleared", "Codes of rules that somebody has cleared the athlete of, with a reason."),
    _boolean("level_stated", "True where level or training_months is stated.", "not stated"),
    _boolean("conditions_stated", "True where the conditions are stated.", "not stated"),
    _boolean("symptoms_stated", "True where the symptoms are stated.", "not stated"),
)

_PROGRAM = (
    _number("sessions", "Sessions in the document."),
    _string("kind", "Whether this is planned or done.", values=("plan", "log")),
    _number("lifts", "Lifts of all sessions that hold at least one work set."),
    _number(
        "heaviest_percent",
        "Greatest load percent that is known of a work set: a lower bound.",
        "no load percent is known",
    ),
)

_WEEK = (
    _number("number", "Place of the week in the document, from 1."),
    _number("sessions", "Its sessions; a week without any is a week off and no fact."),
    _boolean("whole", "True where all its sessions are known.", "a partial week"),
    _number("strength_days", "Days with lifts.", "a partial week, or a log without lifts"),
    _boolean("trains_back", "Whether some lift is back work.", _TOLD_OR_MORE),
    _number("back_sessions", "Sessions with back work.", _TOLD_OR_MORE),
    _number(
        "back_sessions_before",
        "Sessions with back work in the week before; 0 for a week off.",
        "there is no whole week before, or an exercise is unknown",
    ),
    _number(
        "back_days_stated",
        "Days on which the back is stretched, moved or trained, as far as known: a lower bound.",
    ),
    _number("back_days", "Days on which the back is stretched, moved or trained.", _TOLD_OR_MORE),
    _number(
        "back_stretch_days",
        "Days with a static stretch of a back region that the week's back work trains.",
        f"{_TOLD_OR_MORE}, or {_LOG_ONLY}",
    ),
    *(
        _boolean(name, f"Whether the week holds {what}.", "a partial week, or an unknown exercise")
        for name, what in (
            ("row", "a row"),
            ("vertical_pull", "a pull-up or pull-down"),
            ("hinge", "a standing hinge such as a deadlift"),
            ("bridge", "a back bridge"),
            ("crunch", "a crunch"),
            ("wall_squat", "a squat with the back against a wall"),
            ("cardio", "cardio"),
        )
    ),
    *(
        _boolean(
            f"{name}_trained",
            f"Whether a lift or activation trains the {name.replace('_', ' ')}.",
            "a partial week, or an unknown exercise",
        )
        for name in ("scapular", "middle_back", "upper_back", "lower_back", "core")
    ),
    _boolean(
        "trains_more_than_back",
        "Whether some lift is no back work.",
        "a partial week, or an unknown exercise",
    ),
    _number(
        "same_row_weeks",
        "Weeks up to this one, in a row, in which all work sets of rows had one load and one "
        "number of reps; weeks without rows are passed over.",
        "a load or a number of reps is not stated",
    ),
    _number(
        "days_since_back",
        "Days between the week's first session with back work and the last one before it.",
        "there is none, or a day is not known",
    ),
    _number(
        "back_sets_percent",
        "Work sets of back work in % of those of the seven days that end with the last session "
        "of back work before the week.",
        "there is none, a day is not known, or those days are not known whole",
    ),
)

_DAY = (
    _number("week", "Number of its week."),
    _number(
        "back_mobility_minutes",
        "Minutes of stretching and mobility for back regions.",
        "a duration or an exercise is not known",
    ),
    _number("back_mobility_minutes_stated", "Those minutes that are stated: a lower bound."),
    _boolean("trains_back", "Whether some lift is back work.", _NO_ENTRY),
)

_PROGRESSION = (
    *_EXERCISE,
    _number("load_kg", "Greatest load of its work sets in kg.", "a load is not stated"),
    _number(
        "increase_percent",
        "By how much that exceeds, in %, the greatest load of the exercise in the last 28 days "
        "(the last 8 sessions where days are not known); what was lifted for more repetitions is "
        "first reckoned to these by Brzycki. Negative for a decrease.",
        "loads do not compare, or more than 10 repetitions do not tell",
    ),
    _number(
        "increase_kg", "The same in kg.", "loads in kg do not compare, or repetitions do not tell"
    ),
    _number(
        "last_increase_percent",
        "By how much it exceeds the greatest load of the exercise's last session, in %.",
        "loads do not compare",
    ),
    _number(
        "rest_cut_percent",
        "By how much the shortest rest between its work sets is shorter than in the last session, "
        "in %; negative where it is longer.",
        "a rest is not stated",
    ),
    _number(
        "reps_over_target",
        "Least number of repetitions above the target in the heaviest work sets of the last two "
        "sessions.",
        "fewer than two were logged, or target_reps or reps are not stated",
    ),
    _boolean("form_failed", "Whether a fault of form was seen in the last session."),
    _number(
        "load_of_fault_percent",
        "Greatest load now in % of the least load at which the fault was seen.",
        "loads do not compare",
    ),
)

_PAIR = (
    _string("region", "The back region that both sessions train first in some lift."),
    _number(
        "hours_between",
        "Hours between two sessions: 24 for each day they are apart.",
        "a date or day is not stated",
    ),
    _boolean(
        "both_loaded",
        "Whether both load it: a work set at 60 % of the one-rep max or more, or at an RPE of 6 "
        "or more.",
        "loads or efforts are not known",
    ),
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
            _fact_type("week", "One week of a program or dated log.", _WEEK),
            _fact_type("day", "One day with sessions.", _DAY),
            _fact_type("progression", "An exercise against its earlier sessions.", _PROGRESSION),
            _fact_type("pair", "Two sessions for one back region.", _PAIR),
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
            Collection(
                "weeks",
                "week",
                "Weeks with sessions: of a program as written, of a log by the calendar from "
                "Monday on. A log's first and last week may be partial: little is known of them.",
                missing="a session of a log without a date",
                scope="program",
            ),
            Collection(
                "days",
                "day",
                "Days with sessions, in weeks.",
                missing="a session of a log without a date",
                scope="program",
            ),
            Collection(
                "progressions",
                "progression",
                "Each loaded exercise of each session that an earlier session has too.",
                scope="program",
            ),
            Collection(
                "pairs",
                "pair",
                "Two sessions within four days (or in a row, where days are not known), for each "
                "back region that both train first in some lift.",
                scope="program",
            ),
        )
    }
)
