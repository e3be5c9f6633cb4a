"""What a release says about one question, as sums of unknown counts of people.

A table of estimates is read as a reader would: a base, a count, a share of so many, a difference
of two shares are each a statement about how many people gave some answers in some part of the
sample.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from parentdata.answers.frame import COMPLEMENTARY, SMALL_BASE
from parentdata.disclosure.where import BETWEEN, Where

SIDES = ("positive", "neutral", "negative")
REST = "(any other answer)"
SHARES = ("share", "share_unweighted")
# Their bases are those of the shares of the groups of the index.
OF_INDEX = ("mean", "quantile")


@dataclass(frozen=True, kw_only=True)
class Statement:
    """That between `low` and `high` people of a part of the sample gave one of some answers."""

    source: str
    answers: frozenset[str] | None  # None is any answer: the base
    domain: str
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Target:
    """A withheld count: what it is called, and which people it counts."""

    id: str
    row: str  # the id of the withheld row; `id` may name its rest
    answers: frozenset[str]
    domain: str


@dataclass
class Question:
    """All that is released about one question of one study."""

    name: str
    answers: tuple[str, ...] = ()
    domains: dict[str, Where] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    given_away: dict[str, str] = field(default_factory=dict)  # a withheld share, by a difference


def read_questions(
    estimates: pd.DataFrame,
    *,
    read_domain,
    unions: Mapping[str, Iterable[str]] | None = None,
    rounding_base: int = 1,
) -> dict[str, Question]:
    """Read a table of estimates as statements about unknown counts, by question.

    Parameters
    ----------
    estimates : DataFrame, one row per estimate
        `id`, `study`, `topic`, `item`, `answer`, `side`, `statistic`, `domain`, `value`, `count`,
        `n`, `is_withheld`; `why_withheld`, where there is one.
    read_domain : callable
        Gives the answers that the name of a part of the sample stands for, as
        `where.read_where`.
    unions : mapping of a name to answers
        Sets of answers that the release counts together, beside the sides of a scale.
    rounding_base : int
        What bases of withheld figures are rounded to.

    Returns
    -------
    dict of question to Question
    """
    table = estimates[_is_counted(estimates)].copy()
    table["domain"] = table["domain"].fillna("")
    table["item"] = _join_index(table)
    questions = {}
    for key, rows in table.groupby(["study", "topic", "item"], sort=True):
        name = ".".join(key)
        questions[name] = _read_question(name, rows, read_domain, unions or {}, rounding_base)
    return questions


def _is_counted(estimates: pd.DataFrame) -> pd.Series:
    counted = [*SHARES, *OF_INDEX, "difference"]
    polled = estimates["domain"].fillna("").str.startswith("pool=")
    return estimates["statistic"].isin(counted) | (estimates["statistic"].eq("count") & polled)


def _join_index(table: pd.DataFrame) -> pd.Series:
    """Means of an index share their base with the shares of its groups."""
    return table["item"].where(~table["statistic"].isin(OF_INDEX), table["item"] + "_group")


def _read_question(
    name: str, rows: pd.DataFrame, read_domain, unions: Mapping, rounding_base: int
) -> Question:
    sets = _merge_answers(rows, name_sets(rows, unions))
    question = Question(name, answers=(*sorted(frozenset().union(*sets.values())), REST))
    hidden = {}
    for row in rows.to_dict("records"):
        if BETWEEN in row["domain"]:
            continue
        question.domains.setdefault(row["domain"], read_domain(row["domain"]))
        is_share = row["statistic"] not in OF_INDEX and row["answer"] in sets
        _add_base(question, row, rounding_base)
        if is_share and row["is_withheld"]:
            hidden[row["answer"], row["domain"]] = row["id"]
            _add_targets(question, row, sets[row["answer"]])
        elif is_share:
            _add_count(question, row, sets[row["answer"]])
    _add_differences(question, rows, hidden)
    return question


def name_sets(rows: pd.DataFrame, unions: Mapping[str, Iterable[str]]) -> dict[str, frozenset]:
    """Which single answers each answer of a table stands for: itself, a side, a union."""
    shares = rows[~rows["statistic"].isin(OF_INDEX)]
    named = set(shares["answer"])
    # A scale may have an answer of its own under the name that is a union elsewhere.
    joined = {name: frozenset(of) for name, of in unions.items() if named >= set(of)}
    plain = shares[~shares["answer"].isin([*SIDES, *joined])]
    side_of = dict(zip(plain["answer"], plain["side"].fillna(""), strict=True))
    sets = {answer: frozenset([answer]) for answer in side_of} | joined
    for side in SIDES:
        sets[side] = frozenset(a for a, of in side_of.items() if of == side) or frozenset([side])
    return {answer: sets[answer] for answer in shares["answer"].unique()}


def _merge_answers(rows: pd.DataFrame, sets: Mapping[str, frozenset]) -> dict[str, frozenset]:
    """Merge answers that no part of the sample tells apart: of everyone, they tell nothing more.

    Returns
    -------
    dict of answer to what stands for it; an answer that lies across merged ones is left out.
    """
    parted = [sets[answer] for answer in sorted(set(rows.loc[rows["domain"].ne(""), "answer"]))
              if answer in sets]  # fmt: skip
    alike: dict[tuple[bool, ...], set[str]] = {}
    for answer in sorted(frozenset().union(*sets.values())):
        alike.setdefault(tuple(answer in part for part in parted), set()).add(answer)
    merged = {}
    for name, told in sets.items():
        groups = [group for group in alike.values() if group & told]
        if frozenset().union(*groups) == told:
            merged[name] = frozenset(min(group) for group in groups)
    return merged


def _add_base(question: Question, row: Mapping, rounding_base: int) -> None:
    low = high = float(row["n"])
    if row["is_withheld"] and row.get("why_withheld") == SMALL_BASE:
        low, high = max(low - rounding_base // 2, 0), low + rounding_base // 2
    question.statements.append(
        Statement(source=row["id"], answers=None, domain=row["domain"], low=low, high=high)
    )


def _add_count(question: Question, row: Mapping, answers: frozenset[str]) -> None:
    counted, n = row["count"], float(row["n"])
    if pd.isna(counted):
        # A weighted share without its count tells of none and of all.
        low, high = (0.0, 0.0) if row["value"] == 0 else (1.0, n)
        low, high = (n, n) if row["value"] == 1 else (low, high)
    else:
        low = high = float(counted)
    question.statements.append(
        Statement(source=row["id"], answers=answers, domain=row["domain"], low=low, high=high)
    )


def _add_targets(question: Question, row: Mapping, answers: frozenset[str]) -> None:
    # What was withheld to protect another figure needs no protection itself.
    if row.get("why_withheld") == COMPLEMENTARY:
        return
    rest = frozenset(question.answers) - answers
    for name, told in ((row["id"], answers), (f"{row['id']} {REST}", rest)):
        target = Target(id=name, row=row["id"], answers=told, domain=row["domain"])
        question.targets.append(target)


def _add_differences(question: Question, rows: pd.DataFrame, hidden: Mapping) -> None:
    """A difference that stands gives the share of one side away, where the other is known."""
    differences = rows[rows["statistic"].eq("difference") & ~rows["is_withheld"].astype(bool)]
    for row in differences.to_dict("records"):
        for part in row["domain"].split(BETWEEN):
            if (row["answer"], part) in hidden:
                question.given_away[hidden[row["answer"], part]] = row["id"]
