"""Fields of what is judged session by session."""

from __future__ import annotations

from backsafe.facts.exercise_fields import (
    EXERCISE,
    LOAD_PERCENT,
    LOG_ONLY,
    NO_ENTRY,
    PHASES,
    TECHNIQUE,
)
from backsafe.facts.field import Field, boolean, number, string
from backsafe.model import ASPECTS

__all__ = ["ACTIVITY", "LIFT", "OBSERVATION", "SET", "STRETCH", "WORKOUT"]

WORKOUT = (
    string("kind", "Whether this is planned or done.", values=("plan", "log")),
    number("lifts", "Lifts that hold at least one work set."),
    number("work_sets", "Work sets of all lifts."),
    number(
        "warm_ups",
        "Cardio, mobility, dynamic stretching and activation listed before the first work set.",
        f"{LOG_ONLY} and lists none",
    ),
    number(
        "warm_up_minutes",
        "Minutes of those warm-ups in all.",
        f"a warm-up without minutes, or {LOG_ONLY}",
    ),
    number("warm_up_minutes_stated", "Minutes of those warm-ups that state them: a lower bound."),
    number(
        "dynamic_stretch_minutes",
        "Minutes of dynamic stretching before the first work set.",
        f"a dynamic stretch without minutes, or {LOG_ONLY}",
    ),
    number(
        "dynamic_stretch_minutes_stated",
        "Minutes of that dynamic stretching that are stated: a lower bound.",
    ),
    number("dynamic_stretches_later", "Dynamic stretches listed after the first work set."),
    boolean(
        "trained_region_stretched",
        "Whether a static stretch after the last lift reaches a region that a lift trains.",
        f"a stretch or lift whose region is unknown, or {LOG_ONLY}",
    ),
    boolean("history_known", "Whether earlier sessions of the athlete are known."),
    boolean(
        "trains_back",
        "Whether some lift is back work: it trains a back region first, or it is a deadlift, a "
        "Romanian deadlift or a good morning.",
        "an exercise that is not in the catalogue",
    ),
    boolean("back_before", "Whether an earlier session of the document or history trains it."),
    number(
        "days_since_back",
        "Days since the last session with back work; for the first one as the athlete says.",
        "no earlier back session is known, or a date or day is not",
    ),
    number(
        "training_weeks",
        "Weeks of training before this session: training_months and the weeks since the first "
        "session of the document.",
        "training_months or a day is not stated",
    ),
    boolean(
        "loaded_hinge",
        "Whether a loaded hinge is done standing, such as a deadlift.",
        "a load or an exercise that is not known",
    ),
    boolean(
        "activation_before_hinge",
        "Whether an activation comes before the first such hinge.",
        f"{LOG_ONLY}",
    ),
    boolean(
        "loaded_bending",
        "Whether a loaded lift hinges at the hips while standing or bends the spine.",
        "a load or an exercise that is not known",
    ),
    number("hours_after_rising", "Hours between getting up and the session.", "not stated"),
    boolean("band_stated", "Whether the equipment lists a band."),
)

ACTIVITY = (
    *EXERCISE,
    string(
        "type",
        "Type of the activity.",
        values=("cardio", "mobility", "dynamic_stretch", "static_stretch", "activation", "lift"),
    ),
    string("phase", "When in the session: before the first work set, …", values=PHASES),
    number("minutes", "Minutes it takes.", "not stated"),
    number("lifts_before", "Lifts with work sets that come before it."),
    number("lifts_after", "Lifts with work sets that come after it."),
)

STRETCH = (
    *EXERCISE,
    string("phase", "When in the session: before the first work set, …", values=PHASES),
    number("hold_seconds", "Seconds of one hold.", "not stated"),
    number("repeats", "Number of holds.", LOG_ONLY),
    number(
        "total_seconds",
        "Seconds of holds, this stretch and those of the same region or name in the same phase.",
        "a hold that is not stated",
    ),
    number("total_seconds_stated", "Those seconds that are stated: a lower bound."),
    number(
        "exercise_seconds",
        "Seconds of holds of this stretch in the whole session.",
        "a hold that is not stated",
    ),
    string(
        "intensity",
        "How strong the stretch is felt.",
        "not stated",
        ("mild", "moderate", "strong", "pain"),
    ),
    number("lifts_before", "Lifts with work sets that come before it."),
    number("lifts_after", "Lifts with work sets that come after it."),
    boolean(
        "dynamic_after",
        "Whether dynamic stretching, activation or a warm-up set follows before the next work set.",
        f"{LOG_ONLY} and lists none",
    ),
    boolean(
        "effort_described",
        "True where intensity, pain or discomfort is stated: what the next fields rest on.",
        "none of the three is stated",
    ),
    boolean("pain_reported", "Whether pain is stated, as pain or as intensity pain."),
    boolean("strong_reported", "Whether the intensity is stated as strong."),
    boolean("bouncing_reported", "Whether bouncing is stated."),
    number("discomfort_reported", "Stated discomfort from 0 to 10; 0 where none is stated."),
)

LIFT = (
    *EXERCISE,
    TECHNIQUE,
    number("work_sets", "Its work sets."),
    number("exercise_work_sets", "Work sets of the exercise in the session up to here."),
    boolean(
        "above_level",
        "Whether the exercise is meant for a higher training level than the athlete's.",
        "the level is not stated, or the exercise is not in the catalogue",
    ),
    boolean(
        "warmed",
        "Whether something before it reached one of its regions: mobility, dynamic stretching, "
        "activation, a warm-up set, or an earlier lift.",
        f"an exercise that is not in the catalogue, or {LOG_ONLY}",
    ),
    string("phase", "When in the session: before the first work set, …", values=PHASES),
)

SET = (
    *EXERCISE,
    TECHNIQUE,
    number("number", "Place of the set within its lift, from 1."),
    boolean("warm_up", "Whether it is marked as a warm-up set."),
    boolean(
        "exercise_works",
        "Whether the session has a work set of the exercise or of a variant that differs in added "
        "weight or help.",
    ),
    boolean(
        "leads_up",
        "Of a set marked as warm-up: whether such a work set of the session is at least as heavy.",
        "it is a work set, or loads that do not compare",
    ),
    number("reps", "Repetitions, where they are one number.", "not stated, or a range"),
    number("least_reps", "Repetitions, of a range the least.", "not stated"),
    number("most_reps", "Repetitions, of a range the most.", "not stated, or as many as possible"),
    boolean("timed", "Whether it is held or carried for a time instead of counted in reps."),
    number("rir", "Repetitions in reserve: stated, or 10 - RPE.", "neither is stated"),
    number("load_kg", "Load in kg; for body-weight exercises the added load.", "not stated"),
    LOAD_PERCENT,
    string(
        "effort_measure",
        "Best known measure of how heavy the set is: its load percent, else its reserve.",
        "neither load percent nor reps with reps in reserve are known",
        ("load_percent", "reserve"),
    ),
    boolean("loaded", "Whether it moves more than body weight.", "load and exercise do not tell"),
    number("added_load_kg", "Load added to body weight, in kg; 0 for none.", "weight not stated"),
    boolean("assisted", "Whether a band or a machine takes off weight.", LOG_ONLY),
    number("rest_before_seconds", "Rest after the set before, in s.", "not stated"),
    boolean("follows_set", "Whether an earlier set of the same lift precedes it."),
    boolean(
        "opens_load",
        "Whether no earlier set of the exercise in this session was as heavy.",
        "a load that is not stated",
    ),
    boolean(
        "first_loaded",
        "Whether it is the first loaded set of the exercise in this session; never where body "
        "weight is what is moved.",
        f"a load that is not stated, or {LOG_ONLY}",
    ),
    boolean(
        "lighter_set_before",
        "Whether an earlier set of the exercise in this session was lighter.",
        f"a load that is not stated, or {LOG_ONLY}",
    ),
    number(
        "eccentric_seconds", "Lowering phase of a rep, first figure of the tempo, in s.", "no tempo"
    ),
    number(
        "concentric_seconds", "Lifting phase of a rep, third figure of the tempo, in s.", "no tempo"
    ),
    number("rep_seconds", "Duration of one rep, sum of the tempo's figures, in s.", "no tempo"),
    number("pause_between_reps_seconds", "Pause between repetitions in s.", "not stated"),
    number(
        "sessions_before",
        "Earlier sessions with this exercise.",
        "no history is known",
    ),
    number(
        "practice_sessions",
        "Earlier sessions whose work sets with this exercise were all known to be below 80 % of "
        "the one-rep max: a proxy for practice, never mastery.",
        "no history is known",
    ),
    number(
        "sound_sessions",
        "Latest earlier sessions of the exercise, in a row, in which its form was observed and no "
        "fault seen; 0 where none is known.",
    ),
    boolean("trains_back", "Whether the exercise is back work, as of the workout.", NO_ENTRY),
    boolean("help_stated", "Whether assistance, the role of a band or added weight is stated."),
    boolean("belt_stated", "Whether a belt is stated to be worn."),
    boolean(
        "percent_stated",
        "Whether the load percent is stated or reckoned from a stated one-rep max.",
        "no load percent is known",
    ),
    number(
        "reps_possible",
        "Repetitions that the set claims to be possible: reps and, where stated, reps in reserve.",
        "not stated",
    ),
    number(
        "chart_reps",
        "Repetitions that the NSCA load chart gives for the load percent, between its points "
        "linear; it begins at 70 %.",
        "the load percent is unknown or below 70",
    ),
)

OBSERVATION = (
    *EXERCISE,
    string("aspect", "What was observed.", values=ASPECTS),
    LOAD_PERCENT,
    boolean("unloaded", "Whether the lift is known to move body weight at most."),
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
