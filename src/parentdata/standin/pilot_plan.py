"""How many of the pilot's stand-in respondents give each answer, and how far attitude decides it.

Only what `decisions/0004-stand-in-responses.md` lists as published is published; every other
count here is invented. Answers stand in the order of the instrument's scale.
"""

from __future__ import annotations

from typing import NamedTuple

RESPONDENTS = 365
SEED = 365


class Plan(NamedTuple):
    """Counts of one column, and the loading of its first answer on the trait behind it."""

    answers: tuple[int, ...]
    dont_know: int
    not_answered: int
    loading: float
    prefer_not_to_say: int = 0


# Trait: acceptance of linkage. Statements against linkage load negatively.
OPINIONS = {
    "heard": Plan((181, 176), 7, 1, 0.0),
    "understanding": Plan((14, 62, 78, 21), 5, 1, 0.0),
    "accept_planning": Plan((48, 116, 62, 68, 58), 10, 3, 0.75),
    "accept_identify": Plan((14, 41, 44, 92, 160), 11, 3, 0.75),
    "accept_save_money": Plan((13, 43, 52, 98, 143), 12, 4, 0.75),
    "consent_own": Plan((40, 92, 98, 118), 12, 5, 0.8),
    "consent_children": Plan((28, 74, 102, 143), 13, 5, 0.8),
    "trust_nhs": Plan((88, 158, 62, 38), 13, 6, 0.6),
    "trust_schools": Plan((55, 148, 88, 54), 14, 6, 0.65),
    "trust_council": Plan((18, 96, 128, 100), 16, 7, 0.75),
    "trust_police": Plan((34, 108, 108, 92), 16, 7, 0.65),
    "trust_government": Plan((12, 70, 122, 140), 14, 7, 0.75),
    "trust_universities": Plan((36, 132, 92, 66), 31, 8, 0.55),
    "trust_charities": Plan((20, 104, 118, 84), 31, 8, 0.6),
    "trust_private_companies": Plan((4, 17, 86, 223), 26, 9, 0.55),
    "source_bank": Plan((8, 341), 6, 10, 0.55),
    "source_credit_cards": Plan((7, 342), 6, 10, 0.55),
    "source_supermarket": Plan((15, 332), 7, 11, 0.5),
    "source_cctv": Plan((16, 330), 8, 11, 0.5),
    "source_social_media": Plan((13, 333), 8, 11, 0.5),
    "agree_wellbeing": Plan((14, 58, 87, 112, 72), 10, 12, 0.7),
    "agree_privacy": Plan((138, 122, 46, 26, 12), 8, 13, -0.65),
    "agree_stigma": Plan((112, 140, 52, 30, 10), 8, 13, -0.6),
    "agree_deter": Plan((128, 142, 40, 24, 9), 8, 14, -0.55),
}

# Trait: hardship, which is drawn apart from acceptance: no group difference of the pilot is
# published, so none is made. Comfortable stands first on its scale, fewer children first.
CHARACTERISTICS = {
    "gender": Plan((312, 34, 2), 0, 14, 0.0, prefer_not_to_say=3),
    "ethnicity": Plan((312, 14, 9, 11, 3), 0, 14, -0.15, prefer_not_to_say=2),
    "finances": Plan((148, 122, 56, 16), 0, 15, -0.9, prefer_not_to_say=8),
    "children": Plan((122, 163, 48, 11, 3), 0, 15, -0.25, prefer_not_to_say=3),
}

# Choices of those who answered: number and loading. Whoever chooses none of them chooses `never`.
CIRCUMSTANCES = {
    "circumstance_child_abuse": (271, 0.6),
    "circumstance_medical": (238, 0.5),
    "circumstance_crime": (206, 0.55),
    "circumstance_asked": (198, 0.45),
    "circumstance_consent": (221, 0.4),
}
CIRCUMSTANCES_NOT_ANSWERED = 10

# Answers to the open question, of which some stand alone and the rest join one or two sentences.
WROTE = 219
WROTE_STANDALONE = 14
WROTE_ONE_SENTENCE = 86
