"""A report as JSON, format ``backsafe-report/1``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backsafe.errors import Problem
    from backsafe.report import Report

__all__ = ["as_mapping", "render"]


def as_mapping(report: Report, problems: Sequence[Problem] = ()) -> dict[str, Any]:
    """Returns a report as plain data, as its ``model_dump`` does.

    Args:
        report: What was found.
        problems: Why files could not be read; where there are any, not all is well.
    """
    data = report.model_dump(mode="json")
    if problems:
        data |= {"ok": False, "unreadable": [it.model_dump(mode="json") for it in problems]}
    return data


def render(report: Report, *, problems: Sequence[Problem] = ()) -> str:
    """Returns a report as JSON text, two spaces deep, without characters outside ASCII escaped.

    Args:
        report: What was found.
        problems: Why files could not be read.
    """
    data = as_mapping(report, problems)
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
