"""Facts about the register of the study's stand-in requests, as its cleaning makes it."""

from __future__ import annotations

import pandas as pd
import pytest

from parentdata.foi.register import REGISTER_COLUMNS, clean_register
from parentdata.tables import read_table


@pytest.fixture(scope="module")
def register(root, tmp_path_factory) -> pd.DataFrame:
    folder = tmp_path_factory.mktemp("derived")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setenv("PARENTDATA_OUT", str(folder))
        clean_register()
    assert read_table(folder / "foi-requests" / "unmatched.csv").empty
    return read_table(folder / "foi-requests" / "register.csv")


def test_there_is_one_row_for_each_of_220_requests(register):
    assert len(register) == 220
    assert register["request_id"].is_unique
    assert list(register.columns) == list(REGISTER_COLUMNS)
    assert set(register["data_status"]) == {"stand-in"}


def test_every_request_went_to_one_stand_in_authority_in_force_that_day(register):
    assert register["gss_code"].is_unique
    assert register["gss_code"].str.fullmatch("Z[ENSW][0-9]{6}").all()
    assert register["authority"].str.fullmatch("Authority [0-9]{3}").all()
    assert set(register["matched_by"]) == {"code", "name", "alias"}
    places = register[["nation", "region", "authority_type"]]
    assert places.notna().all(axis=None)


def test_the_published_numbers_of_requests_are_met(register):
    assert register["is_programme"].sum() == 149
    assert register.loc[register["is_programme"], "nation"].unique().tolist() == ["England"]
    assert register["batch"].eq("northern_ireland").sum() == 11
    assert register["nation"].eq("Northern Ireland").sum() == 11


def test_a_reply_has_a_file_and_a_silent_request_has_nothing(register):
    replied = register["replied_date"].notna()
    for column in ("response_id", "file", "sha256", "days_to_reply"):
        assert register[column].notna().eq(replied).all(), column
    assert register["outcome"].eq("no_response").eq(~replied).all()
    assert register.loc[replied, "sha256"].is_unique


def test_a_reply_is_late_exactly_when_it_came_after_its_due_date(register):
    # ISO dates are in the order of the days.
    after = register["replied_date"].gt(register["due_date"])
    assert register["is_late"].astype(bool).eq(after).all()
    late = register["working_days"].gt(20) & register["replied_date"].notna()
    assert late.eq(after).all()
    assert register["due_date"].gt(register["sent_date"]).all()


def test_what_is_withheld_has_a_section_and_what_is_not_has_none(register):
    withheld = register["outcome"].isin(["partially_withheld", "fully_withheld"])
    assert register["exemptions"].notna().eq(withheld).all()
    scottish = register["nation"].eq("Scotland") & register["exemptions"].notna()
    cited = set(";".join(register.loc[scottish, "exemptions_cited"]).split(";"))
    mapped = set(";".join(register.loc[scottish, "exemptions"]).split(";"))
    # Their own numbers never come through: s33 and s38 mean something else under the other Act.
    assert any(section.startswith(("s33", "s38")) for section in cited)
    assert mapped & {"s43", "s40"}
    assert not mapped & {"s33", "s38"}
