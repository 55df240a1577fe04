"""Rules as SARIF describes them: what each is, why, its thresholds and its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backsafe.outputs.markup import escaped, link
from backsafe.outputs.rules import ORIGINS
from backsafe.outputs.wording import DISCLAIMER, clean
from backsafe.report.types import RANK
from backsafe.rules.numbers import exactly

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backsafe.report import SourceNote, Violation

__all__ = ["descriptor", "plain"]

_PRIORITIES = {"error": "error", "warning": "warning", "advice": "recommendation"}
_ORIGINS = {
    **ORIGINS,
    "profile": "set by the profile",
    "override": "set by the configuration or the call",
}
_MOST_FIXES = 3


def plain(text: str) -> str:
    """Returns a text as a SARIF message takes it, in which braces and links mean something."""
    doubled = clean(text).replace("{", "{{").replace("}", "}}")
    # A text of a document must not become a link to somewhere else.
    return doubled.replace("](", "] (")


def descriptor(violations: Sequence[Violation], levels: Mapping[str, str]) -> dict[str, Any]:
    """Returns what is told of a rule.

    No precision is stated: how sure a rule is depends on what a document tells, and is said by
    what stays undecided.

    Args:
        violations: All violations of the rule.
        levels: Severity → level.
    """
    first = violations[0]
    severity = min((it.severity for it in violations), key=RANK.__getitem__)
    family = first.code.rstrip("0123456789")
    return {
        "id": first.code,
        # Hyphenated as `backsafe explain` and `--select` take it.
        "name": first.name,
        "shortDescription": {"text": plain(first.title)},
        "fullDescription": {"text": plain(first.why)},
        "help": {
            "text": "\n".join(_help(violations)),
            "markdown": "\n".join(_markdown(violations)),
        },
        "defaultConfiguration": {"level": levels[severity]},
        "properties": {
            "tags": ["training", "screening" if family == "AT" else "safety"],
            "severity": severity,
            "origins": sorted({it.origin for it in first.sources}),
            "problem.severity": _PRIORITIES[severity],
        },
    }


def _help(violations: Sequence[Violation]) -> Iterator[str]:
    first = violations[0]
    yield from (plain(first.why), "")
    limits = list(_thresholds(violations))
    if limits:
        yield from ("Thresholds:", *(f"- {plain(it)}" for it in limits), "")
    fixes = _fixes(violations)
    if fixes:
        yield from ("What to do, for example:", *(f"- {plain(it)}" for it in fixes), "")
    if first.sources:
        yield from ("Sources:", *(f"- {plain(_source(it))}" for it in first.sources), "")
    yield f"More: backsafe explain {first.code}"
    if first.code.startswith("AT"):
        yield DISCLAIMER


def _markdown(violations: Sequence[Violation]) -> Iterator[str]:
    first = violations[0]
    yield from (_marked(first.why), "")
    limits = list(_thresholds(violations))
    if limits:
        yield from ("### Thresholds", "", *(f"- {_marked(it)}" for it in limits), "")
    fixes = _fixes(violations)
    if fixes:
        yield from ("### What to do, for example", "", *(f"- {_marked(it)}" for it in fixes), "")
    if first.sources:
        sources = (f"- {_linked(it)}" for it in first.sources)
        yield from ("### Sources", "", *sources, "")
    yield f"More: `backsafe explain {first.code}`"
    if first.code.startswith("AT"):
        yield from ("", f"*{DISCLAIMER}*")


def _marked(text: str) -> str:
    return escaped(text).replace("{", "{{").replace("}", "}}")


def _thresholds(violations: Sequence[Violation]) -> Iterator[str]:
    """Yields the thresholds of a rule, of all its checks that were broken, with their origins."""
    titles = {it.id: it.title for it in violations[0].sources}
    found = {name: values for it in violations for name, values in it.parameters.items()}
    for name, values in sorted(found.items()):
        unit = f" {values['unit']}" if values["unit"] else ""
        source = titles.get(values["source"] or "", "")
        origin = _ORIGINS[values["origin"]]
        if source and values["origin"] in ORIGINS:
            origin += f": {source}"
        yield f"{name.replace('_', ' ')}: {exactly(values['value'])}{unit} ({origin})"


def _fixes(violations: Sequence[Violation]) -> list[str]:
    told = dict.fromkeys(it.fix.summary for it in violations if it.fix is not None)
    return list(told)[:_MOST_FIXES]


def _source(source: SourceNote) -> str:
    return ", ".join(part for part in (source.title, source.section, source.url) if part)


def _linked(source: SourceNote) -> str:
    title = link(source.title, source.url).replace("{", "{{").replace("}", "}}")
    return f"{title}, {_marked(source.section)}" if source.section else title
