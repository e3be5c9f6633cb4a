"""The same responses through each reader give the same cleaned table, byte for byte."""

import subprocess
import sys

import pandas as pd
import pytest

from parentdata.intake import build_schema
from parentdata.tables import read_table

DELIVERIES = {
    "codes, semicolons": lambda w, c, i, f: ("r.csv", w.csv(c, sep=";")),
    "codes, tabs, CRLF": lambda w, c, i, f: ("r.csv", w.csv(c, sep="\t", end="\r\n")),
    "codes, UTF-8 with BOM": lambda w, c, i, f: ("r.csv", w.csv(c, encoding="utf-8-sig")),
    "codes, Windows-1252": lambda w, c, i, f: ("r.csv", w.csv(c, encoding="cp1252")),
    "codes, UTF-16 with BOM": lambda w, c, i, f: ("r.csv", w.csv(c, encoding="utf-16")),
    "codes, UTF-16 LE": lambda w, c, i, f: ("r.csv", w.csv(c, encoding="utf-16-le")),
    "codes, UTF-16 BE": lambda w, c, i, f: ("r.csv", w.csv(c, encoding="utf-16-be")),
    "codes, columns reversed": lambda w, c, i, f: ("r.csv", w.csv(c[c.columns[::-1]])),
    "codes with decimals": lambda w, c, i, f: ("r.csv", w.csv(add_decimals(c))),
    "a comma after every line": lambda w, c, i, f: ("r.csv", w.csv(c.assign(**{"": ""}))),
    "blank lines below": lambda w, c, i, f: ("r.csv", w.csv(c) + b"\n" + b"," * (c.shape[1] - 1)),
    "labels": lambda w, c, i, f: ("r.csv", w.csv(w.labels(c, i, item_labels=False))),
    "labels of items": lambda w, c, i, f: ("r.CSV", w.csv(w.labels(c, i, item_labels=True))),
    "Qualtrics": lambda w, c, i, f: ("r.csv", w.qualtrics(c, i)),
    "Online Surveys": lambda w, c, i, f: ("r.csv", w.jisc(c, i)),
    "SPSS": lambda w, c, i, f: ("r.sav", w.sav(c, i, f)),
    "Excel": lambda w, c, i, f: ("r.xlsx", w.xlsx(w.xlsx_rows(c, i))),
    "Excel, text cells": lambda w, c, i, f: ("r.xlsx", w.xlsx([list(c), *c.to_numpy().tolist()])),
    "Excel, an empty worksheet": lambda w, c, i, f: ("r.xlsx", w.xlsx(w.xlsx_rows(c, i), [])),
}  # fmt: skip

CLEANED = """\
respondent_id,heard,understanding,accept_planning,children,children_missing,concerns_missing,gender
0001,dont_know,not_asked,not_answered,,prefer_not_to_say,not_answered,prefer_not_to_say
0002,heard,dont_know,somewhat_acceptable,12,,not_answered,man
0003,not_answered,not_asked,somewhat_acceptable,,not_answered,,man
0007,not_heard,not_asked,somewhat_acceptable,2,,not_answered,man
0010,heard,not_very_well,somewhat_acceptable,2,,,man
"""


def add_decimals(codes: pd.DataFrame) -> pd.DataFrame:
    return codes.apply(
        lambda column: column.where(~column.str.fullmatch(r"-?\d\d?"), column + ".0")
    )


def test_codes_become_names_and_kinds_of_missing(project, clean, instrument, html):
    clean()
    table = read_table(project / "data/derived/pilot-survey/respondents.csv")
    some = CLEANED.partition("\n")[0].split(",")
    assert table[some].to_csv(index=False, float_format="%g") == CLEANED
    assert list(table.columns) == [
        "respondent_id",
        *[name for name in instrument.variables if name not in ("concerns", "gender", "ethnicity")
          and name not in ("finances", "children")],
        "concerns", "concerns_missing", "gender", "ethnicity", "finances", "children",
        "children_missing", "data_status",
    ]  # fmt: skip
    assert table["concerns"].dropna().tolist() == ["- privacy", html]
    assert set(table["data_status"]) == {"stand-in"}
    chosen = table.set_index("respondent_id").filter(like="circumstance_")
    assert set(chosen.loc["0003"]) == {"not_answered"}
    assert chosen.loc["0002"].eq("selected").tolist() == [False] * 5 + [True]
    assert chosen.loc["0007"].tolist() == [
        "not_selected", "selected", "not_selected", "not_selected", "selected", "not_selected",
    ]  # fmt: skip


@pytest.mark.parametrize("way", DELIVERIES)
def test_five_responses_give_the_same_bytes(
    way, tmp_path, clean, deliver, write, codes, instrument
):
    expected = clean()
    deliver(*DELIVERIES[way](write, codes, instrument, tmp_path))
    assert clean() == expected


@pytest.mark.parametrize("way", DELIVERIES)
def test_the_whole_file_of_responses_gives_the_same_bytes(
    way, root, tmp_path, clean, deliver, write, instrument
):
    received = root / "data" / "raw" / "pilot-survey" / "responses.csv"
    deliver("responses.csv", received.read_bytes())
    expected = clean()
    codes = pd.read_csv(received, dtype=str, keep_default_na=False)
    deliver(*DELIVERIES[way](write, codes, instrument, tmp_path))
    assert clean() == expected
    assert expected.count(b"\n") > 365


def test_the_schema_accepts_the_cleaned_table_and_no_other(project, clean, instrument):
    clean()
    table = read_table(project / "data/derived/pilot-survey/respondents.csv")
    schema = build_schema(instrument)
    table["concerns_missing"] = table["concerns_missing"].astype("str")
    schema.validate(table)
    with pytest.raises(Exception, match="heard"):
        schema.validate(table.assign(heard="perhaps"))
    with pytest.raises(Exception, match="extra"):
        schema.validate(table.assign(extra=1))


def test_a_status_of_real_travels_with_the_table(project, clean, list_files):
    list_files(status="real")
    clean()
    table = read_table(project / "data/derived/pilot-survey/respondents.csv")
    assert set(table["data_status"]) == {"real"}


def test_labels_are_compared_without_regard_to_case_blanks_and_kind_of_quote(
    clean, deliver, write, codes, instrument
):
    expected = clean()
    labels = write.labels(codes, instrument, item_labels=False)
    labels["heard"] = ["  no,  I had not heard", *labels["heard"][1:]]
    labels["heard"] = labels["heard"].replace("Don't know", "DON’T KNOW ")
    deliver("responses.csv", write.csv(labels))
    assert clean() == expected


def test_a_missing_code_where_nobody_was_asked_means_not_asked(clean, deliver, write, codes):
    expected = clean()
    codes["understanding"] = codes["understanding"].replace("-96", "-99")
    deliver("responses.csv", write.csv(codes))
    assert clean() == expected


def test_the_command_works_as_its_users_call_it(project):
    done = subprocess.run(
        [sys.executable, "-m", "parentdata", "clean", "pilot-survey"],
        cwd=project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (project / "data/derived/pilot-survey/respondents.csv").is_file()
