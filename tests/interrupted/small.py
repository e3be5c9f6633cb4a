"""A small compendium that the real DVC runs: two notebooks, and a third that reads their tables."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from parentdata.stages import hash_path

ROOT = Path(__file__).resolve().parents[2]
READS = {"one": "data/raw/one.txt", "two": "data/raw/two.txt", "sum": "data/derived/one/table.csv"}
WRITE = """
from parentdata import paths, tables
import matplotlib.pyplot as plt
import pandas as pd
read = open("../{reads}").read()
table = pd.DataFrame({{"row_id": ["a"], "read": [read[:20]], "level": [confidence_level]}})
table
"""
KEEP = """
tables.write_table(table, paths.written("{name}") / "table.csv", key=["row_id"], status="stand-in")
"""


@dataclass(frozen=True)
class Small:
    """The compendium in a folder."""

    folder: Path

    def start(self, *words: str, before: tuple[str, ...] = (), **environment: str):
        """Start a program of the environment, in a process group of its own."""
        ours = {
            "HOME": str(self.folder),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.environ.get("PYTHONPATH") or str(ROOT / "src"),
        }
        return subprocess.Popen(
            [*before, *words], cwd=self.folder, text=True, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=os.environ | ours | environment,
        )  # fmt: skip

    def repro(self, **more) -> str:
        """Run all that must run; return what was said."""
        run = self.start("dvc", "repro", **more)
        told, _ = run.communicate()
        if run.returncode:
            raise AssertionError(told)
        return told

    def list_outputs(self) -> list[str]:
        """List what the stages make."""
        stages = yaml.safe_load((self.folder / "dvc.yaml").read_text())["stages"]
        return [next(iter(out)) for stage in stages.values() for out in stage["outs"]]

    def digest(self) -> dict[str, str]:
        """Hash each output that is there."""
        return {out: hash_path(self.folder / out) for out in self.list_outputs()}

    def read_lock(self) -> Mapping[str, dict]:
        """Read what DVC has on record, by stage."""
        path = self.folder / "dvc.lock"
        return yaml.safe_load(path.read_text())["stages"] if path.is_file() else {}

    def turn(self, level: float) -> None:
        """Set the parameter that every notebook takes."""
        path = self.folder / "params.yaml"
        stated = yaml.safe_load(path.read_text()) | {"confidence_level": level}
        path.write_text(yaml.safe_dump(stated))

    def list_processes(self) -> list[int]:
        """List processes of a warm parent of this compendium, its workers among them."""
        return [
            int(folder.name)
            for folder in Path("/proc").iterdir()
            if folder.name.isdigit() and f"{self.folder}\0" in _read_command(folder)
        ]


def make_small(folder: Path, **cells: tuple[str, ...]) -> Small:
    """Lay out the compendium; `cells` of a notebook run before those that write its table."""
    for room in ("analysis", "data/raw", "data/derived", "build", ".dvc"):
        (folder / room).mkdir(parents=True)
    shutil.copy(ROOT / "params.yaml", folder)
    shutil.copy(ROOT / ".dvcignore", folder)
    (folder / ".dvc" / "config").write_text("[core]\n    no_scm = true\n    analytics = false\n")
    stages = {}
    for name, reads in READS.items():
        if reads.startswith("data/raw"):
            (folder / reads).write_text("first")
        sources = (*cells.get(name, ()), WRITE.format(reads=reads), KEEP.format(name=name))
        _write_notebook(folder / "analysis" / f"{name}.ipynb", sources)
        stages[name] = {
            "cmd": f"python -m parentdata run analysis/{name}.ipynb",
            "params": ["confidence_level"],
            "deps": [f"analysis/{name}.ipynb", reads],
            "outs": [
                {f"build/executed/{name}.ipynb": {"persist": True}},
                {f"data/derived/{name}/table.csv": {"persist": True}},
            ],
        }
    (folder / "dvc.yaml").write_text(yaml.safe_dump({"stages": stages}, sort_keys=False))
    return Small(folder)


def _write_notebook(path: Path, sources: tuple[str, ...]) -> None:
    first = new_code_cell("confidence_level = 0.5", metadata={"tags": ["parameters"]})
    cells = [new_markdown_cell("# Small"), first, *map(new_code_cell, sources)]
    nbformat.write(new_notebook(cells=cells), path)


def _read_command(folder: Path) -> str:
    try:
        return (folder / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""
