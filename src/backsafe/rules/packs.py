"""Rules beside those that BackSafe ships: folders, and packs that are installed.

A pack is found through what its distribution says of itself, and is never imported.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from backsafe.errors import Problem, RuleError, UsageError, did_you_mean
from backsafe.rules.loader import default_rule_book, load_rule_book

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.metadata import Distribution, EntryPoint

    from backsafe.rules.loader import RuleBook

__all__ = ["GROUP", "pack_folder", "with_rules"]

GROUP = "backsafe.rules"
"""The group of entry points that packs are announced in."""

_VALUE = re.compile(r"\s*([\w.]+)\s*(?::\s*([\w./-]+)\s*)?")


def with_rules(
    folders: Iterable[str | os.PathLike[str]] = (),
    packs: Iterable[str] = (),
    book: RuleBook | None = None,
) -> RuleBook:
    """Returns a rule book with the rules, sources and profiles of folders and packs added.

    Args:
        folders: Folders of rules.
        packs: Names of installed packs.
        book: What they are added to; by default the rules that BackSafe ships.

    Raises:
        UsageError: No such pack is installed.
        RuleError: Anything in a folder or pack is wrong; says where.
    """
    stated = [Path(folder).absolute() for folder in folders]
    places = {place: _state(place) for place in [*stated, *map(pack_folder, packs)]}
    if book is None:
        return _extended(tuple(places.items()))
    for place in places:
        book = load_rule_book(place, book)
    return book


@lru_cache(maxsize=8)
def _extended(places: tuple[tuple[Path, object], ...]) -> RuleBook:
    """Returns the rules that BackSafe ships with those of folders, read once for each state."""
    book = default_rule_book()
    for place, _ in places:
        book = load_rule_book(place, book)
    return book


def _state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Returns what changes when a file of the folder does.

    Raises:
        RuleError: It is no folder, or holds no files that could be rules.
    """
    if not os.path.isdir(folder):  # noqa: PTH112
        raise RuleError(Problem("no such folder of rules", str(folder)))
    files = []
    for root, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".yaml"):
                path = os.path.join(root, name)  # noqa: PTH118
                try:
                    status = os.stat(path)  # noqa: PTH116
                except OSError:
                    continue  # reading it says what is wrong
                files.append((path, status.st_mtime_ns, status.st_size))
    if not files:
        raise RuleError(Problem("this folder holds no rules", str(folder)))
    return tuple(sorted(files))


def pack_folder(name: str) -> Path:
    """Returns the folder of the rules of an installed pack.

    Raises:
        UsageError: There is no such pack, or it does not hold what it announces.
    """
    from importlib.metadata import entry_points

    found = entry_points(group=GROUP)
    matching = [entry for entry in found if entry.name == name]
    if not matching:
        installed = sorted(found.names)
        there = f"installed are {', '.join(installed)}" if installed else "none is installed"
        raise UsageError(f"unknown pack {name!r:.80}; {there}{did_you_mean(name, installed)}")
    if len(matching) > 1:
        owners = " and ".join(sorted(entry.dist.name for entry in matching if entry.dist))
        raise UsageError(f"two packs are called {name!r}: of {owners}")
    return _folder(matching[0])


def _folder(entry: EntryPoint) -> Path:
    stated = _VALUE.fullmatch(entry.value)
    steps = re.split(r"[./]", f"{stated[1]}/{stated[2] or ''}".rstrip("/")) if stated else [""]
    if "" in steps or entry.dist is None:
        raise UsageError(
            f"the pack {entry.name!r} announces {entry.value!r:.80}, and not a package or "
            "package:folder"
        )
    tried = [root.joinpath(*steps) for root in _roots(entry.dist)]
    for folder in tried:
        if folder.is_dir():
            return folder
    raise UsageError(
        f"the rules of the pack {entry.name!r} are missing: no folder {tried[0]}; an editable "
        "install may keep them elsewhere, then state that folder as one of rules"
    )


def _roots(distribution: Distribution) -> list[Path]:
    """Returns where the packages of a distribution may lie, those of an editable install too."""
    roots = [Path(str(distribution.locate_file("")))]
    for file in distribution.files or ():
        if file.suffix == ".pth":
            try:
                lines = Path(str(file.locate())).read_text(encoding="utf-8").splitlines()
            except (OSError, ValueError):
                continue
            roots += [Path(line) for line in lines if line and not line.startswith("import")]
    return roots
