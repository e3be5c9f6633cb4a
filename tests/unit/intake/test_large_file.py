"""Cleaning a survey takes memory in proportion to its respondents, and no more."""

import tracemalloc

import numpy as np
import pandas as pd

from parentdata.instrument import parse_instrument
from parentdata.intake import clean_responses

INSTRUMENT = """\
study: s
key: k
title: A survey
population: parents
sampling: voluntary
respondent_id: rid
respondent_id_pattern: "[0-9]{6}"
missing:
  not_answered: {code: -99, label: Not answered}
scales:
  agree:
    - {code: 1, name: agree, label: Agree, side: positive}
    - {code: 2, name: disagree, label: Disagree, side: negative}
questions:
  - id: Q1
    topic: statements
    short: Asked
    text: Should parents be asked?
    wording: reconstructed
    type: likert
    scale: agree
    missing: [not_answered]
    items: {a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H}
"""
ITEMS = list("abcdefgh")
SMALL, LARGE = 2_000, 20_000
# Bytes a respondent at the peak: references to cells as received and as coded, and the id itself.
MOST = 55 * (1 + len(ITEMS))


def measure_cleaning(folder, size) -> int:
    """Bytes that cleaning holds at its peak."""
    answers = np.random.default_rng(3).choice(["1", "2", "-99"], size=(size, len(ITEMS)))
    cells = pd.DataFrame(answers, columns=ITEMS)
    cells.insert(0, "rid", [f"{number:06d}" for number in range(size)])
    path = folder / f"{size}.csv"
    cells.to_csv(path, index=False)
    del cells, answers
    instrument = parse_instrument(INSTRUMENT, source="instrument.yml")
    tracemalloc.start()
    cleaned = clean_responses(path, instrument)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert cleaned.shape == (size, 1 + len(ITEMS))
    return peak


def test_ten_times_the_respondents_take_at_most_ten_times_the_memory(tmp_path):
    measure_cleaning(tmp_path, 10)  # what is imported and cached on first use
    small, large = (measure_cleaning(tmp_path, size) for size in (SMALL, LARGE))
    assert large <= 10 * small * 1.05
    assert large / LARGE < MOST
