"""Many sources: on several processes, in their order."""

from __future__ import annotations

import pickle
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from backsafe.errors import DocumentError, EngineError, Problem
from backsafe.report.findings import Deferred

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backsafe.report import Report
    from backsafe.report.findings import Findings

__all__ = ["check_in_processes"]

# Large enough that sending costs little, small enough that the first report comes soon.
_CHUNK = 32


class Checks(Protocol):
    """Checks one source; a :class:`backsafe.Checker`."""

    def check(self, source: Any) -> Report:
        """Returns the report on a source."""


_checker: Checks


def check_in_processes(
    checker: Checks, sources: Iterable[Any], processes: int, *, findings: bool
) -> Iterator[Report]:
    """Yields a report per source, in order.

    Chunks go out as reports are taken, so any number of sources is held in bounded memory.

    Args:
        checker: What checks; it is pickled for each process.
        sources: What to check; each is pickled.
        processes: How many processes to use.
        findings: Whether the other processes put findings into words.

    Raises:
        EngineError: A process ended without an answer.
        Exception: What checking a source raised, at its place.
    """
    remaining = iter(sources)
    executor = ProcessPoolExecutor(processes, initializer=_start, initargs=(pickle.dumps(checker),))
    running: deque[tuple[list[Any], Future[list[Report | Exception]]]] = deque()
    try:
        while True:
            while len(running) < 2 * processes + 1 and (chunk := list(islice(remaining, _CHUNK))):
                running.append((chunk, executor.submit(_work, chunk, findings)))
            if not running:
                return
            chunk, future = running.popleft()
            for source, result in zip(chunk, _results(future), strict=False):
                if isinstance(result, Exception):
                    raise result
                again = _Again(result, checker, source)
                yield result if findings else result.with_findings(again)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _results(future: Future[list[Report | Exception]]) -> list[Report | Exception]:
    try:
        return future.result()
    except BrokenProcessPool:
        raise EngineError("a process that checked ended without an answer") from None


def _start(checker: bytes) -> None:
    global _checker  # noqa: PLW0603
    # Pickled by the process that started this one.
    _checker = pickle.loads(checker)  # noqa: S301


def _work(sources: Sequence[Any], findings: bool) -> list[Report | Exception]:
    results: list[Report | Exception] = []
    for source in sources:
        try:
            report = _checker.check(source)
            results.append(report.sealed() if findings else report.with_findings(None))
        except Exception as error:
            # Whoever asked gets it, at its place among the reports; nothing after it is wanted.
            results.append(error)
            break
    return results


class _Again(Deferred):
    """Findings of a source that was judged elsewhere: it is judged again to tell them."""

    def __init__(self, report: Report, checker: Checks, source: Any) -> None:
        self._report = report
        self._checker = checker
        self._source = source

    def open(self) -> Findings:
        again = self._checker.check(self._source)
        (part,) = again.files
        if again.summary != self._report.summary:
            raise DocumentError(Problem("has changed since it was checked", part.path))
        return part.findings
