"""What would repair each finding of a plan by itself, as edits of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.fixes.mending import proposed
from backsafe.fixes.run import opened
from backsafe.fixes.source import edited
from backsafe.outputs.sarif import Repair, Replacement, fix_key
from backsafe.syntax.text import LineIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from backsafe.fixes.source import Edit
    from backsafe.outputs.sarif import FixKey
    from backsafe.readers import Document
    from backsafe.report.build import Judged
    from backsafe.rules.profiles import ActiveRule

__all__ = ["proposals"]


def proposals(
    document: Document,
    judge: Callable[[Document], Judged],
    rules: Mapping[str, ActiveRule],
) -> dict[FixKey, Repair]:
    """Returns for each finding that a program can repair how; unsafe repairs are among them.

    Args:
        document: The document; nothing is written to its file.
        judge: Returns what a check finds, with the verdicts behind it.
        rules: Code → rule, for every code among the findings.

    Raises:
        DocumentError: Its parts contradict each other.
    """
    plan = opened(document, judge, rules)
    if plan.refused:
        return {}
    found: dict[FixKey, Repair] = {}
    text = plan.source.text
    lines = LineIndex(text)
    for violation, edits in proposed(plan.source, plan.judge, rules):
        if violation.fix is not None:
            replacements = tuple(_replacements(text, lines, edits))
            found.setdefault(fix_key(violation), Repair(violation.fix.summary, replacements))
    return found


def _replacements(text: str, lines: LineIndex, edits: Sequence[Edit]) -> Iterator[Replacement]:
    """Yields the lines that change, as regions that begin and end with lines."""
    regions: list[tuple[int, int, list[Edit]]] = []
    for edit in sorted(edits, key=lambda it: it[:2]):
        start, end = _whole_lines(text, edit)
        if regions and start < regions[-1][1]:
            first, last, inside = regions.pop()
            start, end, inside = first, max(end, last), [*inside, edit]
        else:
            inside = [edit]
        regions.append((start, end, inside))
    for start, end, inside in regions:
        moved = [it._replace(start=it.start - start, end=it.end - start) for it in inside]
        new = edited(text[start:end], moved)
        yield Replacement(*lines.place(start), *lines.place(end), new)


def _whole_lines(text: str, edit: Edit) -> tuple[int, int]:
    """Returns where the lines begin and end that an edit changes."""
    start, end = text.rfind("\n", 0, edit.start) + 1, edit.end
    if start == edit.start and (start == end or text[end - 1] == "\n"):
        return start, end  # whole lines come or go
    found = text.find("\n", end)
    return start, len(text) if found < 0 else found + 1
