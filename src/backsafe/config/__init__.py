"""The configuration of the checker: ``backsafe.toml``, or a table of ``pyproject.toml``."""

from __future__ import annotations

from backsafe.config.find import excluded, find_settings, forget_settings, load_settings
from backsafe.config.settings import Origin, Settings, SuppressionEntry, merge

__all__ = [
    "Origin",
    "Settings",
    "SuppressionEntry",
    "excluded",
    "find_settings",
    "forget_settings",
    "load_settings",
    "merge",
]
