"""The estimates that a claim rests on: found by their ids, and put into one digest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from parentdata.claims.directions import find_groups
from parentdata.claims.model import EVERY_GROUP, Claim
from parentdata.errors import Refusal

# What agreement is called: a figure that stand-in data were made to agree with is no evidence.
AGREEMENT = {"stand-in": "calibrated", "real": "reproduced"}
# What of an estimate may not move without a word. Later digits differ by processor.
HELD = ("value", "ci_low", "ci_high", "count", "n")
DIGITS = ".9g"
SHORT = 16


class BadEvidence(Refusal):
    """An estimate that a claim rests on is absent, stands twice, or has no figure or status."""


def find_evidence(claim: Claim, estimates: pd.DataFrame) -> pd.DataFrame:
    """Find the estimates that a claim rests on.

    Parameters
    ----------
    claim : Claim
        With `rests_on`.
    estimates : DataFrame, one row per estimate
        Needs `id`.

    Returns
    -------
    DataFrame, rows of `estimates`
        Those of `rests_on.estimates` in their order, every group's where the id asks for every
        group; then the one of `over`, or the others of `among`.

    Raises
    ------
    BadEvidence
        An estimate is not in the table, or stands in it twice.
    """
    found: list[str] = []
    for name in claim.rests_on.estimates:
        # A name that no group has stays, and is refused as absent.
        groups = find_groups(name, estimates) if name.endswith(EVERY_GROUP) else []
        found += groups or [name]
    if claim.rests_on.among is not None:
        found += [name for name in _find_kind(claim, estimates) if name not in found]
    found += [claim.rests_on.over] if claim.rests_on.over else []
    return estimates.iloc[_locate(claim, found, estimates)]


def _find_kind(claim: Claim, estimates: pd.DataFrame) -> list[str]:
    start, _, end = claim.rests_on.among.partition("*")
    pattern = rf"{re.escape(start)}[^.|]+{re.escape(end)}"
    return estimates.loc[estimates["id"].astype(str).str.fullmatch(pattern), "id"].tolist()


def _locate(claim: Claim, names: list[str], estimates: pd.DataFrame) -> list[int]:
    """Positions of the one row with each id."""
    places: dict[str, list[int]] = {name: [] for name in names}
    for place in np.flatnonzero(estimates["id"].isin(names)):
        places[estimates["id"].iat[place]].append(int(place))
    for name, held in places.items():
        if len(held) != 1:
            raise BadEvidence(
                f"claim {claim.id} rests on {name!r}, which the estimates hold {len(held)} times.",
                expected="every estimate that a claim rests on, once",
                do="Correct rests_on in reports/claims.yml, or make the estimate in the notebook.",
            )
    return [places[name][0] for name in names]


def read_evidence_status(claim: Claim, evidence: pd.DataFrame) -> str:
    """Data status of evidence: stand-in, if any of it is.

    Raises
    ------
    BadEvidence
        No rows, or one whose status is neither stand-in nor real.
    """
    statuses = set(evidence["data_status"])
    if not statuses or statuses - set(AGREEMENT):
        raise BadEvidence(
            f"claim {claim.id} is held against estimates of status "
            f"{', '.join(sorted(map(str, statuses))) or '(no rows)'}.",
            expected=f"{' or '.join(AGREEMENT)} on every row",
            do="Write the estimates with the status of the data they were made from.",
        )
    return "stand-in" if "stand-in" in statuses else "real"


def digest_evidence(evidence: pd.DataFrame | None, *, status: str) -> str:
    """Put what a claim rests on into a short digest, by which a change is seen.

    Parameters
    ----------
    evidence : DataFrame, one row per estimate, or None
        `id`, `is_withheld` and what it has of the columns `HELD`; None for a claim that nothing
        here can test.
    status : str
        Its data status.

    Returns
    -------
    str
        Hexadecimal. It moves with an id, a figure (to nine significant digits), a base, what is
        withheld and the status; it does not move with labels, or with other estimates.
    """
    held: list = [status]
    for row in evidence.to_dict("records") if evidence is not None else ():
        figures = [_write(row.get(name)) for name in HELD]
        held.append([row["id"], bool(row["is_withheld"]), *figures])
    return digest(held)


def digest(content: Iterable | Mapping) -> str:
    """Digest of anything that JSON can write."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT]


def _write(figure: object) -> str:
    return "" if figure is None or pd.isna(figure) else format(float(figure) + 0.0, DIGITS)
