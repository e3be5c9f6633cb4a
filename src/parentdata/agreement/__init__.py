"""How far coders agree: share, kappa, alpha and AC1, with intervals over whole authorities."""

from parentdata.agreement.by_code import (
    OVERALL,
    AgreementChoices,
    CodeAgreement,
    agree_by_code,
)
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
from parentdata.agreement.rows import (
    AGREEMENT_COLUMNS,
    CONFUSION_COLUMNS,
    list_agreement,
    tabulate_agreement,
    tabulate_confusion,
)
from parentdata.agreement.tallies import MISSING

__all__ = [
    "AGREEMENT_COLUMNS",
    "CONFUSION_COLUMNS",
    "MISSING",
    "OVERALL",
    "SCALES",
    "WEIGHTS",
    "Agreement",
    "AgreementChoices",
    "BadJudgements",
    "BadResampling",
    "CodeAgreement",
    "Coefficient",
    "JudgedTwice",
    "OneCoder",
    "Resampling",
    "TooFewUnits",
    "UnknownScale",
    "UnknownValue",
    "UnplacedUnit",
    "agree_by_code",
    "draw_clusters",
    "list_agreement",
    "measure_agreement",
    "tabulate_agreement",
    "tabulate_confusion",
]
