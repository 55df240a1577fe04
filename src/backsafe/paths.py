"""Paths of files as settings name them, and files that are replaced as a whole."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import IO

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
    """Writes a file, as a whole or not at all.

    A link stays one, permissions and owner stay. A file of several names (hard links), or of an
    owner that a new file cannot be given, is written in place, so that all names still show it.

    Raises:
        OSError: It cannot be written: it is read-only, say.
    """
    target = Path(os.path.realpath(path))
    if not target.exists():
        _put(target, content, None)
        return
    if not target.is_file():
        # A pipe or a device cannot be replaced, only written to.
        target.write_bytes(content)
        return
    found = target.stat()
    # Replacing takes rights on the folder only, and an administrator may write anything.
    if not found.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "it is read-only", str(path))
    if found.st_nlink > 1 or not _put(target, content, found):
        _write_in_place(target, content)


def _put(target: Path, content: bytes, like: os.stat_result | None) -> bool:
    """Puts a new file in a place; returns whether it could be made like the one before it."""
    from secrets import token_hex
    from shutil import copystat

    beside = target.with_name(f".backsafe-{token_hex(6)}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
        if like is not None:
            if not _given_to_owner(beside, like):
                beside.unlink()
                return False
            copystat(target, beside)
            os.utime(beside)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return True


def _given_to_owner(path: Path, like: os.stat_result) -> bool:
    """Gives a new file the owner of another one; returns whether it has it then."""
    made = path.stat()
    if (made.st_uid, made.st_gid) == (like.st_uid, like.st_gid):
        return True
    try:
        os.chown(path, like.st_uid, like.st_gid)
    except (OSError, AttributeError):
        return False
    return True


def _write_in_place(target: Path, content: bytes) -> None:
    """Writes over a file; where that fails, what was there is put back."""
    with target.open("r+b") as file:
        before = file.read()
        try:
            _overwrite(file, content)
        except BaseException:
            _overwrite(file, before)
            raise


def _overwrite(file: IO[bytes], content: bytes) -> None:
    file.seek(0)
    file.write(content)
    file.flush()
    file.truncate()
