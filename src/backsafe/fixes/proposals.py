"""What would repair each finding of a plan by itself, as edits of its text."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from backsafe.fixes.mending import proposed
from backsafe.fixes.run import opened
from backsafe.outputs.sarif import Repair, Replacement, fix_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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
    for violation, text in proposed(plan.source, plan.judge, rules):
        if violation.fix is not None:
            edits = tuple(_replacements(plan.source.text, text))
            found.setdefault(fix_key(violation), Repair(violation.fix.summary, edits))
    return found


def _replacements(before: str, after: str) -> Iterator[Replacement]:
    """Yields the lines that change, as regions that begin and end with lines."""
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, from_, to in matcher.get_opcodes():
        if kind == "equal":
            continue
        inserted = "".join(new[from_:to])
        if end == len(old) and old and not old[-1].endswith(("\n", "\r")):
            # The file does not end with a line break, so its last region ends within a line.
            last = len(old[-1]) + 1
            if start == end:
                yield Replacement(end, last, end, last, _behind(new, from_, inserted))
            else:
                yield Replacement(start + 1, 1, end, last, inserted)
        else:
            yield Replacement(start + 1, 1, end + 1, 1, inserted)


def _behind(new: list[str], from_: int, inserted: str) -> str:
    """Returns what follows a last line that has no line break of its own."""
    return inserted if from_ == 0 or new[from_ - 1].endswith(("\n", "\r")) else "\n" + inserted
