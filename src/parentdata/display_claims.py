"""The ledger of claims as HTML, and the multiverse of a claim as a specification curve."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import pandas as pd

from parentdata.claims import STATES, VERDICT_LABELS, Claim
from parentdata.claims.standing import NOT_JUDGED
from parentdata.display import Shown, show_figure
from parentdata.figures import draw_specification
from parentdata.figures.claim_cards import write_cards, write_kinds
from parentdata.multiverse import Plan, label_universes
from parentdata.numbers import Lookup, read_claims, read_estimates

STUDY = "claims"


def join_claims(
    ledger: Iterable[Claim], verdicts: pd.DataFrame, standing: pd.DataFrame
) -> pd.DataFrame:
    """Join what a claim says, what was found, and how it stands.

    Returns
    -------
    DataFrame, one row per claim of the ledger, in its order
        The columns of verdicts, and state, moved, value_approved, approved_date, approvals and
        approved_reason. A claim that was not judged has its own words and no figures.
    """
    said = pd.DataFrame(
        [
            {"claim_id": claim.id, "study": claim.study, "sentence": claim.sentence,
             "source": claim.source, "published": claim.describe(), "unit": claim.unit or "",
             "rule": claim.rule or "", "tolerance": claim.tolerance or "",
             "rests_on": " + ".join(claim.rests_on.estimates) if claim.rests_on else ""}
            for claim in ledger
        ]
    )  # fmt: skip
    found = verdicts.drop(columns=[name for name in said if name != "claim_id"])
    kept = ["claim_id", "state", "moved", "value_approved", "approved_date", "approvals", "reason"]
    stands = standing[kept].rename(columns={"reason": "approved_reason"})
    joined = said.merge(found, how="left", on="claim_id").merge(stands, how="left", on="claim_id")
    words = joined.select_dtypes(exclude="number").columns
    return joined.assign(**{name: joined[name].fillna("") for name in words})


def show_kinds(joined: pd.DataFrame) -> Shown:
    """Show links that leave one verdict alone on the page, each with its number of claims."""
    found = joined["verdict"].replace("", NOT_JUDGED).value_counts()
    labels = {**VERDICT_LABELS, NOT_JUDGED: STATES[NOT_JUDGED]}
    counts = {name: (label, int(found[name])) for name, label in labels.items() if name in found}
    return Shown("kinds of claims", write_kinds(counts))


def show_claims(joined: pd.DataFrame, *, study: str, sources: Mapping[str, str]) -> Shown:
    """Show the claims about one study, one card each.

    Parameters
    ----------
    joined : DataFrame
        As `join_claims` gives it.
    sources : dict of key to words
        As `claims.parse_sources` gives them.
    """
    own = joined[joined["study"].eq(study)]
    cards = write_cards(own, sources=sources, labels=VERDICT_LABELS, states=STATES)
    return Shown(f"claims of {study}", f'<div class="pd-claims">\n{cards}\n</div>')


def show_universes(
    universes: pd.DataFrame, plan: Plan, ledger: Iterable[Claim], *, claim: str,
    summary: pd.DataFrame,
) -> Shown:  # fmt: skip
    """Show the universes of one claim as a specification curve.

    Parameters
    ----------
    universes : DataFrame
        As `multiverse.compute_universes` gives it.
    plan : Plan
    ledger : iterable of Claim
    claim : str
        Its id.
    summary : DataFrame
        As `multiverse.summarise_universes` gives it.
    """
    said = next(each for each in ledger if each.id == claim)
    crossed = next(each for each in plan.claims if each.claim == claim)
    own, stem = label_universes(universes, plan, claim=claim), f"multiverse.{claim}"
    matters = say_what_matters(summary[summary["item"].eq(claim)])
    reach = f"from {{{{ {stem}.value.lowest }}}} to {{{{ {stem}.value.highest }}}}"
    has_values = own["value"].notna().any()
    return show_figure(
        draw_specification, own, study=STUDY, name=f"universes-{claim}",
        choices=[plan.choices[name].label for name in crossed.choices], band=find_band(said),
        published=None if said.rule in ("direction", "consensus") else said.value,
        published_label=f"Published: {said.describe()}", published_id=f"published.{claim}",
        caption=f"{{{{ {stem}.agrees.count }}}} of {{{{ {stem}.universes.count }}}} universes "
        f"agree ({{{{ {stem}.agrees.share }}}}). {matters}",
        alt=f"Specification curve of {{{{ {stem}.universes.count }}}} universes of the claim "
        f"{claim}. {{{{ {stem}.agrees.count }}}} agree, {{{{ {stem}.differs.count }}}} differ, "
        f"{{{{ {stem}.undetermined.count }}}} cannot tell, {{{{ {stem}.withheld.count }}}} are "
        f"withheld and {{{{ {stem}.failed.count }}}} failed. "
        + (f"Values reach {reach}. " if has_values else "") + matters,
        numbers=_read_lookup(summary, said),
        columns={"universe": "Universe", "choices": "Options", "outcome_label": "Outcome",
                 "value": "Value", "reason": "Why", "error": "Error"},
    )  # fmt: skip


def say_what_matters(own: pd.DataFrame) -> str:
    """Say in a sentence which choice matters most, from the summary of one claim."""
    first = own[own["statistic"].eq("matters") & own["value"].eq(1)].iloc[0]
    flips = own[own["statistic"].eq("flips") & own["answer"].eq(first["answer"])]["value"].iloc[0]
    if flips > 0:
        return f"What matters most: {first['answer_label'].lower()}."
    return "No choice changes the outcome."


def find_band(claim: Claim) -> tuple[float, float] | None:
    """Where a value agrees with a claim; none where that is a point, or itself a choice."""
    if claim.rule == "direction":
        return (0.0, math.inf) if claim.side == "above" else (-math.inf, 0.0)
    if claim.rule == "rounds_to":
        half = 0.5 * 10**-claim.places
        return claim.value - half, claim.value + half
    if claim.rule in ("within", "below", "above", "at_least"):
        low, high = claim.low, claim.high
        return (-math.inf if low is None else low), (math.inf if high is None else high)
    return None


def _read_lookup(summary: pd.DataFrame, claim: Claim) -> Lookup:
    plain = summary.astype(object).where(summary.notna(), None)
    estimates = read_estimates(plain.to_dict("records"), source="multiverse")
    return estimates | read_claims([claim.model_dump()], source="claims.yml")
