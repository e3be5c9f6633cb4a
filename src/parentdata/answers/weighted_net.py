"""Weighted nets, and differences between domains, with the covariance that the design gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from parentdata.answers.domains import pack_domains
from parentdata.answers.frame import Choices, Domain, everyone, withhold_weighted
from parentdata.answers.net import NET
from parentdata.answers.shares import estimate_shares
from parentdata.answers.weighted import (
    FOUND,
    describe_method,
    estimate_means_in,
    join_figures,
    name_counted,
    repeat_rows,
)
from parentdata.errors import Refusal
from parentdata.instrument import Instrument, Variable
from parentdata.survey.estimate import estimate_difference
from parentdata.survey.intervals import share_interval

SIDE_SCORES = {"positive": 1.0, "neutral": 0.0, "negative": -1.0}
BETWEEN = "~"


class NoSides(Refusal):
    """An item lacks answers on a side of the scale, so it has no share of it and no net."""


def estimate_weighted_net(
    respondents: pd.DataFrame,
    instrument: Instrument,
    variables: Iterable[Variable],
    *,
    design,
    choices: Choices,
    domains: Sequence[Domain] | None = None,
) -> pd.DataFrame:
    """Estimate the weighted positive less the weighted negative share of every item and domain.

    Each answer counts 1, 0 or -1, so that the net is a mean and its variance holds the covariance
    of the two shares. Arguments and refusals as `estimate_weighted_shares`.

    Returns
    -------
    DataFrame
        One row per item and domain, in -1..1 (unit `points`). Where everybody answers alike the
        spread cannot be estimated; the interval then follows from that of the share who do.

    Raises
    ------
    NoSides
        An item has no positive or no negative answers.
    """
    variables, domains = list(variables), list(domains or [everyone(respondents)])
    for variable in variables:
        _refuse_without(variable, "positive", "negative")
    design.read(respondents)
    scores = {f"({each.name} net)": score_sides(respondents, each, choices) for each in variables}
    packs = pack_domains(respondents, domains)
    sample = pd.concat([respondents, pd.DataFrame(scores), packs], axis=1)
    found = [
        estimate_means_in(sample, design, name, pack, level=choices.level)
        for pack in packs
        for name in scores
    ]
    plain = estimate_shares(respondents, instrument, variables, choices=choices)
    plain = plain[plain["answer"].eq("positive")].assign(outcome=list(scores), category="", **NET)
    plain["id"] = plain["id"].str.replace(".positive.share", ".net.net", regex=False)
    rows = repeat_rows(plain, domains, method=describe_method(design, "t"))
    return withhold_weighted(
        _bound(join_figures(rows, found), level=choices.level), respondents, choices
    )


def score_sides(respondents: pd.DataFrame, variable: Variable, choices: Choices) -> pd.Series:
    """Score every answer by its side, 1, 0 or -1; "don't know" in the base is 0, others missing."""
    side_of = {answer.name: answer.side for answer in variable.answers}
    score = {
        name: SIDE_SCORES.get(side_of.get(name) or "neutral")
        for name in name_counted(variable, choices)
    }
    return respondents[variable.name].map(score).astype(float)


def _bound(rows: pd.DataFrame, *, level: float) -> pd.DataFrame:
    """Keep intervals of nets within -1..1, and give one to a net on which everybody agrees."""
    n = rows["n"].where(rows["n"].gt(0), 1.0).to_numpy()
    low, _ = share_interval(1.0, 0.0, n, rows["degf"].to_numpy(), level=level, method="beta")
    reach = (1 - low) * (1 + rows["value"].abs())
    is_unanimous = rows["se"].le(1e-9)
    return rows.assign(
        ci_low=rows["ci_low"].mask(is_unanimous, rows["value"] - reach).clip(lower=-1.0),
        ci_high=rows["ci_high"].mask(is_unanimous, rows["value"] + reach).clip(upper=1.0),
    )


def estimate_weighted_differences(
    respondents: pd.DataFrame,
    instrument: Instrument,
    variables: Iterable[Variable],
    *,
    design,
    choices: Choices,
    pairs: Iterable[tuple[Domain, Domain]],
    side: str = "positive",
) -> pd.DataFrame:
    """Estimate, for every item and pair of domains, the share on a side in one less the other.

    Parameters
    ----------
    pairs : iterable of (Domain, Domain)
        Domain and what it is compared with, as `pair_with_reference` gives them. They may share
        people or PSUs: the standard error takes their covariance in.
    side : one of "positive", "neutral", "negative"

    Other arguments and refusals as `estimate_weighted_shares`.

    Returns
    -------
    DataFrame
        One row per pair and item (unit `points`), ids such as
        `key.trust.nhs.positive.difference|tenure=rented~tenure=owned`; `n` counts both domains.
        Withheld where either base is small; without interval where both sides agree wholly.

    Raises
    ------
    NoSides
        An item has no answer on the side.
    """
    variables, pairs = list(variables), list(pairs)
    for variable in variables:
        _refuse_without(variable, side)
    design.read(respondents)
    columns = {f"({each.name} {side})": is_on_side(respondents, each, choices, side=side)
               for each in variables}  # fmt: skip
    sample = pd.concat([respondents, pd.DataFrame(columns)], axis=1)
    plain = estimate_shares(respondents, instrument, variables, choices=choices)
    plain = plain[plain["answer"].eq(side)].assign(statistic="difference", unit="points", side="")
    plain["id"] = plain["id"].str.replace(r"\.share$", ".difference", regex=True)
    between = [_name_pair(*pair) for pair in pairs]
    rows = repeat_rows(plain, between, method=describe_method(design, "t"))
    figures = pd.DataFrame(
        [
            _compare(sample, design, outcome, domain, reference, choices)
            for domain, reference in pairs
            for outcome in columns
        ]
    )
    rows = pd.concat([rows, figures], axis=1)
    rows["count"] = pd.array([pd.NA] * len(rows), dtype="Int64")
    return withhold_weighted(rows, respondents, choices)


def is_on_side(
    respondents: pd.DataFrame, variable: Variable, choices: Choices, *, side: str
) -> pd.Series:
    """Whether each respondent's answer lies on a side, 1 or 0; missing outside the base."""
    members = {answer.name for answer in variable.answers if answer.side == side}
    is_in = {name: float(name in members) for name in name_counted(variable, choices)}
    return respondents[variable.name].map(is_in).astype(float)


def _name_pair(domain: Domain, reference: Domain) -> Domain:
    return Domain(
        name=f"{domain.name}{BETWEEN}{reference.name}",
        label=f"{domain.label} less {reference.label}",
        members=domain.members | reference.members,
    )


def _compare(sample, design, outcome: str, domain: Domain, reference: Domain, choices) -> dict:
    answered = sample[outcome].notna()
    sizes = [int((answered & each.members).sum()) for each in (domain, reference)]
    both = int((answered & (domain.members | reference.members)).sum())
    # The smaller of the two decides whether anything is shown.
    if min(sizes) < max(choices.minimum_base, 1):
        return dict.fromkeys(FOUND, np.nan) | {"n": min(sizes), "n_weighted": 0.0, "degf": 0.0}
    found = estimate_difference(
        sample, design, outcome, domain=domain.members, reference=reference.members,
        level=choices.level,
    )  # fmt: skip
    figures = {name: getattr(found, name) for name in FOUND} | {"n": both}
    if found.se <= 1e-9:
        figures |= dict.fromkeys(("se", "ci_low", "ci_high", "deff", "n_effective"), np.nan)
    return figures


def _refuse_without(variable: Variable, *sides: str) -> None:
    lacking = [side for side in sides if side not in {each.side for each in variable.answers}]
    if lacking:
        raise NoSides(
            f"the scale of {variable.name!r} has no {lacking[0]} answers.",
            expected=f"answers on the sides {' and '.join(sides)}",
            do="Give the sides of its scale in the instrument, or leave the item out.",
            column=variable.name,
        )
