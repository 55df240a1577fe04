"""What somebody has set aside: by a comment, by an entry of a configuration, by a baseline."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from backsafe.suppressions.entries import Entries, SuppressionEntry
from backsafe.suppressions.names import RuleNames

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from backsafe.baseline import Baseline
    from backsafe.facts.names import Remark
    from backsafe.readers import Document
    from backsafe.report import Suppression
    from backsafe.report.weighing import Suppressor
    from backsafe.rules.loader import RuleBook
    from backsafe.rules.profiles import ActiveRule
    from backsafe.verdicts import Verdict

__all__ = ["SuppressionEntry", "Suppressions"]


class Suppressions:
    """Finds what somebody has set aside of a document.

    A comment speaks first, then an entry, then the baseline. None of them speaks of screening.

    Args:
        running: Code → rule, for those that run.
        book: Returns all rules; asked only where something names a rule that does not run.
        entries: Entries of a configuration.
        root: The folder that their paths are relative to.
        baseline: Findings that are known and told no more.
        partial: Whether only some sessions of a log are judged. Then nobody can tell what is of
            no use.

    Raises:
        UsageError: An entry names no such rule, no reason, no path, or no JSON pointer.
    """

    def __init__(
        self,
        running: Mapping[str, ActiveRule],
        book: Callable[[], RuleBook],
        *,
        entries: Sequence[SuppressionEntry] = (),
        root: str | os.PathLike[str] = ".",
        baseline: Baseline | None = None,
        partial: bool = False,
    ) -> None:
        self._names = RuleNames(running, book)
        self._entries = Entries(entries, os.fspath(root), self._names, partial=partial)
        self._baseline = baseline
        self._partial = partial

    def on(self, document: Document, left_out: frozenset[str] = frozenset()) -> Suppressor | None:
        """Returns what says which findings of a document are set aside, ``None`` if nothing is.

        Args:
            document: The document.
            left_out: Codes of rules that do not run on it.
        """
        from backsafe.suppressions.comments import comment_suppressor

        names, partial = self._names.without(left_out), self._partial
        found: list[Suppressor | None] = [
            comment_suppressor(document, names, partial=partial),
            self._entries.suppressor(document.path, names.running),
        ]
        if self._baseline is not None:
            running = names.running - names.screening
            from backsafe.baseline import baseline_suppressor

            known = baseline_suppressor(
                self._baseline, document.path, running, names.present, partial=partial
            )
            found.append(known)
        parts = [it for it in found if it is not None]
        return _InTurn(parts, names.screening) if parts else None


class _InTurn:
    """Asks one after the other; see :class:`backsafe.report.weighing.Suppressor`."""

    def __init__(self, parts: Sequence[Suppressor], screening: frozenset[str]) -> None:
        self._parts = parts
        self._screening = screening

    def match(self, verdict: Verdict, fingerprint: Callable[[], str]) -> Suppression | None:
        if verdict.check.code in self._screening:
            return None
        for part in self._parts:
            found = part.match(verdict, fingerprint)
            if found is not None:
                return found
        return None

    def see_undecided(self, verdict: Verdict) -> None:
        for part in self._parts:
            part.see_undecided(verdict)

    def remarks(self) -> Sequence[Remark]:
        return [remark for part in self._parts for remark in part.remarks()]
