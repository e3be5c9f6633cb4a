"""A compendium of one stage: copy what source.txt says to data/derived/made.csv."""

from __future__ import annotations

import pytest

PIPELINE = """
stages:
  first:
    desc: Make a table
    cmd: python -m parentdata clean small
    params: [level]
    deps: [data/raw/small, source.txt]
    outs:
      - data/derived/small/made.csv: {persist: true}
"""


@pytest.fixture
def small(tmp_path, monkeypatch):
    (tmp_path / "dvc.yaml").write_text(PIPELINE)
    (tmp_path / "params.yaml").write_text("level: 0.9\nother: 1\n")
    (tmp_path / "source.txt").write_text("one\n")
    (tmp_path / "data" / "raw" / "small").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "small" / "a.csv").write_text("a\n1\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def made(small):
    def write(text="made\n"):
        path = small / "data" / "derived" / "small" / "made.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return write
