"""roc-validator, without a network, of small archives: one with files left out, one spoilt."""

from __future__ import annotations

import json
import subprocess
import zipfile

import pytest

from parentdata.crate import write_crate


@pytest.fixture
def validate(root):
    """Function of an archive: what roc-validator finds in it, a line each."""
    python = root / ".venv" / "crate" / "bin" / "python"
    if not python.exists():
        pytest.skip("roc-validator has no environment here: `make test` sets it up")

    def ask(path):
        ran = subprocess.run(
            [python, root / "tests" / "reference" / "validate_crate.py", path],
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == bool(ran.stdout), ran.stderr
        return ran.stdout.splitlines()

    return ask


def spoil(archive, target, change):
    """Copy an archive with other entities, by their names."""
    with zipfile.ZipFile(archive) as file, zipfile.ZipFile(target, "w") as other:
        document = json.loads(file.read("ro-crate-metadata.json"))
        graph = {entity["@id"]: entity for entity in document["@graph"]}
        change(graph)
        document["@graph"] = list(graph.values())
        for name in file.namelist():
            is_metadata = name == "ro-crate-metadata.json"
            other.writestr(name, json.dumps(document) if is_metadata else file.read(name))
    return target


def test_an_archive_with_files_left_out_is_a_provenance_run_crate(small, tmp_path, validate):
    small.state(status="real")
    assert validate(write_crate(small.run(status="real").root, tmp_path / "a.zip")) == []


def test_a_workflow_that_no_run_is_of_is_found(finished, tmp_path, validate):
    archive = write_crate(finished.root, tmp_path / "a.zip")
    spoilt = spoil(archive, tmp_path / "b.zip", lambda graph: graph.pop("#run/whole"))
    assert any("reference the root data entity's mainEntity" in line for line in validate(spoilt))
