"""Published figures as data, and a verdict on each: does the table in hand say the same?"""

from parentdata.claims.evidence import BadEvidence, find_evidence
from parentdata.claims.ledger import BadClaims, parse_claims
from parentdata.claims.model import Arithmetic, Claim, Evidence
from parentdata.claims.verdicts import (
    VERDICT_COLUMNS,
    VERDICT_LABELS,
    count_verdicts,
    judge_claim,
    judge_claims,
)

__all__ = [
    "VERDICT_COLUMNS",
    "VERDICT_LABELS",
    "Arithmetic",
    "BadClaims",
    "BadEvidence",
    "Claim",
    "Evidence",
    "count_verdicts",
    "find_evidence",
    "judge_claim",
    "judge_claims",
    "parse_claims",
]
