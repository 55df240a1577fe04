"""What an import costs: fresh interpreters, beside pydantic alone.

python benchmarks/imports.py            thirty-one rounds
python benchmarks/imports.py --quick    five rounds

Ends with an error where `import backsafe` takes more than 1.3 times as long as `import pydantic`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from functools import partial

from measuring import in_rounds, machine, table, versions

_BASE = "import pydantic"
_BARE = "import backsafe"
_MOST = 1.3
_STATEMENTS = (
    "pass",
    _BASE,
    _BARE,
    "import backsafe; backsafe.Workout",
    "import backsafe; backsafe.check",
)


def timed(statement: str, environment: dict[str, str]) -> float:
    """Returns the wall time of a fresh interpreter that runs a statement."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True, env=environment)  # noqa: S603
    return time.perf_counter() - start


def measure(rounds: int) -> str:
    """Returns the figures as Markdown."""
    kept = {name: it for name, it in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        # Bytecode as an installed package has it, written by the first run of each.
        environment = {**kept, "PYTHONPYCACHEPREFIX": folder}
        runs = {it: partial(timed, it, environment) for it in _STATEMENTS}
        for run in runs.values():
            run()
        seconds = in_rounds(runs, rounds)
    ratio = seconds[_BARE] / seconds[_BASE]
    if ratio > _MOST:
        sys.exit(f"{_BARE} takes {ratio:.2f} times as long as {_BASE}; at most {_MOST} is promised")
    rows = [
        [f"`{name}`", f"{it * 1e3:.0f} ms", f"{it / seconds[_BASE]:.2f}"]
        for name, it in seconds.items()
    ]
    return (
        f"Whole processes, medians of {rounds} rounds. {machine()}; {versions('pydantic')}.\n\n"
        + table(["", "wall time", f"of `{_BASE}`"], rows)
    )


def main() -> None:
    """Measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    print(measure(5 if parser.parse_args().quick else 31))


if __name__ == "__main__":
    main()
