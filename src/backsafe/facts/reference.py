"""The fact schema as a page for people who write rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backsafe.facts.schema import COLLECTIONS, SCHEMA, Field

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["schema_markdown"]


def schema_markdown() -> str:
    """Returns all fact types, fields and collections as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Facts"
    yield ""
    yield "What a rule may speak of. A field without a value is unknown, never zero."
    yield from ("", "## Collections", "")
    yield from ("| collection | facts | holds | unknown when |", "|---|---|---|---|")
    for item in COLLECTIONS.values():
        yield f"| `{item.name}` | `{item.fact_type}` | {item.meaning} | {item.missing} |"
    for kind in SCHEMA.values():
        yield from ("", f"## {kind.name}", "", kind.meaning, "")
        yield from ("| field | type | meaning | missing when |", "|---|---|---|---|")
        yield from (_row(kind.name, item) for item in kind.fields.values())


def _row(kind: str, item: Field) -> str:
    values = f" One of: {', '.join(item.values)}." if item.values else ""
    return f"| `{kind}.{item.name}` | {item.kind} | {item.meaning}{values} | {item.missing} |"
