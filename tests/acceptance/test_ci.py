"""The hooks, the action and the CI files do what docs/ci.md says of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLE = REPOSITORY / "examples" / "ci"
ACTION = yaml.safe_load((REPOSITORY / "action.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PAGE = (REPOSITORY / "docs" / "ci.md").read_text(encoding="utf-8")
BINARIES = Path(sys.executable).parent


def without_index(tmp_path: Path) -> str:
    """Returns why pip cannot build BackSafe here, or an empty text."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", tmp_path]
    tried = subprocess.run(
        [*command, "hatchling>=1.26"], capture_output=True, timeout=300, check=False
    )
    return "pip reaches no package index" if tried.returncode else ""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> None:
    reason = without_index(tmp_path_factory.mktemp("index"))
    if reason:
        pytest.skip(reason)


@pytest.mark.once
def test_the_demonstration(index: None) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")

    found = subprocess.run(
        [sys.executable, EXAMPLE / "demonstrate.py"],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert found.returncode == 0, found.stdout + found.stderr
    assert found.stdout.rstrip().endswith("== All of it as told")


def test_pre_commit_takes_the_hooks() -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")

    subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"],
        timeout=60,
        check=True,
        cwd=REPOSITORY,
    )


@pytest.mark.parametrize("hook", HOOKS, ids=lambda it: it["id"])
def test_the_hooks_look_in_folders_of_plans_alone(hook: dict[str, Any]) -> None:
    for path in ("plans/a.yaml", "workouts/may/a.json", "training/a.yml"):
        assert re.search(hook["files"], path)
    for path in ("mkdocs.yml", ".github/workflows/ci.yml", "src/plans/a.yaml", "plans.yaml"):
        assert not re.search(hook["files"], path)


@pytest.mark.parametrize("hook", HOOKS, ids=lambda it: it["id"])
def test_the_entry_of_a_hook_is_a_command_that_passes_over_what_is_excluded(
    hook: dict[str, Any], tmp_path: Path
) -> None:
    shutil.copytree(EXAMPLE / "plans", tmp_path / "plans")
    for name in ("backsafe.toml", "athlete.yaml"):
        shutil.copy2(EXAMPLE / name, tmp_path)
    command = [sys.executable, "-m", *hook["entry"].split()]

    def status(*names: str) -> int:
        found = subprocess.run([*command, *names], capture_output=True, check=False, cwd=tmp_path)
        return found.returncode

    assert status("plans/drafts/ideas.yaml") == 0
    assert status("plans/drafts/ideas.yaml", "plans/core-day.yaml") == 0
    assert status("plans/pull-day.yaml") == (0 if "--fix" in command else 1)


STEPS = {step.get("name"): step for step in ACTION["runs"]["steps"]}


def run_step(
    name: str, folder: Path, inputs: dict[str, str], **more: str
) -> subprocess.CompletedProcess[str]:
    """Runs a step of the action as GitHub does."""
    step = STEPS[name]
    values = {key: it.get("default", "") for key, it in ACTION["inputs"].items()} | inputs
    env = {
        key: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda it: values[it[1]], text)
        for key, text in step["env"].items()
    }
    assert not any("${{" in text for text in env.values() if text not in inputs.values())
    script = folder / "step.sh"
    script.write_text(step["run"], encoding="utf-8")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=folder / "workspace",
        env={
            **os.environ,
            **env,
            "RUNNER_TEMP": str(folder / "temp"),
            "GITHUB_ACTION_PATH": str(REPOSITORY),
            "GITHUB_OUTPUT": str(folder / "output"),
            "GITHUB_STEP_SUMMARY": str(folder / "summary"),
            **more,
        },
    )


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A folder like a runner's, with a workspace and this BackSafe where the action installs it."""
    shutil.copytree(EXAMPLE, tmp_path / "workspace")
    (tmp_path / "temp").mkdir()
    (tmp_path / "temp" / "backsafe").symlink_to(BINARIES.parent)
    (tmp_path / "output").write_text("", encoding="utf-8")
    (tmp_path / "summary").write_text("# Before\n", encoding="utf-8")
    return tmp_path


def outputs(runner: Path) -> dict[str, str]:
    lines = (runner / "output").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_no_text_of_a_workflow_becomes_part_of_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("name", ["action.yml", "examples/ci/github-workflow.yml"])
def test_the_actions_of_others_are_pinned(name: str) -> None:
    lines = re.findall(r"uses: (.*)", (REPOSITORY / name).read_text(encoding="utf-8"))

    others = [line for line in lines if not line.startswith("OWNER/")]
    assert others
    for line in others:
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)


def test_the_action_says_what_is_wrong_and_fails(runner: Path) -> None:
    found = run_step("Check", runner, {"paths": "plans"})

    assert found.returncode == 1, found.stderr
    assert "::error file=plans/pull-day.yaml,line=" in found.stdout
    assert outputs(runner) == {"exit-status": "1", "sarif-file": "backsafe.sarif"}
    sarif = json.loads((runner / "workspace" / "backsafe.sarif").read_text(encoding="utf-8"))
    assert "WU01" in {result["ruleId"] for result in sarif["runs"][0]["results"]}
    summary = (runner / "summary").read_text(encoding="utf-8")
    assert summary.startswith("# Before\n## BackSafe")


def test_the_action_looks_everywhere_by_default(runner: Path) -> None:
    found = run_step("Check", runner, {})

    assert found.returncode == 1
    assert "file=plans/pull-day.yaml," in found.stdout


def test_the_inputs_of_the_action(runner: Path) -> None:
    workspace = runner / "workspace"
    (workspace / "more plans").mkdir()
    shutil.copy2(workspace / "plans" / "pull-day.yaml", workspace / "more plans" / "a.yaml")
    inputs = {
        "paths": "plans/core-day.yaml\nmore plans\n",
        "args": "--ignore WU01,WU04\n--ignore  ST01",
        "fail-on": "error",
        "sarif-file": "",
        "summary": "false",
    }

    found = run_step("Check", runner, inputs)

    assert found.returncode == 0, found.stderr
    assert "::warning file=more plans/a.yaml," in found.stdout
    assert "WU01" not in found.stdout
    assert outputs(runner) == {"exit-status": "0"}
    assert not (workspace / "backsafe.sarif").exists()
    assert (runner / "summary").read_text(encoding="utf-8") == "# Before\n"


@pytest.mark.parametrize("name", ["paths", "args", "fail-on", "sarif-file", "summary"])
def test_no_input_is_run(name: str, runner: Path) -> None:
    text = "$(touch made)`touch made`\"; touch made; \"'; touch made; '&& touch made"

    found = run_step("Check", runner, {"paths": "plans", name: text})

    assert found.returncode in (1, 2)
    assert not list(runner.rglob("made"))


@pytest.mark.once
def test_the_action_installs_this_checkout(index: None, runner: Path) -> None:
    (runner / "temp" / "backsafe").unlink()

    found = run_step("Install BackSafe", runner, {}, PYTHONPATH="")
    assert found.returncode == 0, found.stderr
    checked = run_step("Check", runner, {"paths": "plans/core-day.yaml"}, PYTHONPATH="")

    assert checked.returncode == 0, checked.stderr


FILES = {
    "pre-commit": "pre-commit-config.yaml",
    "GitHub": "github-workflow.yml",
    "GitLab": "gitlab-ci.yml",
}


def blocks(heading: str) -> list[str]:
    """Returns the YAML of a section of the page."""
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ")[0]
    return re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)


@pytest.mark.parametrize("heading", FILES)
def test_the_page_shows_the_files_of_the_example(heading: str) -> None:
    assert blocks(heading)[0] == (EXAMPLE / FILES[heading]).read_text(encoding="utf-8")


def test_every_block_of_the_page_is_yaml() -> None:
    for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL):
        assert yaml.safe_load(text)


def run_script(lines: list[str], folder: Path) -> int:
    """Runs lines of a job, save those that install BackSafe."""
    script = "\n".join(line for line in lines if not line.startswith("pip install "))
    found = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=folder,
        env={**os.environ, "PATH": f"{BINARIES}:{os.environ['PATH']}"},
    )
    return found.returncode


def test_the_job_of_gitlab_writes_its_artifacts(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    job = yaml.safe_load(blocks("GitLab")[0])["plans"]

    assert run_script(job["script"], tmp_path) == 1

    reports = job["artifacts"]["reports"]
    quality = json.loads((tmp_path / reports["codequality"]).read_text(encoding="utf-8"))
    assert {"description", "check_name", "fingerprint", "severity", "location"} <= set(quality[0])
    junit = ET.parse(tmp_path / reports["junit"]).getroot()  # noqa: S314
    assert int(junit.get("failures", "0")) > 3


def test_the_workflow_without_the_action_writes_sarif(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    steps = yaml.safe_load(blocks("GitHub")[1])["steps"]
    lines = [line for step in steps for line in step.get("run", "").splitlines()]
    (upload,) = [step for step in steps if "upload-sarif" in step.get("uses", "")]

    assert run_script(lines, tmp_path) == 1

    sarif = json.loads((tmp_path / upload["with"]["sarif_file"]).read_text(encoding="utf-8"))
    assert sarif["version"] == "2.1.0"


def test_the_command_of_jenkins_writes_its_report(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    section = PAGE.split("## Jenkins\n", 1)[1].split("\n## ")[0]
    lines = re.findall(r"sh '(.*)'", section)

    assert run_script(lines, tmp_path) == 1

    junit = ET.parse(tmp_path / "backsafe.xml").getroot()  # noqa: S314
    assert junit.tag == "testsuites"
