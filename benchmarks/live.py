"""A live session, call by call, beside checking the whole session again after each entry.

python benchmarks/live.py            200 sessions, five rounds
python benchmarks/live.py --quick    results compared, one short round
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from generated import documents
from measuring import in_rounds, machine, table, versions

import backsafe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DAY = "2026-03-20"


class _Training(NamedTuple):
    """A session as it is logged.

    Attributes:
        athlete: Who trains.
        entries: What is logged, one after the other, with the exercise of a set.
    """

    athlete: dict[str, Any] | None
    entries: list[tuple[Any, str | None]]


def _trainings(count: int) -> list[_Training]:
    return [
        _Training(document.get("athlete"), list(_entries(document)))
        for document in documents(count)
    ]


def _entries(document: dict[str, Any]) -> Iterator[tuple[Any, str | None]]:
    for activity in document["activities"]:
        if activity["type"] != "lift":
            yield activity, None
            continue
        for number, one in enumerate(activity["sets"]):
            yield one, None if number else activity["exercise"]
        for seen in activity.get("form", ()):
            yield seen, None


def _live(checker: backsafe.Checker, training: _Training) -> backsafe.LiveSession:
    return backsafe.LiveSession(checker=checker, athlete=training.athlete, date=_DAY)


def compare(checker: backsafe.Checker, trainings: Sequence[_Training]) -> None:
    """Ends the script where what is told, entry by entry, is not the report."""
    for training in trainings:
        live = _live(checker, training)
        updates = [live.opening, *(live.log(it, exercise=name) for it, name in training.entries)]
        updates.append(live.close())
        told: Counter[object] = Counter()
        for update in updates:
            told.subtract(_kept((*update.withdrawn, *update.withdrawn_passes)))
            told.update(_kept((*update.violations, *update.passes)))
        report = checker.for_athlete(training.athlete).check(live.workout)
        if +told != _kept((*report.violations, *report.passes)):
            sys.exit("what a live session tells is not what a check does")


def _kept(told: Sequence[Any]) -> Counter[object]:
    return Counter(
        (it.code, it.check, it.location.pointer, getattr(it, "severity", None)) for it in told
    )


def _logged(checker: backsafe.Checker, trainings: Sequence[_Training]) -> list[float]:
    """Returns the seconds of each call."""
    seconds: list[float] = []
    for training in trainings:
        live = _live(checker, training)
        for entry, exercise in training.entries:
            start = time.perf_counter()
            live.log(entry, exercise=exercise)
            seconds.append(time.perf_counter() - start)
    return seconds


def _checked(checker: backsafe.Checker, trainings: Sequence[_Training]) -> list[float]:
    """Returns the seconds of a check of all so far after each entry, with what it tells."""
    seconds: list[float] = []
    for training in trainings:
        live, own = _live(checker, training), checker.for_athlete(training.athlete)
        for entry, exercise in training.entries:
            live.log(entry, exercise=exercise)
            workout = live.workout
            start = time.perf_counter()
            report = own.check(workout)
            _ = report.violations, report.passes
            seconds.append(time.perf_counter() - start)
    return seconds


def measure(count: int, rounds: int) -> str:
    """Returns the figures as Markdown."""
    trainings = _trainings(count)
    checker = backsafe.Checker(engine="compiled")
    compare(checker, trainings[:100])
    gc.collect()
    gc.freeze()
    shown: dict[str, list[float]] = {"live session": [], "check after each entry": []}

    def run(name: str) -> float:
        made = {"live session": _logged, "check after each entry": _checked}[name]
        found = made(checker, trainings)
        shown[name] += found
        return statistics.median(found)

    medians = in_rounds({name: lambda name=name: run(name) for name in shown}, rounds)
    base = medians["check after each entry"]
    rows = []
    for name, seconds in shown.items():
        ordered = sorted(seconds)
        below = sum(it < 1e-3 for it in ordered) / len(ordered)
        figures = [medians[name], ordered[int(len(ordered) * 0.99)], ordered[-1]]
        rows.append(
            [
                name,
                *(f"{it * 1e3:.2f} ms" for it in figures),
                f"{below:.1%}",
                f"{medians[name] / base:.2f}",
            ]
        )
    calls = len(shown["live session"]) // rounds
    return (
        f"{count:,} sessions of 30 to 45 sets, stretches and warm-ups in {calls:,} calls, all "
        f"rules of the standard profile; {rounds} rounds. {machine()}; {versions('pydantic')}.\n\n"
        + table(["a call", "median", "p99", "most", "below 1 ms", "ratio"], rows)
    )


def main() -> None:
    """Measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    print(measure(20, 1) if parser.parse_args().quick else measure(200, 5))


if __name__ == "__main__":
    main()
