"""What of the verdicts on a document counts: clearances, red flags and suppressions weighed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from backsafe.errors import did_you_mean
from backsafe.facts.names import Remark
from backsafe.report.types import Suppression
from backsafe.rules.expression import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from backsafe.facts.fact import Facts
    from backsafe.model import Clearance
    from backsafe.rules.expression import Severity
    from backsafe.rules.profiles import ActiveRule
    from backsafe.rules.rule import Rule
    from backsafe.verdicts import Verdict, Verdicts

__all__ = ["Suppressor", "SuppressorPart", "Weighed", "Weigher"]

# A red flag of this rule means: see to it first. Nothing else matters then.
OUTRANKING = "AT01"


class SuppressorPart(Protocol):
    """Says which findings of one document somebody has set aside in one way.

    It sees every finding once, in the order of the verdicts, so that it can count, and can tell
    afterwards what was of no use. Screening findings are not its business.
    """

    def match(self, verdict: Verdict, fingerprint: Callable[[], str]) -> Suppression | None:
        """Returns why a finding is set aside, or ``None``."""

    def see_undecided(self, verdict: Verdict) -> None:
        """Takes note of a check that is undecided: what is said of it may yet be of use."""

    def remarks(self) -> Sequence[Remark]:
        """Returns what is worth telling, once all findings were seen."""


class Suppressor(SuppressorPart, Protocol):
    """The same of all ways."""

    def entries(self) -> Mapping[str, bool]:
        """Returns the entries of a configuration that speak of the document.

        Where each is written → whether it is, or may yet be, of use in it.
        """


@dataclass(slots=True)
class Weighed:
    """What of the verdicts on a stretch of sessions counts.

    Attributes:
        verdicts: All of them; ``None`` once only the counts are kept.
        violated: Severity → how many violations there are.
        unknown: How many checks are undecided and may stay so.
        passed: How many passed.
        remarks: What is worth telling beside.
        suppressed: How many failures are set aside.
        set_aside: These failures, and why.
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
    set_aside: Sequence[tuple[Verdict, Suppression]] = ()
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

    def counted(self) -> Weighed:
        """Returns the counts alone."""
        return replace(self, verdicts=None, set_aside=(), broken=(), undecided=())


class Weigher:
    """Weighs verdicts.

    Args:
        rules: Code → rule with bound parameters, for every code among the verdicts.
    """

    def __init__(self, rules: Mapping[str, ActiveRule]) -> None:
        self._rules = rules
        # What a profile wants to have decided.
        self._blocking = {code for code, active in rules.items() if active.unknown is not None}

    def weigh(
        self,
        facts: Facts,
        verdicts: Verdicts,
        suppressor: Suppressor | None,
        fingerprint: Callable[[Verdict], str],
    ) -> Weighed:
        """Returns what counts of the verdicts on a stretch of sessions.

        Args:
            facts: What they are about.
            verdicts: What the engine answered.
            suppressor: Says what somebody has set aside; ``None`` where nobody has.
            fingerprint: Returns what a finding is known by.
        """
        failures = verdicts.failures()
        outranked = any(check.code == OUTRANKING for check, _ in failures)
        if not (outranked or facts.clearances or self._blocking or suppressor):
            severities = [severity for _, severity in failures]
            return Weighed(
                verdicts=verdicts,
                violated={name: severities.count(name) for name in SEVERITIES},
                unknown=len(verdicts) - verdicts.passed - len(failures),
                passed=verdicts.passed,
            )
        failed, set_aside, remarks = self.cleared(verdicts.failed, facts.clearances)
        remarks += self._misnamed(facts.clearances)
        outranking = [verdict for verdict in failed if verdict.check.code == OUTRANKING]
        if outranking:
            message = "other findings are withheld until the screening is cleared"
            remarks.insert(0, Remark("screening", message, outranking[0].fact.pointer))
            return Weighed(
                verdicts=verdicts,
                violated=self._counts(outranking),
                unknown=0,
                passed=0,
                remarks=remarks,
                suppressed=len(set_aside),
                set_aside=set_aside,
                broken=outranking,
                undecided=(),
                outranks=True,
            )
        undecided = [it for it in verdicts.unknown if it.check.code not in self._blocking]
        broken = [*failed, *(it for it in verdicts.unknown if it.check.code in self._blocking)]
        if suppressor is not None:
            broken, suppressed = self._kept(broken, suppressor, fingerprint)
            set_aside += suppressed
            for verdict in undecided:
                suppressor.see_undecided(verdict)
        return Weighed(
            verdicts=verdicts,
            violated=self._counts(broken),
            unknown=len(undecided),
            passed=verdicts.passed,
            remarks=remarks,
            suppressed=len(set_aside),
            set_aside=set_aside,
            broken=broken,
            undecided=undecided,
        )

    def _counts(self, broken: Sequence[Verdict]) -> dict[Severity, int]:
        severities = [it.severity or self._rules[it.check.code].unknown for it in broken]
        return {name: severities.count(name) for name in SEVERITIES}

    def _kept(
        self,
        broken: Sequence[Verdict],
        suppressor: Suppressor,
        fingerprint: Callable[[Verdict], str],
    ) -> tuple[list[Verdict], list[tuple[Verdict, Suppression]]]:
        """Returns the findings that stay, and those that somebody has set aside."""
        kept: list[Verdict] = []
        set_aside: list[tuple[Verdict, Suppression]] = []
        for verdict in broken:
            found = suppressor.match(verdict, lambda it=verdict: fingerprint(it))  # type: ignore[misc]
            if found is None:
                kept.append(verdict)
            else:
                set_aside.append((verdict, found))
        return kept, set_aside

    def cleared(
        self, failed: Sequence[Verdict], clearances: Sequence[Clearance]
    ) -> tuple[list[Verdict], list[tuple[Verdict, Suppression]], list[Remark]]:
        """Takes out the screening findings that somebody has cleared.

        Returns:
            What stands, what is cleared and why, and what is to be told of it.
        """
        remarks: list[Remark] = []
        kept: list[Verdict] = []
        set_aside: list[tuple[Verdict, Suppression]] = []
        for verdict in failed:
            rule = self._rules[verdict.check.code].rule
            named = [it for it in clearances if _names(it, rule)]
            clearance = next((it for it in named if it.reason), named[0] if named else None)
            if not rule.screening or clearance is None or rule.weighs_clearance:
                kept.append(verdict)
                continue
            if rule.was(clearance.rule):
                told = f"the clearance of {rule.renamed(clearance.rule)}"
                remarks.append(Remark("clearance", told, ("athlete",)))
            if not clearance.reason:
                message = (
                    f"the clearance of {rule.code} by {clearance.by} states no reason: not used"
                )
                kept.append(verdict)
            else:
                told = f"{clearance.by}, {clearance.date}: {clearance.reason}"
                message = f"{rule.code} is cleared by {told}"
                set_aside.append((verdict, Suppression(kind="clearance", reason=told)))
            remarks.append(Remark("clearance", message, verdict.fact.pointer))
        return kept, set_aside, remarks

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


def _names(clearance: Clearance, rule: Rule) -> bool:
    return clearance.rule.strip().casefold() in map(str.casefold, rule.words)
