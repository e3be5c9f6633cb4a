"""Answers of a voluntary survey as estimates: shares, nets and response, with their bases."""

from parentdata.answers.checks import BadEstimates, check_estimates
from parentdata.answers.frame import (
    ESTIMATE_COLUMNS,
    Choices,
    Domain,
    everyone,
    read_status,
    split_domains,
)
from parentdata.answers.net import estimate_net
from parentdata.answers.response import count_respondents, estimate_response, response_kind
from parentdata.answers.shares import estimate_shares

__all__ = [
    "ESTIMATE_COLUMNS",
    "BadEstimates",
    "Choices",
    "Domain",
    "check_estimates",
    "count_respondents",
    "estimate_net",
    "estimate_response",
    "estimate_shares",
    "everyone",
    "read_status",
    "response_kind",
    "split_domains",
]
