"""What a person types: the nearest right word is named where one is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from backsafe.cli.arguments import parser


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Returns the last line that is told of a wrong command line."""
    with pytest.raises(SystemExit) as caught:
        parser().parse_args(arguments)
    assert caught.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("chekc", "x"), "; did you mean 'check'?"),
        (("Explain", "x"), "; did you mean 'explain'?"),
        (("check", "x", "--fromat", "json"), "--fromat json; did you mean '--format'?"),
        (("check", "x", "--prfile=strict"), "--prfile=strict; did you mean '--profile'?"),
        (("check", "x", "--format", "sarfi"), "gitlab, markdown, html; did you mean 'sarif'?"),
        (("check", "x", "--fail-on", "warnings"), "there are error, warning, advice; did you mean"),
        (("rules", "--profil-e", "x"), "backsafe rules: error: unrecognized arguments: "),
        (("init", "one", "two"), "backsafe init: error: unrecognized arguments: two"),
        (("check", "x", "--zzz"), "backsafe check: error: unrecognized arguments: --zzz"),
        (("nothing-like-it",), "schema, init, completion"),
    ],
)
def test_the_nearest_right_word_is_named(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    shown = told(capsys, *arguments)
    assert message in shown
    assert shown.endswith("'?") == ("did you mean" in shown)


def test_a_file_in_the_place_of_a_command(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("backsafe: 1")
    assert told(capsys, str(plan)).endswith(f"; did you mean 'backsafe check {plan}'?")
    assert "did you mean" not in told(capsys, "\0")


def test_what_is_right_is_taken() -> None:
    options = parser().parse_args(["check", "a.yaml", "--format=json", "--fail-on", "advice", "-q"])
    assert (options.format, options.fail_on, options.quiet) == ("json", "advice", True)
