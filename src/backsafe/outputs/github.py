"""A report as workflow commands, which GitHub Actions shows beside the lines of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.outputs.places import is_file, shown_path
from backsafe.outputs.wording import NOT_JUDGED, clean, do, not_judged
from backsafe.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backsafe.errors import Problem
    from backsafe.report import FileReport, Report, Violation

__all__ = ["render"]

_COMMANDS = {"error": "error", "warning": "warning", "advice": "notice"}


def render(report: Report, *, problems: Sequence[Problem] = ()) -> str:
    """Returns a workflow command per finding, and one per problem with a file.

    Args:
        report: What was found.
        problems: Why files could not be read.
    """
    lines = [_unreadable(problem) for problem in problems]
    lines += [line for part in report.files for line in _file(part)]
    return "\n".join(lines)


def _file(part: FileReport) -> Iterator[str]:
    for violation in part.violations:
        yield _violation(violation, several=part.workouts > 1)
    if not part.judged:
        yield _command("error", part.path, None, None, NOT_JUDGED, not_judged(part))


def _violation(violation: Violation, *, several: bool) -> str:
    session = f"{violation.session}: " if several and violation.session else ""
    lines = [session + violation.message, do([violation])]
    place = violation.location
    return _command(
        _COMMANDS[violation.severity],
        place.path,
        place.line,
        place.column,
        f"{violation.code} {violation.name}",
        "\n".join(clean(line) for line in lines if line),
    )


def _unreadable(problem: Problem) -> str:
    title = "cannot be read"
    message = clean(problem.message)
    return _command("error", problem.path, problem.line, problem.column, title, message)


def _command(
    command: str, path: str, line: int | None, column: int | None, title: str, message: str
) -> str:
    properties: dict[str, object] = {}
    # A text without a file can have no line either: GitHub would look for one of that name.
    if is_file(path):
        properties["file"] = visible(shown_path(path))
        if line is not None:
            properties["line"] = line
            if column is not None:
                properties["col"] = column
    else:
        message = f"{visible(shown_path(path))}: {message}"
    properties["title"] = title
    told = ",".join(f"{name}={_escaped_property(str(it))}" for name, it in properties.items())
    return f"::{command} {told}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
