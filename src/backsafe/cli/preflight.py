"""``backsafe preflight``: whether a planned session can be done today."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backsafe.cli.asking import ask, can_ask
from backsafe.cli.printing import in_color
from backsafe.cli.project import Project
from backsafe.errors import DocumentError, UsageError
from backsafe.outputs.document import as_json, as_yaml
from backsafe.paths import replace_file
from backsafe.readers import read, read_answers
from backsafe.readiness import Asking
from backsafe.readiness.questions import QUESTIONS
from backsafe.readiness.session import Chosen, chosen_day

if TYPE_CHECKING:
    import argparse

    from backsafe.config import Settings
    from backsafe.model import Answers
    from backsafe.readers import Document
    from backsafe.readiness import Preflight

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Asks, tells what comes of it, and returns the exit status."""
    answers = _given(options)
    project = Project(options)
    checker = project.checker(options.path)
    document = read(options.path, options.reader, unit=checker.unit)
    chosen = Chosen(options.week, options.day, chosen_day(options.date))
    asking = Asking(checker, document, chosen)
    if options.output is not None:
        _refuse_to_lose(options, project.settings(options.path))
    if not options.no_input and options.path != "-" and can_ask():
        answers = ask(answers, asking.known, asking.days)
    found = asking.decided(answers)
    if options.format == "json":
        from backsafe.readiness import as_json as shown

        print(shown.render(found))
    else:
        from backsafe.readiness import text

        print(text.render(found, color=in_color()))
    if options.output is not None:
        _write(found, document, options.output)
    return found.exit_status


def _given(options: argparse.Namespace) -> Answers:
    """Returns the answers of the command line, over those of a file.

    Raises:
        DocumentError: They are none that can be given, or contradict each other.
        UsageError: An option is wrong, or drops what the file says.
    """
    stated: dict[str, Any] = {}
    if options.answers is not None:
        stated |= read_answers(options.answers).model_dump(exclude_none=True)
    for question in QUESTIONS:
        given = getattr(options, question.name)
        if given is None:
            continue
        value = _words(given) if question.choices else _number(given)
        # By itself first, so that a mistake is told with the option that holds it.
        flag = f"--{question.name.replace('_', '-')}"
        try:
            read_answers({question.name: value})
        except DocumentError as error:
            told = error.problems[0].message.rpartition(f"{question.name}: ")[2]
            raise UsageError(f"{flag}: {told}") from None
        _refuse_to_drop(stated.get(question.name), value, flag, options.answers)
        stated[question.name] = value
    return read_answers(stated)


def _refuse_to_drop(filed: Any, given: Any, flag: str, path: str) -> None:
    """Refuses an option that leaves out what the file of answers names.

    Raises:
        UsageError: It does.
    """
    if isinstance(filed, tuple | list) and isinstance(given, list):
        dropped = [it for it in filed if it not in given]
        if dropped:
            message = (
                f"{flag} leaves out {', '.join(dropped)}, which {path} names; one of them is wrong"
            )
            raise UsageError(message)


def _words(given: str) -> list[str]:
    words = given.casefold().replace("-", "_").replace(",", " ").split()
    return [] if words == ["none"] else words


def _number(given: str) -> Any:
    try:
        value = float(given)
    except ValueError:
        return given
    return int(value) if abs(value) < 1e9 and value == int(value) else value


def _refuse_to_lose(options: argparse.Namespace, settings: Settings) -> None:
    """Refuses to write over what is read, or over what exists.

    Raises:
        UsageError: Something would be lost.
    """
    output = options.output
    known = (settings.athlete, settings.history, settings.path, settings.baseline)
    read_from = [it for it in (options.path, options.answers, *known) if it is not None]
    if os.path.realpath(output) in map(os.path.realpath, read_from):
        raise UsageError(f"-o {output} would write over a file that is read")
    if Path(output).exists() and not options.force:
        raise UsageError(f"{output} exists; --force writes over it")


def _write(found: Preflight, document: Document, output: str) -> None:
    """Writes the session to do, if it is to be done; a BackSafe document with its comments."""
    if found.workout is None:
        print(f"{output}: not written: there is no session to do", file=sys.stderr)
        return
    suffix = Path(output).suffix.casefold()
    syntax = "json" if suffix == ".json" else "yaml"
    if not found.converted and document.reader == syntax:
        text = document.text if found.adjusted is None else found.adjusted.text
    else:
        text = "".join((as_json if syntax == "json" else as_yaml)(found.workout))
    replace_file(Path(output), text.encode())
