"""How the requests came to their authorities, and which did not."""

from __future__ import annotations

import pandas as pd

from parentdata.answers.frame import read_status
from parentdata.authorities import MATCHED, UNMATCHED
from parentdata.foi.coded_rows import count_row, make_coded, share_row
from parentdata.foi.register.outcomes import COUNTED

WAYS = {
    "code": "By its code",
    "name": "By its name in the register",
    "alias": "By a stated alias",
    **UNMATCHED,
}


def estimate_matches(register: pd.DataFrame) -> pd.DataFrame:
    """Count how requests were matched to authorities, and the names that were not.

    Parameters
    ----------
    register : DataFrame
        As `build_register` returns it.

    Returns
    -------
    DataFrame with the columns `ESTIMATE_COLUMNS`
        `foi.match.<way>.count` and `.share` of all requests; `foi.match.matched.…` together;
        `foi.match.names.count`, `foi.match.unmatched_names.count` (names that mean nothing, or
        two, without those stated to be outside) and `foi.match.outside_names.count`.
    """
    n, by = len(register), register["matched_by"]
    matched, outside = by.isin(MATCHED), by.eq("outside")
    names = register["authority_given"]
    rows = []

    def add(name: str, label: str, count: int, *, topic: str, of: int, base: str, share: bool):
        about = {
            "topic": topic, "item": topic, "item_label": "Authority", "answer": name,
            "answer_label": label, "n": of, "base": base, "method": COUNTED,
        }  # fmt: skip
        rows.append(count_row(f"foi.match.{name}.count", count, **about))
        if share:
            rows.append(share_row(f"foi.match.{name}.share", count, **about))

    of_requests = {"of": n, "base": f"all {n:,} requests", "share": True}
    for way, label in WAYS.items():
        add(way, label, int(by.eq(way).sum()), topic="match", **of_requests)
    add("matched", "Matched to an authority", int(matched.sum()), topic="matched", **of_requests)
    distinct = names.nunique()
    of_names = {"of": distinct, "base": f"all {distinct:,} names", "share": False,
                "topic": "match_names"}  # fmt: skip
    add("names", "Names as written", distinct, **of_names)
    left = names[~matched & ~outside].nunique()
    add("unmatched_names", "Names that mean no single authority", left, **of_names)
    label = "Names of bodies outside the register"
    add("outside_names", label, names[outside].nunique(), **of_names)
    return make_coded(rows, status=read_status(register))
