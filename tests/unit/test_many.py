"""Many sources: the same reports in the same order, on one process or on several."""

from __future__ import annotations

import io
import json
import os
import pickle
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

import backsafe
from backsafe import progress
from backsafe.errors import DocumentError, EngineError, UsageError
from backsafe.report import sealed

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def plan(number: int) -> dict[str, Any]:
    """A plan that is unlike its neighbors."""
    sets = [{"reps": 5, "load_kg": 40 + number}] * (1 + number % 3)
    stretch = {"type": "static_stretch", "exercise": "child's pose", "hold_seconds": number % 40}
    return {
        "title": f"plan {number}",
        "activities": [stretch, {"type": "lift", "exercise": "deadlift", "sets": sets}],
    }


def told(report: backsafe.Report) -> tuple[Any, ...]:
    return (
        report.files[0].title,
        report.summary,
        report.violations,
        report.unknowns,
        report.notices,
        report.exit_status,
    )


@pytest.fixture(scope="module")
def checker() -> backsafe.Checker:
    return backsafe.Checker(engine="compiled", athlete={"age": 70}, fail_on="warning")


def test_several_processes_tell_what_one_tells(checker: backsafe.Checker) -> None:
    sources: list[Any] = [plan(number) for number in range(100)]
    sources[50] = EXAMPLES / "unsafe-back-day.yaml"
    sources[51] = backsafe.Text(json.dumps({"backsafe": 1, **plan(51)}), reader="json")

    one = [told(report) for report in checker.check_many(sources)]
    two = [told(report) for report in checker.check_many(sources, processes=2)]

    assert len(two) == 100
    assert two == one


def test_a_mistake_is_raised_at_its_place(checker: backsafe.Checker) -> None:
    sources: list[Any] = [plan(number) for number in range(80)]
    sources[40] = {"activities": [{"type": "lift"}]}
    reports = checker.check_many(sources, processes=2)

    before = [report.files[0].title for report in islice(reports, 40)]
    with pytest.raises(DocumentError) as caught:
        next(reports)

    assert before == [f"plan {number}" for number in range(40)]
    with pytest.raises(DocumentError) as expected:
        checker.check(sources[40])
    assert [str(it) for it in caught.value.problems] == [str(it) for it in expected.value.problems]
    assert list(reports) == []


def test_sources_are_taken_as_reports_are(checker: backsafe.Checker) -> None:
    taken: list[int] = []

    def endless() -> Iterator[dict[str, Any]]:
        for number in count():
            taken.append(number)
            yield plan(number)

    reports = checker.check_many(endless(), processes=2)
    assert [report.files[0].title for report in islice(reports, 3)] == [
        "plan 0",
        "plan 1",
        "plan 2",
    ]
    reports.close()  # type: ignore[attr-defined]

    assert len(taken) < 400


def test_findings_can_be_worked_out_here(checker: backsafe.Checker, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"backsafe": 1, **plan(7)}), encoding="utf-8")
    sources: list[Any] = [plan(1), path, plan(3)]

    reports = list(checker.check_many(sources, processes=2, findings=False))

    assert [told(report) for report in reports] == [
        told(checker.check(source)) for source in sources
    ]
    assert reports[0].verdicts == checker.check(sources[0]).verdicts


def test_a_file_that_changes_meanwhile_is_told(checker: backsafe.Checker, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"backsafe": 1, **plan(7)}), encoding="utf-8")
    (report,) = checker.check_many([path], processes=2, findings=False)

    path.write_text(json.dumps({"backsafe": 1, **plan(8), "kind": "log"}), encoding="utf-8")

    with pytest.raises(DocumentError, match=r"plan\.json: has changed since it was checked"):
        report.violations  # noqa: B018


def test_verdicts_stay_where_they_were_made(checker: backsafe.Checker) -> None:
    (report,) = checker.check_many([plan(1)], processes=2)

    with pytest.raises(UsageError, match="verdicts stay in the process that judged"):
        report.verdicts  # noqa: B018


def test_no_source_no_report(checker: backsafe.Checker) -> None:
    assert list(checker.check_many([], processes=2)) == []


@pytest.mark.parametrize("processes", [0, -1, 2.5, "2", True])
def test_there_must_be_a_process(checker: backsafe.Checker, processes: Any) -> None:
    with pytest.raises(UsageError, match="processes must be a number of 1 or more"):
        checker.check_many([], processes=processes)


class Deadly(dict[str, Any]):
    """Ends the process that unpickles it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (3,)


def test_a_process_that_dies_is_told(checker: backsafe.Checker) -> None:
    with pytest.raises(EngineError, match="ended without an answer"):
        list(checker.check_many([plan(1), Deadly(plan(2))], processes=2))


def test_what_the_sources_raise_comes_through(checker: backsafe.Checker) -> None:
    def failing() -> Iterator[dict[str, Any]]:
        yield plan(1)
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        list(checker.check_many(failing(), processes=2))


@pytest.mark.parametrize("engine", ["auto", "compiled"])
def test_a_checker_pickles(engine: str) -> None:
    history = {"backsafe": 1, "kind": "log", "workouts": [{**plan(1), "date": "2026-01-01"}]}
    checker = backsafe.Checker(
        engine=engine, athlete={"age": 70}, history=history, ignore="ST03", profile="strict"
    )

    again = pickle.loads(pickle.dumps(checker))

    assert told(again.check(plan(5))) == told(checker.check(plan(5)))
    assert again.engine.name == checker.engine.name


def test_a_report_pickles_with_all_that_it_says(checker: backsafe.Checker) -> None:
    report = checker.check(plan(5))

    again = pickle.loads(pickle.dumps(report))

    assert told(again) == told(report)
    assert again.verdicts == report.verdicts
    assert pickle.loads(pickle.dumps(sealed(report))).violations == report.violations


def test_reports_are_equal_that_say_the_same(checker: backsafe.Checker) -> None:
    one, same, other = (checker.check(plan(number)) for number in (5, 5, 6))

    assert one == same == pickle.loads(pickle.dumps(one)) == sealed(one)
    assert one != other
    assert one != "report"
    assert len({one, same, other}) == 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class TestProgress:
    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(progress, "_PATIENCE_SECONDS", -1.0)
        monkeypatch.setattr(progress, "_BETWEEN_SECONDS", -1.0)

    def test_a_bar_is_shown_on_a_terminal_and_taken_away(
        self, checker: backsafe.Checker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.stderr", stream := Terminal())

        reports = list(checker.check_many([plan(1), plan(2)], progress=True))

        shown = stream.getvalue().split("\r")
        assert len(reports) == 2
        assert shown[1:3] == [f"[{'#' * 15:<30}] 1 of 2 checked", f"[{'#' * 30}] 2 of 2 checked"]
        assert shown[-2].strip() == shown[-1] == ""

    def test_without_a_total_it_counts(
        self, checker: backsafe.Checker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.stderr", stream := Terminal())

        assert len(list(checker.check_many(iter([plan(1)]), progress=True))) == 1

        assert "1 checked" in stream.getvalue()

    def test_nothing_is_shown_elsewhere(
        self, checker: backsafe.Checker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.stderr", stream := io.StringIO())

        list(checker.check_many([plan(1)], progress=True))

        assert stream.getvalue() == ""
