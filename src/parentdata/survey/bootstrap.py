"""A regression's coefficients in many bootstrap replicates, in blocks that any worker can run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from parentdata.survey.design import Design
from parentdata.survey.ordinal import regress_ordinal
from parentdata.survey.refusals import BadDesign, unknown_choice
from parentdata.survey.regression import regress_linear, regress_logistic
from parentdata.survey.replicates import make_bootstrap
from parentdata.survey.variance import replicate_covariance

# Replicates a block: a few seconds' work for the larger models, and little to lose with a worker.
BLOCK = 20
MODELS = {"linear": regress_linear, "logistic": regress_logistic, "ordinal": regress_ordinal}


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Sample:
    """Respondents, their design, and which of them the models are about (a boolean Series)."""

    respondents: pd.DataFrame
    design: Design
    domain: pd.Series


@dataclass(frozen=True, kw_only=True)
class Block:
    """Some replicates of one regression, with a seed of their own."""

    model: str
    outcome: str
    predictors: tuple[str, ...]
    number: int
    size: int
    seed: int
    inputs: Sample


def list_blocks(
    sample: Sample, outcomes: Mapping[str, str], *, predictors: tuple[str, ...],
    n_replicates: int, seed: int,
) -> list[Block]:  # fmt: skip
    """Cut the replicates of each model into blocks.

    Parameters
    ----------
    sample : Sample
    outcomes : dict of model, one of `MODELS`, to its outcome
    predictors : tuple of str
    n_replicates : int
        Two or more.
    seed : int
        A block's draws follow from it and from the block's number alone, so two models get the
        same replicates, and who runs a block does not matter.

    Raises
    ------
    BadDesign
        Fewer than two replicates, or a model that is not known.
    """
    if n_replicates < 2:
        raise BadDesign(
            f"{n_replicates} replicates",
            expected="two or more, for a spread; 500 or more for a report",
            do="ask for more",
        )
    for model in set(outcomes) - set(MODELS):
        raise unknown_choice("model", model, MODELS)
    starts = range(0, n_replicates, BLOCK)
    return [
        Block(
            model=model, outcome=outcome, predictors=predictors, number=number,
            size=min(BLOCK, n_replicates - start), seed=seed, inputs=sample,
        )
        for model, outcome in outcomes.items()
        for number, start in enumerate(starts)
    ]  # fmt: skip


def run_block(block: Block) -> dict[str, Any]:
    """Fit one block's replicates.

    Returns
    -------
    dict
        `model`, `number`, and `coefficients`, float array (size, p).

    Raises
    ------
    Refusal
        As the regressions and `make_bootstrap`; NotConverged where a replicate cannot be fitted.
    """
    sample = block.inputs
    # The seed of number k is the k-th that SeedSequence(seed).spawn gives.
    seed = np.random.SeedSequence(block.seed, spawn_key=(block.number,))
    design = make_bootstrap(sample.respondents, sample.design, n_replicates=block.size, seed=seed)
    fitted = MODELS[block.model](
        sample.respondents, design, block.outcome, predictors=block.predictors, domain=sample.domain
    )
    return {"model": block.model, "number": block.number, "coefficients": fitted.replicates}


def gather_blocks(found: Iterable[Mapping[str, Any]]) -> dict[str, np.ndarray]:
    """Covariance (p, p) of each model's coefficients over its replicates, from blocks in any order.

    As R's `svrep` with scale 1 / (R - 1): about the mean of the replicates.
    """
    by_model: dict[str, list] = {}
    for block in sorted(found, key=lambda block: block["number"]):
        by_model.setdefault(block["model"], []).append(np.asarray(block["coefficients"]))
    return {model: _spread(np.concatenate(blocks)) for model, blocks in by_model.items()}


def _spread(each: np.ndarray) -> np.ndarray:
    size = len(each)
    mean = each.mean(axis=0)
    return replicate_covariance(
        each, mean, scale=1 / (size - 1), rscales=np.ones(size), mse=False
    )  # fmt: skip
