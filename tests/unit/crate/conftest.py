"""A finished compendium of three stages and one small survey, to make archives of."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
import yaml

from parentdata.provenance import check_origins
from parentdata.stages import guard_stage, hash_path, read_stages

PIPELINE = """
stages:
  check-origins:
    desc: Check the raw files
    cmd: python -m parentdata check-origins
    deps: [data/raw]
    outs: [data/derived/origins.csv]
  clean-survey:
    desc: Read the responses
    cmd: python -m parentdata clean survey
    deps: [data/derived/origins.csv, data/raw/survey, src/clean.py]
    outs: [data/derived/survey/respondents.csv]
  survey:
    desc: Estimate shares
    cmd: python -m parentdata run analysis/10-survey.ipynb
    params: [level]
    deps: [analysis/10-survey.ipynb, data/derived/survey/respondents.csv, src/parts]
    outs:
      - build/executed/10-survey.ipynb: {persist: true}
      - data/derived/survey/estimates.csv: {persist: true}
      - data/derived/survey/figures: {persist: true}
"""
INSTRUMENT = """
study: survey
key: survey
title: A small survey
population: parents
sampling: voluntary
respondent_id: respondent_id
respondent_id_pattern: "[0-9]"
missing: {not_answered: {code: -99, label: Not answered}}
scales:
  yes_no: [{code: 1, name: trusts, label: "Yes"}, {code: 2, name: distrusts, label: "No"}]
questions:
  - {id: Q1, topic: trust, short: Trust, text: "Do you trust the council?", wording: reconstructed,
     type: single, scale: yes_no, items: {trust: Trusts the council}}
"""
CITATION = """
title: A small compendium
abstract: What parents answered.
version: 0.1.0
keywords: [parents]
authors: [{name: The contributors}]
references:
  - {title: An article, doi: 10.1000/1, authors: [{given-names: Ann, family-names: Author}]}
"""
ORIGIN = {
    "producer": "a program",
    "title": "Answers",
    "reference": "none",
    "date_accessed": "2026-11-28",
    "licence": "CC-BY-4.0",
    "status": "stand-in",
}
SOURCES = {
    "dvc.yaml": PIPELINE,
    "params.yaml": "level: 0.95\n",
    "CITATION.cff": CITATION,
    "LICENSE": "MIT and CC-BY-4.0\n",
    "requirements.lock": "# nothing\n",
    ".gitignore": "build/\n",
    "notes about a colleague.txt": "left lying about",
    "inbox/R001.eml": "left lying about",
    "analysis/10-survey.ipynb": "{}",
    "analysis/.ipynb_checkpoints/10-survey.ipynb": "left lying about",
    "src/clean.py": "CLEAN = 1\n",
    "src/parts/share.py": "SHARE = 1\n",
    "data/raw/README.md": "How raw files are described.\n",
    "data/raw/survey/instrument.yml": INSTRUMENT,
    "data/raw/survey/responses.csv": "respondent_id,trust\n1,1\n2,2\n",
}
RESPONDENTS = "respondent_id,trust,data_status\n1,trusts,{status}\n2,distrusts,{status}\n"
ESTIMATES = "id,study,value,is_withheld,data_status\na,survey,0.5,False,{status}\n"


def measure(path: Path) -> int:
    """Size of a file, or of the files of a folder, in bytes."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


class Small:
    """A compendium in a folder; `run` makes it a finished one."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def lay_out(self) -> Small:
        self.write(SOURCES)
        self.state()
        return self

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text(text, encoding="utf-8")

    def state(self, **changes: str) -> None:
        """Write origin.yml, with other words than usual where they are given."""
        folder = self.root / "data" / "raw" / "survey"
        files = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.iterdir())
            if path.name != "origin.yml"
        }
        origin = yaml.safe_dump({**ORIGIN, **changes, "files": files})
        # A date that is quoted is no date.
        origin = origin.replace("'2026-11-28'", "2026-11-28")
        self.write({"data/raw/survey/origin.yml": origin})

    def run(self, *, status: str = "stand-in") -> Small:
        self.run_stage("check-origins", {}, does=lambda: check_origins(self.root))
        self.run_stage(
            "clean-survey",
            {"data/derived/survey/respondents.csv": RESPONDENTS.format(status=status)},
        )
        self.run_stage(
            "survey",
            {
                "build/executed/10-survey.ipynb": '{"cells": []}',
                "data/derived/survey/estimates.csv": ESTIMATES.format(status=status),
                "data/derived/survey/figures/a.csv": ESTIMATES.format(status=status),
            },
            parameters={"level": 0.95},
        )
        self.lock()
        return self

    def run_stage(
        self, name: str, made: dict[str, str], *, parameters=None, does=lambda: None
    ) -> None:
        stage = read_stages(self.root)[name]
        with guard_stage(
            self.root, stage, command=stage.command, parameters=parameters or {}
        ) as check:
            self.write(made)
            does()
            check()

    def lock(self) -> None:
        """Write dvc.lock as DVC would."""
        stages = {
            name: {
                "cmd": stage.command,
                "deps": [{"path": dep, "md5": hash_path(self.root / dep)} for dep in stage.deps],
                "outs": [
                    {
                        "path": out,
                        "md5": hash_path(self.root / out),
                        "size": measure(self.root / out),
                    }
                    for out in stage.outs
                ],
                **({"params": {"params.yaml": {"level": 0.95}}} if stage.params else {}),
            }
            for name, stage in read_stages(self.root).items()
        }
        self.write({"dvc.lock": yaml.safe_dump({"schema": "2.0", "stages": stages})})


@pytest.fixture
def small(tmp_path) -> Small:
    """A compendium in which nothing has run yet."""
    return Small(tmp_path / "small").lay_out()


@pytest.fixture(scope="session")
def master(tmp_path_factory) -> Path:
    """Top folder of a compendium whose run is finished, for tests to copy."""
    return Small(tmp_path_factory.mktemp("finished") / "small").lay_out().run().root


@pytest.fixture
def finished(master, tmp_path) -> Small:
    """A copy of it, for a test to spoil."""
    return Small(Path(shutil.copytree(master, tmp_path / "small")))
