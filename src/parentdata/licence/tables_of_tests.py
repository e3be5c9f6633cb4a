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


def list_smallest(tests: pd.DataFrame, *, level: float, data_status: str) -> pd.DataFrame:
    """List the tests that chance alone would rarely give one by one, with their corrections.

    Parameters
    ----------
    tests : DataFrame
        As `licence.compare_social_groups` gives them.
    level : float in (0, 1)
        Tests whose own probability is below one less this are listed, the smallest first.
    data_status : str
        Of the survey.

    Returns
    -------
    DataFrame, one row per test
        `topic`, `item`, `item_label`, `characteristic`, `characteristic_label`, `statistic`,
        `p`, `p_holm`, `p_benjamini_hochberg`, `n`, `data_status`.
    """
    columns = ["topic", "item", "item_label", "characteristic", "characteristic_label",
               "statistic", "p", "p_holm", "p_benjamini_hochberg", "n"]  # fmt: skip
    kept = tests.loc[tests["p"].lt(1 - level), columns]
    return kept.sort_values("p", kind="stable").assign(data_status=data_status)


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
