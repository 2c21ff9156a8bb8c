from datetime import UTC, date, datetime

import pytest

from core.errors import Invalid
from core.reports.period import (
    Period,
    last_days,
    month_of,
    month_with,
    months_before,
    quarter_with,
    whole_months_before,
    year_with,
)


def test_a_month_is_its_days():
    assert month_of("2028-02") == Period(date(2028, 2, 1), date(2028, 2, 29))
    assert month_with(date(2026, 12, 31)) == Period(date(2026, 12, 1), date(2026, 12, 31))


@pytest.mark.parametrize("text", ["2026-13", "2026-1", "0000-01", "2026-10-01", "", "２０２６-10x"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(Invalid):
        month_of(text)


def test_a_period_does_not_end_before_it_starts():
    with pytest.raises(Invalid):
        Period(date(2026, 1, 2), date(2026, 1, 1))


def test_months_before_keep_the_day_or_take_the_last():
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2028, 2, 29), 12) == date(2027, 2, 28)
    assert months_before(date(2026, 1, 15), 13) == date(2024, 12, 15)


def test_quarters_years_and_looks_back():
    assert quarter_with(date(2026, 11, 20)) == Period(date(2026, 10, 1), date(2026, 12, 31))
    assert quarter_with(date(2026, 1, 1)) == Period(date(2026, 1, 1), date(2026, 3, 31))
    assert year_with(date(2026, 5, 5)) == Period(date(2026, 1, 1), date(2026, 12, 31))
    assert whole_months_before(date(2026, 1, 15), 3) == Period(date(2025, 10, 1), date(2025, 12, 31))
    assert last_days(date(2026, 11, 20), 365) == Period(date(2025, 11, 21), date(2026, 11, 20))
    assert last_days(date(2026, 11, 20), 1).days == 1


def test_whole_months_are_named_and_others_are_none():
    assert Period(date(2026, 11, 1), date(2027, 1, 31)).whole_months() == ("2026-11", "2026-12", "2027-01")
    assert Period(date(2026, 11, 1), date(2026, 11, 29)).whole_months() == ()
    assert Period(date(2026, 11, 2), date(2026, 12, 31)).whole_months() == ()


def test_bounds_follow_the_zone_and_its_summer_time():
    spring = Period(date(2026, 3, 29), date(2026, 3, 29))
    assert spring.starts("Europe/Berlin") == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert spring.ends("Europe/Berlin") == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert month_of("2026-10").starts("Europe/Moscow") == datetime(2026, 9, 30, 21, tzinfo=UTC)
