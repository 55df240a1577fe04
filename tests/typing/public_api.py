"""What type checkers make of the public interface; read by them, and never run.

Each ``assert_type`` holds a type. Each comment that ignores an error is a misuse that has to be
refused: where it no longer is, the checker tells that the comment is of no use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, assert_type

import backsafe
from backsafe import (
    Answered,
    Answers,
    Applied,
    Athlete,
    Baseline,
    BaselineEntry,
    Checker,
    CheckItem,
    FileReport,
    FixNote,
    FixResult,
    FormObservation,
    LiveSession,
    Location,
    Log,
    LogSummary,
    Need,
    Notice,
    Pass,
    Preflight,
    Problem,
    Program,
    Reason,
    Report,
    RuleCount,
    SessionCount,
    SessionOutline,
    SourceNote,
    Step,
    Summary,
    Suppressed,
    Suppression,
    SuppressionEntry,
    Text,
    Unknown,
    Update,
    Verdict,
    Violation,
    Workout,
)

Severity = Literal["error", "warning", "advice"]
Values = Mapping[str, float | str | bool | tuple[str, ...] | None]
Plain = dict[str, Any]


def checking(athlete: Athlete, workout: Workout, program: Program, log: Log) -> None:
    assert_type(backsafe.check("plan.yaml"), Report)
    assert_type(backsafe.check(Path("plan.yaml"), athlete="me.yaml", history="log.csv"), Report)
    assert_type(backsafe.check({"activities": []}, profile="strict", engine="compiled"), Report)
    assert_type(backsafe.check(Text("backsafe: 1", "yaml", name="a", unit="kg")), Report)
    assert_type(backsafe.check(workout, athlete=athlete, history=log), Report)
    assert_type(backsafe.check(program, athlete={"age": 40}), Report)
    assert_type(
        backsafe.check(
            log,
            select=["ST"],
            extend_select=("RW07",),
            ignore="ST03",
            severity={"ST03": "error"},
            parameters={"ST03": {"hold_minimum_seconds": 10}},
            rules=["own", Path("more")],
            packs=["pack"],
            unit="lb",
        ),
        Report,
    )
    assert_type(backsafe.fix("plan.yaml"), FixResult)
    assert_type(backsafe.fix({"activities": []}, unsafe=True, profile="beginner"), FixResult)

    backsafe.check()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    backsafe.check(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    backsafe.check("a", "b")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    backsafe.check("a", profil="strict")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    backsafe.check("a", athlete=3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    backsafe.check("a", severity="error")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    backsafe.fix("a", unsafe="yes")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    backsafe.chekc("a")  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def checkers(entry: SuppressionEntry, known: Baseline) -> None:
    checker = Checker(
        athlete={"age": 40},
        history="log.csv",
        profile="standard",
        select=["ST"],
        extend_select=[],
        ignore=[],
        per_file_ignores={"old/*": ["WU"]},
        root=Path(),
        severity={"ST01": "error"},
        parameters={"ST03": {"hold_minimum_seconds": 10}},
        rules=[],
        packs=[],
        engine="auto",
        cross_check=True,
        fail_on="warning",
        last=10,
        since=date(2026, 1, 1),
        unit="kg",
        suppressions=[entry],
        baseline=known,
        suppress=True,
    )
    assert_type(checker, Checker)
    assert_type(checker.check("plan.yaml"), Report)
    assert_type(checker.fix("plan.yaml", unsafe=True), FixResult)
    assert_type(
        checker.check_many(["a", {"activities": []}], processes=2, findings=False, progress=True),
        Iterator[Report],
    )
    assert_type(Checker(baseline="known.json", since="2026-01-01"), Checker)

    Checker("standard")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Checker(fail_on="fatal")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Checker(last="ten")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Checker(suppressions=["ST01"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    checker.check_many("plan.yaml", 2)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def reports(report: Report, part: FileReport) -> None:
    assert_type(report.engine, str)
    assert_type(report.profile, str)
    assert_type(report.files, tuple[FileReport, ...])
    assert_type(report.fail_on, Severity)
    assert_type(report.violations, tuple[Violation, ...])
    assert_type(report.unknowns, tuple[Unknown, ...])
    assert_type(report.notices, tuple[Notice, ...])
    assert_type(report.suppressions, tuple[Suppressed, ...])
    assert_type(report.passes, tuple[Pass, ...])
    assert_type(report.verdicts, tuple[Verdict, ...])
    assert_type(report.summary, Summary)
    assert_type(report.ok, bool)
    assert_type(report.exit_status, Literal[0, 1, 2, 3])
    assert_type(report.joined([report]), Report)
    assert_type(report.model_dump(), Plain)
    assert_type(report.model_dump(mode="json"), Plain)
    assert_type(str(report), str)
    assert_type({report: 1}, dict[Report, int])

    assert_type(part.path, str)
    assert_type(part.title, str)
    assert_type(part.kind, str)
    assert_type(part.workouts, int)
    assert_type(part.violated["error"], int)
    assert_type(part.unknown, int)
    assert_type(part.passed, int)
    assert_type(part.suppressed, int)
    assert_type(part.judged, bool)
    assert_type(part.log, LogSummary | None)
    assert_type(part.recordable, frozenset[str] | None)
    assert_type(part.applied, tuple[Applied, ...])
    assert_type(part.violations, tuple[Violation, ...])
    assert_type(part.unknowns, tuple[Unknown, ...])
    assert_type(part.notices, tuple[Notice, ...])
    assert_type(part.suppressions, tuple[Suppressed, ...])
    assert_type(part.passes, tuple[Pass, ...])
    assert_type(part.verdicts, tuple[Verdict, ...])
    assert_type(part.outline, tuple[SessionOutline, ...])
    assert_type(part.summary, Summary)

    report.ok = True  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    report.profile = "x"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    report.files[0] = part  # type: ignore[index]  # pyright: ignore[reportIndexIssue]
    report.model_dump("json")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    report.model_dump(mode="yaml")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    report.violation  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018
    part.violated["error"] = 1  # type: ignore[index]  # pyright: ignore[reportIndexIssue]
    part.violated["fatal"]  # type: ignore[index]  # pyright: ignore[reportArgumentType]


def findings(
    violation: Violation, verdict: Verdict, unknown: Unknown, passed: Pass, notice: Notice
) -> None:
    assert_type(violation.code, str)
    assert_type(violation.name, str)
    assert_type(violation.check, str)
    assert_type(violation.severity, Severity)
    assert_type(violation.title, str)
    assert_type(violation.message, str)
    assert_type(violation.why, str)
    assert_type(violation.sources, tuple[SourceNote, ...])
    assert_type(violation.location, Location)
    assert_type(violation.session, str)
    assert_type(violation.facts, Values)
    assert_type(violation.parameters, Mapping[str, Mapping[str, Any]])
    assert_type(violation.fix, FixNote | None)
    assert_type(violation.fingerprint, str)
    assert_type(violation.model_dump(mode="json"), Plain)

    assert_type(verdict.code, str)
    assert_type(verdict.name, str)
    assert_type(verdict.check, str)
    assert_type(verdict.outcome, Literal["pass", "fail", "unknown"])
    assert_type(verdict.severity, Severity | None)
    assert_type(verdict.location, Location)
    assert_type(verdict.session, str)
    assert_type(verdict.facts, Values)

    assert_type(unknown.code, str)
    assert_type(unknown.name, str)
    assert_type(unknown.check, str)
    assert_type(unknown.missing, tuple[str, ...])
    assert_type(unknown.reason, str)
    assert_type(unknown.needs, tuple[Need, ...])
    assert_type(unknown.location, Location)
    assert_type(unknown.session, str)

    assert_type(passed.code, str)
    assert_type(passed.name, str)
    assert_type(passed.check, str)
    assert_type(passed.title, str)
    assert_type(passed.location, Location)
    assert_type(passed.session, str)
    assert_type(passed.facts, Values)

    assert_type(notice.kind, str)
    assert_type(notice.message, str)
    assert_type(notice.location, Location)

    violation.facts["set.reps"] = 1  # type: ignore[index]  # pyright: ignore[reportIndexIssue]
    violation.severity == "fatal"  # type: ignore[comparison-overlap]  # pyright: ignore[reportUnnecessaryComparison]  # noqa: B015
    verdict.outcome = "pass"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    verdict.fact  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018
    _code, _name = notice  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]
    violation.fix.summary  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]  # noqa: B018


def parts(
    location: Location, source: SourceNote, repair: FixNote, need: Need, summary: Summary
) -> None:
    assert_type(location.path, str)
    assert_type(location.pointer, str)
    assert_type(location.line, int | None)
    assert_type(location.column, int | None)
    assert_type(str(location), str)

    assert_type(source.id, str)
    assert_type(source.title, str)
    assert_type(source.section, str | None)
    assert_type(source.url, str | None)
    assert_type(source.origin, str)

    assert_type(repair.summary, str)
    assert_type(repair.safe, bool)
    assert_type(repair.automatic, bool)

    assert_type(need.place, str)
    assert_type(need.text, str)
    assert_type(need.exercise, str)
    assert_type(need.keyed, bool)
    assert_type(need.note, str)
    assert_type(need.path, str)
    assert_type(need.sentence, str)

    assert_type(summary.files, int)
    assert_type(summary.workouts, int)
    assert_type(summary.errors, int)
    assert_type(summary.warnings, int)
    assert_type(summary.advice, int)
    assert_type(summary.passed, int)
    assert_type(summary.unknown, int)
    assert_type(summary.suppressed, int)

    Location("a", "")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Location(path="a")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    location + location  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue]


def logs(log: LogSummary, rule: RuleCount, session: SessionCount) -> None:
    assert_type(log.sessions, int)
    assert_type(log.without_violation, int)
    assert_type(log.months, Mapping[str, int])
    assert_type(log.rules, tuple[RuleCount, ...])
    assert_type(log.worst, tuple[SessionCount, ...])

    assert_type(rule.code, str)
    assert_type(rule.name, str)
    assert_type(rule.severity, Severity)
    assert_type(rule.count, int)
    assert_type(rule.by_month, Mapping[str, int])

    assert_type(session.title, str)
    assert_type(session.date, str)
    assert_type(session.location, Location)
    assert_type(session.violated["advice"], int)
    assert_type(session.codes, tuple[str, ...])


def outlines(outline: SessionOutline, step: Step) -> None:
    assert_type(outline.title, str)
    assert_type(outline.date, str)
    assert_type(outline.location, Location)
    assert_type(outline.steps, tuple[Step, ...])

    assert_type(step.type, str)
    assert_type(step.title, str)
    assert_type(step.detail, str)
    assert_type(step.location, Location)
    assert_type(step.warm_up, bool)
    assert_type(step.sets, tuple[Step, ...])


def repairs(result: FixResult, applied: Applied) -> None:
    assert_type(result.path, str)
    assert_type(result.syntax, str)
    assert_type(result.before, str)
    assert_type(result.text, str)
    assert_type(result.applied, tuple[Applied, ...])
    assert_type(result.refused, str)
    assert_type(result.report, Report)
    assert_type(result.changed, bool)
    assert_type(result.data, Any)
    assert_type(result.diff(), str)
    assert_type(result.model_dump(), Plain)

    assert_type(applied.code, str)
    assert_type(applied.name, str)
    assert_type(applied.severity, Severity)
    assert_type(applied.message, str)
    assert_type(applied.summary, str)
    assert_type(applied.safe, bool)
    assert_type(applied.location, Location)

    result.text = ""  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


def set_aside(aside: Suppressed, why: Suppression, known: Baseline, report: Report) -> None:
    assert_type(aside.violation, Violation)
    assert_type(aside.suppression, Suppression)
    assert_type(why.kind, Literal["comment", "configuration", "baseline", "clearance"])
    assert_type(why.reason, str)

    entry = SuppressionEntry("*.yaml", "ST01", "agreed", at="/activities/0", source="a.toml:3")
    assert_type(entry, SuppressionEntry)
    assert_type(entry.path, str)
    assert_type(entry.rule, str)
    assert_type(entry.reason, str)
    assert_type(entry.at, str)
    assert_type(entry.source, str)

    assert_type(Baseline(Path(), {"a": [BaselineEntry("0" * 32, "ST01", 1, "x")]}), Baseline)
    assert_type(Baseline.of(report, "."), Baseline)
    assert_type(Baseline.of([report], Path(), known), Baseline)
    assert_type(Baseline.read("known.json"), Baseline)
    assert_type(known.write("known.json"), None)
    assert_type(known.rebased("."), Baseline)
    assert_type(known.lines(), Iterator[str])
    assert_type(known.root, str)
    assert_type(known.files, Mapping[str, tuple[BaselineEntry, ...]])
    assert_type(len(known), int)
    (first,) = known.files["a"]
    assert_type(first.fingerprint, str)
    assert_type(first.code, str)
    assert_type(first.count, int)
    assert_type(first.message, str)

    SuppressionEntry("*.yaml", "ST01")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    known.files["a"] = ()  # type: ignore[index]  # pyright: ignore[reportIndexIssue]


def documents() -> None:
    workout = Workout.model_validate({"activities": []})
    assert_type(workout, Workout)
    assert_type(workout.title, str | None)
    assert_type(workout.athlete, Athlete | None)
    assert_type(Program.model_validate({}), Program)
    assert_type(Log.model_validate({}).workouts, tuple[Workout, ...])
    assert_type(Athlete(age=40).age, int | None)
    assert_type(FormObservation.model_validate({}).rep, int | None)
    text = Text("backsafe: 1", "yaml", "a", "kg")
    assert_type(text.text, str)
    assert_type(text.reader, str | None)
    assert_type(text.name, str)
    assert_type(text.unit, str | None)

    Athlete(agee=40)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def live(checker: Checker, athlete: Athlete) -> None:
    session = LiveSession(checker=checker, athlete=athlete, title="A", date=date(2026, 3, 20))
    assert_type(session.opening, Update)
    assert_type(session.log({"reps": 5}, exercise="deadlift"), Update)
    assert_type(session.log(FormObservation(aspect="jerk", value=True)), Update)
    assert_type(session.rest(60), Update)
    assert_type(session.undo(), Update)
    update = session.close()
    assert_type(update.violations, tuple[Violation, ...])
    assert_type(update.passes, tuple[Pass, ...])
    assert_type(update.unknowns, tuple[Unknown, ...])
    assert_type(update.withdrawn, tuple[Violation, ...])
    assert_type(update.withdrawn_passes, tuple[Pass, ...])
    assert_type(update.notices, tuple[Notice, ...])
    assert_type(update.model_dump(mode="json"), Plain)
    assert_type(session.violations, tuple[Violation, ...])
    assert_type(session.workout, Workout)
    assert_type(session.closed, bool)
    assert_type(session.report(), Report)
    assert_type(checker.for_athlete(athlete, history="log.csv"), Checker)

    session.log(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    session.rest()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    update.passes = ()  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


def before_a_session(answers: Answers, athlete: Athlete) -> None:
    found = backsafe.preflight("plan.yaml", answers=answers, athlete=athlete, date="2026-03-20")
    assert_type(found, Preflight)
    assert_type(backsafe.preflight({"activities": []}, answers={"pain": []}), Preflight)
    assert_type(found.outcome, Literal["go", "adjust", "see_someone", "cannot_tell"])
    assert_type(found.reasons, tuple[Reason, ...])
    assert_type(found.notes, tuple[Reason, ...])
    assert_type(found.report, Report)
    assert_type(found.adjusted, FixResult | None)
    assert_type(found.checklist, tuple[CheckItem, ...])
    assert_type(found.answered, tuple[Answered, ...])
    assert_type(found.workout, Workout | None)
    assert_type(found.exit_status, Literal[0, 1, 3])
    assert_type(found.reasons[0].location, Location | None)
    assert_type(found.reasons[0].severity, Severity | None)
    assert_type(found.checklist[0].text, str)
    assert_type(found.answered[0].question, str)
    assert_type(found.model_dump(), Plain)

    backsafe.preflight("plan.yaml", answer={})  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def errors() -> None:
    try:
        backsafe.check("plan.yaml")
    except (backsafe.DocumentError, backsafe.RuleError) as error:
        assert_type(error.problems, tuple[Problem, ...])
        problem = error.problems[0]
        assert_type(problem.message, str)
        assert_type(problem.path, str)
        assert_type(problem.line, int | None)
        assert_type(problem.column, int | None)
        assert_type(problem.model_dump(), Plain)
    except (backsafe.UsageError, backsafe.EngineError) as error:
        assert_type(str(error), str)
        base: backsafe.BackSafeError = error
        assert_type(base.args, tuple[Any, ...])
    warning: type[DeprecationWarning] = backsafe.BackSafeDeprecationWarning
    assert_type(warning.__name__, str)
