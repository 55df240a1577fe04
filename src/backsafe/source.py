"""What a caller hands over, and what it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, TypeAlias

from backsafe.errors import UsageError
from backsafe.facts.timeline import Chosen, document_sessions
from backsafe.model import Athlete, Log, Program, Workout
from backsafe.readers import Document, read, read_athlete, read_mapping, read_text
from backsafe.syntax.positions import NoPositions

if TYPE_CHECKING:
    from datetime import date

    from backsafe.baseline import Baseline
    from backsafe.facts.timeline import EarlierSessions

__all__ = [
    "Source",
    "Text",
    "athlete_of",
    "baseline_of",
    "chosen_of",
    "day_of",
    "document_of",
    "history_of",
]


@dataclass(frozen=True, slots=True)
class Text:
    """A document given as text.

    Attributes:
        text: The document.
        reader: Name of a format (``backsafe.readers.READERS``); by default the content decides.
        name: What reports call it.
        unit: ``kg`` or ``lb``, for tables that do not say what their weights are.
    """

    text: str
    reader: str | None = None
    name: str = "<text>"
    unit: str | None = None


Source: TypeAlias = "str | PathLike[str] | Mapping[str, Any] | Workout | Program | Log | Text"
"""What can be checked: a path, a mapping, a model, or :class:`Text`."""


def document_of(source: Source, unit: str | None = None) -> Document:
    """Returns the document that a source is.

    Raises:
        UsageError: It is nothing that can be checked.
        DocumentError: It cannot be read; says where and why.
    """
    if isinstance(source, Workout | Program | Log):
        return Document(path="<model>", content=source, positions=NoPositions())
    if isinstance(source, Text):
        return read_text(source.text, source.name, source.reader, unit=source.unit or unit)
    if isinstance(source, str | PathLike):
        return read(fspath(source), unit=unit)
    if isinstance(source, Mapping):
        return read_mapping(source)
    raise UsageError(
        "expected a path, a mapping, backsafe.Text, or a Workout, Program or Log, "
        f"found {source!r:.60} ({type(source).__name__})"
    )


def chosen_of(last: int | None, since: date | str | None) -> Chosen:
    """Returns which sessions of a log are judged.

    Raises:
        UsageError: It is no number of 1 or more, or no day.
    """
    if last is not None and (type(last) is not int or last < 1):
        raise UsageError(f"last must be a number of 1 or more, not {last!r}")
    return Chosen(last, day_of(since, "since"))


def day_of(given: date | str | None, name: str) -> date | None:
    """Returns the day that an argument states.

    Raises:
        UsageError: It is none.
    """
    from datetime import date, datetime

    if given is None or (isinstance(given, date) and not isinstance(given, datetime)):
        return given
    try:
        return date.fromisoformat(given)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        message = f"{name} must be a day such as 2026-04-08, not {given!r:.60}"
        raise UsageError(message) from None


def athlete_of(
    given: Athlete | Mapping[str, Any] | str | PathLike[str] | None,
) -> Athlete | None:
    """Returns what is known of an athlete beside a document.

    Raises:
        DocumentError: It cannot be read; says where and why.
    """
    if given is None or isinstance(given, Athlete):
        return given
    return read_athlete(given)


def history_of(given: Source | None, unit: str | None) -> EarlierSessions:
    """Returns the sessions of a history.

    Raises:
        DocumentError: It cannot be read; says where and why.
    """
    if given is None:
        return ()
    content = document_of(given, unit).content
    if isinstance(content, Workout | Program | Log):
        return [workout for _, workout in document_sessions(content)]
    return content


def baseline_of(given: Baseline | str | PathLike[str] | None) -> Baseline | None:
    """Returns the findings that are known.

    Raises:
        DocumentError: Their file cannot be read; says where and why.
    """
    if not isinstance(given, str | PathLike):
        return given
    from backsafe.baseline import Baseline

    return Baseline.read(given)
