"""Imports point down, and statistics never touch the disk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_import_contracts_are_kept(root):
    linter = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([linter], cwd=root, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    assert "Contracts: 2 kept, 0 broken." in ran.stdout


def test_modules_and_rooms_keep_their_size_and_names(root):
    modules = list((root / "src" / "parentdata").rglob("*.py"))
    long = [path.name for path in modules if len(path.read_text().splitlines()) > 250]
    assert long == []
    banned = {"utils", "helpers", "common", "misc"}
    assert [path for path in modules if path.stem in banned or path.parent.name in banned] == []
