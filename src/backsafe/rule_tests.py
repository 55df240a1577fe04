"""The examples inside rule files, run: each must be what it promises."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from backsafe.engines import make_engine
from backsafe.errors import (
    ContentError,
    DocumentError,
    Problem,
    RuleError,
    UsageError,
    did_you_mean,
)
from backsafe.facts.build import build_facts
from backsafe.facts.fact import Absent
from backsafe.readers import read_mapping
from backsafe.report.examples import ExampleResult, RuleResult, RuleTests, Unfailed
from backsafe.report.judging import OUTCOMES, judgements
from backsafe.report.types import Location
from backsafe.report.words import Maker
from backsafe.rules.loader import (
    default_rule_book,
    load_rule,
    read_document,
    read_sources,
    rule_files,
)
from backsafe.rules.profiles import as_stated, choose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backsafe.engines import Engine
    from backsafe.facts.fact import Facts
    from backsafe.report.judging import Judgement
    from backsafe.rules.located import Located
    from backsafe.rules.profiles import ActiveRule
    from backsafe.rules.rule import Example, Rule, Source
    from backsafe.syntax.positions import Place, Pointer
    from backsafe.verdicts import Verdicts

__all__ = ["run_examples", "run_rule_files"]

_EXPECTED = {
    "bad": ("fail", "the rule fails nowhere in it"),
    "unknown": ("unknown", "the rule is unknown nowhere in it"),
}
_SUFFIXES = (".yaml", ".yml")


def run_rule_files(words: Iterable[str] = ()) -> RuleTests:
    """Runs the examples of rules.

    Args:
        words: Rule files, folders of them, and codes, names or families of rules that BackSafe
            ships; none for all of these.

    Raises:
        UsageError: A word is none of these, or a folder holds no rule file; names the nearest.
    """
    results: list[RuleResult] = []
    problems: list[Problem] = []
    sources = _Sources()
    files: dict[str, str] = {}
    for path in (path for word in tuple(words) or ("",) for path in _paths(word)):
        files.setdefault(os.path.realpath(path), path)
    for path in files.values():
        try:
            document = read_document(Path(path))
            rule = load_rule(document, sources.of(Path(path)))
        except RuleError as error:
            problems.extend(error.problems)
            continue
        results.append(run_examples(rule, document))
    return RuleTests(tuple(results), tuple(dict.fromkeys(problems)))


def _paths(word: str) -> list[str]:
    """Returns the rule files that a word stands for."""
    book = default_rule_book()
    if not word:
        return [rule.path for rule in book.rules]
    path = Path(word)
    if os.path.isdir(word):  # noqa: PTH112 - unlike Path, it takes any text
        found = [str(it) for it in rule_files(path) if not _beside_rules(it)]
        if not found:
            raise UsageError(f"{word} holds no rule files (*.yaml)")
        return found
    if os.path.exists(word):  # noqa: PTH110
        return [word]
    if path.suffix.casefold() in _SUFFIXES or os.sep in word or "/" in word:
        raise UsageError(f"{word}: no such file or folder{_nearest(path)}")
    try:
        codes = choose(book, (word,))
    except UsageError:
        known = [name for rule in book.rules for name in (rule.code, rule.name)]
        hint = did_you_mean(word, known) or _nearest(path)
        raise UsageError(f"no rule, file or folder is called {word!r}{hint}") from None
    return [rule.path for rule in book.rules if rule.code in codes]


def _beside_rules(path: Path) -> bool:
    """Returns whether a file of a rule book is a list of sources or a profile."""
    return path.name == "sources.yaml" or path.parent.name == "profiles"


def _nearest(path: Path) -> str:
    try:
        names = sorted(os.listdir(path.parent))[:2000]  # noqa: PTH208
    except (OSError, ValueError):
        return ""
    return did_you_mean(path.name, names)


class _Sources:
    """The sources that rule files may cite: ours, and those of the book that they stand in."""

    def __init__(self) -> None:
        self._known: dict[Path, dict[str, Source]] = {}

    def of(self, path: Path) -> dict[str, Source]:
        """Returns the sources for a rule file.

        Raises:
            RuleError: The list of its book is wrong.
        """
        folder = path.resolve().parent
        if folder not in self._known:
            self._known[folder] = {**default_rule_book().sources, **_own_sources(folder)}
        return self._known[folder]


def _own_sources(folder: Path) -> dict[str, Source]:
    """Returns the sources of the nearest list in a folder or above it, within its repository."""
    for above in (folder, *folder.parents):
        if (above / "sources.yaml").is_file():
            return read_sources(above / "sources.yaml")
        if (above / ".git").exists():
            break
    return {}


def run_examples(rule: Rule, document: Located | None = None) -> RuleResult:
    """Runs the examples of a rule.

    Args:
        rule: The rule.
        document: Its file, where it is read already.

    Raises:
        RuleError: The file cannot be read any more.
    """
    document = read_document(Path(rule.path)) if document is None else document
    active = as_stated(rule)
    engine = make_engine("compiled", active.checks)
    results: list[ExampleResult] = []
    failed: set[str] = set()
    for example in rule.examples:
        number = sum(result.kind == example.kind for result in results)
        place = document.at("examples").at(example.kind).at(number)
        results.append(_run(example, number + 1, active, engine, place, failed))
    bad = any(example.kind == "bad" for example in rule.examples)
    unfailed = tuple(
        Unfailed(it, document.at("examples").problem(f"no bad example fails {it.name!r}"))
        for it in rule.checks
        if bad and it.name not in failed
    )
    return RuleResult(rule, tuple(results), unfailed)


def _run(
    example: Example,
    number: int,
    active: ActiveRule,
    engine: Engine,
    place: Located,
    failed: set[str],
) -> ExampleResult:
    """Runs an example.

    Args:
        example: The example.
        number: Its place among those of its kind, from 1.
        active: Its rule, as its file states it.
        engine: Judges by it.
        place: The example in its file.
        failed: Takes the names of the checks that fail in it.
    """

    def locate(pointer: Pointer) -> Place | None:
        return place.positions.locate((*place.pointer, *pointer))

    line, column = locate(()) or (None, None)
    location = Location(path=place.path, pointer="", line=line, column=column)
    result = ExampleResult(example.kind, number, location)
    try:
        facts, _ = build_facts(read_mapping(example.document).content)
    except (DocumentError, ContentError) as error:
        problem = place.problem(f"the example cannot be read: {error}")
        return result._replace(problem=problem, readable=False)
    verdicts = engine.evaluate(facts)
    failed |= {verdict.check.name for verdict in verdicts.failed}
    why = _why_not(example, verdicts)
    if not why:
        return result
    maker = Maker(place.path, {active.rule.code: active}, locate, {})
    found = sorted(_found(facts, verdicts, maker), key=lambda it: OUTCOMES.index(it.outcome))
    idle = tuple(_idle(active, facts))
    return result._replace(problem=place.problem(why), found=tuple(found), idle=idle)


def _why_not(example: Example, verdicts: Verdicts) -> str:
    """Returns why an example is not what it promises, or an empty text."""
    outcomes = {verdict.outcome for verdict in verdicts}
    if example.kind in _EXPECTED:
        expected, message = _EXPECTED[example.kind]
        return "" if expected in outcomes else f"a {example.kind} example, and {message}"
    if outcomes == {"pass"}:
        return ""
    found = ", ".join(sorted(outcomes)) or "not applicable"
    return f"a good example must pass wherever the rule applies, found {found}"


def _found(facts: Facts, verdicts: Verdicts, maker: Maker) -> Iterator[Judgement]:
    for session in facts.judged:
        own = [verdict for verdict in verdicts if verdict.session is session]
        yield from (judgement for _, judgement in judgements(session, own, maker))


def _idle(active: ActiveRule, facts: Facts) -> Iterator[tuple[str, str]]:
    """Yields name and collection of each check that finds no fact at all."""
    for check in active.checks:
        collections = [session.facts(check.collection) for session in facts.judged]
        if not any(isinstance(found, Absent) or found for found in collections):
            yield check.name, check.collection
