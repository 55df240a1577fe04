"""The public interface is what is written down, and the changelog tells what of it has changed."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from dataclasses import fields, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import snapshot
from collect import Entries, collected
from compare import Bump, bump_of, changes, parsed, tellings, text_of, untold

import backsafe

NOW = collected()
RELEASED = snapshot.RELEASED.read_text(encoding="utf-8")
CHANGELOG = snapshot.CHANGELOG.read_text(encoding="utf-8")
UPDATE = "python tests/api/snapshot.py --update"


def test_the_interface_is_what_is_written_down() -> None:
    found = snapshot.drift(NOW, snapshot.PUBLIC.read_text(encoding="utf-8"))

    assert not found, f"run {UPDATE}, and read the difference:\n" + "\n".join(map(str, found))


def test_the_changelog_tells_what_has_changed() -> None:
    found = snapshot.missing(NOW, RELEASED, CHANGELOG)

    assert not found, "CHANGELOG.md, [Unreleased], does not tell:\n" + "\n".join(found)


def with_line(line: str) -> str:
    return CHANGELOG.replace("### Added\n\n", f"### Added\n\n- {line}\n", 1)


class TestOfCode:
    """Real changes of the code are seen, and have to be told."""

    def missing(self, line: str = "Nothing of note.") -> list[str]:
        return snapshot.missing(collected(), RELEASED, with_line(line))

    def test_a_new_keyword(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fix(source: backsafe.Text, *, boldly: bool = False) -> backsafe.FixResult:
            raise NotImplementedError

        old = inspect.signature(backsafe.fix)
        new = inspect.signature(fix).parameters["boldly"]
        fix.__signature__ = old.replace(  # type: ignore[attr-defined]
            parameters=[*old.parameters.values(), new]
        )
        monkeypatch.setattr(backsafe, "fix", fix)

        (line,) = self.missing()
        assert line.startswith("minor: python fix (boldly) added: bool = False")
        assert line.endswith("name `boldly` and `fix`")
        assert self.missing("`fix` is bolder.") == [line]
        assert not self.missing("`fix(boldly=True)` is bolder.")

    def test_a_new_attribute(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def worst(self: backsafe.Report) -> str | None:
            return None

        monkeypatch.setattr(backsafe.Report, "worst", property(worst), raising=False)

        assert len(self.missing()) == 1
        assert not self.missing("`Report.worst` is the worst.")

    def test_a_name_that_goes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(backsafe, "__all__", [it for it in backsafe.__all__ if it != "Text"])

        assert any(it.startswith("major: python Text removed") for it in self.missing())
        assert not any("python Text " in it for it in self.missing("`Text` is gone."))

    def test_a_new_option(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from backsafe.cli import arguments

        add = arguments._add_running

        def more(group: Any) -> None:
            add(group)
            group.add_argument("--patiently", action="store_true")

        monkeypatch.setattr(arguments, "_add_running", more)

        assert len(self.missing()) == 1
        assert not self.missing("`check --patiently` waits.")

    def test_a_key_of_the_report_that_goes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(backsafe.Notice, "_dumped", lambda self: {"message": self.message})

        assert len(self.missing()) == 2
        assert self.missing()[0].startswith("major: report notices kind removed: text")

    def test_what_was_told_before_tells_nothing_new(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # `check_many` is in the changelog already.
        monkeypatch.delattr(backsafe.Checker, "check_many")
        assert "`Checker.check_many`" in CHANGELOG

        assert len(self.missing()) == 1
        assert not self.missing("`Checker.check_many` is gone.")


OLD = """\
[python]
check = a function
check > (source) = Source, position 1, required
check > (return) = Report
Report = a record
Report > ok = bool, read only
[command]
check = a command
check > --fix = takes nothing
[report]
violations = list
violations > facts = object
violations > facts > * = number
[rules]
ST01 = a rule
ST01 > name = old-name
ST01 > parameter > least_seconds = 20 s
ST01 > check > - = stretches: require stretch.hold_seconds >= least_seconds
ST01 > severity > standard = warning/advice
ST01 > severity > strict = off
profile > standard = a profile
[exercises]
cat-camel = mobility | cat cow | cat stretch
"""


class TestWeight:
    @pytest.mark.parametrize(
        ("old", "new", "bump"),
        [
            ("", "", "none"),
            ("Report = a", "preflight = a function\nReport = a", "minor"),
            ("check > (return)", "check > (fast) = bool = False\ncheck > (return)", "minor"),
            ("check > (return)", "check > (who) = str, required\ncheck > (return)", "major"),
            ("Report > ok = bool, read only\n", "", "major"),
            ("ok = bool", "ok = int", "major"),
            ("position 1", "position 2", "major"),
            ("check > --fix = takes nothing\n", "", "major"),
            ("takes nothing", "takes N", "major"),
            ("violations = list", "violations = list\nviolations > code = text", "minor"),
            (
                "[exercises]",
                "ST02 = a rule\nST02 > severity > standard = error\n[exercises]",
                "minor",
            ),
            ("warning/advice", "error/advice", "major"),
            ("warning/advice", "warning", "major"),
            ("warning/advice", "warning/advice, unknown error", "major"),
            ("warning/advice", "advice", "minor"),
            ("warning/advice", "off", "major"),
            ("strict = off", "strict = error", "minor"),
            ("= 20 s", "= 30 s", "major"),
            ("[exercises]", "ST01 > value > least_seconds > strict = 30\n[exercises]", "major"),
            ("[exercises]", "ST01 > check > more = lifts: require 1\n[exercises]", "minor"),
            (">= least", "> least", "minor"),
            ("old-name", "new-name", "major"),
            ("[exercises]\n", "[exercises]\nbird-dog = activation\n", "minor"),
            ("cat-camel = mobility | cat cow | cat stretch\n", "", "major"),
            (" | cat cow", " | cat cow | marjaryasana", "minor"),
            (" | cat cow", "", "major"),
            ("mobility |", "activation |", "minor"),
            ("profile > standard = a profile\n", "", "major"),
        ],
    )
    def test_what_a_change_asks_for(self, old: str, new: str, bump: Bump) -> None:
        found = changes(parsed(OLD), parsed(OLD.replace(old, new, 1)))

        assert bump_of(found) == bump
        assert len(found) == (bump != "none")

    def test_a_rule_that_goes(self) -> None:
        gone = "\n".join(line for line in OLD.splitlines() if not line.startswith("ST01"))
        (change,) = changes(parsed(OLD), parsed(gone))

        assert (change.bump, change.why) == ("major", "a rule is removed")

    def test_a_rule_that_is_renamed(self) -> None:
        renamed = OLD.replace("ST01", "SR01").replace(
            "[exercises]", "SR01 > formerly > ST01 = a former word\n[exercises]"
        )
        assert bump_of(changes(parsed(OLD), parsed(renamed))) == "minor"

    def test_a_class_comes_with_all_it_has(self) -> None:
        more = OLD.replace("Report = a", "Live = a class\nLive > ok = bool\nReport = a", 1)
        (change,) = changes(parsed(OLD), parsed(more))

        assert change.name == ("python", "Live")

    def test_the_worst_is_told_first(self) -> None:
        new = OLD.replace("ok = bool", "ok = int").replace("[command]", "x = a function\n[command]")

        assert [it.bump for it in changes(parsed(OLD), parsed(new))] == ["major", "minor"]

    def test_on_the_command_line(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        change = "warning/advice → error/advice"
        old, new = tmp_path / "old.txt", tmp_path / "new.txt"
        old.write_text(OLD, encoding="utf-8")
        new.write_text(OLD.replace("warning/advice", "error/advice"), encoding="utf-8")

        assert snapshot.main(["--compare", str(old), str(new)]) == 0
        assert capsys.readouterr().out.splitlines() == [
            f"major: rules ST01 severity standard changed: {change} (a severity is raised)",
            "major",
        ]


class TestChangelog:
    def told(self, old: str, new: str, line: str) -> bool:
        found = changes(parsed(OLD), parsed(OLD.replace(old, new, 1)))
        text = f"## [Unreleased]\n\n### Added\n\n- One.\n- {line}\n\n## [0.1.0]\n\n- `x`\n"
        return not list(untold(found, tellings(text)))

    @pytest.mark.parametrize(
        ("old", "new", "line", "told"),
        [
            ("= 20 s", "= 30 s", "`ST01` holds longer.", False),
            ("= 20 s", "= 30 s", "`ST01.least_seconds` is\n  30.", True),
            ("warning/advice", "error", "`ST01` is an error.", True),
            ("warning/advice", "error", "ST01 is an error.", False),
            ("[rules]", "violations > more = text\n[rules]", "`more` says more.", True),
            ("= number", "= text", "`facts` are text.", True),
            ("--fix", "--mend", "`--mend` in place of `--fix`.", True),
            ("--fix", "--mend", "`--mend` is new.", False),
            ("Report = a", "x = a function\nReport = a", "`y` is new.", False),
            ("[exercises]", "[exercises]\nbird dog = activation", "More `exercises`.", True),
            ("[exercises]", "[exercises]\nbird dog = activation", "More exercises.", False),
            ("cat-camel = mobility | cat cow | cat stretch\n", "", "Fewer `exercises`.", False),
            ("cat-camel = mobility | cat cow | cat stretch\n", "", "No `cat-camel`.", True),
        ],
    )
    def test_words_in_backticks(self, old: str, new: str, line: str, told: bool) -> None:
        assert self.told(old, new, line) == told

    def test_entries_of_what_is_not_released(self) -> None:
        text = "## [Unreleased]\n\n### A\n\n- One\n  more.\n- Two.\n\n### B\n\n- Three.\n"
        text += "\n## [0.1.0]\n\n- No.\n"

        assert tellings(text) == ["One more.", "Two.", "Three."]
        assert tellings("# Nothing\n") == []

    def test_a_release_begins_anew(self) -> None:
        entries: Entries = {**parsed(OLD), ("python", "rehearse"): "a function"}
        line = with_line("`rehearse` looks before.")
        assert snapshot.missing(entries, OLD, CHANGELOG)

        released = snapshot.release(entries, line)
        assert parsed(released) == entries
        assert not snapshot.missing(entries, released, line)
        del entries[("python", "rehearse")]
        assert snapshot.missing(entries, released, line)


def test_text_and_entries_are_the_same() -> None:
    assert parsed(text_of(NOW)) == NOW
    assert list(parsed(text_of(NOW))) == list(parsed(text_of(parsed(text_of(NOW)))))


PUBLIC = {name: getattr(backsafe, name) for name in backsafe.__all__}


def members(value: Any) -> list[tuple[str, Any]]:
    """Returns the functions of a public name that the interface has."""
    if not inspect.isclass(value):
        return [("", value)]
    found = []
    for name in dir(value):
        static = inspect.getattr_static(value, name)
        function = getattr(static, "fget", None) or getattr(static, "func", None)
        function = function or getattr(static, "__func__", static)
        ours = str(getattr(function, "__module__", "")).startswith("backsafe")
        if not name.startswith("_") and inspect.isfunction(function) and ours:
            found.append((name, function))
    return found


FUNCTIONS = [
    pytest.param(function, id=f"{name}.{member}".rstrip("."))
    for name, value in PUBLIC.items()
    for member, function in members(value)
]


@pytest.mark.parametrize("value", PUBLIC.values(), ids=PUBLIC)
def test_every_name_says_what_it_is(value: Any) -> None:
    text = inspect.cleandoc(value.__doc__ or "")
    assert text
    assert text.splitlines()[0].endswith(".")
    if is_dataclass(value) and isinstance(value, type):
        stated = set(re.findall(r"^    (\w+):", text, re.MULTILINE))
        named = {it.name for it in fields(value) if not it.name.startswith("_")}
        assert named <= stated or len(named) <= 2


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_has_types_and_says_what_it_does(function: Any) -> None:
    assert function.__doc__
    taken = [it for it in inspect.signature(function).parameters if it not in ("self", "cls")]
    assert {*taken, "return"} <= set(function.__annotations__)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_errors_that_are_raised_are_documented(function: Any) -> None:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    raised = {
        node.exc.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
    }
    documented = set(re.findall(r"^\s+(\w+Error):", function.__doc__ or "", re.MULTILINE))
    assert raised <= documented


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("check", "see :class:`Checker` for arguments and errors"),
        ("Checker", "UsageError RuleError DocumentError"),
        ("Checker.check", "DocumentError EngineError"),
        ("Checker.fix", "DocumentError EngineError"),
        ("FixResult.data", "UsageError"),
        ("Baseline.read", "DocumentError"),
        ("Baseline.write", "UsageError"),
        ("Baseline.of", "UsageError"),
    ],
)
def test_errors_that_come_from_below_are_documented(name: str, errors: str) -> None:
    owner, _, member = name.partition(".")
    value = inspect.getattr_static(PUBLIC[owner], member) if member else PUBLIC[owner]
    text = inspect.getdoc(value.fget if isinstance(value, property) else value) or ""

    assert errors in text or all(f"{error}:" in text for error in errors.split())


def test_what_public_names_lead_to_is_public() -> None:
    named: set[str] = set()
    for value in PUBLIC.values():
        if not is_dataclass(value):
            continue
        found = [it for it in fields(value) if not it.name.startswith("_")]
        hints = [str(it.type) for it in found]
        for name, static in vars(value).items():
            function = static.func if isinstance(static, cached_property) else static
            function = getattr(function, "fget", None) or function
            if inspect.isfunction(function) and not name.startswith("_"):
                hints.append(str(function.__annotations__.get("return")))
        for hint in hints:
            for word in re.findall(r"[A-Z]\w+", re.sub(r"'[^']*'", "", hint)):
                named.add(word)
    known = {"Mapping", "Any", "Literal", "None", "Iterator", "PathLike"}
    aliases = {name[2] for name in NOW if name[:2] == ("python", "alias")}

    assert named <= {*known, *aliases, *PUBLIC}
