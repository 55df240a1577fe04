"""Verdicts of one document → what is to be told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backsafe.errors import did_you_mean
from backsafe.facts.names import Remark
from backsafe.facts.schema import COLLECTIONS
from backsafe.report.types import RANK, FileReport, Notice, Unknown, Violation
from backsafe.report.words import Maker
from backsafe.rules.expression import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backsafe.facts.fact import Facts
    from backsafe.model import Clearance
    from backsafe.report.words import Basis, Locate
    from backsafe.rules.expression import Severity
    from backsafe.rules.profiles import ActiveRule
    from backsafe.rules.rule import Rule
    from backsafe.verdicts import Verdict, Verdicts

__all__ = ["Reporter"]

# Answers about the person or the session as a whole are not yet answers about the training.
_ABOUT_TRAINING = frozenset(
    name for name, item in COLLECTIONS.items() if item.fact_type not in ("athlete", "workout")
)
# A red flag of this rule means: see to it first. Nothing else matters then.
_OUTRANKING = "AT01"


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
        path: str,
        title: str,
        kind: str,
        facts: Facts,
        verdicts: Verdicts,
        locate: Locate,
        notices: Sequence[Remark] = (),
    ) -> FileReport:
        """Returns what is to be told of one document.

        Args:
            path: The file as the caller named it.
            title: Title of the document.
            kind: plan or log.
            facts: Its facts.
            verdicts: What the engine answered.
            locate: Pointer → line and column.
            notices: What readers and facts found worth telling.
        """
        failures = verdicts.failures()
        weighed = _Weighed(
            severities=[severity for _, severity in failures],
            unknown=len(verdicts) - verdicts.passed - len(failures),
            passed=verdicts.passed,
            remarks=notices,
        )
        outranked = any(check.code == _OUTRANKING for check, _ in failures)
        if outranked or facts.clearances or self._blocking:
            weighed = self._weigh(verdicts, facts.clearances, weighed)
        return FileReport(
            path=path,
            title=title,
            kind=kind,
            workouts=facts.listed,
            violated={name: weighed.severities.count(name) for name in SEVERITIES},
            unknown=weighed.unknown,
            passed=weighed.passed,
            suppressed=weighed.suppressed,
            judged=verdicts.decide_about(_ABOUT_TRAINING),
            findings=_Findings(Maker(path, self._rules, locate, self._basis), verdicts, weighed),
        )

    def _weigh(
        self, verdicts: Verdicts, clearances: Sequence[Clearance], plain: _Weighed
    ) -> _Weighed:
        """Returns what counts once clearances and red flags are looked at."""
        remarks = list(plain.remarks)
        failed, cleared = self._set_aside(verdicts.failed, clearances, remarks)
        remarks += self._misnamed(clearances)
        outranking = [verdict for verdict in failed if verdict.check.code == _OUTRANKING]
        if outranking:
            severities = [it.severity for it in outranking if it.severity is not None]
            message = "other findings are withheld until the screening is cleared"
            told = Remark("screening", message, outranking[0].fact.pointer)
            return _Weighed(severities, 0, 0, [told], cleared, outranking, ())
        undecided = verdicts.unknown
        blocking = [it for it in undecided if it.check.code in self._blocking]
        unknown = [it for it in undecided if it.check.code not in self._blocking]
        broken = [*failed, *blocking]
        severities = [
            severity
            for it in broken
            if (severity := it.severity or self._rules[it.check.code].unknown) is not None
        ]
        return _Weighed(severities, len(unknown), plain.passed, remarks, cleared, broken, unknown)

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
    """What of the verdicts counts.

    Attributes:
        severities: That of each violation.
        unknown: How many checks are undecided and may stay so.
        passed: How many passed.
        remarks: What is worth telling beside.
        suppressed: Failures that are set aside.
        broken: The violations, where they are not just what failed.
        undecided: What may stay undecided, where that is not just what is unknown.
    """

    severities: Sequence[Severity]
    unknown: int
    passed: int
    remarks: Sequence[Remark]
    suppressed: int = 0
    broken: Sequence[Verdict] | None = None
    undecided: Sequence[Verdict] | None = None


class _Findings:
    """What is told of a document, put into words when somebody reads it."""

    def __init__(self, maker: Maker, verdicts: Verdicts, weighed: _Weighed) -> None:
        self._maker = maker
        self._verdicts = verdicts
        self._weighed = weighed

    def violations(self) -> tuple[Violation, ...]:
        broken = self._weighed.broken
        found = map(self._maker.violation, self._verdicts.failed if broken is None else broken)
        return tuple(sorted(found, key=_worst_first))

    def unknowns(self) -> tuple[Unknown, ...]:
        undecided = self._weighed.undecided
        found = self._verdicts.unknown if undecided is None else undecided
        return tuple(map(self._maker.unknown, found))

    def notices(self) -> tuple[Notice, ...]:
        location = self._maker.location
        return tuple(
            Notice(it.kind, it.message, location(it.pointer, it.line))
            for it in self._weighed.remarks
        )

    def verdicts(self) -> Sequence[Verdict]:
        return self._verdicts


def _names(clearance: Clearance, rule: Rule) -> bool:
    return clearance.rule.strip().casefold() in (rule.code.casefold(), rule.name)


def _worst_first(violation: Violation) -> tuple[int, int]:
    return RANK[violation.severity], violation.location.line or 0
