"""Margins of the sample beside those that the design file states."""

from __future__ import annotations

import pandas as pd
import pytest

from parentdata.answers import compare_margins
from parentdata.design_file import Margin
from parentdata.instrument import parse_instrument
from parentdata.survey import BadWeight, Design

TEXT = """
study: tiny
key: tiny
title: Tiny
population: parents
sampling: probability
respondent_id: id
respondent_id_pattern: "[0-9]+"
missing: {not_answered: {code: -1, label: No answer}}
scales:
  home: [{code: 1, name: owned, label: Owned}, {code: 2, name: rented, label: Rented}]
questions:
  - {id: Q1, topic: you, short: Home, text: Home, wording: published, type: single, scale: home,
     items: {home: Home}}
"""
DESIGN = Design(weight="w")


def margin(**shares: float) -> Margin:
    return Margin(basis="assumed", source="Nobody knows.", shares=shares)


@pytest.fixture
def respondents() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "home": ["owned", "owned", "rented", "not_answered"],
            "region": ["North", "South", "South", "South"],
            "w": [1.0, 2.0, 3.0, 4.0],
            "data_status": "stand-in",
        }
    )


def test_each_category_has_its_share_before_and_after_beside_the_population(respondents):
    stated = {"home": margin(owned=0.6, rented=0.4), "region": margin(North=0.2, South=0.8)}
    instrument = parse_instrument(TEXT, source="test")
    found = compare_margins(respondents, instrument, stated, design=DESIGN)
    labels = ["margin_label", "category_label", "population"]
    assert found[labels].values.tolist() == [
        ["Home", "Owned", 0.6], ["Home", "Rented", 0.4],
        ["Region", "North", 0.2], ["Region", "South", 0.8],
    ]  # fmt: skip
    # Who did not say is out of the base of the home, and in that of the region.
    assert found["unweighted"].tolist() == pytest.approx([2 / 3, 1 / 3, 1 / 4, 3 / 4])
    assert found["weighted"].tolist() == pytest.approx([0.5, 0.5, 0.1, 0.9])
    assert found["missed"].tolist() == pytest.approx([-0.1, 0.1, -0.1, 0.1])
    assert set(found["basis"]) == {"assumed"}
    assert set(found["data_status"]) == {"stand-in"}


def test_a_bad_weight_is_refused(respondents):
    with pytest.raises(BadWeight):
        compare_margins(
            respondents.assign(w=-1.0), parse_instrument(TEXT, source="test"),
            {"region": margin(North=0.2, South=0.8)}, design=DESIGN,
        )  # fmt: skip
