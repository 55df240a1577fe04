"""Findings of a file, each known by a text of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from backsafe.report import FileReport, Suppression, Violation

__all__ = ["Finding", "findings"]


class Finding(NamedTuple):
    """A violation of a file.

    Attributes:
        violation: The violation.
        identity: Its fingerprint, and its number among those of the file that share it. It holds
            from one run to the next, and no other finding of the file has it.
        suppression: Why it is set aside, or ``None``.
    """

    violation: Violation
    identity: str
    suppression: Suppression | None = None


def findings(part: FileReport) -> list[Finding]:
    """Returns what a file breaks, worst first, and then what of it is set aside."""
    found: list[tuple[Violation, Suppression | None]] = [(it, None) for it in part.violations]
    found += [(it.violation, it.suppression) for it in part.suppressions]
    # Numbered by place: so a finding keeps its number when it, or another, is set aside.
    order = sorted(range(len(found)), key=lambda number: _place(found[number][0]))
    seen: dict[str, int] = {}
    identities = [""] * len(found)
    for number in order:
        known_by = _known_by(found[number][0])
        seen[known_by] = seen.get(known_by, 0) + 1
        identities[number] = f"{known_by}:{seen[known_by]}"
    return [
        Finding(violation, identity, why)
        for (violation, why), identity in zip(found, identities, strict=True)
    ]


def _place(violation: Violation) -> tuple[int, int, str]:
    place = violation.location
    return place.line or 0, place.column or 0, place.pointer


def _known_by(violation: Violation) -> str:
    # A violation that somebody made by hand may have no fingerprint.
    return violation.fingerprint or f"{violation.code}/{violation.check}"
