"""Checks training plans in a pytest run: files that patterns name, and what tests hand over.

pytest loads this in every project of an environment that holds BackSafe. So it only registers two
options and a fixture; files are looked at where patterns ask for them, and all else of BackSafe is
loaded with the first plan.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from backsafe.cli.project import Project
    from backsafe.report import Report
    from backsafe.source import Source

__all__ = ["backsafe_check"]

_UNDECIDED, _VIOLATIONS = "backsafe_undecided", "backsafe_violations"
_project = pytest.StashKey["Project"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds what asks for files."""
    what = "patterns of plans and logs to check, as .gitignore has them (BackSafe)"
    parser.addini("backsafe_files", f"{what}, from the folder of this file", "args", [])
    parser.getgroup("backsafe", "training plans").addoption(
        "--backsafe",
        action="append",
        default=[],
        metavar="PATTERN",
        help=f"{what}, from the current folder; beside those of backsafe_files",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Collects files where patterns ask for it."""
    root = config.rootpath if config.inipath is None else config.inipath.parent
    patterns = [(pattern, str(root)) for pattern in config.getini("backsafe_files")]
    here = str(config.invocation_params.dir)
    patterns += [(pattern, here) for pattern in config.getoption("--backsafe")]
    if patterns:
        config.pluginmanager.register(_Files(patterns), "backsafe-files")


class _Files:
    """Collects the files that patterns name, and counts what stays open in them.

    Args:
        patterns: Each with the folder that it starts from.
    """

    def __init__(self, patterns: Iterable[tuple[str, str]]) -> None:
        self._patterns = tuple(patterns)

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> _File | None:
        from backsafe.globs import matches

        path = str(file_path)
        if any(matches(pattern, path, root, within=False) for pattern, root in self._patterns):
            return _File.from_parent(parent, path=file_path)
        return None

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Tells what a passing plan leaves open: unknown is no pass."""
        reports = [it for kind in ("passed", "failed") for it in terminalreporter.getreports(kind)]
        told = [dict(it.user_properties) for it in reports if it.when == "call"]
        plans = [it for it in told if _UNDECIDED in it]
        violations, undecided = (sum(it[key] for it in plans) for key in (_VIOLATIONS, _UNDECIDED))
        terminalreporter.section("training plans")
        line = f"{len(plans)} read, {violations} violations, {undecided} checks undecided"
        if plans:
            line += "; backsafe check shows them"
        else:
            # A pattern with a slip of the pen must not look like plans that are all sound.
            line += f"; asked for: {' '.join(pattern for pattern, _ in self._patterns)}"
        terminalreporter.line(line)


class _File(pytest.File):
    """A file of a plan or log."""

    def collect(self) -> Iterable[_Item]:
        """Yields one test, or none for a file that the configuration excludes."""
        from backsafe.errors import DocumentError

        try:
            settings = _project_of(self.config).settings(str(self.path))
        except DocumentError:
            pass  # the test tells it
        else:
            if any(settings.means(pattern, str(self.path)) for pattern in settings.exclude):
                return
        yield _Item.from_parent(self, name="backsafe")


class _Item(pytest.Item):
    """Passes where ``backsafe check`` exits with 0."""

    def runtest(self) -> None:
        """Checks the file."""
        from backsafe.config.settings import shown_path

        report = _project_of(self.config).checker(str(self.path)).check(shown_path(str(self.path)))
        self.user_properties += [
            (_VIOLATIONS, len(report.violations)),
            (_UNDECIDED, report.summary.unknown),
        ]
        if not report.ok:
            pytest.fail(_told(report), pytrace=False)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Returns what is wrong with the file or its configuration, without a traceback."""
        from backsafe.errors import BackSafeError

        if isinstance(excinfo.value, BackSafeError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Returns where the test is, and what it is called in reports of failures."""
        return self.path, None, f"backsafe check {self.nodeid.partition('::')[0]}"


@pytest.fixture
def backsafe_check(request: pytest.FixtureRequest) -> Callable[..., Report]:
    """Returns a function that checks a workout as the command would, and fails the test if it must.

    It takes a path, a mapping, a model or :class:`backsafe.Text`, and arguments of
    :class:`backsafe.Checker`, which go before the configuration. That is the one that holds for the
    file, or for the test's own file where there is none. It returns the report.
    """
    return partial(_checked, request)


def _checked(request: pytest.FixtureRequest, source: Source, **options: Any) -> Report:
    __tracebackhide__ = True
    from os import PathLike, fspath

    from backsafe.checker import Checker
    from backsafe.errors import BackSafeError

    path = fspath(source) if isinstance(source, str | PathLike) else str(request.path)
    project = _project_of(request.config)
    try:
        if options:
            checker = Checker(**{**project.settings(path).for_checker(), **options})
        else:
            checker = project.checker(path)
        report = checker.check(source)
    except BackSafeError as error:
        pytest.fail(str(error), pytrace=False)
    if not report.ok:
        pytest.fail(_told(report), pytrace=False)
    return report


def _project_of(config: pytest.Config) -> Project:
    """Returns what finds configurations and makes checkers, one for the whole run."""
    if _project not in config.stash:
        from argparse import Namespace

        from backsafe.cli.project import Project

        config.stash[_project] = Project(Namespace())
    return config.stash[_project]


def _told(report: Report) -> str:
    """Returns what is wrong, a finding a line with its place, and where to read more."""
    from backsafe.outputs.concise import render
    from backsafe.outputs.wording import summary
    from backsafe.paths import is_file_name

    lines = [render(report), summary(report)]
    path = report.files[0].path
    if is_file_name(path):
        lines.append(f"backsafe check {path} says why, and what to do")
    return "\n".join(lines)
