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

from typing import TYPE_CHECKING, Any

from backsafe.errors import DocumentError, Problem
from backsafe.readers.document import Account, Document, ReaderNotice, Reason
from backsafe.readers.owf.build import Builder
from backsafe.readers.owf.source import MOST_NOTICES, Line, Source
from backsafe.readers.problems import validate
from backsafe.readers.records import LOADS, THINGS, fields_of
from backsafe.syntax.positions import PlacePositions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


__all__ = ["RECORDS", "parse"]

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


def parse(text: str, path: str) -> Document:
    """Reads a plan.

    Args:
        text: The whole file.
        path: Its name in messages.

    Raises:
        DocumentError: It holds no exercise, or more than a document can hold.
    """
    source = Source(text)
    builder = Builder(path)
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


def _account(lines: Sequence[Line]) -> Account:
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


def _about_lines(lines: Sequence[Line], path: str) -> Iterator[ReaderNotice]:
    """Yields what could not be read, line by line."""
    failed = [line for line in lines if line.outcome == "failed"]
    for line in failed[:MOST_NOTICES]:
        yield ReaderNotice("line-not-read", f"not read: {line.message}", (), line.number, path)
    if len(failed) > MOST_NOTICES:
        message = f"{len(failed) - MOST_NOTICES} more lines not read; --verbose counts the reasons"
        yield ReaderNotice("lines-not-read", message, path=path)
