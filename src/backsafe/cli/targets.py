"""Where ``backsafe check`` writes to: never over what it reads, nor twice to one place."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from backsafe.errors import DocumentError, UsageError
from backsafe.rules.folder import rule_book_folder

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from backsafe.cli.project import Project
    from backsafe.config import Settings

__all__ = ["refuse_to_overwrite"]

_RULES = ".yaml"
_CONFIGURATIONS = ("backsafe.toml", "pyproject.toml")


def refuse_to_overwrite(
    outputs: Sequence[tuple[str, str]],
    files: Iterable[str],
    project: Project,
    options: argparse.Namespace,
) -> None:
    """Refuses places to write to where something would be lost; nothing is written yet.

    Args:
        outputs: Format and path of what ``-o`` takes.
        files: What is checked.
        project: Their settings.
        options: What the command line says.

    Raises:
        UsageError: A place is one of the files that are read, or would be read as a rule, or is
            named twice, or a baseline would replace what is none.
    """
    targets = [(f"-o {name}={path}", path) for name, path in outputs]
    if options.write_baseline:
        targets.append((f"--write-baseline {options.write_baseline}", options.write_baseline))
    # A device such as /dev/null or a pipe loses nothing, however often it is written to.
    targets = [it for it in targets if Path(it[1]).is_file() or not os.path.lexists(it[1])]
    if not targets:
        return
    read = {os.path.realpath(path): what for path, what in _read(files, project)}
    rules = sorted({os.path.realpath(it) for it in _rule_folders(files, project)})
    read |= {os.path.realpath(path): "a rule file" for path in _rule_files(rules)}
    seen: dict[str, str] = {}
    for stated, path in targets:
        place = os.path.realpath(path)
        what = read.get(place)
        if what is None and os.path.basename(place) in _CONFIGURATIONS:  # noqa: PTH119
            what = "a configuration"
        # A baseline may be written anew.
        if what is not None and (what != "the baseline" or path != options.write_baseline):
            raise UsageError(f"{stated} would write over {what}")
        if _would_be_rule(place, rules):
            raise UsageError(f"{stated} would be read as a rule")
        if place in seen:
            raise UsageError(f"{stated} and {seen[place]} are the same file")
        seen[place] = stated
    if options.write_baseline:
        _refuse_other_than_baseline(options.write_baseline)


def _read(files: Iterable[str], project: Project) -> Iterator[tuple[str, str]]:
    """Yields each file that is read, with what it is; what matters most comes last."""
    known: set[Settings] = set()
    for path in files:
        named = project.named(path)
        try:
            settings = project.settings(path)
        except DocumentError:
            pass  # told when the file is checked, which fails for it
        else:
            if settings not in known:
                known.add(settings)
                yield from _named_by(settings)
        if named != "-":
            yield named, "a file that is checked"


def _rule_folders(files: Iterable[str], project: Project) -> Iterator[str]:
    """Yields the folders that rules are read from."""
    from backsafe.rules.packs import pack_folder

    yield os.fspath(rule_book_folder())
    known: set[Settings] = set()
    for path in files:
        try:
            settings = project.settings(path)
        except DocumentError:
            continue
        if settings in known:
            continue
        known.add(settings)
        yield from settings.rules
        for pack in settings.packs:
            # A pack that is not there is told when a file is checked, which fails for it.
            with suppress(UsageError):
                yield os.fspath(pack_folder(pack))


def _rule_files(folders: Iterable[str]) -> Iterator[str]:
    for folder in folders:
        for root, _, names in os.walk(folder):
            yield from (os.path.join(root, name) for name in names if name.endswith(_RULES))  # noqa: PTH118


def _would_be_rule(place: str, folders: Iterable[str]) -> bool:
    below = (os.path.join(folder, "") for folder in folders)  # noqa: PTH118
    return place.endswith(_RULES) and place.startswith(tuple(below))


def _named_by(settings: Settings) -> Iterator[tuple[str, str]]:
    for path, what in (
        (settings.baseline, "the baseline"),
        (settings.history, "the history"),
        (settings.athlete, "the file on the athlete"),
        (settings.path, "a configuration"),
    ):
        if path is not None:
            yield path, what


def _refuse_other_than_baseline(path: str) -> None:
    from backsafe.baseline import Baseline

    # An empty file, as mktemp makes one, holds nothing that could be lost.
    if not Path(path).is_file() or not Path(path).stat().st_size:
        return
    try:
        Baseline.read(path)
    except DocumentError as error:
        why = "is no baseline that can be read, so it is not replaced; remove it or name another"
        raise UsageError(f"--write-baseline: {path} {why} ({error.problems[0].message})") from None
