"""Fields that facts about an exercise share, and words for what is missing."""

from __future__ import annotations

from backsafe.facts.field import boolean, number, string, strings

__all__ = ["EXERCISE", "LOAD_PERCENT", "LOG_ONLY", "NO_ENTRY", "PHASES", "TECHNIQUE"]

NO_ENTRY = "the exercise is not in the catalogue"
LOG_ONLY = "a log that does not record it"
PHASES = ("warm_up", "work", "cool_down", "no_lifts")

EXERCISE = (
    string("exercise", "Name of the exercise as the document gives it."),
    string("family", "Family of the exercise in the catalogue, such as deadlift.", NO_ENTRY),
    string("pattern", "Movement pattern of the exercise, such as hinge.", NO_ENTRY),
    strings("regions", "Regions that the exercise trains or stretches.", NO_ENTRY),
    string("equipment", "What the exercise is done with.", NO_ENTRY),
    string(
        "minimum_level",
        "Least training level at which the exercise is an ordinary choice.",
        NO_ENTRY,
        ("novice", "intermediate", "advanced"),
    ),
    string(
        "spinal_load",
        "How much the exercise loads the spine.",
        NO_ENTRY,
        ("none", "low", "moderate", "high"),
    ),
    string(
        "spine_motion",
        "Motion of the spine under effort that defines the exercise.",
        NO_ENTRY,
        ("none", "flexion", "extension", "rotation", "lateral_flexion"),
    ),
    boolean("multi_joint", "Whether the exercise moves more than one joint.", NO_ENTRY),
    string(
        "position",
        "Position of the body.",
        NO_ENTRY,
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
    boolean("wide_grip", "Whether the exercise is done with a wide grip.", NO_ENTRY),
    boolean("sumo", "Whether the exercise is done with the wide stance called sumo.", NO_ENTRY),
)

TECHNIQUE = string(
    "technique",
    "How well the athlete does this exercise.",
    "athlete.technique does not name the exercise",
    ("learning", "mastered"),
)

LOAD_PERCENT = number(
    "load_percent",
    "Load in % of the one-rep max: stated; or load over the stated one-rep max; or load over the "
    "greatest Brzycki estimate of the exercise from earlier sessions and this one; or, with no "
    "load at all, Brzycki's share for reps + reps in reserve. Estimates use at most 10 reps.",
    "neither a percentage nor a one-rep max nor reps with reps in reserve tell it",
)
