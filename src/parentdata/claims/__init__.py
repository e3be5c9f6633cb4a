"""Published figures as data, and a verdict on each: does the table in hand say the same?"""

from parentdata.claims.approvals import (
    NONE_YET,
    Approval,
    Approvals,
    BadApprovals,
    NoReason,
    NothingToApprove,
    add_approvals,
    parse_approvals,
    write_approvals,
)
from parentdata.claims.evidence import BadEvidence, find_evidence
from parentdata.claims.ledger import BadClaims, parse_claims, parse_sources
from parentdata.claims.model import Arithmetic, Claim, Evidence
from parentdata.claims.rows import count_claims, list_found
from parentdata.claims.standing import FAULTS, STATES, check_approvals, tell_faults
from parentdata.claims.verdicts import (
    VERDICT_COLUMNS,
    VERDICT_LABELS,
    count_verdicts,
    judge_claim,
    judge_claims,
)

__all__ = [
    "FAULTS",
    "NONE_YET",
    "STATES",
    "VERDICT_COLUMNS",
    "VERDICT_LABELS",
    "Approval",
    "Approvals",
    "Arithmetic",
    "BadApprovals",
    "BadClaims",
    "BadEvidence",
    "Claim",
    "Evidence",
    "NoReason",
    "NothingToApprove",
    "add_approvals",
    "check_approvals",
    "count_claims",
    "count_verdicts",
    "find_evidence",
    "judge_claim",
    "judge_claims",
    "list_found",
    "parse_approvals",
    "parse_claims",
    "parse_sources",
    "tell_faults",
    "write_approvals",
]
