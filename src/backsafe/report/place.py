"""What is judged at one place of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from backsafe.report.judging import Judgement
    from backsafe.report.types import Location

__all__ = ["PlaceReport", "Spot"]


class Spot(NamedTuple):
    """A part of a document that checks are held against, and what they say of it.

    Attributes:
        what: What it is, such as ``set 2 of deadlift``.
        location: Where it stands.
        session: Date and title of its session, or an empty string.
        judgements: Worst first; also of checks that pass or do not apply.
    """

    what: str
    location: Location
    session: str
    judgements: tuple[Judgement, ...]


class PlaceReport(NamedTuple):
    """What is judged at a line of a document.

    Attributes:
        path: The file as the caller named it.
        line: The line asked for, from 1.
        column: The column asked for, from 1, or ``None``.
        profile: Name of the profile.
        engine: What judged.
        spots: The innermost parts of the document at that place.
        around: What is judged of the parts around them: their lift, session and athlete.
        notes: What bears on all of it.
    """

    path: str
    line: int
    column: int | None
    profile: str
    engine: str
    spots: tuple[Spot, ...]
    around: tuple[Judgement, ...] = ()
    notes: tuple[str, ...] = ()
