"""The public interface, written down for review, and held against the changelog.

    python tests/api/snapshot.py                    says what differs from what is written down
    python tests/api/snapshot.py --update           writes it down
    python tests/api/snapshot.py --compare OLD NEW  says which version two of its files are apart
    python tests/api/snapshot.py --release          starts anew, when a version is released

`public.txt` is the interface now. `released.txt` is the one that the changelog has told of: after a
release, that of the release. What differs between the two has to be named, in backticks, by a new
entry of the changelog.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from collect import Entries, collected
from compare import Change, bump_of, changes, digest, parsed, tellings, text_of, untold

HERE = Path(__file__).parent
PUBLIC, RELEASED = HERE / "public.txt", HERE / "released.txt"
CHANGELOG = HERE.parents[1] / "CHANGELOG.md"
_TOLD = "# told: "
_UPDATE = "python tests/api/snapshot.py --update"


def drift(now: Entries, written: str) -> list[Change]:
    """Returns what differs from what is written down."""
    return changes(parsed(written), now)


def missing(now: Entries, released: str, changelog: str) -> list[str]:
    """Returns a line for each change of the interface that the changelog does not tell."""
    known = {line.removeprefix(_TOLD) for line in released.splitlines() if line.startswith(_TOLD)}
    told = [it for it in tellings(changelog) if digest(it) not in known]
    found = untold(changes(parsed(released), now), told)
    return [f"{change}: name {' and '.join(f'`{it}`' for it in words)}" for change, words in found]


def release(now: Entries, changelog: str) -> str:
    """Returns what changes are held against from here on."""
    known = [f"{_TOLD}{digest(it)}\n" for it in tellings(changelog)]
    return "".join(known) + text_of(now)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the script."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--update", action="store_true")
    options.add_argument("--release", action="store_true")
    options.add_argument("--compare", nargs=2, type=Path, metavar=("OLD", "NEW"))
    chosen = options.parse_args(arguments)
    if chosen.compare:
        old, new = (parsed(path.read_text(encoding="utf-8")) for path in chosen.compare)
        found = changes(old, new)
        print(*found, bump_of(found), sep="\n")
        return 0
    now, changelog = collected(), CHANGELOG.read_text(encoding="utf-8")
    if chosen.update or chosen.release:
        PUBLIC.write_text(text_of(now), encoding="utf-8")
    if chosen.release:
        RELEASED.write_text(release(now, changelog), encoding="utf-8")
    found = drift(now, PUBLIC.read_text(encoding="utf-8"))
    print(*found, sep="\n", end="\n" if found else "")
    if found:
        print(f"the interface is not what tests/api/public.txt says; {_UPDATE}", file=sys.stderr)
    lines = missing(now, RELEASED.read_text(encoding="utf-8"), changelog)
    for line in lines:
        print(f"CHANGELOG.md, [Unreleased] does not tell: {line}", file=sys.stderr)
    return int(bool(found or lines))


if __name__ == "__main__":
    sys.exit(main())
