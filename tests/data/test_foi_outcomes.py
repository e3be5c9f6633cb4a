"""The real list of requests, cleaned, held against public records that others keep."""

import pandas as pd
import pytest

from parentdata.foi import UNDECIDED, clean_requests, estimate_numbers, list_runs, read_terms
from parentdata.foi.estimates import name_outcomes
from parentdata.provenance import data_status


@pytest.fixture(scope="module")
def requests(root, tmp_path_factory) -> pd.DataFrame:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setenv("PARENTDATA_OUT", str(tmp_path_factory.mktemp("derived")))
        return clean_requests()


@pytest.fixture(scope="module")
def listed(shared) -> pd.DataFrame:
    """Public list of FOI requests about children's services, one row per request."""
    path = shared / "data" / "csc-foi-requests" / "foi_csc_requests_summary.csv"
    if not path.is_file():
        pytest.skip("no shared list of FOI requests: nothing to compare the outcomes with")
    found = pd.read_csv(path, dtype=str, keep_default_na=False)
    # An address may point at one message of a request, as in .../a_request#incoming-1.
    parts = found["Request URL"].str.partition("#")
    return found.assign(
        request_url=parts[0],
        event=parts[2].str.partition("-")[0].replace("", "request"),
        event_date=pd.to_datetime(found["Request Date"], format="%d/%m/%Y").dt.strftime("%Y-%m-%d"),
    )


@pytest.fixture(scope="module")
def register(shared) -> pd.DataFrame:
    """Register of UK local authorities, past and present."""
    path = shared / "data" / "authority-register" / "uk_local_authorities.csv"
    if not path.is_file():
        pytest.skip("no shared register of local authorities: nothing to compare places with")
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def test_forty_requests_have_the_outcomes_that_the_study_facts_count(requests):
    assert name_outcomes(requests).value_counts().to_dict() == {
        "granted_in_full": 35,
        "fully_withheld": 3,
        UNDECIDED: 2,
    }
    assert requests["wdtk_status"].value_counts().to_dict() == {
        "Successful": 35,
        "Refused": 3,
        "Withdrawn by the requester": 1,
        "Awaiting classification": 1,
    }
    assert set(requests["nation"]) == {"England"}
    assert requests["event"].ne("request").sum() == 5


def test_an_undecided_request_has_no_outcome_and_a_decided_one_has(requests):
    assert requests["is_decided"].eq(requests["outcome"].notna()).all()


def test_one_body_is_no_council_and_has_neither_code_nor_region(requests):
    company = requests[requests["region"].isna()]
    assert company["authority"].tolist() == ["Achieving for Children"]
    assert company["gss_code"].isna().all()
    assert requests["gss_code"].dropna().is_unique


def test_the_listed_numbers_lie_in_the_two_ranges_of_the_study_facts(requests):
    gap = list_runs(requests).query("not is_present").nlargest(1, "length").iloc[0]
    found = estimate_numbers(requests).set_index("id")["value"]
    ends = [found["outcomes.numbers.lowest.number"], gap["first"] - 1, gap["last"] + 1]
    assert [*ends, found["outcomes.numbers.highest.number"]] == [62, 85, 108, 147]
    assert found["outcomes.numbers.absent.count"] == (147 - 62 + 1) - 40


def test_the_data_are_real(root, monkeypatch, requests):
    monkeypatch.chdir(root)
    assert data_status("foi-outcomes") == "real"
    assert set(requests["data_status"]) == {"real"}


def test_the_raw_list_is_the_one_handed_over(root, shared):
    ours = root / "data" / "raw" / "foi-outcomes" / "outcomes.csv"
    assert ours.read_bytes() == (shared / "facts" / "foi-request-outcomes.csv").read_bytes()


def test_every_status_and_date_agrees_with_a_public_list_of_requests(requests, listed):
    ours = requests.set_index("request_url")[["wdtk_status", "event", "event_date"]].sort_index()
    theirs = (
        listed[listed["request_url"].isin(ours.index)]
        .set_index("request_url")
        .rename(columns={"Status": "wdtk_status"})[["wdtk_status", "event", "event_date"]]
        .sort_index()
    )
    pd.testing.assert_frame_equal(ours, theirs, check_dtype=False)


def test_the_public_list_holds_no_further_request_of_the_study(requests, listed):
    same_title = listed["Request Title"].str.startswith(
        "Use of data analytics, predictive analytics or algorithmic automated systems"
    )
    assert set(listed.loc[same_title, "request_url"]) == set(requests["request_url"])


def test_every_status_that_a_public_list_shows_is_mapped(root, listed):
    terms = read_terms(root / "data" / "raw" / "foi-outcomes" / "outcome-terms.csv")
    assert set(listed["Status"]) == set(terms)


def test_places_agree_with_the_register_except_where_the_register_is_known_to_err(
    requests, register
):
    both = requests[requests["gss_code"].notna()].merge(
        register[register["gss-code"].ne("")],
        left_on="gss_code",
        right_on="gss-code",
        suffixes=("", "_registered"),
        validate="one_to_one",
        how="left",
    )
    assert both["nation"].eq(both["nation_registered"]).all()
    assert both["authority_type"].eq(both["local-authority-type-name"]).all()
    differing = both.loc[both["region"].ne(both["region_registered"]), ["authority", "region"]]
    # ../shared/data/README.md: Lincolnshire's region is wrong in the register.
    assert differing.to_numpy().tolist() == [["Lincolnshire County Council", "East Midlands"]]


PRINCIPAL = {
    "England": ["County", "Unitary authority", "Metropolitan district", "London borough",
                "City corporation"],
    "Scotland": ["Scottish unitary authority"],
    "Wales": ["Welsh unitary authority"],
    "Northern Ireland": ["NI district"],
}  # fmt: skip


def test_the_register_counts_the_principal_authorities_that_the_study_facts_name(
    requests, register
):
    day = requests["event_date"].min()
    assert day == "2021-02-11"
    in_force = register[
        register["start-date"].le(day)
        & (register["end-date"].eq("") | register["end-date"].gt(day))
    ]
    kinds = in_force["local-authority-type-name"]
    counted = {
        nation: int((in_force["nation"].eq(nation) & kinds.isin(principal)).sum())
        for nation, principal in PRINCIPAL.items()
    }
    assert counted == {"England": 151, "Scotland": 32, "Wales": 22, "Northern Ireland": 11}
    assert sum(counted.values()) == 216
