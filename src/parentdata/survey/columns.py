"""The calling edge: from columns of a sample to plain arrays, with the refusals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from parentdata.survey.coding import compact
from parentdata.survey.refusals import BadColumn, BadWeight, EmptyDomain, MissingColumn


@dataclass(frozen=True)
class Coded:
    """A categorical column as integer codes.

    Attributes
    ----------
    code : signed int array (n,), of any width
        Position in `labels`; -1 where the answer is missing.
    labels : tuple
        Categories in their declared order, or sorted where none is declared.
    n_missing : int
        Rows without an answer.
    """

    code: np.ndarray
    labels: tuple
    n_missing: int


def read_column(sample: pd.DataFrame, name: str) -> pd.Series:
    """The column `name`, or a refusal that names those that exist."""
    if name not in sample.columns:
        raise MissingColumn(
            "no such column in the sample",
            expected=f"one of {', '.join(map(str, sample.columns))}",
            do="name a column of the sample",
            column=name,
        )
    return sample[name]


def read_numbers(sample: pd.DataFrame, name: str) -> np.ndarray:
    """A numeric column as floats (n,), NaN where it is missing.

    Raises
    ------
    BadColumn
        It holds text, or an infinite number.
    """
    column = read_column(sample, name)
    if not (pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column)):
        raise BadColumn(
            f"values of type {column.dtype}",
            expected="numbers",
            do="give a numeric column, or estimate shares of its categories",
            column=name,
        )
    numbers = column.to_numpy(dtype=float, na_value=np.nan)
    if np.isinf(numbers).any():
        raise BadColumn(
            f"an infinite value at {_place(column, np.isinf(numbers))}",
            expected="finite numbers, or missing",
            do="correct the value, or set it to missing",
            column=name,
        )
    return numbers


def read_codes(sample: pd.DataFrame, name: str) -> Coded:
    """A column as codes of its categories; declared order is kept, otherwise sorted."""
    column = read_column(sample, name)
    if isinstance(column.dtype, pd.CategoricalDtype):
        # Kept as narrow as pandas holds them: long samples are read at memory's pace.
        code = column.array.codes
        n_missing = np.count_nonzero(code < 0) if code.size else 0
        return Coded(code, tuple(column.cat.categories), int(n_missing))
    code, labels, n_missing = compact(column)
    return Coded(code, tuple(labels), n_missing)


def cross(columns: list[Coded]) -> Coded:
    """Cross several codings; labels are tuples, in the order of the first column first."""
    code = np.zeros(columns[0].code.size, np.int64)
    missing = np.zeros(code.size, bool)
    labels: list[tuple] = [()]
    for column in columns:
        code = code * len(column.labels) + column.code.astype(np.int64)
        missing |= column.code < 0
        labels = [(*label, new) for label in labels for new in column.labels]
    code[missing] = -1
    return Coded(code, tuple(labels), int(missing.sum()))


def read_identifier(sample: pd.DataFrame, name: str) -> np.ndarray:
    """A column of strata or units as codes (n,); nobody may lack one."""
    column = read_column(sample, name)
    code, _, n_missing = compact(column)
    if n_missing:
        raise BadColumn(
            f"nothing at {_place(column, code < 0)}",
            expected="every respondent's stratum and sampling unit",
            do="fill the design column in from the sampling frame",
            column=name,
        )
    return code


def read_weight(sample: pd.DataFrame, name: str) -> np.ndarray:
    """The weight column (n,), every one positive and finite.

    Raises
    ------
    BadWeight
        One is missing, infinite, negative or zero, or all sum to nothing.
    """
    column = read_column(sample, name)
    if not pd.api.types.is_numeric_dtype(column):
        raise _bad_weight(f"weights of type {column.dtype}", name)
    weight = column.to_numpy(dtype=float, na_value=np.nan)
    # The usual case in one pass, because samples may be long; the faults are told apart below.
    if weight.size and weight.min() > 0 and np.isfinite(weight.sum()):
        return weight
    for fault, is_faulty in (
        ("a missing weight", np.isnan(weight)),
        ("an infinite weight", np.isinf(weight)),
        ("a negative weight", weight < 0),
    ):
        if is_faulty.any():
            raise _bad_weight(f"{fault} at {_place(column, is_faulty)}", name)
    if weight.sum() == 0:
        raise _bad_weight(f"{weight.size} weights that sum to nothing", name)
    if (weight == 0).any():
        raise _bad_weight(f"a weight of zero at {_place(column, weight == 0)}", name)
    return weight


def read_domain(sample: pd.DataFrame, domain: pd.Series | np.ndarray | None) -> np.ndarray:
    """Rows that the estimate is about, as positions (r,); None means everybody.

    Raises
    ------
    BadColumn
        The domain is not one True or False per row of the sample.
    EmptyDomain
        Nobody belongs to it.
    """
    if domain is None:
        return np.arange(len(sample))
    if isinstance(domain, pd.Series) and not domain.index.equals(sample.index):
        raise _bad_domain("a domain whose index is not that of the sample")
    is_nullable = isinstance(domain, pd.Series) and isinstance(domain.dtype, pd.BooleanDtype)
    mask = domain.to_numpy(bool) if is_nullable and domain.notna().all() else np.asarray(domain)
    if mask.dtype != bool or mask.shape != (len(sample),):
        raise _bad_domain(f"a domain of type {mask.dtype} and shape {mask.shape}")
    if not mask.any():
        raise empty_domain("nobody in the sample belongs to it")
    return np.flatnonzero(mask)


def empty_domain(why: str) -> EmptyDomain:
    """The refusal of a domain without answers."""
    return EmptyDomain(
        f"an empty domain: {why}",
        expected="at least one answer in the domain",
        do="withhold the estimate, or widen the domain",
    )


def _bad_weight(came: str, name: str) -> BadWeight:
    return BadWeight(
        came,
        expected="a positive, finite weight for every respondent",
        do="correct the weight, or leave out people who were never sampled",
        column=name,
    )


def _bad_domain(came: str) -> BadColumn:
    return BadColumn(
        came,
        expected="one True or False for every row of the sample, in its order",
        do="build the domain by comparing columns of the same sample",
    )


def _place(column: pd.Series, is_faulty: np.ndarray) -> str:
    return f"row {column.index[np.flatnonzero(is_faulty)[0]]!r} of the sample"
