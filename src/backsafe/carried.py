"""Modules that only a wheel has; see :mod:`backsafe.prebuilt`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

__all__ = ["carried_module"]


def carried_module(name: str, digest: Callable[[], str]) -> ModuleType | None:
    """Returns a module made when the wheel was built, if what it was made from is still the same.

    Args:
        name: Name of the module.
        digest: Returns the digest of what it was made from, as it is now.
    """
    try:
        module = import_module(f"backsafe._prebuilt.{name}")
    except ImportError:
        return None
    return module if getattr(module, "DIGEST", None) == digest() else None
