"""What the share of authorities that admit could be, whatever the silent ones would say."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pandas as pd

from parentdata.answers.frame import read_status
from parentdata.foi.coded_rows import make_coded
from parentdata.foi.register.bounds import bound_share
from parentdata.foi.register.places import Part, split_register

WORST_CASE = "worst and best case for those who do not say; no interval for chance"
ENDS = {
    "low": "If none of the silent admitted",
    "high": "If all of the silent admitted",
    "answered": "Of those who say, one or the other",
}


def estimate_bounds(
    register: pd.DataFrame, use: pd.Series, *, admits: str, unknown: Collection[str]
) -> pd.DataFrame:
    """Bound the share of requests whose authority admits use, in all and by nation.

    Parameters
    ----------
    register : DataFrame, one row per request
    use : Series of str, with the index of `register`
        One answer a request, as `parentdata.foi.use.classify_use` gives it.
    admits : str
        The answer whose share is bounded.
    unknown : collection of str
        Answers that leave open whether it is so: no reply, a reply that does not say, undecided.

    Returns
    -------
    DataFrame with the columns `ESTIMATE_COLUMNS`
        `foi.bounds.<admits>.low.share`, `.high.share` and `.answered.share`, each with
        "|nation=…". The first two are of all requests; the third is of those who say.

    Raises
    ------
    BadCounts
        As `bound_share`.
    """
    told = register.assign(use=use)
    rows = [
        row
        for by in (None, "nation")
        for part in split_register(told, by)
        for row in _bound_part(part, admits, unknown)
    ]
    return make_coded(rows, status=read_status(register))


def _bound_part(part: Part, admits: str, unknown: Collection[str]) -> Iterator[dict]:
    use = part.requests["use"]
    admit, silent = int(use.eq(admits).sum()), int(use.isin(unknown).sum())
    deny = len(use) - admit - silent
    bounds = bound_share(admit, deny, silent)
    counts = {"low": (admit, bounds.n), "high": (admit + silent, bounds.n),
              "answered": (admit, admit + deny)}  # fmt: skip
    for end, (count, n) in counts.items():
        base = part.base if end != "answered" else f"the {n:,} of {part.base} that say"
        yield {
            "id": f"foi.bounds.{admits}.{end}.share{part.suffix}", "topic": f"bounds{part.topic}",
            "item": part.slug, "item_label": part.label, "answer": end,
            "answer_label": ENDS[end], "domain": part.domain or None, "statistic": "share",
            "unit": "share", "value": getattr(bounds, end), "count": count, "n": n, "base": base,
            "method": WORST_CASE,
        }  # fmt: skip
