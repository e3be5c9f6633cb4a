"""`make bench-million`: time and memory of a large survey, stage by stage.

The stand-in respondents, drawn again by a seed, go through `python -m parentdata survey`; then each
stage is run once more in a process of its own. `--full` goes to 10^6 respondents, keeps
million.json and renews the table of README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from compare import describe_machine
from resample import lay_survey
from scale import renew
from table import say

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "million.json"
QUICK, FULL = (900, 9000), (900, 10**4, 10**5, 10**6)
STAGES = {
    "clean": ["clean", "national-survey"],
    "estimate": ["run", "analysis/20-national-survey.ipynb"],
    "page": ["render-site"],
}
# A stage that takes longer is ended, and said to have been.
GIVE_UP = 3600


def run_stage(words: list[str], folder: Path) -> dict:
    """Wall seconds and the peak of the largest process of a command, kernels included."""
    # Run by a process of its own, since the peak of children is that of all there ever were.
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], check=False).returncode\n"
        "print(done, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    start = time.perf_counter()
    command = [sys.executable, "-c", code, sys.executable, "-m", "parentdata", *words]
    environment = os.environ | {"PYTHONPATH": str(HERE.parent / "src")}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, timeout=GIVE_UP,
                              capture_output=True, text=True, check=True)  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"seconds": None, "megabytes": None}
    code, peak = map(int, done.stdout.split()[-2:])
    if code:
        sys.exit(f"{' '.join(words)} failed: {done.stderr}")
    return {"seconds": time.perf_counter() - start, "megabytes": peak / 1024}


def measure(folder: Path, size: int) -> dict:
    say(f"{size:,} respondents")
    responses = lay_survey(folder, size)
    out = folder / "out"
    given = {"instrument": folder / "instrument.yml", "responses": responses,
             "design": folder / "design.yml", "out": out}  # fmt: skip
    words = [word for name, path in given.items() for word in (f"--{name}", str(path))]
    stages = {"survey": run_stage(["survey", *words], HERE.parent)}
    if stages["survey"]["seconds"] is None:
        return stages
    return stages | {name: run_stage(words, out) for name, words in STAGES.items()}


def make_row(size: int, stages: dict) -> list[str]:
    return [f"{size:,}", *(_say(stages.get(name)) for name in (*STAGES, "survey"))]


def _say(stage: dict | None) -> str:
    if stage is None or stage["seconds"] is None:
        return f"given up after {GIVE_UP} s" if stage else "not reached"
    return f"{stage['seconds']:.3g} s, {stage['megabytes']:,.0f} MB"


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--full", action="store_true", help="to 10^6; keeps what it measured")
    is_full = reader.parse_args().full
    results = {"machine": describe_machine(), "cases": {}}
    for size in FULL if is_full else QUICK:
        with tempfile.TemporaryDirectory() as name:
            results["cases"][str(size)] = measure(Path(name), size)
    results["machine"]["load_after"] = os.getloadavg()[0]
    head = ("respondents", *STAGES, "all, by `survey`")
    rows = [head, ["---"] * len(head)]
    rows += [make_row(int(size), stages) for size, stages in results["cases"].items()]
    table = "".join("| " + " | ".join(row) + " |\n" for row in rows)
    if is_full:
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")
        renew("million", table)
    print(table)


if __name__ == "__main__":
    main()
