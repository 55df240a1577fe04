"""What is on its way out is told by the command as a notice, each thing once."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from backsafe._deprecation import BackSafeDeprecationWarning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["deprecations"]


@contextmanager
def deprecations(tell: Callable[[str], object]) -> Iterator[None]:
    """Hands warnings of BackSafe to a function, each once; those of others go their way."""
    told: set[str] = set()
    with warnings.catch_warnings():
        others = warnings.showwarning

        def show(message: Warning | str, category: type[Warning], *more: Any, **named: Any) -> None:
            if not issubclass(category, BackSafeDeprecationWarning):
                others(message, category, *more, **named)
            elif str(message) not in told:
                told.add(str(message))
                tell(str(message))

        warnings.filterwarnings("always", category=BackSafeDeprecationWarning)
        warnings.showwarning = show
        yield
