"""Entries of configurations that set nothing aside, once all files they could mean were checked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from backsafe.errors import DocumentError
from backsafe.globs import absolute
from backsafe.suppressions.entries import means_one_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from backsafe.cli.project import Project
    from backsafe.config import Settings, SuppressionEntry

__all__ = ["unused_entries"]

_WILD = frozenset("*?[")


def unused_entries(
    entries: Mapping[str, Mapping[str, bool]], project: Project, options: argparse.Namespace
) -> Iterator[str]:
    """Yields a message per entry that means no file, or sets nothing aside in any it means.

    An entry is told only where a folder was walked that holds all files it could mean, and where
    nothing that is left out of this run alone could need it.

    Args:
        entries: File that was checked → where each entry that speaks of it is written → whether it
            is, or may yet be, of use there.
        project: Settings of the files.
        options: What the command line says.
    """
    if options.exclude or options.last or options.since or options.ignore_suppressions:
        return
    walked = [os.path.realpath(path) for path in options.paths if os.path.isdir(path)]  # noqa: PTH112
    if not walked:
        return
    for settings, files in _by_settings(entries, project).items():
        for entry in settings.suppressions:
            if not any(_lies_in(_start(entry, settings), folder) for folder in walked):
                continue
            meant = [path for path in files if settings.means(entry.path, path)]
            if not meant:
                yield f"{entry.source}: unused: {entry.path} means no file that was checked"
            # Of one that can mean one file only the report on that file tells.
            elif not means_one_file(entry.path, absolute(meant[0]), settings.folder) and all(
                entries[path].get(entry.source) is False for path in meant
            ):
                where = f"{entry.at} of {entry.path}" if entry.at else entry.path
                nothing = f"no finding of {entry.rule} to set aside in {where}"
                yield f"{entry.source}: unused: {nothing}"


def _by_settings(
    entries: Mapping[str, Mapping[str, bool]], project: Project
) -> dict[Settings, list[str]]:
    found: dict[Settings, list[str]] = {}
    for path in entries:
        try:
            settings = project.settings(path)
        except DocumentError:
            continue  # told where the file was checked
        if settings.suppressions:
            found.setdefault(settings, []).append(path)
    return found


def _start(entry: SuppressionEntry, settings: Settings) -> str:
    """Returns the folder that holds all files that an entry could mean."""
    names: list[str] = []
    if "/" in entry.path.rstrip("/"):
        for name in entry.path.strip("/").split("/")[:-1]:
            if not _WILD.isdisjoint(name):
                break
            names.append(name)
    return os.path.realpath(os.path.join(settings.folder, *names))  # noqa: PTH118


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))  # noqa: PTH118
