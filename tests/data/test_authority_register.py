"""The real register of UK authorities, past and present, and the names that real people write."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from parentdata.authorities import (
    correct_register,
    find_shared_names,
    in_force,
    list_unmatched,
    match_authorities,
    normalise_name,
    read_aliases,
    read_register,
)
from parentdata.provenance import hash_file

FILE = "uk_local_authorities.csv"
SHA256 = "1ef7c9caf57e4a8d8caabf2927c29fdda248a41ff1af76c639d11a62fcd9f2c5"
ALIASES = Path(__file__).parents[1] / "reference" / "lists" / "aliases.csv"
CHILDRENS_SERVICES = (
    "County", "Unitary authority", "Metropolitan district", "London borough", "City corporation",
    "Scottish unitary authority", "Welsh unitary authority", "NI district",
)  # fmt: skip


@pytest.fixture(scope="module")
def register(shared) -> pd.DataFrame:
    path = shared / "data" / "authority-register" / FILE
    if not path.is_file():
        pytest.skip(f"no {FILE} beside the checkout: no real names are matched")
    assert hash_file(path) == SHA256
    return correct_register(read_register(path))


def ids(register: pd.DataFrame, names: pd.Series, day: str) -> dict[str, object]:
    dates = pd.Series(pd.Timestamp(day), index=names.index)
    found = match_authorities(names, pd.Series("", index=names.index), dates, register)
    return dict(zip(names, found["authority_id"].where(found["how"].eq("name")), strict=True))


def test_the_register_holds_470_authorities(register):
    assert len(register) == 470
    assert register["authority_id"].is_unique


def test_lincolnshire_lies_in_the_east_midlands(register):
    region = register.set_index("gss_code")["region"]
    assert region["E10000019"] == "East Midlands"
    assert region["E06000013"] == "Yorkshire and The Humber"
    assert register["region"].notna().all()


def test_the_authorities_in_force_when_the_study_asked_are_those_that_are_known(register):
    there = in_force(register, on="2021-02-11")
    there = there[there["authority_type"].isin(CHILDRENS_SERVICES)]
    assert there["nation"].value_counts().to_dict() == {
        "England": 151, "Scotland": 32, "Wales": 22, "Northern Ireland": 11,
    }  # fmt: skip


def test_no_name_of_the_register_means_two_authorities_on_one_day(register):
    assert find_shared_names(register).empty


def test_every_name_of_every_authority_in_force_means_that_authority_and_no_other(register):
    for day in ("2009-06-01", "2015-03-31", "2015-04-01", "2019-03-31", "2021-03-31",
                "2021-04-01", "2023-04-01", "2025-06-01"):  # fmt: skip
        there = in_force(register, on=day)
        own = [(name, row.authority_id) for row in there.itertuples() for name in row.names]
        found = ids(register, pd.Series([name for name, _ in own]), day)
        assert [name for name, code in own if found[name] != code] == [], day


def test_other_ways_of_writing_an_official_name_mean_the_same_authority(register):
    there = in_force(register, on="2021-02-11")
    turns = {
        "upper case": str.upper,
        "ampersands": lambda name: name.replace(" and ", " & "),
        "no hyphens": lambda name: name.replace("-", " "),
        "the": lambda name: f"The {name}",
        "blanks": lambda name: f"  {name} ",
    }
    for (how, turn), row in product(turns.items(), there.itertuples()):
        same = normalise_name(turn(row.authority)) == normalise_name(row.authority)
        assert same, (how, row.authority)


def test_mergers_and_abolitions_change_what_a_name_means(register):
    names = pd.Series(
        ["Northamptonshire County Council", "North Northamptonshire Council", "Somerset",
         "North Yorkshire", "Dorset County Council", "Dorset Council", "Bournemouth Council",
         "Buckinghamshire County Council", "Buckinghamshire Council", "Carrickfergus"]
    )  # fmt: skip
    before, after = ids(register, names, "2019-03-31"), ids(register, names, "2023-04-01")
    then = {name: code for name, code in before.items() if isinstance(code, str)}
    now = {name: code for name, code in after.items() if isinstance(code, str)}
    assert then == {
        "Northamptonshire County Council": "NTH", "Somerset": "SOM", "North Yorkshire": "NYK",
        "Dorset County Council": "DOR", "Bournemouth Council": "BMH",
        "Buckinghamshire County Council": "BKM",
    }  # fmt: skip
    assert now == {
        "North Northamptonshire Council": "NNT", "Somerset": "SMT", "North Yorkshire": "NYE",
        "Dorset Council": "DST", "Buckinghamshire Council": "BUC",
    }  # fmt: skip


def test_names_of_other_bodies_of_the_same_place_are_not_matched(register):
    others = pd.Series(
        ["Lichfield City Council", "Chichester City Council", "Lewes Town Council",
         "Leicester City Primary Care Trust (PCT)", "Bradford Children and Families Trust",
         "Hackney Learning Trust", "London", "Newcastle", "Yorkshire and Humber Councils",
         "Armagh City", "City of", "County of"]
    )  # fmt: skip
    found = ids(register, others, "2021-02-11")
    assert {name: code for name, code in found.items() if isinstance(code, str)} == {}


def test_every_alias_is_needed_and_names_an_authority_of_the_register(register):
    aliases = read_aliases(ALIASES, register)
    found = ids(register, pd.Series([alias.name for alias in aliases]), "2024-01-01")
    assert {name: code for name, code in found.items() if isinstance(code, str)} == {}
    assert [alias.name for alias in aliases if alias.gss_code] == [
        "Southend-on-Sea City Council", "Wakefield City Council",
    ]  # fmt: skip


def test_what_is_spelt_like_an_unknown_name_is_told_and_not_taken(register):
    names = pd.Series(["Wakefeild Council", "Redcar & Clevland"])
    dates = pd.Series(pd.to_datetime(["2021-02-11"] * 2))
    found = match_authorities(names, pd.Series(["", ""]), dates, register)
    assert found["how"].tolist() == ["unknown", "unknown"]
    nearest = list_unmatched(found, register).set_index("name_given")["nearest"]
    assert nearest["Wakefeild Council"].startswith("Wakefield Metropolitan District Council")
    assert nearest["Redcar & Clevland"].startswith("Redcar and Cleveland Borough Council")
