"""What a caller hands over, and what it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    "several_of",
    "switch_of",
    "unit_of",
]


@dataclass(frozen=True, slots=True)
class Text:
    """A document given as text.

    Raises:
        UsageError: Anything of it is no text.

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

    def __post_init__(self) -> None:
        for name in ("text", "reader", "name", "unit"):
            value: object = getattr(self, name)
            if name == "text" and isinstance(value, bytes | bytearray):
                raise UsageError("Text takes text, not bytes; decode them first: .decode('utf-8')")
            if not isinstance(value, str) and (value is not None or name in ("text", "name")):
                wrong = f"not {value!r:.60} ({type(value).__name__})"
                raise UsageError(f"{name} of backsafe.Text is a text, {wrong}")


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
        UsageError: It is nothing of the kind.
        DocumentError: It cannot be read; says where and why.
    """
    if given is None or isinstance(given, Athlete):
        return given
    if not isinstance(given, str | PathLike | Mapping):
        raise UsageError(
            "athlete takes a path, a mapping or a backsafe.Athlete, "
            f"not {given!r:.60} ({type(given).__name__})"
        )
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
        UsageError: It is nothing of the kind.
        DocumentError: Their file cannot be read; says where and why.
    """
    if given is None:
        return None
    from backsafe.baseline import Baseline

    if isinstance(given, Baseline):
        return given
    if not isinstance(given, str | PathLike):
        raise UsageError(
            "baseline takes a path or a backsafe.Baseline, "
            f"not {given!r:.60} ({type(given).__name__})"
        )
    return Baseline.read(given)


def unit_of(given: str | None) -> str | None:
    """Returns the unit of tables that do not say what theirs is.

    Raises:
        UsageError: There is no such unit.
    """
    if given not in (None, "kg", "lb"):
        raise UsageError(f"unknown unit {given!r:.60}; there are kg and lb")
    return given


def switch_of(given: bool, name: str) -> bool:
    """Returns a switch; any text would be true, ``"no"`` too.

    Raises:
        UsageError: It is no truth value.
    """
    if not isinstance(given, bool):
        raise UsageError(f"{name} is True or False, not {given!r:.60}")
    return given


def several_of(sources: Iterable[Source]) -> Iterable[Source]:
    """Returns sources, and not one alone.

    Raises:
        UsageError: It is one.
    """
    found: object = sources
    alone = isinstance(found, str | bytes | PathLike | Mapping | Text | Workout | Program | Log)
    if alone or not isinstance(found, Iterable):
        raise UsageError(
            f"expected several sources, such as a list of paths, found {sources!r:.60} "
            f"({type(sources).__name__}); check takes one"
        )
    return sources
