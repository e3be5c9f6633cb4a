"""Estimates worked out once more with every set of replicate weights that came with the data."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parentdata.second_opinion.refusals import unknown_design
from parentdata.second_opinion.rows import Question


def estimate_with_replicates(
    respondents: pd.DataFrame, design, questions: list[Question]
) -> pd.DataFrame:
    """Value and standard error of each question: the spread of the replicates' estimates.

    Parameters
    ----------
    design
        Names `weight` and `replicates`, and says `scale`, `rscales` and `mse`.

    Raises
    ------
    NoSecondOpinion
        A quantile is asked for.
    """
    weight = respondents[design.weight].to_numpy(float)
    each = [respondents[name].to_numpy(float) for name in design.replicates]
    rscales = design.rscales or [1.0] * len(each)
    rows = []
    for question in questions:
        if question.quantile is not None:
            raise unknown_design("quantiles by replicate weights")
        value = _estimate(question, weight)
        repeated = [_estimate(question, one) for one in each]
        centre = (
            value
            if design.mse
            else np.mean([r for r, s in zip(repeated, rscales, strict=True) if s > 0])
        )
        spread = sum(s * (r - centre) ** 2 for r, s in zip(repeated, rscales, strict=True))
        rows.append({"id": question.id, "value": value, "se": np.sqrt(design.scale * spread)})
    return pd.DataFrame(rows)


def _estimate(question: Question, weight: np.ndarray) -> float:
    value = _mean(question.outcome, question.domain, weight)
    if question.reference is None:
        return value
    return value - _mean(question.outcome, question.reference, weight)


def _mean(outcome: np.ndarray, domain: np.ndarray, weight: np.ndarray) -> float:
    inside = domain & ~np.isnan(outcome)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (weight[inside] * outcome[inside]).sum() / weight[inside].sum()
