"""Text of strangers in Markdown."""

from __future__ import annotations

import re

from backsafe.outputs.wording import clean

__all__ = ["cell", "escaped", "link"]

_SPECIAL = re.compile(r"[\\`*_\[\]~|$#]")
# At the beginning of a line these make a list or a rule of it.
_BEGINNING = re.compile(r"(?=[-+=])|\d+(?=[.)](?:\s|$))")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_WEB = re.compile(r"https?://[^\s<>]+", re.ASCII)
# Room for two sentences; a document can make a message as long as it likes.
_CELL = 400


def escaped(text: str) -> str:
    """Returns a text as Markdown that shows it as it is, on one line."""
    plain = "".join(_ENTITIES.get(character, character) for character in clean(text).strip())
    # A name after @ would call somebody to a merge request; a space of no width prevents it.
    shown = _SPECIAL.sub(r"\\\g<0>", plain).replace("@", "@\u200b")
    first = _BEGINNING.match(shown)
    return shown if first is None else f"{first[0]}\\{shown[first.end() :]}"


def cell(text: str) -> str:
    """Returns a text as a cell of a table, shortened where it is very long."""
    short = text if len(text) <= _CELL else f"{text[: _CELL - 1]}…"
    return escaped(short) or " "


def link(text: str, url: str | None) -> str:
    """Returns a text as a link, or as it is where there is no address on the web."""
    if url is None or not _WEB.fullmatch(url):
        return escaped(text)
    return f"[{escaped(text)}](<{url}>)"
