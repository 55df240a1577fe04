"""A session as a line of activities with the findings beside them."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from backsafe.outputs.html.elements import append, el, icon
from backsafe.rules.expression import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backsafe.outputs.html.cards import Card, Cards
    from backsafe.outputs.html.elements import Element
    from backsafe.outputs.html.placing import Drawn, Placed
    from backsafe.report.outline import Step

__all__ = ["beside", "phases", "steps_of"]

_LIFTING = "lift"
# More of them are no glance.
_MOST_AT_A_GLANCE = 24
_PHASES = {
    "before": "Before the lifts",
    "lifts": "Lifts",
    "after": "After the lifts",
    "all": "Activities",
}


def beside(cards: Sequence[Card]) -> Element | None:
    """Returns cards in a column, or nothing for none."""
    return el("div", {"class": "cards"}, *(card.element for card in cards)) if cards else None


def steps_of(
    session: Drawn, placed: Placed, cards: Cards, level: int, name: str, anchor: str
) -> Iterator[Element]:
    """Yields a session at a glance, what is said of it as a whole, and its phases.

    Args:
        session: The session.
        placed: What stands at it and at its steps.
        cards: Makes the cards.
        level: Level of the headings of steps.
        name: What the session as a whole is called.
        anchor: Begins the anchors of its steps.
    """
    at = {step.location.pointer: f"{anchor}-{n + 1}" for n, step in enumerate(session.steps)}
    at[session.pointer] = f"{anchor}-0"
    if 1 < len(at) <= _MOST_AT_A_GLANCE and placed.within(session):
        yield _glance(session, placed, at)
    whole = placed.findings.get(session.pointer, ())
    of_all = cards.of(whole, level + 1)
    if of_all:
        about = el("div", {"class": "about"}, el(f"h{level}", {"class": "step-name"}, name))
        yield _phase("whole", None, [_on_rail("session", about, of_all, at[session.pointer])])
    for phase, steps in groupby(_phased(session), _phase_of):
        items = [
            _step(step, cards.of(placed.findings.get(place, ()), level + 1), level, at[place])
            for _, step in steps
            for place in (step.location.pointer,)
        ]
        yield _phase(phase, _PHASES[phase], items)
    if session.steps_left_out:
        more = f"{session.steps_left_out} more activities are not drawn."
        yield el("p", {"class": "left-out"}, more)


def phases(steps: Sequence[Step]) -> list[str]:
    """Returns for each step whether it is before, among or after the lifts."""
    lifts = [number for number, step in enumerate(steps) if step.type == _LIFTING]
    if not lifts:
        return ["all"] * len(steps)
    return [
        "before" if number < lifts[0] else "lifts" if number <= lifts[-1] else "after"
        for number in range(len(steps))
    ]


def _phased(session: Drawn) -> Iterator[tuple[str, Step]]:
    return zip(phases(session.steps), session.steps, strict=True)


def _phase_of(item: tuple[str, Step]) -> str:
    return item[0]


def _phase(kind: str, name: str | None, items: Sequence[Element]) -> Element:
    heading = None if name is None else el("p", {"class": "phase-name"}, name)
    return el("div", {"class": f"phase is-{kind}"}, heading, el("ol", {"class": "steps"}, *items))


def _glance(session: Drawn, placed: Placed, anchors: Mapping[str, str]) -> Element:
    """Returns all steps in a row, each with how many findings stand at it."""
    places = [(phase, it.type, it.title, it.location.pointer) for phase, it in _phased(session)]
    if placed.findings.get(session.pointer):
        places.insert(0, ("whole", "session", "as a whole", session.pointer))
    items = []
    for phase, drawing, title, place in places:
        counts = Counter(it.severity for it in placed.findings.get(place, ()))
        marks = (
            el("span", {"class": f"severity is-{it}"}, icon(it), _hidden(it), str(counts[it]))
            for it in SEVERITIES
            if counts[it]
        )
        about = (_node(drawing), el("bdi", None, title), el("span", None, *marks))
        link = el("a", {"href": f"#{anchors[place]}"}, *about)
        items.append(el("li", {"class": f"is-{phase}"}, link))
    return el("nav", {"aria-label": "At a glance"}, el("ol", {"class": "glance"}, *items))


def _hidden(words: str) -> Element:
    """Returns words that are only heard."""
    return el("span", {"class": "hidden"}, f" {words} ")


def _step(step: Step, cards: Sequence[Card], level: int, anchor: str) -> Element:
    kind = step.type.replace("_", " ")
    known = " · ".join(word for word in (kind, step.detail) if word)
    about = el(
        "div",
        {"class": "about"},
        el(f"h{level}", {"class": "step-name"}, el("bdi", None, step.title)),
        el("p", {"class": "known"}, known),
    )
    if step.sets:
        append(about, el("ol", {"class": "sets"}, *_sets(step.sets, cards)))
    elif step.type == _LIFTING:
        append(about, el("p", {"class": "left-out"}, "Its sets are not drawn."))
    return _on_rail(step.type, about, cards, anchor)


def _on_rail(
    drawing: str, about: Element, cards: Sequence[Card], anchor: str | None = None
) -> Element:
    kind = "step has-cards" if cards else "step"
    return el("li", {"class": kind, "id": anchor}, _node(drawing), about, beside(cards))


def _node(drawing: str) -> Element:
    return el("span", {"class": "node"}, icon(drawing))


def _sets(sets: Sequence[Step], cards: Sequence[Card]) -> Iterator[Element]:
    """Yields the sets of a lift; those in a row that are alike stand together."""
    marks: dict[str, list[Card]] = {}
    for card in cards:
        for pointer in dict.fromkeys(it.location.pointer for it in card.violations):
            marks.setdefault(pointer, []).append(card)

    def alike(one: Step) -> tuple[str, bool, tuple[str, ...]]:
        found = marks.get(one.location.pointer, ())
        return one.detail, one.warm_up, tuple(card.anchor for card in found)

    for (detail, warm_up, _), group in groupby(sets, alike):
        same = list(group)
        first, last = same[0], same[-1]
        number = first.title if first is last else f"{first.title}\u2013{last.title}"
        yield el(
            "li",
            {"class": "set is-warm-up" if warm_up else "set"},
            _hidden("Set" if first is last else "Sets"),
            el("span", {"class": "number"}, number),
            el(
                "span",
                None,
                detail or "no details",
                " ",
                el("span", {"class": "tag"}, "warm-up") if warm_up else None,
                *(_mark(card) for card in marks.get(first.location.pointer, ())),
            ),
        )


def _mark(card: Card) -> Element:
    first = card.violations[0]
    kind = f"severity is-{first.severity}"
    mark = el("span", {"class": kind}, icon(first.severity), _hidden(first.severity), first.code)
    return el("a", {"class": "mark", "href": f"#{card.anchor}"}, mark)
