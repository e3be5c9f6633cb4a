"""Writing stand-in responses: what it changes, and that it never touches real data."""

import shutil

import pytest

from parentdata.__main__ import main
from parentdata.instrument import load_instrument, parse_instrument
from parentdata.provenance import RealData, check_folder, read_origin
from parentdata.standin import BadPlan, NoStandIn, make_stand_in, write_stand_in
from parentdata.standin import pilot_plan as plan


@pytest.fixture
def study(root, tmp_path, monkeypatch):
    """A compendium of one study, with its raw folder, as the working directory."""
    for name in ("dvc.yaml", "params.yaml"):
        (tmp_path / name).touch()
    folder = tmp_path / "data/raw/pilot-survey"
    shutil.copytree(root / "data/raw/pilot-survey", folder)
    monkeypatch.chdir(tmp_path)
    return folder


def read_all(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_writing_again_changes_nothing(study):
    before = read_all(study)
    write_stand_in("pilot-survey")
    assert read_all(study) == before


def test_an_altered_file_is_made_good_and_its_hash_with_it(study, root):
    (study / "responses.csv").write_text("respondent_id\n", encoding="utf-8")
    assert main(["stand-in", "pilot-survey"]) == 0
    assert read_all(study) == read_all(root / "data/raw/pilot-survey")
    assert check_folder(study).status == "stand-in"


def test_real_responses_are_never_overwritten(study, capsys):
    origin = study / "origin.yml"
    origin.write_text(
        origin.read_text(encoding="utf-8").replace("status: stand-in", "status: real"),
        encoding="utf-8",
    )
    (study / "responses.csv").write_text("respondent_id,heard\n0001,1\n", encoding="utf-8")
    before = read_all(study)
    with pytest.raises(RealData, match="status is real"):
        write_stand_in("pilot-survey")
    assert main(["stand-in", "pilot-survey"]) == 1
    assert "never take the place of real ones" in capsys.readouterr().err
    assert read_all(study) == before
    assert read_origin(study).status == "real"


def test_a_study_without_a_stand_in_is_refused_by_name(study):
    before = read_all(study)
    with pytest.raises(NoStandIn, match="no stand-in data are made for 'foi-outcomes'"):
        write_stand_in("foi-outcomes")
    assert read_all(study) == before


def test_an_instrument_with_a_column_that_nobody_planned_is_refused(root):
    path = root / "data/raw/pilot-survey/instrument.yml"
    text = path.read_text(encoding="utf-8").replace("{gender: Gender}", "{gender: G, sex: S}")
    with pytest.raises(BadPlan, match="differ in sex"):
        make_stand_in("pilot-survey", parse_instrument(text, source=path))


def test_a_scale_with_another_number_of_answers_is_refused(root):
    path = root / "data/raw/pilot-survey/instrument.yml"
    line = "    - {code: 3, name: other, label: In another way}\n"
    text = path.read_text(encoding="utf-8").replace(line, "")
    with pytest.raises(BadPlan, match="gender has 3 planned answers and 2 codes"):
        make_stand_in("pilot-survey", parse_instrument(text, source=path))


def test_codes_come_from_the_instrument_and_not_from_the_plan(root):
    path = root / "data/raw/pilot-survey/instrument.yml"
    text = path.read_text(encoding="utf-8").replace("{code: -96,", "{code: -77,")
    made = make_stand_in("pilot-survey", parse_instrument(text, source=path))
    same = make_stand_in("pilot-survey", load_instrument(path))
    assert made == same.replace(",-96,", ",-77,")


def test_more_texts_of_one_sentence_than_sentences_are_refused(root, monkeypatch):
    monkeypatch.setattr(plan, "WROTE_ONE_SENTENCE", 200)
    instrument = load_instrument(root / "data/raw/pilot-survey/instrument.yml")
    with pytest.raises(BadPlan, match="200 texts of one sentence"):
        make_stand_in("pilot-survey", instrument)
