"""Engines run checks over facts; they differ in speed and needs, never in a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from backsafe.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backsafe.engines.compiled import Judge
    from backsafe.facts.fact import Facts
    from backsafe.rules.rule import Check
    from backsafe.verdicts import Verdicts

__all__ = [
    "ENGINE_NAMES",
    "Engine",
    "EngineName",
    "durable_available",
    "make_cross_checked",
    "make_engine",
]

EngineName: TypeAlias = Literal["auto", "durable", "compiled"]
ENGINE_NAMES: tuple[EngineName, ...] = ("auto", "durable", "compiled")


class Engine(Protocol):
    """Runs bound checks over facts."""

    name: str

    def evaluate(self, facts: Facts) -> Verdicts:
        """Returns a verdict per check and fact to which the check applies.

        They come session by session, in the order of the checks, then in the order of the facts.

        Raises:
            EngineError: The engine failed; none of its verdicts may be used.
        """


def durable_available() -> bool:
    """Returns whether durable-rules (the extra ``durable``) loads here."""
    # On Python 3.13 and later durable-rules is found and yet does not load.
    try:
        import durable_rules_engine  # noqa: F401
    except ImportError:
        return False
    return True


def make_engine(
    name: str, checks: Sequence[Check], judges: Mapping[str, Judge] | None = None
) -> Engine:
    """Builds an engine for the checks; ``auto`` is durable-rules where it is installed.

    Args:
        name: Name of the engine.
        checks: What it is to run.
        judges: Functions that the compiled engine would generate, by collection, if they are known.

    Raises:
        UsageError: No such engine, or durable-rules was asked for and is not installed.
    """
    if name not in ENGINE_NAMES:
        known = ", ".join(ENGINE_NAMES)
        raise UsageError(
            f"unknown engine {name!r}; there are {known}{did_you_mean(name, ENGINE_NAMES)}"
        )
    if name == "durable" or (name == "auto" and durable_available()):
        return _durable(checks)
    from backsafe.engines.compiled import CompiledEngine

    return CompiledEngine(checks, judges)


def make_cross_checked(
    name: str, checks: Sequence[Check], judges: Mapping[str, Judge] | None = None
) -> Engine:
    """Builds the engine of that name, held against another one at every run.

    Args:
        name: Name of the engine that answers.
        checks: What it is to run.
        judges: As for :func:`make_engine`.

    Raises:
        UsageError: As :func:`make_engine`, or there is no other engine here.
    """
    from backsafe.engines.crosscheck import CrossCheckedEngine

    first = make_engine(name, checks, judges)
    other = "compiled" if first.name == "durable" else "durable"
    return CrossCheckedEngine(first, make_engine(other, checks, judges))


def _durable(checks: Sequence[Check]) -> Engine:
    try:
        from backsafe.engines.durable import DurableEngine
    except ImportError as error:
        raise UsageError(
            f"the durable engine needs the extra `durable`, which does not load here ({error}); "
            "pip install 'backsafe[durable]' on Python 3.11 or 3.12, or choose the compiled engine"
        ) from None
    return DurableEngine(checks)
