"""Verdicts of one document → what is to be told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backsafe.facts.schema import COLLECTIONS
from backsafe.report.findings import Deferred
from backsafe.report.report import FileReport
from backsafe.report.types import RANK, Location, Notice, Pass, Suppressed, Unknown, Violation
from backsafe.report.weighing import Weigher
from backsafe.report.words import Maker
from backsafe.rules.expression import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from backsafe.facts.fact import Facts
    from backsafe.facts.names import Remark
    from backsafe.report import types
    from backsafe.report.findings import Findings
    from backsafe.report.log import LogSummary, LogTally
    from backsafe.report.outline import SessionOutline
    from backsafe.report.weighing import Suppressor, Weighed
    from backsafe.report.words import Basis, Locate, Place
    from backsafe.rules.profiles import ActiveRule
    from backsafe.verdicts import Verdict, Verdicts

__all__ = ["Head", "Judged", "Reporter"]

# Answers about the person or the session as a whole are not yet answers about the training.
_ABOUT_TRAINING = frozenset(
    name for name, item in COLLECTIONS.items() if item.fact_type not in ("athlete", "workout")
)


class Head(NamedTuple):
    """Which document a report is on.

    Attributes:
        path: The file as the caller named it.
        title: Title of the document.
        kind: plan or log.
        locate: Pointer → line and column.
        outline: Returns its sessions and their activities, given what tells the location of a
            pointer.
        suppressor: Returns what says which findings are set aside, or ``None``.
        repaired: Whether ``fix`` takes such a document.
        recordable: What its format can record; ``None`` for everything.
    """

    path: str
    title: str
    kind: str
    locate: Locate
    outline: Callable[[Place], tuple[SessionOutline, ...]]
    suppressor: Callable[[], Suppressor | None]
    recordable: frozenset[str] | None = None
    repaired: bool = False


# Findings of longer logs are made again when somebody reads them.
_MOST_SESSIONS_KEPT = 1000


class Reporter:
    """Turns verdicts into reports.

    Args:
        rules: Code → rule with bound parameters, for every code among the verdicts.
    """

    def __init__(self, rules: Mapping[str, ActiveRule]) -> None:
        self._rules = rules
        self._basis: dict[tuple[str, str], Basis] = {}
        self._weigher = Weigher(rules)

    def report(
        self,
        head: Head,
        stretches: Iterable[tuple[Facts, Verdicts]],
        remarks: Callable[[], Sequence[Remark]],
        again: Callable[[], Findings],
    ) -> FileReport:
        """Returns what is to be told of one document.

        Args:
            head: Which document it is.
            stretches: Its facts, and what the engine answered, in the order of time.
            remarks: Tells what readers and facts found worth telling, once all are judged.
            again: Judges the document once more, for the findings of one that is too long to keep.
        """
        weighed: list[Weighed] = []
        tally = _tally() if head.kind == "log" else None
        maker, suppressor = self._maker(head), head.suppressor()
        sessions, dropped, judged = 0, False, False
        for facts, verdicts in stretches:
            sessions += facts.listed
            judged = judged or verdicts.decide_about(_ABOUT_TRAINING)
            part = self._weigher.weigh(facts, verdicts, suppressor, maker.fingerprint)
            if tally is not None:
                tally.add(facts.sessions, part.failed)
            dropped = dropped or sessions > _MOST_SESSIONS_KEPT
            if dropped:
                weighed = [it.counted() for it in weighed]
                part = part.counted()
            weighed.append(part)
        found = Judged(head, maker, weighed, suppressor, remarks)
        told = found.told
        return FileReport(
            path=head.path,
            title=head.title,
            kind=head.kind,
            workouts=sessions,
            violated={name: sum(it.violated[name] for it in told) for name in SEVERITIES},
            unknown=sum(it.unknown for it in told),
            passed=sum(it.passed for it in told),
            suppressed=sum(it.suppressed for it in weighed),
            judged=judged,
            _findings=_Again(again, found) if dropped else found,
            log=None if tally is None or found.outranked else self._summary(tally, maker),
            recordable=head.recordable,
            entries=_entries(suppressor, outranked=found.outranked),
        )

    def findings(
        self,
        head: Head,
        stretches: Iterable[tuple[Facts, Verdicts]],
        remarks: Callable[[], Sequence[Remark]],
    ) -> Judged:
        """Returns all that is to be told of a document, however long it is."""
        maker, suppressor = self._maker(head), head.suppressor()
        weighed = [
            self._weigher.weigh(facts, verdicts, suppressor, maker.fingerprint)
            for facts, verdicts in stretches
        ]
        return Judged(head, maker, weighed, suppressor, remarks)

    def _maker(self, head: Head) -> Maker:
        return Maker(head.path, self._rules, head.locate, self._basis, repaired=head.repaired)

    def _summary(self, tally: LogTally, maker: Maker) -> LogSummary:
        names = {code: active.rule.name for code, active in self._rules.items()}
        return tally.summary(names, maker.location)


def _tally() -> LogTally:
    # A plan needs none.
    from backsafe.report.log import LogTally

    return LogTally()


class Judged:
    """What is told of a document, put into words when somebody reads it.

    Args:
        head: Which document it is.
        maker: Finds the words.
        judged: All that was judged, weighed.
        suppressor: What said which findings are set aside.
        remarks: Tells what is worth telling beside.
    """

    def __init__(
        self,
        head: Head,
        maker: Maker,
        judged: Sequence[Weighed],
        suppressor: Suppressor | None,
        remarks: Callable[[], Sequence[Remark]],
    ) -> None:
        self._head = head
        self._maker = maker
        self._judged = judged
        outranking = [part for part in judged if part.outranks]
        self.outranked = bool(outranking)
        self.told = outranking or judged
        beside = list(dict.fromkeys(it for part in self.told for it in part.remarks))
        if outranking:
            # Why a clearance is of no use matters most where something needs one.
            beside += [it for it in remarks() if it.kind == "clearance"]
        else:
            beside = [*remarks(), *beside, *(suppressor.remarks() if suppressor else ())]
        self._remarks = beside

    @property
    def broken(self) -> list[Verdict]:
        """The verdicts behind the violations."""
        return [it for part in self.told for it in part.failed]

    @property
    def holding(self) -> list[Verdict]:
        """The verdicts behind what holds."""
        return [] if self.outranked else [it for it in self._verdicts() if it.outcome == "pass"]

    @property
    def undecided(self) -> list[Verdict]:
        """The verdicts behind what could not be decided."""
        return [it for part in self.told for it in part.open]

    def violation(self, verdict: Verdict) -> Violation:
        """Returns what is told of one of the verdicts behind the violations."""
        return self._maker.violation(verdict)

    def violations(self) -> tuple[Violation, ...]:
        """Returns what the document breaks, worst first."""
        return tuple(sorted(map(self.violation, self.broken), key=_worst_first))

    def suppressions(self) -> tuple[Suppressed, ...]:
        """Returns what is set aside, and why."""
        found = (
            Suppressed(violation=self._maker.violation(verdict), suppression=why)
            for part in self._judged
            for verdict, why in part.set_aside
        )
        return tuple(sorted(found, key=lambda it: _worst_first(it.violation)))

    def unknowns(self) -> tuple[Unknown, ...]:
        """Returns what could not be decided."""
        return tuple(map(self._maker.unknown, self.undecided))

    def passes(self) -> tuple[Pass, ...]:
        """Returns what holds."""
        return tuple(map(self._maker.passed, self.holding))

    def notices(self) -> tuple[Notice, ...]:
        """Returns what is worth telling beside."""
        return tuple(
            Notice(kind=it.kind, message=it.message, location=self._place(it))
            for it in self._remarks
        )

    def _place(self, remark: Remark) -> Location:
        if remark.path:
            return Location(path=remark.path, pointer="", line=remark.line, column=remark.column)
        return self._maker.location(remark.pointer, remark.line, remark.column)

    def outline(self) -> tuple[SessionOutline, ...]:
        """Returns the sessions and their activities."""
        return self._head.outline(self._maker.location)

    def verdicts(self) -> tuple[types.Verdict, ...]:
        """Returns all verdicts."""
        return tuple(map(self._maker.verdict, self._verdicts()))

    def _verdicts(self) -> Sequence[Verdict]:
        found = [part.verdicts for part in self._judged if part.verdicts is not None]
        return found[0] if len(found) == 1 else tuple(it for part in found for it in part)


def _entries(suppressor: Suppressor | None, *, outranked: bool) -> Mapping[str, bool]:
    """Returns which entries are of use; of what a red flag withholds nobody can tell."""
    entries = {} if suppressor is None else suppressor.entries()
    return dict.fromkeys(entries, True) if outranked else entries


class _Again(Deferred):
    """Findings of a document that is judged once more to tell them; its notices are known."""

    def __init__(self, again: Callable[[], Findings], known: Findings) -> None:
        self._judge = again
        self._known = known

    def open(self) -> Findings:
        return self._judge()

    def notices(self) -> tuple[Notice, ...]:
        return self._known.notices()


def _worst_first(violation: Violation) -> tuple[int, int]:
    return RANK[violation.severity], violation.location.line or 0
