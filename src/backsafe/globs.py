"""Patterns of paths, as ``.gitignore`` has them."""

from __future__ import annotations

import os
from fnmatch import fnmatch

__all__ = ["absolute", "matches"]


def absolute(path: str) -> str:
    """Returns a path from the root on; a link is where it stands, and not where it leads."""
    return os.path.abspath(path)  # noqa: PTH100


def matches(pattern: str, path: str, root: str, *, within: bool = True) -> bool:
    """Returns whether a pattern means a path, or with ``within`` a folder that the path lies in.

    ``*``, ``?`` and ``[…]`` stand for characters of one name, ``**`` for any number of folders. A
    pattern without a slash within it means a name at any depth, any other a path below ``root``.
    What lies outside of ``root`` is never meant.

    >>> matches("*.draft.yaml", "/plans/may/a.draft.yaml", "/plans")
    True
    >>> matches("may/*.yaml", "/plans/old/may/a.yaml", "/plans")
    False
    """
    try:
        relative = os.path.relpath(path, root)
    except ValueError:  # another drive
        return False
    parts = relative.split(os.sep)  # noqa: PTH206
    if parts[0] in (os.pardir, os.curdir):
        return False
    wanted = [part for part in pattern.split("/") if part not in ("", os.curdir)]
    if not wanted:
        return False
    if "/" not in pattern.rstrip("/"):
        wanted = ["**", *wanted]
    return _fits(parts, wanted, within=within)


def _fits(parts: list[str], wanted: list[str], *, within: bool) -> bool:
    # Keeping the places that may be reached, no pattern takes more than parts times places.
    ends = {len(wanted)} | ({len(wanted) - 1} if wanted[-1] == "**" else set())
    reached = {0}
    for number, part in enumerate(parts, 1):
        following = set()
        for at in _with_skipped(reached, wanted):
            if wanted[at] == "**":
                following.add(at)
            elif fnmatch(part, wanted[at]):
                following.add(at + 1)
        if within and not following.isdisjoint(ends):
            return True
        reached = following - {len(wanted)} if number < len(parts) else following
    return not reached.isdisjoint(ends)


def _with_skipped(reached: set[int], wanted: list[str]) -> set[int]:
    """Adds the places behind each ``**``, which may stand for no folder at all."""
    found = set(reached)
    for at in reached:
        behind = at
        while wanted[behind] == "**" and behind + 1 < len(wanted):
            behind += 1
            found.add(behind)
    return found
