"""Consensus baseline: on which items every social group lies on the same side of a threshold.

Policy of the rules: decisions/0013-consensus-rule.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from parentdata.answers import (
    Choices,
    Domain,
    estimate_weighted_shares,
    everyone,
    split_domains,
)
from parentdata.answers.domains import read_report
from parentdata.errors import Refusal
from parentdata.instrument import Instrument
from parentdata.sides import ABOVE, BELOW, CONSENSUS, DIVISION, STRADDLES, UNDETERMINED, WITHHELD

RULES = ("interval", "point")
CARRIED = ["id", "topic", "item", "item_label", "unit", "is_withheld", "data_status"]
FIGURES = ["value", "se", "ci_low", "ci_high", "n"]


class BadThreshold(Refusal):
    """A threshold of consensus lies outside 0..1."""


@dataclass(frozen=True)
class Consensus:
    """The consensus baseline of a survey.

    Attributes
    ----------
    shares : DataFrame
        Rows of an estimates table: the share on the positive side of each item, for everyone and
        for each group.
    groups : DataFrame, one row per item and group
        As `place_groups`: what a map of items x groups is drawn from.
    items : DataFrame, one row per item
        As `judge_items`.
    """

    shares: pd.DataFrame
    groups: pd.DataFrame
    items: pd.DataFrame


def find_consensus(
    respondents: pd.DataFrame,
    instrument: Instrument,
    *,
    design,
    choices: Choices,
    threshold: float,
    interval: str = "logit",
    protect: Callable[[pd.DataFrame], pd.DataFrame] | None = None,
) -> Consensus:
    """Find on which of the report's items its social groups agree, divide, or cannot be told.

    Parameters
    ----------
    respondents, design, choices, interval
        As `answers.estimate_weighted_shares`.
    instrument : Instrument
        Its report names the items and the characteristics whose answers are the groups.
    threshold : float in (0, 1)
        Weighted share on the positive side that parts acceptance from refusal.
    protect : callable, optional
        Withholds further rows of a table of shares, such as `disclosure.withhold_complements`,
        before any group is placed.

    Raises
    ------
    BadThreshold
    BadInstrument
        The instrument has no report block.
    """
    _check_threshold(threshold)
    report = read_report(instrument)
    variables = [instrument.variables[name] for name in report.items]
    domains = split_domains(respondents, instrument, report.characteristics)
    withhold = protect or (lambda table: table)
    # An interval at this level misses in any of the groups as rarely as one at `level` misses.
    widened = replace(choices, level=1 - (1 - choices.level) / len(domains))
    shares, wide = (
        withhold(estimate_weighted_shares(
            respondents, instrument, variables, design=design, choices=each, interval=interval,
            domains=[everyone(respondents), *domains],
        ).query("answer == 'positive'"))
        for each in (choices, widened)
    )  # fmt: skip
    groups, wide_groups = (
        place_groups(table, domains, threshold=threshold) for table in (shares, wide)
    )
    items, stands = (
        judge_items(placed, overall=table[table["domain"].eq("")], threshold=threshold)
        for placed, table in ((groups, shares), (wide_groups, wide))
    )
    items["is_division_in_family"] = stands["by_interval"].eq(DIVISION)
    return Consensus(shares.reset_index(drop=True), groups, items)


def place_groups(
    shares: pd.DataFrame, domains: Iterable[Domain], *, threshold: float
) -> pd.DataFrame:
    """Place the share of each item in each group above or below a threshold.

    Parameters
    ----------
    shares : DataFrame
        Rows of an estimates table, one share for each item and domain.
    domains : iterable of Domain
        The social groups, as `answers.split_domains` makes them.
    threshold : float in (0, 1)

    Returns
    -------
    DataFrame, one row per item and group, in the order of the shares
        What the shares' rows carry (`CARRIED`), `characteristic`, `group`, `domain`,
        `domain_label`, the figures, and `by_interval` and `by_point`: "above", "below",
        "straddles" or "withheld". A group with a share but no interval straddles: its side
        cannot be told.
    """
    _check_threshold(threshold)
    label_of = {domain.name: domain.label for domain in domains}
    rows = shares[shares["domain"].isin(label_of)].reset_index(drop=True)
    withheld = rows["is_withheld"].astype(bool)
    parts = rows["domain"].str.partition("=")
    sides = {
        "by_interval": _place(rows["ci_low"], rows["ci_high"], threshold, withheld),
        "by_point": _place(rows["value"], rows["value"], threshold, withheld),
    }
    labels = rows[CARRIED].assign(
        characteristic=parts[0],
        group=parts[2],
        domain=rows["domain"],
        domain_label=rows["domain"].map(label_of),
    )
    return pd.concat([labels, rows[FIGURES]], axis=1).assign(**sides)


def _place(low: pd.Series, high: pd.Series, threshold: float, withheld: pd.Series) -> np.ndarray:
    return np.select(
        [withheld, low.gt(threshold), high.lt(threshold)],
        [WITHHELD, ABOVE, BELOW],
        default=STRADDLES,
    )


def judge_items(groups: pd.DataFrame, *, overall: pd.DataFrame, threshold: float) -> pd.DataFrame:
    """Judge each item by where its groups lie, by the interval rule and by the point rule.

    Consensus: every group that decides lies on one side. Division: one lies above and another
    below. Undetermined: neither, because some straddle, or because no group decides. Groups
    below the minimum base do not decide.

    Parameters
    ----------
    groups : DataFrame
        Rows of `place_groups`.
    overall : DataFrame
        Rows of an estimates table: the share of each item among everyone.
    threshold : float in (0, 1)
        As given to `place_groups`.

    Returns
    -------
    DataFrame, one row per item, in the order of `overall`
        `topic`, `item`, `item_label`, the figures of everyone, and for each rule (`by_interval`,
        `by_point`): the verdict, its `…_side` where there is consensus, the groups `…_dividing`
        (on the other side than everyone together) and the groups `…_straddling`; then the groups
        `withheld`. Groups are tuples of the names of domains.
    """
    rows = []
    for item in overall.to_dict("records"):
        ours = groups[groups["topic"].eq(item["topic"]) & groups["item"].eq(item["item"])]
        row = {name: item[name] for name in ("topic", "item", "item_label", *FIGURES)}
        for rule in RULES:
            row |= _judge(ours, f"by_{rule}", overall=item["value"], threshold=threshold)
        row["withheld"] = _names(ours, ours["by_point"].eq(WITHHELD))
        rows.append(row)
    return pd.DataFrame(rows)


def _judge(groups: pd.DataFrame, rule: str, *, overall: float, threshold: float) -> dict:
    sides = groups[rule]
    deciding = set(sides) - {WITHHELD}
    if {ABOVE, BELOW} <= deciding:
        verdict = DIVISION
    elif deciding in ({ABOVE}, {BELOW}):
        verdict = CONSENSUS
    else:
        verdict = UNDETERMINED
    other = BELOW if overall > threshold else ABOVE
    return {
        rule: verdict,
        f"{rule}_side": next(iter(deciding)) if verdict == CONSENSUS else "",
        f"{rule}_dividing": _names(groups, sides.eq(other)) if verdict == DIVISION else (),
        f"{rule}_straddling": _names(groups, sides.eq(STRADDLES)),
    }


def _names(groups: pd.DataFrame, chosen: pd.Series) -> tuple[str, ...]:
    return tuple(groups.loc[chosen, "domain"])


def _check_threshold(threshold: float) -> None:
    if not 0 < threshold < 1:
        raise BadThreshold(
            f"a threshold of {threshold!r}.",
            expected="a share strictly between 0 and 1, such as 0.5",
            do="Give the threshold as a fraction, not as a percentage.",
        )
