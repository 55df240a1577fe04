"""Two public interfaces → what differs, which version that asks for, and what of it is not told.

How much a change matters is said on the page on versioning. What a program cannot weigh, such as
whether another type is a wider one, is taken for the worse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Literal, NamedTuple, TypeAlias

from collect import ALSO, Entries, Name

__all__ = ["Bump", "Change", "bump_of", "changes", "parsed", "tellings", "text_of", "untold"]

Bump: TypeAlias = Literal["none", "patch", "minor", "major"]
BUMPS: tuple[Bump, ...] = ("none", "patch", "minor", "major")

_BETWEEN = " > "
_IS = " = "
_SEVERITIES = ("advice", "warning", "error")


class Change(NamedTuple):
    """A difference between two interfaces.

    Attributes:
        kind: What became of the entry.
        name: The entry.
        before: What was said of it; empty where it was not there.
        after: What is said of it; empty where it is not there.
        bump: The least version that it asks for.
        why: What it means for those who rely on it.
    """

    kind: Literal["added", "removed", "changed"]
    name: Name
    before: str
    after: str
    bump: Bump
    why: str

    def __str__(self) -> str:
        was = {
            "added": self.after,
            "removed": self.before,
            "changed": f"{self.before} → {self.after}",
        }
        return f"{self.bump}: {' '.join(self.name)} {self.kind}: {was[self.kind]} ({self.why})"


def text_of(entries: Entries) -> str:
    """Returns entries as text, one a line, in the order of areas and names."""
    lines: list[str] = []
    areas: dict[str, list[tuple[Name, str]]] = {}
    for (area, *name), value in entries.items():
        areas.setdefault(area, []).append((tuple(name), value))
    for area, found in areas.items():
        lines += [f"[{area}]", *(f"{_BETWEEN.join(it)}{_IS}{value}" for it, value in sorted(found))]
        lines.append("")
    return "\n".join(lines)


def parsed(text: str) -> Entries:
    """Returns the entries of a text; lines that begin with # are none."""
    entries: Entries = {}
    area = ""
    for line in text.splitlines():
        if line.startswith("["):
            area = line.strip("[]")
        elif line and not line.startswith("#"):
            name, _, value = line.partition(_IS)
            entries[(area, *name.split(_BETWEEN))] = value
    return entries


def changes(before: Entries, after: Entries) -> list[Change]:
    """Returns what differs, without what follows from a whole that came or went."""
    found: list[Change] = []
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name, ""), after.get(name, "")
        if was == now:
            continue
        there = after if not was else before if not now else None
        if there is not None and _follows(name, before, after):
            continue
        kind: Literal["added", "removed", "changed"]
        kind = "added" if not was else "removed" if not now else "changed"
        found.append(Change(kind, name, was, now, *_weighed(kind, name, was, now, after)))
    return sorted(found, key=lambda it: (-BUMPS.index(it.bump), it.name))


def _follows(name: Name, before: Entries, after: Entries) -> bool:
    """Returns whether an entry came or went with something that it is a part of."""
    wholes = (name[:length] for length in range(2, len(name)))
    return any((whole in before) != (whole in after) for whole in wholes)


def bump_of(found: Iterable[Change]) -> Bump:
    """Returns the least version that changes ask for."""
    return max((it.bump for it in found), key=BUMPS.index, default="none")


def _weighed(kind: str, name: Name, was: str, now: str, after: Entries) -> tuple[Bump, str]:
    if name[0] == "rules":
        return _rule(kind, name[1:], was, now, after)
    if name[0] == "exercises":
        return _exercise(was, now)
    if kind == "removed":
        return "major", "who uses it has to change"
    if kind == "changed":
        return "major", "it may not fit who uses it"
    if now.endswith(", required"):
        return "major", "who does not state it has to"
    return "minor", "nobody has to change"


def _exercise(was: str, now: str) -> tuple[Bump, str]:
    before, after = ({*it.split(ALSO)[1:]} for it in (was, now))
    if not now or before - after:
        return "major", "what was judged is unknown"
    if after - before or not was:
        return "minor", "what was unknown is judged"
    return "minor", "it is judged otherwise; a patch if only false alarms end"


def _rule(kind: str, name: Name, was: str, now: str, after: Entries) -> tuple[Bump, str]:
    part = name[1] if len(name) > 1 else ""
    if name[0] == "profile":
        return ("minor", "nobody has to change") if kind == "added" else ("major", "it is named")
    if not part:
        if kind == "added":
            return "minor", "a rule is added"
        former = ("rules", "formerly", name[0])
        renamed = any((it[0], it[2], it[-1]) == former for it in after if len(it) == 4)
        if kind == "removed" and renamed:
            return "minor", "a rule is renamed, and known by its former code"
        return "major", "a rule is removed" if kind == "removed" else "a rule is of another kind"
    if part == "severity":
        return _severity(was, now)
    if part in ("parameter", "value"):
        if part == "parameter" and kind == "added":
            return "minor", "a threshold can be set"
        return "major", "a threshold is another one, or gone"
    if part == "check":
        words = {
            "added": ("minor", "a rule finds more"),
            "removed": ("major", "a rule finds less"),
            "changed": ("minor", "a rule finds other things; a patch if only false alarms end"),
        }
        return words[kind]  # type: ignore[return-value]
    if part == "formerly" and kind == "added":
        return "minor", "nobody has to change"
    return "major", "it is named"


def _severity(was: str, now: str) -> tuple[Bump, str]:
    before, after = _ranks(was), _ranks(now)
    if was == "off" or not was:
        return "minor", "a rule is added to a profile"
    if now == "off":
        return "major", "a rule is removed from a profile"
    if any(one > other for one, other in zip(after, before, strict=True)):
        return "major", "a severity is raised"
    return "minor", "a severity is lowered"


def _ranks(stated: str) -> tuple[int, int, int]:
    """Returns how bad a rule is at worst, at best, and where it cannot be decided."""
    severities, _, unknown = stated.partition(", unknown ")
    found = [_SEVERITIES.index(it) for it in severities.split("/") if it in _SEVERITIES]
    undecided = _SEVERITIES.index(unknown) if unknown in _SEVERITIES else -1
    return (max(found), min(found), undecided) if found else (-1, -1, undecided)


def tellings(changelog: str) -> list[str]:
    """Returns the entries of the changelog's section on what is not released."""
    parts = re.split(r"^## ", changelog, flags=re.MULTILINE)
    text = next((it for it in parts if it.startswith("[Unreleased]")), "")
    found = re.findall(r"^- (.*?)(?=^- |^#|^\n|\Z)", text, re.DOTALL | re.MULTILINE)
    return [" ".join(it.split()) for it in found]


def digest(telling: str) -> str:
    """Returns what an entry of the changelog is known by."""
    return sha256(telling.encode()).hexdigest()[:12]


def untold(
    found: Iterable[Change], told: Iterable[str]
) -> Iterator[tuple[Change, tuple[str, ...]]]:
    """Yields changes that no entry of the changelog names, with the words that one has to quote.

    Args:
        found: The changes.
        told: The entries.
    """
    quoted = [set(_quoted(it)) for it in told]
    for change in found:
        words = _words(change.name)
        if change.name[0] == "exercises" and change.bump != "major":
            # There may be hundreds.
            words = {"exercises"}
        if not any(words <= it for it in quoted):
            yield change, tuple(sorted(words))


def _quoted(telling: str) -> Iterator[str]:
    for span in re.findall(r"`([^`]+)`", telling):
        yield span
        yield from re.findall(r"(?:--?)?\w[\w-]*(?:[/:]\d+)?", span)


def _words(name: Name) -> set[str]:
    """Returns what an entry of the changelog has to quote to name an entry of the interface."""
    area, *words = name
    if area == "rules":
        # Of a rule its code, and a threshold that is another one.
        code = words[words[0] == "profile"]
        return {code, words[2]} if words[1:2] in (["parameter"], ["value"]) else {code}
    if area == "python":
        return {word.strip("()") for word in words} - {"alias", "return", "record"}
    return {words[-2] if words[-1] == "*" else words[-1]}
