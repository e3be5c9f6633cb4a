"""Outcomes, times and matches of a register small enough to count by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from parentdata.answers import check_estimates
from parentdata.display_requests import show_unmatched, show_waiting
from parentdata.foi.refusals import TotalsDiffer, UnknownFoiChoice
from parentdata.foi.register import (
    check_register_totals,
    classify_times,
    estimate_bounds,
    estimate_exemptions,
    estimate_matches,
    estimate_outcomes,
    estimate_times,
    tabulate_waiting,
)
from parentdata.foi.use import ADMITS

ENGLAND = ("England", "London", "London borough")
SCOTLAND = ("Scotland", "Scotland", "Scottish unitary authority")
NOWHERE = (None, None, None)


def row(place, by, outcome, days=None, *, late=False, replied=True, **others) -> dict:
    nation, region, kind = place
    return {
        "authority_given": f"name {by}", "matched_by": by, "nation": nation, "region": region,
        "authority_type": kind, "sent_date": "2021-02-11", "is_sent_date": True,
        "due_date": "2021-03-11" if nation else None,
        "replied_date": "2021-03-10" if replied else None, "working_days": days, "is_late": late,
        "is_extended": False, "is_clarified": False, "outcome": outcome, "exemptions": None,
        "data_status": "stand-in", **others,
    }  # fmt: skip


@pytest.fixture
def register() -> pd.DataFrame:
    """In time, late after an extension, silent, refused, a trust, and one that is undecided."""
    return pd.DataFrame(
        [
            row(ENGLAND, "code", "granted_in_full", 10.0),
            row(ENGLAND, "name", "partially_withheld", 30.0, late=True, is_extended=True,
                exemptions="s12;s43"),
            row(ENGLAND, "alias", "no_response", 50.0, replied=False),
            row(SCOTLAND, "code", "fully_withheld", 20.0, exemptions="s43"),
            row(NOWHERE, "outside", "granted_in_full"),
            row(SCOTLAND, "code", "undecided", replied=False, sent_date="2020-01-01",
                is_sent_date=False, due_date=None),
        ]
    )  # fmt: skip


def values(estimates: pd.DataFrame, *ids: str) -> list[float]:
    return estimates.set_index("id").loc[list(ids), "value"].tolist()


def test_every_outcome_is_a_share_of_all_requests(register):
    found = estimate_outcomes(register, refused=("fully_withheld", "partially_withheld"))
    stems = ("granted_in_full", "partially_withheld", "fully_withheld", "not_held", "no_response",
             "undecided", "refused")  # fmt: skip
    assert values(found, *(f"foi.outcome.{stem}.count" for stem in stems)) == [2, 1, 1, 0, 1, 1, 2]
    assert values(
        found,
        "foi.outcome.no_response.share",
        "foi.outcome.no_response.share|nation=england",
        "foi.outcome.refused.share|nation=scotland",
        "foi.outcome.granted_in_full.count|region=no_authority_of_the_register",
        "foi.outcome.undecided.share|authority_type=scottish_unitary_authority",
    ) == [1 / 6, 1 / 3, 0.5, 1, 0.5]
    check_estimates(found)


@pytest.mark.parametrize("refused", [(), ("refused",)])
def test_an_outcome_that_is_none_counts_as_no_refusal(register, refused):
    with pytest.raises(UnknownFoiChoice, match="outcome"):
        estimate_outcomes(register, refused=refused)


def test_a_request_is_in_time_late_silent_or_not_known(register):
    assert classify_times(register).tolist() == [
        "in_time", "late", "silent", "in_time", "unknown", "unknown",
    ]  # fmt: skip
    found = estimate_times(register, level=0.95)
    stems = ("in_time", "late", "silent", "unknown", "extended", "late_extended", "clarified",
             "undated", "due")  # fmt: skip
    counts = values(found, *(f"foi.time.{stem}.count" for stem in stems))
    assert counts == [2, 1, 1, 2, 1, 1, 0, 1, 4]
    assert values(found, "foi.time.silent.share|nation=england", "foi.sent.2020.count") == [
        1 / 3,
        1,
    ]
    check_estimates(found)


def test_the_silent_wait_on_in_the_curve(register):
    found = estimate_times(register, level=0.95)
    # Of four with a time, two replied by the twentieth day; half of them on that day.
    assert values(found, "foi.time.by_deadline.share", "foi.time.median.number") == [0.5, 25]
    assert values(found, "foi.time.by_deadline.share|nation=scotland") == [1]
    curve = tabulate_waiting(register, level=0.95)
    whole = curve[curve["item"].eq("all")]
    assert whole[["time", "value", "at_risk", "replied", "censored"]].to_numpy().tolist() == [
        [10, 0.75, 4, 1, 0], [20, 0.5, 3, 1, 0], [30, 0.25, 2, 1, 0], [50, 0.25, 1, 0, 1],
    ]  # fmt: skip
    assert set(curve["item"]) == {"all", "england", "scotland"}


def test_a_list_without_days_of_replies_has_no_curve_and_says_so(register):
    undated = register.assign(replied_date=None, working_days=float("nan"))
    curve = tabulate_waiting(undated, level=0.95)
    assert curve.empty
    numbers = estimate_times(undated, level=0.95)
    assert not numbers["topic"].isin(["time_median", "time_by_deadline"]).any()
    assert "does not say on which days" in show_waiting(curve, numbers).html


def test_the_curves_are_shown_with_words_for_each(register, tmp_path, monkeypatch):
    monkeypatch.setenv("PARENTDATA_OUT", str(tmp_path))
    numbers = estimate_times(register, level=0.95)
    shown = show_waiting(tabulate_waiting(register, level=0.95), numbers).html
    assert "All: 50% by the deadline, half after 25 working days." in shown
    assert "Scotland: 100% by the deadline, half after 20 working days." in shown
    # Of three in England one is silent, one late and one in time.
    assert "England: 33% by the deadline, half after 30 working days." in shown
    made = sorted(path.name for path in (tmp_path / "foi-requests" / "figures").iterdir())
    assert made == [
        "waiting-by-nation.csv", "waiting-by-nation.svg", "waiting.csv", "waiting.svg",
    ]  # fmt: skip


def test_sections_are_counted_once_a_request(register):
    found = estimate_exemptions(register)
    assert found["item"].unique().tolist() == ["s43", "s12", "any"]
    assert values(found, "foi.exemption.s43.count", "foi.exemption.any.share") == [2, 2 / 6]
    check_estimates(found)


def test_matches_are_counted_by_how_they_were_found(register):
    found = estimate_matches(register)
    stems = ("code", "name", "alias", "outside", "unknown", "matched", "names",
             "unmatched_names", "outside_names")  # fmt: skip
    counts = values(found, *(f"foi.match.{stem}.count" for stem in stems))
    assert counts == [3, 1, 1, 1, 0, 5, 4, 0, 1]
    check_estimates(found)


def test_every_way_of_counting_counts_every_request(register):
    parts = [
        estimate_outcomes(register, refused=("fully_withheld",)),
        estimate_times(register, level=0.95),
        estimate_matches(register),
    ]
    found = check_register_totals(pd.concat(parts), register)
    assert set(found["requests"]) == {6}
    with pytest.raises(TotalsDiffer, match="how the authority was found add up to 6"):
        check_register_totals(pd.concat(parts), register.iloc[1:])
    with pytest.raises(TotalsDiffer, match="times to reply add up to nothing"):
        check_register_totals(pd.concat([parts[0], parts[2]]), register)


def test_bounds_take_all_who_do_not_say_one_way_and_the_other(register):
    use = pd.Series(["admits", "denies", "no_reply", "unclear", "intends", "admits"])
    found = estimate_bounds(register, use, admits=ADMITS, unknown=("no_reply", "unclear"))
    ids = [f"foi.bounds.admits.{end}.share" for end in ("low", "high", "answered")]
    assert values(found, *ids) == [2 / 6, 4 / 6, 2 / 4]
    assert values(found, *(f"{id_}|nation=england" for id_ in ids)) == [1 / 3, 2 / 3, 1 / 2]
    check_estimates(found)


def test_a_list_in_which_every_name_is_matched_says_so():
    assert "means one authority" in show_unmatched(pd.DataFrame(columns=["name_given"])).html
