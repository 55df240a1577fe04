"""What a live session tells, entry by entry, is the report on the finished workout."""

from __future__ import annotations

import pickle
from collections import Counter
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, note
from hypothesis import strategies as st
from live_sessions import call, calls, head

from backsafe import Checker, LiveSession, Update, UsageError
from backsafe.engines.gates import revisable
from backsafe.facts.fact import Absent
from backsafe.facts.ongoing import GROWING, REVISABLE, TURNING, OngoingSession

pytestmark = pytest.mark.once

_SEEDS = st.integers(0, 10**9)
_PROFILES = st.sampled_from(["standard", "evidence", "beginner", "strict"])


@cache
def checker(profile: str) -> Checker:
    return Checker(profile=profile, engine="compiled")


def violation(it: Any) -> tuple[Any, ...]:
    return it.code, it.check, it.severity, it.location.pointer


def passed(it: Any) -> tuple[Any, ...]:
    return it.code, it.check, it.location.pointer


def said(update: Update) -> list[Counter[tuple[Any, ...]]]:
    """Returns what an update tells, without the words: these may speak of what came since."""
    broken = [Counter(map(violation, it)) for it in (update.violations, update.withdrawn)]
    return [*broken, *(Counter(map(passed, it)) for it in (update.passes, update.withdrawn_passes))]


class Told:
    """What updates tell, less what they take back."""

    def __init__(self) -> None:
        self.violations: Counter[tuple[Any, ...]] = Counter()
        self.passes: Counter[tuple[Any, ...]] = Counter()
        self.unknowns: Counter[tuple[Any, ...]] = Counter()

    def add(self, update: Update) -> None:
        for it in update.withdrawn:
            self.violations[violation(it)] -= 1
        for it in update.withdrawn_passes:
            self.passes[passed(it)] -= 1
        assert min([*self.violations.values(), *self.passes.values(), 0]) == 0
        self.violations.update(map(violation, update.violations))
        self.passes.update(map(passed, update.passes))
        self.unknowns.update((it.code, it.location.pointer) for it in update.unknowns)


@given(seed=_SEEDS, profile=_PROFILES)
def test_updates_add_up_to_the_report(seed: int, profile: str) -> None:
    random = Random(seed)  # noqa: S311
    live = LiveSession(checker=checker(profile), **head(random))
    told = Told()
    told.add(live.opening)
    undone = False
    for it in calls(random, undoing=True):
        note(repr(it))
        undone = undone or it[0] == "undo"
        before = live.workout
        try:
            told.add(call(live, it))
        except UsageError:
            # A rest or an observation whose set was undone.
            assert undone
            assert live.workout == before
    told.add(live.close())
    report = live.report()

    assert +told.violations == Counter(map(violation, report.violations))
    assert +told.passes == Counter(map(passed, report.passes))
    assert told.unknowns == Counter((it.code, it.location.pointer) for it in report.unknowns)
    assert Counter(map(violation, live.violations)) == Counter(map(violation, report.violations))


@given(seed=_SEEDS, profile=_PROFILES)
@example(seed=3119461, profile="evidence")
def test_what_is_told_stands(seed: int, profile: str) -> None:
    """Only what rests on estimates is taken back, or what turns out to be graver."""
    random = Random(seed)  # noqa: S311
    made = checker(profile)
    taken_back = {
        (check.code, check.name)
        for active in made.rules.values()
        for check in active.checks
        if revisable(check.conditions)
    }
    live = LiveSession(checker=made, **head(random))
    for it in [*calls(random), None]:
        update = live.close() if it is None else call(live, it)
        graver = {(it.code, it.check, it.location.pointer) for it in update.violations}
        for gone in update.withdrawn:
            key = gone.code, gone.check
            assert key in taken_back or (*key, gone.location.pointer) in graver, gone
        for passing in update.withdrawn_passes:
            raise AssertionError(passing)


@given(seed=_SEEDS)
@example(seed=7819532)
def test_settled_values_stay(seed: int) -> None:
    """A value that is told of a session going on is the one that it ends with."""
    random = Random(seed)  # noqa: S311
    live = LiveSession(checker=checker("standard"), **head(random))
    made = OngoingSession(
        live.workout, athlete=live._checker.athlete, history=live._checker.history
    )
    seen: list[dict[Any, Any]] = []
    for it in calls(random):
        call(live, it)
        seen.append(_values(made, live))
    last = _values(made, live, known=True)
    for values in seen:
        for key, value in values.items():
            label = f"{key[1]}.{key[3]}"
            if value is None or label in REVISABLE:
                continue
            if label in GROWING:
                assert last[key] is None or last[key] >= value, key
            elif label in TURNING:
                assert last[key] is True or not value, key
            else:
                assert last[key] == value, key


def _values(made: OngoingSession, live: LiveSession, *, known: bool = False) -> dict[Any, Any]:
    so_far = made.facts(live.workout)
    found: dict[Any, Any] = {}
    for session in (so_far.known if known else so_far.settled).sessions:
        found |= {(0, "program", (), name): it for name, it in session.program.values.items()}
        for collection, facts in session.collections.items():
            for fact in () if isinstance(facts, Absent) else facts:
                place = (collection, fact.type, fact.pointer)
                found |= {(*place, name): value for name, value in fact.values.items()}
    return found


@given(seed=_SEEDS)
def test_a_pickled_session_goes_on(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    live = LiveSession(checker=checker("standard"), **head(random))
    steps = calls(random)
    half = random.randint(0, len(steps))
    for it in steps[:half]:
        call(live, it)
    other = pickle.loads(pickle.dumps(live))
    for it in steps[half:]:
        assert call(other, it) == call(live, it)
    assert other.violations == live.violations
    assert other.close() == live.close()


@pytest.mark.parametrize("count", [1, 3])
@given(seed=_SEEDS)
@example(seed=70)
@example(seed=14438098)
def test_undo_is_the_way_back(count: int, seed: int) -> None:
    random = Random(seed)  # noqa: S311
    live = LiveSession(checker=checker("strict"), **head(random))
    steps = calls(random)
    for it in steps[:-count]:
        call(live, it)
    before = live.workout, Counter(map(violation, live.violations))
    updates = [call(live, it) for it in steps[-count:]]
    back = [live.undo() for _ in updates]
    # Told anew, a finding may show the numbers of now where it showed those of before.
    assert (live.workout, Counter(map(violation, live.violations))) == before
    again = [call(live, it) for it in steps[-count:]]
    assert list(map(said, again)) == list(map(said, updates))
    for undone, done in zip(reversed(back), updates, strict=True):
        assert Counter(map(violation, done.violations)) == Counter(map(violation, undone.withdrawn))
