"""What BackSafe tells a developer of its work, by the loggers below ``backsafe``.

Nothing is told, and logging not even loaded, unless the program has loaded it; and what is told
goes nowhere unless the program has said where. Records name files, formats, profiles, engines,
durations, and how many rules, processes and repairs there were. They never hold what a document
says, nor which findings there are: that would tell of somebody's health.
"""

from __future__ import annotations

import sys
from time import perf_counter

__all__ = ["Log", "milliseconds"]

_DEBUG, _INFO = 10, 20


class Log:
    """A logger that costs nothing where nobody listens.

    Args:
        name: Its name, such as ``backsafe.readers``.
    """

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def debug(self, message: str, *values: object) -> None:
        """Tells what is done with each document."""
        self._tell(_DEBUG, message, values)

    def info(self, message: str, *values: object) -> None:
        """Tells what is done once for many documents."""
        self._tell(_INFO, message, values)

    def _tell(self, level: int, message: str, values: tuple[object, ...]) -> None:
        # Who has not loaded logging cannot have said where records go.
        if "logging" not in sys.modules:
            return
        from logging import NullHandler, getLogger

        top = getLogger("backsafe")
        if not top.handlers:
            top.addHandler(NullHandler())
        logger = getLogger(self._name)
        if logger.isEnabledFor(level):
            logger.log(level, message, *values, stacklevel=3)


def milliseconds(start: float) -> float:
    """Returns the time since a start, which :func:`time.perf_counter` told."""
    return (perf_counter() - start) * 1e3
