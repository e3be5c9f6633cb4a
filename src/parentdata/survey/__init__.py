"""Design-based estimation: what a sample and its design allow one to say.

Statistics on plain arrays; nothing here touches the disk.
"""

from parentdata.survey.design import Design
from parentdata.survey.estimate import (
    estimate_difference,
    estimate_mean,
    estimate_ratio,
    estimate_shares,
    estimate_total,
)
from parentdata.survey.intervals import wilson_interval
from parentdata.survey.projection import Calibration
from parentdata.survey.refusals import BadLevel, EmptyDomain, ImpossibleCount
from parentdata.survey.result import Estimate, Estimates

__all__ = [
    "BadLevel",
    "Calibration",
    "Design",
    "EmptyDomain",
    "Estimate",
    "Estimates",
    "ImpossibleCount",
    "estimate_difference",
    "estimate_mean",
    "estimate_ratio",
    "estimate_shares",
    "estimate_total",
    "wilson_interval",
]
