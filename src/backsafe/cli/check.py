"""``backsafe check``: files are read, repaired if wanted, judged and reported."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backsafe._deprecation import warn_deprecated
from backsafe.cli import printing
from backsafe.cli.files import FileChecker, Outcome
from backsafe.cli.printing import tell
from backsafe.cli.project import Project, processors
from backsafe.cli.status import OK, UNUSABLE
from backsafe.cli.targets import refuse_to_overwrite
from backsafe.cli.unused import unused_entries
from backsafe.errors import UsageError, did_you_mean
from backsafe.outputs.formats import FORMATS
from backsafe.visible import visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from backsafe.errors import Problem
    from backsafe.outputs.sarif import FixKey, Repair
    from backsafe.readers.discovery import Discovery
    from backsafe.report import Report

__all__ = ["run"]

# Fewer files are read sooner than processes start.
_FEW_FILES = 64
_CHUNK = 8


def run(options: argparse.Namespace) -> int:
    """Checks files and returns the exit status."""
    outputs = [_output(stated) for stated in options.output]
    _refuse_contradictions(options)
    project = Project(options)
    if options.show_settings:
        return _show_settings(project, options)
    wanted = _wanted(project, options)
    if not wanted:
        tell("all that was named is excluded; nothing was checked")
    discovery = _discovered(wanted, project)
    if not wanted or discovery.all_excluded:
        refuse_to_overwrite(outputs, options.paths, project, options)
        _Found([], {}, {}, {}).report(outputs, options)
        return OK
    files = discovery.files
    refuse_to_overwrite(outputs, files, project, options)
    checker = FileChecker(project, options)
    found = _Found([], dict.fromkeys(discovery.problems), {}, {})
    for path, outcome in zip(files, _outcomes(checker, files, options.jobs), strict=True):
        _tell(outcome)
        if options.diff:
            sys.stdout.write(outcome.diff)
        found.add(path, outcome)
    if options.paths != ["-"]:
        for message in unused_entries(found.entries, project, options):
            tell(message)
    found.report(outputs, options)
    if options.write_baseline and found.reports:
        _write_baseline(found.reports, project, options)
    if found.problems or not found.reports:
        return UNUSABLE
    if options.diff:
        return int(found.different)
    return OK if options.write_baseline else found.joined.exit_status


def _tell(outcome: Outcome) -> None:
    if outcome.told:
        tell(outcome.told.removesuffix("\n"))
    for message in outcome.deprecated:
        warn_deprecated(message)


@dataclass
class _Found:
    """What came of all files so far.

    Attributes:
        reports: A report per file that could be read.
        problems: Why others could not, each once: files may share a configuration.
        fixes: What would repair their findings.
        entries: File → which entries of its configuration are of use in it.
        different: Whether repairs change anything.
    """

    reports: list[Report]
    problems: dict[Problem, None]
    fixes: dict[FixKey, Repair]
    entries: dict[str, Mapping[str, bool]]
    different: bool = False

    @property
    def joined(self) -> Report:
        """One report on all files."""
        return self.reports[0].joined(self.reports[1:])

    def add(self, path: str, outcome: Outcome) -> None:
        """Takes what came of the next file."""
        # Of what cannot be read nobody can tell whether an entry is of use in it.
        self.entries[path] = {}
        self.problems |= dict.fromkeys(outcome.problems)
        self.fixes |= outcome.fixes or {}
        self.different = self.different or bool(outcome.diff)
        if outcome.report is not None:
            self.reports.append(outcome.report)
            self.entries[path] = outcome.report.files[0].entries

    def report(self, outputs: Sequence[tuple[str, str]], options: argparse.Namespace) -> None:
        """Writes a report to wherever one was asked for."""
        for problem in self.problems:
            tell(problem)
        report = self.joined if self.reports else None
        told = printing.Told(report, tuple(self.problems), self.fixes)
        if not options.diff:
            printing.show(told, options)
        for name, path in outputs:
            printing.save(told, name, path, options)


def _output(stated: str) -> tuple[str, str]:
    """Returns format and path of what ``-o`` takes."""
    name, equals, path = stated.partition("=")
    if not equals or not path:
        raise UsageError(f"-o takes FORMAT=PATH such as sarif=out.sarif, not {stated!r}")
    if name not in FORMATS:
        hint = did_you_mean(name, FORMATS)
        raise UsageError(f"unknown format {name!r}; there are {', '.join(FORMATS)}{hint}")
    if path == "-":
        raise UsageError(f"-o writes files; --format {name} prints on standard output")
    return name, path


def _refuse_contradictions(options: argparse.Namespace) -> None:
    """Refuses options of which one would pass over another."""
    if options.write_baseline and (options.last or options.since):
        raise UsageError("--write-baseline wants all sessions judged, without --last and --since")
    if options.write_baseline and options.diff:
        raise UsageError("--diff writes nothing, so --write-baseline cannot go with it")
    if options.statistics and options.format not in ("text", "json"):
        raise UsageError(f"--statistics is there as text and json, not as {options.format}")
    if options.stdin_filename and "-" not in options.paths:
        raise UsageError("--stdin-filename names standard input, and - is not among the paths")


def _discovered(wanted: Sequence[str], project: Project) -> Discovery:
    from backsafe.readers import discover

    found = discover(wanted, lambda path: project.settings(path).excludes(path))
    for notice in found.notices:
        tell(f"{visible(notice.path)}: {notice.message}")
    return found


def _wanted(project: Project, options: argparse.Namespace) -> list[str]:
    """Returns the paths to look at: what is named, but for what is passed over by force."""
    paths: list[str] = options.paths
    if not options.force_exclude:
        return paths
    found = []
    for path in paths:
        settings = project.settings(path)
        if not any(settings.means(pattern, path) for pattern in settings.exclude):
            found.append(path)
    return found


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
    tell(f"{path}: {count} finding{'' if count == 1 else 's'} written")


def _show_settings(project: Project, options: argparse.Namespace) -> int:
    from backsafe.outputs.settings import settings_json, settings_text

    show = settings_json if options.format == "json" else settings_text
    for path in options.paths:
        print(show(project.settings(path), project.named(path)))
    return OK
