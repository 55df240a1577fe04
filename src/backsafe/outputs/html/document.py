"""One document of a report: its verdict, its sessions, and what is to be told beside."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from backsafe.outputs.html import below
from backsafe.outputs.html.cards import Cards
from backsafe.outputs.html.elements import append, el
from backsafe.outputs.html.placing import draw
from backsafe.outputs.html.tables import log_tables
from backsafe.outputs.html.timeline import beside, steps_of
from backsafe.outputs.html.verdict import counted, verdict, withheld
from backsafe.rules.expression import SEVERITIES
from backsafe.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backsafe.outputs.html.elements import Element
    from backsafe.outputs.html.placing import Drawn, Placed
    from backsafe.report import FileReport, Violation

__all__ = ["document"]


def document(
    part: FileReport,
    violations: Sequence[Violation],
    anchor: str,
    level: int,
    most_rows: int,
    *,
    partial: bool = False,
) -> Element:
    """Returns the section of a document.

    Args:
        part: The document.
        violations: Those of its findings that there is room for.
        anchor: What a link to it names.
        level: Level of its heading.
        most_rows: How many activities and sets there is room for.
        partial: Whether other documents could not be read.
    """
    placed = draw(part, violations, most_rows)
    writer = _Document(part, placed, anchor, level, partial=partial)
    return el("article", {"class": "document", "id": anchor}, *writer.elements())


class _Document:
    def __init__(
        self, part: FileReport, placed: Placed, anchor: str, level: int, *, partial: bool
    ) -> None:
        self.part = part
        self.partial = partial
        self.placed = placed
        self.anchor = anchor
        self.level = level
        self.cards = Cards(anchor)
        self.alone = len(placed.sessions) == 1
        self.anchors = {
            session.pointer: f"{anchor}-session-{number + 1}"
            for number, session in enumerate(placed.sessions)
        }

    def elements(self) -> Iterator[Element]:
        part, below_heading = self.part, self.level + 1
        yield self._head()
        made = below.repaired(part, below_heading)
        if made is not None:
            yield made
        if part.log is not None and part.workouts > 1:
            linked = {it.pointer: self.anchors[it.pointer] for it in self._told()}
            yield log_tables(part.log, linked, below_heading)
        yield from self._whole()
        yield from self._sessions()
        if self.placed.left_out:
            more = f"{self.placed.left_out} more findings are left out of this page; "
            yield el("p", {"class": "left-out"}, more, "the JSON report lists them all.")
        found = (
            below.undecided(part, below_heading, f"{self.anchor}-undecided"),
            below.suppressed(part, below_heading),
            below.passed(part, below_heading),
            below.notices(part.notices, below_heading),
        )
        yield from (it for it in found if it is not None)

    def _head(self) -> Element:
        part = self.part
        dates = [it.date for it in self.placed.sessions if it.date]
        known = [part.kind]
        if part.workouts != 1:
            known.append(f"{part.workouts} sessions")
        if dates:
            known.append(dates[0] if len(set(dates)) == 1 else f"{min(dates)} to {max(dates)}")
        return el(
            "header",
            None,
            el("p", {"class": "path"}, el("bdi", None, visible(part.path))),
            el(f"h{self.level}", None, el("bdi", None, _name(part))),
            el("p", {"class": "known"}, " · ".join(known)),
            verdict(part, f"#{self.anchor}-undecided", partial=self.partial),
        )

    def _whole(self) -> Iterator[Element]:
        """Yields what is said of the athlete and of the document as a whole."""
        if self._is_session():
            return
        cards = self.cards.of(self.placed.findings.get("", ()), self.level + 2)
        if cards:
            title = f"The athlete and the whole {_named(self.part).casefold()}"
            heading = el(f"h{self.level + 1}", None, title)
            yield el("section", {"class": "whole"}, heading, beside(cards))

    def _sessions(self) -> Iterator[Element]:
        week: int | None = None
        for session in self.placed.sessions:
            if session.week is not None and session.week != week:
                week = session.week
                yield self._week(week)
            yield self._session(session)

    def _week(self, week: int) -> Element:
        found = self.cards.of(self.placed.findings.get(f"/weeks/{week}", ()), self.level + 2)
        heading = el(f"h{self.level + 1}", None, f"Week {week + 1}")
        return el("section", {"class": "week"}, heading, beside(found))

    def _session(self, session: Drawn) -> Element:
        """Returns a session; one of many without findings is folded."""
        found = self.placed.within(session)
        level = self.level + (1 if session.week is None else 2)
        attributes = {"class": "session", "id": self.anchors[session.pointer]}
        title = "The session, step by step" if self._is_session() else session.title
        name = "The athlete and the session" if self._is_session() else "The session as a whole"
        heading = el(f"h{level}", None, el("bdi", None, title))
        dated = session.date and not self._is_session()
        date = el("time", {"datetime": session.date}, session.date) if dated else None
        if found or self.alone or withheld(self.part):
            violated = {it: sum(one.severity == it for one in found) for it in SEVERITIES}
            count = el("span", {"class": "count"}, counted(violated)) if not self.alone else None
            made = el(
                "section", attributes, el("div", {"class": "session-head"}, heading, date, count)
            )
        else:
            count = el("span", {"class": "count"}, "no finding")
            made = el("details", attributes, el("summary", None, heading, date, count))
        append(made, *steps_of(session, self.placed, self.cards, level + 1, name, attributes["id"]))
        return made

    def _is_session(self) -> bool:
        """Returns whether the document is one session, and not a list with one in it."""
        return any(not session.pointer for session in self.placed.sessions)

    def _told(self) -> Iterator[Drawn]:
        return (it for it in self.placed.sessions if self.placed.within(it))


def _name(part: FileReport) -> str:
    """Returns the title of a document, or that of its file."""
    if part.title:
        return part.title
    # What is no file has a name in pointed brackets.
    return _named(part) if part.path.startswith("<") else visible(PurePath(part.path).name)


def _named(part: FileReport) -> str:
    if part.workouts == 1:
        return "Session"
    return "Log" if part.kind == "log" else "Program"
