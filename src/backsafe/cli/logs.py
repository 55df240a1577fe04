"""``BACKSAFE_LOG``: what BackSafe tells a developer of its work, on standard error."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from backsafe.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["VARIABLE", "logs"]

VARIABLE = "BACKSAFE_LOG"
_LEVELS = ("debug", "info")


@contextmanager
def logs() -> Iterator[None]:
    """Shows records while a command runs, if the environment asks for them.

    Raises:
        UsageError: It asks for a level that there is not.
    """
    stated = os.environ.get(VARIABLE, "")
    level = stated.strip().casefold()
    if not level:
        yield
        return
    if level not in _LEVELS:
        known = " or ".join(_LEVELS)
        raise UsageError(f"{VARIABLE} is {known}, not {stated!r:.40}{did_you_mean(level, _LEVELS)}")
    import logging

    logger = logging.getLogger("backsafe")
    # A process may begin as a copy of one that shows them already.
    if any(it.name == VARIABLE for it in logger.handlers):
        yield
        return
    before = logger.level
    handler = logging.StreamHandler()
    handler.name = VARIABLE
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(level.upper())
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
