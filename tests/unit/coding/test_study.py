"""A coded study as a whole: what was withdrawn is checked, and then left out."""

import pytest

from parentdata.coding.refusals import QuoteMoved
from parentdata.coding.study import load_judgements, load_study

from .conftest import CODEBOOK, CODED_ON, TOOLS


@pytest.fixture
def folder(tmp_path, judge):
    (tmp_path / "codebook.yml").write_text(CODEBOOK, encoding="utf-8")
    (tmp_path / "tools.yml").write_text(TOOLS, encoding="utf-8")
    for coder in ("coder-b", "coder-a"):
        judge(coder).to_csv(tmp_path / f"judgements-{coder}.csv", index=False)
    return tmp_path


def test_every_coders_judgements_are_read_in_the_order_of_their_names(folder, units):
    study = load_study(folder, units=units)
    assert list(study.judgement_files) == ["coder-a", "coder-b"]
    judgements = load_judgements(study, not_after=CODED_ON)
    assert judgements["coder"].tolist() == ["coder-a", "coder-b"] * 18


def test_a_withdrawn_unit_is_in_no_sheet_and_none_of_its_judgements_is_kept(folder, units):
    study = load_study(folder, units=units, withdrawn=["R002"])
    assert list(study.units) == ["R001", "R003"]
    judgements = load_judgements(study, not_after=CODED_ON)
    assert judgements["unit_id"].unique().tolist() == ["R001", "R003"]


def test_judgements_of_a_withdrawn_unit_are_checked_all_the_same(folder, units, judge):
    changes = {("R002", "flat_no"): {"quote": "Yes.\nNo"}}
    judge("coder-a", changes).to_csv(folder / "judgements-coder-a.csv", index=False)
    study = load_study(folder, units=units, withdrawn=["R002"])
    with pytest.raises(QuoteMoved):
        load_judgements(study, not_after=CODED_ON)
