"""Every published estimate a second time, sharing nothing with `parentdata.survey`.

Policy: decisions/0015-second-opinion.md.
"""

from parentdata.second_opinion.families import read_comparison
from parentdata.second_opinion.groups import find_cases
from parentdata.second_opinion.opinions import REVIEWED, hold_second_opinion, second_opinions
from parentdata.second_opinion.refusals import Disagreement, NoSecondOpinion
from parentdata.second_opinion.rows import ASKED, Question, Reader, find_reviewed

__all__ = [
    "ASKED",
    "REVIEWED",
    "Disagreement",
    "NoSecondOpinion",
    "Question",
    "Reader",
    "find_cases",
    "find_reviewed",
    "hold_second_opinion",
    "read_comparison",
    "second_opinions",
]
