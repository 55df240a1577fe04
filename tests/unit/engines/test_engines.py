"""Choosing an engine: by name, by what is installed, and where durable-rules cannot be loaded."""

from __future__ import annotations

import sys

import pytest

from backsafe.engines import durable_available, make_cross_checked, make_engine
from backsafe.errors import UsageError


@pytest.fixture
def without_durable_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra fails to load, as built wheels of durable-rules do from Python 3.13 on."""
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    for name in ("durable", "rete"):
        monkeypatch.delitem(sys.modules, f"backsafe.engines.{name}", raising=False)


@pytest.mark.usefixtures("without_durable_rules")
class TestWithoutDurableRules:
    def test_auto_is_the_compiled_engine(self) -> None:
        assert not durable_available()
        assert make_engine("auto", []).name == "compiled"

    def test_asking_for_durable_says_what_to_do(self) -> None:
        with pytest.raises(UsageError, match="needs the extra `durable`") as caught:
            make_engine("durable", [])

        assert "pip install 'backsafe[durable]' on Python 3.11 or 3.12" in str(caught.value)
        assert "or choose the compiled engine" in str(caught.value)

    @pytest.mark.parametrize("name", ["auto", "compiled", "durable"])
    def test_there_is_nothing_to_check_against(self, name: str) -> None:
        with pytest.raises(UsageError, match="needs the extra `durable`"):
            make_cross_checked(name, [])


@pytest.mark.durable
def test_auto_is_durable_rules_where_it_is_installed() -> None:
    assert durable_available()
    assert make_engine("auto", []).name == "durable"


@pytest.mark.parametrize("make", [make_engine, make_cross_checked])
def test_an_unknown_engine_is_refused_with_the_nearest_name(make: object) -> None:
    with pytest.raises(UsageError) as caught:
        make("durabel", [])  # type: ignore[operator]

    assert str(caught.value) == (
        "unknown engine 'durabel'; there are auto, durable, compiled; did you mean 'durable'?"
    )


def test_compiled_can_be_asked_for_by_name() -> None:
    assert make_engine("compiled", []).name == "compiled"
