"""Plans in the Open Workout Format: Markdown with blocks of exercises, one workout a file.

What they can record: warm-up and cool-down as blocks of their own, sets with repetitions, ranges or
as many as possible, durations, loads, percentages of the one-rep max, rest, tempo, RPE and reserve.
They cannot record technique, nor the person.

- Rounds of a block repeat its sets. The rest of a block in rounds is the one after a round, so only
  its last exercise has it. How many rounds are done against the clock nobody can tell: one is read.
- Of a range the end is taken that makes a plan the harder to call safe: the most sets, the greatest
  load and effort, the shortest rest and hold. Repetitions keep both ends.
- A ladder such as 21-15-9 is as many sets; 10/side and 10+10 are ten repetitions.
- A warm-up or cool-down that names no exercise is one activity with the name of its block.
- Notes and other free text are not read; every line that is not blank is accounted for.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from backsafe.errors import DocumentError, Problem, did_you_mean
from backsafe.exercises import find
from backsafe.readers.document import Account, Document, ReaderNotice, Reason
from backsafe.readers.entries import KG_PER_LB, TIMED, plain_name
from backsafe.readers.planned import kind_of, planned_load
from backsafe.readers.problems import validate
from backsafe.readers.records import LOADS, THINGS, fields_of
from backsafe.syntax.positions import PlacePositions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from backsafe.readers.planned import Section
    from backsafe.syntax.positions import Place, Pointer

__all__ = ["RECORDS", "parse", "recognize"]

RECORDS = (
    THINGS
    | LOADS
    | fields_of("workouts", "title")
    | fields_of("activities", "minutes repeats hold_seconds")
    | fields_of(
        "sets",
        "reps most_reps amrap duration_seconds load_lb load_percent warm_up "
        "rest_seconds tempo rir rpe",
    )
)
"""What the format can record."""


_T = TypeVar("_T")

_MOST_SETS = 1000
_MOST_ACTIVITIES = 1000
# A short text can ask for a great many sets.
_MOST_SETS_IN_ALL = 10_000
_MOST_NOTICES = 20
_LONGEST_VALUE = 300
_LONGEST_NAME = 200

_FENCE = re.compile(r"[ ]{0,3}:{3,}[ \t]*(?P<word>[A-Za-z][\w-]*)?(?P<rest>.*)")
_BLOCK_ANYWHERE = re.compile(r"^[ ]{0,3}:{3,}[ \t]*block\b", re.MULTILINE)
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
_OF_SETS = ("sets", "reps", "duration", "load", "intensity", "tempo", "rest", "rpe", "rir")
_OF_BLOCKS = ("complete", "rounds", "interval", "work")
_NO_PLACE = ("side", "equipment", "distance", "calories", "score", "cap", "grip", "id", "name")
_KNOWN = (*_FREE_TEXT, *_OF_SETS, *_OF_BLOCKS, *_NO_PLACE)

_WARM_UPS = ("warmup", "mobility", "activation")
_AGAINST_THE_CLOCK = ("amrap", "emom", "interval", "tabata")
_BY_INTERVALS = ("interval", "tabata")
_IN_ROUNDS = ("superset", "triset", "giantset", "circuit", "complex", "amrap", "emom")


def recognize(text: str) -> bool:
    """Returns whether a text holds a block of this format."""
    return _BLOCK_ANYWHERE.search(text) is not None


def parse(text: str, path: str) -> Document:
    """Reads a plan.

    Args:
        text: The whole file.
        path: Its name in messages.

    Raises:
        DocumentError: It holds no exercise, or more than a document can hold.
    """
    source = _Source(text)
    builder = _Builder(path)
    for block in source.blocks:
        builder.add(block)
    if not builder.activities:
        failed = next((line for line in source.lines if line.outcome == "failed"), None)
        why = "" if failed is None else f"; the first line that is not read: {failed.message}"
        number = 1 if failed is None else failed.number
        raise DocumentError(Problem(f"holds no exercise that can be read{why}", path, number, 1))
    data: dict[str, Any] = {"kind": "plan", "activities": builder.activities}
    if source.title:
        data["title"] = source.title
    positions = PlacePositions({(): (1, 1), **builder.places})
    content = validate(data, path, positions, needs_version=False)
    account = _account(source.lines)
    notices = (*_about_lines(source.lines, path), *builder.notices())
    return Document(path, content, positions, reader="owf", notices=notices, account=account)


class _Line:
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


class _Field(NamedTuple):
    """A key with its value."""

    key: str
    text: str
    line: _Line
    column: int

    @property
    def place(self) -> Place:
        return self.line.number, self.column

    def fail(self, reason: str) -> None:
        """Counts the line as one that could not be read, and tells the value."""
        self.line.fail(reason, f"{reason}: {self.key}: {plain_name(self.text)[:60]}")


class _Item(NamedTuple):
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
    line: _Line
    column: int
    fields: dict[str, _Field]
    parts: list[_Field]
    rests: bool = True

    @property
    def place(self) -> Place:
        return self.line.number, self.column


class _Block:
    """A block: its kind, what holds for all of it, and its exercises.

    Attributes:
        attributes: What its first line says.
        fields: What its own lines say.
        items: Its exercises.
        slots: How many groups of exercises its labels make.
    """

    def __init__(self, line: _Line, attributes: Mapping[str, _Field]) -> None:
        self.line = line
        self.attributes = attributes
        self.fields: dict[str, _Field] = {}
        self.items: list[_Item] = []
        self.slots = 0
        kind, name = attributes.get("kind"), attributes.get("name")
        self.kind = "" if kind is None else re.sub(r"[\W_]", "", kind.text.casefold())
        self.name = "" if name is None else plain_name(name.text)

    def get(self, key: str) -> _Field | None:
        """Returns what it says of ``key``, by a line of its own or by its first one."""
        return self.fields.get(key) or self.attributes.get(key)

    @property
    def section(self) -> Section:
        """The part of the workout that it is."""
        if self.kind in _WARM_UPS:
            return "warm_up"
        return "cool_down" if self.kind == "cooldown" else "main"


class _Source:
    """The lines of a text, as title and blocks.

    Attributes:
        title: The first heading.
        blocks: The blocks in order.
        lines: Every line that is not blank.
    """

    def __init__(self, text: str) -> None:
        self.title = ""
        self.blocks: list[_Block] = []
        self.lines: list[_Line] = []
        self._block: _Block | None = None
        self._item: _Item | None = None
        self._last: _Field | None = None
        self._inner = 0
        self._hints = 0
        after_blank = False
        # Lines end where editors end them; other marks of the same meaning are text.
        for number, written in enumerate(re.split(r"\r\n?|\n", text), 1):
            if not written.strip():
                after_blank = True
                continue
            line = _Line(number)
            self.lines.append(line)
            self._take(line, written, after_blank=after_blank)
            after_blank = False
        self._expect_closed()

    def _expect_closed(self) -> None:
        if self._block is not None:
            self._block.line.fail("a block that is not closed by ':::'")

    def _take(self, line: _Line, written: str, *, after_blank: bool) -> None:
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

    def _fence(self, line: _Line, fence: re.Match[str]) -> None:
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

    def _open(self, line: _Line, fence: re.Match[str]) -> None:
        written, start = fence["rest"], fence.start("rest")
        attributes: dict[str, _Field] = {}
        for found in _ATTRIBUTE.finditer(written):
            group = "plain" if found["quoted"] is None else "quoted"
            field = _Field(_key(found["key"]), found[group], line, start + found.start(group) + 1)
            attributes.setdefault(field.key, field)
        left = plain_name(_ATTRIBUTE.sub(" ", written))
        unknown = [key for key in attributes if key not in (*_KNOWN, "kind")]
        if left:
            line.fail("attributes of a block that are not understood")
        elif unknown:
            message = f"attribute {unknown[0]!r} is not known{self._hint(unknown[0])}"
            line.fail("an attribute of a block that is not known", message)
        self._block = _Block(line, attributes)
        self._item, self._last, self._inner = None, None, 0
        self.blocks.append(self._block)

    def _hint(self, key: str) -> str:
        """Returns what a key may have meant, for those few that are told: looking takes time."""
        self._hints += 1
        return did_you_mean(key, _KNOWN) if self._hints <= _MOST_NOTICES else ""

    def _outside(self, line: _Line, written: str) -> None:
        heading = _TITLE.fullmatch(written)
        title = "" if heading is None else plain_name(heading["text"].strip(" \t#"))
        if title and not self.title:
            self.title = title
            line.use()
        elif _ITEM.fullmatch(written) is not None:
            line.ignore("a list outside of a block")
        else:
            line.ignore("text outside of a block")

    def _take_item(self, line: _Line, item: re.Match[str]) -> None:
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
        self._item = _Item(plain_name(name), line, item.start("text") + 1, {}, [])
        self._last = None
        if self._block is not None:
            self._block.items.append(self._item)

    def _take_field(
        self, line: _Line, match: re.Match[str], item: _Item | None, before: int = 0
    ) -> None:
        key, text = _key(match["key"]), match["text"].strip()
        column = before + match.start("text") + match["text"].find(text) + 1
        field = self._last = _Field(key, text.strip("\"'"), line, column)
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


class _NotReadError(Exception):
    """A value that is not used, with the reason.

    Attributes:
        reason: Why.
        ignored: Whether it is understood, but says nothing that a document holds.
    """

    def __init__(self, reason: str, *, ignored: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.ignored = ignored


class _Range(NamedTuple):
    """A number, or both ends of a range."""

    low: float
    high: float


_NUMBER = r"([0-9]{1,5}(?:[.,][0-9]{1,2})?)"
_DASH = r"[ ]*(?:-|\u2013|\u2014|\bto\b)[ ]*"
_RANGE = rf"{_NUMBER}(?:{_DASH}{_NUMBER})?"
_COUNT = re.compile(rf"{_RANGE}[ ]*(?:x|sets?|rounds?|times?)?", re.IGNORECASE)
_EFFORT = re.compile(
    rf"@?[ ]*(?:(?:rpe|rir)[ ]*)?{_RANGE}(?:[ ]*(?:rpe|rir|/[ ]*10))?", re.IGNORECASE
)
_PERCENT = re.compile(rf"@?[ ]*{_NUMBER}[ ]*%?(?:{_DASH}{_NUMBER})?[ ]*%(?P<of>.*)")
_ONE_REP_MAX = re.compile(
    r"(?:of[ ]+)?(?:the[ ]+)?(?:1[ -]?rm|one[ -]rep[ -]max|1[ -]rep[ -]max)", re.IGNORECASE
)
_WEIGHT = re.compile(
    rf"(?P<body>(?:bodyweight|body weight|bw|pdc)[ ]*(?:\+[ ]*)?)?"
    rf"(?:{_NUMBER}(?:[ ]*(?:kgs?|lbs?))?(?:{_DASH}{_NUMBER})?"
    r"[ ]*(?P<unit>kgs?|kilograms?|lbs?|pounds?))?",
    re.IGNORECASE,
)
_SIDES = re.compile(
    r"(?:/|\b(?:per|each|every)\b)[ ]*(?:sides?|legs?|arms?|hands?|ways?|directions?)\b"
    r"|\b(?:each|alternating|total)\b",
    re.IGNORECASE,
)
_REPS_WORD = re.compile(r"\b(?:reps?|repetitions?|x)\b", re.IGNORECASE)
_MOST_POSSIBLE = re.compile(
    r"(?:max(?:imum)?|amrap|as many as possible|(?:to )?failure)", re.IGNORECASE
)
_REPS = re.compile(rf"([0-9]{{1,5}})(?:{_DASH}([0-9]{{1,5}}))?")
_LADDER = re.compile(r"[0-9]{1,5}(?:[ ]*[-\u2013,/][ ]*[0-9]{1,5}){2,49}")
_BOTH_SIDES = re.compile(r"([0-9]{1,5})[ ]*[+/][ ]*\1")
_AT_LEAST = re.compile(r"([0-9]{1,5})[ ]*\+")
_TEMPO = re.compile(r"[0-9Xx]{3,4}|(?:[0-9]{1,2}|[Xx])(?:[-./ ](?:[0-9]{1,2}|[Xx])){2,3}")
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])")
_TIME_PIECE = re.compile(
    rf"{_NUMBER}(?![0-9])[ ]*(h|hrs?|hours?|mins?|minutes?|m|secs?|seconds?|s|'|\")?(?![a-z])[ ]*",
    re.IGNORECASE,
)
_SCALE = {"h": 3600.0, "m": 60.0, "'": 60.0, "s": 1.0, '"': 1.0}
_PART_TEXT = re.compile(
    r"(?P<amount>[0-9]+[ ]*(?:s|secs?|m|mins?|x|reps?)?)[ ]+(?P<name>[^\W\d].*)"
)


def _range(low: str, high: str | None) -> _Range:
    ends = [float(end.replace(",", ".")) for end in (low, high or low)]
    return _Range(min(ends), max(ends))


def _count(text: str) -> _Range:
    match = _COUNT.fullmatch(text)
    found = None if match is None else _range(match[1], match[2])
    if found is None or found.low < 1 or found.high != int(found.high):
        raise _NotReadError("no number of sets or rounds")
    return found


def _effort(text: str) -> _Range:
    match = _EFFORT.fullmatch(text)
    if match is None:
        raise _NotReadError("an effort that is not understood")
    return _range(match[1], match[2])


def _tempo(text: str) -> str:
    if _TEMPO.fullmatch(text):
        return re.sub(r"[./ ]", "-", text)
    if re.search(r"[0-9]", text) is None:
        raise _NotReadError("a tempo in words", ignored=True)
    raise _NotReadError("a tempo that is not understood")


def _rest(text: str) -> _Range:
    if text.casefold() in ("none", "no rest", "0"):
        return _Range(0.0, 0.0)
    return _seconds(text)


def _seconds(text: str) -> _Range:
    """Reads "1m30s-2m", "30-45s" or "1:30"; a number without a unit has that of the other end."""
    plain = _SIDES.sub("", text).strip()
    if re.match(r"max\b", plain, re.IGNORECASE):
        raise _NotReadError("as long as possible, which no document can say", ignored=True)
    ends = re.split(_DASH, plain)
    if len(ends) > 2 or "" in ends:
        raise _NotReadError("a time that is not understood")
    high, unit = _one_time(ends[-1], "")
    low, _ = _one_time(ends[0], unit) if len(ends) == 2 else (high, unit)
    return _Range(min(low, high), max(low, high))


def _one_time(text: str, unit: str) -> tuple[float, str]:
    """Returns seconds and the first unit of a time.

    Args:
        text: The time.
        unit: Unit of a number that has none.
    """
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        return int(clock[1]) * 60.0 + int(clock[2]), "m"
    seconds, first, at = 0.0, "", 0
    while at < len(text):
        piece = _TIME_PIECE.match(text, at)
        if piece is None:
            raise _NotReadError("a time that is not understood")
        # What follows the minutes of "1m30" are seconds.
        own = (piece[2] or ("s" if first in ("m", "'") else unit))[:1].casefold()
        if not own:
            raise _NotReadError("a time without a unit")
        seconds += float(piece[1].replace(",", ".")) * _SCALE[own]
        first, at = first or own, piece.end()
    return seconds, first


def _repetitions(text: str) -> list[dict[str, Any]]:
    """Returns what a text about repetitions says of each set: one, or those of a ladder."""
    plain = " ".join(_REPS_WORD.sub(" ", _SIDES.sub(" ", re.sub(r"[()]", " ", text))).split())
    if _MOST_POSSIBLE.fullmatch(plain):
        return [{"amrap": True}]
    match = _AT_LEAST.fullmatch(plain)
    if match is not None:
        return [{"reps": int(match[1]), "amrap": True}]
    if _LADDER.fullmatch(plain):
        return [{"reps": int(one)} for one in re.findall(r"[0-9]+", plain)]
    match = _BOTH_SIDES.fullmatch(plain) or _REPS.fullmatch(plain)
    if match is not None:
        low, high = sorted((int(match[1]), int((match.lastindex == 2 and match[2]) or match[1])))
        return [{"reps": low, "most_reps": high} if high > low else {"reps": low}]
    try:
        return [{"duration_seconds": _seconds(plain).low}]
    except _NotReadError:
        raise _NotReadError("repetitions that are not understood") from None


class _Load(NamedTuple):
    """How heavy a set is planned to be."""

    weight: _Range | None = None
    unit: str = "kg"
    percent: _Range | None = None
    body_weight: bool = False


def _load(text: str) -> _Load:
    if "%" in text:
        return _percent(text)
    match = _WEIGHT.fullmatch(text)
    if match is None or not match[0]:
        raise _NotReadError("a load that is not understood")
    body = match["body"] is not None
    if match["unit"] is None:
        if not body or "+" in match["body"]:
            raise _NotReadError("a load that is not understood")
        return _Load(body_weight=True)
    unit = "kg" if match["unit"][0] in "kK" else "lb"
    return _Load(_range(match[2], match[3]), unit, body_weight=body)


def _percent(text: str) -> _Load:
    match = _PERCENT.fullmatch(text)
    if match is None:
        raise _NotReadError("an intensity that is not understood")
    of = match["of"].strip()
    if not of:
        raise _NotReadError("a percentage that does not say of what")
    if not _ONE_REP_MAX.fullmatch(of):
        raise _NotReadError("a percentage of something else than the one-rep max", ignored=True)
    return _Load(percent=_range(match[1], match[2]))


class _Exercise(NamedTuple):
    """An exercise of a block, with what the block says of all of them.

    Attributes:
        block: Its block.
        item: What is said of it alone.
        last: Whether a round ends with it.
    """

    block: _Block
    item: _Item
    last: bool

    def get(self, key: str) -> _Field | None:
        """Returns what holds for it of ``key``."""
        own = self.item.fields.get(key)
        if own is not None:
            return own
        if key == "duration":  # that of a block is of all its rounds
            return self.block.get("work")
        if key == "rest" and not (self.item.rests and (self.last or not self._in_rounds)):
            return None
        return self.block.get(key)

    @property
    def _in_rounds(self) -> bool:
        """Whether the rest of its block is the one after a round."""
        told = self.block.get("rounds") is not None or self.block.get("complete") is not None
        return self.block.kind in _IN_ROUNDS or (told and self.block.kind not in _BY_INTERVALS)

    def kind(self) -> str:
        """Returns the type of activity that it is."""
        block, name = self.block, self.item.name
        counted, weighed = self.get("reps") is not None, self.get("load") is not None
        kind = kind_of(name, block.section, sets=False)
        if find(name) is None:
            if kind == "mobility" and block.kind == "activation":
                return "activation"
            if kind == "lift" and "calories" in self.item.fields and not counted and not weighed:
                return "cardio"
        elif kind == "activation" and (weighed or (counted and block.section == "main")):
            return "lift"  # work in sets, whatever the exercise is mostly done for
        return kind


def _parts(item: _Item) -> list[_Item]:
    """Returns the exercises that one item names: its components, or those that a plus joins."""
    found: list[_Item] = []
    for field in item.parts:
        match = _PART_TEXT.fullmatch(field.text)
        if match is None or not plain_name(match["name"]):
            field.fail("a component that is not understood")
            continue
        amount = field._replace(key="reps", text=match["amount"])
        name = plain_name(match["name"])
        column = field.column + match.start("name")
        found.append(_Item(name, field.line, column, {**item.fields, "reps": amount}, []))
    reps, names = item.fields.get("reps"), re.split(r"[ ]\+[ ]", item.name)
    amounts = [] if reps is None else reps.text.split("+")
    if not found and reps is not None and len(names) > 1 and len(names) == len(amounts):
        found = [
            item._replace(
                name=name.strip(),
                fields={**item.fields, "reps": reps._replace(text=amount.strip())},
            )
            for name, amount in zip(names, amounts, strict=True)
            if name.strip()
        ]
    for number, part in enumerate(found[:-1]):
        fields = {key: field for key, field in part.fields.items() if key != "rest"}
        found[number] = part._replace(fields=fields, rests=False)
    if found:
        item.line.use()
    return found or [item]


def _exercises(block: _Block) -> Iterator[_Item]:
    """Yields the exercises of a block; what is called a rest is the one after the item before."""
    before: _Item | None = None
    for item in block.items:
        if item.name.casefold() == "rest":
            lasting = item.fields.get("duration")
            if before is None or lasting is None:
                item.line.ignore("a rest without a time or an exercise before it")
            else:
                before.fields.setdefault("rest", lasting._replace(key="rest"))
                item.line.use()
        elif block.kind == "instruction" and not item.fields.keys() & {*_OF_SETS}:
            item.line.ignore("an instruction, which is free text")
        else:
            if before is not None:
                yield from _parts(before)
            before = item
    if before is not None:
        yield from _parts(before)


def _nameless(block: _Block) -> Iterator[_Item]:
    """Yields a block as an exercise of its own, if it names no other and is not just words."""
    told = any(block.get(key) for key in ("reps", "sets", "load", "intensity"))
    if block.name and (block.section != "main" or told):
        column = block.attributes["name"].column
        yield _Item(block.name, block.line, column, {}, [])


class _Builder:
    """Makes activities of blocks.

    Attributes:
        activities: The activities in order.
        places: Where their values stand.
    """

    def __init__(self, path: str) -> None:
        self.activities: list[dict[str, Any]] = []
        self.places: dict[Pointer, Place] = {}
        self._path = path
        self._sets = 0
        self._chosen: dict[str, set[int]] = {}
        self._open: list[_Block] = []

    def add(self, block: _Block) -> None:
        """Adds the exercises of a block."""
        items = list(_exercises(block)) or list(_nameless(block))
        if items:
            block.line.use()
            rounds = self._rounds(block)
            for number, item in enumerate(items, 1):
                self._add(_Exercise(block, item, number == len(items)), rounds)
        own = [*block.fields.values(), *(it for item in block.items for it in item.fields.values())]
        for field in own:
            if field.key in _NO_PLACE:
                field.line.ignore("a document has no place for it")
            elif items:
                field.line.ignore("what it is said of has no place for it")
        parts = (it for item in block.items for it in item.parts)
        for line in (block.line, *(field.line for field in (*own, *parts))):
            line.ignore("a block that names no exercise")

    def notices(self) -> Iterator[ReaderNotice]:
        """Yields what was chosen where the plan leaves a choice."""
        for what, lines in self._chosen.items():
            count = "a range" if len(lines) == 1 else f"{len(lines)} ranges"
            message = f"{count} of {what} is taken"
            yield ReaderNotice("range-read", message, (), min(lines), self._path)
        for block in self._open[:_MOST_NOTICES]:
            name = f" {block.name!r}" if block.name else ""
            message = f"how many rounds of the block{name} are done is open; one is read"
            yield ReaderNotice("rounds-open", message, (), block.line.number, self._path)

    def _add(self, exercise: _Exercise, rounds: int) -> None:
        item, kind = exercise.item, exercise.kind()
        if len(self.activities) == _MOST_ACTIVITIES:
            raise self._too_much(f"at most {_MOST_ACTIVITIES} exercises are read", item.place)
        item.line.use()
        at: Pointer = ("activities", len(self.activities))
        self.places[at] = item.place
        sets, field = self._set_list(exercise, rounds)
        self._sets += len(sets)
        if len(sets) > _MOST_SETS:
            message = f"at most {_MOST_SETS} sets of an exercise are read, found {len(sets)}"
            raise self._too_much(message, item.place if field is None else field.place)
        if self._sets > _MOST_SETS_IN_ALL:
            message = f"at most {_MOST_SETS_IN_ALL:,} sets of a workout are read"
            raise self._too_much(message, item.place)
        made = (
            self._timed(exercise, kind, sets, at)
            if kind in TIMED
            else self._lift(exercise, sets, at)
        )
        self.activities.append({"type": kind, "exercise": item.name, **made})

    def _too_much(self, message: str, place: Place) -> DocumentError:
        return DocumentError(Problem(message, self._path, *place))

    def _rounds(self, block: _Block) -> int:
        """Returns how often the exercises of a block are done one after the other."""
        for key in ("rounds", "complete"):
            field = block.get(key)
            if field is None:
                continue
            if re.match(r"[0-9]", field.text) is None:
                field.line.ignore("words about when a block is complete")
                continue
            count = self._end(field, _count, "rounds", upper=True)
            if count is not None:
                return self._limited(int(count), field)
        total = block.get("duration")
        if block.kind == "emom" and total is not None:
            whole = self._end(total, _seconds, "durations", upper=True)
            stated = self._end(block.get("interval"), _seconds, "intervals")
            each = (60.0 if stated is None else stated) * max(block.slots, 1)
            if whole and each > 0:
                return self._limited(math.ceil(whole / each), total)
        if block.kind in _AGAINST_THE_CLOCK:
            self._open.append(block)
        return 1

    def _limited(self, count: int, field: _Field) -> int:
        if count > _MOST_SETS:
            raise self._too_much(
                f"at most {_MOST_SETS} rounds are read, found {count}", field.place
            )
        return count

    def _set_list(
        self, exercise: _Exercise, rounds: int
    ) -> tuple[list[dict[str, Any]], _Field | None]:
        """Returns repetitions and duration of each set, and the field that says how many."""
        counted, ladder_at = exercise.get("sets"), exercise.get("reps")
        count = self._end(counted, _count, "sets", upper=True)
        if counted is not None and count is not None:
            self._limited(int(count), counted)
        ladder = self._read(ladder_at, _repetitions) or [{}]
        seconds = self._end(exercise.get("duration"), _seconds, "durations")
        if seconds is not None:
            ladder = [{**one, "duration_seconds": seconds} for one in ladder]
        if len(ladder) == 1:
            return ladder * (int(count or 1) * rounds), counted
        if ladder_at is not None and count not in (None, 1, len(ladder)):
            ladder_at.fail("a ladder that is longer or shorter than the number of sets")
            return [{}] * (int(count or 1) * rounds), counted
        # One number for each round, or for each set of every round.
        return ladder if rounds == len(ladder) else ladder * rounds, ladder_at

    def _lift(self, exercise: _Exercise, sets: list[dict[str, Any]], at: Pointer) -> dict[str, Any]:
        stated: dict[str, tuple[Any, _Field | None]] = {}
        if exercise.block.kind == "warmup":
            stated["warm_up"] = (True, None)
        for name, key, reader, what, upper in _EFFORTS:
            field = exercise.get(key)
            stated[name] = (self._end(field, reader, what, upper=upper), field)
        tempo = exercise.get("tempo")
        stated["tempo"] = (self._read(tempo, _tempo), tempo)
        stated |= self._loads(exercise)
        common = {name: value for name, (value, _) in stated.items() if value is not None}
        fields = {name: field for name, (_, field) in stated.items() if name in common}
        fields |= {"reps": exercise.get("reps"), "duration_seconds": exercise.get("duration")}
        for number in range(len(sets)):
            for name, field in fields.items():
                if field is not None:
                    self.places[*at, "sets", number, name] = field.place
        return {"sets": [{**one, **common} for one in sets]}

    def _loads(self, exercise: _Exercise) -> dict[str, tuple[Any, _Field | None]]:
        """Returns how heavy a set is: by its load, or else by its intensity."""
        name, found = exercise.item.name, exercise.get("load")
        load = self._read(found, _load)
        intensity = exercise.get("intensity")
        stated: dict[str, tuple[Any, _Field | None]] = {}
        if intensity is not None:
            effort = _EFFORT_WORD.match(intensity.text)
            if effort is not None:
                word = effort[1].casefold()
                value = self._end(intensity, _effort, f"{word.upper()}s", upper=word == "rpe")
                stated[word] = (value, intensity)
            elif load is None:
                found, load = intensity, self._read(intensity, _load)
            else:
                intensity.line.ignore("the load says it")
        if found is None:
            made = planned_load(name)
        elif load is None:
            made = {}  # what nobody could read may be anything, also on a body-weight exercise
        else:
            weight, percent = (
                None if one is None else self._chosen_end(found, one, "loads", upper=True)
                for one in (load.weight, load.percent)
            )
            made = _planned(name, weight, percent, load)
        return stated | {key: (value, found) for key, value in made.items()}

    def _timed(
        self, exercise: _Exercise, kind: str, sets: list[dict[str, Any]], at: Pointer
    ) -> dict[str, Any]:
        block = exercise.block
        seconds = [one["duration_seconds"] for one in sets if "duration_seconds" in one]
        field = exercise.get("duration")
        if not seconds and len(block.items) < 2 and exercise.get("reps") is None:
            field = block.get("duration")
            whole = self._end(field, _seconds, "durations")
            seconds = [] if whole is None else [whole]
        repeats = sum(one.get("reps", 1) for one in sets)
        made: dict[str, Any] = {}
        if seconds and kind == "static_stretch":
            made["hold_seconds"] = min(seconds)
        elif seconds:
            made["minutes"] = sum(seconds) / 60
        if kind != "cardio" and (len(sets) > 1 or "reps" in sets[0]):
            made["repeats"] = repeats
        counted = exercise.get("reps") or exercise.get("sets")
        for name, source in (("repeats", counted), ("minutes", field), ("hold_seconds", field)):
            if source is not None:
                self.places[*at, name] = source.place
        return made

    def _read(self, field: _Field | None, reader: Callable[[str], _T]) -> _T | None:
        """Returns what a field says, or ``None`` if it is not there or is not read."""
        if field is None:
            return None
        try:
            value = reader(field.text)
        except _NotReadError as error:
            if error.ignored:
                field.line.ignore(error.reason)
            else:
                field.fail(error.reason)
            return None
        field.line.use()
        return value

    def _end(
        self,
        field: _Field | None,
        reader: Callable[[str], _Range],
        what: str,
        *,
        upper: bool = False,
    ) -> float | None:
        """Returns a number, or one end of a range, which is told.

        Args:
            field: What says it.
            reader: Reads it.
            what: What it is a range of, in the plural.
            upper: Whether the upper end is taken.
        """
        found = self._read(field, reader)
        if found is None or field is None:
            return None
        return self._chosen_end(field, found, what, upper=upper)

    def _chosen_end(self, field: _Field, found: _Range, what: str, *, upper: bool) -> float:
        if found.low != found.high:
            told = f"{what}: the {'upper' if upper else 'lower'} end"
            self._chosen.setdefault(told, set()).add(field.line.number)
        return found.high if upper else found.low


# Field of a set, key, reader, what it is in the plural, whether the upper end of a range is taken.
_EFFORTS: Sequence[tuple[str, str, Callable[[str], _Range], str, bool]] = (
    ("rest_seconds", "rest", _rest, "rests", False),
    ("rpe", "rpe", _effort, "RPEs", True),
    ("rir", "rir", _effort, "RIRs", False),
)
_EFFORT_WORD = re.compile(r"@?[ ]*(rpe|rir)\b", re.IGNORECASE)


def _planned(name: str, weight: float | None, percent: float | None, load: _Load) -> dict[str, Any]:
    """Returns the fields of a set for a load."""
    if load.body_weight and weight is not None:
        kilograms = weight * KG_PER_LB if load.unit == "lb" else weight
        return {"body_weight": True, "added_load_kg": kilograms}
    return planned_load(
        name, weight=weight, unit=load.unit, percent=percent, body_weight=load.body_weight
    )


def _account(lines: Sequence[_Line]) -> Account:
    """Returns what became of each line."""
    reasons: dict[str, dict[str, Reason]] = {"ignored": {}, "failed": {}}
    for line in lines:
        if line.outcome != "used":
            found, reason = reasons[line.outcome or "ignored"], line.reason or "made nothing of"
            before = found.get(reason, Reason(reason, 0, line.number))
            found[reason] = before._replace(times=before.times + 1)
    lost = sum(line.outcome != "used" for line in lines)
    ignored, failed = (tuple(found.values()) for found in reasons.values())
    return Account("lines", len(lines), len(lines) - lost, ignored, failed)


def _about_lines(lines: Sequence[_Line], path: str) -> Iterator[ReaderNotice]:
    """Yields what could not be read, line by line."""
    failed = [line for line in lines if line.outcome == "failed"]
    for line in failed[:_MOST_NOTICES]:
        yield ReaderNotice("line-not-read", f"not read: {line.message}", (), line.number, path)
    if len(failed) > _MOST_NOTICES:
        message = f"{len(failed) - _MOST_NOTICES} more lines not read; --verbose counts the reasons"
        yield ReaderNotice("lines-not-read", message, path=path)
