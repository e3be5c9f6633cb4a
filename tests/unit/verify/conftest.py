"""A finished compendium of three stages, small enough to spoil in every way."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
import yaml

from parentdata.stages import guard_stage, hash_path, read_stages
from parentdata.verify import verify

PIPELINE = """
stages:
  check-origins:
    cmd: python -m parentdata check-origins
    deps: [data/raw]
    outs: [data/derived/origins.csv]
  survey:
    cmd: python -m parentdata run analysis/10-survey.ipynb
    params: [level]
    deps: [data/derived/origins.csv, data/raw/survey, src/estimate.py]
    outs:
      - build/executed/10-survey.ipynb: {persist: true}
      - data/derived/survey/estimates.csv: {persist: true}
      - data/derived/survey/figures: {persist: true}
  render-site:
    cmd: python -m parentdata render-site
    params:
      - params.yaml:
    deps: [build/executed/10-survey.ipynb, data/derived/survey/estimates.csv, reports/_quarto.yml]
    outs: [reports/_site/content.json]
"""
ORIGIN = """producer: a program
title: Stand-in answers
reference: none
date_accessed: 2026-11-28
licence: CC0-1.0
status: stand-in
files:
  answers.csv: {sha256}
"""
ESTIMATES = (
    "id,study,value,is_withheld,data_status\na,survey,0.5,False,stand-in\nb,survey,,True,stand-in\n"
)
PAGE = (
    '<div class="pd-banner" data-status="stand-in"><p>No parent gave these answers</p></div>'
    '<span data-status="stand-in">50%</span><dl><dt>Data</dt><dd>Stand-in data: none</dd></dl>'
)
SITE_PLAN = "parentdata: {pages: [{page: index, notebook: 10-survey, studies: [survey]}]}\n"
ANSWERS = "respondent_id\n1\n"


def write(root, files):
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def run_stage(root, name, made, *, command="", parameters=None):
    """Run a stage under guard, as its command would, and have DVC's lock say the same."""
    stage = read_stages(root)[name]
    with guard_stage(
        root, stage, command=command or stage.command, parameters=parameters or {}
    ) as check:
        write(root, made)
        check()


def lock(root):
    """Write dvc.lock as DVC would after all stages have run."""
    parameters = yaml.safe_load((root / "params.yaml").read_text())
    stages = {}
    for name, stage in read_stages(root).items():
        deps = [path for path in stage.deps if path != "params.yaml"]
        taken = parameters if deps != list(stage.deps) else {}
        taken = taken | {each: parameters[each] for each in stage.params}
        stages[name] = {
            "cmd": stage.command,
            "deps": [{"path": path, "md5": hash_path(root / path)} for path in deps],
            **({"params": {"params.yaml": taken}} if taken else {}),
            "outs": [
                {"path": out, "md5": hash_path(root / out), "size": measure(root / out)}
                for out in stage.outs
            ],
        }
    write(root, {"dvc.lock": yaml.safe_dump({"schema": "2.0", "stages": stages})})


def measure(path):
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


def run_all(root):
    sha256 = hashlib.sha256((root / "data/raw/survey/answers.csv").read_bytes()).hexdigest()
    origins = f"study,file,status,sha256,data_status\nsurvey,answers.csv,stand-in,{sha256},stand-in"
    run_stage(root, "check-origins", {"data/derived/origins.csv": origins + "\n"})
    run_stage(
        root,
        "survey",
        {
            "build/executed/10-survey.ipynb": json.dumps({"cells": []}),
            "data/derived/survey/estimates.csv": ESTIMATES,
            "data/derived/survey/figures/a.csv": ESTIMATES,
            "data/derived/survey/figures/a.svg": "<svg/>",
        },
        parameters={"level": 0.95},
    )
    run_stage(
        root,
        "render-site",
        {
            "reports/_site/content.json": "{}",
            "reports/_site/index.html": PAGE,
            "reports/_site/files/a.csv": ESTIMATES,
        },
    )
    lock(root)


@pytest.fixture(scope="session")
def master(tmp_path_factory):
    """The finished compendium, for tests to copy."""
    root = tmp_path_factory.mktemp("finished") / "project"
    sha256 = hashlib.sha256(ANSWERS.encode()).hexdigest()
    write(
        root,
        {
            "dvc.yaml": PIPELINE,
            "params.yaml": "level: 0.95\nother: 1\n",
            "src/estimate.py": "rule = 1\n",
            "data/raw/survey/answers.csv": ANSWERS,
            "data/raw/survey/origin.yml": ORIGIN.format(sha256=sha256),
            "reports/_quarto.yml": SITE_PLAN,
        },
    )
    run_all(root)
    return root


@pytest.fixture
def finished(master, tmp_path):
    """Top folder of a copy of the finished compendium, for a test to spoil."""
    return Path(shutil.copytree(master, tmp_path / "project"))


@pytest.fixture
def told():
    """Function of a compendium: what is found, as "check: file: what came"."""

    def tell(root):
        return [
            f"{verdict.check}: {finding.file}: {finding.came}"
            for verdict in verify(root)
            for finding in verdict.findings
        ]

    return tell
