"""A report as a page: each session a line of activities, with the findings where they are."""

from __future__ import annotations

from backsafe.outputs.html.page import render

__all__ = ["render"]
