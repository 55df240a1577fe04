"""A report as Markdown, for the summary of a job and for comments on merge requests.

The files that fail the run come first, for a summary has an end: what does not fit is counted.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from backsafe.outputs.markup import cell, escaped
from backsafe.outputs.needs import MOST_NEEDS, beyond, by_need, checks_need, what, where
from backsafe.outputs.places import problems_by_path, shown_path
from backsafe.outputs.wording import (
    DISCLAIMER,
    NOT_JUDGED,
    by_rule,
    counted,
    do,
    long_log,
    none_found,
    not_judged,
    screens,
    summary,
    suppressed,
    violated,
)
from backsafe.report.types import RANK
from backsafe.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backsafe.errors import Problem
    from backsafe.report import FileReport, Notice, Report, Violation
    from backsafe.report.log import LogSummary
    from backsafe.rules.expression import Severity

__all__ = ["render"]

# GitHub takes 65,536 characters in a comment, and 1 MiB in the summary of a job.
_ROOM = 60_000
# Room for what says that something is left out.
_END = 1_000
_MOST_PLACES = 4
_MOST_MONTHS = 6
_MOST_NOTICES = 12
_MOST_PROBLEMS = 50


def render(report: Report, *, problems: Sequence[Problem] = (), room: int = _ROOM) -> str:
    """Returns a report as GitHub-flavored Markdown.

    Args:
        report: What was found.
        problems: Why files could not be read.
        room: How many bytes of UTF-8 the text has at most; at least 5,000.
    """
    page = _Page(max(room, 5_000) - _END)
    page.add(f"## BackSafe: {_headline(report, problems)}", "", escaped(summary(report)), "")
    _unreadable(page, problems)
    parts = sorted(report.files, key=lambda part: _order(part, report))
    for number, part in enumerate(parts):
        if not _file(page, part):
            left = counted(len(parts) - number, "file")
            page.end(f"*No room for all of the findings: {left} not shown in full.*")
            break
    if any(screens(part, long_log(part)) for part in parts):
        page.end(f"*{DISCLAIMER}*")
    if any(map(_broken, parts)):
        page.end("`backsafe explain CODE` says why a rule holds and who says so.")
    return page.text()


def _headline(report: Report, problems: Sequence[Problem]) -> str:
    counts = report.summary
    found: dict[Severity, int] = {
        "error": counts.errors,
        "warning": counts.warnings,
        "advice": counts.advice,
    }
    unjudged = sum(not part.judged for part in report.files)
    told = [
        counted(len(problems_by_path(problems)), "unreadable file"),
        violated(found),
        f"{NOT_JUDGED} in {counted(unjudged, 'file')}" if unjudged else "",
    ]
    words = ", ".join(part for part in told if part)
    if words or not report.files:
        return words or "nothing was checked"
    return none_found(counts.unknown, counts.suppressed)


def _order(part: FileReport, report: Report) -> int:
    """Returns the smaller a number the more a file matters."""
    worst = min((RANK[name] for name, count in part.violated.items() if count), default=None)
    if worst is not None and worst <= RANK[report.fails_from(part)]:
        return 0
    if not part.judged:
        return 1
    return 3 if worst is None else 2


def _broken(part: FileReport) -> bool:
    # Counts are there at once, where the findings of a long log are made again to be read.
    return any(part.violated.values())


class _Page:
    """Lines, as long as there is room for them."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._lines: list[str] = []
        self._end: list[str] = []

    def add(self, *lines: str) -> bool:
        """Adds lines, or none of them where they do not fit, and returns whether they did."""
        size = sum(len(line.encode("utf-8", "replace")) + 1 for line in lines)
        if size > self._room:
            return False
        self._room -= size
        self._lines += lines
        return True

    def add_most(self, head: Sequence[str], rows: Iterable[str], tail: Sequence[str]) -> int | None:
        """Adds as many rows as fit between head and tail.

        Returns:
            How many were left out; ``None`` where there is no room for the first one.
        """
        kept, left = list(rows), 0
        while kept and not self.add(*head, *kept, *tail):
            drop = max(1, len(kept) // 8)
            del kept[-drop:]
            left += drop
        return left if kept else None

    def end(self, line: str) -> None:
        """Adds a line at the end, for which there is always room."""
        self._end += [line, ""]

    def text(self) -> str:
        return "\n".join([*self._lines, *self._end]).rstrip("\n")


def _unreadable(page: _Page, problems: Sequence[Problem]) -> None:
    if not problems:
        return
    rows = []
    for path, found in problems_by_path(problems).items():
        for it in found:
            place = ":".join(str(part) for part in (it.line, it.column) if part is not None)
            where_ = f"{cell(visible(path))}{f' {place}' if place else ''}"
            rows.append(f"- {where_}: {cell(it.message)}")
    shown = rows[:_MOST_PROBLEMS]
    left = page.add_most(["### Could not be read", ""], shown, [""])
    more = len(rows) - len(shown) + (left or 0)
    if more:
        page.end(f"*{counted(more, 'more problem')} with files that could not be read.*")


def _file(page: _Page, part: FileReport) -> bool:
    """Adds a file, and returns whether all of it is there."""
    words = [cell(part.title), part.kind]
    if part.workouts != 1:
        words.append(f"{part.workouts} sessions")
    name = cell(visible(shown_path(part.path)))
    head = [f"### {name}", "", " · ".join(it for it in words if it.strip())]
    if not page.add(*head, ""):
        return False
    log = long_log(part)
    whole = True
    if part.applied:
        head = ["Repaired before this check:", ""]
        whole = page.add_most(head, _repaired(part), [""]) == 0
    if part.log is not None and part.workouts > 1:
        whole = _log(page, part.log) and whole
    if log is None and _broken(part):
        whole = _findings(page, part) and whole
    if not part.judged:
        whole = page.add(f"**{not_judged(part).capitalize()}.**", "") and whole
    elif not _broken(part):
        verdict = f"No violation found; {counted(part.passed, 'check')} passed."
        whole = page.add(verdict, "") and whole
    if log is None:
        whole = _beside(page, part) and whole
    return whole


def _repaired(part: FileReport) -> Iterator[str]:
    """Yields the repairs that were made before the file was judged, those alike once."""
    made = Counter((it.code, it.name, it.summary) for it in part.applied)
    for (code, name, done), times in made.items():
        more = f" ({times} times)" if times > 1 else ""
        yield f"- {cell(f'{code} {name}')}{more}: {cell(done)}"


def _findings(page: _Page, part: FileReport) -> bool:
    head = ["| Severity | Rule | Place | Finding | What to do |", "|---|---|---|---|---|"]
    rows = [row for group in by_rule(part.violations) for row in _rows(group, part)]
    left = page.add_most(head, rows, [""])
    if left is None:
        return False
    return left == 0 or not page.add(f"and {counted(left, 'more row')}", "")


def _rows(group: Sequence[Violation], part: FileReport) -> Iterator[str]:
    """Yields a row for each thing that is found of a rule, with all its places."""
    told: dict[tuple[str, str], list[Violation]] = {}
    for it in group:
        session = f"{it.session}: " if part.workouts > 1 and it.session else ""
        told.setdefault((session + it.message, do([it])), []).append(it)
    for (message, fix), same in told.items():
        places = [_place(it) for it in same[:_MOST_PLACES]]
        more = ", …" if len(same) > _MOST_PLACES else ""
        first = same[0]
        rule = f"{first.code} {first.name}"
        cells = (f"**{first.severity}**", cell(rule), ", ".join(places) + more)
        yield f"| {' | '.join(cells)} | {cell(message)} | {cell(fix)} |"


def _place(violation: Violation) -> str:
    place = violation.location
    if place.line is None:
        return cell(place.pointer)
    return f"{place.line}:{place.column}"


def _beside(page: _Page, part: FileReport) -> bool:
    """Adds what is set aside, not checked or worth telling, folded."""
    whole = True
    aside = suppressed(part)
    if aside:
        whole = page.add(f"Suppressed: {escaped(aside)}", "")
    if part.unknown:
        head = ["<details>", f"<summary>{counted(part.unknown, 'check')} not decided</summary>", ""]
        left = page.add_most(head, _needed(part), ["", "</details>", ""])
        whole = whole and left == 0
    notices = list(_notices(part.notices))
    if notices:
        whole = page.add_most(["Worth knowing:", ""], notices, [""]) == 0 and whole
    return whole


def _needed(part: FileReport) -> Iterator[str]:
    groups = by_need(part.unknowns)
    for needs, entries in groups[:MOST_NEEDS]:
        codes = ", ".join(sorted({entry.code for entry in entries}))
        never = " (this format cannot record it)" if beyond(needs, part.recordable) else ""
        wanted = cell(f"{what(needs)}: {where(needs)}")
        yield f"- {checks_need(len(entries))} {wanted}{never} ({codes})"
    rest = {id(entry) for _, entries in groups[MOST_NEEDS:] for entry in entries}
    if rest:
        more = counted(len(groups) - MOST_NEEDS, "more thing")
        yield f"- {checks_need(len(rest))} {more}"
    if not groups:
        yield "- the values give no number here"


def _notices(notices: Sequence[Notice]) -> Iterator[str]:
    for it in notices[:_MOST_NOTICES]:
        line = None if it.kind == "account" else it.location.line
        yield f"- {f'line {line}: ' if line is not None else ''}{cell(it.message)}"
    if len(notices) > _MOST_NOTICES:
        yield f"- {counted(len(notices) - _MOST_NOTICES, 'more notice')}"


def _log(page: _Page, log: LogSummary) -> bool:
    """Adds what a log shows as a whole."""
    known = [month for month in log.months if month]
    span = f", {known[0]}" if known else ""
    span += f" to {known[-1]}" if len(known) > 1 else ""
    clean = f"{log.without_violation} of them without a violation."
    told = f"{counted(log.sessions, 'session')}{span}, {clean}"
    if not log.rules:
        return page.add(told, "")
    months = known[-_MOST_MONTHS:]
    head = [
        told,
        "",
        f"| Severity | Rule | In all | {' | '.join(months)} |",
        f"|---|---|---:|{'---:|' * len(months)}",
        f"|  | sessions | {log.sessions} | {' | '.join(str(log.months[it]) for it in months)} |",
    ]
    rows = []
    for rule in log.rules:
        cells = [f"**{rule.severity}**", cell(f"{rule.code} {rule.name}"), str(rule.count)]
        cells += [str(rule.by_month.get(month) or "·") for month in months]
        rows.append(f"| {' | '.join(cells)} |")
    left = page.add_most(head, rows, [""])
    worst = []
    for it in log.worst:
        found = violated(it.violated)
        line = f" (line {it.location.line})" if it.location.line is not None else ""
        title = cell(" · ".join(part for part in (it.date, it.title) if part) or "no date")
        worst.append(f"- {title}{line}: {found}; {', '.join(it.codes)}")
    folded = ["<details>", "<summary>Sessions with the worst findings</summary>", ""]
    rest = page.add_most(folded, worst, ["", "</details>", ""]) if worst else 0
    return left == 0 and rest == 0
