"""What coders of the discussions are handed: everyone's words but those of who withdrew."""

import csv
import io
import zipfile

import pytest

from parentdata.coding.sheet_write import make_sheet
from parentdata.coding.study import load_study
from parentdata.focus_groups.units import load_group_units


@pytest.fixture(scope="module")
def folder(root):
    return root / "data" / "raw" / "focus-groups"


@pytest.fixture(scope="module")
def loaded(folder):
    return load_group_units(folder)


def test_a_unit_is_what_one_participant_said_a_turn_a_line(loaded, folder):
    units, _ = loaded
    text = (folder / "transcripts" / "G01.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("P01: ")]
    assert units["P01"].text == "\n".join(line.removeprefix("P01: ") for line in lines)
    assert list(units) == sorted(units)


def test_the_words_of_who_withdrew_are_in_no_sheet(loaded, folder):
    units, withdrawn = loaded
    with (folder / "recruitment.csv").open(encoding="utf-8", newline="") as file:
        expected = {
            row["pseudonym"]
            for row in csv.DictReader(file)
            if row["withdrew_date"] and row["pseudonym"] in units
        }
    assert withdrawn == expected != set()
    study = load_study(folder, units=units, withdrawn=withdrawn)
    made = make_sheet(study.codebook, study.units, coder="coder-a")
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        strings = "".join(packed.read(name).decode() for name in packed.namelist())
    for name, unit in units.items():
        line = unit.text.splitlines()[0].replace("&", "&amp;")
        assert (line in strings) is (name not in withdrawn)
