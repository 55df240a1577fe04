"""Repairs of a plan, check by check, each kept only if a new check finds the plan better.

A repair is kept if what it is for is gone, and no session has more findings of any check, as bad
as that one or worse, than before; if what it puts in is no finding itself; and if nothing that its
check had decided has become unknown. So
each one that is kept leaves fewer findings of its severity and no more of the worse ones, and the
mending comes to an end.

To check a long program takes its time, so the repairs of many sessions are tried together. Where
that goes wrong, those whose sessions went well are tried without the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from backsafe._log import Log
from backsafe.errors import DocumentError
from backsafe.fixes.changes import InsertItem, changed, edits_of, inserted, moved
from backsafe.fixes.repairs import changes_for
from backsafe.fixes.source import Unwritable
from backsafe.report.types import RANK, Applied
from backsafe.rules.expression import FieldRef, walk
from backsafe.rules.repair import DropWorkSets, LowerLoad, SetValue, SwapExercise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from backsafe.facts.fact import Pointer
    from backsafe.fixes.changes import Change
    from backsafe.fixes.source import Edit, Source
    from backsafe.report import Violation
    from backsafe.report.build import Judged
    from backsafe.rules.profiles import ActiveRule
    from backsafe.verdicts import Verdict

__all__ = ["mend", "proposed", "red_flags"]

_log = Log(__name__)

# A repair that took so many tries is none that a person would expect.
_MOST_TRIES = 40

_Check: TypeAlias = tuple[str, str]
"""Code of a rule and name of a check."""

_Place: TypeAlias = "tuple[Pointer, str, str]"
"""A session, and the code and name of a check."""


def red_flags(findings: Judged, rules: Mapping[str, ActiveRule]) -> list[str]:
    """Returns the codes of screening findings that come before any repair.

    That is each error, and whatever a symptom tells, however grave.
    """
    screening = (it for it in findings.broken if rules[it.check.code].rule.screening)
    return sorted({it.check.code for it in screening if it.severity == "error" or _of_symptom(it)})


def _takes_off(verdict: Verdict) -> bool:
    """Returns whether the repair of a finding takes load off."""
    fix = verdict.check.fix
    return fix is not None and isinstance(fix.repair, LowerLoad | SwapExercise | DropWorkSets)


def _of_symptom(verdict: Verdict) -> bool:
    return any(
        isinstance(part, FieldRef) and part.label == "athlete.symptoms"
        for condition in verdict.check.conditions
        for part in walk(condition)
    )


@dataclass(slots=True)
class _State:
    """A document and what a check finds in it.

    Attributes:
        source: The document.
        findings: What is found.
        broken: The findings.
        counts: Place → how many findings there are as bad as each severity, or worse.
        unknown: Place → how many answers are undecided.
        places: What is found or undecided, by check and fact.
    """

    source: Source
    findings: Judged
    broken: Sequence[Verdict]
    counts: Mapping[_Place, Sequence[int]]
    unknown: Mapping[_Place, int]
    places: AbstractSet[tuple[_Check, Pointer]]


@dataclass(frozen=True, slots=True, eq=False)
class _Try:
    """A finding, and changes that may mend it."""

    verdict: Verdict
    changes: tuple[Change, ...]

    @property
    def session(self) -> Pointer:
        """The session that the finding is in."""
        return self.verdict.session.pointer


def mend(
    source: Source,
    judge: Callable[[Source], Judged],
    rules: Mapping[str, ActiveRule],
    *,
    unsafe: bool,
) -> tuple[Source, tuple[Applied, ...]]:
    """Returns a mended document and the repairs that were made.

    Args:
        source: The plan.
        judge: Checks a document.
        rules: Code → rule, for every code among the findings.
        unsafe: Whether to make repairs, too, that change what the plan asks for.

    Raises:
        DocumentError: The plan cannot be read.
    """
    return _Mender(source, judge, rules, unsafe=unsafe).mended()


def proposed(
    source: Source, judge: Callable[[Source], Judged], rules: Mapping[str, ActiveRule]
) -> Iterator[tuple[Violation, list[Edit]]]:
    """Yields each finding that a repair mends by itself, with the edits that do it.

    Args:
        source: The plan.
        judge: Checks a document.
        rules: Code → rule, for every code among the findings.

    Raises:
        DocumentError: The plan cannot be read.
    """
    return _Mender(source, judge, rules, unsafe=True).proposed()


class _Mender:
    def __init__(
        self,
        source: Source,
        judge: Callable[[Source], Judged],
        rules: Mapping[str, ActiveRule],
        *,
        unsafe: bool,
    ) -> None:
        self._judge = judge
        self._rules = rules
        self._unsafe = unsafe
        self._applied: list[Applied] = []
        self._tried = 0
        self._state = self._judged(source)

    def mended(self) -> tuple[Source, tuple[Applied, ...]]:
        before = -1
        # Where no repair of a check went well, none would again until something else is mended.
        in_vain: dict[_Check, int] = {}
        while len(self._applied) > before:
            before = len(self._applied)
            # The sets that lead up to a load, and the rests between, follow from the load.
            ordered = sorted(self._mendable(), key=lambda it: not _takes_off(it))
            for check in dict.fromkeys(map(_check, ordered)):
                made = len(self._applied)
                if in_vain.get(check) != made:
                    self._mend_check(check)
                    if len(self._applied) == made:
                        in_vain[check] = made
        _log.debug("%d repairs tried, %d kept", self._tried, len(self._applied))
        return self._state.source, tuple(self._applied)

    def proposed(self) -> Iterator[tuple[Violation, list[Edit]]]:
        state = self._state
        for check in dict.fromkeys(map(_check, self._mendable())):
            wanting = [it for it in self._mendable() if _check(it) == check]
            while wanting:
                # One of each session, so that none of them has a part in what another mends.
                several = {it.session.pointer: it for it in reversed(wanting)}
                wanting = [it for it in wanting if it not in several.values()]
                mended = self._mend(list(several.values()))
                self._state = state
                for one in mended:
                    edits = edits_of(state.source, one.changes)
                    yield state.findings.violation(one.verdict), edits

    def _judged(self, source: Source) -> _State:
        findings = self._judge(source)
        broken, undecided = findings.broken, findings.undecided
        counts: defaultdict[_Place, list[int]] = defaultdict(lambda: [0] * len(RANK))
        for verdict in broken:
            for rank in range(self._rank(verdict), len(RANK)):
                counts[_place(verdict)][rank] += 1
        return _State(
            source,
            findings,
            broken,
            counts,
            Counter(map(_place, undecided)),
            {(_check(it), it.fact.pointer) for it in (*broken, *undecided)},
        )

    def _rank(self, verdict: Verdict) -> int:
        severity = verdict.severity or self._rules[verdict.check.code].unknown
        if severity is None:
            raise ValueError("a finding has a severity")
        return RANK[severity]

    def _mendable(self) -> list[Verdict]:
        """Returns the findings that a repair is known for, the worst first."""
        found = []
        for verdict in self._state.broken:
            fix = verdict.check.fix
            known = verdict.outcome == "fail" and fix is not None and fix.repair is not None
            if known and fix is not None and (fix.safe or self._unsafe):
                found.append(verdict)
        return sorted(found, key=self._rank)

    def _mend_check(self, check: _Check) -> None:
        """Mends the findings of one check, in all sessions at once where that goes well."""
        given_up: set[Pointer] = set()
        while True:
            found = [it for it in self._mendable() if _check(it) == check]
            found = [it for it in found if it.fact.pointer not in given_up]
            if not found:
                return
            # Lowering a work set lowers what leads up to it.
            found = [it for it in found if it.fact.values.get("warm_up") is not True] or found
            if not _stays_in_place(found[0]):
                found = list({it.session.pointer: it for it in reversed(found)}.values())[::-1]
            mended = {one.verdict.fact.pointer for one in self._mend(found)}
            given_up |= {it.fact.pointer for it in found} - mended

    def _mend(self, findings: Sequence[Verdict]) -> list[_Try]:
        """Makes the first repair of each finding that goes well; returns those that were kept."""
        waiting = [(it, islice(self._changes(it), _MOST_TRIES)) for it in findings]
        kept: list[_Try] = []
        while waiting:
            tries = [
                (_Try(verdict, changes), further)
                for verdict, further in waiting
                if (changes := next(further, None)) is not None
            ]
            good = self._try([one for one, _ in tries])
            kept += good
            waiting = [(one.verdict, further) for one, further in tries if one not in good]
        return kept

    def _changes(self, verdict: Verdict) -> Iterator[tuple[Change, ...]]:
        fix = verdict.check.fix
        if fix is None or fix.repair is None:
            return
        parameters = self._rules[verdict.check.code].parameters
        yield from changes_for(verdict, fix.repair, self._state.source.data, parameters)

    def _try(self, tries: Sequence[_Try]) -> list[_Try]:
        """Makes as many changes as go well together; returns those that were kept."""
        # What one repair mends beside its own needs no other.
        tries = [one for one in tries if self._is_found(one) and self._is_writable(one)]
        if not tries:
            return []
        self._tried += len(tries)
        try:
            after = self._judged(changed(self._state.source, _changes_of(tries)))
        except (Unwritable, DocumentError):
            return self._halves(tries)
        gone = [one for one in tries if self._is_gone(after, one) and _is_sound(after, one)]
        worse = self._worse(after, tries, gone)
        good = [one for one in gone if one.session not in worse]
        if len(good) == len(tries):
            if worse:
                return self._halves(tries)
            self._applied += [self._note(one.verdict) for one in tries]
            self._state = after
            return list(tries)
        kept = self._try(good)
        # Of several that went wrong together in one session, one may do by itself.
        together = Counter(one.session for one in tries)
        again = [one for one in gone if one not in good and together[one.session] > 1]
        while again:
            ones = {one.session: one for one in reversed(again)}
            again = [one for one in again if ones[one.session] is not one]
            kept += self._try(list(ones.values()))
        return kept

    def _halves(self, tries: Sequence[_Try]) -> list[_Try]:
        if len(tries) == 1:
            return []
        half = len(tries) // 2
        return self._try(tries[:half]) + self._try(tries[half:])

    def _is_found(self, one: _Try) -> bool:
        return (_check(one.verdict), one.verdict.fact.pointer) in self._state.places

    def _is_writable(self, one: _Try) -> bool:
        try:
            edits_of(self._state.source, one.changes)
        except Unwritable:
            return False
        return True

    def _is_gone(self, after: _State, one: _Try) -> bool:
        pointer = moved(one.verdict.fact.pointer, one.changes)
        return (_check(one.verdict), pointer) not in after.places

    def _worse(self, after: _State, tries: Sequence[_Try], gone: Sequence[_Try]) -> set[Pointer]:
        """Returns the sessions in which there is more to be found, as bad as what was mended."""
        before = self._state
        ranks = [self._rank(one.verdict) for one in tries]
        limits: dict[Pointer, int] = {}
        allowed = {place: list(counts) for place, counts in before.counts.items()}
        undecided: dict[_Place, int] = {}
        for one, rank in zip(tries, ranks, strict=True):
            limits[one.session] = max(rank, limits.get(one.session, 0))
            place = _place(one.verdict)
            # Of a set that was not there before, a check may not know what to say.
            new = sum(isinstance(it, InsertItem) for it in one.changes)
            undecided[place] = undecided.get(place, before.unknown.get(place, 0)) + new
            for bad in range(rank, len(RANK)):
                allowed[place][bad] -= one in gone
        worse = {it[0] for it, count in undecided.items() if after.unknown.get(it, 0) > count}
        for place, found in after.counts.items():
            limit = limits.get(place[0], max(ranks))
            most = allowed.get(place, _NONE)
            if any(found[rank] > most[rank] for rank in range(limit + 1)):
                worse.add(place[0])
        return worse

    def _note(self, verdict: Verdict) -> Applied:
        told = self._state.findings.violation(verdict)
        summary = "" if told.fix is None else told.fix.summary
        safe = told.fix is not None and told.fix.safe
        return Applied(
            code=told.code,
            name=told.name,
            severity=told.severity,
            message=told.message,
            summary=summary,
            safe=safe,
            location=told.location,
        )


_NONE = (0,) * len(RANK)


def _changes_of(tries: Iterable[_Try]) -> Iterator[Change]:
    return (change for one in tries for change in one.changes)


def _is_sound(after: _State, one: _Try) -> bool:
    """Returns whether nothing is found of what was put in, not even something less bad."""
    own = inserted(one.changes)
    return not any(it.fact.pointer[: len(place)] == place for it in after.broken for place in own)


def _stays_in_place(verdict: Verdict) -> bool:
    """Returns whether the repair of a finding moves nothing, so that others can go with it."""
    fix = verdict.check.fix
    return fix is not None and isinstance(fix.repair, SetValue | LowerLoad)


def _check(verdict: Verdict) -> _Check:
    return verdict.check.code, verdict.check.name


def _place(verdict: Verdict) -> _Place:
    return verdict.session.pointer, verdict.check.code, verdict.check.name
