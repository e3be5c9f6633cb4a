"""A scraper's list of public requests: what a row gives, and what it may not hold."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from parentdata.errors import Refusal
from parentdata.foi.csc_list import read_csc_list
from parentdata.foi.lists import read_list
from parentdata.foi.terms import Term

CLOSED = date(2025, 3, 6)
SITE = "https://www.whatdotheyknow.com/request"
MARKUP = '<script>alert("x")</script><a href="https://example.org">a</a>'


def term(outcome: str) -> Term:
    return Term(outcome=outcome, is_decided=bool(outcome), says="a", does_not_say="b")


TERMS = {"Successful": term("granted_in_full"), "Awaiting classification": term("")}


def row(**cells: str) -> dict[str, str]:
    usual = {
        "FOIR": "", "Status": "Successful", "Request Date": "30/10/2012",
        "CSC FOIs on this LA": "23.0", "Authority Name": "Aberdeen City Council",
        "Request Title": "Adoption services", "LAs with same Request": "7.0",
        "Request URL": f"{SITE}/adoption_services_3", "Source": "WhatDoTheyKnow",
        "Search Term": "adoption", "SSD-FOIR": MARKUP,
    }  # fmt: skip
    return usual | {name.replace("_", " "): cell for name, cell in cells.items()}


@pytest.fixture
def read(tmp_path):
    def run(*rows: dict[str, str]) -> pd.DataFrame:
        return read_csc_list(write(tmp_path / "list.csv", *rows), TERMS, closed=CLOSED)

    return run


def write(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    return path


def test_a_row_gives_a_request_with_its_outcome(read):
    found = read(row(), row(Request_URL=f"{SITE}/other", Status="Awaiting classification"))
    assert found.iloc[0].to_dict() == {
        "request_id": "adoption_services_3", "authority": "Aberdeen City Council", "gss_code": "",
        "sent_date": pd.Timestamp("2012-10-30"), "is_sent_date": True, "route": "whatdotheyknow",
        "status": "Successful", "outcome": "granted_in_full", "title": "Adoption services",
        "address": f"{SITE}/adoption_services_3",
    }  # fmt: skip
    assert found["outcome"].isna().tolist() == [False, True]


def test_the_day_of_a_message_is_not_taken_for_that_of_the_request(read):
    addresses = ("a", "b#incoming-1437729", "c#outgoing-12", "d#comment-7")
    found = read(*(row(Request_URL=f"{SITE}/{address}") for address in addresses))
    assert found["request_id"].tolist() == ["a", "b", "c", "d"]
    assert found["is_sent_date"].tolist() == [True, False, False, False]


def test_a_council_s_own_log_has_its_own_numbers_and_no_route(read):
    address = "https://www.hastings.gov.uk/my-council/freedom-of-information/date/?id=FOIR-278"
    found = read(row(Request_URL=address, Source="Hastings Council"))
    assert found["request_id"].tolist() == ["FOIR-278"]
    assert found["route"].isna().all()


def test_markup_in_a_column_that_is_not_used_goes_nowhere(read):
    assert "script" not in read(row()).to_csv()


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Status": "Answered"}, "row 3, column 'Status': 'Answered' is not a status"),
        ({"Request_Date": "2012-10-30"}, "row 3, column 'Request Date': the date is '2012-10-30'"),
        ({"Request_Date": "10/30/2012"}, "the date is '10/30/2012'"),
        ({"Request_Date": "07/03/2025"}, "no later than 2025-03-06"),
        ({"Authority_Name": "=A1"}, "row 3, column 'Authority Name': the cell holds '=A1'"),
        ({"Authority_Name": ""}, "column 'Authority Name': the cell is blank"),
        ({"Request_URL": "javascript:alert(1)"}, "row 3, column 'Request URL'"),
        ({"Request_URL": f"{SITE}/a#edit-1"}, "the address of one request"),
        ({"Request_URL": f"{SITE}/adoption_services_3#incoming-1"},
         "row 3, column 'Request URL': the request stands in row 2 too"),
    ],
)  # fmt: skip
def test_a_row_that_is_not_as_expected_is_refused(read, cells, said):
    other = {"Request_URL": f"{SITE}/other"}
    with pytest.raises(Refusal) as refusal:
        read(row(), row(**other | cells))
    assert said in str(refusal.value)


def test_a_list_without_a_column_is_refused(read):
    cells = row()
    del cells["Status"]
    with pytest.raises(Refusal, match="the column 'Status' is missing"):
        read(cells)


def test_a_list_with_a_column_twice_is_refused(tmp_path):
    path = write(tmp_path / "list.csv", row())
    path.write_text(path.read_text().replace("Search Term", "Status"))
    with pytest.raises(Refusal, match="row 1, column 'Status': the column 'Status' stands twice"):
        read_csc_list(path, TERMS, closed=CLOSED)


def test_a_blank_line_is_no_row_and_later_rows_keep_their_number(tmp_path):
    path = write(tmp_path / "list.csv", row(), row(Status="Lost"))
    path.write_text(path.read_text().replace("\n,Lost", "\n,,,,,,,,,,\n,Lost"))
    with pytest.raises(Refusal, match="row 4, column 'Status': 'Lost' is not a status"):
        read_csc_list(path, TERMS, closed=CLOSED)


def test_a_list_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refusal, match="the file cannot be read"):
        read_csc_list(tmp_path / "none.csv", TERMS, closed=CLOSED)


def test_a_list_in_another_form_is_refused(tmp_path):
    with pytest.raises(Refusal, match=r"the file ends in '\.xlsx'"):
        read_list(tmp_path / "list.xlsx", TERMS, closed=CLOSED)


def test_a_csv_has_no_events(tmp_path):
    requests, events = read_list(write(tmp_path / "list.csv", row()), TERMS, closed=CLOSED)
    assert (len(requests), len(events)) == (1, 0)
