from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backsafe.readers.dates import read_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 Apr 2026, 16:50", datetime(2026, 4, 8, 16, 50)),
        ("Jun 11, 2026, 1:01 PM", datetime(2026, 6, 11, 13, 1)),
        ("Dec 5, 2025, 12:00 AM", datetime(2025, 12, 5)),
        ("Dec 5, 2025, 12:30\u202fPM", datetime(2025, 12, 5, 12, 30)),
        ("8. April 2026, 16:50", datetime(2026, 4, 8, 16, 50)),
        ("5 M\u00e4r 2025, 10:00", datetime(2025, 3, 5, 10)),
        ("5. Mrz. 2025, 10:00", datetime(2025, 3, 5, 10)),
        ("24 Okt. 2025, 07:30", datetime(2025, 10, 24, 7, 30)),
        ("3 f\u00e9vr. 2026, 18:00", datetime(2026, 2, 3, 18)),
        ("28 ao\u00fbt 2025, 06:00", datetime(2025, 8, 28, 6)),
        ("2 juin 2025, 06:00", datetime(2025, 6, 2, 6)),
        ("2 juil. 2025, 06:00", datetime(2025, 7, 2, 6)),
        ("30 Abr 2026, 19:37", datetime(2026, 4, 30, 19, 37)),
        ("8 de fev. de 2026, 16:50", datetime(2026, 2, 8, 16, 50)),
        ("4 out 2025, 10:20", datetime(2025, 10, 4, 10, 20)),
        ("4 dic 2025, 10:20", datetime(2025, 12, 4, 10, 20)),
        ("4 ene 2025, 10:20", datetime(2025, 1, 4, 10, 20)),
        ("2025-06-01 08:00", datetime(2025, 6, 1, 8)),
        ("2025-06-01", datetime(2025, 6, 1)),
        ("2025-06-30T10:00:00+14:00", datetime(2025, 6, 30, 10)),
        ("2024-01-15T10:00:00Z", datetime(2024, 1, 15, 10)),
        ("01.02.2025 18:30", datetime(2025, 2, 1, 18, 30)),
    ],
)
def test_dates_as_apps_write_them(text: str, expected: datetime) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31 Feb 2025, 10:00",
        "2025-13-01",
        "03/04/2025",  # March or April
        "2 ju 2025",  # June or July
        "2 ma 2025",
        "11 Foo 2025, 10:00",
        "Jun 11, 2026, 13:01 PM",
        "8 Apr 2026, 25:00",
        "8 Apr 2026, 16:50" + "x" * 80,
        "\u0668 Apr 2026",
    ],
)
def test_what_is_no_clear_date_is_none(text: str) -> None:
    assert read_date(text) is None


@given(st.text(max_size=70))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = read_date(text)

    assert found is None or found.tzinfo is None
