"""Sentences for captions and alternative text, made from a table; numbers stay placeholders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from parentdata.answers import Domain
from parentdata.answers.weighted_net import BETWEEN
from parentdata.errors import Refusal
from parentdata.sides import ABOVE, BELOW, CONSENSUS, DIVISION, UNDETERMINED

NAMED = 6


class NotDescribable(Refusal):
    """A table lacks what a sentence about it needs."""


def describe_shares(
    estimates: pd.DataFrame, *, what: str, answer: str | None = None, label: str = "item_label"
) -> str:
    """Say which line of a figure is highest, which is lowest, and how many are withheld.

    Parameters
    ----------
    estimates : DataFrame, one row per estimate
        Needs `id`, `value`, `is_withheld` and the column `label`.
    what : str
        What the values are, such as "Share who would trust it".
    answer : str, optional
        Rows of this answer alone.
    label : str
        Column that names the lines.

    Returns
    -------
    str
        Such as "Share who would trust it: highest for “Schools” ({{ ID }}), lowest for “Private
        companies” ({{ ID }}); 2 withheld."

    Raises
    ------
    NotDescribable
        A column that is absent, or no rows.
    """
    needs = ["id", "value", "is_withheld", label, *(["answer"] if answer else [])]
    rows = _check(estimates, needs)
    rows = _check(rows[rows["answer"].eq(answer)], needs) if answer else rows
    is_withheld = rows["is_withheld"].astype(bool)
    shown = rows[~is_withheld].sort_values("value", ascending=False, kind="stable")
    cited = [_cite(row[label], row["id"]) for row in shown.to_dict("records")]
    parts = [f"highest for {cited[0]}, lowest for {cited[-1]}"] if len(cited) > 1 else cited
    if is_withheld.any():
        parts.append(
            "all withheld" if is_withheld.all() else f"{_tally(is_withheld.sum())} withheld"
        )
    return f"{what}: {'; '.join(parts)}."


def _tally(count: int) -> str:
    """Write a count of what is drawn, told apart from figures that somebody typed."""
    return f"{{{{ tally {count} }}}}" if count else "none"


def _cite(name: str, place: str) -> str:
    return f"“{name}” ({{{{ {place} }}}})"


def describe_consensus(items: pd.DataFrame, *, rule: str = "by_interval") -> str:
    """Say on how many items all groups lie on one side, on how many they divide, and on which.

    Parameters
    ----------
    items : DataFrame, one row per item
        `Consensus.items`.
    rule : {"by_interval", "by_point"}

    Returns
    -------
    str
        Such as "Of 26 items, every group lies above the threshold on 5 (…) and below it on 9
        (…); groups divide on 3 (…); 9 cannot be told." At most six items are named in each.

    Raises
    ------
    NotDescribable
        As `describe_shares`.
    """
    rows = _check(items, ["item_label", rule, f"{rule}_side"])
    side = rows[f"{rule}_side"].where(rows[rule].eq(CONSENSUS), "")
    found = {
        name: _count_named(rows.loc[is_so, "item_label"])
        for name, is_so in (
            (ABOVE, side.eq(ABOVE)),
            (BELOW, side.eq(BELOW)),
            (DIVISION, rows[rule].eq(DIVISION)),
        )
    }
    unclear = int(rows[rule].eq(UNDETERMINED).sum())
    return (
        f"Of {_tally(len(rows))} items, every group lies above the threshold on {found[ABOVE]} and"
        f" below it on {found[BELOW]}; groups divide on {found[DIVISION]}; "
        f"{_tally(unclear)} cannot be told."
    )


def _count_named(labels: Iterable[str]) -> str:
    names = list(labels)
    if not names:
        return "none"
    listed = ", ".join(f"“{name}”" for name in names[:NAMED])
    more = f" and {_tally(len(names) - NAMED)} more" if len(names) > NAMED else ""
    return f"{_tally(len(names))} ({listed}{more})"


def describe_coefficients(estimates: pd.DataFrame, *, what: str) -> str:
    """Say how many intervals lie below and above nought, with the farthest of each.

    Parameters
    ----------
    estimates : DataFrame, one row per coefficient or difference
        As `figures.draw_coefficients` takes them.
    what : str
        What the values are, such as "Points of the index against the reference".

    Returns
    -------
    str
        Such as "Points against the reference: of 27 intervals, 4 wholly below 0 (farthest:
        “Tenure: Rented” ({{ ID }})) and none wholly above 0; 21 cannot be told from 0; 2 withheld."

    Raises
    ------
    NotDescribable
        As `describe_shares`.
    """
    needs = ["id", "value", "ci_low", "ci_high", "is_withheld", "characteristic_label"]
    rows = _check(estimates, [*needs, "group_label"])
    is_withheld = rows["is_withheld"].astype(bool)
    is_below, is_above = rows["ci_high"].lt(0), rows["ci_low"].gt(0)
    below = _count_farthest(rows[is_below].sort_values("value", kind="stable"), "below")
    above = _count_farthest(rows[is_above].sort_values("value", kind="stable")[::-1], "above")
    rest = int((~is_below & ~is_above & ~is_withheld).sum())
    thin = f"; {_tally(is_withheld.sum())} withheld" if is_withheld.any() else ""
    return (
        f"{what}: of {_tally(len(rows))} intervals, {below} and {above}; "
        f"{_tally(rest)} cannot be told from nought{thin}."
    )


def _count_farthest(rows: pd.DataFrame, side: str) -> str:
    if rows.empty:
        return f"none wholly {side} nought"
    first = rows.iloc[0]
    name = ": ".join(filter(None, (first["characteristic_label"], first["group_label"])))
    return f"{_tally(len(rows))} wholly {side} nought (farthest: {_cite(name, first['id'])})"


def label_differences(
    estimates: pd.DataFrame, pairs: Iterable[tuple[Domain, Domain]]
) -> pd.DataFrame:
    """Label differences between domains with the characteristic, the group and its reference.

    Parameters
    ----------
    estimates : DataFrame
        Rows of `answers.estimate_weighted_differences`.
    pairs : iterable of (Domain, Domain)
        The pairs that they were made of.

    Returns
    -------
    DataFrame
        The rows with `characteristic_label` (empty where the two belong to none together),
        `group_label` and `reference_label`.

    Raises
    ------
    NotDescribable
        A row is of none of the pairs.
    """
    labels = {
        f"{domain.name}{BETWEEN}{reference.name}": _part(domain.label, reference.label)
        for domain, reference in pairs
    }
    return _add_labels(estimates, estimates["domain"], labels)


def label_coefficients(estimates: pd.DataFrame, coefficients: pd.DataFrame) -> pd.DataFrame:
    """Label rows of a regression with the characteristic, the answer and the reference answer.

    Parameters
    ----------
    estimates : DataFrame
        Rows of `licence.list_regression`; the intercept is left out.
    coefficients : DataFrame
        `IndexRegression.linear`, which says what the reference of each characteristic is.

    Returns
    -------
    DataFrame
        As `label_differences`.

    Raises
    ------
    NotDescribable
        A row is about an answer that `coefficients` does not hold.
    """
    asked = coefficients[coefficients["characteristic"].ne("")]
    is_reference = asked["is_reference"].astype(bool)
    reference = asked[is_reference].set_index("characteristic")["answer_label"]
    labels = {
        f"{row['characteristic']}_{row['answer']}": (
            row["characteristic_label"],
            row["answer_label"],
            reference[row["characteristic"]],
        )
        for row in asked[~is_reference].to_dict("records")
    }
    rows = estimates[estimates["answer"].ne("intercept")]
    return _add_labels(rows, rows["answer"], labels)


def _part(label: str, reference: str) -> tuple[str, str, str]:
    (head, colon, tail), (other, _, base) = label.partition(": "), reference.partition(": ")
    return (head, tail, base) if colon and head == other else ("", label, reference)


def _add_labels(rows: pd.DataFrame, keys: pd.Series, labels: dict) -> pd.DataFrame:
    unknown = sorted(set(keys) - set(labels))
    if unknown:
        raise _refuse(f"nothing names {unknown[0]!r}.", f"one of {', '.join(labels) or 'no names'}")
    names = ("characteristic_label", "group_label", "reference_label")
    parts = [{key: each[place] for key, each in labels.items()} for place in range(len(names))]
    return rows.assign(**{name: keys.map(part) for name, part in zip(names, parts, strict=True)})


def _check(table: pd.DataFrame, needs: Sequence[str]) -> pd.DataFrame:
    absent = [name for name in needs if name not in table]
    if absent or table.empty:
        came = f"the table has no {f'column {absent[0]!r}' if absent else 'rows'}."
        raise _refuse(came, f"rows with {', '.join(needs)}")
    return table


def _refuse(came: str, expected: str) -> NotDescribable:
    do = "Pass the rows, and the pairs or coefficients, that the figure is drawn from."
    return NotDescribable(came, expected=expected, do=do)
