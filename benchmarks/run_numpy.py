"""Times parentdata and the floor in turn: run_numpy.py FOLDER OUT TIMES REPLICATES."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from columns import DOMAINS, NAMES, load_columns
from floor import linearise
from record import measure_arrays, time_once, write_record

from parentdata.survey import Design, estimate_shares_by, make_bootstrap

DESIGN = Design(weight="weight", stratum="stratum", psu="psu")


def build_sample(columns: dict[str, np.ndarray]) -> pd.DataFrame:
    """The columns as a cleaned table has them: answers and domains are categories."""
    coded = {name: pd.Categorical.from_codes(columns[name], ["no", "yes"]) for name in NAMES}
    letters = [chr(ord("A") + k) for k in range(DOMAINS)]
    coded["domain"] = pd.Categorical.from_codes(columns["domain"], letters)
    return pd.DataFrame(columns | coded)


def estimate(sample: pd.DataFrame, design) -> tuple[np.ndarray, np.ndarray]:
    found = estimate_shares_by(sample, design, NAMES, by=("domain",), level=0.95)
    yes = slice(1, None, 2)
    shape = (len(NAMES), DOMAINS)
    return tuple(found.figures[name][yes].reshape(shape) for name in ("value", "se"))


def main(folder: str, out: str, times: str, replicates: str) -> None:
    columns = load_columns(Path(folder))
    sample = build_sample(columns)

    def bootstrap():
        design = make_bootstrap(sample, DESIGN, n_replicates=int(replicates), seed=1)
        return estimate(sample, design)

    tasks = {
        "floor": lambda: linearise(columns),
        "parentdata": bootstrap if int(replicates) else lambda: estimate(sample, DESIGN),
    }
    tools = {name: {"seconds": []} for name in tasks}
    for tool, task in tasks.items():
        # The first call also imports and warms; its figures are compared, its time is not kept.
        tools[tool]["share"], tools[tool]["se"] = task()
    for _ in range(int(times)):
        for tool, task in tasks.items():
            tools[tool]["seconds"].append(time_once(task)[0])
    for tool, task in tasks.items():
        tools[tool]["megabytes"] = measure_arrays(task)
    used = sample.memory_usage(index=False).sum() / 1e6
    tools["parentdata"]["columns_megabytes"] = float(used)
    write_record(out, tools)


if __name__ == "__main__":
    main(*sys.argv[1:])
