"""What somebody has set aside: by a comment, by an entry of a configuration, by a baseline."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from backsafe.errors import UsageError
from backsafe.frozen import values_of
from backsafe.suppressions.entries import Entries, EntrySuppressor, SuppressionEntry
from backsafe.suppressions.names import RuleNames

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backsafe.baseline import Baseline
    from backsafe.facts.names import Remark
    from backsafe.readers import Document
    from backsafe.report import Suppression
    from backsafe.report.weighing import Suppressor, SuppressorPart
    from backsafe.rules.loader import RuleBook
    from backsafe.rules.profiles import ActiveRule
    from backsafe.verdicts import Verdict

__all__ = ["SuppressionEntry", "Suppressions", "entries_of"]


def entries_of(given: Iterable[SuppressionEntry]) -> tuple[SuppressionEntry, ...]:
    """Returns the entries that a caller hands over.

    Raises:
        UsageError: They are something else.
    """
    expected = "suppressions takes a list of backsafe.SuppressionEntry"
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise UsageError(f"{expected}, not {given!r:.60} ({type(given).__name__})")
    entries = tuple(given)
    for it in entries:
        known = isinstance(it, SuppressionEntry)
        if not known or not all(isinstance(part, str) for part in values_of(it).values()):
            raise UsageError(f"{expected}, not of {it!r:.60} ({type(it).__name__})")
    return entries


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
        entries = self._entries.suppressor(document.path, names.running)
        found: list[SuppressorPart | None] = [
            comment_suppressor(document, names, partial=partial),
            entries,
        ]
        if self._baseline is not None:
            running = names.running - names.screening
            from backsafe.baseline import baseline_suppressor

            known = baseline_suppressor(
                self._baseline, document.path, running, names.present, partial=partial
            )
            found.append(known)
        parts = [it for it in found if it is not None]
        return _InTurn(parts, entries, names.screening) if parts else None


class _InTurn:
    """Asks one after the other; see :class:`backsafe.report.weighing.Suppressor`."""

    def __init__(
        self,
        parts: Sequence[SuppressorPart],
        entries: EntrySuppressor | None,
        screening: frozenset[str],
    ) -> None:
        self._parts = parts
        self._entries = entries
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

    def entries(self) -> Mapping[str, bool]:
        return {} if self._entries is None else self._entries.of_use()
