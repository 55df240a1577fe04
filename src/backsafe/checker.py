"""The whole trip: a source is read, turned into facts, judged by an engine, and reported.

source ──readers──▶ document ──facts──▶ facts ──engine──▶ verdicts ──▶ report
"""

from __future__ import annotations

from collections.abc import Sized
from contextlib import contextmanager
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from backsafe._log import Log, milliseconds
from backsafe.choice import Choice
from backsafe.engines import make_cross_checked, make_engine
from backsafe.errors import ContentError, UsageError, did_you_mean
from backsafe.facts.build import FactStream
from backsafe.facts.names import Remark
from backsafe.facts.timeline import ALL_SESSIONS, session_count
from backsafe.fixes import why_not
from backsafe.model import Workout
from backsafe.readers.records import can_record
from backsafe.report import Head, Report, Reporter
from backsafe.rules.expression import SEVERITIES
from backsafe.source import (
    athlete_of,
    baseline_of,
    chosen_of,
    day_of,
    document_of,
    history_of,
    several_of,
    switch_of,
    unit_of,
)
from backsafe.suppressions import Suppressions, entries_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from os import PathLike

    from backsafe.baseline import Baseline
    from backsafe.choice import Folder, Ready
    from backsafe.engines import Engine
    from backsafe.engines.ongoing import OngoingEngine
    from backsafe.facts.fact import Facts
    from backsafe.facts.timeline import Content
    from backsafe.fixes.result import FixResult
    from backsafe.model import Athlete
    from backsafe.outputs.sarif import FixKey, Repair
    from backsafe.readers import Document
    from backsafe.report.build import Judged
    from backsafe.report.outline import SessionOutline
    from backsafe.report.weighing import Suppressor
    from backsafe.report.words import Place
    from backsafe.rules.expression import Severity
    from backsafe.rules.loader import RuleBook
    from backsafe.source import Source
    from backsafe.suppressions import SuppressionEntry
    from backsafe.verdicts import Verdicts

__all__ = ["Checker"]

_log = Log(__name__)


class _Running(NamedTuple):
    """What judges a document.

    Attributes:
        engine: Runs the checks.
        reporter: Puts verdicts into words.
        kept: Codes of rules that are to be ignored and cannot be.
    """

    engine: Engine
    reporter: Reporter
    kept: tuple[str, ...]


class Checker:
    """Rules made ready once, to check any number of sources.

    An object may be used from many threads.

    Args:
        athlete: What is known of the athlete beside the documents: a model, a mapping or a path.
            Where both speak it decides, but no condition or symptom of either is dropped.
        history: Earlier sessions, oldest first: a path, a mapping or a model.
        profile: Name of a profile: which rules apply, how severely, with which thresholds.
        select: Rules to keep: codes, names or beginnings of codes (``ST``), in a list or a text
            (``"ST, LD01"``). Screening rules always stay.
        extend_select: Rules to add to those, also such as the profile leaves out. An opt-in rule
            has to be named in full.
        ignore: Rules to leave out. Screening rules stay all the same, and the report says so.
        per_file_ignores: Pattern of paths, as ``.gitignore`` has them → rules to leave out there.
        root: The folder that patterns of paths start from; by default the current one.
        severity: Rule → severity in place of the profile's: a name, or an expression as in a
            profile. That of a screening rule can only be raised.
        parameters: Rule → parameter → value, over those of the profile. Those of screening rules
            stay as they are.
        rules: Folders of rules that are added to those that BackSafe ships.
        packs: Names of installed packs of rules that are added, too.
        engine: ``auto``, ``durable`` or ``compiled``.
        cross_check: Whether to run a second engine and fail loudly if they differ.
        fail_on: Severity from which on a report is not ``ok``.
        rule_book: Rules to use in place of those that BackSafe ships.
        last: Of a log judge only so many sessions, the latest; the earlier ones are its history.
        since: Of a log judge only the sessions of this day (``2026-04-08``) or later, and those
            without a date; the earlier ones are its history.
        today: The day (``2026-04-08``) by which a clearance must have been given where no session
            has a date, so that a check can be repeated; by default that of the clock when it runs.
        unit: ``kg`` or ``lb``, for tables that do not say what their weights are.
        suppressions: Findings to set aside, each with a reason; for files without comments.
        baseline: Findings that are known and told no more, or the path of their file.
        suppress: Whether comments, ``suppressions`` and ``baseline`` set anything aside.

    Raises:
        UsageError: An unknown profile, rule, parameter, pack, engine, unit or severity, no such
            day, a suppression without a reason, or an argument of another type.
        RuleError: A folder of rules is wrong; says where.
        DocumentError: The athlete, the history or the baseline cannot be read.
    """

    def __init__(  # noqa: PLR0913
        self,
        *,
        athlete: Athlete | Mapping[str, Any] | str | PathLike[str] | None = None,
        history: Source | None = None,
        profile: str = "standard",
        select: Iterable[str] = (),
        extend_select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        per_file_ignores: Mapping[str, Iterable[str]] | None = None,
        root: Folder | None = None,
        severity: Mapping[str, str] | None = None,
        parameters: Mapping[str, Mapping[str, float]] | None = None,
        rules: Iterable[Folder] = (),
        packs: Iterable[str] = (),
        engine: str = "auto",
        cross_check: bool = False,
        fail_on: Severity = "error",
        rule_book: RuleBook | None = None,
        last: int | None = None,
        since: date | str | None = None,
        today: date | str | None = None,
        unit: str | None = None,
        suppressions: Iterable[SuppressionEntry] = (),
        baseline: Baseline | str | PathLike[str] | None = None,
        suppress: bool = True,
    ) -> None:
        self._choice = Choice(
            profile=profile,
            select=select,
            extend_select=extend_select,
            ignore=ignore,
            per_file_ignores=per_file_ignores,
            root=root,
            severity=severity,
            parameters=parameters,
            rules=rules,
            packs=packs,
            rule_book=rule_book,
        )
        # What another process needs, beside the choice, to make the same checker.
        self._settings: dict[str, Any] = {
            "engine": engine,
            "cross_check": switch_of(cross_check, "cross_check"),
            "fail_on": fail_on,
            "last": last,
            "since": since,
            "today": day_of(today, "today"),
            "unit": unit_of(unit),
            "suppressions": entries_of(suppressions),
            "baseline": baseline_of(baseline),
            "suppress": switch_of(suppress, "suppress"),
        }
        self.chosen = chosen_of(last, since)
        if fail_on not in SEVERITIES:
            hint = did_you_mean(fail_on, SEVERITIES)
            raise UsageError(
                f"unknown severity {fail_on!r}; there are {', '.join(SEVERITIES)}{hint}"
            )
        self.profile = profile
        self.fail_on: Severity = fail_on
        self._ready = ready = self._choice.ready()
        self.rules = {active.rule.code: active for active in ready.rules}
        self.assumed_level = ready.assumed_level
        self.engine, self._reporter, _ = self._made(ready)
        self._others: dict[frozenset[str], _Running] = {}
        self._suppressions = self._set_aside() if suppress else None
        _log.info("profile %s: %d rules, engine %s", profile, len(self.rules), self.engine.name)
        self.athlete = athlete_of(athlete)
        self.unit = unit
        self.history = history_of(history, unit)
        self._day: date | None = None

    def _made(self, ready: Ready) -> _Running:
        checks = [check for active in ready.rules for check in active.checks]
        make = make_cross_checked if self._settings["cross_check"] else make_engine
        engine = make(self._settings["engine"], checks, ready.judges)
        reporter = Reporter({active.rule.code: active for active in ready.rules})
        return _Running(engine, reporter, ready.kept)

    def _running_for(self, path: str) -> _Running:
        """Returns what judges a file: without the rules that are ignored there."""
        ignored = self._choice.ignored(path)
        if not ignored:
            return _Running(self.engine, self._reporter, self._ready.kept)
        if ignored not in self._others:
            self._others[ignored] = self._made(self._ready.without(ignored))
        return self._others[ignored]

    def knowing(self, athlete: Athlete, day: date | None = None) -> Checker:
        """Returns a checker that knows more of the same person.

        Args:
            athlete: What is known of the athlete beside the documents.
            day: The day of a workout that states none.
        """
        other = self._twin()
        other.__dict__.update(athlete=athlete, _day=day)
        return other

    def _twin(self) -> Checker:
        # A copy would be made anew from the settings, as in another process.
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        return other

    def for_athlete(
        self,
        athlete: Athlete | Mapping[str, Any] | str | PathLike[str] | None,
        history: Source | None = None,
    ) -> Checker:
        """Returns a checker with the same rules for another person; it is made at once.

        Args:
            athlete: What is known of the person; ``None`` keeps what this checker knows.
            history: The person's earlier sessions; ``None`` keeps those of this checker, if it
                keeps its athlete, too.

        Raises:
            DocumentError: One of the two cannot be read; says where and why.
        """
        other = self._twin()
        if athlete is not None:
            other.athlete, other.history = athlete_of(athlete), ()
        if history is not None:
            other.history = history_of(history, self.unit)
        return other

    @cached_property
    def ongoing_engine(self) -> OngoingEngine:
        """What judges sessions while they go on; made when it is first used."""
        from backsafe.engines.ongoing import OngoingEngine
        from backsafe.prebuilt import ongoing_judges

        ready = self._ready
        judges = ongoing_judges(self.profile) if ready.judges else {}
        return OngoingEngine([check for active in ready.rules for check in active.checks], judges)

    def check(self, source: Source) -> Report:
        """Checks one source.

        Raises:
            DocumentError: It cannot be read; says where and why.
            EngineError: The engine broke its contract.
        """
        return self.check_document(document_of(source, self.unit))

    def check_many(
        self,
        sources: Iterable[Source],
        *,
        processes: int = 1,
        findings: bool = True,
        progress: bool = False,
    ) -> Iterator[Report]:
        """Yields a report per source, in order; raises as :meth:`check` does, at the source's turn.

        Sources are taken as reports are, so any number of them is checked in bounded memory.

        Args:
            sources: What to check.
            processes: How many processes to use. Reports of other processes hold no verdicts,
                and say so when asked for them.
            findings: Whether those processes put findings into words, too. Without, a report of
                theirs has counts and ``ok``, and its source is checked once more, here, when
                anything else is read: faster where little is.
            progress: Whether to show a bar on standard error, on a terminal and after a second.

        Raises:
            UsageError: There is no such number of processes.
        """
        sources = several_of(sources)
        if type(processes) is not int or processes < 1:
            raise UsageError(f"processes must be a number of 1 or more, not {processes!r}")
        if processes == 1:
            reports: Iterator[Report] = map(self.check, sources)
        else:
            from backsafe.many import check_in_processes

            reports = check_in_processes(self, sources, processes, findings=findings)
        if not progress:
            return reports
        from backsafe.progress import with_progress

        return with_progress(
            reports, len(sources) if isinstance(sources, Sized) else None, "checked"
        )

    def __getstate__(self) -> dict[str, Any]:
        settings = {**self._choice.stated, **self._settings}
        known = {"athlete": self.athlete, "history": self.history, "_day": self._day}
        return {"settings": settings, "known": known}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__init__(**state["settings"])  # type: ignore[misc]
        self.__dict__.update(state["known"])

    def check_document(self, document: Document, *, progress: bool = False) -> Report:
        """Checks a document that was read before; raises as :meth:`check` does.

        Args:
            document: The document.
            progress: Whether to show a bar on standard error, on a terminal and after a second.
        """
        start = perf_counter()
        content, head = document.content, self._head(document)
        running = self._running_for(document.path)
        try:
            stream, stretches = self._judged(content, running)
            if progress:
                stretches = _shown(stretches, content)
            part = running.reporter.report(
                head,
                stretches,
                lambda: _remarks(document, stream, running),
                lambda: self._findings(document, head, running),
            )
        except ContentError as error:
            raise document.fault(error) from None
        _log.debug("%s: judged in %.1f ms", document.path, milliseconds(start))
        return Report(
            engine=self.engine.name, profile=self.profile, files=(part,), fail_on=self.fail_on
        )

    def fix(self, source: Source, *, unsafe: bool = False) -> FixResult:
        """Repairs a plan, and checks what comes out; see :func:`backsafe.fix`.

        Raises:
            DocumentError: It cannot be read; says where and why.
            EngineError: The engine broke its contract.
        """
        return self.fix_document(document_of(source, self.unit), unsafe=unsafe)

    def fix_document(
        self, document: Document, *, unsafe: bool = False, progress: bool = False
    ) -> FixResult:
        """Repairs a document that was read before; raises as :meth:`fix` does.

        Args:
            document: The document.
            unsafe: Whether to make repairs, too, that change what the plan asks for.
            progress: Whether to show on standard error how many were tried, on a terminal and
                after a second.
        """
        from backsafe.fixes.run import fix_document

        unsafe = switch_of(unsafe, "unsafe")
        with self._judging(progress=progress) as judge:
            return fix_document(document, judge, self.check_document, self.rules, unsafe=unsafe)

    def proposals(self, document: Document, *, progress: bool = False) -> Mapping[FixKey, Repair]:
        """Returns what would repair each finding of a document; as :meth:`fix_document`."""
        from backsafe.fixes.proposals import proposals

        with self._judging(progress=progress) as judge:
            return proposals(document, judge, self.rules)

    @contextmanager
    def _judging(self, *, progress: bool) -> Iterator[Callable[[Document], Judged]]:
        """Gives what judges a document again and again, and shows how often if that is wanted."""
        if not progress:
            yield self.judge_document
            return
        from backsafe.progress import counted_calls

        with counted_calls(self.judge_document, "repairs tried") as judge:
            yield judge

    def judge_document(self, document: Document) -> Judged:
        """Returns what is found in a document that was read before, with the verdicts behind it.

        Raises:
            ContentError: Parts of the document contradict each other.
            EngineError: The engine broke its contract.
        """
        return self._findings(document, self._head(document), self._running_for(document.path))

    def _set_aside(self) -> Suppressions:
        """Returns what finds out what somebody has set aside."""
        given = self._settings
        return Suppressions(
            self.rules,
            self._choice.book,
            entries=given["suppressions"],
            root=self._choice.stated["root"],
            baseline=given["baseline"],
            partial=self.chosen != ALL_SESSIONS,
        )

    def suppressor(self, document: Document) -> Suppressor | None:
        """Returns what says which findings of a document somebody has set aside, if anything."""
        if self._suppressions is None:
            return None
        return self._suppressions.on(document, self._choice.ignored(document.path))

    def _head(self, document: Document) -> Head:
        content = document.content
        return Head(
            path=document.path,
            title=content.title or "",
            kind=content.kind,
            locate=document.positions.locate,
            outline=lambda place: _outline(content, place),
            suppressor=lambda: self.suppressor(document),
            recordable=None if document.account is None else can_record(document.reader),
            repaired=not why_not(document.reader, content.kind, document.path),
        )

    def _findings(self, document: Document, head: Head, running: _Running) -> Judged:
        """Returns all findings of a document, also of one that is too long to keep them."""
        stream, stretches = self._judged(document.content, running)
        return running.reporter.findings(
            head, stretches, lambda: _remarks(document, stream, running)
        )

    def _judged(
        self, content: Content, running: _Running
    ) -> tuple[FactStream, Iterator[tuple[Facts, Verdicts]]]:
        """Returns the facts of a document and, as they are taken, the verdicts on them."""
        stream = self.facts_of(content)
        return stream, ((facts, running.engine.evaluate(facts)) for facts in stream)

    def facts_of(self, content: Content) -> FactStream:
        """Returns what is judged of a document, to be taken stretch by stretch.

        Raises:
            ContentError: Parts of the document contradict each other, or sessions are to be
                chosen and it is no log.
        """
        if self.chosen != ALL_SESSIONS and content.kind != "log":
            raise ContentError("last and since choose sessions of a log, and this is a plan", ())
        if self._day is not None and isinstance(content, Workout) and content.date is None:
            content = content.model_copy(update={"date": self._day})
        return FactStream(
            content,
            athlete=self.athlete,
            history=self.history,
            assumed_level=self.assumed_level,
            chosen=self.chosen,
            today=self._settings["today"],
        )


def _outline(content: Content, place: Place) -> tuple[SessionOutline, ...]:
    # Few outputs show one.
    from backsafe.report.outline import outline_of

    return outline_of(content, place)


def _remarks(document: Document, stream: FactStream, running: _Running) -> list[Remark]:
    """Returns what readers and facts found worth telling."""
    remarks = [
        Remark(it.kind, it.message, it.pointer, it.line, it.column) for it in document.notices
    ]
    if running.kept:
        remarks.append(Remark("screening", _stays(running.kept), ()))
    if document.account is not None:
        remarks.append(Remark("account", str(document.account), ()))
    return remarks + list(stream.notices)


def _stays(codes: Sequence[str]) -> str:
    screens = "screens" if len(codes) == 1 else "screen"
    return (
        f"{', '.join(codes)} {screens} the athlete and cannot be ignored; record a clearance with "
        "a reason (clearance: [{rule, by, date, reason}])"
    )


def _shown(
    stretches: Iterator[tuple[Facts, Verdicts]], content: Content
) -> Iterator[tuple[Facts, Verdicts]]:
    """Passes stretches of a document on and shows how far they have come."""
    from backsafe.progress import with_progress

    return with_progress(
        stretches, session_count(content), "sessions", lambda stretch: stretch[0].listed
    )
