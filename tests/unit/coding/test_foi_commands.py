"""The commands under `foi`, through `python -m parentdata`, on a small study of files."""

import csv
import hashlib
import subprocess
import sys

import openpyxl
import pandas as pd
import pytest

from parentdata.__main__ import main
from parentdata.coding.judgements import read_judgements

from .conftest import CODEBOOK, TEXTS, TOOLS

COLUMNS = "response_id,request_id,file,sha256,received_date,outcome,exemptions"
DECIDED = {
    "decision": "present",
    "adjudicated_by": "adjudicator",
    "adjudicated_date": "2021-11-05",
    "reason": "No, twice.",
}


@pytest.fixture
def study(tmp_path, monkeypatch, judge):
    """A compendium with one coded study; the working directory is inside it."""
    for name in ("dvc.yaml", "params.yaml"):
        (tmp_path / name).write_text("{}\n", encoding="utf-8")
    folder = tmp_path / "data" / "raw" / "foi-requests"
    (folder / "replies").mkdir(parents=True)
    lines = [COLUMNS]
    for number, (name, text) in enumerate(TEXTS.items()):
        (folder / "replies" / f"{name}.txt").write_bytes(text.encode())
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        lines.append(f"P{number},{name},replies/{name}.txt,{sha256},2021-11-01,not_held,")
    for name, text in (
        ("responses.csv", "\n".join(lines) + "\n"), ("codebook.yml", CODEBOOK), ("tools.yml", TOOLS)
    ):  # fmt: skip
        (folder / name).write_text(text, encoding="utf-8")
    for coder in ("coder-a", "coder-b"):
        judge(coder).to_csv(folder / f"judgements-{coder}.csv", index=False)
    monkeypatch.chdir(tmp_path)
    return folder


def fill(path, judgements):
    """Fill a sheet in as a coder would, by the judgements of a file."""
    book = openpyxl.load_workbook(path)
    sheet = book["Coding"]
    told = {(row["unit_id"], row["code"]): row for row in judgements.to_dict("records")}
    for row in range(2, sheet.max_row + 1):
        one = told[sheet.cell(row, 1).value, sheet.cell(row, 3).value]
        for column, name in zip("EFG", ("value", "quote", "start"), strict=True):
            sheet[f"{column}{row}"] = one[name] or None
    book["Read me first"]["B8"] = "2021-11-02"
    book.save(path)


def test_a_sheet_is_written_filled_in_and_read_back(study, capsys, judge):
    assert main(["foi", "sheet", "--coder", "coder-a", "--out", "a.xlsx"]) == 0
    assert "a.xlsx: 3 units × 6 codes, codebook 2-" in capsys.readouterr().out
    fill("a.xlsx", judge())
    assert main(["foi", "import", "a.xlsx", "--coder", "coder-a", "--out", "a.csv"]) == 0
    assert capsys.readouterr().out == "a.csv: 18 judgements of coder-a\n"
    key = ["unit_id", "code"]
    expected = judge().sort_values(key, ignore_index=True)
    read = read_judgements(study.parents[2] / "a.csv").reset_index(drop=True)
    pd.testing.assert_frame_equal(read, expected)


def test_judgements_in_csv_are_checked_and_written_as_they_are_kept(study, capsys):
    own = study / "judgements-coder-b.csv"
    assert main(["foi", "import", str(own), "--coder", "coder-b", "--out", "b.csv"]) == 0
    assert len(read_judgements(study.parents[2] / "b.csv")) == 18


def test_what_is_worth_a_look_is_said_on_import(study, capsys, judge):
    judge().iloc[:-1].to_csv("a.csv", index=False)
    assert main(["foi", "import", "a.csv", "--coder", "coder-a", "--out", "out.csv"]) == 0
    told = capsys.readouterr().out
    assert told == (
        "warning: coder-a: pairs of unit and code without a judgement (1)\n"
        "out.csv: 17 judgements of coder-a\n"
    )


def test_an_unfinished_sheet_is_refused_and_nothing_is_written(study, capsys):
    main(["foi", "sheet", "--coder", "coder-a", "--out", "a.xlsx"])
    given = ["foi", "import", "a.xlsx", "--coder", "coder-a", "--out", "a.csv"]
    assert main(given) == 1
    assert "refused: a.xlsx, row 2, column 'value': no answer yet (18)" in capsys.readouterr().err
    assert not (study.parents[2] / "a.csv").exists()
    assert main([*given, "--partial"]) == 0


def test_a_new_codebook_keeps_answers_whose_code_has_not_changed(study, capsys):
    newer = CODEBOOK.replace("number: 2", "number: 3")
    newer = newer.replace("kind: presence, since: 2,\n     definition: No and nothing else.",
                          "kind: presence, since: 3,\n     definition: No.")  # fmt: skip
    (study / "codebook.yml").write_text(newer, encoding="utf-8")
    own = str(study / "judgements-coder-a.csv")
    assert main(["foi", "import", own, "--coder", "coder-a", "--out", "a.csv"]) == 1
    assert "since which changed: flat_no." in capsys.readouterr().err
    given = ["foi", "sheet", "--coder", "coder-a", "--out", "a.xlsx", "--from", own]
    assert main(given) == 0
    assert "15 answers kept" in capsys.readouterr().out
    rows = openpyxl.load_workbook("a.xlsx")["Coding"].iter_rows(min_row=2, values_only=True)
    blank = {row[2] for row in rows if row[4] is None}
    assert blank == {"flat_no"}


def test_a_codebook_edited_in_silence_keeps_no_answers(study, capsys):
    newer = CODEBOOK.replace("No and nothing else.", "No.")
    (study / "codebook.yml").write_text(newer, encoding="utf-8")
    own = str(study / "judgements-coder-a.csv")
    assert main(["foi", "sheet", "--coder", "coder-a", "--out", "a.xlsx", "--from", own]) == 1
    assert "does not say what changed since" in capsys.readouterr().err


def test_a_sheet_takes_no_other_coders_answers(study, capsys):
    own = str(study / "judgements-coder-b.csv")
    assert main(["foi", "sheet", "--coder", "coder-a", "--out", "a.xlsx", "--from", own]) == 1
    assert "it holds judgements of 'coder-b'" in capsys.readouterr().err


def test_agreement_is_shown_code_by_code(study, capsys):
    assert main(["foi", "agree", "--replicates", "20"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:4] == ["code", "units", "agreed", "kappa"]
    rows = {line.split()[0]: line.split() for line in lines[2:9]}
    assert rows["overall"][1:3] == ["15", "93.3%"]
    assert rows["flat_no"][1:3] == ["3", "66.7%"]
    assert rows["flat_no"][-2:] == ["not", "reliable"]
    assert rows["disclosure"][1:3] == ["3", "100.0%"]
    assert any("20 draws of units" in line for line in lines)


def test_agreement_may_be_of_other_files(study, capsys, judge):
    judge("coder-a").to_csv("one.csv", index=False)
    judge("coder-a", {("R002", "tool_a"): {"value": ""}}).assign(coder="coder-c").to_csv(
        "two.csv", index=False
    )
    assert main(["foi", "agree", "--replicates", "5", "--judgements", "one.csv", "two.csv"]) == 0
    overall = capsys.readouterr().out.splitlines()[2].split()
    assert overall[:3] == ["overall", "14", "100.0%"]


def test_disagreements_are_written_with_the_decisions_that_were_taken(study, capsys):
    assert main(["foi", "disagreements", "--out", "d.csv"]) == 0
    assert capsys.readouterr().out == "d.csv: 1 disagreements, 1 of them not decided\n"
    with (study.parents[2] / "d.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["unit_id"], row["code"], row["quote_a"]) == ("R002", "flat_no", "No.\nNo.")
    pd.DataFrame([row | DECIDED]).to_csv(study / "adjudications.csv", index=False)
    assert main(["foi", "disagreements", "--out", "d2.csv"]) == 0
    assert capsys.readouterr().out == "d2.csv: 1 disagreements, 0 of them not decided\n"
    assert "No, twice." in (study.parents[2] / "d2.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["sheet", "--coder", "coder-a", "--out", "a.xls"], "the ending is '.xls'"),
        (["sheet", "--coder", "Jo", "--out", "a.xlsx"], "'Jo' is no name of a coder"),
        (["sheet", "--coder", "coder-a", "--out", "a.xlsx", "--study", "x"], "no study is named"),
        (["sheet", "--coder", "coder-a", "--out", "there.xlsx"], "the file is there already"),
        (["import", "there.xlsx", "--coder", "coder-a", "--out", "a.csv"], "zip file cannot be"),
        (["import", "a.doc", "--coder", "coder-a", "--out", "a.csv"], "the ending is '.doc'"),
        (["import", "a.csv", "--coder", "coder-a", "--out", "b.csv"], "the file cannot be read"),
        (["agree", "--judgements", "none.csv"], "the file cannot be read"),
    ],
)
def test_a_command_that_cannot_be_done_is_refused(study, capsys, given, message):
    (study.parents[2] / "there.xlsx").write_text("kept", encoding="utf-8")
    assert main(["foi", *given]) == 1
    assert message in capsys.readouterr().err
    assert (study.parents[2] / "there.xlsx").read_text(encoding="utf-8") == "kept"


def test_the_same_work_twice_or_none_is_refused(study, capsys):
    own = str(study / "judgements-coder-a.csv")
    assert main(["foi", "agree", "--judgements", own, own]) == 1
    assert "two files hold the same 18 judgements of coder-a" in capsys.readouterr().err
    for path in study.glob("judgements-*"):
        path.unlink()
    assert main(["foi", "agree"]) == 1
    assert "the folder holds no file of judgements" in capsys.readouterr().err


def test_help_starts_without_anything_heavy(tmp_path):
    code = "import sys; from parentdata.__main__ import main\n"
    code += "try: main(['foi', 'sheet', '--help'])\nexcept SystemExit: pass\n"
    code += "print(sorted({'pandas', 'numpy', 'openpyxl', 'pydantic'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_command_runs_as_a_program_of_its_own(study):
    done = subprocess.run(
        [sys.executable, "-m", "parentdata", "foi", "disagreements", "--out", "d.csv"],
        text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "d.csv: 1 disagreements, 1 of them not decided\n"


# --- REFI-QDA ------------------------------------------------------------------------------------


def test_a_project_is_written_and_each_coders_work_comes_back_from_it(study, capsys, judge):
    assert main(["foi", "export", "--out", "both.qdpx"]) == 0
    told = "both.qdpx: 3 units, 36 judgements of coder-a, coder-b\n"
    assert capsys.readouterr().out == told
    for coder, other in (("coder-a", "coder-b"), ("coder-b", "coder-a")):
        out = f"{coder}.csv"
        assert main(["foi", "import", "both.qdpx", "--coder", coder, "--out", out]) == 0
        assert f"left in the file: judgements of {other}" in capsys.readouterr().out
        expected = judge(coder).sort_values(["unit_id", "code"], ignore_index=True)
        read = read_judgements(study.parents[2] / out).reset_index(drop=True)
        pd.testing.assert_frame_equal(read, expected)


def test_a_project_of_one_coder_holds_nobody_elses_work(study, capsys):
    assert main(["foi", "export", "--out", "a.qdpx", "--coder", "coder-a"]) == 0
    assert main(["foi", "import", "a.qdpx", "--coder", "coder-b", "--out", "b.csv"]) == 1
    assert "it holds judgements of coder-a" in capsys.readouterr().err


def test_a_coder_has_a_pseudonym_here_and_a_name_in_another_program(study, capsys):
    assert main(["foi", "export", "--out", "a.qdpx", "--coder", "coder-a"]) == 0
    given = ["foi", "import", "a.qdpx", "--coder", "coder-c", "--user", "coder-a", "--out", "c.csv"]
    assert main(given) == 0
    assert set(read_judgements(study.parents[2] / "c.csv")["coder"]) == {"coder-c"}
