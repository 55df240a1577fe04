"""Live sessions: what each call tells, and what it refuses."""

from __future__ import annotations

import asyncio
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import date
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

import backsafe
from backsafe import Checker, DocumentError, EngineError, LiveSession, Update, UsageError
from backsafe.model import Cardio, FormObservation, Lift, Set

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ATHLETE = {
    "level": "novice",
    "conditions": [],
    "symptoms": [],
    "one_rep_max_kg": {"deadlift": 100, "bent-over row": 80},
    "technique": {"deadlift": "mastered", "bent-over row": "mastered"},
}
WARM_UP = [
    {"type": "cardio", "exercise": "rowing machine", "minutes": 6},
    {"type": "dynamic_stretch", "exercise": "cat-camel", "minutes": 4},
    {"type": "activation", "exercise": "dead bug"},
]
STRETCH = {"type": "static_stretch", "exercise": "child's pose", "hold_seconds": 30, "repeats": 2}

_RULE = """\
code: XX01
name: own
title: A rule of one's own
message: It does not hold
why: To see what is told of it
fix: {summary: Change it, safe: false}
sources: [{id: back-workouts-good, section: Start with Light Weights}]
examples: {bad: [], good: []}
"""


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(engine="compiled")


@pytest.fixture
def live(checker: Checker) -> LiveSession:
    session = LiveSession(checker=checker, athlete=ATHLETE, date="2026-03-20")
    for activity in WARM_UP:
        session.log(activity)
    return session


def codes(update: Update) -> list[str]:
    return [it.code for it in update.violations]


class TestWhatIsTold:
    def test_a_heavy_set_that_is_marked_as_warm_up(self, live: LiveSession) -> None:
        live.log({"type": "lift", "exercise": "deadlift"})
        live.log({"reps": 6, "load_kg": 40, "warm_up": True})

        assert codes(live.log({"reps": 2, "load_kg": 93, "warm_up": True})) == ["LD01"]
        # Heavier work may still come.
        live.log({"reps": 8, "load_kg": 50})
        assert "WU06" in codes(live.close())

    def test_a_ramp_leads_up_to_what_comes_later(self, live: LiveSession) -> None:
        live.log({"type": "lift", "exercise": "deadlift"})
        live.log({"reps": 6, "load_kg": 65, "warm_up": True})
        live.log({"reps": 8, "load_kg": 70})

        assert not [it for it in (*live.violations, *live.close().violations) if it.code == "WU06"]

    def test_a_stretch_before_lifting_with_the_first_work_set(self, checker: Checker) -> None:
        live = LiveSession(checker=checker, athlete=ATHLETE)
        assert "ST01" not in codes(live.log(STRETCH))
        live.log({"type": "lift", "exercise": "deadlift"})
        assert "ST01" not in codes(live.log({"reps": 8, "load_kg": 30, "warm_up": True}))

        update = live.log({"reps": 8, "load_kg": 50})

        (found,) = (it for it in update.violations if it.code == "ST01")
        assert found.severity == "error"
        assert found.location.pointer == "/activities/0"

    def test_a_stretch_after_lifting_is_sound_at_the_end(self, live: LiveSession) -> None:
        live.log({"reps": 8, "load_kg": 40}, exercise="deadlift")
        update = live.log(STRETCH)
        assert not {"ST01", "ST02"} & {it.code for it in (*update.violations, *update.passes)}

        closing = live.close()

        assert {"ST01", "ST02"} <= {it.code for it in closing.passes}

    def test_no_stretch_at_the_end(self, live: LiveSession) -> None:
        live.log({"reps": 8, "load_kg": 40}, exercise="deadlift")

        closing = live.close()

        assert "ST02" in codes(closing)
        assert closing.unknowns

    @pytest.mark.parametrize(("kilograms", "told"), [(79, False), (81, True)])
    def test_a_set_that_jumps_to_heavy(
        self, live: LiveSession, kilograms: float, told: bool
    ) -> None:
        update = live.log({"reps": 2, "load_kg": kilograms}, exercise="deadlift")

        assert ("WU04" in codes(update)) == told

    @pytest.mark.parametrize(("seconds", "told"), [(119, True), (121, False)])
    def test_a_rest_that_is_too_short(self, live: LiveSession, seconds: int, told: bool) -> None:
        live.log({"reps": 8, "load_kg": 40}, exercise="deadlift")
        live.log({"reps": 3, "load_kg": 81})
        assert not codes(live.rest(seconds))

        update = live.log({"reps": 3, "load_kg": 81})

        assert ("LD05" in codes(update)) == told

    def test_a_fault_of_form_of_the_last_set(self, live: LiveSession) -> None:
        live.log({"reps": 8, "load_kg": 40}, exercise="deadlift")
        live.log({"reps": 8, "load_kg": 50})

        update = live.log({"aspect": "spine", "value": "rounded_marked"})

        assert "DL02" in codes(update)
        lift = live.workout.activities[-1]
        assert isinstance(lift, Lift)
        assert [it.set for it in lift.form or ()] == [2]

    def test_nothing_twice(self, live: LiveSession) -> None:
        first = live.log({"reps": 8, "load_kg": 90}, exercise="deadlift")
        again = [live.log({"reps": 8, "load_kg": 40}) for _ in range(3)]

        known = {(it.code, it.check, it.location.pointer) for it in first.violations}
        assert known
        for update in (*again, live.close()):
            new = {(it.code, it.check, it.location.pointer) for it in update.violations}
            assert not new & known
            known |= new

    def test_a_finding_that_gets_graver_takes_the_place_of_the_other(
        self, checker: Checker
    ) -> None:
        athlete = {**ATHLETE, "par_q_yes": ["chest_pain"]}
        live = LiveSession(checker=checker, athlete=athlete)
        first = live.log({"reps": 8, "load_kg": 50}, exercise="deadlift")
        assert ("AT03", "warning") in {(it.code, it.severity) for it in first.violations}

        second = live.log({"reps": 3, "load_kg": 85})

        assert ("AT03", "error") in {(it.code, it.severity) for it in second.violations}
        assert [(it.code, it.severity) for it in second.withdrawn] == [("AT03", "warning")]

    def test_an_estimate_that_rises_takes_findings_back(self, checker: Checker) -> None:
        live = LiveSession(checker=checker, athlete={"level": "novice"})
        first = live.log({"reps": 5, "load_kg": 60, "rir": 0}, exercise="deadlift")
        assert {"LD01", "WU05"} <= set(codes(first))

        second = live.log({"reps": 8, "load_kg": 90, "rir": 0})

        assert {"LD01", "WU05"} <= {it.code for it in second.withdrawn}

    def test_what_the_athlete_alone_decides(self, checker: Checker) -> None:
        live = LiveSession(checker=checker, athlete={"symptoms": ["new_sharp_pain"]})

        assert codes(live.opening) == ["AT05"]

    def test_signs_of_an_emergency_and_nothing_else(self, checker: Checker) -> None:
        live = LiveSession(checker=checker, athlete={"symptoms": ["saddle_numbness"]})
        assert codes(live.opening) == ["AT01"]
        assert not live.opening.passes
        assert [it.kind for it in live.opening.notices] == ["screening"]

        assert live.log({"reps": 5, "load_kg": 90}, exercise="deadlift") == Update()
        closing = live.close()

        assert not any((closing.violations, closing.passes, closing.unknowns))
        assert [it.code for it in live.violations] == ["AT01"]

    def test_what_is_cleared_is_not_told(self, checker: Checker) -> None:
        clearance = {"rule": "AT12", "by": "Dr. Lee", "date": "2026-03-01", "reason": "a cold"}
        ill = {"conditions": ["illness"], "symptoms": []}
        told = LiveSession(checker=checker, athlete=ill)
        cleared = LiveSession(checker=checker, athlete={**ill, "clearance": [clearance]})

        assert "AT12" in codes(told.opening)
        assert "AT12" not in codes(cleared.opening)
        assert "AT12" not in codes(cleared.close())

    def test_names_that_nobody_knows_once(self, live: LiveSession) -> None:
        first = live.log({"reps": 5}, exercise="Zercher wiggle")
        again = live.log({"reps": 5})

        assert [it.kind for it in first.notices] == ["unknown-exercise"]
        assert not again.notices

    def test_what_is_not_recorded_is_unknown(self, checker: Checker) -> None:
        live = LiveSession(checker=checker, athlete=ATHLETE, records=())

        update = live.log({"reps": 8, "load_kg": 50}, exercise="deadlift")

        assert "WU01" not in codes(update)
        assert "WU01" in {it.code for it in live.close().unknowns}

    def test_earlier_sessions_count(self, checker: Checker) -> None:
        sets = [{"reps": 5, "load_kg": 40}]
        lift = {"type": "lift", "exercise": "deadlift", "sets": sets}
        history = {"workouts": [{"date": "2026-03-19", "activities": [lift]}]}
        live = LiveSession(
            checker=checker, athlete=ATHLETE, history=history, date=date(2026, 3, 20)
        )

        update = live.log({"reps": 5, "load_kg": 60}, exercise="deadlift")

        assert "LD03" in codes(update)


class TestRulesOfOthers:
    """What the shipped rules do not ask of a session."""

    @pytest.fixture
    def told(self, tmp_path: Path) -> Callable[..., list[tuple[str, str]]]:
        def told(*entries: dict[str, Any], **rule: str) -> list[tuple[str, str]]:
            stated = {"severity": "advice", "for": "workout", **rule}
            lines = [f"{name}: {json.dumps(value)}" for name, value in stated.items()]
            (tmp_path / "XX01-own.yaml").write_text("\n".join((_RULE, *lines)))
            live = LiveSession(checker=Checker(rules=[tmp_path], select=["XX01"]))
            updates = [*map(live.log, entries), live.close()]
            found = [
                (what, getattr(it, "severity", "pass"))
                for update in updates
                for what, group in (
                    ("told", (*update.violations, *update.passes)),
                    ("withdrawn", (*update.withdrawn, *update.withdrawn_passes)),
                )
                for it in group
                if it.code == "XX01"
            ]
            assert [it.severity for it in live.violations if it.code == "XX01"] == [
                it.severity for it in live.report().violations if it.code == "XX01"
            ]
            return found

        return told

    def test_how_bad_it_is_rests_on_sets_to_come(
        self, told: Callable[..., list[tuple[str, str]]]
    ) -> None:
        found = told(
            {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5, "load_kg": 40}]},
            {"reps": 5, "load_kg": 90},
            require="workout.lifts == 0",
            severity="error if any(s.load_kg > 80 for s in work_sets) else advice",
        )

        assert found == [("told", "advice"), ("told", "error"), ("withdrawn", "advice")]

    def test_a_pass_that_an_estimate_can_undo(
        self, told: Callable[..., list[tuple[str, str]]]
    ) -> None:
        found = told(
            {
                "type": "lift",
                "exercise": "deadlift",
                "sets": [{"reps": 1, "load_kg": 60, "rir": 0}],
            },
            {"reps": 10, "load_kg": 60, "rir": 0},
            require="program.heaviest_percent >= 80",
        )

        assert found == [("told", "advice")]

    def test_a_pass_that_a_stated_percentage_does_not_settle(
        self, told: Callable[..., list[tuple[str, str]]]
    ) -> None:
        found = told(
            {
                "type": "lift",
                "exercise": "deadlift",
                "sets": [{"reps": 1, "load_kg": 60, "rir": 0}],
            },
            {"reps": 3, "load_percent": 80},
            {"reps": 10, "load_kg": 60, "rir": 0},
            **{"for": "set in sets"},
            require="not set.lighter_set_before",
        )

        assert ("withdrawn", "pass") not in found

    def test_a_pass_that_a_stretch_without_a_time_can_undo(
        self, told: Callable[..., list[tuple[str, str]]]
    ) -> None:
        untimed = {name: it for name, it in STRETCH.items() if name != "hold_seconds"}

        found = told(
            STRETCH,
            untimed,
            **{"for": "stretch in static_stretches"},
            require="stretch.exercise_seconds >= 60",
        )

        assert found == []


class TestLogging:
    def test_earlier_sessions_that_are_none(self, checker: Checker) -> None:
        lift = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5, "load_kg": 60}]}
        history = {"date": "2026-03-20", "activities": [lift]}

        live = LiveSession(checker=checker, history=history, date="2026-03-20")

        (notice,) = live.opening.notices
        assert notice.message == "1 session of the history is not before the document: left out"
        assert not live.log({"reps": 8, "load_kg": 40}, exercise="deadlift").notices
        assert not live.close().notices

    def test_models_and_mappings_alike(self, checker: Checker) -> None:
        models = LiveSession(checker=checker)
        mappings = LiveSession(checker=checker)
        for model in (
            Cardio(exercise="rowing machine", minutes=5),
            Lift(exercise="deadlift", sets=(Set(reps=5, load_kg=40.0),)),
            Set(reps=5, load_kg=50.0),
            FormObservation(aspect="spine", value="neutral", set=1),
        ):
            assert models.log(model) == mappings.log(
                model.model_dump(exclude_unset=True) | _kind(model)
            )
        assert models.workout == mappings.workout

    def test_alternating_lifts(self, live: LiveSession) -> None:
        for _ in range(2):
            live.log({"reps": 8, "load_kg": 40}, exercise="Deadlift")
            live.log({"reps": 8, "load_kg": 30}, exercise="bent-over row")
        live.log({"reps": 8, "load_kg": 30}, exercise="Bent Over Row")

        lifts = [
            (it.exercise, len(it.sets)) for it in live.workout.activities if isinstance(it, Lift)
        ]
        assert lifts == [
            ("Deadlift", 1),
            ("bent-over row", 1),
            ("Deadlift", 1),
            ("bent-over row", 2),
        ]

    def test_a_lift_begun_anew(self, live: LiveSession) -> None:
        live.log({"reps": 8, "load_kg": 40}, exercise="deadlift")
        live.log({"type": "lift", "exercise": "deadlift"})
        live.log({"reps": 8, "load_kg": 40})

        assert sum(isinstance(it, Lift) for it in live.workout.activities) == 2

    def test_the_document_can_be_checked(self, live: LiveSession, checker: Checker) -> None:
        live.log({"reps": 8, "load_kg": 90}, exercise="deadlift")
        live.close()

        again = checker.for_athlete(ATHLETE).check(live.workout.model_dump(mode="json"))

        assert again.summary == live.report().summary

    @pytest.mark.parametrize(
        ("entry", "message"),
        [
            ({"reps": "five"}, "<live>: activities[3].sets[1].reps: "),
            ({"reps": 5, "loadkg": 4}, "did you mean 'load_kg'?"),
            ({"aspect": "spin", "value": 1}, "<live>: activities[3].form[0].aspect: "),
            ({"aspect": "spine", "value": "bent"}, "spine must be one of neutral"),
            ({"aspect": "jerk", "value": True, "set": 3}, "set must be at most 1"),
            ({"type": "cardio", "minutes": 3}, "activities[4].exercise: missing key 'exercise'"),
            ({"type": "lift", "exercise": ""}, "<live>: activities[4].exercise: "),
            ({"type": "lift", "exercise": "row", "sets": 0}, "sets must be a list"),
            ({"type": "lift", "exercise": "row", "sets": ""}, "sets must be a list"),
        ],
    )
    def test_wrong_entries(self, live: LiveSession, entry: dict[str, Any], message: str) -> None:
        live.log({"reps": 8, "load_kg": 40}, exercise="deadlift")
        before = live.workout

        with pytest.raises(DocumentError) as caught:
            live.log(entry)

        assert message in str(caught.value)
        assert live.workout is before

    @pytest.mark.parametrize(
        ("entry", "message"),
        [
            ({"type": "lifts", "exercise": "deadlift"}, "did you mean 'lift'?"),
            ({"type": 3}, "unknown type 3"),
            (5, "expected an activity, a set or a form observation"),
            ("deadlift", "(str)"),
            ({"reps": 5}, "a set belongs to a lift"),
            ({"aspect": "jerk", "value": True}, "log a set first"),
            (
                {"type": "lift", "exercise": "row", "form": [{"aspect": "jerk", "value": True}]},
                "once",
            ),
        ],
    )
    def test_entries_that_cannot_be(self, checker: Checker, entry: Any, message: str) -> None:
        live = LiveSession(checker=checker)

        with pytest.raises(UsageError) as caught:
            live.log(entry)

        assert message in str(caught.value)
        assert not live.workout.activities

    def test_exercise_is_for_sets(self, live: LiveSession) -> None:
        with pytest.raises(UsageError, match="this entry is no set"):
            live.log(STRETCH, exercise="deadlift")

    def test_rests(self, live: LiveSession) -> None:
        with pytest.raises(UsageError, match="a rest follows a set"):
            live.rest(30)
        live.log({"reps": 8, "load_kg": 40}, exercise="deadlift")
        with pytest.raises(DocumentError, match="rest_seconds"):
            live.rest(-1)
        with pytest.raises(UsageError, match="seconds of a rest"):
            live.rest(None)  # type: ignore[arg-type]
        live.rest(30)
        with pytest.raises(UsageError, match="states its rest: 30 s"):
            live.rest(60)


def _kind(model: Any) -> dict[str, str]:
    return {"type": model.type} if hasattr(model, "type") else {}


class TestUndoAndClose:
    def test_undo(self, live: LiveSession) -> None:
        live.log({"reps": 8, "load_kg": 40}, exercise="deadlift")
        before = live.workout, live.violations
        done = live.log({"reps": 8, "load_kg": 90})

        undone = live.undo()

        assert undone.withdrawn == done.violations
        assert undone.withdrawn_passes == done.passes
        assert not any((undone.violations, undone.passes))
        assert (live.workout, live.violations) == before
        assert live.log({"reps": 8, "load_kg": 90}) == done

    def test_undo_of_the_close(self, live: LiveSession) -> None:
        live.log({"reps": 8, "load_kg": 40}, exercise="deadlift")
        closing = live.close()
        assert live.closed

        undone = live.undo()

        assert not live.closed
        assert undone.withdrawn == closing.violations
        assert live.close() == closing

    def test_a_close_that_fails(self, live: LiveSession, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object) -> None:
            raise EngineError("broken")

        with monkeypatch.context() as patched:
            patched.setattr(Checker, "judge_document", fail)
            with pytest.raises(EngineError):
                live.close()

        assert not live.closed
        live.log({"reps": 8, "load_kg": 40}, exercise="deadlift")
        assert codes(live.close())

    def test_nothing_to_undo(self, checker: Checker) -> None:
        live = LiveSession(checker=checker)

        with pytest.raises(UsageError, match="nothing is logged"):
            live.undo()

    def test_a_closed_session_takes_nothing(self, live: LiveSession) -> None:
        live.close()
        for call in (live.close, lambda: live.rest(3), lambda: live.log(STRETCH)):
            with pytest.raises(UsageError, match="closed"):
                call()

    def test_an_empty_session(self, checker: Checker) -> None:
        live = LiveSession(checker=checker)

        assert not live.close().violations
        assert live.report().exit_status == 3


class TestMaking:
    def test_arguments(self, checker: Checker) -> None:
        with pytest.raises(UsageError, match="a checker or a profile"):
            LiveSession(checker=checker, profile="strict")
        with pytest.raises(UsageError, match="strict"):
            LiveSession(profile="strikt")
        with pytest.raises(DocumentError, match="records"):
            LiveSession(checker=checker, records=["warmup"])
        with pytest.raises(DocumentError, match="date"):
            LiveSession(checker=checker, date="tomorrow")
        with pytest.raises(DocumentError, match="level"):
            LiveSession(checker=checker, athlete={"level": "pro"})
        with pytest.raises(DocumentError, match="same exercise"):
            LiveSession(
                checker=checker,
                athlete={"technique": {"deadlift": "learning", "Deadlift": "mastered"}},
            )

    @pytest.mark.parametrize(
        ("argument", "message"),
        [
            ({"checker": "standard"}, "takes a backsafe.Checker, not 'standard' (str)"),
            ({"checker": Checker}, "takes a backsafe.Checker"),
            ({"records": "warm_up"}, "records takes a list of words, not 'warm_up' (str)"),
            ({"records": None}, "records takes a list of words, not None"),
            ({"equipment": "belt"}, "equipment takes a list of words"),
            ({"equipment": 5}, "equipment takes a list of words, not 5 (int)"),
        ],
    )
    def test_arguments_of_another_type(self, argument: dict[str, Any], message: str) -> None:
        with pytest.raises(UsageError) as caught:
            LiveSession(**argument)

        assert message in str(caught.value)

    def test_what_the_checker_knows(self) -> None:
        checker = Checker(athlete={"symptoms": ["new_sharp_pain"]}, engine="compiled")

        assert codes(LiveSession(checker=checker).opening) == ["AT05"]
        assert not codes(LiveSession(checker=checker, athlete={"symptoms": []}).opening)

    def test_a_profile(self) -> None:
        live = LiveSession(profile="evidence", athlete=ATHLETE)
        live.log(STRETCH | {"hold_seconds": 20, "repeats": 1})
        live.log(WARM_UP[1])

        assert "ST01" not in codes(live.log({"reps": 8, "load_kg": 40}, exercise="deadlift"))

    def test_sessions_share_rules_and_nothing_else(self, checker: Checker) -> None:
        one, other = LiveSession(checker=checker), LiveSession(checker=checker, athlete=ATHLETE)
        one.log({"reps": 8, "load_kg": 90}, exercise="deadlift")

        assert not other.workout.activities
        assert not other.violations
        assert one._engine is other._engine
        assert checker.athlete is None

    @pytest.mark.parametrize("chosen", [{"last": 1}, {"since": "2026-01-01"}])
    def test_a_checker_of_some_sessions(self, chosen: dict[str, Any]) -> None:
        with pytest.raises(UsageError, match="without last and since"):
            LiveSession(checker=Checker(**chosen))


class TestSharing:
    @pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, live: LiveSession, protocol: int) -> None:
        live.log({"reps": 8, "load_kg": 90}, exercise="deadlift")

        other = pickle.loads(pickle.dumps(live, protocol))

        assert other.violations == live.violations
        assert other.opening == live.opening
        assert other.close() == live.close()

    def test_copy(self, live: LiveSession) -> None:
        live.log({"reps": 8, "load_kg": 40}, exercise="deadlift")
        other = deepcopy(live)
        other.log({"reps": 8, "load_kg": 90})

        assert len(other.violations) > len(live.violations)

    def test_threads(self, checker: Checker) -> None:
        live = LiveSession(checker=checker, athlete=ATHLETE)
        live.log({"type": "lift", "exercise": "deadlift"})
        live.log({"reps": 1, "load_kg": 40})
        start = Barrier(8)

        def work(_: int) -> list[Update]:
            start.wait()
            return [live.log({"reps": 3, "load_kg": 85}) for _ in range(20)]

        with ThreadPoolExecutor(8) as pool:
            updates = [it for own in pool.map(work, range(8)) for it in own]
        told = [
            (it.code, it.check, it.location.pointer) for one in updates for it in one.violations
        ]

        (lift,) = live.workout.activities
        assert isinstance(lift, Lift)
        assert len(lift.sets) == 161
        assert len(told) == len(set(told))
        assert len(told) > 160

    def test_tasks(self, checker: Checker) -> None:
        async def train(number: int) -> list[str]:
            live = LiveSession(checker=checker, athlete=ATHLETE)
            found: list[str] = []
            for kilograms in (30, 40 + 10 * number):
                await asyncio.sleep(0)
                found += codes(live.log({"reps": 2, "load_kg": kilograms}, exercise="deadlift"))
            return found

        async def all_of_them() -> list[list[str]]:
            return await asyncio.gather(*map(train, range(6)))

        heavy = ["LD01" in found for found in asyncio.run(all_of_them())]
        assert heavy == [False] * 4 + [True] * 2

    def test_public_names(self) -> None:
        assert backsafe.LiveSession is LiveSession
        assert backsafe.Update is Update
