"""`make bench`: the estimator beside R survey, svy and bare numpy, on one machine in one run.

Tools take turns; each is timed in a process of its own (the floor and parentdata in one, call by
call), and medians are compared. A run stops where tools do not give the same figures.
`--full` goes to 10^7 rows, keeps results.json and renews the table of README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

import numpy as np
from columns import make_columns
from table import make_table, say

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
SVY_PYTHON = HERE.parent / ".venv" / "svy" / "bin" / "python"
# A tool is left out of a size that it would need longer or more for, judged by the size before.
MOST_SECONDS, MOST_MEGABYTES = 180, 8000
GIVE_UP = 1800
SAME = 1e-10


@dataclass(frozen=True)
class Case:
    """One size of the task; `times` are calls per round of numpy (both), svy and R.

    0 calls of svy are its first one alone.
    """

    rows: int
    rounds: int
    times: tuple[int, int, int]
    replicates: int = 0

    @property
    def task(self) -> str:
        return f"{self.replicates:,} bootstrap replicates" if self.replicates else "linearised"


QUICK = (
    Case(10**3, 2, (5, 2, 2)),
    Case(10**5, 2, (5, 1, 1)),
    Case(10**6, 1, (7, 0, 1)),
    Case(10**4, 1, (3, 0, 1), replicates=1000),
)
FULL = (
    Case(10**3, 3, (5, 3, 3)),
    Case(10**5, 3, (5, 2, 2)),
    Case(10**6, 3, (5, 1, 1)),
    Case(10**7, 1, (5, 0, 1)),
    Case(10**5, 5, (7, 0, 1), replicates=1000),
)


def list_tools(case: Case) -> dict[str, list[str]]:
    """Commands that time each tool, without their files; tools that are not here are left out."""
    numpy_times, svy_times, r_times = case.times
    tools = {"numpy": [sys.executable, "run_numpy.py", str(numpy_times)]}
    if SVY_PYTHON.is_file():
        tools["svy"] = [str(SVY_PYTHON), "run_svy.py", str(svy_times)]
    if find_r_survey():
        tools["R survey"] = ["Rscript", "run.R", str(r_times)]
    return tools


def find_r_survey() -> str:
    """The version of R's survey package, or nothing."""
    if shutil.which("Rscript") is None:
        return ""
    ask = ["Rscript", "-e", 'cat(as.character(packageVersion("survey")))']
    return subprocess.run(ask, capture_output=True, text=True, check=False).stdout


def run_case(case: Case, folder: Path, before: dict | None) -> dict:
    """Time every tool on one size; `before` is the result of the size before."""
    make_columns(folder, case.rows)
    tools, left_out, found = list_tools(case), {}, {}
    for tool in list(tools):
        why = judge(tool, case, before)
        if why:
            left_out[tool] = why
            del tools[tool]
    for _ in range(case.rounds):
        for tool, (program, script, times) in list(tools.items()):
            # Who takes that long is far behind, and is asked once.
            if tool in found and median(found[tool]["seconds"]) > MOST_SECONDS:
                continue
            say(f"{case.rows:,} rows, {case.task}: {tool}")
            out = folder / "out.json"
            command = [program, script, str(folder), str(out), times, str(case.replicates)]
            try:
                subprocess.run(command, cwd=HERE, check=True, timeout=GIVE_UP)
            except subprocess.TimeoutExpired:
                left_out[tool] = f"given up after {GIVE_UP} s"
                del tools[tool]
                continue
            for name, record in json.loads(out.read_text()).items():
                kept = found.setdefault(name, record | {"seconds": []})
                kept["seconds"] += record["seconds"]
    check_same(case, found)
    measured = {
        name: {key: value for key, value in record.items() if key not in ("share", "se")}
        | {"median": median(record["seconds"])}
        for name, record in found.items()
    }
    return {"rows": case.rows, "task": case.task, "tools": measured, "left_out": left_out}


def judge(tool: str, case: Case, before: dict | None) -> str:
    """Why a tool is left out of a size, or nothing."""
    record = before["tools"].get(tool) if before and not case.replicates else None
    if record is None:
        return ""
    growth = case.rows / before["rows"]
    seconds, megabytes = record["median"] * growth, (record["megabytes"] or 0) * growth
    if seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES:
        return f"would take about {seconds:.0f} s and {megabytes / 1000:.0f} GB"
    return ""


def check_same(case: Case, found: dict) -> None:
    """Stop where tools give other figures than the floor: they would not do the same work."""
    floor = found["floor"]
    for tool, record in found.items():
        shares = np.abs(np.array(record["share"]) - floor["share"]).max()
        ratio = np.array(record["se"]) / floor["se"]
        # Two draws of 1,000 replicates are some 3 % apart each, and 200 are looked at.
        same = 0.5 < ratio.min() <= ratio.max() < 2 if case.replicates else None
        same = np.abs(ratio - 1).max() < SAME if same is None else same
        if shares > SAME or not same:
            sys.exit(f"{tool} disagrees with the floor at {case.rows:,} rows: {shares:g}, {ratio}")


def describe_machine() -> dict:
    """What the figures were measured on and with."""
    info = Path("/proc/cpuinfo")
    models = [line.partition(": ")[2] for line in info.read_text().splitlines()
              if line.startswith("model name")] if info.exists() else []  # fmt: skip
    svy = "import importlib.metadata as m; print(m.version('svy'), end='')"
    return {
        "processor": models[0] if models else platform.processor(),
        "cores": os.cpu_count(),
        "load_before": os.getloadavg()[0],
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "pandas": version("pandas"),
        "R survey": find_r_survey(),
        "svy": subprocess.run([SVY_PYTHON, "-c", svy], capture_output=True, text=True,
                              check=False).stdout if SVY_PYTHON.is_file() else "",
    }  # fmt: skip


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--full", action="store_true", help="to 10^7 rows; keeps what it measured")
    reader.add_argument("--bootstrap", action="store_true", help="measure only that case again")
    given = reader.parse_args()
    results = {"machine": describe_machine(), "cases": []}
    if given.bootstrap:
        kept = json.loads(RESULTS.read_text())["cases"]
        results["cases"] = [case for case in kept if case["task"] == "linearised"]
    cases = FULL if given.full or given.bootstrap else QUICK
    for case in [one for one in cases if one.replicates or not given.bootstrap]:
        with tempfile.TemporaryDirectory() as folder:
            before = results["cases"][-1] if results["cases"] else None
            results["cases"].append(run_case(case, Path(folder), before))
    results["machine"]["load_after"] = os.getloadavg()[0]
    table = make_table(results["cases"])
    if cases is FULL:
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")
        page = HERE / "README.md"
        start, _, rest = page.read_text().partition("<!-- table -->\n")
        _, _, end = rest.partition("<!-- end of table -->\n")
        page.write_text(f"{start}<!-- table -->\n{table}<!-- end of table -->\n{end}")
    print(table)


if __name__ == "__main__":
    main()
