"""Repairs of a plan, one after the other, each kept only if a new check finds the plan better.

A repair is kept if what it is for is gone, and no session has more findings of any check, as bad
as that one or worse, than before; and nothing that was decided about it has become unknown. So
each one that is kept leaves fewer findings of its severity and no more of the worse ones, and the
mending comes to an end.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from backsafe.errors import DocumentError
from backsafe.fixes.changes import changed
from backsafe.fixes.repairs import changes_for
from backsafe.fixes.source import Unwritable
from backsafe.report.types import RANK, Applied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from backsafe.facts.fact import Pointer
    from backsafe.fixes.changes import Change
    from backsafe.fixes.source import Source
    from backsafe.report import Violation
    from backsafe.report.build import Judged
    from backsafe.rules.expression import Severity
    from backsafe.rules.profiles import ActiveRule
    from backsafe.verdicts import Verdict

__all__ = ["mend", "proposed", "red_flags"]

# A repair that took so many tries is none that a person would expect.
_MOST_TRIES = 40

_Check: TypeAlias = tuple[str, str]
"""Code of a rule and name of a check."""

_Place: TypeAlias = "tuple[Pointer, str, str]"
"""A session, and the code and name of a check."""


def red_flags(findings: Judged, rules: Mapping[str, ActiveRule]) -> list[str]:
    """Returns the codes of screening findings that come before any repair: the errors."""
    found = {it.check.code for it in findings.broken if it.severity == "error"}
    return sorted(code for code in found if rules[code].rule.screening)


@dataclass(slots=True)
class _State:
    """A text and what a check finds in it."""

    source: Source
    findings: Judged
    broken: Sequence[Verdict]
    undecided: Sequence[Verdict]


def mend(
    source: Source,
    judge: Callable[[str], Judged],
    rules: Mapping[str, ActiveRule],
    *,
    unsafe: bool,
) -> tuple[str, tuple[Applied, ...]]:
    """Returns a mended text and the repairs that were made.

    Args:
        source: The plan.
        judge: Checks a text.
        rules: Code → rule, for every code among the findings.
        unsafe: Whether to make repairs, too, that change what the plan asks for.

    Raises:
        DocumentError: The plan cannot be read.
    """
    return _Mender(source, judge, rules, unsafe=unsafe).mended()


def proposed(
    source: Source, judge: Callable[[str], Judged], rules: Mapping[str, ActiveRule]
) -> Iterator[tuple[Violation, str]]:
    """Yields each finding that a repair mends by itself, with the text that this makes.

    Args:
        source: The plan.
        judge: Checks a text.
        rules: Code → rule, for every code among the findings.

    Raises:
        DocumentError: The plan cannot be read.
    """
    mender = _Mender(source, judge, rules, unsafe=True)
    for verdict in list(mender.mendable()):
        text = mender.tried(verdict)
        if text is not None:
            yield mender.violation(verdict), text


class _Mender:
    def __init__(
        self,
        source: Source,
        judge: Callable[[str], Judged],
        rules: Mapping[str, ActiveRule],
        *,
        unsafe: bool,
    ) -> None:
        self._judge = judge
        self._rules = rules
        self._unsafe = unsafe
        self._applied: list[Applied] = []
        self._state = self._judged(source)

    def mended(self) -> tuple[str, tuple[Applied, ...]]:
        before = -1
        while len(self._applied) > before:
            before = len(self._applied)
            for check in self._checks():
                self._mend_check(check)
        return self._state.source.text, tuple(self._applied)

    def violation(self, verdict: Verdict) -> Violation:
        """Returns what is told of a finding."""
        return self._state.findings.violation(verdict)

    def tried(self, verdict: Verdict) -> str | None:
        """Returns the text that the repair of a finding makes; nothing is kept of it."""
        before, applied = self._state, list(self._applied)
        mended = self._mend_one(verdict)
        text = self._state.source.text
        self._state, self._applied = before, applied
        return text if mended else None

    def _judged(self, source: Source) -> _State:
        findings = self._judge(source.text)
        return _State(source, findings, findings.broken, findings.undecided)

    def _severity(self, verdict: Verdict) -> Severity:
        severity = verdict.severity or self._rules[verdict.check.code].unknown
        if severity is None:
            raise ValueError("a finding has a severity")
        return severity

    def mendable(self) -> Iterator[Verdict]:
        """Yields the findings that a repair is known for, the worst first."""
        for verdict in sorted(self._state.broken, key=lambda it: RANK[self._severity(it)]):
            fix = verdict.check.fix
            known = verdict.outcome == "fail" and fix is not None and fix.repair is not None
            if known and fix is not None and (fix.safe or self._unsafe):
                yield verdict

    def _checks(self) -> list[_Check]:
        return list(dict.fromkeys((it.check.code, it.check.name) for it in self.mendable()))

    def _mend_check(self, check: _Check) -> None:
        """Mends the findings of one check, in all sessions at once where that goes well."""
        given_up: set[Pointer] = set()
        while True:
            open_ones: dict[Pointer, Verdict] = {}
            for verdict in self.mendable():
                named = (verdict.check.code, verdict.check.name)
                if named == check and verdict.fact.pointer not in given_up:
                    open_ones.setdefault(verdict.session.pointer, verdict)
            if not open_ones:
                return
            targets = list(open_ones.values())
            if len(targets) > 1 and self._mend_all(targets):
                continue
            for verdict in targets:
                # What was mended meanwhile does not move what stands in other sessions.
                if not self._mend_one(verdict):
                    given_up.add(verdict.fact.pointer)

    def _mend_all(self, targets: Sequence[Verdict]) -> bool:
        """Makes the first repair of each finding; keeps them if all of them go well."""
        source = self._state.source
        try:
            for verdict in targets:
                first = next(self._changes(verdict, source), None)
                if first is None:
                    return False
                source = changed(source, first)
        except Unwritable:
            return False
        return self._kept(source, targets)

    def _mend_one(self, verdict: Verdict) -> bool:
        """Makes the first repair of a finding that goes well."""
        source = self._state.source
        for changes in islice(self._changes(verdict, source), _MOST_TRIES):
            try:
                tried = changed(source, changes)
            except Unwritable:
                continue
            if self._kept(tried, (verdict,)):
                return True
        return False

    def _changes(self, verdict: Verdict, source: Source) -> Iterator[tuple[Change, ...]]:
        fix = verdict.check.fix
        if fix is None or fix.repair is None:
            return
        parameters = self._rules[verdict.check.code].parameters
        yield from changes_for(verdict, fix.repair, source.data, parameters)

    def _kept(self, source: Source, targets: Sequence[Verdict]) -> bool:
        """Checks a changed text, and takes it if it is better."""
        try:
            after = self._judged(source)
        except DocumentError:
            return False
        before = self._state
        if not self._better(before, after, targets):
            return False
        self._applied += [self._note(verdict) for verdict in targets]
        self._state = after
        return True

    def _note(self, verdict: Verdict) -> Applied:
        told = self.violation(verdict)
        summary = "" if told.fix is None else told.fix.summary
        safe = told.fix is not None and told.fix.safe
        where = (told.message, summary, safe, told.location)
        return Applied(told.code, told.name, told.severity, *where)

    def _better(self, before: _State, after: _State, targets: Sequence[Verdict]) -> bool:
        """Returns whether all targets are gone and nothing as bad has come instead."""
        worst = max(RANK[self._severity(it)] for it in targets)
        for rank in range(worst + 1):
            known = self._counts(before.broken, rank)
            if any(count > known[it] for it, count in self._counts(after.broken, rank).items()):
                return False
        broken, undecided = map(_by_session, (before.broken, before.undecided))
        left, unknown = map(_by_session, (after.broken, after.undecided))
        places = set(map(_place, targets))
        return all(left[it] < broken[it] and unknown[it] <= undecided[it] for it in places)

    def _counts(self, verdicts: Sequence[Verdict], rank: int) -> Counter[_Place]:
        """Counts findings that are so bad or worse by session and check."""
        return Counter(_place(it) for it in verdicts if RANK[self._severity(it)] <= rank)


def _place(verdict: Verdict) -> _Place:
    return verdict.session.pointer, verdict.check.code, verdict.check.name


def _by_session(verdicts: Sequence[Verdict]) -> Counter[_Place]:
    return Counter(map(_place, verdicts))
