"""Just before a session: what is asked, and whether to go, adjust it, or see someone first."""

from __future__ import annotations

from backsafe.readiness.result import CheckItem, Preflight, Reason
from backsafe.readiness.run import Asking, preflight
from backsafe.readiness.today import Answered

__all__ = ["Answered", "Asking", "CheckItem", "Preflight", "Reason", "preflight"]
