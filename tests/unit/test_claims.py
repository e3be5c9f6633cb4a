"""Published figures: the ledger and its refusals, the rules, and the verdicts on estimates."""

import re

import pandas as pd
import pytest

from parentdata.claims import (
    VERDICT_COLUMNS,
    BadClaims,
    BadEvidence,
    judge_claim,
    judge_claims,
    parse_claims,
)
from parentdata.foi import FoiChoices, estimate_numbers, estimate_requests, read_terms

HEAD = "sources: {post: A blog post}\nclaims:\n"
COUNT = (
    "  - {id: trust-not, study: pilot-survey, sentence: 309 would not, source: post, kind: count, "
    "unit: count, value: 309, rule: equal, rests_on: {estimates: [p.trust.not], field: count}}\n"
)
AROUND = (
    "  - {id: identify, study: pilot-survey, sentence: around 15 percent, source: post, "
    "kind: verbal, unit: share, text: around 15 percent, value: 0.15, low: 0.125, high: 0.175, "
    "rule: within, tolerance: rounded, rests_on: {estimates: [p.accept], field: value}}\n"
)
WHOLE = (
    "  - {id: all, study: pilot-survey, sentence: 365 responses, source: post, kind: count, "
    "unit: count, value: 365, not_testable: nobody counted}\n"
)
DERIVED = (
    "  - {id: trust-not-share, study: pilot-survey, sentence: derived, source: post, "
    "kind: derived, unit: share, value: 0.847, places: 3, rule: rounds_to, "
    "derived_from: {operation: share, claims: [trust-not, all]}, "
    "rests_on: {estimates: [p.trust.not], field: count, over: p.all}}\n"
)


def parse(*claims):
    return parse_claims(HEAD + "".join(claims), source="claims.yml")


def tabulate(*rows, status="stand-in"):
    """Estimates of (id, value, count); withheld where the value is None."""
    frame = pd.DataFrame(rows, columns=["id", "value", "count"])
    withheld = frame["value"].isna()
    return frame.assign(
        count=frame["count"].astype("Int64").mask(withheld),
        is_withheld=withheld,
        data_status=status,
    )


ESTIMATES = (("p.trust.not", 0.868, 309), ("p.accept", 0.151, 55), ("p.all", 365, 365))


def test_agreement_on_stand_in_data_is_calibrated_and_never_reproduced():
    verdict = judge_claim(parse(COUNT)[0], tabulate(*ESTIMATES))
    assert verdict == {
        "claim_id": "trust-not",
        "study": "pilot-survey",
        "kind": "count",
        "sentence": "309 would not",
        "source": "post",
        "published": "309",
        "unit": "count",
        "found": 309.0,
        "ci_low": None,
        "ci_high": None,
        "distance": 0.0,
        "verdict": "calibrated",
        "reason": "",
        "rule": "equal",
        "tolerance": "",
        "rests_on": "p.trust.not",
        "evidence_id": "3fa9fb19c5d29516",
        "data_status": "stand-in",
    }


def test_agreement_on_real_data_is_reproduced():
    verdict = judge_claim(parse(COUNT)[0], tabulate(*ESTIMATES, status="real"))
    assert (verdict["verdict"], verdict["data_status"]) == ("reproduced", "real")


@pytest.mark.parametrize("status", ["stand-in", "real"])
def test_a_count_that_is_one_off_differs_whatever_the_data(status):
    verdict = judge_claim(parse(COUNT)[0], tabulate(("p.trust.not", 0.87, 310), status=status))
    assert (verdict["verdict"], verdict["found"], verdict["distance"]) == ("differs", 310.0, 1.0)


def test_evidence_that_is_partly_stand_in_is_never_reproduced():
    estimates = tabulate(*ESTIMATES, status="real")
    estimates.loc[2, "data_status"] = "stand-in"
    verdict = judge_claim(parse(COUNT, WHOLE, DERIVED)[2], estimates)
    assert (verdict["verdict"], verdict["data_status"]) == ("calibrated", "stand-in")


def test_a_derived_share_is_taken_of_the_studys_base_and_not_the_tables():
    verdict = judge_claim(parse(COUNT, WHOLE, DERIVED)[2], tabulate(*ESTIMATES))
    assert verdict["found"] == 309 / 365
    assert verdict["published"] == "84.7%"
    assert verdict["verdict"] == "calibrated"


def test_estimates_that_a_claim_rests_on_are_added_up():
    claim = parse(COUNT.replace("[p.trust.not]", "[p.probably, p.definitely]"))[0]
    estimates = tabulate(("p.probably", 0.2, 86), ("p.definitely", 0.6, 223))
    assert judge_claim(claim, estimates)["found"] == 309.0


@pytest.mark.parametrize(
    ("fields", "agrees", "published"),
    [
        ("value: 0.4, rule: equal", {0.4: True, 0.41: False}, "40%"),
        (
            "value: 0.847, places: 3, rule: rounds_to",
            {0.8465: True, 0.8475: True, 0.8464: False, 0.8476: False},
            "84.7%",
        ),
        (
            "value: 0.15, low: 0.125, high: 0.175, rule: within",
            {0.125: True, 0.175: True, 0.1249: False, 0.1751: False},
            "12.5% to 17.5%",
        ),
        ("high: 0.5, rule: below", {0.499: True, 0.5: False}, "below 50%"),
        ("low: 0.5, rule: above", {0.501: True, 0.5: False}, "above 50%"),
        ("low: 0.9, rule: at_least", {0.9: True, 0.899: False}, "at least 90%"),
    ],
)
def test_each_rule_draws_its_line_where_it_says(fields, agrees, published):
    text = AROUND.replace("value: 0.15, low: 0.125, high: 0.175, rule: within", fields)
    claim = parse(text)[0]
    verdicts = {
        found: judge_claim(claim, tabulate(("p.accept", found, 1)))["verdict"] == "calibrated"
        for found in agrees
    }
    assert verdicts == agrees
    assert claim.describe() == f"around 15 percent ({published})"


def test_distance_is_measured_from_the_figure_or_from_the_limit_that_words_set():
    around = judge_claim(parse(AROUND)[0], tabulate(("p.accept", 0.25, 1)))
    below = AROUND.replace(
        "value: 0.15, low: 0.125, high: 0.175, rule: within", "high: 0.5, rule: below"
    )
    half = judge_claim(parse(below)[0], tabulate(("p.accept", 0.25, 1)))
    assert (around["distance"], half["distance"]) == (0.1, -0.25)


def test_a_withheld_estimate_leaves_a_claim_not_testable_and_says_so():
    verdict = judge_claim(parse(COUNT)[0], tabulate(("p.trust.not", None, 309)))
    assert verdict["verdict"] == "not_testable"
    assert verdict["reason"] == "withheld: p.trust.not"
    assert verdict["found"] is None


def test_a_claim_that_nothing_here_can_test_keeps_its_reason():
    verdict = judge_claim(parse(WHOLE)[0], tabulate(*ESTIMATES))
    found = {name: verdict[name] for name in ("published", "verdict", "reason", "data_status")}
    assert found == {
        "published": "365",
        "verdict": "not_testable",
        "reason": "nobody counted",
        "data_status": "stand-in",
    }


def test_claims_are_judged_in_their_order_and_for_one_study_where_asked():
    other = COUNT.replace("trust-not", "other").replace("pilot-survey", "foi-outcomes")
    claims = parse(AROUND, other, COUNT)
    verdicts = judge_claims(claims, tabulate(*ESTIMATES), study="pilot-survey")
    assert verdicts.columns.tolist() == list(VERDICT_COLUMNS)
    assert verdicts["claim_id"].tolist() == ["identify", "trust-not"]
    assert verdicts["found"].tolist() == [0.151, 309.0]
    assert len(judge_claims(claims, tabulate(*ESTIMATES))) == 3


@pytest.mark.parametrize(
    ("estimates", "message"),
    [
        (tabulate(("p.other", 0.1, 1)), "'p.trust.not', which the estimates hold 0 times"),
        (tabulate(ESTIMATES[0], ESTIMATES[0]), "'p.trust.not', which the estimates hold 2 times"),
        (tabulate(ESTIMATES[0], status="synthetic"), "estimates of status synthetic"),
        (
            tabulate(ESTIMATES[0]).assign(count=pd.array([pd.NA], dtype="Int64")),
            "an estimate that has no count",
        ),
    ],
)
def test_evidence_that_cannot_decide_is_refused(estimates, message):
    with pytest.raises(BadEvidence, match=re.escape(message)):
        judge_claim(parse(COUNT)[0], estimates)


def test_a_share_of_nobody_is_refused():
    estimates = tabulate(ESTIMATES[0], ("p.all", 0, 0))
    with pytest.raises(BadEvidence, match="a base of nobody"):
        judge_claim(parse(COUNT, WHOLE, DERIVED)[2], estimates)


def test_verdicts_on_an_empty_table_are_refused():
    with pytest.raises(BadEvidence, match=r"status \(no rows\)"):
        judge_claim(parse(WHOLE)[0], tabulate())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sources: [", "expected"),
        (HEAD + COUNT + COUNT, "claim id stands more than once: trust-not"),
        (HEAD + COUNT.replace("source: post", "source: nowhere"), "no source has the key"),
        (HEAD + COUNT.replace("rule: equal", "rule: roughly"), "rule: Input should be"),
        (HEAD + COUNT.replace("value: 309", "valeu: 309"), "valeu: Extra inputs"),
        (HEAD + COUNT.replace("value: 309", "value: 309.5"), "a count is a whole number"),
        (HEAD + COUNT.replace("value: 309, ", ""), "rule equal needs value"),
        (HEAD + COUNT.replace("rule: equal, ", ""), "needs 'rule' and 'unit'"),
        (HEAD + COUNT.replace("kind: count", "kind: verbal"), "'text' is for the words"),
        (HEAD + COUNT.replace("kind: count", "kind: derived"), "'derived_from' is for derived"),
        (HEAD + COUNT.replace("trust-not", "Trust not"), "id: String should match"),
        (HEAD + WHOLE.replace(", not_testable: nobody counted", ""), "one of the two"),
        (HEAD + WHOLE.replace("unit: count, ", ""), "a figure needs a 'unit'"),
        (HEAD + WHOLE.replace(" value: 365,", ""), "a count needs its value"),
        (HEAD + AROUND.replace(", tolerance: rounded", ""), "rule within needs tolerance"),
        (HEAD + AROUND.replace("high: 0.175", "high: 0.1"), "not in that order"),
        (HEAD + AROUND.replace("high: 0.175", "high: 17.5"), "15 percent is 0.15"),
        (HEAD + COUNT + DERIVED, "all is no claim with a value"),
        (HEAD + COUNT + WHOLE + DERIVED.replace("0.847", "0.874"), "0.846575 is what follows"),
        (HEAD + COUNT + WHOLE.replace("365,", "0,") + DERIVED, "a share of nought"),
        (
            HEAD + COUNT + WHOLE + DERIVED.replace("[trust-not, all]", "[trust-not, all, all]"),
            "the first of two claims over the second",
        ),
        (
            HEAD + COUNT + WHOLE
            + DERIVED.replace("places: 3, rule: rounds_to", "low: 0.8, tolerance: x, rule: above"),
            "a derived figure has rule equal or rounds_to",
        ),
    ],
)  # fmt: skip
def test_a_ledger_that_is_not_one_is_refused_with_its_fault(text, message):
    with pytest.raises(BadClaims, match=re.escape(message)) as refusal:
        parse_claims(text, source="reports/claims.yml")
    assert str(refusal.value).startswith("reports/claims.yml: ")


@pytest.mark.parametrize(
    ("operation", "value", "unit"),
    [("sum", 674, "count"), ("remainder", 56, "count"), ("remaining_share", 0.153, "share")],
)
def test_each_arithmetic_is_what_its_name_says(operation, value, unit):
    derived = DERIVED.replace("operation: share, claims: [trust-not, all]",
                              f"operation: {operation}, claims: [all, trust-not]")  # fmt: skip
    derived = derived.replace("unit: share, value: 0.847", f"unit: {unit}, value: {value}")
    assert parse(COUNT, WHOLE, derived)[2].value == value


# --- The ledger itself ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def claims(root):
    path = root / "reports/claims.yml"
    return parse_claims(path.read_text(encoding="utf-8"), source=path)


def plain(markdown):
    return " ".join(re.sub(r"[*`]", "", markdown).split())


def test_every_sentence_of_the_ledger_stands_in_the_record_of_public_sources(claims, shared):
    facts = plain((shared / "facts/study-facts.md").read_text(encoding="utf-8"))
    assert [claim.id for claim in claims if plain(claim.sentence) not in facts] == []


def test_every_figure_of_the_ledger_stands_in_its_own_sentence(claims):
    words = {0.5: "half", 0.15: "15", 0.2: "1 in 5", 3: "Three"}
    by_id = {
        "foi-later-messages": "five",
        "education-issues": "Four",
        "education-parallels": "Five",
    }
    for claim in claims:
        if claim.value is None:
            continue
        written = {f"{claim.value:g}", f"{claim.value * 100:.1f} %", words.get(claim.value, "")}
        written.add(by_id.get(claim.id, ""))
        if claim.id == "foi-refused":
            written = {"3 refused"}
        if claim.id == "foi-england-only":
            written = {"40 of 220"}
        assert any(word and word in claim.sentence for word in written), claim.id


def test_every_source_is_used_and_every_study_is_a_folder_of_raw_data(claims, root):
    assert {claim.source for claim in claims} == {
        "pilot-post", "pilot-page", "foi-post", "wdtk", "authority-register", "dap-2021",
        "focus-group-post", "about-page", "recruitment-post", "edtech-post", "licence-abstract",
        "records-abstract",
    }  # fmt: skip
    for study in {claim.study for claim in claims}:
        assert (root / "data/raw" / study).is_dir()


def test_the_published_counts_of_public_outcomes_are_reproduced_on_the_list_of_requests(
    claims, root
):
    folder = root / "data/raw/foi-outcomes"
    terms = read_terms(folder / "outcome-terms.csv")
    requests = pd.read_csv(folder / "outcomes.csv", dtype={"gss_code": str})
    requests["outcome"] = [terms[status].outcome or None for status in requests["wdtk_status"]]
    requests["is_decided"] = [terms[status].is_decided for status in requests["wdtk_status"]]
    requests["data_status"] = "real"
    choices = FoiChoices(level=0.95, base="all_requests")
    estimates = pd.concat(
        [estimate_requests(requests, choices=choices), estimate_numbers(requests)]
    )
    verdicts = judge_claims(claims, estimates, study="foi-outcomes")
    tested = verdicts[verdicts["verdict"].ne("not_testable")]
    assert dict(zip(tested["claim_id"], tested["found"], strict=True)) == {
        "foi-public": 40,
        "foi-successful": 35,
        "foi-refused": 3,
        "foi-withdrawn": 1,
        "foi-awaiting": 1,
        "foi-england-only": 40,
        "foi-lowest-number": 62,
        "foi-highest-number": 147,
        "foi-later-messages": 5,
    }
    assert set(tested["verdict"]) == {"reproduced"}


# --- One of many, and the digest of evidence -----------------------------------------------------

MOST = (
    "  - {id: tool, study: s, sentence: tool one is cited most, source: post, kind: verbal, "
    "unit: count, text: tool one, rule: largest, "
    'rests_on: {estimates: ["t.one.count|b=1"], among: "t.*.count|b=1", field: count}}\n'
)


def tools(**counts):
    other_part = ("t.six.count|b=2", 99, 99)
    rows = [(f"t.{name}.count|b=1", count, count) for name, count in counts.items()]
    return tabulate(*rows, other_part)


def test_the_largest_of_a_kind_is_told_from_the_next_one_and_from_other_parts():
    verdict = judge_claim(parse(MOST)[0], tools(one=9, two=4, three=7))
    assert (verdict["verdict"], verdict["found"], verdict["distance"]) == ("calibrated", 9.0, 2.0)
    assert verdict["published"] == "tool one (more than any other)"


@pytest.mark.parametrize("two", [9, 10])
def test_a_tie_is_not_more_than_any_other(two):
    verdict = judge_claim(parse(MOST)[0], tools(one=9, two=two, three=1))
    assert (verdict["verdict"], verdict["distance"]) == ("differs", 9.0 - two)
    assert verdict["reason"] == "not more than t.two.count|b=1"


def test_the_largest_is_not_testable_where_one_of_its_kind_is_withheld_or_it_is_alone():
    withheld = judge_claim(parse(MOST)[0], tools(one=9, two=None))
    assert withheld["verdict"] == "not_testable"
    with pytest.raises(BadEvidence, match="an estimate that has no count"):
        judge_claim(parse(MOST)[0], tools(one=9))


@pytest.mark.parametrize(
    "text",
    [
        MOST.replace('among: "t.*.count|b=1", ', ""),
        COUNT.replace("[p.trust.not]", "[p.trust.not], among: 'p.*'"),
    ],
)
def test_the_largest_needs_its_kind_and_no_other_rule_takes_one(text):
    with pytest.raises(BadClaims, match="'among' is for the rule largest"):
        parse(text)


def test_the_digest_of_evidence_moves_with_what_a_claim_rests_on_and_with_nothing_else():
    claim = parse(COUNT)[0]
    digests = {
        name: judge_claim(claim, estimates)["evidence_id"]
        for name, estimates in {
            "same": tabulate(*ESTIMATES),
            "others moved": tabulate(ESTIMATES[0], ("p.accept", 0.2, 70)),
            "last digit": tabulate(("p.trust.not", 0.868 + 1e-13, 309)),
            "count": tabulate(("p.trust.not", 0.868, 310)),
            "value": tabulate(("p.trust.not", 0.869, 309)),
            "status": tabulate(*ESTIMATES, status="real"),
            "withheld": tabulate(("p.trust.not", None, 309)),
        }.items()
    }
    assert digests["same"] == digests["others moved"] == digests["last digit"]
    moved = [digests[name] for name in ("same", "count", "value", "status", "withheld")]
    assert len(set(moved)) == 5
