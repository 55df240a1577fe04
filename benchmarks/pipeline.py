"""The whole way from a document to a report, beside pydantic's validation of the same document.

python benchmarks/pipeline.py            1,000 sessions, nine rounds
python benchmarks/pipeline.py --quick    results compared, one short round
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from generated import documents
from measuring import in_rounds, machine, table, versions

import backsafe
from backsafe.engines import durable_available
from backsafe.facts.build import build_facts
from backsafe.model import Workout
from backsafe.readers import read_mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def _all(report: backsafe.Report) -> object:
    return report.violations, report.unknowns, report.notices


def _timed(task: Callable[[Any], object], sources: Sequence[Any]) -> float:
    start = time.perf_counter()
    for source in sources:
        task(source)
    return time.perf_counter() - start


def _same(one: backsafe.Report, other: backsafe.Report) -> bool:
    words = [[(it.code, it.message) for it in report.violations] for report in (one, other)]
    return one.summary == other.summary and words[0] == words[1]


def compare(checkers: Sequence[backsafe.Checker], given: Sequence[Any]) -> None:
    """Ends the script where engines, or a document as dict and as JSON, are told apart."""
    for document in given:
        text = backsafe.Text(json.dumps(document), "json")
        first, *others = [it.check(source) for it in checkers for source in (document, text)]
        if not all(_same(first, other) for other in others):
            sys.exit(f"{document['title']} is not judged alike")


def measure(count: int, rounds: int) -> str:
    """Returns the figures as Markdown."""
    given = documents(count)
    texts = [json.dumps(document) for document in given]
    engines = ["compiled", "durable"] if durable_available() else ["compiled"]
    checkers = [backsafe.Checker(engine=engine) for engine in engines]
    compare(checkers, given[:200])
    gc.collect()
    gc.freeze()
    rows, tail = [], []
    for checker in checkers:
        tasks: dict[str, tuple[Callable[[Any], object], Sequence[Any]]] = {
            "pydantic alone, from a dict": (Workout.model_validate, given),
            "pydantic alone, from JSON": (Workout.model_validate_json, texts),
            "dict → Report": (checker.check, given),
            "JSON text → Report": (lambda it, c=checker: c.check(backsafe.Text(it, "json")), texts),
            "dict → Report, violations read": (lambda it, c=checker: c.check(it).violations, given),
            "dict → Report, everything read": (lambda it, c=checker: _all(c.check(it)), given),
        }
        runs = {name: partial(_timed, *task) for name, task in tasks.items()}
        seconds = {name: it / count for name, it in in_rounds(runs, rounds).items()}
        for name, it in seconds.items():
            base = seconds[f"pydantic alone, from {'JSON' if 'JSON' in name else 'a dict'}"]
            rows.append([checker.engine.name, name, f"{it * 1e6:,.0f} µs", f"{it / base:.2f}"])
        tail.append(_tail(checker, given))
    return (
        f"{count:,} sessions of 30 to 45 sets, stretches and warm-ups, all rules of the standard "
        f"profile; medians of {rounds} rounds, for one session. {machine()}; "
        f"{versions('pydantic', 'durable-rules')}.\n\n"
        + table(["engine", "", "time", "of pydantic alone"], rows)
        + "\n\n"
        + table(["engine", "dict → Report", "median", "p99", "most"], tail)
        + "\n\nWhere the time of `dict → Report` goes, with the compiled engine:\n\n"
        + _stages(checkers[0], given, rounds)
    )


def _stages(checker: backsafe.Checker, given: Sequence[Any], rounds: int) -> str:
    """Times each step on what the step before has made."""
    read = [read_mapping(document) for document in given]
    facts = [build_facts(document.content)[0] for document in read]
    tasks: dict[str, tuple[Callable[[Any], object], Sequence[Any]]] = {
        "pydantic alone": (Workout.model_validate, given),
        "reading, validation included": (read_mapping, given),
        "facts": (lambda it: build_facts(it.content), read),
        "engine": (checker.engine.evaluate, facts),
        "all": (checker.check, given),
    }
    runs = {name: partial(_timed, *task) for name, task in tasks.items()}
    seconds = {name: it / len(given) for name, it in in_rounds(runs, rounds).items()}
    steps = [name for name in seconds if name not in ("pydantic alone", "all")]
    left = seconds["all"] - sum(seconds[name] for name in steps)
    shown = [(name, seconds[name]) for name in steps] + [("report", left), ("all", seconds["all"])]
    base, whole = seconds["pydantic alone"], seconds["all"]
    rows = [
        [name, f"{it * 1e6:,.0f} µs", f"{it / base:.2f}", f"{it / whole:.0%}"] for name, it in shown
    ]
    return table(["step", "time", "of pydantic alone", "share"], rows)


def _tail(checker: backsafe.Checker, given: Sequence[Any]) -> list[str]:
    times = sorted(_timed(checker.check, [document]) for document in given)
    shown = statistics.median(times), times[int(len(times) * 0.99)], times[-1]
    return [checker.engine.name, "one session", *(f"{it * 1e3:.2f} ms" for it in shown)]


def main() -> None:
    """Measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    print(measure(40, 1) if parser.parse_args().quick else measure(1_000, 9))


if __name__ == "__main__":
    main()
