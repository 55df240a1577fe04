"""A report on somebody who has answered some of the questions only.

A list of symptoms or conditions that is not complete can show that something is there, never that
something is not. What passed because a list does not hold something is therefore told as unknown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backsafe.facts.fact import Need
from backsafe.report import with_findings
from backsafe.report.findings import Told
from backsafe.report.types import Unknown

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from backsafe.report import Pass, Report

__all__ = ["as_far_as_answered"]

# List of the athlete → the facts that are drawn from it.
_DRAWN = {
    "symptoms": ("athlete.symptoms", "athlete.back_pain"),
    "conditions": (
        "athlete.conditions",
        "athlete.back_pain",
        "athlete.injured",
        "athlete.pressure_risk",
    ),
}


def as_far_as_answered(report: Report, partly: AbstractSet[str]) -> Report:
    """Returns a report of one document without passes that rest on a list that is not complete.

    Args:
        report: The report.
        partly: The lists of the athlete that are not complete.
    """
    (part,) = report.files
    drawn = {field for name in partly for field in _DRAWN[name]}
    open_ = [it for it in part.passes if not drawn.isdisjoint(it.facts)]
    if not open_:
        return report
    told = Told(
        part.violations,
        part.suppressions,
        (*part.unknowns, *(_unknown(it, partly) for it in open_)),
        part.notices,
        part.outline,
        tuple(it for it in part.passes if drawn.isdisjoint(it.facts)),
        part.verdicts,
    )
    unknown, passed = part.unknown + len(open_), part.passed - len(open_)
    counted = replace(report, files=(replace(part, unknown=unknown, passed=passed),))
    return with_findings(counted, told)


def _unknown(entry: Pass, partly: AbstractSet[str]) -> Unknown:
    rests = [name for name in sorted(partly) if not set(_DRAWN[name]).isdisjoint(entry.facts)]
    needs = tuple(
        Need(f"athlete.{name}", f"an answer to every question on {name}") for name in rests
    )
    reason = "needs " + "; ".join(need.sentence for need in needs)
    missing = tuple(need.path for need in needs)
    return Unknown(
        code=entry.code,
        name=entry.name,
        check=entry.check,
        missing=missing,
        reason=reason,
        needs=needs,
        location=entry.location,
        session=entry.session,
    )
