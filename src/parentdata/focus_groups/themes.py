"""Themes by discussion: in which of them a theme was raised, by cell, by route and in order."""

from __future__ import annotations

import pandas as pd

from parentdata.coding.codebook import PRESENT, Code, Codebook
from parentdata.coding.decide import UNDECIDED
from parentdata.coding.refusals import UndecidedCodes
from parentdata.focus_groups.refusals import BadThemes


def refuse_undecided(decided: pd.DataFrame, undecided_codes: str) -> None:
    """Refuse decisions with a disagreement that nobody has decided, if the page is to stop there.

    Raises
    ------
    UndecidedCodes
        `undecided_codes` is "stop" and a participant's code is undecided.
    """
    left = decided[decided["how"].eq(UNDECIDED)]
    if undecided_codes == "stop" and len(left):
        first = left.iloc[0]
        raise UndecidedCodes(
            f"{len(left)} disagreements of the coders are not decided, the first of them "
            f"{first['unit_id']} {first['code']}.",
            expected="a decision for every disagreement, as undecided_codes: stop asks for",
            do="Decide them in adjudications.csv, or set undecided_codes: range in params.yaml.",
        )


def find_presence(
    decided: pd.DataFrame, contributions: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
    """Say in which discussions each theme was raised by anybody.

    Parameters
    ----------
    decided : DataFrame, one row per participant and code
        unit_id, code, value; a missing value is undecided.
    contributions : DataFrame, one row per participant
        unit_id, discussion_id, kind, cell, route, held_date.
    codebook : Codebook

    Returns
    -------
    DataFrame, one row per discussion and presence code, in the order held and of the codebook
        discussion_id, kind, cell, route, held_date, code, code_label, group_label (of the codes
        above it), is_present: true if one participant or more raised it, false if nobody did,
        missing if nobody is known to have and somebody is undecided. How often or by how many it
        was raised in a discussion is not kept: in a group, one who speaks up brings others in.

    Raises
    ------
    BadThemes
        A decision about somebody who is not among the participants, or by an unknown code.
    """
    _check(decided, contributions, codebook)
    joined = decided.merge(contributions, on="unit_id")
    rows = []
    places = ["discussion_id", "kind", "cell", "route", "held_date"]
    held = contributions[places].drop_duplicates("discussion_id")
    for code in (code for code in codebook.leaves if code.kind == "presence"):
        own = joined[joined["code"].eq(code.id)]
        for place in held.sort_values(["held_date", "discussion_id"]).to_dict("records"):
            values = own[own["discussion_id"].eq(place["discussion_id"])]["value"]
            rows.append(
                {**place, "code": code.id, "code_label": code.label,
                 "group_label": _name_group(code, codebook), "is_present": _settle(values)}
            )  # fmt: skip
    return pd.DataFrame(rows).astype({"is_present": "boolean"})


def _settle(values: pd.Series) -> bool | None:
    if values.eq(PRESENT).any():
        return True
    return None if values.isna().any() else False


def _name_group(code: Code, codebook: Codebook) -> str:
    return codebook.by_id[code.parent].label if code.parent else ""


def _check(decided: pd.DataFrame, contributions: pd.DataFrame, codebook: Codebook) -> None:
    strangers = sorted(set(decided["unit_id"]) - set(contributions["unit_id"]))
    unknown = sorted(set(decided["code"]) - set(codebook.by_id))
    if strangers or unknown:
        raise BadThemes(
            f"a decision is about {strangers[0]!r}, who is no participant."
            if strangers
            else f"a decision is by the code {unknown[0]!r}, which the codebook does not have.",
            expected="decisions about the participants, by the codes of the codebook",
            do="Run `dvc repro clean-focus-groups`, which makes both tables together.",
        )


def count_presence(presence: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Count the discussions in which each theme was raised, by a column such as cell or route.

    Returns
    -------
    DataFrame, one row per code and value of `by`, in the order in which they first occur
        code, code_label, group_label, the column `by`, count (raised), undecided, n (held).
    """
    rows = []
    for (code, value), own in presence.groupby(["code", by], sort=False):
        first = own.iloc[0]
        rows.append(
            {"code": code, "code_label": first["code_label"], "group_label": first["group_label"],
             by: value, "count": int(own["is_present"].sum()),
             "undecided": int(own["is_present"].isna().sum()), "n": len(own)}
        )  # fmt: skip
    return pd.DataFrame(rows)


def count_new_codes(presence: pd.DataFrame) -> pd.DataFrame:
    """Count the themes raised for the first time in each discussion, in the order held.

    Returns
    -------
    DataFrame, one row per discussion
        order (from 1), discussion_id, kind, cell, held_date, new (themes not raised before), seen
        (themes raised so far), themes (all of the codebook).
    """
    seen: set[str] = set()
    order = presence.sort_values(["held_date", "discussion_id"], kind="stable")
    rows = []
    for number, (name, own) in enumerate(order.groupby("discussion_id", sort=False), start=1):
        raised = set(own.loc[own["is_present"].fillna(value=False), "code"])
        new, first = raised - seen, own.iloc[0]
        seen |= raised
        rows.append(
            {"order": number, "discussion_id": name, "kind": first["kind"], "cell": first["cell"],
             "held_date": first["held_date"], "new": len(new), "seen": len(seen),
             "themes": presence["code"].nunique()}
        )  # fmt: skip
    return pd.DataFrame(rows)
