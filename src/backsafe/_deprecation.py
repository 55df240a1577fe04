"""What is on its way out: it still works, and says what takes its place.

See the page on versioning for how long that lasts.
"""

from __future__ import annotations

import sys
import warnings
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

__all__ = [
    "BackSafeDeprecationWarning",
    "renamed",
    "renamed_keyword",
    "warn_deprecated",
]

_P = ParamSpec("_P")
_R = TypeVar("_R")

# Between a caller's `from backsafe import …` and the module stands the machinery of imports.
_NOT_THE_CALLER = ("backsafe", "importlib")


class BackSafeDeprecationWarning(DeprecationWarning):
    """Something of BackSafe is called by a former name, or will go with the next major version."""


def warn_deprecated(message: str) -> None:
    """Warns whoever called BackSafe, at the line that did."""
    frame = _caller()
    names = frame.f_globals
    warnings.warn_explicit(
        message,
        BackSafeDeprecationWarning,
        filename=frame.f_code.co_filename,
        lineno=frame.f_lineno,
        module=names.get("__name__", "<string>"),
        registry=names.setdefault("__warningregistry__", {}),
    )


def _caller() -> FrameType:
    frame = sys._getframe(1)  # noqa: SLF001
    while frame.f_back is not None and _package(frame) in _NOT_THE_CALLER:
        frame = frame.f_back
    return frame


def _package(frame: FrameType) -> str:
    name: str = frame.f_globals.get("__name__", "")
    return name.partition(".")[0]


def renamed(former: str, present: str) -> None:
    """Warns of a name that has become another one."""
    warn_deprecated(f"{former} is now {present}")


def renamed_keyword(former: str, present: str) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Returns a decorator that takes a former keyword of a function, with a warning.

    Args:
        former: The former keyword, which the function no longer has.
        present: The one that took its place.
    """

    def decorated(function: Callable[_P, _R]) -> Callable[_P, _R]:
        name = function.__qualname__

        @wraps(function)
        def call(*args: _P.args, **keywords: _P.kwargs) -> _R:
            if former in keywords:
                if present in keywords:
                    raise TypeError(f"{name}() takes {present!r}; {former!r} is its former name")
                warn_deprecated(f"the keyword {former!r} of {name}() is now {present!r}")
                keywords[present] = keywords.pop(former)
            return function(*args, **keywords)

        return call

    return decorated
