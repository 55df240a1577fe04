"""What no file holds is checked by a test; plans/ is checked without one."""

import pytest
from library import deadlift_day


@pytest.mark.parametrize("week", range(1, 7))
def test_every_week_holds(week, backsafe_check):
    report = backsafe_check(deadlift_day(week))

    assert not report.notices  # every exercise is known


def test_a_novice_may_begin_with_it(backsafe_check):
    backsafe_check(deadlift_day(1), athlete={"level": "novice", "symptoms": []})
