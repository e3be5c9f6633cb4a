"""`make bench-scale`: universes of the national survey over worker processes and sizes.

Every size is computed in this process and by 1, 2 and 4 workers, in turn, and a run stops where
two of them give another table. What more workers would do is simulated from the times of single
universes. `--full` takes 1,000 universes at 900, 10^4 and 10^5 respondents, keeps scale.json and
renews the table of README.md.
"""

from __future__ import annotations

import argparse
import heapq
import json
import os
import sys
import tempfile
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pandas as pd
from compare import describe_machine
from resample import lay_survey
from table import say

from parentdata.cluster import Kept, Pool, spread_tasks
from parentdata.design_file import load_design_file
from parentdata.instrument import load_instrument
from parentdata.intake import clean_responses
from parentdata.multiverse import Survey, list_tasks, load_plan, run_universe
from parentdata.notebooks.run import ARITHMETIC
from parentdata.survey.from_file import build_design

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "scale.json"
WORKERS = (1, 2, 4)
# Simulated: machines of a cluster, beyond the cores here.
MORE = (8, 32, 128)
QUICK, FULL = ((900,), 24), ((900, 10**4, 10**5), 1000)
HEAD = ("respondents", "universes", "one process", "a universe", "1 worker", "2 workers",
        "efficiency of 2", "4 workers", "memory a worker",
        *(f"{n} (simulated)" for n in MORE))  # fmt: skip


def make_tasks(folder: Path, size: int, count: int) -> list:
    """Universes of the national survey's claims on a survey of a size, in the plan's order.

    Where the plan has fewer, it is gone through again with other seeds, as other universes.
    """
    responses = lay_survey(folder, size)
    instrument = load_instrument(folder / "instrument.yml")
    stated = load_design_file(folder / "design.yml")
    respondents = clean_responses(responses, instrument, stated).assign(data_status="stand-in")
    plan, ledger = load_plan(HERE.parent)
    studies = {claim.id: claim.study for claim in ledger}
    asked = [each for each in plan.claims if studies[each.claim] == "national-survey"]
    survey = Survey(
        respondents=respondents, instrument=instrument,
        design=build_design(stated, respondents.columns),
    )  # fmt: skip
    chosen = plan.model_copy(update={"claims": tuple(asked)})
    listed = list_tasks(chosen, ledger, {"national-survey": survey})
    rounds = (
        replace(task, universe=f"{task.universe}-{again}", seed=task.seed + again)
        for again in range(count)
        for task in listed
    )
    return list(islice(rounds, count))


def run_timed(task) -> dict:
    """One universe with the seconds and the megabytes of its worker; a task like any other."""
    start = time.perf_counter()
    row = run_universe(task)
    seconds = time.perf_counter() - start
    status = Path("/proc/self/status").read_text()
    peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return {"row": row, "seconds": seconds, "megabytes": int(peak) / 1024, "pid": os.getpid()}


def tabulate(found: list[dict]) -> str:
    return pd.DataFrame([each["row"] for each in found]).to_csv(index=False, float_format="%.12g")


def measure(tasks: list, folder: Path) -> dict:
    """Wall seconds of one process and of each number of workers, their start included."""
    start = time.perf_counter()
    alone = [run_timed(task) for task in tasks]
    walls = {"0": time.perf_counter() - start}
    megabytes, sent = {}, os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE), sent])
    import scale  # by its name, so that workers find the function too

    for workers in WORKERS:
        say(f"{len(tasks)} universes, {workers} workers")
        start = time.perf_counter()
        found = spread_tasks(
            scale.run_timed, tasks, pool=Pool(workers=workers, environment=ARITHMETIC),
            kept=Kept(folder / f"kept-{workers}.jsonl"),
        )  # fmt: skip
        walls[str(workers)] = time.perf_counter() - start
        megabytes[str(workers)] = max(each["megabytes"] for each in found)
        if tabulate(found) != tabulate(alone):
            sys.exit(f"{workers} workers give another table than one process")
    seconds = [each["seconds"] for each in alone]
    simulated = {str(n): simulate(seconds, n) for n in (*WORKERS, *MORE)}
    return {"walls": walls, "seconds": seconds, "megabytes": megabytes, "simulated": simulated}


def simulate(seconds: list[float], workers: int) -> float:
    """Wall seconds of tasks taken in their order by whichever worker is free; no overhead."""
    free = [0.0] * workers
    for taken in seconds:
        heapq.heapreplace(free, free[0] + taken)
    return max(free)


def make_row(size: int, case: dict) -> list[str]:
    walls, alone = case["walls"], case["walls"]["0"]
    speed = {n: alone / case["simulated"][str(n)] for n in MORE}
    return [
        f"{size:,}", f"{len(case['seconds']):,}", f"{alone:.1f} s",
        f"{1000 * sum(case['seconds']) / len(case['seconds']):.0f} ms",
        *(f"{walls[str(n)]:.1f} s ({alone / walls[str(n)]:.2f} ×)" for n in (1, 2)),
        f"{alone / walls['2'] / 2:.0%}", f"{walls['4']:.1f} s ({alone / walls['4']:.2f} ×)",
        f"{max(case['megabytes'].values()):.0f} MB", *(f"{speed[n]:.0f} ×" for n in MORE),
    ]  # fmt: skip


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--full", action="store_true", help="1,000 universes; keeps what it finds")
    is_full = reader.parse_args().full
    sizes, count = FULL if is_full else QUICK
    results = {"machine": describe_machine(), "cases": {}}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            results["cases"][str(size)] = measure(make_tasks(folder, size, count), folder)
    results["machine"]["load_after"] = os.getloadavg()[0]
    rows = [HEAD, ["---"] * len(HEAD)]
    rows += [make_row(int(size), case) for size, case in results["cases"].items()]
    table = "".join("| " + " | ".join(row) + " |\n" for row in rows)
    if is_full:
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")
        renew("scale", table)
    print(table)


def renew(name: str, table: str) -> None:
    """Put a table between its marks in README.md."""
    page = HERE / "README.md"
    start, _, rest = page.read_text().partition(f"<!-- {name} -->\n")
    _, _, end = rest.partition(f"<!-- end of {name} -->\n")
    page.write_text(f"{start}<!-- {name} -->\n{table}<!-- end of {name} -->\n{end}")


if __name__ == "__main__":
    main()
