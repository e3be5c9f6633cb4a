"""How far coders agree: share, kappa, alpha and AC1, with intervals over whole authorities."""

from parentdata.agreement.distances import SCALES, WEIGHTS
from parentdata.agreement.measure import measure_agreement
from parentdata.agreement.refusals import (
    BadJudgements,
    BadResampling,
    JudgedTwice,
    OneCoder,
    TooFewUnits,
    UnknownScale,
    UnknownValue,
    UnplacedUnit,
)
from parentdata.agreement.resampling import Resampling, draw_clusters
from parentdata.agreement.result import Agreement, Coefficient
from parentdata.agreement.tallies import MISSING

__all__ = [
    "MISSING",
    "SCALES",
    "WEIGHTS",
    "Agreement",
    "BadJudgements",
    "BadResampling",
    "Coefficient",
    "JudgedTwice",
    "OneCoder",
    "Resampling",
    "TooFewUnits",
    "UnknownScale",
    "UnknownValue",
    "UnplacedUnit",
    "draw_clusters",
    "measure_agreement",
]
