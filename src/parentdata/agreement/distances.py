"""How far apart two values are: weights of kappa and AC2, metrics of alpha.

A weight is 1 where two values agree fully and 0 where they are as far apart as can be; a distance
is 0 where they agree. All scores stand in the order of the values.
"""

from __future__ import annotations

import numpy as np

from parentdata.agreement.refusals import UnknownScale

SCALES = ("nominal", "ordinal", "interval")
WEIGHTS = ("unweighted", "linear", "quadratic", "gwet_ordinal")


def make_weights(kind: str, scores: np.ndarray) -> np.ndarray:
    """Weights of agreement between every two values.

    Parameters
    ----------
    kind : one of `WEIGHTS`
        "linear" is Cicchetti and Allison's (vcd's Equal-Spacing), "quadratic" Fleiss and Cohen's,
        "gwet_ordinal" the one that irrCAC calls ordinal.
    scores : float array (q,)
        What each value counts as; ranks 0, 1, … where values are only ordered.

    Returns
    -------
    float array (q, q), in 0..1

    Raises
    ------
    UnknownScale
        `kind` is none of `WEIGHTS`.

    References
    ----------
    Cohen (1968), Psychological Bulletin 70; Gwet (2014), Handbook of Inter-Rater Reliability,
    4th ed., ch. 3.
    """
    apart = np.abs(scores[:, None] - scores[None, :])
    if kind == "unweighted":
        return np.eye(scores.size)
    if kind == "linear":
        return 1 - apart / apart.max()
    if kind == "quadratic":
        return 1 - (apart / apart.max()) ** 2
    if kind == "gwet_ordinal":
        rank = np.argsort(np.argsort(scores))
        steps = np.abs(rank[:, None] - rank[None, :])
        pairs = (steps + 1) * steps / 2  # pairs of values from one to the other, both counted
        return 1 - pairs / pairs.max()
    raise UnknownScale(
        f"weights {kind!r}.",
        expected=f"one of {', '.join(WEIGHTS)}",
        do="Choose one of them explicitly.",
    )


def squared_distances(scale: str, margins: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Krippendorff's squared distance between every two values.

    Parameters
    ----------
    scale : one of `SCALES`
    margins : float array (..., q)
        How often each value stands among pairable judgements: his ordinal metric depends on it.
        It is not irrCAC's ordinal weighting, which looks at ranks alone.
    scores : float array (q,)
        Numbers behind the values, for "interval".

    Returns
    -------
    float array (..., q, q), or (q, q) where the margins do not matter

    Raises
    ------
    UnknownScale
        `scale` is none of `SCALES`.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section D.
    """
    if scale == "nominal":
        return 1 - np.eye(scores.size)
    if scale == "interval":
        return (scores[:, None] - scores[None, :]) ** 2
    if scale == "ordinal":
        # The sum of the margins from one value to the other, less half of both ends, is the
        # difference of their middle ranks.
        middle = np.cumsum(margins, axis=-1) - margins / 2
        return (middle[..., :, None] - middle[..., None, :]) ** 2
    raise UnknownScale(
        f"the scale {scale!r}.",
        expected=f"one of {', '.join(SCALES)}",
        do="Choose one of them explicitly.",
    )
