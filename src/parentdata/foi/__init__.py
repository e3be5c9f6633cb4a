"""The study's Freedom of Information requests: public outcomes, and replies as they were coded."""

from parentdata.foi.clean import clean_requests
from parentdata.foi.codes import estimate_codes
from parentdata.foi.combinations import combine_codes
from parentdata.foi.dates import estimate_dates
from parentdata.foi.estimates import FoiChoices, estimate_requests
from parentdata.foi.evidence import read_evidence
from parentdata.foi.evidence_bounds import bound_by_evidence, tabulate_evidence
from parentdata.foi.laid_out import name_parts
from parentdata.foi.marks import find_unreliable, group_codes, mark_unreliable
from parentdata.foi.numbers import estimate_numbers, list_runs
from parentdata.foi.outcomes import EVENTS, OUTCOMES, UNDECIDED, UNDECIDED_LABEL
from parentdata.foi.published import PublishedCounts, derive_published
from parentdata.foi.terms import Term, list_terms, read_terms
from parentdata.foi.tiles import list_tiles
from parentdata.foi.totals import check_totals
from parentdata.foi.use import classify_use, estimate_use

__all__ = [
    "EVENTS",
    "OUTCOMES",
    "UNDECIDED",
    "UNDECIDED_LABEL",
    "FoiChoices",
    "PublishedCounts",
    "Term",
    "bound_by_evidence",
    "check_totals",
    "classify_use",
    "clean_requests",
    "combine_codes",
    "derive_published",
    "estimate_codes",
    "estimate_dates",
    "estimate_numbers",
    "estimate_requests",
    "estimate_use",
    "find_unreliable",
    "group_codes",
    "list_runs",
    "list_terms",
    "list_tiles",
    "mark_unreliable",
    "name_parts",
    "read_evidence",
    "read_terms",
    "tabulate_evidence",
]
