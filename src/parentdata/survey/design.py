"""How the sample was drawn: columns of strata, PSUs, weights and finite populations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from parentdata.survey.coding import compact_integers
from parentdata.survey.columns import read_identifier, read_numbers, read_weight
from parentdata.survey.frame import LinearFrame
from parentdata.survey.projection import Calibration, projection_of
from parentdata.survey.refusals import BadDesign, LonelyPsu, unknown_choice
from parentdata.survey.variance import LONELY_CHOICES, Stage

# Below this a stratum is a census, and one unit in it is there with certainty (as in R).
CENSUS = 1e-7


@dataclass(frozen=True, kw_only=True)
class Design:
    """Columns that say how respondents came into the sample.

    Attributes
    ----------
    weight : str
        People each respondent stands for.
    stratum : str, optional
        Strata of the first stage.
    psu : str or tuple of str
        Sampling units, first stage first; none where respondents were drawn themselves.
        Ids need be unique only within a stratum. Later stages add to the variance only
        where `fpc` is given, because with replacement the first stage holds it all.
    fpc : str or tuple of str
        Per stage, units in the population of the stratum (1 or more) or the sampling
        fraction (below 1).
    lonely_psu : one of "fail", "centre", "average", "certainty", "remove"
        What a stratum with one PSU does; R's `survey.lonely.psu`, "centre" being "adjust".
    calibration : Calibration, optional
        What the weights were raked, post-stratified or calibrated to, so that the
        variance knows it.
    """

    weight: str
    stratum: str | None = None
    psu: str | tuple[str, ...] = ()
    fpc: str | tuple[str, ...] = ()
    lonely_psu: str = "fail"
    calibration: Calibration | None = None

    def read(self, sample: pd.DataFrame) -> LinearFrame:
        """Read the design's columns of `sample`, refusing what contradicts itself.

        Raises
        ------
        BadWeight, BadDesign, LonelyPsu, MissingColumn
        """
        if self.lonely_psu not in LONELY_CHOICES:
            raise unknown_choice("lonely_psu", self.lonely_psu, LONELY_CHOICES)
        weight = read_weight(sample, self.weight)
        psus = (self.psu,) if isinstance(self.psu, str) else tuple(self.psu)
        fpcs = (self.fpc,) if isinstance(self.fpc, str) else tuple(self.fpc)
        if fpcs and len(fpcs) != max(len(psus), 1):
            raise BadDesign(
                f"{len(fpcs)} fpc columns for {max(len(psus), 1)} stages",
                expected="one fpc column for each stage of sampling",
                do="name a column per stage; a fraction of 1 means that all were taken",
            )
        stages = self._read_stages(sample, psus if fpcs else psus[:1], fpcs)
        return LinearFrame(
            weight=weight,
            stages=stages,
            lonely_psu=self.lonely_psu,
            projection=projection_of(self.calibration, sample, weight),
        )

    def _read_stages(self, sample, psus, fpcs) -> tuple[Stage, ...]:
        n = len(sample)
        parent = np.zeros(n, np.int64)
        if self.stratum is not None:
            parent = read_identifier(sample, self.stratum)
        above = None
        stages = []
        for depth in range(max(len(psus), 1)):
            unit = read_identifier(sample, psus[depth]) if psus else None
            size = read_numbers(sample, fpcs[depth]) if fpcs else None
            name = psus[depth] if psus else "respondent"
            stage, fraction = build_stage(parent, unit, size, above, name=name)
            if self.lonely_psu == "fail" and stage.is_lonely.any():
                raise self._lonely(sample, parent, stage, name)
            stages.append(stage)
            parent = stage.unit
            above = fraction if above is None else above * fraction
        return tuple(stages)

    def _lonely(self, sample, parent, stage: Stage, name: str) -> LonelyPsu:
        first = np.flatnonzero(stage.is_lonely[parent])[0]
        label = "the whole sample" if self.stratum is None else sample[self.stratum].iloc[first]
        return LonelyPsu(
            f"stratum {label} has one unit of {name}, so its variance is unknown",
            expected="two or more sampling units in every stratum",
            do='join the stratum to a neighbour, or choose lonely_psu="centre", "average", '
            '"certainty" or "remove" and say so',
            column=self.stratum,
        )


def build_stage(parent, unit, size, above, *, name: str) -> tuple[Stage, np.ndarray]:
    """Build one stage of sampling from codes of its rows.

    Parameters
    ----------
    parent : int array (n,)
        What the units are nested in: strata, or units of the stage above.
    unit : int array (n,), or None where each row is a unit
    size : float array (n,), or None
        Population sizes or sampling fractions.
    above : float array (n,), or None
        Product of the sampling fractions of the stages above, if there are any.

    Returns
    -------
    (stage, fraction)
        The stage, and its sampling fraction at each row (n,), or None without `size`.
    """
    n_parents = int(parent.max()) + 1
    row_unit, stratum = (None, parent) if unit is None else nest_units(parent, unit)
    n_units = np.bincount(stratum, minlength=n_parents)
    correction, fraction = np.ones(n_parents), None
    if size is not None:
        population = population_sizes(parent, size, n_units, name=name)
        correction = (population - n_units) / population
        fraction = (n_units / population)[parent]
    scale = np.where(n_units > 1, n_units / np.maximum(n_units - 1, 1), 1.0)
    lead = np.ones(n_parents)
    if above is not None:
        lead[parent] = above
    is_census = correction < CENSUS
    factor = np.where(is_census, 0.0, correction * scale * lead)
    is_lonely = (n_units == 1) & ~is_census
    return Stage(row_unit, stratum, n_units, factor, is_lonely), fraction


def nest_units(parent: np.ndarray, unit: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Number units within their parents, in the order of parents.

    Returns
    -------
    (unit of each row (n,), parent of each unit (m,))
    """
    size = int(unit.max()) + 1
    pair = parent * size + unit
    found = compact_integers(pair)
    if found is not None:
        return found[0], found[1] // size
    pair, labels = pd.factorize(pair)
    parent_of = np.asarray(labels) // size
    order = np.argsort(parent_of, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    return rank[pair], parent_of[order]


def population_sizes(parent, size, n_units, *, name: str) -> np.ndarray:
    """Units in the population of each parent (h,), from sizes or fractions by row.

    Raises
    ------
    BadDesign
        Sizes are missing or not positive, mix sizes with fractions, vary within a
        stratum, or are smaller than the sample.
    """
    if not (size > 0).all():
        raise _bad_fpc("a size that is missing, zero or negative", name)
    is_fraction = size.max() <= 1
    if not is_fraction and size.min() < 1:
        raise _bad_fpc(f"sizes from {size.min():g} to {size.max():g}", name)
    of_parent = np.full(n_units.size, np.nan)
    of_parent[parent] = size
    if not np.allclose(of_parent[parent], size, rtol=1e-9, atol=0):
        raise _bad_fpc("sizes that vary within a stratum", name)
    population = n_units / of_parent if is_fraction else of_parent
    short = population < n_units * (1 - 1e-9)
    if short.any():
        worst = np.flatnonzero(short)[0]
        came = f"{n_units[worst]} units sampled out of {population[worst]:g}"
        raise _bad_fpc(came, name)
    return population


def _bad_fpc(came: str, name: str) -> BadDesign:
    return BadDesign(
        f"fpc of {name}: {came}",
        expected="population sizes of 1 or more, or sampling fractions of at most 1, the "
        "same throughout a stratum and never below the sample",
        do="correct the fpc column",
    )
