"""From two coders' judgements and an adjudicator's decisions to one value per unit and code."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal, get_args

import pandas as pd

from parentdata.coding.adjudications import check_adjudications
from parentdata.coding.codebook import Codebook
from parentdata.coding.columns import DECIDED_COLUMNS
from parentdata.coding.pairs import pair_judgements
from parentdata.coding.refusals import UndecidedCodes, UnknownPolicy

AGREED, ADJUDICATED, ONE_CODER, UNDECIDED = "agreed", "adjudicated", "one_coder", "undecided"

UndecidedPolicy = Literal["stop", "range"]
_TOLD = 10


def decide(
    judgements: pd.DataFrame,
    adjudications: pd.DataFrame,
    *,
    codebook: Codebook,
    undecided_codes: UndecidedPolicy,
    not_after: date,
    file: Path | str | None = None,
) -> pd.DataFrame:
    """Give every unit and code one value, and say how it came about.

    Parameters
    ----------
    judgements : DataFrame
        As `check_judgements` returns it, of one coder or two.
    adjudications : DataFrame of str, columns `ADJUDICATION_COLUMNS`
        As `read_adjudications` returns it; it may have no rows.
    codebook : Codebook
    undecided_codes : {"stop", "range"}
        What happens to a disagreement without a decision: the run stops, or the row stands
        without a value, and `count_values` counts it as a range.
    not_after : date
        Today, or the day on which the files were received.
    file : Path or str, optional
        The adjudications' file, named in refusals.

    Returns
    -------
    DataFrame, one row per unit and code, columns `DECIDED_COLUMNS`, sorted by these two
        `how` is one of
        agreed: both coders gave the value;
        adjudicated: they did not, and an adjudicator decided;
        one_coder: one coder gave it and the other could not tell, or did not code the unit;
        undecided: they differ, or neither could tell, and nobody decided; `value` is missing.
        `value_a` and `value_b` are the coders' own, in the order of their names. The passage is
        that of the first coder who gave the value; the other's stands in the judgements.

    Raises
    ------
    TooManyCoders
        There are three coders or more.
    FaultyJudgements
        As `check_adjudications`.
    UndecidedCodes
        A disagreement has no decision and `undecided_codes` is "stop".
    """
    pairs = pair_judgements(judgements)
    check_adjudications(
        adjudications, pairs=pairs, codebook=codebook, not_after=not_after, file=file
    )
    made = adjudications[["unit_id", "code", "decision"]].itertuples(index=False, name=None)
    decisions = {(unit_id, code): decision for unit_id, code, decision in made}
    rows = [_decide_one(pair, decisions.get((pair["unit_id"], pair["code"]))) for pair in pairs]
    decided = pd.DataFrame(rows, columns=list(DECIDED_COLUMNS))
    offsets = {"start": "Int64", "end": "Int64"}
    decided = decided.astype(dict.fromkeys(DECIDED_COLUMNS, "str") | offsets)
    hold_decided(decided, undecided_codes=undecided_codes)
    return decided


def hold_decided(decided: pd.DataFrame, *, undecided_codes: UndecidedPolicy) -> None:
    """Stop where a disagreement has no decision and none may be left open.

    Parameters
    ----------
    decided : DataFrame
        As `decide` returns it.
    undecided_codes : {"stop", "range"}

    Raises
    ------
    UndecidedCodes
        A disagreement has no decision and `undecided_codes` is "stop".
    UnknownPolicy
    """
    if undecided_codes not in get_args(UndecidedPolicy):
        raise UnknownPolicy(
            f"undecided_codes is {undecided_codes!r}.",
            expected=f"one of {', '.join(get_args(UndecidedPolicy))}",
            do="Correct it in params.yaml; nothing was written.",
        )
    if undecided_codes == "stop":
        _refuse_undecided(decided)


def _decide_one(pair: dict, decision: str | None) -> dict:
    value, how = _settle(pair["value_a"], pair["value_b"], decision)
    sides = [side for side in "ab" if value is not None and pair[f"value_{side}"] == value]
    shown = next((side for side in sides if pair[f"quote_{side}"] is not None), None)
    passage = {
        name: pair[f"{name}_{shown}"] if shown else None for name in ("start", "end", "quote")
    }
    return {name: pair[name] for name in ("unit_id", "code", "value_a", "value_b")} | {
        "value": value,
        "how": how,
        **passage,
    }


def _settle(first: str | None, second: str | None, decision: str | None) -> tuple[str | None, str]:
    if decision is not None:
        return decision, ADJUDICATED
    if first is not None and first == second:
        return first, AGREED
    if (first is None) != (second is None):
        return first or second, ONE_CODER
    return None, UNDECIDED


def _refuse_undecided(decided: pd.DataFrame) -> None:
    left = decided[decided["how"].eq(UNDECIDED)]
    if left.empty:
        return
    told = ", ".join(
        f"{unit_id} {code} ({first} / {second})"
        for unit_id, code, first, second in left[["unit_id", "code", "value_a", "value_b"]]
        .fillna("could not tell")
        .head(_TOLD)
        .itertuples(index=False)
    )
    more = f" and {len(left) - _TOLD} more" if len(left) > _TOLD else ""
    raise UndecidedCodes(
        f"{len(left)} disagreements are not decided: {told}{more}.",
        expected="a decision for every disagreement, as undecided_codes: stop asks for",
        do="Write them with `python -m parentdata foi disagreements`, decide them in "
        "adjudications.csv, or set undecided_codes: range; nothing was written.",
    )


def count_values(decided: pd.DataFrame, *, codebook: Codebook) -> pd.DataFrame:
    """Count the units of each value of each code, undecided ones as a range.

    Parameters
    ----------
    decided : DataFrame
        As `decide` returns it, or rows of it.
    codebook : Codebook

    Returns
    -------
    DataFrame, one row per code in use and value, in the codebook's order
        code, value, low (units with the value), high (and those undecided that could have it),
        undecided (of the code), n (units coded). An undecided unit could have the values that
        its coders gave, or any where neither could tell.
    """
    rows = []
    for code in codebook.leaves:
        own = decided[decided["code"].eq(code.id)]
        left = own[own["how"].eq(UNDECIDED)]
        open_to_all = left["value_a"].isna() & left["value_b"].isna()
        for value in code.allowed:
            low = int(own["value"].eq(value).sum())
            could = left["value_a"].eq(value) | left["value_b"].eq(value) | open_to_all
            rows.append((code.id, value, low, low + int(could.sum()), len(left), len(own)))
    return pd.DataFrame(rows, columns=["code", "value", "low", "high", "undecided", "n"])
