"""Fields of the athlete, and of what is judged once for a document."""

from __future__ import annotations

from backsafe.facts.exercise_fields import EXERCISE, LOG_ONLY, NO_ENTRY
from backsafe.facts.field import boolean, number, string, strings

__all__ = ["ATHLETE", "DAY", "PAIR", "PROGRAM", "PROGRESSION", "WEEK"]

TOLD_OR_MORE = "fewer are known, and some exercise is unknown or some day is not"

ATHLETE = (
    string("level", "Training level.", "not stated", ("novice", "intermediate", "advanced")),
    boolean(
        "novice",
        "Whether the level is novice; with no level, whether training_months is below 6.",
        "neither level nor training_months is stated",
    ),
    number("age", "Age in years.", "not stated"),
    number("training_months", "Months of training.", "not stated"),
    number("body_mass_kg", "Body mass in kg.", "not stated"),
    number("strict_pull_ups", "Strict pull-ups in one go.", "not stated"),
    strings("conditions", "Conditions; none is an empty list.", "not stated"),
    strings("symptoms", "Symptoms; none is an empty list.", "not stated"),
    string(
        "goal",
        "What the training is for.",
        "not stated",
        ("back_health", "strength", "hypertrophy", "power", "general"),
    ),
    boolean("supervised", "Whether somebody supervises.", "not stated"),
    number("pain_0_10", "Known, lasting pain from 0 to 10.", "not stated"),
    boolean("pain_stated", "Whether that pain is stated."),
    number("sleep_hours", "Hours of sleep in the night before.", "not stated"),
    boolean("sleep_stated", "Whether they are stated."),
    boolean(
        "back_pain",
        "Whether the back hurts: by the condition low_back_pain or a symptom that names its pain.",
        "conditions or symptoms are not stated",
    ),
    boolean(
        "injured",
        "Whether a condition of back, neck, shoulder, arm or bones is stated.",
        "conditions are not stated",
    ),
    boolean(
        "pressure_risk",
        "Whether a condition makes a rise of pressure risky: high blood pressure, a heart or eye "
        "condition, pregnancy.",
        "conditions are not stated",
    ),
    number("systolic_mmhg", "Systolic blood pressure at rest in mmHg.", "not stated"),
    number("diastolic_mmhg", "Diastolic blood pressure at rest in mmHg.", "not stated"),
    boolean("blood_pressure_stated", "Whether one of the two is stated."),
    number("trimester", "Trimester of a pregnancy.", "not stated"),
    boolean(
        "par_q_positive",
        "Whether a general question of the PAR-Q+ is answered with yes.",
        "the questionnaire was not answered",
    ),
    strings("cleared", "Codes of rules that somebody has cleared the athlete of, with a reason."),
    boolean("level_stated", "True where level or training_months is stated.", "not stated"),
    boolean("conditions_stated", "True where the conditions are stated.", "not stated"),
    boolean("symptoms_stated", "True where the symptoms are stated.", "not stated"),
)

PROGRAM = (
    number("sessions", "Sessions in the document."),
    string("kind", "Whether this is planned or done.", values=("plan", "log")),
    number("lifts", "Lifts of all sessions, also those of warm-up sets alone."),
    number(
        "heaviest_percent",
        "Greatest load percent that is known of a set: a lower bound.",
        "no load percent is known",
    ),
)

WEEK = (
    number("number", "Place of the week in the document, from 1."),
    number("sessions", "Its sessions; a week without any is a week off and no fact."),
    boolean("whole", "True where all its sessions are known.", "a partial week"),
    number(
        "strength_days",
        "Days with lifts; a session without a day counts as one of its own.",
        "a partial week, or a log without lifts",
    ),
    boolean("trains_back", "Whether some lift is back work.", TOLD_OR_MORE),
    number("back_sessions", "Sessions with back work.", TOLD_OR_MORE),
    number(
        "back_sessions_before",
        "Sessions with back work in the week before; 0 for a week off.",
        "there is no whole week before, or an exercise is unknown",
    ),
    number(
        "back_days_stated",
        "Days on which the back is stretched, moved or trained, as far as known; a session without "
        "a day counts as one of its own.",
    ),
    number("back_days", "Days on which the back is stretched, moved or trained.", TOLD_OR_MORE),
    number(
        "back_stretch_days",
        "Days with a static stretch of a back region that the week's back work trains.",
        f"{TOLD_OR_MORE}, or {LOG_ONLY}",
    ),
    *(
        boolean(name, f"Whether the week holds {what}.", "a partial week, or an unknown exercise")
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
        boolean(
            f"{name}_trained",
            f"Whether a lift or activation trains the {name.replace('_', ' ')}.",
            "a partial week, or an unknown exercise",
        )
        for name in ("scapular", "middle_back", "upper_back", "lower_back", "core")
    ),
    boolean(
        "trains_more_than_back",
        "Whether some lift is no back work.",
        "a partial week, or an unknown exercise",
    ),
    number(
        "same_row_weeks",
        "Weeks up to this one, in a row, in which all work sets of rows had one load and one "
        "number of reps; weeks without rows are passed over.",
        "a load or a number of reps is not stated",
    ),
    number(
        "days_since_back",
        "Days between the week's first session with back work and the last one before it.",
        "there is none, or a day is not known",
    ),
    number(
        "back_sets_percent",
        "Work sets of back work in % of those of the seven days that end with the last session "
        "of back work before the week.",
        "there is none, a day is not known, or those days are not known whole",
    ),
)

DAY = (
    number(
        "back_mobility_minutes",
        "Minutes of stretching and mobility for back regions.",
        "a duration or an exercise is not known",
    ),
    number("back_mobility_minutes_stated", "Those minutes that are stated: a lower bound."),
    boolean("trains_back", "Whether some lift is back work.", NO_ENTRY),
)

PROGRESSION = (
    *EXERCISE,
    number("load_kg", "Greatest load of its work sets in kg.", "a load is not stated"),
    string(
        "measure",
        "What loads are compared in.",
        "loads do not compare",
        ("kg", "percent"),
    ),
    number(
        "increase_percent",
        "By how much that exceeds, in %, the greatest load of the exercise in the last 28 days "
        "(the last 8 sessions where days are not known); what was lifted for more repetitions is "
        "first reckoned to these by Brzycki. Negative for a decrease.",
        "loads do not compare, or more than 10 repetitions do not tell",
    ),
    number(
        "increase_kg", "The same in kg.", "loads in kg do not compare, or repetitions do not tell"
    ),
    number(
        "last_increase_percent",
        "By how much it exceeds the greatest load of the exercise's last session, in %.",
        "loads do not compare",
    ),
    number(
        "rest_cut_percent",
        "By how much the shortest rest between its work sets is shorter than in the last session, "
        "in %; negative where it is longer.",
        "a rest is not stated",
    ),
    number(
        "reps_over_target",
        "Least number of repetitions above the target in the heaviest work sets of the last two "
        "sessions.",
        "fewer than two were logged, or target_reps or reps are not stated",
    ),
    boolean("form_failed", "Whether a fault of form was seen in the last session."),
    number(
        "load_of_fault_percent",
        "Greatest load now in % of the least load at which the fault was seen.",
        "loads do not compare",
    ),
)

PAIR = (
    string("region", "The back region that both sessions train first in some lift."),
    number(
        "hours_between",
        "Hours between two sessions: 24 for each day they are apart.",
        "a date or day is not stated",
    ),
    boolean(
        "both_loaded",
        "Whether both load it: a work set at 60 % of the one-rep max or more or, where that is "
        "unknown, at an RPE of 6 or more.",
        "loads or efforts are not known",
    ),
)
