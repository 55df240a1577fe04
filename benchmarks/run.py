"""All measurements, one after the other.

    python benchmarks/run.py            measures, and writes docs/performance.md
    python benchmarks/run.py --quick    seconds of each, to see that results agree; writes nothing

Needs BackSafe with the extra `durable` and the dependency group `bench`.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

import cold_start
import engines
import imports
import live
import many
import pipeline

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def main() -> None:
    """Measures everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    found = {
        "engines": engines.measure(60, 1) if quick else engines.measure(2_000, 7),
        "pipeline": pipeline.measure(40, 1) if quick else pipeline.measure(1_000, 9),
        "live": live.measure(20, 1) if quick else live.measure(200, 5),
        # Nothing is compared there, and to install what it starts takes longer than all the rest.
        "cold_start": "not measured" if quick else cold_start.measure(15),
        "imports": imports.measure(5 if quick else 31),
        "many": many.measure(200 if quick else 100_000),
    }
    template = Path(__file__).with_name("performance.md").read_text(encoding="utf-8")
    page = template.format(day=datetime.now(UTC).date().isoformat(), **found)
    if quick:
        print(page)
    else:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
