"""Rows summed once to PSU x domain x category, from which shares of all domains follow."""

from __future__ import annotations

import numpy as np

from parentdata.survey.columns import Coded
from parentdata.survey.frame import Frame, LinearFrame, ReplicateFrame
from parentdata.survey.variance import variances


def clustered(frame: Frame) -> LinearFrame | None:
    """The one-stage clustered design whose sums by PSU give a frame's variances, if any.

    That is the frame itself, or what its replicates were made from.
    """
    design = frame.origin if isinstance(frame, ReplicateFrame) else frame
    if (
        design is None
        or len(design.stages) > 1
        or design.stages[0].unit is None
        or design.projection is not None
        or design.lonely_psu == "average"
    ):
        return None
    return design


class PsuCells:
    """The cells of a clustered design and its domains, ready for any number of outcomes.

    Parameters
    ----------
    frame : LinearFrame or ReplicateFrame
    design : LinearFrame
        What `clustered` gives for the frame.
    groups : Coded
        Domain of each row; -1 outside all of them.
    """

    def __init__(self, frame: Frame, design: LinearFrame, groups: Coded) -> None:
        self.frame = frame
        self.stage = design.stages[0]
        self.shape = (self.stage.stratum.size, len(groups.labels))
        self.size = self.shape[0] * self.shape[1]
        self.cell = self.stage.unit * self.shape[1] + groups.code
        if groups.n_missing:
            # One more cell holds those outside every domain, and is dropped.
            self.cell[groups.code < 0] = self.size
        self.counts = self._count(self.cell)
        self._spaced: dict[int, np.ndarray] = {}
        self._base: np.ndarray | None = None
        self._fine: np.ndarray | None = None
        self._product: np.ndarray | None = None

    def _count(self, cell: np.ndarray) -> np.ndarray:
        return np.bincount(cell, minlength=self.size + 1)[: self.size].reshape(self.shape)

    def _weighted(self, cell: np.ndarray, weight: np.ndarray, *, spacing: int = 1) -> np.ndarray:
        length = (self.size + 1) * spacing
        sums = np.bincount(cell, weights=weight, minlength=length)
        return sums[: self.size * spacing].reshape(*self.shape, spacing)

    def _sums(self, coded: Coded) -> np.ndarray:
        """Weighted sums (m, D, K), in one pass over the rows."""
        # One array serves every outcome: fresh memory costs more than the sum in it.
        if len(coded.labels) == 2 and not coded.n_missing:
            if self._base is None:
                self._base = self._weighted(self.cell, self.frame.weight)
                self._product = np.empty_like(self.frame.weight)
            yes = np.multiply(self.frame.weight, coded.code, out=self._product)
            second = self._weighted(self.cell, yes)
            return np.concatenate([self._base - second, second], axis=2)
        n_codes = len(coded.labels)
        if n_codes not in self._spaced:
            self._spaced = {n_codes: self.cell * n_codes}
            self._fine = np.empty_like(self.cell)
        fine = np.add(self._spaced[n_codes], coded.code, out=self._fine)
        if coded.n_missing:
            fine[coded.code < 0] = self.size * n_codes
        return self._weighted(fine, self.frame.weight, spacing=n_codes)

    def shares(self, coded: Coded):
        """Shares of each category in each domain.

        Returns
        -------
        (share, variance, degf, n, n_weighted)
            Arrays (D, K), (D, K), (D,), (D,) and (D,); NaN where nobody answered.
        """
        counts, sums = self.counts, self._sums(coded)
        if coded.n_missing:
            counts = counts - self._count(self.cell[coded.code < 0])
        n_weighted = sums.sum(axis=(0, 2))
        with np.errstate(divide="ignore", invalid="ignore"):
            share = sums.sum(axis=0) / n_weighted[:, None]
            if isinstance(self.frame, ReplicateFrame):
                variance = self._spread(sums, share)
            else:
                scores = (sums - share * sums.sum(axis=2, keepdims=True)) / n_weighted[:, None]
                totals = scores.reshape(self.shape[0], -1)
                variance = variances(totals, self.stage, lonely_psu=self.frame.lonely_psu)
        return share, variance.reshape(share.shape), self._degf(counts), counts.sum(0), n_weighted

    def _spread(self, sums: np.ndarray, share: np.ndarray) -> np.ndarray:
        """Variances (D x K,) over replicates: PSU sums times multipliers, never rows."""
        each = self.frame.multiplier.T @ sums.reshape(self.shape[0], -1)
        each = each.reshape(-1, *share.shape)
        return self.frame.spreads((each / each.sum(axis=2, keepdims=True)), share).ravel()

    def _degf(self, counts: np.ndarray) -> np.ndarray:
        """PSUs less strata that each domain meets, from counts (m, D)."""
        unit, group = np.nonzero(counts)
        n_groups = self.shape[1]
        pairs = np.bincount(self.stage.stratum[unit] * n_groups + group)
        strata = np.bincount(np.flatnonzero(pairs) % n_groups, minlength=n_groups)
        return ((counts > 0).sum(axis=0) - strata).astype(float)
