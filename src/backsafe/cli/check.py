"""``backsafe check``: files are read, repaired if wanted, judged and reported."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from backsafe.cli.files import FileChecker, Outcome
from backsafe.cli.project import Project, processors
from backsafe.cli.status import OK, UNUSABLE
from backsafe.errors import UsageError, did_you_mean
from backsafe.outputs.formats import FORMATS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from backsafe.errors import Problem
    from backsafe.report import Report

__all__ = ["run"]

# Fewer files are read sooner than processes start.
_FEW_FILES = 64
_CHUNK = 8


def run(options: argparse.Namespace) -> int:
    """Checks files and returns the exit status."""
    outputs = [_output(stated) for stated in options.output]
    project = Project(options)
    if options.show_settings:
        return _show_settings(project, options)
    files = _discovered(project, options)
    checker = FileChecker(project, options)
    reports: list[Report] = []
    problems: list[Problem] = []
    different = False
    for outcome in _outcomes(checker, files, options.jobs):
        sys.stderr.write(outcome.told)
        different = different or bool(outcome.diff)
        if options.diff:
            sys.stdout.write(outcome.diff)
        problems += outcome.problems
        if outcome.report is not None:
            reports.append(outcome.report)
    report = reports[0].joined(reports[1:]) if reports else None
    _report(report, problems, outputs, options)
    if options.write_baseline and reports:
        _write_baseline(reports, project, options)
    if problems or report is None:
        return UNUSABLE
    if options.diff:
        return int(different)
    return OK if options.write_baseline else report.exit_status


def _output(stated: str) -> tuple[str, str]:
    """Returns format and path of what ``-o`` takes."""
    name, equals, path = stated.partition("=")
    if not equals or not path:
        raise UsageError(f"-o takes FORMAT=PATH such as sarif=out.sarif, not {stated!r}")
    if name not in FORMATS:
        hint = did_you_mean(name, FORMATS)
        raise UsageError(f"unknown format {name!r}; there are {', '.join(FORMATS)}{hint}")
    return name, path


def _discovered(project: Project, options: argparse.Namespace) -> Sequence[str]:
    from backsafe.readers import discover

    def excluded(path: str) -> bool:
        return path != "-" and project.settings(path).excludes(path)

    paths = options.paths
    if options.force_exclude:
        paths = [path for path in paths if not excluded(path)]
    found = discover(paths, excluded)
    for notice in found.notices:
        print(f"{notice.path}: {notice.message}", file=sys.stderr)
    return found.files


def _outcomes(checker: FileChecker, files: Sequence[str], jobs: int | None) -> Iterator[Outcome]:
    """Yields what comes of each file, in their order."""
    from backsafe.progress import with_progress

    several = jobs or (processors() if len(files) >= _FEW_FILES else 1)
    if several == 1 or len(files) < 2 or "-" in files:
        found: Iterable[Outcome] = (checker(path) for path in files)
    else:
        from backsafe.many import mapped_in_processes

        checker.elsewhere = True
        found = (it for _, it in mapped_in_processes(checker, files, several, chunk=_CHUNK))
    # A bar of sessions for one file, of files for many.
    checker.progress = len(files) == 1
    yield from with_progress(found, len(files), "files") if len(files) > 1 else found


def _report(
    report: Report | None,
    problems: Sequence[Problem],
    outputs: Sequence[tuple[str, str]],
    options: argparse.Namespace,
) -> None:
    """Writes the report to wherever it was asked for."""
    from backsafe.cli import printing

    for problem in problems:
        print(problem, file=sys.stderr)
    if not options.diff:
        printing.show(report, problems, options)
    for name, path in outputs:
        printing.save(report, problems, name, path, options)


def _write_baseline(
    reports: Sequence[Report], project: Project, options: argparse.Namespace
) -> None:
    from pathlib import Path

    from backsafe.baseline import Baseline

    path = options.write_baseline
    earlier = project.settings(options.paths[0]).baseline
    known = Baseline.read(earlier) if earlier and Path(earlier).exists() else None
    baseline = Baseline.of(reports, Path(path).parent, known)
    baseline.write(path)
    count = len(baseline)
    print(f"{path}: {count} finding{'' if count == 1 else 's'} written", file=sys.stderr)


def _show_settings(project: Project, options: argparse.Namespace) -> int:
    from backsafe.outputs import settings

    for path in options.paths:
        found = project.settings(path)
        print(settings.render(found, project.named(path), json=options.format == "json"))
    return OK
