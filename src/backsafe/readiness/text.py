"""What comes of asking before a session, as a page for a terminal of any width."""

from __future__ import annotations

import shutil
import textwrap
from collections import Counter
from typing import TYPE_CHECKING

from backsafe.outputs.wording import DISCLAIMER, clean, counted
from backsafe.readiness.questions import question
from backsafe.report.outline import outline_of
from backsafe.report.types import Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backsafe.readiness.result import CheckItem, Outcome, Preflight, Reason
    from backsafe.readiness.today import Answered
    from backsafe.report.outline import Step

__all__ = ["VERDICTS", "render"]

_WIDTH = 80
_LEAST_WIDTH = 32
_COLORS = {
    "error": "31;1",
    "emergency": "31;1",
    "urgent": "31;1",
    "clinician": "31;1",
    "coach": "31;1",
    "warning": "33;1",
    "skipped": "33;1",
    "unknown": "33;1",
    "advice": "36",
    "dim": "2",
    "head": "1",
    "go": "32;1",
    "adjust": "33;1",
    "cannot_tell": "33;1",
    "see_someone": "31;1",
}
_LABELS = {
    "set_aside": "set aside",
    "unanswered": "skipped",
    "undecided": "unknown",
    "unjudged": "unknown",
}
VERDICTS: Mapping[Outcome, tuple[str, str]] = {
    "go": ("GO", "train as planned, after the warm-up"),
    "adjust": ("ADJUST", "train, with what is changed above"),
    "see_someone": ("SEE SOMEONE FIRST", "do not train this session as it is"),
    "cannot_tell": ("CANNOT TELL", "what is marked above is unknown, and unknown is not safe"),
}
_CARE = {
    "emergency": "get emergency care now, and do not train",
    "urgent": "have a clinician look at it soon; do not train until then",
    "clinician": "ask a clinician before you train",
    "coach": "ask a coach, or whoever wrote the plan",
}
_POSTPONED = "put the session off"
_BY_HAND = "train only with what is said above; the plan itself is not changed"
_ORIGINS = {"history": "from the history", "athlete": "from the plan or the athlete's file"}
_MOST_NOTES = 12


def render(found: Preflight, *, color: bool = False, width: int | None = None) -> str:
    """Returns what comes of it as text, at most 80 columns wide.

    Args:
        found: What comes of it.
        color: Whether to use terminal colors.
        width: Columns; by default those of the terminal.
    """
    columns = shutil.get_terminal_size((_WIDTH, 40)).columns if width is None else width
    writer = _Writer(color=color, width=min(_WIDTH, max(_LEAST_WIDTH, columns)))
    return "\n".join(line.rstrip() for line in writer.page(found))


class _Writer:
    def __init__(self, *, color: bool, width: int) -> None:
        self._color = color
        self._width = width

    def page(self, found: Preflight) -> Iterator[str]:
        date = "" if found.planned.date is None else str(found.planned.date)
        head = (found.session, date, found.path)
        yield from self._wrapped(" · ".join(clean(it) for it in head if it))
        if found.reasons:
            yield ""
            for reason in found.reasons:
                yield from self._reason(reason, found.path)
        yield from self._adjusted(found)
        yield from self._warm_up(found.checklist)
        yield from self._notes(found)
        yield from self._today(found.answered)
        yield ""
        yield from self._wrapped(DISCLAIMER)
        yield ""
        yield from self._verdict(found)

    def _verdict(self, found: Preflight) -> Iterator[str]:
        word, meaning = VERDICTS[found.outcome]
        if found.care is not None:
            meaning = _CARE[found.care]
        elif found.postponed:
            meaning = _POSTPONED
        elif found.outcome == "adjust" and found.adjusted is None:
            meaning = _BY_HAND
        first, *rest = self._wrapped(f"{word} · {meaning}")
        yield self._paint(word, found.outcome) + first[len(word) :]
        yield from rest

    def _heading(self, text: str) -> Iterator[str]:
        yield ""
        yield from (self._paint(line, "head") for line in self._wrapped(text))

    def _reason(self, reason: Reason, path: str) -> Iterator[str]:
        label = reason.care or reason.severity or _LABELS[reason.kind]
        name = " ".join(it for it in (reason.code, _called(reason)) if it)
        first, *rest = self._wrapped(name, f"{label:<10}", "  ")
        yield self._paint(first[:10], label) + first[10:]
        yield from rest
        yield from self._wrapped(reason.message, "  ")
        do = _answering(reason) if reason.kind == "unanswered" else reason.do
        if do:
            yield from self._wrapped(f"→ {do}", "  ", "    ")
        place = reason.location
        if place is not None and place.line is not None and "activities" in place.pointer:
            yield self._paint(*self._fitted(_place(place, path)), "dim")

    def _fitted(self, text: str) -> tuple[str]:
        shown = f"  {clean(text)}"
        return (shown if len(shown) <= self._width else f"…{shown[-self._width + 1 :]}",)

    def _adjusted(self, found: Preflight) -> Iterator[str]:
        if found.adjusted is None or found.workout is None:
            return
        yield from self._heading("The session, adjusted (+ is new or changed)")
        before = _lines(outline_of(found.planned, _nowhere)[0].steps)
        left = Counter(before)
        for depth, text in _lines(outline_of(found.workout, _nowhere)[0].steps):
            same = left[depth, text] > 0
            left[depth, text] -= same
            mark = "  " if same else "+ "
            yield from self._wrapped(text, f"{mark}{'  ' * depth}", "    " + "  " * depth)
        told = {it.code for it in found.reasons}
        also = dict.fromkeys(
            f"{it.code} {it.name}" for it in found.adjusted.applied if it.code not in told
        )
        if also:
            yield from self._wrapped(f"Repaired along with it: {', '.join(also)}.", "  ")
        if found.converted:
            message = (
                "The plan is of another format or holds more sessions, so this is a BackSafe "
                "document of its own; -o FILE writes it."
            )
            yield from self._wrapped(message, "  ")

    def _warm_up(self, items: Sequence[CheckItem]) -> Iterator[str]:
        if not items:
            return
        yield from self._heading("Warm-up")
        lift = ""
        for item in items:
            if item.lift != lift:
                lift = item.lift
                yield from self._wrapped(lift, "  ")
            mark = "  •   " if item.kind == "cue" else "  [ ] "
            lines = list(self._wrapped(item.text, mark, " " * 6))
            gap = self._width - len(lines[-1]) - len(item.origin)
            if gap < 2:
                lines.append("")
                gap = self._width - len(item.origin)
            lines[-1] += " " * gap + self._paint(item.origin, "dim")
            yield from lines

    def _notes(self, found: Preflight) -> Iterator[str]:
        file = found.report.files[0]
        # What is not known of the plan itself, such as the name of an exercise.
        told_alone = found.care == "emergency"
        notices = dict.fromkeys(() if told_alone else (it.message for it in file.notices))
        if not found.notes and not notices and not file.unknown:
            return
        yield from self._heading("Also")
        for notice in notices:
            yield from self._wrapped(f"notice: {notice}", "  ", "    ")
        for note in found.notes[:_MOST_NOTES]:
            label = note.severity or _LABELS[note.kind]
            code = f" {note.code}" if note.code else ""
            told = _answering(note) if note.kind == "unanswered" else note.do
            do = f" → {told}" if told else ""
            name = "" if note.kind == "finding" else f" {_called(note)}"
            yield from self._wrapped(f"{label}{code}{name}: {note.message}{do}", "  ", "    ")
        if len(found.notes) > _MOST_NOTES:
            more = len(found.notes) - _MOST_NOTES
            yield from self._wrapped(f"and {more} more; --format json lists them", "  ")
        if file.unknown:
            message = (
                f"{counted(file.unknown, 'check')} could not be decided: backsafe check lists them"
            )
            yield from self._wrapped(message, "  ", "    ")

    def _today(self, answered: Sequence[Answered]) -> Iterator[str]:
        yield from self._heading("Today")
        margin = min(26, self._width // 2)
        for it in answered:
            label = question(it.question).label
            shown = f"  {label:<{margin - 2}}" if len(label) < margin - 2 else f"  {label} "
            yield from self._wrapped(_answer(it), shown, " " * margin)

    def _wrapped(self, text: str, first: str = "", rest: str | None = None) -> Iterator[str]:
        lines = textwrap.wrap(
            clean(text),
            self._width,
            initial_indent=first,
            subsequent_indent=first if rest is None else rest,
            break_on_hyphens=False,
        )
        yield from lines or [first]

    def _paint(self, text: str, style: str) -> str:
        return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if self._color else text


def _called(reason: Reason) -> str:
    """Returns the name of a rule, or what a question is about."""
    return question(reason.name).label if reason.kind == "unanswered" else reason.name


def _answering(reason: Reason) -> str:
    """Returns how a question that was skipped can be answered."""
    return f"Answer it at the prompt or with --{reason.name.replace('_', '-')}."


def _answer(it: Answered) -> str:
    if it.value is None:
        return "skipped"
    if isinstance(it.value, tuple):
        choices = question(it.question).choices
        told = ", ".join(choices.get(one, one) for one in it.value) or "none"
    else:
        unit = question(it.question).unit
        told = f"{it.value:g} {unit.replace('days', 'day') if it.value == 1 else unit}".strip()
    origin = _ORIGINS.get(it.origin)
    return told if origin is None else f"{told} ({origin})"


def _lines(steps: Sequence[Step], depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yields the activities and the sets of each, with how deep they stand."""
    for step in steps:
        if step.type == "set":
            yield depth, f"{step.detail}{' (warm-up)' if step.warm_up else ''}"
        elif step.sets:
            yield depth, step.title
            yield from _lines(step.sets, depth + 1)
        else:
            yield depth, ", ".join(it for it in (step.title, step.detail) if it)


def _nowhere(_: object) -> Location:
    return Location(path="", pointer="")


def _place(location: Location, path: str) -> str:
    """Returns a place, in the plan without its name, which stands at the top."""
    if location.path == path:
        return f"line {location.line}"
    return str(location)
