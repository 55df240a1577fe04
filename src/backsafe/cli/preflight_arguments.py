"""What ``backsafe preflight`` takes beside what other commands take, too."""

from __future__ import annotations

import argparse
from typing import Any, NamedTuple

__all__ = ["EPILOG", "NAMES", "add_answers", "add_output", "add_session"]

EPILOG = """exit status:
  0  go, or adjust: train, with the changes that are shown
  1  see someone first
  2  wrong usage, or a file that cannot be read
  3  cannot tell: something that screening needs is unknown, or nothing could be judged

On a terminal it asks, but for what options or --answers tell; Enter skips a question. A question
that is skipped is unknown, and unknown is never safe. No file is written unless -o asks for it.

examples:
  backsafe preflight today.yaml --athlete me.yaml --history hevy.csv
  backsafe preflight program.yaml --week 2 --day 4
  backsafe preflight today.yaml --no-input --answers answers.yaml --format json
  backsafe preflight today.yaml --red-flags none --pain none --illness none -o adjusted.yaml

BackSafe checks plans against published guidance; it is not medical advice."""


class _Option(NamedTuple):
    """An option that answers a question."""

    name: str
    metavar: str
    help: str


# The choices stand in the module of the questions, which is not needed to parse a command line.
_ANSWERS = (
    _Option("red_flags", "LIST", "signs of an emergency, such as leg_weakness,chest_pain; or none"),
    _Option("pain", "LIST", "where it hurts today, such as low_back,shoulder; or none"),
    _Option("pain_0_10", "N", "how strong that pain is, 0 to 10"),
    _Option("new_pain", "LIST", "new_sharp_pain, radiating_pain, or none"),
    _Option("back_pain_signs", "LIST", "what comes with back pain, such as night_pain; or none"),
    _Option("illness", "LIST", "illness, fever, or none"),
    _Option("conditions", "LIST", "lasting ones, such as high_blood_pressure; or none"),
    _Option("pregnancy_signs", "LIST", "warning signs, such as dizziness; or none"),
    _Option("trimester", "N", "of a pregnancy, 1 to 3"),
    _Option("systolic_mmhg", "N", "upper blood pressure at rest"),
    _Option("diastolic_mmhg", "N", "lower blood pressure at rest"),
    _Option("sleep_hours", "N", "hours slept last night"),
    _Option("days_since_back_session", "N", "days since the last session for the back"),
)
NAMES = tuple(it.name for it in _ANSWERS)


class _Once(argparse.Action):
    """Takes an answer once: of two, none may go unnoticed."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,  # noqa: ARG002
    ) -> None:
        """Stores the answer.

        Raises:
            argparse.ArgumentError: There is one already.
        """
        if getattr(namespace, self.dest) is not None:
            several = "; several go into one, with commas" if self.metavar == "LIST" else ""
            raise argparse.ArgumentError(self, f"is answered twice{several}")
        setattr(namespace, self.dest, values)


def add_session(group: Any) -> None:
    """Adds what chooses a session of a plan of many."""
    group.add_argument("--week", type=int, metavar="N", help="its week, from 1")
    group.add_argument(
        "--day",
        type=int,
        metavar="N",
        help="its day as the plan numbers days, or else its number within the week",
    )
    group.add_argument(
        "--date", metavar="DATE", help="the day it is done (default: that of the plan, or today)"
    )


def add_answers(group: Any) -> None:
    """Adds what answers the questions."""
    group.add_argument("--answers", metavar="FILE", help="a file of answers, YAML or JSON")
    for it in _ANSWERS:
        group.add_argument(
            f"--{it.name.replace('_', '-')}", action=_Once, metavar=it.metavar, help=it.help
        )
    group.add_argument(
        "--no-input", action="store_true", help="ask nothing; what is not answered is unknown"
    )


def add_output(group: Any) -> None:
    """Adds what is printed and written."""
    group.add_argument("--format", choices=("text", "json"), default="text")
    group.add_argument(
        "-o", "--output", metavar="OUT", help="write the session to do, adjusted where needed"
    )
    group.add_argument("--force", action="store_true", help="write over a file that exists")
