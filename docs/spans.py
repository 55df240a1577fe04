"""The parts of written pages that a program makes: help texts, samples, code of the examples.

Such a part stands between ``<!-- Made by docs/build.py: NAME. -->`` and ``<!-- End. -->``.
"""

from __future__ import annotations

import argparse
import ast
import dataclasses
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import backsafe
from backsafe.cli.arguments import parser
from backsafe.config.settings import Settings
from backsafe.outputs.formats import FORMATS, render
from backsafe.rules.loader import default_rule_book
from backsafe.rules.repair import (
    DropWorkSets,
    InsertActivity,
    InsertLighterSets,
    LowerLoad,
    MoveBehindLifts,
    SetValue,
    SwapExercise,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from backsafe.rules.repair import Amount
    from backsafe.rules.rule import Check, Rule

DOCS = Path(__file__).resolve().parent
PAGES = (
    "command.md",
    "configuration.md",
    "embedding.md",
    "outputs.md",
    "preflight.md",
    "repair.md",
)
WIDTH = 86
"""Columns of what commands print, so that the site shows whole lines."""
SAMPLE = "examples/static-stretch-first.yaml"
ASKED = "examples/heavy-start.yaml"
_PLACES = {
    "start": "at the start",
    "before_first_lift": "before the first lift",
    "end": "at the end",
}
_SPAN = re.compile(r"(<!-- Made by docs/build\.py: (\S+)\. -->\n).*?(<!-- End\. -->)", re.DOTALL)


def filled(page: str) -> str:
    """Returns a page with every part of it made anew."""
    text = (DOCS / page).read_text(encoding="utf-8")
    makers = {
        "help": _help,
        "preflight": _preflight,
        "keys": _keys,
        "repairs": _repairs,
        "coach": _coach,
        "plan-library": _plan_library,
        **{f"sample-{name}": _sampler(name) for name in FORMATS},
    }
    used: list[str] = []

    def made(found: re.Match[str]) -> str:
        used.append(found[2])
        file, _, names = found[2].partition("#")
        lines = "\n".join(_code(file, names.split(",")) if names else makers[found[2]]())
        return f"{found[1]}\n{lines}\n\n{found[3]}"

    text = _SPAN.sub(made, text)
    if not used or text.count("<!-- Made") != len(used):
        raise ValueError(f"{page}: a part that is to be made has no end")
    return text


def _help() -> Iterator[str]:
    top = parser()
    yield from _block(top.format_help())
    for action in top._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for name, command in action.choices.items():
                yield from ("", f"## backsafe {name}", "", *_block(command.format_help()))


def _block(text: str, language: str = "text") -> Iterator[str]:
    yield from (f"```{language}", text.rstrip("\n"), "```")


def _code(file: str, names: Sequence[str]) -> Iterator[str]:
    """Yields functions and classes of a file, each with its decorators and the comment above it."""
    lines = (DOCS.parent / file).read_text(encoding="utf-8").splitlines()
    found = {
        it.name: it
        for it in ast.parse("\n".join(lines)).body
        if isinstance(it, ast.FunctionDef | ast.ClassDef)
    }
    parts = []
    for name in names:
        node = found[name]
        begin = min(it.lineno for it in (node, *node.decorator_list)) - 1
        while lines[begin - 1].startswith("#"):
            begin -= 1
        parts.append("\n".join(lines[begin : node.end_lineno]))
    yield from _block("\n\n\n".join(parts), "python")


def _coach() -> Iterator[str]:
    yield from _block(_ran("examples/ai_coach.py"), "console")


def _plan_library() -> Iterator[str]:
    """Runs the library of plans with one plan that is too heavy, and yields what is told of it."""
    with TemporaryDirectory() as folder:
        library = Path(shutil.copytree(DOCS.parent / "examples" / "plan_library", f"{folder}/it"))
        plan = library / "plans" / "row-day.yaml"
        text = plan.read_text(encoding="utf-8")
        plan.write_text(text.replace("load_percent: 60", "load_percent: 95"), encoding="utf-8")
        with (library / "pyproject.toml").open("a", encoding="utf-8") as settings:
            settings.write('engine = "compiled"\n')  # it is there on every machine
        options = ("--no-header", "-p", "backsafe.pytest_plugin", "-p", "no:cacheprovider")
        text = _ran("-m", "pytest", *options, folder=library)
    (told,) = re.findall(
        r"^(_+ backsafe check.*?)^=+ short test summary", text, re.DOTALL | re.MULTILINE
    )
    yield from _block(told, "console")


def _ran(*arguments: str, folder: Path = DOCS.parent) -> str:
    environment = {name: it for name, it in os.environ.items() if not name.startswith("PYTEST_")}
    own = {"COLUMNS": "100", "PYTHONIOENCODING": "utf-8", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    own["PYTHONPATH"] = str(DOCS.parent / "src")
    found = subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment | own,
        cwd=folder,
        check=False,
    )
    if found.stderr or not found.stdout:
        raise ValueError(f"{arguments}: {found.stderr or 'prints nothing'}")
    return found.stdout


def _sampler(name: str) -> Callable[[], Iterator[str]]:
    def sample() -> Iterator[str]:
        text, language = _CUTS.get(name, _whole)(_rendered(name))
        yield from _block(text, language)

    return sample


def _rendered(name: str) -> str:
    from backsafe.readers import read_text

    os.environ["COLUMNS"] = str(WIDTH)  # whatever the terminal that this runs in
    text = (DOCS.parent / SAMPLE).read_text(encoding="utf-8")
    # The engine is part of reports; this one is there on every machine.
    checker = backsafe.Checker(engine="compiled")
    document = read_text(text, SAMPLE)
    fixes = checker.proposals(document) if name == "sarif" else None
    return render(checker.check_document(document), name, fixes=fixes)


def _preflight() -> Iterator[str]:
    """Yields what is told of a session, with the command that tells it."""
    from backsafe.readiness.text import render as page

    answers = {
        "red_flags": [],
        "pain": [],
        "illness": [],
        "conditions": [],
        "sleep_hours": 5,
        "days_since_back_session": 3,
    }
    command = ["$ backsafe preflight " + ASKED, "      "]
    for name, value in answers.items():
        option = f" --{name.replace('_', '-')} {value or 'none'}"
        command[-1] += option
        if len(command[-1]) > 50:
            command.append("      ")
    text = (DOCS.parent / ASKED).read_text(encoding="utf-8")
    found = backsafe.preflight(backsafe.Text(text, name=ASKED), answers=answers, engine="compiled")
    shown = " \\\n".join(line for line in command if line.strip())
    yield from _block(f"{shown}\n{page(found, width=80)}", "console")


def _whole(text: str) -> tuple[str, str]:
    return text, "text"


def _json(text: str) -> tuple[str, str]:
    report = json.loads(text)
    del report["violations"][1:], report["violations"][0]["sources"][1:]
    del report["unknown"][1:], report["notices"][1:]
    return json.dumps(report, indent=2, ensure_ascii=False), "json"


def _sarif(text: str) -> tuple[str, str]:
    return json.dumps(_first_result(json.loads(text)), indent=2, ensure_ascii=False), "json"


def _first_result(log: dict[str, Any]) -> Any:
    return log["runs"][0]["results"][0]


def _junit(text: str) -> tuple[str, str]:
    suite = next(ET.fromstring(text).iter("testsuite"))  # noqa: S314
    case = next(suite.iter("testcase"))
    ET.indent(case)
    return ET.tostring(case, encoding="unicode").rstrip(), "xml"


def _gitlab(text: str) -> tuple[str, str]:
    return json.dumps(json.loads(text)[:1], indent=2, ensure_ascii=False), "json"


def _head(lines: int) -> Callable[[str], tuple[str, str]]:
    def cut(text: str) -> tuple[str, str]:
        return "\n".join(text.splitlines()[:lines]), "text"

    return cut


def _markdown(text: str) -> tuple[str, str]:
    return _head(12)(text)[0], "markdown"


_CUTS: dict[str, Callable[[str], tuple[str, str]]] = {
    "text": _head(13),
    "json": _json,
    "sarif": _sarif,
    "junit": _junit,
    "gitlab": _gitlab,
    "markdown": _markdown,
}


def _keys() -> Iterator[str]:
    """Yields the table of the keys of a configuration, from the settings that they become."""
    meaning = dict(
        re.findall(r"^    (\w+): (.*(?:\n {8}.*)*)", inspect.getdoc(Settings) or "", re.MULTILINE)
    )
    yield from ("| key | what it says | default |", "|---|---|---|")
    for it in dataclasses.fields(Settings):
        if it.name not in ("path", "origins"):
            words = " ".join(meaning[it.name].split()).rstrip(".")
            yield f"| `{it.name.replace('_', '-')}` | {words.replace('``', '`')} | {_default(it)} |"


def _default(it: dataclasses.Field[Any]) -> str:
    if it.default is None or it.default is dataclasses.MISSING:
        return "none"
    return f"`{json.dumps(it.default)}`"


def _repairs() -> Iterator[str]:
    yield from ("| rule | option | what is tried |", "|---|---|---|")
    without = 0
    for rule in default_rule_book().rules:
        lines = [_repair(rule, it) for it in rule.checks if it.fix and it.fix.repair is not None]
        yield from lines
        without += not lines
    yield from ("", f"The other {without} rules say what to do, and leave it to a person.")


def _repair(rule: Rule, check: Check) -> str:
    assert check.fix is not None
    option = "--fix" if check.fix.safe else "--unsafe-fixes"
    named = f" {check.name}" if check.name else ""
    return f"| [{rule.code}](rules/{rule.code}.md){named} | `{option}` | {_tried(rule, check)} |"


def _tried(rule: Rule, check: Check) -> str:
    """Returns what a repair does to a document."""

    def amount(stated: Amount) -> str:
        return f"{rule.parameters[stated].value if isinstance(stated, str) else stated:g}"

    match check.fix and check.fix.repair:
        case SetValue(key, to, on):
            whose = " of the set before" if on == "set_before" else ""
            return f"`{key}`{whose} becomes {_or([amount(it) for it in to])}"
        case MoveBehindLifts():
            return "it moves behind the last lift"
        case InsertActivity(kind, exercises, place, values):
            first = [f"`{key}: {_or([amount(it) for it in them])}`" for key, them in values]
            chosen = f"one of {len(exercises)} exercises" if len(exercises) > 3 else _or(exercises)
            return f"`{kind}` is added {_PLACES[place]}: {chosen}, {', '.join(first)}"
        case InsertLighterSets(percents, reps, rest):
            loads = " and ".join(f"{it:g} %" for it in percents)
            seconds = _or([amount(it) for it in rest])
            return f"sets of {reps} at {loads} of its load come before, with {seconds} s of rest"
        case LowerLoad(to):
            return f"its load is lowered to {_or([amount(it) for it in to])} % of the one-rep max"
        case SwapExercise(exercises):
            return f"{_or(exercises)} takes its place, with the body's weight"
        case DropWorkSets():
            return "its last work sets are left out, as many as it takes"
    raise ValueError(f"{rule.code}: a repair of an unknown kind")


def _or(words: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
