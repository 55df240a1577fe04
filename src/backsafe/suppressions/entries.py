"""Suppressions that stand in a configuration, for files that have no comments."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from backsafe._deprecation import warn_deprecated
from backsafe.config.settings import SuppressionEntry
from backsafe.errors import UsageError
from backsafe.facts.names import Remark
from backsafe.globs import absolute, matches
from backsafe.paths import is_file_name
from backsafe.report.types import Suppression
from backsafe.suppressions.names import clearance_form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from backsafe.suppressions.names import RuleNames
    from backsafe.verdicts import Verdict

__all__ = ["Entries", "EntrySuppressor", "SuppressionEntry", "means_one_file"]

_SOURCE = re.compile(r"(.*?)(?::(\d+))?(?::(\d+))?", re.DOTALL)
_ESCAPE = re.compile("~(?![01])")


class _Ready(NamedTuple):
    """An entry that was checked.

    Attributes:
        entry: The entry.
        codes: The rules that it sets aside.
        at: The steps to what it speaks of.
        screening: An opt-in screening rule that it names and that runs, or empty.
    """

    entry: SuppressionEntry
    codes: frozenset[str]
    at: tuple[str, ...]
    screening: str


class Entries:
    """The entries of a configuration.

    Args:
        entries: The entries.
        root: The folder that their paths are relative to.
        names: Looks rules up.
        partial: Whether only some sessions are judged, so that nobody can tell what is of no use.

    Raises:
        UsageError: An entry names no such rule, no reason, no path, or no JSON pointer, or a rule
            that screens the athlete.
    """

    def __init__(
        self, entries: Sequence[SuppressionEntry], root: str, names: RuleNames, *, partial: bool
    ) -> None:
        self._root = root
        self._partial = partial
        self._ready = [_ready(entry, names) for entry in entries]

    def suppressor(self, path: str, running: AbstractSet[str]) -> EntrySuppressor | None:
        """Returns what the entries set aside of a document; ``None`` if none speaks of it.

        Args:
            path: The document as the caller named it.
            running: Codes of the rules that run on it.
        """
        if not self._ready or not is_file_name(path):
            return None
        place = absolute(path)
        found = [it for it in self._ready if matches(it.entry.path, place, self._root)]
        idle = {
            number for number, it in enumerate(found) if it.codes & running and not self._partial
        }
        # What means more than this file may be of use in another one.
        alone = {it for it in idle if means_one_file(found[it].entry.path, place, self._root)}
        return EntrySuppressor(found, idle, alone) if found else None


def means_one_file(pattern: str, place: str, root: str) -> bool:
    """Returns whether a pattern means a file and can mean no other one.

    Args:
        pattern: The pattern.
        place: The file, from the root on.
        root: The folder that patterns start from.
    """
    return "/" in pattern and absolute(os.path.join(root, pattern)) == place  # noqa: PTH118


def _ready(entry: SuppressionEntry, names: RuleNames) -> _Ready:
    if not isinstance(entry, SuppressionEntry):
        raise UsageError(f"suppressions are entries, backsafe.SuppressionEntry, not {entry!r:.80}")
    try:
        codes = names.codes(entry.rule)
        renamed = names.renamed(entry.rule)
        if renamed:
            warn_deprecated(f"{entry.source}: {renamed}" if entry.source else renamed)
        at = _steps(entry.at)
        if not entry.path:
            raise UsageError("it names no path")
        if not any(map(str.isalnum, entry.reason)):
            raise UsageError(f"it states no reason to set {entry.rule} aside")
        if codes & names.always:
            raise UsageError(clearance_form(min(codes & names.always)))
    except UsageError as error:
        place = f"{entry.source}: " if entry.source else ""
        raise UsageError(f"{place}a suppression is wrong: {error}") from None
    screening = codes & names.screening
    return _Ready(entry, codes & names.running - screening, at, min(screening) if screening else "")


def _steps(pointer: str) -> tuple[str, ...]:
    """Returns the steps of a JSON pointer.

    Raises:
        UsageError: It is none.
    """
    if not pointer:
        return ()
    if not pointer.startswith("/"):
        raise UsageError(f"{pointer!r} is no JSON pointer; did you mean {'/' + pointer!r}?")
    if _ESCAPE.search(pointer):
        raise UsageError(f"{pointer!r} is no JSON pointer: write ~ as ~0 and / in a key as ~1")
    steps = pointer[1:].split("/")
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)


class EntrySuppressor:
    """Sets aside what entries name of one document; see :class:`backsafe.report.Suppressor`.

    Args:
        entries: Those that speak of the document.
        idle: Numbers of those of which the document can tell whether they are of use.
        alone: Numbers of those that are of use in it or nowhere.
    """

    def __init__(
        self, entries: Sequence[_Ready], idle: AbstractSet[int], alone: AbstractSet[int]
    ) -> None:
        self._entries = entries
        self._unused = set(idle)
        self._alone = alone
        self._numbers: dict[tuple[str, tuple[str, ...]], int] = {}
        for number, ready in enumerate(entries):
            for code in ready.codes:
                self._numbers.setdefault((code, ready.at), number)

    def match(self, verdict: Verdict, fingerprint: object) -> Suppression | None:  # noqa: ARG002
        """Returns why a finding is set aside, or ``None``."""
        number = self._number(verdict)
        if number is None:
            return None
        self._unused.discard(number)
        return Suppression(kind="configuration", reason=self._entries[number].entry.reason)

    def see_undecided(self, verdict: Verdict) -> None:
        """Takes note of a check that is undecided: what is said of it may yet be of use."""
        number = self._number(verdict)
        if number is not None:
            self._unused.discard(number)

    def _number(self, verdict: Verdict) -> int | None:
        steps = tuple(map(str, verdict.fact.pointer))
        for length in range(len(steps), -1, -1):
            number = self._numbers.get((verdict.check.code, steps[:length]))
            if number is not None:
                return number
        return None

    def remarks(self) -> Sequence[Remark]:
        """Returns what is worth telling, once all findings were seen."""
        found: list[Remark] = []
        for number, (entry, _, _, screening) in enumerate(self._entries):
            if screening:
                found.append(_remark(entry, clearance_form(screening)))
            if number in self._unused & self._alone:
                where = f"{entry.at} of {entry.path}" if entry.at else entry.path
                message = f"unused: no finding of {entry.rule} to set aside in {where}"
                found.append(_remark(entry, message))
        return found

    def of_use(self) -> Mapping[str, bool]:
        """Returns where each entry is written → whether it is, or may yet be, of use here."""
        return {
            it.entry.source: number not in self._unused for number, it in enumerate(self._entries)
        }


def _remark(entry: SuppressionEntry, message: str) -> Remark:
    match = _SOURCE.fullmatch(entry.source)
    path, line, column = match.groups() if match else ("", None, None)
    place = (int(line) if line else None, int(column) if column else None)
    return Remark("suppression", message, (), *place, path or "")
