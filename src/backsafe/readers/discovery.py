"""Which files a list of paths stands for."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from backsafe.errors import DocumentError
from backsafe.readers.document import ReaderNotice
from backsafe.syntax.text import CSV_CAP, DOCUMENT_CAP, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Discovery", "discover"]

_SUFFIXES = frozenset({".yaml", ".yml", ".json", ".csv"})
# At the beginning of a line (block style) or as a key of the outermost braces (flow style).
_YAML_KEY = re.compile(
    r"""^(?:---[ \t]+)?(?:\{[^{}\[\]]*?)?["']?backsafe["']?[ \t]*:""", re.MULTILINE
)


class Discovery(NamedTuple):
    """The files to read, in order and each once, and what was passed over."""

    files: tuple[str, ...]
    notices: tuple[ReaderNotice, ...] = ()


def discover(paths: Iterable[str | os.PathLike[str]]) -> Discovery:
    """Finds the documents that paths stand for.

    A file, and ``-`` for standard input, is taken as it is, missing ones too: reading it says what
    is wrong. A folder is walked in the order of names, without hidden folders and without following
    links to folders, for ``.yaml``, ``.yml``, ``.json`` and ``.csv``; files in it that are no
    BackSafe documents are passed over with a notice.
    """
    files: list[str] = []
    notices: list[ReaderNotice] = []
    seen: set[str] = set()
    for given in paths:
        path = os.fspath(given)
        is_folder = path != "-" and os.path.isdir(path)  # noqa: PTH112
        before = len(seen)
        for candidate in _walk(path, notices) if is_folder else (path,):
            same = "-" if candidate == "-" else os.path.realpath(candidate)
            if same in seen:
                continue
            if is_folder and (why := _why_passed_over(candidate)):
                message = f"passed over: {why}"
                notices.append(ReaderNotice("file-skipped", message, path=candidate))
                continue
            seen.add(same)
            files.append(candidate)
        if is_folder and len(seen) == before:
            message = "this folder holds no BackSafe documents that were not found before"
            notices.append(ReaderNotice("nothing-found", message, path=path))
    return Discovery(tuple(files), tuple(notices))


def _walk(folder: str, notices: list[ReaderNotice]) -> Iterator[str]:
    def unreadable(error: OSError) -> None:
        message = f"this folder cannot be read: {error.strerror}"
        notices.append(ReaderNotice("folder-unreadable", message, path=str(error.filename)))

    for root, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            candidate = Path(root, name)
            hidden = name.startswith(".")
            if not hidden and candidate.suffix.casefold() in _SUFFIXES and candidate.is_file():
                yield str(candidate)


def _why_passed_over(path: str) -> str:
    """Returns why a file of a folder is no BackSafe document; empty if it is one, or may be."""
    suffix = Path(path).suffix.casefold()
    try:
        text = read_text(path, CSV_CAP if suffix == ".csv" else DOCUMENT_CAP)
    except DocumentError as error:
        return error.problems[0].message
    if suffix == ".csv":
        from backsafe.readers.hevy import is_hevy_header

        first, _, _ = text.partition("\n")
        return "" if is_hevy_header(first) else "this CSV file is no export that is known"
    if suffix == ".json":
        return "" if _json_is_ours(text) else "it has no key 'backsafe' at the top"
    return "" if _YAML_KEY.search(text) else "it has no key 'backsafe' at the top"


def _json_is_ours(text: str) -> bool:
    if '"backsafe"' not in text:
        return False
    import json

    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return True  # broken, but likely ours: reading it says where
    return isinstance(data, dict) and "backsafe" in data
