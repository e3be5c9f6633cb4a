"""Two studies stand side by side on what both asked, and wording that differs is flagged."""

from __future__ import annotations

import pandas as pd

from parentdata.answers import Choices, compare_studies, estimate_shares
from parentdata.instrument import parse_instrument

TEXT = """
study: {study}
key: {key}
title: {title}
population: parents
sampling: voluntary
respondent_id: respondent_id
respondent_id_pattern: "[0-9]"
missing:
  not_answered: {{code: -9, label: Not answered}}
scales:
  trust:
    - {{code: 1, name: would, label: Would, side: positive}}
    - {{code: 2, name: would_not, label: Would not, side: negative}}
questions:
  - id: Q1
    topic: trust
    short: Trust
    text: Whom do you trust?
    wording: reconstructed
    type: likert
    scale: trust
    items: {{{items}}}
"""
REPORT = """
report:
  characteristics: [trust_council]
  items: [trust_council, trust_police]
  compare:
    study: earlier
    items:
      trust_council: {with: trust_council, wording: same}
      trust_police: {with: trust_officers, wording: similar, note: Officers were named.}
"""
OURS = parse_instrument(
    TEXT.format(
        study="later", key="later", title="Later survey",
        items="trust_council: Council, trust_police: Police",
    ) + REPORT, source="test",
)  # fmt: skip
OTHER = parse_instrument(
    TEXT.format(
        study="earlier", key="earlier", title="Earlier survey",
        items="trust_council: Council, trust_officers: Officers",
    ), source="test",
)  # fmt: skip


def estimate(instrument, answers, status):
    respondents = pd.DataFrame({"respondent_id": ["1", "2"], **answers, "data_status": status})
    choices = Choices(level=0.95, dont_know="in_base", minimum_base=1)
    variables = instrument.variables.values()
    return estimate_shares(respondents, instrument, variables, choices=choices)


def test_shared_items_stand_side_by_side_under_our_labels():
    ours = estimate(
        OURS, {"trust_council": ["would"] * 2, "trust_police": ["would", "would_not"]}, "real"
    )
    other = estimate(
        OTHER, {"trust_council": ["would_not"] * 2, "trust_officers": ["would"] * 2}, "stand-in"
    )
    found = compare_studies(OURS, ours, OTHER, other)
    assert found[["series", "item_label", "value", "wording"]].values.tolist() == [
        ["Later survey", "Council", 1.0, "same wording"],
        ["Earlier survey", "Council", 0.0, "same wording"],
        ["Later survey", "Police (similar wording)", 0.5, "similar wording"],
        ["Earlier survey", "Police (similar wording)", 1.0, "similar wording"],
    ]
    # One stand-in study makes the comparison stand-in.
    assert set(found["data_status"]) == {"stand-in"}
