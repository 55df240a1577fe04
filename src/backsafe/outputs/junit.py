"""A report as JUnit XML, which Jenkins, GitLab and most other CI systems show as tests.

A file is a suite. What fails the run fails there, and nothing else does:

- A violation at or above ``fail_on`` is a test that failed, one below it a test that passed and
  says in its output what was found.
- A finding that is set aside is a test that was skipped, with the reason.
- What could not be checked is one skipped test a file, which says what would resolve it; what
  holds is one test that passed. So unknown is never counted as passed.
- A file in which nothing could be judged, or that could not be read, is an error.

GitLab keeps only the first of tests that share name and class, so each has a name of its own.
"""

from __future__ import annotations

from posixpath import splitext
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from backsafe.outputs.identity import findings
from backsafe.outputs.needs import beyond, by_need, checks_need, what, where
from backsafe.outputs.places import problems_by_path, shown_path
from backsafe.outputs.wording import NOT_JUDGED, cited, clean, counted, do, not_judged, thresholds
from backsafe.report.types import RANK
from backsafe.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backsafe.errors import Problem
    from backsafe.report import FileReport, Report, Violation

__all__ = ["render"]

_COUNTED = ("failure", "error", "skipped")


def render(report: Report, *, problems: Sequence[Problem] = ()) -> str:
    """Returns a report as JUnit XML.

    Args:
        report: What was found.
        problems: Why files could not be read.
    """
    names = _Names()
    suites = [_unreadable(path, found, names) for path, found in problems_by_path(problems).items()]
    suites += [_file(report, part, names) for part in report.files]
    root = ET.Element("testsuites", name="BackSafe")
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    root.extend(suites)
    ET.indent(root)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


class _Names:
    """Gives each test a name that no other test of its class has."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], int] = {}

    def __call__(self, classname: str, name: str) -> str:
        number = self._seen[classname, name] = self._seen.get((classname, name), 0) + 1
        if number == 1:
            return name
        return self(classname, f"{name} ({number})")


def _file(report: Report, part: FileReport, names: _Names) -> ET.Element:
    suite = ET.Element("testsuite", name=visible(shown_path(part.path)))
    kept = ET.SubElement(suite, "properties")
    for name, value in (
        ("title", clean(part.title)),
        ("profile", report.profile),
        ("passed", part.passed),
        ("unknown", part.unknown),
        ("suppressed", part.suppressed),
    ):
        ET.SubElement(kept, "property", name=name, value=str(value))
    for violation, _, suppression in findings(part):
        name = f"{violation.code} {violation.name}"
        if part.workouts > 1 and violation.session:
            name += f" · {violation.session}"
        case = _case(suite, names, part.path, name, violation.location.line)
        if suppression is not None:
            reason = f": {suppression.reason}" if suppression.reason else ""
            _tell(case, "skipped", f"suppressed ({suppression.kind}){reason}", _told(violation))
        elif RANK[violation.severity] <= RANK[report.fails_from(part)]:
            _tell(case, "failure", violation.message, _told(violation), violation.severity)
        else:
            output = ET.SubElement(case, "system-out")
            output.text = f"{violation.severity}: {_told(violation)}"
    _rest(suite, part, names)
    return _with_counts(suite)


def _rest(suite: ET.Element, part: FileReport, names: _Names) -> None:
    """Adds what holds, and what is not known."""
    if part.passed:
        case = _case(suite, names, part.path, "checks that hold", None)
        ET.SubElement(case, "system-out").text = counted(part.passed, "check")
    needed = "\n".join(_needed(part))
    if not part.judged:
        case = _case(suite, names, part.path, NOT_JUDGED, None)
        _tell(case, "error", not_judged(part), needed, "unknown")
    elif part.unknown:
        case = _case(suite, names, part.path, "checks that could not be decided", None)
        message = f"{counted(part.unknown, 'check')} could not be decided"
        _tell(case, "skipped", message, needed)


def _needed(part: FileReport) -> Iterator[str]:
    for needs, entries in by_need(part.unknowns):
        codes = " ".join(sorted({entry.code for entry in entries}))
        never = " (this format cannot record it)" if beyond(needs, part.recordable) else ""
        wanted = clean(f"{what(needs)}: {where(needs)}")
        yield f"{checks_need(len(entries))} {wanted}{never} [{codes}]"


def _unreadable(path: str, problems: Sequence[Problem], names: _Names) -> ET.Element:
    suite = ET.Element("testsuite", name=visible(path))
    first = problems[0]
    case = _case(suite, names, path, "can be read", first.line)
    lines = []
    for it in problems:
        parts = (visible(path), it.line, it.column)
        place = ":".join(str(part) for part in parts if part is not None)
        lines.append(clean(f"{place}: {it.message}"))
    _tell(case, "error", first.message, "\n".join(lines), "unreadable")
    return _with_counts(suite)


def _told(violation: Violation) -> str:
    place = violation.location
    parts = (visible(shown_path(place.path)), place.line, place.column)
    lines = [
        ":".join(str(it) for it in parts if it is not None) + f" ({place.pointer or '/'})",
        violation.message,
    ]
    labelled = {
        "why": violation.why,
        "limit": "; ".join(thresholds(violation)),
        "do": do([violation]),
        "from": cited(violation),
    }
    lines += [f"{label}: {text}" for label, text in labelled.items() if text]
    return "\n".join(map(clean, lines))


def _case(suite: ET.Element, names: _Names, path: str, name: str, line: int | None) -> ET.Element:
    shown = visible(shown_path(path))
    # Jenkins takes what is before the last dot for a package: the suffix would be the class.
    classname = splitext(shown)[0].replace(".", "_")
    case = ET.SubElement(
        suite, "testcase", classname=classname, name=names(classname, clean(name)), file=shown
    )
    if line is not None:
        case.set("line", str(line))
    return case


def _tell(case: ET.Element, tag: str, message: str, text: str, type_: str = "") -> None:
    told = ET.SubElement(case, tag, message=clean(message))
    if type_:
        told.set("type", type_)
    told.text = text


def _with_counts(suite: ET.Element) -> ET.Element:
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    for tag, key in zip(_COUNTED, ("failures", "errors", "skipped"), strict=True):
        suite.set(key, str(sum(case.find(tag) is not None for case in cases)))
    return suite
