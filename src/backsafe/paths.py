"""Paths of files as settings name them: below a folder, with slashes."""

from __future__ import annotations

import os

__all__ = ["has_wildcard", "is_file_name", "path_below"]


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
    return "/" not in pattern.rstrip("/") or any(it in pattern for it in "*?[")
