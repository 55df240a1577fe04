"""Files of each format → documents."""

from __future__ import annotations

import io
import os
from time import perf_counter
from typing import IO, TYPE_CHECKING, Any

from backsafe._log import Log, milliseconds
from backsafe.errors import DocumentError, Problem, UsageError, did_you_mean
from backsafe.readers.discovery import Discovery, discover
from backsafe.readers.document import Account, Document, ReaderNotice
from backsafe.readers.formats import (
    FORMATS,
    READERS,
    binary_format,
    script_format,
    suffix_format,
    table_format,
    tree_format,
)
from backsafe.syntax.positions import NoPositions
from backsafe.syntax.text import (
    DOCUMENT_CAP,
    TABLE_CAP,
    check_text,
    decoded,
    opened,
    read_all,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.model import Answers, Athlete
    from backsafe.syntax.positions import Positions, TreePositions

__all__ = [
    "FORMATS",
    "READERS",
    "Account",
    "Discovery",
    "Document",
    "ReaderNotice",
    "discover",
    "read",
    "read_answers",
    "read_athlete",
    "read_mapping",
    "read_text",
]

_log = Log(__name__)

_HEAD = 1 << 16
_MARK = "\ufeff"
_UNITS = ("kg", "lb")
_FENCES = ("```", "```json", "```yaml", "```yml")


def read(
    path: str, reader: str | None = None, *, unit: str | None = None, name: str = ""
) -> Document:
    """Reads a file; ``-`` is standard input.

    Args:
        path: The file.
        reader: Name of a format; by default the content decides, and the file's name where that
            does not tell.
        unit: ``kg`` or ``lb``, for tables that do not say what their weights are.
        name: What it is called, by default as the path says.

    Raises:
        DocumentError: It cannot be read; says where and why.
        UsageError: There is no such reader or unit.
    """
    _check_options(reader, unit)
    start = perf_counter()
    document = _read_file(path, reader, unit, name)
    told = "%s: read as %s in %.1f ms"
    _log.debug(told, document.path, document.reader, milliseconds(start))
    return document


def _read_file(path: str, reader: str | None, unit: str | None, name: str) -> Document:
    with opened(path, TABLE_CAP) as source:
        path = name or path
        chosen = reader or suffix_format(path) or _known_head(source.read(_HEAD), path)
        source.seek(0)
        shape = FORMATS[chosen].shape if chosen else None
        if shape == "binary":
            from backsafe.readers import fit

            return fit.parse(read_all(source, path, fit.FIT_CAP), path)
        if shape == "table":
            from backsafe.syntax.table import table_of

            with table_of(source, path) as text:
                return _read_table(text, path, str(chosen), unit)
        content = read_all(source, path, DOCUMENT_CAP)
    document = _read_content(decoded(content, path), path, reader, chosen)
    return document._replace(mark=_MARK) if content.startswith(_MARK.encode()) else document


def read_text(
    text: str, name: str = "<text>", reader: str | None = None, *, unit: str | None = None
) -> Document:
    """Reads a document from text; raises as :func:`read` does.

    Args:
        text: The document.
        name: What messages call it.
        reader: Name of a format; by default the content decides.
        unit: ``kg`` or ``lb``, for tables that do not say what their weights are.
    """
    _check_options(reader, unit)
    mark = _MARK if text.startswith(_MARK) else ""
    text = text.removeprefix(mark)
    check_text(text, name)
    chosen = reader or _known_table(text[:_HEAD])
    if chosen and FORMATS[chosen].shape == "binary":
        raise UsageError(f"{chosen} is no text; give the path of the file")
    if chosen and FORMATS[chosen].shape == "table":
        return _read_table(io.StringIO(text, newline=""), name, chosen, unit)
    if len(text) > DOCUMENT_CAP:
        raise DocumentError(Problem(f"is too large: at most {DOCUMENT_CAP >> 20} MiB", name))
    return _read_content(text, name, reader, chosen)._replace(mark=mark)


def _check_options(reader: str | None, unit: str | None) -> None:
    if reader is not None and reader not in READERS:
        hint = did_you_mean(reader, READERS) or f"; there are {', '.join(READERS)}"
        raise UsageError(f"unknown reader {reader!r}{hint}")
    if unit is not None and unit not in _UNITS:
        raise UsageError(f"unknown unit {unit!r}; there are kg and lb")


def _known_head(head: bytes, path: str) -> str | None:
    """Returns the format that the first bytes of a file tell, if it is no tree and no script."""
    binary = binary_format(head)
    if binary is not None:
        return binary
    from backsafe.syntax.table import encoding_of

    try:
        source = io.BytesIO(head)
        text = head.decode(encoding_of(source, path), errors="replace")
    except DocumentError:
        return None  # reading it says why
    found = _known_table(text)
    if found is None and path.casefold().endswith(".csv"):
        raise DocumentError(Problem(_no_table(text), path, 1, 1))
    return found


def _known_table(head: str) -> str | None:
    if head.lstrip()[:1] in "{[":
        return None
    from backsafe.syntax.table import first_cells

    return table_format(first_cells(head))


def _no_table(head: str) -> str:
    from backsafe.syntax.table import first_cells

    cells = ", ".join(cell for cell in first_cells(head) if cell)
    tables = ", ".join(it.title for it in FORMATS.values() if it.shape == "table")
    return f"is no table that is known ({tables}); its first row: {cells[:120]}"


def _read_table(text: IO[str], path: str, reader: str, unit: str | None) -> Document:
    from backsafe.readers.tables import read_table

    if reader == "hevy":
        from backsafe.readers.hevy import HevyLayout

        return read_table(text, path, reader, lambda header: HevyLayout(header, path))
    if reader == "liftosaur":
        from backsafe.readers.liftosaur import LiftosaurLayout

        return read_table(text, path, reader, lambda header: LiftosaurLayout(header, path))
    from backsafe.readers.strong import StrongLayout

    return read_table(text, path, reader, lambda header: StrongLayout(header, path, unit))


def _read_content(text: str, path: str, reader: str | None, chosen: str | None) -> Document:
    """Reads a text that is no table.

    Args:
        text: The text.
        path: Its name in messages.
        reader: The format that the caller wants, if any.
        chosen: That, or what the name of the file tells.
    """
    text = _unfenced(text)
    looks_like_tree = text.lstrip()[:1] in ("{", "[")
    script = chosen if chosen and FORMATS[chosen].shape == "script" else None
    if chosen is None and not looks_like_tree:
        script = script_format(text)
    if script == "owf":
        from backsafe.readers import owf

        return owf.parse(text, path)
    if script == "liftoscript":
        from backsafe.readers import liftoscript

        return liftoscript.parse(text, path)
    syntax, data, positions = _parsed(text, path, chosen)
    foreign = tree_format(data) if reader is None else reader
    if foreign is not None and FORMATS[foreign].shape == "tree":
        return _read_tree(data, positions, path, foreign)
    from backsafe.readers.problems import validate

    content = validate(data, path, positions, needs_version=True)
    return Document(path, content, positions, reader=syntax, text=text)


def _unfenced(text: str) -> str:
    """Returns what stands in a fence of Markdown, as language models answer, on the same lines."""
    begun = text.lstrip()
    first, _, inside = begun.partition("\n")
    inside = inside.rstrip()
    if first.strip().casefold() not in _FENCES or not inside.endswith("\n```"):
        return text
    lines = text.count("\n", 0, len(text) - len(begun)) + 1
    return "\n" * lines + inside.removesuffix("```")


def _parsed(text: str, path: str, chosen: str | None) -> tuple[str, Any, TreePositions]:
    """Parses JSON or YAML; where nothing tells which, what begins like JSON is tried as such."""
    from backsafe.syntax import json, yaml

    if chosen == "json":
        return "json", *json.parse(text, path)
    if chosen != "yaml" and text.lstrip()[:1] in ("{", "["):
        try:
            return "json", *json.parse(text, path)
        except DocumentError:
            # Flow style YAML begins alike.
            pass
    return "yaml", *yaml.parse(text, path)


def _read_tree(data: Any, positions: Positions, path: str, reader: str) -> Document:
    from importlib import import_module

    from backsafe.readers.tree import read_tree

    module = import_module(f"backsafe.readers.{reader.replace('-', '_')}")
    return read_tree(data, positions, path, reader, module.build, sure=reader != "loose")


def read_mapping(data: Mapping[str, Any], name: str = "<mapping>") -> Document:
    """Takes a document that a program has made; raises :class:`DocumentError` if it is wrong.

    It is of our format, or of a foreign one that is made of mappings and lists.
    """
    from backsafe.readers.problems import validate

    plain, positions = dict(data), NoPositions()
    try:
        foreign = tree_format(plain)
        if foreign is not None:
            return _read_tree(plain, positions, name, foreign)
    except RecursionError:
        raise DocumentError(Problem("is nested too deeply", name)) from None
    content = validate(plain, name, positions, needs_version=False)
    return Document(name, content, positions)


def read_athlete(given: Mapping[str, Any] | str | os.PathLike[str]) -> Athlete:
    """Reads an athlete from a mapping or a YAML or JSON file, or a lifter's profile of openweight.

    Raises:
        DocumentError: It cannot be read; says where and why.
    """
    from backsafe.readers.problems import validate_athlete

    if not isinstance(given, str | os.PathLike):
        return validate_athlete(dict(given), "<athlete>", NoPositions())
    path = os.fspath(given)
    data, positions = _plain_file(path)
    from backsafe.readers.openweight import build_athlete, is_profile

    if is_profile(data):
        from backsafe.readers.tree import Cursor

        return validate_athlete(dict(build_athlete(Cursor(data))), path, NoPositions())
    return validate_athlete(data, path, positions)


def read_answers(given: Mapping[str, Any] | str | os.PathLike[str]) -> Answers:
    """Reads what somebody answers before a session, from a mapping or a YAML or JSON file.

    Raises:
        DocumentError: It cannot be read; says where and why.
    """
    from backsafe.readers.problems import validate_answers

    if not isinstance(given, str | os.PathLike):
        return validate_answers(dict(given), "<answers>", NoPositions())
    path = os.fspath(given)
    data, positions = _plain_file(path)
    return validate_answers(data, path, positions)


def _plain_file(path: str) -> tuple[Any, TreePositions]:
    """Returns what a YAML or JSON file says, and where."""
    with opened(path, DOCUMENT_CAP) as source:
        text = decoded(read_all(source, path, DOCUMENT_CAP), path)
    _, data, positions = _parsed(text, path, suffix_format(path) or "yaml")
    return data, positions
