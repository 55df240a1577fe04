"""What loading a rule book does not check: its examples run, and it claims no more than it may."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from backsafe.errors import Problem, RuleError, UsageError
from backsafe.rule_tests import run_examples
from backsafe.rules.loader import default_rule_book, load_rule_book, read_document, rule_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backsafe.rules.loader import RuleBook
    from backsafe.rules.located import Located
    from backsafe.rules.rule import Rule

__all__ = ["lint_rule_book"]

# What no exercise and no check of it can promise.
_CLAIMS = (
    "guarantee",
    "injury-free",
    "free from injur",
    "free of injur",
    "risk-free",
    "cures",
    "heals",
    "prevents soreness",
    "prevents back pain",
    "safe for everyone",
    "proven to",
    "will prevent",
    "eliminates",
    "medical advice",
)
_OWN = "our own"


def lint_rule_book(folder: Path) -> tuple[Problem, ...]:
    """Returns everything that is wrong with a folder of rules, in the order of its files.

    A folder with the profile ``standard`` stands alone, as the rules that BackSafe ships do; any
    other adds to those, and may rest on their sources and profiles. What cannot be loaded is told
    first, and alone: the rest of the checks need all rules.

    Raises:
        UsageError: The folder holds no rules.
    """
    sources = folder / "sources.yaml"
    if not sources.is_file() and not rule_files(folder) and not (folder / "profiles").is_dir():
        raise UsageError(f"{folder} holds no rule book: neither rules nor profiles nor sources")
    alone = (folder / "profiles" / "standard.yaml").is_file()
    base = None if alone else default_rule_book()
    try:
        book = load_rule_book(folder, base)
    except RuleError as error:
        return error.problems
    rules = book.rules if base is None else [it for it in book.rules if it not in base.rules]
    problems = [problem for rule in rules for problem in _rule(rule)]
    return (*problems, *(_sources(sources, book, rules) if sources.is_file() else ()))


def _rule(rule: Rule) -> Iterator[Problem]:
    document = read_document(Path(rule.path))
    yield from _wording(document)
    cited = {citation.source.id for citation in rule.citations}
    for name, spec in rule.parameters.items():
        place = document.at("parameters").at(name)
        if spec.origin == "project" and _OWN not in rule.why.casefold():
            yield place.problem(f"{name} is of origin project, and `why` does not say {_OWN!r}")
        if spec.source is not None and spec.source not in cited:
            yield place.problem(f"{spec.source} gives {name} and is not among the rule's sources")
    yield from _examples(rule, document)


def _wording(document: Located) -> Iterator[Problem]:
    if document.text_at("title").endswith("."):
        yield document.at("title").problem("a title ends without a period")
    if not document.text_at("why").endswith("."):
        yield document.at("why").problem("`why` is made of sentences and ends with a period")
    for text in _texts(document):
        for claim in _CLAIMS:
            if claim in " ".join(str(text.value).split()).casefold():
                yield text.problem(f"{claim!r} claims more than evidence carries")


def _texts(part: Located) -> Iterator[Located]:
    """Yields the texts of a rule that people read, those of its checks too."""
    for key in ("title", "message", "why"):
        found = part.get(key)
        if found is not None:
            yield from found.items() if isinstance(found.value, list) else (found,)
    fix = part.get("fix")
    if fix is not None:
        yield fix.at("summary")
    checks = part.get("checks")
    for check in checks.items() if checks is not None else ():
        yield from _texts(check)


def _examples(rule: Rule, document: Located) -> Iterator[Problem]:
    result = run_examples(rule, document)
    yield from (example.problem for example in result.examples if example.problem is not None)
    yield from (unfailed.problem for unfailed in result.unfailed)


def _sources(path: Path, book: RuleBook, rules: Iterable[Rule]) -> Iterator[Problem]:
    document = read_document(path)
    cited = {citation.source.id for rule in rules for citation in rule.citations}
    for key in document.value:
        source = book.sources[key]
        if key not in cited:
            yield document.at(key).problem(f"no rule cites {key}", key=True)
        if source.kind == "external" and source.year is None and source.url is None:
            yield document.at(key).problem(f"{key} has neither year nor url", key=True)
