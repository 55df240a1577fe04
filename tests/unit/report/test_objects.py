"""What a check hands out: frozen all the way down, hashable, and the same after a journey."""

from __future__ import annotations

import copy
import io
import json
import math
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

import backsafe
from backsafe.frozen import Record
from backsafe.outputs import json as json_output
from backsafe.report import FileReport
from backsafe.report.findings import Told

EXAMPLES = Path(__file__).parents[3] / "examples"
SOURCES = sorted({*EXAMPLES.glob("*.yaml"), *EXAMPLES.glob("*.csv")} - {EXAMPLES / "athlete.yaml"})
CHECKER = backsafe.Checker(
    engine="compiled",
    suppressions=[backsafe.SuppressionEntry("*.yaml", "ST", "agreed with the coach")],
)
PLAN = """\
backsafe: 1
activities:
  - {type: static_stretch, exercise: hamstring stretch, hold_seconds: 9}
  - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 90}]}
"""
_SCALARS = (str, int, float, bool, type(None))


@pytest.fixture(scope="module", params=SOURCES, ids=lambda it: it.name)
def report(request: pytest.FixtureRequest) -> backsafe.Report:
    return CHECKER.check(request.param)


def reachable(value: Any) -> Iterator[Any]:
    """Yields a value and all that its public attributes, keys and items lead to."""
    yield value
    if isinstance(value, Mapping):
        for key, entry in value.items():
            yield from reachable(key)
            yield from reachable(entry)
    elif isinstance(value, tuple | frozenset):
        for entry in value:
            yield from reachable(entry)
    elif not isinstance(value, _SCALARS):
        for name in dir(value):
            found = None if name.startswith("_") else getattr(value, name)
            if not callable(found):
                yield from reachable(found)


def test_nothing_that_is_reached_can_be_changed(report: backsafe.Report) -> None:
    found = {type(it) for it in reachable(report)}

    assert {it for it in found if it.__module__ == "builtins"} <= {*_SCALARS, tuple, frozenset}
    ours = {it for it in found if it.__module__ != "builtins"} - {backsafe.frozen.FrozenMapping}
    assert all(issubclass(it, Record) and it.__dataclass_params__.frozen for it in ours)  # type: ignore[attr-defined]
    assert {backsafe.Report, FileReport, backsafe.Verdict, backsafe.Location} <= ours


def test_all_of_it_hashes(report: backsafe.Report) -> None:
    for value in reachable(report):
        assert isinstance(hash(value), int)


def test_no_number_is_none(report: backsafe.Report) -> None:
    assert all(math.isfinite(it) for it in reachable(report) if isinstance(it, float))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_stays_the_same_when_pickled(report: backsafe.Report, protocol: int) -> None:
    again = pickle.loads(pickle.dumps(report, protocol))

    assert again == report
    assert hash(again) == hash(report)
    for name in ("violations", "unknowns", "notices", "suppressions", "passes", "verdicts"):
        assert getattr(again, name) == getattr(report, name)
    assert [part.outline for part in again.files] == [part.outline for part in report.files]
    assert again.model_dump() == report.model_dump()


def test_it_stays_the_same_when_copied(report: backsafe.Report) -> None:
    assert copy.copy(report) == copy.deepcopy(report) == report


class _OnlyResults(pickle.Unpickler):
    """Refuses what belongs to documents, rules and engines."""

    def find_class(self, module: str, name: str) -> Any:
        allowed = ("backsafe.report", "backsafe.frozen", "backsafe.facts.fact")
        assert module.startswith(allowed) or not module.startswith("backsafe"), module
        assert name not in ("Fact", "Session", "Facts")
        return super().find_class(module, name)


def test_a_pickle_carries_results_alone(report: backsafe.Report) -> None:
    for value in (report, *report.verdicts[:1], *report.violations[:1]):
        assert _OnlyResults(io.BytesIO(pickle.dumps(value))).load() == value


def test_a_verdict_is_light() -> None:
    verdicts = CHECKER.check(EXAMPLES / "training-log.csv").verdicts

    assert max(len(pickle.dumps(it)) for it in verdicts) < 1500


def test_it_crosses_processes() -> None:
    report = backsafe.check(backsafe.Text(PLAN))
    code = (
        "import pickle, sys; report = pickle.load(sys.stdin.buffer);"
        "print(hash(report.violations[0].location.pointer) is not None, report)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], input=pickle.dumps(report), capture_output=True, check=True
    )

    assert run.stdout.decode().strip() == f"True {report}"


def test_plain_data_is_what_the_command_prints(report: backsafe.Report) -> None:
    printed = json_output.render(report)

    assert json.dumps(report.model_dump(mode="json"), indent=2, ensure_ascii=False) == printed
    assert json.loads(printed) == report.model_dump(mode="json")


def test_parts_are_plain_data_as_in_the_whole(report: backsafe.Report) -> None:
    whole = report.model_dump(mode="json")

    for name, parts in (
        ("violations", report.violations),
        ("suppressed", report.suppressions),
        ("unknown", report.unknowns),
        ("notices", report.notices),
    ):
        assert whole[name] == [part.model_dump(mode="json") for part in parts]
    (part,) = report.files
    own = part.model_dump(mode="json")
    assert own["violations"] == whole["violations"]
    assert own["summary"] == whole["summary"] == report.summary.model_dump()


def test_plain_data_keeps_tuples_unless_json_is_asked_for(report: backsafe.Report) -> None:
    def lists(value: Any) -> Iterator[type]:
        yield type(value)
        for entry in value.values() if isinstance(value, dict) else ():
            yield from lists(entry)
        for entry in value if isinstance(value, list | tuple) else ():
            yield from lists(entry)

    assert set(lists(report.model_dump())) <= {*_SCALARS, dict, tuple}
    assert set(lists(report.model_dump(mode="json"))) <= {*_SCALARS, dict, list}


def test_what_a_verdict_tells() -> None:
    report = backsafe.check(backsafe.Text(PLAN, name="plan.yaml"), engine="compiled")
    failed = next(it for it in report.verdicts if it.code == "ST03")
    passed = next(it for it in report.verdicts if it.outcome == "pass")
    unknown = next(it for it in report.verdicts if it.code == "AT02")

    assert failed.name == "stretch-hold-too-short"
    assert (failed.outcome, failed.severity) == ("fail", "warning")
    assert str(failed.location) == "plan.yaml:3:5"
    assert failed.location.pointer == "/activities/0"
    assert failed.facts["stretch.hold_seconds"] == 9
    assert failed.facts["hold_minimum_seconds"] == 20
    assert (passed.severity, unknown.severity) == (None, None)
    assert unknown.outcome == "unknown"
    assert None in unknown.facts.values()


def test_verdicts_on_what_nobody_knows_have_no_values_of_something_else() -> None:
    export = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps\n"
    rows = "2026-01-05 07:00:00,Pull,Deadlift (Barbell),1,90,5\n"
    report = backsafe.check(
        backsafe.Text(export + rows, reader="strong", unit="kg"), engine="compiled"
    )
    undecided = [it for it in report.verdicts if it.code == "ST03"]

    assert undecided
    assert {it.outcome for it in undecided} == {"unknown"}
    for verdict in undecided:
        assert verdict.facts["stretch.hold_seconds"] is None


def test_counts_agree_with_verdicts(report: backsafe.Report) -> None:
    passed = [it for it in report.verdicts if it.outcome == "pass"]

    if any(it.code == "AT01" and it.outcome == "fail" for it in report.verdicts):
        assert report.summary.passed == 0
    else:
        assert len(passed) == report.summary.passed == len(report.passes)


def test_reports_differ_by_what_was_repaired() -> None:
    result = backsafe.fix(backsafe.Text(PLAN), engine="compiled")
    plain = backsafe.check(backsafe.Text(result.text), engine="compiled")

    assert result.applied
    assert result.report.violations == plain.violations
    assert result.report != plain


def test_results_of_repairs_travel() -> None:
    result = backsafe.fix(backsafe.Text(PLAN), engine="compiled")
    again = pickle.loads(pickle.dumps(result))

    assert again == result
    assert hash(again) == hash(result)
    assert again.diff() == result.diff()
    dumped = result.model_dump(mode="json")
    assert json.loads(json.dumps(dumped)) == dumped
    assert dumped["report"] == result.report.model_dump(mode="json")
    assert [it["code"] for it in dumped["applied"]] == [it.code for it in result.applied]


def test_baselines_are_values(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    known = backsafe.Baseline.of(backsafe.check(path), tmp_path)
    again = pickle.loads(pickle.dumps(known))

    assert again == known
    assert len({again, known}) == 1
    assert set(map(type, known.files.values())) == {tuple}
    known.write(tmp_path / "known.json")
    written = json.loads((tmp_path / "known.json").read_text(encoding="utf-8"))
    assert written == known.model_dump(mode="json")


def test_entries_are_values() -> None:
    entry = backsafe.SuppressionEntry("*.yaml", "ST01", "why")

    assert pickle.loads(pickle.dumps(entry)) == entry == copy.deepcopy(entry)
    assert entry.model_dump()["reason"] == "why"
    with pytest.raises(backsafe.UsageError, match=r"a list of backsafe\.SuppressionEntry, not"):
        backsafe.Checker(suppressions=[("*.yaml", "ST01", "why")])  # type: ignore[list-item]


@pytest.mark.parametrize(
    "error",
    [
        backsafe.DocumentError(backsafe.Problem("is wrong", "a.yaml", 3, 1)),
        backsafe.RuleError([backsafe.Problem("one", "a"), backsafe.Problem("two", "b")]),
        backsafe.errors.ContentError("contradicts itself", ("weeks", 1)),
        backsafe.UsageError("unknown profile"),
    ],
    ids=lambda it: type(it).__name__,
)
def test_errors_travel(error: backsafe.BackSafeError) -> None:
    again = pickle.loads(pickle.dumps(error))

    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_mappings_that_are_given_are_copied() -> None:
    counts: dict[Any, int] = {"error": 0, "warning": 0, "advice": 0}
    part = FileReport(
        path="a",
        title="",
        kind="plan",
        workouts=1,
        violated=counts,
        unknown=0,
        passed=0,
        suppressed=0,
        judged=True,
        _findings=Told(),
    )
    counts["error"] = 1

    assert part.summary.errors == 0
    assert is_dataclass(part)
    assert all(it.kw_only for it in fields(part))
