"""The same notebooks by other runners: DVC, GNU make and snakemake with papermill, jupyter."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import yaml

PAGES = "render-site"
LEFT_OUT = ("check-claims",)  # reads what our own site says of itself


def list_rules(folder: Path) -> list[dict]:
    """Rules of dvc.yaml with papermill and nbconvert as commands, in the place of ours."""
    stages = yaml.safe_load((folder / "dvc.yaml").read_text())["stages"]
    rules = []
    for name, stage in stages.items():
        if name in LEFT_OUT:
            continue
        outs = [next(iter(out)) for out in (*stage.get("outs", []), *stage.get("metrics", []))]
        deps = [dep for dep in stage["deps"] if not dep.startswith("src/")]
        rule = {"name": name, "cmd": stage["cmd"], "deps": deps, "outs": outs}
        words = stage["cmd"].split()
        if words[3] == "run":
            kept = f"build/executed/{Path(words[4]).name}"
            rule["cmd"] = f"papermill --no-progress-bar --cwd analysis {words[4]} {kept}"
        if name == PAGES:
            books = [dep for dep in deps if dep.startswith("build/executed")]
            rule |= {"deps": books, "outs": ["build/pages.done"]}
            rule["cmd"] = f"jupyter nbconvert --to html --output-dir build/pages {' '.join(books)}"
            rule["cmd"] += " && touch build/pages.done"
        rules.append(rule)
    (folder / "build" / "executed").mkdir(parents=True, exist_ok=True)
    return rules


def use_dvc(folder: Path) -> list[str]:
    """Write dvc.yaml; return the command."""
    stages = {
        rule["name"]: {
            "cmd": rule["cmd"],
            "deps": rule["deps"],
            "outs": [{out: {"persist": True}} for out in rule["outs"]],
        }
        for rule in list_rules(folder)
    }
    (folder / "dvc.yaml").write_text(yaml.safe_dump({"stages": stages}, sort_keys=False))
    (folder / "dvc.lock").unlink(missing_ok=True)
    return ["dvc", "repro"]


def use_make(folder: Path) -> list[str]:
    """Write a Makefile; a rule is done when its stamp is there."""
    rules = list_rules(folder)
    made = {out: rule["name"] for rule in rules for out in rule["outs"]}
    lines = [f"all: {' '.join('build/stamp/' + rule['name'] for rule in rules)}\n"]
    for rule in rules:
        before = sorted({made[dep] for dep in rule["deps"] if dep in made})
        needs = " ".join(f"build/stamp/{name}" for name in before)
        lines.append(f"build/stamp/{rule['name']}: {needs}\n\t{rule['cmd']}\n\ttouch $@\n")
    (folder / "build" / "stamp").mkdir(exist_ok=True)
    (folder / "Makefile").write_text("\n".join(lines))
    return ["make", "-j2", "--silent"]


def use_snakemake(folder: Path) -> list[str]:
    """Write a Snakefile of the same stamps."""
    rules = list_rules(folder)
    made = {out: rule["name"] for rule in rules for out in rule["outs"]}
    every = [f"build/stamp/{rule['name']}" for rule in rules]
    text = [f"rule all:\n    input: {json.dumps(every)}\n"]
    for rule in rules:
        before = sorted({made[dep] for dep in rule["deps"] if dep in made})
        text.append(
            f"rule {rule['name'].replace('-', '_')}:\n"
            f"    input: {json.dumps([f'build/stamp/{name}' for name in before])}\n"
            f"    output: touch('build/stamp/{rule['name']}')\n"
            f"    shell: {json.dumps(rule['cmd'])}\n"
        )
    (folder / "Snakefile").write_text("\n".join(text))
    return ["snakemake", "--cores", "2", "--quiet"]


def use_jupyter(folder: Path) -> list[str]:
    """Execute the notebooks one after another; what they read is made by ours first."""
    rules = list_rules(folder)
    steps = [
        f"jupyter execute --inplace {rule['cmd'].split()[-2]}"
        if "papermill" in rule["cmd"]
        else rule["cmd"].replace("build/executed", "analysis")
        for rule in rules
    ]
    (folder / "all.sh").write_text("set -e\n" + "\n".join(steps) + "\n")
    return ["sh", "all.sh"]


OTHERS: dict[str, Callable[[Path], list[str]]] = {
    "plain DVC + papermill + nbconvert": use_dvc,
    "snakemake -j2 + papermill + nbconvert": use_snakemake,
    "GNU make -j2 + papermill + nbconvert": use_make,
    "jupyter execute + nbconvert": use_jupyter,
}


def is_here(command: list[str]) -> bool:
    """Tell whether the program is installed."""
    return shutil.which(command[0]) is not None
