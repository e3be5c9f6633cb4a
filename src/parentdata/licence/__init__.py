"""Social licence as an index: what it is made of, who grants it, and how sure one can be."""

from parentdata.licence.characteristics import Prepared, prepare_characteristics
from parentdata.licence.comparison import compare_index, compare_social_groups
from parentdata.licence.distribution import estimate_distribution, estimate_group_shares
from parentdata.licence.factor import (
    BadCorrelations,
    OneFactor,
    TooFewItems,
    estimate_omega,
    fit_one_factor,
)
from parentdata.licence.index import (
    BadMinimum,
    add_index,
    build_index,
    make_group_variable,
    read_index,
    score_items,
)
from parentdata.licence.polychoric import (
    bivariate_normal,
    polychoric_correlation,
    polychoric_matrix,
)
from parentdata.licence.precision import (
    BadPlan,
    find_detectable_difference,
    find_half_width,
    tabulate_precision,
)
from parentdata.licence.regression import IndexRegression, regress_index
from parentdata.licence.reliability import (
    OrdinalCheck,
    Reliability,
    check_ordinal_factor,
    check_reliability,
    estimate_alpha,
    weighted_covariance,
)
from parentdata.licence.rows import list_regression, list_reliability
from parentdata.licence.rows_of_tests import list_comparisons, list_terms
from parentdata.licence.tables_of_tests import (
    list_smallest,
    tabulate_terms,
    tabulate_tests,
)

__all__ = [
    "BadCorrelations",
    "BadMinimum",
    "BadPlan",
    "IndexRegression",
    "OneFactor",
    "OrdinalCheck",
    "Prepared",
    "Reliability",
    "TooFewItems",
    "add_index",
    "bivariate_normal",
    "build_index",
    "check_ordinal_factor",
    "check_reliability",
    "compare_index",
    "compare_social_groups",
    "estimate_alpha",
    "estimate_distribution",
    "estimate_group_shares",
    "estimate_omega",
    "find_detectable_difference",
    "find_half_width",
    "fit_one_factor",
    "list_comparisons",
    "list_regression",
    "list_reliability",
    "list_smallest",
    "list_terms",
    "make_group_variable",
    "polychoric_correlation",
    "polychoric_matrix",
    "prepare_characteristics",
    "read_index",
    "regress_index",
    "score_items",
    "tabulate_precision",
    "tabulate_terms",
    "tabulate_tests",
    "weighted_covariance",
]
