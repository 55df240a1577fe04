"""The page on the Python library: every public name, for mkdocstrings to fill in from the docstrings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import backsafe

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where a name lives, or the name → what it is about, in the order of the page.
PARTS = {
    "backsafe.api": "Check and repair",
    "backsafe.checker": "Check and repair",
    "backsafe.readiness": "Before a session",
    "backsafe.live": "While it happens",
    "backsafe.source": "What is checked",
    "backsafe.model": "What is checked",
    "backsafe.report": "Reports",
    "backsafe.verdicts": "Reports",
    "Need": "Reports",
    "backsafe.fixes": "Repairs",
    "Applied": "Repairs",
    "backsafe.suppressions": "Setting findings aside",
    "backsafe.config": "Setting findings aside",
    "backsafe.baseline": "Setting findings aside",
    "backsafe.errors": "Errors",
    "backsafe._deprecation": "Errors",
}
OTHER = "More"
INTRODUCTION = """\
# The Python library

Every public name of `backsafe`. What stands elsewhere may change from one version to the next, but for
`backsafe.outputs.formats.render` ([reports](outputs.md)) and `backsafe.config` ([configuration](configuration.md#from-python)).
The [tutorial](tutorials/app-developer.md) shows them at work.
"""


def api_page() -> Iterator[str]:
    """Yields the lines of the page."""
    by_part: dict[str, list[str]] = {part: [] for part in (*PARTS.values(), OTHER)}
    for name in backsafe.__all__:
        home = ".".join(getattr(backsafe, name).__module__.split(".")[:2])
        by_part[PARTS.get(name) or PARTS.get(home, OTHER)].append(name)
    yield from INTRODUCTION.splitlines()
    for part, names in by_part.items():
        if names:
            yield from ("", f"## {part}")
        for name in sorted(names, key=lambda it: (not it.islower(), it)):
            yield from ("", f"::: backsafe.{name}")
