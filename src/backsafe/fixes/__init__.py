"""Repairs of a plan: edits of its text, each checked again."""

from __future__ import annotations

__all__ = ["why_not"]

_REPAIRED = ("yaml", "json", "mapping")


def why_not(reader: str, kind: str, path: str) -> str:
    """Returns why a document is not repaired, or an empty text.

    Args:
        reader: What read it.
        kind: plan or log.
        path: The file as the caller named it.
    """
    if kind != "plan":
        return "a log tells what was done and is never rewritten; only plans are repaired"
    if reader not in _REPAIRED:
        return (
            "only BackSafe documents are repaired, and this is a file of another format; "
            f"convert it first: backsafe convert {path} -o plan.yaml"
        )
    return ""
