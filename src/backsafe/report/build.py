"""Verdicts of one document → what is to be told of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from backsafe.errors import did_you_mean
from backsafe.facts.names import Remark
from backsafe.facts.schema import COLLECTIONS
from backsafe.report.log import LogTally
from backsafe.report.types import RANK, Deferred, FileReport, Notice, Unknown, Violation
from backsafe.report.words import Maker
from backsafe.rules.expression import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from backsafe.facts.fact import Facts
    from backsafe.model import Clearance
    from backsafe.report.log import LogSummary
    from backsafe.report.types import Findings
    from backsafe.report.words import Basis, Locate
    from backsafe.rules.expression import Severity
    from backsafe.rules.profiles import ActiveRule
    from backsafe.rules.rule import Rule
    from backsafe.verdicts import Verdict, Verdicts

__all__ = ["Head", "Reporter"]

# Answers about the person or the session as a whole are not yet answers about the training.
_ABOUT_TRAINING = frozenset(
    name for name, item in COLLECTIONS.items() if item.fact_type not in ("athlete", "workout")
)
# A red flag of this rule means: see to it first. Nothing else matters then.
_OUTRANKING = "AT01"


class Head(NamedTuple):
    """Which document a report is on.

    Attributes:
        path: The file as the caller named it.
        title: Title of the document.
        kind: plan or log.
        locate: Pointer → line and column.
        recordable: What its format can record; ``None`` for everything.
    """

    path: str
    title: str
    kind: str
    locate: Locate
    recordable: frozenset[str] | None = None


# Findings of longer logs are made again when somebody reads them.
_MOST_SESSIONS_KEPT = 1000


class Reporter:
    """Turns verdicts into reports.

    Args:
        rules: Code → rule with bound parameters, for every code among the verdicts.
    """

    def __init__(self, rules: Mapping[str, ActiveRule]) -> None:
        self._rules = rules
        # What a profile wants to have decided.
        self._basis: dict[tuple[str, str], Basis] = {}
        self._blocking = {code for code, active in rules.items() if active.unknown is not None}

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
        weighed: list[_Weighed] = []
        tally = LogTally() if head.kind == "log" else None
        sessions, dropped, judged = 0, False, False
        for facts, verdicts in stretches:
            sessions += facts.listed
            judged = judged or verdicts.decide_about(_ABOUT_TRAINING)
            part = self._weighed(facts, verdicts)
            if tally is not None:
                tally.add(facts.sessions, part.failed)
            dropped = dropped or sessions > _MOST_SESSIONS_KEPT
            if dropped:
                weighed = [it.counted() for it in weighed]
                part = part.counted()
            weighed.append(part)
        outranking = [part for part in weighed if part.outranks]
        told = outranking or weighed
        notices = list(dict.fromkeys(it for part in told for it in part.remarks))
        if not outranking:
            notices = [*remarks(), *notices]
        maker = Maker(head.path, self._rules, head.locate, self._basis)
        found = _Findings(maker, told, weighed, notices)
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
            findings=_Again(again, found) if dropped else found,
            log=None if tally is None or outranking else self._summary(tally, maker),
            recordable=head.recordable,
        )

    def _summary(self, tally: LogTally, maker: Maker) -> LogSummary:
        names = {code: active.rule.name for code, active in self._rules.items()}
        return tally.summary(names, maker.location)

    def findings(
        self,
        head: Head,
        stretches: Iterable[tuple[Facts, Verdicts]],
        remarks: Callable[[], Sequence[Remark]],
    ) -> Findings:
        """Returns all that is to be told of a document, however long it is."""
        weighed = [self._weighed(facts, verdicts) for facts, verdicts in stretches]
        told = [part for part in weighed if part.outranks] or weighed
        notices = list(dict.fromkeys(it for part in told for it in part.remarks))
        if told is weighed:
            notices = [*remarks(), *notices]
        maker = Maker(head.path, self._rules, head.locate, self._basis)
        return _Findings(maker, told, weighed, notices)

    def _weighed(self, facts: Facts, verdicts: Verdicts) -> _Weighed:
        failures = verdicts.failures()
        outranked = any(check.code == _OUTRANKING for check, _ in failures)
        if outranked or facts.clearances or self._blocking:
            return self._weigh(verdicts, facts.clearances)
        severities = [severity for _, severity in failures]
        return _Weighed(
            verdicts=verdicts,
            violated={name: severities.count(name) for name in SEVERITIES},
            unknown=len(verdicts) - verdicts.passed - len(failures),
            passed=verdicts.passed,
        )

    def _weigh(self, verdicts: Verdicts, clearances: Sequence[Clearance]) -> _Weighed:
        """Returns what counts once clearances and red flags are looked at."""
        remarks: list[Remark] = []
        failed, cleared = self._set_aside(verdicts.failed, clearances, remarks)
        remarks += self._misnamed(clearances)
        outranking = [verdict for verdict in failed if verdict.check.code == _OUTRANKING]
        if outranking:
            message = "other findings are withheld until the screening is cleared"
            told = Remark("screening", message, outranking[0].fact.pointer)
            counts = self._counts(outranking)
            return _Weighed(verdicts, counts, 0, 0, [told], cleared, outranking, (), outranks=True)
        undecided = verdicts.unknown
        blocking = [it for it in undecided if it.check.code in self._blocking]
        unknown = [it for it in undecided if it.check.code not in self._blocking]
        broken = [*failed, *blocking]
        counts = self._counts(broken)
        passed = verdicts.passed
        return _Weighed(verdicts, counts, len(unknown), passed, remarks, cleared, broken, unknown)

    def _counts(self, broken: Sequence[Verdict]) -> dict[Severity, int]:
        severities = [it.severity or self._rules[it.check.code].unknown for it in broken]
        return {name: severities.count(name) for name in SEVERITIES}

    def _set_aside(
        self, failed: Sequence[Verdict], clearances: Sequence[Clearance], remarks: list[Remark]
    ) -> tuple[list[Verdict], int]:
        """Takes out the screening findings that somebody has cleared, and says so."""
        kept: list[Verdict] = []
        for verdict in failed:
            rule = self._rules[verdict.check.code].rule
            clearance = next((it for it in clearances if _names(it, rule)), None)
            if not rule.screening or clearance is None or rule.weighs_clearance:
                kept.append(verdict)
                continue
            if not clearance.reason:
                message = (
                    f"the clearance of {rule.code} by {clearance.by} states no reason: not used"
                )
                kept.append(verdict)
            else:
                message = (
                    f"{rule.code} is cleared by {clearance.by}, {clearance.date}: "
                    f"{clearance.reason}"
                )
            remarks.append(Remark("clearance", message, verdict.fact.pointer))
        return kept, len(failed) - len(kept)

    def _misnamed(self, clearances: Sequence[Clearance]) -> Iterator[Remark]:
        """Yields a remark for each clearance of something that is no screening rule."""
        screening = [active.rule for active in self._rules.values() if active.rule.screening]
        words = [word for rule in screening for word in (rule.code, rule.name)]
        for clearance in clearances:
            if not any(_names(clearance, rule) for rule in screening):
                hint = did_you_mean(clearance.rule, words)
                message = (
                    f"the clearance of {clearance.rule!r} names no screening rule: not used{hint}"
                )
                yield Remark("clearance", message, ("athlete",))


@dataclass(slots=True)
class _Weighed:
    """What of the verdicts on a stretch of sessions counts.

    Attributes:
        verdicts: All of them; ``None`` once only the counts are kept.
        violated: Severity → how many violations there are.
        unknown: How many checks are undecided and may stay so.
        passed: How many passed.
        remarks: What is worth telling beside.
        suppressed: Failures that are set aside.
        broken: The violations, where they are not just what failed.
        undecided: What may stay undecided, where that is not just what is unknown.
        outranks: Whether nothing else is to be told.
    """

    verdicts: Verdicts | None
    violated: Mapping[Severity, int]
    unknown: int
    passed: int
    remarks: Sequence[Remark] = ()
    suppressed: int = 0
    broken: Sequence[Verdict] | None = None
    undecided: Sequence[Verdict] | None = None
    outranks: bool = False

    @property
    def failed(self) -> Sequence[Verdict]:
        """The violations."""
        if self.broken is not None:
            return self.broken
        return () if self.verdicts is None else self.verdicts.failed

    @property
    def open(self) -> Sequence[Verdict]:
        """What may stay undecided."""
        if self.undecided is not None:
            return self.undecided
        return () if self.verdicts is None else self.verdicts.unknown

    def counted(self) -> _Weighed:
        """Returns the counts alone."""
        return replace(self, verdicts=None, broken=(), undecided=())


class _Findings:
    """What is told of a document, put into words when somebody reads it.

    Args:
        maker: Finds the words.
        told: What of the document is told.
        judged: All that was judged.
        remarks: What is worth telling beside.
    """

    def __init__(
        self,
        maker: Maker,
        told: Sequence[_Weighed],
        judged: Sequence[_Weighed],
        remarks: Sequence[Remark],
    ) -> None:
        self._maker = maker
        self._told = told
        self._judged = judged
        self._remarks = remarks

    def violations(self) -> tuple[Violation, ...]:
        found = (self._maker.violation(it) for part in self._told for it in part.failed)
        return tuple(sorted(found, key=_worst_first))

    def unknowns(self) -> tuple[Unknown, ...]:
        return tuple(self._maker.unknown(it) for part in self._told for it in part.open)

    def notices(self) -> tuple[Notice, ...]:
        location = self._maker.location
        return tuple(
            Notice(it.kind, it.message, location(it.pointer, it.line, it.column))
            for it in self._remarks
        )

    def verdicts(self) -> Sequence[Verdict]:
        found = [part.verdicts for part in self._judged if part.verdicts is not None]
        return found[0] if len(found) == 1 else tuple(it for part in found for it in part)


class _Again(Deferred):
    """Findings of a document that is judged once more to tell them; its notices are known."""

    def __init__(self, again: Callable[[], Findings], known: Findings) -> None:
        self._judge = again
        self._known = known

    def open(self) -> Findings:
        return self._judge()

    def notices(self) -> tuple[Notice, ...]:
        return self._known.notices()


def _names(clearance: Clearance, rule: Rule) -> bool:
    return clearance.rule.strip().casefold() in (rule.code.casefold(), rule.name)


def _worst_first(violation: Violation) -> tuple[int, int]:
    return RANK[violation.severity], violation.location.line or 0
