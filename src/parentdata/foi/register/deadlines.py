"""The day by which the law wants a reply: the twentieth working day after the request came.

England, Wales and Northern Ireland: https://www.legislation.gov.uk/ukpga/2000/36/section/10
Scotland: https://www.legislation.gov.uk/asp/2002/13/section/10 and section 73
What follows from them is told in decisions/0021.
"""

from __future__ import annotations

from functools import lru_cache

import holidays
import numpy as np
import pandas as pd

LIMIT = 20  # working days
# Under the Freedom of Information Act a bank holiday in any part of the UK is no working day;
# under Scotland's own Act, one in Scotland.
PARTS = {"uk": ("ENG", "WLS", "SCT", "NIR"), "scotland": ("SCT",)}
ACTS = {"England": "uk", "Wales": "uk", "Northern Ireland": "uk", "Scotland": "scotland"}
# Replies of Scottish authorities on these days were in time within 60 working days:
# Coronavirus (Scotland) Act 2020, schedule 6, paragraph 3, repealed by asp 2020/10.
LONGER_FROM, LONGER_TO, LONGER_LIMIT = pd.Timestamp("2020-04-07"), pd.Timestamp("2020-05-26"), 60


def find_due_dates(received: pd.Series, nations: pd.Series) -> pd.Series:
    """Find the last day on which a reply is in time.

    Parameters
    ----------
    received : Series of datetime, shape (n,)
        Day the authority had the request, or what it needed to understand it; any day of the week.
    nations : Series of str, shape (n,)
        Of the authority; where it is missing, so is the due date.

    Returns
    -------
    Series of datetime, shape (n,)
        The twentieth working day after `received`; the day after it is the first.
    """
    due = pd.Series(pd.NaT, index=received.index, dtype="datetime64[ns]")
    for act, own in _split(received, nations):
        # Backward: counted from the last working day before, the next one is the first.
        found = np.busday_offset(_days(own), LIMIT, roll="backward", busdaycal=_calendar(act, own))
        due[own.index] = found
    return due


def count_working_days(received: pd.Series, until: pd.Series, nations: pd.Series) -> pd.Series:
    """Count the working days after a day until another, that one included.

    Returns
    -------
    Series of float, shape (n,)
        20 on the due date; missing where a date or the nation is.
    """
    counted = pd.Series(np.nan, index=received.index)
    known = until.notna()
    for act, own in _split(received[known], nations[known]):
        both = pd.concat([own, until[own.index]])
        first, last = (_days(day) + 1 for day in (own, until[own.index]))
        counted[own.index] = np.busday_count(first, last, busdaycal=_calendar(act, both))
    return counted


def is_late(working_days: pd.Series, replied: pd.Series, nations: pd.Series) -> pd.Series:
    """Whether a reply came after the limit; false where there is none."""
    longer = nations.eq("Scotland") & replied.between(LONGER_FROM, LONGER_TO)
    limit = pd.Series(LIMIT, index=replied.index).mask(longer, LONGER_LIMIT)
    return replied.notna() & working_days.gt(limit)


def _split(received: pd.Series, nations: pd.Series):
    acts = nations.map(ACTS)
    known = received.notna() & acts.notna()
    return received[known].groupby(acts[known])


def _days(dates: pd.Series) -> np.ndarray:
    return dates.to_numpy("datetime64[D]")


def _calendar(act: str, dates: pd.Series) -> np.busdaycalendar:
    years = dates.dt.year
    return _make_calendar(act, int(years.min()), int(years.max()) + 1)


@lru_cache
def _make_calendar(act: str, first: int, last: int) -> np.busdaycalendar:
    off = {
        day
        for part in PARTS[act]
        for day in holidays.country_holidays("GB", subdiv=part, years=range(first, last + 1))
    }
    return np.busdaycalendar(holidays=sorted(off))
