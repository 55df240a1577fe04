"""Logs: judged in one pass in bounded memory, with the earlier sessions as history, summed up."""

from __future__ import annotations

import pickle
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import backsafe
from backsafe.errors import DocumentError, UsageError
from backsafe.facts import build
from backsafe.model import Log
from backsafe.outputs import text
from backsafe.readers import Document, read_text
from backsafe.readers.logbook import LoggedSessions
from backsafe.report import build as reporting

HEADER = "title,start_time,end_time,exercise_title,set_index,set_type,weight_kg,reps,rpe\n"
FIRST = date(2025, 1, 6)


def rows(number: int, weight: float = 60, rpe: str = "") -> str:
    """A session of a log, some days after the one before."""
    day = FIRST + timedelta(days=3 * number)
    stated = f'S{number},"{day.day} {day:%b %Y}, 18:00",'
    exercises = ("Deadlift (Barbell)", "Seated Cable Row", "Pull Up")
    return "".join(
        f"{stated},{exercise},{place},{'warmup' if place == 0 else 'normal'},"
        f"{'' if exercise == 'Pull Up' else weight - 30 * (place == 0)},5,{rpe}\n"
        for exercise in exercises
        for place in range(2)
    )


def export(sessions: int, **more: Any) -> str:
    return HEADER + "".join(rows(number, **more) for number in range(sessions))


def check(source: str, **more: Any) -> backsafe.Report:
    return backsafe.Checker(engine="compiled", **more).check(backsafe.Text(source, name="log.csv"))


def in_memory(document: Document) -> Log:
    """The log of a table as a document of our own."""
    content = document.content
    assert isinstance(content, LoggedSessions)
    return Log(workouts=content.workouts, records=content.records)


def told(report: backsafe.Report) -> tuple[Any, ...]:
    return (
        report.summary,
        sorted((it.code, it.message, it.location.line or 0) for it in report.violations),
        sorted((it.code, it.reason, it.location.line or 0) for it in report.unknowns),
    )


class TestStretches:
    """A log that comes session by session is judged as one that is in memory."""

    @pytest.mark.parametrize("sessions", [1, 2, 7, 30])
    @pytest.mark.parametrize("at_once", [1, 3, 200])
    def test_the_same_is_found_however_it_is_cut(
        self, sessions: int, at_once: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        document = read_text(export(sessions, rpe="9"), "log.csv")
        log = in_memory(document)
        checker = backsafe.Checker(engine="compiled")
        whole = checker.check_document(document._replace(content=log))
        monkeypatch.setattr(build, "_SESSIONS_AT_ONCE", at_once)
        cut = checker.check_document(document)

        assert told(cut) == told(whole)
        assert cut.files[0].log == whole.files[0].log
        assert {it.message for it in cut.notices} == {it.message for it in whole.notices}

    def test_a_random_log_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        chosen = random.Random(7)  # noqa: S311
        sessions = [
            rows(it, chosen.choice([20, 60, 100]), chosen.choice(["", "8"])) for it in range(40)
        ]
        chosen.shuffle(sessions)
        document = read_text(HEADER + "".join(sessions), "log.csv")
        checker = backsafe.Checker(engine="compiled")
        whole = checker.check_document(document)
        monkeypatch.setattr(build, "_SESSIONS_AT_ONCE", 4)

        assert told(checker.check_document(document)) == told(whole)

    def test_findings_of_a_long_log_are_made_when_they_are_read(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        document = read_text(export(30, rpe="9"), "log.csv")
        checker = backsafe.Checker(engine="compiled")
        kept = checker.check_document(document)
        monkeypatch.setattr(build, "_SESSIONS_AT_ONCE", 5)
        monkeypatch.setattr(reporting, "_MOST_SESSIONS_KEPT", 10)
        dropped = checker.check_document(document)

        assert dropped.summary == kept.summary
        assert dropped.notices == kept.notices
        assert told(dropped) == told(kept)
        assert len(dropped.verdicts) == len(kept.verdicts)

    def test_a_red_flag_withholds_the_rest_of_a_long_log(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(build, "_SESSIONS_AT_ONCE", 5)
        report = check(export(30), athlete={"symptoms": ["chest_pain"]})

        assert {it.code for it in report.violations} == {"AT01"}
        assert report.files[0].log is None

    @pytest.mark.once
    def test_memory_does_not_grow_with_the_log(self, tmp_path: Path) -> None:
        script = (
            "import resource, sys, backsafe\n"
            "report = backsafe.Checker(engine='compiled').check(sys.argv[1])\n"
            "print(report.summary.workouts, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        used = {}
        for sessions in (1200, 3600):
            path = tmp_path / f"{sessions}.csv"
            path.write_text(export(sessions))
            command = [sys.executable, "-c", script, str(path)]
            found = subprocess.run(command, capture_output=True, text=True, check=True)
            counted, kilobytes = map(int, found.stdout.split())
            assert counted == sessions
            used[sessions] = kilobytes / 1024
        # Three times as long, and the text alone is 1.3 MiB longer; facts would be some 200.
        assert used[3600] < used[1200] + 30


class TestHistory:
    LATER: dict[str, Any] = {  # noqa: RUF012
        "kind": "log",
        "date": "2025-03-03",
        "activities": [
            {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5, "load_kg": 60}]}
        ],
    }

    def verdict(self, code: str, history: Any = None, **more: Any) -> set[str]:
        checker = backsafe.Checker(engine="compiled", history=history, **more)
        return {it.outcome for it in checker.check(self.LATER).verdicts if it.code == code}

    def test_earlier_sessions_tell_the_one_rep_max(self) -> None:
        history = backsafe.Text(export(4, weight=100, rpe="10"), name="log.csv")

        assert self.verdict("LD01") == {"unknown"}
        report = backsafe.Checker(engine="compiled", history=history).check(self.LATER)
        # 100 kg for five repetitions with none in reserve is 112.5 kg for one.
        assert not any("the one-rep max" in it.reason for it in report.unknowns)

    def test_they_are_practice_and_no_proof_of_mastery(self) -> None:
        history = backsafe.Text(export(4, weight=70, rpe="6"), name="log.csv")
        heavy = {**self.LATER, "activities": [{**self.LATER["activities"][0], "sets": [
            {"reps": 3, "load_kg": 90}]}]}  # fmt: skip
        report = backsafe.Checker(engine="compiled", history=history).check(heavy)
        (unknown,) = [it for it in report.unknowns if it.code == "LD02"]

        assert "sign of practice, no proof of mastery" in unknown.reason
        assert "earlier sessions below 80 %" in unknown.reason

    def test_a_layoff_is_seen(self) -> None:
        history = backsafe.Text(export(2), name="log.csv")

        assert "fail" in self.verdict("PR06", history)
        assert "pass" not in self.verdict("PR06")

    def test_two_sessions_of_which_one_is_history_are_a_pair(self) -> None:
        day = {**self.LATER, "date": "2025-03-02"}
        day["activities"] = [{"type": "lift", "exercise": "deadlift", "sets": [
            {"reps": 5, "load_percent": 80}]}]  # fmt: skip
        later = {**day, "date": "2025-03-03"}
        report = backsafe.Checker(engine="compiled", history=day).check(later)

        assert "PR02" in {it.code for it in report.violations}

    def test_a_long_history_streams(self, tmp_path: Path) -> None:
        path = tmp_path / "history.csv"
        path.write_text(export(300))

        assert self.verdict("PR06", str(path))


class TestChosen:
    def test_the_latest_are_judged_and_the_others_are_history(self) -> None:
        leaping = export(11) + rows(11, weight=140)
        whole, some = check(leaping), check(leaping, last=3)

        assert (whole.summary.workouts, some.summary.workouts) == (12, 3)
        last = range(2 + 9 * 6, 2 + 12 * 6)
        assert {it.location.line for it in some.violations} <= {1, *last}
        expected = [it for it in whole.violations if it.location.line in last]
        assert expected
        assert all(it in some.violations for it in expected)

    def test_a_day_chooses(self) -> None:
        day = FIRST + timedelta(days=30)

        assert check(export(12), since=day).summary.workouts == 2
        assert check(export(12), since=day.isoformat()).summary.workouts == 2
        assert check(export(12), since=day, last=1).summary.workouts == 1

    def test_in_a_document_of_our_own_too(self) -> None:
        log = in_memory(read_text(export(12), "log.csv"))
        some = backsafe.Checker(engine="compiled", last=3).check(log)

        assert told(some)[0] == told(check(export(12), last=3))[0]

    def test_more_than_there_are_is_all(self) -> None:
        assert check(export(2), last=5).summary == check(export(2)).summary

    def test_a_single_session_is_a_log_of_one(self) -> None:
        judged = backsafe.Checker(engine="compiled", since="2025-03-03").check(TestHistory.LATER)

        assert judged.summary.workouts == 1
        with pytest.raises(DocumentError, match="no session is left"):
            backsafe.Checker(since="2025-03-04").check(TestHistory.LATER)

    def test_none_left_is_an_error(self) -> None:
        with pytest.raises(DocumentError, match="no session is left"):
            check(export(2), since="2030-01-01")

    def test_a_plan_has_none_to_choose(self) -> None:
        with pytest.raises(DocumentError, match="sessions of a log"):
            backsafe.Checker(last=1).check({"activities": []})

    @pytest.mark.parametrize("wrong", [{"last": 0}, {"last": True}, {"since": "yesterday"}])
    def test_wrong_choices_are_errors(self, wrong: dict[str, Any]) -> None:
        with pytest.raises(UsageError):
            backsafe.Checker(**wrong)


class TestSummary:
    def test_it_counts_rules_over_months_and_ranks_sessions(self) -> None:
        # The last session leaps.
        report = check(HEADER + "".join(rows(it) for it in range(12)) + rows(12, weight=140))
        log = report.files[0].log

        assert log is not None
        assert (log.sessions, sum(log.months.values())) == (13, 13)
        assert list(log.months) == ["2025-01", "2025-02"]
        for rule in log.rules:
            assert rule.count == sum(rule.by_month.values())
        assert sum(rule.count for rule in log.rules) == len(report.violations)
        assert log.worst[0].date == "2025-02-11"
        assert log.worst[0].location.line == 2 + 12 * 6
        assert "LD03" in log.worst[0].codes
        assert len(log.worst) <= 10

    def test_a_plan_has_none(self) -> None:
        assert backsafe.check({"activities": []}, engine="compiled").files[0].log is None

    def test_it_is_shown_before_findings_and_alone_where_there_are_many(self) -> None:
        report = check(HEADER + "".join(rows(it) for it in range(12)) + rows(12, weight=140))
        few, none = text.render(report), text.render(report, findings="none")

        assert "13 sessions, 2025-01 to 2025-02" in few
        assert "sessions with the worst findings" in few
        assert "  why " in few
        assert "  why " not in none
        assert "--full" in none

    def test_it_is_in_the_json(self) -> None:
        from backsafe.outputs import json

        report = check(HEADER + "".join(rows(it) for it in range(3)) + rows(3, weight=140))
        (log,) = json.as_mapping(report)["logs"]

        assert log["sessions"] == 4
        assert log["worst"][0]["location"]["path"] == "log.csv"


def test_unknown_names_are_told_once_with_a_count() -> None:
    unknown = HEADER + "".join(
        rows(it).replace("Seated Cable Row", "Zork Press") for it in range(3)
    )
    notices = [it for it in check(unknown).notices if it.kind == "unknown-exercise"]

    assert len(notices) == 1
    assert "unknown exercise 'Zork Press' (6 sets)" in notices[0].message
    assert notices[0].location.line == 4


def test_a_checker_with_a_long_history_may_be_shared(tmp_path: Path) -> None:
    """By threads, which read the history at once, and by processes, which are sent it."""
    from concurrent.futures import ThreadPoolExecutor

    path = tmp_path / "history.csv"
    path.write_text(export(60, rpe="8"))
    checker = backsafe.Checker(engine="compiled", history=path)
    expected = told(checker.check(TestHistory.LATER))

    with ThreadPoolExecutor(4) as threads:
        assert all(
            told(it) == expected for it in threads.map(checker.check, [TestHistory.LATER] * 12)
        )
    again = pickle.loads(pickle.dumps(checker))
    assert told(again.check(TestHistory.LATER)) == expected
    reports = checker.check_many([TestHistory.LATER] * 3, processes=2)
    assert [told(it) for it in reports] == [expected] * 3


def test_the_unit_of_a_table_is_told_to_the_checker(tmp_path: Path) -> None:
    path = tmp_path / "strong.csv"
    path.write_text(
        "Date,Workout Name,Exercise Name,Set Order,Weight,Reps\n"
        "2026-03-02 18:00:00,Pull,Deadlift (Barbell),1,100,5\n"
    )

    assert backsafe.check(path, engine="compiled", unit="lb").summary.workouts == 1
    assert backsafe.Checker(history=path, unit="kg").history
    with pytest.raises(UsageError, match="unknown unit 'stone'"):
        backsafe.check(path, unit="stone")


def test_of_many_unknown_names_only_the_first_get_a_hint() -> None:
    names = [f"dedlift {'abcdefghijklmnopqrstuvwxyz'[it]}" for it in range(26)]
    sets = [{"reps": 5}]
    activities = [{"type": "lift", "exercise": name, "sets": sets} for name in names]
    notices = backsafe.check({"activities": activities}, engine="compiled").notices
    told = [it.message for it in notices if it.kind == "unknown-exercise"]

    assert len(told) == 26
    assert sum("did you mean" in message for message in told) == 20


class TestHistoryOfAnExport:
    """An export that is given as history holds the session itself, and what came after."""

    def history(self, *numbers: int) -> backsafe.Text:
        return backsafe.Text(HEADER + "".join(rows(it, 60) for it in numbers), name="log.csv")

    def later(self, number: int, weight: float) -> backsafe.Text:
        return backsafe.Text(HEADER + rows(number, weight), name="today.csv")

    def test_the_session_itself_is_left_out(self) -> None:
        session = self.later(5, 100)
        both = backsafe.Text(HEADER + rows(4, 60) + rows(5, 100), name="log.csv")
        found = backsafe.Checker(engine="compiled", history=both).check(session)
        alone = backsafe.Checker(engine="compiled", history=self.history(4)).check(session)

        assert "LD03" in {it.code for it in found.violations}
        assert told(found)[1:] == told(alone)[1:]
        assert any("1 session of the history" in it.message for it in found.notices)

    def test_so_is_what_came_after(self) -> None:
        found = backsafe.Checker(engine="compiled", history=self.history(9)).check(
            self.later(5, 60)
        )
        alone = backsafe.Checker(engine="compiled").check(self.later(5, 60))

        assert told(found)[1:] == told(alone)[1:]

    def test_a_stated_break_is_before_the_document_and_not_before_each_session(self) -> None:
        athlete = {"days_since_back_session": 60}
        whole, last = (
            next(
                verdict.facts["workout.days_since_back"]
                for verdict in check(export(6), athlete=athlete, last=it).verdicts
                if "workout.days_since_back" in verdict.facts
            )
            for it in (None, 1)
        )

        assert (whole, last) == (60, 3)


def test_sessions_without_a_date_that_is_known_are_compared_with_none() -> None:
    undated = [
        rows(number, weight).replace(f'"{day.day} {day:%b %Y}, 18:00"', f'"some day {number}"')
        for number, weight in ((0, 60), (1, 100))
        for day in [FIRST + timedelta(days=3 * number)]
    ]
    report = check(HEADER + "".join(undated))

    assert not {"LD03", "PR02"} & {it.code for it in report.violations}
    assert sum("compared with no other" in it.message for it in report.notices) == 2


def test_a_single_logged_session_is_summed_up() -> None:
    stretch = {"type": "static_stretch", "exercise": "child's pose", "hold_seconds": 30}
    document = {**TestHistory.LATER, "activities": [stretch, *TestHistory.LATER["activities"]]}
    log = backsafe.check(document, engine="compiled").files[0].log

    assert log is not None
    assert (log.sessions, log.without_violation) == (1, 0)
    assert log.worst[0].codes[0] == "ST01"
    assert set(log.rules[0].by_month) == {"2025-03"}


def test_a_table_has_at_most_so_many_columns() -> None:
    with pytest.raises(DocumentError, match="has 300 columns"):
        read_text("exercise_title,set_index" + "," * 298 + "\n", "x.csv", "hevy")
