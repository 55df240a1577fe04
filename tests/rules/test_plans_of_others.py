"""Plans and logs that other people and programs wrote: read, accounted for, judged, converted."""

from __future__ import annotations

from pathlib import Path

import pytest
from judging import verdicts_on

import backsafe
from backsafe.errors import DocumentError
from backsafe.outputs.document import as_json, as_yaml
from backsafe.readers import Document, read, read_text

pytestmark = pytest.mark.realdata

READ_AS = {
    "hevy/*.csv": "hevy",
    "openweight/examples/programs/*.json": "openweight",
    "openweight/examples/workout-logs/*.json": "openweight",
    "openweight/examples/workout-templates/*.json": "openweight",
    "pwf/examples/*.yaml": "pwf",
    "wpl/conformance/valid/*.json": "wpl",
    "plans/*.json": "loose",
    "open-workout-format/examples/**/*.md": "owf",
}


def documents(data: Path) -> dict[str, Document]:
    return {
        str(path.relative_to(data)): read(str(path))
        for pattern in READ_AS
        for path in sorted(data.glob(pattern))
    }


def test_each_is_read_as_what_it_is(data: Path) -> None:
    for pattern, reader in READ_AS.items():
        paths = sorted(data.glob(pattern))
        assert paths, pattern
        for path in paths:
            assert read(str(path)).reader == reader, path


def test_what_was_read_adds_up(data: Path) -> None:
    for name, document in documents(data).items():
        account = document.account
        assert account is not None
        assert account.used > 0, name
        assert account.read == account.used + account.left_out + account.unread, name
        assert not account.failed, (name, account.failed)


def test_all_of_them_run_to_the_end_and_the_engines_agree(data: Path) -> None:
    found = documents(data)

    assert len(found) > 80
    for name, document in found.items():
        if any(session.activities for session in _sessions(document)):
            assert verdicts_on(document.content), name


def _sessions(document: Document) -> list[backsafe.Workout]:
    from backsafe.facts.timeline import document_sessions

    return [workout for _, workout in document_sessions(document.content)]


def test_converted_they_are_the_same(data: Path) -> None:
    for name, document in documents(data).items():
        sessions = _sessions(document)
        for form, reader in ((as_yaml, "yaml"), (as_json, "json")):
            again = read_text("".join(form(document.content)), name, reader)
            assert _sessions(again) == sessions, name
            assert again.content.athlete == document.content.athlete


def test_what_their_own_schemas_refuse_is_no_traceback(data: Path) -> None:
    """Broken examples are read as far as they make sense, or refused with a reason."""
    checker = backsafe.Checker(engine="compiled")
    for path in sorted(data.glob("*/*/invalid/*")) + sorted(data.glob("*/conformance/invalid/*")):
        try:
            checker.check(path)
        except DocumentError as error:
            assert all(problem.message for problem in error.problems)


def test_a_well_known_strength_program_is_left_in_peace(data: Path) -> None:
    """5/3/1 with its supplemental work, by an intermediate lifter who masters the lifts."""
    path = data / "openweight" / "examples" / "programs" / "531-bbb.json"
    athlete = {"level": "intermediate", "conditions": [], "symptoms": [], "par_q_yes": []}
    report = backsafe.check(path, athlete=athlete, engine="compiled")
    codes = {it.code for it in report.violations if it.severity != "advice"}

    # It lists no warm-up at all, and begins its lifts at 65 % and more.
    assert codes <= {"WU01", "WU02", "WU04", "WU05", "PR01"}
