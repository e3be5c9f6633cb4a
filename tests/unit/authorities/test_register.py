"""A register is read strictly where it is used, and every day belongs to one of two."""

import pandas as pd
import pytest

from parentdata.authorities import Correction, correct_register, in_force, read_register
from parentdata.authorities.refusals import BadCorrection, BadRegister

from .conftest import ALL, BUCKINGHAMSHIRE, NORTHAMPTONSHIRE, make_cells


def names_on(register: pd.DataFrame, day: str) -> list[str]:
    return in_force(register, on=day)["authority_id"].tolist()


def test_columns_that_are_not_used_are_passed_over(write_register):
    path = write_register({**ALL[0], "area": "1", "replaced-by": ""})
    assert read_register(path)["authority_id"].tolist() == ["NTH"]


def test_a_county_ends_on_the_day_before_its_successors_begin(write_register):
    register = read_register(write_register(*NORTHAMPTONSHIRE))
    assert names_on(register, "2021-03-31") == ["NTH", "COR"]
    assert names_on(register, "2021-04-01") == ["NNT", "WNT"]


def test_an_end_on_the_day_before_the_successor_begins_is_the_last_day(write_register):
    register = read_register(write_register(*BUCKINGHAMSHIRE))
    assert names_on(register, "2020-03-31") == ["BKM"]
    assert names_on(register, "2020-04-01") == ["BUC"]


def test_cells_are_typed(register):
    glasgow = register.set_index("authority_id").loc["GLG"]
    assert glasgow["names"] == ("Glasgow City Council", "Glasgow City", "glasgow")
    assert glasgow["former_gss_codes"] == ("S12000046", "S12000043")
    derry = register.set_index("authority_id").loc["NIR-A"]
    assert derry["gss_code"] is None or pd.isna(derry["gss_code"])
    assert derry["last_day"] == pd.Timestamp("2015-03-31")


def test_stand_in_codes_are_none_that_an_authority_could_have(write_register):
    path = write_register(make_cells("A001", "Authority 001", "ZE000001"))
    assert read_register(path)["gss_code"].tolist() == ["ZE000001"]


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("gss-code", "E0600006", "column 'gss-code': the cell holds 'E0600006'"),
        ("gss-code", "W06000061", "'W06000061' is no code of England"),
        ("nation", "Britain", "one of England, Northern Ireland, Scotland, Wales"),
        ("official-name", "=1+1", "a name, no formula"),
        ("start-date", "01/04/2021", "an ISO date, or blank"),
        ("end-date", "2021-02-30", "the date is '2021-02-30'"),
        ("end-date", "2020-01-01", "the authority ends on 2020-01-01 and begins on 2021-04-01"),
        ("replaced-by", "XXX", "it is replaced by 'XXX'"),
    ],
)
def test_a_cell_that_is_not_as_expected_is_refused(write_register, column, cell, said):
    line = make_cells("NNT", "North Northamptonshire Council", "E06000061",
                      start_date="2021-04-01")  # fmt: skip
    with pytest.raises(BadRegister, match=r"register\.csv, row 2") as refusal:
        read_register(write_register({**line, column: cell}))
    assert said in str(refusal.value)


def test_one_code_for_two_authorities_is_refused(write_register):
    again = make_cells("XXX", "Another Council", "S12000043", nation="Scotland")
    with pytest.raises(BadRegister, match="'S12000043' stands in row 10 too"):
        read_register(write_register(*ALL, again))
    with pytest.raises(BadRegister, match="'NTH' stands in row 2 too"):
        read_register(write_register(*ALL, make_cells("NTH", "Another Council")))


def test_a_column_that_is_missing_is_refused(write_register):
    lines = [{name: cell for name, cell in ALL[0].items() if name != "nation"}]
    with pytest.raises(BadRegister, match="the column 'nation' is missing"):
        read_register(write_register(*lines))


def test_a_register_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadRegister, match="the file cannot be read"):
        read_register(tmp_path / "none.csv")


def test_a_register_without_rows_is_refused(tmp_path, write_register):
    path = write_register(ALL[0])
    path.write_text(path.read_text().partition("\n")[0] + "\n")
    with pytest.raises(BadRegister, match="the register holds no authority"):
        read_register(path)


def make_correction(came: str) -> Correction:
    return Correction(
        gss_code="E06000023", column="region", came=came, value="South East", source="a test"
    )


def test_a_correction_changes_one_cell(register):
    corrected = correct_register(register, [make_correction("South West")])
    changed = corrected["region"].ne(register["region"]) & corrected["region"].notna()
    assert corrected.loc[changed, "authority_id"].tolist() == ["BKM", "BST"]
    assert corrected.set_index("authority_id").loc["BST", "region"] == "South East"


def test_a_correction_that_is_no_longer_needed_is_refused(register):
    with pytest.raises(BadCorrection, match="region of E06000023 is 'South West'"):
        correct_register(register, [make_correction("North West")])


def test_a_correction_of_an_authority_that_is_not_there_does_nothing(register):
    pd.testing.assert_frame_equal(correct_register(register), correct_register(register, []))


def test_an_abolished_authority_without_a_region_lies_where_its_successor_lies(register):
    region = correct_register(register, []).set_index("authority_id")["region"]
    assert region["BKM"] == "South East"
