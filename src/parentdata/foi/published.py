"""Arithmetic on the counts that the study published; differences are shown, not explained."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from parentdata.foi.estimates import make_estimates
from parentdata.foi.refusals import BadCount

PRINTED = "as published"
SENT = "UK local authorities that requests were sent to"
TAKE_PART = "English councils in the Supporting Families Programme"
REGISTERED = "counted in a register of authorities"
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
        The counts themselves, then what follows from them. No interval: these are sums on what
        was printed, not estimates from a sample.

    Raises
    ------
    BadCount
        More councils used analytics than take part, or more requests are listed than were sent.
    """
    _refuse_excess(counts.users, counts.programme, "councils that use data analytics")
    _refuse_excess(listed, counts.requested, "listed requests")
    rows = [*_repeat_counts(counts), *_compare_counts(counts, listed)]
    return make_estimates(rows, status="real")


def _repeat_counts(counts: PublishedCounts) -> list[dict]:
    england = "principal children's services authorities of England"
    return [
        _count("requested", "Requests sent", counts.requested, SENT, method=PRINTED),
        _count("programme", "Councils in the programme", counts.programme, TAKE_PART,
               method=PRINTED),
        _count("users", "Responded that they used data analytics", counts.users, TAKE_PART,
               method=PRINTED),
        _count("in_force", "Authorities in force", counts.in_force,
               "principal children's services authorities of the UK", method=REGISTERED),
        _count("in_force_england", "Authorities in force in England", counts.in_force_england,
               england, method=REGISTERED),
    ]  # fmt: skip


def _compare_counts(counts: PublishedCounts, listed: int) -> list[dict]:
    return [
        _share("admitted", "Used data analytics, of the programme's councils", counts.users,
               counts.programme, TAKE_PART),
        _count("remainder", "The remainder of the programme's councils",
               counts.programme - counts.users, TAKE_PART, n=counts.programme),
        _share("listed", "Outcome listed here, of requests sent", listed, counts.requested, SENT),
        _count("unlisted", "Outcome not listed here", counts.requested - listed, SENT,
               n=counts.requested),
        _count("requests_less_authorities", "Requests sent, less authorities in force",
               counts.requested - counts.in_force, "UK"),
        _count("authorities_less_programme",
               "Authorities in force in England, less councils in the programme",
               counts.in_force_england - counts.programme, "England"),
    ]  # fmt: skip


def _row(name: str, label: str, statistic: str, base: str, **found) -> dict:
    return {
        "id": f"outcomes.published.{name}.{statistic}",
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
            f"{part:g} {what} out of {whole:g}.",
            expected="a part no greater than the whole",
            do="Correct the counts in reports/claims.yml.",
        )
