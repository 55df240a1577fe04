"""What a format can record: the vocabulary in which each reader declares it.

Names are those of the document: ``sets.rest_seconds`` is the field of a set, ``activities.form``
what was seen of a lift. ``warm_up``, ``warm_up_sets`` and ``stretches`` are things that can be
recorded at all, as in the field ``records`` of a log.
"""

from __future__ import annotations

from importlib import import_module

from backsafe.readers.formats import FORMATS

__all__ = ["EVERYTHING", "can_record", "fields_of"]


def fields_of(part: str, names: str) -> frozenset[str]:
    """Returns names, between spaces, with the part they belong to: ``sets.reps``."""
    return frozenset(f"{part}.{name}" for name in names.split())


THINGS = frozenset({"warm_up", "warm_up_sets", "stretches"})
WORKOUTS = fields_of(
    "workouts",
    "title date day weeks equipment hours_after_rising athlete",
)
ACTIVITIES = fields_of(
    "activities",
    "minutes repeats hold_seconds intensity bouncing pain discomfort_0_10 region form",
)
SETS = fields_of(
    "sets",
    "reps most_reps amrap target_reps duration_seconds load_kg load_lb load_percent "
    "body_weight added_load_kg assistance band_role warm_up rest_seconds tempo "
    "pause_between_reps_seconds rir rpe belt",
)
EVERYTHING = THINGS | WORKOUTS | ACTIVITIES | SETS
"""All that a document of our own can hold of training."""

LOADS = fields_of("sets", "load_kg body_weight added_load_kg assistance")
"""What a weight says, together with the name of an exercise."""


def can_record(reader: str) -> frozenset[str]:
    """Returns what a format can record."""
    if reader not in FORMATS or FORMATS[reader].shape == "document":
        return EVERYTHING
    module = import_module(f"backsafe.readers.{reader.replace('-', '_')}")
    declared: frozenset[str] = module.RECORDS
    return declared
