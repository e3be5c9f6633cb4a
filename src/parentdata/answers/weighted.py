"""Weighted shares of a probability sample, in the form of an estimates table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from parentdata.answers.domains import pack_domains
from parentdata.answers.frame import Choices, Domain, everyone, withhold_weighted
from parentdata.answers.shares import SIDES, estimate_shares
from parentdata.instrument import Instrument, Variable
from parentdata.survey.crossing import estimate_means_by, estimate_shares_by
from parentdata.survey.design import Design

# Which category of which coded outcome, in which domain, a row is about.
KEY = ["outcome", "category", "domain"]
FOUND = ["value", "se", "ci_low", "ci_high", "degf", "n", "n_weighted", "deff", "n_effective"]
BASES = ["n", "n_weighted", "degf"]


def estimate_weighted_shares(
    respondents: pd.DataFrame,
    instrument: Instrument,
    variables: Iterable[Variable],
    *,
    design,
    choices: Choices,
    domains: Sequence[Domain] | None = None,
    named: dict[str, Sequence[str]] | None = None,
    interval: str = "logit",
) -> pd.DataFrame:
    """Estimate the weighted share of every answer, and of every side of the scale.

    Domains that do not overlap are estimated together: the answers to a characteristic cost one
    pass over the respondents for each item, however many they are.

    Parameters
    ----------
    respondents : DataFrame, one row per respondent, shape (n, k)
        Everyone sampled: answer names as cleaned, the design's columns, and `data_status`.
    instrument, variables, domains, named
        As `estimate_shares`.
    design : Design, ReplicateDesign or PsuReplicates
        How the sample was drawn.
    choices : Choices
        Confidence level, treatment of don't know, minimum unweighted base.
    interval : one of "logit", "beta", "wilson"
        As `survey.share_interval`.

    Returns
    -------
    DataFrame
        The rows and columns of `estimate_shares`, in its order: `count` and `n` are people,
        `value` is weighted, `n_weighted` is the weight behind `n`. Below the minimum base a row
        is withheld; below one degree of freedom it has no standard error and interval.

    Raises
    ------
    BadWeight, BadDesign, LonelyPsu, MissingColumn, UnknownChoice, BadDomains
    """
    variables, domains = list(variables), list(domains or [everyone(respondents)])
    named = named or {}
    # Refused here, a bad design is named by the columns that the caller knows.
    design.read(respondents)
    coded = [_code_outcomes(respondents, each, choices, named) for each in variables]
    packs = pack_domains(respondents, domains)
    sample = pd.concat([respondents, *coded, packs], axis=1)
    outcomes = [name for part in coded for name in part]
    found = [
        _estimate_pack(sample, design, pack, outcomes, level=choices.level, interval=interval)
        for pack in packs
    ]
    plain = [_list_outcomes(respondents, instrument, each, choices, named) for each in variables]
    rows = repeat_rows(pd.concat(plain), domains, method=describe_method(design, interval))
    return withhold_weighted(join_figures(rows, found), respondents, choices)


def name_counted(variable: Variable, choices: Choices) -> list[str]:
    """Names of the answers that a share of the variable is out of, in the order of its scale."""
    counted = [answer.name for answer in variable.answers]
    return [*counted, "dont_know"] if choices.dont_know == "in_base" else counted


def describe_method(design, interval: str) -> str:
    """Say how interval and standard error were made, for the column `method`."""
    return f"{interval}, {'linearised' if isinstance(design, Design) else 'replicate weights'}"


def repeat_rows(plain: pd.DataFrame, domains: Sequence[Domain], *, method: str) -> pd.DataFrame:
    """Repeat rows about everyone for each domain: ids, labels and bases, without figures.

    A base ends with the domain's label and "weighted".
    """
    parts = []
    for domain in domains:
        mark, about = (f"|{domain.name}", f"; {domain.label}") if domain.name else ("", "")
        part = plain.drop(columns=[*FOUND, "count"])
        parts.append(
            part.assign(
                id=part["id"] + mark,
                domain=domain.name,
                base=part["base"] + about + "; weighted",
                method=method,
            )
        )
    return pd.concat(parts, ignore_index=True)


def join_figures(rows: pd.DataFrame, found: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Join figures to their rows by `KEY`; a row without figures has a base of nobody."""
    figures = pd.concat([part for part in found if len(part)] or list(found[:1]))
    joined = rows.merge(figures, how="left", on=KEY, validate="one_to_one")
    bases = {name: joined[name].fillna(0.0) for name in BASES}
    return joined.assign(**bases).astype({"count": "Int64"})


def estimate_means_in(sample, design, outcome: str, pack: str, *, level: float) -> pd.DataFrame:
    """Means of a numeric column of `sample` in the domains of one pack, for `join_figures`."""
    if not (sample[outcome].notna() & sample[pack].notna()).any():
        return _nothing()
    means = estimate_means_by(sample, design, outcome, by=(pack,), level=level).table()
    return means.rename(columns={pack: "domain"}).assign(outcome=outcome, category="", count=np.nan)


def _nothing() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype="str") for name in KEY}).assign(
        **dict.fromkeys([*FOUND, "count"], np.nan)
    )


def _outcome(variable: Variable, coding: str) -> str:
    return f"({variable.name} {coding})"


def _code_outcomes(respondents, variable: Variable, choices: Choices, named) -> pd.DataFrame:
    """Code one item as its answers, their sides, and in or out of each named set."""
    counted = name_counted(variable, choices)
    side_of = {answer.name: answer.side or "none" for answer in variable.answers}
    codings = {
        "answers": (counted, counted),
        "sides": ([side_of.get(each, "none") for each in counted], [*SIDES, "none"]),
    }
    for name, members in named.items():
        codings[name] = (["in" if each in members else "out" for each in counted], ["in", "out"])
    answer = pd.Index(counted).get_indexer(respondents[variable.name])
    columns = {}
    for coding, (target, categories) in codings.items():
        place = np.array([categories.index(each) for each in target])
        code = np.where(answer < 0, -1, place[answer])
        columns[_outcome(variable, coding)] = pd.Categorical.from_codes(code, categories)
    return pd.DataFrame(columns, index=respondents.index)


def _list_outcomes(respondents, instrument, variable, choices, named) -> pd.DataFrame:
    """The unweighted rows of one item about everyone, with outcome and category of each."""
    rows = estimate_shares(respondents, instrument, [variable], choices=choices, named=named)
    counted = name_counted(variable, choices)
    keys = [
        ("answers", answer)
        if answer in counted
        else ("sides", answer)
        if answer in SIDES
        else (answer, "in")
        for answer in rows["answer"]
    ]
    return rows.assign(
        outcome=[_outcome(variable, coding) for coding, _ in keys],
        category=[category for _, category in keys],
    )


def _estimate_pack(sample, design, pack: str, outcomes, *, level, interval) -> pd.DataFrame:
    """Estimate, in the domains of one pack, every outcome that anyone there answered."""
    inside = sample[pack].notna()
    met = [name for name in outcomes if (sample[name].notna() & inside).any()]
    if not met:
        return _nothing()
    shares = estimate_shares_by(
        sample, design, tuple(met), by=(pack,), level=level, interval=interval
    ).table()
    counts = [_cross_counts(sample[name], sample[pack]) for name in met]
    return shares.rename(columns={pack: "domain"}).assign(count=np.concatenate(counts))


def _cross_counts(outcome: pd.Series, domains: pd.Series) -> np.ndarray:
    """Count respondents by domain and category, in the order of `estimate_shares_by`."""
    size = len(outcome.cat.categories)
    code, group = (each.cat.codes.to_numpy().astype(np.int64) for each in (outcome, domains))
    inside = (code >= 0) & (group >= 0)
    cells = len(domains.cat.categories) * size
    return np.bincount(group[inside] * size + code[inside], minlength=cells)
