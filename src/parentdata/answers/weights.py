"""What weighting does: how unequal weights are, and shares with and without them."""

from __future__ import annotations

import pandas as pd

from parentdata.answers.frame import ESTIMATE_COLUMNS, read_status
from parentdata.instrument import Instrument
from parentdata.survey.weight_report import describe_weights

LABELS = {
    "n": ("Respondents", "count"),
    "sum": ("Sum of weights", "number"),
    "least": ("Smallest weight", "number"),
    "quartile_1": ("First quartile", "number"),
    "median": ("Median", "number"),
    "quartile_3": ("Third quartile", "number"),
    "greatest": ("Largest weight", "number"),
    "mean": ("Mean", "number"),
    "cv": ("Coefficient of variation", "number"),
    "kish_deff": ("Kish's design effect", "number"),
    "n_effective": ("Effective number of respondents (Kish)", "count"),
}


def summarise_weights(respondents: pd.DataFrame, instrument: Instrument, *, design) -> pd.DataFrame:
    """Describe the weights of the design, one figure a row of an estimates table.

    Returns
    -------
    DataFrame
        The columns `ESTIMATE_COLUMNS`, ids such as `key.weights.weight.kish_deff.weight`, in
        the order of `LABELS`.

    Raises
    ------
    BadWeight
        A weight is missing, zero, negative or infinite.
    """
    weight = design.read(respondents).weight
    found = describe_weights(weight, weight).loc["after"].to_dict()
    found |= {"n": len(weight), "sum": weight.sum()}
    rows = [
        {
            "id": f"{instrument.key}.weights.weight.{name}.weight",
            "study": instrument.study,
            "topic": "weights",
            "item": "weight",
            "item_label": "Weights",
            "answer": name,
            "answer_label": label,
            "side": "",
            "statistic": "weight",
            "unit": unit,
            "domain": "",
            "value": float(found[name]),
            "n": len(weight),
            "base": "everyone who responded",
            "method": "description",
            "is_withheld": False,
            "data_status": read_status(respondents),
        }
        for name, (label, unit) in LABELS.items()
    ]
    return pd.DataFrame(rows).reindex(columns=ESTIMATE_COLUMNS)


def mark_unweighted(shares: pd.DataFrame) -> pd.DataFrame:
    """Name rows of `estimate_shares` so that they can stand in one table with weighted ones.

    The statistic `share` becomes `share_unweighted`, in the id too.
    """
    return shares.assign(
        id=shares["id"].str.replace(r"\.share(\||$)", r".share_unweighted\1", regex=True),
        statistic="share_unweighted",
        base=shares["base"] + "; not weighted",
    )


def compare_weighting(weighted: pd.DataFrame, unweighted: pd.DataFrame) -> pd.DataFrame:
    """Put shares with and without weights side by side.

    Parameters
    ----------
    weighted, unweighted : DataFrame
        Rows of `estimate_weighted_shares` and of `estimate_shares` under the same ids.

    Returns
    -------
    DataFrame, one row per weighted share
        Its id and labels, `value`, `se`, `value_unweighted`, and `moved`: the weighted less the
        unweighted share.
    """
    labels = ["id", "topic", "item", "item_label", "answer", "answer_label", "side", "domain", "n"]
    plain = unweighted[["id", "value"]].rename(columns={"value": "value_unweighted"})
    both = weighted[[*labels, "value", "se"]].merge(plain, on="id", validate="one_to_one")
    return both.assign(moved=both["value"] - both["value_unweighted"])
