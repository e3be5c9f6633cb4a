"""Whether two categorical answers go together: Rao and Scott's tests, and Wald's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import linalg

from parentdata.survey.columns import Coded, empty_domain, read_codes, read_domain
from parentdata.survey.distributions import chi2_tail, f_tail
from parentdata.survey.frame import Frame
from parentdata.survey.regression import one_valued
from parentdata.survey.wald import wald_statistic


@dataclass(frozen=True)
class AssociationTest:
    """Tests that two categorical answers are independent.

    Attributes
    ----------
    pearson : float
        Pearson's chi-square of the weighted shares, scaled to `n` answers.
    first_order_p : float
        Probability of pearson / mean generalised design effect on chi-square of `cells`.
    second_order, second_order_degf, second_order_p : float
        Chi-square adjusted for the unequal design effects too (Satterthwaite).
    f, numerator, denominator, p : float
        The same as F, which also knows how few PSUs there are; the one to report.
    wald_f, wald_denominator, wald_p : float
        Wald's test of no interaction, on `cells` and `wald_denominator`; NaN where the
        design has fewer degrees of freedom than there are cells.
    adjusted_wald_f, adjusted_wald_denominator, adjusted_wald_p : float
        The same, adjusted for few PSUs.
    cells : int
        (rows - 1) x (columns - 1).
    n : int
        Answers to both.
    table : DataFrame
        Weighted counts of the domain.
    """

    pearson: float
    first_order_p: float
    second_order: float
    second_order_degf: float
    second_order_p: float
    f: float
    numerator: float
    denominator: float
    p: float
    wald_f: float
    wald_denominator: float
    wald_p: float
    adjusted_wald_f: float
    adjusted_wald_denominator: float
    adjusted_wald_p: float
    cells: int
    n: int
    table: pd.DataFrame


def compare_categories(
    sample: pd.DataFrame, design, outcome: str, *, by: str, domain=None
) -> AssociationTest:
    """Test whether a categorical outcome is independent of the groups of `by`.

    Parameters
    ----------
    sample : DataFrame, one row per respondent, shape (n, k)
    design : Design, ReplicateDesign or PsuReplicates
    outcome, by : str
        Categorical columns; a category that nobody of the domain gave takes no part.
    domain : boolean Series or array (n,), optional

    Raises
    ------
    OneValuedOutcome
        One of the two has a single category in the domain.
    EmptyDomain

    References
    ----------
    Rao and Scott (1981, 1984); R survey 4.1 `svychisq`, whose contrasts are those of the
    unweighted table.
    """
    frame = design.read(sample)
    rows = read_domain(sample, domain)
    pair = [read_codes(sample, outcome), read_codes(sample, by)]
    rows = rows[(pair[0].code[rows] >= 0) & (pair[1].code[rows] >= 0)]
    if rows.size == 0:
        raise empty_domain(f"nobody in it answered both {outcome!r} and {by!r}")
    row, row_labels = _met(pair[0], rows, outcome)
    column, column_labels = _met(pair[1], rows, by)
    n_rows, n_columns = len(row_labels), len(column_labels)
    is_cell = np.eye(n_rows * n_columns)[row * n_columns + column]
    share, covariance = frame.ratio(rows, is_cell, np.ones_like(is_cell))
    degf = frame.degf(rows)
    weight = frame.weight[rows].sum()
    counts = pd.DataFrame(
        share.reshape(n_rows, n_columns) * weight, index=row_labels, columns=column_labels
    )
    return AssociationTest(
        **_rao_scott(share, covariance, n_rows, n_columns, rows.size, degf),
        **_wald(frame, rows, is_cell, n_rows, n_columns, degf),
        cells=(n_rows - 1) * (n_columns - 1),
        n=rows.size,
        table=counts,
    )


def _met(coded: Coded, rows: np.ndarray, name: str):
    met, code = np.unique(coded.code[rows], return_inverse=True)
    if met.size < 2:
        raise one_valued(name)
    return code, [coded.labels[k] for k in met]


def interaction_contrasts(n_rows: int, n_columns: int) -> np.ndarray:
    """Contrasts (cells, (r-1)(c-1)) of interaction, orthogonal to both margins."""
    margins, interactions = _treatment(n_rows, n_columns)
    basis, _ = linalg.qr(margins, mode="economic")
    return interactions - basis @ (basis.T @ interactions)


def _treatment(n_rows: int, n_columns: int):
    row, column = np.divmod(np.arange(n_rows * n_columns), n_columns)
    is_row = (row[:, None] == np.arange(1, n_rows)).astype(float)
    is_column = (column[:, None] == np.arange(1, n_columns)).astype(float)
    margins = np.hstack([np.ones((row.size, 1)), is_row, is_column])
    products = is_row[:, :, None] * is_column[:, None, :]
    return margins, products.reshape(row.size, -1)


def _rao_scott(share, covariance, n_rows, n_columns, n, degf) -> dict[str, float]:
    contrast = interaction_contrasts(n_rows, n_columns)
    inverse = np.divide(1.0, share, out=np.zeros_like(share), where=share > 0)
    scaled = contrast * inverse[:, None]
    simple = contrast.T @ (contrast * (inverse / n)[:, None])
    deffs = linalg.solve(simple, scaled.T @ covariance @ scaled)
    trace = np.trace(deffs)
    adjusted_degf = trace**2 / np.trace(deffs @ deffs)
    cells = share.reshape(n_rows, n_columns)
    expected = np.outer(cells.sum(axis=1), cells.sum(axis=0))
    pearson = float(n * ((cells - expected) ** 2 / expected).sum())
    size = deffs.shape[0]
    second = pearson * adjusted_degf / trace
    return {
        "pearson": pearson,
        "first_order_p": chi2_tail(pearson * size / trace, size),
        "second_order": float(second),
        "second_order_degf": float(adjusted_degf),
        "second_order_p": chi2_tail(second, adjusted_degf),
        "f": float(pearson / trace),
        "numerator": float(adjusted_degf),
        "denominator": float(adjusted_degf * degf),
        "p": f_tail(pearson / trace, adjusted_degf, adjusted_degf * degf),
    }


def _wald(frame: Frame, rows, is_cell, n_rows, n_columns, degf) -> dict[str, float]:
    total, covariance = frame.total(rows, is_cell)
    cells = total.reshape(n_rows, n_columns)
    across, down, everyone = cells.sum(axis=1), cells.sum(axis=0), cells.sum()
    gap = (cells - np.outer(across, down) / everyone).ravel()
    row, column = np.divmod(np.arange(gap.size), n_columns)
    gradient = np.eye(gap.size)
    gradient -= (row[:, None] == row) * (down[column] / everyone)[:, None]
    gradient -= (column[:, None] == column) * (across[row] / everyone)[:, None]
    gradient += (across[row] * down[column] / everyone**2)[:, None]
    used = (row > 0) & (column > 0)
    spread = (gradient @ covariance @ gradient.T)[np.ix_(used, used)]
    size = int(used.sum())
    f = wald_statistic(gap[used], spread, degf=degf) / size
    left = degf - size + 1
    adjusted = f * left / degf if left > 0 else float("nan")
    return {
        "wald_f": f,
        "wald_denominator": degf,
        "wald_p": f_tail(f, size, degf),
        "adjusted_wald_f": adjusted,
        "adjusted_wald_denominator": left,
        "adjusted_wald_p": f_tail(adjusted, size, left),
    }
