"""Counts and shares of outcomes: whole rows compared on a list small enough to count by hand."""

import re
from typing import get_args

import pandas as pd
import pytest

from parentdata.foi import (
    OUTCOMES,
    UNDECIDED,
    FoiChoices,
    PublishedCounts,
    Term,
    check_totals,
    derive_published,
    estimate_dates,
    estimate_numbers,
    estimate_requests,
    list_runs,
    list_terms,
    read_terms,
)
from parentdata.foi.outcomes import name_slug
from parentdata.foi.refusals import BadCount, TotalsDiffer, UnknownFoiChoice
from parentdata.intake.refusals import BadTable
from parentdata.notebooks.parameters import Outcome
from parentdata.survey.refusals import EmptyDomain


def make_requests(*rows: tuple) -> pd.DataFrame:
    columns = ["request_number", "region", "authority_type", "wdtk_status", "outcome"]
    requests = pd.DataFrame(rows, columns=columns)
    return requests.assign(
        nation="England",
        event="request",
        is_decided=requests["outcome"].notna(),
        data_status="real",
    )


REQUESTS = make_requests(
    (5, "London", "London borough", "Refused", "fully_withheld"),
    (6, "London", "London borough", "Successful", "granted_in_full"),
    (9, "South East", "County", "Successful", "granted_in_full"),
    (10, "South East", "County", "Information not held", "not_held"),
    (12, None, "Children's services company", "Awaiting classification", None),
)


def estimate(requests=REQUESTS, **choices):
    return estimate_requests(
        requests, choices=FoiChoices(**{"level": 0.95, "base": "all_requests", **choices})
    ).set_index("id")


def test_the_share_refused_has_the_interval_that_wilson_gives():
    row = estimate().loc["outcomes.refused.share"]
    assert row[["value", "count", "n", "level"]].tolist() == [0.2, 1, 5, 0.95]
    # 1 of 5: centre (1 + z²/2) / (5 + z²), half width z √(5 · 0.16 + z²/4) / (5 + z²)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((0.0362241, 0.6244654), abs=1e-7)
    assert row["method"] == "Wilson, on a list that is not a random sample"
    assert row["base"] == "the 5 listed requests"
    assert row["answer_label"] == "Refused (fully withheld)"


def test_requests_without_an_outcome_leave_the_base_and_no_count():
    every, decided = estimate(), estimate(base="decided")
    row = decided.loc["outcomes.refused.share"]
    assert row[["value", "count", "n"]].tolist() == [0.25, 1, 4]
    assert row["base"] == "the 5 listed requests, 1 without an outcome left out"
    moved = every.index[
        every.drop(columns=["base"]).ne(decided.drop(columns=["base"]))
        .mask(every.drop(columns=["base"]).isna(), other=False).any(axis=1)
    ]  # fmt: skip
    assert set(moved) == {f"outcomes.outcome.{name}.share" for name in OUTCOMES} | {
        "outcomes.refused.share"
    }


def test_what_counts_as_refused_is_a_choice():
    row = estimate(refused_outcomes=("fully_withheld", "not_held")).loc["outcomes.refused.share"]
    assert row[["value", "count", "n"]].tolist() == [0.4, 2, 5]
    assert row["answer_label"] == "Refused (fully withheld, information not held)"


def test_a_lower_level_gives_a_narrower_interval_on_the_same_share():
    wide, narrow = (estimate(level=level).loc["outcomes.refused.share"] for level in (0.95, 0.8))
    assert narrow["value"] == wide["value"]
    assert wide["ci_low"] < narrow["ci_low"] < narrow["ci_high"] < wide["ci_high"]


def test_every_outcome_has_a_count_also_where_it_is_nought():
    counts = estimate()["value"]
    assert {name: counts[f"outcomes.outcome.{name}.count"] for name in [*OUTCOMES, UNDECIDED]} == {
        "granted_in_full": 2,
        "partially_withheld": 0,
        "fully_withheld": 1,
        "not_held": 1,
        "no_response": 0,
        "undecided": 1,
    }
    assert counts["outcomes.requests.all.count"] == 5
    assert counts["outcomes.requests.decided.count"] == 4
    assert counts["outcomes.requests.undecided.count"] == 1


def test_statuses_and_places_are_counted_by_name_largest_first():
    found = estimate()
    statuses = found[found["topic"].eq("status") & found["statistic"].eq("count")]
    assert statuses["count"].to_dict() == {
        "outcomes.status.successful.count": 2,
        "outcomes.status.awaiting_classification.count": 1,
        "outcomes.status.information_not_held.count": 1,
        "outcomes.status.refused.count": 1,
    }
    regions = found[found["topic"].eq("region") & found["statistic"].eq("share")]
    assert regions["value"].to_dict() == {
        "outcomes.region.london.share": 0.4,
        "outcomes.region.south_east.share": 0.4,
        "outcomes.region.no_region_a_company.share": 0.2,
    }
    assert found.loc["outcomes.authority_type.childrens_services_company.count", "value"] == 1
    assert found.loc["outcomes.nation.england.share", "value"] == 1


def test_outcomes_within_places_add_up_to_the_outcomes():
    found = estimate()
    for column in ("nation", "region", "authority_type"):
        cross = found[found["topic"].eq(f"outcome_by_{column}")]
        for name in [*OUTCOMES, UNDECIDED]:
            inside = cross[cross["answer"].eq(name)]
            assert inside["value"].sum() == found.loc[f"outcomes.outcome.{name}.count", "value"]
    cell = found.loc["outcomes.outcome.fully_withheld.count|region=london"]
    assert cell[["item", "item_label", "value", "n", "domain"]].tolist() == [
        "london", "London", 1, 2, "region=london",
    ]  # fmt: skip


def test_nothing_is_withheld_and_the_status_travels():
    found = estimate(REQUESTS.assign(data_status="stand-in"))
    assert not found["is_withheld"].any()
    assert set(found["data_status"]) == {"stand-in"}
    assert set(estimate_numbers(REQUESTS)["data_status"]) == {"real"}


def test_ids_are_unique_and_units_are_known():
    found = pd.concat([estimate().reset_index(), estimate_numbers(REQUESTS)])
    assert found["id"].is_unique
    assert set(found["unit"]) == {"count", "share", "number"}


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"base": "some"}, r"the base 'some' is not known.*\n.*all_requests or decided"),
        ({"refused_outcomes": ("refused",)}, "the outcome 'refused' is not known"),
        ({"refused_outcomes": ()}, "no outcome is named"),
    ],
)
def test_an_unknown_choice_is_refused(choices, said):
    with pytest.raises(UnknownFoiChoice, match=said):
        estimate(**choices)


def test_a_base_of_no_request_is_refused():
    with pytest.raises(EmptyDomain):
        estimate(REQUESTS.tail(1), base="decided")


def test_runs_of_numbers_alternate_between_present_and_absent():
    shuffled = REQUESTS.sample(frac=1, random_state=1)
    assert list_runs(shuffled).to_dict("list") == {
        "first": [5, 7, 9, 11, 12],
        "last": [6, 8, 10, 11, 12],
        "length": [2, 2, 2, 1, 1],
        "is_present": [True, False, True, False, True],
        "data_status": ["real"] * 5,
    }
    runs = estimate_numbers(shuffled).query("topic == 'runs'")
    assert runs[["id", "item", "item_label", "answer", "value"]].to_numpy().tolist() == [
        ["outcomes.numbers.run.5.count", "5", "5 to 6", "present", 2],
        ["outcomes.numbers.run.7.count", "7", "7 to 8", "absent", 2],
        ["outcomes.numbers.run.9.count", "9", "9 to 10", "present", 2],
        ["outcomes.numbers.run.11.count", "11", "11", "absent", 1],
        ["outcomes.numbers.run.12.count", "12", "12", "present", 1],
    ]


def test_absent_numbers_are_counted_between_the_lowest_and_the_highest():
    found = estimate_numbers(REQUESTS).query("topic == 'numbers'").set_index("id")["value"]
    assert found.to_dict() == {
        "outcomes.numbers.span.count": 8,
        "outcomes.numbers.present.count": 5,
        "outcomes.numbers.absent.count": 3,
        "outcomes.numbers.widest_gap.count": 2,
        "outcomes.numbers.scattered.count": 1,
        "outcomes.numbers.lowest.number": 5,
        "outcomes.numbers.highest.number": 12,
        "outcomes.numbers.gap_first.number": 7,
        "outcomes.numbers.gap_last.number": 8,
    }


def test_dates_are_counted_by_what_happened_on_them():
    dated = REQUESTS.assign(
        event_date=["2021-02-11", "2021-02-11", "2021-02-11", "2021-03-28", "2021-06-09"],
        event=["request", "request", "incoming", "incoming", "outgoing"],
    )
    found = estimate_dates(dated)
    assert found[["id", "item_label", "answer_label", "value"]].to_numpy().tolist() == [
        ["outcomes.dates.2021-02-11.incoming.count", "11 February 2021",
         "A later message from the authority", 1],
        ["outcomes.dates.2021-02-11.request.count", "11 February 2021", "The request itself", 2],
        ["outcomes.dates.2021-03-28.incoming.count", "28 March 2021",
         "A later message from the authority", 1],
        ["outcomes.dates.2021-06-09.outgoing.count", "9 June 2021",
         "A later message to the authority", 1],
        ["outcomes.dates.later.all.count", "Listed with the date of a later message", "All", 3],
        ["outcomes.dates.days.all.count", "Days on which something is listed", "All", 3],
    ]  # fmt: skip


def test_a_list_without_gaps_has_no_absent_number():
    found = estimate_numbers(REQUESTS.head(2)).set_index("id")["value"]
    assert found["outcomes.numbers.absent.count"] == 0
    assert found["outcomes.numbers.widest_gap.count"] == 0
    assert pd.isna(found["outcomes.numbers.gap_first.number"])


PUBLISHED = {
    "requested": 220, "programme": 149, "users": 76, "in_force": 216, "in_force_england": 151,
}  # fmt: skip


def test_published_counts_give_shares_remainders_and_differences():
    found = derive_published(PublishedCounts(**PUBLISHED), listed=40).set_index("id")
    assert found["value"].to_dict() == {
        "outcomes.published.requested.count": 220,
        "outcomes.published.programme.count": 149,
        "outcomes.published.users.count": 76,
        "outcomes.published.in_force.count": 216,
        "outcomes.published.in_force_england.count": 151,
        "outcomes.published.admitted.share": 76 / 149,
        "outcomes.published.remainder.count": 73,
        "outcomes.published.listed.share": 40 / 220,
        "outcomes.published.unlisted.count": 180,
        "outcomes.published.requests_less_authorities.count": 4,
        "outcomes.published.authorities_less_programme.count": 2,
    }
    assert found["ci_low"].isna().all()
    assert found["method"].value_counts().to_dict() == {
        "as published": 3,
        "counted in a register of authorities": 2,
        "arithmetic on published counts": 6,
    }


@pytest.mark.parametrize(
    ("change", "listed", "said"),
    [
        ({"users": 150}, 40, "150 councils that use data analytics out of 149"),
        ({"users": -1}, 40, "-1 councils"),
        ({}, 221, "221 listed requests out of 220"),
        ({"programme": 0, "users": 0}, 40, "out of 0"),
    ],
)
def test_a_part_greater_than_its_whole_is_refused(change, listed, said):
    with pytest.raises(BadCount, match=re.escape(said)):
        derive_published(PublishedCounts(**{**PUBLISHED, **change}), listed=listed)


def test_the_outcomes_are_those_that_a_parameter_may_name():
    assert tuple(OUTCOMES) == get_args(Outcome)


def test_labels_become_names_for_ids():
    assert name_slug("Yorkshire and The Humber") == "yorkshire_and_the_humber"
    assert name_slug("Children’s services (company)") == "childrens_services_company"


def test_terms_that_are_not_there_are_refused(tmp_path):
    with pytest.raises(BadTable, match=r"outcome-terms\.csv: the file cannot be read: No such"):
        read_terms(tmp_path / "outcome-terms.csv")


def make_all_estimates(requests: pd.DataFrame) -> pd.DataFrame:
    dated = requests.assign(event_date="2021-02-11")
    return pd.concat(
        [estimate(dated).reset_index(), estimate_numbers(dated), estimate_dates(dated)]
    )


def test_every_way_of_counting_counts_every_request():
    totals = check_totals(make_all_estimates(REQUESTS))
    assert totals["requests"].tolist() == [5] * 11
    assert set(totals["data_status"]) == {"real"}


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("outcomes.region.london.count", "regions add up to 3"),
        ("outcomes.outcome.not_held.count", "outcomes add up to 4"),
        (
            "outcomes.outcome.not_held.count|region=south_east",
            "outcomes within regions add up to 4",
        ),
        ("outcomes.numbers.run.12.count", "request numbers in the list add up to 4"),
        ("outcomes.nation.england.count", "nations add up to nothing"),
    ],
)
def test_totals_that_differ_are_refused(lost, said):
    estimates = make_all_estimates(REQUESTS)
    with pytest.raises(TotalsDiffer, match=rf"{said}(\.0)?\.\n  expected: 5 requests"):
        check_totals(estimates[estimates["id"].ne(lost)])


def test_statuses_are_listed_with_what_they_say():
    terms = {
        status: Term(outcome=outcome, is_decided=bool(outcome), says="a", does_not_say="b")
        for status, outcome in (("Refused", "fully_withheld"), ("Awaiting classification", ""),
                                ("Successful", "granted_in_full"),
                                ("Information not held", "not_held"), ("Delayed", ""))
    }  # fmt: skip
    listed = list_terms(REQUESTS, terms)
    assert listed[["wdtk_status", "requests", "outcome"]].to_numpy().tolist() == [
        ["Successful", 2, "Granted in full"],
        ["Awaiting classification", 1, "none"],
        ["Information not held", 1, "Information not held"],
        ["Refused", 1, "Fully withheld"],
    ]
    assert listed.columns[-3:].tolist() == ["says", "does_not_say", "data_status"]
