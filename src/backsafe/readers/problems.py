"""From data to a document of the model, every mistake in plain words and with its place."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from backsafe.errors import DocumentError, Problem, did_you_mean
from backsafe.model import (
    Answers,
    Athlete,
    Log,
    Model,
    Program,
    Workout,
)
from backsafe.readers.wording import found, message, part_at, pointer_of, shown
from backsafe.syntax.positions import NoPositions, dotted, json_pointer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.syntax.positions import Place, Pointer, Positions

__all__ = [
    "plain_messages",
    "validate",
    "validate_answers",
    "validate_athlete",
    "validate_part",
]

_Part = TypeVar("_Part", bound=Model)

# Whoever has more mistakes than this mends the first ones first.
_MOST_PROBLEMS = 100
_ROOTS: dict[str, type[Workout | Program | Log]] = {
    "weeks": Program,
    "workouts": Log,
    "activities": Workout,
}


def validate(
    data: Any, path: str, positions: Positions, *, needs_version: bool
) -> Workout | Program | Log:
    """Turns data into the document they hold.

    Args:
        data: What a parser made of a file, or a mapping of a caller.
        path: Name for messages.
        positions: Where the data stand.
        needs_version: True for files, which must say ``backsafe: 1``.

    Raises:
        DocumentError: With one problem for each mistake.
    """
    if not isinstance(data, dict):
        wrong = f"a document is a mapping of keys to values, found {found(data)}"
        raise DocumentError(Problem(wrong, path, *_place(positions.locate(()))))
    _check_version(data, path, positions, needed=needs_version)
    if "weeks" in data and "workouts" in data:
        wrong = "a document holds weeks (a program) or workouts (a log), not both"
        raise DocumentError(Problem(wrong, path, *_place(positions.locate_key(("workouts",)))))
    root = _root_for(data)
    missing = needs_version and "backsafe" not in data
    first = [_missing_version(path, positions)] if missing else []
    try:
        content = root.model_validate(data)
    except ValidationError as error:
        raise DocumentError(first + _problems(error, root, data, path, positions)) from None
    if first:
        raise DocumentError(first)
    return content


def validate_athlete(data: Any, path: str, positions: Positions) -> Athlete:
    """Turns data into an athlete: its fields at the top, or below the one key ``athlete``.

    Raises:
        DocumentError: With one problem for each mistake.
    """
    if not isinstance(data, dict):
        wrong = f"an athlete file is a mapping of keys to values, found {found(data)}"
        raise DocumentError(Problem(wrong, path, *_place(positions.locate(()))))
    _check_version(data, path, positions, needed=False)
    fields = {key: value for key, value in data.items() if key != "backsafe"}
    above: Pointer = ()
    if "athlete" in fields:
        other = next((key for key in fields if key != "athlete"), None)
        if other is not None:
            wrong = f"an athlete file holds the athlete only, found {shown(other)}"
            place = positions.locate_key((other,))
            raise DocumentError(Problem(wrong, path, *_place(place)))
        above, fields = ("athlete",), fields["athlete"]
    try:
        return Athlete.model_validate(fields)
    except ValidationError as error:
        raise DocumentError(_problems(error, Athlete, fields, path, positions, above)) from None


def validate_answers(data: Any, path: str, positions: Positions) -> Answers:
    """Turns data into answers.

    Raises:
        DocumentError: With one problem for each mistake.
    """
    if not isinstance(data, dict):
        wrong = f"a file of answers is a mapping of questions to answers, found {found(data)}"
        raise DocumentError(Problem(wrong, path, *_place(positions.locate(()))))
    try:
        return Answers.model_validate(data)
    except ValidationError as error:
        raise DocumentError(_problems(error, Answers, data, path, positions)) from None


def validate_part(data: Mapping[str, Any], part: type[_Part], path: str, above: Pointer) -> _Part:
    """Turns data into a part of a document.

    Args:
        data: What a program made.
        part: The model of the part.
        path: Name for messages.
        above: Where the part stands in the document.

    Raises:
        DocumentError: With one problem for each mistake.
    """
    try:
        return part.model_validate(dict(data))
    except ValidationError as error:
        raise DocumentError(_problems(error, part, data, path, NoPositions(), above)) from None


def plain_messages(error: ValidationError, part: type[Model]) -> list[str]:
    """Returns what is wrong with one part of a document, without a place."""
    return [message(item, part, {}) for item in error.errors(include_url=False)]


def _check_version(
    data: Mapping[str, Any], path: str, positions: Positions, *, needed: bool
) -> None:
    """Refuses another version before anything else: its mistakes would be noise."""
    if "backsafe" in data:
        version = data["backsafe"]
        if type(version) is int and version != 1:
            wrong = f"format {shown(version)} is not supported; this release reads backsafe: 1"
            raise DocumentError(Problem(wrong, path, *_place(positions.locate(("backsafe",)))))
    elif needed and not _ROOTS.keys() & data.keys():
        wrong = "is no BackSafe document: it has neither 'backsafe: 1' nor activities"
        raise DocumentError(Problem(wrong, path, *_place(positions.locate(()))))


def _missing_version(path: str, positions: Positions) -> Problem:
    wrong = "missing key 'backsafe'; write 'backsafe: 1', the format version, at the top"
    return Problem(wrong, path, *_place(positions.locate(())))


def _root_for(data: Mapping[str, Any]) -> type[Workout | Program | Log]:
    for key, root in _ROOTS.items():
        if key in data:
            return root
    for key in islice(data, _MOST_PROBLEMS):
        if isinstance(key, str) and key not in Workout.model_fields:
            for known, root in _ROOTS.items():
                if did_you_mean(key, [known]):
                    return root
    return Workout


def _place(place: Place | None) -> tuple[int | None, int | None]:
    return place if place is not None else (None, None)


def _problems(
    error: ValidationError,
    root: type[Model],
    data: Any,
    path: str,
    positions: Positions,
    above: Pointer = (),
) -> list[Problem]:
    items = error.errors(include_url=False)
    # A misspelt key is one mistake, though it is also missing under its right name.
    misspelt: set[tuple[Pointer, str]] = set()
    for item in items[: _MOST_PROBLEMS * 10]:
        if item["type"] == "extra_forbidden":
            pointer = pointer_of(item["loc"])
            part, _ = part_at(pointer[:-1], root, data)
            hint = did_you_mean(str(pointer[-1]), part.model_fields)
            misspelt.update((pointer[:-1], name) for name in re.findall(r"'(.*)'", hint))
    problems: list[Problem] = []
    for item in items:
        pointer = pointer_of(item["loc"])
        if item["type"] == "missing" and (pointer[:-1], pointer[-1]) in misspelt:
            continue
        if item["type"] == "too_short" and item["input"]:
            # pydantic counts only the items that are right; the others are told one by one.
            continue
        if len(problems) == _MOST_PROBLEMS:
            problems.append(Problem(f"and more: {len(items)} mistakes in all", path))
            break
        text = message(item, root, data)
        whole = above + pointer
        if item["type"] in {"extra_forbidden", "invalid_key"}:
            place = positions.locate_key(whole)
        else:
            place = positions.locate(whole)
        if place is None and whole:
            text = f"{dotted(whole)}: {text}"
        problems.append(Problem(text, path, *_place(place), json_pointer(whole)))
    return sorted(problems, key=lambda problem: (problem.line or 10**9, problem.column or 0))
