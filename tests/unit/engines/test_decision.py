"""Decision trees: the cases of a check exclude each other and leave nothing out."""

from __future__ import annotations

from itertools import product

import pytest

from backsafe.engines.decision import Comparison, Leaf, Presence, decide
from backsafe.rules.expression import FieldRef
from backsafe.rules.message import parse_message
from backsafe.rules.parser import Scope, parse_condition, parse_severity
from backsafe.rules.rule import Check

SCOPE = Scope.of("set", "set", frozenset())
TRUTHS = ("loaded", "timed", "warm_up", "assisted", "follows_set", "opens_load")


def check(require: str, when: str | None = None, severity: str = "error") -> Check:
    return Check(
        code="XX01",
        name="",
        variable="set",
        collection="sets",
        when=None if when is None else parse_condition(when, SCOPE),
        require=parse_condition(require, SCOPE),
        severity=parse_severity(severity, SCOPE),
        message=parse_message("broken", SCOPE),
        fix=None,
    )


def holds(leaf: Leaf, values: dict[str, bool | None]) -> bool:
    """Whether all tests of a case hold, a missing value being sent as false."""
    for test in leaf.tests:
        assert isinstance(test.of.source, FieldRef)
        value = values[test.of.source.name]
        if isinstance(test, Presence):
            found = (value is not None) is test.present
        else:
            assert isinstance(test, Comparison)
            found = (bool(value) is test.constant) is (test.operator == "==")
        if not found:
            return False
    return True


@pytest.mark.parametrize(
    ("require", "when", "severity"),
    [
        ("set.loaded", None, "error"),
        ("set.loaded and set.timed", None, "error"),
        ("set.loaded or not set.timed", "set.warm_up", "error if set.assisted else advice"),
        ("set.loaded", "set.timed or set.warm_up", "error"),
        ("True", None, "error"),
        ("set.loaded", "False", "error"),
    ],
)
def test_exactly_one_case_holds_of_any_fact(require: str, when: str | None, severity: str) -> None:
    leaves = decide(check(require, when, severity))

    for chosen in product((True, False, None), repeat=len(TRUTHS)):
        values = dict(zip(TRUTHS, chosen, strict=True))
        assert sum(holds(leaf, values) for leaf in leaves) == 1


def test_a_severity_of_many_cases_takes_the_first_that_is_true() -> None:
    severity = "".join(
        f"{name} if set.{truth} else "
        for name, truth in zip(("error", "warning") * 3, TRUTHS[1:], strict=False)
    )
    leaves = decide(check("set.loaded", severity=f"{severity}advice"))

    assert len(leaves) < 24
    for chosen in product((True, False, None), repeat=len(TRUTHS)):
        values = dict(zip(TRUTHS, chosen, strict=True))
        (answer,) = [leaf.answer for leaf in leaves if holds(leaf, values)]
        cases = zip(("error", "warning", "error", "warning", "error"), TRUTHS[1:], strict=True)
        failed = next((name for name, truth in cases if values[truth]), "advice")
        expected = {True: "pass", None: "unknown", False: failed}[values["loaded"]]
        assert answer == expected


@pytest.mark.parametrize("connective", [" and ", " or "])
def test_a_check_too_wide_for_the_network_is_computed_before(connective: str) -> None:
    wide = connective.join(f"set.reps == {number}" for number in range(200))

    assert len(decide(check(wide))) == 3
    assert len(decide(check(wide, wide.replace("reps", "rir")))) < 24
    assert (
        len(decide(check(wide, wide.replace("reps", "rir"), f"error if {wide} else advice"))) < 24
    )
