"""Which files a list of paths stands for."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from backsafe.errors import DocumentError, Problem
from backsafe.readers.document import ReaderNotice
from backsafe.readers.formats import script_format, table_format, tree_format
from backsafe.syntax.text import DOCUMENT_CAP, TABLE_CAP, opened, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Discovery", "discover"]

_SUFFIXES = frozenset({".yaml", ".yml", ".json", ".csv", ".md", ".txt", ".liftoscript", ".fit"})
# Such files are seldom plans, and nobody wants to hear of each README that is none.
_ORDINARY = frozenset({".md", ".txt"})
_UNKNOWN = "it is no document that is known"
_NO_PLAN = "it is no plan that is known"
_EMPTY = "it is empty"
_OTHER = "backsafe is the name of something else in it"
_SILENT = (_NO_PLAN, _EMPTY)
_HEAD = 1 << 16
# A mark of UTF-8 and blanks alone are an empty file, too.
_BLANK = b"\xef\xbb\xbf \t\r\n\f\v"
# Parsing every YAML and JSON file of a repository takes long; a plan has one of these words.
_WORDS = re.compile(r"exercise|workout|plan_version|history_version|phases", re.IGNORECASE)
# At the beginning of a line (block style) or as a key of the outermost braces (flow style).
_YAML_KEY = re.compile(
    r"""^(?:---[ \t]+)?(?:\{[^{}\[\]]*?)?["']?backsafe["']?[ \t]*:""", re.MULTILINE
)
# What stands behind the key where it is no number: nothing, a list or a mapping, in lines or not.
_NO_VERSION = re.compile(
    r"""(?:[ \t]*(?:\#[^\n]*)?\r?\n)+(?:\S|\Z|(?P<below>[ \t]+(?:-\s|[^\s\#][^\n]*?:(?:\s|\Z))))
    |[ \t]*(?:[{\[]|\Z)""",
    re.VERBOSE,
)
_SESSIONS = ("activities", "workouts", "weeks")
_SESSIONS_KEY = re.compile(
    rf"""(?:^|[{{,])[ \t]*["']?(?:{"|".join(_SESSIONS)})["']?[ \t]*:""", re.MULTILINE
)


class Discovery(NamedTuple):
    """The files to read, in order and each once, and what was passed over.

    Attributes:
        files: The files to read.
        notices: What was passed over, and why.
        problems: Folders that cannot be listed, so that nobody knows what is in them.
    """

    files: tuple[str, ...]
    notices: tuple[ReaderNotice, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def all_excluded(self) -> bool:
        """Whether there is nothing to read because all that there would be is excluded."""
        kinds = {notice.kind for notice in self.notices}
        found = self.files or self.problems or "nothing-found" in kinds
        return not found and "all-excluded" in kinds


def _nothing(_: str) -> bool:
    return False


def discover(
    paths: Iterable[str | os.PathLike[str]], excluded: Callable[[str], bool] = _nothing
) -> Discovery:
    """Finds the documents that paths stand for.

    A file, and ``-`` for standard input, is taken as it is, missing ones too: reading it says what
    is wrong. A folder is walked in the order of names, without hidden folders and without following
    links to folders, for files whose names end as those of a known format do; those that are no
    documents of such a format are passed over with a notice. A file that cannot be read is taken,
    too: nobody knows what is in it. A folder that cannot be listed is a problem.

    Args:
        paths: Files and folders.
        excluded: Tells of a file or folder below one of the folders whether to pass it over.
    """
    files: list[str] = []
    notices: list[ReaderNotice] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for given in paths:
        path = os.fspath(given)
        is_folder = path != "-" and os.path.isdir(path)  # noqa: PTH112
        before, told, unread = len(seen), len(notices), len(problems)
        left_out: list[str] = []
        for candidate in _walk(path, problems, excluded, left_out) if is_folder else (path,):
            same = "-" if candidate == "-" else os.path.realpath(candidate)
            if same in seen:
                continue
            if is_folder and (why := _why_passed_over(candidate)):
                if Path(candidate).suffix.casefold() not in _ORDINARY or why not in _SILENT:
                    message = f"passed over: {why}"
                    notices.append(ReaderNotice("file-skipped", message, path=candidate))
                continue
            seen.add(same)
            files.append(candidate)
        if is_folder and len(seen) == before and len(problems) == unread:
            kind = "nothing-found"
            message = "this folder holds no documents that were not found before"
            if left_out and len(notices) == told:
                kind = "all-excluded"
                message = "all that was found is excluded; nothing was checked"
            notices.append(ReaderNotice(kind, message, path=path))
    return Discovery(tuple(files), tuple(notices), tuple(problems))


def _walk(
    folder: str,
    problems: list[Problem],
    excluded: Callable[[str], bool],
    left_out: list[str],
) -> Iterator[str]:
    """Yields the files of a folder that may be documents, and collects what is excluded."""

    def wanted(path: str) -> bool:
        if not excluded(path):
            return True
        left_out.append(path)
        return False

    def unreadable(error: OSError) -> None:
        message = f"this folder cannot be read: {error.strerror or error}"
        problems.append(Problem(message, str(error.filename)))

    for root, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and wanted(str(Path(root, name)))
        )
        for name in sorted(names):
            candidate = Path(root, name)
            known = not name.startswith(".") and candidate.suffix.casefold() in _SUFFIXES
            if known and candidate.is_file() and wanted(str(candidate)):
                yield str(candidate)


def _why_passed_over(path: str) -> str:
    """Returns why a file of a folder is no document; empty if it is one, or may be."""
    suffix = Path(path).suffix.casefold()
    if suffix == ".fit":
        return ""
    try:
        if suffix == ".csv":
            return _why_no_table(path)
        text = read_text(path, DOCUMENT_CAP)
    except DocumentError as error:
        why = _why_nothing_in(path)
        if why or suffix not in _ORDINARY:
            return why
        return _why_no_script(path, error.problems[0].message)
    if suffix in (".md", ".txt", ".liftoscript"):
        return "" if script_format(text) else _NO_PLAN
    if suffix == ".json":
        return _why_no_json(text)
    return _why_no_yaml(text)


def _why_no_script(path: str, wrong: str) -> str:
    """Returns why a text that cannot be read holds no plan; empty if one can be made out in it."""
    try:
        with Path(path).open("rb") as source:
            head = source.read(_HEAD).decode("utf-8", "replace")
    except OSError:
        return ""
    return "" if script_format(head) else wrong


def _why_nothing_in(path: str) -> str:
    """Returns why a file that cannot be read holds no plan; empty if nobody can tell."""
    try:
        with Path(path).open("rb") as source:
            head = source.read(_HEAD)
            larger = bool(source.read(1))
    except OSError:
        return ""
    if not larger and not head.strip(_BLANK):
        return _EMPTY
    # Lists of millions of other things are no plans, and too large to be read.
    if Path(path).stat().st_size > DOCUMENT_CAP and Path(path).suffix.casefold() != ".csv":
        words = head.decode("utf-8", "replace")
        return "" if "backsafe" in words or _WORDS.search(words) else _UNKNOWN
    return ""


def _why_no_table(path: str) -> str:
    from backsafe.syntax.table import first_cells, table_of

    with opened(path, TABLE_CAP) as source, table_of(source, path) as text:
        known = table_format(first_cells(text.read(_HEAD)))
    return "" if known else "this CSV file is no export that is known"


def _why_no_json(text: str) -> str:
    if '"backsafe"' not in text and not _WORDS.search(text):
        return _UNKNOWN
    import json

    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return ""  # broken, but likely one: reading it says where
    if isinstance(data, dict) and "backsafe" in data:
        return _OTHER if _names_something_else(data) else ""
    return "" if tree_format(data) is not None else _UNKNOWN


def _names_something_else(data: Any) -> bool:
    """Returns whether ``backsafe`` is a key of a mapping and no version of a format."""
    version = data.get("backsafe")
    return (version is None or isinstance(version, dict | list)) and not any(
        key in data for key in _SESSIONS
    )


def _why_no_yaml(text: str) -> str:
    key = _YAML_KEY.search(text)
    if key is None:
        return _why_yaml_is_foreign(text)
    value = _NO_VERSION.match(text, key.end())
    if value is None or _SESSIONS_KEY.search(text):
        return ""
    # A job of a CI system may be called so, or an entry of a list of tools.
    from backsafe.syntax import yaml

    try:
        data, _ = yaml.parse(text, "")
    except DocumentError:
        # Such files have tags of their own; what is broken otherwise may be a plan.
        return _OTHER if value["below"] else ""
    return _OTHER if isinstance(data, dict) and _names_something_else(data) else ""


def _why_yaml_is_foreign(text: str) -> str:
    if not _WORDS.search(text):
        return _UNKNOWN
    from backsafe.syntax import yaml

    try:
        data, _ = yaml.parse(text, "")
    except DocumentError as error:
        (problem, *_) = error.problems
        place = "" if problem.line is None else f"line {problem.line}: "
        return f"{_UNKNOWN} ({place}{problem.message})"
    return "" if tree_format(data) is not None else _UNKNOWN
