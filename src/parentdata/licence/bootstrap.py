"""Standard errors of the index's regressions by the bootstrap, beside the linearised ones."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from parentdata.answers import Choices, read_status
from parentdata.instrument import Instrument
from parentdata.licence.characteristics import prepare_characteristics
from parentdata.licence.index import group_column, read_index
from parentdata.survey import BadDesign, Design, ReplicateDesign
from parentdata.survey.bootstrap import MODELS, Sample, gather_blocks, list_blocks, run_block


def bootstrap_index(
    respondents: pd.DataFrame,
    instrument: Instrument,
    *,
    design,
    choices: Choices,
    minimum_answered: int,
    n_replicates: int,
    seed: int,
    run_all: Callable = map,
) -> pd.DataFrame:
    """Hold the linearised standard errors of `regress_index` against a bootstrap's.

    Parameters
    ----------
    respondents, instrument, choices, minimum_answered
        As `regress_index`.
    design : Design
        One stage, two PSUs or more in every stratum.
    n_replicates, seed
        As `survey.bootstrap.list_blocks`.
    run_all : function of (function, tasks) giving results, in any order
        As `multiverse.compute_universes`.

    Returns
    -------
    DataFrame, one row per coefficient of the models "linear" and "ordinal"
        `model`, `name`, `value`, `se` (linearised), `se_bootstrap`, `ratio` (bootstrap over
        linearised), `n_replicates`, `data_status`.

    Raises
    ------
    Refusal
        As `regress_index` and `make_bootstrap`.
    """
    index = read_index(instrument)
    ready = prepare_characteristics(
        respondents, instrument, choices=choices, minimum_answered=minimum_answered
    )
    outcomes = {"linear": index.name, "ordinal": group_column(index)}
    kept = [*_list_columns(design), *outcomes.values(), *ready.predictors]
    sample = Sample(
        respondents=ready.sample[list(dict.fromkeys(kept))], design=design, domain=ready.domain
    )
    blocks = list_blocks(
        sample, outcomes, predictors=ready.predictors, n_replicates=n_replicates, seed=seed
    )
    fitted = [
        MODELS[model](
            sample.respondents, design, outcome, predictors=ready.predictors, domain=ready.domain
        )
        .table(level=choices.level)[["name", "value", "se"]]
        .assign(model=model)
        for model, outcome in outcomes.items()
    ]
    spreads = gather_blocks(run_all(run_block, blocks))
    return _tabulate(pd.concat(fitted, ignore_index=True), spreads).assign(
        n_replicates=n_replicates, data_status=read_status(respondents)
    )


def _tabulate(fitted: pd.DataFrame, spreads: dict[str, np.ndarray]) -> pd.DataFrame:
    errors = [np.sqrt(np.diagonal(spreads[model])) for model in fitted["model"].unique()]
    found = fitted.assign(se_bootstrap=np.concatenate(errors))
    found["ratio"] = found["se_bootstrap"] / found["se"]
    return found[["model", "name", "value", "se", "se_bootstrap", "ratio"]]


def _list_columns(design: Design | ReplicateDesign) -> list[str]:
    if isinstance(design, ReplicateDesign):
        raise BadDesign(
            "a design of replicate weights that came with the data",
            expected="strata and sampling units, to draw from",
            do="use the standard errors of the report: they are those of its replicates",
        )
    columns = (design.weight, design.stratum, design.psu, design.fpc)
    named = [each if isinstance(each, tuple) else (each,) for each in columns if each]
    return [name for names in named for name in names]
