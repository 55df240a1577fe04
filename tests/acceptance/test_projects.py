"""The command over a project of plans: configuration, repair, suppression, outputs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import backsafe

pytestmark = pytest.mark.once

UNSAFE = """\
backsafe: 1
title: Back day
athlete: {level: intermediate, symptoms: [], one_rep_max_kg: {deadlift: 140}}
activities:
  # the hips first
  - {type: static_stretch, exercise: child's pose, hold_seconds: 15}  # as at home
  - type: lift
    exercise: "deadlift"   # conventional
    sets:
      - {reps: 3, load_kg: 120, rest_seconds: 45}
      - {reps: 3, load_kg: 120}
"""
SOUND = """\
backsafe: 1
title: Light day
athlete: {level: intermediate, symptoms: []}
activities:
  - {type: cardio, exercise: rowing machine, minutes: 5}
  - {type: dynamic_stretch, exercise: cat-camel, minutes: 3}
  - type: lift
    exercise: inverted row
    sets: [{reps: 8, body_weight: true, rest_seconds: 90}, {reps: 8, body_weight: true}]
  - {type: static_stretch, exercise: child's pose, hold_seconds: 30, repeats: 2}
"""
LOG = """\
backsafe: 1
kind: log
workouts:
  - date: 2026-03-02
    activities:
      - {type: static_stretch, exercise: child's pose, hold_seconds: 30}
      - {type: lift, exercise: deadlift, sets: [{reps: 5, load_kg: 60}]}
"""
CONFIG = """\
engine = "compiled"
ignore = ["DL04"]
"""
OWN_RULE = """\
code: MY01
name: no-deadlift-on-mondays
title: Leave the deadlift for another day
severity: warning
for: lift in lifts
require: lift.family != "deadlift"
message: "{lift.exercise} is planned"
why: That is our own reading.
fix: {summary: Row instead, safe: false, swap: [inverted row]}
sources: [{id: mayo-weight-training}]
examples:
  bad: [{activities: [{type: lift, exercise: deadlift, sets: [{reps: 5}]}]}]
  good: [{activities: [{type: lift, exercise: pull-up, sets: [{reps: 5}]}]}]
"""


class Project:
    """A folder of plans, and the command run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("backsafe.toml", CONFIG)
        self.write("plans/heavy.yaml", UNSAFE)
        self.write("plans/light.yaml", SOUND)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def read(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()

    def run(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "backsafe", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            cwd=self.folder,
            env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
        )

    def shown(self, *arguments: str, stdin: str = "") -> str:
        """Returns all that a person sees of a run."""
        found = self.run(*arguments, stdin=stdin)
        told = f"$ backsafe {' '.join(arguments)}\n{found.stdout}"
        if found.stderr:
            told += f"--- standard error\n{found.stderr}"
        return f"{told}--- exit status {found.returncode}"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


Snapshot = Callable[[str, str], None]


class TestOutputs:
    def test_text(self, project: Project, snapshot: Snapshot) -> None:
        snapshot("check", project.shown("check", "plans"))

    def test_a_line_per_violation(self, project: Project, snapshot: Snapshot) -> None:
        snapshot("quiet", project.shown("check", "--quiet", "plans"))

    def test_counts(self, project: Project, snapshot: Snapshot) -> None:
        snapshot("statistics", project.shown("check", "--statistics", "plans"))

    def test_what_was_found_sound(self, project: Project, snapshot: Snapshot) -> None:
        snapshot("show-passed", project.shown("check", "--show-passed", "plans/light.yaml"))

    def test_several_at_once(self, project: Project) -> None:
        names = ("json", "sarif", "junit", "github", "gitlab", "markdown", "html", "concise")
        wanted = [f"-o{name}=out/{name}" for name in names]
        (project.folder / "out").mkdir()
        found = project.run("check", "plans", *wanted, "--quiet")

        assert found.returncode == 1
        assert sorted(it.name for it in (project.folder / "out").iterdir()) == sorted(names)
        for name in names:
            assert "WU01" in project.read(f"out/{name}"), name

    def test_a_report_of_what_cannot_be_read(self, project: Project) -> None:
        project.write("plans/broken.yaml", "backsafe: 1\nactivities: [\n")
        found = project.run("check", "plans", "--format", "junit", "-o", "sarif=out.sarif")
        run = json.loads(project.read("out.sarif"))["runs"][0]

        assert found.returncode == 2
        assert "plans/broken.yaml" in found.stdout
        assert "broken.yaml:3:1: is not valid YAML" in found.stderr
        assert run["invocations"][0]["executionSuccessful"] is False
        assert run["results"]

    def test_a_folder_with_what_nobody_can_decode(self, project: Project) -> None:
        (project.folder / "plans/latin.yaml").write_bytes(b"backsafe: 1\ntitle: caf\xe9\n")
        found = project.run("check", "plans/", "-o", "json=out.json", "-o", "text=out.txt")
        told = "latin.yaml:2:11: is not UTF-8 text"

        assert found.returncode == 2
        assert told in found.stderr
        assert told not in found.stdout
        assert told in project.read("out.txt")
        assert json.loads(project.read("out.json"))["ok"] is False

    def test_no_name_steers_a_terminal(self, project: Project) -> None:
        for name, text in {"\x1b[2J.yaml": UNSAFE, "\x1b[3J.yaml": "backsafe: 1\na: ["}.items():
            project.write(f"odd/{name}", text)
        project.write("odd/\x1b[4J.yaml", "a: 1\n")
        for arguments in ((), ("--diff",), ("-q",), ("--verbose",), ("--show-parsed",)):
            found = project.run("check", "odd", *arguments)
            assert "\x1b" not in found.stdout + found.stderr
            assert "odd/\\x1b[3J.yaml:2:" in found.stderr
            assert "odd/\\x1b[4J.yaml: passed over" in found.stderr
        assert "odd/\\x1b[2J.yaml" in project.run("check", "odd").stdout

    def test_all_excluded_is_told_and_is_no_failure(self, project: Project) -> None:
        found = project.run("check", "plans", "--exclude", "*.yaml")

        assert found.returncode == 0, found.stderr
        assert "plans: all that was found is excluded; nothing was checked" in found.stderr

    @pytest.mark.parametrize(
        "arguments",
        [("plans", "--exclude=*.yaml"), ("plans/heavy.yaml", "--exclude=plans", "--force-exclude")],
        ids=["walked", "named"],
    )
    def test_reports_are_there_where_all_is_excluded(
        self, project: Project, arguments: tuple[str, ...]
    ) -> None:
        outputs = ("-ojson=out.json", "-ojunit=out.xml", "-omarkdown=out.md", "-osarif=out.sarif")
        found = project.run("check", *arguments, *outputs, "--format=json")

        assert found.returncode == 0, found.stderr
        assert json.loads(project.read("out.json")) == json.loads(found.stdout)
        assert json.loads(found.stdout)["summary"]["files"] == 0
        assert "<testsuites" in project.read("out.xml")
        assert "nothing was checked" in project.read("out.md")
        assert json.loads(project.read("out.sarif"))["runs"][0]["results"] == []
        over = project.run("check", *arguments, "-ojson=backsafe.toml")
        assert (over.returncode, project.read("backsafe.toml")) == (2, CONFIG)

    def test_sarif_carries_repairs_that_mend(self, project: Project) -> None:
        text = project.run("check", "--format", "sarif", "plans/heavy.yaml").stdout
        results = json.loads(text)["runs"][0]["results"]
        mended = {it["ruleId"] for it in results if it.get("fixes")}
        assert {"ST01", "WU01", "WU02", "WU04", "LD05", "ST03"} <= mended

        checker = backsafe.Checker(engine="compiled")
        for result in results:
            for fix in result.get("fixes", ()):
                (change,) = fix["artifactChanges"]
                mended_text = _replaced(UNSAFE, change["replacements"])
                found = checker.check(backsafe.Text(mended_text)).violations
                left = [it for it in found if it.code == result["ruleId"]]
                before = [it for it in results if it["ruleId"] == result["ruleId"]]
                assert len(left) < len(before), result["ruleId"]

    @pytest.mark.parametrize("stated", ["pdf=x", "json", "=x", "json=", "html=nowhere/x.html"])
    def test_wrong_outputs_are_told(self, project: Project, stated: str) -> None:
        found = project.run("check", "plans/light.yaml", "-o", stated)

        assert found.returncode == 2
        assert "Traceback" not in found.stderr
        assert found.stderr.startswith("backsafe: ")


def _replaced(text: str, replacements: list[dict[str, dict[str, int] | dict[str, str]]]) -> str:
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    for change in reversed(replacements):
        region: dict[str, int] = change["deletedRegion"]  # type: ignore[assignment]
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        end = starts[region["endLine"] - 1] + region["endColumn"] - 1
        new = str(change.get("insertedContent", {"text": ""})["text"])
        text = text[:start] + new + text[end:]
    return text


class TestConfiguration:
    def test_it_is_found_upwards_and_told(self, project: Project, snapshot: Snapshot) -> None:
        project.write("backsafe.toml", f'{CONFIG}fail-on = "warning"\n[severity]\nST02 = "error"\n')
        found = project.shown("check", "--show-settings", "plans/heavy.yaml", "--select", "ST,WU")
        snapshot("show-settings", found)

    def test_each_file_has_its_own(self, project: Project) -> None:
        project.write("plans/strict/backsafe.toml", 'engine = "compiled"\nselect = ["ST03"]\n')
        project.write("plans/strict/heavy.yaml", UNSAFE)
        found = project.run("check", "--quiet", "plans").stdout.splitlines()
        own = [line for line in found if line.startswith("plans/strict/")]

        assert len(own) == 1
        assert "ST03" in own[0]
        assert any("WU01" in line for line in found)

    def test_each_file_fails_from_its_own_severity_on(self, project: Project) -> None:
        mild = UNSAFE.replace("load_kg: 120", "load_kg: 70").replace("hold_seconds: 15", "x: 1")
        mild = mild.replace(
            "  - {type: static_stretch, exercise: child's pose, x: 1}  # as at home\n", ""
        )
        for folder, severity in (("a", "error"), ("b", "advice")):
            project.write(
                f"{folder}/backsafe.toml", f'{CONFIG}select = ["LD05"]\nfail-on = "{severity}"\n'
            )
            project.write(f"{folder}/plan.yaml", mild)
        for paths, status in ((("a",), 0), (("b",), 1), (("a", "b"), 1), (("b", "a"), 1)):
            found = project.run("check", *paths, "--format=junit", "-ojson=out.json")
            assert found.returncode == status, found.stdout
            assert json.loads(project.read("out.json"))["ok"] is (status == 0)
            assert ('<failure message="Only 45 s of rest' in found.stdout) is bool(status)
            assert found.stdout.count("<failure ") == status

    def test_per_file_ignores(self, project: Project) -> None:
        project.write(
            "backsafe.toml", f'{CONFIG}[per-file-ignores]\n"plans/h*.yaml" = ["WU", "ST"]\n'
        )
        found = project.run("check", "--quiet", "plans").stdout

        assert "WU0" not in found
        assert "ST0" not in found
        assert "LD05" in found

    def test_the_command_line_wins(self, project: Project) -> None:
        project.write("backsafe.toml", f'{CONFIG}fail-on = "advice"\n')
        project.write("plans/light.yaml", SOUND.replace("hold_seconds: 30", "hold_seconds: 15"))

        assert project.run("check", "plans/light.yaml").returncode == 1
        assert project.run("check", "plans/light.yaml", "--fail-on=error").returncode == 0
        assert project.run("check", "plans/light.yaml", "--isolated").returncode == 0
        raised = project.run("check", "plans/light.yaml", "--severity", "ST03=error", "--quiet")
        assert "error ST03" in raised.stdout
        allowed = ("--parameter", "ST03.hold_minimum_seconds=15")
        assert project.run("check", "plans/light.yaml", *allowed).returncode == 0

    def test_mistakes_are_told_all_at_once(self, project: Project, snapshot: Snapshot) -> None:
        project.write(
            "backsafe.toml",
            'profle = "strict"\nselect = "ST"\nextend_select = []\nignore = ["ZZ9"]\n'
            '[severity]\nAT01 = "advice"\n[parameters.ST03]\nhold = 3\n'
            '[[suppressions]]\npath = "x"\nrule = "ST01"\n',
        )
        snapshot("wrong-settings", project.shown("check", "plans"))

    def test_exclusion(self, project: Project) -> None:
        project.write("backsafe.toml", f'{CONFIG}exclude = ["drafts"]\n')
        project.write("plans/drafts/heavy.yaml", UNSAFE)

        assert "drafts" not in project.run("check", "-q", "plans").stdout
        assert "drafts" in project.run("check", "-q", "plans/drafts/heavy.yaml").stdout
        forced = project.run("check", "-q", "--force-exclude", "plans/drafts/heavy.yaml")
        assert (forced.returncode, forced.stdout) == (0, "")

    def test_standard_input_is_configured_as_the_file_it_stands_for(self, project: Project) -> None:
        project.write("plans/backsafe.toml", 'engine = "compiled"\nselect = ["ST03"]\n')
        found = project.run("check", "-q", "-", "--stdin-filename", "plans/new.yaml", stdin=UNSAFE)

        assert found.stdout.startswith("plans/new.yaml:6:5: advice ST03")
        assert len(found.stdout.splitlines()) == 1

    def test_rules_of_ones_own(self, project: Project) -> None:
        project.write("house/MY01.yaml", OWN_RULE)
        project.write("backsafe.toml", f'{CONFIG}rules = ["house"]\n')

        assert "warning MY01" in project.run("check", "-q", "plans/heavy.yaml").stdout
        assert project.run("test", "house").returncode == 0
        project.write("house/MY01.yaml", OWN_RULE.replace('!= "deadlift"', '!= "row"'))
        failed = project.run("test", "house")
        assert failed.returncode == 1
        assert "FAILED MY01" in failed.stdout


class TestRepair:
    def test_in_place(self, project: Project, snapshot: Snapshot) -> None:
        shown = project.shown("check", "--fix", "plans")
        snapshot("fix", f"{shown}\n--- plans/heavy.yaml\n{project.read('plans/heavy.yaml')}")

        assert project.read("plans/light.yaml") == SOUND
        again = project.run("check", "--fix", "plans")
        assert "fixed" not in again.stdout

    def test_the_difference_first(self, project: Project, snapshot: Snapshot) -> None:
        snapshot("diff", project.shown("check", "--diff", "plans"))

        assert project.read("plans/heavy.yaml") == UNSAFE
        assert project.run("check", "--diff", "plans/light.yaml").returncode == 0

    def test_unsafe_repairs_need_their_flag(self, project: Project) -> None:
        heavy = UNSAFE.replace("level: intermediate", "level: novice")
        project.write("plans/heavy.yaml", heavy)

        assert "load_kg: 120" in project.run("check", "--fix", "-", stdin=heavy).stdout
        strictly = ("plans/heavy.yaml", "--fail-on=warning")
        assert project.run("check", "--fix", *strictly).returncode == 1
        assert project.run("check", "--unsafe-fixes", *strictly).returncode == 0
        assert "load_kg: 120" not in project.read("plans/heavy.yaml")

    def test_standard_input_comes_out_repaired(self, project: Project) -> None:
        found = project.run("check", "--fix", "-", stdin=SOUND)
        assert (found.returncode, found.stdout) == (0, SOUND)
        mended = project.run("check", "--fix", "-", stdin=UNSAFE).stdout
        assert "  # the hips first\n" in mended
        assert mended.index('"deadlift"   # conventional') < mended.index("as at home")

    def test_a_log_is_history(self, project: Project) -> None:
        project.write("log.yaml", LOG)
        found = project.run("check", "--fix", "log.yaml")

        assert found.returncode == 1
        assert "log.yaml: not repaired: a log tells what was done" in found.stderr
        assert project.read("log.yaml") == LOG

    def test_a_red_flag_comes_first(self, project: Project) -> None:
        flagged = UNSAFE.replace("symptoms: []", "symptoms: [saddle_numbness]")
        project.write("plans/heavy.yaml", flagged)
        found = project.run("check", "--fix", "--unsafe-fixes", "plans/heavy.yaml")

        assert found.returncode == 1
        assert "nothing is repaired while AT01 stands" in found.stderr
        assert project.read("plans/heavy.yaml") == flagged

    def test_bytes_around_an_edit_stay(self, project: Project) -> None:
        windows = b"\xef\xbb\xbf" + UNSAFE.replace("\n", "\r\n").rstrip("\r\n").encode()
        path = project.write("plans/heavy.yaml", "")
        path.write_bytes(windows)
        path.chmod(0o640)
        project.run("check", "--fix", "plans/heavy.yaml")
        mended = path.read_bytes()

        assert mended.startswith(b"\xef\xbb\xbfbacksafe: 1\r\n")
        assert b"\n" not in mended.replace(b"\r\n", b"")
        assert b"# as at home" in mended
        assert path.stat().st_mode & 0o777 == 0o640

    def test_a_plan_inside_of_something_else_is_left_alone(self, project: Project) -> None:
        fenced = f"```yaml\n{UNSAFE}```\n"
        project.write("plans/answer.yaml", fenced)
        found = project.run("check", "--fix", "plans/answer.yaml")

        assert found.returncode == 2
        assert "the plan is not all of the file" in found.stderr
        assert project.read("plans/answer.yaml") == fenced
        # A difference that no tool could apply is none, either.
        shown = project.run("check", "--diff", "plans/answer.yaml")
        assert (shown.returncode, shown.stdout) == (2, "")

    def test_a_read_only_file_is_left_alone_and_told(self, project: Project) -> None:
        (project.folder / "plans/heavy.yaml").chmod(0o444)
        found = project.run("check", "--fix", "plans")

        assert found.returncode == 2
        expected = "plans/heavy.yaml: not repaired: it cannot be written: it is read-only\n"
        assert expected in found.stderr
        assert project.read("plans/heavy.yaml") == UNSAFE
        assert "plans/light.yaml" in found.stdout


class TestSettingAside:
    def test_a_comment_with_a_reason(self, project: Project, snapshot: Snapshot) -> None:
        stated = UNSAFE.replace("# as at home", "# backsafe: ignore[ST01, ST03] coach approved")
        stated = stated.replace("# conventional", "# backsafe: ignore[WU04]")
        stated += "# backsafe: ignore[LD05]  nothing follows\n"
        project.write("plans/heavy.yaml", stated)
        snapshot("suppressed", project.shown("check", "plans/heavy.yaml", "--select=ST,WU04,LD05"))

        assert "ST01" in project.run("check", "-q", "plans", "--ignore-suppressions").stdout

    def test_what_is_set_aside_is_not_repaired(self, project: Project) -> None:
        stated = UNSAFE.replace("# as at home", "# backsafe: ignore[ST01, ST03] coach approved")
        project.write("plans/heavy.yaml", stated)
        project.run("check", "--fix", "plans")
        mended = project.read("plans/heavy.yaml")

        assert mended.index("coach approved") < mended.index('"deadlift"')
        assert "hold_seconds: 15" in mended

    def test_an_entry_with_a_reason(self, project: Project) -> None:
        entry = '[[suppressions]]\npath = "plans/*.yaml"\nrule = "ST01"\nreason = "agreed"\n'
        project.write("backsafe.toml", CONFIG + entry)
        found = json.loads(project.run("check", "--format=json", "plans").stdout)

        assert [it["code"] for it in found["suppressed"]] == ["ST01"]
        assert found["suppressed"][0]["suppression"] == {
            "kind": "configuration",
            "reason": "agreed",
        }
        assert found["summary"]["suppressed"] == 1

    def test_entries_of_no_use_are_told_after_a_whole_run(self, project: Project) -> None:
        """Those that mean many files, too; and not where a part of the project is checked."""
        entry = "[[suppressions]]\npath = '{}'\nrule = '{}'\nreason = 'agreed with the coach'\n"
        entries = [
            ("plans/*.yaml", "ST01"),  # of use in heavy.yaml
            ("plans/*.yaml", "EQ01"),
            ("light.yaml", "ST03"),
            ("plans/**/*.json", "ST01"),  # no such file
            ("logs/*.yaml", "ST01"),  # nor there, which nobody looks for in plans
            ("plans/light.yaml", "ST01"),  # its report tells it
            ("broken*.yaml", "ST01"),  # nobody knows
        ]
        project.write("backsafe.toml", CONFIG + "".join(entry.format(*it) for it in entries))
        project.write("broken.yaml", "backsafe: 1\nactivities: [")

        def told(*arguments: str) -> list[str]:
            lines = project.run("check", "-q", *arguments).stderr.splitlines()
            return [line for line in lines if ": unused: " in line]

        eq01 = "backsafe.toml:7:1: unused: no finding of EQ01 to set aside in plans/*.yaml"
        st03 = "backsafe.toml:11:1: unused: no finding of ST03 to set aside in light.yaml"
        files = "backsafe.toml:15:1: unused: plans/**/*.json means no file that was checked"
        logs = "backsafe.toml:19:1: unused: logs/*.yaml means no file that was checked"
        assert told(".") == [eq01, st03, files, logs]
        assert told(".", "--jobs=2") == [eq01, st03, files, logs]
        assert told("plans") == [eq01, files]
        assert told("plans/heavy.yaml", "plans/light.yaml") == []
        assert told(".", "--exclude=heavy.yaml") == []
        assert told(".", "--ignore-suppressions") == []
        # A rule that does not run may be of use when it does, but where it would look is known.
        assert told(".", "--select=LD") == [files, logs]
        # What a red flag withholds may need its entry.
        project.write("plans/light.yaml", SOUND.replace("symptoms: []", "symptoms: [chest_pain]"))
        assert told("plans") == [files]

    def test_screening_needs_a_clearance(self, project: Project) -> None:
        stated = UNSAFE.replace("symptoms: []", "symptoms: [fever]")
        stated = stated.replace("athlete:", "# backsafe: ignore[AT12] only a cold\nathlete:")
        project.write("plans/heavy.yaml", stated)
        found = json.loads(project.run("check", "--format=json", "plans/heavy.yaml").stdout)

        assert "AT12" in {it["code"] for it in found["violations"]}
        assert any("record a clearance" in it["message"] for it in found["notices"])

    def test_a_baseline(self, project: Project) -> None:
        written = project.run("check", "--write-baseline", "known.json", "plans")
        assert written.returncode == 0
        assert project.run("check", "--baseline", "known.json", "plans").returncode == 0

        moved = UNSAFE.replace("title:", "# a line more\ntitle:").replace("Back day", "Tuesday")
        project.write("plans/heavy.yaml", moved)
        assert project.run("check", "--baseline", "known.json", "plans").returncode == 0

        project.write("plans/heavy.yaml", moved.replace("120}", "130}"))
        worse = project.run("check", "-q", "--baseline", "known.json", "plans", "--fail-on=advice")
        assert worse.returncode == 1

    def test_a_baseline_in_the_configuration_is_written_first(self, project: Project) -> None:
        project.write("backsafe.toml", f'{CONFIG}baseline = "known.json"\n')

        missing = project.run("check", "plans")
        assert missing.returncode == 2
        assert "known.json: no such file" in missing.stderr
        assert project.run("check", "--write-baseline", "known.json", "plans").returncode == 0
        assert project.run("check", "plans").returncode == 0


class TestContradictions:
    @pytest.mark.parametrize(
        ("arguments", "why"),
        [
            (("-o", "json=-"), "-o writes files; --format json prints on standard output"),
            (("--statistics", "--format", "sarif"), "--statistics is there as text and json"),
            (("--stdin-filename", "new.yaml"), "- is not among the paths"),
            (("--diff", "--write-baseline", "known.json"), "--diff writes nothing"),
        ],
        ids=lambda it: it[0],
    )
    def test_one_option_would_pass_over_another(
        self, project: Project, arguments: tuple[str, ...], why: str
    ) -> None:
        found = project.run("check", "plans", *arguments)

        assert found.returncode == 2
        assert found.stdout == ""
        assert why in found.stderr
        assert sorted(it.name for it in project.folder.iterdir()) == ["backsafe.toml", "plans"]

    def test_counts_as_json(self, project: Project) -> None:
        counts = ("--statistics", "--format", "json")
        told = json.loads(project.run("check", "plans", *counts).stdout)
        assert (told["files"], told["ok"], told["unreadable"]) == (2, False, [])
        assert "ST01" in {it["code"] for it in told["rules"]}
        project.write("plans/heavy.yaml", "backsafe: 1\nactivities: [")
        for files, path in ((1, "plans"), (0, "plans/heavy.yaml")):
            told = json.loads(project.run("check", path, *counts).stdout)
            assert (told["files"], told["ok"]) == (files, False)
            assert [it["path"] for it in told["unreadable"]] == ["plans/heavy.yaml"]

    def test_a_name_that_is_no_text_is_told_apart_as_json(self, project: Project) -> None:
        for name in (b"\x80.yaml", b"\x81.yaml"):
            path = os.fsencode(project.folder) + b"/plans/" + name
            with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
                file.write(UNSAFE)
        found = project.run("check", "plans", "--format=json", "-ojson=out.json")
        names = [os.fsdecode(name) for name in (b"\x80", b"\x81", b"heavy")]
        for written in (found.stdout, project.read("out.json")):
            told = json.loads(written)["violations"]
            assert {it["location"]["path"] for it in told} == {f"plans/{it}.yaml" for it in names}

    @pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of POSIX")
    def test_a_folder_that_cannot_be_listed_is_an_error(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        locked = project.write("plans/locked/day.yaml", SOUND).parent
        (project.folder / "plans/heavy.yaml").unlink()
        assert project.run("check", "plans").returncode == 0
        locked.chmod(0)
        try:
            if os.access(locked, os.R_OK):
                pytest.skip("this user reads anything")
            for arguments in (("plans",), ("plans/locked",), ("plans", "--exclude=*.yaml")):
                found = project.run("check", *arguments, "--format=json")
                assert found.returncode == 2
                assert "plans/locked: this folder cannot be read: " in found.stderr
                assert json.loads(found.stdout)["ok"] is False
        finally:
            locked.chmod(0o700)

    @pytest.mark.parametrize(
        ("arguments", "why"),
        [
            (("-o", "json=plans/heavy.yaml"), "a file that is checked"),
            (("-o", "json=link.yaml"), "a file that is checked"),
            (("-o", "json=backsafe.toml"), "a configuration"),
            (("-o", "json=plans/pyproject.toml"), "a configuration"),
            (("-o", "json=me.yaml"), "the file on the athlete"),
            (("-o", "json=log.yaml"), "the history"),
            (("-o", "json=known.json"), "the baseline"),
            (("--write-baseline", "plans/../plans/light.yaml"), "a file that is checked"),
            (("--write-baseline", "me.yaml"), "the file on the athlete"),
            (("-o", "json=house/MY01.yaml"), "a rule file"),
            (("-o", "json=linked.yaml"), "a rule file"),
            (("--write-baseline", "house/sub/../MY01.yaml"), "a rule file"),
        ],
        ids=lambda it: it[-1] if isinstance(it, tuple) else it,
    )
    def test_nothing_that_is_read_is_written_over(
        self, project: Project, arguments: tuple[str, ...], why: str
    ) -> None:
        project.write("me.yaml", "age: 40\n")
        project.write("log.yaml", LOG)
        project.write("house/MY01.yaml", OWN_RULE)
        project.write("house/sub/MY02.yaml", OWN_RULE.replace("MY01", "MY02").replace("no-", "2-"))
        (project.folder / "linked.yaml").symlink_to("house/sub/MY02.yaml")
        (project.folder / "link.yaml").symlink_to("plans/heavy.yaml")
        project.run("check", "plans", "--write-baseline", "known.json")
        before = {it: it.read_bytes() for it in project.folder.rglob("*") if it.is_file()}
        context = ("--athlete=me.yaml", "--history=log.yaml", "--baseline=known.json")
        context += ("--rules=house",)
        found = project.run("check", "plans", *context, *arguments)

        assert found.returncode == 2
        assert found.stderr.endswith(f"would write over {why}\n"), found.stderr
        assert {it: it.read_bytes() for it in project.folder.rglob("*") if it.is_file()} == before

    def test_no_report_becomes_a_rule(self, project: Project) -> None:
        project.write("house/MY01.yaml", OWN_RULE)
        project.write("backsafe.toml", 'rules = ["house"]\n')
        found = project.run("check", "plans", "-o", "json=house/new.yaml")
        assert found.returncode == 2
        assert "-o json=house/new.yaml would be read as a rule" in found.stderr
        assert project.run("check", "plans", "-o", "json=house/new.json", "-q").returncode == 1

    def test_no_place_is_written_to_twice(self, project: Project) -> None:
        found = project.run("check", "plans", "-ojson=out", "-osarif=./out")

        assert found.returncode == 2
        assert "-o sarif=./out and -o json=out are the same file" in found.stderr
        assert not (project.folder / "out").exists()

    def test_a_device_takes_any_number(self, project: Project) -> None:
        where = os.devnull
        found = project.run("check", "plans", f"-ojson={where}", f"-osarif={where}", "-q")

        assert found.returncode == 1

    def test_a_report_is_written_anew(self, project: Project) -> None:
        for _ in range(2):
            assert project.run("check", "plans", "-ojson=plans/out.json", "-q").returncode == 1

    def test_a_baseline_replaces_none_but_a_baseline(self, project: Project) -> None:
        project.write("notes.json", '{"mine": 1}\n')
        found = project.run("check", "plans", "--write-baseline", "notes.json")

        assert found.returncode == 2
        assert "notes.json is no baseline that can be read, so it is not replaced" in found.stderr
        assert project.read("notes.json") == '{"mine": 1}\n'
        project.write("notes.json", "")
        for _ in range(2):
            again = project.run("check", "plans", "--write-baseline", "notes.json")
            assert again.returncode == 0
        known = ("--baseline", "notes.json", "--write-baseline", "notes.json")
        assert project.run("check", "plans", *known).returncode == 0

    def test_rules_that_cannot_be_used_are_told(self, project: Project) -> None:
        project.write("only/MY01.yaml", "code: MY01\nnames: wrong\n")
        found = project.run("test", "only")

        assert found.returncode == 2
        assert found.stderr.startswith("only/MY01.yaml:"), found.stderr
        assert all(line.split(":")[2].isdecimal() for line in found.stderr.splitlines())


class TestManyFiles:
    def test_processes_change_neither_order_nor_words(self, project: Project) -> None:
        for number in range(30):
            text = UNSAFE if number % 3 else SOUND
            project.write(f"many/{number:02}.yaml", text)
        project.write("many/15.yaml", "backsafe: 1\nactivities: [")
        one = project.run("check", "many", "--jobs=1", "--show-passed")
        two = project.run("check", "many", "--jobs=2", "--show-passed")

        assert two.stdout == one.stdout
        assert two.stderr == one.stderr
        assert two.returncode == one.returncode == 2

    def test_they_are_repaired_alike(self, project: Project) -> None:
        for number in range(12):
            project.write(f"many/{number:02}.yaml", UNSAFE)
        project.run("check", "many", "--jobs=2", "--fix")

        assert len({project.read(f"many/{number:02}.yaml") for number in range(12)}) == 1
        assert project.read("many/00.yaml") != UNSAFE


class TestExplaining:
    def test_a_place(self, project: Project, snapshot: Snapshot) -> None:
        snapshot("explain-place", project.shown("explain", "plans/heavy.yaml:10"))

    def test_rules_are_those_of_the_project(self, project: Project) -> None:
        project.write("house/MY01.yaml", OWN_RULE)
        project.write(
            "house/profiles/ours.yaml",
            "name: ours\nsummary: Ours.\nextend: standard\nseverity: {ST01: advice}\n",
        )
        project.write(
            "backsafe.toml",
            'rules = ["house"]\nprofile = "ours"\nignore = ["DL04"]\n[severity]\nMY01 = "error"\n'
            "[parameters.ST03]\nhold_minimum_seconds = 33\n",
        )

        assert "on each lift of lifts: error" in project.run("explain", "MY01").stdout
        assert ": advice" in project.run("explain", "ST01").stdout
        told = " ".join(project.run("explain", "ST03").stdout.split())
        assert "hold_minimum_seconds = 33 s (set by backsafe.toml; the rule's own is 20" in told
        assert "\nbacksafe.toml leaves this rule out." in project.run("explain", "DL04").stdout
        listed = {line.split()[0]: line for line in project.run("rules").stdout.splitlines()}
        assert "no-deadlift-on-mondays             error " in listed["MY01"]
        assert " off " in listed["DL04"]
        assert " advice " in listed["ST01"]

    def test_a_profile_of_the_command_line_wins(self, project: Project) -> None:
        project.write("backsafe.toml", 'profile = "evidence"\n')
        threshold = "hold_minimum_seconds = {} s"

        assert threshold.format(10) in project.run("explain", "ST03").stdout
        shown = project.run("explain", "ST03", "--profile", "standard").stdout
        assert threshold.format(20) in shown
        plain, own = project.run("rules", "--profile", "strict"), project.run("rules")
        assert (" off " in plain.stdout, " off " in own.stdout) == (False, True)
        assert project.run("explain", "ST03", "--profile", "nothing").returncode == 2

    def test_a_red_flag_comes_first(self, project: Project) -> None:
        project.write("plans/heavy.yaml", UNSAFE.replace("symptoms: []", "symptoms: [chest_pain]"))
        shown = " ".join(project.run("explain", "plans/heavy.yaml:10").stdout.split())

        assert shown.startswith("notice AT01 stands: ")
        assert "`backsafe check` withholds all other findings until that is cleared." in shown

    def test_a_start(self, project: Project) -> None:
        refused = project.run("init", "new")
        assert (refused.returncode, (project.folder / "new").exists()) == (2, False)
        assert "backsafe.toml holds here, which a new backsafe.toml would" in refused.stderr
        (project.folder / "backsafe.toml").unlink()
        assert project.run("init", "new").returncode == 0
        assert project.run("check", "new").returncode == 0
        assert project.run("init", "new").returncode == 2
        assert project.run("init", "--force", "new").returncode == 0
