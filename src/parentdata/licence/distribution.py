"""How the index is distributed: mean, quantiles and groups, for everyone and for domains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from parentdata.answers import Choices, Domain, estimate_weighted_shares, everyone
from parentdata.answers.domains import pack_domains
from parentdata.answers.frame import ESTIMATE_COLUMNS, withhold_weighted
from parentdata.answers.weighted import (
    describe_method,
    estimate_means_in,
    join_figures,
    repeat_rows,
)
from parentdata.instrument import Index, Instrument
from parentdata.licence.index import (
    add_index,
    describe_minimum,
    make_group_variable,
    read_index,
)
from parentdata.survey.quantiles import estimate_quantiles

QUARTILES = (0.25, 0.5, 0.75)
QUANTILE_LABELS = {0.25: "First quartile", 0.5: "Median", 0.75: "Third quartile"}


def estimate_group_shares(
    respondents: pd.DataFrame,
    instrument: Instrument,
    *,
    design,
    choices: Choices,
    minimum_answered: int,
    domains: Sequence[Domain] | None = None,
    interval: str = "logit",
) -> pd.DataFrame:
    """Estimate the weighted share of respondents in each group of the index.

    Parameters
    ----------
    minimum_answered : int
        As `build_index`. Other arguments and refusals as `answers.estimate_weighted_shares`.

    Returns
    -------
    DataFrame
        Rows of an estimates table, ids such as `key.licence.licence_group.strong.share`; the
        base says how many items had to be answered.
    """
    sample = add_index(respondents, instrument, minimum_answered=minimum_answered)
    variable = make_group_variable(read_index(instrument), minimum_answered=minimum_answered)
    return estimate_weighted_shares(
        sample, instrument, [variable], design=design, choices=choices, domains=domains,
        interval=interval,
    )  # fmt: skip


def estimate_distribution(
    respondents: pd.DataFrame,
    instrument: Instrument,
    *,
    design,
    choices: Choices,
    minimum_answered: int,
    domains: Sequence[Domain] | None = None,
    quantiles: tuple[float, ...] = QUARTILES,
) -> pd.DataFrame:
    """Estimate mean and quantiles of the index, for everyone and for domains.

    Parameters
    ----------
    quantiles : tuple of float in (0, 1)
    Other arguments and refusals as `estimate_group_shares`.

    Returns
    -------
    DataFrame
        Rows of an estimates table in -1..1 (unit `number`), ids such as
        `key.licence.licence.mean.mean|tenure=rented` and `key.licence.licence.p50.quantile`.
        Where a limit of a quantile falls outside the distribution, its interval is empty.
    """
    domains = list(domains or [everyone(respondents)])
    index = read_index(instrument)
    sample = add_index(respondents, instrument, minimum_answered=minimum_answered)
    design.read(sample)
    packs = pack_domains(sample, domains)
    coded = pd.concat([sample, packs], axis=1)
    means = [estimate_means_in(coded, design, index.name, p, level=choices.level) for p in packs]
    spread = pd.DataFrame(
        _estimate_quantiles(sample, design, index, domains, quantiles, level=choices.level)
    )
    plain = pd.DataFrame(_list_statistics(instrument, index, quantiles, minimum_answered))
    rows = repeat_rows(plain, domains, method=describe_method(design, "t"))
    is_quantile = rows["statistic"].eq("quantile")
    woodruff = describe_method(design, "Woodruff")
    rows["method"] = rows["method"].mask(is_quantile, woodruff)
    return withhold_weighted(join_figures(rows, [*means, spread]), respondents, choices)


def _list_statistics(
    instrument: Instrument, index: Index, quantiles: Sequence[float], minimum_answered: int
) -> Iterator[dict]:
    named = [("mean", "Mean", "mean", "")]
    for each in quantiles:
        name = f"p{100 * each:g}"
        named.append((name, QUANTILE_LABELS.get(each, f"Quantile {each:g}"), "quantile", name))
    for answer, label, statistic, category in named:
        yield dict.fromkeys(ESTIMATE_COLUMNS) | {
            "id": f"{instrument.key}.{index.name}.{index.name}.{answer}.{statistic}",
            "study": instrument.study,
            "topic": index.name,
            "item": index.name,
            "item_label": index.label,
            "answer": answer,
            "answer_label": label,
            "side": "",
            "statistic": statistic,
            "unit": "number",
            "base": f"everyone; answered {describe_minimum(index, minimum_answered)}",
            "outcome": index.name,
            "category": category,
        }


def _estimate_quantiles(sample, design, index, domains, quantiles, *, level) -> Iterator[dict]:
    for domain in domains:
        # Nobody there has an index: the row stays, with a base of nobody.
        if not sample.loc[domain.members, index.name].notna().any():
            continue
        found = estimate_quantiles(
            sample, design, index.name, quantiles=quantiles, domain=domain.members, level=level
        ).table()
        is_open = found[["ci_low", "ci_high"]].isna().any(axis=1)
        found[["se", "ci_low", "ci_high"]] = found[["se", "ci_low", "ci_high"]].mask(is_open)
        for row in found.to_dict("records"):
            category = f"p{100 * row.pop('quantile'):g}"
            yield {"outcome": index.name, "category": category, "domain": domain.name} | row
