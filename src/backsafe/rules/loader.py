"""Rule files → rules. What they say is data: it is parsed and checked, and never run."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from backsafe.errors import DocumentError, Problem, RuleError, did_you_mean
from backsafe.facts.schema import COLLECTIONS
from backsafe.rules.expression import Parameter, walk
from backsafe.rules.fix_loader import load_fix
from backsafe.rules.folder import rule_book_folder
from backsafe.rules.located import Located
from backsafe.rules.message import parse_message
from backsafe.rules.parser import parse_condition, parse_severity
from backsafe.rules.profile_loader import load_profiles
from backsafe.rules.rule import CODE, Check, Citation, Example, ParameterSpec, Rule, Source
from backsafe.rules.scope import Scope
from backsafe.syntax.text import DOCUMENT_CAP, read_text
from backsafe.syntax.yaml import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from backsafe.rules.message import Message
    from backsafe.rules.profiles import Profile
    from backsafe.rules.rule import ExampleKind, Origin

__all__ = [
    "RuleBook",
    "default_rule_book",
    "load_rule",
    "load_rule_book",
    "read_document",
    "read_sources",
    "rule_files",
]

_RULE_KEYS = (
    "code",
    "name",
    "title",
    "severity",
    "for",
    "when",
    "require",
    "parameters",
    "message",
    "why",
    "fix",
    "sources",
    "examples",
    "checks",
    "opt_in",
    "formerly",
)
_CHECK_KEYS = ("name", "severity", "for", "when", "require", "message", "fix")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EXAMPLES = ("bad", "unknown", "good")
_VERIFIED = ("read", "secondary", "unverified")


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, sources and profiles.

    Attributes:
        rules: In the order of their codes.
        sources: Id → source.
        profiles: Name → profile.
    """

    rules: tuple[Rule, ...]
    sources: Mapping[str, Source]
    profiles: Mapping[str, Profile]


@cache
def default_rule_book() -> RuleBook:
    """Returns the rules that BackSafe ships, read once."""
    return load_rule_book(rule_book_folder())


def load_rule_book(folder: Path, base: RuleBook | None = None) -> RuleBook:
    """Reads a folder of rules: ``sources.yaml``, ``profiles/*.yaml`` and rule files below it.

    Args:
        folder: The folder.
        base: Rules, sources and profiles that it adds to. What it adds is not called as any of
            them, and it needs no sources of its own. By default it stands alone.

    Raises:
        RuleError: Anything in it is wrong; holds a problem for each file that is.
    """
    known = base or RuleBook((), {}, {})
    problems: list[Problem] = []
    sources = dict(known.sources)
    if base is None or (folder / "sources.yaml").exists():
        sources |= _sources(read_document(folder / "sources.yaml"), known.sources)
    rules = {word: rule for rule in known.rules for word in rule.words}
    for path in rule_files(folder):
        try:
            document = read_document(path)
            rule = load_rule(document, sources)
        except RuleError as error:
            problems.extend(error.problems)
            continue
        former = (document.at("formerly").at(number) for number in range(len(rule.formerly)))
        stated = (document.at("code"), document.at("name"), *former)
        for place, word in zip(stated, rule.words, strict=True):
            if word in rules:
                problems.append(place.problem(f"{word} is taken by {rules[word].path}"))
            rules.setdefault(word, rule)
    if problems:
        raise RuleError(problems)
    ordered = sorted({rule.code: rule for rule in rules.values()}.values(), key=lambda it: it.code)
    documents = [read_document(path) for path in _profile_files(folder)]
    return RuleBook(tuple(ordered), sources, load_profiles(documents, ordered, known.profiles))


def _profile_files(folder: Path) -> list[Path]:
    return sorted((folder / "profiles").glob("*.yaml"))


def rule_files(folder: Path) -> list[Path]:
    """Returns the rule files below a folder, in the order of their paths."""
    others = {folder / "sources.yaml", *_profile_files(folder)}
    return sorted(set(folder.rglob("*.yaml")) - others)


def read_document(path: Path) -> Located:
    """Reads a YAML file of a rule book.

    Raises:
        RuleError: It cannot be read or parsed.
    """
    try:
        text = read_text(str(path), DOCUMENT_CAP)
        data, positions = parse(text, str(path))
    except DocumentError as error:
        raise RuleError(error.problems) from None
    return Located(data, (), str(path), text, positions)


def read_sources(path: Path, known: Mapping[str, Source] | None = None) -> dict[str, Source]:
    """Reads a list of sources, which may not give an id of known ones to another source.

    Raises:
        RuleError: It cannot be read, or is wrong.
    """
    return _sources(read_document(path), known or {})


def _sources(document: Located, known: Mapping[str, Source]) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for key in document.expect(dict):
        entry = document.at(key)
        entry.keys(("title", "year", "kind", "url", "verified"))
        year, url = entry.get("year"), entry.get("url")
        sources[key] = Source(
            id=key,
            title=entry.text_at("title"),
            year=None if year is None else year.expect(int),
            kind=entry.choice_at("kind", ("article", "external")),  # type: ignore[arg-type]
            url=None if url is None else url.expect(str),
            verified=entry.choice_at("verified", _VERIFIED),
        )
        if known.get(key, sources[key]) != sources[key]:
            entry.fail(f"{key} is another source already: {known[key].title}", key=True)
    return sources


def load_rule(document: Located, sources: Mapping[str, Source]) -> Rule:
    """Turns a rule file into a rule.

    Raises:
        RuleError: The file is wrong; says where.
    """
    document.keys(_RULE_KEYS)
    code, name = document.text_at("code"), document.text_at("name")
    if not CODE.fullmatch(code):
        document.at("code").fail(f"a code is letters and digits such as ST03, not {code!r}")
    if not _NAME.fullmatch(name):
        document.at("name").fail(f"a name is lower-case words with hyphens, not {name!r}")
    parameters = _parameters(document, sources)
    checks = tuple(_checks(document, code, frozenset(parameters)))
    _all_used(document, parameters, checks)
    return Rule(
        code=code,
        name=name,
        title=document.text_at("title"),
        why=document.text_at("why"),
        parameters=parameters,
        checks=checks,
        citations=tuple(_citations(document, sources)),
        examples=tuple(_examples(document)),
        opt_in=_flag(document, "opt_in"),
        formerly=tuple(_formerly(document, code, name)),
        path=document.path,
    )


def _formerly(document: Located, code: str, name: str) -> Iterator[str]:
    found = document.get("formerly")
    for entry in found.items() if found is not None else ():
        word = entry.expect(str)
        if not CODE.fullmatch(word) and not _NAME.fullmatch(word):
            entry.fail(f"expected a code such as ST03, or a name, found {word!r:.60}")
        if word in (code, name):
            entry.fail(f"{word} is what the rule is called now")
        yield word


def _flag(document: Located, key: str) -> bool:
    found = document.get(key)
    return False if found is None else found.expect(bool)


def _parameters(document: Located, sources: Mapping[str, Source]) -> dict[str, ParameterSpec]:
    found = document.get("parameters")
    parameters: dict[str, ParameterSpec] = {}
    for name in found.expect(dict) if found is not None else ():
        entry = cast("Located", found).at(name)
        if not name.isidentifier() or keyword.iskeyword(name) or name in COLLECTIONS:
            entry.fail(f"{name!r} cannot be the name of a parameter", key=True)
        entry.keys(("value", "unit", "origin", "source"))
        origin = cast("Origin", entry.choice_at("origin", ("article", "external", "project")))
        source = entry.get("source")
        if source is None and origin != "project":
            entry.fail(f"a parameter of origin {origin} names its source")
        if source is not None and source.expect(str) not in sources:
            source.fail(f"unknown source {source.value!r}{did_you_mean(source.value, sources)}")
        unit = entry.get("unit")
        parameters[name] = ParameterSpec(
            value=entry.need("value").number(),
            unit="" if unit is None else unit.expect(str),
            origin=origin,
            source=None if source is None else source.value,
        )
    return parameters


def _checks(document: Located, code: str, parameters: frozenset[str]) -> Iterator[Check]:
    several = document.get("checks")
    if several is None:
        yield _check(document, document, code, "", parameters)
        return
    for key in ("when", "require"):
        if key in document.value:
            document.at(key).fail(f"{key!r} belongs in each of the checks", key=True)
    names: set[str] = set()
    for entry in several.items():
        entry.keys(_CHECK_KEYS)
        name = entry.text_at("name")
        if name in names:
            entry.at("name").fail(f"two checks are called {name!r}")
        names.add(name)
        yield _check(entry, document, code, name, parameters)


def _check(
    entry: Located, document: Located, code: str, name: str, parameters: frozenset[str]
) -> Check:
    """Reads a check; what it does not state itself, the rule states for all of its checks."""

    def stated(key: str) -> Located:
        return entry.get(key) or document.need(key)

    variable, collection = _subject(stated("for"))
    scope = Scope.of(variable, COLLECTIONS[collection].fact_type, parameters)
    when = entry.get("when")
    fix = entry.get("fix") or document.get("fix")
    return Check(
        code=code,
        name=name,
        variable=variable,
        collection=collection,
        when=None if when is None else when.parsed(lambda text: parse_condition(text, scope)),
        require=entry.need("require").parsed(lambda text: parse_condition(text, scope)),
        severity=stated("severity").parsed(lambda text: parse_severity(text, scope)),
        message=_message(stated("message"), scope),
        fix=None if fix is None else load_fix(fix, COLLECTIONS[collection].fact_type, scope),
        stated={
            key: " ".join(str(entry.value[key]).split())
            for key in ("when", "require")
            if entry.get(key) is not None
        },
    )


def _message(found: Located, scope: Scope) -> Message:
    """Reads a text, or several: the first is told whose values are all known, and else the last."""
    if not isinstance(found.value, list):
        return found.parsed(lambda text: parse_message(text, scope))
    read = [it.parsed(lambda text: parse_message(text, scope)) for it in found.items()]
    if not read:
        found.fail("expected text, or texts of which the first whose values are known is told")
    message = read[-1]
    for earlier in reversed(read[:-1]):
        message = replace(earlier, otherwise=message)
    return message


def _subject(found: Located) -> tuple[str, str]:
    words = found.expect(str).split()
    if len(words) == 1 and words[0] in COLLECTIONS and COLLECTIONS[words[0]].single:
        return words[0], words[0]
    if len(words) == 3 and words[1] == "in" and words[2] in COLLECTIONS:
        variable, _, collection = words
        taken = COLLECTIONS.get(variable)
        usable = variable.isidentifier() and not keyword.iskeyword(variable)
        if not usable or (taken is not None and taken.single) or variable == "program":
            found.fail(f"{variable!r} cannot be the name of a fact")
        return variable, collection
    hint = did_you_mean(words[-1], COLLECTIONS) or f"; there are {', '.join(COLLECTIONS)}"
    return found.fail(f"expected workout, athlete, or such as `set in work_sets`{hint}")


def _citations(document: Located, sources: Mapping[str, Source]) -> Iterator[Citation]:
    for entry in document.need("sources").items():
        entry.keys(("id", "section"))
        known = entry.need("id")
        if known.expect(str) not in sources:
            known.fail(f"unknown source {known.value!r}{did_you_mean(known.value, sources)}")
        section = entry.get("section")
        yield Citation(sources[known.value], "" if section is None else section.expect(str))


def _examples(document: Located) -> Iterator[Example]:
    found = document.need("examples")
    found.keys(_EXAMPLES)
    found.need("good")
    if found.get("bad") is None and found.get("unknown") is None:
        found.fail("expected examples that are `bad`, or `unknown` for a rule that never fails")
    for kind in _EXAMPLES:
        listed = found.get(kind)
        for entry in listed.items() if listed is not None else ():
            entry.expect(dict)
            yield Example(cast("Mapping[str, Any]", entry.value), cast("ExampleKind", kind))


def _all_used(
    document: Located, parameters: Mapping[str, ParameterSpec], checks: tuple[Check, ...]
) -> None:
    used: set[str] = set()
    for check in checks:
        for part in check.conditions:
            used.update(node.name for node in walk(part) if isinstance(node, Parameter))
    for name in parameters:
        if name not in used:
            document.at("parameters").at(name).fail(f"no condition uses {name!r}", key=True)
