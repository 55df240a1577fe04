"""What must hold of every repair, checked without the bookkeeping of what makes it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from backsafe import Text
from backsafe.checker import Checker
from backsafe.errors import DocumentError
from backsafe.fixes.changes import changed
from backsafe.fixes.repairs import changes_for
from backsafe.fixes.source import Source, Unwritable
from backsafe.rules.repair import LowerLoad

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backsafe.fixes.result import FixResult
    from backsafe.report import Report, Violation
    from backsafe.report.build import Judged
    from backsafe.verdicts import Verdict

__all__ = ["Held", "hold"]

_SEVERITIES = ("error", "warning", "advice")
_COMMENT = re.compile(r"# c\d+\.")


@dataclass
class Held:
    """What came of one plan.

    Attributes:
        result: What came of its repair.
        before: What was found before.
        left: Why each finding is left that can be repaired by itself, by finding.
        judged: How often a text was judged.
    """

    result: FixResult
    before: Report
    left: Counter[tuple[str, str]] = field(default_factory=Counter)
    judged: int = 0


class _Counting(Checker):
    """Counts how often it judges."""

    judged = 0

    def judge_document(self, document: Any) -> Judged:
        self.judged += 1
        return super().judge_document(document)


@cache
def _checker(profile: str) -> _Counting:
    return _Counting(engine="compiled", profile=profile)


def hold(text: str, syntax: str, *, unsafe: bool, profile: str = "standard") -> Held:
    """Repairs a plan, and holds what comes out to what is promised."""
    checker = _checker(profile)
    before = checker.check(Text(text, reader=syntax))
    checker.judged = 0
    result = checker.fix(Text(text, reader=syntax), unsafe=unsafe)
    held = Held(result, before, judged=checker.judged)
    after = checker.check(Text(result.text, reader=syntax))

    screened = [it for it in before.violations if it.code.startswith("AT")]
    if result.refused or any(it.severity == "error" for it in screened):
        assert any(it.code in result.refused for it in screened)
        assert result.text == text
        return held
    assert after.violations == result.report.violations
    _nothing_as_bad(before, after, result)
    assert unsafe or all(it.safe for it in result.applied)

    again = checker.fix(Text(result.text, reader=syntax), unsafe=unsafe)
    assert again.text == result.text, "repaired once more"
    assert not again.applied

    # A finding is tried to be mended in so many ways, and once more when others are.
    assert held.judged <= 40 + 40 * len(before.violations), held.judged
    _rest_stays(text, result, unsafe=unsafe)
    _is_diff(result)
    for violation in after.violations:
        fix = violation.fix
        if fix is not None and fix.automatic and (fix.safe or unsafe):
            held.left[f"{violation.code} {violation.check}", _why(checker, result, violation)] += 1
    return held


def _nothing_as_bad(before: Report, after: Report, result: FixResult) -> None:
    """What is new is less bad than something that was mended."""
    severities = [_SEVERITIES.index(it.severity) for it in result.applied]
    counts = [[it.severity for it in report.violations] for report in (before, after)]
    for number in range(2):
        bad = _SEVERITIES[: number + 1]
        was, now = (sum(it in bad for it in found) for found in counts)
        assert now <= was, f"more findings as bad as {bad[-1]}"
    for rank, severity in enumerate(_SEVERITIES):
        bad = _SEVERITIES[: rank + 1]
        old, new = (
            Counter(_told(it) for it in report.violations if it.severity in bad)
            for report in (before, after)
        )
        less_bad = any(it < rank for it in severities)
        assert less_bad or not new - old, f"{severity} is new: {new - old}"
    if not result.applied:
        assert result.text == result.before
    else:
        assert result.text != result.before


def _told(violation: Violation) -> tuple[str, str, str]:
    session = re.match(r"(/weeks/\d+/workouts/\d+)?", violation.location.pointer)
    return session[0] if session else "", violation.code, violation.check


def _rest_stays(text: str, result: FixResult, *, unsafe: bool) -> None:
    """Everything but what was changed stays as it was written."""
    after = result.text
    dropped = unsafe and any(it.code == "LD08" for it in result.applied)
    comments, kept = (Counter(_COMMENT.findall(it)) for it in (text, after))
    assert not kept - comments
    assert dropped or not comments - kept, f"lost {comments - kept}"
    gone = Counter(_lines(text)) - Counter(_lines(after))
    if not unsafe:
        seen = text.count("aspect") * sum(
            it.code in ("WU04", "WU05", "RW02") for it in result.applied
        )
        assert sum(gone.values()) <= 2 * len(result.applied) + seen, gone
    assert ("\r\n" in text) == ("\r\n" in after)
    assert text.endswith("\n") == after.endswith("\n")
    if result.syntax == "yaml":
        old, new = _slices(text), _slices(after)
        for said, slices in old.items():
            known = Counter(slices) & Counter(new.get(said, []))
            assert sum(known.values()) == min(len(slices), len(new.get(said, []))), (
                slices,
                new[said],
            )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in re.split(r"\r?\n", text) if line.strip()]


def _slices(text: str) -> dict[str, list[str]]:
    """Returns what is written for the title, the athlete and each lift, by what it says.

    A repair that makes a lift say something else makes none say what that said: it was not sound.
    """
    found: dict[str, list[str]] = {}
    top = yaml.compose(text, Loader=yaml.CSafeLoader)
    for node in _parts(top):
        said = repr(yaml.CSafeLoader("").construct_object(node, deep=True))
        written = text[node.start_mark.index : node.end_mark.index]
        found.setdefault(said, []).append(_flat(written))
    return found


def _flat(written: str) -> str:
    """Returns a text as it is written in any place: a block ends behind the comments below it."""
    lines = [line.strip() for line in written.splitlines()]
    while lines and (not lines[-1] or lines[-1].startswith("#")):
        lines.pop()
    return "\n".join(lines)


def _parts(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in ("athlete", "title"):
                yield value
            elif key.value == "activities":
                yield from filter(_is_lift, value.value)
            else:
                yield from _parts(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _parts(value)


def _is_lift(node: Any) -> bool:
    return any((key.value, value.value) == ("type", "lift") for key, value in node.value)


def _is_diff(result: FixResult) -> None:
    """The difference leads from the one text to the other."""
    lines = iter(re.findall(r"[^\n]*\n|[^\n]+", result.before))
    made: list[str] = []
    at = 1
    parts = re.findall(r"[^\n]*\n", result.diff())[2:]
    for number, part in enumerate(parts):
        bare = number + 1 < len(parts) and parts[number + 1].startswith("\\ No newline")
        line = part[1:-1] if bare else part[1:]
        if part.startswith("@@"):
            start, size = re.match(r"@@ -(\d+)(?:,(\d+))?", part).groups()  # type: ignore[union-attr]
            begin = int(start) + (size == "0")
            made += [next(lines) for _ in range(begin - at)]
            at = begin
        elif part.startswith("\\"):
            continue
        elif part.startswith("+"):
            made.append(line)
        else:
            assert next(lines) == line
            at += 1
            made += [line] if part.startswith(" ") else []
    assert "".join([*made, *lines]) == result.text


def _why(checker: Checker, result: FixResult, violation: Violation) -> str:
    """Returns why a finding is left: what becomes of each change that may mend it."""
    source = Source(result.text, result.syntax)

    def judged(source: Source) -> Judged:
        from backsafe.source import document_of

        return checker.judge_document(document_of(Text(source.text, reader=source.syntax)))

    findings = judged(source)
    verdict = next(it for it in findings.broken if findings.violation(it) == violation)
    fix = verdict.check.fix
    assert fix is not None
    assert fix.repair is not None
    parameters = checker.rules[violation.code].parameters
    reasons: dict[str, None] = {}
    if isinstance(fix.repair, LowerLoad) and not verdict.fact.values["percent_stated"]:
        reasons["the one-rep max is only estimated"] = None
    for changes in changes_for(verdict, fix.repair, source.data, parameters):
        try:
            after = judged(changed(source, changes))
        except Unwritable as error:
            reasons[f"not written: {error}"] = None
        except DocumentError as error:
            reasons[f"refused: {error.problems[0].message:.60}"] = None
        else:
            reasons[_compared(findings, after, verdict)] = None
    return " | ".join(sorted(reasons)) or "nothing to try"


def _compared(before: Judged, after: Judged, verdict: Verdict) -> str:
    old, new = (
        Counter((it.check.code, it.check.name, it.severity) for it in found.broken)
        for found in (before, after)
    )
    key = verdict.check.code, verdict.check.name, verdict.severity
    if new[key] >= old[key]:
        return "does not mend it"
    rank = _SEVERITIES.index(str(verdict.severity))
    worse = sorted(
        f"{code} {name} {severity}"
        for code, name, severity in new - old
        if severity is not None and _SEVERITIES.index(str(severity)) <= rank
    )
    return (
        f"brings {', '.join(worse)}" if worse else "brings more of the same elsewhere, or unknowns"
    )
