"""A long run of repairs: thousands of unsafe plans, each repaired in both ways, all cores.

    PYTHONPATH=tests/properties python tests/properties/long_fixes.py --examples 5000

Prints how much was found, mended and left, and why; stops at the first plan that a repair breaks a
promise on, with the seed that draws it again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from fixing import hold
from unsafe_plans import document, written

_PROFILES = ("standard", "standard", "evidence", "beginner", "strict")
_CHUNK = 50


@dataclass
class Tally:
    """Counts of a run, by name."""

    counts: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)
    left: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Adds the counts of another run."""
        for name, counter in vars(self).items():
            counter.update(getattr(other, name))


def run(seeds: range) -> Tally:
    """Repairs the plans of some seeds, and holds what comes out to what is promised."""
    tally = Tally()
    for seed in seeds:
        random = Random(seed)  # noqa: S311
        text, syntax, comments = written(random, document(random))
        profile = _PROFILES[seed % len(_PROFILES)]
        tally.counts.update(plans=1, **{f"plans in {syntax}": 1}, comments=comments)
        for unsafe in (False, True):
            way = "unsafe" if unsafe else "safe"
            try:
                held = hold(text, syntax, unsafe=unsafe, profile=profile)
            except Exception as error:
                raise RuntimeError(f"seed {seed}, {way} repairs:\n{text}") from error
            result = held.result
            if not unsafe:
                tally.found.update(it.severity for it in held.before.violations)
            tally.counts[f"{way}: refused"] += bool(result.refused)
            tally.counts[f"{way}: changed"] += result.changed
            tally.counts[f"{way}: judged"] += held.judged
            tally.counts[f"{way}: mended"] += len(result.applied)
            tally.counts[f"{way}: left"] += sum(held.left.values())
            tally.mended.update(f"{way} {it.severity}" for it in result.applied)
            for (check, why), count in held.left.items():
                tally.left[way, check, why] += count
    return tally


def main() -> int:
    """Runs until enough plans are repaired; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--examples", type=int, default=5000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    started, total = time.monotonic(), Tally()
    last = options.seed + options.examples
    chunks = [
        range(first, min(first + _CHUNK, last)) for first in range(options.seed, last, _CHUNK)
    ]
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        for tally in pool.imap_unordered(run, chunks):
            total.add(tally)
            print(
                f"{total.counts['plans']} plans in {time.monotonic() - started:.0f} s", flush=True
            )
    for title, counter in (
        ("plans", total.counts),
        ("findings before", total.found),
        ("findings mended", total.mended),
    ):
        print(f"\n{title}")
        for name, count in sorted(counter.items()):
            print(f"{count:8}  {name}")
    print("\nleft although a program can repair such findings")
    for (way, check, why), count in total.left.most_common():
        print(f"{count:8}  {way}  {check}  {why}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
