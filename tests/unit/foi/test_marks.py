"""Which codes are marked, and that the mark goes where the count goes."""

from __future__ import annotations

import pandas as pd

from parentdata.foi.marks import find_unreliable, mark_unreliable

AGREEMENT = pd.DataFrame(
    {
        "code": ["firm", "loose", "edge", "never", "loose"],
        "domain": ["", "", "", "", "nation=wales"],
        "alpha": [0.9, 0.5249, 0.667, None, 0.95],
        "undefined": ["", "", "", "alpha: both coders always say absent", ""],
    }
)


def test_codes_below_the_least_alpha_or_without_one_are_not_reliable():
    assert find_unreliable(AGREEMENT, reliable_alpha=0.667) == {
        "loose": "not reliable: alpha 0.52",
        "never": "not reliable: alpha: both coders always say absent",
    }


def test_a_table_that_was_read_back_has_missing_cells_in_the_place_of_empty_ones():
    read = AGREEMENT.assign(domain=AGREEMENT["domain"].replace("", None))
    assert set(find_unreliable(read, reliable_alpha=0.95)) == {"firm", "loose", "edge", "never"}


def test_the_mark_stands_beside_every_label_of_the_code():
    rows = pd.DataFrame({"item": ["firm", "loose"], "item_label": ["Firm", "Loose"]})
    marked = mark_unreliable(rows, {"loose": "not reliable: alpha 0.52"})
    assert marked["item_label"].tolist() == ["Firm", "Loose (not reliable)"]
