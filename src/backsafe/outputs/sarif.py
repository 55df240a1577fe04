"""A report as SARIF 2.1.0, which GitHub's code scanning and many editors show.

Results are violations only. The format has a kind ``open`` for what could not be decided, and one
for what passed, but code scanning shows every result as an alert: there are hundreds, and they
would bury what is wrong. So both are counted, for the run and for each file, and a file in which
nothing could be judged is told as a notification.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from backsafe.outputs.identity import findings
from backsafe.outputs.places import is_file, uri
from backsafe.outputs.sarif_rules import descriptor, plain
from backsafe.outputs.wording import do, not_judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backsafe.errors import Problem
    from backsafe.outputs.identity import Finding
    from backsafe.report import FileReport, Location, Report, Violation

__all__ = ["FixKey", "Repair", "Replacement", "fix_key", "render"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
_SEMANTIC = re.compile(r"\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?")

FixKey: TypeAlias = tuple[str, str, str, str]
"""Path, code, name of the check, and pointer of a violation."""


class Replacement(NamedTuple):
    """A text in place of a region of a file.

    Lines and columns count from 1, columns in characters; the end is the first that stays.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Repair(NamedTuple):
    """What would repair a violation, in its own file.

    Attributes:
        description: The repair in words.
        replacements: All of them together; none overlaps another.
    """

    description: str
    replacements: Sequence[Replacement]


def fix_key(violation: Violation) -> FixKey:
    """Returns what repairs are looked up by."""
    place = violation.location
    return place.path, violation.code, violation.check, place.pointer


def render(
    report: Report,
    *,
    version: str = "",
    problems: Sequence[Problem] = (),
    fixes: Mapping[FixKey, Repair] | None = None,
    with_suppressed: bool = True,
) -> str:
    """Returns a report as SARIF text.

    Args:
        report: What was found.
        version: Version of BackSafe.
        problems: Why files could not be read.
        fixes: What repairs violations, by :func:`fix_key`.
        with_suppressed: Whether to tell what is set aside, marked as such. GitHub's code scanning
            takes no note of the mark and opens an alert all the same.
    """
    writer = _Writer(report, fixes or {}, with_suppressed=with_suppressed)
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [writer.run(version, problems)]}
    return json.dumps(log, indent=2, ensure_ascii=False, allow_nan=False)


class _Writer:
    def __init__(
        self, report: Report, fixes: Mapping[FixKey, Repair], *, with_suppressed: bool
    ) -> None:
        self.report = report
        self.fixes = fixes
        self.found = [
            (part, it)
            for part in report.files
            for it in findings(part)
            if with_suppressed or it.suppression is None
        ]
        self.by_code: dict[str, list[Violation]] = {}
        for _, it in self.found:
            self.by_code.setdefault(it.violation.code, []).append(it.violation)
        self.rules = {code: number for number, code in enumerate(sorted(self.by_code))}
        # The format wants it of all results or of none.
        self.suppressions = any(it.suppression is not None for _, it in self.found)

    def run(self, version: str, problems: Sequence[Problem]) -> dict[str, Any]:
        driver: dict[str, Any] = {"name": "BackSafe"}
        if version:
            driver["fullName"] = f"BackSafe {version}"
            driver["semanticVersion" if _SEMANTIC.fullmatch(version) else "version"] = version
        driver["rules"] = [descriptor(self.by_code[code], _LEVELS) for code in self.rules]
        report = self.report
        return {
            "tool": {"driver": driver},
            # Runs with other profiles are other analyses, which must not close each other's alerts.
            "automationDetails": {"id": f"backsafe/{report.profile}/"},
            "invocations": [
                {
                    "executionSuccessful": not problems,
                    "toolExecutionNotifications": [
                        *map(_problem, problems),
                        *(it for part in report.files for it in _notifications(part)),
                    ],
                }
            ],
            "originalUriBaseIds": {_ROOT: {"description": {"text": "Where the check ran."}}},
            "artifacts": [_artifact(part) for part in report.files],
            "columnKind": "unicodeCodePoints",
            "results": [self._result(part, it) for part, it in self.found],
            "properties": {
                "profile": report.profile,
                "engine": report.engine,
                "summary": report.summary.model_dump(mode="json"),
            },
        }

    def _result(self, part: FileReport, finding: Finding) -> dict[str, Any]:
        violation, identity, suppression = finding
        session = f"{violation.session}: " if part.workouts > 1 and violation.session else ""
        # Where space is short the first sentence is shown alone.
        message = f"{session}{violation.message} {do([violation])}".strip()
        result: dict[str, Any] = {
            "ruleId": violation.code,
            "ruleIndex": self.rules[violation.code],
            "level": _LEVELS[violation.severity],
            "message": {"text": plain(message)},
            "locations": [_location(violation.location)],
            "partialFingerprints": {"backsafe/v1": identity},
        }
        if self.suppressions:
            result["suppressions"] = []
        if suppression is not None:
            entry: dict[str, Any] = {
                "kind": "inSource" if suppression.kind == "comment" else "external",
                "properties": {"kind": suppression.kind},
            }
            if suppression.reason:
                entry["justification"] = suppression.reason
            result["suppressions"] = [entry]
        repair = self.fixes.get(fix_key(violation))
        if repair is not None:
            result["fixes"] = [_fix(violation, repair)]
        result["properties"] = {
            "check": violation.check,
            "session": violation.session,
            # What is known of a person's health is nothing to upload.
            "facts": {
                key: list(value) if isinstance(value, tuple) else value
                for key, value in violation.facts.items()
                if not key.startswith("athlete.")
            },
        }
        return result


def _artifact_location(path: str) -> dict[str, Any]:
    place: dict[str, Any] = {"uri": uri(path)}
    if is_file(path) and not place["uri"].startswith("file:"):
        place["uriBaseId"] = _ROOT
    return place


def _location(place: Location) -> dict[str, Any]:
    location = _physical(place.path, place.line, place.column)
    if place.pointer:
        kind = "element" if place.pointer.rpartition("/")[2].isdecimal() else "property"
        logical = {"fullyQualifiedName": place.pointer, "kind": kind}
        location["logicalLocations"] = [logical]
    return location


def _physical(path: str, line: int | None, column: int | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact_location(path)}
    if line is not None:
        physical["region"] = {"startLine": max(1, line), "startColumn": max(1, column or 1)}
    return {"physicalLocation": physical}


def _artifact(part: FileReport) -> dict[str, Any]:
    """Returns a file that was checked: one without results is told nowhere else."""
    return {
        "location": _artifact_location(part.path),
        "roles": ["analysisTarget"],
        "properties": {
            "kind": part.kind,
            "workouts": part.workouts,
            "passed": part.passed,
            "unknown": part.unknown,
            "suppressed": part.suppressed,
            "judged": part.judged,
        },
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "level": "error",
        "descriptor": {"id": "cannot-be-read"},
        "message": {"text": plain(f"Cannot be read: {problem.message}")},
        "locations": [_physical(problem.path, problem.line, problem.column)],
    }


def _notifications(part: FileReport) -> Iterator[dict[str, Any]]:
    message = not_judged(part)
    if message:
        yield {
            "level": "warning",
            "descriptor": {"id": "nothing-judged"},
            "message": {"text": f"{message[:1].upper()}{message[1:]}."},
            "locations": [_physical(part.path, None, None)],
        }
    for notice in part.notices:
        yield {
            "level": "note",
            "descriptor": {"id": notice.kind},
            "message": {"text": plain(notice.message)},
            "locations": [_location(notice.location)],
        }


def _fix(violation: Violation, repair: Repair) -> dict[str, Any]:
    return {
        "description": {"text": plain(repair.description)},
        "artifactChanges": [
            {
                "artifactLocation": _artifact_location(violation.location.path),
                "replacements": [
                    {
                        "deletedRegion": {
                            "startLine": it.line,
                            "startColumn": it.column,
                            "endLine": it.end_line,
                            "endColumn": it.end_column,
                        },
                        "insertedContent": {"text": it.text},
                    }
                    for it in repair.replacements
                ],
            }
        ],
    }
