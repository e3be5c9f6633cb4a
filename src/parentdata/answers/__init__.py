"""Answers as estimates: shares, nets, differences and response, with their bases.

A voluntary sample has plain shares, a probability sample weighted ones, in one form of table.
"""

from parentdata.answers.beside import compare_studies
from parentdata.answers.checks import BadEstimates, check_estimates
from parentdata.answers.domains import (
    BadDomains,
    cross_domains,
    find_intersections,
    pair_with_others,
    pair_with_reference,
)
from parentdata.answers.frame import (
    ESTIMATE_COLUMNS,
    Choices,
    Domain,
    everyone,
    read_status,
    split_domains,
)
from parentdata.answers.margins import compare_margins
from parentdata.answers.net import estimate_net
from parentdata.answers.response import count_respondents, estimate_response, response_kind
from parentdata.answers.shares import estimate_shares
from parentdata.answers.weighted import estimate_weighted_shares
from parentdata.answers.weighted_net import (
    NoSides,
    estimate_weighted_differences,
    estimate_weighted_net,
)
from parentdata.answers.weights import compare_weighting, mark_unweighted, summarise_weights

__all__ = [
    "ESTIMATE_COLUMNS",
    "BadDomains",
    "BadEstimates",
    "Choices",
    "Domain",
    "NoSides",
    "check_estimates",
    "compare_margins",
    "compare_studies",
    "compare_weighting",
    "count_respondents",
    "cross_domains",
    "estimate_net",
    "estimate_response",
    "estimate_shares",
    "estimate_weighted_differences",
    "estimate_weighted_net",
    "estimate_weighted_shares",
    "everyone",
    "find_intersections",
    "mark_unweighted",
    "pair_with_others",
    "pair_with_reference",
    "read_status",
    "response_kind",
    "split_domains",
    "summarise_weights",
]
