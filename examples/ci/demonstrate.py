"""Shows BackSafe as a hook of pre-commit, in a repository that is made for it and thrown away.

python examples/ci/demonstrate.py

An unsafe plan is refused, repaired, and accepted; before and after, CI writes its reports. Needs
git, pre-commit and jsonschema (`pip install --group test`), and the package index that pip is set
up for. Exits with 1, and says why, where anything does not come out as told.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import yaml

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[1]
PLAN = Path("plans", "pull-day.yaml")
TOLD = ("ST01", "WU01", "WU04", "WU05")


class NotAsToldError(Exception):
    """Something did not come out as told."""


class Stage:
    """A folder, and an environment that knows nothing of the person's own git and pre-commit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plans = folder / "plans-repository"
        kept = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
        self.own = {
            **kept,
            "NO_COLOR": "1",
            "PATH": f"{Path(sys.executable).parent}:{kept['PATH']}",
        }
        # Where the hook is installed no other BackSafe may shine through.
        self.env = {name: text for name, text in self.own.items() if name != "PYTHONPATH"}
        self.env |= {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "PRE_COMMIT_HOME": str(folder / "pre-commit"),
            "VIRTUALENV_OVERRIDE_APP_DATA": str(folder / "virtualenv"),
        }
        for who in ("AUTHOR", "COMMITTER"):
            self.env |= {f"GIT_{who}_NAME": "A Coach", f"GIT_{who}_EMAIL": "coach@example.org"}

    def run(self, *command: str, cwd: Path | None = None, own: bool = False) -> tuple[int, str]:
        found = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd=cwd or self.plans,
            env=self.own if own else self.env,
        )
        return found.returncode, found.stdout

    def show(self, *command: str, expect: int = 0, own: bool = False) -> str:
        print(f"$ {shlex.join(command)}", flush=True)
        status, output = self.run(*command, own=own)
        print(f"{output.rstrip()}\n[exit status {status}]".lstrip(), flush=True)
        ensure(status == expect, f"the exit status is {status}, not {expect}")
        return output

    def git(self, *arguments: str, cwd: Path | None = None) -> str:
        status, output = self.run("git", *arguments, cwd=cwd)
        ensure(status == 0, f"git {arguments[0]}: {output}")
        return output.strip()


def ensure(holds: bool, otherwise: str) -> None:
    if not holds:
        raise NotAsToldError(otherwise)


def step(text: str) -> None:
    print(f"\n== {text}", flush=True)


def hook_repository(stage: Stage) -> tuple[Path, str]:
    """Returns a repository with this checkout, as it is now, and its only commit."""
    target = stage.folder / "backsafe"
    # What git would take; of a checkout that is no repository, what is no folder of a tool.
    status, listed = stage.run(
        "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=CHECKOUT
    )
    names = listed.split("\0")
    if status:
        names = [
            "pyproject.toml",
            "hatch_build.py",
            "README.md",
            "LICENSE",
            ".pre-commit-hooks.yaml",
        ]
        names += [
            str(path.relative_to(CHECKOUT))
            for folder in ("src", "rules")
            for path in (CHECKOUT / folder).rglob("*")
        ]
    for name in names:
        if name and (CHECKOUT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(CHECKOUT / name, target / name)
    stage.git("init", "-q", cwd=target)
    stage.git("add", "-A", cwd=target)
    stage.git("commit", "-qm", "BackSafe", cwd=target)
    return target, stage.git("rev-parse", "HEAD", cwd=target)


def plans_repository(stage: Stage, hook: Path, revision: str) -> None:
    """Makes a repository of plans whose hook is that of another repository."""
    shutil.copytree(HERE / "plans", stage.plans / "plans")
    for name in ("backsafe.toml", "athlete.yaml"):
        shutil.copy2(HERE / name, stage.plans / name)
    config = yaml.safe_load((HERE / "pre-commit-config.yaml").read_text(encoding="utf-8"))
    config["repos"][0] |= {"repo": str(hook), "rev": revision}
    text = yaml.safe_dump(config, sort_keys=False)
    (stage.plans / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")
    stage.git("init", "-q")
    stage.git("add", "-A")
    print(text.rstrip())


def reports(stage: Stage, *, expect: int) -> dict[str, Any]:
    """Runs the job of CI, and a run that writes SARIF; returns that after a look at all of it."""
    job = yaml.safe_load((HERE / "gitlab-ci.yml").read_text(encoding="utf-8"))["plans"]
    for line in job["script"]:
        if not line.startswith("pip install "):
            stage.show("bash", "-c", f"set -e; {line}", expect=expect, own=True)
    artifacts = job["artifacts"]["reports"]
    quality = json.loads((stage.plans / artifacts["codequality"]).read_text(encoding="utf-8"))
    tests = ET.parse(stage.plans / artifacts["junit"]).getroot()
    output = ("-q", "-o", "sarif=backsafe.sarif")
    stage.show("backsafe", "check", *output, "plans", expect=expect, own=True)
    sarif: dict[str, Any] = json.loads((stage.plans / "backsafe.sarif").read_text(encoding="utf-8"))
    schema = CHECKOUT / "tests" / "data" / "sarif" / "sarif-2.1.0.json"
    jsonschema.validate(sarif, json.loads(schema.read_text(encoding="utf-8")))
    counts = len(quality), int(tests.get("failures", "0")), len(sarif["runs"][0]["results"])
    print("Code Quality: {} entries; JUnit: {} failures; SARIF, valid: {} results".format(*counts))
    ensure(counts[0] == counts[2], "Code Quality and SARIF tell of different findings")
    ensure((counts[1] > 0) == (expect == 1), "JUnit and the exit status contradict each other")
    return sarif


def demonstrate(stage: Stage) -> None:
    stage.plans.mkdir()
    step("A repository of plans, with a hook from this checkout")
    plans_repository(stage, *hook_repository(stage))
    stage.show(sys.executable, "-m", "pre_commit", "install")

    step("What CI says of its plans")
    sarif = reports(stage, expect=1)
    found = {result["ruleId"] for result in sarif["runs"][0]["results"]}
    ensure(found.issuperset(TOLD), f"SARIF lacks {set(TOLD) - found}")

    step("The commit is refused")
    output = stage.show("git", "commit", "-qm", "Pull day", expect=1)
    ensure(all(code in output for code in TOLD), "the findings are not told")
    ensure("ideas.yaml" not in output, "an excluded file is checked")

    step("The plan is repaired; nothing else in its file changes")
    before = (stage.plans / PLAN).read_text(encoding="utf-8")
    stage.show("backsafe", "check", "--fix", "-q", str(PLAN), own=True)
    stage.show("git", "diff", str(PLAN))
    after = (stage.plans / PLAN).read_text(encoding="utf-8").splitlines()
    comment = next(line for line in before.splitlines() if line.lstrip().startswith("#"))
    ensure(comment in after, "a comment is lost")

    step("The commit passes")
    stage.git("add", "-A", "plans")
    stage.show("git", "commit", "-qm", "Pull day")
    ensure(stage.git("log", "--format=%s") == "Pull day", "there is no commit")

    step("CI agrees")
    reports(stage, expect=0)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="backsafe-ci-") as folder:
        try:
            demonstrate(Stage(Path(folder).resolve()))
        except NotAsToldError as problem:
            print(f"\nnot as told: {problem}", file=sys.stderr)
            return 1
    step("All of it as told")
    return 0


if __name__ == "__main__":
    sys.exit(main())
