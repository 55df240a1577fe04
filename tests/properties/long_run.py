"""A long differential run: both engines against the plain interpreter, many cases, all cores.

    python tests/properties/long_run.py --cases 200000

A case is a ruleset and a document. Prints how many were held, and the shrunk counter-example if
there is one. Each chunk has its own seed, so that no two hold the same cases; `--seed` makes a run
repeatable.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import sys
import time
from collections import deque
from typing import TYPE_CHECKING

import oracle
import strategies
from hypothesis import HealthCheck, given, seed, settings

from backsafe.engines import durable_available, make_engine
from backsafe.engines.crosscheck import consistent

if TYPE_CHECKING:
    from multiprocessing.pool import AsyncResult

# Hypothesis looks for new behavior within a run, and forgets what it has drawn between two.
_CHUNK = 500


def held(first: int, rulesets: int) -> int:
    """Holds the engines to the definition on new cases; returns how many there were."""
    count = 0
    names = ["compiled", "durable"] if durable_available() else ["compiled"]

    @seed(first)
    @settings(
        max_examples=rulesets,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    @given(case=strategies.cases())
    def compare(case: strategies.Case) -> None:
        nonlocal count
        checks, documents = case
        engines = [make_engine(name, checks) for name in names]
        for facts in documents:
            count += 1
            expected = oracle.judge(checks, facts)
            for engine in engines:
                verdicts = engine.evaluate(facts)
                assert [it.key for it in verdicts] == expected, engine.name
                assert consistent(verdicts), engine.name

    compare()
    return count


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
    seeds = itertools.count(options.seed)
    with context.Pool(options.processes, maxtasksperchild=50) as pool:

        def start() -> AsyncResult[int]:
            return pool.apply_async(held, (next(seeds), _CHUNK))

        running = deque(start() for _ in range(options.processes))
        while total < options.cases:
            running.append(start())
            total += running.popleft().get()
            print(f"{total} cases in {time.monotonic() - started:.0f} s", flush=True)
    print(f"{total} cases, no difference")
    return 0


if __name__ == "__main__":
    sys.exit(main())
