"""Every fact type and field that a rule may speak of: its type, unit, meaning and absence.

Rules are checked against this table when they are loaded; the reference page is printed from it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from backsafe.facts.field import Field, FieldKind
from backsafe.facts.program_fields import ATHLETE, DAY, PAIR, PROGRAM, PROGRESSION, WEEK
from backsafe.facts.session_fields import ACTIVITY, LIFT, OBSERVATION, SET, STRETCH, WORKOUT

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COLLECTIONS", "SCHEMA", "Collection", "FactType", "Field", "FieldKind"]


class FactType(NamedTuple):
    """A kind of fact: ``set``, ``stretch``, ``workout`` and so on."""

    name: str
    meaning: str
    fields: Mapping[str, Field]


class Collection(NamedTuple):
    """What a rule may be ``for``, and what a quantifier may run over.

    Attributes:
        name: As rules write it after ``in``; equal to the type's name for a single fact.
        fact_type: Name of the type of its facts.
        meaning: Which facts it holds.
        single: True for ``workout`` and ``athlete``, which are one fact each.
        missing: When the collection itself is unknown; empty where it never is.
        scope: What its rules see beside athlete and program: the collections of one ``session``,
            of one ``week``, or of the whole ``program``.
    """

    name: str
    fact_type: str
    meaning: str
    single: bool = False
    missing: str = ""
    scope: Literal["session", "week", "program"] = "session"


def _fact_type(name: str, meaning: str, fields: tuple[Field, ...]) -> FactType:
    return FactType(name, meaning, MappingProxyType({item.name: item for item in fields}))


SCHEMA: Mapping[str, FactType] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            _fact_type("workout", "One session.", WORKOUT),
            _fact_type("athlete", "Who trains.", ATHLETE),
            _fact_type("program", "The program or log that the session is part of.", PROGRAM),
            _fact_type("activity", "One entry of the session's list.", ACTIVITY),
            _fact_type("stretch", "One static stretch.", STRETCH),
            _fact_type("lift", "One exercise done in sets.", LIFT),
            _fact_type("set", "One set of a lift.", SET),
            _fact_type("observation", "One thing seen of a lift's form.", OBSERVATION),
            _fact_type("week", "One week of a program or dated log.", WEEK),
            _fact_type("day", "One day with sessions.", DAY),
            _fact_type("progression", "An exercise against its earlier sessions.", PROGRESSION),
            _fact_type("pair", "Two sessions for one back region.", PAIR),
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
                scope="week",
            ),
            Collection(
                "days",
                "day",
                "Days of the week with sessions.",
                missing="a session of a log without a date",
                scope="week",
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
