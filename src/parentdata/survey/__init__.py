"""Design-based estimation: what a sample and its design allow one to say.

Statistics on plain arrays, read from columns of a sample; nothing here touches the disk.
Every verb is called as (sample, design, outcome, *, domain, level).
"""

from parentdata.survey.association import AssociationTest, compare_categories
from parentdata.survey.calibration import calibrate
from parentdata.survey.comparison import (
    ManyGroupTest,
    TwoGroupTest,
    adjust_benjamini_hochberg,
    adjust_holm,
    compare_many_ranks,
    compare_means,
    compare_ranks,
)
from parentdata.survey.crossing import estimate_means_by, estimate_shares_by
from parentdata.survey.design import Design
from parentdata.survey.effects import estimate_marginal_effects
from parentdata.survey.estimate import (
    estimate_difference,
    estimate_mean,
    estimate_ratio,
    estimate_shares,
    estimate_total,
)
from parentdata.survey.intervals import share_interval, wilson_interval
from parentdata.survey.ordinal import (
    ProportionalOddsTest,
    check_proportional_odds,
    regress_ordinal,
)
from parentdata.survey.projection import Calibration
from parentdata.survey.quantiles import estimate_quantiles
from parentdata.survey.refusals import (
    BadColumn,
    BadDesign,
    BadLevel,
    BadMargin,
    BadWeight,
    EmptyDomain,
    ImpossibleCount,
    LonelyPsu,
    MissingColumn,
    MissingScale,
    NotConverged,
    OneValuedOutcome,
    RankDeficient,
    Separated,
    UnknownChoice,
)
from parentdata.survey.regression import Regression, regress_linear, regress_logistic
from parentdata.survey.replicates import (
    PsuReplicates,
    ReplicateDesign,
    make_bootstrap,
    make_brr,
    make_jackknife,
)
from parentdata.survey.result import Estimate, Estimates
from parentdata.survey.weight_report import Weighting, kish_deff
from parentdata.survey.weighting import base_weights, poststratify, rake, trim_weights

__all__ = [
    "AssociationTest",
    "BadColumn",
    "BadDesign",
    "BadLevel",
    "BadMargin",
    "BadWeight",
    "Calibration",
    "Design",
    "EmptyDomain",
    "Estimate",
    "Estimates",
    "ImpossibleCount",
    "LonelyPsu",
    "ManyGroupTest",
    "MissingColumn",
    "MissingScale",
    "NotConverged",
    "OneValuedOutcome",
    "ProportionalOddsTest",
    "PsuReplicates",
    "RankDeficient",
    "Regression",
    "ReplicateDesign",
    "Separated",
    "TwoGroupTest",
    "UnknownChoice",
    "Weighting",
    "adjust_benjamini_hochberg",
    "adjust_holm",
    "base_weights",
    "calibrate",
    "check_proportional_odds",
    "compare_categories",
    "compare_many_ranks",
    "compare_means",
    "compare_ranks",
    "estimate_difference",
    "estimate_marginal_effects",
    "estimate_mean",
    "estimate_means_by",
    "estimate_quantiles",
    "estimate_ratio",
    "estimate_shares",
    "estimate_shares_by",
    "estimate_total",
    "kish_deff",
    "make_bootstrap",
    "make_brr",
    "make_jackknife",
    "poststratify",
    "rake",
    "regress_linear",
    "regress_logistic",
    "regress_ordinal",
    "share_interval",
    "trim_weights",
    "wilson_interval",
]
