"""Repairs keep what is promised of them, on plans that are drawn to be unsafe.

``long_fixes.py`` holds thousands of them, and prints how much was mended.
"""

from __future__ import annotations

from random import Random

import pytest
from fixing import hold
from hypothesis import example, given, note
from hypothesis import strategies as st
from unsafe_plans import document, written

pytestmark = pytest.mark.once

_PROFILES = st.sampled_from(["standard", "standard", "evidence", "beginner", "strict"])
# Hypothesis draws the seed and not each choice: a plan takes hundreds of them.
_SEEDS = st.integers(0, 10**9)

# Why a finding may be left that a program can repair. Each stands for a way in which a repair would
# break a promise, and no other is known.
_REASONS = (
    # An edit would put a comment at risk, or beside something else.
    "not written: a comment stands between the brackets",
    "not written: a comment would get lost",
    # A set that says nothing but its load would say nothing without it.
    "not written: it is all that stands there",
    # Lighter sets are heavy themselves where a load is beyond all measure.
    "does not mend it",
    # No load is stated that could be lowered, or what was seen of the form speaks of the sets.
    "nothing to try",
    # A lower load lowers the estimate that it is held against.
    "the one-rep max is only estimated",
    # Two rules ask for what does not go together, or an answer would become unknown.
    "brings ",
)


@pytest.mark.parametrize("unsafe", [False, True])
@given(seed=_SEEDS, profile=_PROFILES)
@example(seed=20309, profile="strict")
@example(seed=433, profile="strict")
@example(seed=61, profile="strict")
@example(seed=459, profile="beginner")
def test_a_repair_keeps_its_promises(unsafe: bool, seed: int, profile: str) -> None:
    random = Random(seed)  # noqa: S311
    text, syntax, _ = written(random, document(random))
    note(text)
    held = hold(text, syntax, unsafe=unsafe, profile=profile)
    for _, why in held.left:
        assert all(part.startswith(_REASONS) for part in why.split(" | ")), why


@given(seed=_SEEDS)
def test_a_text_says_what_was_drawn(seed: int) -> None:
    """Holds the plans themselves to what the tests above take for granted."""
    from backsafe.fixes.source import Source

    random = Random(seed)  # noqa: S311
    data = document(random)
    text, syntax, comments = written(random, data)
    assert Source(text, syntax).data == data
    assert text.count("# c") == comments
