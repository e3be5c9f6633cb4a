"""The study's own Freedom of Information requests: their public outcomes, mapped and counted."""

from parentdata.foi.clean import clean_requests
from parentdata.foi.dates import estimate_dates
from parentdata.foi.estimates import FoiChoices, estimate_requests
from parentdata.foi.numbers import estimate_numbers, list_runs
from parentdata.foi.outcomes import EVENTS, OUTCOMES, UNDECIDED, UNDECIDED_LABEL
from parentdata.foi.published import PublishedCounts, derive_published
from parentdata.foi.terms import Term, list_terms, read_terms
from parentdata.foi.totals import check_totals

__all__ = [
    "EVENTS",
    "OUTCOMES",
    "UNDECIDED",
    "UNDECIDED_LABEL",
    "FoiChoices",
    "PublishedCounts",
    "Term",
    "check_totals",
    "clean_requests",
    "derive_published",
    "estimate_dates",
    "estimate_numbers",
    "estimate_requests",
    "list_runs",
    "list_terms",
    "read_terms",
]
