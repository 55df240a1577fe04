"""Fair timings: interleaved rounds, medians, ratios."""

from __future__ import annotations

import os
import platform
import statistics
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["in_rounds", "machine", "table", "versions"]


def in_rounds(runs: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Returns the median of what each run returns; every round does all runs in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    names = list(runs)
    for number in range(rounds):
        # Whoever comes after another may profit or suffer from it, so each comes after each.
        shift = number % len(names)
        for name in names[shift:] + names[:shift]:
            seconds[name].append(runs[name]())
    return {name: statistics.median(found) for name, found in seconds.items()}


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Returns a table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def machine() -> str:
    """Returns what the figures were measured on."""
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123
            names = [line.split(":", 1)[1].strip() for line in lines if "model name" in line]
    except OSError:
        names = []
    cores = os.cpu_count() or 1
    return f"{names[0] if names else model}, {cores} cores, {platform.system()}"


def versions(*packages: str) -> str:
    """Returns the versions of packages that are installed here."""
    found = [f"Python {platform.python_version()}"]
    for package in packages:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} missing")
    return ", ".join(found)
