"""A long differential run: both engines against the plain interpreter, many cases, all cores.

    python tests/properties/long_run.py --cases 200000

Prints how many cases were held, and the shrunk counter-example if there is one. Each process has
its own seed, so that no two run the same cases; `--seed` makes a run repeatable.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from typing import TYPE_CHECKING

import oracle
import strategies
from hypothesis import HealthCheck, given, seed, settings

from backsafe.engines import durable_available, make_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

# Hypothesis looks for new behavior within a run, and forgets what it has drawn between two.
_CHUNK = 500


def held(first: int, cases: int) -> int:
    """Holds the engines to the definition on new cases; returns how many there were."""
    count = 0
    names = ["compiled", "durable"] if durable_available() else ["compiled"]

    @seed(first)
    @settings(
        max_examples=cases,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    @given(case=strategies.cases())
    def compare(case: strategies.Case) -> None:
        nonlocal count
        count += 1
        checks, facts = case
        expected = oracle.judge(checks, facts)
        for name in names:
            given_keys = [it.key for it in make_engine(name, checks).evaluate(facts)]
            assert given_keys == expected, name

    compare()
    return count


def _chunks(cases: int, start: int) -> Iterator[tuple[int, int]]:
    for number in range(-(-cases // _CHUNK)):
        yield start + number, _CHUNK


def main() -> int:
    """Runs until enough cases are held; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000_000)
    options = parser.parse_args()
    started, total = time.monotonic(), 0
    print(f"seed {options.seed}, {options.processes} processes", flush=True)
    context = multiprocessing.get_context("spawn")
    with context.Pool(options.processes, maxtasksperchild=50) as pool:
        chunks = _chunks(options.cases, options.seed)
        for count in pool.imap_unordered(_held, chunks):
            total += count
            seconds = time.monotonic() - started
            print(f"{total} cases in {seconds:.0f} s", flush=True)
    print(f"{total} cases, no difference")
    return 0


def _held(chunk: tuple[int, int]) -> int:
    return held(*chunk)


if __name__ == "__main__":
    sys.exit(main())
