"""Values to the integers 0..k-1, in time that grows with the rows and no faster."""

from __future__ import annotations

import numpy as np
import pandas as pd


def compact(column: pd.Series) -> tuple[np.ndarray, list, int]:
    """Code the values of a column by their rank among those that occur.

    Returns
    -------
    (code, labels, n_missing)
        int64 array (n,) with -1 for missing, the sorted values, and how many are missing.
    """
    values = column.to_numpy() if isinstance(column.dtype, np.dtype) else np.empty(0, object)
    found, n_missing = None, 0
    if values.size and (values.dtype == bool or np.issubdtype(values.dtype, np.integer)):
        found = compact_integers(values)
    elif values.size and np.issubdtype(values.dtype, np.floating):
        is_missing = np.isnan(values)
        n_missing = int(is_missing.sum())
        found = _compact_whole(values, is_missing if n_missing else None)
    if found is not None:
        return found[0], found[1].astype(values.dtype).tolist(), n_missing
    code, labels = pd.factorize(column, sort=True)
    return code.astype(np.int64), list(labels), int((code < 0).sum())


def compact_integers(values: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """Ranks (n,) of integers and the values that occur (k,); None where they spread too far.

    Sorting and hashing cost several times what counting does, and codes, ids of PSUs and
    answers lie close together.
    """
    low, high = int(values.min()), int(values.max())
    span = high - low + 1
    if span > max(4096, 2 * values.size):
        return None
    code = values.astype(np.int64, copy=False)
    if low:
        code = code - low
    if span <= 2:
        return code, np.arange(low, high + 1)
    is_met = np.zeros(span, bool)
    is_met[code] = True
    if not is_met.all():
        code = (np.cumsum(is_met) - 1)[code]
    return code, np.flatnonzero(is_met) + low


def _compact_whole(
    values: np.ndarray, is_missing: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray] | None:
    """The same for floats that are whole numbers or missing; None for any other."""
    with np.errstate(invalid="ignore"):
        whole = values.astype(np.int64)
    if is_missing is None:
        return compact_integers(whole) if (whole == values).all() else None
    if is_missing.all() or not ((whole == values) | is_missing).all():
        return None
    whole[is_missing] = whole[np.argmin(is_missing)]
    found = compact_integers(whole)
    if found is None:
        return None
    code, distinct = found
    return np.where(is_missing, -1, code), distinct
