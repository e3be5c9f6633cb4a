"""The floor: the least that numpy can do for this one task, and nothing else.

No refusals, intervals, degrees of freedom, design effects, labels, missing answers or lonely
PSUs; strata, PSUs and domains are numbered from 0 and complete.
"""

from __future__ import annotations

import numpy as np
from columns import DOMAINS, NAMES, PSUS, STRATA


def linearise(columns: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Shares and standard errors, arrays (items, domains)."""
    weight = columns["weight"]
    cell = columns["psu"].astype(np.int64) * DOMAINS + columns["domain"]
    size = STRATA * PSUS * DOMAINS
    below = np.bincount(cell, weights=weight, minlength=size).reshape(-1, DOMAINS)
    people = below.sum(axis=0)
    shares, errors = [], []
    for name in NAMES:
        above = np.bincount(cell, weights=weight * columns[name], minlength=size)
        above = above.reshape(-1, DOMAINS)
        share = above.sum(axis=0) / people
        totals = ((above - share * below) / people).reshape(STRATA, PSUS, DOMAINS)
        deviation = totals - totals.mean(axis=1, keepdims=True)
        shares.append(share)
        errors.append(np.sqrt(PSUS / (PSUS - 1) * (deviation**2).sum(axis=(0, 1))))
    return np.array(shares), np.array(errors)
