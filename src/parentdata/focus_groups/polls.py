"""Anonymous polls: votes by answer and group, pooled until nobody can be picked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from parentdata.focus_groups.cells import read_name, read_pattern
from parentdata.focus_groups.plan_file import Plan
from parentdata.focus_groups.refusals import BadPoll, RepeatedRow
from parentdata.intake.rows import read_rows

POLLS_FILE = "polls.csv"
POLL_COLUMNS = ("discussion_id", "poll", "answer", "votes")
# Who saw the result of their own group could take it from a pool of two and have the other's.
FEWEST_GROUPS = 3
EVERYONE = "everyone"
SIDES = {"strong": "Groups of stronger licence", "weak": "Groups of weak or no licence"}


def read_polls(folder: Path, plan: Plan, attended: dict[str, int]) -> pd.DataFrame:
    """Read polls.csv: votes by answer, and no column that could say whose.

    Parameters
    ----------
    folder : Path
    plan : Plan
        Its polls and answers.
    attended : dict of discussion id to number
        Everyone who took part in each group, those who withdrew later too: their votes carry no
        name and cannot be found.

    Returns
    -------
    DataFrame, one row per group, poll and answer
        discussion_id, poll, answer, votes (int).

    Raises
    ------
    BadCell, BadPoll, RepeatedRow
        A cell that is none of the plan's; a group that was not held; more votes than people; an
        answer that stands twice for one group.
    """
    seen: dict[tuple, int] = {}
    records = []
    for row in read_rows(folder / POLLS_FILE, columns=POLL_COLUMNS):
        cells = row.cells
        read_name(row, "discussion_id", [name for name in attended if name.startswith("G")])
        read_name(row, "poll", plan.polls)
        read_name(row, "answer", plan.polls[cells["poll"]].answers)
        read_pattern(row, "votes", r"0|[1-9]\d*", "a whole number of votes")
        key = (cells["discussion_id"], cells["poll"], cells["answer"])
        if key in seen:
            raise row.refuse(
                RepeatedRow, f"the answer stands in row {seen[key]} too.", column="answer",
                expected="one row for each group, poll and answer", do="Remove one of the two",
            )  # fmt: skip
        seen[key] = row.number
        records.append({**cells, "votes": int(cells["votes"])})
        cast = sum(r["votes"] for r in records if (r["discussion_id"], r["poll"]) == key[:2])
        if cast > attended[key[0]]:
            raise row.refuse(
                BadPoll, f"{key[0]} has {cast} votes on {key[1]!r}, and {attended[key[0]]} took "
                "part.", column="votes", expected="no more votes than participants",
                do="Correct the votes from the poll's own export",
            )  # fmt: skip
    return pd.DataFrame(records)


def pool_polls(
    polls: pd.DataFrame, discussions: pd.DataFrame, plan: Plan, *, minimum_base: int
) -> pd.DataFrame:
    """Pool the votes over groups until no pool picks out a person.

    Pools of one poll are all of the cells, else the two kinds of licence, else everyone; the
    finest of these in which every pool is safe. They never overlap, so that nothing can be found
    by taking one from another. A pool is safe if it has at least `minimum_base` votes from
    `FEWEST_GROUPS` groups or more, and its voters do not agree all, or all but one: unanimity
    tells everybody's answer, and one voice against all others knows theirs.

    Parameters
    ----------
    polls : DataFrame
        As `read_polls` gives it.
    discussions : DataFrame
        With `discussion_id` and `cell`.
    plan : Plan
    minimum_base : int
        Fewest votes in a pool that is shown.

    Returns
    -------
    DataFrame, one row per poll, pool and answer
        poll, pool, pool_label, groups, answer, answer_label, votes, n (votes in the pool),
        is_withheld. Where not even everyone together is safe, `votes` is missing.
    """
    cell_of = discussions.set_index("discussion_id")["cell"]
    voted = polls.assign(cell=polls["discussion_id"].map(cell_of))
    shown = [row for poll in plan.polls for row in _pool_one(voted, plan, poll, minimum_base)]
    return pd.DataFrame(shown)


def _pool_one(voted: pd.DataFrame, plan: Plan, poll: str, minimum_base: int) -> Iterator[dict]:
    own = voted[voted["poll"].eq(poll)]
    levels = _list_levels(own, plan)
    pools = next(
        (level for level in levels if all(_is_safe(part, minimum_base) for _, _, part in level)),
        None,
    )
    for name, label, part in pools or levels[-1]:
        counts = part.groupby("answer")["votes"].sum()
        for answer, answer_label in plan.polls[poll].answers.items():
            yield {
                "poll": poll, "pool": name, "pool_label": label,
                "groups": part["discussion_id"].nunique(), "answer": answer,
                "answer_label": answer_label,
                "votes": pd.NA if pools is None else int(counts.get(answer, 0)),
                "n": int(part["votes"].sum()), "is_withheld": pools is None,
            }  # fmt: skip


def _list_levels(own: pd.DataFrame, plan: Plan) -> list[list[tuple[str, str, pd.DataFrame]]]:
    """Partitions of the votes, the finest first."""
    licence = own["cell"].map({cell.id: cell.licence for cell in plan.cells})
    by_cell = [(cell.id, cell.short, own[own["cell"].eq(cell.id)]) for cell in plan.cells]
    by_licence = [(name, label, own[licence.eq(name)]) for name, label in SIDES.items()]
    levels = [by_cell, by_licence, [(EVERYONE, "All groups", own)]]
    return [[pool for pool in level if len(pool[2])] for level in levels]


def _is_safe(part: pd.DataFrame, minimum_base: int) -> bool:
    counts: Iterable[int] = part.groupby("answer")["votes"].sum()
    n, groups = int(part["votes"].sum()), part["discussion_id"].nunique()
    return n >= max(minimum_base, 1) and groups >= FEWEST_GROUPS and max(counts) <= n - 2
