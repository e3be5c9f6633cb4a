"""What must hold before agreement is measured, and what to warn of where it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from parentdata.agreement.distances import SCALES
from parentdata.agreement.refusals import (
    BadJudgements,
    OneCoder,
    TooFewUnits,
    UnknownScale,
    UnknownValue,
    UnplacedUnit,
)
from parentdata.agreement.resampling import Resampling
from parentdata.agreement.result import Coefficient
from parentdata.agreement.tallies import MISSING

FEWEST_UNITS = 2
# Below this many clusters a percentile interval is known to be too narrow.
FEW_CLUSTERS = 20


def check_arrays(
    codes: np.ndarray,
    values: Sequence[str],
    coders: Sequence[str],
    cluster: np.ndarray,
    resampling: Resampling,
) -> None:
    """Refuse arrays that do not fit one another; arguments as `measure_agreement`."""
    if len(coders) < 2:
        raise OneCoder(
            f"{len(coders)} coder judged.",
            expected="two coders or more",
            do="Have a second coder judge the same units.",
        )
    is_shaped = codes.ndim == 2 and codes.shape[1] == len(coders)
    if not is_shaped or cluster.shape != codes.shape[:1] or codes.dtype.kind != "i":
        raise BadJudgements(
            f"judgements of shape {codes.shape} ({codes.dtype}) and clusters of {cluster.shape}.",
            expected=f"whole numbers (units, {len(coders)}), and a cluster for each unit",
            do="Lay the judgements out with a row per unit and a column per coder.",
        )
    low, high = codes.min(initial=MISSING), codes.max(initial=MISSING)
    if len(values) < 2 or low < MISSING or high >= len(values):
        raise UnknownValue(
            f"judgements in {low}..{high} of {len(values)} values.",
            expected="two values or more, and positions among them, -1 where there is none",
            do="List every value that a judgement can have.",
        )
    is_placed = (cluster >= 0) & (cluster < resampling.n_clusters)
    if not is_placed.all():
        raise UnplacedUnit(
            f"{int((~is_placed).sum())} units lie in no cluster that is resampled.",
            expected=f"a cluster in 0..{resampling.n_clusters - 1} for each unit",
            do="Draw from as many clusters as there are.",
        )


def check_pairs(n_pairable: int) -> None:
    """Refuse fewer than two units with two judgements."""
    if n_pairable < FEWEST_UNITS:
        raise TooFewUnits(
            f"{n_pairable} units were judged by two coders.",
            expected=f"{FEWEST_UNITS} units at least with two judgements each",
            do="Have both coders judge the same units.",
        )


def check_scale(scale: str) -> None:
    """Refuse a scale that does not exist."""
    if scale not in SCALES:
        raise UnknownScale(
            f"the scale {scale!r}.",
            expected=f"one of {', '.join(SCALES)}",
            do="Choose one of them explicitly.",
        )


def check_scores(scores: np.ndarray, size: int) -> None:
    """Refuse numbers that do not stand one for each value, or do not tell values apart."""
    if scores.shape != (size,) or not np.isfinite(scores).all() or np.unique(scores).size < size:
        raise UnknownValue(
            f"the numbers {scores.tolist()} behind {size} values.",
            expected="a number of its own for each value",
            do="Give one for each, in the order of the values.",
        )


def list_warnings(
    codes: np.ndarray,
    values: Sequence[str],
    coders: Sequence[str],
    found: dict[str, Coefficient],
    resampling: Resampling,
) -> Iterator[str]:
    """Yield what a reader should know: a coder without variation, few clusters, mute replicates."""
    for coder, given in zip(coders, codes.T, strict=True):
        used = np.unique(given[given != MISSING])
        if used.size == 1:
            yield f"{coder} gave every unit the same value, {values[used[0]]!r}"
        elif used.size == 0:
            yield f"{coder} gave no value"
    if resampling.n_clusters < FEW_CLUSTERS:
        yield f"intervals rest on {resampling.n_clusters} clusters, and are likely too narrow"
    if found["agreed"].value == 1:
        yield "coders agreed throughout: resampling cannot show how much they might differ"
    replicates = len(resampling.drawn)
    for coefficient in found.values():
        if coefficient.value is not None and coefficient.n_defined < replicates:
            kept = "are left out" if coefficient.ci_low is not None else "leave no interval"
            yield (
                f"{coefficient.name} is undefined in {replicates - coefficient.n_defined} of "
                f"{replicates} replicates, which {kept}"
            )
