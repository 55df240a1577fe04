"""``import backsafe`` does no work: names come when they are used."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import backsafe


def run(code: str) -> object:
    """Returns what a fresh interpreter prints as JSON."""
    done = subprocess.run(
        [sys.executable, "-c", f"import json, sys\n{code}"], capture_output=True, check=True
    )
    return json.loads(done.stdout)


LOADED = "before = set(sys.modules)\n{}\nprint(json.dumps(sorted(set(sys.modules) - before)))"


def test_nothing_else_is_loaded() -> None:
    assert run(LOADED.format("import backsafe")) == ["__future__", "backsafe"]


@pytest.mark.parametrize("look", ["dir(backsafe)", "backsafe.__all__", "backsafe.__doc__"])
def test_looking_loads_nothing(look: str) -> None:
    assert run(LOADED.format(f"import backsafe; {look}")) == ["__future__", "backsafe"]


def test_an_error_costs_little() -> None:
    loaded = run(LOADED.format("from backsafe import DocumentError"))

    assert isinstance(loaded, list)
    assert not {"pydantic", "yaml", "backsafe.model", "backsafe.rules"} & set(loaded)


def test_a_check_loads_neither_logging_nor_what_it_does_not_use() -> None:
    loaded = run(LOADED.format("import backsafe; backsafe.check({'activities': []})"))

    assert isinstance(loaded, list)
    unused = {"logging", "backsafe.cli", "backsafe.report.outline", "backsafe.report.log"}
    assert not unused & set(loaded)


def test_every_name_is_there_and_stays() -> None:
    code = (
        "import backsafe\n"
        "first = {name: getattr(backsafe, name) for name in backsafe.__all__}\n"
        "from backsafe import *\n"
        "print(json.dumps([name for name in first if globals()[name] is not first[name]]))"
    )

    assert run(code) == []
    assert set(backsafe.__all__) <= set(dir(backsafe))
    assert len(set(backsafe.__all__)) == len(backsafe.__all__)
    assert backsafe.__all__ == sorted(backsafe.__all__)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="module 'backsafe' has no attribute 'chekc'"):
        backsafe.chekc  # type: ignore[attr-defined]  # noqa: B018
