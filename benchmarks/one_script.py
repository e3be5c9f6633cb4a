"""The computation and the figures of the whole pipeline as one plain script: no kernel, no pages.

    python one_script.py FOLDER [NOTEBOOK …]

FOLDER is a copy of the compendium; with notebooks named, they alone run. Cells run as they stand,
with the parameters of params.yaml, in one process that imports everything once.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path

import nbformat
import yaml

from parentdata.__main__ import main as run_command

ELSEWHERE = ("render-site", "check-claims")


def run_notebook(path: Path, parameters: dict) -> None:
    """Run the code of a notebook; what a cell would show is not made."""
    names: dict = {"__name__": "__main__"}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, path.name, "exec"), names)
            if "parameters" in cell.metadata.get("tags", []):
                names.update({name: parameters[name] for name in parameters if name in names})


def main() -> None:
    folder, chosen = Path(sys.argv[1]).resolve(), sys.argv[2:]
    parameters = yaml.safe_load((folder / "params.yaml").read_text())
    stages = yaml.safe_load((folder / "dvc.yaml").read_text())["stages"]
    commands = [stages[name]["cmd"].split()[3:] for name in stages if name not in ELSEWHERE]
    for words in commands if not chosen else [["run", name] for name in chosen]:
        with contextlib.redirect_stdout(io.StringIO()):
            if words[0] == "run":
                os.chdir(folder / "analysis")
                run_notebook(folder / words[1], parameters)
            else:
                os.chdir(folder)
                if run_command(words):
                    raise SystemExit(f"{words} failed")


if __name__ == "__main__":
    main()
