"""What the weights were fitted to: the sample before and after weighting, beside the population."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np
import pandas as pd

from parentdata.answers.frame import read_status
from parentdata.instrument import Instrument


class StatedMargin(Protocol):
    """A margin as `design_file.Margin` states it: shares of categories, and on what ground."""

    basis: str
    source: str
    shares: Mapping[str, float]


def compare_margins(
    respondents: pd.DataFrame,
    instrument: Instrument,
    margins: Mapping[str, StatedMargin],
    *,
    design,
) -> pd.DataFrame:
    """Put the sample's margins, plain and weighted, beside those that the design file states.

    Parameters
    ----------
    respondents : DataFrame, one row per respondent, shape (n, k)
        Answer names as cleaned, strata and weights.
    instrument : Instrument
        For labels; a stratum that nobody was asked about is named as it stands.
    margins : mapping of a variable or stratum to its margin
        As `DesignFile.margins`.
    design : Design, ReplicateDesign or PsuReplicates
        How the sample was drawn; its weights are read.

    Returns
    -------
    DataFrame, one row per margin and category
        `margin`, `margin_label`, `category`, `category_label`, `basis` ("published" or "assumed"),
        `source`, `population`, `unweighted` and `weighted` (shares of those who gave one of the
        categories), `missed` (weighted less population), `data_status`.
    """
    weight = design.read(respondents).weight
    rows = []
    for name, margin in margins.items():
        variable = instrument.variables.get(name)
        labels = {each.name: each.label for each in variable.answers} if variable else {}
        answers = respondents[name].to_numpy()
        answered = np.isin(answers, list(margin.shares))
        for category, population in margin.shares.items():
            is_in = answers[answered] == category
            weighted = float(np.average(is_in, weights=weight[answered]))
            rows.append(
                {
                    "margin": name,
                    "margin_label": variable.label if variable else name.capitalize(),
                    "category": category,
                    "category_label": labels.get(category, category),
                    "basis": margin.basis,
                    "source": margin.source,
                    "population": population,
                    "unweighted": float(is_in.mean()),
                    "weighted": weighted,
                    "missed": weighted - population,
                }
            )
    return pd.DataFrame(rows).assign(data_status=read_status(respondents))
