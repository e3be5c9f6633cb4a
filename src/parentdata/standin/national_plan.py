"""Who the national survey's stand-in respondents are, and how far that decides what they answer.

Nothing here is published but the directions (decisions/0012-national-stand-in.md): every count,
share and size of a difference is assumed. Answers stand in the order of the instrument's scales.
"""

from __future__ import annotations

from typing import NamedTuple

from parentdata.standin.pilot_plan import Plan

# "Around 900 parents" is the size that the study planned; the size achieved is not public.
RESPONDENTS = 900
SEED = 900


class Region(NamedTuple):
    """A stratum: respondents, sampling units, and its assumed share of all parents."""

    respondents: int
    psus: int
    share: float


REGIONS = {
    "North East": Region(38, 6, 0.040),
    "North West": Region(100, 8, 0.110),
    "Yorkshire and the Humber": Region(74, 7, 0.082),
    "East Midlands": Region(66, 7, 0.073),
    "West Midlands": Region(82, 7, 0.089),
    "East of England": Region(84, 7, 0.094),
    "London": Region(110, 8, 0.134),
    "South East": Region(124, 8, 0.138),
    "South West": Region(76, 7, 0.082),
    "Wales": Region(48, 6, 0.046),
    "Scotland": Region(66, 7, 0.080),
    "Northern Ireland": Region(32, 6, 0.032),
}

# Respondents by answer, before anybody keeps an answer back.
CHARACTERISTICS = {
    "occupation": (380, 132, 92, 74, 222),
    "qualification": (396, 198, 236, 70),
    "income": (188, 216, 216, 160, 120),
    "tenure": (92, 450, 178, 180),
    "ethnicity": (680, 104, 78, 26, 12),
    "age_band": (92, 318, 346, 144),
    "lone_parent": (748, 152),
    "children": (378, 366, 110, 32, 10, 4),
    "gender": (520, 374, 6),
}

# Of those, how many prefer not to say and how many leave the question blank.
KEPT_BACK = {"occupation": (8, 12), "income": (46, 14), "tenure": (4, 8)}

# Youngest and oldest of each band of ages; the oldest band thins out with age.
AGES = {"under_30": (19, 29), "from_30": (30, 39), "from_40": (40, 49), "from_50": (50, 63)}

# What the weights are raked to, besides the regions; data/raw/national-survey/design.yml says so.
MARGINS = {
    "gender": (0.545, 0.450, 0.005),
    "age_band": (0.125, 0.375, 0.355, 0.145),
    "ethnicity": (0.815, 0.095, 0.040, 0.035, 0.015),
    "lone_parent": (0.845, 0.155),
    "children_band": (0.430, 0.415, 0.155),
    "qualification": (0.400, 0.220, 0.280, 0.100),
}

# Chances of selection, relative to one another: by ethnic group (in the order of its scale), and
# by the wave in which a household joined the panel.
CHANCE_BY_ETHNICITY = (1.0, 1.6, 2.0, 1.0, 1.0)
CHANCE_BY_WAVE = (0.5, 1.0, 1.7)

# What belonging to a group adds to a parent's standing, in standard deviations of attitude: the
# published directions and no others. Gender, tenure and region add nothing.
STANDING = {
    "occupation": (0.14, 0.02, 0.0, -0.06, -0.13),
    "qualification": (0.13, 0.02, -0.06, -0.16),
    "income": (0.13, 0.06, 0.0, -0.08, -0.15),
    "ethnicity": (0.0, 0.0, -0.40, 0.0, 0.0),
    "age_band": (-0.30, -0.08, 0.06, 0.10),
    "lone_parent": (0.0, -0.25),
    "children_band": (0.06, 0.06, -0.26),
}
# Characteristics from which a parent's own disposition is kept apart, so that a difference between
# their groups is a difference of standing.
BALANCED = (*STANDING, "tenure", "gender", "region")
DISPOSITION = 0.92

# How far standing alone, and not disposition, decides what parents know.
KNOWLEDGE = {"heard": 0.28, "understanding": 0.28}

# The consensus: answers in proportions of their own, and a loading on a trait that has nothing to
# do with standing or disposition. All other items have the pilot's proportions and loadings.
CONSENSUS = {
    "matter_consent_asked": Plan((590, 245, 28, 14, 6), 8, 9, 0.7),
    "matter_told": Plan((622, 226, 22, 10, 4), 7, 9, 0.7),
}
