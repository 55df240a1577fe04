"""Many items worked on by several processes, with the results in the order of the items."""

from __future__ import annotations

import os
import pickle
import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol

from backsafe._log import Log
from backsafe.errors import DocumentError, EngineError, Problem
from backsafe.report import findings_of, sealed, with_findings
from backsafe.report.findings import Deferred

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from backsafe.report import Report
    from backsafe.report.findings import Findings

__all__ = ["check_in_processes", "mapped_in_processes"]

_log = Log(__name__)

# Large enough that sending costs little, small enough that the first report comes soon.
_CHUNK = 32


class Checks(Protocol):
    """Checks one source; a :class:`backsafe.Checker`."""

    def check(self, source: Any) -> Report:
        """Returns the report on a source."""


_work: Callable[[Any], Any]


def mapped_in_processes(
    work: Callable[[Any], Any], items: Iterable[Any], processes: int, *, chunk: int = _CHUNK
) -> Iterator[tuple[Any, Any]]:
    """Yields each item with what a function makes of it, in order.

    Chunks go out as results are taken, so any number of items is held in bounded memory.

    Args:
        work: The function; it is pickled for each process.
        items: What to work on; each is pickled.
        processes: How many processes to use.
        chunk: How many items a process takes at a time.

    Raises:
        EngineError: A process ended without an answer.
        Exception: What the function raised for an item, at its place.
    """
    _log.info("%d processes", processes)
    remaining = iter(items)
    executor = ProcessPoolExecutor(processes, initializer=_start, initargs=(pickle.dumps(work),))
    running: deque[tuple[list[Any], Future[list[Any]]]] = deque()
    try:
        while True:
            while len(running) < 2 * processes + 1 and (taken := list(islice(remaining, chunk))):
                running.append((taken, executor.submit(_worked, taken)))
            if not running:
                return
            taken, future = running.popleft()
            for item, result in zip(taken, _results(future), strict=False):
                if isinstance(result, Exception):
                    raise result
                yield item, result
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def check_in_processes(
    checker: Checks, sources: Iterable[Any], processes: int, *, findings: bool
) -> Iterator[Report]:
    """Yields a report per source, in order; see :func:`mapped_in_processes`.

    Args:
        checker: What checks; it is pickled for each process.
        sources: What to check; each is pickled.
        processes: How many processes to use.
        findings: Whether the other processes put findings into words.
    """
    work = _Checking(checker, findings)
    for source, report in mapped_in_processes(work, sources, processes):
        yield report if findings else with_findings(report, _Again(report, checker, source))


class _Checking:
    """Checks a source in another process."""

    def __init__(self, checker: Checks, findings: bool) -> None:
        self._checker = checker
        self._findings = findings

    def __call__(self, source: Any) -> Report:
        report = self._checker.check(source)
        return sealed(report) if self._findings else with_findings(report, None)


def _results(future: Future[list[Any]]) -> list[Any]:
    try:
        return future.result()
    except BrokenProcessPool:
        raise EngineError("a process that checked ended without an answer") from None


def _start(work: bytes) -> None:
    global _work  # noqa: PLW0603
    # A terminal interrupts all processes at once; the one that started this one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    # Pickled by the process that started this one.
    _work = pickle.loads(work)  # noqa: S301


def _end_with_parent() -> None:
    """Ends this process when the one that started it is gone, which may be killed unawares."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _worked(items: Sequence[Any]) -> list[Any]:
    results: list[Any] = []
    for item in items:
        try:
            results.append(_work(item))
        except Exception as error:
            # Whoever asked gets it, at its place among the results; nothing after it is wanted.
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
        return findings_of(part)
