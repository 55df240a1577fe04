"""A text → its blocks, with what became of each line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from backsafe.errors import did_you_mean
from backsafe.readers.entries import plain_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backsafe.readers.planned import Section
    from backsafe.syntax.positions import Place


__all__ = ["MOST_NOTICES", "NO_PLACE", "OF_SETS", "Block", "Field", "Item", "Line", "Source"]

MOST_NOTICES = 20
_LONGEST_VALUE = 300
_LONGEST_NAME = 200
_FENCE = re.compile(r"[ ]{0,3}:{3,}[ \t]*(?P<word>[A-Za-z][\w-]*)?(?P<rest>.*)")
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(?P<key>[A-Za-z][\w-]*)=(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\s\"]+))"
)
_TITLE = re.compile(r"[ ]{0,3}#[ \t]+(?P<text>.*)")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|[0-9]{1,3}[.)])[ \t]+(?P<text>.*)")
_FIELD = re.compile(r"(?P<indent>[ \t]*)(?P<key>[A-Za-z][\w /-]{0,39}?)[ \t]*:(?P<text>.*)")
_SLOT = re.compile(r"(?:minutes?|mins?|slots?|stations?|rounds?|odd|even)\b[^:]*:", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_CHECK_BOX = re.compile(r"\[[ xX]\][ \t]+")
_WORDS = re.compile(r"[ \t]*(?:>|#|<!--)")
_PART = re.compile(r"component\b.*")
_ALIASES = {"notes": "note", "instruction": "instructions", "weight": "load", "time": "duration"}
_FREE_TEXT = ("note", "instructions")
OF_SETS = ("sets", "reps", "duration", "load", "intensity", "tempo", "rest", "rpe", "rir")
_OF_BLOCKS = ("complete", "rounds", "interval", "work")
NO_PLACE = ("side", "equipment", "distance", "calories", "score", "cap", "grip", "id", "name")
_KNOWN = (*_FREE_TEXT, *OF_SETS, *_OF_BLOCKS, *NO_PLACE)
_WARM_UPS = ("warmup", "mobility", "activation")


class Line:
    """A line that is not blank, and what became of it: what failed stays so."""

    __slots__ = ("message", "number", "outcome", "reason")

    def __init__(self, number: int) -> None:
        self.number = number
        self.outcome = ""
        self.reason = ""
        self.message = ""

    def use(self) -> None:
        """Counts the line as used."""
        if self.outcome != "failed":
            self.outcome = "used"

    def ignore(self, reason: str) -> None:
        """Counts the line as one that says nothing a document holds, if nothing used it."""
        if not self.outcome:
            self.outcome, self.reason = "ignored", reason

    def fail(self, reason: str, message: str = "") -> None:
        """Counts the line as one that could not be read."""
        if self.outcome != "failed":
            self.outcome, self.reason, self.message = "failed", reason, message or reason


class Field(NamedTuple):
    """A key with its value."""

    key: str
    text: str
    line: Line
    column: int

    @property
    def place(self) -> Place:
        """Line and column, from 1."""
        return self.line.number, self.column

    def fail(self, reason: str) -> None:
        """Counts the line as one that could not be read, and tells the value."""
        self.line.fail(reason, f"{reason}: {self.key}: {plain_name(self.text)[:60]}")


class Item(NamedTuple):
    """An exercise of a block.

    Attributes:
        name: Its name.
        line: Where it stands.
        column: Column of its name.
        fields: What is said of it.
        parts: Exercises that make it up.
        rests: Whether a rest follows it; else another part of the same exercise does.
    """

    name: str
    line: Line
    column: int
    fields: dict[str, Field]
    parts: list[Field]
    rests: bool = True

    @property
    def place(self) -> Place:
        """Line and column, from 1."""
        return self.line.number, self.column


class Block:
    """A block: its kind, what holds for all of it, and its exercises.

    Attributes:
        attributes: What its first line says.
        fields: What its own lines say.
        items: Its exercises.
        slots: How many groups of exercises its labels make.
    """

    def __init__(self, line: Line, attributes: Mapping[str, Field]) -> None:
        self.line = line
        self.attributes = attributes
        self.fields: dict[str, Field] = {}
        self.items: list[Item] = []
        self.slots = 0
        kind, name = attributes.get("kind"), attributes.get("name")
        self.kind = "" if kind is None else re.sub(r"[\W_]", "", kind.text.casefold())
        self.name = "" if name is None else plain_name(name.text)

    def get(self, key: str) -> Field | None:
        """Returns what it says of ``key``, by a line of its own or by its first one."""
        return self.fields.get(key) or self.attributes.get(key)

    @property
    def section(self) -> Section:
        """The part of the workout that it is."""
        if self.kind in _WARM_UPS:
            return "warm_up"
        return "cool_down" if self.kind == "cooldown" else "main"


class Source:
    """The lines of a text, as title and blocks.

    Attributes:
        title: The first heading.
        blocks: The blocks in order.
        lines: Every line that is not blank.
    """

    def __init__(self, text: str) -> None:
        self.title = ""
        self.blocks: list[Block] = []
        self.lines: list[Line] = []
        self._block: Block | None = None
        self._item: Item | None = None
        self._last: Field | None = None
        self._inner = 0
        self._hints = 0
        after_blank = False
        # Lines end where editors end them; other marks of the same meaning are text.
        for number, written in enumerate(re.split(r"\r\n?|\n", text), 1):
            if not written.strip():
                after_blank = True
                continue
            line = Line(number)
            self.lines.append(line)
            self._take(line, written, after_blank=after_blank)
            after_blank = False
        self._expect_closed()

    def _expect_closed(self) -> None:
        if self._block is not None:
            self._block.line.fail("a block that is not closed by ':::'")

    def _take(self, line: Line, written: str, *, after_blank: bool) -> None:
        fence = _FENCE.fullmatch(written)
        if fence is not None:
            self._fence(line, fence)
        elif self._block is None:
            self._outside(line, written)
        elif self._inner:
            line.fail("text in a directive that is not known")
        elif (item := _ITEM.fullmatch(written)) is not None:
            self._take_item(line, item)
        elif _SLOT.fullmatch(written.rstrip()):
            self._block.slots += 1
            self._item = self._last = None
            line.use()
        elif (field := _FIELD.fullmatch(written)) is not None:
            # Markdown reads a line right below an item as a part of it, however it is indented.
            below = bool(field["indent"]) or not after_blank
            self._take_field(line, field, self._item if below else None)
        elif self._goes_on(after_blank=after_blank) or _WORDS.match(written):
            line.ignore("free text")
        else:
            line.fail("neither an exercise nor a field")

    def _goes_on(self, *, after_blank: bool) -> bool:
        """Returns whether a line goes on with a note."""
        return self._last is not None and self._last.key in _FREE_TEXT and not after_blank

    def _fence(self, line: Line, fence: re.Match[str]) -> None:
        word = (fence["word"] or "").casefold()
        if word == "block":
            self._expect_closed()
            self._open(line, fence)
        elif word or fence["rest"].strip():
            line.fail("a directive that is not known")
            self._inner += self._block is not None
        elif self._inner:
            self._inner -= 1
            line.ignore("the end of a directive that is not known")
        elif self._block is not None:
            self._block = self._item = self._last = None
            line.use()
        else:
            line.ignore("an end without a block")

    def _open(self, line: Line, fence: re.Match[str]) -> None:
        written, start = fence["rest"], fence.start("rest")
        attributes: dict[str, Field] = {}
        for found in _ATTRIBUTE.finditer(written):
            group = "plain" if found["quoted"] is None else "quoted"
            field = Field(_key(found["key"]), found[group], line, start + found.start(group) + 1)
            attributes.setdefault(field.key, field)
        left = plain_name(_ATTRIBUTE.sub(" ", written))
        unknown = [key for key in attributes if key not in (*_KNOWN, "kind")]
        if left:
            line.fail("attributes of a block that are not understood")
        elif unknown:
            message = f"attribute {unknown[0]!r} is not known{self._hint(unknown[0])}"
            line.fail("an attribute of a block that is not known", message)
        self._block = Block(line, attributes)
        self._item, self._last, self._inner = None, None, 0
        self.blocks.append(self._block)

    def _hint(self, key: str) -> str:
        """Returns what a key may have meant, for those few that are told: looking takes time."""
        self._hints += 1
        return did_you_mean(key, _KNOWN) if self._hints <= MOST_NOTICES else ""

    def _outside(self, line: Line, written: str) -> None:
        heading = _TITLE.fullmatch(written)
        title = "" if heading is None else plain_name(heading["text"].strip(" \t#"))
        if title and not self.title:
            self.title = title
            line.use()
        elif _ITEM.fullmatch(written) is not None:
            line.ignore("a list outside of a block")
        else:
            line.ignore("text outside of a block")

    def _take_item(self, line: Line, item: re.Match[str]) -> None:
        inner = _FIELD.fullmatch(item["text"])
        if item["indent"] and self._item is not None:
            if inner is not None and _known(_key(inner["key"])):
                self._take_field(line, inner, self._item, item.start("text"))
            else:
                line.fail("a list within an exercise")
            return
        name = _LINK.sub(r"\1", _CHECK_BOX.sub("", item["text"], count=1)).strip(" \t*_`")
        if not plain_name(name) or len(name) > _LONGEST_NAME:
            line.fail(f"an exercise without a name of 1 to {_LONGEST_NAME} characters")
            self._item = self._last = None
            return
        self._item = Item(plain_name(name), line, item.start("text") + 1, {}, [])
        self._last = None
        if self._block is not None:
            self._block.items.append(self._item)

    def _take_field(
        self, line: Line, match: re.Match[str], item: Item | None, before: int = 0
    ) -> None:
        key, text = _key(match["key"]), match["text"].strip()
        column = before + match.start("text") + match["text"].find(text) + 1
        field = self._last = Field(key, text.strip("\"'"), line, column)
        fields = self._block.fields if self._block is not None else {}
        into = fields if item is None else item.fields
        if not _known(key):
            message = f"field {key!r} is not known{self._hint(key)}"
            line.fail("a field that is not known", message)
        elif key in _FREE_TEXT:
            line.ignore("free text")
        elif not field.text:
            line.ignore("a field without a value")
        elif len(field.text) > _LONGEST_VALUE:
            line.fail(f"a value of more than {_LONGEST_VALUE} characters")
        elif key in into:
            line.fail("a field that stands there twice")
        elif item is not None and _PART.fullmatch(key):
            item.parts.append(field)
        else:
            into[key] = field


def _key(written: str) -> str:
    key = " ".join(written.casefold().replace("_", " ").split())
    return _ALIASES.get(key, key)


def _known(key: str) -> bool:
    return key in _KNOWN or _PART.fullmatch(key) is not None
