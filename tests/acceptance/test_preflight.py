"""``backsafe preflight`` as people and scripts run it, on a terminal too."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import jsonschema
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SOUND = EXAMPLES / "sound-back-day.yaml"
UNSAFE = EXAMPLES / "unsafe-back-day.yaml"
HEAVY = EXAMPLES / "heavy-start.yaml"
PROGRAM = EXAMPLES / "two-week-program.yaml"
WELL = ("--red-flags", "none", "--pain", "none", "--illness", "none")
ALL = (*WELL, "--conditions", "none", "--sleep-hours", "8", "--days-since-back-session", "3")


def run(
    *arguments: str | Path, stdin: str = "", columns: int = 80
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "backsafe", "preflight", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "COLUMNS": str(columns)},
    )


def found(*arguments: str | Path) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(run(*arguments, "--format", "json").stdout)
    return parsed


@pytest.mark.parametrize(
    ("arguments", "status", "last"),
    [
        ((SOUND, *ALL), 0, "GO"),
        ((UNSAFE, *ALL), 0, "ADJUST"),
        ((SOUND, *ALL[:4], *ALL[6:], "--illness", "fever"), 0, "ADJUST"),
        ((SOUND, *ALL[2:], "--red-flags", "chest_pain"), 1, "SEE SOMEONE FIRST"),
        ((SOUND,), 3, "CANNOT TELL"),
        ((SOUND, "--no-input", *WELL[:4]), 3, "CANNOT TELL"),
    ],
)
def test_each_outcome_and_its_exit_status(
    arguments: tuple[str | Path, ...], status: int, last: str
) -> None:
    ran = run(*arguments)
    assert (ran.returncode, ran.stderr) == (status, "")
    assert ran.stdout.rstrip("\n").rpartition("\n\n")[2].startswith(last)
    assert max(map(len, ran.stdout.splitlines())) <= 80
    assert "\x1b" not in ran.stdout
    assert ran.stdout.count("not medical advice") == 1


@pytest.mark.parametrize("name", ["red-flags", "pain", "illness"])
def test_each_question_that_is_skipped_is_named(name: str) -> None:
    at = WELL.index(f"--{name}")
    ran = run(SOUND, *WELL[:at], *WELL[at + 2 :])
    assert ran.returncode == 3
    assert [it for it in ran.stdout.splitlines() if it.startswith("skipped")] == [
        f"skipped   {name.replace('-', ' ')}"
    ]


def test_nothing_is_written_unless_asked(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(UNSAFE.read_bytes())
    assert run(plan, *ALL).returncode == 0
    assert plan.read_bytes() == UNSAFE.read_bytes()
    assert list(tmp_path.iterdir()) == [plan]


def check(path: Path) -> dict[str, Any]:
    ran = subprocess.run(
        [sys.executable, "-m", "backsafe", "check", "--format", "json", str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    parsed: dict[str, Any] = json.loads(ran.stdout)
    return parsed


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((UNSAFE,), "out.yaml"),
        ((UNSAFE,), "out.json"),
        ((EXAMPLES / "plan.liftoscript", "--day", "1"), "out.yaml"),
        ((PROGRAM, "--week", "2", "--day", "4"), "out.yaml"),
    ],
)
def test_the_session_to_do_can_be_written(
    arguments: tuple[str | Path, ...], name: str, tmp_path: Path
) -> None:
    out = tmp_path / name
    ran = run(*arguments, *ALL, "-o", out)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert check(out)["summary"]["errors"] == 0
    if arguments[0] == UNSAFE and name.endswith("yaml"):
        # It is the plan with spans changed, its comment still there.
        assert out.read_text().startswith(UNSAFE.read_text().splitlines()[0])

    assert run(*arguments, *ALL, "-o", out).returncode == 2
    assert run(*arguments, *ALL, "-o", out, "--force").returncode == 0


def test_no_session_is_written_where_there_is_none_to_do(tmp_path: Path) -> None:
    out = tmp_path / "out.yaml"
    ran = run(SOUND, *WELL[:4], "--illness", "fever", "-o", out)
    assert ran.returncode == 0
    assert "not written: there is no session to do" in ran.stderr
    assert not out.exists()


def test_no_file_that_is_read_is_written_over(tmp_path: Path) -> None:
    plan, athlete = tmp_path / "plan.yaml", tmp_path / "me.yaml"
    plan.write_bytes(UNSAFE.read_bytes())
    athlete.write_text("age: 30\n")
    for path in (plan, athlete):
        ran = run(plan, "--athlete", athlete, *ALL, "-o", path, "--force")
        assert ran.returncode == 2
        assert "would write over a file that is read" in ran.stderr


class TestAnswers:
    def test_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "answers.yaml"
        path.write_text("red_flags: none\npain: [leg]\npain_0_10: 2\nnew_pain: []\nillness: []\n")
        ran = found(SOUND, "--answers", path)
        assert ran["outcome"] == "go"
        told = {it["question"]: (it["value"], it["origin"]) for it in ran["today"]}
        assert told["pain"] == (["leg"], "answer")
        assert told["sleep_hours"] == (None, "skipped")

    def test_an_option_beats_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "answers.json"
        path.write_text('{"red_flags": ["chest_pain"], "pain": [], "illness": []}')
        assert run(SOUND, "--answers", path).returncode == 1
        ran = run(SOUND, "--answers", path, "--red-flags", "none")
        assert ran.returncode == 2
        assert "--red-flags leaves out" in ran.stderr

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("pian: none\n", ":1:1: unknown key 'pian' in a file of answers; did you mean 'pain'?"),
            (
                "pain: none\nillness: [fevre]\n",
                ":2:11: illness: 'fevre' is not known; did you mean",
            ),
            ("sleep_hours: 30\n", ":1:14: sleep_hours must be at most 24"),
            ("pain: low_back\n", ":1:7: pain must be a list"),
            ("red_flags: [none, chest_pain]\n", ":1:12: none, or some of these?"),
            ("pain: []\npain_0_10: 4\n", ":2:12: pain_0_10 is 4, and pain is none"),
            ("- pain\n", ":1:1: a file of answers is a mapping"),
        ],
    )
    def test_mistakes_in_a_file_have_their_place(
        self, text: str, said: str, tmp_path: Path
    ) -> None:
        path = tmp_path / "answers.yaml"
        path.write_text(text)
        ran = run(SOUND, "--answers", path)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert f"{path}{said}" in ran.stderr
        assert "Traceback" not in ran.stderr

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--illness", "fevr"), "--illness: 'fevr' is not known; did you mean 'fever'?"),
            (("--sleep-hours", "much"), "sleep_hours must be a number, found the text 'much'"),
            (("--sleep-hours", "nan"), "--sleep-hours: "),
            (("--pain", "none", "--pain-0-10", "3"), "pain_0_10 is 3, and pain is none"),
            (
                ("--pain", "low_back", "--pain", "shoulder"),
                "argument --pain: is answered twice; several go into one, with commas",
            ),
            (("--sleep-hours", "4", "--sleep-hours", "8"), "--sleep-hours: is answered twice\n"),
            (("--red-flags", "none,chest_pain"), "--red-flags: none, or some of these?"),
            (("--trimester", "2"), "trimester speaks of a pregnancy"),
            (("--date", "today"), "date must be a day such as"),
        ],
    )
    def test_mistakes_in_options(self, arguments: tuple[str, ...], said: str) -> None:
        ran = run(SOUND, *arguments)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert said in ran.stderr
        assert "Traceback" not in ran.stderr

    def test_words_may_have_hyphens_and_spaces(self) -> None:
        ran = found(SOUND, *WELL[:2], "--pain", "Low-back shoulder", *WELL[4:])
        told = {it["question"]: it["value"] for it in ran["today"]}
        assert told["pain"] == ["low_back", "shoulder"]

    def test_the_schema(self, tmp_path: Path) -> None:
        ran = subprocess.run(
            [sys.executable, "-m", "backsafe", "schema", "--answers"],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        schema = json.loads(ran.stdout)
        jsonschema.validate({"red_flags": "none", "pain": [], "sleep_hours": 7}, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"pain": ["head"]}, schema)


def test_what_the_athlete_file_says_stays_so(tmp_path: Path) -> None:
    athlete = tmp_path / "me.yaml"
    athlete.write_text("conditions: [low_back_pain]\nsymptoms: [night_pain]\n")
    ran = found(SOUND, "--athlete", athlete, *WELL, "--back-pain-signs", "none")
    assert (ran["outcome"], ran["care"]) == ("see_someone", "urgent")
    assert ran["reasons"][0]["code"] == "AT02"


def test_the_history_tells_the_days(tmp_path: Path) -> None:
    history = EXAMPLES / "training-log.csv"
    ran = run(HEAVY, *WELL, "--conditions", "none", "--history", history, "--date", "2026-01-11")
    (line,) = [it for it in ran.stdout.splitlines() if "last back session" in it]
    assert line.endswith("3 days ago (from the history)")
    contrary = run(
        HEAVY, "--history", history, "--date", "2026-01-11", "--days-since-back-session", "9"
    )
    assert contrary.returncode == 2
    assert "the history has a session for the back 3 days ago" in contrary.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((EXAMPLES / "training-log.csv",), "--history takes it"),
        ((PROGRAM,), "week 2 day 4: Row and press"),
        ((PROGRAM, "--day", "2"), "has no session of day 2; there are week 1 day 1"),
        ((EXAMPLES / "plan.liftoscript",), "week 1 day 2: Day B"),
        ((EXAMPLES / "nothing.yaml",), "nothing.yaml"),
    ],
)
def test_what_is_no_session(arguments: tuple[str | Path, ...], said: str) -> None:
    ran = run(*arguments, *ALL)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_configuration_holds_here_too(tmp_path: Path) -> None:
    (tmp_path / "backsafe.toml").write_text('profile = "strict"\nathlete = "me.yaml"\n')
    (tmp_path / "me.yaml").write_text("conditions: [osteoporosis]\n")
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(SOUND.read_bytes())
    ran = found(plan, *WELL)
    assert ran["report"]["profile"] == "strict"
    assert found(plan, *WELL, "--isolated")["report"]["profile"] == "standard"


def test_a_plan_on_standard_input_is_not_asked_about() -> None:
    ran = run("-", *ALL, stdin=SOUND.read_text())
    assert (ran.returncode, ran.stderr) == (0, "")


class Seen(NamedTuple):
    """What a terminal has shown, and how the command ended."""

    screen: str
    status: int


@pytest.fixture
def terminal() -> Callable[..., Seen]:
    """Runs the command on a terminal of its own and types a line at each prompt."""
    pty = pytest.importorskip("pty")

    def session(typed: Sequence[str], *arguments: str | Path, columns: int = 80) -> Seen:
        env = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns)}
        env.pop("NO_COLOR", None)
        main, other = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "backsafe", "preflight", *map(str, arguments)],
            stdin=other,
            stdout=other,
            stderr=other,
            env=env,
            start_new_session=True,
            preexec_fn=_own_terminal,  # noqa: PLW1509 - keys that interrupt need a terminal
        )
        os.close(other)
        lines, screen = list(typed), b""
        try:
            while select.select([main], [], [], 60)[0]:
                try:
                    read = os.read(main, 65536)
                except OSError:
                    break
                if not read:
                    break
                screen += read
                if screen.endswith(b"> ") and lines:
                    os.write(main, lines.pop(0).encode())
            status = process.wait(timeout=60)
        finally:
            process.kill()
            process.wait()
            os.close(main)
        assert lines == []
        return Seen(screen.decode().replace("\r\n", "\n"), status)

    return session


def _own_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    # Whoever started the tests in the background has them ignore the key.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


class TestTerminal:
    def test_somebody_well_answers_five_questions(self, terminal: Callable[..., Seen]) -> None:
        seen = terminal(["0\n", "none\n", "n\n", "7,5\n", "3\n"], SOUND)
        assert seen.status == 0
        assert "\x1b[32;1mGO\x1b[0m" in seen.screen
        assert "7.5 h" in seen.screen
        plain = ESCAPES.sub("", seen.screen)
        assert max(map(len, plain.splitlines())) <= 80

    def test_follow_ups_and_mistakes(self, terminal: Callable[..., Seen]) -> None:
        typed = [
            "0\n",
            "9\n",
            "0 1\n",
            "1, 5\n",
            "12\n",
            "0\n",
            "2\n",
            "0\n",
            "0\n",
            "\n",
            "\n",
            "x\n",
            "\n",
        ]
        seen = terminal(typed, SOUND, columns=60)
        for said in (
            "'9' is none of them: enter numbers from 1 to 8",
            "none of these, or some of them?",
            "strength of the pain must be at most 10, found the number 12",
            "pain_0_10 is 0, and pain is low_back, shoulder",
            "'x' is no number",
        ):
            assert said in " ".join(seen.screen.split())
        assert seen.status == 3
        assert "skipped   illness" in ESCAPES.sub("", seen.screen)
        assert max(map(len, ESCAPES.sub("", seen.screen).splitlines())) <= 60

    def test_after_a_sign_of_an_emergency_nothing_more_is_asked(
        self, terminal: Callable[..., Seen]
    ) -> None:
        seen = terminal(["3\n"], SOUND)
        assert seen.status == 1
        assert "get emergency care now" in seen.screen

    def test_what_is_answered_is_not_asked(self, terminal: Callable[..., Seen]) -> None:
        seen = terminal(["6\n"], SOUND, *WELL, "--days-since-back-session", "3")
        assert seen.screen.count("> ") == 1
        assert "How many hours did you sleep" in seen.screen
        assert terminal([], SOUND, "--no-input").status == 3

    @pytest.mark.parametrize("key", ["\x03", "\x04"])
    def test_who_leaves_is_let_go(self, key: str, terminal: Callable[..., Seen]) -> None:
        seen = terminal(["0\n", key], SOUND)
        assert seen.status == 130
        assert seen.screen.endswith("\nbacksafe: interrupted\n")
        assert "Traceback" not in seen.screen
