"""Rows that no design stands behind, once more: plain counts, their shares, and the weights."""

from __future__ import annotations

import math

import numpy as np

from parentdata.second_opinion.intervals import wilson_interval
from parentdata.second_opinion.rows import Question


def count_share(question: Question) -> dict:
    """A plain share of answers, and Wilson's interval for it."""
    answers = question.outcome[question.domain]
    answers = answers[~np.isnan(answers)]
    share = float(answers.sum() / answers.size)
    low, high = wilson_interval(share, answers.size, question.level)
    return {"value": share, "ci_low": low, "ci_high": high, "n": answers.size}


def describe_weights(weight: np.ndarray) -> dict[str, float]:
    """Every figure about the weights (n,), by the name that its row gives as answer."""
    ordered, n = sorted(weight.tolist()), weight.size
    mean = math.fsum(ordered) / n
    squared = math.fsum(one**2 for one in ordered)
    variance = math.fsum((one - mean) ** 2 for one in ordered) / n
    effective = (mean * n) ** 2 / squared
    return {
        "n": n,
        "sum": mean * n,
        "least": ordered[0],
        "quartile_1": _part(ordered, 0.25),
        "median": _part(ordered, 0.5),
        "quartile_3": _part(ordered, 0.75),
        "greatest": ordered[-1],
        "mean": mean,
        "cv": math.sqrt(variance) / mean,
        "kish_deff": n / effective,
        "n_effective": effective,
    }


def _part(ordered: list[float], share: float) -> float:
    """A quartile of the weights themselves, on the line between two neighbours."""
    place = share * (len(ordered) - 1)
    before = math.floor(place)
    after = min(before + 1, len(ordered) - 1)
    return ordered[before] + (place - before) * (ordered[after] - ordered[before])
