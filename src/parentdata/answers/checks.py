"""What must hold of every estimates table before it is written."""

from __future__ import annotations

import pandas as pd

from parentdata.errors import Refusal


class BadEstimates(Refusal):
    """An estimates table contradicts itself."""


def check_estimates(estimates: pd.DataFrame) -> None:
    """Hold an estimates table against itself.

    Ids are unique; a count lies within its base; a share lies in 0..1 and within its interval, and
    is its count over its base where it is not weighted; a net lies in -1..1; what is withheld has
    no figures.

    Parameters
    ----------
    estimates : DataFrame, one row per estimate
        The columns `ESTIMATE_COLUMNS`.

    Raises
    ------
    BadEstimates
        Names the first rows that break a rule, and the rule.
    """
    shown = estimates[~estimates["is_withheld"].astype(bool)]
    shares = shown[shown["unit"].eq("share")]
    plain = shares[shares["count"].notna() & shares["method"].eq("Wilson")]
    spans = shown[shown["ci_low"].notna()]
    withheld = estimates[estimates["is_withheld"].astype(bool)]
    figures = ["value", "ci_low", "ci_high", "count"]
    rules = {
        "an id stands once": estimates[estimates["id"].duplicated(keep=False)],
        "a count lies within its base": shown[
            (shown["count"] > shown["n"]).fillna(value=False).astype(bool)
        ],
        "a share lies in 0..1": shares[~shares["value"].between(0, 1)],
        "a share is its count over its base": plain[
            (plain["value"] - plain["count"] / plain["n"]).abs().astype(float) > 1e-12
        ],
        "a figure lies within its interval": spans[
            ~spans["value"].between(spans["ci_low"] - 1e-12, spans["ci_high"] + 1e-12)
        ],
        "a net lies in -1..1": shown[shown["unit"].eq("points") & ~shown["value"].between(-1, 1)],
        "what is withheld has no figures": withheld[withheld[figures].notna().any(axis=1)],
    }
    for rule, broken in rules.items():
        if len(broken):
            raise BadEstimates(
                f"{len(broken)} estimates break a rule, the first of them "
                f"{', '.join(broken['id'].head(3))}.",
                expected=rule,
                do="Find the step of the notebook that made them.",
            )
