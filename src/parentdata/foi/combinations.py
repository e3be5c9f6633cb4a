"""Which codes a reply holds together: each combination once, and each code in all."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from parentdata.answers.frame import read_status
from parentdata.coding.codebook import ABSENT, PRESENT
from parentdata.foi.coded_rows import count_row, make_coded
from parentdata.foi.refusals import UnknownFoiChoice

SETS, COMBINATIONS = "code_sets", "code_combinations"
NONE, UNDECIDED = "none", "undecided"
JOINED = ";"


def combine_codes(decided: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Count the coded replies by the combination of codes that each holds.

    Parameters
    ----------
    decided : DataFrame, one row per unit and code
        `unit_id`, `code`, `value` ("present" or "absent"; missing where nobody decided) and
        `data_status`. Every unit in it is a reply that was coded.
    labels : dict of code to label
        The codes that are combined, in their order; presence codes alone.

    Returns
    -------
    DataFrame
        The columns `ESTIMATE_COLUMNS`, unit "count". Rows of the topic `SETS`, one a code: how
        many replies hold it, whatever else they hold. Rows of the topic `COMBINATIONS`, one for
        each combination met, the most frequent first: how many replies hold these codes and no
        other of those named; `answer` holds them joined by ";". The combination without any is
        "none". A reply with a code that nobody decided is in no combination: such replies are
        counted as "undecided". The combinations sum to the replies.

    Raises
    ------
    UnknownFoiChoice
        A code that no reply was coded by, or one that is not a presence code.
    """
    about = decided[decided["code"].isin(labels)]
    _check_codes(about, labels)
    units = decided["unit_id"].drop_duplicates()
    wide = about.pivot(index="unit_id", columns="code", values="value")
    # A reply that was not coded by a code is as open as one on which the coders differ.
    wide = wide.reindex(index=units, columns=list(labels))
    base = {"n": len(units), "base": f"the {len(units)} replies that were coded"}
    rows = [*_count_sets(wide, labels, base), *_count_combinations(wide, labels, base)]
    return make_coded(rows, status=read_status(decided))


def _check_codes(about: pd.DataFrame, labels: Mapping[str, str]) -> None:
    absent = [code for code in labels if code not in set(about["code"])]
    others = sorted(set(about["value"].dropna()) - {PRESENT, ABSENT})
    if absent or others or not labels:
        raise UnknownFoiChoice(
            f"combinations of codes cannot be counted: {', '.join(absent or others) or 'no code'}.",
            expected="codes of the codebook that are present in a reply or absent from it",
            do="Correct the codes that are combined.",
        )


def _count_sets(wide: pd.DataFrame, labels: Mapping[str, str], base: dict) -> list[dict]:
    return [
        count_row(
            f"foi.combined.{code}.count",
            int(wide[code].eq(PRESENT).sum()),
            topic=SETS,
            item=code,
            item_label=label,
            answer=code,
            **base,
        )
        for code, label in labels.items()
    ]


def _count_combinations(wide: pd.DataFrame, labels: Mapping[str, str], base: dict) -> list[dict]:
    held = [_name_combination(values, list(labels)) for values in wide.to_numpy().tolist()]
    counts = pd.Series(held, dtype=object).value_counts(sort=False)
    places = {code: place for place, code in enumerate(labels)}

    def order(members: tuple[str, ...]) -> tuple:
        spots = [places.get(code, len(places)) for code in members]
        return members == (UNDECIDED,), -counts[members], len(members), spots

    rows = []
    for members in sorted(counts.index, key=order):
        codes = [code for code in members if code in labels]
        words = " + ".join(labels[code] for code in codes)
        label = words or {NONE: "None of these", UNDECIDED: "A code is undecided"}[members[0]]
        rows.append(
            count_row(
                f"foi.combination.{'.'.join(members)}.count",
                int(counts[members]),
                topic=COMBINATIONS,
                item=JOINED.join(members),
                item_label=label,
                answer=JOINED.join(codes),
                **base,
            )
        )
    return rows


def _name_combination(values: list, codes: list[str]) -> tuple[str, ...]:
    if any(pd.isna(value) for value in values):
        return (UNDECIDED,)
    return tuple(code for code, value in zip(codes, values, strict=True) if value == PRESENT) or (
        NONE,
    )
