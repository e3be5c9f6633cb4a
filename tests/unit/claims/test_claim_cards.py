"""The page of claims: cards, links that leave one kind, rows with ids."""

import math
import re
from datetime import date

import pandas as pd
import pytest

from parentdata import claims, display_claims
from parentdata.claims import parse_claims, parse_sources

LEDGER = """\
sources: {post: A “blog” post & more}
claims:
  - {id: heard, study: s, sentence: 'only "half" <had>', source: post, kind: verbal, unit: share,
     text: only half, value: 0.5, low: 0.475, high: 0.525, rule: within, tolerance: rounded,
     rests_on: {estimates: [p.heard], field: value}}
  - {id: less, study: s, sentence: less among renters, source: post, kind: verbal, unit: points,
     text: less, rule: direction, side: below,
     rests_on: {estimates: ["p.less|a~b"], field: interval}}
  - {id: all, study: s, sentence: 365 responses, source: post, kind: count, unit: count,
     value: 365, not_testable: nobody counted}
  - {id: later, study: other, sentence: 4 groups, source: post, kind: count, unit: count, value: 4,
     rule: equal, rests_on: {estimates: [g.all], field: count}}
"""
ESTIMATES = pd.DataFrame(
    {"id": ["p.heard", "p.less|a~b"], "value": [0.6, -0.2], "ci_low": [0.55, -0.3],
     "ci_high": [0.65, -0.1], "count": pd.array([200, None], dtype="Int64"),
     "is_withheld": False, "data_status": "stand-in"}
)  # fmt: skip


@pytest.fixture
def page():
    ledger = parse_claims(LEDGER, source="claims.yml")
    verdicts = claims.judge_claims(ledger, ESTIMATES, study="s")
    approvals = claims.add_approvals(
        claims.NONE_YET, ledger, verdicts, ids=["heard"], reason="Looked at <it>.",
        day=date(2026, 11, 28),
    )  # fmt: skip
    standing = claims.check_approvals(ledger, verdicts, approvals)
    return display_claims.join_claims(ledger, verdicts, standing), verdicts, standing


def read_cards(joined, study):
    sources = parse_sources(LEDGER, source="claims.yml")
    html = display_claims.show_claims(joined, study=study, sources=sources).html
    cards = re.findall(r"<article.*?</article>", html, re.DOTALL)
    return {re.search(r'id="claim-([^"]+)"', card)[1]: card for card in cards}


def read_entries(card):
    entries = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", card, re.DOTALL)
    return {term: re.sub(r"<[^>]+>", "", markup) for term, markup in entries}


def test_a_card_says_what_was_published_what_was_found_and_who_let_it_stand(page):
    card = read_cards(page[0], "s")["heard"]
    assert read_entries(card) == {
        "Published": "only half (47.5% to 52.5%)",
        "Found here": "60%",
        "Distance": "10 percentage points",
        "Agrees if": "within the range",
        "Reading of the words": "rounded",
        "Rests on": "p.heard",
        "Source": "A “blog” post &amp; more",
        "Approved": "2026-11-28: Looked at &lt;it&gt;.",
    }
    assert 'data-verdict="differs" data-state="approved"' in card
    assert 'data-id="claims.heard.found"' in card
    assert "only &quot;half&quot; &lt;had&gt;" in card
    assert "pd-badge" not in card


def test_a_direction_shows_its_range_and_one_that_is_not_testable_its_reason(page):
    cards = read_cards(page[0], "s")
    less = read_entries(cards["less"])
    assert less["Found here"] == "−20 percentage points (−30 to −10 percentage points)"
    assert less["Approved"] == "Not yet"
    assert '<span class="pd-badge">Not approved yet</span>' in cards["less"]
    everyone = read_entries(cards["all"])
    assert everyone["Why"] == "nobody counted"
    assert {"Found here", "Distance", "Agrees if", "Rests on"}.isdisjoint(everyone)


def test_a_claim_whose_study_was_not_judged_has_its_words_and_no_verdict(page):
    card = read_cards(page[0], "other")["later"]
    assert 'data-verdict="not_judged"' in card
    assert "Not held against a table yet" in card
    assert read_entries(card)["Published"] == "4"


def test_each_kind_that_occurs_has_a_link_and_a_place_of_its_own(page):
    html = display_claims.show_kinds(page[0]).html
    links = dict(re.findall(r'href="#([^"]+)">([^<]+)', html))
    assert links == {
        "claims-all": "All ", "claims-calibrated": "Calibrated ", "claims-differs": "Differs ",
        "claims-not-testable": "Not testable here ",
        "claims-not-judged": "Not held against a table yet ",
    }  # fmt: skip
    assert all(f'id="{place}"' in html for place in links)
    assert re.findall(r'pd-count" data-id="[a-z._]+">(\d+)', html) == ["4", "1", "1", "1", "1"]


def test_the_style_sheet_knows_every_kind_that_a_link_can_name(root):
    css = (root / "reports/theme/site.css").read_text()
    for verdict in (*claims.VERDICT_LABELS, "not_judged"):
        place = "claims-" + verdict.replace("_", "-")
        assert f'#{place}:target) .pd-claim:not([data-verdict="{verdict}"])' in css


def test_what_was_found_and_how_far_off_are_rows_with_ids(page):
    rows = claims.list_found(page[1]).set_index("id")
    assert rows["value"].to_dict() == {
        "claims.heard.found": 0.6, "claims.heard.distance": pytest.approx(0.1),
        "claims.less.found": -0.2, "claims.less.distance": -0.2,
    }  # fmt: skip
    assert rows["unit"].tolist() == ["share", "points", "points", "points"]
    counted = claims.count_claims(page[1], page[2]).set_index("id")["value"]
    assert counted["claims.verdicts.all.count"] == 3
    assert counted["claims.states.all.count"] == 4
    assert counted["claims.states.unapproved.count"] == 2
    assert counted["claims.verdicts.differs.count"] == 1


@pytest.mark.parametrize(
    ("name", "band"), [("heard", (0.475, 0.525)), ("less", (-math.inf, 0.0)), ("later", None)]
)
def test_the_band_of_a_curve_is_where_the_claim_agrees(name, band):
    ledger = {each.id: each for each in parse_claims(LEDGER, source="claims.yml")}
    assert display_claims.find_band(ledger[name]) == band
