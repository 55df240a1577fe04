"""Paths of files as settings name them, and files that are replaced as a whole."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["is_file_name", "path_below", "replace_file"]


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


def replace_file(path: str | os.PathLike[str], content: bytes) -> None:
    """Writes a file, as a whole or not at all; a link stays one, and permissions stay.

    Raises:
        OSError: It cannot be written.
    """
    from secrets import token_hex

    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        # A pipe or a device cannot be replaced, only written to.
        target.write_bytes(content)
        return
    beside = target.with_name(f".backsafe-{token_hex(6)}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
