"""Facts as the engines see them: flat, typed, located, and explicit about what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from backsafe.frozen import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.model import Clearance

__all__ = ["Absent", "Fact", "Facts", "Need", "Pointer", "Session", "Value"]

Value: TypeAlias = float | str | bool | tuple[str, ...] | None
"""A number is a finite double; ``None`` is missing."""

Pointer: TypeAlias = tuple[str | int, ...]
"""A place in the document: the keys and indexes on the way to it (RFC 6901, unescaped)."""


@dataclass(frozen=True, slots=True)
class Need(Record):
    """What a person would have to add so that a missing value is known.

    Attributes:
        place: Where in the workout document it goes, such as ``athlete.one_rep_max_kg``.
        text: What it is, in a few words.
        exercise: The exercise it is needed for, or empty where it is one thing for all.
        keyed: Whether the exercise is a key below ``place``.
        note: What bears on it without deciding it, or empty.
    """

    place: str
    text: str
    exercise: str = ""
    keyed: bool = False
    note: str = ""

    @property
    def path(self) -> str:
        """Where it goes, with the exercise where that is a key."""
        key = "_".join(self.exercise.casefold().replace("-", " ").split())
        return f"{self.place}.{key}" if self.keyed else self.place

    @property
    def sentence(self) -> str:
        """What it is, and for which exercise."""
        sentence = f"{self.text} of the {self.exercise}" if self.exercise else self.text
        return f"{sentence} ({self.note})" if self.note else sentence


@dataclass(slots=True)
class Fact:
    """One fact: every field of its type with a value or ``None``.

    Attributes:
        type: Name of its type in the schema.
        values: Field → value, for each field of the type.
        pointer: Where the fact stands in the document.
        needs: For missing derived fields, what would make them known.
    """

    type: str
    values: Mapping[str, Value]
    pointer: Pointer = ()
    needs: Mapping[str, Need] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Absent:
    """A collection of which nobody can tell what it holds; an empty one is known."""

    need: Need


@dataclass(slots=True)
class Session:
    """The facts of one workout, of one week, or of what compares the sessions of a document.

    Attributes:
        title: As the document gives it, or an empty string.
        date: ISO date, or an empty string.
        pointer: Where the workout stands in the document; empty for a file that is one workout.
        workout: The fact of the session itself; that of the program where there is no one session.
        athlete: Who trains.
        program: The program or log around it.
        collections: Collection name → its facts in order, or :class:`Absent`; what is not named
            is empty.
    """

    title: str
    date: str
    pointer: Pointer
    workout: Fact
    athlete: Fact
    program: Fact
    collections: Mapping[str, tuple[Fact, ...] | Absent]

    def facts(self, collection: str) -> tuple[Fact, ...] | Absent:
        """Returns the facts of a collection."""
        return self.collections.get(collection, ())

    def shared(self) -> dict[str, Fact]:
        """Returns the facts that are in reach of every rule, by the name rules use."""
        return {"workout": self.workout, "athlete": self.athlete, "program": self.program}


@dataclass(frozen=True, slots=True)
class Facts:
    """All sessions of a document, in its order.

    Attributes:
        sessions: One entry per workout.
        clearances: What professionals have cleared the athlete of.
        listed: Workouts that the document lists; where it lists none, ``sessions`` holds an empty
            one, so that the athlete is screened all the same.
        parts: What is judged once for the document: each week, then what compares sessions.
    """

    sessions: tuple[Session, ...]
    clearances: tuple[Clearance, ...] = ()
    listed: int = 0
    parts: tuple[Session, ...] = ()

    @property
    def judged(self) -> tuple[Session, ...]:
        """All that engines judge, each by itself."""
        return (*self.sessions, *self.parts)
