"""Arithmetic on the counts that the study published; differences are shown, not explained."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from parentdata.foi.estimates import make_estimates
from parentdata.foi.refusals import BadCount

ARITHMETIC = "arithmetic on published counts"


@dataclass(frozen=True, kw_only=True)
class PublishedCounts:
    """Counts from `reports/claims.yml` (authorities and councils).

    Attributes
    ----------
    requested : int
        UK local authorities that the study sent requests to.
    programme : int
        English councils in the Troubled (now Supporting) Families Programme.
    users : int
        Councils that responded that they used data analytics.
    in_force : int
        Principal children's services authorities of the UK on the day of the first requests.
    in_force_england : int
        Those of England.
    """

    requested: int
    programme: int
    users: int
    in_force: int
    in_force_england: int


def derive_published(counts: PublishedCounts, *, listed: int) -> pd.DataFrame:
    """Derive shares, remainders and differences from the published counts.

    Parameters
    ----------
    counts : PublishedCounts
    listed : int
        Requests of the study whose outcomes are public.

    Returns
    -------
    DataFrame with the columns of an estimates table
        No interval: these are sums on what was printed, not estimates from a sample.

    Raises
    ------
    BadCount
        More councils used analytics than take part, or more requests are listed than were sent.
    """
    _refuse_excess(counts.users, counts.programme, "councils that use data analytics")
    _refuse_excess(listed, counts.requested, "listed requests")
    programme = "English councils in the Supporting Families Programme"
    sent = "UK local authorities that requests were sent to"
    rows = [
        _share("admitted", "Responded that they used data analytics", counts.users,
               counts.programme, programme),
        _count("remainder", "Did not respond that they used data analytics",
               counts.programme - counts.users, programme, n=counts.programme),
        _share("listed", "Outcome public and listed here", listed, counts.requested, sent),
        _count("unlisted", "Outcome not listed here", counts.requested - listed, sent,
               n=counts.requested),
        _count("requests_less_authorities", "Requests sent, less authorities in force",
               counts.requested - counts.in_force,
               "UK: requests sent, and principal children's services authorities in force"),
        _count("authorities_less_programme", "English authorities in force, less programme",
               counts.in_force_england - counts.programme,
               "England: principal children's services authorities in force, and councils in the "
               "Supporting Families Programme"),
    ]  # fmt: skip
    return make_estimates(rows, status="real")


def _row(name: str, label: str, statistic: str, base: str, **found) -> dict:
    return {
        "id": f"foi.published.{name}.{statistic}",
        "topic": "published",
        "item": "published",
        "item_label": "Published counts",
        "answer": name,
        "answer_label": label,
        "statistic": statistic,
        "unit": statistic,
        "base": base,
        "method": ARITHMETIC,
        **found,
    }


def _share(name: str, label: str, count: int, n: int, base: str) -> dict:
    return _row(name, label, "share", base, value=count / n, count=count, n=n)


def _count(name: str, label: str, count: int, base: str, **found) -> dict:
    return _row(name, label, "count", base, value=count, count=count, **found)


def _refuse_excess(part: int, whole: int, what: str) -> None:
    if not 0 <= part <= whole or whole == 0:
        raise BadCount(
            f"{part} {what} out of {whole}.",
            expected="a part no greater than the whole",
            do="Correct the counts in reports/claims.yml.",
        )
