"""What was asked: questions, answers, missing codes and routing, and what a report makes of them.

One instrument file describes a study; nothing else in the package knows its questionnaire.
"""

from parentdata.instrument.questionnaire import Instrument
from parentdata.instrument.questions import Question, Variable, name_bands
from parentdata.instrument.read import load_instrument, parse_instrument
from parentdata.instrument.report import (
    ComparedItem,
    Comparison,
    Index,
    IndexGroup,
    Intersection,
    Report,
)
from parentdata.instrument.scales import (
    MISSING_KINDS,
    Answer,
    BadInstrument,
    Band,
    MissingCode,
    MissingKind,
)

__all__ = [
    "MISSING_KINDS",
    "Answer",
    "BadInstrument",
    "Band",
    "ComparedItem",
    "Comparison",
    "Index",
    "IndexGroup",
    "Instrument",
    "Intersection",
    "MissingCode",
    "MissingKind",
    "Question",
    "Report",
    "Variable",
    "load_instrument",
    "name_bands",
    "parse_instrument",
]
