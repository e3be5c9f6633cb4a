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


def answer_quantiles(asked, places: np.ndarray):
    """The smallest answer that a share of people do not exceed; its error is another's."""
    for place in places:
        outcome = asked["outcome"][place]
        inside = asked["domain"][place] & ~np.isnan(outcome)
        columns = {"y": np.nan_to_num(outcome), "inside": inside}
        found = make_sample(asked, columns).estimation.quantile(
            "y", p=[asked["quantile"][place]], where=svy.col("inside"), q_method="higher"
        )
        yield place, found.to_polars().row(0, named=True)["est"], np.nan


def answer_tests(asked):
    """Rao and Scott's F of each pair of outcome and group."""
    for outcome, group in zip(asked["test_outcome"], asked["test_group"], strict=True):
        columns = {
            "y": np.array([f"a{one:g}" for one in np.nan_to_num(outcome)]),
            "g": np.array([f"g{one}" for one in group]),
            "inside": (group >= 0) & ~np.isnan(outcome),
        }
        sample = make_sample(asked, columns)
        yield sample.categorical.tabulate("y", "g", where=svy.col("inside")).stats.f.value


def answer_regression(asked):
    """Coefficients and errors of the linear regression, the intercept first, and F of each term."""
    code = asked["model_code"]
    # Sorted by name, the reference comes first: its code is the lowest.
    columns = {f"x{k:02d}": np.array([f"{one:02d}" for one in each]) for k, each in enumerate(code)}
    sample = make_sample(
        asked, columns | {"y": asked["model_outcome"], "inside": asked["model_inside"]}
    )
    terms = [svy.Cat(name) for name in columns]
    fit = sample.glm.fit("y", x=terms, where=svy.col("inside"))
    found = [[one.est for one in fit.coefs], [one.se for one in fit.coefs]]
    return np.array(found), np.array([fit.term_test(name).value for name in columns])


def main(questions: str, answers: str) -> None:
    asked = dict(np.load(questions, allow_pickle=False))
    size = asked["outcome"].shape[0]
    is_difference, is_quantile = asked["reference"].any(axis=1), ~np.isnan(asked["quantile"])
    value, se = np.full(size, np.nan), np.full(size, np.nan)
    for answer, chosen in (
        (answer_ratios, ~is_difference & ~is_quantile),
        (answer_differences, is_difference),
        (answer_quantiles, is_quantile),
    ):
        for place, *found in answer(asked, np.flatnonzero(chosen)):
            value[place], se[place] = found
    more = {}
    if "test_outcome" in asked:
        more["test_f"] = np.array(list(answer_tests(asked)), float)
    if "model_code" in asked:
        more["coefficients"], more["terms"] = answer_regression(asked)
    np.savez(answers, value=value, se=se, **more)


if __name__ == "__main__":
    main(*sys.argv[1:])
