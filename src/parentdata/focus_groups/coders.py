"""How far the two coders of the discussions agree, as rows of an estimates table."""

from __future__ import annotations

import pandas as pd

from parentdata.agreement import AgreementChoices, agree_by_code, list_agreement
from parentdata.coding.codebook import Codebook
from parentdata.focus_groups.rows import STUDY

SEED = 480987
REPLICATES = 2_000
METHOD = f"percentile bootstrap over discussions, {REPLICATES:,} replicates"


def measure_coders(
    judgements: pd.DataFrame,
    contributions: pd.DataFrame,
    codebook: Codebook,
    *,
    level: float,
    reliable_alpha: float,
    status: str,
) -> pd.DataFrame:
    """Measure agreement by code; discussions are resampled whole, as parents heard one another.

    Parameters
    ----------
    judgements : DataFrame, one row per participant, code and coder
    contributions : DataFrame, one row per participant, with unit_id and discussion_id
    codebook : Codebook
    level : float in (0, 1)
        Coverage of the intervals.
    reliable_alpha : float
        Least alpha of a code that is called reliable.
    status : str

    Returns
    -------
    DataFrame, columns of an estimates table
        Ids such as `groups.agreement.stigma.alpha`.

    Raises
    ------
    OneCoder, JudgedTwice, UnknownValue, UnplacedUnit
        As `parentdata.agreement.agree_by_code`.
    """
    choices = AgreementChoices(
        replicates=REPLICATES, seed=SEED, level=level, reliable_alpha=reliable_alpha
    )
    discussion = contributions.set_index("unit_id")["discussion_id"]
    found = agree_by_code(judgements, codebook.leaves, authority=discussion, choices=choices)
    rows = list_agreement(
        found, prefix="groups.agreement", study=STUDY, choices=choices, data_status=status
    )
    is_resampled = rows["method"].str.startswith("percentile")
    return rows.assign(method=rows["method"].mask(is_resampled, METHOD))
