"""Sentences made from tables: what they say, that numbers stay placeholders, what is refused."""

import numpy as np
import pandas as pd
import pytest

from parentdata.answers import Domain
from parentdata.describe import (
    NotDescribable,
    describe_coefficients,
    describe_consensus,
    describe_shares,
    label_coefficients,
    label_differences,
)
from parentdata.numbers import fill, read_estimates


def make_shares(values):
    """Rows of {label: value}; withheld where that is None."""
    frame = pd.DataFrame(
        [(f"k.{label}.share|a=b", label, "yes", value) for label, value in values.items()],
        columns=["id", "item_label", "answer", "value"],
    )
    return frame.assign(value=frame["value"].astype(float), is_withheld=frame["value"].isna())


def test_the_highest_and_the_lowest_are_named_and_the_withheld_counted():
    rows = make_shares({"Schools": 0.4, "NHS": 0.7, "Police": None, "CCTV": 0.03, "Bank": None})
    assert describe_shares(rows, what="Share who would trust it") == (
        "Share who would trust it: highest for “NHS” ({{ k.NHS.share|a=b }}), lowest for “CCTV” "
        "({{ k.CCTV.share|a=b }}); {{ tally 2 }} withheld."
    )


def test_one_answer_can_be_chosen_and_a_single_line_is_said_alone():
    rows = make_shares({"NHS": 0.7, "Police": 0.2})
    rows.loc[1, "answer"] = "no"
    assert describe_shares(rows, what="Trust", answer="yes") == (
        "Trust: “NHS” ({{ k.NHS.share|a=b }})."
    )
    assert describe_shares(make_shares({"NHS": None}), what="Trust") == "Trust: all withheld."


def test_placeholders_are_filled_from_the_same_rows_as_prose_is():
    rows = make_shares({"NHS": 0.704, "CCTV": 0.031}).assign(unit="share")
    lookup = read_estimates(rows.to_dict("records"), source="test")
    assert fill(describe_shares(rows, what="Trust"), lookup, markup="plain") == (
        "Trust: highest for “NHS” (70%), lowest for “CCTV” (3.1%)."
    )


def make_items(verdicts):
    return pd.DataFrame(
        [(f"Item {n}", *verdict) for n, verdict in enumerate(verdicts)],
        columns=["item_label", "by_interval", "by_interval_side"],
    )


def test_items_are_counted_by_their_verdict_and_at_most_six_are_named():
    below = [("consensus", "below")] * 7
    rows = make_items([("consensus", "above"), *below, ("division", ""), ("undetermined", "")])
    assert describe_consensus(rows) == (
        "Of {{ tally 10 }} items, every group lies above the threshold on {{ tally 1 }} (“Item 0”) "
        "and below it on {{ tally 7 }} "
        "(“Item 1”, “Item 2”, “Item 3”, “Item 4”, “Item 5”, “Item 6” and "
        "{{ tally 1 }} more); groups divide on {{ tally 1 }} (“Item 8”); "
        "{{ tally 1 }} cannot be told."
    )


def test_verdicts_that_no_item_has_are_said_to_be_none_by_the_rule_asked_for():
    rows = make_items([("consensus", "above")] * 2)
    rows = rows.assign(by_point="undetermined", by_point_side="")
    assert describe_consensus(rows).endswith("below it on none; groups divide on none; none cannot "
                                             "be told.")  # fmt: skip
    assert describe_consensus(rows, rule="by_point") == (
        "Of {{ tally 2 }} items, every group lies above the threshold on none and below it on "
        "none; groups divide on none; {{ tally 2 }} cannot be told."
    )


COEFFICIENTS = pd.DataFrame(
    {
        "id": ["k.a", "k.b", "k.c", "k.d", "k.e"],
        "answer": ["home_rented", "home_other", "job_low", "job_none", "intercept"],
        "value": [-0.2, -0.4, 0.1, np.nan, 0.3],
        "ci_low": [-0.3, -0.6, -0.1, np.nan, 0.2],
        "ci_high": [-0.1, -0.2, 0.3, np.nan, 0.4],
        "is_withheld": [False, False, False, True, False],
    }
)
REGRESSION = pd.DataFrame(
    [
        ("", "", "", "Intercept", False),
        ("home", "Home", "owned", "Owned", True),
        ("home", "Home", "rented", "Rented", False),
        ("home", "Home", "other", "Another way", False),
        ("job", "Work", "high", "High", True),
        ("job", "Work", "low", "Low", False),
        ("job", "Work", "none", "None", False),
    ],
    columns=["characteristic", "characteristic_label", "answer", "answer_label", "is_reference"],
)


def test_coefficients_are_labelled_with_their_reference_and_the_intercept_is_left_out():
    labelled = label_coefficients(COEFFICIENTS, REGRESSION)
    names = ["id", "characteristic_label", "group_label", "reference_label"]
    assert labelled[names].to_numpy().tolist() == [
        ["k.a", "Home", "Rented", "Owned"],
        ["k.b", "Home", "Another way", "Owned"],
        ["k.c", "Work", "Low", "High"],
        ["k.d", "Work", "None", "High"],
    ]


def test_intervals_on_either_side_of_nought_are_counted_with_the_farthest():
    labelled = label_coefficients(COEFFICIENTS, REGRESSION)
    assert describe_coefficients(labelled, what="Points of the index") == (
        "Points of the index: of {{ tally 4 }} intervals, {{ tally 2 }} wholly below nought "
        "(farthest: “Home: Another way” ({{ k.b }})) and none wholly above nought; {{ tally 1 }} "
        "cannot be told from nought; {{ tally 1 }} withheld."
    )
    signs = {"value": -labelled["value"], "ci_low": -labelled["ci_high"],
             "ci_high": -labelled["ci_low"]}  # fmt: skip
    said = describe_coefficients(labelled.assign(**signs), what="Points")
    assert "none wholly below nought and {{ tally 2 }} wholly above nought (farthest: " in said


def make_domain(name, label):
    return Domain(name=name, label=label, members=pd.Series([True]))


def test_differences_are_labelled_by_their_pairs():
    pairs = [
        (make_domain("home=rented", "Home: Rented"), make_domain("home=owned", "Home: Owned")),
        (make_domain("poor_mothers", "Poor mothers"), make_domain("others", "All others")),
    ]
    rows = pd.DataFrame({"id": ["b", "a"], "domain": ["poor_mothers~others",
                                                      "home=rented~home=owned"]})  # fmt: skip
    labelled = label_differences(rows, pairs)
    assert labelled.drop(columns="domain").to_numpy().tolist() == [
        ["b", "", "Poor mothers", "All others"],
        ["a", "Home", "Rented", "Owned"],
    ]
    with pytest.raises(NotDescribable, match="nothing names 'poor_mothers~others'"):
        label_differences(rows, pairs[:1])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: describe_shares(make_shares({"A": 1}), what="x", answer="no"), "has no rows"),
        (lambda: describe_shares(pd.DataFrame({"id": ["a"]}), what="x"), "no column 'value'"),
        (lambda: describe_consensus(pd.DataFrame({"item_label": ["a"]})), "column 'by_interval'"),
        (lambda: describe_coefficients(COEFFICIENTS, what="x"), "column 'characteristic_label'"),
        (lambda: label_coefficients(COEFFICIENTS, REGRESSION.iloc[:5]), "nothing names 'job_low'"),
    ],
)
def test_a_table_without_what_a_sentence_needs_is_refused(call, message):
    with pytest.raises(NotDescribable, match=message):
        call()
