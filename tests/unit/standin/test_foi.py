"""The stand-in requests as a whole: what the plan refuses, and what may be left undecided."""

import io

import pandas as pd
import pytest

from parentdata.coding.codebook import Codebook
from parentdata.coding.codebook_file import load_codebook, load_tools
from parentdata.standin import BadPlan, NoStandIn, foi_plan, make_stand_in
from parentdata.standin.foi import make_foi


@pytest.fixture(scope="module")
def codebook(root):
    return load_codebook(root / "data/raw/foi-requests")


@pytest.fixture(scope="module")
def tools(root):
    return load_tools(root / "data/raw/foi-requests")


def read(content):
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)


def test_disagreements_can_be_left_undecided_and_nothing_else_changes(codebook, tools):
    whole, some = make_foi(codebook, tools), make_foi(codebook, tools, undecided=7)
    differing = [name for name in whole if whole[name] != some[name]]
    assert differing == ["adjudications.csv"]
    kept, left = read(whole["adjudications.csv"]), read(some["adjudications.csv"])
    assert len(kept) - len(left) == 7
    assert len(kept.merge(left)) == len(left)


def test_with_everything_undecided_the_table_of_decisions_still_has_its_header(codebook, tools):
    decisions = make_foi(codebook, tools, undecided=10**6)["adjudications.csv"]
    assert decisions == (
        b"unit_id,code,value_a,value_b,decision,adjudicated_by,adjudicated_date,reason\n"
    )


def test_a_code_that_nobody_planned_is_refused(codebook, tools):
    fields = codebook.model_dump()
    code = {**codebook.by_id["flat_no"].model_dump(), "id": "new_code"}
    altered = Codebook.model_validate({**fields, "codes": [*fields["codes"], code]})
    with pytest.raises(BadPlan, match="the plan and the codebook differ in new_code"):
        make_foi(altered, tools)


def test_kinds_that_do_not_add_up_to_the_replies_are_refused(codebook, tools, monkeypatch):
    kinds = {"admits": 76, "definition": 41, "no": 31}
    monkeypatch.setattr(foi_plan, "PROGRAMME_KINDS", kinds)
    with pytest.raises(BadPlan, match="148 replies are planned for programme and 149 came"):
        make_foi(codebook, tools)


def test_a_disclosure_that_does_not_add_up_is_refused(codebook, tools, monkeypatch):
    monkeypatch.setitem(foi_plan.DISCLOSURE, "refuses", {"none": 6})
    with pytest.raises(BadPlan, match="6 replies are planned for the disclosure of 'refuses' and"):
        make_foi(codebook, tools)


def test_more_false_additions_than_replies_that_tempt_are_refused(codebook, tools, monkeypatch):
    slips = foi_plan.SLIPS | {"purpose_neet": foi_plan.Slips((0, 0), (100, 100), (0, 0))}
    monkeypatch.setattr(foi_plan, "SLIPS", slips)
    with pytest.raises(BadPlan, match=r"200 are to be taken of \d+ for 'purpose_neet added"):
        make_foi(codebook, tools)


def test_requests_are_no_responses_to_an_instrument():
    with pytest.raises(NoStandIn, match="no stand-in data are made for 'foi-requests'"):
        make_stand_in("foi-requests", None)
