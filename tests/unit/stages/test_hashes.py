"""Hashes are DVC's own, so that they can be held against dvc.lock."""

from __future__ import annotations

import subprocess
import sys

import yaml

from parentdata.stages import hash_path


def test_files_and_folders_have_the_hash_that_dvc_gives_them(small):
    (small / "data" / "raw" / "small" / "deep").mkdir()
    (small / "data" / "raw" / "small" / "deep" / "b.txt").write_text("b")
    (small / "data" / "raw" / "small" / "__pycache__").mkdir()
    (small / "data" / "raw" / "small" / "__pycache__" / "c.pyc").write_text("c")
    (small / ".dvcignore").write_text("__pycache__/\n")
    dvc = [sys.executable, "-m", "dvc"]
    for words in (["init", "-q", "--no-scm"], ["commit", "-q", "-f", "first"]):
        if words[0] == "commit":
            (small / "data" / "derived" / "small").mkdir(parents=True)
            (small / "data" / "derived" / "small" / "made.csv").write_text("made\n")
        subprocess.run([*dvc, *words], cwd=small, check=True, capture_output=True)
    locked = yaml.safe_load((small / "dvc.lock").read_text())["stages"]["first"]
    entries = {entry["path"]: entry["md5"] for entry in locked["deps"] + locked["outs"]}
    assert entries == {path: hash_path(small / path) for path in entries}
    assert len(entries) == 3


def test_what_is_not_there_is_said_to_be_absent(small):
    assert hash_path(small / "nothing") == "absent"
