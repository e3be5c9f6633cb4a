"""What a multiverse shows: how many universes agree, how far values reach, which choice matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import pandas as pd

from parentdata.answers import ESTIMATE_COLUMNS
from parentdata.claims import Claim
from parentdata.multiverse.plan_file import Plan
from parentdata.multiverse.tasks import read_choices
from parentdata.multiverse.universe import AGREES, FAILED, OUTCOMES, WITHHELD
from parentdata.numbers import Number, write_number

TOPIC = "multiverse"
METHOD = "every option crossed"


def summarise_universes(universes: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Summarise the universes of every claim, as rows of an estimates table.

    Parameters
    ----------
    universes : DataFrame, one row per universe
        As `compute_universes` gives it.
    plan : Plan
        For the labels of choices.

    Returns
    -------
    DataFrame, columns `ESTIMATE_COLUMNS`
        Of each claim: `multiverse.<claim>.universes.count`; of each outcome `….<outcome>.count`;
        `….agrees.share` of all universes, those that failed or are withheld included;
        `….value.lowest` and `….value.highest`, in the claim's unit; of each choice
        `….<choice>.flips`: of pairs of universes that differ in this choice alone, and in
        neighbouring options of it, the share in which the outcome changes; and
        `….<choice>.variance`: the share of the variance of values that lies between its options
        (they need not add up to one). The choice that matters most is `….<choice>.matters`, an
        indicator: most flips, then most variance, then the order of the plan.
    """
    rows = [
        row
        for claim, own in universes.groupby("claim_id", sort=False)
        for row in _summarise(str(claim), own.reset_index(drop=True), plan)
    ]
    return pd.DataFrame(rows).reindex(columns=ESTIMATE_COLUMNS)


def _summarise(claim: str, own: pd.DataFrame, plan: Plan) -> Iterator[dict]:
    n, outcome = len(own), own["outcome"]
    about = {
        "study": TOPIC, "topic": TOPIC, "item": claim, "item_label": claim, "side": "",
        "domain": "", "n": n, "base": f"all {n} universes of {claim}", "method": METHOD,
        "is_withheld": False,
        "data_status": "stand-in" if own["data_status"].eq("stand-in").any() else "real",
    }  # fmt: skip

    def row(name: str, statistic: str, unit: str, value: float, label: str, **more) -> dict:
        return about | {
            "id": f"{TOPIC}.{claim}.{name}.{statistic}", "answer": name, "answer_label": label,
            "statistic": statistic, "unit": unit, "value": value, **more,
        }  # fmt: skip

    yield row("universes", "count", "count", n, "Universes", count=n)
    for name, label in OUTCOMES.items():
        count = int(outcome.eq(name).sum())
        yield row(name, "count", "count", count, label, count=count)
    agree = int(outcome.eq(AGREES).sum())
    yield row(AGREES, "share", "share", agree / n, "Agree", count=agree)
    if own["value"].notna().any():
        unit = own["unit"].iloc[0]
        yield row("value", "lowest", unit, own["value"].min(), "Lowest value")
        yield row("value", "highest", unit, own["value"].max(), "Highest value")
    for found in rank_choices(own).to_dict("records"):
        name = found["choice"]
        label = plan.choices[name].label
        yield row(name, "flips", "share", found["flips"], label)
        yield row(name, "variance", "share", found["variance"], label)
        yield row(name, "matters", "number", float(found["rank"] == 1), label)


def rank_choices(own: pd.DataFrame) -> pd.DataFrame:
    """Rank the choices of one claim by how much they matter.

    Parameters
    ----------
    own : DataFrame, one row per universe of one claim
        `choices`, `outcome`, `value`.

    Returns
    -------
    DataFrame, one row per choice in the order of the plan
        choice; flips and variance, as in `summarise_universes`; rank from 1.
    """
    options = pd.DataFrame([read_choices(text) for text in own["choices"]])
    found = pd.DataFrame(
        {
            "choice": list(options),
            "flips": [_share_flips(options, own["outcome"], name) for name in options],
            "variance": [_share_variance(options[name], own["value"]) for name in options],
        }
    )
    order = found.sort_values(["flips", "variance"], ascending=False, kind="stable").index
    return found.assign(rank=pd.Series(range(1, len(order) + 1), index=order))


def _share_flips(options: pd.DataFrame, outcome: pd.Series, name: str) -> float:
    others = [each for each in options if each != name]
    keyed = options.assign(_outcome=outcome)
    # With one choice there is one group: everything else is alike in all universes.
    groups = keyed.groupby(others, sort=False) if others else [((), keyed)]
    flips = [
        first != second for _, group in groups for first, second in pairwise(group["_outcome"])
    ]
    return float(np.mean(flips)) if flips else 0.0


def _share_variance(option: pd.Series, value: pd.Series) -> float:
    """Variance between the means of options over the whole; of universes that have a value."""
    known = value.notna()
    spread = float(((value[known] - value[known].mean()) ** 2).sum())
    if spread <= 0:
        return 0.0
    means = value[known].groupby(option[known]).transform("mean")
    return float(((means - value[known].mean()) ** 2).sum() / spread)


def label_universes(universes: pd.DataFrame, plan: Plan, *, claim: str) -> pd.DataFrame:
    """Take the universes of one claim, with the words of each option, for a specification curve.

    Returns
    -------
    DataFrame, one row per universe
        The columns of `universes`, with `id` (`multiverse.<claim>.<universe>.value`), `is_withheld`
        (nothing was found: withheld or failed), `outcome_label`, and a column for each choice,
        headed by its label, that holds the option in words.
    """
    own = universes[universes["claim_id"].eq(claim)].reset_index(drop=True)
    options = pd.DataFrame([read_choices(text) for text in own["choices"]], index=own.index)
    said = {
        plan.choices[name].label: options[name].map(plan.choices[name].options) for name in options
    }
    return own.assign(
        id=[f"{TOPIC}.{claim}.{universe}.value" for universe in own["universe"]],
        is_withheld=own["outcome"].isin([WITHHELD, FAILED]),
        outcome_label=own["outcome"].map(OUTCOMES),
        **said,
    )


def list_universes(universes: pd.DataFrame) -> pd.DataFrame:
    """List the value of every universe, as rows of an estimates table.

    Returns
    -------
    DataFrame, columns `ESTIMATE_COLUMNS`
        `multiverse.<claim>.<universe>.value`; one that failed or is withheld has no value.
    """
    rows = universes.assign(
        id=TOPIC + "." + universes["claim_id"] + "." + universes["universe"] + ".value",
        study=TOPIC,
        topic="universe",
        item=universes["claim_id"],
        item_label=universes["claim_id"],
        answer=universes["universe"],
        answer_label=universes["choices"],
        side="",
        statistic="value",
        domain="",
        base=universes["choices"],
        method=METHOD,
        is_withheld=universes["outcome"].isin([WITHHELD, FAILED]),
    )
    return rows.reindex(columns=ESTIMATE_COLUMNS)


def tabulate_universes(summary: pd.DataFrame, ledger: Iterable[Claim]) -> pd.DataFrame:
    """Put the summary of each claim in one line, as readers see it.

    Returns
    -------
    DataFrame, one row per claim in the order of the ledger
        claim_id, published (in words), universes, agree (a share), reach (in words), choice (the
        label of what matters most, "None" if no choice changes the outcome), flips (its share),
        link (to the claim's card), data_status.
    """
    said = {claim.id: claim.describe() for claim in ledger}
    parts = dict(list(summary.groupby("item", sort=False)))
    rows = []
    for claim in (name for name in said if name in parts):
        own = parts[claim]
        by_name = own.set_index(own["answer"] + "." + own["statistic"])
        first = own[own["statistic"].eq("matters") & own["value"].eq(1)]["answer"].iloc[0]
        ends = [
            write_number(Number(id="", unit=row["unit"], value=float(row["value"])))
            for row in own[own["answer"].eq("value")].to_dict("records")
        ]
        rows.append(
            {"claim_id": claim, "published": said[claim],
             "universes": int(by_name.at["universes.count", "value"]),
             "agree": by_name.at[f"{AGREES}.share", "value"],
             "reach": " to ".join(ends) or "none",
             "choice": by_name.at[f"{first}.flips", "answer_label"]
             if by_name.at[f"{first}.flips", "value"] > 0
             else "None",
             "flips": by_name.at[f"{first}.flips", "value"], "link": f"#claim-{claim}",
             "data_status": own["data_status"].iloc[0]}
        )  # fmt: skip
    return pd.DataFrame(rows)
