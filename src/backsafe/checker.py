"""The whole trip: a source is read, turned into facts, judged by an engine, and reported.

source ──readers──▶ document ──facts──▶ facts ──engine──▶ verdicts ──▶ report
"""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, TypeAlias

from backsafe.engines import make_cross_checked, make_engine
from backsafe.errors import ContentError, UsageError, did_you_mean
from backsafe.facts.build import FactStream
from backsafe.facts.names import Remark
from backsafe.facts.timeline import ALL_SESSIONS, Chosen, document_sessions, session_count
from backsafe.model import Athlete, Log, Program, Workout
from backsafe.prebuilt import default_prebuilt
from backsafe.readers import Document, read, read_athlete, read_mapping, read_text
from backsafe.readers.records import can_record
from backsafe.report import Head, Report, Reporter
from backsafe.report.outline import outline_of
from backsafe.rules.expression import SEVERITIES
from backsafe.syntax.positions import NoPositions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from backsafe.facts.fact import Facts
    from backsafe.facts.timeline import Content, EarlierSessions
    from backsafe.report.findings import Findings
    from backsafe.rules.expression import Severity
    from backsafe.rules.loader import RuleBook
    from backsafe.verdicts import Verdicts

__all__ = ["Checker", "Source", "Text", "check"]


@dataclass(frozen=True, slots=True)
class Text:
    """A document given as text.

    Attributes:
        text: The document.
        reader: Name of a format (``backsafe.readers.READERS``); by default the content decides.
        name: What reports call it.
        unit: ``kg`` or ``lb``, for tables that do not say what their weights are.
    """

    text: str
    reader: str | None = None
    name: str = "<text>"
    unit: str | None = None


Source: TypeAlias = "str | PathLike[str] | Mapping[str, Any] | Workout | Program | Log | Text"
"""What can be checked: a path, a mapping, a model, or :class:`Text`."""


class Checker:
    """Rules made ready once, to check any number of sources.

    An object may be used from many threads.

    Args:
        athlete: What is known of the athlete beside the documents: a model, a mapping or a path.
            Where both speak it decides, but no condition or symptom of either is dropped.
        history: Earlier sessions, oldest first: a path, a mapping or a model.
        profile: Name of a profile: which rules apply, how severely, with which thresholds.
        select: Codes, names or families of rules to keep; screening rules always stay.
        ignore: Codes, names or families of rules to leave out. Screening rules stay all the same,
            and the report says so.
        parameters: Rule → parameter → value, over those of the profile.
        engine: ``auto``, ``durable`` or ``compiled``.
        cross_check: Whether to run a second engine and fail loudly if they differ.
        fail_on: Severity from which on a report is not ``ok``.
        rule_book: Rules to use in place of those that BackSafe ships.
        last: Of a log judge only so many sessions, the latest; the earlier ones are its history.
        since: Of a log judge only the sessions of this day (``2026-04-08``) or later, and those
            without a date; the earlier ones are its history.
        unit: ``kg`` or ``lb``, for tables that do not say what their weights are.

    Raises:
        UsageError: An unknown profile, rule, parameter, engine or severity, or no such day.
        DocumentError: The athlete or the history cannot be read.
    """

    def __init__(  # noqa: PLR0913
        self,
        *,
        athlete: Athlete | Mapping[str, Any] | str | PathLike[str] | None = None,
        history: Source | None = None,
        profile: str = "standard",
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        parameters: Mapping[str, Mapping[str, float]] | None = None,
        engine: str = "auto",
        cross_check: bool = False,
        fail_on: Severity = "error",
        rule_book: RuleBook | None = None,
        last: int | None = None,
        since: date | str | None = None,
        unit: str | None = None,
    ) -> None:
        # What another process needs to make the same checker.
        self._settings: dict[str, Any] = {
            "profile": profile,
            "select": tuple(select) if not isinstance(select, str) else select,
            "ignore": tuple(ignore) if not isinstance(ignore, str) else ignore,
            "parameters": parameters,
            "engine": engine,
            "cross_check": cross_check,
            "fail_on": fail_on,
            "rule_book": rule_book,
            "last": last,
            "since": since,
            "unit": unit,
        }
        self.chosen = _chosen(last, since)
        select, ignore = self._settings["select"], self._settings["ignore"]
        if fail_on not in SEVERITIES:
            hint = did_you_mean(fail_on, SEVERITIES)
            raise UsageError(
                f"unknown severity {fail_on!r}; there are {', '.join(SEVERITIES)}{hint}"
            )
        self.profile = profile
        self.fail_on: Severity = fail_on
        changed = rule_book is not None or select or ignore or parameters
        ready = None if changed else default_prebuilt(profile)
        self._kept: tuple[str, ...] = ()
        if ready is not None:
            rules, self.assumed_level = ready.rules, ready.assumed_level
        else:
            from backsafe.rules.loader import default_rule_book
            from backsafe.rules.profiles import activate, find_profile, unignorable

            book = rule_book or default_rule_book()
            rules = activate(book, profile, select=select, ignore=ignore, parameters=parameters)
            self.assumed_level = find_profile(book, profile).assumed_level
            self._kept = unignorable(book, ignore)
        self.rules = {active.rule.code: active for active in rules}
        self._reporter = Reporter(self.rules)
        checks = [check for active in rules for check in active.checks]
        make = make_cross_checked if cross_check else make_engine
        self.engine = make(engine, checks, None if ready is None else ready.judges)
        self.athlete = _athlete(athlete)
        self.unit = unit
        self.history = _history(history, unit)

    def check(self, source: Source) -> Report:
        """Checks one source.

        Raises:
            DocumentError: It cannot be read; says where and why.
            EngineError: The engine broke its contract.
        """
        return self.check_document(_document(source, self.unit))

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
        """
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
        return {"settings": self._settings, "athlete": self.athlete, "history": self.history}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__init__(**state["settings"])  # type: ignore[misc]
        self.athlete, self.history = state["athlete"], state["history"]

    def check_document(self, document: Document, *, progress: bool = False) -> Report:
        """Checks a document that was read before; raises as :meth:`check` does.

        Args:
            document: The document.
            progress: Whether to show a bar on standard error, on a terminal and after a second.
        """
        content = document.content
        locate = document.positions.locate
        recordable = None if document.account is None else can_record(document.reader)
        head = Head(
            path=document.path,
            title=content.title or "",
            kind=content.kind,
            locate=locate,
            outline=lambda place: outline_of(content, place),
            suppressor=lambda: None,
            recordable=recordable,
        )
        try:
            stream, stretches = self._judged(content)
            if progress:
                stretches = _shown(stretches, content)
            part = self._reporter.report(
                head,
                stretches,
                lambda: self._remarks(document, stream),
                lambda: self._findings(document, head),
            )
        except ContentError as error:
            raise document.fault(error) from None
        return Report(self.engine.name, self.profile, (part,), self.fail_on)

    def _findings(self, document: Document, head: Head) -> Findings:
        """Returns all findings of a document that is too long to keep them as it is judged."""
        stream, stretches = self._judged(document.content)
        return self._reporter.findings(head, stretches, lambda: self._remarks(document, stream))

    def _judged(self, content: Content) -> tuple[FactStream, Iterator[tuple[Facts, Verdicts]]]:
        """Returns the facts of a document and, as they are taken, the verdicts on them."""
        stream = self.facts_of(content)
        return stream, ((facts, self.engine.evaluate(facts)) for facts in stream)

    def facts_of(self, content: Content) -> FactStream:
        """Returns what is judged of a document, to be taken stretch by stretch.

        Raises:
            ContentError: Parts of the document contradict each other, or sessions are to be
                chosen and it is no log.
        """
        if self.chosen != ALL_SESSIONS and content.kind != "log":
            raise ContentError("last and since choose sessions of a log, and this is a plan", ())
        return FactStream(
            content,
            athlete=self.athlete,
            history=self.history,
            assumed_level=self.assumed_level,
            chosen=self.chosen,
        )

    def _remarks(self, document: Document, stream: FactStream) -> list[Remark]:
        """Returns what readers and facts found worth telling."""
        remarks = [
            Remark(it.kind, it.message, it.pointer, it.line, it.column) for it in document.notices
        ]
        if self._kept:
            remarks.append(Remark("screening", _stays(self._kept), ()))
        if document.account is not None:
            remarks.append(Remark("account", str(document.account), ()))
        return remarks + list(stream.notices)


def check(
    source: Source,
    *,
    athlete: Athlete | Mapping[str, Any] | str | PathLike[str] | None = None,
    history: Source | None = None,
    profile: str = "standard",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    parameters: Mapping[str, Mapping[str, float]] | None = None,
    engine: str = "auto",
    unit: str | None = None,
) -> Report:
    """Checks one workout, program or log; see :class:`Checker` for arguments and errors.

    >>> import backsafe
    >>> report = backsafe.check(
    ...     {
    ...         "activities": [
    ...             {"type": "static_stretch", "exercise": "child's pose", "hold_seconds": 30},
    ...             {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5, "load_kg": 90}]},
    ...         ]
    ...     }
    ... )
    >>> report.ok
    False
    >>> sorted({violation.code for violation in report.violations if violation.severity == "error"})
    ['ST01', 'WU01']
    """
    checker = Checker(
        athlete=athlete,
        history=history,
        profile=profile,
        select=select,
        ignore=ignore,
        parameters=parameters,
        engine=engine,
        unit=unit,
    )
    return checker.check(source)


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


def _document(source: Source, unit: str | None = None) -> Document:
    if isinstance(source, Workout | Program | Log):
        return Document(path="<model>", content=source, positions=NoPositions())
    if isinstance(source, Text):
        return read_text(source.text, source.name, source.reader, unit=source.unit or unit)
    if isinstance(source, str | PathLike):
        return read(fspath(source), unit=unit)
    return read_mapping(source)


def _chosen(last: int | None, since: date | str | None) -> Chosen:
    if last is not None and (type(last) is not int or last < 1):
        raise UsageError(f"last must be a number of 1 or more, not {last!r}")
    if isinstance(since, str):
        from datetime import date

        try:
            return Chosen(last, date.fromisoformat(since))
        except ValueError:
            message = f"since must be a day such as 2026-04-08, not {since[:40]!r}"
            raise UsageError(message) from None
    return Chosen(last, since)


def _athlete(
    given: Athlete | Mapping[str, Any] | str | PathLike[str] | None,
) -> Athlete | None:
    if given is None or isinstance(given, Athlete):
        return given
    return read_athlete(given)


def _history(given: Source | None, unit: str | None) -> EarlierSessions:
    if given is None:
        return ()
    content = _document(given, unit).content
    if isinstance(content, Workout | Program | Log):
        return [workout for _, workout in document_sessions(content)]
    return content
