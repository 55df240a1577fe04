"""Fuzzes the readers by coverage: whatever a file holds, it is read and accounted for, or refused.

    pip install atheris
    python tests/properties/fuzz_readers.py --reader hevy -max_total_time=60
    python tests/properties/fuzz_readers.py -max_total_time=60

Without a reader, all of them take their turn. What begins with one dash is for libFuzzer, which
prints how many inputs were tried, and keeps one that fails in the folder of `-artifact_prefix`.
Such a file as the last argument is tried alone.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit" / "readers"))

import atheris
from samples import SAMPLES, WORDS

with atheris.instrument_imports(include=["backsafe.readers", "backsafe.syntax"]):
    import backsafe.readers.fit
    import backsafe.readers.hevy
    import backsafe.readers.hevy_routine
    import backsafe.readers.liftosaur
    import backsafe.readers.liftoscript
    import backsafe.readers.loose
    import backsafe.readers.openweight
    import backsafe.readers.owf
    import backsafe.readers.problems
    import backsafe.readers.pwf
    import backsafe.readers.strong
    import backsafe.readers.tables
    import backsafe.readers.wpl
    import backsafe.syntax.json
    import backsafe.syntax.table
    import backsafe.syntax.yaml

import backsafe
import backsafe.facts.names
from backsafe.errors import BackSafeError
from backsafe.readers import FORMATS, read, read_text

# Longer files differ in nothing but their length, and slow the search down.
_LONGEST = 4096
_SECONDS_OF_AN_INPUT = 5
_READERS = sorted({sample.reader for sample in SAMPLES.values()})
_SHAPES = {"table": ("table",), "document": ("tree",), "tree": ("tree",)}


class Target:
    """Reads inputs with one reader.

    Args:
        reader: Its name.
        folder: A folder for files.
    """

    def __init__(self, reader: str, folder: str) -> None:
        self._reader = reader
        self._path = Path(folder, "input.csv" if FORMATS[reader].shape == "table" else "input")
        self._checker = backsafe.Checker(engine="compiled")
        # Which names are like one that is not known is no matter of the readers, and would take
        # most of the time: nearly all names of a fuzzer are so.
        backsafe.facts.names.nearest = lambda _name, _limit: ()

    def __call__(self, data: bytes) -> None:
        """Tries an input: its first byte says how, the others are the file."""
        if not data:
            return
        how, content = data[0], data[1:]
        reader = self._reader if how & 1 else None
        unit = "kg" if how & 2 else None
        try:
            if how & 4:
                self._path.write_bytes(content)
                document = read(str(self._path), reader, unit=unit)
            else:
                text = content.decode("utf-8", errors="surrogateescape")
                document = read_text(text, "input", reader, unit=unit)
        except BackSafeError:
            return
        account = document.account
        if account is not None:
            assert account.read == account.used + account.left_out + account.unread, account
            assert min(account.used, account.left_out, account.unread) >= 0, account
        try:
            report = self._checker.check_document(document)
            str([it.message for it in report.violations])
        except BackSafeError:
            return


def main() -> int:
    """Fuzzes one reader after the other; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reader", choices=_READERS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    options, rest = parser.parse_known_args()
    if options.folder is not None:
        arguments = [sys.argv[0], *rest]
        if not rest or rest[-1].startswith("-"):
            arguments += _prepared(options.reader, options.folder)
        atheris.Setup(arguments, Target(options.reader, options.folder))
        atheris.Fuzz()
    status = 0
    for reader in [options.reader] if options.reader else _READERS:
        # libFuzzer ends its process at once, so it cannot clear what it leaves behind.
        with tempfile.TemporaryDirectory() as folder:
            own = ["--reader", reader, "--folder", folder, *rest]
            sys.stderr.write(f"reader {reader}\n")
            found = subprocess.run([sys.executable, __file__, *own], check=False)
            status = found.returncode or status
    return status


def _prepared(reader: str, folder: str) -> list[str]:
    """Writes the first inputs and the dictionary; returns the arguments that name them."""
    corpus, words = Path(folder, "corpus"), Path(folder, "words")
    corpus.mkdir()
    for number, sample in enumerate(SAMPLES.values()):
        if sample.reader == reader:
            for how in (2, 3, 7):
                content = bytes([how]) + sample.text.encode()
                (corpus / f"{number}-{how}").write_bytes(content)
    known = [
        word for shape in _SHAPES.get(FORMATS[reader].shape, (reader,)) for word in WORDS[shape]
    ]
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in known), encoding="ascii")
    return [
        f"-dict={words}",
        f"-max_len={_LONGEST}",
        f"-timeout={_SECONDS_OF_AN_INPUT}",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        str(corpus),
    ]


def _escaped(word: str) -> str:
    return "".join(
        chr(byte) if 32 <= byte < 127 and chr(byte) not in '\\"' else f"\\x{byte:02x}"
        for byte in word.encode()
    )


if __name__ == "__main__":
    sys.exit(main())
