"""Paths of files as settings name them: below a folder, with slashes, by patterns."""

from __future__ import annotations

import os
import re
from functools import lru_cache

__all__ = ["has_wildcard", "is_file_name", "matches", "path_below"]

_PARTS = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]/]*\]|[^*?\[]+|\[")


def is_file_name(path: str) -> bool:
    """Returns whether what reports call a document is a file, and not ``-`` or ``<mapping>``."""
    return path != "-" and not (path.startswith("<") and path.endswith(">"))


def path_below(path: str, folder: str) -> str:
    """Returns a path relative to a folder, with slashes; a file may be a symbolic link.

    Where there is no such path (another drive of Windows), it is absolute.
    """
    parent, name = os.path.split(path)
    absolute = os.path.join(os.path.realpath(parent), name)  # noqa: PTH118
    try:
        found = os.path.relpath(absolute, os.path.realpath(folder))
    except ValueError:
        found = absolute
    return found.replace(os.sep, "/")


def has_wildcard(pattern: str) -> bool:
    """Returns whether a pattern stands for more than one path."""
    return pattern.endswith("/") or any(it in pattern for it in "*?[")


def matches(path: str, pattern: str) -> bool:
    """Returns whether a path with slashes is one that a pattern stands for.

    ``*`` and ``?`` stand for anything but a slash, ``**`` for any folders, ``[ab]`` for one of
    these; a pattern that ends with a slash stands for all below that folder.
    """
    return _expression(pattern).fullmatch(path) is not None


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    pattern = pattern.removeprefix("./")
    parts = _PARTS.findall(f"{pattern}**" if pattern.endswith("/") else pattern)
    return re.compile("".join(map(_translated, parts)), re.DOTALL)


def _translated(part: str) -> str:
    known = {"**/": "(?:[^/]+/)*+", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    if part in known:
        return known[part]
    if part.startswith("[") and len(part) > 2:
        negated = part[1] == "!"
        inside = re.escape(part[2 if negated else 1 : -1]).replace(r"\-", "-")
        return f"[{'^/' if negated else ''}{inside}]"
    return re.escape(part)
