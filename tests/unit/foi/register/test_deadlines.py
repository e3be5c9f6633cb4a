"""The twentieth working day, as each Act counts it."""

from __future__ import annotations

import pandas as pd
import pytest

from parentdata.foi.register import count_working_days, find_due_dates
from parentdata.foi.register.deadlines import is_late


def due(received: str, nation: str | None) -> str | None:
    found = find_due_dates(pd.Series(pd.to_datetime([received])), pd.Series([nation]))[0]
    return None if pd.isna(found) else found.date().isoformat()


def count(received: str, until: str, nation: str) -> float:
    first, last = (pd.Series(pd.to_datetime([day])) for day in (received, until))
    return count_working_days(first, last, pd.Series([nation]))[0]


@pytest.mark.parametrize(
    ("received", "nation", "last"),
    [
        # No bank holiday anywhere in the four weeks: twenty working days are 28 days.
        ("2021-02-11", "England", "2021-03-11"),
        # 17 March is a bank holiday in Northern Ireland: it counts for all under the UK's Act.
        ("2021-03-16", "England", "2021-04-16"),
        ("2021-03-16", "Wales", "2021-04-16"),
        ("2021-03-16", "Northern Ireland", "2021-04-16"),
        # Scotland's Act: neither 17 March nor Easter Monday, and Good Friday is one there.
        ("2021-03-16", "Scotland", "2021-04-14"),
        # 2 August 2021 is a bank holiday in Scotland alone, 12 July in Northern Ireland alone.
        ("2021-07-09", "England", "2021-08-10"),
        ("2021-07-09", "Scotland", "2021-08-09"),
        # 30 November, and the days in place of a Christmas at the weekend.
        ("2021-11-29", "England", "2021-12-30"),
        ("2021-12-24", "England", "2022-01-27"),
    ],
)
def test_bank_holidays_of_any_part_count_under_the_uk_act_and_scotlands_own_in_scotland(
    received, nation, last
):
    assert due(received, nation) == last
    assert count(received, last, nation) == 20


def test_the_published_case_of_saint_patricks_day():
    # A request of Sunday 16 March 2014 was answered on 14 April, the twentieth working day,
    # which the Commissioner had counted as the twenty-first: informationrightsandwrongs.com,
    # 4 September 2015.
    assert due("2014-03-16", "England") == "2014-04-14"
    assert count("2014-03-16", "2014-04-14", "England") == 20


def test_a_request_of_a_day_off_counts_from_the_next_working_day():
    assert due("2021-02-12", "England") == due("2021-02-13", "England") == "2021-03-12"
    assert due("2021-02-14", "England") == "2021-03-12"
    assert due("2021-02-15", "England") == "2021-03-15"


def test_nothing_is_due_where_nobody_knows_which_act_applies():
    assert due("2021-02-11", None) is None
    missing = pd.Series(pd.to_datetime([None, "2021-02-11"]))
    found = find_due_dates(missing, pd.Series(["England", "England"]))
    assert found.isna().tolist() == [True, False]


def test_days_are_counted_after_the_first_and_with_the_last():
    assert count("2021-02-11", "2021-02-11", "England") == 0
    assert count("2021-02-11", "2021-02-12", "England") == 1
    assert count("2021-02-11", "2021-02-14", "England") == 1
    assert count("2021-02-13", "2021-02-15", "England") == 1


@pytest.mark.parametrize(
    ("nation", "replied", "days", "late"),
    [
        ("Scotland", "2020-05-26", 45, False),  # the longer limit was in force that day
        ("Scotland", "2020-05-26", 61, True),
        ("Scotland", "2020-05-27", 45, True),
        ("England", "2020-05-26", 45, True),
        ("England", "2021-03-11", 20, False),
        ("England", None, 45, False),
    ],
)
def test_a_reply_is_late_after_the_limit_that_was_in_force(nation, replied, days, late):
    dates = pd.Series(pd.to_datetime([replied]))
    assert is_late(pd.Series([float(days)]), dates, pd.Series([nation])).tolist() == [late]
