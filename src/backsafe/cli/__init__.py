"""The command: ``backsafe check``, ``convert``, ``explain``, ``rules`` and ``schema``."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from backsafe.errors import BackSafeError, DocumentError, RuleError, UsageError
from backsafe.readers.formats import READERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from backsafe.checker import Checker
    from backsafe.readers import Document
    from backsafe.report import Report

__all__ = ["main", "run"]

_OK, _FOUND, _UNUSABLE, _NOTHING_JUDGED = 0, 1, 2, 3
_EPILOG = """exit status:
  0  nothing at or above --fail-on
  1  a violation at or above --fail-on
  2  wrong usage, or a file that cannot be read (the others are still reported)
  3  a file in which nothing about the training could be judged

BackSafe checks plans against published guidance; it is not medical advice."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit status."""
    # Plugins of pydantic watch other people's models; looking for them takes a tenth of a start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A start makes many objects that all stay: looking for garbage among them finds none.
    gc.set_threshold(50_000, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        # A report must not die of a terminal that cannot show one of its characters.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except (DocumentError, RuleError) as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return _UNUSABLE
    except BackSafeError as error:
        print(f"backsafe: {error}", file=sys.stderr)
        return _UNUSABLE
    except KeyboardInterrupt:
        print("backsafe: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output has had enough; python must not complain when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        return _unwritable(error)


def _unwritable(error: OSError) -> int:
    print(f"backsafe: cannot write: {error.strerror or error}", file=sys.stderr)
    return _UNUSABLE


def run() -> NoReturn:
    """Runs the command and ends the process with its exit status."""
    status = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        status = 141
    except OSError as error:
        status = _unwritable(error)
    # Taking a finished process apart object by object helps nobody, and takes time.
    os._exit(status)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="backsafe",
        description="Checks workouts against cited safety and form guidance on training the back.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    commands = parser.add_subparsers(required=True, metavar="command")
    _add_check(commands)
    _add_convert(commands)
    explain = commands.add_parser("explain", help="say what a rule checks, why, and who says so")
    explain.add_argument("rule", help="code or name, such as ST03 or stretch-hold-too-short")
    explain.add_argument("--profile", default="standard", help="whose severities and thresholds")
    explain.set_defaults(run=_explain)
    rules = commands.add_parser("rules", help="list the rules")
    rules.add_argument("--profile", default="standard", help="whose severities and thresholds")
    rules.add_argument("--format", choices=("text", "json"), default="text")
    rules.add_argument(
        "--lint",
        nargs="?",
        const="",
        metavar="FOLDER",
        help="check a folder of rules (default: those that BackSafe ships), their examples too",
    )
    rules.set_defaults(run=_rules)
    profiles = commands.add_parser("profiles", help="list the profiles and what each changes")
    profiles.set_defaults(run=_profiles)
    schema = commands.add_parser("schema", help="print the JSON Schema of the workout document")
    schema.set_defaults(run=_schema)
    return parser


def _add_check(commands: Any) -> None:
    check = commands.add_parser(
        "check",
        help="check workouts, programs and logs",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, or - for stdin")
    check.add_argument("--athlete", metavar="FILE", help="what is known of the athlete")
    check.add_argument("--history", metavar="FILE", help="a log of earlier sessions")
    check.add_argument(
        "--profile", default="standard", help="standard (default), evidence, beginner or strict"
    )
    check.add_argument(
        "--select", action="append", default=[], metavar="RULES", help="check these only"
    )
    check.add_argument(
        "--ignore", action="append", default=[], metavar="RULES", help="leave these out"
    )
    check.add_argument("--engine", default="auto", help="auto (default), durable or compiled")
    check.add_argument(
        "--cross-check", action="store_true", help="run a second engine; fail if they differ"
    )
    check.add_argument("--format", choices=("text", "json"), default="text")
    _add_reading(check)
    check.add_argument(
        "--last", type=_number, metavar="N", help="of a log judge the latest N sessions only"
    )
    check.add_argument(
        "--since", metavar="DATE", help="of a log judge the sessions from this day on only"
    )
    shown = check.add_mutually_exclusive_group()
    shown.add_argument(
        "--summary", action="store_true", help="show logs as a summary, without single findings"
    )
    shown.add_argument(
        "--full", action="store_true", help="show the single findings of long logs, too"
    )
    check.add_argument(
        "--show-parsed", action="store_true", help="show first what was understood, as YAML"
    )
    check.add_argument(
        "--verbose", action="store_true", help="count what was not used of a file, and why"
    )
    check.add_argument(
        "--fail-on",
        choices=("error", "warning", "advice"),
        default="error",
        help="severity from which on the exit status is 1 (default: error)",
    )
    check.set_defaults(run=_check)


def _add_reading(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--reader",
        metavar="FORMAT",
        help="how to read (default: by the content): " + ", ".join(READERS),
    )
    command.add_argument(
        "--unit", choices=("kg", "lb"), help="unit of the weights of tables that do not say it"
    )


def _number(text: str) -> int:
    """Returns a number of 1 or more, as an option takes it."""
    if not text.isascii() or not text.isdecimal() or int(text[:10]) < 1:
        raise argparse.ArgumentTypeError(f"must be a number of 1 or more, found {text[:40]!r}")
    return int(text[:10])


def _add_convert(commands: Any) -> None:
    convert = commands.add_parser(
        "convert", help="write a workout, program or log as a BackSafe document"
    )
    convert.add_argument("path", metavar="IN", help="a file, or - for stdin")
    convert.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        default="-",
        help="the file to write (default: stdout); .json for JSON, anything else for YAML",
    )
    _add_reading(convert)
    convert.add_argument("--force", action="store_true", help="write over a file that exists")
    convert.set_defaults(run=_convert)


class _Version(argparse.Action):
    """Looks the version up only when asked: reading metadata is slow."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"backsafe {version('backsafe')}")
        parser.exit()


def _words(lists: Sequence[str]) -> list[str]:
    return [word for entry in lists for word in entry.replace(",", " ").split()]


def _check(options: argparse.Namespace) -> int:
    from backsafe.checker import Checker
    from backsafe.progress import with_progress
    from backsafe.readers import discover

    checker = Checker(
        athlete=options.athlete,
        history=options.history,
        profile=options.profile,
        select=_words(options.select),
        ignore=_words(options.ignore),
        engine=options.engine,
        cross_check=options.cross_check,
        fail_on=options.fail_on,
        last=options.last,
        since=options.since,
        unit=options.unit,
    )
    discovered = discover(options.paths)
    for notice in discovered.notices:
        print(f"{notice.path}: {notice.message}", file=sys.stderr)
    reports: list[Report] = []
    unreadable = False
    found = _reports(checker, discovered.files, options)
    if len(discovered.files) > 1:
        found = with_progress(found, len(discovered.files), "files")
    for report in found:
        if report is None:
            unreadable = True
        else:
            reports.append(report)
    if reports:
        _print(reports[0].joined(reports[1:]), options)
    if unreadable or not reports:
        return _UNUSABLE
    return reports[0].joined(reports[1:]).exit_status


def _reports(
    checker: Checker, paths: Sequence[str], options: argparse.Namespace
) -> Iterator[Report | None]:
    """Yields a report per file, ``None`` for one that cannot be read (and says why)."""
    from backsafe.readers import read

    for path in paths:
        try:
            document: Document = read(path, options.reader, unit=options.unit)
            if options.show_parsed:
                _show_parsed(document)
            if options.verbose:
                _show_account(document)
            # A bar of sessions for one file, of files for many.
            yield checker.check_document(document, progress=len(paths) == 1)
        except DocumentError as error:
            for problem in error.problems:
                print(problem, file=sys.stderr)
            yield None


def _show_parsed(document: Document) -> None:
    """Prints a document as it was understood, as comments where the report is no YAML."""
    from backsafe.outputs.document import as_yaml

    print(f"# {document.path}, read as {document.reader}", file=sys.stderr)
    for piece in as_yaml(document.content):
        sys.stderr.write(piece)


def _show_account(document: Document) -> None:
    """Prints what became of each row or value of a file of another format."""
    account = document.account
    if account is None:
        print(f"{document.path}: a BackSafe document, all of it is used", file=sys.stderr)
        return
    print(f"{document.path}: {account}", file=sys.stderr)
    for label, reasons in (("ignored", account.ignored), ("not read", account.failed)):
        for reason in reasons:
            first = f", first on line {reason.line}" if reason.line is not None else ""
            print(f"  {label:<9}{reason.times:>7}  {reason.text}{first}", file=sys.stderr)


def _convert(options: argparse.Namespace) -> int:
    from pathlib import Path

    from backsafe.facts.timeline import session_count
    from backsafe.model import MOST_SESSIONS
    from backsafe.outputs.document import as_json, as_yaml
    from backsafe.readers import read
    from backsafe.syntax.text import DOCUMENT_CAP

    document = read(options.path, options.reader, unit=options.unit)
    form = as_json if options.output.casefold().endswith(".json") else as_yaml
    if options.output == "-":
        size = sum(map(sys.stdout.write, form(document.content)))
    else:
        try:
            mode = "w" if options.force else "x"
            with Path(options.output).open(mode, encoding="utf-8") as file:
                size = sum(map(file.write, form(document.content)))
        except FileExistsError:
            raise UsageError(f"{options.output} exists; --force writes over it") from None
    for notice in document.notices:
        place = "" if notice.line is None else f"{notice.line}:{notice.column or 1}: "
        print(f"{document.path}:{place} {notice.message}", file=sys.stderr)
    if document.account is not None:
        print(f"{document.path}: {document.account}", file=sys.stderr)
    if size > DOCUMENT_CAP or session_count(document.content) > MOST_SESSIONS:
        wrong = "is larger than a document that check reads"
        print(
            f"{options.output}: {wrong} ({DOCUMENT_CAP >> 20} MiB, {MOST_SESSIONS:,} sessions)",
            file=sys.stderr,
        )
        return _UNUSABLE
    return _OK


def _print(report: Report, options: argparse.Namespace) -> None:
    if options.format == "json":
        from backsafe.outputs import json

        print(json.render(report))
        return
    from backsafe.outputs import text

    findings: Literal["all", "few", "none"] = "few"
    if options.full or options.summary:
        findings = "all" if options.full else "none"
    print(text.render(report, color=_color(), findings=findings))


def _color() -> bool:
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def _explain(options: argparse.Namespace) -> int:
    from backsafe.outputs.rules import explain
    from backsafe.rules.loader import default_rule_book
    from backsafe.rules.profiles import activate, find_rule

    book = default_rule_book()
    rule = find_rule(book, options.rule)
    active = {entry.rule.code: entry for entry in activate(book, options.profile)}
    print(explain(rule, active.get(rule.code), options.profile))
    return _OK


def _rules(options: argparse.Namespace) -> int:
    from backsafe.outputs.rules import listing, listing_json
    from backsafe.rules.loader import default_rule_book
    from backsafe.rules.profiles import activate, activate_all

    if options.lint is not None:
        return _lint(options.lint)
    book = default_rule_book()
    running = {active.rule.code for active in activate(book, options.profile)}
    show = listing_json if options.format == "json" else listing
    print(show(activate_all(book, options.profile), running))
    return _OK


def _lint(folder: str) -> int:
    from pathlib import Path

    from backsafe.linter import lint_rule_book
    from backsafe.rules.folder import rule_book_folder
    from backsafe.rules.loader import rule_files

    path = Path(folder) if folder else rule_book_folder()
    problems = lint_rule_book(path)
    for problem in problems:
        print(problem)
    count = len(rule_files(path))
    print(
        f"{count} rule{'' if count == 1 else 's'}, {len(problems) or 'no'} problem"
        f"{'' if len(problems) == 1 else 's'}"
    )
    return _FOUND if problems else _OK


def _profiles(_: argparse.Namespace) -> int:
    from backsafe.outputs.profiles import profiles_text
    from backsafe.rules.loader import default_rule_book

    print(profiles_text(default_rule_book()))
    return _OK


def _schema(_: argparse.Namespace) -> int:
    import json

    from backsafe.model import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return _OK
