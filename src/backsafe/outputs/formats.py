"""The formats of reports by name, and how a report comes into a file."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backsafe.errors import UsageError, did_you_mean
from backsafe.paths import replace_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backsafe.errors import Problem
    from backsafe.outputs.sarif import FixKey, Repair
    from backsafe.report import Report

__all__ = ["FORMATS", "render", "write"]

FORMATS: dict[str, tuple[str, ...]] = {
    "text": ("problems",),
    "concise": ("problems",),
    "json": ("problems",),
    "sarif": ("version", "problems", "fixes"),
    "junit": ("problems",),
    "github": ("problems",),
    "gitlab": ("problems",),
    "markdown": ("problems",),
    "html": ("problems",),
}
"""Name of a format, which is that of its module here → what its ``render`` takes beside a report.

A module is loaded when its format is asked for: a run needs one of them.
"""


def render(
    report: Report,
    name: str,
    *,
    problems: Sequence[Problem] = (),
    fixes: Mapping[FixKey, Repair] | None = None,
) -> str:
    """Returns a report in a format.

    Args:
        report: What was found.
        name: One of :data:`FORMATS`.
        problems: Why files could not be read.
        fixes: What repairs violations, for formats that carry it.

    Raises:
        UsageError: There is no such format.
    """
    if name not in FORMATS:
        hint = did_you_mean(name, FORMATS)
        raise UsageError(f"unknown format {name!r}; there are {', '.join(FORMATS)}{hint}")
    given: dict[str, Any] = {}
    for wanted in FORMATS[name]:
        if wanted == "version":
            from importlib.metadata import version

            given[wanted] = version("backsafe")
        else:
            given[wanted] = problems if wanted == "problems" else fixes
    text: str = import_module(f"backsafe.outputs.{name}").render(report, **given)
    return text


def write(
    report: Report,
    name: str,
    path: str,
    *,
    problems: Sequence[Problem] = (),
    fixes: Mapping[FixKey, Repair] | None = None,
) -> None:
    """Writes a report to a file, as a whole or not at all; arguments as for :func:`render`.

    The text is UTF-8 and ends with a line feed, except that a report of nothing is an empty file.

    Raises:
        UsageError: There is no such format, or the file cannot be written.
    """
    text = render(report, name, problems=problems, fixes=fixes).rstrip("\n")
    # Paths may hold bytes that are no UTF-8; half a character must not cost the report, and JSON
    # has this escape for it.
    data = f"{text}\n".encode("utf-8", "backslashreplace") if text else b""
    # A link stays one, to a file that is replaced.
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise UsageError(f"cannot write {path}: it is a folder")
    if not target.parent.is_dir():
        raise UsageError(f"cannot write {path}: there is no folder {Path(path).parent}")
    try:
        replace_file(target, data)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None
