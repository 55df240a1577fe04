"""A workout judged while it happens."""

from __future__ import annotations

from backsafe.live.session import LiveSession
from backsafe.live.update import Update

__all__ = ["LiveSession", "Update"]
