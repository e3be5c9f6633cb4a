"""Tests as readers see them: who differs on which item, and what each characteristic adds."""

from __future__ import annotations

import pandas as pd


def tabulate_tests(tests: pd.DataFrame, *, level: float, data_status: str) -> pd.DataFrame:
    """Say by which characteristics the answers to each item differ more than chance explains.

    Parameters
    ----------
    tests : DataFrame
        As `licence.compare_social_groups` gives them.
    level : float in (0, 1)
        A corrected probability below one less this counts as a difference.
    data_status : str
        Of the survey.

    Returns
    -------
    DataFrame, one row per item
        `topic`, `item`, `item_label`, `holm` and `benjamini_hochberg` (characteristics, or
        "none"), `no_test` (characteristics that could not be compared), `data_status`.
    """
    columns = {"holm": "p_holm", "benjamini_hochberg": "p_benjamini_hochberg"}
    rows = []
    for names, of_item in tests.groupby(["topic", "item", "item_label"], sort=False):
        row = dict(zip(("topic", "item", "item_label"), names, strict=True))
        for name, column in columns.items():
            row[name] = _list_labels(of_item[of_item[column].lt(1 - level)])
        rows.append(row | {"no_test": _list_labels(of_item[of_item["p"].isna()])})
    return pd.DataFrame(rows).assign(data_status=data_status)


def tabulate_probabilities(tests: pd.DataFrame, column: str, *, data_status: str) -> pd.DataFrame:
    """Lay the probabilities of tests out with a row for each item, a column a characteristic.

    Parameters
    ----------
    tests : DataFrame
        As `licence.compare_social_groups` gives them.
    column : str
        Such as `p_holm`.

    Returns
    -------
    DataFrame
        `topic`, `item`, `item_label`, a probability under the label of each characteristic (empty
        where there is no test), `data_status`.
    """
    item = ["topic", "item", "item_label"]
    table = tests.pivot(index=item, columns="characteristic_label", values=column)
    ordered = table.reindex(
        index=pd.MultiIndex.from_frame(tests[item].drop_duplicates()),
        columns=tests["characteristic_label"].drop_duplicates(),
    )
    shown = ordered.rename_axis(columns=None).reset_index()
    return shown.assign(data_status=data_status)


def _list_labels(rows: pd.DataFrame) -> str:
    return ", ".join(rows["characteristic_label"]) or "none"


def tabulate_terms(
    terms: pd.DataFrame, *, odds_f: float, odds_p: float, data_status: str
) -> pd.DataFrame:
    """Put what each characteristic adds, and the test of proportional odds, into one table.

    Parameters
    ----------
    terms : DataFrame
        `licence.IndexRegression.terms`, models "linear" and "ordinal".
    odds_f, odds_p : float
        F and probability that the ordinal slopes are the same at every cut point.
    data_status : str
        Of the survey.

    Returns
    -------
    DataFrame, one row per characteristic, then one for the proportional odds
        `label`, `f_linear`, `p_linear`, `f_ordinal`, `p_ordinal`, `data_status`; the last row has
        no linear figures.
    """
    by_model = {
        model: rows.set_index("characteristic_label")[["f", "p"]].add_suffix(f"_{model}")
        for model, rows in terms.groupby("model")
    }
    table = by_model["linear"].join(by_model["ordinal"])
    table.loc["Test: same slopes at every cut point", ["f_ordinal", "p_ordinal"]] = odds_f, odds_p
    return table.rename_axis("label").reset_index().assign(data_status=data_status)
