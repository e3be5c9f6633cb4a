"""Rows summed once to PSU x domain x category, from which shares of all domains follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

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


# Sums that one pass makes: more would leave the processor's cache, and cost more than a pass.
MOST_SUMS = 2**18


@dataclass
class Joint:
    """Several outcomes coded as one, so that a single pass over the rows sums all of them.

    Attributes
    ----------
    code : unsigned int array (n,)
        Crossing of the outcomes; a missing answer is one more category of its outcome.
    width : int
        How many crossings there are.
    widths, labels : lists
        Per outcome, its categories with the missing one counted, and those without.
    counts : list of int arrays (m, D)
        Respondents of each PSU and domain who answered, per outcome.
    """

    code: np.ndarray
    width: int = 1
    widths: list[int] = field(default_factory=list)
    labels: list[tuple] = field(default_factory=list)
    counts: list[np.ndarray | None] = field(default_factory=list)

    def add(self, coded: Coded, counts: np.ndarray | None) -> None:
        """Cross with one more outcome; `counts` only where somebody's answer is missing."""
        width = joint_width(coded)
        slot = coded.code.astype(self.code.dtype)
        if coded.n_missing:
            # The code -1 has become the greatest number of its type.
            np.minimum(slot, len(coded.labels), out=slot)
        self.code *= self.code.dtype.type(width)
        self.code += slot
        self.width *= width
        self.widths.append(width)
        self.labels.append(coded.labels)
        self.counts.append(counts)

    def membership(self) -> np.ndarray:
        """Which crossings (rows) belong to which category of each outcome (columns), 0 or 1."""
        place = np.indices(self.widths).reshape(len(self.widths), -1)
        columns = [
            place[outcome] == category
            for outcome, labels in enumerate(self.labels)
            for category in range(len(labels))
        ]
        return np.column_stack(columns).astype(float)


def joint_width(coded: Coded) -> int:
    """Categories of an outcome, with one for missing answers where there are any."""
    return len(coded.labels) + (coded.n_missing > 0)


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
        self.cell = self.stage.unit * self.shape[1]
        self.cell += groups.code
        if groups.n_missing:
            # One more cell holds those outside every domain, and is dropped.
            self.cell[groups.code < 0] = self.size
        self.counts = self._count(self.cell)
        self.degf = self._degf(self.counts)

    def shares(self, outcomes: Iterable[Coded]) -> Iterator[tuple]:
        """Shares of each category of each outcome in each domain.

        Yields
        ------
        (labels, share, variance, degf, n, n_weighted)
            Per outcome its categories, and arrays (D, K), (D, K), (D,), (D,) and (D,); NaN where
            nobody answered.
        """
        # One array serves every pass: fresh memory costs more than the sum in it.
        fine = np.empty_like(self.cell)
        for joint in self._cross(outcomes):
            np.multiply(self.cell, joint.width, out=fine)
            fine += joint.code
            length = (self.size + 1) * joint.width
            sums = np.bincount(fine, weights=self.frame.weight, minlength=length)
            sums = sums[: self.size * joint.width].reshape(self.size, joint.width)
            sums = (sums @ joint.membership()).reshape(*self.shape, -1)
            ends = np.cumsum([len(each) for each in joint.labels])[:-1]
            parts = np.split(sums, ends, axis=2)
            repeated = self._repeat(sums)
            each = parts if repeated is None else np.split(repeated, ends, axis=2)
            for place, (labels, counts) in enumerate(zip(joint.labels, joint.counts, strict=True)):
                yield labels, *self._figures(parts[place], each[place], counts)

    def _repeat(self, sums: np.ndarray) -> np.ndarray | None:
        """Totals (R, D, K) in every replicate: PSU sums (m, D, K) times multipliers, never rows.

        One product for all outcomes of a pass: each product has BLAS's threads wait for each
        other, which on a busy machine costs more than the product.
        """
        if not isinstance(self.frame, ReplicateFrame):
            return None
        each = self.frame.multiplier.T @ sums.reshape(self.shape[0], -1)
        return each.reshape(-1, *sums.shape[1:])

    def _cross(self, outcomes: Iterable[Coded]) -> Iterator[Joint]:
        """Outcomes in batches, as many in each as one pass can sum."""
        n = self.cell.size
        most = max(min(MOST_SUMS, max(n, 2**14)) // (self.size + 1), 1)
        joint = None
        for coded in outcomes:
            width = joint_width(coded)
            if joint is not None and joint.width * width > most:
                yield joint
                joint = None
            if joint is None:
                joint = Joint(np.zeros(n, np.min_scalar_type(max(most, width))))
            joint.add(coded, self._answered(coded))
        if joint is not None:
            yield joint

    def _answered(self, coded: Coded) -> np.ndarray | None:
        if not coded.n_missing:
            return None
        return self.counts - self._count(self.cell[coded.code < 0])

    def _count(self, cell: np.ndarray) -> np.ndarray:
        return np.bincount(cell, minlength=self.size + 1)[: self.size].reshape(self.shape)

    def _figures(self, sums: np.ndarray, repeated: np.ndarray, counts: np.ndarray | None):
        """Shares and variances from the weighted sums (m, D, K) of one outcome.

        `repeated` are its totals (R, D, K) in every replicate, where there are any.
        """
        degf = self.degf if counts is None else self._degf(counts)
        n = (self.counts if counts is None else counts).sum(axis=0)
        total = sums.reshape(self.shape[0], -1).sum(axis=0).reshape(sums.shape[1:])
        n_weighted = total.sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = total / n_weighted[:, None]
            if isinstance(self.frame, ReplicateFrame):
                each = repeated / repeated.sum(axis=2, keepdims=True)
                variance = self.frame.spreads(each, share)
            else:
                below = sums @ np.ones(sums.shape[2])
                scores = (sums - share * below[:, :, None]) / n_weighted[:, None]
                totals = scores.reshape(self.shape[0], -1)
                variance = variances(totals, self.stage, lonely_psu=self.frame.lonely_psu)
        return share, variance.reshape(share.shape), degf, n, n_weighted

    def _degf(self, counts: np.ndarray) -> np.ndarray:
        """PSUs less strata that each domain meets, from counts (m, D)."""
        unit, group = np.nonzero(counts)
        n_groups = self.shape[1]
        pairs = np.bincount(self.stage.stratum[unit] * n_groups + group)
        strata = np.bincount(np.flatnonzero(pairs) % n_groups, minlength=n_groups)
        return ((counts > 0).sum(axis=0) - strata).astype(float)
