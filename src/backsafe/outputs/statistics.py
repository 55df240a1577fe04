"""How often each rule is broken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from backsafe.outputs.wording import not_judged, repaired_by
from backsafe.rules.expression import SEVERITIES
from backsafe.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backsafe.errors import Problem
    from backsafe.report import Report, Violation

__all__ = ["FORMAT", "as_json", "as_mapping", "render"]

FORMAT = "backsafe-statistics/1"


class _Count(NamedTuple):
    severity: str
    code: str
    name: str
    times: int
    suppressed: int
    repaired_by: frozenset[str]


def as_mapping(report: Report, problems: Sequence[Problem] = ()) -> dict[str, Any]:
    """Returns the counts as plain data, the rule that is broken most often first.

    Args:
        report: What was found.
        problems: Why files could not be read: of these nothing is counted.
    """
    return {
        "format": FORMAT,
        "ok": report.ok and not problems,
        "files": len(report.files),
        "unreadable": [it.model_dump(mode="json") for it in problems],
        "not_judged": [it.path for it in report.files if not it.judged],
        "rules": [
            {
                "code": it.code,
                "name": it.name,
                "severity": it.severity,
                "count": it.times,
                "suppressed": it.suppressed,
                "automatic": bool(it.repaired_by),
            }
            for it in _counts(report)
        ],
    }


def as_json(report: Report, problems: Sequence[Problem] = ()) -> str:
    """Returns the counts as JSON text; arguments as for :func:`as_mapping`."""
    return json.dumps(as_mapping(report, problems), indent=2, ensure_ascii=False)


def render(report: Report) -> str:
    """Returns a line per rule, the one that is broken most often first; empty for none.

    The columns are how often, the severity, the code, a mark where an option repairs some of it,
    and the name. A file in which nothing could be judged has a line, too: it counts for no rule.
    """
    counts = _counts(report)
    width = max((len(str(it.times)) for it in counts), default=0)
    marks = any(it.repaired_by for it in counts)
    lines = []
    for it in counts:
        mark = ("[*] " if it.repaired_by else "    ") if marks else ""
        aside = f" ({it.suppressed} suppressed)" if it.suppressed else ""
        lines.append(f"{it.times:>{width}}  {it.severity:<7}  {it.code}  {mark}{it.name}{aside}")
    if marks:
        options = sorted(frozenset().union(*(it.repaired_by for it in counts)))
        lines.append(f"[*] {' or '.join(options)} repairs what can be repaired automatically")
    lines += [f"{visible(it.path)}: {not_judged(it)}" for it in report.files if not it.judged]
    return "\n".join(lines)


def _counts(report: Report) -> list[_Count]:
    found: dict[str, tuple[list[Violation], list[Violation]]] = {}
    for violation in report.violations:
        found.setdefault(violation.code, ([], []))[0].append(violation)
    for entry in report.suppressions:
        found.setdefault(entry.violation.code, ([], []))[1].append(entry.violation)
    counts = [_count(*both) for both in found.values()]
    return sorted(counts, key=lambda it: (-it.times, SEVERITIES.index(it.severity), it.code))


def _count(broken: list[Violation], suppressed: list[Violation]) -> _Count:
    first = (broken or suppressed)[0]
    severities = {it.severity for it in broken or suppressed}
    return _Count(
        severity=next(name for name in SEVERITIES if name in severities),
        code=first.code,
        name=first.name,
        times=len(broken),
        suppressed=len(suppressed),
        repaired_by=frozenset(filter(None, map(repaired_by, broken))),
    )
