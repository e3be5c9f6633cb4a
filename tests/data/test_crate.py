"""The archive of a real run: valid, complete, and a compendium again where it is unpacked."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from parentdata.stages import read_stages

pytestmark = pytest.mark.xdist_group("pipeline")
REFERENCE = Path(__file__).resolve().parents[1] / "reference"
ARCHIVE = "build/parentdata-crate.zip"


@pytest.fixture(scope="module")
def archive(repro):
    """The archive that `make crate` writes of a finished run."""
    ran = repro.run(sys.executable, "-m", "parentdata", "crate")
    assert (ran.returncode, ran.stderr) == (0, "")
    yield repro.folder / ARCHIVE
    (repro.folder / ARCHIVE).unlink()


@pytest.fixture(scope="module")
def stranger():
    """The script with which a stranger unpacks an archive and looks at it."""
    spec = importlib.util.spec_from_file_location("unpack_crate", REFERENCE / "unpack_crate.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


@pytest.fixture(scope="module")
def unpacked(archive, stranger, tmp_path_factory):
    """The archive, unpacked in another folder."""
    return stranger.unpack(archive, tmp_path_factory.mktemp("elsewhere") / "unpacked")


def test_roc_validator_accepts_the_archive_without_a_network(archive, root):
    python = root / ".venv" / "crate" / "bin" / "python"
    if not python.exists():
        pytest.skip("roc-validator has no environment here: `make test` sets it up")
    ran = subprocess.run(
        [python, REFERENCE / "validate_crate.py", archive],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "")


def test_the_archive_holds_every_file_of_the_repository(archive, repro, root):
    if not (root / ".git").exists():
        pytest.skip("not a git checkout: nothing says which files belong to the repository")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    with zipfile.ZipFile(archive) as file:
        held = set(file.namelist())
    # The project that ran is a copy without the folders of derived tables.
    assert sorted(name for name in set(listed) - held if (repro.folder / name).is_file()) == []


def test_each_stage_ran_once_in_the_archive_and_says_what_it_made(archive, repro):
    with zipfile.ZipFile(archive) as file:
        graph = json.loads(file.read("ro-crate-metadata.json"))["@graph"]
    runs = {
        action["instrument"]["@id"].removeprefix("#stage/"): len(action["result"])
        for action in graph
        if action["@type"] == "CreateAction" and action["@id"] != "#run/whole"
    }
    stages = read_stages(repro.folder)
    assert runs == {name: len(stage.outs) for name, stage in stages.items()}


def test_where_it_is_unpacked_every_file_is_what_the_metadata_say(unpacked, stranger):
    assert stranger.find_altered(unpacked) == []


def test_where_it_is_unpacked_the_run_verifies(unpacked, stranger):
    ran = stranger.run(unpacked, sys.executable, "-m", "parentdata", "verify")
    assert (ran.returncode, "WRONG" in ran.stdout) == (0, False), ran.stdout


def test_where_it_is_unpacked_the_same_archive_can_be_made_again(unpacked, archive, stranger):
    ran = stranger.run(unpacked, sys.executable, "-m", "parentdata", "crate")
    assert ran.returncode == 0, ran.stdout
    assert (unpacked / ARCHIVE).read_bytes() == archive.read_bytes()
