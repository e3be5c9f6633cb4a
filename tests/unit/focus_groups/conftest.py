"""A small plan, and a folder of raw files that fits it."""

from __future__ import annotations

import pytest

from parentdata.focus_groups.plan_file import parse_plan

PLAN = """
title: Two cells
cells:
  - {id: owners, label: Parents who own, short: Owners, licence: strong, domain: tenure=owned,
     basis: published, groups: 3, interviews: 1}
  - {id: renters, label: Parents who rent, short: Renters, licence: weak, domain: tenure=rented,
     basis: published, groups: 2, interviews: 1}
group_size: {least: 4, most: 6}
minutes: 45
routes:
  known: {label: Know each other, basis: published}
  not_known: {label: Do not know each other, basis: published}
channels: {school: School, foodbank: Foodbank}
slots:
  tuesday: {label: Tuesday evening, time: evening}
  saturday: {label: Saturday morning, time: weekend}
team: [F1, F2]
voucher: {gbp: 25, basis: published}
top_up: {gbp: 10, basis: assumed, expected_share: 0.2}
eligibility:
  group: [has_child_16_or_under]
  interview: [has_child_16_or_under, has_service_contact]
reasons:
  replied: {no_reply: Did not reply}
  eligible: {too_old: No child aged 16 or under}
  consented: {declined: Declined}
  scheduled: {no_slot: No time that suited}
  attended: {did_not_come: Did not come}
polls:
  asked: {text: "Should parents be asked?", answers: {always: Always, never: Never}}
"""


@pytest.fixture
def plan():
    return parse_plan(PLAN, source="plan.yml")


@pytest.fixture
def plan_text():
    return PLAN
