"""Twelve checks over generated sessions: BackSafe's engines beside other ways to run rules.

    python benchmarks/engines.py                 2,000 sessions, seven rounds
    python benchmarks/engines.py --quick         results compared, one short round

Each contender runs in a process of its own and is made anew for each round; facts are prepared and
rules are made before the clock starts. All must find the same before any is timed.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from generated import documents
from measuring import in_rounds, machine, table, versions

CONTENDERS = {
    "hand-written loop": "hand_written",
    "backsafe compiled": "backsafe_compiled",
    "backsafe durable": "backsafe_durable",
    "zen-engine": "zen_engine",
    "durable-rules by its tutorial": "durable_tutorial",
    "clipspy": "clipspy_rules",
    "rule-engine": "rule_engine_rules",
}
PACKAGES = ("durable-rules", "zen-engine", "clipspy", "rule-engine")
_OTHER_SEED = 7
# A round of a fast contender is over before the machine has settled; it runs again.
_LEAST_SECONDS = 0.5


def serve(name: str, count: int) -> None:
    """Answers for one contender: what it finds, and then a time for each line it is sent."""
    from contenders.facts import made, plain

    contender = importlib.import_module(f"contenders.{name}")
    facts = [made(document) for document in documents(count)]
    (other,) = (made(document) for document in documents(1, seed=_OTHER_SEED))
    given = (lambda it: it) if getattr(contender, "WANTS_FACTS", False) else plain
    prepare = getattr(contender, "prepare", lambda it: it)
    sessions, first = [prepare(given(it)) for it in facts], prepare(given(other))
    told = getattr(contender, "told", list)
    judge = contender.make()
    found = [sorted(told(judge(session))) for session in sessions]
    say({"version": contender.VERSION, "found": found})
    # What was prepared for the measurement is no garbage that a contender would have to look at.
    del facts, found
    gc.collect()
    gc.freeze()
    for _ in sys.stdin:
        seconds, passes = 0.0, 0
        while seconds < _LEAST_SECONDS:
            judge = contender.make()
            judge(first)
            start = time.perf_counter()
            for session in sessions:
                judge(session)
            seconds += time.perf_counter() - start
            passes += 1
        say(seconds / passes)


def say(answer: Any) -> None:
    """Sends an answer to the process that asked."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


class Contender:
    """A contender in its process."""

    def __init__(self, module: str, count: int) -> None:
        command = [sys.executable, __file__, "--serve", module, "--sessions", str(count)]
        self.process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        answer = self.answer()
        self.version, self.found = answer["version"], answer["found"]

    def answer(self) -> Any:
        """Returns what it says next."""
        assert self.process.stdout is not None  # noqa: S101
        line = self.process.stdout.readline()
        if not line:
            sys.exit("a contender ended without an answer")
        return json.loads(line)

    def run(self) -> float:
        """Returns the seconds of one round."""
        assert self.process.stdin is not None  # noqa: S101
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        seconds: float = self.answer()
        return seconds


def measure(count: int, rounds: int) -> str:
    """Compares what all find, times them, and returns the figures as Markdown."""
    contenders = {name: Contender(module, count) for name, module in CONTENDERS.items()}
    expected = contenders["hand-written loop"].found
    for name, contender in contenders.items():
        if contender.found != expected:
            sys.exit(f"{name} finds something else than the hand-written loop")
    seconds = in_rounds({name: partial(it.run) for name, it in contenders.items()}, rounds)
    for contender in contenders.values():
        contender.process.kill()
    findings = sum(map(len, expected))
    limit = seconds["hand-written loop"]
    rows = [
        [name, contenders[name].version, f"{count / it:,.0f}", f"{limit / it:.3f}"]
        for name, it in sorted(seconds.items(), key=lambda pair: pair[1])
    ]
    compiled, durable = seconds["backsafe compiled"], seconds["backsafe durable"]
    ratios = [
        ["compiled / hand-written loop", f"{limit / compiled:.2f}", "0.5"],
        ["compiled / zen-engine", f"{seconds['zen-engine'] / compiled:.1f}", "5"],
        ["compiled / clipspy", f"{seconds['clipspy'] / compiled:.0f}", "25"],
        ["compiled / rule-engine", f"{seconds['rule-engine'] / compiled:.0f}", ""],
        [
            "durable / durable-rules by its tutorial",
            f"{seconds['durable-rules by its tutorial'] / durable:.1f}",
            "4",
        ],
        ["durable / zen-engine", f"{seconds['zen-engine'] / durable:.2f}", "1"],
    ]
    return (
        f"{count:,} sessions with {findings:,} findings, all found by all; medians of {rounds} "
        f"rounds. {machine()}; {versions(*PACKAGES)}.\n\n"
        + table(["", "version", "sessions a second", "of the limit"], rows)
        + "\n\n"
        + table(["ratio", "measured", "aim"], ratios)
    )


def main() -> None:
    """Measures, or serves one contender."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--serve", metavar="MODULE", help=argparse.SUPPRESS)
    parser.add_argument("--sessions", type=int, default=2_000)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve, options.sessions)
    else:
        print(measure(60, 1) if options.quick else measure(options.sessions, 7))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    main()
