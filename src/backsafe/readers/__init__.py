"""Files of each format → documents."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backsafe.errors import DocumentError, Problem, UsageError, did_you_mean
from backsafe.readers.discovery import Discovery, discover
from backsafe.readers.document import Document, ReaderNotice
from backsafe.syntax.positions import NoPositions
from backsafe.syntax.text import CSV_CAP, DOCUMENT_CAP, check_text
from backsafe.syntax.text import read_text as read_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.model import Athlete
    from backsafe.syntax.positions import TreePositions

__all__ = [
    "READERS",
    "Discovery",
    "Document",
    "ReaderNotice",
    "discover",
    "read",
    "read_athlete",
    "read_mapping",
    "read_text",
]

READERS = ("yaml", "json", "hevy")
_BY_SUFFIX = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".csv": "hevy"}
_HEVY_HEADER = re.compile(r"\A[^\n]*exercise_title")


def read(path: str, reader: str | None = None) -> Document:
    """Reads a file; ``-`` is standard input.

    Args:
        path: The file.
        reader: ``yaml``, ``json`` or ``hevy``; by default the file's name decides, and YAML is
            taken where it does not tell.

    Raises:
        DocumentError: It cannot be read; says where and why.
        UsageError: There is no such reader.
    """
    chosen = reader or _BY_SUFFIX.get(Path(path).suffix.casefold())
    if chosen is None and path == "-":
        text = read_file(path, CSV_CAP)
        return read_text(text, path, "hevy" if _HEVY_HEADER.match(text) else "yaml")
    text = read_file(path, CSV_CAP if chosen == "hevy" else DOCUMENT_CAP)
    return read_text(text, path, chosen or "yaml")


def read_text(text: str, name: str = "<text>", reader: str = "yaml") -> Document:
    """Reads a document from text; raises as :func:`read` does.

    Args:
        text: The document.
        name: What messages call it.
        reader: ``yaml``, ``json`` or ``hevy``.
    """
    if reader not in READERS:
        hint = did_you_mean(reader, READERS) or f"; there are {', '.join(READERS)}"
        raise UsageError(f"unknown reader {reader!r}{hint}")
    text = text.removeprefix("\ufeff")
    check_text(text, name)
    if reader == "hevy":
        from backsafe.readers import hevy

        return hevy.parse(text, name)
    from backsafe.readers.problems import validate

    if reader == "yaml" and len(text) > DOCUMENT_CAP:
        raise DocumentError(Problem(f"is too large: at most {DOCUMENT_CAP >> 20} MiB", name))
    data, positions = _parse(text, name, reader)
    content = validate(data, name, positions, needs_version=True)
    return Document(name, content, positions, reader=reader, text=text)


def _parse(text: str, name: str, reader: str) -> tuple[Any, TreePositions]:
    if reader == "json":
        from backsafe.syntax import json

        return json.parse(text, name)
    from backsafe.syntax import yaml

    return yaml.parse(text, name)


def read_mapping(data: Mapping[str, Any], name: str = "<mapping>") -> Document:
    """Takes a document that a program has made; raises :class:`DocumentError` if it is wrong."""
    from backsafe.readers.problems import validate

    positions = NoPositions()
    content = validate(dict(data), name, positions, needs_version=False)
    return Document(name, content, positions)


def read_athlete(given: Mapping[str, Any] | str | os.PathLike[str]) -> Athlete:
    """Reads an athlete from a mapping or a YAML or JSON file.

    Raises:
        DocumentError: It cannot be read; says where and why.
    """
    from backsafe.readers.problems import validate_athlete

    if not isinstance(given, str | os.PathLike):
        return validate_athlete(dict(given), "<athlete>", NoPositions())
    path = os.fspath(given)
    reader = "json" if Path(path).suffix.casefold() == ".json" else "yaml"
    data, positions = _parse(read_file(path, DOCUMENT_CAP), path, reader)
    return validate_athlete(data, path, positions)
