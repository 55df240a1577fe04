"""The code blocks of a page of Markdown, and what the page says of them.

The word after the fence is the language; ``title="plan.yaml"`` is the file that the block is. A
comment before a block says what is not to be seen on the page:

``<!-- run: COMMAND -->``       what is done before, such as making files that the block speaks of
``<!-- wrong: TEXT -->``        the block is a mistake on purpose, and the error says this
``<!-- not run: REASON -->``    one of :data:`REASONS`
``<!-- installed: FOLDER -->``  from here on, what that folder holds is installed
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

REASONS = {
    "installs": "fetches and installs packages",
    "elsewhere": "is for a program that is not here: another system, a terminal",
    "long": "takes minutes",
    "form": "shows the form of something, with words that stand for others",
    "sample": "is a piece of what a program writes, or of its code",
}
_FENCE = re.compile(r"(?P<indent> *)(?P<fence>`{3,}|~{3,})(?P<language>[\w-]*) *(?P<more>.*)")
_TITLE = re.compile(r'title="([^"]+)"')
_NOTE = re.compile(r"<!-- (run|wrong|not run|installed): (.*?) -->")
_LIST = re.compile(r" *([-*+]|\d+\.) ")
_MADE = re.compile(r"<!-- Made by .*; do not edit\. -->")
_SPAN = ("<!-- Made by docs/build.py: ", "<!-- End. -->")


@dataclass(frozen=True)
class Block:
    """A code block.

    Attributes:
        page: The page that it is on.
        line: Line of its opening fence, counted from 1.
        language: Word after the fence; empty where there is none.
        title: The file that it is, or empty.
        text: What is in it.
        lead: The last line of prose before it.
        before: Commands that are run before.
        installed: A folder that is installed before, or empty.
        wrong: What an error must say of it, or empty.
        reason: Why it is not run, or empty.
        made: Whether a program writes it into the page.
    """

    page: Path
    line: int
    language: str
    title: str
    text: str
    lead: str
    before: tuple[str, ...]
    installed: str
    wrong: str
    reason: str
    made: bool


def blocks_of(page: Path) -> list[Block]:
    """Returns the code blocks of a page, in order.

    Raises:
        ValueError: A fence is not closed, or code is set off by indentation alone.
    """
    found: list[Block] = []
    lines = page.read_text(encoding="utf-8").splitlines()
    made_page = bool(lines and _MADE.match(lines[0]))
    made, lead, notes = False, "", list[tuple[str, str]]()
    rows = iter(enumerate(lines, 1))
    for number, line in rows:
        opening = _FENCE.fullmatch(line)
        if opening is None:
            made = line.startswith(_SPAN[0]) or (made and line != _SPAN[1])
            notes += _NOTE.findall(line)
            if line.strip() and not line.startswith("<!--"):
                if line.startswith("    ") and not (lead.startswith(" ") or _LIST.match(lead)):
                    raise ValueError(f"{page}:{number}: code needs a fence and a language")
                lead = line
            continue
        text = []
        for _, inner in rows:
            if inner.strip() == opening["fence"]:
                break
            text.append(inner.removeprefix(opening["indent"]))
        else:
            raise ValueError(f"{page}:{number}: a fence is not closed")
        title = _TITLE.search(opening["more"])
        said = dict(notes)
        found.append(
            Block(
                page,
                number,
                opening["language"],
                title[1] if title else "",
                "\n".join([*text, ""]),
                lead,
                tuple(words for kind, words in notes if kind == "run"),
                said.get("installed", ""),
                said.get("wrong", ""),
                said.get("not run", ""),
                made or made_page,
            )
        )
        notes = []
    return found
