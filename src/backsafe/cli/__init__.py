"""The command."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from backsafe.cli.arguments import parser
from backsafe.cli.deprecations import deprecations
from backsafe.cli.logs import logs
from backsafe.cli.printing import tell
from backsafe.cli.status import INTERRUPTED, PIPE_CLOSED, UNUSABLE
from backsafe.errors import BackSafeError, DocumentError, RuleError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

__all__ = ["main", "run"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit status."""
    # Plugins of pydantic watch other people's models; looking for them takes a tenth of a start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # A start makes many objects that all stay: looking for garbage among them finds none.
    gc.set_threshold(50_000, 20, 20)
    # Python has no stream where its descriptor is closed. What is told to nobody is lost; a report
    # that is must not pass for a sound one.
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        print("backsafe: cannot write: standard output is closed", file=sys.stderr)
        return UNUSABLE
    for stream in (sys.stdout, sys.stderr):
        # A report must not die of a terminal that cannot show one of its characters. What even
        # UTF-8 cannot is half a character in the name of a file, which JSON has an escape for.
        if hasattr(stream, "reconfigure"):
            plain = stream.encoding.replace("-", "").casefold() == "utf8"
            stream.reconfigure(errors="backslashreplace" if plain else "replace")
    options = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        with logs(), deprecations(lambda told: tell(f"backsafe: {told}")):
            return run(options)
    except (DocumentError, RuleError) as error:
        for problem in error.problems:
            tell(problem)
        return UNUSABLE
    except BackSafeError as error:
        tell(f"backsafe: {error}")
        return UNUSABLE
    except KeyboardInterrupt:
        print("backsafe: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough; python must not complain when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as error:
        return _unwritable(error)


def _unwritable(error: OSError) -> int:
    print(f"backsafe: cannot write: {error.strerror or error}", file=sys.stderr)
    return UNUSABLE


def run() -> NoReturn:
    """Runs the command and ends the process with its exit status."""
    status = main()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except BrokenPipeError:
        status = PIPE_CLOSED
    except OSError as error:
        status = _unwritable(error)
    # Taking a finished process apart object by object helps nobody, and takes time.
    os._exit(status)
