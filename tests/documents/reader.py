"""Somebody who does what a page says: saves its files, types its commands, and compares."""

from __future__ import annotations

import contextlib
import difflib
import doctest
import io
import os
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backsafe.cli import main
from backsafe.config import forget_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

_SHELL = re.compile(r"[|&;<>$`*?~(){}\[\]#]")
_DURABLE = "durable_rules_engine"


class Reader:
    """Does what a page says, in a folder of its own.

    Commands that are backsafe alone run in this process, which is many times faster and prints the
    same; what needs a shell gets one, where ``backsafe`` and ``python`` are what they are here.

    Args:
        folder: An empty folder to do it in.
        patch: Undoes what is done to this process.
        columns: How wide the terminal is.
        durable: Whether durable-rules is installed there.
    """

    def __init__(
        self, folder: Path, patch: pytest.MonkeyPatch, *, columns: int, durable: bool
    ) -> None:
        self.folder = folder
        self.status = 0
        self._patch = patch
        self._names: dict[str, Any] = {"__name__": "__main__"}
        self._binaries = folder.parent / "bin"
        patch.chdir(folder)
        patch.setenv("COLUMNS", str(columns))
        patch.setenv("NO_COLOR", "1")
        patch.setenv("PATH", f"{self._binaries}{os.pathsep}{os.environ['PATH']}")
        if not durable:
            patch.setitem(sys.modules, _DURABLE, None)
        self._make_commands(durable=durable)

    def _make_commands(self, *, durable: bool) -> None:
        without = "" if durable else f"import sys; sys.modules[{_DURABLE!r}] = None; "
        start = f"{without}from backsafe.cli import run; run()"
        commands = {
            "backsafe": f'exec {shlex.quote(sys.executable)} -c {shlex.quote(start)} "$@"',
            "python": f'exec {shlex.quote(sys.executable)} "$@"',
        }
        self._binaries.mkdir()
        for name, line in commands.items():
            path = self._binaries / name
            path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
            path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def save(self, name: str, text: str) -> Path:
        """Saves a file, and returns where."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        forget_settings()
        return path

    def edit(self, name: str, change: str) -> None:
        """Changes a file: lines with ``-`` go, lines with ``+`` come."""
        lines = change.splitlines()
        assert all(line[:1] in ("", " ", "+", "-") for line in lines)
        old = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
        new = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} holds this {text.count(old)} times:\n{old}"
        self.save(name, text.replace(old, new))

    def type(self, command: str) -> str:
        """Types a command, and returns what the terminal shows."""
        if command == "echo $?":
            return f"{self.status}\n"
        words = command.split()
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve(strict=True)
            self._patch.chdir(self.folder)
            return ""
        if words[0] == "backsafe" and not _SHELL.search(command):
            shown = io.StringIO()
            with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
                self.status = _status(shlex.split(command)[1:])
            forget_settings()
            return shown.getvalue()
        done = subprocess.run(
            ["bash", "-c", command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=60,
            check=False,
            cwd=self.folder,
        )
        self.status = done.returncode
        forget_settings()
        return done.stdout

    def follow(self, session: str) -> None:
        """Types the commands of a session, and compares what is shown with what comes."""
        for command, expected in typed(session):
            shown = self.type(command)
            if not matches(shown, expected):
                lines = [it.splitlines(keepends=True) for it in (expected, shown)]
                difference = "".join(difflib.unified_diff(*lines, "the page", "the terminal"))
                raise AssertionError(f"after: $ {command}\n{difference}")

    def run_all(self, script: str) -> None:
        """Runs the lines of a script; what they print is not looked at, but they must be right."""
        for line in script.splitlines():
            command = line.partition(" #")[0].strip()
            if command and not command.startswith("#"):
                shown = self.type(command)
                assert self.status in (0, 1), f"{command} ends with {self.status}:\n{shown}"

    def talk(self, block: str, name: str, line: int) -> None:
        """Runs examples of Python; all of a page share their names."""
        test = doctest.DocTestParser().get_doctest(block, self._names, name, name, line)
        # The test works on a copy of the names.
        test.globs = self._names
        told = io.StringIO()
        runner = doctest.DocTestRunner()
        with _display_hook_kept():
            runner.run(test, out=told.write, clear_globs=False)
        assert runner.summarize(verbose=False).failed == 0, told.getvalue()


def _status(arguments: list[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1


@contextlib.contextmanager
def _display_hook_kept() -> Iterator[None]:
    hook = sys.displayhook
    sys.displayhook = sys.__displayhook__
    try:
        yield
    finally:
        sys.displayhook = hook


def typed(session: str) -> Iterator[tuple[str, str]]:
    """Yields the commands of a session, each with what is shown after it."""
    commands = re.split(r"^\$ ", session, flags=re.MULTILINE)
    assert commands[0] == "", "a session begins with $ and a command"
    for part in commands[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def matches(shown: str, expected: str) -> bool:
    """Returns whether a text is as expected, where a line of three dots stands for any lines."""
    pieces = [re.escape(it) for it in re.split(r"^\.\.\.\n", expected, flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n)*?".join(pieces), shown) is not None
