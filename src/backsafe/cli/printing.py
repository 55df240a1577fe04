"""How the command shows a report."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Literal, NamedTuple

from backsafe.visible import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from backsafe.errors import Problem
    from backsafe.outputs.sarif import FixKey, Repair
    from backsafe.report import Report

__all__ = ["Told", "in_color", "save", "show", "tell"]


class Told(NamedTuple):
    """What is told of the files of a run.

    Attributes:
        report: The report; ``None`` where no file could be read.
        problems: Why files could not be read.
        fixes: What would repair findings, where that was asked for.
    """

    report: Report | None
    problems: Sequence[Problem]
    fixes: Mapping[FixKey, Repair]


def show(told: Told, options: argparse.Namespace) -> None:
    """Prints a report on standard output."""
    text = _text(told, options)
    if text:
        # What repairs made of standard input is there already.
        repaired = "-" in options.paths and (options.fix or options.unsafe_fixes)
        print(text, file=sys.stderr if repaired else sys.stdout)


def _text(told: Told, options: argparse.Namespace) -> str:
    report = told.report
    name = options.format
    if options.statistics:
        from backsafe.outputs import statistics

        if name == "json":
            return statistics.as_json(report or _nothing(options), told.problems)
        return "" if report is None else statistics.render(report)
    if name != "text":
        from backsafe.outputs.formats import render

        shown = report or _nothing(options)
        return render(shown, name, problems=told.problems, fixes=told.fixes)
    if report is None:
        return ""
    from backsafe.outputs import text

    if options.quiet:
        from backsafe.outputs import concise

        return concise.render(report)
    findings: Literal["all", "few", "none"] = "few"
    if options.full or options.summary:
        findings = "all" if options.full else "none"
    return text.render(report, color=in_color(), findings=findings, show_passed=options.show_passed)


def save(told: Told, name: str, path: str, options: argparse.Namespace) -> None:
    """Writes a report to a file; what cannot be read is a report, too."""
    from backsafe.outputs.formats import write

    report = told.report or _nothing(options)
    write(report, name, path, problems=told.problems, fixes=told.fixes)


def _nothing(options: argparse.Namespace) -> Report:
    """Returns the report on files none of which can be read."""
    from backsafe.report import Report

    return Report(engine="none", profile=options.profile or "standard", files=())


def tell(message: object) -> None:
    """Prints a message on standard error; names of files in it cannot steer a terminal."""
    print(printable(str(message)), file=sys.stderr)


def in_color() -> bool:
    """Returns whether standard output shows colors."""
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
