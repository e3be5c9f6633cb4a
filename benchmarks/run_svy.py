"""Times svy, in its own environment: run_svy.py FOLDER OUT TIMES REPLICATES."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import polars as pl
import svy
from columns import NAMES, load_columns
from record import measure_process, time_once, write_record


def estimate(table: pl.DataFrame, replicates: int):
    design = svy.Design(stratum="stratum", psu="psu", wgt="weight")
    sample = svy.Sample(table, design)
    if replicates:
        sample = sample.weighting.create_bs_wgts(n_reps=replicates, rstate=1)
    # A mean of 0/1 is the share; `prop` gives both categories and takes longer.
    method = "replication" if replicates else "taylor"
    return sample.estimation.mean(list(NAMES), by="domain", method=method)


def read_figures(found) -> tuple[np.ndarray, np.ndarray]:
    tables = [one.to_polars().sort("domain") for one in found]
    return tuple(np.array([table[name].to_numpy() for table in tables]) for name in ("est", "se"))


def main(folder: str, out: str, times: str, replicates: str) -> None:
    table = pl.DataFrame(load_columns(Path(folder)))
    found = []

    def task():
        found[:] = [estimate(table, int(replicates))]

    # The first call is timed for want of a second, where one takes long.
    first, peak = time_once(lambda: measure_process(task))
    seconds = [time_once(task)[0] for _ in range(int(times))] or [first]
    share, se = read_figures(found[0])
    write_record(out, {"svy": {"seconds": seconds, "share": share, "se": se, "megabytes": peak}})


if __name__ == "__main__":
    main(*sys.argv[1:])
