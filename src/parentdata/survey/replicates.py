"""Replicate weights: as columns that came with the data, or made from a design."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import linalg

from parentdata.survey.columns import read_numbers, read_weight
from parentdata.survey.design import Design
from parentdata.survey.frame import LinearFrame, ReplicateFrame
from parentdata.survey.refusals import BadDesign, MissingScale, unknown_choice

# What to multiply squared deviations by, for a reader whose data came without it.
SCALES = {
    "bootstrap": "1 / (R - 1), or 1 / R with mse",
    "JK1": "(R - 1) / R",
    "JKn": "1, with rscales of (n - 1) / n by stratum",
    "BRR": "1 / R",
    "Fay": "1 / (R (1 - rho)^2)",
    "other": "what the producer of the weights states",
}


@dataclass(frozen=True, kw_only=True)
class ReplicateDesign:
    """Replicate weights that came as columns of the sample.

    Attributes
    ----------
    weight : str
        Full-sample weight.
    replicates : tuple of str
        Columns of complete replicate weights (not multipliers).
    kind : one of "bootstrap", "JK1", "JKn", "BRR", "Fay", "other"
    scale : float
        Multiplies the squared deviations; refused when missing.
    rscales : tuple of float, optional
        A multiplier per replicate; 1 each where not given.
    mse : bool
        Measure deviations from the full-sample estimate, not from the replicates' mean.
    degf : float, optional
        As the producer states; otherwise the rank of the weights less one.
    """

    weight: str
    replicates: tuple[str, ...]
    kind: str
    scale: float | None = None
    rscales: tuple[float, ...] | None = None
    mse: bool = False
    degf: float | None = None

    def read(self, sample: pd.DataFrame) -> ReplicateFrame:
        """Read weights and replicates.

        Raises
        ------
        MissingScale
            No scale was given.
        BadDesign
            A replicate weight is missing, negative or infinite, or rscales do not fit.
        """
        rscales = self._check()
        weight = read_weight(sample, self.weight)
        columns = np.column_stack([read_numbers(sample, name) for name in self.replicates])
        if not (columns >= 0).all():
            name = self.replicates[np.flatnonzero(~(columns >= 0).all(axis=0))[0]]
            raise BadDesign(
                "a replicate weight that is missing or negative",
                expected="replicate weights of 0 or more",
                do="correct the column",
                column=name,
            )
        return ReplicateFrame(
            weight=weight,
            unit=np.arange(weight.size),
            multiplier=columns / weight[:, None],
            scale=float(self.scale),
            rscales=rscales,
            mse=self.mse,
            fixed_degf=self.degf,
        )

    def _check(self) -> np.ndarray:
        if self.kind not in SCALES:
            raise unknown_choice("replicate kind", self.kind, SCALES)
        if self.scale is None:
            raise MissingScale(
                f"{self.kind} replicate weights without a scale",
                expected=f"scale of {self.kind} weights: {SCALES[self.kind]}",
                do="take the scale from the documentation of the data and give it explicitly",
            )
        size = len(self.replicates)
        rscales = np.ones(size) if self.rscales is None else np.array(self.rscales, float)
        if rscales.shape != (size,):
            raise BadDesign(
                f"{rscales.size} rscales for {size} replicates",
                expected="one per replicate weight",
                do="name every replicate and give a number for each",
            )
        return rscales


@dataclass(frozen=True, kw_only=True)
class PsuReplicates:
    """Replicates made from a design: one multiplier per PSU, never expanded to rows.

    Attributes
    ----------
    design : Design
    multiplier : float array (m, R)
        In the order in which `design` numbers its PSUs.
    scale, rscales, mse : as `ReplicateDesign`
    """

    design: Design
    multiplier: np.ndarray
    scale: float
    rscales: np.ndarray
    mse: bool = False

    def read(self, sample: pd.DataFrame) -> ReplicateFrame:
        """Read the design's columns; the sample must be that the replicates were made for."""
        frame = self.design.read(sample)
        unit, stratum, _ = first_units(frame)
        if stratum.size != self.multiplier.shape[0]:
            raise BadDesign(
                f"{stratum.size} PSUs, and replicates of {self.multiplier.shape[0]}",
                expected="the sample that the replicates were made for",
                do="keep every respondent and name the group as a domain",
            )
        return ReplicateFrame(
            weight=frame.weight,
            unit=unit,
            multiplier=self.multiplier,
            scale=self.scale,
            rscales=self.rscales,
            mse=self.mse,
            origin=frame,
        )


def first_units(frame: LinearFrame):
    """Unit of each row (n,), stratum of each unit (m,), units in each stratum (h,)."""
    stage = frame.stages[0]
    unit = np.arange(frame.weight.size) if stage.unit is None else stage.unit
    return unit, stage.stratum, stage.n_units


def make_bootstrap(
    sample: pd.DataFrame, design: Design, *, n_replicates: int, seed: int | np.random.SeedSequence
) -> PsuReplicates:
    """Rao and Wu's bootstrap: n - 1 PSUs drawn with replacement from the n of a stratum.

    Finite population corrections are ignored, as in R's `type = "subbootstrap"`.
    """
    _, stratum, n_units = first_units(_replicable(sample, design))
    random = np.random.default_rng(seed)
    multiplier = np.empty((stratum.size, n_replicates))
    for h, size in enumerate(n_units):
        drawn = random.integers(size, size=(size - 1, n_replicates))
        # Counted by unit and replicate together; several times faster than multinomial draws.
        drawn = np.bincount((drawn * n_replicates + np.arange(n_replicates)).ravel(),
                            minlength=size * n_replicates)  # fmt: skip
        multiplier[stratum == h] = drawn.reshape(size, -1) * (size / (size - 1))
    scale = 1 / (n_replicates - 1)
    return PsuReplicates(
        design=design, multiplier=multiplier, scale=scale, rscales=np.ones(n_replicates)
    )


def make_jackknife(sample: pd.DataFrame, design: Design) -> PsuReplicates:
    """Leave out one PSU at a time: JK1 in one stratum, JKn in several.

    The finite population correction of the first stage goes into the scales.
    """
    frame = _replicable(sample, design)
    _, stratum, n_units = first_units(frame)
    same = stratum[:, None] == stratum[None, :]
    multiplier = np.where(same, (n_units / (n_units - 1))[stratum][:, None], 1.0)
    np.fill_diagonal(multiplier, 0.0)
    # The linearised factor is fpc x n/(n-1), and a deviation here is 1/(n-1) of one there.
    rscales = (frame.stages[0].factor * ((n_units - 1) / n_units) ** 2)[stratum]
    return PsuReplicates(design=design, multiplier=multiplier, scale=1.0, rscales=rscales)


def make_brr(sample: pd.DataFrame, design: Design, *, rho: float = 0.0) -> PsuReplicates:
    """Balanced repeated replication, or Fay's with 0 < `rho` < 1, for two PSUs per stratum.

    Balanced on a Hadamard matrix of the next power of two; its first column is left out.

    Raises
    ------
    BadDesign
        A stratum has other than two PSUs, or `rho` lies outside [0, 1).
    """
    _, stratum, n_units = first_units(_replicable(sample, design))
    if (n_units != 2).any():
        raise BadDesign(
            f"a stratum of {n_units[n_units != 2][0]} PSUs",
            expected="exactly two PSUs in every stratum",
            do="use the jackknife or the bootstrap instead",
        )
    if not 0 <= rho < 1:
        raise BadDesign(
            f"Fay's rho of {rho!r}", expected="0 for BRR, or below 1", do="choose rho, often 0.3"
        )
    order = 1 << int(n_units.size).bit_length()
    sign = linalg.hadamard(order)[:, 1 : n_units.size + 1].T
    is_first = np.diff(stratum, prepend=-1) > 0
    chosen = np.where(is_first[:, None], sign[stratum], -sign[stratum])
    return PsuReplicates(
        design=design,
        multiplier=1 + (1 - rho) * chosen,
        scale=1 / (order * (1 - rho) ** 2),
        rscales=np.ones(order),
    )


def _replicable(sample: pd.DataFrame, design: Design) -> LinearFrame:
    frame = design.read(sample)
    if design.calibration is not None or len(frame.stages) > 1 or (first_units(frame)[2] < 2).any():
        raise BadDesign(
            "a design that is calibrated, has several stages or a stratum of one PSU",
            expected="one stage, uncalibrated weights, two or more PSUs in every stratum",
            do="make the replicates from the first stage and calibrate each of them",
        )
    return frame
