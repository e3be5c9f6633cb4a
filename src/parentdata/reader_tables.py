"""Tables as readers see them: domains by their labels, verdicts in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from parentdata.answers import Domain
from parentdata.instrument import Instrument

CROSS = "+"
# Kinds of rows of an estimates table, in the words and the order of the second opinion.
KINDS = {
    "share": "Weighted shares",
    "share_unweighted": "Shares without weights",
    "net": "Nets",
    "mean": "Means",
    "quantile": "Quantiles",
    "difference": "Differences between groups",
    "coefficient": "Coefficients",
    "odds_ratio": "Odds ratios",
    "effect": "Marginal effects",
    "term": "Tests of what a characteristic adds",
    "assumption": "Tests of a model's assumption",
    "test": "Tests between groups",
    "reliability": "Agreement of items",
    "weight": "Figures about the weights",
    "count": "Counts",
}
VERDICTS = {
    "consensus": {"above": "Consensus: for", "below": "Consensus: against"},
    "division": {"": "Division"},
    "undetermined": {"": "Cannot tell"},
}


def label_domains(rows: pd.DataFrame, domains: Iterable[Domain]) -> pd.DataFrame:
    """Add the words for each row's domain: `characteristic` and `group`.

    Parameters
    ----------
    rows : DataFrame with the column `domain`
    domains : iterable of Domain
        A label such as "Home: Rented" is a characteristic and a group of it; one without a colon
        is a group of its own.

    Returns
    -------
    DataFrame
        The rows whose domain is among those given, in their order.
    """
    parts = {domain.name: domain.label.rpartition(": ") for domain in domains}
    kept = rows[rows["domain"].fillna("").isin(parts)]
    names = kept["domain"].fillna("")
    return kept.assign(
        characteristic=names.map(lambda name: parts[name][0]),
        group=names.map(lambda name: parts[name][2]),
    )


def label_crossings(rows: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Add the words for domains in which two characteristics cross: `characteristic` and `group`.

    Parameters
    ----------
    rows : DataFrame with the column `domain`
        Such as `tenure=rented+age=older`; other rows are left out.

    Returns
    -------
    DataFrame
        `characteristic` is the first answer ("Home: Rented"), `group` the second ("Age: Older").
    """
    kept = rows[rows["domain"].fillna("").str.contains(CROSS, regex=False)]
    parts = [
        [_name_answer(part, instrument) for part in name.split(CROSS)] for name in kept["domain"]
    ]
    return kept.assign(
        characteristic=[one for one, *_ in parts], group=[other for _, other, *_ in parts]
    )


def _name_answer(part: str, instrument: Instrument) -> str:
    name, _, given = part.partition("=")
    variable = instrument.variables[name]
    return f"{variable.label}: {next(a.label for a in variable.answers if a.name == given)}"


def split_by_question(
    estimates: pd.DataFrame, instrument: Instrument
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the id of each question with the rows of its items, in the order asked."""
    question_of = {
        (variable.topic, variable.item): variable.question.id
        for variable in instrument.variables.values()
    }
    ids = pd.Series(
        [question_of[key] for key in zip(estimates["topic"], estimates["item"], strict=True)],
        index=estimates.index,
    )
    for question in dict.fromkeys(ids):
        yield question, estimates[ids.eq(question)]


def tabulate_verdicts(
    items: pd.DataFrame, domains: Iterable[Domain], *, data_status: str
) -> pd.DataFrame:
    """Say the consensus baseline's verdicts in words.

    Parameters
    ----------
    items : DataFrame
        `consensus.Consensus.items`.
    domains : iterable of Domain
        The social groups, for their labels.
    data_status : str
        Of the survey.

    Returns
    -------
    DataFrame, one row per item
        `item`, `item_label`, `value`, `by_interval`, `by_point` (in words), `apart` (the groups
        that lie on the other side than everyone together, by the point rule), `data_status`.
    """
    label_of = {domain.name: domain.label for domain in domains}
    return items[["topic", "item", "item_label", "value"]].assign(
        by_interval=_word(items, "by_interval"),
        by_point=_word(items, "by_point"),
        apart=items["by_point_dividing"].map(
            lambda names: "; ".join(label_of[name] for name in names) or "none"
        ),
        data_status=data_status,
    )


def tabulate_by_domain(
    shares: pd.DataFrame, domains: Iterable[Domain], *, data_status: str
) -> pd.DataFrame:
    """Lay shares out with a row for each item and a column for each domain.

    Parameters
    ----------
    shares : DataFrame
        Rows of an estimates table, one share for each item and domain.
    domains : iterable of Domain
        Columns, in their order, named by their labels; one in which every share is withheld is
        left out.
    data_status : str
        Of the survey.

    Returns
    -------
    DataFrame, one row per item, in the order of the rows
        `item_label`, a share (0..1) for each domain, empty where it is withheld, `data_status`.
    """
    table = shares.pivot(index="item_label", columns="domain", values="value")
    kept = [domain for domain in domains if table[domain.name].notna().any()]
    labels = {domain.name: domain.label for domain in kept}
    ordered = table.loc[shares["item_label"].drop_duplicates(), list(labels)]
    shown = ordered.rename(columns=labels).rename_axis(columns=None).reset_index()
    # Which estimate each cell shows; `display.show_table` marks the cells with it.
    ids = {
        labels[name]: {(row["item_label"],): row["id"] for row in rows.to_dict("records")}
        for name, rows in shares[shares["domain"].isin(labels)].groupby("domain")
        if "id" in rows
    }
    shown.attrs["estimates"] = {"key": ("item_label",), "ids": ids}
    return shown.assign(data_status=data_status)


def summarise_opinions(apart: pd.DataFrame, *, data_status: str) -> pd.DataFrame:
    """Say how many estimates of each kind had a second opinion, and how far apart the two are.

    Parameters
    ----------
    apart : DataFrame
        As `second_opinion.hold_second_opinion` returns it.
    data_status : str
        Of the survey.

    Returns
    -------
    DataFrame, one row per statistic, in the order of `KINDS`
        `statistic`, `kind` (in words), `count`, and the largest difference of `value`, `se` and
        `interval` (either of its limits).
    """
    ends = apart[["ci_low", "ci_high"]].max(axis=1)
    kinds = apart.assign(interval=ends).groupby("statistic")
    told = kinds.agg(count=("id", "size"), value=("value", "max"), se=("se", "max"),
                     interval=("interval", "max"))  # fmt: skip
    met = [name for name in KINDS if name in told.index]
    shown = told.loc[met].reset_index()
    shown.insert(1, "kind", [KINDS[name] for name in met])
    return shown.assign(data_status=data_status)


def _word(items: pd.DataFrame, rule: str) -> list[str]:
    sides = items[f"{rule}_side"].fillna("")
    return [VERDICTS[verdict][side] for verdict, side in zip(items[rule], sides, strict=True)]
