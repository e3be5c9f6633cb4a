"""What a stranger is told who takes the compendium away: codecheck.yml and CITATION.cff."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import PurePosixPath

import pytest
import yaml

from parentdata.stages import read_stages

# A check that was made would be named in these; none was.
OF_A_CHECK = {"codechecker", "certificate", "check_time", "report"}
# Tables that hold what pages say, by name.
SAID = {"estimates.csv", "verdicts.csv", "agreement.csv", "universes.csv", "metrics.json"}


@pytest.fixture
def codecheck(root):
    text = (root / "codecheck.yml").read_text(encoding="utf-8")
    assert text.startswith("---\n")
    return yaml.safe_load(text)


@pytest.fixture
def made(root):
    return [out for stage in read_stages(root).values() for out in stage.outs]


def test_codecheck_is_of_the_published_specification(codecheck):
    assert codecheck["version"] == "https://codecheck.org.uk/spec/config/1.0"
    assert {"paper", "manifest", "summary"} <= codecheck.keys()
    assert "FIXME" not in str(codecheck)
    assert codecheck["paper"]["reference"].startswith("https://doi.org/")


def test_codecheck_names_nobody_who_has_checked_nothing(codecheck):
    assert OF_A_CHECK.isdisjoint(codecheck)


def test_codecheck_says_with_which_command_its_files_are_made(codecheck, root):
    commands = re.findall(r"`make (\w+)", codecheck["summary"])
    assert commands == ["repro"]
    assert re.search(r"^repro:", (root / "Makefile").read_text(), re.M)


def test_every_file_of_the_manifest_is_made_by_a_stage(codecheck, made):
    for entry in codecheck["manifest"]:
        path = PurePosixPath(entry["file"])
        assert entry["comment"]
        assert str(path) in made or str(path.parent) in made, entry["file"]


def test_every_table_that_a_page_speaks_from_is_in_the_manifest(codecheck, made):
    listed = {entry["file"] for entry in codecheck["manifest"]}
    assert {out for out in made if PurePosixPath(out).name in SAID} - listed == set()


def test_the_paper_is_the_one_that_the_citation_refers_to(codecheck, root):
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    (article,) = citation["references"]
    paper = codecheck["paper"]
    assert paper["title"] == article["title"]
    assert paper["reference"] == f"https://doi.org/{article['doi']}"
    assert [author["name"] for author in paper["authors"]] == [
        f"{author['given-names']} {author['family-names']}" for author in article["authors"]
    ]


def test_the_citation_is_valid(root):
    validator = root / ".venv" / "crate" / "bin" / "cffconvert"
    if not validator.exists():
        pytest.skip("cffconvert has no environment here: `make test` sets it up")
    ran = subprocess.run(
        [validator, "--validate", "-i", root / "CITATION.cff"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, "valid according to schema version 1.2.0" in ran.stdout) == (0, True)


def test_the_citation_is_of_the_version_that_the_list_of_changes_begins_with(root):
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    version, day = re.search(r"^## (\S+) \((\S+)\)$", changes, re.M).groups()
    package = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (citation["version"], citation["date-released"]) == (version, day)
    assert package["version"] == version
