"""What the command takes: its parser, and with it the help that people read."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import TYPE_CHECKING, Any

from backsafe.cli.help import Help, Parser
from backsafe.outputs.formats import FORMATS
from backsafe.readers.formats import READERS

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["parser"]

_DESCRIPTION = "Checks workouts against cited safety and form guidance on training the back."
_EPILOG = """BackSafe checks plans against published guidance; it is not medical advice.
The commands have a help of their own: backsafe check --help."""
_CHECK_EPILOG = """exit status:
  0  nothing at or above --fail-on; with --diff: nothing to repair
  1  a violation at or above --fail-on; with --diff: something to repair
  2  wrong usage, or a file that cannot be read (the others are still reported)
  3  a file in which nothing about the training could be judged

configuration:
  backsafe.toml, or [tool.backsafe] in pyproject.toml, in the folder of each file or the
  nearest one above it. --show-settings tells what applies to a file. Options given here win.

environment:
  NO_COLOR      no colors, unless it is empty
  BACKSAFE_LOG  debug or info: tell on standard error what is done, and how long it takes

examples:
  backsafe check plans/                          a folder, with what its configuration says
  backsafe check today.yaml --athlete me.yaml    with what is known of the athlete
  backsafe check --fix plans/                    repairs what keeps the sense of the plans
  backsafe check --diff --unsafe-fixes plan.yaml shows what every repair would change
  backsafe check -o sarif=out.sarif -o markdown=summary.md plans/
  backsafe check --since 2026-04-01 hevy.csv     the sessions of a log from a day on
  backsafe check - --stdin-filename plan.yaml    standard input, named for its configuration

BackSafe checks plans against published guidance; it is not medical advice."""


def parser() -> argparse.ArgumentParser:
    """Returns the parser; ``run`` of what it parses is the function to call."""
    top = Parser(prog="backsafe", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=Help)
    top.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    commands = top.add_subparsers(required=True, metavar="command")
    _add_check(commands)
    _add_preflight(commands)
    _add_convert(commands)
    _add_explain(commands)
    _add_rules(commands)
    _add_test(commands)
    _add_profiles(commands)
    _add_schema(commands)
    _add_init(commands)
    _add_completion(commands)
    return top


def _command(commands: Any, name: str, help_text: str, **more: Any) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        name,
        help=help_text,
        description=f"{help_text[0].upper()}{help_text[1:]}.",
        formatter_class=Help,
        **more,
    )
    made.set_defaults(run=_loaded(name))
    return made


def _loaded(name: str) -> Callable[[argparse.Namespace], int]:
    """Returns what runs a command: its module is loaded when it is called."""

    def run(options: argparse.Namespace) -> int:
        function: Callable[[argparse.Namespace], int]
        function = import_module(f"backsafe.cli.{name}").run
        return function(options)

    return run


def _add_check(commands: Any) -> None:
    check = _command(
        commands,
        "check",
        "check workouts, programs and logs",
        usage="%(prog)s [option ...] PATH [PATH ...]",
        epilog=_CHECK_EPILOG,
    )
    check.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a folder, or - for standard input"
    )
    _add_context(check.add_argument_group("what is known beside the files"))
    _add_rule_choice(check.add_argument_group("rules"))
    _add_input(check.add_argument_group("reading"))
    _add_output(check.add_argument_group("output"))
    _add_repair(check.add_argument_group("repair"))
    _add_setting_aside(check.add_argument_group("setting findings aside"))
    _add_running(check.add_argument_group("running"))


def _add_context(group: Any) -> None:
    group.add_argument("--athlete", metavar="FILE", help="what is known of the athlete")
    group.add_argument("--history", metavar="FILE", help="a log of earlier sessions")
    group.add_argument(
        "--today",
        metavar="DATE",
        help="the day for sessions without a date (default: the clock's); a clearance of a later "
        "day is not used",
    )
    group.add_argument(
        "--last", type=_number, metavar="N", help="of a log judge the latest N sessions only"
    )
    group.add_argument(
        "--since", metavar="DATE", help="of a log judge the sessions from this day on only"
    )


def _add_rule_choice(group: Any) -> None:
    group.add_argument(
        "--profile",
        metavar="NAME",
        help="standard (default), evidence, beginner, strict, or your own",
    )
    words = "codes, beginnings of codes such as ST, or names; several with commas"
    group.add_argument(
        "--select", action="append", metavar="RULES", help=f"check these only: {words}"
    )
    group.add_argument(
        "--extend-select",
        action="append",
        metavar="RULES",
        help="check these, too, opt-in ones by name",
    )
    group.add_argument(
        "--ignore",
        action="append",
        metavar="RULES",
        help="leave these out; screening rules (AT) stay all the same",
    )
    group.add_argument(
        "--severity",
        action="append",
        default=[],
        metavar="RULE=SEVERITY",
        help="error, warning or advice for a rule; screening rules can only be raised",
    )
    group.add_argument(
        "--parameter",
        action="append",
        default=[],
        metavar="RULE.NAME=N",
        help="another threshold, such as ST03.hold_minimum_seconds=30; not of screening rules",
    )
    group.add_argument(
        "--rules", action="append", metavar="FOLDER", help="rules of your own, beside those shipped"
    )
    group.add_argument("--pack", action="append", metavar="NAME", help="an installed pack of rules")


def _add_reading(group: Any) -> None:
    group.add_argument(
        "--reader",
        metavar="FORMAT",
        help="how to read (default: by the content): " + ", ".join(READERS),
    )
    group.add_argument(
        "--unit", choices=("kg", "lb"), help="unit of the weights of tables that do not say it"
    )


def _add_input(group: Any) -> None:
    _add_reading(group)
    group.add_argument(
        "--stdin-filename",
        metavar="PATH",
        help="what standard input is called, and configured as",
    )
    group.add_argument(
        "--exclude", action="append", metavar="GLOB", help="files that a folder's walk passes over"
    )
    group.add_argument(
        "--force-exclude",
        action="store_true",
        help="pass over them even where they are named, as pre-commit does",
    )


def _add_output(group: Any) -> None:
    group.add_argument(
        "--format",
        metavar="FORMAT",
        choices=tuple(FORMATS),
        default="text",
        help="on standard output: " + ", ".join(FORMATS),
    )
    group.add_argument(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="FORMAT=PATH",
        help="write a file, too; any number of times",
    )
    group.add_argument("-q", "--quiet", action="store_true", help="a line per violation, no more")
    group.add_argument("--statistics", action="store_true", help="count violations by rule instead")
    group.add_argument("--show-passed", action="store_true", help="list what was found sound, too")
    group.add_argument(
        "--show-parsed", action="store_true", help="show first what was understood, as YAML"
    )
    group.add_argument(
        "--show-settings", action="store_true", help="show what settings apply, and check nothing"
    )
    group.add_argument(
        "--verbose", action="store_true", help="count what was not used of a file, and why"
    )
    shown = group.add_mutually_exclusive_group()
    shown.add_argument(
        "--summary", action="store_true", help="show logs as a summary, without single findings"
    )
    shown.add_argument(
        "--full", action="store_true", help="show the single findings of long logs, too"
    )
    group.add_argument(
        "--fail-on",
        choices=("error", "warning", "advice"),
        help="severity from which on the exit status is 1 (default: error)",
    )


def _add_repair(group: Any) -> None:
    group.add_argument(
        "--fix", action="store_true", help="repair plans in place where that keeps their sense"
    )
    group.add_argument(
        "--unsafe-fixes",
        action="store_true",
        help="make repairs, too, that change what a plan asks for: lower a load, swap an "
        "exercise, drop a set; implies --fix",
    )
    group.add_argument(
        "--diff", action="store_true", help="show what repairs would change, and write nothing"
    )


def _add_setting_aside(group: Any) -> None:
    group.add_argument(
        "--baseline", metavar="FILE", help="set aside the findings that this file lists"
    )
    group.add_argument(
        "--write-baseline", metavar="FILE", help="list the findings of now, and exit with 0"
    )
    group.add_argument(
        "--ignore-suppressions",
        action="store_true",
        help="report what comments, configuration and baseline set aside, too",
    )


def _add_configuration(group: Any) -> None:
    config = group.add_mutually_exclusive_group()
    config.add_argument("--config", metavar="FILE", help="this configuration for all files")
    config.add_argument("--isolated", action="store_true", help="no configuration at all")
    group.add_argument("--engine", metavar="NAME", help="auto (default), durable or compiled")


def _add_running(group: Any) -> None:
    _add_configuration(group)
    group.add_argument(
        "--cross-check", action="store_true", help="run a second engine; fail if they differ"
    )
    group.add_argument(
        "-j",
        "--jobs",
        type=_number,
        metavar="N",
        help="processes (default: one for few files, else one for each processor)",
    )


def _add_preflight(commands: Any) -> None:
    from backsafe.cli import preflight_arguments as parts

    preflight = _command(
        commands,
        "preflight",
        "ask what matters today, and say whether a planned session can be done",
        usage="%(prog)s [option ...] PATH",
        epilog=parts.EPILOG,
    )
    preflight.add_argument("path", metavar="PATH", help="a plan, or - for standard input")
    parts.add_session(preflight.add_argument_group("which session"))
    parts.add_answers(preflight.add_argument_group("answers, instead of being asked"))
    context = preflight.add_argument_group("what is known beside the plan")
    context.add_argument("--athlete", metavar="FILE", help="what is known of the athlete")
    context.add_argument("--history", metavar="FILE", help="a log of earlier sessions")
    _add_rule_choice(preflight.add_argument_group("rules"))
    _add_reading(preflight.add_argument_group("reading"))
    parts.add_output(preflight.add_argument_group("output"))
    _add_configuration(preflight.add_argument_group("running"))


def _add_convert(commands: Any) -> None:
    convert = _command(
        commands, "convert", "write a workout, program or log as a BackSafe document"
    )
    convert.add_argument("path", metavar="IN", help="a file, or - for standard input")
    convert.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        default="-",
        help="the file to write (default: stdout); .json for JSON, anything else for YAML",
    )
    _add_reading(convert)
    convert.add_argument("--force", action="store_true", help="write over a file that exists")


def _add_explain(commands: Any) -> None:
    explain = _command(
        commands,
        "explain",
        "say what a rule checks, why, and who says so, or how a place of a file was judged",
    )
    explain.add_argument(
        "what",
        metavar="RULE|FILE:LINE",
        help="a rule by code or name, such as ST03, or a place, such as plan.yaml:12",
    )
    explain.add_argument("--profile", metavar="NAME", help="whose severities and thresholds")
    explain.add_argument("--athlete", metavar="FILE", help="what is known of the athlete")
    explain.add_argument("--history", metavar="FILE", help="a log of earlier sessions")
    explain.add_argument("--format", choices=("text", "json"), default="text")
    _add_reading(explain)


def _add_rules(commands: Any) -> None:
    rules = _command(commands, "rules", "list the rules")
    rules.add_argument("--profile", metavar="NAME", help="whose severities and thresholds")
    rules.add_argument("--format", choices=("text", "json"), default="text")
    rules.add_argument(
        "--lint",
        nargs="?",
        const="",
        metavar="FOLDER",
        help="check a folder of rules (default: those that BackSafe ships), their examples too",
    )


def _add_test(commands: Any) -> None:
    test = _command(commands, "test", "run the examples in rule files")
    test.add_argument(
        "rules",
        nargs="*",
        metavar="RULES",
        help="rule files, folders, or shipped rules by code or name (default: all shipped)",
    )
    test.add_argument("--format", choices=("text", "json"), default="text")


def _add_profiles(commands: Any) -> None:
    _command(commands, "profiles", "list the profiles and what each changes")


def _add_schema(commands: Any) -> None:
    schema = _command(commands, "schema", "print the JSON Schema of the workout document")
    schema.add_argument(
        "--answers", action="store_true", help="that of a file of answers for preflight instead"
    )


def _add_init(commands: Any) -> None:
    init = _command(commands, "init", "write a commented workout and configuration to start from")
    init.add_argument(
        "folder", nargs="?", default=".", metavar="FOLDER", help="where (default: here)"
    )
    init.add_argument("--force", action="store_true", help="write over files that exist")


def _add_completion(commands: Any) -> None:
    completion = _command(commands, "completion", "print what makes a shell complete this command")
    completion.add_argument("shell", choices=("bash", "zsh", "fish", "tcsh"), help="the shell")


def _number(text: str) -> int:
    """Returns a number of 1 or more, as an option takes it."""
    if not text.isascii() or not text.isdecimal() or int(text[:10]) < 1:
        raise argparse.ArgumentTypeError(f"must be a number of 1 or more, found {text[:40]!r}")
    return int(text[:10])


class _Version(argparse.Action):
    """Looks the version up only when asked: reading metadata is slow."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"backsafe {version('backsafe')}")
        parser.exit()
