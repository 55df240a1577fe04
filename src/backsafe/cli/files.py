"""One file on its way through ``backsafe check``, in this process or in another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from backsafe.cli.deprecations import deprecations
from backsafe.cli.logs import logs
from backsafe.errors import DocumentError, Problem
from backsafe.paths import replace_file
from backsafe.visible import visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from backsafe.checker import Checker
    from backsafe.cli.project import Project
    from backsafe.fixes.result import FixResult
    from backsafe.outputs.sarif import FixKey, Repair
    from backsafe.readers import Document
    from backsafe.report import Report

__all__ = ["FileChecker", "Outcome"]


class Outcome(NamedTuple):
    """What came of a file.

    Attributes:
        report: The report on it; ``None`` where it cannot be read.
        problems: Why not.
        told: What is told of it on standard error.
        diff: What repairs change, or would.
        fixes: What would repair its findings, where a format carries that.
        deprecated: What is to be told of names on their way out, met in another process.
    """

    report: Report | None
    problems: tuple[Problem, ...] = ()
    told: str = ""
    diff: str = ""
    fixes: Mapping[FixKey, Repair] | None = None
    deprecated: tuple[str, ...] = ()


class FileChecker:
    """Reads, repairs and judges files.

    Args:
        project: Settings and checkers.
        options: What the command line says.

    Attributes:
        elsewhere: Whether it works in another process, and its reports travel.
        progress: Whether to show how far the sessions of a file have come.
    """

    def __init__(self, project: Project, options: argparse.Namespace) -> None:
        self._project = project
        self._reader: str | None = options.reader
        self._repair = options.fix or options.unsafe_fixes or options.diff
        self._unsafe: bool = options.unsafe_fixes
        self._write = self._repair and not options.diff
        self._passes: bool = options.show_passed or "html" in _formats(options)
        self._edits = "sarif" in _formats(options)
        self._show_parsed: bool = options.show_parsed
        self._verbose: bool = options.verbose
        self.elsewhere = False
        self.progress = False

    def __call__(self, path: str) -> Outcome:
        """Returns what comes of a file."""
        if not self.elsewhere:
            return self._outcome(path)
        deprecated: list[str] = []
        with logs(), deprecations(deprecated.append):
            outcome = self._outcome(path)
        return outcome._replace(deprecated=tuple(deprecated))

    def _outcome(self, path: str) -> Outcome:
        told: list[str] = []
        try:
            checker = self._project.checker(path)
            document = self._read(path, checker)
            if self._show_parsed:
                told += _as_understood(document)
            if self._verbose:
                told += _account(document)
            diff, report = "", None
            if self._repair:
                result = checker.fix_document(document, unsafe=self._unsafe, progress=self.progress)
                report, diff = result.report, result.diff()
                told += self._written(path, result)
            if report is None:
                report = checker.check_document(document, progress=self.progress)
            fixes = None
            if self._edits and not self._write:
                fixes = checker.proposals(document, progress=self.progress)
        except DocumentError as error:
            return Outcome(None, error.problems, "".join(told))
        if self.elsewhere:
            from backsafe.report import sealed

            report = sealed(report, passes=self._passes)
        return Outcome(report, (), "".join(told), diff, fixes)

    def _read(self, path: str, checker: Checker) -> Document:
        from backsafe.readers import read

        return read(path, self._reader, unit=checker.unit, name=self._project.named(path))

    def _written(self, path: str, result: FixResult) -> Iterator[str]:
        """Writes what a repair has made of a file, and tells what came of it."""
        if result.refused:
            yield f"{visible(result.path)}: not repaired: {result.refused}\n"
        if not result.applied:
            if path == "-" and self._write:
                sys.stdout.write(result.mark + result.text)
            return
        # The difference of a pipe, which is read once only, is for people.
        if path != "-" and (self._write or Path(path).is_file()):
            _expect_unchanged(path, result)
        if not self._write:
            yield _would_mend(result)
        elif path == "-":
            sys.stdout.write(result.mark + result.text)
        else:
            _replace(path, result)


def _formats(options: argparse.Namespace) -> set[str]:
    return {options.format, *(stated.partition("=")[0] for stated in options.output)}


def _would_mend(result: FixResult) -> str:
    count = len(result.applied)
    # One of them may settle several findings, so these are not counted here.
    return f"{visible(result.path)}: {count} repair{'' if count == 1 else 's'} would be made\n"


def _expect_unchanged(path: str, result: FixResult) -> None:
    """Sees to it that a file still is what was read, and nothing else.

    Raises:
        DocumentError: It is not, or cannot be read any more.
    """
    try:
        found = Path(path).read_bytes()
    except OSError as error:
        raise DocumentError(Problem(f"cannot be read: {error.strerror}", path)) from None
    if found != (result.mark + result.before).encode():
        why = "not repaired: the plan is not all of the file, or the file has changed meanwhile"
        raise DocumentError(Problem(why, path))


def _replace(path: str, result: FixResult) -> None:
    """Puts a text in the place of a file.

    Raises:
        DocumentError: It cannot be written.
    """
    try:
        replace_file(path, (result.mark + result.text).encode())
    except OSError as error:
        why = f"not repaired: it cannot be written: {error.strerror or error}"
        raise DocumentError(Problem(why, path)) from None


def _as_understood(document: Document) -> Iterator[str]:
    """Yields a document as it was understood."""
    from backsafe.outputs.document import as_yaml

    yield f"# {visible(document.path)}, read as {document.reader}\n"
    yield from as_yaml(document.content)


def _account(document: Document) -> Iterator[str]:
    """Yields what became of each row or value of a file of another format."""
    account = document.account
    if account is None:
        yield f"{visible(document.path)}: a BackSafe document, all of it is used\n"
        return
    yield f"{visible(document.path)}: {account}\n"
    for label, reasons in (("ignored", account.ignored), ("not read", account.failed)):
        for reason in reasons:
            first = f", first on line {reason.line}" if reason.line is not None else ""
            yield f"  {label:<9}{reason.times:>7}  {reason.text}{first}\n"
