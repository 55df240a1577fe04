"""Soundness under load: threads, memory, processes, rulesets made and dropped, interrupts.

    python benchmarks/soundness.py            a minute of threads, 100,000 sessions on each engine
    python benchmarks/soundness.py --quick    seconds of each

Every answer is compared with that of a first, quiet run; a difference ends the script.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import multiprocessing
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from generated import endless

import backsafe
from backsafe.engines import durable_available
from backsafe.model import Workout
from backsafe.syntax.yaml import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
ENGINES = ["compiled", "durable"] if durable_available() else ["compiled"]


def workouts() -> list[Workout]:
    """Returns the example sessions, sound and unsafe."""
    found = []
    for path in sorted(EXAMPLES.glob("*.yaml")):
        data, _ = parse(path.read_text(encoding="utf-8"), str(path))
        if "activities" in data:
            found.append(Workout.model_validate(data))
    return found


def answers(checker: backsafe.Checker, workout: Workout) -> list[object]:
    """Returns what two runs must agree on."""
    return list(checker.check(workout).verdicts)


def resident() -> float:
    """Returns the resident memory of this process in MiB; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * 4096 / 2**20


def in_threads(engine: str, seconds: float, count: int = 16) -> str:
    """Uses one checker from many threads at once."""
    checker, sessions = backsafe.Checker(engine=engine), workouts()
    expected = [answers(checker, workout) for workout in sessions]
    end, done, wrong = time.monotonic() + seconds, itertools.count(), []

    def work(start: int) -> None:
        for number in itertools.count(start):
            place = number % len(sessions)
            if answers(checker, sessions[place]) != expected[place]:
                wrong.append(place)
            next(done)
            if time.monotonic() > end:
                return

    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    require(not wrong, f"{len(wrong)} wrong answers in threads")
    return f"{next(done)} sessions in {count} threads, {seconds:g} s"


def in_memory(engine: str, sessions: int) -> str:
    """Judges many sessions, no two alike, in one process."""
    checker = backsafe.Checker(engine=engine)
    sizes: list[float] = []
    for number, document in enumerate(itertools.islice(endless(), sessions)):
        checker.check(document)
        if number + 1 in (sessions // 10, sessions):
            gc.collect()
            sizes.append(resident())
    require(sizes[1] <= sizes[0] * 1.05 + 4, f"memory grew from {sizes[0]:.0f} to {sizes[1]:.0f}")
    at = [
        f"{size:.1f} MiB at {count:,}"
        for size, count in zip(sizes, (sessions // 10, sessions), strict=True)
    ]
    return ", ".join(at)


def in_processes(engine: str) -> str:
    """Uses a checker that a fork inherits, and one that a spawned process makes."""
    checker, (workout, *_) = backsafe.Checker(engine=engine), workouts()
    expected = answers(checker, workout)
    for method in ("fork", "spawn"):
        if method not in multiprocessing.get_all_start_methods():
            continue
        context = multiprocessing.get_context(method)
        queue = context.SimpleQueue()
        own = checker if method == "fork" else None
        process = context.Process(target=_child, args=(queue, engine, own))
        process.start()
        found = queue.get()
        process.join()
        require(found == expected and process.exitcode == 0, f"another answer after a {method}")
        require(answers(checker, workout) == expected, f"the parent changed by a {method}")
    return "fork and spawn agree"


def _child(queue: object, engine: str, checker: backsafe.Checker | None) -> None:
    own = checker or backsafe.Checker(engine=engine)
    queue.put(answers(own, workouts()[0]))  # type: ignore[attr-defined]


def of_rulesets(engine: str, count: int) -> str:
    """Makes and drops rulesets."""
    (workout, *_) = workouts()
    expected = answers(backsafe.Checker(engine=engine), workout)
    sizes: list[float] = []
    for number in range(count):
        require(answers(backsafe.Checker(engine=engine), workout) == expected, "another answer")
        if number + 1 in (max(count // 10, 1), count):
            gc.collect()
            sizes.append(resident())
    require(sizes[-1] <= sizes[0] * 1.1 + 8, f"memory grew from {sizes[0]:.0f} to {sizes[-1]:.0f}")
    return f"{count} made and dropped, {sizes[0]:.0f} to {sizes[-1]:.0f} MiB"


def interrupted(engine: str, times: int) -> str:
    """Interrupts a run again and again; what comes after must be right."""
    checker, sessions = backsafe.Checker(engine=engine), workouts()
    expected = [answers(checker, workout) for workout in sessions]
    hits = 0
    for number in range(times):
        signal.setitimer(signal.ITIMER_REAL, 0.0005 + 0.0003 * (number % 20))
        try:
            for workout in sessions * 20:
                checker.check(workout)
        except KeyboardInterrupt:
            hits += 1
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        place = number % len(sessions)
        require(answers(checker, sessions[place]) == expected[place], "wrong after an interrupt")
    return f"{hits} of {times} runs interrupted"


def require(holds: bool, message: str) -> None:
    """Ends the script where something does not hold."""
    if not holds:
        sys.exit(f"failed: {message}")


def steps(engine: str, *, quick: bool) -> Iterator[tuple[str, str]]:
    """Runs all steps on an engine."""
    before = threading.active_count()
    yield "threads", in_threads(engine, 2 if quick else 60)
    yield "memory", in_memory(engine, 1_000 if quick else 100_000)
    yield "processes", in_processes(engine)
    yield "rulesets", of_rulesets(engine, 20 if quick else 500)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        yield "interrupts", interrupted(engine, 40 if quick else 1_000)
    require(threading.active_count() == before, "a thread is left")
    yield "left", "no thread"


def main() -> None:
    """Runs all steps on every engine that is here."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    for engine in ENGINES:
        for name, told in steps(engine, quick=quick):
            print(f"{engine:<9} {name:<11} {told}", flush=True)


if __name__ == "__main__":
    main()
