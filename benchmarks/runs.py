"""Time whole runs, side by side: `make bench-run`. Needs a quiet machine to mean anything.

Every round times every way once, in turn, so that what else the machine does meets all alike. Cold
is a copy of the checkout without outputs and without a cache; Python's compiled files are there.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import yaml
from runners import OTHERS, is_here

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RESULTS = HERE / "runs.json"
# What git does not keep, or what a run makes.
MADE = (".git", ".venv", "build", "_site", "cache", "tmp", "*.egg-info", ".*_cache")
OURS, SCRIPT = "dvc repro, warm engine", "one plain script (no pages)"
TURNED = ("pilot-survey", "analysis/10-pilot-survey.ipynb", "acceptable_answers")
START, END = "<!-- runs -->\n", "<!-- end of runs -->\n"


def copy_checkout(folder: Path) -> Path:
    """Copy the checkout, compiled files too, without outputs."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*MADE))
    for study in (folder / "data" / "derived").iterdir():
        if study.is_dir():
            shutil.rmtree(study)
    (folder / ".dvc" / "config.local").write_text("[core]\n    no_scm = true\n")
    return folder


def measure(command: list[str], folder: Path, **environment: str) -> dict:
    """Time a command; stop where it fails."""
    ours = {"PYTHONPATH": str(folder / "src"), "HOME": str(folder.parent), **environment}
    done = subprocess.run(
        [sys.executable, str(HERE / "measure.py"), *command], cwd=folder, env=os.environ | ours,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout)
    if found["code"]:
        raise SystemExit(f"{command} failed:\n{found['told']}")
    return {"seconds": found["seconds"], "cpu": found["cpu"]}


def script(folder: Path, *notebooks: str) -> list[str]:
    """Command of the plain script."""
    return [sys.executable, str(HERE / "one_script.py"), str(folder), *notebooks]


def write_trues(folder: Path) -> None:
    """Lay out a pipeline of as many stages as ours that do nothing."""
    count = len(yaml.safe_load((ROOT / "dvc.yaml").read_text())["stages"])
    (folder / ".dvc").mkdir(parents=True)
    (folder / ".dvc" / "config").write_text("[core]\n    no_scm = true\n    analytics = false\n")
    (folder / "given").write_text("given")
    stages = {f"true-{number}": {"cmd": "true", "deps": ["given"]} for number in range(count)}
    (folder / "dvc.yaml").write_text(yaml.safe_dump({"stages": stages}))


def run_round(folder: Path, others: dict[str, Callable]) -> dict[str, dict]:
    """Time each way once."""
    found = {}
    cold = copy_checkout(folder / "ours")
    found[OURS] = measure(["dvc", "repro"], cold)
    found["dvc repro, nothing to do"] = measure(["dvc", "repro"], cold)
    write_trues(folder / "trues")
    measure(["dvc", "repro"], folder / "trues")
    found["as many true stages, nothing to do"] = measure(["dvc", "repro"], folder / "trues")
    stage, notebook, name = TURNED
    path = cold / "params.yaml"
    turned = yaml.safe_load(path.read_text()) | {name: ["completely_acceptable"]}
    path.write_text(yaml.safe_dump(turned))
    found[f"one parameter changed: dvc repro {stage}"] = measure(["dvc", "repro", stage], cold)
    found["its notebook as a plain script"] = measure(script(cold, notebook), cold)
    found["python -m parentdata --help"] = measure(
        [sys.executable, "-m", "parentdata", "--help"], cold
    )
    plain = copy_checkout(folder / "plain")
    found[SCRIPT] = measure(script(plain), plain)
    kernel = copy_checkout(folder / "kernel")
    found["dvc repro, ordinary kernels"] = measure(
        ["dvc", "repro"], kernel, PARENTDATA_ENGINE="plain"
    )
    for number, (other, lay_out) in enumerate(others.items()):
        place = copy_checkout(folder / f"other-{number}")
        command = lay_out(place)
        if is_here(command):
            found[other] = measure(command, place)
    return found


def make_table(rounds: list[dict], others: dict[str, Callable]) -> str:
    """Medians, and how many times the plain script's wall time and CPU."""
    ways = rounds[0]
    middle = {
        way: {
            key: statistics.median(each[way][key] for each in rounds) for key in ("seconds", "cpu")
        }
        for way in ways
    }
    base = middle[SCRIPT]
    lines = [
        "| way | wall s | CPU s | wall, of the script | CPU, of the script |",
        "|---|---|---|---|---|",
    ]
    for way, one in middle.items():
        shares = f"{one['seconds'] / base['seconds']:.2f} | {one['cpu'] / base['cpu']:.2f}"
        lines.append(f"| {way} | {one['seconds']:.2f} | {one['cpu']:.2f} | {shares} |")
    lines += [f"| {other} | not installed here | | | |" for other in others if other not in ways]
    return "\n".join(lines) + "\n"


def main() -> None:
    reader = argparse.ArgumentParser(prog="make bench-run", description=__doc__)
    reader.add_argument("--rounds", type=int, default=5)
    reader.add_argument("--ours-alone", action="store_true", help="without the other runners")
    arguments = reader.parse_args()
    others = {} if arguments.ours_alone else OTHERS
    load, rounds = os.getloadavg()[0], []
    for _ in range(arguments.rounds):
        with tempfile.TemporaryDirectory(prefix="parentdata-bench-") as folder:
            rounds.append(run_round(Path(folder), others))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    machine = {"cores": os.cpu_count(), "load before": load, "time": now}
    table = make_table(rounds, others)
    RESULTS.write_text(json.dumps({"machine": machine, "rounds": rounds}, indent=1) + "\n")
    count = (
        f"Rounds: {len(rounds)}. Cores: {os.cpu_count()}. Load before the first: {load:.1f}.\n\n"
    )
    page = HERE / "README.md"
    start, _, rest = page.read_text(encoding="utf-8").partition(START)
    _, _, end = rest.partition(END)
    page.write_text(f"{start}{START}{count}{table}{END}{end}", encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
