"""A request finds the authority that it was sent to, on that day, or is listed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from parentdata.authorities import (
    Alias,
    find_shared_names,
    list_unmatched,
    match_authorities,
    read_aliases,
    read_register,
    require_matches,
    suggest_names,
)
from parentdata.authorities.refusals import BadAlias, UnmatchedAuthorities

from .conftest import ALL, make_cells


def match(register, *requests: tuple[str, str, str], aliases=()) -> pd.DataFrame:
    names, codes, days = zip(*requests, strict=True)
    dates = pd.Series(pd.to_datetime(list(days)))
    return match_authorities(pd.Series(names), pd.Series(codes), dates, register, aliases)


def told(register, *requests, aliases=()) -> list[tuple]:
    found = match(register, *requests, aliases=aliases)
    ids = found["authority_id"].astype(object).where(found["authority_id"].notna(), None)
    return list(zip(found["how"], ids, strict=True))


def test_a_code_comes_before_a_name(register):
    assert told(register, ("somebody", "E06000061", "2021-04-01")) == [("code", "NNT")]


def test_a_former_code_means_the_authority_that_has_another_now(register):
    assert told(register, ("", "S12000046", "2021-02-11")) == [("code", "GLG")]


def test_one_name_means_the_county_before_and_the_council_after(register):
    assert told(
        register,
        ("Buckinghamshire", "", "2020-03-31"),
        ("Buckinghamshire", "", "2020-04-01"),
        ("Buckinghamshire County Council", "", "2020-03-31"),
        ("Buckinghamshire Council", "", "2020-04-01"),
    ) == [("name", "BKM"), ("name", "BUC"), ("name", "BKM"), ("name", "BUC")]


def test_an_authority_is_not_there_before_it_begins_nor_after_it_ends(register):
    assert told(
        register,
        ("North Northamptonshire Council", "", "2021-03-31"),
        ("North Northamptonshire Council", "", "2021-04-01"),
        ("Northamptonshire County Council", "", "2021-03-31"),
        ("Northamptonshire County Council", "", "2021-04-01"),
        ("Corby Borough Council", "E07000150", "2021-04-01"),
        ("Buckinghamshire County Council", "", "2021-01-01"),
    ) == [
        ("not_in_force", None),
        ("name", "NNT"),
        ("name", "NTH"),
        ("not_in_force", None),
        ("not_in_force", None),
        ("not_in_force", None),
    ]


def test_the_parish_council_of_a_city_is_not_the_district(register):
    assert told(register, ("Lichfield City Council", "", "2021-01-01")) == [("unknown", None)]
    assert told(register, ("Lichfield Council", "", "2021-01-01")) == [("name", "LIC")]


def test_a_code_of_one_authority_with_the_name_of_another_is_not_matched(register):
    request = ("West Northamptonshire Council", "E06000061", "2022-01-01")
    assert told(register, request) == [("code_or_name", None)]


def test_a_code_that_nobody_has_is_not_looked_up_by_its_name(register):
    request = ("Bristol City Council", "E06000099", "2022-01-01")
    assert told(register, request) == [("unknown_code", None)]


def test_an_alias_is_looked_up_last_and_on_the_day(register):
    aliases = [
        Alias(name="County Hall", gss_code="E10000002", note="a test"),
        Alias(name="County Hall", gss_code="E06000060", note="a test"),
        Alias(name="Bristol", gss_code="E06000061", note="a test: the register knows the name"),
        Alias(name="A Trust", gss_code="", note="a test: no authority"),
    ]
    requests = [("County Hall", "", "2020-03-31"), ("county hall", "", "2020-04-01"),
                ("Bristol", "", "2021-05-01"), ("A Trust", "", "2021-05-01")]  # fmt: skip
    assert told(register, *requests, aliases=aliases) == [
        ("alias", "BKM"),
        ("alias", "BUC"),
        ("name", "BST"),
        ("outside", None),
    ]


def test_a_match_carries_the_authority_as_the_register_has_it(register):
    row = match(register, ("glasgow", "", "2021-02-11")).iloc[0]
    assert row["gss_code"] == "S12000049"
    assert (row["authority"], row["nation"], row["region"]) == (
        "Glasgow City Council",
        "Scotland",
        "Scotland",
    )


def test_the_index_of_the_requests_is_kept(register):
    names = pd.Series(["Bristol", "Nowhere"], index=[7, 3])
    dates = pd.Series(pd.to_datetime(["2021-01-01"] * 2), index=[7, 3])
    found = match_authorities(names, pd.Series(["", None], index=[7, 3]), dates, register)
    assert found["how"].to_dict() == {7: "name", 3: "unknown"}


def test_a_list_of_no_requests_has_no_matches(register):
    empty = pd.Series([], dtype=str)
    assert match_authorities(empty, empty, pd.Series([], dtype="datetime64[ns]"), register).empty


TWINS = (
    make_cells("ONE", "Newtown Council", "E06000001"),
    make_cells("TWO", "Newtown Borough Council", "E06000002", nice_name="Newtown (Essex)"),
    make_cells("OLD", "Oldtown Council", "E06000003", end_date="2020-03-31"),
    make_cells("NEW", "Oldtown District Council", "E06000004", start_date="2020-04-01"),
)


def test_a_name_that_means_two_on_one_day_is_listed_and_not_matched(write_register):
    register = read_register(write_register(*TWINS))
    shared = find_shared_names(register)
    assert shared[["name", "authority", "other"]].to_numpy().tolist() == [
        ["newtown", "Newtown Council", "Newtown Borough Council"]
    ]
    assert told(register, ("Newtown", "", "2021-01-01")) == [("two", None)]
    assert told(register, ("Oldtown", "", "2021-01-01")) == [("name", "NEW")]


def test_what_is_not_matched_is_listed_once_with_days_meanings_and_what_is_spelt_like_it(register):
    found = match(
        register,
        ("Brystol City", "", "2021-03-01"),
        ("Bristol", "", "2021-03-01"),
        ("Brystol City", "", "2021-01-01"),
        ("Corby", "", "2022-01-01"),
        ("Qqqq", "", "2022-01-01"),
    )
    listed = list_unmatched(found, register)
    assert listed[["name_given", "requests", "first_sent", "last_sent"]].to_numpy().tolist() == [
        ["Brystol City", 2, "2021-01-01", "2021-03-01"],
        ["Corby", 1, "2022-01-01", "2022-01-01"],
        ["Qqqq", 1, "2022-01-01", "2022-01-01"],
    ]
    assert listed["means"].tolist() == ["", "Corby Borough Council (to 2021-03-31)", ""]
    assert listed["nearest"].tolist() == ["Bristol City Council", "", ""]


def test_a_body_outside_the_register_is_listed_with_the_reason_that_was_stated(register):
    aliases = [Alias(name="A Trust", gss_code="", note="a trust for leisure")]
    found = match(register, ("the a trust", "", "2021-03-01"), ("Nowhere", "", "2021-03-01"),
                  aliases=aliases)  # fmt: skip
    listed = list_unmatched(found, register, aliases)
    assert listed[["name_given", "how", "note"]].to_numpy().tolist() == [
        ["Nowhere", "unknown", ""],
        ["the a trust", "outside", "a trust for leisure"],
    ]


def test_a_list_with_unmatched_names_is_refused_and_all_of_them_are_told(register, tmp_path):
    found = match(
        register,
        ("Brystol", "", "2021-03-01"),
        ("Corby", "", "2022-01-01"),
        ("Bristol", "E06000061", "2022-01-01"),
        ("A Trust", "", "2022-01-01"),
        aliases=[Alias(name="A Trust", gss_code="", note="a test")],
    )
    with pytest.raises(
        UnmatchedAuthorities, match="without a single authority on the day of the request: 3"
    ) as refusal:
        require_matches(found, register, file=tmp_path / "requests.csv")
    said = str(refusal.value)
    assert "'Brystol', sent 2021-03-01: no authority has this name (spelt most like it: " in said
    assert "'Corby', sent 2022-01-01: not in force on the day" in said
    assert "'Bristol' [E06000061], sent 2022-01-01: code and name mean two authorities" in said
    assert "A Trust" not in said


def test_a_list_in_which_every_name_is_matched_or_stated_to_be_outside_is_let_through(register):
    aliases = [Alias(name="A Trust", gss_code="", note="a test")]
    found = match(register, ("Bristol", "", "2021-03-01"), ("A Trust", "", "2021-03-01"),
                  aliases=aliases)  # fmt: skip
    require_matches(found, register, file="requests.csv")


def test_nothing_is_spelt_like_nothing(register):
    assert suggest_names(pd.Series(["", "zzzz"]), register) == ["", ""]


def write_aliases(folder, *lines: str):
    path = folder / "aliases.csv"
    path.write_text("\n".join(["name,gss_code,note", *lines]) + "\n")
    return path


def test_aliases_are_read(register, tmp_path):
    path = write_aliases(tmp_path, "The Trust,,a company", "Hall,E06000061,a test")
    assert read_aliases(path, register) == [
        Alias(name="The Trust", gss_code="", note="a company"),
        Alias(name="Hall", gss_code="E06000061", note="a test"),
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Hall,E06000099,a test"], "no authority of the register has the code 'E06000099'"),
        (["Hall,E06000061,"], "column 'note': the cell is blank"),
        ([" ,E06000061,a test"], "column 'name': the cell is blank"),
        (["=A1,E06000061,a test"], "column 'name': the cell holds '=A1'"),
        (["Hall,E06000061,a", "hall,E06000062,b"], "'hall' stands for E06000061 too"),
        (["Hall,,a", "Hall,E06000062,b"], "'Hall' stands for a body outside the register too"),
    ],
)
def test_an_alias_that_is_none_is_refused(register, tmp_path, lines, said):
    with pytest.raises(BadAlias, match=r"aliases\.csv, row") as refusal:
        read_aliases(write_aliases(tmp_path, *lines), register)
    assert said in str(refusal.value)


def test_two_authorities_one_after_another_may_share_an_alias(register, tmp_path):
    path = write_aliases(tmp_path, "Hall,E10000002,until 2020", "Hall,E06000060,since")
    assert [alias.gss_code for alias in read_aliases(path, register)] == ["E10000002", "E06000060"]


def test_many_names_are_matched_as_each_of_them_alone(register):
    rng = np.random.default_rng(1)
    names = [name for line in ALL for name in (line["official-name"], line["nice-name"])]
    drawn = rng.choice(names, 400)
    days = rng.choice(["2015-01-01", "2020-03-31", "2020-04-01", "2021-04-01"], 400)
    requests = list(zip(drawn, [""] * 400, days, strict=True))
    together = told(register, *requests)
    assert together == [told(register, request)[0] for request in requests]
