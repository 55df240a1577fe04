"""What came of a repair."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from backsafe.errors import UsageError
from backsafe.frozen import Record

if TYPE_CHECKING:
    from backsafe.report import Applied, Report

__all__ = ["FixResult"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FixResult(Record):
    """What came of a repair; nothing was written to any file.

    Attributes:
        path: The document as the caller named it.
        syntax: ``yaml`` or ``json``; of a file of another format, what reads it.
        before: Its text before; that of a mapping or model is JSON, that of a file of another
            format is not kept.
        text: Its text after.
        applied: The repairs that were made, in that order.
        refused: Why the document is not repaired at all, or an empty text.
        report: What a check finds in the text after.
        mark: The byte order mark that stands before both texts, or empty.
    """

    path: str
    syntax: str
    before: str
    text: str
    applied: tuple[Applied, ...]
    refused: str
    report: Report
    mark: str = ""

    @property
    def changed(self) -> bool:
        """Whether the text is another one."""
        return self.text != self.before

    @property
    def data(self) -> Any:
        """What the text after says, as mappings and lists.

        Raises:
            UsageError: It is a file of another format.
        """
        from backsafe.fixes.source import Source

        if self.syntax not in ("json", "yaml"):
            raise UsageError(f"{self.path} is no BackSafe document: {self.refused}")
        return Source(self.text, self.syntax).data

    def diff(self) -> str:
        """Returns the difference as a unified diff; empty where nothing changed.

        ``patch -p0`` and ``git apply -p0`` take it, whatever the name of the file.
        """
        from difflib import unified_diff

        before, after = (_lines(self.mark + text) for text in (self.before, self.text))
        name = _patch_name(self.path)
        lines: list[str] = []
        for line in unified_diff(before, after, name, name):
            ended = line.endswith("\n")
            lines.append(line if ended else f"{line}\n\\ No newline at end of file\n")
        return "".join(lines)


def _lines(text: str) -> list[str]:
    """Returns the lines of a text; only a line feed ends one, as it does for tools that patch."""
    lines = text.split("\n")
    ended = [f"{line}\n" for line in lines[:-1]]
    return [*ended, lines[-1]] if lines[-1] else ended


_QUOTED = re.compile(rb'[\x00-\x1f"\\\x7f]')


def _patch_name(path: str) -> str:
    """Returns a name as patches state it.

    As Git has it, one with a control character, a quotation mark, a backslash or bytes that are no
    text stands in quotation marks, with such bytes in octal; one with a blank ends with a tab.
    """
    name = os.fsencode(path)
    try:
        name.decode()
        sound = _QUOTED.search(name) is None
    except UnicodeDecodeError:
        sound = False
    if sound:
        return f"{path}\t" if " " in path else path
    special = b'"\\'
    return (
        '"'
        + "".join(
            chr(it) if 0x20 <= it < 0x7F and it not in special else f"\\{it:03o}" for it in name
        )
        + '"'
    )
