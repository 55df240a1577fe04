"""Files as reports for other programs name them: the same on every machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backsafe.errors import Problem

__all__ = ["STDIN", "is_file", "problems_by_path", "shown_path", "uri"]

STDIN = "stdin"
"""What standard input is called where a file is expected."""


def shown_path(path: str) -> str:
    """Returns a path with forward slashes, from the current folder on where it is below it."""
    if not is_file(path):
        return STDIN if path == "-" else path
    plain = Path(os.path.normpath(path))
    here = Path.cwd()
    return (plain.relative_to(here) if plain.is_relative_to(here) else plain).as_posix()


def is_file(path: str) -> bool:
    """Returns whether a path is one; ``-`` is standard input, and ``<text>`` has no file."""
    return path != "-" and not (path.startswith("<") and path.endswith(">"))


def uri(path: str) -> str:
    """Returns a path as a URI reference (RFC 3986): relative where the path is."""
    shown = shown_path(path)
    try:
        encoded = os.fsencode(shown)
    except UnicodeEncodeError:  # the name of a text may be anything
        encoded = shown.encode("utf-8", "replace")
    if not Path(shown).is_absolute():
        return quote(encoded)
    return "file://" + ("" if shown.startswith("/") else "/") + quote(encoded, safe="/:")


def problems_by_path(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Groups problems by the file they are about, as :func:`shown_path` names it."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(shown_path(problem.path), []).append(problem)
    return groups
