"""The code → its public interface, entry by entry.

An entry is a name, of words from the whole to the part, and what is said of it. Areas:

- ``python``: names, attributes with their types, parameters with their types and defaults; what
  takes or returns something that is not public is not public itself
- ``command``: commands, arguments, options and what they take; exit statuses
- ``formats``: names of formats that are read and written, of those of our own, and of engines
- ``report``: keys of the JSON report and the kinds of their values
- ``document``: fields of the workout document
- ``configuration``: keys of a configuration file
- ``facts``: what rules of others can ask for
- ``rules``: rules with thresholds and conditions, and by profile whether and how severely they run
- ``exercises``: what the catalogue knows, and by which names
"""

from __future__ import annotations

import argparse
import builtins
import collections.abc
import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cached_property
from typing import Any, TypeAlias

from pydantic import BaseModel

import backsafe
from backsafe import choice, frozen, source, verdicts
from backsafe.baseline import FORMAT as BASELINE
from backsafe.cli import status
from backsafe.cli.arguments import parser
from backsafe.config.reader import _SUPPRESSION_KEYS
from backsafe.config.settings import Settings
from backsafe.engines import ENGINE_NAMES
from backsafe.exercises import all_exercises
from backsafe.facts import fact
from backsafe.facts.schema import COLLECTIONS, SCHEMA
from backsafe.model import schema
from backsafe.outputs import place, rule_tests
from backsafe.outputs.formats import FORMATS
from backsafe.outputs.rules import all_severities
from backsafe.readers.formats import READERS
from backsafe.report import report
from backsafe.rules import expression
from backsafe.rules.loader import RuleBook, default_rule_book
from backsafe.rules.profiles import activate, activate_all

__all__ = ["ALSO", "Entries", "Name", "collected"]

Name: TypeAlias = tuple[str, ...]
"""The area, then words from the whole to the part."""

Entries: TypeAlias = dict[Name, str]

ALSO = " | "
"""Stands before each further name of an exercise."""

# Mappings whose keys come from documents and rules.
_OPEN = ("facts", "parameters", "months", "by_month")
_SAMPLE = """\
backsafe: 1
athlete: {one_rep_max_kg: {deadlift: 100}}
activities:
  # backsafe: ignore[ST01] it is
  - {type: static_stretch, exercise: hamstring stretch, hold_seconds: 9}
  - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 90}]}
  - {type: lift, exercise: qqqq, sets: [{reps: 5}]}
"""
_SHORT = {"type": "static_stretch", "exercise": "cobra", "hold_seconds": 9}
_HEAVY = {"type": "lift", "exercise": "deadlift", "sets": [{"reps": 5, "load_kg": 90}]}
_DAY = """
  - date: 2026-01-05
    activities:
      - {type: static_stretch, exercise: cobra, hold_seconds: 5}
      - {type: lift, exercise: deadlift, sets: [{reps: 1}]}
"""
_UNDATED = _DAY.replace("date: 2026-01-05", "title: A")
_SAMPLE_LOG = f"backsafe: 1\nkind: log\nworkouts:{_DAY}{_UNDATED}"


def collected() -> Entries:
    """Returns the public interface as the code has it."""
    found: Entries = {}
    for area, entries in (
        ("python", _python()),
        ("command", _command()),
        ("formats", _formats()),
        ("report", _report()),
        ("document", _document()),
        ("configuration", _configuration()),
        ("facts", _facts()),
        ("rules", _rules(default_rule_book())),
        ("exercises", _exercises()),
    ):
        for name, value in entries:
            key = (area, *name)
            found[key] = " ".join(value.split())
    return found


_Found: TypeAlias = Iterator[tuple[tuple[str, ...], str]]


# Closed lists and unions that signatures name.
_ALIASES = {
    "DumpMode": frozen.DumpMode,
    "ExitStatus": report.ExitStatus,
    "Folder": choice.Folder,
    "Outcome": verdicts.Outcome,
    "Severity": expression.Severity,
    "Source": source.Source,
    "Value": fact.Value,
}
_KNOWN = {
    *backsafe.__all__,
    *_ALIASES,
    *dir(builtins),
    *dir(collections.abc),
    *("Any", "Literal", "PathLike", "date", "os"),
}


def _public(annotation: str) -> bool:
    named = re.findall(r"[A-Za-z_]\w*", re.sub(r"'[^']*'", "", annotation))
    return all(it in _KNOWN for it in named)


def _python() -> _Found:
    for name, alias in _ALIASES.items():
        yield ("alias", name), str(alias).replace("typing.", "").replace("ForwardRef", "")
    for member in ("model_dump",):
        yield from _member("(record)", member, vars(frozen.Record)[member])
    for name in backsafe.__all__:
        value = getattr(backsafe, name)
        if inspect.isclass(value):
            yield from _class(name, value)
        else:
            yield (name,), "a function"
            yield from _parameters((name,), value)


def _class(name: str, value: type[Any]) -> _Found:
    bases = [it.__name__ for it in value.__mro__[1:-1] if it.__name__ in backsafe.__all__]
    if issubclass(value, Exception):
        yield (name,), f"an error, {bases[0] if bases else value.__bases__[0].__name__}"
        for own in value.__mro__:
            for member, annotation in inspect.get_annotations(own).items():
                if own.__module__.startswith("backsafe"):
                    yield (name, member), str(annotation)
        return
    elif issubclass(value, BaseModel):
        # Its fields are those of the document.
        yield (name,), "a model"
        return
    else:
        yield (name,), "a record" if issubclass(value, frozen.Record) else "a class"
    if is_dataclass(value):
        yield from _fields(name, value)
    if not is_dataclass(value) or not value.__dataclass_params__.init:  # type: ignore[attr-defined]
        yield from _parameters((name,), value)
    for member in sorted(set(dir(value)) - set(dir(frozen.Record))):
        found = inspect.getattr_static(value, member)
        if not member.startswith("_") and getattr(found, "__objclass__", None) is None:
            yield from _member(name, member, found)


def _fields(name: str, value: type[Any]) -> _Found:
    made: bool = value.__dataclass_params__.init
    for number, field in enumerate(fields(value), 1):
        if field.name.startswith("_"):
            continue
        said = str(field.type)
        if made and not field.kw_only:
            said += f", position {number}"
        if field.default is not MISSING:
            said += f" = {field.default!r}"
        elif made and not field.kw_only:
            said += ", required"
        yield (name, field.name), said


def _member(name: str, member: str, found: Any) -> _Found:
    if isinstance(found, property | cached_property):
        function = found.fget if isinstance(found, property) else found.func
        yield (name, member), f"{inspect.get_annotations(function)['return']}, read only"  # type: ignore[arg-type]
        return
    function = getattr(found, "__func__", found)
    if callable(function) and hasattr(function, "__code__"):
        kind = "a class method" if isinstance(found, classmethod) else "a method"
        stated = inspect.get_annotations(function)
        if not function.__module__.startswith("backsafe") or not all(map(_public, stated.values())):
            return
        yield (name, member), kind
        yield from _parameters((name, member), function)


def _parameters(name: tuple[str, ...], function: Any) -> _Found:
    signature = inspect.signature(function)
    taken = [it for it in signature.parameters.values() if it.name not in ("self", "cls")]
    for number, parameter in enumerate(taken, 1):
        said = str(parameter.annotation)
        if not _public(said):
            continue
        if parameter.kind is not parameter.KEYWORD_ONLY:
            said += f", position {number}"
        required = parameter.default is parameter.empty
        said += ", required" if required else f" = {parameter.default!r}"
        yield (*name, f"({parameter.name})"), said
    if not inspect.isclass(function):
        yield (*name, "(return)"), str(signature.return_annotation)


def _command() -> _Found:
    for name in status.__all__:
        yield ("exit", name), str(getattr(status, name))
    top = parser()
    yield from _options((), top)
    (commands,) = (it for it in top._actions if isinstance(it, argparse._SubParsersAction))
    for name, command in commands.choices.items():
        yield (name,), "a command"
        yield from _options((name,), command)


def _options(name: tuple[str, ...], command: argparse.ArgumentParser) -> _Found:
    for action in command._actions:
        if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):
            continue
        takes = "nothing" if action.nargs == 0 else str(action.metavar or "a value")
        if action.nargs not in (0, None):
            takes += f", {action.nargs}"
        if not action.option_strings:
            yield (*name, action.dest), f"an argument, {takes}"
        for option in action.option_strings:
            yield (*name, option), f"takes {takes}"
            for word in action.choices or ():
                yield (*name, option, str(word)), "a choice"


def _formats() -> _Found:
    for name in FORMATS:
        yield ("output", name), "written"
    for name in READERS:
        yield ("reader", name), "read"
    for name in (report.FORMAT, BASELINE, place.FORMAT, rule_tests.FORMAT):
        yield ("own", name), "a format of ours"
    yield ("own", "backsafe:1"), "a format of ours"
    for name in ENGINE_NAMES:
        yield ("engine", name), "an engine"


def _report() -> _Found:
    checker = backsafe.Checker(engine="compiled")
    sources: list[Any] = [backsafe.Text(text, "yaml") for text in (_SAMPLE, _SAMPLE_LOG)]
    # A mapping has no lines.
    sources += [{"activities": [_SHORT, _HEAVY, {**_HEAVY, "exercise": "qqqq"}]}]
    reports = [checker.check(it) for it in sources]
    reports += [checker.fix(it, unsafe=True).report for it in sources]
    found: dict[tuple[str, ...], set[str]] = {}
    for found_in in reports:
        data = found_in.model_dump(mode="json")
        problem = backsafe.Problem("is wrong", "a.yaml", 1, 1).model_dump(mode="json")
        for one in (data, {**data, "unreadable": [problem]}):
            for key, kind in _kinds(one, ()):
                found.setdefault(key, set()).add(kind)
    for key, kinds in sorted(found.items()):
        yield key, " or ".join(sorted(kinds))


def _kinds(value: Any, key: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    names = {str: "text", bool: "boolean", int: "number", float: "number", type(None): "null"}
    if isinstance(value, Mapping):
        if key:
            yield key, "object"
        for name, entry in value.items():
            word = "*" if key and key[-1] in _OPEN else name
            yield from _kinds(entry, (*key, word))
    elif isinstance(value, list):
        yield key, "list"
        for entry in value:
            if isinstance(entry, Mapping):
                yield from (it for it in _kinds(entry, key) if it[0] != key)
    elif key[-2:-1] == ("facts",):
        yield key, "text, number, boolean, list or null"
    else:
        yield key, names[type(value)]


def _document() -> _Found:
    definitions = schema.json_schema()["$defs"]
    for part, definition in definitions.items():
        yield (part,), "a part"
        required = definition.get("required", ())
        for name, stated in definition["properties"].items():
            kinds = sorted({_kind(it) for it in stated.get("anyOf", [stated])})
            needed = ", required" if name in required else ""
            yield (part, name), " or ".join(kinds) + needed
            for value in _values(stated):
                yield (part, name, value), "a value"


def _kind(stated: Mapping[str, Any]) -> str:
    if "$ref" in stated:
        return str(stated["$ref"]).rpartition("/")[2]
    kind = str(stated.get("type", "anything"))
    limits = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "maxLength")
    told = [f"{name} {stated[name]:g}" for name in limits if name in stated]
    items = stated.get("items")
    if isinstance(items, Mapping) and "$ref" in items:
        told.append(f"of {_kind(items)}")
    return f"{kind} ({', '.join(told)})" if told else kind


def _values(stated: Mapping[str, Any]) -> Iterator[str]:
    for one in stated.get("anyOf", [stated]):
        for part in (one, one.get("items", {})):
            yield from map(str, part.get("enum", ()))
            if "const" in part:
                yield str(part["const"])


def _configuration() -> _Found:
    for field in fields(Settings):
        if field.name not in ("path", "origins"):
            yield (field.name.replace("_", "-"),), str(field.type)
    for name in _SUPPRESSION_KEYS:
        yield ("suppressions", name), "text"


def _facts() -> _Found:
    for name, collection in COLLECTIONS.items():
        yield ("collections", name), f"of {collection.fact_type}"
    for name, kind in SCHEMA.items():
        yield (name,), "a fact"
        for field in kind.fields.values():
            yield (name, field.name), field.kind
            for value in field.values:
                yield (name, field.name, str(value)), "a value"


def _exercises() -> _Found:
    for it in all_exercises():
        traits: list[object] = [
            it.kind,
            it.pattern,
            it.equipment,
            it.loading,
            it.level,
            it.position,
        ]
        traits += [it.spinal_load, it.spine_motion, "/".join(it.regions)]
        yield (it.name,), ALSO.join([" ".join(map(str, traits)), *it.aliases])


def _rules(book: RuleBook) -> _Found:
    for rule in book.rules:
        kinds = [word for word in ("screening", "opt_in") if getattr(rule, word)]
        yield (rule.code,), " ".join(["a rule", *kinds])
        yield (rule.code, "name"), rule.name
        for word in rule.formerly:
            yield (rule.code, "formerly", word), "a former word"
        for name, spec in rule.parameters.items():
            yield (rule.code, "parameter", name), f"{spec.value:g} {spec.unit}"
        for check in rule.checks:
            stated = "; ".join(f"{key} {text}" for key, text in check.stated.items())
            yield (rule.code, "check", check.name or "-"), f"{check.collection}: {stated}"
    for profile in sorted(book.profiles):
        yield from _profile(book, profile)


def _profile(book: RuleBook, profile: str) -> _Found:
    yield ("profile", profile), "a profile"
    running = {active.rule.code for active in activate(book, profile)}
    for active in activate_all(book, profile):
        code = active.rule.code
        severities = "/".join(all_severities(active))
        unknown = f", unknown {active.unknown}" if active.unknown else ""
        runs = severities + unknown if code in running else "off"
        yield (code, "severity", profile), runs
        for name, value in active.parameters.items():
            if value != active.rule.parameters[name].value:
                yield (code, "value", name, profile), f"{value:g}"
