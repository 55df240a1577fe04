"""Examples of rules that were run: a line per rule, and what each failing example says instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backsafe.outputs.values import judgement_as_mapping, shown_values, wrapped
from backsafe.outputs.wording import clean
from backsafe.report.types import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backsafe.report.examples import ExampleResult, RuleResult, RuleTests
    from backsafe.report.judging import JudgedAs, Judgement

__all__ = ["FORMAT", "as_mapping", "render"]

FORMAT = "backsafe-rule-tests/1"

_PROMISES = {
    "bad": "the rule fails somewhere",
    "unknown": "the rule is unknown somewhere",
    "good": "the rule applies somewhere, and passes wherever it applies",
}
_FOUND: dict[JudgedAs, str] = {
    "fail": "fails",
    "unknown": "is unknown",
    "pass": "passes",
    "not applicable": "does not apply",
}
_KINDS = ("bad", "unknown", "good")
_COLORS = {"-": "32", "+": "31", "FAILED": "31;1", "ok": "32"}
# A log as an example has more facts than anybody reads; JSON has them all.
_MOST_FOUND = 20


def render(tests: RuleTests, *, color: bool = False) -> str:
    """Returns what became of the examples as text, at most 100 columns wide where words allow.

    Args:
        tests: The rules whose examples were run. Files that cannot be used are not repeated.
        color: Whether to use terminal colors.
    """
    lines = [line for result in tests.results for line in _rule(result)]
    lines += ["", _summary(tests)] if tests.results else [_summary(tests)]
    return "\n".join(map(_painted, lines) if color else lines)


def _painted(line: str) -> str:
    word = line.split(" ", 1)[0] or line.lstrip()[:1]
    style = _COLORS.get(word)
    return line if style is None else f"\x1b[{style}m{line}\x1b[0m"


def _rule(result: RuleResult) -> Iterator[str]:
    counts = [
        f"{sum(it.kind == kind for it in result.examples)} {kind}"
        for kind in _KINDS
        if any(it.kind == kind for it in result.examples)
    ]
    state = "ok" if result.ok else "FAILED"
    yield f"{state:<6} {result.rule.code} {result.rule.name}: {', '.join(counts)}"
    for example in result.failed:
        yield from _example(example)
    for unfailed in result.unfailed:
        problem = unfailed.problem
        place = Location(path=problem.path, pointer="", line=problem.line, column=problem.column)
        yield f"  {clean(str(place))}: {_named(unfailed.check.name)}"
        yield "    - a bad example fails it"
        yield "    + found: no bad example does, so nothing shows that it can fail"


def _example(result: ExampleResult) -> Iterator[str]:
    yield f"  {clean(str(result.location))}: {result.kind} example {result.number}"
    yield f"    - {result.kind}: {_PROMISES[result.kind]}"
    if not result.readable and result.problem is not None:
        yield from wrapped(f"found: {result.problem.message}", "    + ", "      ")
        return
    for judgement in result.found[:_MOST_FOUND]:
        yield from _judgement(judgement)
    more = len(result.found) - _MOST_FOUND
    if more > 0:
        yield f"    + and {more} more; --format json lists them"
    for check, collection in result.idle:
        yield from wrapped(
            f"found: {_named(check)} has nothing to judge: the example has no "
            f"{collection.replace('_', ' ')}",
            "    + ",
            "      ",
        )


def _judgement(found: Judgement) -> Iterator[str]:
    """Yields what a check says of a fact: the verdict, what it rests on, and the condition."""
    line = "" if found.location.line is None else f", line {found.location.line}"
    where = f"{found.location.pointer or 'the document'}{line}"
    severity = f" as {found.severity}" if found.outcome == "fail" else ""
    values = f" ({shown_values(found.values)})" if found.values else ""
    check = f"{found.check} " if found.check else ""
    yield from wrapped(
        f"found: {check}{_FOUND[found.outcome]}{severity} on {where}{values}", "    + ", "      "
    )
    for key, text in found.conditions.items():
        told = f"{text} (false)" if found.outcome == "not applicable" else text
        yield from wrapped(told, f"      {key}: ", "        ")
    if found.outcome == "unknown":
        yield from wrapped(found.text, "      ")
        yield from wrapped(", ".join(found.missing), "      missing: ", "        ")


def _named(check: str) -> str:
    return f"the check {check!r}" if check else "the rule"


def _summary(tests: RuleTests) -> str:
    examples = [it for result in tests.results for it in result.examples]
    failed = [it for it in examples if it.problem is not None]
    unfailed = [it for result in tests.results for it in result.unfailed]
    parts = [_counted(len(tests.results), "rule"), _counted(len(examples), "example")]
    if failed:
        parts.append(f"{len(failed)} not as expected")
    if unfailed:
        parts.append(f"{_counted(len(unfailed), 'check')} that no bad example fails")
    if tests.problems:
        parts.append(f"{_counted(len(tests.problems), 'problem')} in files that cannot be used")
    if not failed and not unfailed and not tests.problems:
        parts.append("all as expected")
    return " · ".join(parts)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")


def as_mapping(tests: RuleTests) -> dict[str, Any]:
    """Returns what became of the examples as plain data."""
    return {
        "format": FORMAT,
        "ok": tests.exit_status == 0,
        "rules": [
            {
                "code": result.rule.code,
                "name": result.rule.name,
                "path": result.rule.path,
                "ok": result.ok,
                "examples": [_mapping(it) for it in result.examples],
                "checks_without_failure": [it.check.name for it in result.unfailed],
            }
            for result in tests.results
        ],
        "problems": [
            {"path": it.path, "line": it.line, "column": it.column, "message": it.message}
            for it in tests.problems
        ],
    }


def _mapping(result: ExampleResult) -> dict[str, Any]:
    return {
        "kind": result.kind,
        "number": result.number,
        "path": result.location.path,
        "line": result.location.line,
        "column": result.location.column,
        "ok": result.problem is None,
        "expected": _PROMISES[result.kind],
        "problem": None if result.problem is None else result.problem.message,
        "found": [judgement_as_mapping(it) for it in result.found],
        "nothing_to_judge": [
            {"check": check, "collection": collection} for check, collection in result.idle
        ],
    }
