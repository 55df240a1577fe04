"""A progress bar on standard error, for people who wait."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["counted_calls", "with_progress"]

_Item = TypeVar("_Item")
Arguments = ParamSpec("Arguments")

_PATIENCE_SECONDS = 1.0
_BETWEEN_SECONDS = 0.1
_WIDTH = 30


def with_progress(
    items: Iterable[_Item],
    total: int | None,
    what: str,
    size: Callable[[_Item], int] = lambda _: 1,
) -> Iterator[_Item]:
    """Passes items on and shows how many there were, on a terminal and after a second.

    Args:
        items: What is waited for.
        total: How many there will be, or ``None`` if nobody knows.
        what: What they are, in the plural.
        size: For how many an item stands.
    """
    start, last, number = time.monotonic(), 0.0, 0
    try:
        for item in items:
            number += size(item)
            now = time.monotonic()
            waited = now - start > _PATIENCE_SECONDS and now - last > _BETWEEN_SECONDS
            if waited and sys.stderr.isatty():
                _show(f"{_bar(number, total)}{what}")
                last = now
            yield item
    finally:
        if last:
            _show(f"{'':70}\r")


@contextmanager
def counted_calls(
    function: Callable[Arguments, _Item], what: str
) -> Iterator[Callable[Arguments, _Item]]:
    """Gives a function that shows how often it was called, on a terminal and after a second.

    Args:
        function: What is called, as often as it takes.
        what: What a call is, in the plural.
    """
    start, last, number = time.monotonic(), 0.0, 0

    def counted(*args: Arguments.args, **kwargs: Arguments.kwargs) -> _Item:
        nonlocal last, number
        number += 1
        now = time.monotonic()
        waited = now - start > _PATIENCE_SECONDS and now - last > _BETWEEN_SECONDS
        if waited and sys.stderr.isatty():
            _show(f"{_bar(number, None)}{what}")
            last = now
        return function(*args, **kwargs)

    try:
        yield counted
    finally:
        if last:
            _show(f"{'':70}\r")


def _bar(number: int, total: int | None) -> str:
    if not total:
        return f"{number:,} "
    done = "#" * (_WIDTH * number // total)
    return f"[{done:<{_WIDTH}}] {number:,} of {total:,} "


def _show(text: str) -> None:
    sys.stderr.write(f"\r{text}")
    sys.stderr.flush()
