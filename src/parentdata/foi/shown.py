"""Tables of the coding laid out for figures, and sentences where there is nothing to show."""

from __future__ import annotations

import pandas as pd

from parentdata import display
from parentdata.foi.coded_rows import STUDY
from parentdata.foi.outcomes import name_slug

ALL = "All requests"
NOTHING_TO_WARN_OF = "Neither coder gave one answer throughout, and both coded every reply."


def show_warnings(warnings: pd.DataFrame) -> display.Shown:
    """Show what coders may have overlooked, or say that nothing was found.

    Parameters
    ----------
    warnings : DataFrame
        As `coding.warnings.list_warnings` gives it, with `data_status`.
    """
    if warnings.empty:
        return display.say(NOTHING_TO_WARN_OF)
    return display.show_table(
        warnings, study=STUDY, name="warnings", key=["coder", "code", "warning"],
        caption="What the coders may have overlooked.",
        columns={"coder": "Coder", "code": "Code", "said": "What was found", "n": "How often"},
        formats={"n": "count"},
    )  # fmt: skip


def name_parts(estimates: pd.DataFrame, register: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Give rows that are of a part of the requests its name, in a column `part_label`.

    Parameters
    ----------
    estimates : DataFrame, one row per estimate
        `domain` is missing where an estimate is of all requests.
    register : DataFrame, one row per request
    by : str
        Column of the register that parts the requests.
    """
    names = {f"{by}={name_slug(part)}": part for part in register[by].unique()}
    return estimates.assign(part_label=estimates["domain"].map(names).fillna(ALL))


def lay_out_bounds(bounds: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Lay a share and the ends that it could have into one row a part, for a figure of ranges.

    Parameters
    ----------
    bounds : DataFrame
        As `register.estimate_bounds` gives it: per part a share of those who say, and a least and
        a greatest one of all.
    register : DataFrame, one row per request

    Returns
    -------
    DataFrame, one row per part
        The row of those who say, with `ci_low` and `ci_high` from the others, and `part_label`.
    """
    ends = bounds.assign(end=bounds["id"].str.extract(r"\.(low|high|answered)\.", expand=False))
    wide = ends.pivot(index="domain", columns="end", values="value")
    said = ends[ends["end"].eq("answered")].drop(columns="end")
    said = said.assign(
        ci_low=wide["low"].reindex(said["domain"]).to_numpy(),
        ci_high=wide["high"].reindex(said["domain"]).to_numpy(),
    )
    return name_parts(said, register, by="nation")
