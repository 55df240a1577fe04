"""Which formats there are, and which of them a file is: by its content, then by its name."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "FORMATS",
    "READERS",
    "Format",
    "binary_format",
    "script_format",
    "suffix_format",
    "table_format",
    "tree_format",
]

Shape: TypeAlias = Literal["document", "table", "tree", "script", "binary"]


class Format(NamedTuple):
    """A format that can be read.

    Attributes:
        name: As ``--reader`` takes it.
        title: As people call it.
        shape: How it is read: our own ``document``; a ``table`` row by row; a ``tree`` of mappings
            and lists in JSON or YAML; a ``script`` as text; ``binary``.
        suffixes: Endings of file names that mean it where the content does not tell.
    """

    name: str
    title: str
    shape: Shape
    suffixes: tuple[str, ...] = ()


FORMATS: Mapping[str, Format] = {
    it.name: it
    for it in (
        Format("yaml", "BackSafe document, YAML", "document", (".yaml", ".yml")),
        Format("json", "BackSafe document, JSON", "document", (".json",)),
        Format("hevy", "Hevy, CSV export", "table"),
        Format("hevy-routine", "Hevy, routines of its API as JSON", "tree"),
        Format("strong", "Strong, CSV export", "table"),
        Format("liftosaur", "Liftosaur, CSV export of the history", "table"),
        Format(
            "liftoscript", "Liftoscript, Liftosaur's plan language", "script", (".liftoscript",)
        ),
        Format("wpl", "WPL, Workout Plan Language", "tree"),
        Format("pwf", "PWF, Portable Workout Format", "tree"),
        Format("openweight", "openweight, open schemas for strength training", "tree"),
        Format("owf", "Open Workout Format, Markdown", "script"),
        Format("loose", "plans as language models and small apps write them", "tree"),
        Format("fit", "FIT, files of watches", "binary", (".fit",)),
    )
}
READERS = tuple(FORMATS)
_BY_SUFFIX = {suffix: it.name for it in FORMATS.values() for suffix in it.suffixes}

# Keys of ours that hold sessions or what is in them.
_OURS = ("activities", "weeks", "workouts")
_DEEPEST = 10
_MOST_TRIED = 20
# A line may end in a carriage return alone, which `^` does not know.
_FENCE = re.compile(r"(?:^|\r)[ ]{0,3}:{3,}[ \t]*block\b", re.MULTILINE)


def suffix_format(path: str) -> str | None:
    """Returns the format that the ending of a file's name means."""
    return _BY_SUFFIX.get(PurePath(path).suffix.casefold())


def binary_format(head: bytes) -> str | None:
    """Returns the format of a file that is no text and begins with these bytes."""
    return "fit" if head[8:12] == b".FIT" else None


def table_format(cells: Sequence[str]) -> str | None:
    """Returns the format of a table whose first record holds these cells."""
    from backsafe.readers import hevy, liftosaur, strong

    stripped = [cell.strip() for cell in cells]
    if hevy.is_header(stripped):
        return "hevy"
    if liftosaur.is_header(stripped):
        return "liftosaur"
    if strong.is_header(stripped) or strong.is_headerless(stripped):
        return "strong"
    return None


def script_format(text: str) -> str | None:
    """Returns the format of a text that is neither a table nor a tree."""
    if _FENCE.search(text):
        return "owf"
    from backsafe.readers import liftoscript

    return "liftoscript" if liftoscript.recognize(text) else None


def tree_format(data: Any) -> str | None:
    """Returns the foreign format of a tree; ``None`` for one of ours and for anything else."""
    if isinstance(data, dict):
        if "backsafe" in data or "activities" in data or _holds_ours(data):
            return None
        if "plan_version" in data or "history_version" in data:
            return "pwf"
        if _is_wpl(data):
            return "wpl"
        exercise = _first_exercise(data)
        if isinstance(exercise, dict):
            if isinstance(exercise.get("exercise"), dict):
                return "openweight"
            if "exercise_template_id" in exercise:
                return "hevy-routine"
    from backsafe.readers import loose

    return "loose" if loose.recognize(data) else None


def _holds_ours(data: Mapping[Any, Any]) -> bool:
    """Returns whether sessions below our own keys have our own activities."""
    for key in _OURS:
        part: Any = data.get(key)
        # A list that a program has made may hold itself.
        for _ in range(_DEEPEST):
            if not isinstance(part, list) or not part:
                break
            part = part[0]
            if isinstance(part, dict):
                if "activities" in part:
                    return True
                part = part.get("workouts")
    return False


def _is_wpl(data: Mapping[Any, Any]) -> bool:
    plan = data.get("plan")
    schema = data.get("$schema")
    return isinstance(plan, dict) and (
        (isinstance(schema, str) and "wpl" in schema) or ("phases" in plan and "version" in data)
    )


def _first_exercise(data: Any) -> Any:
    """Returns the first exercise below the keys that formats with fixed names use."""
    for key in ("routine", "routines", "workout", "weeks", "workouts", "exercises"):
        part = data.get(key) if isinstance(data, dict) else None
        if isinstance(part, dict):
            part = [part]
        for item in part[:_MOST_TRIED] if isinstance(part, list) else ():
            found = item if key == "exercises" else _first_exercise(item)
            if found is not None:
                return found
    return None
