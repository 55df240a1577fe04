"""The parts of written pages that a program makes: help texts, samples of reports, what is repaired.

Such a part stands between ``<!-- Made by docs/build.py: NAME. -->`` and ``<!-- End. -->``.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import backsafe
from backsafe.cli.arguments import parser
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
PAGES = ("command.md", "outputs.md", "preflight.md", "repair.md")
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
        "repairs": _repairs,
        **{f"sample-{name}": _sampler(name) for name in FORMATS},
    }
    used: list[str] = []

    def made(found: re.Match[str]) -> str:
        used.append(found[2])
        lines = "\n".join(makers[found[2]]())
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


def _sampler(name: str) -> Callable[[], Iterator[str]]:
    def sample() -> Iterator[str]:
        text, language = _CUTS.get(name, _whole)(_rendered(name))
        yield from _block(text, language)

    return sample


def _rendered(name: str) -> str:
    from backsafe.readers import read_text

    os.environ["COLUMNS"] = "100"  # whatever the terminal that this runs in
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
