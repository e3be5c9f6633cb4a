"""Measure how far coders agree on the values that they gave to units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parentdata.agreement import coefficients as of
from parentdata.agreement import standard_errors as errors
from parentdata.agreement.checks import (
    check_arrays,
    check_pairs,
    check_scale,
    check_scores,
    list_warnings,
)
from parentdata.agreement.distances import make_weights
from parentdata.agreement.resampling import Resampling, spread_of
from parentdata.agreement.result import Agreement, Coefficient
from parentdata.agreement.tallies import Tallies, count_values, find_patterns, tally

NO_VARIATION = "every judgement that can be paired is of one value: there is no variation"
DEFAULT_WEIGHTS = {"nominal": "unweighted", "ordinal": "quadratic", "interval": "quadratic"}


def measure_agreement(
    codes: np.ndarray,
    *,
    values: Sequence[str],
    coders: Sequence[str],
    cluster: np.ndarray,
    resampling: Resampling,
    scale: str = "nominal",
    scores: Sequence[float] | None = None,
    weights: str | None = None,
) -> Agreement:
    """Measure agreement by its share, kappa, alpha, AC1 and Brennan and Prediger's kappa.

    Parameters
    ----------
    codes : int array (n, m), one row per unit, one column per coder
        Position in `values` of the value given; `MISSING` (-1) where there is no judgement.
    values : sequence of str (q,), 2 or more
        Everything a judgement can be, in order, used or not.
    coders : sequence of str (m,), 2 or more
    cluster : int array (n,)
        Number of the cluster (authority) of each unit, below `resampling.n_clusters`.
    resampling : Resampling
        From `draw_clusters`; drawn once for many codes.
    scale : "nominal", "ordinal" or "interval"
        Metric of alpha.
    scores : sequence of float (q,), optional
        Numbers behind the values; 0, 1, … where not given.
    weights : str, optional
        Of kappa and AC2, one of `distances.WEIGHTS`; by default none for nominal values, and
        quadratic for others. The agreed share is never weighted.

    Returns
    -------
    Agreement
        A coefficient that does not exist has no value and says why. Cohen's kappa exists for two
        coders.

    Raises
    ------
    OneCoder
        Fewer than two coders.
    TooFewUnits
        Fewer than two units with two judgements.
    UnknownValue
        A position outside `values`, or fewer than two values.
    UnknownScale
        `scale` or `weights` is none that exists.
    UnplacedUnit
        A cluster that is not resampled.
    BadJudgements
        Arrays do not fit one another.

    References
    ----------
    Checked against R `irr`, `irrCAC`, `psych` and `vcd` in tests/reference/.
    """
    codes, cluster = np.asarray(codes), np.asarray(cluster)
    check_arrays(codes, values, coders, cluster, resampling)
    form = _read_form(scale, len(values), scores, weights)
    patterns = find_patterns(codes, len(values))
    by_cluster = tally(patterns, len(values), cluster=cluster, n_clusters=resampling.n_clusters)
    total = by_cluster.total()
    counts = count_values(patterns, len(values))
    is_judged = counts.any(axis=1)
    counts, times = counts[is_judged], patterns.times[is_judged]
    n_pairable = int(times[counts.sum(axis=1) > 1].sum())
    check_pairs(n_pairable)
    figures = form.estimate(total)
    replicates = form.estimate(by_cluster.resample(resampling.drawn))
    # A coefficient that is undefined has no standard error either.
    found = {
        name: _undefined(name, NO_VARIATION)
        if np.isnan(value)
        else _gather(
            name, value, form.deviate(name, counts, times, total), replicates[name], resampling
        )
        for name, value in figures.items()
    }
    crossed = None if total.crossed is None else total.crossed.astype(int)
    is_two_by_two = crossed is not None and len(values) == 2
    prevalence, bias = of.prevalence_and_bias(crossed) if is_two_by_two else (None, None)
    return Agreement(
        values=tuple(values),
        coders=tuple(coders),
        scale=scale,
        weights=form.weights,
        n_units=int(times.sum()),
        n_pairable=n_pairable,
        n_clusters=resampling.n_clusters,
        level=resampling.level,
        coefficients=found | _refuse_kappa(total, len(coders)),
        confusion=crossed,
        prevalence=prevalence,
        bias=bias,
        warnings=tuple(list_warnings(patterns.codes, values, coders, found, resampling)),
    )


@dataclass(frozen=True)
class _Form:
    """How values compare: scale of alpha, weights of kappa and AC2, numbers behind the values."""

    scale: str
    weights: str
    matrix: np.ndarray
    scores: np.ndarray

    @property
    def gwet(self) -> str:
        """Gwet's coefficient is AC1 without weights, AC2 with them."""
        return "ac1" if self.weights == "unweighted" else "ac2"

    def estimate(self, tallies: Tallies) -> dict[str, np.ndarray]:
        """Each coefficient, in the leading dimensions of the tallies."""
        identity = np.eye(self.scores.size)
        kappa = {} if tallies.crossed is None else {"kappa": of.cohen_kappa(tallies, self.matrix)}
        return {
            "agreed": of.agreed_share(tallies, identity),
            **kappa,
            "alpha": of.krippendorff_alpha(tallies, self.scale, self.scores),
            self.gwet: of.gwet_ac(tallies, self.matrix),
            "brennan_prediger": of.brennan_prediger(tallies),
        }

    def deviate(
        self, name: str, counts: np.ndarray, times: np.ndarray, total: Tallies
    ) -> float | None:
        """The standard error that R gives a coefficient; None where it gives none."""
        identity = np.eye(self.scores.size)
        if name == "kappa":
            return errors.kappa_error(total.crossed, self.matrix)
        if name == "alpha":
            fixed = {"nominal": identity, "interval": make_weights("quadratic", self.scores)}
            metric = fixed.get(self.scale)
            return None if metric is None else errors.alpha_error(counts, times, metric)
        if name == "agreed":
            return errors.agreed_error(counts, times, identity)
        if name == "brennan_prediger":
            return errors.brennan_prediger_error(counts, times)
        return errors.gwet_error(counts, times, self.matrix)


def _read_form(scale: str, size: int, scores, weights: str | None) -> _Form:
    numbers = np.arange(size, dtype=float) if scores is None else np.array(scores, float)
    check_scores(numbers, size)
    kind = weights or DEFAULT_WEIGHTS.get(scale, "unweighted")
    check_scale(scale)
    return _Form(scale, kind, make_weights(kind, numbers), numbers)


def _gather(
    name: str, value: float, se: float | None, replicates: np.ndarray, resampling: Resampling
) -> Coefficient:
    spread = spread_of(replicates, resampling)
    return Coefficient(
        name=name,
        value=float(value),
        se=se,
        cluster_se=spread.se,
        ci_low=spread.ci_low,
        ci_high=spread.ci_high,
        n_defined=spread.n_defined,
    )


def _refuse_kappa(total: Tallies, n_coders: int) -> dict[str, Coefficient]:
    if total.crossed is not None:
        return {}
    return {
        "kappa": _undefined("kappa", f"Cohen's kappa compares two coders, and there are {n_coders}")
    }


def _undefined(name: str, why: str) -> Coefficient:
    return Coefficient(
        name=name, value=None, se=None, cluster_se=None, ci_low=None, ci_high=None, n_defined=0,
        undefined=why,
    )  # fmt: skip
