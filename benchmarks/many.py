"""Many sessions with `check_many`: on one process and on two, in growing numbers.

python benchmarks/many.py            up to 100,000 sessions
python benchmarks/many.py --quick    results compared, 500 sessions
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

from generated import documents
from measuring import machine, table, versions

import backsafe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DIFFERENT = 2_000


def counts(report: backsafe.Report) -> object:
    """Returns what is read of a report where only the counts matter."""
    return report.files[0].title, report.summary, report.ok


def words(report: backsafe.Report) -> object:
    """Returns what is read of a report where everything does."""
    told = [it.message for it in report.violations]
    return report.files[0].title, report.summary, told, [it.reason for it in report.unknowns]


def run(count: int, processes: int, read: Callable[[backsafe.Report], object]) -> tuple[float, str]:
    """Returns the seconds, and a digest of what was read in the order it came."""
    sources = list(islice(_endless(), count))
    checker = backsafe.Checker(engine="compiled")
    digest = hashlib.sha256()
    start = time.perf_counter()
    reports = checker.check_many(
        sources, processes=processes, findings=read is words, progress=True
    )
    for report in reports:
        digest.update(repr(read(report)).encode())
    return time.perf_counter() - start, digest.hexdigest()


def _endless() -> Iterator[dict[str, Any]]:
    return cycle(documents(_DIFFERENT))


def measure(most: int) -> str:
    """Returns the figures as Markdown."""
    rows = []
    for read, share in ((counts, (4, 2, 1)), (words, (20, 10, 5))):
        for part in share:
            count = most // part
            (one, expected), (two, found) = (run(count, number, read) for number in (1, 2))
            if found != expected:
                sys.exit("two processes tell something else than one")
            cells = [f"{one:.1f} s", f"{two:.1f} s", f"{one / two:.2f}"]
            rows.append([read.__name__, f"{count:,}", *cells, f"{count / two:,.0f}"])
    header = ["read", "sessions", "one process", "two", "ratio", "sessions a second on two"]
    return (
        f"The compiled engine, all rules; what is read is the same and in the same order. "
        f"{machine()}; {versions('pydantic')}.\n\n" + table(header, rows)
    )


def main() -> None:
    """Measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    print(measure(500 if parser.parse_args().quick else 100_000))


if __name__ == "__main__":
    main()
