"""Data about children in schools, in parallel with data about families."""

from parentdata.education.crosswalk import (
    SIGNS,
    count_crosswalk,
    count_evidence,
    tabulate_crosswalk,
)
from parentdata.education.evidence import RELATIONS, hold_evidence
from parentdata.education.parallels_file import STUDIES, Crosswalk, load_parallels, parse_parallels
from parentdata.education.refusals import BadParallels, NoSource, UnknownEstimate

__all__ = [
    "RELATIONS",
    "SIGNS",
    "STUDIES",
    "BadParallels",
    "Crosswalk",
    "NoSource",
    "UnknownEstimate",
    "count_crosswalk",
    "count_evidence",
    "hold_evidence",
    "load_parallels",
    "parse_parallels",
    "tabulate_crosswalk",
]
