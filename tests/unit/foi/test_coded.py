"""Answers on use and counts of codes, on six requests that can be counted by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from parentdata.answers.frame import ESTIMATE_COLUMNS
from parentdata.coding.codebook import Code, Codebook, Version
from parentdata.foi.codes import estimate_codes
from parentdata.foi.use import classify_use, estimate_use

REGISTER = pd.DataFrame(
    {
        "request_id": ["R001", "R002", "R003", "R004", "R005", "R006"],
        "response_id": ["P1", "P2", "P3", "P4", "P5", None],
        "nation": ["England", "England", "England", "Wales", "Wales", "Wales"],
        "region": ["London", "London", "South East", None, None, None],
        "authority_type": ["London borough", "London borough", "County", *["Unitary"] * 3],
        "is_programme": [True, True, True, False, False, False],
        "data_status": "stand-in",
    }
)
USE_CODES = (
    "uses_has_used",
    "uses_is_using",
    "uses_intends",
    "uses_denies",
    "definition_not_met",
)
SAID = {
    "R001": {"uses_is_using": "present", "uses_intends": "present"},
    "R002": {"uses_has_used": "present", "uses_denies": "present"},
    "R003": {"uses_intends": "present", "uses_denies": "present"},
    "R004": {"uses_denies": "present"},
    "R005": {},
}
BOOK = Codebook(
    study="foi-requests",
    title="Small",
    unit="a reply",
    version=Version(number=1, date=date(2021, 1, 1)),
    codes=[
        Code(id="use", label="Use", definition="D"),
        *(
            Code(id=name, label=name, parent="use", kind="presence", definition="D",
                 include="I", exclude="E", example="X")
            for name in USE_CODES
        ),
        Code(id="disclosure", label="How much is told", kind="ordinal", values=["none", "full"],
             definition="D", include="I", exclude="E", example="X"),
    ],
)  # fmt: skip


def decide(**changed):
    rows = [
        {"unit_id": unit, "code": code, "value": said.get(code, "absent")}
        for unit, said in SAID.items()
        for code in USE_CODES
    ]
    rows += [
        {"unit_id": unit, "code": "disclosure", "value": "full" if unit < "R003" else "none"}
        for unit in SAID
    ]
    table = pd.DataFrame(rows).astype({"value": "object"})
    for place, value in changed.items():
        unit, code = place.split("__")
        table.loc[table["unit_id"].eq(unit) & table["code"].eq(code), "value"] = value
    return table


def test_an_authority_that_uses_analytics_is_not_made_a_denier_by_another_sentence():
    assert classify_use(REGISTER, decide()).tolist() == [
        "admits", "admits", "intends", "denies", "unclear", "no_reply",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("undecided", "expected"),
    [
        # Whether it intends to is of no weight where it says that it does.
        ("R004__definition_not_met", "denies"),
        ("R001__uses_intends", "admits"),
        ("R001__uses_is_using", "open"),
        ("R003__uses_has_used", "open"),
        ("R004__uses_intends", "open"),
        ("R005__uses_denies", "open"),
    ],
)
def test_a_request_is_open_where_an_undecided_code_could_change_its_answer(undecided, expected):
    use = classify_use(REGISTER, decide(**{undecided: None}))
    assert use[REGISTER["request_id"].eq(undecided[:4])].item() == expected


def test_a_definition_that_is_not_met_is_no_denial_and_stands_apart():
    use = classify_use(REGISTER, decide(R005__definition_not_met="present"))
    assert use.tolist()[3:5] == ["denies", "definition_not_met"]


def test_whoever_did_not_reply_stays_in_every_base():
    use = estimate_use(REGISTER, decide()).set_index("id")
    wales = use.loc["foi.use.denies.share|nation=wales"]
    assert (wales["count"], wales["n"], wales["base"]) == (1, 3, "the 3 requests to Wales")
    assert wales["value"] == pytest.approx(1 / 3)
    assert use.loc["foi.use.no_reply.count|nation=wales", "value"] == 1
    assert use.loc["foi.use.admits.count|programme=in_programme", ["value", "n"]].tolist() == [2, 3]
    assert list(use.reset_index().columns) == list(ESTIMATE_COLUMNS)


def test_requests_are_counted_whoever_replied():
    use = estimate_use(REGISTER, decide()).set_index("id")["value"]
    names = ("all", "programme", "replied", "silent")
    assert [use[f"foi.requests.{name}.count"] for name in names] == [6, 3, 5, 1]


def test_every_part_of_the_requests_holds_each_request_once():
    use = estimate_use(REGISTER, decide())
    counts = use[use["statistic"].eq("count")].groupby("topic")["value"].sum()
    assert counts.drop("requests").to_dict() == dict.fromkeys(
        ("use", "use_by_nation", "use_by_region", "use_by_authority_type", "use_by_programme"), 6
    )


def test_a_code_is_counted_over_all_requests_and_by_nation():
    parts = [estimate_codes(REGISTER, decide(), BOOK, by=by) for by in (None, "nation")]
    found = pd.concat(parts).set_index("id")
    assert found.loc["foi.code.uses_denies.present.count", ["value", "n"]].tolist() == [3, 6]
    assert found.loc["foi.code.uses_denies.present.share", "value"] == 0.5
    assert found.loc["foi.code.uses_denies.present.count|nation=wales", "value"] == 1
    assert found.loc["foi.code.disclosure.full.count", "value"] == 2
    assert found.loc["foi.code.disclosure.no_reply.count|nation=wales", "value"] == 1
    assert set(found["data_status"]) == {"stand-in"}


def test_undecided_replies_widen_a_count_and_are_not_counted_as_found():
    found = estimate_codes(REGISTER, decide(R005__uses_denies=None), BOOK).set_index("id")
    stem = "foi.code.uses_denies.present"
    assert found.loc[[f"{stem}.count", f"{stem}.count_high"], "value"].tolist() == [3, 4]
