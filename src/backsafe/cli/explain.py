"""``backsafe explain``: a rule in full, or what all rules say of a place of a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from backsafe.cli.printing import in_color
from backsafe.cli.project import Project
from backsafe.cli.status import OK
from backsafe.config.settings import shown_path
from backsafe.explaining import explain_place
from backsafe.places import explain_target

if TYPE_CHECKING:
    import argparse

    from backsafe.places import Target

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Explains a rule or a place and returns the exit status."""
    target = explain_target(options.what)
    return _rule(options) if target is None else _place(options, target)


def _rule(options: argparse.Namespace) -> int:
    from backsafe.outputs.rules import explain
    from backsafe.rules.profiles import activate, find_rule

    settings = Project(options).settings("-")
    choice = settings.choice()
    book = choice.book()
    rule = find_rule(book, options.what)
    running = {entry.rule.code: entry for entry in choice.ready().rules}
    plain = {entry.rule.code: entry for entry in activate(book, settings.profile)}
    found, alone = running.get(rule.code), plain.get(rule.code)
    config = "" if settings.path is None else shown_path(settings.path)
    print(explain(rule, found, settings.profile, alone=alone, config=config))
    return OK


def _place(options: argparse.Namespace, target: Target) -> int:
    from backsafe.outputs import place
    from backsafe.readers import read

    checker = Project(options).checker(target.path)
    document = read(target.path, options.reader, unit=checker.unit)
    report = explain_place(
        checker, document, target.line, target.column, suppressor=checker.suppressor(document)
    )
    if options.format == "json":
        print(json.dumps(place.as_mapping(report), indent=2, ensure_ascii=False))
    else:
        print(place.render(report, color=in_color()))
    return OK
