"""A run from nothing in a clean folder says whether it gives the same, and leaves nothing."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import pytest

from parentdata.verify import RerunFailed, rerun

PIPELINE = """
stages:
  double:
    cmd: python double.py
    deps: [double.py, data/raw/a.csv]
    outs:
      - data/derived/b.csv: {persist: true}
"""
DOUBLE = """
from pathlib import Path
made = Path("data/derived/b.csv")
made.parent.mkdir(parents=True, exist_ok=True)
made.write_text("value\\n" + "".join(
    f"{2 * float(each)!r}\\n" for each in Path("data/raw/a.csv").read_text().split()[1:]
))
"""
MADE = "value\n0.5\n2.0\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A compendium of one stage that has run, and an empty room for temporary files."""
    root, room = tmp_path / "project", tmp_path / "room"
    for folder in (root / "data/raw", root / "data/derived", root / ".dvc", room):
        folder.mkdir(parents=True)
    (root / ".dvc/config").write_text("")
    (root / "dvc.yaml").write_text(PIPELINE)
    (root / "params.yaml").write_text("{}\n")
    (root / "double.py").write_text(DOUBLE)
    (root / "data/raw/a.csv").write_text("value\n0.25\n1\n")
    (root / "data/derived/b.csv").write_text(MADE)
    (root / "dvc.lock").write_text("schema: '2.0'\nstages:\n" + lock(root))
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    return root


def lock(root):
    def entry(path):
        content = (root / path).read_bytes()
        return (
            f"    - path: {path}\n      hash: md5\n"
            f"      md5: {hashlib.md5(content).hexdigest()}\n      size: {len(content)}\n"
        )

    deps = "".join(entry(path) for path in ("data/raw/a.csv", "double.py"))
    outs = entry("data/derived/b.csv")
    return f"  double:\n    cmd: python double.py\n    deps:\n{deps}    outs:\n{outs}"


def contents(root):
    return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_the_same_from_nothing_is_identical_and_nothing_is_left(project):
    before = contents(project)
    verdict = rerun(project)
    assert verdict.findings == ()
    assert verdict.notes == ("2 identical, 0 equal within tolerance, 0 differs",)
    assert contents(project) == before
    assert list(Path(tempfile.gettempdir()).iterdir()) == []


def test_an_edited_table_differs_at_its_line_and_one_in_its_last_digit_does_not(project):
    table = project / "data/derived/b.csv"
    table.write_text(MADE.replace("0.5", "0.7"))
    (finding,) = rerun(project).findings
    assert finding.file == "data/derived/b.csv"
    assert "line 2: '0.7' present, '0.5' afresh" in finding.came
    table.write_text(MADE.replace("0.5", "0.5000000000001"))
    verdict = rerun(project)
    assert verdict.findings == ()
    assert verdict.notes[1] == "equal within tolerance: data/derived/b.csv"


def test_a_pipeline_that_stops_is_refused_with_what_it_said(project):
    (project / "double.py").write_text("raise SystemExit('no numbers today')\n")
    with pytest.raises(RerunFailed, match="no numbers today"):
        rerun(project)
    assert list(Path(tempfile.gettempdir()).iterdir()) == []
