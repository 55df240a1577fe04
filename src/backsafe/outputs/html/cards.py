"""Findings as cards: what is wrong, what to do, why, and who says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from backsafe.outputs.html.elements import el, icon, link
from backsafe.outputs.html.placing import pieces
from backsafe.outputs.text import thresholds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backsafe.outputs.html.elements import Element
    from backsafe.report import Suppressed, Violation

__all__ = ["Card", "Cards", "set_aside", "severity_mark"]

_SET = re.compile(r"/sets/(\d+)$")
_SET_ASIDE_BY = {
    "comment": "a comment in the file",
    "configuration": "the configuration",
    "baseline": "the baseline: it was there when the baseline was taken",
    "clearance": "a clearance of the athlete",
}


class Card(NamedTuple):
    """What one check says at one place.

    Attributes:
        anchor: What a link to it names.
        violations: What it says.
        element: The card.
    """

    anchor: str
    violations: Sequence[Violation]
    element: Element


class Cards:
    """Makes the cards of one document, which tell the reasons of each rule once.

    Args:
        prefix: Begins the anchors of its cards.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._made = 0
        self._reasoned: set[str] = set()

    def of(self, violations: Iterable[Violation], level: int) -> list[Card]:
        """Returns the cards of one place, worst first.

        Args:
            violations: What stands there.
            level: Level of their headings.
        """
        return [self._card(piece, level) for piece in pieces(violations)]

    def _card(self, violations: Sequence[Violation], level: int) -> Card:
        self._made += 1
        anchor, first = f"{self._prefix}-{self._made}", violations[0]
        head = el(
            f"h{level}",
            {"class": "card-head"},
            severity_mark(first.severity),
            " ",
            el("span", {"class": "rule-title"}, first.title),
            " ",
            el("span", {"class": "code", "title": first.name}, first.code),
        )
        attributes = {"class": f"card is-{first.severity}", "id": anchor}
        said = el("div", {"class": "said"}, *_said(violations))
        card = el("article", attributes, head, said, self._reasons(first))
        return Card(anchor, violations, card)

    def _reasons(self, violation: Violation) -> Element:
        """Returns the reasons of a rule, folded where the document has told them before."""
        why = el("p", None, violation.why)
        if violation.code in self._reasoned:
            folded = el("summary", None, "Why, and who says so")
            return el("details", {"class": "reasons again"}, folded, why, _sources(violation))
        self._reasoned.add(violation.code)
        count = len(violation.sources)
        folded = el("summary", None, "1 source" if count == 1 else f"{count} sources")
        sources = el("details", {"class": "printed"}, folded, _sources(violation))
        return el("div", {"class": "reasons"}, why, sources if count else None)


def severity_mark(severity: str) -> Element:
    """Returns a severity as a drawing and a word."""
    return el("span", {"class": f"severity is-{severity}"}, icon(severity), f" {severity}")


def set_aside(entry: Suppressed) -> Element:
    """Returns a finding that is set aside, as an item of a list."""
    violation, suppression = entry.violation, entry.suppression
    by = _SET_ASIDE_BY[suppression.kind]
    return el(
        "li",
        {"class": "aside"},
        severity_mark(violation.severity),
        " ",
        el("span", {"class": "code", "title": violation.name}, violation.code),
        " ",
        el("bdi", None, violation.session) if violation.session else None,
        ": " if violation.session else None,
        el("bdi", None, violation.message),
        " ",
        _place(violation),
        el("p", None, f"Set aside by {by}. ", el("bdi", None, suppression.reason)),
    )


def _said(violations: Sequence[Violation]) -> Iterator[Element]:
    """Yields the messages of a check, each once with its places, and what to do about them."""
    told: dict[str, list[Violation]] = {}
    for it in violations:
        told.setdefault(it.message, []).append(it)
    for message, same in told.items():
        places = [part for it in same for part in (" · ", _place(it))][1:]
        yield el("p", {"class": "message"}, el("bdi", None, message), " ", *places)
    for summary in dict.fromkeys(it.fix.summary for it in violations if it.fix is not None):
        yield el("p", {"class": "do"}, el("b", None, "Do "), el("bdi", None, summary))
    ours = dict.fromkeys(text for it in violations for text in thresholds(it))
    if ours:
        limits = el("span", None, "; ".join(ours))
        yield el("p", {"class": "limit"}, el("b", None, "Limit "), limits)


def _place(violation: Violation) -> Element:
    """Returns where in its file a finding is, for a person and for a program."""
    location = violation.location
    number = _SET.search(location.pointer)
    words = [f"set {int(number[1]) + 1}"] if number else []
    if location.line is not None:
        words.append(f"line {location.line}")
    attributes = {
        "class": "place",
        "title": str(location),
        "data-code": violation.code,
        "data-check": violation.check or None,
        "data-pointer": location.pointer,
    }
    return el("span", attributes, ", ".join(words))


def _sources(violation: Violation) -> Element:
    items = []
    for source in violation.sources:
        section = f", {source.section}" if source.section else None
        items.append(el("li", None, link(source.url, source.title), section))
    return el("ul", {"class": "sources"}, *items)
