"""Every document of the labelled corpus gets the verdicts of its label, from every engine."""

from __future__ import annotations

import pytest
from labelled import PAGE, Case, cases, checker, found, report

from backsafe.rules.loader import default_rule_book

CORPUS = [pytest.param(case, id=case.name) for case in cases()]


@pytest.mark.parametrize("case", CORPUS)
def test_a_document_gets_what_its_label_says(case: Case) -> None:
    given = found(case)

    assert given.fired == case.expect
    assert set(case.unknown) <= given.unknown


@pytest.mark.durable
@pytest.mark.parametrize("case", CORPUS)
def test_the_engines_agree(case: Case) -> None:
    checker("durable", cross_check=True).check(case.model)


def test_a_sound_document_raises_no_alarm() -> None:
    for case in cases():
        if case.sound:
            assert set(case.expect.values()) <= {"advice"}, case.name
            assert set(found(case).fired.values()) <= {"advice"}, case.name


def test_the_corpus_is_large_and_reaches_every_rule() -> None:
    expected = {code for case in cases() for code in case.expect}
    codes = {rule.code for rule in default_rule_book().rules if not rule.opt_in}

    assert len(cases()) >= 150
    assert len({case.name for case in cases()}) == len(cases())
    assert sum(case.sound for case in cases()) >= 60
    assert codes - expected == {"PR08"}  # it never fails
    assert any("PR08" in case.unknown for case in cases())


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == report(cases())
