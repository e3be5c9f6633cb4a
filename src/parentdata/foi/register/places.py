"""The ways of dividing the requests: all of them, by nation, by region, by kind of authority."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from parentdata.foi.outcomes import name_slug

PLACES = {"nation": "Nation", "region": "Region", "authority_type": "Kind of authority"}
ELSEWHERE = "No authority of the register"


@dataclass(frozen=True, kw_only=True)
class Part:
    """Requests to one place.

    Attributes
    ----------
    domain : str
        Such as "nation=wales"; "" for all requests.
    topic : str
        What stands behind a topic's name: "_by_nation", or "".
    slug, label, base : str
    requests : DataFrame
    """

    domain: str
    topic: str
    slug: str
    label: str
    base: str
    requests: pd.DataFrame

    @property
    def suffix(self) -> str:
        """What stands at the end of an id."""
        return f"|{self.domain}" if self.domain else ""


def split_register(register: pd.DataFrame, by: str | None = None) -> Iterator[Part]:
    """Yield the requests of each place, the most frequent first; all of them, without `by`.

    Requests to a body that the register of authorities does not hold are a place of their own,
    so that the places hold every request once.
    """
    n = len(register)
    if by is None:
        base = f"all {n:,} requests"
        yield Part(domain="", topic="", slug="all", label="All", base=base, requests=register)
        return
    places = register[by].astype(object).where(register[by].notna(), ELSEWHERE)
    order = places.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    for place, size in order.items():
        slug = name_slug(place)
        yield Part(
            domain=f"{by}={slug}", topic=f"_by_{by}", slug=slug, label=place,
            base=f"all {size:,} requests to {place}", requests=register[places.eq(place)],
        )  # fmt: skip


def split_everyhow(register: pd.DataFrame) -> Iterator[Part]:
    """Yield all requests, then those of each nation, region and kind of authority."""
    for by in (None, *PLACES):
        yield from split_register(register, by)
