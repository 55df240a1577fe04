"""Many sources: on several processes, in their order."""

from __future__ import annotations

import pickle
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backsafe.report import Report

__all__ = ["check_in_processes"]

# Large enough that sending costs little, small enough that the first report comes soon.
_CHUNK = 32


class Checks(Protocol):
    """Checks one source; a :class:`backsafe.Checker`."""

    def check(self, source: Any) -> Report:
        """Returns the report on a source."""


_checker: Checks


def check_in_processes(checker: Checks, sources: Iterable[Any], processes: int) -> Iterator[Report]:
    """Yields a report per source, in order.

    Chunks go out as reports are taken, so any number of sources is held in bounded memory.

    Args:
        checker: What checks; it is pickled for each process.
        sources: What to check; each is pickled.
        processes: How many processes to use.

    Raises:
        Exception: What checking a source raised, at its place.
    """
    remaining = iter(sources)
    executor = ProcessPoolExecutor(processes, initializer=_start, initargs=(pickle.dumps(checker),))
    running: deque[Future[list[Report | Exception]]] = deque()
    try:
        while True:
            while len(running) < 2 * processes + 1 and (chunk := list(islice(remaining, _CHUNK))):
                running.append(executor.submit(_work, chunk))
            if not running:
                return
            for result in running.popleft().result():
                if isinstance(result, Exception):
                    raise result
                yield result
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _start(checker: bytes) -> None:
    global _checker  # noqa: PLW0603
    # Pickled by the process that started this one.
    _checker = pickle.loads(checker)  # noqa: S301


def _work(sources: Sequence[Any]) -> list[Report | Exception]:
    results: list[Report | Exception] = []
    for source in sources:
        try:
            results.append(_checker.check(source).sealed())
        except Exception as error:
            # Whoever asked gets it, at its place among the reports; nothing after it is wanted.
            results.append(error)
            break
    return results
