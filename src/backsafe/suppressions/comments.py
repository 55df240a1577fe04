"""Suppressions that stand in comments: ``# backsafe: ignore[ST01] reason``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from backsafe.errors import UsageError
from backsafe.facts.names import Remark
from backsafe.report.types import Suppression
from backsafe.suppressions.names import clearance_form
from backsafe.syntax.comments import comments_of, known_by, subjects_of
from backsafe.syntax.positions import TreePositions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backsafe.readers import Document
    from backsafe.suppressions.names import RuleNames
    from backsafe.syntax.comments import Comment
    from backsafe.verdicts import Verdict

__all__ = ["CommentSuppressor", "comment_suppressor"]

_DIRECTIVE = re.compile(r"#+[ \t]*backsafe:[ \t]+ignore\[([^\[\]]*)\](.*)", re.DOTALL)
_EXPECTED = "expected # backsafe: ignore[ST01] REASON"
# Whatever begins so and goes on with one of these words, or with a bracket, was meant as one.
_MEANT = re.compile(r"#+\s*backsafe\s*[:-]?\s*([a-z_-]{0,20})\s*(\[)?", re.IGNORECASE)
_INSIDE = re.compile(r"backsafe\s*:\s*ignore\s*\[", re.IGNORECASE)
_WORDS = ("ignore", "ignored", "disable", "suppress", "noqa", "nolint", "allow", "skip", "off")
_MARKS = " \t:-–—"  # noqa: RUF001


class _Fault(Exception):  # noqa: N818
    """A comment that was meant as a suppression and is none."""


class _Directive(NamedTuple):
    """What a comment sets aside.

    Attributes:
        comment: The comment.
        words: The rules, as written.
        reason: Why.
    """

    comment: Comment
    words: tuple[str, ...]
    reason: str


@dataclass(slots=True)
class _Use:
    """One word of a directive, and what became of it.

    Attributes:
        directive: The directive.
        word: The rule, as written.
        useful: Whether it has set something aside, or yet may.
        elsewhere: Line to which it would have to be moved for a finding that is told on its line.
    """

    directive: _Directive
    word: str
    useful: bool = False
    elsewhere: int | None = None


def comment_suppressor(
    document: Document, names: RuleNames, *, partial: bool
) -> CommentSuppressor | None:
    """Returns what the comments of a document set aside; ``None`` where none of them speaks of it.

    Args:
        document: The document.
        names: Looks rules up.
        partial: Whether only some sessions are judged, so that nobody can tell what is of no use.
    """
    text, positions = document.text, document.positions
    if document.reader != "yaml" or not isinstance(positions, TreePositions):
        return None
    if "#" not in text or not any(map(_of_ours, re.findall(r"#[^\r\n]*", text))):
        return None
    commented = comments_of(text, _of_ours)
    faults: list[Remark] = []
    directives = [it for it in _directives(commented.comments, faults) if it is not None]
    if not (directives or faults):
        return None
    (top, *_) = positions.way(())
    wanted = {it.comment.subject for it in directives if it.comment.subject is not None}
    subjects = subjects_of(commented, top, wanted)
    return CommentSuppressor(positions, names, directives, subjects, faults, partial=partial)


def _of_ours(comment: str) -> bool:
    return "backsafe" in comment.casefold()


def _directives(comments: Sequence[Comment], faults: list[Remark]) -> Iterator[_Directive | None]:
    for comment in comments:
        try:
            yield _directive(comment)
        except _Fault as error:
            faults.append(_remark(comment, f"nothing is set aside here: {error}"))


def _directive(comment: Comment) -> _Directive | None:
    """Returns what a comment sets aside, ``None`` if it was not meant to.

    Raises:
        _Fault: It was meant to, and is not understood.
    """
    match = _DIRECTIVE.fullmatch(comment.text)
    if match is None:
        if _is_meant(comment.text):
            raise _Fault(_EXPECTED)
        return None
    words = tuple(dict.fromkeys(match[1].replace(",", " ").split()))
    reason = " ".join(match[2].split()).strip(_MARKS)
    if not words:
        raise _Fault(f"no rule is named; {_EXPECTED}")
    if not any(map(str.isalnum, reason)):
        raise _Fault(f"no reason is given; {_EXPECTED}")
    if _INSIDE.search(reason):
        raise _Fault(f"a second one on the line; name all rules in one: {_EXPECTED}")
    if comment.subject is None:
        raise _Fault("nothing follows that it could speak of")
    return _Directive(comment, words, reason)


def _is_meant(text: str) -> bool:
    match = _MEANT.match(text)
    if match is None or not (match[1] or match[2]):
        return _INSIDE.search(text) is not None
    if match[2] or _INSIDE.search(text):
        return True
    from difflib import get_close_matches

    return bool(get_close_matches(match[1].casefold(), _WORDS, n=1, cutoff=0.75))


def _remark(comment: Comment, message: str) -> Remark:
    return Remark("suppression", message, (), comment.line, comment.column)


class CommentSuppressor:
    """Sets aside what comments of one document name; see :class:`backsafe.report.Suppressor`.

    Args:
        positions: Where the values of the document stand.
        names: Looks rules up.
        directives: What the comments name, in order.
        subjects: What a mapping or list is known by → lines that speak of it.
        faults: What is told of comments that are not understood.
        partial: Whether only some sessions are judged.
    """

    def __init__(
        self,
        positions: TreePositions,
        names: RuleNames,
        directives: Sequence[_Directive],
        subjects: Mapping[int, Sequence[int]],
        faults: Sequence[Remark],
        *,
        partial: bool,
    ) -> None:
        self._positions = positions
        self._remarks = list(faults)
        self._uses: list[_Use] = []
        self._partial = partial
        by_line: dict[int, dict[str, _Use]] = {}
        found = {line for lines in subjects.values() for line in lines}
        for directive in directives:
            line = directive.comment.subject
            if line not in found:
                message = (
                    "nothing is set aside here: no mapping, list or key begins on "
                    f"{'this line' if line == directive.comment.line else f'line {line}'}; "
                    "write it where what it speaks of begins"
                )
                self._remarks.append(_remark(directive.comment, message))
                continue
            on_line = by_line.setdefault(line, {})
            for use, codes in self._understood(directive, names):
                for code in codes:
                    on_line.setdefault(code, use)
        self._on_line = by_line
        # Where several speak of one thing the first one does.
        self._of: dict[int, dict[str, _Use]] = {}
        for known, lines in subjects.items():
            uses = [by_line[line] for line in lines if line in by_line]
            self._of[known] = uses[0] if len(uses) == 1 else _first_of(uses)

    def _understood(
        self, directive: _Directive, names: RuleNames
    ) -> Iterator[tuple[_Use, frozenset[str]]]:
        """Yields what a directive names, with the rules among it that run."""
        for word in directive.words:
            try:
                codes = names.codes(word)
            except UsageError as error:
                message = f"{error}; nothing is set aside for it"
                self._remarks.append(_remark(directive.comment, message))
                continue
            renamed = names.renamed(word)
            if renamed:
                self._remarks.append(_remark(directive.comment, renamed))
            if codes & names.screening:
                message = clearance_form(min(codes & names.screening))
                self._remarks.append(_remark(directive.comment, message))
            codes = codes & names.running - names.screening
            if codes:
                use = _Use(directive, word)
                self._uses.append(use)
                yield use, codes

    def match(self, verdict: Verdict, fingerprint: object) -> Suppression | None:  # noqa: ARG002
        """Returns why a finding is set aside, or ``None``."""
        use = self._use(verdict)
        if use is None:
            self._miss(verdict)
            return None
        use.useful = True
        return Suppression(kind="comment", reason=use.directive.reason)

    def _miss(self, verdict: Verdict) -> None:
        """Takes note of a comment beside the first item of what a finding is about.

        That is where a block list is said to begin, and so where people look.
        """
        pointer = verdict.fact.pointer
        place = self._positions.locate(pointer)
        use = self._on_line.get(place[0], {}).get(verdict.check.code) if place else None
        key = self._positions.locate_key(pointer)
        if use is not None and key is not None:
            use.elsewhere = key[0]

    def see_undecided(self, verdict: Verdict) -> None:
        """Takes note of a check that is undecided: what is said of it may yet be of use."""
        use = self._use(verdict)
        if use is not None:
            use.useful = True

    def _use(self, verdict: Verdict) -> _Use | None:
        code = verdict.check.code
        for node in reversed(self._positions.way(verdict.fact.pointer)):
            for known in known_by(node):
                use = self._of.get(known, {}).get(code)
                if use is not None:
                    return use
        return None

    def remarks(self) -> Sequence[Remark]:
        """Returns what is worth telling, once all findings were seen."""
        unused = [it for it in self._uses if not (it.useful or self._partial)]
        told = [_remark(it.directive.comment, _unused(it)) for it in unused]
        return sorted([*self._remarks, *told], key=lambda it: (it.line or 0, it.column or 0))


def _unused(use: _Use) -> str:
    message = f"unused: no finding of {use.word} to set aside here"
    if use.elsewhere is None:
        return message
    where = f"the one on this line is of what begins on line {use.elsewhere}"
    return f"{message}; {where}: write it there"


def _first_of(uses: Sequence[Mapping[str, _Use]]) -> dict[str, _Use]:
    """Returns of several the first one for each rule."""
    first: dict[str, _Use] = {}
    for on_line in uses:
        for code, use in on_line.items():
            first.setdefault(code, use)
    return first
