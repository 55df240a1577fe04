"""Somebody who does what a page says: saves its files, types its commands, and compares."""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import tomllib
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backsafe.cli import main
from backsafe.config import forget_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

_SHELL = re.compile(r"[|&;<>$`*?~(){}\[\]#]")
_DOTS = "...\n"
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
        self._installed = folder.parent / "site-packages"
        patch.syspath_prepend(self._installed)
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        patch.chdir(folder)
        patch.setenv("COLUMNS", str(columns))
        patch.setenv("NO_COLOR", "1")
        # The command sets this for its process.
        patch.setenv("PYDANTIC_DISABLE_PLUGINS", "__all__")
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

    def install(self, name: str) -> None:
        """Puts a distribution where Python finds it, as pip does: its packages and what it says."""
        source = self.folder / name
        said = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))
        project = said["project"]
        for package in said["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]:
            shutil.copytree(source / package, self._installed / package)
        title = f"{project['name'].replace('-', '_')}-{project['version']}"
        facts = self._installed / f"{title}.dist-info"
        facts.mkdir()
        lines = [f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"]
        (facts / "METADATA").write_text("".join(lines), encoding="utf-8")
        lines = []
        for group, entries in project["entry-points"].items():
            lines += [f"[{group}]", *(f"{key} = {value}" for key, value in entries.items())]
        (facts / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")

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

    def follow(self, session: str) -> str:
        """Types the commands of a session, and returns the session as it is."""
        real = []
        for command, expected in typed(session):
            shown = self.type(command)
            real.append(f"$ {command}\n{with_dots(shown, expected)}")
        return "".join(real)

    def run_all(self, script: str) -> None:
        """Runs the lines of a script; what they print is not looked at, but they must be right."""
        for line in script.splitlines():
            command = line.partition(" #")[0].strip()
            if command and not command.startswith("#"):
                shown = self.type(command)
                assert self.status in (0, 1), f"{command} ends with {self.status}:\n{shown}"

    def talk(self, block: str, name: str) -> str:
        """Runs examples of Python, and returns them as they are; all of a page share their names.

        Raises:
            AssertionError: One raises what it does not show.
        """
        test = doctest.DocTestParser().get_doctest(block, {}, name, name, 0)
        test.globs = self._names
        runner, told = _Runner(), io.StringIO()
        hook = sys.displayhook
        sys.displayhook = sys.__displayhook__
        try:
            runner.run(test, out=told.write, clear_globs=False)
        finally:
            sys.displayhook = hook
        if runner.raised:
            raise AssertionError(told.getvalue())
        lines = block.splitlines(keepends=True)
        for example, got in reversed(runner.others):
            begin = example.lineno + example.source.count("\n")
            lines[begin : begin + example.want.count("\n")] = [got]
        return "".join(lines)


class _Runner(doctest.DocTestRunner):
    """Keeps what comes where something else is shown.

    Attributes:
        others: Examples that give something else, and what.
        raised: Whether one raised something.
    """

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.others: list[tuple[doctest.Example, str]] = []
        self.raised = False

    def report_failure(
        self, out: Any, test: doctest.DocTest, example: doctest.Example, got: str
    ) -> None:
        self.others.append((example, got))

    def report_unexpected_exception(
        self, out: Any, test: doctest.DocTest, example: doctest.Example, exc_info: Any
    ) -> None:
        self.raised = True
        super().report_unexpected_exception(out, test, example, exc_info)


def _status(arguments: list[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1


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


def with_dots(shown: str, expected: str) -> str:
    """Returns what is shown, with three dots where what was expected has them.

    Where lines beside the dots have changed, as many lines as before stay on each side.
    """
    if matches(shown, expected):
        return expected
    old, new = expected.splitlines(keepends=True), shown.splitlines(keepends=True)
    kept: list[str] = []
    for kind, begin, end, at, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        part = old[begin:end]
        if kind == "replace" and _DOTS in part:
            before = part.index(_DOTS)
            after = len(part) - before - 1
            kept += [*new[at:to][:before], _DOTS, *new[max(at + before, to - after) : to]]
        else:
            kept += new[at:to]
    return "".join(kept)
