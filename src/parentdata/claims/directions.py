"""Directions and consensus: what intervals say of a published "more", "less" or "all".

Policy of the rules: decisions/0005-published-figures.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from parentdata.claims.model import EVERY_GROUP, Claim

# An answer to one characteristic: no pair, no crossing, no intersection.
GROUP = r"\|[^|=+~]+=[^|=+~]+"
NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What intervals say of a claim.

    `verdict` is "agrees", "differs" or "undetermined", and None where every estimate is withheld;
    `place` is the position of the interval that decides: the one that speaks least for the claim.
    """

    verdict: str | None
    place: int | None
    reason: str


def find_groups(name: str, estimates: pd.DataFrame) -> list[str]:
    """Ids of one estimate in every answer to every characteristic, in the order of the table."""
    start = re.escape(name.removesuffix(EVERY_GROUP))
    is_group = estimates["id"].astype(str).str.fullmatch(start + GROUP)
    return estimates.loc[is_group, "id"].tolist()


def read_intervals(claim: Claim, evidence: pd.DataFrame) -> Reading:
    """Read whether every interval lies on the side that a claim says.

    Parameters
    ----------
    claim : Claim
        Of rule "direction" or "consensus".
    evidence : DataFrame, one row per estimate
        `id`, `ci_low`, `ci_high` and `is_withheld`. Groups of a consensus that are withheld do not
        decide. An estimate without an interval cannot be told from the limit.

    Returns
    -------
    Reading
        It agrees where every interval lies on the side, and differs where one lies wholly on the
        other; otherwise it is undetermined.
    """
    limit, sign = claim.find_limit(), 1 if claim.side == "above" else -1
    is_withheld = evidence["is_withheld"].astype(bool).to_numpy()
    if is_withheld.all() or (claim.rule == "direction" and is_withheld.any()):
        names = evidence.loc[is_withheld, "id"].head(NAMED)
        return Reading(verdict=None, place=None, reason=f"withheld: {', '.join(names)}")
    # Signed so that the side of the claim is up, whichever it is.
    ends = sign * (evidence[["ci_low", "ci_high"]].astype(float).to_numpy() - limit)
    near, far = ends.min(axis=1), ends.max(axis=1)
    agrees, opposes = near > 0, far < 0
    thin = f"{is_withheld.sum()} of {len(evidence)} withheld" if is_withheld.any() else ""
    if (agrees | is_withheld).all():
        return Reading(verdict="agrees", place=_least(near, ~is_withheld), reason=thin)
    verdict, words, chosen = (
        ("differs", "on the other side", opposes)
        if opposes.any()
        else ("undetermined", "cannot be told from the limit", ~agrees & ~is_withheld)
    )
    place = _least(near, chosen)
    said = f"{chosen.sum()} of {len(evidence)} {words}, such as {evidence['id'].iloc[place]}"
    return Reading(verdict=verdict, place=place, reason="; ".join(filter(None, (said, thin))))


def _least(near: np.ndarray, chosen: np.ndarray) -> int:
    """Position of the chosen interval that reaches least far to the side of the claim."""
    return int(np.argmin(np.where(chosen, np.nan_to_num(near, nan=-np.inf), np.inf)))
