"""Findings that are known and told no more, so that only new ones are: ``backsafe-baseline/1``.

A finding is known by its fingerprint (:mod:`backsafe.report.fingerprint`). Findings of a file that
share one are counted: so many are set aside, and any further one is told.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backsafe.errors import DocumentError, Problem, UsageError, did_you_mean
from backsafe.facts.names import Remark
from backsafe.frozen import FrozenMapping, Record
from backsafe.paths import is_file_name, path_below, replace_file
from backsafe.report.types import Suppression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from backsafe.report import FileReport, Report, Violation
    from backsafe.syntax.positions import Pointer, TreePositions
    from backsafe.verdicts import Verdict

__all__ = ["FORMAT", "Baseline", "BaselineEntry", "baseline_suppressor"]

FORMAT = "backsafe-baseline/1"

_CAP = 64 * 1024 * 1024
_MOST_PROBLEMS = 20
_FINGERPRINT = re.compile("[0-9a-f]{32}")
_KEYS = ("fingerprint", "code", "count", "message")
_SCREENING = "AT"
_FIRST = "AT01"


@dataclass(frozen=True, slots=True)
class BaselineEntry(Record):
    """Findings of one file that share a fingerprint.

    Attributes:
        fingerprint: What they are known by.
        code: Their rule.
        count: How many there are.
        message: What was said of the first of them, for people who read the file.
    """

    fingerprint: str
    code: str
    count: int
    message: str = ""


@dataclass(frozen=True, slots=True, init=False)
class Baseline(Record):
    """Findings that are known.

    Attributes:
        root: The folder that the paths of the files are relative to.
        files: Path with slashes → its findings, in an order that stays.
    """

    root: str
    files: Mapping[str, tuple[BaselineEntry, ...]]

    def __init__(
        self, root: str | os.PathLike[str], files: Mapping[str, Sequence[BaselineEntry]]
    ) -> None:
        ordered = {
            path: tuple(sorted(files[path], key=lambda it: (it.code, it.message, it.fingerprint)))
            for path in sorted(files)
            if files[path]
        }
        object.__setattr__(self, "root", os.path.realpath(root))
        object.__setattr__(self, "files", FrozenMapping(ordered))

    def _dumped(self) -> Mapping[str, Any]:
        """Returns what its file says."""
        return {"format": FORMAT, "files": self.files}

    def __len__(self) -> int:
        """Returns how many findings are known."""
        return sum(entry.count for entries in self.files.values() for entry in entries)

    @classmethod
    def of(
        cls,
        reports: Report | Iterable[Report],
        root: str | os.PathLike[str],
        earlier: Baseline | None = None,
    ) -> Baseline:
        """Returns the findings of reports, those too that a baseline has set aside.

        Those that are set aside otherwise, and those of screening rules, are not among them.

        Args:
            reports: What was found.
            root: The folder of the file that it will be written to.
            earlier: A baseline from before. What it knows of files that are not among the reports
                but exist, or whose findings a red flag withholds, is kept.

        Raises:
            UsageError: A document is no file, such as standard input.
        """
        from backsafe.report import Report

        root = os.path.realpath(root)
        files: dict[str, list[BaselineEntry]] = {}
        withheld: set[str] = set()
        for report in (reports,) if isinstance(reports, Report) else reports:
            for part in report.files:
                if not is_file_name(part.path):
                    raise UsageError(f"{part.path} is no file, and a baseline knows files only")
                path = path_below(part.path, root)
                files[path] = list(_entries(_known(part)))
                if any(it.code == _FIRST for it in part.violations):
                    withheld.add(path)
        if earlier is not None:
            for path, entries in earlier.rebased(root).files.items():
                exists = os.path.lexists(os.path.join(root, path))  # noqa: PTH118
                if path in withheld or (path not in files and exists):
                    files[path] = list(entries)
        return cls(root, files)

    def rebased(self, root: str | os.PathLike[str]) -> Baseline:
        """Returns the same with paths relative to another folder."""
        root = os.path.realpath(root)
        if root == self.root:
            return self
        join = os.path.join
        return Baseline(
            root,
            {path_below(join(self.root, path), root): them for path, them in self.files.items()},
        )

    def write(self, path: str | os.PathLike[str]) -> None:
        """Writes it, whole or not at all; paths become relative to the folder of the file.

        Raises:
            UsageError: It cannot be written.
        """
        target = Path(os.path.realpath(path))
        lines = self.rebased(target.parent).lines()
        # The name of a file may be no UTF-8; what stands for such bytes is escaped, as JSON does.
        text = "".join(lines).encode(errors="backslashreplace")
        if len(text) > _CAP:
            raise UsageError(f"{path}: a baseline of more than {_CAP >> 20} MiB is not read")
        try:
            replace_file(target, text)
        except OSError as error:
            raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from None

    def lines(self) -> Iterator[str]:
        """Yields the lines of its file: one a finding, in an order that stays."""
        yield f'{{\n  "format": "{FORMAT}",\n  "files": {{'
        between = "\n"
        for path, entries in self.files.items():
            yield f"{between}    {_json(path)}: [\n"
            yield ",\n".join(f"      {_json(entry.model_dump())}" for entry in entries)
            yield "\n    ]"
            between = ",\n"
        yield "\n  }\n}\n" if self.files else "}\n}\n"

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Baseline:
        """Reads one.

        Raises:
            DocumentError: It cannot be read, or is none; says where and why.
        """
        from backsafe.syntax import json as syntax
        from backsafe.syntax.text import read_text

        name = os.fspath(path)
        data, positions = syntax.parse(read_text(name, _CAP), name)
        form = _Form(name, positions)
        files = form.files(data)
        if form.problems:
            raise DocumentError(form.problems)
        root = os.path.dirname(os.path.realpath(name))  # noqa: PTH120
        return cls(root, files)


def baseline_suppressor(
    baseline: Baseline,
    path: str,
    running: AbstractSet[str],
    present: Mapping[str, str],
    *,
    partial: bool,
) -> BaselineSuppressor | None:
    """Returns what is set aside of a document; ``None`` where nothing of it is known.

    Args:
        baseline: What is known.
        path: The document as the caller named it.
        running: Codes of the rules that run.
        present: Former code of such a rule → its present one.
        partial: Whether only some sessions are judged, so that nobody can tell what is gone.
    """
    if not baseline.files or not is_file_name(path):
        return None
    entries = baseline.files.get(path_below(path, baseline.root))
    if entries is None:
        return None
    return BaselineSuppressor(entries, running, present, partial=partial)


class BaselineSuppressor:
    """Sets aside what is known of one document; see :class:`backsafe.report.weighing.Suppressor`.

    Args:
        entries: What is known.
        running: Codes of the rules that run.
        present: Former code of such a rule → its present one.
        partial: Whether only some sessions are judged.
    """

    def __init__(
        self,
        entries: Sequence[BaselineEntry],
        running: AbstractSet[str],
        present: Mapping[str, str],
        *,
        partial: bool,
    ) -> None:
        self._left = Counter({entry.fingerprint: entry.count for entry in entries})
        self._code_of = {it.fingerprint: present.get(it.code, it.code) for it in entries}
        self._former = {it.code: present[it.code] for it in entries if it.code in present}
        self._codes = set(self._code_of.values())
        self._told = set() if partial else self._codes & running

    def match(self, verdict: Verdict, fingerprint: Callable[[], str]) -> Suppression | None:
        """Returns why a finding is set aside, or ``None``."""
        if verdict.check.code not in self._codes:
            return None
        known = fingerprint()
        if self._left[known] <= 0:
            return None
        self._left[known] -= 1
        return Suppression(kind="baseline")

    def see_undecided(self, verdict: Verdict) -> None:
        """Takes note of a check that is undecided: what is known of its rule may yet recur."""
        self._told.discard(verdict.check.code)

    def remarks(self) -> Sequence[Remark]:
        """Returns what is worth telling, once all findings were seen."""
        renamed = [
            Remark("baseline", f"{former} is now {code} in the baseline; write it again", ())
            for former, code in self._former.items()
        ]
        gone = sum(left for it, left in self._left.items() if self._code_of.get(it) in self._told)
        if not gone:
            return renamed
        entries = (
            "1 finding of the baseline occurs"
            if gone == 1
            else (f"{gone} findings of the baseline occur")
        )
        return [*renamed, Remark("baseline", f"{entries} no longer; write it again", ())]


def _known(part: FileReport) -> Iterator[Violation]:
    """Yields the findings of a document that a baseline takes."""
    aside = (it.violation for it in part.suppressions if it.suppression.kind == "baseline")
    for violation in (*part.violations, *aside):
        if not violation.code.startswith(_SCREENING):
            yield violation


def _entries(violations: Iterable[Violation]) -> Iterator[BaselineEntry]:
    found: dict[str, list[Violation]] = {}
    for violation in violations:
        found.setdefault(violation.fingerprint, []).append(violation)
    for known, them in found.items():
        # Which of them comes first depends on where they stand.
        message = min(it.message for it in them)
        yield BaselineEntry(known, them[0].code, len(them), message)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


class _Form:
    """Holds what was read to what a baseline is, and collects what is wrong."""

    def __init__(self, path: str, positions: TreePositions) -> None:
        self._path = path
        self._positions = positions
        self.problems: list[Problem] = []

    def _wrong(self, message: str, pointer: Pointer) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            place = self._positions.locate_key(pointer) or (None, None)
            self.problems.append(Problem(message, self._path, *place))

    def _mapping(self, value: Any, what: str, keys: Sequence[str], pointer: Pointer) -> bool:
        """Returns whether a value is a mapping; tells of keys that do not belong there."""
        if not isinstance(value, dict):
            self._wrong(f"{what} must be an object with {' and '.join(keys)}", pointer)
            return False
        for key in value:
            if key not in keys:
                self._wrong(f"unknown key {key[:80]!r}{did_you_mean(key, keys)}", (*pointer, key))
        return True

    def files(self, data: Any) -> dict[str, list[BaselineEntry]]:
        """Returns what the file knows, as far as it is sound."""
        if not self._mapping(data, "a baseline", ("format", "files"), ()):
            return {}
        if data.get("format") != FORMAT:
            found = f", found {_json(data['format'])[:80]}" if "format" in data else ""
            self._wrong(f'"format" must be "{FORMAT}"{found}', ("format",))
            return {}
        files = data.get("files")
        if not isinstance(files, dict):
            self._wrong('"files" must be an object: path → list of findings', ("files",))
            return {}
        return {path: self._file(path, entries) for path, entries in files.items()}

    def _file(self, path: str, entries: Any) -> list[BaselineEntry]:
        pointer: Pointer = ("files", path)
        if not isinstance(entries, list):
            self._wrong("must be a list of findings", pointer)
            return []
        found: dict[str, BaselineEntry] = {}
        for number, value in enumerate(entries):
            entry = self._entry(value, (*pointer, number))
            if entry is None:
                continue
            if entry.fingerprint in found:
                message = "the same fingerprint twice in one file; add up their counts"
                self._wrong(message, (*pointer, number, "fingerprint"))
            found[entry.fingerprint] = entry
        return list(found.values())

    def _entry(self, value: Any, pointer: Pointer) -> BaselineEntry | None:
        if not self._mapping(value, "a finding", _KEYS, pointer):
            return None
        before = len(self.problems)
        known, code, count = value.get("fingerprint"), value.get("code"), value.get("count")
        if not isinstance(known, str) or not _FINGERPRINT.fullmatch(known):
            self._wrong('"fingerprint" must be 32 hexadecimal digits', (*pointer, "fingerprint"))
        if not isinstance(code, str) or not code:
            self._wrong('"code" must be the code of a rule, such as "ST01"', (*pointer, "code"))
        elif code.startswith(_SCREENING):
            message = f"{code} screens the athlete: such findings are never part of a baseline"
            self._wrong(message, (*pointer, "code"))
        if type(count) is not int or count < 1:
            self._wrong('"count" must be a whole number of 1 or more', (*pointer, "count"))
        message = value.get("message", "")
        if not isinstance(message, str):
            self._wrong('"message" must be text', (*pointer, "message"))
        if len(self.problems) > before or len(self.problems) >= _MOST_PROBLEMS:
            return None
        return BaselineEntry(str(known), str(code), int(count), message)
