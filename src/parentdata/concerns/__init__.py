"""Concerns in parents' own words: a codebook of patterns, counts, pairs and examples."""

from parentdata.concerns.codes import (
    BadCodebook,
    Code,
    Codebook,
    code_concerns,
    count_concerns,
    count_cooccurrence,
    estimate_concerns,
    parse_codebook,
)
from parentdata.concerns.pairs import choose_examples, estimate_cooccurrence

__all__ = [
    "BadCodebook",
    "Code",
    "Codebook",
    "choose_examples",
    "code_concerns",
    "count_concerns",
    "count_cooccurrence",
    "estimate_concerns",
    "estimate_cooccurrence",
    "parse_codebook",
]
