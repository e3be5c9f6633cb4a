"""Known faults are caught: one of each kind, drawn by a fixed seed; all by `make faults`."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))

from faults.ask import try_fault  # noqa: E402 (its folder has just been put on the path)
from faults.catalogue import FAULTS  # noqa: E402
from faults.model import Edit  # noqa: E402
from faults.report import count_caught, write_page  # noqa: E402

SEED = 1
# Stages that run a notebook or render pages take a minute or more.
SLOW = ("national-survey", "foi-outcomes", "foi-requests", "pilot-survey", "render-site")
QUICK = [
    fault
    for fault in FAULTS
    if not {stage for each in fault.catchers for stage in each.split()} & set(SLOW)
]
DRAWN = [
    random.Random(SEED).choice([fault for fault in QUICK if fault.kind == kind])
    for kind in dict.fromkeys(fault.kind for fault in QUICK)
]


def test_faults_are_many_and_each_has_a_name_of_its_own():
    assert len(FAULTS) >= 40
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def test_the_table_is_about_faults_there_are_and_95_in_100_of_those_planted_are_caught():
    rows = json.loads((HERE / "caught.json").read_text(encoding="utf-8"))
    assert list(rows) == [fault.name for fault in FAULTS if fault.name in rows]
    results = json.loads((HERE / "results.json").read_text(encoding="utf-8"))
    assert results == count_caught(rows)
    assert results["planted"] >= 40
    assert results["share_caught"] >= 0.95
    assert (HERE / "README.md").read_text(encoding="utf-8") == write_page(rows)


def test_the_readme_tells_as_many_faults_as_were_planted_and_caught(root):
    results = json.loads((HERE / "results.json").read_text(encoding="utf-8"))
    told = (root / "README.md").read_text(encoding="utf-8")
    assert f"plants {results['planted']} known faults" in told
    assert f"{results['caught']} are caught" in told


@pytest.mark.parametrize("fault", [each for each in FAULTS if isinstance(each.plant, Edit)],
                         ids=lambda fault: fault.name)  # fmt: skip
def test_a_fault_of_one_edit_still_finds_the_line_that_it_edits(fault, root):
    path = root / fault.plant.path
    assert path.read_text(encoding="utf-8").count(fault.plant.old) == 1


@pytest.fixture(scope="module")
def sound():
    """What each catcher says of the project without a fault: asked once, for all faults."""
    return {}


@pytest.mark.xdist_group("pipeline")
@pytest.mark.parametrize("fault", DRAWN, ids=lambda fault: fault.name)
def test_a_fault_that_is_planted_is_caught(fault, repro, sound, tmp_path):
    assert try_fault(repro.folder, fault, tmp_path / "project", sound=sound).catcher
