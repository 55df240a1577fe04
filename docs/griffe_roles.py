"""Makes links of the roles in docstrings, such as ``:class:`Checker```, which Markdown does not know."""

from __future__ import annotations

import re
from typing import Any

import griffe

import backsafe

_ROLE = re.compile(r":(?:class|func|meth|attr|mod|data|exc):`([\w.]+)`")


class Roles(griffe.Extension):
    """Links what has a place on the page, and shows the rest as code."""

    def on_instance(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rewrites the docstring of an object."""
        if obj.docstring is not None:
            obj.docstring.value = _ROLE.sub(_shown, obj.docstring.value)


def _shown(found: re.Match[str]) -> str:
    name = found[1].removeprefix("backsafe.")
    first = name.partition(".")[0]
    if first in backsafe.__all__:
        return f"[`{name}`][backsafe.{name}]"
    return f"`{name}`"
