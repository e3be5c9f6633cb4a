"""Runs in the environment of svy, which shares nothing with the project's own.

Reads questions from an .npz file and writes svy's answers to another:

    python ask_svy.py questions.npz answers.npz
"""

from __future__ import annotations

import sys

import numpy as np
import polars as pl
import svy

# Ratios that one call estimates together.
BATCH = 200


def make_sample(asked, columns: dict) -> svy.Sample:
    parts = {name: asked[name] for name in ("weight", "stratum", "psu", "fpc") if name in asked}
    design = svy.Design(
        wgt="weight",
        stratum="stratum" if "stratum" in parts else None,
        psu="psu" if "psu" in parts else None,
        pop_size="fpc" if "fpc" in parts else None,
    )
    return svy.Sample(pl.DataFrame({**parts, **columns}), design)


def answer_ratios(asked, places: np.ndarray):
    """Means in domains, as ratios of totals: nothing is dropped, so no sampling unit is lost."""
    for start in range(0, places.size, BATCH):
        batch = places[start : start + BATCH]
        columns = {}
        for place in batch:
            inside = asked["domain"][place] & ~np.isnan(asked["outcome"][place])
            columns[f"d{place}"] = inside.astype(float)
            columns[f"y{place}"] = np.where(inside, asked["outcome"][place], 0.0)
        sample = make_sample(asked, columns)
        names = [[f"{side}{place}" for place in batch] for side in "yd"]
        for place, found in zip(batch, sample.estimation.ratio(*names), strict=True):
            yield place, found.estimates[0].est, found.estimates[0].se


def answer_differences(asked, places: np.ndarray):
    """Contrasts of the means of two domains that do not overlap."""
    for place in places:
        outcome, domain = asked["outcome"][place], asked["domain"][place]
        side = np.where(domain, "domain", np.where(asked["reference"][place], "reference", "other"))
        answered = np.where(np.isnan(outcome), "missing", side)
        columns = {"y": np.nan_to_num(outcome), "side": answered}
        found = make_sample(asked, columns).estimation.mean("y", by="side")
        row = found.contrast({"domain": 1, "reference": -1}).to_polars().row(0, named=True)
        yield place, row["est"], row["se"]


def main(questions: str, answers: str) -> None:
    asked = dict(np.load(questions, allow_pickle=False))
    size = asked["outcome"].shape[0]
    is_difference = asked["reference"].any(axis=1)
    value, se = np.full(size, np.nan), np.full(size, np.nan)
    for answer in (answer_ratios, answer_differences):
        chosen = is_difference if answer is answer_differences else ~is_difference
        for place, *found in answer(asked, np.flatnonzero(chosen)):
            value[place], se[place] = found
    np.savez(answers, value=value, se=se)


if __name__ == "__main__":
    main(*sys.argv[1:])
