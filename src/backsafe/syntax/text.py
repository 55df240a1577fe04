"""From a path to text: bounded in size and time, UTF-8 only, every refusal with a reason."""

from __future__ import annotations

import os
import stat
import sys
from bisect import bisect_right
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from backsafe.errors import DocumentError, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "DOCUMENT_CAP",
    "MEBIBYTE",
    "TABLE_CAP",
    "LineIndex",
    "check_text",
    "decoded",
    "fault",
    "opened",
    "read_all",
    "read_bytes",
    "read_text",
]

MEBIBYTE = 1024 * 1024
DOCUMENT_CAP = 8 * MEBIBYTE
"""Most bytes of a YAML or JSON file."""
TABLE_CAP = 1024 * MEBIBYTE
"""Most bytes of a table, which is read row by row."""

# A pipe whose writer says nothing must not keep a CI job waiting for ever.
_PATIENCE_SECONDS = 10.0
_CHUNK = 1 << 16
_IN_MEMORY = 16 * MEBIBYTE
_WIDE_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


class LineIndex:
    """Turns offsets in a text into lines and columns.

    Lines end where editors end them: at LF, CR LF or CR, and nowhere else.
    """

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] | None = None

    def place(self, offset: int) -> tuple[int, int]:
        """Returns line and column, from 1, of the character at ``offset``."""
        if self._starts is None:
            self._starts = list(_line_starts(self._text))
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def _line_starts(text: str) -> Iterator[int]:
    yield 0
    if "\r" not in text:
        at = text.find("\n")
        while at >= 0:
            yield at + 1
            at = text.find("\n", at + 1)
        return
    import re

    for match in re.finditer(r"\r\n?|\n", text):
        yield match.end()


def fault(message: str, path: str, text: str, offset: int) -> DocumentError:
    """Returns an error that points at the character at ``offset`` of ``text``."""
    return DocumentError(Problem(message, path, *LineIndex(text).place(offset)))


def read_text(path: str, cap: int) -> str:
    """Reads a file, ``-`` being standard input, as UTF-8.

    Raises:
        DocumentError: If it cannot be read, is larger than ``cap`` bytes, or is no UTF-8 text.
    """
    return decoded(read_bytes(path, cap), path)


def read_bytes(path: str, cap: int) -> bytes:
    """Reads at most ``cap`` bytes of a file, ``-`` being standard input.

    Raises:
        DocumentError: If it cannot be read or is larger.
    """
    with opened(path, cap) as source:
        return read_all(source, path, cap)


def read_all(source: IO[bytes], path: str, cap: int) -> bytes:
    """Reads an open file from its beginning.

    Raises:
        DocumentError: If it cannot be read or is larger than ``cap`` bytes.
    """
    size = source.seek(0, os.SEEK_END)
    if size > cap:
        raise _too_large(path, size, cap)
    source.seek(0)
    return source.read()


@contextmanager
def opened(path: str, cap: int) -> Iterator[IO[bytes]]:
    """Opens a file that can be read again and again, whatever ``path`` names.

    Raises:
        DocumentError: If it cannot be read, or is no file or pipe, or is larger than ``cap`` bytes.
    """
    if path == "-":
        # Python has none where the descriptor is closed.
        if sys.stdin is None:
            raise DocumentError(Problem("cannot be read: standard input is closed", path))
        with _kept(iter(lambda: sys.stdin.buffer.read(_CHUNK), b""), path, cap) as copy:
            yield copy
        return
    try:
        # Without O_NONBLOCK, opening a named pipe nobody writes to would never return.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        raise DocumentError(Problem(_why_unopened(path, error), path)) from None
    try:
        with _file(handle, path, cap) as source:
            yield source
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise DocumentError(Problem(message, path)) from None
    finally:
        os.close(handle)


@contextmanager
def _file(handle: int, path: str, cap: int) -> Iterator[IO[bytes]]:
    status = os.fstat(handle)
    if stat.S_ISDIR(status.st_mode):
        raise DocumentError(Problem("is a folder, not a file", path))
    if stat.S_ISFIFO(status.st_mode):
        with _kept(_piped(handle, path), path, cap) as copy:
            yield copy
        return
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError(Problem("is a device or socket, not a file", path))
    if status.st_size > cap:
        raise _too_large(path, status.st_size, cap)
    with open(handle, "rb", closefd=False) as source:
        yield source


def _piped(handle: int, path: str) -> Iterator[bytes]:
    while True:
        _await_data(handle, path)
        chunk = os.read(handle, _CHUNK)
        if not chunk:
            return
        yield chunk


@contextmanager
def _kept(chunks: Iterator[bytes], path: str, cap: int) -> Iterator[IO[bytes]]:
    """Copies what can be read once only to where it can be read again."""
    from tempfile import SpooledTemporaryFile

    with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        for chunk in chunks:
            copy.write(chunk)
            if copy.tell() > cap:
                raise _too_large(path, None, cap)
        copy.seek(0)
        yield copy


def _await_data(handle: int, path: str) -> None:
    import select

    ready, _, _ = select.select([handle], [], [], _PATIENCE_SECONDS)
    if not ready:
        message = f"is a pipe that gave no data for {_PATIENCE_SECONDS:g} seconds"
        raise DocumentError(Problem(message, path))


def _too_large(path: str, size: int | None, cap: int) -> DocumentError:
    found = f"has {size / MEBIBYTE:.1f} MiB" if size is not None else "is larger than that"
    message = f"is too large: at most {cap // MEBIBYTE} MiB are read, and it {found}"
    return DocumentError(Problem(message, path))


def _why_unopened(path: str, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        # A link that is there by this very name is no slip of the pen.
        if os.path.islink(path):  # noqa: PTH114
            target = os.readlink(path)  # noqa: PTH115
            return f"is a link that leads nowhere: there is no {target!r}"
        return f"no such file{_nearest_file(path)}"
    if isinstance(error, PermissionError):
        return "cannot be read: permission denied"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return f"cannot be read: {error}"


def _nearest_file(path: str) -> str:
    missing = Path(path)
    try:
        with os.scandir(missing.parent) as entries:
            # The nearest name is a courtesy; a huge folder must not make it slow.
            names = [entry.name for entry, _ in zip(entries, range(2000), strict=False)]
    except OSError:
        return ""
    return did_you_mean(missing.name, sorted(names))


def decoded(content: bytes, path: str) -> str:
    """Returns the text of a document.

    Raises:
        DocumentError: If it is no UTF-8 text.
    """
    for mark, name in _WIDE_MARKS:
        if content.startswith(mark):
            raise DocumentError(Problem(f"is {name} text; save it as UTF-8", path, 1, 1))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # utf-8-sig counts from behind the mark it has taken off.
        offset = error.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
        before = content[:offset].decode("utf-8-sig", errors="replace")
        message = f"is not UTF-8 text: byte {offset} (0x{content[offset]:02x}) does not fit"
        raise fault(message, path, before, len(before)) from None
    check_text(text, path)
    return text


def check_text(text: str, path: str) -> None:
    """Refuses what no text file holds: nothing at all, NUL, half a surrogate pair.

    Raises:
        DocumentError: If it is so.
    """
    if not text.strip():
        raise DocumentError(Problem("is empty", path, 1, 1))
    nul = text.find("\0")
    if nul >= 0:
        message = f"holds a NUL character (character {nul}): it is binary, or UTF-16 without a mark"
        raise fault(message, path, text, nul)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise fault("holds half a surrogate pair", path, text, error.start) from None
