"""Regression of the index on all characteristics together, as tables that can be read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from parentdata.answers import Choices
from parentdata.instrument import Index, Instrument
from parentdata.licence.characteristics import Prepared, prepare_characteristics
from parentdata.licence.index import group_column, read_index
from parentdata.survey.effects import estimate_marginal_effects
from parentdata.survey.ordinal import (
    ProportionalOddsTest,
    check_proportional_odds,
    regress_ordinal,
)
from parentdata.survey.predictors import INTERCEPT
from parentdata.survey.regression import Regression, regress_linear

FIGURES = ["value", "se", "ci_low", "ci_high", "t", "degf", "p"]
ODDS = {"odds_ratio": "value", "odds_low": "ci_low", "odds_high": "ci_high"}


@dataclass(frozen=True)
class IndexRegression:
    """The index explained by all characteristics together.

    Attributes
    ----------
    linear : DataFrame, the intercept, then one row per answer to a characteristic
        The columns of `Prepared.answers` and `value`, `se`, `ci_low`, `ci_high`, `t`, `degf`,
        `p`: points of the index against the reference answer, which has the value 0 and no
        error. An answer that is left out has no figures.
    ordinal : DataFrame, the same rows without intercept
        Log-odds of a higher group, with `odds_ratio`, `odds_low` and `odds_high`.
    effects : DataFrame, one row per answer (references not) and group
        Average marginal effects: points of probability of the `group` against the reference. An
        answer that is left out has no figures.
    terms : DataFrame, one row per characteristic and `model`
        Wald's `f` that the characteristic has no effect, with `numerator`, `denominator`, `p`.
    odds_test : ProportionalOddsTest
        Whether the ordinal slopes are the same at every cut point.
    n, n_left_out : int
        Respondents in the regressions, and those with all answers who gave a thin one.
    """

    linear: pd.DataFrame
    ordinal: pd.DataFrame
    effects: pd.DataFrame
    terms: pd.DataFrame
    odds_test: ProportionalOddsTest
    n: int
    n_left_out: int


def regress_index(
    respondents: pd.DataFrame,
    instrument: Instrument,
    *,
    design,
    choices: Choices,
    minimum_answered: int,
) -> IndexRegression:
    """Regress the index, and its groups in order, on all characteristics of the report together.

    Parameters
    ----------
    respondents, design
        As `answers.estimate_weighted_shares`.
    instrument : Instrument
        Its report names the index, the characteristics and the reference answers; where it names
        no reference, that is the first answer.
    choices : Choices
        Confidence level; answers given by fewer than the minimum base are left out.
    minimum_answered : int
        As `build_index`.

    Raises
    ------
    RankDeficient, Separated, OneValuedOutcome, BadColumn, EmptyDomain
        As `survey.regress_linear` and `survey.regress_ordinal`.
    """
    index = read_index(instrument)
    ready = prepare_characteristics(
        respondents, instrument, choices=choices, minimum_answered=minimum_answered
    )
    groups = group_column(index)
    options = {"predictors": ready.predictors, "domain": ready.domain}
    linear = regress_linear(ready.sample, design, index.name, **options)
    ordinal = regress_ordinal(ready.sample, design, groups, **options)
    effects = estimate_marginal_effects(
        ready.sample, design, groups, model="ordinal", level=choices.level, **options
    ).table()
    return IndexRegression(
        linear=tabulate_coefficients(linear, ready, level=choices.level),
        ordinal=_add_odds(tabulate_coefficients(ordinal, ready, level=choices.level)),
        effects=_label_effects(effects, ready, index),
        terms=_test_terms({"linear": linear, "ordinal": ordinal}, ready),
        odds_test=check_proportional_odds(ready.sample, design, groups, **options),
        n=linear.n,
        n_left_out=ready.n_left_out,
    )


def tabulate_coefficients(regression: Regression, ready: Prepared, *, level: float) -> pd.DataFrame:
    """Lay coefficients out by characteristic and answer, with references and answers left out."""
    found = regression.table(level=level)[["name", *FIGURES]]
    rows = ready.answers.merge(found, how="left", on="name", validate="one_to_one")
    rows["value"] = rows["value"].mask(rows["is_reference"], 0.0)
    if INTERCEPT not in regression.names:
        return rows
    first = found[found["name"].eq(INTERCEPT)].assign(
        characteristic="", characteristic_label="", answer="", answer_label="Intercept",
        n=regression.n, is_reference=False, is_left_out=False,
    )  # fmt: skip
    return pd.concat([first[rows.columns], rows], ignore_index=True)


def _add_odds(coefficients: pd.DataFrame) -> pd.DataFrame:
    return coefficients.assign(**{name: np.exp(coefficients[of]) for name, of in ODDS.items()})


def _label_effects(effects: pd.DataFrame, ready: Prepared, index: Index) -> pd.DataFrame:
    labels = ready.answers[~ready.answers["is_reference"]].drop(columns=["is_reference", "n"])
    figures = ["value", "se", "ci_low", "ci_high", "degf"]
    rows = effects.rename(columns={"predictor": "name", "category": "group"})
    # Every answer in every group: an answer that is left out stays, to be shown as withheld.
    crossed = labels.merge(rows[["group"]].drop_duplicates(), how="cross")
    rows = crossed.merge(rows[["name", "group", *figures]], how="left", on=["name", "group"])
    group_label = rows["group"].map({name: each.label for name, each in index.groups.items()})
    rows.insert(rows.columns.get_loc("group") + 1, "group_label", group_label)
    return rows


def _test_terms(regressions: dict[str, Regression], ready: Prepared) -> pd.DataFrame:
    label_of = dict(
        zip(ready.answers["characteristic"], ready.answers["characteristic_label"], strict=True)
    )
    rows = [
        (model, name, label_of[name], *regression.test_term(name))
        for model, regression in regressions.items()
        for name in ready.predictors
    ]
    figures = ["f", "numerator", "denominator", "p"]
    return pd.DataFrame(rows, columns=["model", "characteristic", "characteristic_label", *figures])
