"""The labelled corpus: documents with the verdicts that a careful reader expects, and the scores.

python tests/corpus/labelled.py            prints the report
python tests/corpus/labelled.py --write    keeps it in docs/corpus.md
"""

from __future__ import annotations

import sys
import textwrap
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import backsafe
from backsafe.model import Log, Program, Workout
from backsafe.report.types import RANK
from backsafe.rules.loader import default_rule_book
from backsafe.syntax.yaml import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDER = Path(__file__).resolve().parent
_ABOUT = (
    "{all} documents in `tests/corpus/`, written for this project after what people train, "
    "{sound} of them sound. Each is labelled by hand with the rules it breaks and how badly; a "
    "rule not named must be silent. Labels come from reading the guidance, before the program is "
    "run on the document; where the two differ, one of them is wrong and is mended. Rules and "
    "labels are the work of the same people, so the figures say that the rules do what was meant, "
    "not that what was meant prevents harm. `python tests/corpus/labelled.py` prints this page."
)
PAGE = FOLDER.parents[1] / "docs" / "corpus.md"


@dataclass(frozen=True, eq=False)
class Case:
    """A labelled document.

    Attributes:
        name: Unique name.
        about: Who does this, and why it is sound or not.
        sound: Whether it must get no error and no warning.
        document: The workout, program or log.
        expect: Code → worst severity; every other rule must give no violation.
        unknown: Codes of rules that must be unknown somewhere.
    """

    name: str
    about: str
    sound: bool
    document: dict[str, Any]
    expect: dict[str, str]
    unknown: tuple[str, ...] = ()

    @property
    def model(self) -> Workout | Program | Log:
        """The document, validated."""
        kind = Program if "weeks" in self.document else Workout
        return (Log if "workouts" in self.document else kind).model_validate(self.document)


@cache
def cases() -> tuple[Case, ...]:
    """Returns the whole corpus, in the order of its files."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        data, _ = parse(path.read_text(encoding="utf-8"), str(path))
        found += [Case(**{**entry, "unknown": tuple(entry.get("unknown", ()))}) for entry in data]
    return tuple(found)


@dataclass(frozen=True)
class Found:
    """What the rules say of a case: code → worst severity, and the codes that are unknown."""

    fired: dict[str, str]
    unknown: frozenset[str]


@cache
def found(case: Case, engine: str = "compiled") -> Found:
    """Returns what the standard profile says of a case."""
    report = checker(engine).check(case.model)
    fired: dict[str, str] = {}
    for violation in report.violations:
        worst = fired.get(violation.code, violation.severity)
        fired[violation.code] = min(worst, violation.severity, key=RANK.__getitem__)
    return Found(fired, frozenset(unknown.code for unknown in report.unknowns))


@cache
def checker(engine: str, *, cross_check: bool = False) -> backsafe.Checker:
    """Returns the checker of the standard profile."""
    return backsafe.Checker(engine=engine, cross_check=cross_check)


@dataclass
class Score:
    """Counts of one rule over the corpus; names of the cases in which it went wrong."""

    hits: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    other_severity: list[str] = field(default_factory=list)

    @property
    def precision(self) -> str:
        return _share(self.hits, self.hits + len(self.false))

    @property
    def recall(self) -> str:
        return _share(self.hits, self.hits + len(self.missed))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def scores(corpus: Sequence[Case]) -> dict[str, Score]:
    """Returns code → score, for every rule."""
    result = {rule.code: Score() for rule in default_rule_book().rules}
    for case in corpus:
        fired = found(case).fired
        for code, score in result.items():
            expected, given = case.expect.get(code), fired.get(code)
            if expected and given:
                score.hits += 1
                if expected != given:
                    score.other_severity.append(case.name)
            elif expected:
                score.missed.append(case.name)
            elif given:
                score.false.append(case.name)
    return result


def report(corpus: Sequence[Case]) -> str:
    """Returns the report as Markdown."""
    return "\n".join(_lines(corpus)) + "\n"


def _lines(corpus: Sequence[Case]) -> Iterator[str]:
    scored = scores(corpus)
    sound = [case for case in corpus if case.sound]
    alarms = [
        (case.name, code)
        for case in sound
        for code, severity in found(case).fired.items()
        if severity != "advice"
    ]
    advice = sum(severity == "advice" for case in sound for severity in found(case).fired.values())
    hits = sum(score.hits for score in scored.values())
    false = sum(len(score.false) for score in scored.values())
    missed = sum(len(score.missed) for score in scored.values())
    yield from (
        "<!-- Made by tests/corpus/labelled.py --write; do not edit. -->",
        "",
        "# The labelled corpus",
        "",
        *textwrap.wrap(_ABOUT.format(all=len(corpus), sound=len(sound)), 100),
        "",
        f"- Expected findings: {hits + missed}; found {hits}, missed {missed}, false {false}.",
        f"- Precision {_share(hits, hits + false)}, recall {_share(hits, hits + missed)}.",
        f"- False alarms (errors and warnings) on sound documents: {len(alarms)} in {len(sound)}.",
        f"- Advice on sound documents: {advice}, {advice / len(sound):.1f} a document.",
        "",
        "| rule | expected | found | missed | false | other severity | precision | recall |",
        "|---|---|---|---|---|---|---|---|",
    )
    for code, score in scored.items():
        expected = score.hits + len(score.missed)
        counts = (expected, score.hits, len(score.missed), len(score.false))
        shown = " | ".join(map(str, (*counts, len(score.other_severity))))
        yield f"| {code} | {shown} | {score.precision} | {score.recall} |"
    wrong = [
        f"- {code} {what}: {', '.join(names)}"
        for code, score in scored.items()
        for what, names in (
            ("missed", score.missed),
            ("false", score.false),
            ("another severity", score.other_severity),
        )
        if names
    ]
    if wrong:
        yield from ("", "## Where label and program differ", "", *wrong)


if __name__ == "__main__":
    page = report(cases())
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page, encoding="utf-8")
    sys.stdout.write(page)
