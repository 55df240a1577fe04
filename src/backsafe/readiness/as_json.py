"""What comes of asking before a session as JSON, format ``backsafe-preflight/1``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backsafe.readiness.result import Preflight

__all__ = ["render"]


def render(found: Preflight) -> str:
    """Returns what comes of it as JSON text."""
    data = found.model_dump(mode="json")
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
